//! What a portal defines for itself, by REST: roles, modules, sub-accounts, apps; and what removing one takes along.

use crate::support::{Client, admin, owner, token, token_for};
use app::users::run::{self, Target};
use model::access::Permission as P;
use model::command::Command;
use model::ids::UserId;
use model::user::access::Edit;
use serde_json::{Value, json};
use testkit::{TestApp, on_both};

const ACME: &str = "/api/v1/portals/acme";

fn at(path: &str) -> String {
    format!("{ACME}{path}")
}

/// A role of the portal's own.
fn role(slug: &str, rank: i64, permissions: &[&str]) -> Value {
    json!({"slug": slug, "name": format!("The {slug}"), "rank": rank, "permissions": permissions})
}

/// Runs a command as the host.
fn command(t: &TestApp, id: UserId, command: Command) {
    let ctx = t.app.host_ctx("acme").expect("the portal");
    run::run(&ctx, command, Target::Ids(vec![id]), None).expect("an answer");
}

fn slugs(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().expect("items");
    items
        .iter()
        .map(|item| item["slug"].as_str().expect("a slug"))
        .collect()
}

fn events(api: &Client, action: &str) -> Vec<Value> {
    let log = api.get(&at(&format!("/activity?action={action}"))).expect(200).value();
    log["items"].as_array().expect("items").clone()
}

/// Proves: C17, S2.9
#[test]
fn a_role_is_defined_given_changed_at_once_and_removed_when_nobody_holds_it() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let api = admin(t, "acme");
        let made = api
            .post(&at("/roles"), &role("team-lead", 25, &["users.view", "activity.view"]))
            .expect(201);
        assert_eq!(made.header("location"), at("/roles/team-lead"));
        assert_eq!(made.value()["permissions"], json!(["users.view", "activity.view"]));
        let all = api.get(&at("/roles")).expect(200).value();
        assert_eq!(
            slugs(&all),
            ["admin", "manager", "helpdesk", "team-lead", "auditor", "user"]
        );
        assert_eq!(
            (&all["items"][0]["built_in"], &all["items"][3]["built_in"]),
            (&json!(true), &json!(false))
        );
        let lea = t.user("acme", "lea@acme.example", "team-lead");
        let lead = Client::new(t).bearer(&token(t, "acme", "lea@acme.example"));
        lead.get(&at("/activity")).expect(200);
        let changed = json!({"name": "Team leader", "permissions": ["users.view"]});
        let changed = api.patch(&at("/roles/team-lead"), &changed).expect(200);
        assert_eq!(
            (&changed.value()["name"], &changed.value()["users"]),
            (&json!("Team leader"), &json!(1))
        );
        lead.get(&at("/activity")).expect(403);
        lead.get(&at("/users")).expect(200);
        // The rank is in the rows of the holders: it stays.
        api.patch(&at("/roles/team-lead"), &json!({"rank": 30})).expect(400);
        let held = api.delete(&at("/roles/team-lead")).expect(409).value();
        assert_eq!(
            (&held["code"], &held["detail"]),
            (
                &json!("role_in_use"),
                &json!("1 user holds this role: give that user another role first.")
            )
        );
        let to_user = Command::SetRole {
            role: String::from("user"),
        };
        command(t, lea, to_user);
        api.delete(&at("/roles/team-lead")).expect(204);
        api.get(&at("/roles/team-lead")).expect(404);
        lead.get(&at("/users")).expect(403);
        let log = events(&api, "portal.catalogue_changed");
        assert_eq!(log.len(), 3);
        let id = log[1]["id"].as_str().expect("an id");
        let entry = api.get(&at(&format!("/activity/{id}"))).expect(200).value();
        assert_eq!(
            entry["changes"]["roles"]["before"]["permissions"],
            json!(["users.view", "activity.view"])
        );
        assert_eq!(entry["changes"]["roles"]["after"]["name"], "Team leader");
    });
}

#[test]
fn a_role_that_only_deleted_users_had_goes_and_they_come_back_as_users() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let api = admin(t, "acme");
        api.post(&at("/roles"), &role("guide", 15, &[])).expect(201);
        let gus = t.user("acme", "gus@acme.example", "guide");
        command(t, gus, Command::Delete { reason: None });
        api.delete(&at("/roles/guide")).expect(204);
        assert_eq!(events(&api, "user.role_changed").len(), 1);
        api.post(&at("/users/restore"), &json!({"ids": [gus]})).expect(200);
        let back = api.get(&at(&format!("/users/{gus}"))).expect(200).value();
        assert_eq!((&back["role"], &back["status"]), (&json!("user"), &json!("INVITED")));
    });
}

/// Proves: C17
#[test]
fn nobody_defines_a_role_beyond_what_they_hold_and_reach() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let api = admin(t, "acme");
        let wrong = |client: &Client, body: &Value| {
            let problem = client.post(&at("/roles"), body).expect(400).value();
            let error = &problem["errors"][0];
            format!(
                "{}: {}",
                error["field"].as_str().expect("a field"),
                error["message"].as_str().expect("words")
            )
        };
        let cut = Client::new(t).bearer(&token_for(
            t,
            "acme",
            "admin@acme.example",
            &[P::UsersView, P::RolesManage],
        ));
        assert_eq!(
            wrong(&cut, &role("eraser", 20, &["users.erase"])),
            "permissions: You cannot give users.erase: you do not hold it here."
        );
        // The provider's staff hold more, but it means nothing in a customer's portal.
        assert_eq!(
            wrong(&owner(t), &role("boss", 20, &["portals.manage"])),
            "permissions: You cannot give portals.manage: you do not hold it here."
        );
        assert_eq!(
            wrong(&api, &role("high", 50, &[])),
            "rank: Use a whole number from 1 to 49."
        );
        assert_eq!(
            wrong(&api, &role("admin", 20, &[])),
            "slug: A built-in role has this word: choose another."
        );
        assert!(wrong(&api, &role("Team Lead", 20, &[])).starts_with("slug: "));
        api.post(&at("/roles"), &role("maker", 30, &["users.view", "roles.manage"]))
            .expect(201);
        api.post(&at("/roles"), &role("doer", 20, &["users.delete"]))
            .expect(201);
        t.user("acme", "max@acme.example", "maker");
        let max = Client::new(t).bearer(&token(t, "acme", "max@acme.example"));
        assert_eq!(wrong(&max, &role("peer", 30, &[])), "rank: Use a rank below your own.");
        max.post(&at("/roles"), &role("lower", 29, &["users.view"])).expect(201);
        for path in ["/roles/maker", "/roles/doer"] {
            let refused = max.patch(&at(path), &json!({"permissions": []})).expect(409).value();
            assert_eq!(refused["code"], "outranked", "{path}");
            assert_eq!(max.delete(&at(path)).expect(409).value()["code"], "outranked", "{path}");
        }
        let built_in = api
            .patch(&at("/roles/manager"), &json!({"name": "Boss"}))
            .expect(409)
            .value();
        assert_eq!(built_in["code"], "built_in_role");
    });
}

/// Proves: S4.7, S4.9, S0.5
#[test]
fn what_the_portal_no_longer_has_is_taken_from_its_holders_with_one_event_each() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let api = admin(t, "acme");
        for slug in ["north", "south"] {
            api.post(&at("/sub-accounts"), &json!({"slug": slug, "name": slug}))
                .expect(201);
        }
        let app = json!({"slug": "crm", "name": "CRM", "roles": [{"slug": "editor", "name": "Editor"}]});
        api.post(&at("/apps"), &app).expect(201);
        api.post(&at("/apps/crm/roles"), &json!({"slug": "viewer", "name": "Viewer"}))
            .expect(201);
        let ann = t.user("acme", "ann@acme.example", "user");
        let bob = t.user("acme", "bob@acme.example", "user");
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        for (user, parts) in [(ann, vec!["north"]), (bob, vec!["north", "south"])] {
            let (edit, sub_accounts) = (Edit::Set, Some(words(&parts)));
            command(t, user, Command::SetSubAccounts { edit, sub_accounts });
            let modules = words(&["dashboard", "reports"]);
            command(t, user, Command::SetModules { edit, modules });
            let app_roles = words(&["crm/editor", "crm/viewer"]);
            command(t, user, Command::SetAppRoles { edit, app_roles });
        }
        let numbers = |path: &str| api.get(&at(path)).expect(200).value()["users"].clone();
        assert_eq!(
            (numbers("/sub-accounts/north"), numbers("/sub-accounts/south")),
            (json!(2), json!(1))
        );
        assert_eq!(numbers("/modules/dashboard"), 2);
        let before = |action| events(&api, action).len();
        let actions = [
            "user.sub_accounts_changed",
            "user.modules_changed",
            "user.app_roles_changed",
        ];
        let counts = actions.map(before);
        api.delete(&at("/sub-accounts/north")).expect(204);
        api.delete(&at("/modules/dashboard")).expect(204);
        api.delete(&at("/apps/crm/roles/editor")).expect(204);
        assert_eq!(actions.map(before), counts.map(|n| n + 2), "one event for each holder");
        let user = |id: UserId| api.get(&at(&format!("/users/{id}"))).expect(200).value();
        // Never all: whose last sub-account goes belongs nowhere.
        assert_eq!(user(ann)["sub_accounts"], json!([]));
        assert_eq!(user(bob)["sub_accounts"], json!(["south"]));
        assert_eq!(user(ann)["modules"], json!(["reports"]));
        assert_eq!(user(ann)["app_roles"], json!(["crm/viewer"]));
        let ann_herself = Client::new(t).bearer(&token(t, "acme", "ann@acme.example"));
        assert_eq!(
            ann_herself.get("/api/v1/me").expect(200).value()["sub_accounts"],
            json!([])
        );
        api.delete(&at("/apps/crm")).expect(204);
        assert_eq!(user(ann)["app_roles"], json!([]));
        assert_eq!(slugs(&api.get(&at("/sub-accounts")).expect(200).value()), ["south"]);
        api.get(&at("/apps/crm")).expect(404);
    });
}

/// Proves: S4.8
#[test]
fn a_module_for_admins_only_is_no_longer_there_for_others() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let api = admin(t, "acme");
        let uma = t.user("acme", "uma@acme.example", "user");
        let (edit, modules) = (Edit::Set, vec![String::from("reports")]);
        command(t, uma, Command::SetModules { edit, modules });
        let me = Client::new(t).bearer(&token(t, "acme", "uma@acme.example"));
        assert_eq!(me.get("/api/v1/me").expect(200).value()["modules"], json!(["reports"]));
        let changed = api
            .patch(&at("/modules/reports"), &json!({"admin_only": true}))
            .expect(200)
            .value();
        assert_eq!(
            (&changed["admin_only"], &changed["name"]),
            (&json!(true), &json!("Reports"))
        );
        assert_eq!(me.get("/api/v1/me").expect(200).value()["modules"], json!([]));
        let all = api.get("/api/v1/me").expect(200).value()["modules"].clone();
        assert_eq!(
            all,
            json!(["dashboard", "reports", "pricing", "payment", "user-management"])
        );
    });
}

#[test]
fn an_older_version_is_refused_and_a_replay_makes_nothing_twice() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let api = admin(t, "acme");
        let body = json!({"slug": "north", "name": "North"});
        let first = api
            .with("idempotency-key", "a")
            .post(&at("/sub-accounts"), &body)
            .expect(201);
        let again = api
            .with("idempotency-key", "a")
            .post(&at("/sub-accounts"), &body)
            .expect(201);
        assert_eq!(first.value()["slug"], again.value()["slug"]);
        assert_eq!(slugs(&api.get(&at("/sub-accounts")).expect(200).value()), ["north"]);
        let other = json!({"slug": "north", "name": "Nord"});
        api.with("idempotency-key", "b")
            .post(&at("/sub-accounts"), &other)
            .expect(400);
        let old = first.header("etag").to_owned();
        let renamed = api
            .with("if-match", &old)
            .patch(&at("/sub-accounts/north"), &json!({"name": "Nord"}))
            .expect(200);
        assert_ne!(renamed.header("etag"), old);
        let late = api.with("if-match", &old);
        assert_eq!(
            late.patch(&at("/sub-accounts/north"), &json!({"name": "N"}))
                .expect(412)
                .value()["code"],
            "stale"
        );
        late.delete(&at("/sub-accounts/north")).expect(412);
        let read = api.get(&at("/sub-accounts/north")).expect(200);
        assert_eq!(
            (&read.value()["name"], read.header("etag")),
            (&json!("Nord"), renamed.header("etag"))
        );
    });
}

#[test]
fn who_may_look_may_not_change_and_a_part_is_not_the_whole() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let api = admin(t, "acme");
        for slug in ["north", "south"] {
            api.post(&at("/sub-accounts"), &json!({"slug": slug, "name": slug}))
                .expect(201);
        }
        t.user("acme", "hal@acme.example", "helpdesk");
        t.user("acme", "uma@acme.example", "user");
        let hal = Client::new(t).bearer(&token(t, "acme", "hal@acme.example"));
        let uma = Client::new(t).bearer(&token(t, "acme", "uma@acme.example"));
        for path in ["/roles", "/modules", "/sub-accounts", "/apps"] {
            hal.get(&at(path)).expect(200);
            uma.get(&at(path)).expect(403);
            let mut body = json!({"slug": "xx", "name": "X"});
            let needed = if path == "/roles" {
                "roles.manage"
            } else {
                "portal.settings"
            };
            if path == "/roles" {
                body["rank"] = json!(1);
            }
            assert_eq!(hal.post(&at(path), &body).expect(403).value()["permission"], needed);
            // The provider's own portal has the built-in roles and nothing else.
            owner(t)
                .post(&format!("/api/v1/portals/provider{path}"), &body)
                .expect(404);
        }
        let nora = t.user("acme", "nora@acme.example", "admin");
        let (edit, sub_accounts) = (Edit::Set, Some(vec![String::from("north")]));
        command(t, nora, Command::SetSubAccounts { edit, sub_accounts });
        let nora = Client::new(t).bearer(&token(t, "acme", "nora@acme.example"));
        assert_eq!(slugs(&nora.get(&at("/sub-accounts")).expect(200).value()), ["north"]);
        nora.get(&at("/sub-accounts/south")).expect(404);
        let refused = nora.delete(&at("/modules/reports")).expect(409).value();
        assert_eq!(refused["code"], "limited_to_sub_accounts");
    });
}

/// Proves: S4.1, S4.9, S2.9
#[test]
fn me_says_in_one_call_who_the_token_is_and_what_it_reaches() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let uma = t.user("acme", "uma@acme.example", "user");
        let (edit, modules) = (Edit::Set, vec![String::from("reports")]);
        command(t, uma, Command::SetModules { edit, modules });
        let me = Client::new(t).bearer(&token(t, "acme", "uma@acme.example"));
        let mut me = me.get("/api/v1/me").expect(200).value();
        let fields = me.as_object_mut().expect("an object");
        assert_eq!(fields.remove("id"), Some(json!(uma)));
        fields.remove("user");
        fields.remove("token");
        assert_eq!(
            me,
            json!({
                "email": "uma@acme.example", "name": "Uma Test", "portal": {"slug": "acme", "name": "ACME"}, "role": "user",
                "permissions": [], "modules": ["reports"], "sub_accounts": null, "app_roles": [], "language": "en",
            })
        );
        let admin = admin(t, "acme").get("/api/v1/me").expect(200).value();
        assert_eq!(admin["role"], "admin", "who creates the portal has admin access");
        assert!(
            admin["permissions"]
                .as_array()
                .is_some_and(|all| all.contains(&json!("portal.settings")))
        );
    });
}
