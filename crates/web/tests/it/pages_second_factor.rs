//! The second factor by pages: at sign-in, in the own account, at the end of onboarding; and that a session on its way in
//! opens nothing else.

use crate::browser::Browser;
use crate::support::{Client, admin};
use model::policy::MfaRequired;
use model::time::Span;
use testkit::phone::Phone;
use testkit::{PASSWORD, TestApp, admin_of, on_both};
use web::router::PAGES;

const ANN: &str = "ann@acme.example";
const NEW: &str = "seven purple elephants dancing";
const HALF_A_MINUTE: Span = Span::seconds(30);

/// Somebody who has given name and password.
fn at_the_door(t: &TestApp) -> Browser {
    let mut browser = Browser::new(t);
    browser
        .open("/p/acme/sign-in?next=%2Fp%2Facme%2Faccount%2Fsessions")
        .press("Sign in", &[("name", ANN), ("password", PASSWORD)]);
    browser
}

/// The phone that somebody has who types the secret of this page.
fn phone_of(browser: &Browser) -> Phone {
    let text = browser.text();
    let (_, rest) = text.split_once("into the app instead: ").expect("the secret");
    let groups: Vec<&str> = rest.split(' ').take(8).collect();
    Phone::with_secret(&groups.join(" "))
}

fn codes_of(browser: &Browser) -> Vec<String> {
    let text = browser.text();
    let codes = text
        .split_whitespace()
        .filter(|word| word.len() == 19 && word.matches('-').count() == 3);
    codes.map(String::from).collect()
}

/// The address of a route. What it names need not be there: nobody gets as far as looking.
fn path(route: &str) -> String {
    let mut path = route.replace("{portal}", "acme").replace("{customer}", "acme");
    while let (Some(start), Some(end)) = (path.find('{'), path.find('}')) {
        path.replace_range(start..=end, "0198c0de-0000-7000-8000-000000000000");
    }
    path
}

/// Opens every page with a session on its way in: what is closed to strangers leads to the one page that mends it, what is
/// open to strangers stays as it is for them.
fn opens_nothing(t: &TestApp, halfway: &Browser, mends: &str) {
    let form = [("content-type", "application/x-www-form-urlencoded")];
    for (method, route) in PAGES {
        let path = path(route);
        let own_step = route.contains("/sign-in/") || route.ends_with("/sign-out") || *route == "/setup";
        if own_step {
            continue;
        }
        let method = method.to_uppercase();
        let ask = |mut browser: Browser, headers: &[(&str, &str)]| {
            let body = if method == "GET" { "" } else { "first_name=" };
            browser.raw(&method, &path, headers, body)
        };
        let stranger = ask(Browser::new(t), &form);
        let reply = ask(halfway.clone(), &form);
        if !stranger.header("location").starts_with("/p/acme/sign-in")
            && !stranger.header("location").starts_with("/p/provider/sign-in")
        {
            assert_eq!(reply.status, stranger.status, "{method} {path} is for everybody");
            continue;
        }
        let to = reply.header("location");
        assert_eq!(
            (reply.status, to.split('?').next()),
            (303, Some(mends)),
            "{method} {path}"
        );
        let fragment = ask(halfway.clone(), &[form[0], ("x-fragment", "list")]);
        assert_eq!(fragment.status, 401, "{method} {path} as a fragment");
        assert!(fragment.header("x-sign-in").starts_with(mends), "{method} {path}");
    }
}

/// Proves: S2.16, S2.30
#[test]
fn a_session_on_its_way_in_opens_the_page_that_mends_it_and_nothing_else() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.rule("acme", |policy| policy.password.max_age_days = Some(30));
        t.user("acme", ANN, "admin");
        t.want_second_factor("acme", MfaRequired::Admins);
        let browser = at_the_door(t);
        assert_eq!(
            browser.at,
            "/p/acme/sign-in/enrol?next=%2Fp%2Facme%2Faccount%2Fsessions"
        );
        opens_nothing(t, &browser, "/p/acme/sign-in/enrol");
        t.advance(Span::days(30));
        let browser = at_the_door(t);
        opens_nothing(t, &browser, "/p/acme/sign-in/new-password");
        t.rule("acme", |policy| policy.password.max_age_days = None);
        let _ = t.enrol("acme", ANN);
        let mut browser = at_the_door(t);
        opens_nothing(t, &browser, "/p/acme/sign-in/code");
        // Of the steps only the next one is open.
        for other in ["enrol", "new-password"] {
            browser.open(&format!("/p/acme/sign-in/{other}")).expect(200);
            assert_eq!(browser.at, "/p/acme/sign-in/code");
            let sent = browser.post(&format!("/p/acme/sign-in/{other}"), &[("code", "000000")]);
            assert_eq!(sent.header("location"), "/p/acme/sign-in/code");
        }
        // And signing out.
        browser.press("Sign out", &[]).expect(200).says("You are signed out.");
        browser.open("/p/acme/sign-in/code").expect(200);
        assert_eq!(browser.at, "/p/acme/sign-in");
    });
}

/// Proves: S2.30
#[test]
fn set_up_in_the_account_and_asked_for_at_the_next_sign_in() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let ann = t.user("acme", ANN, "user");
        let mut browser = Browser::signed_in(t, "acme", ANN);
        browser.open("/p/acme/account").click("Security").expect(200);
        browser.says("Off: only your password protects your account.");
        browser.click("Set up").expect(200);
        assert!(
            browser.html.contains("<img src=\"data:image/svg+xml;base64,"),
            "the picture"
        );
        assert!(browser.html.contains("inputmode=\"numeric\""), "digits");
        let phone = phone_of(&browser);
        browser
            .press("Confirm", &[("password", "not it"), ("code", &t.code(&phone))])
            .expect(422)
            .says("This is not your current password.");
        browser
            .press("Confirm", &[("password", PASSWORD), ("code", "000000")])
            .expect(422)
            .says("This code is not right, or was used already.");
        assert!(browser.title().starts_with("Error: "), "{}", browser.title());
        browser
            .press("Confirm", &[("password", PASSWORD), ("code", &t.code(&phone))])
            .expect(200)
            .says("They are not shown again.");
        let codes = codes_of(&browser);
        assert_eq!(codes.len(), 10, "{}", browser.text());
        browser.click("I have kept them").expect(200);
        browser.says("On since 22 Nov 2026 14:05 GMT Recovery codes left 10 of 10");
        browser.open("/p/acme/account/security/set-up");
        assert_eq!(browser.at, "/p/acme/account/security", "there is one already");

        let mut door = at_the_door(t);
        door.expect(200);
        insta::allow_duplicates! { insta::assert_snapshot!(door.text(), @"Sign in – ACME Skip to main content A ACME Enter your code Open your authenticator app and enter the six digits that it shows for this account. Code After 5 wrong tries the account locks for 15 minutes. Continue Use a recovery code instead Sign out Portico 0.0.0-test") }
        assert!(door.html.contains("autocomplete=\"one-time-code\""));
        door.press("Continue", &[("code", &t.code(&phone))])
            .expect(422)
            .says("This code is not right, or was used already.");
        assert!(!door.html.contains(&t.code(&phone)), "it is not shown again");
        t.advance(HALF_A_MINUTE);
        let code = t.code(&phone);
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        door.press("Continue", &[("code", &spaced)]).expect(200);
        assert_eq!(door.at, "/p/acme/account/sessions", "the page asked for");

        let mut lost = at_the_door(t);
        lost.click("Use a recovery code instead").expect(200);
        lost.says("Ask your admin to reset your multi-factor sign-in.");
        lost.press("Continue", &[("code", &codes[0])]).expect(200);
        lost.says("You signed in with a recovery code").says("9 of 10");

        let mut admin = Browser::signed_in(t, "acme", &admin_of("acme"));
        admin
            .open(&format!("/p/acme/users/{ann}/security"))
            .expect(200)
            .says("On since 22 Nov 2026 14:05 GMT");
        admin.click("Reset").expect(200);
        admin.open(&format!("/p/acme/users/{ann}/reset-mfa")).expect(200);
        admin.press("Reset", &[]).expect(200);
        lost.open("/p/acme/account").says("Sign in to ACME");
        at_the_door(t).expect(200);
        admin.open(&format!("/p/acme/users/{ann}/security")).says("Not set up.");
    });
}

/// Proves: S2.30
#[test]
fn turning_off_and_new_codes_need_password_and_code() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.user("acme", ANN, "user");
        let phone = t.enrol("acme", ANN);
        let mut browser = at_the_door(t);
        browser.press("Continue", &[("code", &phone.codes[0])]);
        browser
            .open("/p/acme/account/security")
            .click("New recovery codes")
            .expect(200);
        browser
            .press("New recovery codes", &[("password", PASSWORD), ("code", "x")])
            .expect(422)
            .says("This code is not right");
        t.advance(HALF_A_MINUTE);
        browser
            .press(
                "New recovery codes",
                &[("password", PASSWORD), ("code", &t.code(&phone))],
            )
            .expect(200);
        let codes = codes_of(&browser);
        assert!(codes.len() == 10 && !codes.contains(&phone.codes[1]));
        t.want_second_factor("acme", MfaRequired::Everyone);
        browser
            .open("/p/acme/account/security")
            .says("so it cannot be turned off.")
            .says_not("Turn off");
        let form = [("password", PASSWORD), ("code", codes[0].as_str())];
        assert_eq!(browser.post("/p/acme/account/security/remove", &form).status, 409);
        browser
            .open("/p/acme/account/security")
            .click("Set up another authenticator")
            .expect(200);
        browser.press("Continue", &form).expect(200);
        assert!(browser.at.starts_with("/p/acme/sign-in/enrol"), "{}", browser.at);
        let another = phone_of(&browser);
        browser.press("Confirm", &[("code", &t.code(&another))]).expect(200);
        browser.click("I have kept them").expect(200).says("On since");
        t.want_second_factor("acme", MfaRequired::Nobody);
        t.advance(HALF_A_MINUTE);
        browser.open("/p/acme/account/security").click("Turn off").expect(200);
        browser
            .press("Turn off", &[("password", PASSWORD), ("code", &t.code(&another))])
            .expect(200)
            .says("Done. Multi-factor sign-in is off.")
            .says("Off: only your password");
    });
}

/// Proves: S2.30
#[test]
fn an_invitation_ends_with_the_second_factor_where_the_portal_wants_one() {
    on_both(|t| {
        t.portal("acme", "standard", Some(2));
        t.want_second_factor("acme", MfaRequired::Everyone);
        let ann = t.invite("acme", ANN, "user");
        let mut browser = Browser::new(t);
        browser
            .open(&format!("/p/acme/invite/{}", t.link_to(ANN).expose()))
            .press("Set password", &[("password", PASSWORD)])
            .expect(200);
        assert_eq!(browser.at, "/p/acme/sign-in/enrol");
        browser.says("ACME asks for a second factor: besides your password, a code from your phone.");
        assert_eq!(t.status("acme", ann), "PROVISIONED");
        // Another day, by name and password.
        t.advance(Span::days(1));
        let mut browser = at_the_door(t);
        let phone = phone_of(&browser);
        browser.press("Confirm", &[("code", "000000")]).expect(422);
        browser.press("Confirm", &[("code", &t.code(&phone))]).expect(200);
        assert_eq!(codes_of(&browser).len(), 10);
        assert_eq!(t.status("acme", ann), "ACTIVE");
        browser.click("I have kept them").expect(200);
        assert_eq!(browser.at, "/p/acme/account/sessions");

        let bob = "bob@acme.example";
        t.invite("acme", bob, "user");
        let mut browser = Browser::new(t);
        browser
            .open(&format!("/p/acme/invite/{}", t.link_to(bob).expose()))
            .press("Set password", &[("password", PASSWORD)]);
        // Both seats are taken by now.
        let phone = phone_of(&browser);
        browser
            .press("Confirm", &[("code", &t.code(&phone))])
            .expect(200)
            .says("All seats of ACME are taken at the moment");
        browser.open("/p/acme/account").says("Sign in to ACME");
    });
}

/// Proves: S2.16, S2.20
#[test]
fn an_expired_password_is_replaced_at_sign_in() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.rule("acme", |policy| policy.password.max_age_days = Some(30));
        t.user("acme", ANN, "user");
        t.advance(Span::days(30));
        let mut browser = at_the_door(t);
        browser.expect(200);
        insta::allow_duplicates! { insta::assert_snapshot!(browser.text(), @"New password – ACME Skip to main content A ACME Your password for ACME has expired Choose a new one to go on. All your other sessions end. E-mail Current password Show New password At least 15 characters; a few words in a row are easy to remember Not a common password, and not made of your name or e-mail Not a password that you had here before Show Set password Sign out Portico 0.0.0-test") }
        browser
            .press("Set password", &[("current_password", "not it"), ("password", NEW)])
            .expect(422)
            .says("This is not your current password.");
        browser
            .press(
                "Set password",
                &[("current_password", PASSWORD), ("password", PASSWORD)],
            )
            .expect(422)
            .says("You have used this password before: choose another.");
        browser
            .press("Set password", &[("current_password", PASSWORD), ("password", NEW)])
            .expect(200);
        assert_eq!(browser.at, "/p/acme/account/sessions");
    });
}

/// Proves: S2.15, S2.30
#[test]
fn five_wrong_codes_lock_the_account() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let ann = t.user("acme", ANN, "user");
        let phone = t.enrol("acme", ANN);
        let mut browser = at_the_door(t);
        for _ in 0..5 {
            browser.press("Continue", &[("code", "000000")]).expect(422);
        }
        assert_eq!(t.status("acme", ann), "AUTO_LOCKED");
        t.advance(HALF_A_MINUTE);
        browser.press("Continue", &[("code", &t.code(&phone))]).expect(422);
        t.run_jobs();
        let mails = t.mail.list();
        let told = mails.iter().filter(|m| m.mail.subject.contains("locked for a while"));
        assert_eq!(told.map(|m| m.mail.to.as_str()).collect::<Vec<_>>(), [ANN]);
    });
}

/// Programs have no second factor, and the API says who has one.
///
/// Proves: S2.26
#[test]
fn the_api_shows_and_resets_second_factors() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let ann = t.user("acme", ANN, "user").to_string();
        let api = admin(t, "acme");
        let _ = t.enrol("acme", ANN);
        let _ = t.enrol("acme", &admin_of("acme"));
        let user = api
            .get(&format!("/api/v1/portals/acme/users/{ann}"))
            .expect(200)
            .value();
        assert_eq!(user["mfa"], serde_json::json!(["totp"]));
        let body = serde_json::json!({ "ids": [ann] });
        let reset = |wanted: &str| {
            let reply = api
                .post("/api/v1/portals/acme/users/reset-mfa", &body)
                .expect(200)
                .value();
            assert_eq!(reply["outcomes"][0]["outcome"], wanted, "{reply}");
            reply["outcomes"][0]["reason"].clone()
        };
        reset("done");
        assert_eq!(reset("skipped"), "no_mfa");
        let user = api
            .get(&format!("/api/v1/portals/acme/users/{ann}"))
            .expect(200)
            .value();
        assert_eq!(user["mfa"], serde_json::json!([]));
        Client::new(t).get("/p/acme/account/security").expect(303);
    });
}
