//! Kind and stage of a portal, kind of a user, and what production means for app roles (S0.6, S0.7).

use crate::browser::Browser;
use crate::support::{Client, admin, owner, token};
use serde_json::{Value, json};
use testkit::{TestApp, admin_of, on_both};

const ACME: &str = "/api/v1/portals/acme";

fn at(path: &str) -> String {
    format!("{ACME}{path}")
}

fn with_app(t: &TestApp) -> Client {
    t.portal("acme", "standard", None);
    let api = admin(t, "acme");
    let app = json!({"slug": "crm", "name": "CRM", "roles": [{"slug": "editor", "name": "Editor"}]});
    api.post(&at("/apps"), &app).expect(201);
    api
}

fn add(api: &Client, email: &str, kind: &str) -> Value {
    let body = json!({"email": email, "first_name": "Ina", "kind": kind});
    let user = api.post(&at("/users"), &body).expect(201).value();
    assert_eq!(user["kind"], kind);
    user["id"].clone()
}

fn give(api: &Client, id: &Value) -> String {
    let body = json!({"ids": [id], "app_roles": ["crm/editor"]});
    let report = api.post(&at("/users/set-app-roles"), &body).expect(200).value();
    let outcome = &report["outcomes"][0];
    let reason = outcome["reason"].as_str().unwrap_or("-");
    format!("{} {reason}", outcome["outcome"].as_str().expect("an outcome"))
}

/// Proves: S0.6, S0.7
#[test]
fn in_production_only_external_users_are_added_to_app_roles_and_the_report_names_the_others() {
    on_both(|t| {
        let api = with_app(t);
        let ina = add(&api, "ina@acme.example", "internal");
        let eva = add(&api, "eva@acme.example", "external");
        let late = add(&api, "late@acme.example", "internal");
        assert_eq!(give(&api, &ina), "done -", "for testing they may");
        let before = api.get(&at("/deploy")).expect(200).value();
        let listed = json!([
            {"id": ina, "email": "ina@acme.example", "name": "Ina", "app_roles": ["crm/editor"]}
        ]);
        assert_eq!(
            before,
            json!({"stage": "draft", "kind": "external", "internal_users": listed})
        );
        let after = api.post(&at("/deploy"), &json!({})).expect(200).value();
        assert_eq!(
            after,
            json!({"stage": "production", "kind": "external", "internal_users": listed})
        );
        let again = api.post(&at("/deploy"), &json!({})).expect(409).value();
        assert_eq!(again["code"], "already_deployed");
        api.with("idempotency-key", "k")
            .post(&at("/deploy"), &json!({}))
            .expect(200);
        assert_eq!(give(&api, &late), "skipped external_only");
        assert_eq!(give(&api, &eva), "done -");
        let log = api.get(&at("/activity?action=portal.deployed")).expect(200).value();
        assert_eq!(log["items"].as_array().map(Vec::len), Some(1));
        let back = owner(t).patch(ACME, &json!({"stage": "draft"})).expect(200).value();
        assert_eq!((&back["stage"], &back["kind"]), (&json!("draft"), &json!("external")));
        assert_eq!(give(&api, &late), "done -");
        let twice = owner(t).patch(ACME, &json!({"stage": "draft"})).expect(409).value();
        assert_eq!(twice["code"], "already_draft");
        owner(t).patch(ACME, &json!({"stage": "production"})).expect(400);
    });
}

/// Proves: S0.6
#[test]
fn an_internal_portal_takes_everybody_also_in_production() {
    on_both(|t| {
        let new = json!({"slug": "acme", "name": "ACME", "admin_email": admin_of("acme"), "kind": "internal"});
        let made = owner(t).post("/api/v1/portals", &new).expect(201).value();
        assert_eq!((&made["kind"], &made["stage"]), (&json!("internal"), &json!("draft")));
        t.accept("acme", &admin_of("acme"));
        let api = admin(t, "acme");
        let app = json!({"slug": "crm", "name": "CRM", "roles": [{"slug": "editor", "name": "Editor"}]});
        api.post(&at("/apps"), &app).expect(201);
        owner(t).post(&at("/deploy"), &json!({})).expect(200);
        let ina = add(&api, "ina@acme.example", "internal");
        assert_eq!(give(&api, &ina), "done -");
        let wrong = json!({"slug": "globex", "name": "G", "admin_email": "a@g.example", "kind": "secret"});
        let problem = owner(t).post("/api/v1/portals", &wrong).expect(400).value();
        assert_eq!(problem["errors"][0]["field"], "kind");
        let service = json!({"email": "x@acme.example", "kind": "service"});
        api.post(&at("/users"), &service).expect(400);
    });
}

#[test]
fn only_the_portals_settings_and_the_providers_managers_deploy() {
    on_both(|t| {
        with_app(t);
        t.user("acme", "max@acme.example", "manager");
        let max = Client::new(t).bearer(&token(t, "acme", "max@acme.example"));
        for reply in [max.get(&at("/deploy")), max.post(&at("/deploy"), &json!({}))] {
            assert_eq!(reply.expect(403).value()["permission"], "portal.settings");
        }
        owner(t).post("/api/v1/portals/provider/deploy", &json!({})).expect(404);
    });
}

/// Proves: S0.6, S0.7
#[test]
fn the_page_deploys_reports_and_takes_app_roles_away() {
    on_both(|t| {
        let api = with_app(t);
        let mut browser = Browser::signed_in(t, "acme", &admin_of("acme"));
        browser
            .open("/p/acme/users/new")
            .says("A person of the customer")
            .press(
                "Add user",
                &[
                    ("first_name", "Ina"),
                    ("email", "ina@acme.example"),
                    ("kind", "internal"),
                    ("send_invitation", "yes"),
                    ("then", "open"),
                ],
            );
        browser.expect(200).says("Kind Internal");
        let ina = api.get(&at("/users?q=ina")).expect(200).value()["items"][0]["id"].clone();
        assert_eq!(give(&api, &ina), "done -");
        browser
            .open("/p/acme/settings/deploy")
            .expect(200)
            .says("This portal is for external users. It is a draft.")
            .says("1 internal user holds app roles.")
            .says("crm/editor");
        browser
            .press("Deploy to production", &[])
            .expect(200)
            .says("Done. The portal is in production.")
            .says("1 internal user holds app roles.")
            .says_not("Back to draft");
        browser
            .press("Remove the app roles of 1 user", &[])
            .expect(200)
            .says("Done. The app roles of 1 internal user were removed.")
            .says("No internal user holds an app role.");
        let mut owner = Browser::signed_in(t, "provider", testkit::OWNER);
        owner
            .open("/p/acme/settings/deploy")
            .click("Back to draft")
            .says("Take ACME back to draft?")
            .press("Back to draft", &[])
            .expect(200)
            .says("Done. The portal is a draft again.")
            .says("For external users, a draft.");
    });
}
