//! Sets of every size: at once or durable, once per key, stopped, resumed.

use app::operations::{self, Key};
use app::users::run::{self, Answer, Target};
use app::{AppError, Ctx};
use model::command::Command;
use model::ids::UserId;
use model::operation::{Operation, OperationState};
use model::query::Filter;
use model::report::{Outcome, Skip};
use testkit::{TestApp, on_both};

const OFF: Command = Command::Deactivate { reason: None };

fn everyone() -> Target {
    Target::Matching {
        filter: Filter::default(),
        except: Vec::new(),
    }
}

/// A portal with an admin and `n` people who were added without a mail.
fn crowd(t: &TestApp, n: usize) -> Ctx {
    let admin = t.portal("acme", "standard", None);
    let text: Vec<String> = (0..n).map(|i| format!("Person {i} <person{i}@acme.example>")).collect();
    let mut grant = testkit::grant("user");
    grant.mail = model::operation::InviteMail::Skip;
    app::users::invite::send(&admin, &text.join("\n"), grant, None).unwrap();
    t.run_jobs();
    admin
}

fn started(answer: Answer) -> Operation {
    match answer {
        Answer::Started(operation) => *operation,
        Answer::Finished { .. } => panic!("a large set is started, not finished"),
    }
}

fn events_of(t: &TestApp, id: model::ids::OperationId) -> usize {
    let ctx = t.app.host_ctx("acme").unwrap();
    let mut query = app::activity::EventQuery {
        operation: Some(id),
        limit: 200,
        ..Default::default()
    };
    let mut n = 0;
    loop {
        let page = app::activity::list(&ctx, &query).unwrap();
        n += page.events.len();
        match page.events.last() {
            Some(last) if page.more => query.after = Some(last.id),
            _ => return n,
        }
    }
}

#[test]
fn a_large_set_is_done_in_chunks_with_one_event_for_each() {
    on_both(|t| {
        let admin = crowd(t, 1_200);
        let operation = started(run::run(&admin, OFF, everyone(), None).unwrap());
        assert_eq!((operation.total, operation.reached()), (1_201, 0));
        t.run_jobs();
        let operation = operations::get(&admin, operation.id).unwrap();
        assert_eq!(operation.state, OperationState::Done);
        // The admin is part of "everyone" and cannot take their own access away.
        assert_eq!((operation.done, operation.skipped, operation.failed), (1_200, 1, 0));
        assert_eq!(operations::reasons(&admin, operation.id).unwrap(), [(Skip::IsSelf, 1)]);
        // One for each change, and one for the refusal.
        assert_eq!(events_of(t, operation.id), 1_201);
        let lines = operations::lines(&admin, operation.id, Some("skipped"), -1, 10).unwrap();
        assert_eq!(lines[0].1.email, "admin@acme.example");
    });
}

#[test]
fn a_crash_between_chunks_does_nobody_twice() {
    on_both(|t| {
        let admin = crowd(t, 1_200);
        let operation = started(run::run(&admin, OFF, everyone(), None).unwrap());
        for n in [40, 25, 60, 15, 33] {
            // The worker dies at some statement: everything of that chunk is undone, the lease runs out.
            t.db.fail_nth_statement(n);
            let _ = app::jobs::run_due(&t.app);
            t.db.fail_nth_statement(0);
            t.assert_clean();
            t.advance(model::time::Span::minutes(2));
        }
        t.run_jobs();
        let operation = operations::get(&t.app.host_ctx("acme").unwrap(), operation.id).unwrap();
        assert_eq!(
            (operation.state, operation.done, operation.skipped),
            (OperationState::Done, 1_200, 1)
        );
        assert_eq!(events_of(t, operation.id), 1_201);
    });
}

#[test]
fn a_stopped_operation_keeps_what_is_done_and_says_what_is_not() {
    on_both(|t| {
        let admin = crowd(t, 1_200);
        let operation = started(run::run(&admin, OFF, everyone(), None).unwrap());
        // The worker fails later and later, until a chunk got through.
        for n in (10..).step_by(3) {
            t.db.fail_nth_statement(n);
            let _ = app::jobs::run_due(&t.app);
            t.db.fail_nth_statement(0);
            t.advance(model::time::Span::minutes(2));
            if operations::get(&admin, operation.id).unwrap().reached() > 0 {
                break;
            }
        }
        let stopped = operations::stop(&admin, operation.id).unwrap();
        assert_eq!(stopped.state, OperationState::Stopped);
        assert_eq!(stopped.reached(), stopped.total);
        let kept = stopped.done;
        assert!(kept > 0 && kept < 1_200, "{kept}");
        assert_eq!(operations::reasons(&admin, operation.id).unwrap()[0].0, Skip::Stopped);
        t.advance(model::time::Span::minutes(2));
        t.run_jobs();
        assert_eq!(
            operations::get(&t.app.host_ctx("acme").unwrap(), operation.id).unwrap(),
            stopped,
            "the worker leaves it alone"
        );
        let again = operations::stop(&admin, operation.id).unwrap_err();
        assert_eq!(again.code(), "already_finished");
    });
}

#[test]
fn an_operation_acts_with_the_rights_its_actor_still_has() {
    on_both(|t| {
        let admin = crowd(t, 400);
        t.user("acme", "second@acme.example", "admin");
        let second = t.ctx("acme", "second@acme.example");
        let operation = started(run::run(&second, OFF, everyone(), None).unwrap());
        let id = second.person().unwrap().id;
        run::run(&admin, OFF, Target::Ids(vec![id]), None).unwrap();
        t.run_jobs();
        let operation = operations::get(&admin, operation.id).unwrap();
        assert_eq!((operation.done, operation.skipped), (0, operation.total));
        assert_eq!(
            operations::reasons(&admin, operation.id).unwrap()[0].0,
            Skip::NoPermission
        );
    });
}

#[test]
fn the_same_key_gives_the_first_answer_and_another_body_is_refused() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        let ann = t.user("acme", "ann@acme.example", "user");
        let key = || Some(Key::parse("key-1").unwrap());
        let first = run::run(&admin, OFF, Target::Ids(vec![ann]), key()).unwrap();
        let again = run::run(&admin, OFF, Target::Ids(vec![ann]), key()).unwrap();
        let lines = |answer: &Answer| match answer {
            Answer::Finished { report, .. } => report.clone(),
            Answer::Started(_) => panic!("not a large set"),
        };
        assert_eq!(lines(&first), lines(&again));
        assert_eq!(lines(&again).lines[0].outcome, Outcome::Done);
        let other = run::run(&admin, Command::Activate, Target::Ids(vec![ann]), key());
        assert_eq!(other.unwrap_err(), AppError::KeyReused);
        assert_eq!(t.status("acme", ann), "INACTIVE");
    });
}

#[test]
fn every_asked_user_has_one_outcome_in_the_order_asked() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        t.portal("other", "standard", None);
        let ann = t.user("acme", "ann@acme.example", "user");
        let foreign = t.user("other", "bob@other.example", "user");
        let nobody = UserId(uuid::Uuid::from_u128(7));
        let own = admin.person().unwrap().id;
        let ids = vec![foreign, ann, ann, nobody, own];
        let preview = run::preview(&admin, &OFF, &Target::Ids(ids.clone())).unwrap();
        let Answer::Finished { report, .. } = run::run(&admin, OFF, Target::Ids(ids), None).unwrap() else {
            panic!("not a large set")
        };
        assert_eq!(preview.lines, report.lines);
        let outcomes: Vec<String> = report
            .lines
            .iter()
            .map(|l| l.outcome.reason().unwrap_or("done").to_owned())
            .collect();
        assert_eq!(outcomes, ["not_found", "done", "duplicate", "not_found", "is_self"]);
        assert_eq!(t.status("other", foreign), "ACTIVE");
        assert_eq!((report.done(), report.skipped(), report.failed()), (1, 4, 0));
    });
}

#[test]
fn help_desk_may_not_deactivate_and_nobody_acts_on_a_higher_rank() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        let admin_id = admin.person().unwrap().id;
        t.user("acme", "desk@acme.example", "helpdesk");
        t.user("acme", "boss@acme.example", "manager");
        let ann = t.user("acme", "ann@acme.example", "user");
        let desk = t.ctx("acme", "desk@acme.example");
        let refused = run::run(&desk, OFF, Target::Ids(vec![ann]), None).unwrap_err();
        assert_eq!(refused.to_string(), "this needs the permission users.activate");
        let manager = t.ctx("acme", "boss@acme.example");
        let Answer::Finished { report, .. } = run::run(&manager, OFF, Target::Ids(vec![admin_id, ann]), None).unwrap()
        else {
            panic!("not a large set")
        };
        assert_eq!(report.lines[0].outcome, Outcome::Skipped(Skip::Outranked));
        assert_eq!(report.lines[1].outcome, Outcome::Done);
        // Both refusals stand in the log.
        let host = t.app.host_ctx("acme").unwrap();
        let query = app::activity::EventQuery {
            action: Some(model::event::Action::CommandRefused),
            limit: 10,
            ..Default::default()
        };
        let log = app::activity::list(&host, &query).unwrap().events;
        let reasons: Vec<&str> = log.iter().filter_map(|e| e.reason.as_deref()).collect();
        assert_eq!(reasons, ["outranked", "users.activate"]);
    });
}
