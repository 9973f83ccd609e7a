//! Requests whose answer was lost, and readers who were not alone.

use crate::support::{Client, admin, owner};
use serde_json::{Value, json};
use testkit::on_both;

/// Sends twice with one key, then once more with another body.
fn twice(api: &Client, path: &str, body: &Value, other: &Value) -> (Value, Value, u16) {
    let keyed = api.with("idempotency-key", &format!("key-of-{}", path.len()));
    let (first, second) = (keyed.post(path, body), keyed.post(path, body));
    assert_eq!(first.status, second.status, "{} {}", first.body, second.body);
    (first.value(), second.value(), keyed.post(path, other).status)
}

#[test]
fn a_replay_gives_the_first_answer() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let api = admin(t, "acme");
        let users = "/api/v1/portals/acme/users";
        let (first, second, other) = twice(
            &api,
            users,
            &json!({"email": "ann@acme.example"}),
            &json!({"email": "bob@acme.example"}),
        );
        assert_eq!((&first, other), (&second, 422));
        let invitations = "/api/v1/portals/acme/invitations";
        let (first, second, other) = twice(
            &api,
            invitations,
            &json!({"emails": ["cy@acme.example", "?"]}),
            &json!({"emails": ["di@acme.example"]}),
        );
        assert_eq!((&first, other), (&second, 422));
        let all = json!({"filter": {"q": "acme"}});
        let (first, second, other) = twice(&api, &format!("{users}/revoke"), &all, &json!({"filter": {"q": "ann"}}));
        assert_eq!(
            (&first["operation"], first["done"].as_i64(), other),
            (&second["operation"], Some(2), 422)
        );
        assert_eq!(first["outcomes"], second["outcomes"]);
        t.run_jobs();
        assert_eq!(
            t.mail.list().iter().filter(|m| m.mail.to == "ann@acme.example").count(),
            0,
            "revoked before it left"
        );
    });
}

/// Proves: S0.36
#[test]
fn another_address_and_a_sign_out_are_told_again() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let api = admin(t, "acme");
        let ann = t.user("acme", "ann@acme.example", "user");
        let cy = t.invite("acme", "cy@acme.example", "user");
        t.run_jobs();
        let path = "/api/v1/portals/acme/users/change-email";
        let to = |id, email: &str| json!({"ids": [id], "email": email});
        for (id, email) in [(ann, "ann@new.example"), (cy, "cyrill@new.example")] {
            let keyed = api.with("idempotency-key", email);
            let first = keyed.post(path, &to(id, email)).expect(200).value();
            t.run_jobs();
            let mails = t.mail.list().len();
            assert_eq!(keyed.post(path, &to(id, email)).expect(200).value(), first);
            t.run_jobs();
            assert_eq!(t.mail.list().len(), mails, "told, not done");
            assert_eq!(
                (&first["done"], &first["outcomes"][0]["email"]),
                (&json!(1), &json!(email))
            );
            let operation = first["operation"].as_str().expect("an operation");
            api.get(&format!("/api/v1/portals/acme/operations/{operation}"))
                .expect(200);
            let other = keyed.post(path, &to(id, "other@new.example")).expect(422).value();
            assert_eq!(other["code"], "idempotency_key_reused");
        }
        let unkeyed = api.post(path, &to(ann, "ann@new.example")).expect(200).value();
        assert_eq!(unkeyed["outcomes"][0]["reason"], "no_change");
        let signed_out = "/api/v1/portals/acme/users/sign-out";
        let (first, second, other) = twice(&api, signed_out, &json!({"ids": [ann]}), &json!({"ids": [cy]}));
        assert_eq!((&first, other), (&second, 422));
        assert_eq!(first["done"], 1);
    });
}

#[test]
fn a_token_is_not_made_twice_and_not_shown_twice() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let keyed = admin(t, "acme").with("idempotency-key", "once");
        keyed
            .post("/api/v1/portals/acme/tokens", &json!({"name": "sync"}))
            .expect(201);
        let again = keyed
            .post("/api/v1/portals/acme/tokens", &json!({"name": "sync"}))
            .expect(409);
        assert_eq!(again.value()["code"], "already_created");
        assert!(!again.body.contains("ptc_"));
    });
}

#[test]
fn a_portal_is_not_made_twice() {
    on_both(|t| {
        let keyed = owner(t).with("idempotency-key", "once");
        let acme = json!({"slug": "acme", "name": "Acme", "admin_email": "admin@acme.example"});
        let first = keyed.post("/api/v1/portals", &acme).expect(201);
        let second = keyed.post("/api/v1/portals", &acme).expect(201);
        assert_eq!(
            (first.value(), first.header("etag")),
            (second.value(), second.header("etag"))
        );
        let taken = json!({"slug": "acme", "name": "Other", "admin_email": "admin@acme.example"});
        assert_eq!(
            keyed.post("/api/v1/portals", &taken).expect(400).value()["errors"][0]["field"],
            "slug"
        );
        owner(t).post("/api/v1/portals", &acme).expect(400);
    });
}

#[test]
fn stopping_again_gives_the_same_answer_with_a_key() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let api = admin(t, "acme");
        let emails: Vec<String> = (0..301).map(|n| format!("u{n}@acme.example")).collect();
        let started = api
            .post("/api/v1/portals/acme/invitations", &json!({"emails": emails}))
            .expect(202);
        let stop = format!("{}/stop", started.header("location"));
        let keyed = api.with("idempotency-key", "stop");
        let stopped = keyed.post(&stop, &json!({})).expect(200).value();
        assert_eq!(
            (&stopped["state"], &stopped["skipped"]),
            (&json!("stopped"), &json!(301))
        );
        assert_eq!(keyed.post(&stop, &json!({})).expect(200).value(), stopped);
        assert_eq!(
            api.post(&stop, &json!({})).expect(409).value()["code"],
            "already_finished"
        );
    });
}

#[test]
fn a_bad_key_is_refused() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let api = admin(t, "acme").with("idempotency-key", "two words");
        for path in ["users", "invitations", "users/activate", "users/sign-out", "tokens"] {
            let body = json!({"email": "a@acme.example"});
            let body = match path {
                "users" => body,
                "invitations" => json!({"emails": ["a@acme.example"]}),
                "tokens" => json!({"name": "sync"}),
                _ => json!({"filter": {}}),
            };
            let refused = api.post(&format!("/api/v1/portals/acme/{path}"), &body).expect(400);
            assert_eq!(refused.value()["errors"][0]["field"], "Idempotency-Key", "{path}");
        }
    });
}

#[test]
fn a_stale_write_is_refused() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let api = admin(t, "acme");
        let ann = t.invite("acme", "ann@acme.example", "user");
        let path = format!("/api/v1/portals/acme/users/{ann}");
        let etag = api.get(&path).expect(200).header("etag").to_owned();
        let mine = api.with("if-match", &etag);
        let edited = mine.patch(&path, &json!({"first_name": "Anna"})).expect(200);
        assert_ne!(edited.header("etag"), etag);
        let stale = mine.patch(&path, &json!({"first_name": "Anne"})).expect(412);
        assert_eq!(stale.value()["code"], "stale");
        assert_eq!(api.get(&path).expect(200).value()["first_name"], "Anna");
        api.with("if-match", "\"x\"").patch(&path, &json!({})).expect(400);
        let portals = owner(t);
        let etag = portals
            .get("/api/v1/portals/acme")
            .expect(200)
            .header("etag")
            .to_owned();
        let mine = portals.with("if-match", &etag);
        mine.patch("/api/v1/portals/acme", &json!({"name": "Acme Ltd"}))
            .expect(200);
        mine.patch("/api/v1/portals/acme", &json!({"name": "Acme Inc"}))
            .expect(412);
    });
}
