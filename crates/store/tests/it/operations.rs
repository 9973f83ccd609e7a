//! Operations: items keep their order and get one outcome each; the counters are their sum.

use crate::world::{
    ACME, ANN, BOB, CID, EVE, OTHER, acme, at, id, on_both, operation, other, progress, try_in, tx, user_id,
};
use model::access::Permission;
use model::ids::{OperationId, RequestId, UserId, UserPk};
use model::operation::{AlreadyInvited, Grant, InviteMail, OperationState, Work};
use model::report::{Outcome, Skip};
use store::operations::{self, NewItem, NewOperation};
use store::{Db, StoreError};

const OP: OperationId = OperationId(id(1));

const fn known(pk: UserPk) -> Option<(UserPk, UserId)> {
    Some((pk, user_id(pk)))
}

fn waiting(n: i64, user: Option<(UserPk, UserId)>, input: Option<&str>) -> NewItem {
    NewItem {
        n,
        user,
        input: input.map(str::to_owned),
        outcome: None,
    }
}

/// Ann, Bob, a pasted address, and one that was refused at once.
fn begin(db: &Db) {
    let refused = NewItem {
        outcome: Some(Outcome::Skipped(Skip::NotUnderstood)),
        ..waiting(3, None, Some("nonsense"))
    };
    let items = [
        waiting(0, known(ANN), None),
        waiting(1, known(BOB), None),
        waiting(2, None, Some("dan@example.com")),
        refused,
    ];
    acme(db, |p| {
        operations::insert(
            p,
            &NewOperation {
                skipped: 1,
                ..operation(1, 4)
            },
        )
    });
    acme(db, |p| operations::insert_items(p, OP, &items));
}

fn shown(db: &Db) -> String {
    progress(&acme(db, |p| operations::by_id(p, OP)).unwrap())
}

#[test]
fn an_operation_is_read_back_whole() {
    on_both(|db| {
        let grant = Grant {
            role: "user".into(),
            message: None,
            mail: InviteMail::Send,
            already_invited: AlreadyInvited::Skip,
            access: model::user::access::Grants::default(),
            kind: model::user::Kind::default(),
        };
        let done = NewOperation {
            work: Work::Add {
                grant,
                form: model::admission::Form::Addresses,
            },
            state: OperationState::Done,
            done: 2,
            skipped: 1,
            failed: 1,
            finished_at: Some(at(20)),
            ..operation(1, 4)
        };
        acme(db, |p| operations::insert(p, &done));
        let found = acme(db, |p| operations::by_id(p, OP)).unwrap();
        assert_eq!(
            (found.id, &found.work, found.actor, found.actor_label.as_str()),
            (OP, &done.work, Some(ANN), "ann@example.com")
        );
        assert_eq!(
            (progress(&found).as_str(), found.created_at, found.finished_at),
            ("done 2+1+1 of 4", at(10), Some(at(20)))
        );
        assert_eq!(acme(db, |p| operations::lock(p, OP)), Some(found));
        assert_eq!(other(db, |p| operations::by_id(p, OP)), None);
        assert_eq!(other(db, |p| operations::lock(p, OP)), None);
    });
}

#[test]
fn items_are_done_in_the_order_asked_and_reported() {
    on_both(|db| {
        begin(db);
        let next = |limit| acme(db, |p| operations::next_items(p, OP, limit));
        assert_eq!(
            next(2).iter().map(|i| (i.n, i.user)).collect::<Vec<_>>(),
            [(0, known(ANN)), (1, known(BOB))]
        );
        assert_eq!(other(db, |p| operations::next_items(p, OP, 2)), []);

        let outcomes = [
            (0, None, Outcome::Skipped(Skip::IsSelf)),
            (1, known(BOB), Outcome::Failed("disk".into())),
        ];
        acme(db, |p| operations::set_outcomes(p, OP, &outcomes));
        acme(db, |p| operations::progress(p, OP, 0, 1, 1, 2, None));
        assert_eq!(shown(db), "running 0+2+1 of 4");
        let rest = next(9);
        assert_eq!(
            rest.iter()
                .map(|i| (i.n, i.user, i.input.as_deref()))
                .collect::<Vec<_>>(),
            [(2, None, Some("dan@example.com"))]
        );

        acme(db, |p| {
            operations::set_outcomes(p, OP, &[(2, known(CID), Outcome::Done)])
        });
        acme(db, |p| {
            operations::progress(p, OP, 1, 0, 0, 4, Some((OperationState::Done, at(30))))
        });
        assert_eq!((shown(db).as_str(), next(9).len()), ("done 1+2+1 of 4", 0));
        assert_eq!(
            acme(db, |p| operations::by_id(p, OP)).unwrap().finished_at,
            Some(at(30))
        );
        insta::allow_duplicates! {
            insta::assert_snapshot!(report(db), @r#"
            0 ann@example.com|ann Smith||Skipped(IsSelf)
            1 bob@example.com|bob Smith||Failed("disk")
            2 cid@example.com|cid Smith|dan@example.com|Done
            3 ||nonsense|Skipped(NotUnderstood)
            "#);
        }
    });
}

fn report(db: &Db) -> String {
    let mut out = String::new();
    acme(db, |p| {
        out.clear();
        operations::each_line(p, OP, |n, line| {
            out.push_str(&format!(
                "{n} {}|{}|{}|{:?}\n",
                line.email, line.name, line.input, line.outcome
            ));
            Ok::<_, StoreError>(())
        })
    });
    out
}

#[test]
fn lines_are_paged_and_filtered_and_counted() {
    on_both(|db| {
        begin(db);
        let outcomes = [
            (0, None, Outcome::Skipped(Skip::NotUnderstood)),
            (1, None, Outcome::Failed("disk".into())),
            (2, None, Outcome::Done),
        ];
        acme(db, |p| operations::set_outcomes(p, OP, &outcomes));
        let lines = |outcome: Option<&'static str>, after, limit| {
            acme(db, |p| operations::lines(p, OP, outcome, after, limit))
                .iter()
                .map(|(n, _)| *n)
                .collect::<Vec<_>>()
        };
        assert_eq!(lines(None, -1, 2), [0, 1]);
        assert_eq!(lines(None, 1, 2), [2, 3]);
        assert_eq!(lines(Some("skipped"), -1, 9), [0, 3]);
        assert_eq!(
            acme(db, |p| operations::lines(p, OP, None, -1, 1))[0].1.id,
            Some(user_id(ANN))
        );
        assert_eq!(other(db, |p| operations::lines(p, OP, None, -1, 9)), []);
        assert_eq!(
            acme(db, |p| operations::reasons(p, OP)),
            [("not_understood".to_owned(), 2)]
        );
        assert_eq!(acme(db, |p| operations::failures(p, OP)), [("disk".to_owned(), 1)]);
        assert_eq!(other(db, |p| operations::reasons(p, OP)), []);
    });
}

#[test]
fn an_outcome_is_final_and_needs_its_item() {
    on_both(|db| {
        begin(db);
        let set = |portal, n| {
            try_in(db, portal, |p| {
                operations::set_outcomes(p, OP, &[(n, None, Outcome::Done)])
            })
        };
        assert!(set(ACME, 3).is_err(), "it has one");
        assert!(set(ACME, 9).is_err(), "there is no such item");
        assert!(set(OTHER, 0).is_err());
        assert!(
            try_in(db, OTHER, |p| operations::insert_items(
                p,
                OP,
                &[waiting(8, None, None)]
            ))
            .is_err()
        );
        assert!(try_in(db, OTHER, |p| operations::progress(p, OP, 1, 0, 0, 1, None)).is_err());
        assert!(set(ACME, 0).is_ok());
    });
}

#[test]
fn a_stop_skips_what_is_left() {
    on_both(|db| {
        begin(db);
        acme(db, |p| operations::set_outcomes(p, OP, &[(0, None, Outcome::Done)]));
        acme(db, |p| operations::progress(p, OP, 1, 0, 0, 1, None));
        assert!(try_in(db, OTHER, |p| operations::stop_rest(p, OP, at(40))).is_err());
        assert_eq!(acme(db, |p| operations::stop_rest(p, OP, at(40))), 2);
        assert_eq!(shown(db), "stopped 1+3+0 of 4");
        assert_eq!(
            acme(db, |p| operations::reasons(p, OP)),
            [("stopped".to_owned(), 2), ("not_understood".to_owned(), 1)]
        );
        assert!(
            try_in(db, ACME, |p| operations::stop_rest(p, OP, at(41))).is_err(),
            "it has its end"
        );
        assert!(try_in(db, ACME, |p| operations::progress(p, OP, 1, 0, 0, 1, None)).is_err());
        assert_eq!(tx(db, |tx| operations::claim(tx, at(50), at(60))), None);
    });
}

#[test]
fn a_running_operation_is_claimed_by_one_worker() {
    on_both(|db| {
        let permissions = Some(vec![Permission::UsersActivate]);
        acme(db, |p| {
            operations::insert(
                p,
                &NewOperation {
                    permissions: permissions.clone(),
                    ..operation(2, 1)
                },
            )
        });
        other(db, |p| operations::insert(p, &operation(3, 1)));
        let claim = |now, until| tx(db, |tx| operations::claim(tx, at(now), at(until)));
        let first = claim(10, 70).unwrap();
        assert_eq!(
            (first.portal, first.operation.id, first.request),
            (ACME, OperationId(id(2)), RequestId(id(900)))
        );
        assert_eq!(first.permissions, permissions);
        let second = claim(11, 71).unwrap();
        assert_eq!((second.portal, second.permissions), (OTHER, None));
        assert_eq!(claim(12, 72), None);

        assert!(tx(db, |tx| operations::renew(tx, OperationId(id(2)), at(100))));
        assert_eq!(claim(71, 120).unwrap().operation.id, OperationId(id(3)));
        assert_eq!(claim(100, 130).unwrap().operation.id, OperationId(id(2)));
        other(db, |p| operations::stop_rest(p, OperationId(id(3)), at(101)));
        assert!(!tx(db, |tx| operations::renew(tx, OperationId(id(3)), at(200))));
    });
}

#[test]
fn a_repeated_request_finds_its_first_answer() {
    on_both(|db| {
        let keyed = NewOperation {
            idempotency_key: Some("abc".into()),
            request_hash: Some(vec![1, 2]),
            result: Some("{}".into()),
            ..operation(1, 1)
        };
        acme(db, |p| operations::insert(p, &keyed));
        let again = try_in(db, ACME, |p| {
            operations::insert(
                p,
                &NewOperation {
                    id: OperationId(id(2)),
                    ..keyed.clone()
                },
            )
        });
        assert!(operations::is_repeat(&again.unwrap_err()));
        let same_id = try_in(db, ACME, |p| operations::insert(p, &operation(1, 1)));
        assert!(!operations::is_repeat(&same_id.unwrap_err()));
        other(db, |p| {
            operations::insert(
                p,
                &NewOperation {
                    id: OperationId(id(3)),
                    ..keyed.clone()
                },
            )
        });

        let by = |label: &'static str, key: &'static str| acme(db, |p| operations::by_key(p, label, key));
        let (found, hash, result) = by("ann@example.com", "abc").unwrap();
        assert_eq!((found.id, hash, result.as_deref()), (OP, Some(vec![1, 2]), Some("{}")));
        assert_eq!(
            (by("bob@example.com", "abc"), by("ann@example.com", "abd")),
            (None, None)
        );
    });
}

#[test]
fn operations_are_listed_newest_first_without_single_changes() {
    on_both(|db| {
        let single = Work::Single {
            action: "token.created".into(),
        };
        acme(db, |p| {
            operations::insert(
                p,
                &NewOperation {
                    work: single.clone(),
                    state: OperationState::Done,
                    ..operation(9, 1)
                },
            )
        });
        for n in 1..=5 {
            acme(db, |p| operations::insert(p, &operation(n, 1)));
        }
        other(db, |p| {
            operations::insert(
                p,
                &NewOperation {
                    actor: Some(EVE),
                    ..operation(20, 1)
                },
            )
        });
        let ids = |found: Vec<model::operation::Operation>| found.iter().map(|o| o.id.0.as_u128()).collect::<Vec<_>>();
        assert_eq!(ids(acme(db, |p| operations::list(p, None, 3))), [5, 4, 3]);
        assert_eq!(
            ids(acme(db, |p| operations::list(p, Some(OperationId(id(3))), 3))),
            [2, 1]
        );
        assert_eq!(ids(acme(db, |p| operations::running_of(p, ANN))), [5, 4, 3]);
        assert_eq!(ids(acme(db, |p| operations::running_of(p, BOB))), [] as [u128; 0]);
        assert_eq!(ids(other(db, |p| operations::running_of(p, ANN))), [] as [u128; 0]);
    });
}

#[test]
fn items_of_a_large_set_are_numbered_on() {
    on_both(|db| {
        let users: Vec<_> = (0..1100u32)
            .map(|n| (UserPk::new(ACME, n), UserId(id(n.into()))))
            .collect();
        acme(db, |p| operations::insert(p, &operation(1, 1100)));
        acme(db, |p| operations::insert_items_from_ids(p, OP, &users, 0));
        acme(db, |p| operations::insert_items_from_ids(p, OP, &[], 7));
        let items = acme(db, |p| operations::next_items(p, OP, 5000));
        assert!(
            items
                .iter()
                .zip(0..)
                .all(|(item, n)| item.n == n && item.user == Some(users[n as usize]))
        );
        let outcomes: Vec<_> = items.iter().map(|item| (item.n, None, Outcome::Done)).collect();
        acme(db, |p| operations::set_outcomes(p, OP, &outcomes));
        assert_eq!(acme(db, |p| operations::next_items(p, OP, 5000)), []);
    });
}
