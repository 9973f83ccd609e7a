//! The outbox: mail is claimed by one worker, finished once, and shown on its user.

use crate::world::{ACME, ANN, BOB, CID, EVE, OTHER, acme, at, end_access, id, on_both, other, tx};
use model::ids::{MessageId, UserPk};
use store::outbox::{self, NewMessage};
use store::{Db, users};

fn mail(n: u128, user: UserPk, kind: &'static str) -> NewMessage {
    let link = kind != "activated";
    NewMessage {
        id: MessageId(id(n)),
        portal: user.portal(),
        user: Some(user),
        kind,
        recipient: "somebody@example.com".into(),
        body: vec![7; 9],
        epoch: link.then_some(1),
        expires_at: link.then_some(at(500)),
        created_at: at(10),
        next_at: at(10 + n as i64),
    }
}

fn queue(db: &Db, mails: &[NewMessage]) {
    tx(db, |tx| outbox::enqueue(tx, mails));
    acme(db, |p| users::mail_queued(p, &[BOB, CID], at(10)));
}

fn claimed(db: &Db, now: i64) -> Vec<u128> {
    tx(db, |tx| outbox::claim(tx, at(now), at(now + 60), 50))
        .iter()
        .map(|m| m.id.0.as_u128())
        .collect()
}

/// What the list of users shows.
fn delivery(db: &Db, pk: UserPk) -> String {
    let row = acme(db, |p| users::by_pk(p, pk)).unwrap();
    let delivery = row.delivery.unwrap();
    format!("{} {}", delivery.state, delivery.error.unwrap_or_default())
}

/// `state attempts error finished_at body`.
fn kept(db: &Db, n: u128) -> String {
    let sql = "SELECT state, attempts, error, finished_at, body FROM outbox WHERE id = $1";
    let row = tx(db, |tx| {
        tx.one(sql, &[&id(n)], |row| {
            let (state, error) = (row.get::<String>(0)?, row.get::<Option<String>>(2)?);
            let (finished, body) = (
                row.get::<Option<i64>>(3)?.map(|t| t / 1_000_000),
                row.get::<Option<Vec<u8>>>(4)?,
            );
            Ok(format!(
                "{state} {} {error:?} {finished:?} {}",
                row.get::<i64>(1)?,
                body.map_or("wiped", |_| "kept")
            ))
        })
    });
    row.unwrap()
}

#[test]
fn due_mail_is_claimed_until_the_claim_runs_out() {
    on_both(|db| {
        queue(
            db,
            &[
                mail(2, BOB, "invitation"),
                mail(1, ANN, "activated"),
                mail(90, CID, "invitation"),
            ],
        );
        end_access(db, BOB);
        let first = tx(db, |tx| outbox::claim(tx, at(20), at(80), 50));
        assert_eq!(first.iter().map(|m| m.id.0.as_u128()).collect::<Vec<_>>(), [1, 2]);
        let bob = &first[1];
        assert_eq!(
            (bob.portal, bob.user, bob.kind.as_str(), bob.attempts),
            (ACME, Some(BOB), "invitation", 1)
        );
        assert_eq!(
            (bob.recipient.as_str(), bob.body.as_slice()),
            ("somebody@example.com", &[7; 9][..])
        );
        assert_eq!(
            (bob.epoch, bob.user_epoch, bob.expires_at, bob.created_at),
            (Some(1), Some(2), Some(at(500)), at(10))
        );
        assert_eq!((first[0].epoch, first[0].user_epoch), (None, Some(1)));

        assert_eq!(claimed(db, 79), [] as [u128; 0]);
        assert_eq!(tx(db, |tx| outbox::claim(tx, at(80), at(90), 1))[0].attempts, 2);
    });
}

#[test]
fn a_claim_is_kept_while_the_mail_is_on_its_way() {
    on_both(|db| {
        queue(db, &[mail(1, BOB, "activated")]);
        assert_eq!(claimed(db, 20), [1]);
        assert!(tx(db, |tx| outbox::renew(tx, MessageId(id(1)), at(130))));
        assert_eq!(claimed(db, 129), [] as [u128; 0]);
        assert_eq!(claimed(db, 130), [1]);
        assert!(tx(db, |tx| outbox::sent(tx, MessageId(id(1)), at(131))));
        assert!(!tx(db, |tx| outbox::renew(tx, MessageId(id(1)), at(200))));
    });
}

#[test]
fn workers_at_once_never_share_a_mail() {
    on_both(|db| {
        let mails: Vec<_> = (1..=60).map(|n| mail(n, BOB, "activated")).collect();
        queue(db, &mails);
        let work = || -> Vec<u128> {
            let batch = || tx(db, |tx| outbox::claim(tx, at(100), at(200), 4));
            (0..10).flat_map(|_| batch()).map(|m| m.id.0.as_u128()).collect()
        };
        let mut all: Vec<u128> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..4).map(|_| scope.spawn(work)).collect();
            workers.into_iter().flat_map(|w| w.join().unwrap()).collect()
        });
        all.sort_unstable();
        assert_eq!(all, (1..=60).collect::<Vec<_>>());
    });
}

#[test]
fn a_sent_mail_is_wiped_and_shown() {
    on_both(|db| {
        queue(db, &[mail(1, BOB, "invitation")]);
        claimed(db, 20);
        assert!(tx(db, |tx| outbox::sent(tx, MessageId(id(1)), at(21))));
        assert_eq!(kept(db, 1), "sent 1 None Some(21) wiped");
        assert_eq!(delivery(db, BOB), "sent ");
        assert!(
            !tx(db, |tx| outbox::give_up(tx, MessageId(id(1)), at(22), "late")),
            "it has its end"
        );
        assert_eq!(delivery(db, BOB), "sent ");
        assert_eq!(claimed(db, 900), [] as [u128; 0]);
    });
}

#[test]
fn a_mail_is_tried_again_and_given_up() {
    on_both(|db| {
        queue(db, &[mail(1, BOB, "invitation")]);
        claimed(db, 20);
        assert!(tx(db, |tx| outbox::retry(tx, MessageId(id(1)), at(50), "greylisted")));
        assert_eq!(
            (kept(db, 1).as_str(), delivery(db, BOB).as_str()),
            ("queued 1 Some(\"greylisted\") None kept", "queued greylisted")
        );
        assert_eq!(claimed(db, 49), [] as [u128; 0]);
        assert_eq!(claimed(db, 50), [1]);
        assert!(tx(db, |tx| outbox::give_up(
            tx,
            MessageId(id(1)),
            at(51),
            "no such mailbox"
        )));
        assert_eq!(kept(db, 1), "dead 2 Some(\"no such mailbox\") Some(51) wiped");
        assert_eq!(delivery(db, BOB), "dead no such mailbox");
        assert!(!tx(db, |tx| outbox::retry(tx, MessageId(id(1)), at(60), "again")));
    });
}

#[test]
fn only_the_newest_onboarding_mail_is_shown_on_the_user() {
    on_both(|db| {
        queue(
            db,
            &[
                mail(1, BOB, "invitation"),
                mail(2, BOB, "verify_email"),
                mail(3, BOB, "activated"),
            ],
        );
        assert!(tx(db, |tx| outbox::give_up(tx, MessageId(id(1)), at(30), "old")));
        assert!(tx(db, |tx| outbox::give_up(
            tx,
            MessageId(id(3)),
            at(30),
            "of another kind"
        )));
        assert_eq!(delivery(db, BOB), "queued ");
        assert!(tx(db, |tx| outbox::cancel(
            tx,
            MessageId(id(2)),
            at(30),
            "link has run out"
        )));
        assert_eq!(delivery(db, BOB), "cancelled link has run out");
        assert_eq!(kept(db, 2), "cancelled 0 Some(\"link has run out\") Some(30) wiped");
    });
}

#[test]
fn mail_with_a_link_is_cancelled_when_access_ends() {
    on_both(|db| {
        queue(
            db,
            &[
                mail(1, BOB, "invitation"),
                mail(2, BOB, "activated"),
                mail(3, CID, "invitation"),
                mail(4, EVE, "invitation"),
            ],
        );
        other(db, |p| outbox::cancel_of_users(p, &[BOB], at(30)));
        assert_eq!(delivery(db, BOB), "queued ");
        acme(db, |p| outbox::cancel_of_users(p, &[BOB, EVE], at(30)));
        assert_eq!(kept(db, 1), "cancelled 0 None Some(30) wiped");
        assert_eq!(
            (delivery(db, BOB).as_str(), delivery(db, CID).as_str()),
            ("cancelled ", "queued ")
        );
        assert_eq!(claimed(db, 100), [2, 3, 4]);
    });
}

#[test]
fn the_mails_of_a_user_are_listed_newest_first() {
    on_both(|db| {
        let later = NewMessage {
            created_at: at(11),
            ..mail(1, BOB, "activated")
        };
        queue(
            db,
            &[
                later,
                mail(2, BOB, "invitation"),
                mail(3, BOB, "verify_email"),
                mail(4, CID, "invitation"),
            ],
        );
        let listed = acme(db, |p| outbox::of_user(p, BOB, 2));
        let shown: Vec<_> = listed
            .iter()
            .map(|m| (m.id.0.as_u128(), m.kind.as_str(), m.state.as_str(), m.attempts))
            .collect();
        assert_eq!(shown, [(1, "activated", "queued", 0), (3, "verify_email", "queued", 0)]);
        assert_eq!(
            (listed[1].created_at, listed[1].next_at, listed[1].finished_at),
            (at(10), at(13), None)
        );
        assert_eq!(other(db, |p| outbox::of_user(p, BOB, 2)), []);
    });
}

#[test]
fn what_waits_is_counted() {
    on_both(|db| {
        assert_eq!(tx(db, outbox::waiting), (0, 0, None));
        let for_nobody = NewMessage {
            user: None,
            portal: OTHER,
            created_at: at(5),
            ..mail(3, EVE, "invitation")
        };
        queue(db, &[mail(1, BOB, "invitation"), mail(2, BOB, "activated"), for_nobody]);
        assert!(tx(db, |tx| outbox::give_up(tx, MessageId(id(1)), at(30), "no")));
        assert_eq!(tx(db, outbox::waiting), (2, 1, Some(at(5))));
        assert!(
            tx(db, |tx| outbox::sent(tx, MessageId(id(3)), at(30))),
            "a mail may have no user"
        );
    });
}
