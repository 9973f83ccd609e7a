//! A portal with parts: sub-accounts, an app, modules, and people who work in some of them.

use crate::support::{Client, Reply, admin, token};
use app::store::portals;
use model::catalogue::{App, AppRole, Catalogue, OwnRole, SubAccount};
use model::ids::UserId;
use serde_json::{Value, json};
use testkit::TestApp;

/// Berlin, Hamburg, Munich; the app `crm` with an editor; the role `buyer`, which exports.
pub(crate) struct World {
    /// The admin who sees everybody.
    pub(crate) admin: Client,
    /// An admin of Berlin only.
    pub(crate) lim: Client,
    pub(crate) lim_id: UserId,
    /// In Berlin.
    pub(crate) ann: UserId,
    /// In Hamburg.
    pub(crate) bob: UserId,
    /// In both.
    pub(crate) cat: UserId,
    /// In all.
    pub(crate) dan: UserId,
    /// Invited, in Hamburg.
    pub(crate) ivy: UserId,
}

pub(crate) fn path(rest: &str) -> String {
    format!("/api/v1/portals/acme{rest}")
}

pub(crate) fn define(t: &TestApp, slug: &str, edit: impl Fn(&mut Catalogue)) {
    let write = t.db.write(|tx| {
        let mut portal = portals::by_slug(tx, slug)?.expect("the portal");
        edit(&mut portal.catalogue);
        portals::update(tx, &portal, t.clock.now())
    });
    write.expect("the catalogue");
}

fn parts(catalogue: &mut Catalogue) {
    let sub = |slug: &str, name: &str| SubAccount {
        slug: slug.to_owned(),
        name: name.to_owned(),
    };
    catalogue.sub_accounts = vec![
        sub("berlin", "Berlin"),
        sub("hamburg", "Hamburg"),
        sub("munich", "Munich"),
    ];
    catalogue.apps = vec![App {
        slug: String::from("crm"),
        name: String::from("CRM"),
        roles: vec![AppRole {
            slug: String::from("editor"),
            name: String::from("Editor"),
        }],
    }];
    catalogue.roles = vec![OwnRole {
        slug: String::from("buyer"),
        name: String::from("Buyer"),
        rank: 15,
        permissions: [model::access::Permission::UsersExport].into(),
    }];
}

impl World {
    pub(crate) fn new(t: &TestApp) -> Self {
        t.portal("acme", "standard", None);
        define(t, "acme", parts);
        let admin = admin(t, "acme");
        let user = |name: &str, role: &str| t.user("acme", &format!("{name}@acme.example"), role);
        let lim_id = user("lim", "admin");
        let (ann, bob, cat, dan) = (
            user("ann", "user"),
            user("bob", "user"),
            user("cat", "user"),
            user("dan", "user"),
        );
        let ivy = t.invite("acme", "ivy@acme.example", "user");
        let world = Self {
            lim: Client::new(t).bearer(&token(t, "acme", "lim@acme.example")),
            admin,
            lim_id,
            ann,
            bob,
            cat,
            dan,
            ivy,
        };
        for (id, subs) in [
            (lim_id, json!(["berlin"])),
            (ann, json!(["berlin"])),
            (bob, json!(["hamburg"])),
            (cat, json!(["berlin", "hamburg"])),
            (ivy, json!(["hamburg"])),
        ] {
            assert_eq!(
                world.set(&world.admin, "sub-accounts", &[id], &json!({"sub_accounts": subs})),
                "done –"
            );
        }
        world
    }

    /// Runs a set-command; "outcome reason", one user a line.
    #[track_caller]
    pub(crate) fn set(&self, who: &Client, what: &str, ids: &[UserId], words: &Value) -> String {
        outcomes(&self.sent(who, what, ids, words).expect(200).value())
    }

    pub(crate) fn sent(&self, who: &Client, what: &str, ids: &[UserId], words: &Value) -> Reply {
        let mut body = words.clone();
        body["ids"] = ids.iter().map(ToString::to_string).collect();
        who.post(&path(&format!("/users/set-{what}")), &body)
    }

    /// A user as an admin reads it.
    pub(crate) fn user(&self, id: UserId) -> Value {
        self.admin.get(&path(&format!("/users/{id}"))).expect(200).value()
    }
}

/// "outcome reason", one user a line.
pub(crate) fn outcomes(report: &Value) -> String {
    let text = |v: &Value| v.as_str().unwrap_or("–").to_owned();
    let lines = report["outcomes"].as_array().expect("outcomes").iter();
    lines
        .map(|o| format!("{} {}", text(&o["outcome"]), text(&o["reason"])))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The names before the at sign, sorted.
pub(crate) fn names(list: &Value) -> String {
    let items = list["items"].as_array().expect("items").iter();
    let mut names: Vec<&str> = items
        .filter_map(|user| user["email"].as_str()?.split('@').next())
        .collect();
    names.sort_unstable();
    names.join(" ")
}
