//! Two servers that are started at the same time on an empty database.

use crate::installation::settings;
use crate::mailbox::Mailbox;
use crate::node::Node;
use crate::proxy::Proxy;
use crate::tool::Place;
use app::store::{DatabaseUrl, Db, DbOptions, migrate};
use std::os::unix::fs::PermissionsExt as _;

/// Every server needs the same key file before its first start, made as the documentation says.
fn with_key(place: &Place) -> String {
    let key = place.write("portico.key", "T25lIGtleSBmb3IgYWxsIG9mIHRoZSBzZXJ2ZXJzLi4=\n");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    key.display().to_string()
}

#[test]
fn one_migrates_and_both_become_ready() {
    let place = Place::postgres();
    let (proxy, mailbox) = (Proxy::new(), Mailbox::start());
    let mut settings = settings(&proxy, &mailbox);
    settings.extend([String::from("--key-file"), with_key(&place)]);
    let nodes = [(); 2].map(|()| Node::new(&place, &settings));
    for node in &nodes {
        node.start(&place);
    }
    for node in &nodes {
        node.ready();
    }
    let url = DatabaseUrl::parse(&place.database_url()).unwrap();
    let db = Db::open(&url, &DbOptions::default()).unwrap();
    let steps = db.read(|tx| tx.one("SELECT COUNT(*) FROM schema_migrations", &[], |row| row.get::<i64>(0)));
    assert_eq!(steps.unwrap(), i64::try_from(migrate::MIGRATIONS.len()).ok());
    for node in &nodes {
        node.signal("-TERM");
        assert_eq!(node.ended(), Some(0), "{}", node.last_words());
    }
}
