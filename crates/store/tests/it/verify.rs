//! The checks find every kind of damage and say it in words.

use crate::world::{ACME, ANN, BOB, acme, at, event, id, on_both, operation, tx, user_id};
use model::ids::{MessageId, OperationId};
use model::operation::{OperationState, Work};
use model::report::{Outcome, Skip};
use store::links::{self, NewLink, Purpose};
use store::operations::{self, NewItem, NewOperation};
use store::outbox::{self, NewMessage};
use store::verify::{Finding, search_index, verify};
use store::{Db, Engine, StoreError, audit, users};

/// A finished operation with its lines, a queued mail and a sent one, a live link.
pub(crate) fn fill(db: &Db) {
    let op = OperationId(id(0x51));
    let item = |n, outcome| NewItem {
        n,
        user: Some((BOB, user_id(BOB))),
        input: None,
        outcome: Some(outcome),
    };
    let done = NewOperation {
        state: OperationState::Done,
        done: 1,
        skipped: 1,
        finished_at: Some(at(20)),
        ..operation(0x51, 2)
    };
    let single = NewOperation {
        work: Work::Single {
            action: "token.created".into(),
        },
        done: 1,
        state: OperationState::Done,
        ..operation(0x52, 1)
    };
    acme(db, |p| operations::insert(p, &done));
    acme(db, |p| operations::insert(p, &single));
    acme(db, |p| {
        operations::insert_items(
            p,
            op,
            &[item(0, Outcome::Done), item(1, Outcome::Skipped(Skip::Duplicate))],
        )
    });
    tx(db, |tx| audit::append(tx, ACME, &[event(1, Some(op))]));
    let mail = |n: u128, kind| NewMessage {
        id: MessageId(id(n)),
        portal: ACME,
        user: Some(BOB),
        kind,
        recipient: "bob@example.com".into(),
        body: vec![1],
        epoch: None,
        expires_at: None,
        created_at: at(n as i64),
        next_at: at(10),
    };
    tx(db, |tx| {
        outbox::enqueue(tx, &[mail(0x61, "activated"), mail(0x62, "invitation")])
    });
    assert!(tx(db, |tx| outbox::sent(tx, MessageId(id(0x61)), at(11))));
    acme(db, |p| users::mail_queued(p, &[BOB], at(10)));
    let link = [NewLink {
        hash: vec![1],
        user: BOB,
        purpose: Purpose::Invitation,
        epoch: 1,
        created_at: at(1),
        expires_at: at(99),
        email: None,
    }];
    acme(db, |p| links::replace(p, &link, at(1)));
}

pub(crate) fn text(found: &[Finding]) -> String {
    let lines = found
        .iter()
        .map(|f| format!("{} | {} | {}\n", f.check, f.portal.as_deref().unwrap_or("-"), f.detail));
    lines.collect()
}

/// An error that carries the findings out of a transaction, which is rolled back by it.
enum Probe {
    Found(String),
    Broken(StoreError),
}

impl From<StoreError> for Probe {
    fn from(error: StoreError) -> Self {
        Self::Broken(error)
    }
}

/// What is found after some damage, on both engines alike; the damage is undone.
fn after(db: &Db, damage: &str) -> String {
    let probe = db.write(|tx| {
        tx.batch(damage)?;
        let found = verify(tx)?;
        Err::<(), _>(Probe::Found(text(&found)))
    });
    match probe {
        Err(Probe::Found(text)) => text,
        Err(Probe::Broken(error)) => panic!("{damage}: {error}"),
        Ok(()) => unreachable!(),
    }
}

#[test]
fn a_sound_database_has_no_findings() {
    on_both(|db| {
        fill(db);
        assert_eq!(text(&db.read(verify).unwrap()), "");
        assert_eq!(search_index(db).unwrap(), None);
        assert_eq!(after(db, "UPDATE portals SET state = state"), "");
    });
}

#[test]
fn wrong_totals_are_found() {
    on_both(|db| {
        insta::allow_duplicates! {
            insta::assert_snapshot!(after(db, "UPDATE portals SET seat_limit = 0 WHERE slug = 'acme'"), @"seats (I1) | acme | 1 seats are held of 0.");
            insta::assert_snapshot!(after(db, "UPDATE counts SET n = -1 WHERE portal = 2 AND name = 'seats'"), @"counters (I1) | acme | The counter seats is -1, the rows are 1.");
            insta::assert_snapshot!(after(db, "DELETE FROM counts WHERE name = 'status:ADDED'"), @"counters (I1) | acme | The counter status:ADDED is 0, the rows are 1.");
            insta::assert_snapshot!(after(db, "UPDATE counts SET n = 1 WHERE portal = 3 AND name = 'status:DELETED'"), @"counters (I1) | other | The counter status:DELETED is 1, the rows are 0.");
            insta::assert_snapshot!(after(db, "UPDATE users SET lock_kind = 'admin' WHERE role = 'admin'"), @r"
            admins (I2) | acme | None of 1 admins is able to sign in.
            admins (I2) | other | None of 1 admins is able to sign in.
            ");
        }
        assert_eq!(
            after(db, "UPDATE users SET lock_kind = 'auto' WHERE role = 'admin'"),
            "",
            "it ends by itself"
        );
        assert_eq!(
            after(
                db,
                "UPDATE portals SET state = 'suspended'; UPDATE users SET email_verified_at = NULL"
            ),
            ""
        );
    });
}

#[test]
fn damaged_users_and_links_are_found() {
    on_both(|db| {
        fill(db);
        let second_link = "DROP INDEX links_live; INSERT INTO links (hash, user_pk, purpose, epoch, created_at, expires_at) \
             SELECT email_sort, user_pk, purpose, epoch, 1, 1 FROM links JOIN users ON pk = user_pk";
        let same_address =
            "DROP INDEX users_email; UPDATE users SET email_key = 'ann@example.com' WHERE pk = 8589934594";
        let same_username = "DROP INDEX users_username; UPDATE users SET username_key = 'x' WHERE portal = 2";
        insta::allow_duplicates! {
            insta::assert_snapshot!(after(db, second_link), @"links (I3) | acme | User 8589934594 has 2 live links for invitation.");
            insta::assert_snapshot!(after(db, same_address), @r"
            addresses (I8) | acme | 2 users have the address ann@example.com.
            computed columns (I8) | acme | User 8589934594 has a wrong email_key.
            ");
            insta::assert_snapshot!(after(db, same_username), @r"
            usernames (I8) | acme | 3 users have the username x.
            computed columns (I8) | acme | User 8589934593 has a wrong username_key.
            computed columns (I8) | acme | User 8589934594 has a wrong username_key.
            computed columns (I8) | acme | User 8589934595 has a wrong username_key.
            ");
            insta::assert_snapshot!(after(db, "UPDATE users SET search_key = 'x', last_sort = NULL WHERE pk = 8589934593"), @"computed columns (I8) | acme | User 8589934593 has a wrong search_key, last_sort.");
            insta::assert_snapshot!(after(db, "UPDATE users SET first_name = '' WHERE pk = 8589934593"), @r#"computed columns (I8) | acme | User 8589934593 cannot be read: users.name is ""."#);
            insta::assert_snapshot!(after(db, "UPDATE users SET pk = 12884901999 WHERE pk = 8589934595"), @r"
            row keys | acme | User 12884901999 has the row key of another portal.
            running numbers | acme | The next user would get the number 4, but 4294967407 is taken.
            ");
            insta::assert_snapshot!(after(db, "UPDATE portals SET next_user = 3 WHERE slug = 'acme'"), @"running numbers | acme | The next user would get the number 3, but 3 is taken.");
            insta::assert_snapshot!(after(db, "UPDATE users SET clock_at = NULL"), @"clock | acme | The invitation of user 8589934594 would never run out.");
            insta::assert_snapshot!(after(db, "UPDATE users SET status_order = 12 WHERE role = 'admin'"), @r"
            status | acme | 1 users have the status ACTIVE at place 12.
            status | other | 1 users have the status ACTIVE at place 12.
            ");
            insta::assert_snapshot!(after(db, "UPDATE users SET deleted = TRUE WHERE role = 'admin' AND portal = 2"), @"status | acme | 1 users have the status ACTIVE and are marked as deleted.");
        }
    });
}

#[test]
fn grants_second_factors_and_waiting_addresses_that_disagree_are_found() {
    on_both(|db| {
        let unindexed = r#"UPDATE users SET grants = '{"modules":["reports"]}' WHERE pk = 8589934593"#;
        let leftover =
            "INSERT INTO user_grants (portal, kind, name, user_pk) VALUES (2, 'module', 'reports', 8589934593)";
        let waiting =
            "UPDATE users SET pending_email = 'ann@example.com', pending_key = 'ann@example.com' WHERE pk = 8589934594";
        insta::allow_duplicates! {
            insta::assert_snapshot!(after(db, unindexed), @"grants | - | The index of grants is wrong about user 8589934593.");
            insta::assert_snapshot!(after(db, leftover), @"grants | - | The index of grants is wrong about user 8589934593.");
            insta::assert_snapshot!(after(db, "UPDATE users SET second_factor_at = 1 WHERE pk = 8589934593"), @"second factors | acme | User 8589934593 has a second factor by the account or by the secret, not by both.");
            insta::assert_snapshot!(after(db, waiting), @"pending addresses (I8) | acme | User 8589934594 waits for an address that somebody else has.");
        }
    });
}

#[test]
fn operations_that_do_not_add_up_are_found() {
    on_both(|db| {
        fill(db);
        insta::allow_duplicates! {
            insta::assert_snapshot!(after(db, "UPDATE operations SET done = 0"), @r"
            operations (I6) | acme | Operation 00000000-0000-0000-0000-000000000051 is finished with 1 of 2.
            operations (I6) | acme | Operation 00000000-0000-0000-0000-000000000052 is finished with 0 of 1.
            operations (I6) | acme | Operation 00000000-0000-0000-0000-000000000051 says 2 asked, 0 done, 1 skipped, 0 failed; its items say 2 asked, 1 done, 1 skipped, 0 failed.
            activity (I7) | acme | Operation 00000000-0000-0000-0000-000000000051 changed 0 users and has 1 lines in the log.
            ");
            insta::assert_snapshot!(after(db, "DELETE FROM operation_items WHERE n = 1"), @"operations (I6) | acme | Operation 00000000-0000-0000-0000-000000000051 says 2 asked, 1 done, 1 skipped, 0 failed; its items say 1 asked, 1 done, 0 skipped, 0 failed.");
            insta::assert_snapshot!(after(db, "DELETE FROM events"), @"activity (I7) | acme | Operation 00000000-0000-0000-0000-000000000051 changed 1 users and has 0 lines in the log.");
        }
    });
}

#[test]
fn mail_that_is_lost_or_kept_too_long_is_found() {
    on_both(|db| {
        fill(db);
        let swapped = "UPDATE outbox SET body = CASE WHEN body IS NULL THEN (SELECT email_sort FROM users WHERE pk = 8589934593) END";
        insta::allow_duplicates! {
            insta::assert_snapshot!(after(db, swapped), @r"
            outbox (I11) | acme | Mail 00000000-0000-0000-0000-000000000061 is sent and its text is still there.
            outbox (I11) | acme | Mail 00000000-0000-0000-0000-000000000062 is queued and has no text.
            ");
            insta::assert_snapshot!(after(db, "UPDATE outbox SET state = 'cancelled', body = NULL"), @"delivery (I11) | acme | User 8589934594 waits for a mail that is not queued.");
        }
    });
}

#[test]
fn a_search_index_that_differs_is_found() {
    on_both(|db| {
        let forget = match db.engine() {
            Engine::Sqlite => {
                "INSERT INTO users_fts (users_fts, rowid, search_key) SELECT 'delete', place, search_key FROM users_found \
                 WHERE portal = 3"
            }
            Engine::Postgres => "DELETE FROM users_found WHERE portal = 3",
        };
        insta::allow_duplicates! {
            insta::assert_snapshot!(after(db, forget), @"search index | - | The search index has 3 entries for 4 users.");
        }
        let renamed = "UPDATE users SET search_key = 'somebody else' WHERE pk = $1";
        assert_eq!(tx(db, |tx| tx.exec(renamed, &[&ANN.0])), 1);
        let found = search_index(db).unwrap().expect("a difference");
        assert_eq!((found.check, found.portal), ("search index", None));
    });
}
