//! API tokens live and end with the access of their user.

use crate::world::{ACME, ANN, OTHER, acme, at, end_access, id, on_both, other, try_in, tx};
use model::access::Permission;
use model::ids::TokenId;
use store::api_tokens::{self, NewToken};

fn new(n: u8) -> NewToken {
    NewToken {
        id: TokenId(id(n.into())),
        hash: vec![n; 32],
        user: ANN,
        name: format!("token {n}"),
        permissions: None,
        epoch: 1,
        created_at: at(n.into()),
        created_by: "ann@example.com".into(),
        expires_at: None,
    }
}

#[test]
fn a_token_is_found_with_its_user_and_portal() {
    on_both(|db| {
        let limited = NewToken {
            permissions: Some(vec![Permission::UsersView, Permission::UsersInvite]),
            expires_at: Some(at(100)),
            ..new(1)
        };
        acme(db, |p| api_tokens::insert(p, &limited));
        acme(db, |p| {
            api_tokens::insert(
                p,
                &NewToken {
                    permissions: Some(vec![]),
                    ..new(2)
                },
            )
        });
        let found = tx(db, |tx| api_tokens::find(tx, &[1; 32])).unwrap();
        assert_eq!(
            (found.user.pk, found.portal.pk, found.token.id),
            (ANN, ACME, limited.id)
        );
        assert_eq!(
            (found.token.permissions, found.token.expires_at),
            (limited.permissions, Some(at(100)))
        );
        assert_eq!(
            tx(db, |tx| api_tokens::find(tx, &[2; 32])).unwrap().token.permissions,
            Some(vec![]),
            "none is not all"
        );
        assert_eq!(tx(db, |tx| api_tokens::find(tx, &[3; 32])), None);

        end_access(db, ANN);
        assert_eq!(tx(db, |tx| api_tokens::find(tx, &[1; 32])), None);
        let ended = acme(db, |p| api_tokens::by_id(p, limited.id)).unwrap();
        assert_eq!((ended.epoch, ended.user_epoch), (1, 2));
    });
}

#[test]
fn a_revoked_token_is_listed_and_does_not_work() {
    on_both(|db| {
        acme(db, |p| api_tokens::insert(p, &new(1)));
        acme(db, |p| api_tokens::insert(p, &new(2)));
        assert!(!other(db, |p| api_tokens::revoke(p, new(1).id, at(50))));
        assert!(acme(db, |p| api_tokens::revoke(p, new(1).id, at(50))));
        assert!(!acme(db, |p| api_tokens::revoke(p, new(1).id, at(60))));
        assert_eq!(tx(db, |tx| api_tokens::find(tx, &[1; 32])), None);

        let listed = acme(db, api_tokens::list);
        let shown: Vec<_> = listed
            .iter()
            .map(|(t, email)| (t.name.as_str(), t.revoked_at, email.as_str()))
            .collect();
        assert_eq!(
            shown,
            [
                ("token 2", None, "ann@example.com"),
                ("token 1", Some(at(50)), "ann@example.com")
            ]
        );
    });
}

#[test]
fn a_use_is_noted_forward_only() {
    on_both(|db| {
        acme(db, |p| api_tokens::insert(p, &new(1)));
        for second in [50, 40] {
            tx(db, |tx| api_tokens::touch(tx, new(1).id, at(second)));
        }
        assert_eq!(
            acme(db, |p| api_tokens::by_id(p, new(1).id)).unwrap().last_used_at,
            Some(at(50))
        );
    });
}

#[test]
fn another_portal_has_no_part_in_a_token() {
    on_both(|db| {
        assert!(
            try_in(db, OTHER, |p| api_tokens::insert(p, &new(1))).is_err(),
            "Ann is no user of the other portal"
        );
        acme(db, |p| api_tokens::insert(p, &new(1)));
        assert_eq!(other(db, |p| api_tokens::by_id(p, new(1).id)), None);
        assert_eq!(other(db, api_tokens::list), []);
    });
}
