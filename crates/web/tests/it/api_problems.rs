//! Errors as programs see them.

use crate::support::{Client, Reply, admin};
use serde_json::json;
use testkit::{Backend, TestApp, on_both};

fn world() -> (TestApp, Client) {
    let t = TestApp::new(Backend::Sqlite);
    t.set_up();
    t.portal("acme", "standard", None);
    let api = admin(&t, "acme");
    (t, api)
}

const USERS: &str = "/api/v1/portals/acme/users";

fn messages(reply: &Reply) -> String {
    let value = reply.value();
    let errors = value["errors"].as_array().cloned().unwrap_or_default();
    errors
        .iter()
        .map(|e| {
            format!(
                "{}: {}",
                e["field"].as_str().unwrap_or(""),
                e["message"].as_str().unwrap_or("")
            )
        })
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn without_a_token() {
    let (t, _) = world();
    let nobody = Client::new(&t);
    let refused = nobody.get(USERS);
    assert_eq!(refused.header("www-authenticate"), "Bearer");
    assert_eq!(refused.header("cache-control"), "no-store");
    insta::assert_snapshot!(refused.problem(), @r#"{"code":"unauthenticated","detail":"Sign in first.","request_id":"…","status":401,"title":"Unauthorized","type":"about:blank#unauthenticated"}"#);
    nobody.bearer("ptc_wrong").get(USERS).expect(401);
    nobody.get(&format!("{USERS}?access_token=ptc_wrong")).expect(401);
}

/// What a browser sends by itself is no credential here.
#[test]
fn a_session_cookie_is_no_token() {
    let (t, _) = world();
    let started = app::sign_in::sign_in(
        &t.app,
        "acme",
        "admin@acme.example",
        testkit::PASSWORD,
        t.app.own_request(),
    );
    let secret = started.expect("a session").secret;
    let browser = Client::new(&t).cookie("portico", secret.expose());
    browser.get(USERS).expect(401);
    browser.form(USERS, &[("email", "eve@acme.example")]).expect(401);
}

#[test]
fn fields_that_are_not_known() {
    let (_t, api) = world();
    insta::assert_snapshot!(api.post(USERS, &json!({"email": "a@acme.example", "emial": 1})).problem(), @r#"{"code":"invalid","detail":"Body: unknown field `emial`, expected one of `email`, `first_name`, `last_name`, `username`, `role`, `send_invitation`, `message`, `permissions`, `modules`, `sub_accounts`, `app_roles`, `kind` at line 1 column 33.","errors":[{"field":"body","message":"unknown field `emial`, expected one of `email`, `first_name`, `last_name`, `username`, `role`, `send_invitation`, `message`, `permissions`, `modules`, `sub_accounts`, `app_roles`, `kind` at line 1 column 33"}],"request_id":"…","status":400,"title":"Bad Request","type":"about:blank#invalid"}"#);
    insta::assert_snapshot!(messages(&api.get(&format!("{USERS}?colour=red")).expect(400)), @"query: unknown field `colour`, expected one of `q`, `status`, `category`, `role`, `seen_before`, `added_after`, `added_before`, `ids`, `permission`, `module`, `sub_account`, `app_role`, `mfa`, `sort`, `dir`, `limit`, `after`, `before`");
    insta::assert_snapshot!(messages(&api.get(&format!("{USERS}?q=a&q=b")).expect(400)), @"query: `q` may be given once");
    insta::assert_snapshot!(messages(&api.post(&format!("{USERS}/activate"), &json!({"filter": {"colour": "red"}})).expect(400)), @"body: unknown field `colour`, expected one of `q`, `status`, `category`, `role`, `seen_before`, `never_seen`, `added_after`, `added_before`, `ids`, `permission`, `module`, `sub_account`, `app_role`, `mfa` at line 1 column 19");
    insta::assert_snapshot!(messages(&api.post(&format!("{USERS}/activate"), &json!({"ids": ["nonsense"]})).expect(400)), @"body: UUID parsing failed: invalid character: found `n` at 0 at line 1 column 18");
}

#[test]
fn values_that_do_not_fit() {
    let (_t, api) = world();
    let list = |query: &str| messages(&api.get(&format!("{USERS}?{query}")).expect(400));
    insta::assert_snapshot!(list("limit=201"), @"limit: Use a number from 1 to 200.");
    insta::assert_snapshot!(list("limit=0"), @"limit: Use a number from 1 to 200.");
    insta::assert_snapshot!(list("limit=many"), @"limit: Use a number from 1 to 200.");
    insta::assert_snapshot!(list("status=ACTIVE,SLEEPY"), @"status: `SLEEPY` is no value of this parameter: see the API description.");
    insta::assert_snapshot!(list("category=sleepy"), @"category: `sleepy` is no category of this portal: use active, unconfirmed, password, locked, inactive, deleted.");
    insta::assert_snapshot!(list("sort=colour"), @"sort: `colour` is no value of this parameter: see the API description.");
    insta::assert_snapshot!(list("dir=up"), @"dir: `up` is no value of this parameter: see the API description.");
    insta::assert_snapshot!(list("seen_before=yesterday"), @"seen_before: Use RFC 3339, for example 2026-11-22T14:05:00Z.");
    insta::assert_snapshot!(list("ids=nonsense"), @"ids: `nonsense` is no value of this parameter: see the API description.");
    insta::assert_snapshot!(list("after=a&before=b"), @"before: Use `after` or `before`, not both.");
    let bad = json!({"email": "no address", "first_name": "x\u{0}y", "role": "king"});
    insta::assert_snapshot!(messages(&api.post(USERS, &bad).expect(400)), @r#"
    email: Add the @ and what comes after it: an address looks like ann@example.com.
    first_name: Remove the control character from the name.
    "#);
    insta::assert_snapshot!(messages(&api.post(&format!("{USERS}/activate"), &json!({})).expect(400)), @"ids: Send `ids` or `filter`.");
    let both = json!({"ids": [], "filter": {}});
    insta::assert_snapshot!(messages(&api.post(&format!("{USERS}/activate"), &both).expect(400)), @"ids: Send `ids` or `filter`, not both.");
    let message = json!({"filter": {}, "message": "hello"});
    insta::assert_snapshot!(messages(&api.post(&format!("{USERS}/deactivate"), &message).expect(400)), @"message: Only `resend` and `restore` take a message.");
    insta::assert_snapshot!(messages(&api.get("/api/v1/portals/acme/activity?action=sleep").expect(400)), @"action: `sleep` is no value of this parameter: see the API description.");
}

#[test]
fn bodies_that_are_no_json() {
    let (_t, api) = world();
    let typed = api.with("content-type", "application/json");
    insta::assert_snapshot!(messages(&typed.send("POST", USERS, "{\"email\":").expect(400)), @"body: EOF while parsing a value at line 1 column 9");
    insta::assert_snapshot!(messages(&typed.send("POST", USERS, vec![b'"', 0xff, b'"']).expect(400)), @"body: invalid unicode code point at line 1 column 2");
    typed.send("POST", USERS, "[".repeat(100_000)).expect(400);
    insta::assert_snapshot!(api.with("content-type", "text/plain").send("POST", USERS, "{}").problem(), @r#"{"code":"unsupported_media_type","detail":"Send the body as JSON, with Content-Type: application/json.","request_id":"…","status":415,"title":"Unsupported Media Type","type":"about:blank#unsupported_media_type"}"#);
    api.form(USERS, &[("email", "a@acme.example")]).expect(415);
    insta::assert_snapshot!(typed.send("POST", USERS, vec![b' '; 10 << 20]).problem(), @r#"{"code":"too_large","detail":"This is too large: send less at a time.","request_id":"…","status":413,"title":"Payload Too Large","type":"about:blank#too_large"}"#);
    api.get("/api/v1/me").expect(200);
}

#[test]
fn paths_and_methods_that_are_no_routes() {
    let (t, api) = world();
    insta::assert_snapshot!(api.get("/api/v1/nothing").problem(), @r#"{"code":"not_found","detail":"There is no such route.","request_id":"…","status":404,"title":"Not Found","type":"about:blank#not_found"}"#);
    insta::assert_snapshot!(Client::new(&t).get("/api").problem(), @r#"{"code":"not_found","detail":"There is no such route.","request_id":"…","status":404,"title":"Not Found","type":"about:blank#not_found"}"#);
    let put = api.send("PUT", USERS, "");
    assert_eq!(put.header("allow"), "GET,HEAD,POST");
    insta::assert_snapshot!(put.problem(), @r#"{"code":"method_not_allowed","detail":"This route does not take PUT: see the Allow header.","request_id":"…","status":405,"title":"Method Not Allowed","type":"about:blank#method_not_allowed"}"#);
    insta::assert_snapshot!(api.post(&format!("{USERS}/explode"), &json!({"ids": []})).problem(), @r#"{"code":"not_found","detail":"There is no such command.","request_id":"…","status":404,"title":"Not Found","type":"about:blank#not_found"}"#);
    insta::assert_snapshot!(api.get(&format!("{USERS}/nonsense")).problem(), @r#"{"code":"not_found","detail":"There is no such user.","request_id":"…","status":404,"title":"Not Found","type":"about:blank#not_found"}"#);
    insta::assert_snapshot!(api.get("/api/v1/portals/nobody/users").problem(), @r#"{"code":"not_found","detail":"There is no such portal.","request_id":"…","status":404,"title":"Not Found","type":"about:blank#not_found"}"#);
}

#[test]
fn a_missing_permission_is_named() {
    let (t, _) = world();
    t.user("acme", "hal@acme.example", "helpdesk");
    let help = Client::new(&t).bearer(&crate::support::token(&t, "acme", "hal@acme.example"));
    insta::assert_snapshot!(help.post(USERS, &json!({"email": "a@acme.example"})).problem(), @r#"{"code":"forbidden","detail":"This needs the permission users.invite.","permission":"users.invite","request_id":"…","status":403,"title":"Forbidden","type":"about:blank#forbidden"}"#);
}

/// Ids of another portal, in every place of the API that takes one.
///
/// Proves: S2.4
#[test]
fn forged_ids_are_not_found_i5() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.portal("globex", "standard", None);
        let (acme, globex) = (admin(t, "acme"), admin(t, "globex"));
        let made = globex
            .post("/api/v1/portals/globex/users", &json!({"email": "gus@globex.example"}))
            .expect(201);
        let user = made.value()["id"].as_str().expect("an id").to_owned();
        let run = globex
            .post("/api/v1/portals/globex/users/resend", &json!({"ids": [user]}))
            .expect(200)
            .value();
        let operation = run["operation"].as_str().expect("an id").to_owned();
        let first = |path: &str| {
            let list = globex
                .get(&format!("/api/v1/portals/globex/{path}"))
                .expect(200)
                .value();
            list["items"][0]["id"].as_str().expect("an id").to_owned()
        };
        let (event, token) = (first("activity"), first("tokens"));
        let document: serde_json::Value = serde_json::from_str(&web::api::text(&web::api::routes().1)).expect("JSON");
        let mut asked = 0;
        for (path, item) in document["paths"].as_object().expect("paths") {
            let id = match path.split('/').nth(5) {
                _ if !path.contains("{id}") => continue,
                Some("users") => &user,
                Some("operations") => &operation,
                Some("activity") => &event,
                Some("tokens") => &token,
                other => panic!("{other:?} is new: say whose id it takes"),
            };
            for method in item.as_object().expect("methods").keys().map(|m| m.to_uppercase()) {
                let body = json!({});
                for slug in ["acme", "globex"] {
                    let path = path.replace("{slug}", slug).replace("{id}", id);
                    let reply = acme.json(&method, &path, &body);
                    assert_eq!(
                        (reply.status, &reply.value()["code"]),
                        (404, &json!("not_found")),
                        "{method} {path}"
                    );
                    asked += 1;
                }
            }
        }
        assert_eq!(asked, 20);
        for command in model::command::Command::NAMES.iter().chain(&["sign-out"]) {
            let report = acme
                .post(
                    &format!("/api/v1/portals/acme/users/{command}"),
                    &asking(command, &user),
                )
                .expect(200)
                .value();
            assert_eq!(
                report["outcomes"],
                json!([{"id": user, "email": null, "outcome": "skipped", "reason": "not_found"}]),
                "{command}"
            );
        }
        let listed = acme
            .get(&format!("/api/v1/portals/acme/users?ids={user}"))
            .expect(200)
            .value();
        assert_eq!(listed["total"], 0);
        let log = acme
            .get(&format!("/api/v1/portals/acme/activity?actor={user}"))
            .expect(200)
            .value();
        assert_eq!(log["items"], json!([]));
    });
}

/// A body for a command; those about access bring their own words.
fn asking(command: &str, user: &str) -> serde_json::Value {
    let mut body = json!({"ids": [user]});
    let (field, words) = match command {
        "set-role" => ("role", json!("user")),
        "set-permissions" => ("permissions", json!([])),
        "set-modules" => ("modules", json!([])),
        "set-sub-accounts" => ("sub_accounts", json!(null)),
        "set-app-roles" => ("app_roles", json!([])),
        _ => return body,
    };
    body[field] = words;
    body
}
