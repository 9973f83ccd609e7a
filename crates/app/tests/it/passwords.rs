//! Wrong passwords lock for a while (S2.15), forgotten ones are replaced by mail (S2.19) and block nobody (I10).

use app::users::password;
use app::{AppError, sign_in};
use model::time::Span;
use testkit::{PASSWORD, TestApp, on_both};

const NEW: &str = "seven purple elephants dancing";

fn enter(t: &TestApp, password: &str) -> Result<app::keys::Secret, AppError> {
    sign_in::sign_in(&t.app, "acme", "ann@acme.example", password, t.app.own_request()).map(|s| s.secret)
}

/// Proves: S2.15, S2.21
#[test]
fn five_wrong_passwords_lock_for_a_quarter_of_an_hour_s2_15() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let ann = t.user("acme", "ann@acme.example", "user");
        let session = enter(t, PASSWORD).unwrap();
        for _ in 0..4 {
            enter(t, "wrong").unwrap_err();
        }
        enter(t, PASSWORD).unwrap();
        for _ in 0..5 {
            assert_eq!(
                t.status("acme", ann),
                "ACTIVE",
                "a right password starts the count again"
            );
            enter(t, "wrong").unwrap_err();
        }
        assert_eq!(t.status("acme", ann), "AUTO_LOCKED");
        assert_eq!(
            enter(t, PASSWORD).unwrap_err(),
            AppError::SignInFailed,
            "the right one is refused like a wrong one"
        );
        t.advance(Span::minutes(15));
        t.run_jobs();
        assert_eq!(t.status("acme", ann), "ACTIVE");
        enter(t, PASSWORD).unwrap();
        assert!(
            t.app.caller_of_session(&session).is_ok(),
            "guessing ends nobody's session (I10)"
        );
    });
}

/// Proves: S2.19
#[test]
fn a_forgotten_password_is_replaced_by_mail_and_blocks_nothing_s2_19() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let ann = t.user("acme", "ann@acme.example", "user");
        let ask = |who: &str| password::forgot(&t.app, "acme", who, t.app.own_request());
        ask("ann@acme.example").unwrap();
        ask("nobody@acme.example").unwrap();
        assert_eq!(t.status("acme", ann), "RECOVERY");
        let session = enter(t, PASSWORD).expect("the old password still works");
        ask("ann@acme.example").unwrap();
        t.run_jobs();
        let resets = t.mail.list().iter().filter(|m| m.mail.text.contains("/reset/")).count();
        assert_eq!(resets, 1, "one mail a minute");

        let link = t.link_to("ann@acme.example");
        let short = password::reset(&t.app, "acme", &link, "short", t.app.own_request()).unwrap_err();
        assert_eq!(short.code(), "invalid");
        let old = password::reset(&t.app, "acme", &link, PASSWORD, t.app.own_request()).unwrap_err();
        assert_eq!(
            old.to_string(),
            "password: You have used this password before: choose another."
        );
        password::reset(&t.app, "acme", &link, NEW, t.app.own_request()).unwrap();
        let again = password::reset(&t.app, "acme", &link, NEW, t.app.own_request()).unwrap_err();
        assert_eq!(again.code(), "link_not_valid");
        assert_eq!(t.status("acme", ann), "ACTIVE");
        assert!(
            t.app.caller_of_session(&session).is_err(),
            "a new password ends other access"
        );
        enter(t, PASSWORD).unwrap_err();
        enter(t, NEW).unwrap();
    });
}

#[test]
fn a_reset_link_works_for_an_hour() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.user("acme", "ann@acme.example", "user");
        password::forgot(&t.app, "acme", "ann@acme.example", t.app.own_request()).unwrap();
        let link = t.link_to("ann@acme.example");
        t.advance(Span::seconds(3_599));
        assert!(matches!(
            password::look(&t.app, "acme", &link).unwrap().state,
            app::users::accept::LinkState::Live { .. }
        ));
        t.advance(Span::seconds(1));
        let late = password::reset(&t.app, "acme", &link, NEW, t.app.own_request()).unwrap_err();
        assert_eq!(late.code(), "link_not_valid");
    });
}

#[test]
fn changing_ones_password_keeps_this_session_and_ends_the_others() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.user("acme", "ann@acme.example", "user");
        let other = enter(t, PASSWORD).unwrap();
        let ctx = t.ctx("acme", "ann@acme.example");
        let wrong = password::change(&ctx, "not it", NEW).unwrap_err();
        assert_eq!(
            wrong.to_string(),
            "current_password: This is not your current password."
        );
        let fresh = password::change(&ctx, PASSWORD, NEW).unwrap();
        assert!(t.app.caller_of_session(&fresh.secret).is_ok());
        assert!(t.app.caller_of_session(&other).is_err());
        t.run_jobs();
        let told = t.mail.list().pop().unwrap().mail;
        assert_eq!(
            (told.to.as_str(), told.subject.as_str()),
            ("ann@acme.example", "Your password for ACME was set")
        );
    });
}
