//! Every transition of a change of address, without a database.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use model::access::{Place, Role};
use model::catalogue::Catalogue;
use model::email::Email;
use model::event::Action;
use model::ids::{PortalPk, UserId, UserPk};
use model::plan::{Change, Effect};
use model::policy::{Policy, Switch};
use model::report::Skip;
use model::status::Status;
use model::time::{Span, Time};
use model::user::access::{Door, Grants};
use model::user::email_change::Address;
use model::user::lifecycle::{Env, NewUser};
use model::user::{InactiveReason, Kind, Lifecycle, Onboarding, Password, Profile, User};

const NOW: Time = Time(1_795_356_300_000_000);

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

fn with<T>(policy: &Policy, work: impl FnOnce(&Env<'_>) -> T) -> T {
    let catalogue = Catalogue::default();
    work(&Env {
        now: NOW,
        policy,
        catalogue: &catalogue,
        door: Door::Open,
    })
}

fn added() -> User {
    let new = NewUser {
        pk: UserPk::new(PortalPk(1), 1),
        id: UserId(uuid::Uuid::from_u128(1)),
        kind: Kind::External,
        profile: Profile {
            first_name: None,
            last_name: None,
            email: email("ann@old.example"),
            username: None,
        },
        role: Role::built_in("user", Place::Portal).unwrap(),
        grants: Grants::default(),
    };
    with(&Policy::default(), |env| User::added(new, env))
}

fn active() -> User {
    let mut user = added();
    user.lifecycle = Lifecycle::Active;
    user.password = Password::Set(NOW);
    user.email_verified_at = Some(NOW);
    user.status = Status::Active;
    user
}

fn admin(user: &User, to: &str) -> Result<Change, Skip> {
    with(&Policy::default(), |env| {
        user.change_email(&email(to), Address::Free, env)
    })
}

fn own(user: &User, to: &str) -> User {
    let change = with(&Policy::default(), |env| {
        user.change_own_email(&email(to), Address::Free, env)
    });
    change.unwrap().after
}

/// Proves: S0.36
#[test]
fn an_admins_change_ends_access_until_the_new_address_is_confirmed() {
    let user = active();
    let change = admin(&user, "ann@new.example").unwrap();
    let after = &change.after;
    assert_eq!((after.status, after.may_sign_in(NOW)), (Status::Unverified, false));
    assert!(change.ends_access());
    assert_eq!(after.profile.email, user.profile.email, "the old one counts until then");
    let pending = after.pending_email.as_ref().unwrap();
    assert_eq!(
        (pending.email.as_str(), pending.verified_before),
        ("ann@new.example", Some(NOW))
    );
    assert!(matches!(
        change.effects.as_slice(),
        [Effect::VerifyEmailLink { .. }, Effect::EmailChangeNotice { expires_at }] if *expires_at == NOW + Span::days(7)
    ));
    assert_eq!(change.action, Action::EmailChangeStarted);

    let confirmed = with(&Policy::default(), |env| {
        after.confirm_email(&email("ann@new.example"), env)
    })
    .unwrap();
    assert_eq!(confirmed.after.profile.email.as_str(), "ann@new.example");
    assert_eq!(
        (confirmed.after.status, confirmed.after.pending_email),
        (Status::Active, None)
    );
}

#[test]
fn ones_own_change_leaves_access_alone() {
    let user = active();
    let change = with(&Policy::default(), |env| {
        user.change_own_email(&email("ann@new.example"), Address::Free, env)
    })
    .unwrap();
    assert_eq!((change.after.status, change.ends_access()), (Status::Active, false));
    assert_eq!(change.effects.len(), 2);
}

#[test]
fn cancelling_brings_back_what_was() {
    let waiting = admin(&active(), "ann@new.example").unwrap().after;
    let again = admin(&waiting, "ann@newer.example").unwrap().after;
    let cancelled = with(&Policy::default(), |env| again.cancel_email_change(env)).unwrap();
    assert_eq!(
        cancelled.after.email_verified_at,
        Some(NOW),
        "also after a second change"
    );
    assert_eq!(
        (cancelled.after.status, cancelled.after.pending_email),
        (Status::Active, None)
    );
    let nothing = with(&Policy::default(), |env| active().cancel_email_change(env));
    assert_eq!(nothing.unwrap_err(), Skip::NoChange);
}

#[test]
fn undoing_ends_access_before_and_after_the_confirmation() {
    let former = email("ann@old.example");
    let waiting = own(&active(), "ann@new.example");
    let confirmed = with(&Policy::default(), |env| {
        waiting.confirm_email(&email("ann@new.example"), env)
    })
    .unwrap()
    .after;
    for user in [waiting, confirmed.clone()] {
        let undone = with(&Policy::default(), |env| {
            user.undo_email_change(&former, Address::Free, env)
        })
        .unwrap();
        assert_eq!(undone.after.profile.email, former);
        assert!(undone.ends_access() && undone.after.pending_email.is_none());
        assert_eq!(
            (undone.after.status, undone.action),
            (Status::Active, Action::EmailChangeUndone)
        );
    }
    let taken = with(&Policy::default(), |env| {
        confirmed.undo_email_change(&former, Address::Taken, env)
    });
    assert_eq!(taken.unwrap_err(), Skip::AddressTaken);
    let nothing = with(&Policy::default(), |env| {
        active().undo_email_change(&former, Address::Free, env)
    });
    assert_eq!(nothing.unwrap_err(), Skip::NoChange);
}

/// Proves: S1.18
#[test]
fn of_somebody_invited_the_address_is_replaced_and_invited_anew() {
    let mut user = added();
    user.lifecycle = Lifecycle::Pending(Onboarding::Invited { expires_at: NOW });
    let change = admin(&user, "ann@new.example").unwrap();
    assert_eq!(change.after.profile.email.as_str(), "ann@new.example");
    assert_eq!(change.after.status, Status::Invited);
    assert!(change.ends_access(), "the old link is void");
    assert!(matches!(change.effects.as_slice(), [Effect::InvitationLink { .. }]));
    assert_eq!(change.after.version, user.version + 1);
    for lifecycle in [
        Lifecycle::Pending(Onboarding::Added),
        Lifecycle::Pending(Onboarding::Revoked),
        Lifecycle::Inactive(InactiveReason::Manual),
    ] {
        let quiet = User { lifecycle, ..added() };
        let change = admin(&quiet, "ann@new.example").unwrap();
        assert_eq!((change.after.lifecycle, change.effects.len()), (lifecycle, 0));
    }
}

#[test]
fn what_cannot_be_changed_says_why() {
    let deleted = User {
        lifecycle: Lifecycle::Deleted { purge_after: None },
        ..active()
    };
    assert_eq!(admin(&deleted, "ann@new.example").unwrap_err(), Skip::Deleted);
    assert_eq!(admin(&active(), "ANN@old.example").unwrap_err(), Skip::NoChange);
    let waiting = admin(&active(), "ann@new.example").unwrap().after;
    assert_eq!(admin(&waiting, "Ann@new.example").unwrap_err(), Skip::NoChange);
    let strict = Policy {
        blocked_domains: vec![String::from("new.example")],
        block_disposable: Switch::On,
        ..Policy::default()
    };
    let to = |to: &str, address| with(&strict, |env| active().change_email(&email(to), address, env)).unwrap_err();
    assert_eq!(to("ann@new.example", Address::Free), Skip::DomainNotAllowed);
    assert_eq!(to("ann@mailinator.com", Address::Free), Skip::Disposable);
    assert_eq!(to("ann@other.example", Address::Taken), Skip::AddressTaken);
}

#[test]
fn deleting_lets_a_waiting_address_go() {
    let waiting = own(&active(), "ann@new.example");
    let gone = with(&Policy::default(), |env| waiting.delete(env)).unwrap();
    assert_eq!(gone.after.pending_email, None);
}
