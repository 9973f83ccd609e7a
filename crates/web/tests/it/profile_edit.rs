//! Profiles edited field by field: the answers that the script gets, and the same without script.

use crate::browser::Browser;
use crate::support::{Reply, admin};
use model::ids::UserId;
use serde_json::json;
use testkit::{TestApp, admin_of, on_both};

const ANN: &str = "ann@acme.example";

fn world(t: &TestApp) -> (UserId, Browser) {
    t.portal("acme", "workflow", None);
    let ann = t.user("acme", ANN, "user");
    (ann, Browser::signed_in(t, "acme", &admin_of("acme")))
}

/// What the script sends, and gets.
fn send(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Reply {
    let body: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", crate::support::encode(value)))
        .collect();
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("x-fragment", "field"),
    ];
    browser.raw("POST", path, &headers, &body.join("&"))
}

/// What a person reads in the line beside the field.
fn note(reply: &Reply) -> String {
    let note = reply.body.split("class=\"note\"").nth(1).expect("a note");
    let text = note
        .split_once('>')
        .expect("an element")
        .1
        .split("</p>")
        .next()
        .unwrap_or_default();
    let mut plain = String::new();
    for run in text.split('<') {
        plain.push_str(run.split_once('>').map_or(run, |(_, after)| after));
    }
    plain
}

/// Proves: S0.34, S0.35, S2.25
#[test]
fn a_field_is_saved_by_itself_and_says_so() {
    on_both(|t| {
        let (ann, mut page) = world(t);
        let path = format!("/p/acme/users/{ann}/profile");
        let saved = send(
            &mut page,
            &path,
            &[("version", "3"), ("was", "Ann"), ("first_name", " Anna ")],
        );
        assert_eq!((saved.status, note(&saved).as_str()), (200, "Saved 14:05 GMT · Undo"));
        assert!(!saved.body.contains("<html"), "the field alone");
        assert!(saved.body.contains("name=\"was\" value=\"Anna\""), "{}", saved.body);
        assert!(saved.body.contains("data-undo=\"Ann\"") && saved.body.contains("First name saved."));
        let wrong = send(
            &mut page,
            &path,
            &[("version", "4"), ("was", "Anna"), ("first_name", " ")],
        );
        assert_eq!(
            (wrong.status, note(&wrong).as_str()),
            (422, "Not saved: Enter a first name.")
        );
        let log = admin(t, "acme")
            .get("/api/v1/portals/acme/activity?action=user.profile_changed")
            .expect(200)
            .value();
        assert_eq!(
            log["items"].as_array().map(Vec::len),
            Some(1),
            "one event for one change"
        );
    });
}

/// Another field that somebody else changed meanwhile is no conflict; this one is.
///
/// Proves: S0.35
#[test]
fn only_the_same_field_conflicts_and_both_are_offered() {
    on_both(|t| {
        let (ann, mut page) = world(t);
        let path = format!("/p/acme/users/{ann}/profile");
        let other = admin(t, "acme");
        other
            .patch(
                &format!("/api/v1/portals/acme/users/{ann}"),
                &json!({"last_name": "Lee"}),
            )
            .expect(200);
        let saved = send(
            &mut page,
            &path,
            &[("version", "1"), ("was", "Ann"), ("first_name", "Anne")],
        );
        assert_eq!(saved.status, 200, "{}", saved.body);
        let conflict = send(
            &mut page,
            &path,
            &[("version", "1"), ("was", "Test"), ("last_name", "Li")],
        );
        assert_eq!(conflict.status, 409);
        assert_eq!(
            note(&conflict),
            "admin@acme.example changed this to “Lee” at 14:05 GMT. Keep Lee · Use my text"
        );
        assert!(conflict.body.contains("value=\"Li\""), "the text is kept");
        // What both typed alike is no conflict.
        let same = send(
            &mut page,
            &path,
            &[("version", "1"), ("was", "Test"), ("last_name", "Lee")],
        );
        assert_eq!(same.status, 200);

        // Without script: the page says the same, and its button means "mine after all".
        let stale = page.post(&path, &[("version", "1"), ("was", "Test"), ("last_name", "Li")]);
        assert_eq!(stale.status, 409);
        assert!(stale.body.contains("<html") && stale.body.contains("Use my text"));
    });
}

/// Proves: S0.34
#[test]
fn every_field_has_its_own_form_without_script() {
    on_both(|t| {
        let (ann, mut page) = world(t);
        page.open(&format!("/p/acme/users/{ann}")).expect(200);
        page.press("Save", &[("first_name", "Anna")])
            .expect(200)
            .says("Saved.")
            .says("Anna Test");
        page.post(&format!("/p/acme/users/{ann}/profile"), &[("language", "de")]);
        page.post(
            &format!("/p/acme/users/{ann}/profile"),
            &[("time_zone", "europe/berlin")],
        );
        let host = t.app.host_ctx("acme").expect("the portal");
        let user = app::users::list::get(&host, ann).expect("Ann").user;
        assert_eq!(
            (user.language.as_deref(), user.time_zone.as_deref()),
            (Some("de"), Some("Europe/Berlin"))
        );
        for (field, value) in [
            ("language", "tlh"),
            ("time_zone", "Mars/Olympus"),
            ("email", "x@y.example"),
        ] {
            let refused = page.post(&format!("/p/acme/users/{ann}/profile"), &[(field, value)]);
            assert!((400..500).contains(&refused.status), "{field}: {}", refused.status);
        }
    });
}

#[test]
fn ones_own_profile_is_saved_the_same_way() {
    on_both(|t| {
        world(t);
        let mut own = Browser::signed_in(t, "acme", ANN);
        own.open("/p/acme/account").expect(200).says("First name");
        own.press("Save", &[("first_name", "Anna")]).expect(200).says("Saved.");
        let saved = send(&mut own, "/p/acme/account/profile", &[("was", ""), ("language", "de")]);
        assert_eq!((saved.status, note(&saved).as_str()), (200, "Saved 14:05 GMT · Undo"));
        own.open("/p/acme/account")
            .expect(200)
            .says("Ihr Konto")
            .says("Vorname");
        own.post(
            "/p/acme/account/preferences",
            &[("language", "en"), ("zone", "Asia/Tokyo"), ("back", "/p/acme/account")],
        );
        own.open("/p/acme/account")
            .expect(200)
            .says("Your account")
            .says("Asia/Tokyo");
        let host = t.app.host_ctx("acme").expect("the portal");
        let found = app::users::list::page(&host, &model::query::UserQuery::default()).expect("users");
        let ann = found.rows.iter().find(|row| row.email == ANN).expect("Ann").id;
        let user = app::users::list::get(&host, ann).expect("Ann").user;
        assert_eq!(
            (user.language.as_deref(), user.time_zone.as_deref()),
            (Some("en"), Some("Asia/Tokyo"))
        );
    });
}

#[test]
fn nobody_edits_whom_they_may_not() {
    on_both(|t| {
        let (ann, _) = world(t);
        let mut member = Browser::signed_in(t, "acme", ANN);
        let boss = t.ctx("acme", &admin_of("acme")).person().expect("a person").id;
        let path = format!("/p/acme/users/{boss}/profile");
        assert_eq!(send(&mut member, &path, &[("first_name", "X")]).status, 403);
        assert_eq!(
            member
                .post(
                    &format!("/p/acme/users/{boss}/change-email"),
                    &[("email", "x@y.example")]
                )
                .status,
            403
        );
        t.user("acme", "mia@acme.example", "manager");
        let mut manager = Browser::signed_in(t, "acme", "mia@acme.example");
        assert_eq!(
            send(&mut manager, &path, &[("first_name", "X")]).status,
            409,
            "outranked"
        );
        manager
            .open(&format!("/p/acme/users/{boss}"))
            .expect(200)
            .says_not("Change e-mail");
        let asked = manager.post(
            &format!("/p/acme/users/{boss}/change-email"),
            &[("email", "x@y.example")],
        );
        assert_eq!(asked.status, 422);
        assert!(asked.body.contains("higher role"));
        let ok = manager.post(
            &format!("/p/acme/users/{ann}/change-email"),
            &[("email", "x@y.example")],
        );
        assert_eq!(ok.status, 200);
    });
}
