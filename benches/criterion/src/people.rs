//! People for the benchmarks: the same in every run.

use model::access::{Place, Role};
use model::catalogue::Catalogue;
use model::email::Email;
use model::ids::{PortalPk, UserId, UserPk};
use model::name::PersonName;
use model::policy::Policy;
use model::time::{Span, Time};
use model::user::access::{Door, Grants};
use model::user::lifecycle::{Env, NewUser};
use model::user::{InactiveReason, Kind, Lifecycle, Lock, Onboarding, Password, Profile, User};
use uuid::Uuid;

/// 2026-01-01.
pub const NOW: Time = Time(1_767_225_600_000_000);

/// Given names in several scripts.
pub const FIRST: [&str; 8] = ["John", "Zoë", "Jörg", "Иван", "Anna", "محمد", "王", "Øystein"];
/// Family names, some with a character that a spreadsheet or CSV treats in its own way.
pub const LAST: [&str; 8] = [
    "Smith",
    "Müller",
    "O'Neil",
    "Петров",
    "Đorđević",
    "Lee, Jr.",
    "伟",
    "=Quist",
];

/// So many users of one portal: nine of ten active, some in every other state, one admin in a hundred.
#[must_use]
pub fn users(n: u32, policy: &Policy) -> Vec<User> {
    (1..=n).filter_map(|n| user(n, policy)).collect()
}

fn user(n: u32, policy: &Policy) -> Option<User> {
    let pk = UserPk::new(PortalPk(2), n);
    let at = n as usize;
    let new = NewUser {
        pk,
        id: UserId(Uuid::from_u128(u128::from(n))),
        kind: Kind::External,
        profile: Profile {
            first_name: PersonName::parse(FIRST[at % 8]).ok(),
            last_name: PersonName::parse(LAST[at / 8 % 8]).ok(),
            email: Email::parse(&format!("user.{n}@example.com")).ok()?,
            username: None,
        },
        role: Role::built_in(if n.is_multiple_of(100) { "admin" } else { "user" }, Place::Portal)?,
        grants: Grants::default(),
    };
    let catalogue = Catalogue::default();
    let env = Env {
        now: NOW - Span::days(1),
        policy,
        catalogue: &catalogue,
        door: Door::Open,
    };
    let mut user = User::added(new, &env);
    bring_on(&mut user, n);
    user.status = user.status_at(policy, NOW);
    Some(user)
}

fn bring_on(user: &mut User, n: u32) {
    user.lifecycle = match n % 40 {
        1 => Lifecycle::Pending(Onboarding::Added),
        2 => Lifecycle::Pending(Onboarding::Invited { expires_at: NOW }),
        3 => Lifecycle::Inactive(InactiveReason::Manual),
        4 => Lifecycle::Deleted { purge_after: None },
        _ => Lifecycle::Active,
    };
    user.lock = (n % 50 == 7).then(|| Lock::Auto {
        until: NOW + Span::minutes(i64::from(n % 9) - 4),
        failures: 5,
    });
    user.email_verified_at = (n % 40 > 2).then_some(NOW);
    user.password = if n % 40 > 2 { Password::Set(NOW) } else { Password::None };
}
