//! Sessions live and end with the access of their user.

use crate::world::{ACME, ANN, BOB, EVE, acme, at, end_access, id, on_both, other, tx};
use store::sessions::{self, NewSession};
use store::{Db, StoreError};

fn begin(db: &Db, n: u8) {
    let session = NewSession {
        hash: vec![n; 32],
        id: id(n.into()),
        user: ANN,
        epoch: 1,
        created_at: at(n.into()),
        expires_at: at(100 + i64::from(n)),
        ip: "192.0.2.1".into(),
        client: "Firefox".into(),
        second_factor_at: None,
    };
    tx(db, |tx| sessions::insert(tx, &session));
}

#[test]
fn a_session_is_found_with_its_user_and_portal_until_access_ends() {
    on_both(|db| {
        begin(db, 1);
        let found = tx(db, |tx| sessions::find(tx, &[1; 32])).unwrap();
        assert_eq!((found.session.user, found.user.pk, found.portal.pk), (ANN, ANN, ACME));
        assert_eq!(
            (found.session.id, found.session.created_at, found.session.expires_at),
            (id(1), at(1), at(101))
        );
        assert_eq!(
            (found.session.ip.as_str(), found.session.client.as_str()),
            ("192.0.2.1", "Firefox")
        );
        assert_eq!(tx(db, |tx| sessions::find(tx, &[2; 32])), None);

        end_access(db, ANN);
        assert_eq!(tx(db, |tx| sessions::find(tx, &[1; 32])), None);
        assert_eq!(acme(db, |p| sessions::of_user(p, ANN)), []);
    });
}

#[test]
fn a_touch_moves_the_last_request_forward_only() {
    on_both(|db| {
        begin(db, 1);
        tx(db, |tx| sessions::touch(tx, &[1; 32], at(50)));
        tx(db, |tx| sessions::touch(tx, &[1; 32], at(40)));
        assert_eq!(
            tx(db, |tx| sessions::find(tx, &[1; 32])).unwrap().session.last_seen_at,
            at(50)
        );
    });
}

#[test]
fn sessions_are_ended_one_by_one_all_but_this_and_all() {
    on_both(|db| {
        (1..=4).for_each(|n| begin(db, n));
        let listed = || {
            acme(db, |p| sessions::of_user(p, ANN))
                .iter()
                .map(|s| s.id.as_u128())
                .collect::<Vec<_>>()
        };
        assert_eq!(listed(), [4, 3, 2, 1]);

        assert!(
            !acme(db, |p| sessions::end_one(p, BOB, id(4))),
            "Bob's sessions are asked for"
        );
        assert!(acme(db, |p| sessions::end_one(p, ANN, id(4))));
        assert!(tx(db, |tx| sessions::delete(tx, &[3; 32])));
        assert!(!tx(db, |tx| sessions::delete(tx, &[3; 32])));
        assert_eq!(acme(db, |p| sessions::end_others(p, ANN, &[1; 32])), 1);
        assert_eq!(listed(), [1]);
        assert_eq!(acme(db, |p| sessions::end_all(p, ANN)), 1);
        assert_eq!(listed(), []);
    });
}

#[test]
fn another_portal_neither_sees_nor_ends_sessions() {
    on_both(|db| {
        begin(db, 1);
        assert_eq!(other(db, |p| sessions::of_user(p, ANN)), []);
        assert!(!other(db, |p| sessions::end_one(p, ANN, id(1))));
        assert_eq!(other(db, |p| sessions::end_others(p, ANN, &[9; 32])), 0);
        assert_eq!(other(db, |p| sessions::end_all(p, ANN)), 0);
        assert_eq!(other(db, |p| sessions::end_all(p, EVE)), 0);
        assert!(tx(db, |tx| sessions::find(tx, &[1; 32])).is_some());
    });
}

#[test]
fn sessions_that_have_run_out_are_removed_oldest_first() {
    on_both(|db| {
        (1..=3).for_each(|n| begin(db, n));
        assert_eq!(tx(db, |tx| sessions::remove_expired(tx, at(102), 1)), 1);
        assert!(tx(db, |tx| sessions::find(tx, &[1; 32])).is_none());
        assert_eq!(tx(db, |tx| sessions::remove_expired(tx, at(102), 10)), 1);
        assert_eq!(tx(db, |tx| sessions::remove_expired(tx, at(102), 10)), 0);
        assert!(tx(db, |tx| sessions::find(tx, &[3; 32])).is_some());
    });
}

#[test]
fn a_secret_is_never_used_twice() {
    on_both(|db| {
        begin(db, 1);
        let again = NewSession {
            hash: vec![1; 32],
            id: id(2),
            user: ANN,
            epoch: 1,
            created_at: at(1),
            expires_at: at(2),
            ip: String::new(),
            client: String::new(),
            second_factor_at: None,
        };
        assert!(matches!(
            db.write(|tx| sessions::insert(tx, &again)),
            Err(StoreError::Conflict { .. })
        ));
    });
}
