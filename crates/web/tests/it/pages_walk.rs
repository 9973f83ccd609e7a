//! The main job by pages alone: forms as a browser without script sends them, on both databases.

use crate::browser::Browser;
use testkit::{Backend, PASSWORD, TestApp};

/// What an admin pastes: names and bare addresses, separators mixed, one twice, one that is none.
const PEOPLE: &str = "Ann Lee <ann@acme.example>\nbob@acme.example, carl@acme.example\nANN@acme.example\nnot an address\n\"Dana Ferrari\" <dana@acme.example>";

/// Proves: S0.4, S0.16, S0.37, S3.17, S3.19, S3.20, S4.1, S4.4, S4.5, S4.10, S4.15, S4.16
#[test]
fn from_set_up_to_the_activity_of_a_deactivation() {
    for backend in Backend::ALL {
        let t = TestApp::new(backend);
        let owner = set_up(&t);
        new_portal(&t, owner);
        let mut admin = accept_as(&t, "acme", "admin@acme.example");
        invite(&t, &mut admin);
        let mut ann = accept_as(&t, "acme", "ann@acme.example");
        ann.open("/p/acme")
            .expect(200)
            .says("Your account")
            .says("ann@acme.example");
        ann.open("/p/acme/users")
            .expect(403)
            .says("You need the permission View users ( users.view )");
        find(&mut admin);
        deactivate(&t, &mut admin);
        ann.open("/p/acme/account").says("Sign in to Acme");
        activity(&mut admin);
        t.assert_clean();
    }
}

fn set_up(t: &TestApp) -> Browser {
    let mut browser = Browser::new(t);
    browser.open("/").expect(200).says("Portico is not set up yet");
    let link = app::set_up::link(&t.app).expect("a link").expect("not set up");
    let path = link.strip_prefix(testkit::BASE_URL).expect("our link").to_owned();
    let fields = [
        ("provider", "Provider Ltd"),
        ("owner_email", "owner@provider.example"),
        ("first_name", "Olga"),
        ("password", "short"),
    ];
    browser.open(&path).expect(200).press("Set up Portico", &fields);
    browser.expect(422).says("Use at least 15 characters");
    assert!(
        browser.html.contains("value=\"Provider Ltd\""),
        "what was typed is kept"
    );
    assert!(!browser.html.contains("short\""), "passwords are not");
    assert!(browser.title().starts_with("Error: "), "{}", browser.title());
    browser
        .press("Set up Portico", &[("password", PASSWORD)])
        .expect(200)
        .says("Portico is set up.");
    browser
        .press("Sign in", &[("name", "owner@provider.example"), ("password", PASSWORD)])
        .expect(200);
    assert_eq!(browser.at, "/provider/portals");
    browser.open(&path).expect(404).says("Portico is already set up");
    browser
}

fn new_portal(t: &TestApp, mut owner: Browser) {
    owner.open("/provider/portals").click("New portal");
    let wrong = [
        ("name", "Acme"),
        ("slug", "Acme!"),
        ("seats", "3"),
        ("admin_email", "admin@acme.example"),
    ];
    owner
        .press("Create portal", &wrong)
        .expect(422)
        .says("Use only the letters a to z");
    owner
        .press("Create portal", &[("slug", "acme")])
        .expect(200)
        .says("Done. The portal is there");
    assert_eq!(owner.at, "/provider/portals/acme?done=created");
    owner.open("/provider/portals").says("Acme").says("0 of 3 seats");
    owner
        .open("/p/acme/users")
        .expect(200)
        .says("You are acting as provider staff in Acme.")
        .says("Invited");
    t.run_jobs();
}

/// Opens the mailed link twice (a scanner was there first), sets a password, signs in.
fn accept_as(t: &TestApp, slug: &str, email: &str) -> Browser {
    let secret = t.link_to(email);
    let link = format!("/p/{slug}/invite/{}", secret.expose());
    let mut browser = Browser::new(t);
    browser.open(&link).expect(200);
    browser.open(&link).expect(200).says("Welcome to Acme");
    assert!(
        browser.html.contains(&format!("value=\"{email}\"")),
        "the address is shown"
    );
    browser
        .press("Set password", &[("password", "123456789012345")])
        .expect(422);
    browser
        .press("Set password", &[("password", PASSWORD)])
        .expect(200)
        .says("Your password is set.");
    browser.open(&link).expect(410).says("This invitation has been used");
    browser
        .click("Sign in")
        .press("Sign in", &[("name", email), ("password", PASSWORD)])
        .expect(200);
    browser
}

fn invite(t: &TestApp, admin: &mut Browser) {
    admin
        .open("/p/acme")
        .expect(200)
        .says("No other users yet")
        .click("Invite users");
    admin
        .press("Review", &[("addresses", " ")])
        .expect(422)
        .says("Enter at least one e-mail address.");
    admin
        .press("Review", &[("addresses", PEOPLE), ("personal_message", "Welcome!")])
        .expect(200);
    admin
        .says("Will be invited: 4")
        .says("Skipped: 1")
        .says("Named more than once.")
        .says("Not understood: 1")
        .says("Line 4");
    admin.says("2 free, 4 invited: the last 2 to accept stay inactive until a seat is free.");
    assert_eq!(t.mail.list().len(), 1, "a review sends nothing");
    admin
        .press("Check again", &[("mended", "erin@acme.example")])
        .expect(200)
        .says("Will be invited: 5")
        .says_not("Not understood");
    admin.press("Back", &[]).expect(200);
    assert!(
        admin.html.contains("erin@acme.example") && admin.html.contains("Welcome!"),
        "nothing is lost on the way back"
    );
    admin.press("Review", &[]).press("Send 5 invitations", &[]).expect(200);
    admin.says("Partly done. 5 invitations are being sent. Not invited, 1: 1 repeated.");
    assert_eq!(admin.rows().len(), 5);
    assert!(
        admin.at.starts_with("/p/acme/users?cat=unconfirmed&sort=added&result="),
        "{}",
        admin.at
    );
}

fn find(admin: &mut Browser) {
    admin.open("/p/acme/users?q=ann&sort=email").expect(200);
    assert_eq!(admin.rows(), ["Ann Lee"]);
    assert_eq!(admin.title(), "Users: All users, “ann”, 1 of 1 – Acme");
    admin
        .open("/p/acme/users?q=nobody&cat=active")
        .says("No users match “nobody” in Active.")
        .click("Clear search");
    assert_eq!(admin.at, "/p/acme/users?cat=active");
}

fn deactivate(t: &TestApp, admin: &mut Browser) {
    admin.open("/p/acme/users?sort=email").expect(200);
    admin
        .press("Deactivate", &[])
        .expect(422)
        .says("Tick at least one user first.");
    let ids = admin.ids();
    assert_eq!(ids.len(), 6);
    let ticked: Vec<(&str, &str)> = ids.iter().map(|id| ("ids", id.as_str())).collect();
    admin.press("Deactivate", &ticked).expect(200);
    admin
        .says("Deactivate 6 users?")
        .says("Will change: 5")
        .says("Needs your attention: 1")
        .says("1 · Your own account");
    assert_eq!(
        t.status("acme", ids[1].parse().expect("an id")),
        "ACTIVE",
        "a preview changes nothing"
    );
    admin
        .press("Deactivate 5 users", &[("reason", "they left")])
        .expect(200);
    insta::allow_duplicates! {
        insta::assert_snapshot!(admin.part("strip-text"), @"Partly done. 5 of 6 users deactivated. Not deactivated, 1 user: 1 your own account.");
    }
    assert!(admin.at.starts_with("/p/acme/users?sort=email&result="), "{}", admin.at);
    // Loading the page again tells it again, and does nothing.
    let again = admin.at.clone();
    admin.open(&again).says("Partly done. 5 of 6 users deactivated.");
    admin
        .click("Details")
        .expect(200)
        .says("Deactivate: 6 users")
        .says("Skipped: 1")
        .says("Changed: 5");
    let csv = admin
        .raw("GET", &format!("{}/results.csv", admin.at.clone()), &[], "")
        .expect(200);
    assert_eq!(csv.body.lines().count(), 7, "{}", csv.body);
}

fn activity(admin: &mut Browser) {
    admin
        .open("/p/acme/activity?action=user.deactivated&target=ann@acme.example")
        .expect(200);
    admin
        .says("Deactivated user")
        .says("admin@acme.example Admin")
        .click("Details")
        .expect(200);
    admin
        .says("they left")
        .says("ACTIVE")
        .says("INACTIVE")
        .says("ann@acme.example");
    admin
        .open("/p/acme/activity?result=refused")
        .says("You cannot do this to your own account.");
}
