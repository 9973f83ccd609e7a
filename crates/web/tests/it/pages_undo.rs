//! Undo and retry by pages and by the API (ui.md B9), and how confirmations follow the policy (C4).

use crate::browser::Browser;
use crate::support::admin;
use serde_json::json;
use testkit::{admin_of, on_both};

#[test]
fn undo_stands_in_the_strip_and_works_once() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let ids = ["ann", "bob"].map(|name| t.user("acme", &format!("{name}@acme.example"), "user"));
        let texts = ids.map(|id| id.to_string());
        let mut browser = Browser::signed_in(t, "acme", &admin_of("acme"));
        let fields = [
            ("ids", texts[0].as_str()),
            ("ids", texts[1].as_str()),
            ("confirm", "yes"),
        ];
        let answer = browser.post("/p/acme/users/bulk/deactivate", &fields);
        let there = answer.expect(303).header("location").to_owned();
        browser
            .open(&there)
            .says("Done. 2 users deactivated.")
            .says("Undo")
            .says("Details");
        let job = there.split("result=").nth(1).expect("an operation").to_owned();
        let undo = format!("/p/acme/jobs/{job}/undo");
        assert!(browser.html.contains(&undo), "the button of the strip");
        browser.open(&format!("/p/acme/jobs/{job}")).says("Undo");
        let answer = browser.post(&undo, &[]);
        let there = answer.expect(303).header("location").to_owned();
        browser.open(&there).says("Done. The changes of 2 users were undone.");
        assert_eq!(
            [t.status("acme", ids[0]), t.status("acme", ids[1])],
            ["ACTIVE", "ACTIVE"]
        );
        let answer = browser.post(&undo, &[]);
        assert_eq!(answer.expect(303).header("location"), format!("/p/acme/jobs/{job}"));
        browser.open(&format!("/p/acme/jobs/{job}")).says("Undone");
        assert!(!browser.html.contains(&undo), "once only");
        let api = admin(t, "acme");
        let again = api.post(&format!("/api/v1/portals/acme/operations/{job}/undo"), &json!({}));
        assert_eq!(again.expect(409).value()["code"], "already_undone");
    });
}

#[test]
fn what_cannot_be_taken_back_says_why() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let id = t.invite("acme", "ann@acme.example", "user").to_string();
        t.run_jobs();
        t.advance(model::time::Span::minutes(5));
        let mut browser = Browser::signed_in(t, "acme", &admin_of("acme"));
        let answer = browser.post("/p/acme/users/bulk/resend", &[("ids", id.as_str()), ("confirm", "yes")]);
        let there = answer.expect(303).header("location").to_owned();
        let job = there.split("result=").nth(1).expect("an operation").to_owned();
        browser
            .open(&format!("/p/acme/jobs/{job}"))
            .says("Sent mail cannot be taken back.");
        assert!(!browser.html.contains("/undo\""));
        let api = admin(t, "acme");
        let refused = api.post(&format!("/api/v1/portals/acme/operations/{job}/undo"), &json!({}));
        assert_eq!(refused.expect(409).value()["code"], "not_undoable");
        t.run_jobs();
    });
}

#[test]
fn who_was_left_can_be_tried_again() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let ids = ["ann", "bob", "cem"].map(|name| t.user("acme", &format!("{name}@acme.example"), "user").to_string());
        let api = admin(t, "acme");
        api.post("/api/v1/portals/acme/users/deactivate", &json!({"ids": ids}))
            .expect(200);
        let seats = |n| app::portals::edit(&t.owner(), "acme", &app::portals::Edit::Seats(Some(n))).expect("seats");
        seats(2);
        let activated = api
            .post("/api/v1/portals/acme/users/activate", &json!({"ids": ids}))
            .expect(200)
            .value();
        let job = activated["operation"].as_str().expect("an operation").to_owned();
        let mut browser = Browser::signed_in(t, "acme", &admin_of("acme"));
        browser
            .open(&format!("/p/acme/users?result={job}"))
            .says("Try the remaining 2");
        seats(9);
        browser
            .open(&format!("/p/acme/jobs/{job}"))
            .press("Try the remaining 2", &[])
            .expect(200);
        browser.says("Done. 2 users activated.");
        let nothing = api.post(&format!("/api/v1/portals/acme/operations/{job}/retry"), &json!({}));
        nothing.expect(200);
        t.run_jobs();
    });
}

/// Proves: C4, C5
#[test]
fn confirmations_follow_the_policy() {
    on_both(|t| {
        t.portal("acme", "workflow", None);
        let ann = t.user("acme", "ann@acme.example", "user");
        let mut browser = Browser::signed_in(t, "acme", &admin_of("acme"));
        let page = |action: &str| format!("/p/acme/users/{ann}/{action}");
        browser.open(&page("deactivate")).expect(200);
        assert!(browser.html.contains("data-confirm=\"2\""));
        browser.press("Deactivate user", &[]).expect(200);
        // Nothing is asked before activating here; without script the page still stands in between.
        browser.open(&page("activate")).expect(200).says("Activate Ann Test?");
        assert!(browser.html.contains("data-confirm=\"0\""));
        let api = admin(t, "acme");
        let typed = json!({"values": {"confirm.activate": "typed_email", "confirm.lock": "typed_count"}});
        api.patch("/api/v1/portals/acme/policy", &typed).expect(200);
        browser
            .open(&page("activate"))
            .says("Type the user’s e-mail, ann@acme.example, to confirm");
        assert!(browser.html.contains("data-confirm=\"3\""));
        browser
            .press("Activate user", &[("typed", "bob@acme.example")])
            .expect(422)
            .says("This is not the user’s e-mail.");
        assert_eq!(t.status("acme", ann), "INACTIVE");
        browser
            .press("Activate user", &[("typed", "ANN@acme.example")])
            .expect(200);
        assert_eq!(t.status("acme", ann), "ACTIVE");
        browser.open(&page("lock")).expect(200).says_not("Type");
        let id = ann.to_string();
        let forged = browser.post("/p/acme/users/bulk/lock", &[("ids", id.as_str()), ("confirm", "yes")]);
        forged.expect(422);
        assert_eq!(t.status("acme", ann), "ACTIVE", "the server judges what was typed");
        let counted = [("ids", id.as_str()), ("confirm", "yes"), ("typed", "1")];
        browser.post("/p/acme/users/bulk/lock", &counted).expect(303);
        assert_eq!(t.status("acme", ann), "LOCKED_BY_ADMIN");
    });
}

/// Proves: S2.11, S2.24, C23
#[test]
fn the_headings_say_the_zone_and_everybody_can_change_it() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let mut browser = Browser::signed_in(t, "acme", &admin_of("acme"));
        browser.open("/p/acme/users").says("Last signed in (GMT)");
        let api = admin(t, "acme");
        api.patch(
            "/api/v1/portals/acme/policy",
            &json!({"values": {"time_zone_shown": "Europe/Berlin"}}),
        )
        .expect(200);
        browser.open("/p/acme/users").says("Last signed in (Europe/Berlin)");
        browser.open("/p/acme/users?tz=UTC").says("Last signed in (GMT)");
        browser.open("/p/acme/jobs").says("Times in Europe/Berlin");
        browser.post("/preferences", &[("zone", "America/New_York"), ("back", "/")]);
        browser.open("/p/acme/users").says("Last signed in (America/New_York)");
        let csv = browser.open("/p/acme/users.csv?columns=everything").html.clone();
        assert!(csv.contains("Z\"") || csv.contains("Z,"), "files have UTC: {csv}");
    });
}
