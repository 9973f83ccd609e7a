//! Statements of the five documents that need a clock, two portals or staff; what one person sees in a browser is in
//! `e2e/tests/documents`.

use crate::browser::Browser;
use crate::support::Client;
use app::store::portals;
use model::policy::Policy;
use model::time::Span;
use testkit::{PASSWORD, TestApp, admin_of, on_both};

const ANN: &str = "ann@acme.example";
const NEW: &str = "seven purple elephants dancing";

fn policy(t: &TestApp, slug: &str, edit: impl Fn(&mut Policy)) {
    let write = t.db.write(|tx| {
        let mut portal = portals::by_slug(tx, slug)?.expect("the portal");
        edit(&mut portal.policy);
        portals::update(tx, &portal, t.clock.now())
    });
    write.expect("the policy");
}

fn enters(t: &TestApp, slug: &str, email: &str, password: &str) -> u16 {
    Client::new(t)
        .form(
            &format!("/p/{slug}/sign-in"),
            &[("name", email), ("password", password)],
        )
        .status
}

/// Proves: S0.28, S0.29
#[test]
fn the_link_of_an_admins_reset_works_for_a_day() {
    on_both(|t| {
        t.portal("acme", "workflow", None);
        let ann = t.user("acme", ANN, "user");
        let reset = |t: &TestApp| {
            let mut admin = Browser::signed_in(t, "acme", &admin_of("acme"));
            admin
                .open(&format!("/p/acme/users/{ann}/reset-password"))
                .press("Reset password", &[])
                .says("Done. Password reset sent to 1 user.");
            format!("/p/acme/reset/{}", t.link_to(ANN).expose())
        };
        let link = reset(t);
        t.advance(Span::seconds(86_399));
        Client::new(t).get(&link).expect(200);
        t.advance(Span::seconds(1));
        let late = Client::new(t).get(&link).expect(410);
        assert!(late.body.contains("This link has expired"), "{}", late.body);
        Client::new(t).form(&link, &[("password", NEW)]).expect(410);
        assert_eq!(enters(t, "acme", ANN, PASSWORD), 422, "nobody comes in in between");
        let link = reset(t);
        Client::new(t).form(&link, &[("password", NEW)]).expect(303);
        assert_eq!(enters(t, "acme", ANN, NEW), 303);
    });
}

/// Proves: S0.42
#[test]
fn a_deactivated_user_is_kept_for_a_time_and_then_erased() {
    on_both(|t| {
        t.portal("acme", "workflow", None);
        let ann = t.user("acme", ANN, "user");
        let back = t.user("acme", "back@acme.example", "user");
        let deactivate = |id| {
            Browser::signed_in(t, "acme", &admin_of("acme"))
                .open(&format!("/p/acme/users/{id}/deactivate"))
                .press("Deactivate user", &[])
                .says("Done. 1 user deactivated.");
        };
        deactivate(ann);
        deactivate(back);
        t.advance(Span::days(60));
        Browser::signed_in(t, "acme", &admin_of("acme"))
            .open(&format!("/p/acme/users/{back}/activate"))
            .press("Activate user", &[])
            .says("Done. 1 user activated.");
        t.advance(Span::seconds(30 * 86_400 - 1));
        t.run_jobs();
        assert_eq!(t.status_or_gone("acme", ann), "INACTIVE");
        t.advance(Span::seconds(1));
        t.run_jobs();
        assert_eq!(t.status_or_gone("acme", ann), "gone");
        assert_eq!(t.status_or_gone("acme", back), "ACTIVE");
        Browser::signed_in(t, "acme", &admin_of("acme"))
            .open("/p/acme/activity")
            .expect(200)
            .says("Erased user ")
            .says_not(ANN);
    });
}

/// Proves: S2.16, S2.20
#[test]
fn an_expired_password_is_said_in_the_list() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        policy(t, "acme", |policy| policy.password.max_age_days = Some(90));
        let ann = t.user("acme", ANN, "user");
        t.advance(Span::seconds(90 * 86_400 - 1));
        t.run_jobs();
        assert_eq!(t.status("acme", ann), "ACTIVE");
        t.advance(Span::seconds(1));
        t.run_jobs();
        assert_eq!(t.status("acme", ann), "AWAITING_NEW_PASSWORD");
    });
}

/// Proves: S4.14, S2.27, S2.18
#[test]
fn an_invitation_works_for_seven_days_and_can_be_sent_again() {
    on_both(|t| {
        t.portal("acme", "simple", None);
        let ann = t.invite("acme", ANN, "user");
        let link = |t: &TestApp| format!("/p/acme/invite/{}", t.link_to(ANN).expose());
        let old = link(t);
        t.advance(Span::seconds(7 * 86_400 - 1));
        Client::new(t).get(&old).expect(200);
        t.advance(Span::seconds(1));
        t.run_jobs();
        let late = Client::new(t).get(&old).expect(410);
        assert!(late.body.contains("This invitation has expired"), "{}", late.body);
        let mut admin = Browser::signed_in(t, "acme", &admin_of("acme"));
        admin
            .open("/p/acme/users?cat=pending")
            .says("Pending invitations, 1 of 1");
        admin
            .open(&format!("/p/acme/users/{ann}/resend"))
            .press("Send invitation", &[])
            .says("Done. Invitation e-mail sent to 1 user.");
        Client::new(t).form(&link(t), &[("password", PASSWORD)]).expect(303);
        assert_eq!(t.status("acme", ann), "ACTIVE");
    });
}

/// Proves: S1.2, S1.3, S1.4, S1.13, S1.21
#[test]
fn a_technician_adds_disables_enables_and_deletes_in_an_assigned_portal() {
    on_both(|t| {
        t.portal("acme", "mssp", None);
        let tina = t.user("provider", "tina@provider.example", "technician");
        let mut tina = {
            app::portals::assign(&t.owner(), tina, &[String::from("acme")]).expect("the assignment");
            Browser::signed_in(t, "provider", "tina@provider.example")
        };
        let form = [("first_name", "Ann"), ("email", ANN), ("role", "user")];
        tina.open("/p/acme/users/new")
            .press("Invite", &form)
            .expect(200)
            .says(ANN);
        t.accept("acme", ANN);
        // Adding an admin is a procedure of its own, where a portal has exactly one.
        let admin = [("first_name", "Bob"), ("email", "bob@acme.example"), ("role", "admin")];
        tina.open("/p/acme/users/new").press("Invite", &admin).expect(422);
        tina.open("/p/acme/users?q=ann").expect(200);
        let ann = format!("/p/acme/users/{}", tina.ids().remove(0));
        for (action, button, told) in [
            ("deactivate", "Disable user", "Done. 1 user disabled."),
            ("activate", "Enable user", "Done. 1 user enabled."),
            ("delete", "Delete user", "Done. 1 user deleted."),
        ] {
            tina.open(&format!("{ann}/{action}"))
                .expect(200)
                .press(button, &[])
                .expect(200)
                .says(told);
        }
        tina.open(&ann).expect(404);
    });
}

/// Proves: S1.22
#[test]
fn leaving_one_portal_says_nothing_about_another() {
    on_both(|t| {
        for slug in ["acme", "globex"] {
            t.portal(slug, "mssp", None);
        }
        let here = t.user("acme", "ann@both.example", "user");
        let there = t.user("globex", "ann@both.example", "user");
        Browser::signed_in(t, "acme", &admin_of("acme"))
            .open(&format!("/p/acme/users/{here}/delete"))
            .press("Delete user", &[])
            .says("Done. 1 user deleted.");
        assert_eq!(enters(t, "acme", "ann@both.example", PASSWORD), 422);
        assert_eq!(enters(t, "globex", "ann@both.example", PASSWORD), 303);
        assert_eq!(t.status("globex", there), "ACTIVE");
    });
}

/// Where a portal's people do not sign in with a password there is none to reset.
///
/// Proves: S0.32
#[test]
fn without_passwords_nobody_signs_in_by_one_or_has_it_reset() {
    on_both(|t| {
        t.portal("acme", "workflow", None);
        let ann = t.user("acme", ANN, "user");
        let mut admin = Browser::signed_in(t, "acme", &admin_of("acme"));
        policy(t, "acme", |policy| policy.password_sign_in = model::policy::Switch::Off);
        assert_eq!(enters(t, "acme", ANN, PASSWORD), 422);
        Browser::new(t)
            .open("/p/acme/sign-in")
            .expect(200)
            .says_not("Forgot password?");
        admin
            .open(&format!("/p/acme/users/{ann}/reset-password"))
            .expect(200)
            .says("This portal's users do not sign in with a password.");
        policy(t, "acme", |policy| policy.password_sign_in = model::policy::Switch::On);
        assert_eq!(enters(t, "acme", ANN, PASSWORD), 303);
    });
}
