//! The page of the policy, and the same by the API: every setting has a control, bounds, a name and a source.

use crate::browser::Browser;
use crate::support::{Client, admin};
use model::policy::{Group, Kind, Setting};
use serde_json::{Value, json};
use testkit::{admin_of, on_both};

const PAGE: &str = "/p/acme/settings/policy";
const API: &str = "/api/v1/portals/acme/policy";

#[test]
fn every_setting_has_a_control_words_a_source_and_a_name_in_the_api() {
    on_both(|t| {
        t.portal("acme", "mssp", None);
        let mut browser = Browser::signed_in(t, "acme", &admin_of("acme"));
        browser.open(PAGE).expect(200);
        let html = browser.html.clone();
        assert!(!html.contains('⟦'), "a text is missing");
        let sources = html.matches("From the preset mssp.").count();
        assert_eq!(sources, Setting::ALL.len());
        for setting in Setting::ALL {
            assert!(
                html.contains(&format!("name=\"{}\"", setting.name)),
                "{} has no control",
                setting.name
            );
        }
        for group in Group::ALL {
            assert!(
                html.contains(&format!("action=\"{PAGE}/{}\"", group.key())),
                "{group:?} cannot be saved"
            );
        }
        let told = admin(t, "acme").get(API).expect(200).value();
        let names: Vec<&str> = told["settings"]
            .as_array()
            .expect("settings")
            .iter()
            .filter_map(|s| s["name"].as_str())
            .collect();
        assert_eq!(names, Setting::ALL.iter().map(|s| s.name).collect::<Vec<_>>());
        for setting in told["settings"].as_array().expect("settings") {
            assert_eq!(setting["source"], "preset", "{setting}");
            assert_eq!(setting["value"], setting["preset_value"], "{setting}");
            assert!(
                setting["allowed"].as_str().is_some_and(|text| !text.is_empty()),
                "{setting}"
            );
        }
        browser.post("/preferences", &[("language", "de"), ("back", "/")]);
        browser
            .open(PAGE)
            .expect(200)
            .says("Anmeldung und Passwörter")
            .says("Aus der Voreinstellung mssp.");
        assert!(!browser.html.contains('⟦'), "a German text is missing");
    });
}

/// What a person would type that is out of bounds, where a control lets one type at all.
fn nonsense(setting: &Setting) -> Option<&'static str> {
    match setting.kind {
        Kind::Number { .. } | Kind::Limit { .. } | Kind::Span { .. } => Some("-1"),
        Kind::Domains => Some("no domain!"),
        Kind::Zone => Some("Mars/Olympus"),
        Kind::Word(_) | Kind::Words(_) | Kind::Deletion => Some("nonsense"),
    }
}

#[test]
fn every_control_that_is_out_of_bounds_says_so_and_changes_nothing() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let mut browser = Browser::signed_in(t, "acme", &admin_of("acme"));
        for setting in Setting::ALL {
            let Some(bad) = nonsense(setting) else { continue };
            let answer = browser.post(&format!("{PAGE}/{}", setting.group.key()), &[(setting.name, bad)]);
            answer.expect(422);
        }
        let mut own = admin(t, "acme").get(API).expect(200).value();
        let settings = own["settings"].take();
        assert!(
            settings
                .as_array()
                .expect("settings")
                .iter()
                .all(|s| s["source"] == "preset"),
            "{settings}"
        );
    });
}

#[test]
fn an_admin_changes_a_section_and_brings_a_value_back() {
    on_both(|t| {
        t.portal("acme", "standard", Some(50));
        let mut browser = Browser::signed_in(t, "acme", &admin_of("acme"));
        browser
            .open(PAGE)
            .expect(200)
            .says("1 of 50 seats are taken. Only the provider changes the number of seats.");
        let wrong = [("lockout.failures", "2"), ("lockout.window_seconds", "20")];
        browser
            .press("Save: Locking", &wrong)
            .expect(422)
            .says("Enter a whole number from 3 to 100.");
        assert!(browser.title().starts_with("Error: "), "{}", browser.title());
        assert!(browser.html.contains("value=\"20\""), "what was typed is kept");
        browser
            .press("Save: Locking", &[("lockout.failures", "7")])
            .expect(200)
            .says("Saved.");
        browser
            .says("Changed here by admin@acme.example on")
            .says("Use the preset’s value: 5");
        let told = admin(t, "acme").get(API).value();
        let failures = told["settings"]
            .as_array()
            .expect("settings")
            .iter()
            .find(|s| s["name"] == "lockout.failures")
            .expect("it");
        assert_eq!(
            (&failures["value"], &failures["changed_by"]),
            (&json!(7), &json!("admin@acme.example"))
        );

        let mut second = browser.clone();
        browser
            .press("Save: Sign-in and passwords", &[("password.history", "9")])
            .expect(200);
        second
            .press("Save: Locking", &[("lockout.failures", "9")])
            .expect(422)
            .says("Somebody else has changed these settings meanwhile.");
        assert!(second.html.contains("value=\"9\""), "what was typed is kept");
        second.press("Save: Locking", &[]).expect(200).says("Saved.");

        let version = admin(t, "acme").get(API).value()["version"].to_string();
        let reset = [("version", version.as_str()), ("reset", "lockout.failures")];
        browser.post(&format!("{PAGE}/locking"), &reset).expect(303);
        let told = admin(t, "acme").get(API).value();
        let failures = told["settings"]
            .as_array()
            .expect("settings")
            .iter()
            .find(|s| s["name"] == "lockout.failures")
            .expect("it");
        assert_eq!((&failures["value"], &failures["source"]), (&json!(5), &json!("preset")));

        // A contradiction with another section is said where it was tried.
        browser
            .open(PAGE)
            .press("Save: Sign-in and passwords", &[("password.min_length", "8")]);
        browser
            .expect(422)
            .says("8 to 64 only where everyone needs a second factor");
        browser
            .open(PAGE)
            .press("Save: List and words", &[("language", "de"), ("vocabulary", "simple")])
            .expect(200);
        browser.open("/p/acme/users").says("Aktive Benutzer");
    });
}

#[test]
fn the_policy_belongs_to_those_who_set_it() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.user("acme", "mia@acme.example", "manager");
        Browser::signed_in(t, "acme", "mia@acme.example").open(PAGE).expect(403);
        let staff = Browser::signed_in(t, "provider", testkit::OWNER)
            .open(PAGE)
            .expect(200)
            .clone();
        assert!(
            staff.html.contains("href=\"/provider/portals/acme\""),
            "staff sets the seats"
        );
        t.portal("globex", "standard", None);
        let stranger = admin(t, "globex");
        stranger.get(API).expect(404);
        stranger
            .patch(API, &json!({"values": {"lockout.failures": 7}}))
            .expect(404);
    });
}

#[test]
fn a_program_changes_settings_against_the_version_it_saw() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let api: Client = admin(t, "acme");
        let read = api.get(API).expect(200);
        let seen = read.header("etag").to_owned();
        let change =
            json!({"values": {"invite_ttl_seconds": 3600, "blocked_domains": ["Rival.Example"]}, "language": "de"});
        let written = api.with("if-match", &seen).patch(API, &change).expect(200);
        assert_ne!(written.header("etag"), seen);
        let value = |name: &str| {
            let told = written.value();
            told["settings"]
                .as_array()
                .expect("settings")
                .iter()
                .find(|s| s["name"] == name)
                .expect("it")
                .clone()
        };
        assert_eq!(value("blocked_domains")["value"], json!(["rival.example"]));
        assert_eq!(
            (&value("invite_ttl_seconds")["value"], &written.value()["language"]),
            (&json!(3600), &json!("de"))
        );
        api.with("if-match", &seen).patch(API, &change).expect(412);
        let wrong = api.patch(
            API,
            &json!({"values": {"lockout.failures": 1, "session.idle_seconds": 61}}),
        );
        let errors = wrong.expect(400).value()["errors"].clone();
        let fields: Vec<&Value> = errors.as_array().expect("errors").iter().map(|e| &e["field"]).collect();
        assert_eq!(fields, ["lockout.failures", "session.idle_seconds"]);
        api.patch(API, &json!({})).expect(400);
        api.patch(API, &json!({"values": {"colour": "red"}})).expect(400);
        api.patch(API, &json!({"reset": ["invite_ttl_seconds"]})).expect(200);
    });
}
