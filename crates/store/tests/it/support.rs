//! Databases for a test: empty or migrated, on both engines.

use crate::postgres_server::{TestDatabase, TestPostgres};
use model::time::Time;
use std::path::PathBuf;
use store::{DatabaseUrl, Db, DbOptions};

/// A database that is gone after the test.
pub(crate) struct TestDb {
    pub(crate) db: Db,
    pub(crate) url: DatabaseUrl,
    pub(crate) _place: Place,
}

#[expect(dead_code, reason = "held for its Drop")]
pub(crate) enum Place {
    Folder(tempfile::TempDir),
    Server(TestDatabase),
}

/// An empty SQLite database.
pub(crate) fn sqlite() -> TestDb {
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::Sqlite(PathBuf::from(folder.path()).join("data/portico.db"));
    TestDb {
        db: Db::open(&url, &options()).unwrap(),
        url,
        _place: Place::Folder(folder),
    }
}

/// An empty PostgreSQL database.
pub(crate) fn postgres() -> TestDb {
    on_server(TestPostgres::shared().create_database())
}

/// Both, empty.
pub(crate) fn empty() -> [TestDb; 2] {
    [sqlite(), postgres()]
}

/// Both, with the schema of this program. PostgreSQL copies a template, which is much faster than migrating.
pub(crate) fn migrated() -> [TestDb; 2] {
    let sqlite = sqlite();
    store::migrate::migrate(&sqlite.db, Time(0)).unwrap();
    let name = format!("store_{}", store::migrate::fingerprint());
    let copy = TestPostgres::shared().create_from_template(&name, |url| {
        let db = Db::open(&DatabaseUrl::parse(url).unwrap(), &options()).unwrap();
        store::migrate::migrate(&db, Time(0)).unwrap();
    });
    [sqlite, on_server(copy)]
}

pub(crate) fn options() -> DbOptions {
    DbOptions {
        readers: 4,
        connections: 8,
        ..DbOptions::default()
    }
}

fn on_server(database: TestDatabase) -> TestDb {
    let url = DatabaseUrl::parse(&database.url).unwrap();
    TestDb {
        db: Db::open(&url, &options()).unwrap(),
        url,
        _place: Place::Server(database),
    }
}
