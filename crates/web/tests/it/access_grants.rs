//! Giving and taking: roles, single permissions, modules, sub-accounts, app roles, by API and on pages.

use crate::access_world::{World, names, outcomes, path};
use crate::browser::Browser;
use crate::support::{Client, token};
use serde_json::{Value, json};
use testkit::{TestApp, on_both};

/// What the API says a user may reach.
fn reach(w: &World, id: model::ids::UserId) -> String {
    let user = w.user(id);
    format!(
        "{} {} {} {} {}",
        user["role"], user["permissions"], user["modules"], user["sub_accounts"], user["app_roles"]
    )
    .replace('"', "")
}

/// Proves: S0.5, S2.9, S3.26, S4.2, S4.7, S4.9
#[test]
fn every_grant_is_set_added_and_removed() {
    on_both(|t| {
        let w = World::new(t);
        let set = |what: &str, words: Value| w.set(&w.admin, what, &[w.dan], &words);
        assert_eq!(
            set("permissions", json!({"permissions": ["users.view", "users.export"]})),
            "done –"
        );
        assert_eq!(
            set(
                "permissions",
                json!({"permissions": ["users.export"], "edit": "remove"})
            ),
            "done –"
        );
        assert_eq!(
            set("permissions", json!({"permissions": ["users.view"], "edit": "add"})),
            "skipped no_change"
        );
        assert_eq!(set("modules", json!({"modules": ["reports"], "edit": "add"})), "done –");
        assert_eq!(
            set("sub-accounts", json!({"sub_accounts": ["berlin", "munich"]})),
            "done –"
        );
        assert_eq!(
            set("sub-accounts", json!({"sub_accounts": ["munich"], "edit": "remove"})),
            "done –"
        );
        assert_eq!(set("app-roles", json!({"app_roles": ["crm/editor"]})), "done –");
        assert_eq!(reach(&w, w.dan), "user [users.view] [reports] [berlin] [crm/editor]");
        assert_eq!(set("role", json!({"role": "buyer"})), "done –");
        assert_eq!(set("sub-accounts", json!({"sub_accounts": null})), "done –");
        assert_eq!(
            reach(&w, w.dan),
            "buyer [users.view,users.export] [reports] null [crm/editor]"
        );
        // A batch gets them from the start.
        let batch = json!({"emails": ["new@acme.example"], "role": "user", "permissions": ["users.view"],
            "modules": ["dashboard"], "sub_accounts": ["hamburg"], "app_roles": ["crm/editor"]});
        let report = w.admin.post(&path("/invitations"), &batch).expect(200).value();
        let id = report["outcomes"][0]["id"]
            .as_str()
            .expect("an id")
            .parse()
            .expect("an id");
        assert_eq!(reach(&w, id), "user [users.view] [dashboard] [hamburg] [crm/editor]");
    });
}

/// Proves: S4.8, S3.26
#[test]
fn nobody_gives_what_they_do_not_hold_or_what_is_for_admins() {
    on_both(|t| {
        let w = World::new(t);
        t.user("acme", "mia@acme.example", "manager");
        let mia = Client::new(t).bearer(&token(t, "acme", "mia@acme.example"));
        let by_mia = |what: &str, words: Value| w.set(&mia, what, &[w.ann], &words);
        assert_eq!(
            by_mia("permissions", json!({"permissions": ["users.export"]})),
            "done –"
        );
        assert_eq!(
            by_mia("permissions", json!({"permissions": ["activity.view"]})),
            "skipped no_permission"
        );
        assert_eq!(by_mia("role", json!({"role": "admin"})), "skipped role_not_grantable");
        assert_eq!(by_mia("role", json!({"role": "manager"})), "skipped role_not_grantable");
        let own = w.set(&mia, "role", &[w.lim_id], &json!({"role": "user"}));
        assert_eq!(own, "skipped outranked");
        // What mia may not give she cannot take either.
        assert_eq!(
            w.set(
                &w.admin,
                "permissions",
                &[w.ann],
                &json!({"permissions": ["activity.view"], "edit": "add"})
            ),
            "done –"
        );
        assert_eq!(
            by_mia("permissions", json!({"permissions": []})),
            "skipped no_permission"
        );

        let both = json!({"modules": ["reports", "pricing"]});
        let outcome = w.set(&w.admin, "modules", &[w.ann, w.lim_id], &both);
        assert_eq!(outcome, "skipped admin_only_module\ndone –");
        let invited = json!({"emails": ["new@acme.example"], "modules": ["pricing"]});
        let refused = w.admin.post(&path("/invitations"), &invited).expect(400).value();
        assert_eq!(refused["errors"][0]["field"], "modules");
        let invited = json!({"emails": ["new@acme.example"], "permissions": ["activity.view"]});
        let refused = mia.post(&path("/invitations"), &invited).expect(400).value();
        assert_eq!(refused["errors"][0]["field"], "permissions");

        // The last admin who sees everybody keeps the role: nobody changes their own.
        let admin = w.admin.get(&path("/me")).expect(200).value()["user"]["id"].clone();
        let body = json!({"ids": [admin], "role": "user"});
        let own = w.admin.post(&path("/users/set-role"), &body).expect(200).value();
        assert_eq!(outcomes(&own), "skipped is_self");
    });
}

/// Proves: S3.26, S4.2
#[test]
fn words_that_the_portal_does_not_have_are_named() {
    on_both(|t| {
        let w = World::new(t);
        for (what, words, field) in [
            ("role", json!({"role": "emperor"}), "role"),
            ("role", json!({"role": "owner"}), "role"),
            ("permissions", json!({"permissions": ["users.fly"]}), "permissions"),
            ("permissions", json!({"permissions": ["system.operate"]}), "permissions"),
            ("modules", json!({"modules": ["casino"]}), "modules"),
            ("sub-accounts", json!({"sub_accounts": ["atlantis"]}), "sub_accounts"),
            (
                "sub-accounts",
                json!({"sub_accounts": null, "edit": "remove"}),
                "sub_accounts",
            ),
            ("app-roles", json!({"app_roles": ["crm/owner"]}), "app_roles"),
            ("sub-accounts", json!({}), "body"),
            ("permissions", json!({"edit": "add"}), "body"),
            ("permissions", json!({"permissions": [], "edit": "burn"}), "body"),
        ] {
            let refused = w.sent(&w.admin, what, &[w.ann], &words).expect(400).value();
            assert_eq!(refused["errors"][0]["field"], field, "{what} {words}: {refused}");
        }
        assert_eq!(reach(&w, w.ann), "user [] [] [berlin] []");
    });
}

/// Proves: S3.21, S3.26
#[test]
fn the_next_request_of_a_live_session_has_the_new_rights() {
    on_both(|t| {
        let w = World::new(t);
        let give = |permissions: Value| w.set(&w.admin, "permissions", &[w.dan], &json!({"permissions": permissions}));
        assert_eq!(give(json!(["users.view", "users.export"])), "done –");
        let mut dan = Browser::signed_in(t, "acme", "dan@acme.example");
        let api = Client::new(t).bearer(&token(t, "acme", "dan@acme.example"));
        dan.open("/p/acme/users").expect(200).says("Export list");
        api.get(&path("/users.csv")).expect(200);
        assert_eq!(give(json!(["users.view"])), "done –");
        dan.open("/p/acme/users").expect(200).says_not("Export list");
        dan.open("/p/acme/users.csv").expect(403);
        api.get(&path("/users.csv")).expect(403);
        assert_eq!(give(json!([])), "done –");
        dan.open("/p/acme/users").expect(403);
        // The same for whom one sees.
        let mut lim = Browser::signed_in(t, "acme", "lim@acme.example");
        lim.open(&format!("/p/acme/users/{}", w.ann)).expect(200);
        w.set(
            &w.admin,
            "sub-accounts",
            &[w.lim_id],
            &json!({"sub_accounts": ["munich"]}),
        );
        lim.open(&format!("/p/acme/users/{}", w.ann)).expect(404);
    });
}

/// Proves: S3.2, S4.2
#[test]
fn lists_are_filtered_by_what_users_hold() {
    on_both(|t| {
        let w = World::new(t);
        w.set(
            &w.admin,
            "permissions",
            &[w.ann],
            &json!({"permissions": ["users.export"]}),
        );
        w.set(&w.admin, "role", &[w.bob], &json!({"role": "buyer"}));
        w.set(&w.admin, "modules", &[w.cat], &json!({"modules": ["reports"]}));
        w.set(&w.admin, "app-roles", &[w.dan], &json!({"app_roles": ["crm/editor"]}));
        t.force("acme", w.dan, |user| user.second_factor_at = Some(t.clock.now()));
        let found = |query: &str| names(&w.admin.get(&path(&format!("/users?{query}"))).expect(200).value());
        assert_eq!(found("permission=users.export"), "admin ann bob lim");
        assert_eq!(found("permission=users.export&role=buyer"), "bob");
        assert_eq!(found("module=reports"), "admin cat lim");
        assert_eq!(found("module=pricing"), "admin lim");
        assert_eq!(found("sub_account=berlin"), "ann cat lim");
        assert_eq!(found("app_role=crm/editor"), "dan");
        assert_eq!(found("mfa=on"), "dan");
        assert_eq!(found("mfa=off&sub_account=hamburg"), "bob cat ivy");
        let body = json!({"filter": {"permission": ["users.export"], "mfa": "off"}, "role": "user", "dry_run": true});
        let asked = w.admin.post(&path("/users/set-role"), &body).expect(200).value();
        assert_eq!(asked["outcomes"].as_array().map(Vec::len), Some(4));
        w.admin.get(&path("/users?permission=users.fly")).expect(400);
        w.admin.get(&path("/users?mfa=maybe")).expect(400);

        let mut admin = Browser::signed_in(t, "acme", "admin@acme.example");
        let query = "perm=users.export&sub=berlin&mfa=off&role=user&cols=perm&cols=sub&cols=mfa";
        admin.open(&format!("/p/acme/users?{query}")).expect(200);
        assert_eq!(admin.rows(), ["Ann Test"]);
        for chip in [
            "Permission: Export users",
            "Sub-account Berlin",
            "Multi-factor off",
            "Role User",
        ] {
            admin.says(&format!("Remove filter: {chip}"));
        }
        admin
            .open("/p/acme/users?role=buyer")
            .expect(200)
            .says("Remove filter: Role Buyer");
        assert_eq!(admin.rows(), ["Bob Test"]);
        t.force("acme", w.dan, |user| user.second_factor_at = None);
    });
}

fn tab(t: &TestApp, w: &World) {
    let mut admin = Browser::signed_in(t, "acme", "admin@acme.example");
    admin
        .open("/p/acme/users?q=ann")
        .click("Edit permissions of Ann Test")
        .expect(200);
    admin.says("Pricing, Payment, User management").says("Admins only");
    let stale = admin.clone();
    let chosen = [
        ("permission", "users.view"),
        ("permission", "users.export"),
        ("module", "reports"),
        ("app_role", "crm/editor"),
    ];
    admin
        .press("Save permissions", &chosen)
        .expect(200)
        .says("Saved. 4 added, 0 removed.");
    assert_eq!(
        reach(w, w.ann),
        "user [users.view,users.export] [reports] [berlin] [crm/editor]"
    );
    admin.press("Save permissions", &[]).says("Saved. Nothing was changed.");

    // Somebody else was quicker: both are shown, and saving again uses what was typed.
    let mut slow = stale;
    slow.press("Save permissions", &[("module", "dashboard")]).expect(409);
    slow.says("Somebody else changed this user meanwhile.")
        .says("permissions View users, Export users");
    slow.press("Save permissions", &[])
        .expect(200)
        .says("Saved. 1 added, 4 removed.");
    assert_eq!(reach(w, w.ann), "user [] [dashboard] [berlin] []");

    // Making an admin is asked once more.
    slow.press("Save permissions", &[("role", "admin")])
        .says("Give Ann Test admin rights?");
    slow.says("Admins can manage users, pricing and payment.");
    assert!(reach(w, w.ann).starts_with("user "));
    slow.press("Make admin", &[]).expect(200);
    assert!(reach(w, w.ann).starts_with("admin "));
    slow.press(
        "Save permissions",
        &[("role", "user"), ("part", "modules"), ("module", "pricing")],
    )
    .expect(422);
    slow.says("This module is for admins only.");
}

/// Proves: S3.2, S3.3, S3.4, S3.26, S4.8
#[test]
fn permissions_are_edited_on_their_tab() {
    on_both(|t| tab(t, &World::new(t)));
}

/// Proves: S3.3
#[test]
fn what_the_viewer_cannot_give_is_words_and_without_the_permission_there_is_no_way_in() {
    on_both(|t| {
        let w = World::new(t);
        t.user("acme", "mia@acme.example", "manager");
        t.user("acme", "hal@acme.example", "helpdesk");
        w.set(
            &w.admin,
            "permissions",
            &[w.ann],
            &json!({"permissions": ["activity.view"]}),
        );
        let mut mia = Browser::signed_in(t, "acme", "mia@acme.example");
        mia.open(&format!("/p/acme/users/{}/permissions", w.ann)).expect(200);
        mia.says("View activity The user holds it. You do not, so you cannot take it away.");
        mia.says("Change portal settings You do not hold this permission, so you cannot give it.");
        mia.says_not("Manages users, roles and the portal");
        // Saving keeps what mia cannot take away.
        mia.press("Save permissions", &[("permission", "users.view")])
            .says("Saved. 1 added, 0 removed.");
        assert_eq!(reach(&w, w.ann), "user [users.view,activity.view] [] [berlin] []");
        mia.open(&format!("/p/acme/users/{}/permissions", w.lim_id))
            .says("This user has a higher role than you.");

        let mut hal = Browser::signed_in(t, "acme", "hal@acme.example");
        hal.open("/p/acme/users")
            .expect(200)
            .says_not("Edit permissions")
            .says_not("Change permissions");
        hal.open(&format!("/p/acme/users/{}/permissions", w.ann)).expect(403);
        hal.post(
            &format!("/p/acme/users/{}/permissions", w.ann),
            &[("part", "permissions")],
        )
        .expect(403);

        // One's own role is words.
        let mut admin = Browser::signed_in(t, "acme", "admin@acme.example");
        let own = w.admin.get(&path("/me")).value()["user"]["id"]
            .as_str()
            .expect("an id")
            .to_owned();
        admin.open(&format!("/p/acme/users/{own}/permissions")).expect(200);
        admin.says("Admin You cannot change your own role.");
        admin
            .post(&format!("/p/acme/users/{own}/permissions"), &[("role", "user")])
            .expect(422);
    });
}

/// Proves: S4.2, S0.4
#[test]
fn many_are_changed_at_once_after_a_preview() {
    on_both(|t| {
        let w = World::new(t);
        let mut admin = Browser::signed_in(t, "acme", "admin@acme.example");
        let ids = [w.ann.to_string(), w.bob.to_string()];
        let ticked: Vec<(&str, &str)> = ids.iter().map(|id| ("ids", id.as_str())).collect();
        admin.open("/p/acme/users").says("Change permissions");
        let open = |admin: &mut Browser| {
            let page = admin.post("/p/acme/users/bulk/permissions", &ticked).expect(200);
            admin.html = page.body;
        };
        open(&mut admin);
        admin.says("Change permissions of 2 users");
        admin
            .press(
                "Preview sub-accounts",
                &[("edit", "add"), ("scope", "named"), ("sub", "berlin")],
            )
            .expect(200);
        admin.says("Adds: Berlin.").says("Will be skipped: 1 1 · Unchanged");
        admin.press("Change 1 user", &[]).expect(200);
        assert!(reach(&w, w.bob).ends_with("[berlin,hamburg] []"));
        open(&mut admin);
        admin
            .press("Preview permissions", &[("edit", "set"), ("permission", "users.view")])
            .expect(200);
        admin.says("Replaces what users have by: View users.");
        admin.press("Change 2 users", &[]).expect(200);
        assert!(reach(&w, w.ann).starts_with("user [users.view]"));
        open(&mut admin);
        admin
            .press("Preview role", &[("role", "admin")])
            .expect(200)
            .says("Give 2 users admin rights?");
        admin.press("Make 2 users admins", &[]).expect(200);
        assert!(reach(&w, w.bob).starts_with("admin "));
    });
}

/// Proves: S4.6, S4.7, S4.8, S4.9
#[test]
fn invitations_and_new_users_carry_permissions() {
    on_both(|t| {
        let w = World::new(t);
        let mut admin = Browser::signed_in(t, "acme", "admin@acme.example");
        admin
            .open("/p/acme/users/invite")
            .says("Set permissions")
            .says("Nothing is ticked at first");
        admin.says("Pricing, Payment, User management Admins only");
        let chosen = [
            ("addresses", "one@acme.example, two@acme.example"),
            ("role", "user"),
            ("module", "reports"),
            ("scope", "named"),
            ("sub", "berlin"),
            ("sub", "munich"),
        ];
        admin.press("Review invitations", &chosen).expect(200);
        admin.says("Role: User. The links work for 7 days. Modules: Reports. Sub-accounts: Berlin, Munich.");
        admin.press("Send 2 invitations", &[]).expect(200);
        let id = |name: &str| {
            let found = w.admin.get(&path(&format!("/users?q={name}@acme.example"))).value();
            found["items"][0]["id"].as_str().expect("an id").parse().expect("an id")
        };
        assert_eq!(reach(&w, id("two")), "user [] [reports] [berlin,munich] []");
        let new = [
            ("first_name", "Three"),
            ("email", "three@acme.example"),
            ("permission", "users.view"),
            ("module", "dashboard"),
        ];
        admin.open("/p/acme/users/new").press("Add user", &new).expect(200);
        assert_eq!(reach(&w, id("three")), "user [users.view] [dashboard] null []");
        // Forged: the page offers no module that is for admins only.
        let forged = [
            ("first_name", "Four"),
            ("email", "four@acme.example"),
            ("module", "pricing"),
        ];
        admin
            .open("/p/acme/users/new")
            .press("Add user", &forged)
            .expect(422)
            .says("“Pricing” is for admins only.");
        // An admin of Berlin can only invite into Berlin, and the form starts with it.
        let mut lim = Browser::signed_in(t, "acme", "lim@acme.example");
        lim.open("/p/acme/users/new").says("Berlin").says_not("Munich");
        lim.press("Add user", &[("first_name", "Five"), ("email", "five@acme.example")])
            .expect(200);
        assert_eq!(reach(&w, id("five")), "user [] [] [berlin] []");
    });
}
