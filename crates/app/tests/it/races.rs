//! Requests at once: exactly as many win as may. Each race starts at a barrier, most of them with fifty.

use app::users::accept::{self, Accepted};
use app::users::password;
use app::users::run::{self, Answer, Target};
use app::{AppError, Ctx};
use model::command::Command;
use model::event::Action;
use model::ids::UserId;
use model::report::{Outcome, Skip};
use std::sync::Barrier;
use testkit::{PASSWORD, TestApp, admin_of, on_both};

/// How many race.
const FIFTY: usize = 50;

fn number<T: PartialEq>(answers: &[T], wanted: &T) -> usize {
    answers.iter().filter(|answer| *answer == wanted).count()
}

/// Runs all at once and returns their answers in order.
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

fn outcome(answer: Result<Answer, AppError>) -> Outcome {
    match answer.unwrap() {
        Answer::Finished { report, .. } => report.lines[0].outcome.clone(),
        Answer::Started(_) => panic!("not a large set"),
    }
}

fn command<'a>(ctx: &'a Ctx, command: Command, id: UserId) -> Box<dyn FnOnce() -> Outcome + Send + 'a> {
    Box::new(move || outcome(run::run(ctx, command, Target::Ids(vec![id]), None)))
}

#[test]
fn two_admins_removing_each_other_leave_one() {
    on_both(|t| {
        let first = t.portal("acme", "standard", None);
        t.user("acme", "second@acme.example", "admin");
        let second = t.ctx("acme", "second@acme.example");
        let ids = [first.person().unwrap().id, second.person().unwrap().id];
        for _ in 0..10 {
            let off = Command::Deactivate { reason: None };
            let outcomes = at_once(vec![
                command(&first, off.clone(), ids[1]),
                command(&second, off, ids[0]),
            ]);
            let done = outcomes.iter().filter(|o| **o == Outcome::Done).count();
            assert_eq!(done, 1, "{outcomes:?}");
            assert!(outcomes.contains(&Outcome::Skipped(Skip::LastAdmin)), "{outcomes:?}");
            let host = t.app.host_ctx("acme").unwrap();
            for id in ids {
                run::run(&host, Command::Activate, Target::Ids(vec![id]), None).unwrap();
            }
        }
    });
}

/// Fifty commands that each take the access of another admin: whoever comes last finds the last one.
///
/// Proves: S1.3
#[test]
fn of_fifty_admins_removed_at_once_one_is_left() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let host = t.app.host_ctx("acme").unwrap();
        let mut ids = vec![t.ctx("acme", &admin_of("acme")).person().unwrap().id];
        ids.extend((1..FIFTY).map(|n| t.user("acme", &format!("admin{n}@acme.example"), "admin")));
        let endings = [
            Command::Deactivate { reason: None },
            Command::Lock { reason: None },
            Command::Delete { reason: None },
        ];
        let racers = ids.iter().zip(endings.iter().cycle());
        let outcomes = at_once(racers.map(|(id, ending)| command(&host, ending.clone(), *id)).collect());
        assert_eq!(number(&outcomes, &Outcome::Done), FIFTY - 1, "{outcomes:?}");
        assert_eq!(number(&outcomes, &Outcome::Skipped(Skip::LastAdmin)), 1);
        let left = ids.iter().filter(|id| t.status("acme", **id) == "ACTIVE").count();
        assert_eq!(left, 1);
    });
}

/// Two admins send fifty requests against each other.
#[test]
fn fifty_requests_of_two_admins_against_each_other_leave_one() {
    on_both(|t| {
        let first = t.portal("acme", "standard", None);
        t.user("acme", "second@acme.example", "admin");
        let second = t.ctx("acme", "second@acme.example");
        let ids = [first.person().unwrap().id, second.person().unwrap().id];
        let off = || Command::Deactivate { reason: None };
        let racer = |n: usize| match n % 2 {
            0 => command(&first, off(), ids[1]),
            _ => command(&second, off(), ids[0]),
        };
        let outcomes = at_once((0..FIFTY).map(racer).collect());
        assert_eq!(number(&outcomes, &Outcome::Done), 1, "{outcomes:?}");
        let left = ids.iter().filter(|id| t.status("acme", **id) == "ACTIVE").count();
        assert_eq!(left, 1);
    });
}

#[test]
fn two_admins_in_one_batch_do_not_remove_each_other() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        let second = t.user("acme", "second@acme.example", "admin");
        let host = t.app.host_ctx("acme").unwrap();
        let both = vec![admin.person().unwrap().id, second];
        let Answer::Finished { report, .. } =
            run::run(&host, Command::Deactivate { reason: None }, Target::Ids(both), None).unwrap()
        else {
            panic!("not a large set")
        };
        let outcomes: Vec<Outcome> = report.lines.into_iter().map(|l| l.outcome).collect();
        assert_eq!(outcomes, [Outcome::Done, Outcome::Skipped(Skip::LastAdmin)]);
    });
}

#[test]
fn the_last_seat_goes_to_exactly_one() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", Some(3));
        let waiting: Vec<UserId> = (0..6)
            .map(|i| t.user_or_waiting("acme", &format!("u{i}@acme.example")))
            .collect();
        let host = t.app.host_ctx("acme").unwrap();
        for _ in 0..5 {
            for id in &waiting {
                run::run(
                    &host,
                    Command::Deactivate { reason: None },
                    Target::Ids(vec![*id]),
                    None,
                )
                .unwrap();
            }
            // One of the three seats stays free for the race.
            run::run(&host, Command::Activate, Target::Ids(vec![waiting[5]]), None).unwrap();
            let racers = waiting[..5]
                .iter()
                .map(|id| command(&admin, Command::Activate, *id))
                .collect();
            let outcomes = at_once(racers);
            assert_eq!(
                outcomes.iter().filter(|o| **o == Outcome::Done).count(),
                1,
                "{outcomes:?}"
            );
            assert_eq!(
                outcomes
                    .iter()
                    .filter(|o| **o == Outcome::Skipped(Skip::NoSeat))
                    .count(),
                4,
                "{outcomes:?}"
            );
            t.assert_clean();
        }
    });
}

/// Fifty accept their invitations at once, then fifty are activated at once: one seat is free each time.
///
/// Proves: S0.17, S0.19, S0.21, S0.40
#[test]
fn one_free_seat_goes_to_one_of_fifty() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", Some(2));
        let people: Vec<(String, UserId)> = (0..FIFTY)
            .map(|n| format!("u{n}@acme.example"))
            .map(|email| (email.clone(), t.invite("acme", &email, "user")))
            .collect();
        let secrets: Vec<_> = people.iter().map(|(email, _)| t.link_to(email)).collect();
        let accepts = secrets
            .iter()
            .map(|secret| -> Box<dyn FnOnce() -> Accepted + Send + '_> {
                Box::new(|| accept::accept(&t.app, "acme", secret, PASSWORD, t.app.own_request()).unwrap())
            });
        let accepted = at_once(accepts.collect());
        let active = accepted.iter().filter(|a| matches!(a, Accepted::Active)).count();
        let waiting = accepted
            .iter()
            .filter(|a| matches!(a, Accepted::WaitingForSeat))
            .count();
        assert_eq!((active, waiting), (1, FIFTY - 1), "{accepted:?}");
        t.assert_clean();

        let ids: Vec<UserId> = people.into_iter().map(|(_, id)| id).collect();
        let host = t.app.host_ctx("acme").unwrap();
        while ids.iter().any(|id| t.status("acme", *id) == "ACTIVE") {
            // Whoever waited longest moves up, until nobody waits.
            run::run(
                &host,
                Command::Deactivate { reason: None },
                Target::Ids(ids.clone()),
                None,
            )
            .unwrap();
        }
        let outcomes = at_once(ids.iter().map(|id| command(&admin, Command::Activate, *id)).collect());
        assert_eq!(number(&outcomes, &Outcome::Done), 1, "{outcomes:?}");
        assert_eq!(number(&outcomes, &Outcome::Skipped(Skip::NoSeat)), FIFTY - 1);
    });
}

trait Waiting {
    fn user_or_waiting(&self, slug: &str, email: &str) -> UserId;
}

impl Waiting for TestApp {
    /// Accepted, whether there was a seat or not.
    fn user_or_waiting(&self, slug: &str, email: &str) -> UserId {
        self.user(slug, email, "user")
    }
}

/// Proves: S4.15
#[test]
fn one_link_is_used_once_by_fifty() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let ann = t.invite("acme", "ann@acme.example", "user");
        let secret = t.link_to("ann@acme.example");
        let racers: Vec<Box<dyn FnOnce() -> Result<Accepted, AppError> + Send + '_>> = (0..50)
            .map(|i| {
                let secret = &secret;
                let racer = move || {
                    let password = format!("{PASSWORD} number {i}");
                    accept::accept(&t.app, "acme", secret, &password, t.app.own_request())
                };
                Box::new(racer) as Box<dyn FnOnce() -> Result<Accepted, AppError> + Send + '_>
            })
            .collect();
        let answers = at_once(racers);
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1);
        let refused = answers
            .iter()
            .filter(|a| matches!(a, Err(e) if e.code() == "link_not_valid"));
        assert_eq!(refused.count(), 49);
        assert_eq!(t.status("acme", ann), "ACTIVE");
        let winner = answers.iter().position(Result::is_ok).unwrap();
        let password = format!("{PASSWORD} number {winner}");
        let signed_in = app::sign_in::sign_in(&t.app, "acme", "ann@acme.example", &password, t.app.own_request());
        assert!(signed_in.is_ok(), "the winner's password is the one that counts");
    });
}

/// Proves: S4.12
#[test]
fn one_address_invited_by_many_at_once_is_one_user() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        let racers: Vec<Box<dyn FnOnce() -> Outcome + Send + '_>> = (0..FIFTY)
            .map(|i| {
                let admin = &admin;
                let racer = move || {
                    let text = if i % 2 == 0 {
                        "Ann@acme.example"
                    } else {
                        "ann@ACME.example"
                    };
                    outcome(app::users::invite::send(admin, text, testkit::grant("user"), None))
                };
                Box::new(racer) as Box<dyn FnOnce() -> Outcome + Send + '_>
            })
            .collect();
        let outcomes = at_once(racers);
        assert_eq!(
            outcomes.iter().filter(|o| **o == Outcome::Done).count(),
            1,
            "{outcomes:?}"
        );
        assert_eq!(
            outcomes
                .iter()
                .filter(|o| **o == Outcome::Skipped(Skip::AlreadyInvited))
                .count(),
            FIFTY - 1
        );
        t.run_jobs();
        let mails = t
            .mail
            .list()
            .into_iter()
            .filter(|m| m.mail.to.eq_ignore_ascii_case("ann@acme.example"));
        assert_eq!(mails.count(), 1, "one mail for one invitation");
    });
}

/// A reset link is used once, whoever is first.
///
/// Proves: S0.28
#[test]
fn one_reset_link_is_used_once_by_fifty() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        let ann = t.user("acme", "ann@acme.example", "user");
        command(&admin, Command::ResetPassword, ann)();
        let secret = t.link_to("ann@acme.example");
        let racers = (0..FIFTY).map(|n| -> Box<dyn FnOnce() -> Result<(), AppError> + Send + '_> {
            let secret = &secret;
            Box::new(move || {
                let password = format!("{PASSWORD} number {n}");
                password::reset(&t.app, "acme", secret, &password, t.app.own_request()).map(drop)
            })
        });
        let answers = at_once(racers.collect());
        let won: Vec<usize> = (0..FIFTY).filter(|n| answers[*n].is_ok()).collect();
        let refused = answers
            .iter()
            .filter(|a| matches!(a, Err(e) if e.code() == "link_not_valid"));
        assert_eq!((won.len(), refused.count()), (1, FIFTY - 1));
        let password = format!("{PASSWORD} number {}", won[0]);
        let enter =
            |password: &str| app::sign_in::sign_in(&t.app, "acme", "ann@acme.example", password, t.app.own_request());
        assert!(enter(&password).is_ok(), "the winner's password is the one that counts");
        assert!(enter(PASSWORD).is_err());
    });
}

/// No wrong password gets lost: where fifty lock, fifty at once do, and forty-nine do not.
///
/// Proves: S2.15, S2.21
#[test]
fn fifty_wrong_passwords_at_once_are_counted_one_by_one() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let write = t.db.write(|tx| {
            let mut portal = store::portals::by_slug(tx, "acme")?.unwrap();
            portal.policy.lockout.failures = 50;
            store::portals::update(tx, &portal, t.clock.now())
        });
        write.unwrap();
        let guess = |email: &'static str| -> Box<dyn FnOnce() -> String + Send + '_> {
            Box::new(move || {
                let answer = app::sign_in::sign_in(&t.app, "acme", email, "wrong", t.app.own_request());
                answer.map(|_| ()).unwrap_err().code().to_owned()
            })
        };
        for (email, guesses, status) in [
            ("ann@acme.example", FIFTY, "AUTO_LOCKED"),
            ("bob@acme.example", FIFTY - 1, "ACTIVE"),
        ] {
            let id = t.user("acme", email, "user");
            let answers = at_once((0..guesses).map(|_| guess(email)).collect());
            assert!(answers.iter().all(|code| code == "sign_in_failed"), "{answers:?}");
            assert_eq!(t.status("acme", id), status, "after {guesses} at once");
            let admin = t.ctx("acme", &admin_of("acme"));
            let locks = app::activity::EventQuery {
                target: Some(email.to_owned()),
                action: Some(Action::UserAutoLocked),
                limit: 10,
                ..Default::default()
            };
            let locked = app::activity::list(&admin, &locks).unwrap().events.len();
            assert_eq!(locked, usize::from(status == "AUTO_LOCKED"), "one lock, one event");
        }
    });
}

#[test]
fn a_deactivation_that_was_answered_beats_a_sign_in() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        let ann = t.user("acme", "ann@acme.example", "user");
        let host = t.app.host_ctx("acme").unwrap();
        for _ in 0..10 {
            let sign_in: Box<dyn FnOnce() -> Option<app::keys::Secret> + Send + '_> = Box::new(|| {
                app::sign_in::sign_in(&t.app, "acme", "ann@acme.example", PASSWORD, t.app.own_request())
                    .ok()
                    .map(|s| s.secret)
            });
            let off: Box<dyn FnOnce() -> Option<app::keys::Secret> + Send + '_> = Box::new(|| {
                command(&admin, Command::Deactivate { reason: None }, ann)();
                None
            });
            let sessions: Vec<_> = at_once(vec![sign_in, off]).into_iter().flatten().collect();
            assert_eq!(t.status("acme", ann), "INACTIVE");
            for secret in sessions {
                assert!(t.app.caller_of_session(&secret).is_err(), "no session survives (I4)");
            }
            run::run(&host, Command::Activate, Target::Ids(vec![ann]), None).unwrap();
        }
    });
}

#[test]
fn two_set_ups_make_one_provider() {
    for backend in testkit::Backend::ALL {
        let t = TestApp::new(backend);
        let racers: Vec<Box<dyn FnOnce() -> bool + Send + '_>> = (0..4)
            .map(|_| {
                let racer = || std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| t.set_up())).is_ok();
                Box::new(racer) as Box<dyn FnOnce() -> bool + Send + '_>
            })
            .collect();
        assert_eq!(at_once(racers).into_iter().filter(|won| *won).count(), 1);
        t.assert_clean();
        assert_eq!(admin_of("acme"), "admin@acme.example");
    }
}
