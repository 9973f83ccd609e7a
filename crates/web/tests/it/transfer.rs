//! The one admin of a portal hands the role on (C8, S1.3, S1.13).

use crate::browser::Browser;
use crate::support::{Client, admin, owner, token};
use model::ids::UserId;
use serde_json::{Value, json};
use testkit::{TestApp, admin_of, on_both};

const ACME: &str = "/api/v1/portals/acme";

fn at(path: &str) -> String {
    format!("{ACME}{path}")
}

fn outcomes(report: &Value) -> Vec<String> {
    let all = report["outcomes"].as_array().expect("outcomes");
    let text = |v: &Value| v.as_str().unwrap_or("-").to_owned();
    all.iter()
        .map(|o| format!("{} {} {}", text(&o["email"]), text(&o["outcome"]), text(&o["reason"])))
        .collect()
}

fn admins(api: &Client) -> Vec<String> {
    let list = api.get(&at("/users?role=admin")).expect(200).value();
    let items = list["items"].as_array().expect("items");
    items
        .iter()
        .map(|u| u["email"].as_str().expect("an address").to_owned())
        .collect()
}

fn to(api: &Client, id: UserId) -> Vec<String> {
    let report = api
        .post(&at("/users/transfer-admin"), &json!({"ids": [id]}))
        .expect(200);
    outcomes(&report.value())
}

/// Proves: C8, S1.3
#[test]
fn the_admin_role_goes_over_in_one_step_and_counts_at_once() {
    on_both(|t| {
        t.portal("acme", "mssp", None);
        let uma = t.user("acme", "uma@acme.example", "user");
        let api = admin(t, "acme");
        let dry = json!({"ids": [uma], "dry_run": true});
        let said = api.post(&at("/users/transfer-admin"), &dry).expect(200).value();
        let keyed = api.with("idempotency-key", "once");
        let done = keyed
            .post(&at("/users/transfer-admin"), &json!({"ids": [uma]}))
            .expect(200)
            .value();
        assert_eq!(
            outcomes(&done),
            ["uma@acme.example done -", "admin@acme.example done -"]
        );
        assert_eq!(outcomes(&said), outcomes(&done), "preview and run agree");
        // The former admin's token works on, with what a user may do.
        assert_eq!(api.get("/api/v1/me").expect(200).value()["role"], "user");
        api.get(&at("/users")).expect(403);
        let uma_api = Client::new(t).bearer(&token(t, "acme", "uma@acme.example"));
        assert_eq!(admins(&uma_api), ["uma@acme.example"]);
        let log = uma_api
            .get(&at("/activity?action=user.admin_transferred"))
            .expect(200)
            .value();
        let mut targets: Vec<&str> = log["items"]
            .as_array()
            .expect("items")
            .iter()
            .map(|event| event["target"]["email"].as_str().unwrap_or_default())
            .collect();
        targets.sort_unstable();
        assert_eq!(targets, ["admin@acme.example", "uma@acme.example"]);
        t.run_jobs();
        let mails = t.mail.list();
        let subjects = mails.iter().filter(|m| m.mail.to == "uma@acme.example");
        let about_admin = subjects.filter(|m| m.mail.subject.contains("admin"));
        assert_eq!(about_admin.count(), 1, "the new admin is told");
    });
}

/// Proves: C8, S1.3, S1.13
#[test]
fn a_full_portal_gets_no_second_admin_by_any_door() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let uma = t.user("acme", "uma@acme.example", "user");
        let old = t.user("acme", "old@acme.example", "admin");
        let api = admin(t, "acme");
        let not_single = api
            .post(&at("/users/transfer-admin"), &json!({"ids": [uma]}))
            .expect(409)
            .value();
        assert_eq!(not_single["code"], "not_single_admin");
        api.post(&at("/users/delete"), &json!({"ids": [old]})).expect(200);
        one_admin(t);
        let invited = json!({"emails": ["new@acme.example"], "role": "admin"});
        let invited = api.post(&at("/invitations"), &invited).expect(200).value();
        assert_eq!(outcomes(&invited), ["new@acme.example skipped admin_limit"]);
        let added = api.post(&at("/users"), &json!({"email": "new@acme.example", "role": "admin"}));
        assert_eq!(added.expect(409).value()["code"], "admin_limit");
        let given = api
            .post(&at("/users/set-role"), &json!({"ids": [uma], "role": "admin"}))
            .expect(200);
        assert_eq!(outcomes(&given.value()), ["uma@acme.example skipped admin_limit"]);
        let back = api.post(&at("/users/restore"), &json!({"ids": [old]})).expect(200);
        assert_eq!(outcomes(&back.value()), ["old@acme.example skipped admin_limit"]);
        // The provider replaces the admin, and adds one where there is none.
        assert_eq!(
            to(&owner(t), uma),
            ["uma@acme.example done -", "admin@acme.example done -"]
        );
        assert_eq!(admins(&owner(t)), ["uma@acme.example"]);
    });
}

/// A portal whose policy allows one admin.
fn one_admin(t: &TestApp) {
    let now = t.clock.now();
    let limited = t.db.write(|tx| {
        let mut portal = app::store::portals::by_slug(tx, "acme")?.expect("the portal");
        portal.policy.max_admins = Some(1);
        app::store::portals::update(tx, &portal, now)
    });
    limited.expect("the limit");
}

/// Proves: C8, S1.3
#[test]
fn only_an_active_user_takes_over_and_only_an_admin_hands_on() {
    on_both(|t| {
        t.portal("acme", "mssp", None);
        let ivy = t.invite("acme", "ivy@acme.example", "user");
        let max = t.user("acme", "max@acme.example", "manager");
        let api = admin(t, "acme");
        assert_eq!(to(&api, ivy), ["ivy@acme.example skipped onboarding_incomplete"]);
        api.post(&at("/users/lock"), &json!({"ids": [max]})).expect(200);
        assert_eq!(to(&api, max), ["max@acme.example skipped locked_by_admin"]);
        api.post(&at("/users/unlock"), &json!({"ids": [max]})).expect(200);
        let manager = Client::new(t).bearer(&token(t, "acme", "max@acme.example"));
        assert_eq!(to(&manager, max), ["max@acme.example skipped role_not_grantable"]);
        assert_eq!(admins(&api), [admin_of("acme")]);
        let strange = json!({"ids": [max], "role": "admin"});
        api.post(&at("/users/transfer-admin"), &strange).expect(400);
        api.post(&at("/users/transfer-admin"), &json!({"ids": [max, ivy]}))
            .expect(400);
        let kept = json!({"ids": [max], "role": "auditor"});
        api.post(&at("/users/transfer-admin"), &kept).expect(200);
        assert_eq!(api.get("/api/v1/me").expect(200).value()["role"], "auditor");
    });
}

/// Proves: C8, S1.3
#[test]
fn the_page_asks_says_what_it_means_and_hands_on() {
    on_both(|t| {
        t.portal("acme", "mssp", None);
        let uma = t.user("acme", "uma@acme.example", "user");
        let mut browser = Browser::signed_in(t, "acme", &admin_of("acme"));
        browser.open("/p/acme/users").says("Transfer admin role");
        browser
            .open(&format!("/p/acme/users/{uma}"))
            .click("Transfer admin role")
            .expect(200)
            .says("Make Uma Test the admin of this portal?")
            .says("You are no longer admin, and have the role User at once.");
        browser.press("Transfer admin role", &[]).expect(200);
        assert_eq!(
            browser.at, "/p/acme/account",
            "whoever gave it away manages nobody any more"
        );
        browser.open("/p/acme/users").expect(403);
        let mut new = Browser::signed_in(t, "acme", "uma@acme.example");
        new.open("/p/acme/users").expect(200);
        t.portal("globex", "standard", None);
        t.user("globex", "gus@globex.example", "user");
        let mut many = Browser::signed_in(t, "globex", &admin_of("globex"));
        many.open("/p/globex/users").expect(200).says_not("Transfer admin role");
    });
}

/// Two at once: whoever comes second hands on from the one before, and one admin is left.
#[test]
fn two_transfers_at_once_leave_one_admin() {
    on_both(|t| {
        let ctx = t.portal("acme", "mssp", None);
        let users = ["ann@acme.example", "bob@acme.example"].map(|email| t.user("acme", email, "user"));
        std::thread::scope(|scope| {
            for id in users {
                let ctx = ctx.clone();
                scope.spawn(move || app::users::transfer::transfer(&ctx, id, "user", None));
            }
        });
        assert_eq!(admins(&owner(t)).len(), 1);
    });
}
