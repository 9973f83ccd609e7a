//! Two portals with a few users, and short words for what the tests do with them.

use crate::support::migrated;
use model::access::{Place, Role};
use model::email::Email;
use model::event::{Action, By, Event, EventResult, Target};
use model::ids::{EventId, OperationId, PortalId, PortalPk, RequestId, UserId, UserPk};
use model::name::PersonName;
use model::operation::{Operation, OperationState, Work};
use model::plan::CountDelta;
use model::policy::Policy;
use model::time::Time;
use model::user::lifecycle::{Env, NewUser};
use model::user::{Kind, Lifecycle, Onboarding, Password, Profile, User};
use store::operations::NewOperation;
use store::portal_tx::PortalTx;
use store::portals::Portal;
use store::{Db, StoreError, Tx, counts, portals, users};
use uuid::Uuid;

pub(crate) const ACME: PortalPk = PortalPk(2);
pub(crate) const OTHER: PortalPk = PortalPk(3);
/// An active admin of Acme.
pub(crate) const ANN: UserPk = UserPk::new(ACME, 1);
/// An invited user of Acme.
pub(crate) const BOB: UserPk = UserPk::new(ACME, 2);
/// A user of Acme without a mail.
pub(crate) const CID: UserPk = UserPk::new(ACME, 3);
/// An active admin of the other portal.
pub(crate) const EVE: UserPk = UserPk::new(OTHER, 1);

pub(crate) const fn at(second: i64) -> Time {
    Time(second * 1_000_000)
}

pub(crate) const fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

pub(crate) const fn user_id(pk: UserPk) -> UserId {
    UserId(id(pk.0 as u128))
}

/// Runs a test on both engines, in a fresh world each.
pub(crate) fn on_both(test: impl Fn(&Db)) {
    for database in migrated() {
        database.db.write(make).unwrap();
        test(&database.db);
    }
}

pub(crate) fn tx<T>(db: &Db, body: impl FnMut(&mut Tx<'_>) -> Result<T, StoreError>) -> T {
    db.write(body).unwrap()
}

pub(crate) fn acme<T>(db: &Db, body: impl FnMut(&mut PortalTx<'_, '_>) -> Result<T, StoreError>) -> T {
    try_in(db, ACME, body).unwrap()
}

pub(crate) fn other<T>(db: &Db, body: impl FnMut(&mut PortalTx<'_, '_>) -> Result<T, StoreError>) -> T {
    try_in(db, OTHER, body).unwrap()
}

pub(crate) fn try_in<T>(
    db: &Db,
    portal: PortalPk,
    mut body: impl FnMut(&mut PortalTx<'_, '_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    db.write(|tx| body(&mut PortalTx::new(tx, portal)))
}

/// Ends a user's access, as the commands do.
pub(crate) fn end_access(db: &Db, pk: UserPk) {
    let sql = "UPDATE users SET access_epoch = access_epoch + 1 WHERE pk = $1";
    assert_eq!(tx(db, |tx| tx.exec(sql, &[&pk.0])), 1);
}

fn make(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let active = Lifecycle::Active;
    let invited = Lifecycle::Pending(Onboarding::Invited { expires_at: at(1000) });
    let added = Lifecycle::Pending(Onboarding::Added);
    let acme = [
        (ANN, "ann", "admin", active),
        (BOB, "bob", "user", invited),
        (CID, "cid", "user", added),
    ];
    portal(tx, ACME, "acme", &acme)?;
    portal(tx, OTHER, "other", &[(EVE, "eve", "admin", active)])
}

fn portal(
    tx: &mut Tx<'_>,
    pk: PortalPk,
    slug: &str,
    people: &[(UserPk, &str, &str, Lifecycle)],
) -> Result<(), StoreError> {
    let policy = Policy::default();
    portals::insert(
        tx,
        &Portal {
            pk,
            id: PortalId(id(pk.0 as u128)),
            slug: slug.into(),
            name: slug.to_uppercase(),
            state: "active".into(),
            preset: "standard".into(),
            policy: policy.clone(),
            seat_limit: Some(5),
            created_at: at(0),
            version: 1,
            catalogue: model::catalogue::Catalogue::default(),
            kind: portals::PortalKind::External,
            stage: portals::Stage::Draft,
            language: "en".into(),
        },
    )?;
    let p = &mut PortalTx::new(tx, pk);
    users::take_numbers(p, people.len())?;
    let people: Vec<User> = people
        .iter()
        .map(|(pk, name, role, lifecycle)| person(*pk, name, role, *lifecycle))
        .collect();
    let mut delta = CountDelta::default();
    people.iter().for_each(|user| delta.enter(user));
    users::insert(p, &people.iter().collect::<Vec<_>>(), &policy)?;
    counts::add(p, &delta)
}

fn person(pk: UserPk, name: &str, role: &str, lifecycle: Lifecycle) -> User {
    let policy = Policy::default();
    let env = Env {
        now: at(1),
        policy: &policy,
        catalogue: &model::catalogue::Catalogue::default(),
        door: model::user::access::Door::Open,
    };
    let new = NewUser {
        pk,
        id: user_id(pk),
        kind: Kind::External,
        profile: Profile {
            first_name: Some(PersonName::parse(name).unwrap()),
            last_name: Some(PersonName::parse("Smith").unwrap()),
            email: Email::parse(&format!("{name}@example.com")).unwrap(),
            username: None,
        },
        role: Role::built_in(role, Place::Portal).unwrap(),
        grants: model::user::access::Grants::default(),
    };
    let mut user = User::added(new, &env);
    user.lifecycle = lifecycle;
    if lifecycle == Lifecycle::Active {
        user.email_verified_at = Some(at(1));
        user.password = Password::Set(at(1));
    }
    user.status = user.status_at(&policy, env.now);
    user
}

/// A line of the log: Ann did something to Bob.
pub(crate) fn event(n: u128, operation: Option<OperationId>) -> Event {
    Event {
        id: EventId(id(n)),
        at: at(n as i64),
        by: By {
            pk: Some(ANN),
            label: "ann@example.com".into(),
            role: "admin".into(),
            provider: false,
        },
        action: Action::UserDeactivated,
        result: EventResult::Done,
        target: Some(Target {
            pk: BOB,
            id: user_id(BOB),
            label: "bob@example.com".into(),
        }),
        reason: None,
        operation,
        request: RequestId(id(900)),
        changes: serde_json::Map::from_iter([(
            "status".to_owned(),
            serde_json::json!({ "before": "ACTIVE", "after": "INACTIVE" }),
        )]),
        ip: "192.0.2.1".into(),
        client: "Firefox".into(),
    }
}

/// A running operation of Ann.
pub(crate) fn operation(n: u128, total: i64) -> NewOperation {
    NewOperation {
        id: OperationId(id(n)),
        actor: Some(ANN),
        actor_label: "ann@example.com".into(),
        permissions: None,
        work: Work::Users {
            command: model::command::Command::Activate,
        },
        state: OperationState::Running,
        total,
        done: 0,
        skipped: 0,
        failed: 0,
        idempotency_key: None,
        request_hash: None,
        result: None,
        request: RequestId(id(900)),
        created_at: at(10),
        finished_at: None,
    }
}

/// `running 1+0+0 of 3`.
pub(crate) fn progress(operation: &Operation) -> String {
    let Operation {
        state,
        done,
        skipped,
        failed,
        total,
        ..
    } = operation;
    format!("{} {done}+{skipped}+{failed} of {total}", state.code())
}
