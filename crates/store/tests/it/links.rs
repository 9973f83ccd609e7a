//! One-time links: one purpose, one use, one live link per user.

use crate::world::{ANN, BOB, CID, EVE, OTHER, acme, at, end_access, on_both, other, try_in, tx};
use model::ids::UserPk;
use store::StoreError;
use store::links::{self, NewLink, Purpose};

fn link(n: u8, user: UserPk, purpose: Purpose) -> NewLink {
    NewLink {
        hash: vec![n; 32],
        user,
        purpose,
        epoch: 1,
        created_at: at(10),
        expires_at: at(100),
        email: None,
    }
}

/// Proves: S3.6
#[test]
fn a_new_link_voids_the_one_before_of_the_same_purpose() {
    on_both(|db| {
        for purpose in Purpose::ALL {
            acme(db, |p| {
                links::replace(p, &[link(*purpose as u8, BOB, *purpose)], at(10))
            });
        }
        acme(db, |p| {
            links::replace(
                p,
                &[link(8, BOB, Purpose::Invitation), link(9, CID, Purpose::Invitation)],
                at(20),
            )
        });

        let first = acme(db, |p| links::find(p, &[0; 32], Purpose::Invitation)).unwrap();
        assert_eq!((first.user, first.voided_at, first.used_at), (BOB, Some(at(20)), None));
        assert_eq!(
            acme(db, |p| links::consume(p, &[0; 32], Purpose::Invitation, at(21))),
            None
        );
        assert_eq!(
            acme(db, |p| links::consume(p, &[8; 32], Purpose::Invitation, at(21))),
            Some(BOB)
        );
        assert_eq!(
            acme(db, |p| links::consume(p, &[9; 32], Purpose::Invitation, at(21))),
            Some(CID)
        );
        assert_eq!(
            acme(db, |p| links::consume(p, &[1; 32], Purpose::VerifyEmail, at(21))),
            Some(BOB)
        );
        acme(db, |p| links::replace(p, &[], at(22)));
    });
}

#[test]
fn a_link_works_once_for_its_purpose_in_its_time_and_portal() {
    on_both(|db| {
        acme(db, |p| links::replace(p, &[link(1, BOB, Purpose::Invitation)], at(10)));
        let consume = |purpose, now| acme(db, |p| links::consume(p, &[1; 32], purpose, now));
        assert_eq!(consume(Purpose::ResetPassword, at(20)), None);
        assert_eq!(
            consume(Purpose::Invitation, at(100)),
            None,
            "it has run out at that moment"
        );
        assert_eq!(
            other(db, |p| links::consume(p, &[1; 32], Purpose::Invitation, at(20))),
            None
        );
        assert_eq!(other(db, |p| links::find(p, &[1; 32], Purpose::Invitation)), None);

        assert_eq!(consume(Purpose::Invitation, at(99)), Some(BOB));
        assert_eq!(consume(Purpose::Invitation, at(99)), None);
        let used = acme(db, |p| links::find(p, &[1; 32], Purpose::Invitation)).unwrap();
        assert_eq!(
            (used.used_at, used.epoch, used.user_epoch, used.expires_at),
            (Some(at(99)), 1, 1, at(100))
        );
    });
}

#[test]
fn a_link_dies_with_the_access_and_when_it_is_voided() {
    on_both(|db| {
        acme(db, |p| {
            links::replace(
                p,
                &[link(1, BOB, Purpose::Invitation), link(2, CID, Purpose::Invitation)],
                at(10),
            )
        });
        end_access(db, BOB);
        assert_eq!(
            acme(db, |p| links::consume(p, &[1; 32], Purpose::Invitation, at(20))),
            None
        );
        assert_eq!(
            acme(db, |p| links::find(p, &[1; 32], Purpose::Invitation))
                .unwrap()
                .user_epoch,
            2
        );

        other(db, |p| links::void(p, &[CID], at(20)));
        assert_eq!(
            acme(db, |p| links::find(p, &[2; 32], Purpose::Invitation))
                .unwrap()
                .voided_at,
            None
        );
        acme(db, |p| links::void(p, &[BOB, CID], at(20)));
        assert_eq!(
            acme(db, |p| links::consume(p, &[2; 32], Purpose::Invitation, at(21))),
            None
        );
    });
}

#[test]
fn of_two_at_once_one_uses_the_link() {
    on_both(|db| {
        acme(db, |p| links::replace(p, &[link(1, BOB, Purpose::Invitation)], at(10)));
        let try_once = || acme(db, |p| links::consume(p, &[1; 32], Purpose::Invitation, at(20)));
        let won = std::thread::scope(|scope| {
            let tries: Vec<_> = (0..4).map(|_| scope.spawn(try_once)).collect();
            tries.into_iter().filter_map(|t| t.join().unwrap()).count()
        });
        assert_eq!(won, 1);
    });
}

#[test]
fn what_must_not_be_kept_is_refused() {
    on_both(|db| {
        let foreign = try_in(db, OTHER, |p| {
            links::replace(p, &[link(1, ANN, Purpose::Invitation)], at(10))
        });
        assert!(foreign.is_err(), "Ann is no user of the other portal");
        let mixed = [link(1, ANN, Purpose::Invitation), link(2, BOB, Purpose::VerifyEmail)];
        assert!(matches!(
            try_in(db, BOB.portal(), |p| links::replace(p, &mixed, at(10))),
            Err(StoreError::Other(_))
        ));
        let twice = [link(1, BOB, Purpose::Invitation), link(2, BOB, Purpose::Invitation)];
        assert!(matches!(
            try_in(db, BOB.portal(), |p| links::replace(p, &twice, at(10))),
            Err(StoreError::Conflict { .. })
        ));
        assert_eq!(tx(db, |tx| links::remove_old(tx, at(1000), 10)), 0, "nothing was kept");
    });
}

#[test]
fn old_links_are_removed() {
    on_both(|db| {
        acme(db, |p| {
            links::replace(
                p,
                &[link(1, BOB, Purpose::Invitation), link(2, CID, Purpose::Invitation)],
                at(10),
            )
        });
        other(db, |p| links::replace(p, &[link(3, EVE, Purpose::Invitation)], at(10)));
        assert_eq!(tx(db, |tx| links::remove_old(tx, at(100), 10)), 0);
        assert_eq!(tx(db, |tx| links::remove_old(tx, at(101), 2)), 2);
        assert_eq!(tx(db, |tx| links::remove_old(tx, at(101), 2)), 1);
    });
}
