//! Access ends with the answer that says so: whatever ends it, the very next request with a cookie, a token or an open link
//! is refused. No clock moves in between.

use crate::browser::Browser;
use crate::support::{Client, admin, owner, token};
use model::ids::UserId;
use serde_json::json;
use testkit::{PASSWORD, TestApp, on_both};

const ANN: &str = "ann@acme.example";
const IVY: &str = "ivy@acme.example";
const NEW: &str = "seven purple elephants dancing";

/// What ends access.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Ending {
    Lock,
    Deactivate,
    Delete,
    ResetPassword,
    SignOut,
    NewPassword,
    SuspendPortal,
}

/// By what somebody comes in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Key {
    Cookie,
    Token,
    ResetLink,
    Invitation,
}

/// Each ending, and the keys that work no more after it. `Revoke` is for links alone: see below.
const ENDINGS: [(Ending, &[Key]); 7] = [
    (
        Ending::Lock,
        &[Key::Cookie, Key::Token, Key::ResetLink, Key::Invitation],
    ),
    (
        Ending::Deactivate,
        &[Key::Cookie, Key::Token, Key::ResetLink, Key::Invitation],
    ),
    (
        Ending::Delete,
        &[Key::Cookie, Key::Token, Key::ResetLink, Key::Invitation],
    ),
    // Who has accepted nothing has no password to reset.
    (Ending::ResetPassword, &[Key::Cookie, Key::Token, Key::ResetLink]),
    // Signing somebody out is no verdict on their account.
    (Ending::SignOut, &[Key::Cookie]),
    (Ending::NewPassword, &[Key::Cookie, Key::Token, Key::ResetLink]),
    (
        Ending::SuspendPortal,
        &[Key::Cookie, Key::Token, Key::ResetLink, Key::Invitation],
    ),
];

/// Ann, who is active, and Ivy, who is invited, with every key they can have.
struct World {
    ann: UserId,
    ivy: UserId,
    cookie: Browser,
    token: Client,
    reset: String,
    invitation: String,
}

fn world(t: &TestApp) -> World {
    t.portal("acme", "standard", None);
    let ann = t.user("acme", ANN, "user");
    let ivy = t.invite("acme", IVY, "user");
    let mut nobody = Browser::new(t);
    nobody
        .open("/p/acme/forgot")
        .press("Send link", &[("name", ANN)])
        .expect(200);
    World {
        ann,
        ivy,
        cookie: Browser::signed_in(t, "acme", ANN),
        token: Client::new(t).bearer(&token(t, "acme", ANN)),
        reset: format!("/p/acme/reset/{}", t.link_to(ANN).expose()),
        invitation: format!("/p/acme/invite/{}", t.link_to(IVY).expose()),
    }
}

impl World {
    /// Whether a key opens its door now. Looking uses nothing up.
    fn opens(&self, t: &TestApp, key: Key) -> bool {
        let status = match key {
            Key::Cookie => self.cookie.clone().raw("GET", "/p/acme/account", &[], "").status,
            Key::Token => self.token.get("/api/v1/me").status,
            Key::ResetLink => Client::new(t).get(&self.reset).status,
            Key::Invitation => Client::new(t).get(&self.invitation).status,
        };
        assert!(matches!(status, 200 | 303 | 401 | 404 | 410), "{key:?}: {status}");
        status == 200
    }

    /// Uses a key that is dead, with the form that was open before.
    fn is_refused_by_form(&self, t: &TestApp, key: Key) {
        let form = [("password", NEW)];
        let status = match key {
            Key::Cookie => {
                let all = [("first_name", "Eve"), ("version", "1")];
                let path = format!("/p/acme/users/{}/profile", self.ann);
                let reply = self.cookie.clone().post(&path, &all);
                assert!(reply.header("location").contains("/sign-in"), "{}", reply.body);
                return;
            }
            Key::Token => {
                self.token
                    .post("/api/v1/portals/acme/tokens", &json!({"name": "more"}))
                    .status
            }
            Key::ResetLink => Client::new(t).form(&self.reset, &form).status,
            Key::Invitation => Client::new(t).form(&self.invitation, &form).status,
        };
        assert!(matches!(status, 401 | 404 | 410), "{key:?}: {status}");
    }

    fn end(&self, t: &TestApp, ending: Ending) {
        let command = match ending {
            Ending::Lock => "lock",
            Ending::Deactivate => "deactivate",
            Ending::Delete => "delete",
            Ending::ResetPassword => "reset-password",
            Ending::SignOut => "sign-out",
            Ending::NewPassword => {
                Client::new(t).form(&self.reset, &[("password", NEW)]).expect(303);
                return;
            }
            Ending::SuspendPortal => {
                let state = json!({"state": "suspended"});
                owner(t).patch("/api/v1/portals/acme", &state).expect(200);
                return;
            }
        };
        let path = format!("/api/v1/portals/acme/users/{command}");
        let report = admin(t, "acme").post(&path, &json!({"ids": [self.ann, self.ivy]}));
        assert_eq!(
            report.expect(200).value()["outcomes"][0]["outcome"],
            "done",
            "{command}"
        );
    }
}

/// Proves: S0.29, S1.15, S1.16, S1.18, S2.17, S2.28, S3.13, S4.18
#[test]
fn the_very_next_request_is_refused() {
    for (ending, ended) in ENDINGS {
        on_both(|t| {
            let world = world(t);
            for key in [Key::Cookie, Key::Token, Key::ResetLink, Key::Invitation] {
                assert!(world.opens(t, key), "{key:?} works before {ending:?}");
            }
            world.end(t, ending);
            for key in [Key::Cookie, Key::Token, Key::ResetLink, Key::Invitation] {
                assert_eq!(world.opens(t, key), !ended.contains(&key), "{key:?} after {ending:?}");
            }
            for key in ended {
                world.is_refused_by_form(t, *key);
            }
        });
    }
}

/// Proves: S1.18, S3.7
#[test]
fn a_revoked_invitation_is_refused_at_once() {
    on_both(|t| {
        let world = world(t);
        assert!(world.opens(t, Key::Invitation));
        let report = admin(t, "acme").post("/api/v1/portals/acme/users/revoke", &json!({"ids": [world.ivy]}));
        assert_eq!(report.expect(200).value()["done"], 1);
        assert!(!world.opens(t, Key::Invitation));
        world.is_refused_by_form(t, Key::Invitation);
    });
}

/// Taking access away is the end of what was given before: giving it back opens no old door.
///
/// Proves: S0.38, S2.28
#[test]
fn no_key_of_before_works_again() {
    on_both(|t| {
        let world = world(t);
        let api = admin(t, "acme");
        for command in ["lock", "unlock", "deactivate", "activate"] {
            let path = format!("/api/v1/portals/acme/users/{command}");
            let report = api.post(&path, &json!({"ids": [world.ann]})).expect(200).value();
            assert_eq!(report["done"], 1, "{command}");
            for key in [Key::Cookie, Key::Token, Key::ResetLink] {
                assert!(!world.opens(t, key), "{key:?} after {command}");
            }
        }
        let signed_in = app::sign_in::sign_in(&t.app, "acme", ANN, PASSWORD, t.app.own_request());
        assert!(signed_in.is_ok(), "the password is as good as before");
    });
}

/// Staff whose portal is taken from them, and a token that is revoked.
///
/// Proves: S1.21
#[test]
fn what_was_assigned_or_lent_ends_at_once_too() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let tina = t.user("provider", "tina@provider.example", "technician");
        let assign = |slugs: &[String]| app::portals::assign(&t.owner(), tina, slugs).expect("the assignment");
        assign(&[String::from("acme")]);
        let mut browser = Browser::signed_in(t, "provider", "tina@provider.example");
        let staff = Client::new(t).bearer(&token(t, "provider", "tina@provider.example"));
        browser.open("/p/acme/users").expect(200);
        staff.get("/api/v1/portals/acme/users").expect(200);
        assign(&[]);
        browser.open("/p/acme/users").expect(404);
        staff.get("/api/v1/portals/acme/users").expect(404);

        let api = admin(t, "acme");
        let made = api
            .post("/api/v1/portals/acme/tokens", &json!({"name": "sync"}))
            .expect(201);
        let lent = Client::new(t).bearer(made.value()["token"].as_str().expect("a secret"));
        lent.get("/api/v1/me").expect(200);
        api.delete(made.header("location")).expect(204);
        lent.get("/api/v1/me").expect(401);
    });
}
