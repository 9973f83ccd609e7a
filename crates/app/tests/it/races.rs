//! Two requests at once: exactly one wins. Each race starts at a barrier and is repeated.

use app::users::accept::{self, Accepted};
use app::users::run::{self, Answer, Target};
use app::{AppError, Ctx};
use model::command::Command;
use model::ids::UserId;
use model::report::{Outcome, Skip};
use std::sync::Barrier;
use testkit::{PASSWORD, TestApp, admin_of, on_both};

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

trait Waiting {
    fn user_or_waiting(&self, slug: &str, email: &str) -> UserId;
}

impl Waiting for TestApp {
    /// Accepted, whether there was a seat or not.
    fn user_or_waiting(&self, slug: &str, email: &str) -> UserId {
        self.user(slug, email, "user")
    }
}

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

#[test]
fn one_address_invited_by_many_at_once_is_one_user() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        let racers: Vec<Box<dyn FnOnce() -> Outcome + Send + '_>> = (0..10)
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
            9
        );
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
