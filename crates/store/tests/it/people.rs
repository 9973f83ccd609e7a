//! Two portals full of people: many scripts, equal names, missing names, every status.

use model::access::{Permission, Place, Role};
use model::email::Email;
use model::ids::{PortalId, PortalPk, UserId, UserPk};
use model::name::{PersonName, Username};
use model::plan::CountDelta;
use model::policy::Policy;
use model::presets::Preset;
use model::status::Status;
use model::time::{Span, Time};
use model::user::access::{Grants, Scope};
use model::user::lifecycle::{Env, NewUser};
use model::user::sight::Sight;
use model::user::{InactiveReason, Kind, Lifecycle, Lock, Onboarding, Password, Profile, User};
use std::collections::BTreeSet;
use store::portal_tx::PortalTx;
use store::portals::Portal;
use store::{Db, StoreError, counts, portals, users};
use uuid::Uuid;

/// A portal and everybody in it, in the order of their row keys.
#[derive(Clone)]
pub(crate) struct People {
    pub(crate) portal: PortalPk,
    pub(crate) policy: Policy,
    pub(crate) users: Vec<User>,
    /// Whom the tests see.
    pub(crate) sight: Sight,
}

/// 2026-01-01, about.
const NOW: Time = Time(1_767_225_600_000_000);

const FIRST: [&str; 19] = [
    "John",
    "Joe",
    "Jörg",
    "Zoë",
    "Anna",
    "Иван",
    "Мария",
    "محمد",
    "伟",
    "小明",
    "ジョン",
    "นาย",
    "Øystein",
    "O\"Neil",
    "Zz Top",
    "Ann%",
    "Þór",
    "Olivia",
    "Li",
];
const LAST: [&str; 21] = [
    "Smith",
    "Smithson",
    "Straße",
    "Đorđević",
    "Петров",
    "علي",
    "王",
    "王伟",
    "Łukasz",
    "O'Neil",
    "a_b",
    "Qvist",
    "Müller",
    "Schmitt",
    "zzyzx",
    "เกษม",
    "Aaaaa",
    "Ababa",
    "Ojoj",
    "Li",
    "L",
];
const ROLES: [&str; 5] = ["user", "user", "helpdesk", "manager", "admin"];

/// Makes both portals: 300 people in the first, 40 of the same names in the second.
pub(crate) fn people(db: &Db) -> [People; 2] {
    [portal(db, 2, "first", 300), portal(db, 3, "second", 40)]
}

fn portal(db: &Db, number: i64, slug: &str, size: u32) -> People {
    let policy = Preset::Standard.policy();
    let pk = PortalPk(number);
    let people: Vec<User> = (1..=size).map(|n| person(pk, n, &policy)).collect();
    let new = Portal {
        pk,
        id: PortalId(Uuid::from_u128(number.unsigned_abs().into())),
        slug: slug.into(),
        name: slug.into(),
        state: "active".into(),
        preset: "standard".into(),
        policy: policy.clone(),
        seat_limit: None,
        created_at: NOW,
        version: 1,
        catalogue: model::catalogue::Catalogue::starting(),
        kind: portals::PortalKind::External,
        stage: portals::Stage::Draft,
        language: "en".into(),
    };
    db.write(|tx| {
        portals::insert(tx, &new)?;
        let mut p = PortalTx::new(tx, pk);
        users::insert(&mut p, &people.iter().collect::<Vec<_>>(), &policy)?;
        let mut delta = CountDelta::default();
        people.iter().for_each(|user| delta.enter(user));
        counts::add(&mut p, &delta)?;
        Ok::<_, StoreError>(())
    })
    .unwrap();
    People {
        portal: pk,
        policy,
        users: people,
        sight: Sight::Everybody,
    }
}

fn person(portal: PortalPk, n: u32, policy: &Policy) -> User {
    // A small generator with a fixed start: the same people in every run.
    let pick = |salt: u32, of: usize| {
        let mixed = (n + 7)
            .wrapping_mul(2_654_435_761)
            .rotate_left(salt * 5)
            .wrapping_mul(salt * 2 + 40_503);
        (mixed >> 8) as usize % of
    };
    let name = |names: &[&str], salt: u32| {
        (pick(salt, 6) > 0).then(|| PersonName::parse(names[pick(salt + 1, names.len())]).unwrap())
    };
    // One text is too long for an index; not in the first portal, whose texts are all walked.
    let long = |salt: u32| {
        let letters = (0..200).map(|at| char::from_u32(0x2_0000 + at * 97 + salt).unwrap());
        Some(PersonName::parse(&letters.collect::<String>()).unwrap())
    };
    let is_long = portal.0 == 3 && n == 17;
    let tag = ["smith", "joh", "anna.m", "zz", "müller", "x"][pick(5, 6)];
    let domain = ["example.org", "example.com", "bücher.example"][pick(6, 3)];
    let profile = Profile {
        first_name: if is_long { long(1) } else { name(&FIRST, 1) },
        last_name: if is_long { long(2) } else { name(&LAST, 3) },
        email: Email::parse(&format!("{tag}{n}@{domain}")).unwrap(),
        username: (pick(7, 3) > 0)
            .then(|| Username::parse(&format!("{}{n}", ["joe", "Smit.", "zoë_", "a\\b"][pick(8, 4)])).unwrap()),
    };
    let new = NewUser {
        pk: UserPk::new(portal, n),
        id: UserId(Uuid::from_u128(
            (u128::from(portal.0.unsigned_abs()) << 64) | (0x018f << 112) | u128::from(n),
        )),
        kind: Kind::External,
        profile,
        role: Role::built_in(ROLES[pick(9, ROLES.len())], Place::Portal).unwrap(),
        grants: grants(pick(13, 4), pick(14, 5), pick(15, 3)),
    };
    let now = NOW + Span::minutes(i64::from(n / 3));
    let env = Env {
        now,
        policy,
        catalogue: &model::catalogue::Catalogue::default(),
        door: model::user::access::Door::Open,
    };
    let mut user = User::added(new, &env);
    user.modified_at = now + Span::minutes(pick(10, 50) as i64);
    user.last_sign_in_at = (pick(11, 3) > 0).then(|| NOW + Span::hours(pick(12, 40) as i64));
    let wanted = Status::ALL[n as usize % Status::ALL.len()];
    bring_to(&mut user, wanted);
    user.status = user.status_at(policy, NOW + Span::days(1));
    assert_eq!(user.status, wanted);
    user
}

/// Single permissions and modules for some, sub-accounts for most.
fn grants(permissions: usize, parts: usize, modules: usize) -> Grants {
    let names = |names: &[&str]| {
        names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<BTreeSet<String>>()
    };
    Grants {
        permissions: [Permission::UsersExport]
            .into_iter()
            .filter(|_| permissions == 0)
            .collect(),
        modules: names(&["reports", "pricing"][..modules]),
        sub_accounts: match parts {
            0 => Scope::All,
            1 => Scope::Named(BTreeSet::new()),
            2 => Scope::Named(names(&["berlin"])),
            3 => Scope::Named(names(&["hamburg"])),
            _ => Scope::Named(names(&["berlin", "hamburg"])),
        },
        app_roles: names(&["crm/editor"][..usize::from(permissions == 1)]),
    }
}

/// Sets the facts that a status follows from.
fn bring_to(user: &mut User, status: Status) {
    let later = NOW + Span::days(5);
    user.lifecycle = match status {
        Status::Added => Lifecycle::Pending(Onboarding::Added),
        Status::Invited => Lifecycle::Pending(Onboarding::Invited { expires_at: later }),
        Status::InviteExpired => Lifecycle::Pending(Onboarding::Invited { expires_at: NOW }),
        Status::InviteRevoked => Lifecycle::Pending(Onboarding::Revoked),
        Status::Provisioned => Lifecycle::Pending(Onboarding::Accepted),
        Status::Inactive => Lifecycle::Inactive(InactiveReason::Manual),
        Status::Deleted => Lifecycle::Deleted {
            purge_after: Some(later),
        },
        _ => Lifecycle::Active,
    };
    user.lock = match status {
        Status::AutoLocked => Some(Lock::Auto {
            until: later,
            failures: 5,
        }),
        Status::LockedByAdmin => Some(Lock::Admin {
            by: "admin@example.org".into(),
            reason: None,
        }),
        _ => None,
    };
    user.email_verified_at = (status != Status::Unverified).then_some(NOW);
    user.password = match status {
        Status::AwaitingNewPassword => Password::MustReset(NOW),
        Status::Recovery => Password::Recovery(NOW),
        _ => Password::Set(NOW),
    };
}
