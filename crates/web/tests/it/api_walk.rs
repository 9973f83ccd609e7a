//! The main job by API only: invite, accept, list, deactivate, read what happened.

use crate::support::{Client, admin, owner};
use serde_json::{Value, json};
use testkit::{TestApp, on_both};

fn strings(list: &Value, field: &str) -> Vec<String> {
    let items = list["items"].as_array().expect("items");
    items
        .iter()
        .map(|item| item[field].as_str().unwrap_or("null").to_owned())
        .collect()
}

fn outcomes(report: &Value) -> Vec<String> {
    let all = report["outcomes"].as_array().expect("outcomes");
    let text = |v: &Value| v.as_str().unwrap_or("-").to_owned();
    all.iter()
        .map(|o| format!("{} {} {}", text(&o["email"]), text(&o["outcome"]), text(&o["reason"])))
        .collect()
}

/// Proves: S0.16, S0.17, S0.37, S0.41, S3.19, S3.20
#[test]
fn invite_accept_list_deactivate_activity_s4_4_s0_37() {
    on_both(|t| {
        t.portal("acme", "standard", Some(3));
        let api = admin(t, "acme");
        let invited = api
            .post(
                "/api/v1/portals/acme/invitations",
                &json!({"emails": ["Ann Lee <ann@acme.example>", "bob@acme.example", "ann@acme.example", "what?"], "role": "user"}),
            )
            .expect(200)
            .value();
        assert_eq!(
            outcomes(&invited),
            [
                "ann@acme.example done -",
                "bob@acme.example done -",
                "ann@acme.example skipped duplicate",
                "what? skipped not_understood"
            ]
        );
        assert_eq!(invited["outcomes"][0]["input"], "Ann Lee <ann@acme.example>");
        t.accept("acme", "ann@acme.example");
        t.accept("acme", "bob@acme.example");
        let active = api
            .get("/api/v1/portals/acme/users?status=ACTIVE&sort=email")
            .expect(200)
            .value();
        assert_eq!(
            strings(&active, "email"),
            ["admin@acme.example", "ann@acme.example", "bob@acme.example"]
        );
        assert_eq!(
            (active["total"].clone(), active["total_is_exact"].clone()),
            (json!(3), json!(true))
        );
        let ids: Vec<Value> = active["items"]
            .as_array()
            .expect("items")
            .iter()
            .map(|u| u["id"].clone())
            .collect();
        let preview = json!({"ids": ids, "dry_run": true});
        let previewed = api
            .post("/api/v1/portals/acme/users/deactivate", &preview)
            .expect(200)
            .value();
        assert_eq!(previewed["operation"], Value::Null);
        let done = api
            .post(
                "/api/v1/portals/acme/users/deactivate",
                &json!({"filter": {"status": ["ACTIVE"]}, "reason": "left"}),
            )
            .expect(200)
            .value();
        assert_eq!(done["done"], 2);
        assert_eq!(previewed["done"], done["done"], "preview and run agree");
        assert!(
            outcomes(&done).contains(&String::from("admin@acme.example skipped is_self")),
            "{done}"
        );
        let operation = done["operation"].as_str().expect("an operation");
        let job = api
            .get(&format!("/api/v1/portals/acme/operations/{operation}"))
            .expect(200)
            .value();
        assert_eq!(
            (job["command"].clone(), job["state"].clone(), job["done"].clone()),
            (json!("deactivate"), json!("done"), json!(2))
        );
        let log = api
            .get("/api/v1/portals/acme/activity?action=user.deactivated&target=ann@acme.example")
            .expect(200)
            .value();
        assert_eq!(
            (&log["items"][0]["reason"], &log["items"][0]["operation"]),
            (&json!("left"), &json!(operation))
        );
        let id = log["items"][0]["id"].as_str().expect("an id");
        let entry = api
            .get(&format!("/api/v1/portals/acme/activity/{id}"))
            .expect(200)
            .value();
        assert_eq!(
            entry["changes"]["status"],
            json!({"before": "ACTIVE", "after": "INACTIVE"})
        );
        let summary = api.get("/api/v1/portals/acme/summary").expect(200).value();
        assert_eq!(summary["seats"], json!({"held": 1, "owned": 3}));
        assert_eq!(summary["statuses"]["INACTIVE"], 2);
    });
}

/// Proves: S0.13
#[test]
fn one_user_is_added_read_and_edited() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let api = admin(t, "acme");
        let body =
            json!({"email": "cy@acme.example", "first_name": "Cy", "send_invitation": false, "role": "helpdesk"});
        let added = api.post("/api/v1/portals/acme/users", &body).expect(201);
        let location = added.header("location").to_owned();
        assert_eq!(added.header("etag"), "\"1\"");
        let mut user = added.value();
        assert_eq!(
            location,
            format!("/api/v1/portals/acme/users/{}", user["id"].as_str().expect("an id"))
        );
        assert_eq!(user, api.get(&location).expect(200).value());
        let listed = api.get("/api/v1/portals/acme/users?q=cy@").expect(200).value();
        assert_eq!(listed["items"][0], user, "a list shows the same as one user");
        user["id"] = json!("…");
        insta::allow_duplicates!(
            insta::assert_snapshot!(serde_json::to_string_pretty(&user).expect("JSON"), @r#"
            {
              "added_at": "2026-11-22T14:05:00Z",
              "app_roles": [],
              "category": "unconfirmed",
              "deletable": true,
              "email": "cy@acme.example",
              "first_name": "Cy",
              "id": "…",
              "invitation": null,
              "kind": "external",
              "last_name": null,
              "last_sign_in_at": null,
              "lock": null,
              "mfa": [],
              "modified_at": "2026-11-22T14:05:00Z",
              "modules": [],
              "permissions": [
                "users.view",
                "users.resend",
                "users.unlock",
                "users.reset_password",
                "users.reset_mfa",
                "users.sessions"
              ],
              "role": "helpdesk",
              "status": "ADDED",
              "sub_accounts": null,
              "username": null,
              "version": 1
            }
            "#)
        );
        let edited = api
            .patch(&location, &json!({"last_name": "Day", "first_name": null}))
            .expect(200);
        assert_eq!(edited.header("etag"), "\"2\"");
        assert_eq!(
            (&edited.value()["first_name"], &edited.value()["last_name"]),
            (&Value::Null, &json!("Day"))
        );
        let again = api.post("/api/v1/portals/acme/users", &body).expect(409);
        assert_eq!(again.value()["code"], "already_invited");
    });
}

/// Proves: S3.7, S4.14
#[test]
fn an_invited_user_shows_the_invitation_in_list_and_alone() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let api = admin(t, "acme");
        let id = t.invite("acme", "ann@acme.example", "user");
        t.run_jobs();
        let alone = api.get(&format!("/api/v1/portals/acme/users/{id}")).expect(200).value();
        assert_eq!(
            alone["invitation"],
            json!({"sent_at": "2026-11-22T14:05:00Z", "expires_at": "2026-11-29T14:05:00Z", "delivery": "sent"})
        );
        let listed = api
            .get("/api/v1/portals/acme/users?status=INVITED,INVITE_EXPIRED")
            .expect(200)
            .value();
        assert_eq!(listed["items"][0], alone);
        api.post("/api/v1/portals/acme/users/revoke", &json!({"ids": [id]}))
            .expect(200);
        let revoked = api.get(&format!("/api/v1/portals/acme/users/{id}")).expect(200).value();
        assert_eq!(
            (&revoked["status"], &revoked["invitation"]["expires_at"]),
            (&json!("INVITE_REVOKED"), &Value::Null)
        );
        let listed = api
            .get("/api/v1/portals/acme/users?status=INVITE_REVOKED")
            .expect(200)
            .value();
        assert_eq!(listed["items"][0], revoked);
    });
}

#[test]
fn a_large_set_goes_on_in_the_background() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let api = admin(t, "acme");
        let mut emails: Vec<String> = (0..301).map(|n| format!("u{n}@acme.example")).collect();
        emails.push(String::from("=1+1"));
        let started = api
            .post("/api/v1/portals/acme/invitations", &json!({"emails": emails}))
            .expect(202);
        let location = started.header("location").to_owned();
        assert_eq!(started.value()["outcomes"], json!([]));
        assert_eq!(api.get(&location).expect(200).value()["state"], "running");
        t.run_jobs();
        let job = api.get(&location).expect(200).value();
        assert_eq!(
            (&job["state"], &job["done"], &job["skipped"]),
            (&json!("done"), &json!(301), &json!(1))
        );
        let file = api.get(&format!("{location}/outcomes.csv")).expect(200);
        assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(file.body.lines().count(), 303);
        let last = file.body.lines().last().expect("a line");
        assert!(last.starts_with("'=1+1,") && last.contains("not_understood"), "{last}");
        let already = api.post(&format!("{location}/stop"), &json!({})).expect(409);
        assert_eq!(already.value()["code"], "already_finished");
    });
}

#[test]
fn sessions_are_listed_and_ended_s2_25() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let ann = t.user("acme", "ann@acme.example", "user");
        // Signing in makes the session.
        let _ = t.ctx("acme", "ann@acme.example");
        let api = admin(t, "acme");
        let path = format!("/api/v1/portals/acme/users/{ann}/sessions");
        assert_eq!(
            api.get(&path).expect(200).value()["items"].as_array().map(Vec::len),
            Some(1)
        );
        let sign_out = "/api/v1/portals/acme/users/sign-out";
        let previewed = api
            .post(sign_out, &json!({"filter": {"q": "ann"}, "dry_run": true}))
            .expect(200)
            .value();
        assert_eq!(outcomes(&previewed), ["ann@acme.example done -"]);
        assert_eq!(
            api.get(&path).expect(200).value()["items"].as_array().map(Vec::len),
            Some(1)
        );
        let nobody = uuid::Uuid::nil();
        let done = api
            .post(sign_out, &json!({"ids": [ann, nobody, ann]}))
            .expect(200)
            .value();
        assert_eq!(
            outcomes(&done),
            ["ann@acme.example done -", "- skipped not_found", "- skipped duplicate"]
        );
        assert_eq!(api.get(&path).expect(200).value()["items"], json!([]));
    });
}

#[test]
fn a_token_makes_lists_and_revokes_tokens() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let api = admin(t, "acme");
        let body = json!({"name": "sync", "permissions": ["users.view", "portal.integrations"], "expires_at": "2026-11-23T00:00:00Z"});
        let made = api.post("/api/v1/portals/acme/tokens", &body).expect(201);
        let less = Client::new(t).bearer(made.value()["token"].as_str().expect("a secret"));
        let me = less.get("/api/v1/me").expect(200).value();
        assert_eq!(me["permissions"], json!(["users.view", "portal.integrations"]));
        assert_eq!(
            (&me["portal"], &me["token"]["name"]),
            (&json!({"slug": "acme", "name": "ACME"}), &json!("sync"))
        );
        let more = less.post(
            "/api/v1/portals/acme/tokens",
            &json!({"name": "more", "permissions": ["users.invite"]}),
        );
        assert_eq!(more.expect(400).value()["errors"][0]["field"], "permissions");
        let same = less
            .post("/api/v1/portals/acme/tokens", &json!({"name": "same"}))
            .expect(201);
        let same = Client::new(t).bearer(same.value()["token"].as_str().expect("a secret"));
        assert_eq!(
            same.get("/api/v1/me").expect(200).value()["permissions"],
            me["permissions"],
            "no token grows"
        );
        let listed = api.get("/api/v1/portals/acme/tokens").expect(200);
        assert!(!listed.body.contains("ptc_"), "no secret in a list");
        assert_eq!(strings(&listed.value(), "state"), ["live", "live", "live"]);
        api.delete(made.header("location")).expect(204);
        less.get("/api/v1/me").expect(401);
        let gone = api.delete(made.header("location")).expect(409);
        assert_eq!(gone.value()["code"], "already_revoked");
    });
}

fn portal_of(t: &TestApp) -> (Client, String) {
    let api = owner(t);
    let body = json!({"slug": "acme", "name": "Acme", "seats": 5, "admin_email": "admin@acme.example"});
    let made = api.post("/api/v1/portals", &body).expect(201);
    (api, made.header("location").to_owned())
}

#[test]
fn the_provider_makes_changes_and_suspends_portals() {
    on_both(|t| {
        let (api, portal) = portal_of(t);
        let mut read = api.get(&portal).expect(200).value();
        read["created_at"] = json!("…");
        insta::allow_duplicates!(
            insta::assert_snapshot!(read.to_string(), @r#"{"created_at":"…","kind":"external","name":"Acme","pending":1,"preset":"standard","seats":{"held":0,"owned":5},"slug":"acme","stage":"draft","state":"active","users":1,"version":1}"#)
        );
        t.accept("acme", "admin@acme.example");
        let customer = admin(t, "acme");
        api.patch(&portal, &json!({"name": "Acme Ltd"})).expect(200);
        api.patch(&portal, &json!({"seats": null})).expect(200);
        let suspended = api.patch(&portal, &json!({"state": "suspended"})).expect(200).value();
        assert_eq!(
            (&suspended["state"], &suspended["seats"]),
            (&json!("suspended"), &json!({"held": 1, "owned": null}))
        );
        customer.get("/api/v1/me").expect(401);
        api.patch(&portal, &json!({"state": "active"})).expect(200);
        customer.get("/api/v1/me").expect(200);
        let both = api
            .patch(&portal, &json!({"state": "active", "name": "Both"}))
            .expect(400);
        assert_eq!(
            both.value()["errors"][0]["message"],
            "Send exactly one of `name`, `seats`, `state` and `stage`."
        );
        let inside = api.get("/api/v1/portals/acme/me").expect(200).value();
        assert_eq!(
            (&inside["portal"]["slug"], &inside["user"]["email"]),
            (&json!("acme"), &json!(testkit::OWNER))
        );
        let roles = api.get("/api/v1/portals/acme/roles").expect(200).value();
        assert_eq!(
            strings(&roles, "slug"),
            ["admin", "manager", "helpdesk", "auditor", "user"]
        );
    });
}

/// Proves: S3.22, S3.24
#[test]
fn users_go_out_and_in_as_csv_s3_21() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.portal("globex", "standard", None);
        let (acme, globex) = (admin(t, "acme"), admin(t, "globex"));
        t.invite("acme", "ann@acme.example", "helpdesk");
        let file = acme.get("/api/v1/portals/acme/users.csv?role=helpdesk").expect(200);
        assert_eq!(
            file.header("content-disposition"),
            "attachment; filename=\"users-acme-2026-11-22T1405Z.csv\""
        );
        assert_eq!(file.body.lines().count(), 2);
        let all = acme
            .get("/api/v1/portals/acme/users.csv?columns=everything&separator=tab")
            .expect(200);
        assert_eq!(all.body.lines().count(), 3);
        acme.get("/api/v1/portals/acme/users.csv?colums=everything").expect(400);
        acme.get("/api/v1/portals/acme/users.csv?columns=some").expect(400);
        assert_eq!(
            acme.get("/api/v1/portals/acme/users.csv?limit=1")
                .expect(200)
                .body
                .lines()
                .count(),
            2
        );
        let import = globex.with("content-type", "text/csv");
        let path = "/api/v1/portals/globex/imports";
        let preview = import
            .send("POST", &format!("{path}?dry_run=true"), file.body.clone())
            .expect(200)
            .value();
        assert_eq!(
            (&preview["operation"], outcomes(&preview)),
            (&Value::Null, vec![String::from("ann@acme.example done -")])
        );
        let done = import
            .send("POST", &format!("{path}?send_invitation=false"), file.body.clone())
            .expect(200)
            .value();
        assert_eq!(outcomes(&done), ["ann@acme.example done -"]);
        let ann = globex.get("/api/v1/portals/globex/users?q=ann").expect(200).value();
        assert_eq!(
            (&ann["items"][0]["role"], &ann["items"][0]["status"]),
            (&json!("helpdesk"), &json!("ADDED"))
        );
        let again = import.send("POST", path, file.body).expect(200).value();
        assert_eq!(outcomes(&again), ["ann@acme.example skipped no_change"]);
        globex
            .with("content-type", "application/json")
            .send("POST", path, "{}")
            .expect(415);
        import.send("POST", path, vec![b'a'; 11 << 20]).expect(413);
        // Page by page until the rest is downloaded.
        let first = acme.get("/api/v1/portals/acme/users?limit=1").expect(200).value();
        let next = first["next"].as_str().unwrap();
        let rest = acme
            .get(&format!("/api/v1/portals/acme/users.csv?limit=1&after={next}"))
            .expect(200);
        assert_eq!(rest.body.lines().count(), 2, "the rest of several pages: {}", rest.body);
        assert_ne!(
            rest.body,
            acme.get("/api/v1/portals/acme/users.csv?limit=1").expect(200).body
        );
        let changed = "email,first name,role,Shoe size\nann@acme.example,Anna,admin,38\n";
        let preview = import
            .send("POST", &format!("{path}?dry_run=true"), changed)
            .expect(200)
            .value();
        assert_eq!(preview["ignored_columns"], json!(["Shoe size"]));
        assert_eq!(
            (&preview["outcomes"][0]["row"], &preview["outcomes"][0]["effect"]),
            (&json!(2), &json!("changed"))
        );
        assert_eq!(
            preview["outcomes"][0]["changes"],
            json!([
                { "field": "first_name", "before": "Ann", "after": "Anna", "applied": true },
                { "field": "role", "before": "helpdesk", "after": "admin", "applied": false },
            ])
        );
        let done = import.send("POST", path, changed).expect(200).value();
        assert_eq!(outcomes(&done), ["ann@acme.example done -"]);
        let ann = globex.get("/api/v1/portals/globex/users?q=anna").expect(200).value();
        assert_eq!(
            (&ann["items"][0]["first_name"], &ann["items"][0]["role"]),
            (&json!("Anna"), &json!("helpdesk"))
        );
        let german = acme
            .get("/api/v1/portals/acme/users.csv?columns=email,first_name&language=de")
            .expect(200);
        assert!(
            german
                .body
                .trim_start_matches('\u{FEFF}')
                .starts_with("E-Mail,Vorname\r\n"),
            "{}",
            german.body
        );
    });
}
