//! Passwords by pages: forgotten, reset by an admin, changed; and the ends of an account with what is typed for them.

use crate::browser::Browser;
use app::store::portals;
use model::ids::UserId;
use model::policy::SignInWith;
use model::time::Span;
use testkit::{PASSWORD, TestApp, admin_of, on_both};

const NEW: &str = "seven purple elephants dancing";
const NEWER: &str = "eleven quiet harbours at dawn";
const ANN: &str = "ann@acme.example";

/// A portal with Ann in it, and its admin at a browser.
fn world(t: &TestApp, preset: &str) -> (Browser, UserId) {
    t.portal("acme", preset, None);
    let ann = t.user("acme", ANN, "user");
    (Browser::signed_in(t, "acme", &admin_of("acme")), ann)
}

fn sign_in(t: &TestApp, password: &str) -> Browser {
    let mut browser = Browser::new(t);
    browser
        .open("/p/acme/sign-in")
        .press("Sign in", &[("name", ANN), ("password", password)]);
    browser
}

/// The page of the newest link mailed to Ann.
fn reset_link(t: &TestApp) -> String {
    format!("/p/acme/reset/{}", t.link_to(ANN).expose())
}

fn forget(t: &TestApp, name: &str) -> Browser {
    let mut browser = Browser::new(t);
    browser.open("/p/acme/sign-in").click("Forgot password?").expect(200);
    browser.press("Send link", &[("name", name)]).expect(200);
    browser
}

/// Proves: S2.19
#[test]
fn a_forgotten_password_is_set_anew_by_mail_s2_19() {
    on_both(|t| {
        let (mut admin, ann) = world(t, "standard");
        let mut other = sign_in(t, PASSWORD);
        forget(t, ANN);
        admin
            .open(&format!("/p/acme/users/{ann}/security"))
            .expect(200)
            .says("State Set Since 22 Nov 2026 14:05 GMT Reset asked for 22 Nov 2026 14:05 GMT");
        admin.open(&format!("/p/acme/users/{ann}")).says("Password reset · ");
        let link = reset_link(t);
        let mut browser = Browser::new(t);
        browser.open(&link).expect(200);
        browser.open(&link).expect(200).says("Set a new password for ACME");
        assert!(browser.html.contains(&format!("value=\"{ANN}\"")), "whose it is");
        assert!(
            !browser.html.split("<main").next().unwrap_or_default().contains(&link),
            "the secret is in no form of the frame"
        );
        browser.press("Set password", &[("password", "short")]).expect(422);
        browser.says("Use at least 15 characters").says(": not met");
        assert!(!browser.html.contains("short"), "a password is not shown again");
        browser
            .press("Set password", &[("password", PASSWORD)])
            .expect(422)
            .says("You have used this password before: choose another.");
        other.open("/p/acme/account").expect(200).says("Your account");
        browser
            .press("Set password", &[("password", NEW)])
            .expect(200)
            .says("Sign in to ACME")
            .says("Your new password is set. Sign in with it.");
        other.open("/p/acme/account").says("Sign in to ACME");
        sign_in(t, PASSWORD).expect(422);
        sign_in(t, NEW).expect(200).says("Your account");
    });
}

#[test]
fn whoever_asks_gets_the_same_answer() {
    on_both(|t| {
        let (_, _) = world(t, "standard");
        t.invite("acme", "new@acme.example", "user");
        let answers = [ANN, "nobody@acme.example", "new@acme.example", "what?"].map(|name| {
            let browser = forget(t, name);
            (browser.at.clone(), browser.text())
        });
        insta::allow_duplicates! { insta::assert_snapshot!(answers[0].1, @"Forgot password – ACME Skip to main content A ACME Look into your mailbox If an account exists for that address, we have sent a link. It works for 1 hour. No mail? Look among unwanted mail, wait a minute, then ask again. Back to sign-in Portico 0.0.0-test") }
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
        t.run_jobs();
        let mails = t.mail.list();
        let asked = mails.iter().filter(|m| m.mail.text.contains("/reset/"));
        assert_eq!(asked.map(|m| m.mail.to.as_str()).collect::<Vec<_>>(), [ANN]);
        let mut browser = Browser::new(t);
        browser
            .open("/p/acme/forgot")
            .press("Send link", &[("name", " ")])
            .expect(422)
            .says("Enter your e-mail.");
        assert!(browser.title().starts_with("Error: "), "{}", browser.title());
        browser.open("/p/nowhere/forgot").expect(404);
    });
}

/// What no page sets yet: people sign in with usernames, and links work for half an hour.
fn with_usernames(t: &TestApp) {
    let write = t.db.write(|tx| {
        let mut portal = portals::by_slug(tx, "acme")?.expect("the portal");
        portal.policy.sign_in_with = SignInWith::Username;
        portal.policy.reset_ttl_self_seconds = 1_800;
        portals::update(tx, &portal, t.clock.now())
    });
    write.expect("the policy");
}

/// Proves: S2.31
#[test]
fn portals_with_usernames_ask_for_the_username() {
    on_both(|t| {
        world(t, "standard");
        with_usernames(t);
        forget(t, "user.ann")
            .says("If an account exists for that username, we have sent a link. It works for 30 minutes.");
        let mut browser = Browser::new(t);
        browser
            .open(&reset_link(t))
            .expect(200)
            .says("This link works until 22 Nov 2026 14:35 GMT.");
        browser
            .open("/p/acme/sign-in")
            .press("Sign in", &[("name", "user.ann"), ("password", PASSWORD)])
            .expect(200);
        browser.open("/p/acme/account/password").expect(200);
        assert!(browser.html.contains("value=\"user.ann\" autocomplete=\"username\""));
    });
}

#[test]
fn every_dead_link_says_why_and_leads_to_a_new_one() {
    on_both(|t| {
        let (_, ann) = world(t, "standard");
        let mut browser = Browser::new(t);
        forget(t, ANN);
        let replaced = reset_link(t);
        t.advance(Span::minutes(2));
        forget(t, ANN);
        let used = reset_link(t);
        browser
            .open(&replaced)
            .expect(410)
            .says("This link no longer works")
            .says("Look for a newer mail.");
        browser
            .open(&used)
            .press("Set password", &[("password", NEW)])
            .expect(200);
        browser
            .open(&used)
            .expect(410)
            .says("This link has been used")
            .says("was set with it on 22 Nov 2026 14:07 GMT.");
        // A form that was open when somebody else used the link.
        let late = browser.post(&used, &[("password", NEWER)]);
        assert_eq!(late.status, 410);
        browser.open(&used).click("Send me a new link").expect(200);
        assert_eq!(browser.at, "/p/acme/forgot");
        t.advance(Span::minutes(2));
        browser.press("Send link", &[("name", ANN)]).expect(200);
        let expired = reset_link(t);
        t.advance(Span::hours(1));
        browser
            .open(&expired)
            .expect(410)
            .says("This link has expired")
            .says("worked until 22 Nov 2026 15:09 GMT.");
        browser.open(&expired).click("Send me a new link").expect(200);
        for unknown in ["/p/acme/reset/nonsense", "/p/acme/reset/%20%00%F0%9F%98%80"] {
            browser
                .open(unknown)
                .expect(404)
                .says("This link does not work")
                .says_not("ACME for");
            assert_eq!(browser.post(unknown, &[("password", NEW)]).status, 404);
        }
        // A link of one portal, or of one purpose, is none elsewhere.
        t.portal("globex", "standard", None);
        t.advance(Span::minutes(2));
        forget(t, ANN);
        let live = reset_link(t);
        browser.open(&live.replace("/acme/", "/globex/")).expect(404);
        browser.open(&live.replace("/reset/", "/invite/")).expect(404);
        // Whoever is locked cannot come in by a mail of before.
        let mut admin = Browser::signed_in(t, "acme", &admin_of("acme"));
        admin
            .open(&format!("/p/acme/users/{ann}/lock"))
            .press("Lock user", &[])
            .expect(200);
        browser.open(&live).expect(410).says("This link no longer works");
    });
}

#[test]
fn changing_ones_own_password_goes_on_under_a_new_cookie() {
    on_both(|t| {
        world(t, "standard");
        let (mut here, mut elsewhere) = (sign_in(t, PASSWORD), sign_in(t, PASSWORD));
        let mut stolen = here.clone();
        here.open("/p/acme/account").click("Password").expect(200);
        assert_eq!(here.at, "/p/acme/account/password");
        here.press("Set password", &[("current_password", "not it"), ("password", NEW)])
            .expect(422)
            .says("This is not your current password.");
        assert!(here.title().starts_with("Error: "), "{}", here.title());
        assert!(
            here.html.contains("href=\"#current_password\""),
            "the summary leads to the field"
        );
        assert!(!here.html.contains("not it") && !here.html.contains(NEW));
        here.press("Set password", &[("current_password", PASSWORD), ("password", "short")])
            .expect(422)
            .says("Use at least 15 characters");
        assert!(here.html.contains("href=\"#password\""));
        elsewhere.open("/p/acme/account").expect(200).says(ANN);
        here.press("Set password", &[("current_password", PASSWORD), ("password", NEW)])
            .expect(200)
            .says("Done. Your password is set, and you are signed out everywhere else.");
        here.open("/p/acme/account/sessions")
            .expect(200)
            .says("This device")
            .says_not("Sign out all others");
        elsewhere.open("/p/acme/account").says("Sign in to ACME");
        stolen.open("/p/acme/account").says("Sign in to ACME");
        sign_in(t, PASSWORD).expect(422);
        sign_in(t, NEW).expect(200);
        // Provider staff inside a customer's portal have their password elsewhere.
        let mut owner = Browser::signed_in(t, "provider", testkit::OWNER);
        owner.open("/p/acme/account/password").expect(200);
        assert_eq!(owner.at, "/p/provider/account/password");
        let sent = owner.post(
            "/p/acme/account/password",
            &[("current_password", PASSWORD), ("password", NEW)],
        );
        assert_eq!(sent.header("location"), "/p/provider/account/password");
        Browser::signed_in(t, "provider", testkit::OWNER);
    });
}

/// Proves: S2.15, S2.17, S2.28
#[test]
fn a_locked_user_is_out_at_once_and_back_after_unlocking_s2_28() {
    on_both(|t| {
        let (mut admin, ann) = world(t, "standard");
        let mut browser = sign_in(t, PASSWORD);
        browser.open("/p/acme/account").expect(200).says(ANN);
        let own = format!("/p/acme/users/{ann}");
        admin.open(&own).click("Lock").expect(200).says("Lock Ann Test?");
        admin
            .press("Lock user", &[("reason", "lost laptop")])
            .expect(200)
            .says("Done. 1 user locked.")
            .says("Locked by admin");
        browser.open("/p/acme/account").says("Sign in to ACME");
        sign_in(t, PASSWORD).expect(422);
        admin
            .open(&format!("{own}/security"))
            .says("Kind By an admin By admin@acme.example Reason lost laptop")
            .says("Not signed in anywhere.");
        admin.open(&format!("{own}/lock")).says("The user is already locked.");
        admin
            .open(&own)
            .click("Unlock")
            .expect(200)
            .press("Unlock user", &[])
            .expect(200)
            .says("Done. 1 user unlocked.");
        browser.open("/p/acme/account").says("Sign in to ACME");
        sign_in(t, PASSWORD).expect(200);
        for _ in 0..5 {
            sign_in(t, "wrong").expect(422);
        }
        admin
            .open(&format!("{own}/security"))
            .says("Kind Automatic, after 5 wrong passwords Ends 22 Nov 2026 14:20 GMT");
    });
}

/// Proves: S0.27, S0.28, S0.29, S2.16
#[test]
fn an_admins_reset_voids_the_password_at_once_s0_27() {
    on_both(|t| {
        let (mut admin, ann) = world(t, "standard");
        let mut browser = sign_in(t, PASSWORD);
        let own = format!("/p/acme/users/{ann}");
        admin.open(&own).click("Reset password").expect(200);
        admin.says("Send Ann Test a password reset?");
        admin
            .press("Reset password", &[])
            .expect(200)
            .says("Done. Password reset sent to 1 user.")
            .says("Awaiting new password");
        browser.open("/p/acme/account").says("Sign in to ACME");
        sign_in(t, PASSWORD).expect(422);
        admin
            .open(&format!("{own}/security"))
            .says("State Must be set anew Since 22 Nov 2026 14:05 GMT");
        let link = reset_link(t);
        let mail = t.mail.list().pop().expect("a mail").mail;
        assert_eq!(
            (mail.to.as_str(), mail.subject.as_str()),
            (ANN, "Set a new password for ACME")
        );
        assert!(mail.text.contains("admin@acme.example"), "{}", mail.text);
        browser
            .open(&link)
            .press("Set password", &[("password", NEW)])
            .expect(200)
            .press("Sign in", &[("name", ANN), ("password", NEW)])
            .expect(200)
            .says("Your account");
        sign_in(t, PASSWORD).expect(422);
        admin
            .open(&format!("{own}/security"))
            .says("State Set Since")
            .says_not("Reset asked for");
    });
}

/// Proves: S3.11, S3.12, S3.13, S3.14
#[test]
fn deleting_wants_the_address_typed_and_inviting_again_keeps_the_id_s3_11_s3_14() {
    on_both(|t| {
        let (mut admin, ann) = world(t, "standard");
        let mut browser = sign_in(t, PASSWORD);
        let own = format!("/p/acme/users/{ann}");
        admin.open(&own).click("Delete").expect(200).says("Delete Ann Test?");
        admin.says("Type the user’s e-mail, ann@acme.example, to confirm");
        admin
            .press("Delete user", &[("typed", "ann@acme.exampl"), ("reason", "left us")])
            .expect(422)
            .says("This is not the user’s e-mail.");
        assert!(
            admin.html.contains("value=\"ann@acme.exampl\""),
            "what was typed is kept"
        );
        assert!(admin.html.contains("value=\"left us\""), "the reason too");
        assert_eq!(t.status("acme", ann), "ACTIVE");
        admin
            .press("Delete user", &[("typed", "  Ann@ACME.example ")])
            .expect(200)
            .says("Done. 1 user deleted.");
        assert!(admin.at.starts_with("/p/acme/users?result="), "{}", admin.at);
        assert_eq!(admin.rows(), ["No name yet"]);
        browser.open("/p/acme/account").says("Sign in to ACME");
        admin.open("/p/acme/users?cat=deleted").expect(200);
        assert_eq!(admin.ids(), [ann.to_string()]);
        admin.click("Invite again").expect(200).says("Invite Ann Test again?");
        admin
            .press("Send invitation", &[])
            .expect(200)
            .says("Done. 1 user was invited again.");
        assert_eq!(t.status("acme", ann), "INVITED");
        sign_in(t, PASSWORD).expect(422);
        t.accept("acme", ANN);
        sign_in(t, PASSWORD).expect(200);
        admin
            .open(&format!("{own}/activity"))
            .says("Deleted user")
            .says("Accepted invitation");
    });
}

/// Proves: S0.43, S0.44
#[test]
fn deleting_many_wants_their_number_and_erasing_leaves_a_pseudonym_s0_44() {
    on_both(|t| {
        let (mut admin, ann) = world(t, "standard");
        let bob = t.user("acme", "bob@acme.example", "user");
        let ids = [ann.to_string(), bob.to_string()];
        let ticked: Vec<(&str, &str)> = ids.iter().map(|id| ("ids", id.as_str())).collect();
        admin.open("/p/acme/users").press("Delete", &ticked).expect(200);
        admin.says("Delete 2 users?").says("Type 2 to confirm");
        admin
            .press("Delete 2 users", &[("typed", "3")])
            .expect(422)
            .says("This is not the number of users.");
        assert!(admin.html.contains("value=\"3\""), "what was typed is kept");
        admin
            .press("Delete 2 users", &[("typed", " 2 ")])
            .expect(200)
            .says("Done. 2 users deleted.");
        // The script lets nothing through: a form without what is typed is asked again.
        let forged = [("ids", ids[0].as_str()), ("confirm", "yes")];
        assert_eq!(admin.post("/p/acme/users/bulk/erase", &forged).status, 422);
        admin
            .open(&format!("/p/acme/users/{ann}/erase"))
            .expect(200)
            .says("Erase Ann Test and all personal data?");
        admin.press("Erase for good", &[("typed", "")]).expect(422);
        admin
            .press("Erase for good", &[("typed", ANN)])
            .expect(200)
            .says("Done. 1 user erased.");
        admin.open("/p/acme/users?cat=deleted").expect(200);
        assert_eq!(admin.ids(), [bob.to_string()]);
        admin.open(&format!("/p/acme/users/{ann}")).expect(404);
        admin
            .open("/p/acme/activity?action=user.erased")
            .expect(200)
            .says("Erased user ")
            .says_not(ANN);
        admin
            .open("/p/acme/activity")
            .says("bob@acme.example")
            .says_not(ANN)
            .says_not("Ann Test");
    });
}

/// Proves: S0.44, S0.45, S2.29
#[test]
fn where_deleting_is_final_a_dialog_is_enough_s0_41() {
    on_both(|t| {
        let (mut admin, ann) = world(t, "workflow");
        admin.open("/p/acme/users").expect(200).says("2 Active users");
        admin
            .open(&format!("/p/acme/users/{ann}/delete"))
            .expect(200)
            .says("All personal data is erased. This cannot be undone.")
            .says_not("to confirm");
        admin
            .press("Delete user", &[])
            .expect(200)
            .says("Done. 1 user deleted.");
        admin.says("1 Active users");
        assert_eq!(admin.rows(), ["No name yet"]);
        assert_eq!(t.status_or_gone("acme", ann), "gone");
        admin.open(&format!("/p/acme/users/{ann}")).expect(404);
        admin.open("/p/acme/activity").says("Erased user ").says_not(ANN);
        t.assert_clean();
    });
}
