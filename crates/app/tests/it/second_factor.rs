//! The second factor and the steps that mend an account at sign-in (S2.16, S2.26, S2.30, C14).

use app::keys::Secret;
use app::sign_in::caller::Step;
use app::sign_in::{self, Started, steps};
use app::users::accept::{self, Accepted};
use app::users::run::{self, Answer, Target};
use app::users::second_factor::{self, Occasion, Proof, Removal};
use app::{AppError, Ctx};
use model::command::Command;
use model::ids::UserId;
use model::policy::MfaRequired;
use model::report::{Outcome, Skip};
use model::time::Span;
use std::sync::Barrier;
use testkit::phone::Phone;
use testkit::{PASSWORD, TestApp, admin_of, on_both};

const ANN: &str = "ann@acme.example";
const NEW: &str = "seven purple elephants dancing";
const HALF_A_MINUTE: Span = Span::seconds(30);

fn enter(t: &TestApp) -> Result<Started, AppError> {
    sign_in::sign_in(&t.app, "acme", ANN, PASSWORD, t.app.own_request())
}

fn give(t: &TestApp, code: &str) -> Result<Started, AppError> {
    steps::give_code(&t.arrival("acme", ANN), code).map(|(started, _)| started)
}

fn step_of(t: &TestApp, secret: &Secret) -> Step {
    match t.app.caller_of_session(secret) {
        Ok(_) => Step::Full,
        Err(AppError::Unfinished { step, .. }) => step,
        Err(error) => panic!("{error}"),
    }
}

fn is_wrong(answer: &Result<Started, AppError>) -> bool {
    matches!(answer, Err(AppError::Invalid(fields)) if fields.len() == 1 && fields[0].field == "code")
}

/// Another request of a session that has come all the way.
fn request(t: &TestApp, secret: &Secret) -> Ctx {
    let caller = t.app.caller_of_session(secret).unwrap();
    t.app.enter(&caller, "acme", t.app.own_request()).unwrap()
}

/// Somebody all the way in, with the code of this half minute.
fn ctx_with(t: &TestApp, phone: &Phone) -> Ctx {
    request(t, &give(t, &t.code(phone)).unwrap().secret)
}

/// A portal with Ann, whose phone has the authenticator; its first code is used up.
fn world(t: &TestApp) -> (UserId, Phone) {
    t.portal("acme", "standard", None);
    let ann = t.user("acme", ANN, "user");
    let phone = t.enrol("acme", ANN);
    t.advance(HALF_A_MINUTE);
    (ann, phone)
}

fn mails_about(t: &TestApp, words: &str) -> usize {
    t.run_jobs();
    t.mail.list().iter().filter(|m| m.mail.subject.contains(words)).count()
}

/// Proves: S2.30
#[test]
fn a_code_works_once_and_half_a_minute_early_or_late() {
    on_both(|t| {
        let (_, phone) = world(t);
        let first = t.code(&phone);
        let started = give(t, &format!(" {} {} ", &first[..3], &first[3..])).unwrap();
        assert_eq!(step_of(t, &started.secret), Step::Full);
        assert!(is_wrong(&give(t, &first)), "used up");
        t.advance(HALF_A_MINUTE);
        let late = t.code(&phone);
        t.advance(HALF_A_MINUTE);
        give(t, &late).unwrap();
        t.advance(HALF_A_MINUTE);
        let too_late = t.code(&phone);
        t.advance(Span::minutes(1));
        assert!(is_wrong(&give(t, &too_late)), "two steps late");
        let now = t.code(&phone);
        t.advance(Span::seconds(-30));
        give(t, &now).expect("a clock that is slow");
        for nonsense in ["", "123", "0000000", "12345x", "no code at all, but a long text"] {
            assert!(is_wrong(&give(t, nonsense)), "{nonsense}");
        }
        assert_eq!(mails_about(t, "is set up"), 1);
    });
}

fn at_once<T: Send>(racers: Vec<Box<dyn FnOnce() -> T + Send + '_>>) -> Vec<T> {
    let barrier = Barrier::new(racers.len());
    std::thread::scope(|scope| {
        let running: Vec<_> = racers
            .into_iter()
            .map(|racer| {
                let barrier = &barrier;
                scope.spawn(move || {
                    barrier.wait();
                    racer()
                })
            })
            .collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// Two browsers give the same code at the same moment.
fn race(t: &TestApp, code: &str) -> usize {
    let arrivals = [t.arrival("acme", ANN), t.arrival("acme", ANN)];
    let racers = arrivals.iter().map(|arrival| {
        let racer = move || steps::give_code(arrival, code).is_ok();
        Box::new(racer) as Box<dyn FnOnce() -> bool + Send + '_>
    });
    at_once(racers.collect()).into_iter().filter(|won| *won).count()
}

/// Proves: S2.30
#[test]
fn of_two_who_give_one_code_at_once_one_comes_in() {
    on_both(|t| {
        let (_, phone) = world(t);
        for code in phone.codes.iter().take(5) {
            t.advance(HALF_A_MINUTE);
            assert_eq!(race(t, &t.code(&phone)), 1, "a code of the app");
            assert_eq!(race(t, code), 1, "a recovery code");
        }
    });
}

/// Proves: S2.30
#[test]
fn a_recovery_code_works_once_and_new_ones_kill_the_old() {
    on_both(|t| {
        let (_, phone) = world(t);
        t.user("acme", "bob@acme.example", "user");
        let bobs = t.enrol("acme", "bob@acme.example");
        assert_eq!(phone.codes.len(), 10);
        let typed = phone.codes[0].to_lowercase().replace('-', " ");
        let (started, proof) = steps::give_code(&t.arrival("acme", ANN), &typed).unwrap();
        assert_eq!((started.step, proof), (Step::Full, Proof::RecoveryCode));
        assert!(is_wrong(&give(t, &phone.codes[0])), "used up");
        assert!(is_wrong(&give(t, &bobs.codes[0])), "somebody else's");
        let ctx = ctx_with(t, &phone);
        assert_eq!(second_factor::state(&ctx).unwrap().codes_left, 9);
        t.advance(HALF_A_MINUTE);
        let fresh = second_factor::new_codes(&ctx, PASSWORD, &t.code(&phone)).unwrap();
        assert!(is_wrong(&give(t, &phone.codes[1])), "of the old set");
        give(t, &fresh[1]).unwrap();
        let refused = second_factor::new_codes(&ctx, PASSWORD, &fresh[1]).unwrap_err();
        assert_eq!(
            refused,
            AppError::invalid("code", "This code is not right, or was used already.")
        );
        let query = app::activity::EventQuery {
            limit: 50,
            ..Default::default()
        };
        let log = app::activity::list(&t.ctx("acme", &admin_of("acme")), &query).unwrap();
        let codes: Vec<_> = log.events.iter().map(|event| event.action.code()).collect();
        for action in [
            "user.recovery_code_used",
            "user.recovery_codes_made",
            "user.second_factor_enrolled",
        ] {
            assert!(codes.contains(&action), "{action} in {codes:?}");
        }
        t.run_jobs();
        let mails = t.mail.list();
        let to_ann = mails.iter().filter(|mail| mail.mail.to == ANN);
        let about_codes: Vec<_> = to_ann
            .filter(|mail| mail.mail.subject.contains("recovery code"))
            .map(|mail| {
                let left = mail.mail.text.split("still work: ").nth(1);
                (mail.mail.subject.as_str(), left.and_then(|rest| rest.split('.').next()))
            })
            .collect();
        let used = "A recovery code was used for ACME";
        assert_eq!(
            about_codes,
            [
                (used, Some("9")),
                ("New recovery codes for ACME", None),
                (used, Some("9"))
            ],
            "the owner of the account hears of it"
        );
    });
}

/// Proves: S2.15, S2.30
#[test]
fn wrong_codes_lock_like_wrong_passwords_and_the_password_does_not_start_the_count_again() {
    on_both(|t| {
        let (ann, phone) = world(t);
        let session = give(t, &t.code(&phone)).unwrap().secret;
        t.advance(HALF_A_MINUTE);
        for _ in 0..5 {
            assert_eq!(t.status("acme", ann), "ACTIVE");
            // Each try begins with the right password.
            assert!(is_wrong(&give(t, "000000")));
        }
        assert_eq!(t.status("acme", ann), "AUTO_LOCKED");
        assert_eq!(enter(t).unwrap_err(), AppError::SignInFailed);
        assert_eq!(mails_about(t, "locked for a while"), 1, "one mail a lock");
        assert_eq!(step_of(t, &session), Step::Full, "guessing ends nobody's session (I10)");
        t.advance(Span::minutes(15));
        give(t, &t.code(&phone)).unwrap();
    });
}

/// While the account is locked, a session on its way in is refused a right code too.
#[test]
fn a_lock_refuses_right_codes() {
    on_both(|t| {
        let (ann, phone) = world(t);
        let secret = enter(t).unwrap().secret;
        let waiting = || t.app.arrival(&secret, t.app.own_request());
        for _ in 0..5 {
            sign_in::sign_in(&t.app, "acme", ANN, "wrong", t.app.own_request()).unwrap_err();
        }
        assert_eq!(t.status("acme", ann), "AUTO_LOCKED");
        let answer = steps::give_code(&waiting().unwrap(), &t.code(&phone)).map(|(started, _)| started);
        assert!(is_wrong(&answer));
        t.advance(Span::minutes(15));
        let twice = waiting().unwrap();
        steps::give_code(&twice, &t.code(&phone)).unwrap();
        t.advance(HALF_A_MINUTE);
        let again = steps::give_code(&twice, &t.code(&phone)).unwrap_err();
        assert_eq!(again, AppError::Unauthenticated, "who came in has another secret");
        assert_eq!(waiting().err(), Some(AppError::Unauthenticated));
    });
}

fn outcome(answer: Result<Answer, AppError>) -> Outcome {
    match answer.unwrap() {
        Answer::Finished { report, .. } => report.lines[0].outcome.clone(),
        Answer::Started(_) => panic!("no large set"),
    }
}

/// Proves: S2.26
#[test]
fn a_reset_ends_access_and_everything_of_the_second_factor() {
    on_both(|t| {
        let (ann, phone) = world(t);
        let admin = t.ctx("acme", &admin_of("acme"));
        let session = give(t, &t.code(&phone)).unwrap().secret;
        let waiting = t.arrival("acme", ANN);
        let reset = |by: &Ctx, id| outcome(run::run(by, Command::ResetMfa, Target::Ids(vec![id]), None));
        assert_eq!(reset(&admin, ann), Outcome::Done);
        assert_eq!(
            t.app.caller_of_session(&session).unwrap_err(),
            AppError::Unauthenticated
        );
        t.advance(HALF_A_MINUTE);
        assert_eq!(
            steps::give_code(&waiting, &t.code(&phone)).unwrap_err(),
            AppError::Unauthenticated
        );
        assert_eq!(enter(t).unwrap().step, Step::Full, "the password alone");
        assert_eq!(reset(&admin, ann), Outcome::Skipped(Skip::NoMfa));
        let own = admin.person().unwrap().id;
        assert_eq!(reset(&admin, own), Outcome::Skipped(Skip::IsSelf));
        t.user("acme", "hal@acme.example", "helpdesk");
        let helpdesk = t.ctx("acme", "hal@acme.example");
        assert_eq!(reset(&helpdesk, own), Outcome::Skipped(Skip::Outranked));
        assert_eq!(mails_about(t, "was reset"), 1);
        // The secret is gone: setting up anew gives another one, and the old codes are dead.
        let again = t.enrol("acme", ANN);
        t.advance(HALF_A_MINUTE);
        assert_ne!(t.code(&phone), t.code(&again));
        assert!(is_wrong(&give(t, &phone.codes[0])));
        give(t, &t.code(&again)).unwrap();
    });
}

fn accept_now(t: &TestApp) -> Accepted {
    let link = t.link_to(ANN);
    accept::accept(&t.app, "acme", &link, PASSWORD, t.app.own_request()).unwrap()
}

fn seats(t: &TestApp) -> i64 {
    app::users::list::summary(&t.app.host_ctx("acme").unwrap())
        .unwrap()
        .counts
        .seats
}

/// Proves: S2.30, S0.21
#[test]
fn onboarding_ends_with_the_second_factor_where_the_portal_wants_one() {
    on_both(|t| {
        t.portal("acme", "standard", Some(2));
        t.want_second_factor("acme", MfaRequired::Everyone);
        let _ = t.enrol("acme", &admin_of("acme"));
        let ann = t.invite("acme", ANN, "user");
        let Accepted::SecondFactor(started) = accept_now(t) else {
            panic!("a second factor is missing");
        };
        assert_eq!(started.step, Step::EnrolSecondFactor);
        assert_eq!((t.status("acme", ann), seats(t)), ("PROVISIONED", 1));
        let host = t.app.host_ctx("acme").unwrap();
        let activate = || outcome(run::run(&host, Command::Activate, Target::Ids(vec![ann]), None));
        assert_eq!(activate(), Outcome::Skipped(Skip::OnboardingIncomplete));
        // Another day, from the sign-in page.
        t.advance(Span::days(3));
        assert_eq!(enter(t).unwrap().step, Step::EnrolSecondFactor);
        let _ = t.enrol("acme", ANN);
        assert_eq!((t.status("acme", ann), seats(t)), ("ACTIVE", 2));

        // The seats are taken: setting up leads to waiting, and no session is left.
        t.invite("acme", "bob@acme.example", "user");
        t.accept("acme", "bob@acme.example");
        let bob = t.arrival("acme", "bob@acme.example");
        let phone = Phone::of(&second_factor::enrolment(&bob.ctx).unwrap());
        let enrolled = second_factor::confirm(&bob.ctx, &t.code(&phone), Occasion::SigningIn(&bob)).unwrap();
        assert_eq!((enrolled.started, enrolled.codes.len()), (None, 10));
        assert_eq!((t.status("acme", bob.user.id), seats(t)), ("INACTIVE", 2));
        let off = Command::Deactivate { reason: None };
        assert_eq!(
            outcome(run::run(&host, off, Target::Ids(vec![ann]), None)),
            Outcome::Done
        );
        assert_eq!((t.status("acme", bob.user.id), seats(t)), ("ACTIVE", 2));
    });
}

/// A policy that wants more counts at once, for sessions that are there too; one that wants less as well.
///
/// Proves: S2.30
#[test]
fn the_policy_is_judged_at_every_use() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.user("acme", ANN, "user");
        let session = enter(t).unwrap().secret;
        let admin = t.ctx("acme", &admin_of("acme"));
        let token = {
            let wish = app::tokens::Wish {
                for_email: None,
                name: String::from("sync"),
                permissions: vec![],
                expires_in: None,
            };
            app::tokens::create(&admin, &wish).unwrap().secret
        };
        t.want_second_factor("acme", MfaRequired::Admins);
        assert_eq!(step_of(t, &session), Step::Full, "Ann is no admin");
        let admins = sign_in::sign_in(&t.app, "acme", &admin_of("acme"), PASSWORD, t.app.own_request()).unwrap();
        assert_eq!(admins.step, Step::EnrolSecondFactor);
        assert!(t.app.caller_of_token(&token).is_ok(), "programs have no second factor");
        t.want_second_factor("acme", MfaRequired::Everyone);
        assert_eq!(step_of(t, &session), Step::EnrolSecondFactor);
        t.want_second_factor("acme", MfaRequired::Nobody);
        assert_eq!(step_of(t, &session), Step::Full);
    });
}

/// Proves: S2.16, S2.20
#[test]
fn an_expired_password_leads_to_a_new_one_and_no_further() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.rule("acme", |policy| policy.password.max_age_days = Some(30));
        let ann = t.user("acme", ANN, "user");
        t.advance(Span::days(30));
        t.run_jobs();
        assert_eq!(t.status("acme", ann), "AWAITING_NEW_PASSWORD");
        let arrival = t.arrival("acme", ANN);
        assert_eq!(arrival.step, Step::NewPassword);
        let code = steps::give_code(&arrival, "000000").unwrap_err();
        assert_eq!(code.code(), "sign_in_unfinished", "no step can be skipped");
        let wrong = steps::new_password(&arrival, "not it", NEW).unwrap_err();
        assert_eq!(
            wrong.to_string(),
            "current_password: This is not your current password."
        );
        let same = steps::new_password(&arrival, PASSWORD, PASSWORD).unwrap_err();
        assert_eq!(
            same.to_string(),
            "password: You have used this password before: choose another."
        );
        let started = steps::new_password(&arrival, PASSWORD, NEW).unwrap();
        assert_eq!((started.step, step_of(t, &started.secret)), (Step::Full, Step::Full));
        assert_eq!(t.status("acme", ann), "ACTIVE");
        enter(t).unwrap_err();
    });
}

/// Proves: S2.16, S2.30
#[test]
fn the_second_factor_comes_before_the_new_password_and_is_asked_once() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.rule("acme", |policy| policy.password.max_age_days = Some(30));
        t.user("acme", ANN, "user");
        let phone = t.enrol("acme", ANN);
        t.advance(Span::days(30));
        let arrival = t.arrival("acme", ANN);
        assert_eq!(arrival.step, Step::SecondFactor);
        let early = steps::new_password(&arrival, PASSWORD, NEW).unwrap_err();
        assert_eq!(early.code(), "sign_in_unfinished");
        let (started, _) = steps::give_code(&arrival, &t.code(&phone)).unwrap();
        assert_eq!(started.step, Step::NewPassword);
        let arrival = t.app.arrival(&started.secret, t.app.own_request()).unwrap();
        assert_eq!(steps::new_password(&arrival, PASSWORD, NEW).unwrap().step, Step::Full);
    });
}

/// Proves: S2.30
#[test]
fn removing_needs_both_factors_and_a_portal_that_lets_one() {
    on_both(|t| {
        let (_, phone) = world(t);
        let elsewhere = give(t, &phone.codes[0]).unwrap().secret;
        let here = give(t, &t.code(&phone)).unwrap().secret;
        t.advance(HALF_A_MINUTE);
        let code = t.code(&phone);
        let remove =
            |password: &str, code: &str, removal| second_factor::remove(&request(t, &here), password, code, removal);
        assert_eq!(
            remove("wrong", &code, Removal::Off).unwrap_err().to_string(),
            "password: This is not your password."
        );
        assert!(is_wrong(&remove(PASSWORD, "000000", Removal::Off)));
        t.want_second_factor("acme", MfaRequired::Everyone);
        assert_eq!(
            remove(PASSWORD, &code, Removal::Off).unwrap_err().code(),
            "mfa_required"
        );
        let started = remove(PASSWORD, &code, Removal::Anew).expect("a refusal uses no code up");
        assert_eq!(step_of(t, &started.secret), Step::EnrolSecondFactor);
        assert_eq!(
            t.app.caller_of_session(&elsewhere).unwrap_err(),
            AppError::Unauthenticated
        );
        let again = t.enrol("acme", ANN);
        assert!(is_wrong(&give(t, &phone.codes[1])), "of the former set");
        t.want_second_factor("acme", MfaRequired::Nobody);
        t.advance(HALF_A_MINUTE);
        let ctx = ctx_with(t, &again);
        second_factor::remove(&ctx, PASSWORD, &again.codes[3], Removal::Off).unwrap();
        assert_eq!(enter(t).unwrap().step, Step::Full);
        assert_eq!(mails_about(t, "was removed"), 2);
        assert_eq!(
            second_factor::remove(&ctx, PASSWORD, "x", Removal::Off)
                .unwrap_err()
                .code(),
            "no_mfa"
        );
    });
}

/// What is stored helps nobody who reads the database.
#[test]
fn secrets_are_encrypted_and_codes_hashed() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let ann = t.user("acme", ANN, "user");
        let ctx = t.ctx("acme", ANN);
        let shown = || second_factor::enrolment(&t.ctx("acme", ANN)).unwrap().secret;
        let first = shown();
        assert_eq!(first, shown(), "shown again");
        let pk = ctx.person().unwrap().pk;
        let stored =
            t.db.read(|tx| store::second_factors::totp(&mut store::portal_tx::PortalTx::new(tx, ctx.portal.pk), pk))
                .unwrap()
                .unwrap();
        assert!(stored.confirmed_at.is_none());
        assert_eq!(enter(t).unwrap().step, Step::Full, "not confirmed: no second factor");
        let nonce_and_tag = 12 + 16;
        assert_eq!(stored.secret.len(), 20 + nonce_and_tag);
        t.advance(Span::hours(1));
        assert_ne!(first, shown(), "an old one is not waited for");
        assert_eq!(t.status("acme", ann), "ACTIVE");
    });
}

/// Whoever holds the host lets the owner in again, also without the phone.
#[test]
fn recovering_the_owner_takes_the_second_factor_off() {
    on_both(|t| {
        let _ = t.enrol("provider", testkit::OWNER);
        app::host::recover_owner(&t.app, testkit::OWNER, NEW).unwrap();
        let started = sign_in::sign_in(&t.app, "provider", testkit::OWNER, NEW, t.app.own_request()).unwrap();
        assert_eq!(started.step, Step::Full);
        assert_eq!(mails_about(t, "was removed"), 1);
    });
}
