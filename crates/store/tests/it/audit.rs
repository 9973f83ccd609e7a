//! The audit log: what was written is read back, filtered and paged.

use crate::world::{ACME, ANN, BOB, CID, OTHER, acme, at, event, id, on_both, other, tx, user_id};
use model::event::{Action, By, Event, EventResult};
use model::ids::{EventId, OperationId};
use store::Db;
use store::audit::{self, EventQuery};

fn found(db: &Db, query: EventQuery) -> Vec<u128> {
    let query = EventQuery {
        limit: if query.limit == 0 { 50 } else { query.limit },
        ..query
    };
    acme(db, |p| audit::list(p, &query))
        .iter()
        .map(|e| e.id.0.as_u128())
        .collect()
}

fn system(n: u128) -> Event {
    Event {
        by: By {
            pk: None,
            label: "system".into(),
            role: String::new(),
            provider: true,
        },
        action: Action::InvitationExpired,
        result: EventResult::Failed,
        target: None,
        reason: Some("no_seat".into()),
        ..event(n, Some(OperationId(id(7))))
    }
}

#[test]
fn a_line_is_read_back_whole() {
    on_both(|db| {
        let lines = [event(1, None), system(2)];
        tx(db, |tx| audit::append(tx, ACME, &lines));
        tx(db, |tx| audit::append(tx, ACME, &[]));
        for line in &lines {
            assert_eq!(acme(db, |p| audit::by_id(p, line.id)).as_ref(), Some(line));
            assert_eq!(other(db, |p| audit::by_id(p, line.id)), None);
        }
    });
}

#[test]
fn lines_about_the_purged_are_found_by_their_id() {
    on_both(|db| {
        tx(db, |tx| audit::append(tx, ACME, &[event(1, None), system(2)]));
        let about = || EventQuery {
            target: Some(user_id(BOB).to_string()),
            ..EventQuery::default()
        };
        assert_eq!(found(db, about()), [1]);
        tx(db, |tx| tx.exec("DELETE FROM users WHERE pk = $1", &[&BOB.0]));
        assert_eq!(found(db, about()), [1]);
    });
}

#[test]
fn lines_are_found_by_every_condition() {
    on_both(|db| {
        tx(db, |tx| {
            audit::append(tx, ACME, &[event(1, None), system(2), event(3, None)])
        });
        tx(db, |tx| audit::append(tx, OTHER, &[event(4, None)]));
        let all = EventQuery::default;
        assert_eq!(found(db, all()), [3, 2, 1]);
        assert_eq!(
            found(
                db,
                EventQuery {
                    actor: Some("system".into()),
                    ..all()
                }
            ),
            [2]
        );
        assert_eq!(
            found(
                db,
                EventQuery {
                    actor: Some(user_id(ANN).to_string()),
                    ..all()
                }
            ),
            [3, 1]
        );
        assert_eq!(
            found(
                db,
                EventQuery {
                    actor: Some(user_id(CID).to_string()),
                    ..all()
                }
            ),
            []
        );
        assert_eq!(
            found(
                db,
                EventQuery {
                    actor_pk: Some(ANN),
                    ..all()
                }
            ),
            [3, 1]
        );
        assert_eq!(
            found(
                db,
                EventQuery {
                    target_pk: Some(BOB),
                    ..all()
                }
            ),
            [3, 1]
        );
        assert_eq!(
            found(
                db,
                EventQuery {
                    target: Some("bob@example.com".into()),
                    ..all()
                }
            ),
            [3, 1]
        );
        assert_eq!(
            found(
                db,
                EventQuery {
                    target: Some(user_id(BOB).to_string()),
                    ..all()
                }
            ),
            [3, 1]
        );
        assert_eq!(
            found(
                db,
                EventQuery {
                    target: Some("bob".into()),
                    ..all()
                }
            ),
            []
        );
        assert_eq!(
            found(
                db,
                EventQuery {
                    action: Some(Action::InvitationExpired),
                    ..all()
                }
            ),
            [2]
        );
        assert_eq!(
            found(
                db,
                EventQuery {
                    result: Some(EventResult::Done),
                    ..all()
                }
            ),
            [3, 1]
        );
        assert_eq!(
            found(
                db,
                EventQuery {
                    from: Some(at(2)),
                    to: Some(at(3)),
                    ..all()
                }
            ),
            [2]
        );
        assert_eq!(
            found(
                db,
                EventQuery {
                    operation: Some(OperationId(id(7))),
                    ..all()
                }
            ),
            [2]
        );
        assert_eq!(
            found(
                db,
                EventQuery {
                    actor_pk: Some(ANN),
                    from: Some(at(2)),
                    ..all()
                }
            ),
            [3]
        );
    });
}

#[test]
fn pages_go_down_and_up_again_newest_first() {
    on_both(|db| {
        // More than one statement's worth.
        let lines: Vec<_> = (1..=1200).map(|n| event(n, None)).collect();
        tx(db, |tx| audit::append(tx, ACME, &lines));
        let page = |after: Option<u128>, before: Option<u128>| {
            let cursor = |n: Option<u128>| n.map(|n| EventId(id(n)));
            found(
                db,
                EventQuery {
                    after: cursor(after),
                    before: cursor(before),
                    limit: 3,
                    ..EventQuery::default()
                },
            )
        };
        assert_eq!(page(None, None), [1200, 1199, 1198]);
        assert_eq!(page(Some(1198), None), [1197, 1196, 1195]);
        assert_eq!(page(None, Some(1197)), [1200, 1199, 1198]);
        assert_eq!(page(None, Some(1195)), [1198, 1197, 1196]);
        assert_eq!(page(Some(2), None), [1]);

        let newer = |n: u128| acme(db, |p| audit::newer_than(p, EventId(id(n))));
        assert_eq!((newer(1200), newer(1195), newer(1)), (0, 5, 100));
        assert_eq!(other(db, |p| audit::newer_than(p, EventId(id(1)))), 0);
    });
}
