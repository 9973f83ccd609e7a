//! Another e-mail address, through the front door: asked for by an admin or the person, confirmed, cancelled, taken back.

use crate::browser::Browser;
use crate::support::{Client, admin, token};
use app::keys::Secret;
use model::ids::UserId;
use model::time::Span;
use serde_json::json;
use std::sync::Barrier;
use testkit::{PASSWORD, TestApp, on_both};

const ANN: &str = "ann@acme.example";
const NEW: &str = "ann@new.example";
const CHANGE: &str = "/api/v1/portals/acme/users/change-email";

fn world(t: &TestApp) -> UserId {
    t.portal("acme", "standard", None);
    t.user("acme", ANN, "user")
}

fn verify(secret: &Secret) -> String {
    format!("/p/acme/verify/{}", secret.expose())
}

fn undo(secret: &Secret) -> String {
    format!("/p/acme/undo-email/{}", secret.expose())
}

fn signs_in(t: &TestApp, email: &str) -> bool {
    app::sign_in::sign_in(&t.app, "acme", email, PASSWORD, t.app.own_request()).is_ok()
}

fn change(t: &TestApp, id: UserId, to: &str) -> serde_json::Value {
    admin(t, "acme")
        .post(CHANGE, &json!({"ids": [id], "email": to}))
        .expect(200)
        .value()
}

fn outcome(answer: &serde_json::Value) -> (&str, &str) {
    let first = &answer["outcomes"][0];
    (
        first["outcome"].as_str().unwrap_or_default(),
        first["reason"].as_str().unwrap_or_default(),
    )
}

/// An admin asks on the page of the user, confirms, and sees both addresses.
///
/// Proves: S0.26, S0.36
#[test]
fn an_admin_changes_it_and_access_waits_for_the_new_mailbox() {
    on_both(|t| {
        let ann = world(t);
        let mut cookie = Browser::signed_in(t, "acme", ANN);
        let key = Client::new(t).bearer(&token(t, "acme", ANN));
        let mut page = Browser::signed_in(t, "acme", &testkit::admin_of("acme"));
        page.open(&format!("/p/acme/users/{ann}")).expect(200);
        page.press("Change e-mail", &[("email", NEW)])
            .expect(200)
            .says(&format!("Change the e-mail of Ann Test to {NEW}?"))
            .says("The new address must be confirmed before the next sign-in.")
            .says("The old address gets a notice");
        assert!(
            !page.at.contains("new.example"),
            "no address in an address line: {}",
            page.at
        );
        assert_eq!(t.status("acme", ann), "ACTIVE", "asking changes nothing");
        page.press("Change e-mail", &[]).expect(200);
        page.says("Done. A link went to the new address.")
            .says(ANN)
            .says(&format!("New address {NEW} is not confirmed yet."))
            .says("Resend")
            .says("Cancel change");

        assert_eq!(t.status("acme", ann), "UNVERIFIED");
        cookie.open("/p/acme/account").says("Sign in to");
        key.get("/api/v1/me").expect(401);
        assert!(!signs_in(t, ANN) && !signs_in(t, NEW));

        let link = verify(&t.link_to(NEW));
        let mut mailbox = Browser::new(t);
        for _ in 0..2 {
            mailbox
                .open(&link)
                .expect(200)
                .says("Confirm your e-mail for ACME")
                .says(NEW);
        }
        assert_eq!(t.status("acme", ann), "UNVERIFIED", "opening a link changes nothing");
        mailbox
            .press("Confirm e-mail", &[])
            .expect(200)
            .says("Your e-mail is confirmed");
        assert_eq!(t.status("acme", ann), "ACTIVE");
        assert!(signs_in(t, NEW) && !signs_in(t, ANN));
        mailbox.open(&link).expect(410).says("This link has been used");
        page.open(&format!("/p/acme/users/{ann}"))
            .says(NEW)
            .says_not("is not confirmed yet");
        page.open("/p/acme/users?q=new.example");
        assert_eq!(page.rows(), ["Ann Test"], "found by the new address");
        page.open("/p/acme/users?q=ann%40acme");
        assert!(page.rows().is_empty(), "and no more by the old one");
    });
}

/// Proves: S0.22
#[test]
fn the_link_is_sent_again_and_the_older_one_is_void() {
    on_both(|t| {
        let ann = world(t);
        assert_eq!(outcome(&change(t, ann, NEW)).0, "done");
        let first = verify(&t.link_to(NEW));
        t.advance(Span::minutes(2));
        let again = json!({"ids": [ann]});
        let answer = admin(t, "acme")
            .post("/api/v1/portals/acme/users/resend", &again)
            .expect(200)
            .value();
        assert_eq!(answer["done"], 1);
        let second = verify(&t.link_to(NEW));
        assert_ne!(first, second);
        let mut mailbox = Browser::new(t);
        mailbox.open(&first).expect(410).says("This link no longer works");
        // Out of time, a new one is a button away, and goes to the same address.
        t.advance(Span::days(2));
        mailbox
            .open(&second)
            .expect(410)
            .says("This link has expired")
            .press("Send me a new link", &[])
            .expect(200);
        mailbox.says("we have sent a new link");
        let third = verify(&t.link_to(NEW));
        mailbox
            .open(&third)
            .expect(200)
            .press("Confirm e-mail", &[])
            .expect(200);
        assert!(signs_in(t, NEW));
        mailbox
            .open("/p/acme/verify/no-such-link")
            .expect(404)
            .says("It may be incomplete");
    });
}

/// Proves: S0.36
#[test]
fn ones_own_change_needs_the_password_and_access_stays() {
    on_both(|t| {
        let ann = world(t);
        t.user("acme", "bob@acme.example", "user");
        let mut own = Browser::signed_in(t, "acme", ANN);
        own.open("/p/acme/account/email").expect(200);
        own.press("Change e-mail", &[("email", NEW), ("current_password", "wrong")])
            .expect(422)
            .says("This is not your current password.");
        assert!(own.html.contains(&format!("value=\"{NEW}\"")), "what was typed is kept");
        own.press(
            "Change e-mail",
            &[("email", "bob@acme.example"), ("current_password", PASSWORD)],
        )
        .expect(422)
        .says("Another user of the portal has this address.");
        own.press("Change e-mail", &[("email", NEW), ("current_password", PASSWORD)])
            .expect(200)
            .says("It counts once you have confirmed it.");
        assert_eq!(t.status("acme", ann), "ACTIVE");
        own.open("/p/acme/account").expect(200).says("Your account");
        assert!(
            signs_in(t, ANN) && !signs_in(t, NEW),
            "the old address signs in until then"
        );

        t.advance(Span::minutes(2));
        own.open("/p/acme/account/email")
            .press("Resend", &[])
            .expect(200)
            .says("A new link went");
        let link = t.link_to(NEW);
        // A link to a new password in the old mailbox is void from the confirmation on.
        Browser::new(t)
            .open("/p/acme/forgot")
            .press("Send link", &[("name", ANN)])
            .expect(200);
        let reset = format!("/p/acme/reset/{}", t.link_to(ANN).expose());
        own.open(&verify(&link)).press("Confirm e-mail", &[]).expect(200);
        own.open("/p/acme/account").expect(200).says(NEW);
        Browser::new(t).open(&reset).expect(410);
    });
}

#[test]
fn cancelling_brings_the_old_address_back_and_both_links_die() {
    on_both(|t| {
        let ann = world(t);
        change(t, ann, NEW);
        let (to_new, to_old) = (verify(&t.link_to(NEW)), undo(&t.link_to(ANN)));
        let mut page = Browser::signed_in(t, "acme", &testkit::admin_of("acme"));
        page.open(&format!("/p/acme/users/{ann}"))
            .press("Cancel change", &[])
            .expect(200);
        page.says("The change is cancelled").says_not("is not confirmed yet");
        assert_eq!(t.status("acme", ann), "ACTIVE");
        assert!(signs_in(t, ANN));
        let mut mailbox = Browser::new(t);
        mailbox.open(&to_new).expect(410);
        mailbox
            .open(&to_old)
            .expect(410)
            .says("There is nothing to take back any more");

        let mut own = Browser::signed_in(t, "acme", ANN);
        own.open("/p/acme/account/email");
        own.press("Change e-mail", &[("email", NEW), ("current_password", PASSWORD)])
            .expect(200);
        own.press("Cancel change", &[])
            .expect(200)
            .says("The change is cancelled");
        own.open("/p/acme/account/email").says_not("is not confirmed yet");
    });
}

/// Whoever has taken an account over changes its address twice and then the password: the first owner's link still works.
#[test]
fn the_owner_of_the_old_mailbox_takes_it_back_even_after_the_confirmation() {
    on_both(|t| {
        let ann = world(t);
        let mut thief = Browser::signed_in(t, "acme", ANN);
        let take = |thief: &mut Browser, to: &str, password: &str| {
            thief.open("/p/acme/account/email");
            thief
                .press("Change e-mail", &[("email", to), ("current_password", password)])
                .expect(200);
            let link = verify(&t.link_to(to));
            thief.open(&link).press("Confirm e-mail", &[]).expect(200);
        };
        take(&mut thief, "thief@evil.example", PASSWORD);
        let mine = undo(&t.link_to(ANN));
        thief.open("/p/acme/account/password");
        let next = "thirteen stolen violins in a row";
        thief
            .press("Set password", &[("current_password", PASSWORD), ("password", next)])
            .expect(200);
        take(&mut thief, "thief@other.example", next);
        let theirs = undo(&t.link_to("thief@evil.example"));

        let mut owner = Browser::new(t);
        for _ in 0..2 {
            owner
                .open(&mine)
                .expect(200)
                .says("Keep your old address for ACME?")
                .says(ANN);
        }
        owner
            .press("Keep my old address", &[])
            .expect(200)
            .says("Your old address counts again");
        thief.open("/p/acme/account").says("Sign in to");
        thief.open(&theirs).expect(410);
        owner.open(&mine).expect(410).says("The change was taken back");
        let host = t.app.host_ctx("acme").expect("the portal");
        let user = app::users::list::get(&host, ann).expect("Ann").user;
        assert_eq!(user.profile.email.as_str(), ANN);
        owner
            .open("/p/acme/forgot")
            .press("Send link", &[("name", ANN)])
            .expect(200);
        let reset = format!("/p/acme/reset/{}", t.link_to(ANN).expose());
        owner.open(&reset).expect(200);
    });
}

#[test]
fn the_way_back_ends_after_seven_days_and_where_the_address_is_taken() {
    on_both(|t| {
        let ann = world(t);
        change(t, ann, NEW);
        let back = undo(&t.link_to(ANN));
        Browser::new(t)
            .open(&verify(&t.link_to(NEW)))
            .press("Confirm e-mail", &[])
            .expect(200);
        let again = json!({"emails": [ANN]});
        admin(t, "acme")
            .post("/api/v1/portals/acme/invitations", &again)
            .expect(200);
        let mut mailbox = Browser::new(t);
        mailbox
            .open(&back)
            .expect(200)
            .press("Keep my old address", &[])
            .expect(409);
        mailbox.says("The old address is taken");
        t.advance(Span::days(7));
        mailbox.open(&back).expect(410).says("This link has expired");
    });
}

#[test]
fn an_invited_address_is_replaced_and_invited_anew() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let ivy = t.invite("acme", "ivy@acme.example", "user");
        let old = format!("/p/acme/invite/{}", t.link_to("ivy@acme.example").expose());
        let mut page = Browser::signed_in(t, "acme", &testkit::admin_of("acme"));
        page.open(&format!("/p/acme/users/{ivy}/change-email")).expect(200);
        page.press("Continue", &[("email", "no address")])
            .expect(422)
            .says("Add the @");
        page.press("Continue", &[("email", "ivy@new.example")])
            .expect(200)
            .says("A new invitation goes to the new address");
        page.press("Change e-mail", &[])
            .expect(200)
            .says("The address is changed.");
        Browser::new(t).open(&old).expect(410);
        t.accept("acme", "ivy@new.example");
        assert_eq!(t.status("acme", ivy), "ACTIVE");
    });
}

/// Every refusal is a reason in the standard answer.
#[test]
fn programs_get_the_standard_answer() {
    on_both(|t| {
        let ann = world(t);
        let bob = t.user("acme", "bob@acme.example", "user");
        let api = admin(t, "acme");
        let me = t.ctx("acme", &testkit::admin_of("acme")).person().expect("a person").id;
        let dry = json!({"ids": [ann], "email": NEW, "dry_run": true});
        assert_eq!(api.post(CHANGE, &dry).expect(200).value()["done"], 1);
        assert_eq!(t.status("acme", ann), "ACTIVE");
        assert_eq!(outcome(&change(t, ann, NEW)), ("done", ""));
        let refused = [
            (ann, NEW, "no_change"),
            (ann, ANN, "no_change"),
            (bob, NEW, "address_taken"),
            (bob, ANN, "address_taken"),
            (me, "boss@new.example", "is_self"),
            (UserId(uuid::Uuid::nil()), "x@new.example", "not_found"),
        ];
        for (id, to, reason) in refused {
            assert_eq!(outcome(&change(t, id, to)), ("skipped", reason), "{to}");
        }
        let invited = api
            .post("/api/v1/portals/acme/invitations", &json!({"emails": [NEW]}))
            .expect(200)
            .value();
        assert_eq!(
            outcome(&invited),
            ("skipped", "already_user"),
            "a waiting address is somebody's"
        );
        api.post(CHANGE, &json!({"ids": [ann, bob], "email": NEW})).expect(400);
        api.post(CHANGE, &json!({"ids": [ann], "email": "nobody"})).expect(400);
        let member = Client::new(t).bearer(&token(t, "acme", "bob@acme.example"));
        member
            .post(CHANGE, &json!({"ids": [ann], "email": "x@new.example"}))
            .expect(403);

        let patch = api.patch(
            &format!("/api/v1/portals/acme/users/{ann}"),
            &json!({"email": "x@new.example"}),
        );
        insta::allow_duplicates! {
            insta::assert_snapshot!(patch.expect(400).problem(), @r#"{"code":"invalid","detail":"Email: The e-mail is a step of its own: POST to `users/change-email`.","errors":[{"field":"email","message":"The e-mail is a step of its own: POST to `users/change-email`."}],"request_id":"…","status":400,"title":"Bad Request","type":"about:blank#invalid"}"#);
        }
    });
}

#[test]
fn the_last_admin_keeps_access() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let boss = t.ctx("acme", &testkit::admin_of("acme")).person().expect("a person").id;
        let owner = crate::support::owner(t);
        let body = json!({"ids": [boss], "email": "boss@new.example"});
        assert_eq!(
            outcome(&owner.post(CHANGE, &body).expect(200).value()),
            ("skipped", "last_admin")
        );
        t.user("acme", "second@acme.example", "admin");
        assert_eq!(outcome(&owner.post(CHANGE, &body).expect(200).value()), ("done", ""));
    });
}

/// Fifty people want one address at the same moment: exactly one gets it.
#[test]
fn one_of_fifty_gets_the_address() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let host = t.app.host_ctx("acme").expect("the portal");
        let to = app::users::change_email::parse("one@new.example").expect("an address");
        let ids: Vec<UserId> = (0..50)
            .map(|n| t.invite("acme", &format!("u{n}@acme.example"), "user"))
            .collect();
        // Half of them have accepted: for them the address waits, for the others it counts at once.
        ids.iter().step_by(2).for_each(|id| {
            t.force("acme", *id, |user| {
                user.lifecycle = model::user::Lifecycle::Active;
                user.password = model::user::Password::Set(user.added_at);
                user.email_verified_at = Some(user.added_at);
            });
        });
        let barrier = Barrier::new(ids.len());
        let answers: Vec<String> = std::thread::scope(|scope| {
            let racers: Vec<_> = ids
                .iter()
                .map(|id| {
                    let (barrier, host, to) = (&barrier, &host, &to);
                    scope.spawn(move || {
                        barrier.wait();
                        let report = app::users::change_email::change(host, *id, to).expect("an answer");
                        let outcome = &report.lines[0].outcome;
                        outcome.reason().unwrap_or(outcome.code()).to_owned()
                    })
                })
                .collect();
            racers
                .into_iter()
                .map(|racer| racer.join().expect("no panic"))
                .collect()
        });
        assert_eq!(
            answers.iter().filter(|answer| *answer == "done").count(),
            1,
            "{answers:?}"
        );
        assert_eq!(answers.iter().filter(|answer| *answer == "address_taken").count(), 49);
    });
}

/// An old link and a new one pressed at the same moment: the account has one address, and it is one that was asked for.
#[test]
fn confirming_and_undoing_at_once_ends_in_one_of_both() {
    on_both(|t| {
        let ann = world(t);
        change(t, ann, NEW);
        let (confirm, back) = (t.link_to(NEW), t.link_to(ANN));
        let barrier = Barrier::new(2);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                barrier.wait();
                let _ = app::users::email_link::confirm(&t.app, "acme", &confirm, t.app.own_request());
            });
            barrier.wait();
            app::users::email_link::undo(&t.app, "acme", &back, t.app.own_request()).expect("undone, before or after");
        });
        let host = t.app.host_ctx("acme").expect("the portal");
        let user = app::users::list::get(&host, ann).expect("Ann").user;
        assert_eq!((user.profile.email.as_str(), user.pending_email), (ANN, None));
        assert_eq!(user.status.code(), "ACTIVE");
    });
}
