//! Who may open what: every page route by every kind of caller, in one table; and ids of elsewhere.

use crate::browser::Browser;
use crate::support::define;
use app::activity::{self, EventQuery};
use app::tokens::{self, Wish};
use app::users::run::{self, Answer, Target};
use model::access::Permission;
use model::command::Command;
use testkit::{TestApp, admin_of, on_both};
use web::router::PAGES;

/// What the routes are about: things of the portal `acme`.
pub(crate) struct World {
    pub(crate) user: String,
    pub(crate) operation: String,
    event: String,
    token: String,
}

pub(crate) fn world(t: &TestApp) -> World {
    let admin = t.portal("acme", "standard", None);
    define(&admin);
    t.portal("globex", "standard", None);
    let tom = t.user("acme", "tom@acme.example", "user");
    t.user("acme", "uma@acme.example", "user");
    t.user("acme", "hal@acme.example", "helpdesk");
    t.user("provider", "tina@provider.example", "technician");
    let answer = run::run(&admin, Command::Activate, Target::Ids(vec![tom]), None).expect("an answer");
    let Answer::Finished { operation, .. } = answer else {
        panic!("one user is no large set")
    };
    let by_admin = EventQuery {
        actor: Some(admin_of("acme")),
        limit: 1,
        ..EventQuery::default()
    };
    let log = activity::list(&admin, &by_admin).expect("the log");
    let wish = Wish {
        for_email: None,
        name: String::from("test"),
        permissions: vec![Permission::UsersView],
        expires_in: None,
    };
    let token = tokens::create(&admin, &wish).expect("a token").id;
    World {
        user: tom.to_string(),
        operation: operation.id.to_string(),
        event: log.events[0].id.to_string(),
        token: token.to_string(),
    }
}

fn callers(t: &TestApp) -> [(&'static str, Browser); 6] {
    [
        ("anonymous", Browser::new(t)),
        ("user", Browser::signed_in(t, "acme", "uma@acme.example")),
        ("helpdesk", Browser::signed_in(t, "acme", "hal@acme.example")),
        ("admin", Browser::signed_in(t, "acme", &admin_of("acme"))),
        ("other admin", Browser::signed_in(t, "globex", &admin_of("globex"))),
        ("technician", Browser::signed_in(t, "provider", "tina@provider.example")),
    ]
}

/// The address of a route, about the things of the world.
pub(crate) fn path(route: &str, world: &World) -> String {
    let id = if route.contains("/jobs/") {
        &world.operation
    } else if route.contains("/activity/{id}") {
        &world.event
    } else if route.contains("/tokens/") {
        &world.token
    } else {
        &world.user
    };
    let entry = match route.split('/').nth(4) {
        Some("roles") => "guide",
        Some("modules") => "dashboard",
        Some("sub-accounts") => "north",
        _ => "crm",
    };
    route
        .replace("{name}", entry)
        .replace("{role}", "editor")
        .replace("{portal}", "acme")
        .replace("{customer}", "globex")
        .replace("{id}", id)
        .replace("{action}", "deactivate")
        .replace("{token}", "nonsense")
        .replace("{session}", "0198c0de-0000-7000-8000-000000000000")
        .replace("{number}", "1")
}

/// Signing somebody out or in, and spoiling what the next row is about, would change the rest of the table.
fn is_walked(method: &str, route: &str) -> bool {
    let spoils = route.ends_with("/sign-out") || route.ends_with("end-others");
    let removes = route.contains("/settings/") && route.ends_with("/remove");
    !(method == "post" && (spoils || removes))
}

/// Proves: S2.2, S3.15, S3.21
#[test]
fn every_page_by_every_caller() {
    on_both(|t| {
        let world = world(t);
        let mut callers = callers(t);
        let names: Vec<&str> = callers.iter().map(|(name, _)| *name).collect();
        let mut table = format!("{}\n", names.join(" | "));
        for (method, route) in PAGES.iter().filter(|(method, route)| is_walked(method, route)) {
            let path = path(route, &world);
            let statuses = callers.iter_mut().map(|(_, browser)| {
                // Empty forms: whoever may not is refused before anything is read.
                let form = [("content-type", "application/x-www-form-urlencoded")];
                let multipart = [("content-type", "multipart/form-data; boundary=b")];
                let reply = match *method {
                    "get" => browser.raw("GET", &path, &[], ""),
                    _ if path.ends_with("/import") => browser.raw("POST", &path, &multipart, "--b--\r\n"),
                    _ => browser.raw("POST", &path, &form, "first_name=&version=0"),
                };
                let leads_to_sign_in = reply.header("location").contains("/sign-in");
                assert!(reply.status < 500, "{method} {path}: {}", reply.body);
                if leads_to_sign_in {
                    String::from("in")
                } else {
                    reply.status.to_string()
                }
            });
            let statuses: Vec<String> = statuses.collect();
            table.push_str(&format!("{} {method} {route}\n", statuses.join(" ")));
        }
        insta::allow_duplicates! { insta::assert_snapshot!(table, @"
        anonymous | user | helpdesk | admin | other admin | technician
        200 303 303 303 303 303 get /
        404 404 404 404 404 404 get /setup
        404 404 404 404 404 404 post /setup
        303 303 303 303 303 303 post /preferences
        in 303 303 303 404 404 get /p/{portal}
        200 200 200 200 200 200 get /p/{portal}/sign-in
        422 422 422 422 422 422 post /p/{portal}/sign-in
        in 303 303 303 303 303 get /p/{portal}/sign-in/code
        in 303 303 303 303 303 post /p/{portal}/sign-in/code
        in 303 303 303 303 303 get /p/{portal}/sign-in/recovery-code
        in 303 303 303 303 303 post /p/{portal}/sign-in/recovery-code
        in 303 303 303 303 303 get /p/{portal}/sign-in/new-password
        in 303 303 303 303 303 post /p/{portal}/sign-in/new-password
        in 303 303 303 303 303 get /p/{portal}/sign-in/enrol
        in 303 303 303 303 303 post /p/{portal}/sign-in/enrol
        404 404 404 404 404 404 get /p/{portal}/invite/{token}
        404 404 404 404 404 404 post /p/{portal}/invite/{token}
        200 200 200 200 200 200 get /p/{portal}/forgot
        422 422 422 422 422 422 post /p/{portal}/forgot
        404 404 404 404 404 404 get /p/{portal}/reset/{token}
        404 404 404 404 404 404 post /p/{portal}/reset/{token}
        404 404 404 404 404 404 get /p/{portal}/verify/{token}
        404 404 404 404 404 404 post /p/{portal}/verify/{token}
        200 200 200 200 200 200 post /p/{portal}/verify/{token}/again
        404 404 404 404 404 404 get /p/{portal}/undo-email/{token}
        404 404 404 404 404 404 post /p/{portal}/undo-email/{token}
        in 403 200 200 404 404 get /p/{portal}/users
        in 403 403 200 404 404 get /p/{portal}/users.csv
        in 403 403 200 404 404 get /p/{portal}/users/export
        in 403 403 200 404 404 get /p/{portal}/users/import
        in 403 403 422 404 404 post /p/{portal}/users/import
        in 403 403 422 404 404 post /p/{portal}/users/import/run
        in 403 403 422 404 404 post /p/{portal}/users/import/diff
        in 403 403 200 404 404 get /p/{portal}/users/new
        in 403 403 422 404 404 post /p/{portal}/users/new
        in 403 403 200 404 404 get /p/{portal}/users/invite
        in 403 403 200 404 404 post /p/{portal}/users/invite
        in 403 403 422 404 404 post /p/{portal}/users/invite/review
        in 403 403 422 404 404 post /p/{portal}/users/invite/send
        in 403 422 422 404 404 post /p/{portal}/users/selected
        in 403 403 422 404 404 post /p/{portal}/users/bulk/{action}
        in 403 200 200 404 404 get /p/{portal}/users/{id}
        in 403 403 200 404 404 get /p/{portal}/users/{id}/permissions
        in 403 403 409 404 404 post /p/{portal}/users/{id}/permissions
        in 403 200 200 404 404 get /p/{portal}/users/{id}/security
        in 403 403 200 404 404 get /p/{portal}/users/{id}/activity
        in 404 404 404 404 404 get /p/{portal}/users/{id}/portals
        in 404 404 404 404 404 post /p/{portal}/users/{id}/portals
        in 403 403 409 404 404 post /p/{portal}/users/{id}/profile
        in 403 403 200 404 404 get /p/{portal}/users/{id}/change-email
        in 403 403 422 404 404 post /p/{portal}/users/{id}/change-email
        in 403 403 409 404 404 post /p/{portal}/users/{id}/change-email/cancel
        in 403 404 404 404 404 post /p/{portal}/users/{id}/sessions/{session}/end
        in 403 403 409 404 404 get /p/{portal}/users/{id}/transfer-admin
        in 403 403 409 404 404 post /p/{portal}/users/{id}/transfer-admin
        in 403 403 200 404 404 get /p/{portal}/users/{id}/{action}
        in 403 403 303 404 404 post /p/{portal}/users/{id}/{action}
        in 403 200 200 404 404 get /p/{portal}/jobs
        in 403 200 200 404 404 get /p/{portal}/jobs/{id}
        in 403 200 200 404 404 get /p/{portal}/jobs/{id}/results.csv
        in 403 403 303 404 404 post /p/{portal}/jobs/{id}/stop
        in 403 403 303 404 404 post /p/{portal}/jobs/{id}/stop-sending
        in 403 403 303 404 404 post /p/{portal}/jobs/{id}/undo
        in 403 403 303 404 404 post /p/{portal}/jobs/{id}/retry
        in 403 403 200 404 404 get /p/{portal}/activity
        in 403 403 200 404 404 get /p/{portal}/activity/{id}
        in 200 200 200 404 404 get /p/{portal}/account
        in 409 409 303 404 404 post /p/{portal}/account/profile
        in 200 200 200 404 404 get /p/{portal}/account/email
        in 422 422 422 404 404 post /p/{portal}/account/email
        in 422 422 422 404 404 post /p/{portal}/account/email/resend
        in 422 422 422 404 404 post /p/{portal}/account/email/cancel
        in 200 200 200 404 404 get /p/{portal}/account/password
        in 422 422 422 404 404 post /p/{portal}/account/password
        in 200 200 200 404 404 get /p/{portal}/account/sessions
        in 404 404 404 404 404 post /p/{portal}/account/sessions/{session}/end
        in 200 200 200 404 404 get /p/{portal}/account/security
        in 200 200 200 404 404 get /p/{portal}/account/security/set-up
        in 422 422 422 404 404 post /p/{portal}/account/security/set-up
        in 303 303 303 404 404 get /p/{portal}/account/security/codes
        in 409 409 409 404 404 post /p/{portal}/account/security/codes
        in 303 303 303 404 404 get /p/{portal}/account/security/remove
        in 409 409 409 404 404 post /p/{portal}/account/security/remove
        in 303 303 303 404 404 get /p/{portal}/account/security/replace
        in 409 409 409 404 404 post /p/{portal}/account/security/replace
        in 200 200 200 404 404 get /p/{portal}/account/preferences
        in 303 303 303 404 404 post /p/{portal}/account/preferences
        in 200 200 200 404 404 get /p/{portal}/account/activity
        in 403 403 303 404 404 get /p/{portal}/settings
        in 403 403 200 404 404 get /p/{portal}/settings/roles
        in 403 403 422 404 404 post /p/{portal}/settings/roles
        in 403 403 200 404 404 get /p/{portal}/settings/roles/new
        in 403 403 200 404 404 get /p/{portal}/settings/roles/{name}
        in 403 403 412 404 404 post /p/{portal}/settings/roles/{name}
        in 403 403 200 404 404 get /p/{portal}/settings/roles/{name}/remove
        in 403 403 200 404 404 get /p/{portal}/settings/modules
        in 403 403 422 404 404 post /p/{portal}/settings/modules
        in 403 403 200 404 404 get /p/{portal}/settings/modules/new
        in 403 403 200 404 404 get /p/{portal}/settings/modules/{name}
        in 403 403 412 404 404 post /p/{portal}/settings/modules/{name}
        in 403 403 200 404 404 get /p/{portal}/settings/modules/{name}/remove
        in 403 403 200 404 404 get /p/{portal}/settings/sub-accounts
        in 403 403 422 404 404 post /p/{portal}/settings/sub-accounts
        in 403 403 200 404 404 get /p/{portal}/settings/sub-accounts/new
        in 403 403 200 404 404 get /p/{portal}/settings/sub-accounts/{name}
        in 403 403 412 404 404 post /p/{portal}/settings/sub-accounts/{name}
        in 403 403 200 404 404 get /p/{portal}/settings/sub-accounts/{name}/remove
        in 403 403 200 404 404 get /p/{portal}/settings/apps
        in 403 403 422 404 404 post /p/{portal}/settings/apps
        in 403 403 200 404 404 get /p/{portal}/settings/apps/new
        in 403 403 200 404 404 get /p/{portal}/settings/apps/{name}
        in 403 403 412 404 404 post /p/{portal}/settings/apps/{name}
        in 403 403 200 404 404 get /p/{portal}/settings/apps/{name}/remove
        in 403 403 412 404 404 post /p/{portal}/settings/apps/{name}/roles
        in 403 403 200 404 404 get /p/{portal}/settings/apps/{name}/roles/{role}
        in 403 403 412 404 404 post /p/{portal}/settings/apps/{name}/roles/{role}
        in 403 403 200 404 404 get /p/{portal}/settings/apps/{name}/roles/{role}/remove
        in 403 403 200 404 404 get /p/{portal}/settings/deploy
        in 403 403 409 404 404 post /p/{portal}/settings/deploy
        in 403 403 422 404 404 post /p/{portal}/settings/deploy/release
        in 403 403 200 404 404 get /p/{portal}/settings/policy
        in 404 404 404 404 404 post /p/{portal}/settings/policy/{group}
        in 403 403 200 404 404 get /p/{portal}/settings/tokens
        in 403 403 422 404 404 post /p/{portal}/settings/tokens
        in 403 403 200 404 404 get /p/{portal}/settings/tokens/new
        in 403 403 200 404 404 get /p/{portal}/settings/tokens/{id}/revoke
        in 403 403 303 404 404 post /p/{portal}/settings/tokens/{id}/revoke
        in 404 404 404 404 303 get /provider
        in 404 404 404 404 200 get /provider/portals
        in 404 404 404 404 403 post /provider/portals
        in 404 404 404 404 403 get /provider/portals/new
        in 404 404 404 404 403 get /provider/portals/{customer}
        in 404 404 404 404 403 post /provider/portals/{customer}/rename
        in 404 404 404 404 403 post /provider/portals/{customer}/seats
        in 404 404 404 404 403 get /provider/portals/{customer}/suspend
        in 404 404 404 404 403 post /provider/portals/{customer}/suspend
        in 404 404 404 404 403 get /provider/portals/{customer}/draft
        in 404 404 404 404 403 post /provider/portals/{customer}/draft
        in 404 404 404 404 403 post /provider/portals/{customer}/resume
        404 404 404 404 404 404 get /dev/mail
        404 404 404 404 404 404 get /dev/mail/{number}
        404 404 404 404 404 404 get /dev/mail/{number}/html
        ") }
    });
}

/// Proves: S2.4
#[test]
fn ids_of_elsewhere_are_not_found() {
    on_both(|t| {
        let world = world(t);
        let mut other = Browser::signed_in(t, "globex", &admin_of("globex"));
        let ids = [
            &world.user,
            &world.operation,
            &world.event,
            &world.token,
            "0198c0de-0000-7000-8000-000000000000",
            "nonsense",
        ];
        for id in ids {
            for route in [
                format!("/p/globex/users/{id}"),
                format!("/p/globex/users/{id}/security"),
                format!("/p/globex/users/{id}/activity"),
                format!("/p/globex/users/{id}/deactivate"),
                format!("/p/globex/jobs/{id}"),
                format!("/p/globex/jobs/{id}/results.csv"),
                format!("/p/globex/activity/{id}"),
                format!("/p/globex/settings/tokens/{id}/revoke"),
            ] {
                assert_eq!(other.raw("GET", &route, &[], "").status, 404, "{route}");
            }
            for route in [
                format!("/p/globex/users/{id}/deactivate"),
                format!("/p/globex/users/{id}/profile"),
                format!("/p/globex/users/{id}/sign-out"),
                format!("/p/globex/jobs/{id}/stop"),
                format!("/p/globex/settings/tokens/{id}/revoke"),
            ] {
                assert_eq!(other.post(&route, &[("first_name", "Eve")]).status, 404, "{route}");
            }
        }
        // A result that is not there is no reason to refuse the list.
        other
            .open(&format!("/p/globex/users?result={}", world.operation))
            .expect(200)
            .says_not("Done.");
    });
}

/// Proves: S1.4, S1.21
#[test]
fn staff_enter_the_portals_assigned_to_them() {
    on_both(|t| {
        world(t);
        let mut owner = Browser::signed_in(t, "provider", testkit::OWNER);
        let mut tina = Browser::signed_in(t, "provider", "tina@provider.example");
        tina.open("/p/acme/users").expect(404);
        tina.open("/provider/portals").expect(200).says_not("ACME");
        owner
            .open("/p/provider/users?q=tina")
            .expect(200)
            .click("Tina")
            .expect(200);
        let portals = format!("{}/portals", owner.at);
        owner.open(&portals).expect(200);
        owner
            .press("Save portals", &[("portal", "acme")])
            .expect(200)
            .says("Assigned to 1 portal of 2");
        tina.open("/provider/portals")
            .expect(200)
            .says("ACME")
            .says_not("GLOBEX")
            .says_not("New portal");
        tina.open("/p/acme/users")
            .expect(200)
            .says("You are acting as provider staff in ACME.")
            .says("All portals");
        tina.open("/p/acme/account").expect(200).says("tina@provider.example");
        assert_eq!(tina.at, "/p/provider/account");
        tina.open("/p/globex/users").expect(404);
        tina.open("/provider/portals/acme").expect(403);
    });
}

#[test]
fn a_suspended_portal_signs_everybody_out() {
    on_both(|t| {
        world(t);
        let mut admin = Browser::signed_in(t, "acme", &admin_of("acme"));
        let mut owner = Browser::signed_in(t, "provider", testkit::OWNER);
        owner
            .open("/provider/portals/acme")
            .expect(200)
            .press("Save Name", &[("name", "Acme Industries")])
            .says("Saved.");
        owner
            .open("/provider/portals/acme")
            .press("Save Seats", &[("seats", "2")])
            .expect(422)
            .says("4 seats are held");
        owner
            .open("/provider/portals/acme/suspend")
            .expect(200)
            .says("Suspend Acme Industries?");
        owner.press("Suspend portal", &[]).expect(200).says("Suspended");
        admin.open("/p/acme/users").says("Sign in to Acme Industries");
        owner.press("Resume portal", &[]).expect(200).says("Active");
        admin.open("/p/acme/users").expect(200).says("Users");
    });
}

#[test]
fn a_token_is_shown_once_and_revoked() {
    on_both(|t| {
        world(t);
        let mut admin = Browser::signed_in(t, "acme", &admin_of("acme"));
        admin.open("/p/acme/settings/tokens").expect(200).click("New token");
        admin
            .press("Create token", &[("name", "Nightly sync")])
            .expect(422)
            .says("Tick at least one permission.");
        admin
            .press("Create token", &[("permission", "users.view")])
            .expect(200)
            .says("Copy the token now.");
        let text = admin.text();
        let secret = text
            .split_whitespace()
            .find(|word| word.starts_with("ptc_"))
            .expect("the secret")
            .to_owned();
        admin
            .open("/p/acme/settings/tokens")
            .says("Nightly sync")
            .says_not(&secret);
        admin
            .click("Revoke Nightly sync")
            .expect(200)
            .press("Revoke token", &[])
            .expect(200)
            .says("Revoked");
    });
}
