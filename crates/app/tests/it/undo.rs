//! Undo and retry (ui.md B9): an operation taken back for who has not changed since, or run again for who was left.

use app::users::again::{self, UndoOffer};
use app::users::list;
use app::users::run::{self, Answer, Target};
use app::{AppError, Ctx, operations, sign_in};
use model::access::Permission;
use model::command::Command;
use model::ids::{OperationId, UserId};
use model::operation::OperationState;
use model::report::{Outcome, Report, Skip};
use model::status::Status;
use model::time::Span;
use model::user::access::Edit;
use testkit::{PASSWORD, TestApp, admin_of, on_both};

const OFF: Command = Command::Deactivate { reason: None };

fn does(ctx: &Ctx, command: Command, ids: &[UserId]) -> OperationId {
    match run::run(ctx, command, Target::Ids(ids.to_vec()), None).unwrap() {
        Answer::Finished { operation, .. } => operation.id,
        Answer::Started(operation) => operation.id,
    }
}

fn told(answer: Answer) -> Report {
    let Answer::Finished { report, .. } = answer else {
        panic!("a small set")
    };
    report
}

fn outcomes(report: &Report) -> Vec<&Outcome> {
    report.lines.iter().map(|line| &line.outcome).collect()
}

fn people(t: &TestApp, names: &[&str]) -> Vec<UserId> {
    names
        .iter()
        .map(|name| t.user("acme", &format!("{name}@acme.example"), "user"))
        .collect()
}

#[test]
fn what_a_large_set_went_through_is_taken_back_and_tried_again_in_the_background() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        app::seed::users(&admin, 700, 7, &mut |_| {}).unwrap();
        let before = list::summary(&admin).unwrap().counts;
        let lock = Command::Lock { reason: None };
        let everybody = Target::Matching {
            filter: model::query::Filter::default(),
            except: Vec::new(),
        };
        let ended = |answer: Answer| {
            let Answer::Started(operation) = answer else {
                panic!("a large set")
            };
            t.run_jobs();
            operations::get(&admin, operation.id).unwrap()
        };
        let locked = ended(run::run(&admin, lock, everybody, None).unwrap());
        assert!(locked.done > 300 && locked.skipped > 0);
        let undone = ended(again::undo(&admin, locked.id, None).unwrap());
        assert_eq!((undone.total, undone.done), (locked.done, locked.done));
        let after = list::summary(&admin).unwrap().counts;
        // Links that have died stay dead: who was invited is so no more.
        for status in [Status::Active, Status::Added, Status::AutoLocked, Status::LockedByAdmin] {
            assert_eq!(after.of(&[status]), before.of(&[status]), "{status:?}");
        }
        let lines = operations::lines(&admin, undone.id, None, -1, 1_000).unwrap();
        let places: Vec<i64> = lines.iter().map(|(n, _)| *n).collect();
        assert_eq!(places, (0..undone.total).collect::<Vec<_>>());

        let few_seats = t.portal("seats", "standard", Some(5));
        app::seed::users(&few_seats, 700, 7, &mut |_| {}).unwrap();
        let waiting = Target::Matching {
            filter: model::query::Filter {
                status: vec![Status::Inactive],
                ..model::query::Filter::default()
            },
            except: Vec::new(),
        };
        let ended = |answer: Answer| {
            let Answer::Started(operation) = answer else {
                panic!("a large set")
            };
            t.run_jobs();
            operations::get(&few_seats, operation.id).unwrap()
        };
        let refused = ended(run::run(&few_seats, Command::Activate, waiting, None).unwrap());
        let reasons = operations::reasons(&few_seats, refused.id).unwrap();
        let no_seat = reasons
            .iter()
            .find(|(skip, _)| *skip == Skip::NoSeat)
            .expect("no seats")
            .1;
        assert!(no_seat > 300 && refused.done == 0);
        let again = ended(again::retry(&few_seats, refused.id, None).unwrap());
        assert_eq!((again.total, again.skipped), (no_seat, no_seat));
    });
}

#[test]
fn undo_brings_back_who_has_not_changed_since_once_and_for_a_day() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        let ids = people(t, &["ann", "bob"]);
        let invited = t.invite("acme", "cem@acme.example", "user");
        let session = sign_in::sign_in(&t.app, "acme", "ann@acme.example", PASSWORD, t.app.own_request()).unwrap();
        let operation = does(&admin, OFF, &[ids[0], ids[1], invited]);
        does(&admin, Command::Lock { reason: None }, &[ids[1]]);
        let offer = |id| again::undo_offer(&admin, &operations::get(&admin, id).unwrap()).unwrap();
        assert_eq!(offer(operation), UndoOffer::Open);

        let report = told(again::undo(&admin, operation, None).unwrap());
        assert_eq!(
            outcomes(&report),
            [
                &Outcome::Done,
                &Outcome::Skipped(Skip::ChangedSincePreview),
                &Outcome::Done
            ]
        );
        assert_eq!(t.status("acme", ids[0]), "ACTIVE");
        assert_eq!(t.status("acme", ids[1]), "INACTIVE");
        assert_eq!(t.status("acme", invited), "INVITE_REVOKED", "its link has died");
        assert!(
            t.app.caller_of_session(&session.secret).is_err(),
            "what ended stays ended"
        );
        assert!(t.ctx("acme", "ann@acme.example").person().is_some());

        let again = again::undo(&admin, operation, None).unwrap_err();
        assert_eq!(again.code(), "already_undone");
        let by = report.operation.unwrap();
        assert_eq!(offer(operation), UndoOffer::Undone(by));
        assert_eq!(offer(by), UndoOffer::None, "an undo is not undone");
        assert_eq!(again::undo(&admin, by, None).unwrap_err().code(), "not_undoable");

        let late = does(&admin, OFF, &[ids[0]]);
        t.advance(Span::hours(24));
        let admin = t.ctx("acme", &admin_of("acme"));
        assert_eq!(again::undo(&admin, late, None).unwrap_err().code(), "too_late");
    });
}

#[test]
fn every_undoable_command_is_undone_and_the_others_are_refused() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        let ids = people(t, &["ann"]);
        let ann = ids[0];
        let facts = || {
            let user = list::get(&admin, ann).unwrap().user;
            (user.lifecycle, user.lock, user.role, user.grants)
        };
        let doable = [
            OFF,
            Command::Lock { reason: None },
            Command::SetRole {
                role: String::from("auditor"),
            },
            Command::SetPermissions {
                edit: Edit::Add,
                permissions: vec![Permission::UsersView],
            },
            Command::Delete { reason: None },
        ];
        for command in doable {
            let before = facts();
            let operation = does(&admin, command.clone(), &ids);
            assert_ne!(facts(), before, "{command:?}");
            assert_eq!(
                told(again::undo(&admin, operation, None).unwrap()).done(),
                1,
                "{command:?}"
            );
            assert_eq!(facts(), before, "{command:?}");
        }
        for (first, then) in [
            (OFF, Command::Activate),
            (Command::Lock { reason: None }, Command::Unlock),
        ] {
            does(&admin, first, &ids);
            let before = facts();
            let operation = does(&admin, then.clone(), &ids);
            assert_eq!(
                told(again::undo(&admin, operation, None).unwrap()).done(),
                1,
                "{then:?}"
            );
            assert_eq!(facts(), before, "{then:?}");
            does(
                &admin,
                if then == Command::Activate {
                    Command::Activate
                } else {
                    Command::Unlock
                },
                &ids,
            );
        }
        for command in [Command::ResetPassword, Command::Resend { message: None }] {
            assert!(!command.is_undoable());
            let operation = does(&admin, command, &ids);
            assert_eq!(again::undo(&admin, operation, None).unwrap_err().code(), "not_undoable");
        }
    });
}

#[test]
fn undo_keeps_the_rules_of_the_set_and_of_who_may_what() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", Some(3));
        let ids = people(t, &["ann", "mia"]);
        let operation = does(&admin, OFF, &[ids[0]]);
        let cem = t.user("acme", "cem@acme.example", "user");
        assert_eq!(t.status("acme", cem), "ACTIVE", "took the seat");
        let report = told(again::undo(&admin, operation, None).unwrap());
        assert_eq!(outcomes(&report), [&Outcome::Skipped(Skip::NoSeat)]);

        does(
            &admin,
            Command::SetRole {
                role: String::from("admin"),
            },
            &[ids[1]],
        );
        let lowered = does(
            &admin,
            Command::SetRole {
                role: String::from("user"),
            },
            &[ids[1]],
        );
        does(
            &admin,
            Command::SetRole {
                role: String::from("helpdesk"),
            },
            &[cem],
        );
        let helper = t.ctx("acme", "cem@acme.example");
        assert!(matches!(
            again::undo(&helper, lowered, None),
            Err(AppError::Forbidden(Permission::UsersPermissions))
        ));
        does(
            &admin,
            Command::SetRole {
                role: String::from("manager"),
            },
            &[cem],
        );
        let manager = t.ctx("acme", "cem@acme.example");
        let report = told(again::undo(&manager, lowered, None).unwrap());
        assert_eq!(
            outcomes(&report),
            [&Outcome::Skipped(Skip::RoleNotGrantable)],
            "giving back is giving"
        );
    });
}

#[test]
fn large_sets_are_undone_in_the_background_and_exactly_the_unchanged_ones() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let host = t.app.host_ctx("acme").unwrap();
        app::seed::users(&host, 700, 11, &mut |_| ()).unwrap();
        let admin = t.ctx("acme", &admin_of("acme"));
        let all = || {
            let query = model::query::UserQuery {
                limit: 200,
                ..Default::default()
            };
            let mut query = query;
            let mut rows = Vec::new();
            loop {
                let page = list::page(&admin, &query).unwrap();
                rows.extend(page.rows.iter().map(|row| row.id));
                let Some(next) = page.next else { return rows };
                query.page = model::query::Page::After(list::cursor(&admin, &query, &next).unwrap());
            }
        };
        let ids = all();
        let facts = |id: &UserId| {
            let user = list::get(&host, *id).unwrap().user;
            (user.status, user.role, user.grants, user.lock)
        };
        let before: Vec<_> = ids.iter().map(facts).collect();
        let operation = does(&admin, OFF, &ids);
        t.run_jobs();
        let done = operations::get(&admin, operation).unwrap().done;
        assert!(done > 300, "{done}");
        let after: Vec<_> = ids.iter().map(facts).collect();
        // A different third for every database would be no test: each third user changes in between.
        let touched: Vec<UserId> = ids.iter().copied().step_by(3).collect();
        does(
            &admin,
            Command::SetRole {
                role: String::from("auditor"),
            },
            &touched,
        );
        t.run_jobs();
        let between: Vec<_> = ids.iter().map(facts).collect();
        let Answer::Started(undo) = again::undo(&admin, operation, None).unwrap() else {
            panic!("a large set")
        };
        t.run_jobs();
        let undo = operations::get(&admin, undo.id).unwrap();
        assert_eq!((undo.state, undo.total), (OperationState::Done, done));
        for (at, id) in ids.iter().enumerate() {
            let (now, was, changed) = (facts(id), &before[at], between[at] != after[at]);
            let expected = if changed { &between[at] } else { was };
            let dead_link = |status: model::status::Status| matches!(status.code(), "INVITED" | "INVITE_EXPIRED");
            if !changed && before[at] != after[at] && dead_link(was.0) {
                assert_eq!(now.0.code(), "INVITE_REVOKED");
            } else {
                assert_eq!(&now, expected, "user {at}");
            }
        }
    });
}

#[test]
fn retry_reaches_only_those_who_were_left() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        let ids = people(t, &["ann", "bob", "cem"]);
        does(&admin, OFF, &ids);
        app::portals::edit(&t.owner(), "acme", &app::portals::Edit::Seats(Some(2))).unwrap();
        let admin = t.ctx("acme", &admin_of("acme"));
        let operation = does(&admin, Command::Activate, &ids);
        assert_eq!(operations::get(&admin, operation).unwrap().done, 1);
        app::portals::edit(&t.owner(), "acme", &app::portals::Edit::Seats(Some(9))).unwrap();
        let report = told(again::retry(&admin, operation, None).unwrap());
        assert_eq!(outcomes(&report), [&Outcome::Done, &Outcome::Done]);
        let operation = report.operation.unwrap();
        assert_eq!(
            again::retry(&admin, operation, None).unwrap_err().code(),
            "nothing_to_retry"
        );
    });
}
