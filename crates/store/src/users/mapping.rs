//! Between a user and its row.

use crate::StoreError;
use crate::db::Row;
use model::access::Role;
use model::email::Email;
use model::ids::{UserId, UserPk};
use model::name::{PersonName, Username};
use model::policy::Policy;
use model::status::Status;
use model::time::Time;
use model::user::access::Grants;
use model::user::{InactiveReason, Kind, Lifecycle, Lock, Onboarding, Password, PendingEmail, Profile, User};

/// The columns that make a [`User`], in the order that [`user`] reads them. The table is always named `users`.
pub(crate) const USER_COLUMNS: &str = "users.pk, users.id, users.kind, users.email, users.username, users.first_name, \
     users.last_name, users.role, users.role_rank, users.lifecycle, users.lifecycle_detail, users.lifecycle_at, \
     users.lifecycle_since, users.lock_kind, users.lock_until, users.lock_failures, users.lock_by, users.lock_reason, \
     users.password_state, users.password_at, users.email_verified_at, users.access_epoch, users.status, \
     users.last_sign_in_at, users.added_at, users.modified_at, users.version, users.grants, users.pending_email, \
     users.pending_since, users.pending_verified, users.second_factor_at, users.language, users.time_zone";

/// How many columns those are.
pub(crate) const USER_WIDTH: usize = 34;

fn corrupt(what: &str, value: &str) -> StoreError {
    StoreError::Corrupt(format!("users.{what} is {value:?}"))
}

/// Reads a user from its columns, which start at `at`.
pub(crate) fn user(row: &Row<'_>, at: usize) -> Result<User, StoreError> {
    let kind: String = row.get(at + 2)?;
    let status: String = row.get(at + 22)?;
    Ok(User {
        pk: UserPk(row.get(at)?),
        id: UserId(row.get(at + 1)?),
        kind: Kind::ALL
            .iter()
            .copied()
            .find(|k| k.code() == kind)
            .ok_or_else(|| corrupt("kind", &kind))?,
        profile: profile(row, at + 3)?,
        role: Role {
            slug: row.get(at + 7)?,
            rank: row.get(at + 8)?,
        },
        lifecycle: lifecycle(row, at + 9)?,
        lifecycle_since: Time(row.get(at + 12)?),
        lock: lock(row, at + 13)?,
        password: password(row, at + 18)?,
        email_verified_at: row.get::<Option<i64>>(at + 20)?.map(Time),
        access_epoch: row.get(at + 21)?,
        status: Status::from_code(&status).ok_or_else(|| corrupt("status", &status))?,
        last_sign_in_at: row.get::<Option<i64>>(at + 23)?.map(Time),
        added_at: Time(row.get(at + 24)?),
        modified_at: Time(row.get(at + 25)?),
        version: row.get(at + 26)?,
        grants: grants(row, at + 27)?,
        pending_email: pending_email(row, at + 28)?,
        second_factor_at: row.get::<Option<i64>>(at + 31)?.map(Time),
        language: row.get(at + 32)?,
        time_zone: row.get(at + 33)?,
    })
}

fn grants(row: &Row<'_>, at: usize) -> Result<Grants, StoreError> {
    let text: String = row.get(at)?;
    if text == "{}" {
        return Ok(Grants::default());
    }
    serde_json::from_str(&text).map_err(|_| corrupt("grants", &text))
}

/// The column text of what a user was granted.
pub(crate) fn grants_text(user: &User) -> Result<String, StoreError> {
    serde_json::to_string(&user.grants).map_err(|e| StoreError::Other(e.to_string()))
}

fn pending_email(row: &Row<'_>, at: usize) -> Result<Option<PendingEmail>, StoreError> {
    let Some(email) = row.get::<Option<String>>(at)? else {
        return Ok(None);
    };
    Ok(Some(PendingEmail {
        email: Email::parse(&email).map_err(|_| corrupt("pending_email", &email))?,
        since: Time(row.get::<Option<i64>>(at + 1)?.unwrap_or_default()),
        verified_before: row.get::<Option<i64>>(at + 2)?.map(Time),
    }))
}

fn profile(row: &Row<'_>, at: usize) -> Result<Profile, StoreError> {
    let email: String = row.get(at)?;
    let name = |i: usize| -> Result<Option<PersonName>, StoreError> {
        let text: Option<String> = row.get(i)?;
        text.map(|t| PersonName::parse(&t).map_err(|_| corrupt("name", &t)))
            .transpose()
    };
    let username: Option<String> = row.get(at + 1)?;
    Ok(Profile {
        email: Email::parse(&email).map_err(|_| corrupt("email", &email))?,
        username: username
            .map(|t| Username::parse(&t).map_err(|_| corrupt("username", &t)))
            .transpose()?,
        first_name: name(at + 2)?,
        last_name: name(at + 3)?,
    })
}

fn lifecycle(row: &Row<'_>, at: usize) -> Result<Lifecycle, StoreError> {
    let word: String = row.get(at)?;
    let detail: Option<String> = row.get(at + 1)?;
    let until: Option<i64> = row.get(at + 2)?;
    Ok(match (word.as_str(), detail.as_deref(), until) {
        ("active", _, _) => Lifecycle::Active,
        ("pending", Some("added"), _) => Lifecycle::Pending(Onboarding::Added),
        ("pending", Some("invited"), Some(at)) => Lifecycle::Pending(Onboarding::Invited { expires_at: Time(at) }),
        ("pending", Some("revoked"), _) => Lifecycle::Pending(Onboarding::Revoked),
        ("pending", Some("accepted"), _) => Lifecycle::Pending(Onboarding::Accepted),
        ("inactive", Some(code), _) => {
            let reason = InactiveReason::ALL.iter().copied().find(|r| r.code() == code);
            Lifecycle::Inactive(reason.ok_or_else(|| corrupt("lifecycle_detail", code))?)
        }
        ("deleted", _, purge) => Lifecycle::Deleted {
            purge_after: purge.map(Time),
        },
        _ => return Err(corrupt("lifecycle", &word)),
    })
}

fn lock(row: &Row<'_>, at: usize) -> Result<Option<Lock>, StoreError> {
    let kind: Option<String> = row.get(at)?;
    Ok(match kind.as_deref() {
        None => None,
        Some("auto") => Some(Lock::Auto {
            until: Time(row.get::<Option<i64>>(at + 1)?.unwrap_or_default()),
            failures: row.get::<Option<i64>>(at + 2)?.unwrap_or_default(),
        }),
        Some("admin") => Some(Lock::Admin {
            by: row.get::<Option<String>>(at + 3)?.unwrap_or_default(),
            reason: row.get(at + 4)?,
        }),
        Some(other) => return Err(corrupt("lock_kind", other)),
    })
}

fn password(row: &Row<'_>, at: usize) -> Result<Password, StoreError> {
    let state: String = row.get(at)?;
    let since = Time(row.get::<Option<i64>>(at + 1)?.unwrap_or_default());
    Ok(match state.as_str() {
        "none" => Password::None,
        "set" => Password::Set(since),
        "must_reset" => Password::MustReset(since),
        "recovery" => Password::Recovery(since),
        other => return Err(corrupt("password_state", other)),
    })
}

/// The columns of a user's facts.
pub(crate) struct Facts {
    pub(crate) lifecycle: &'static str,
    pub(crate) detail: Option<&'static str>,
    pub(crate) at: Option<i64>,
    pub(crate) lock_kind: Option<&'static str>,
    pub(crate) lock_until: Option<i64>,
    pub(crate) lock_failures: Option<i64>,
    pub(crate) lock_by: Option<String>,
    pub(crate) lock_reason: Option<String>,
    pub(crate) password_state: &'static str,
    pub(crate) password_at: Option<i64>,
    pub(crate) clock_at: Option<i64>,
}

impl Facts {
    pub(crate) fn of(user: &User, policy: &Policy) -> Self {
        let (lifecycle, detail, at) = match user.lifecycle {
            Lifecycle::Active => ("active", None, None),
            Lifecycle::Pending(Onboarding::Added) => ("pending", Some("added"), None),
            Lifecycle::Pending(Onboarding::Invited { expires_at }) => ("pending", Some("invited"), Some(expires_at.0)),
            Lifecycle::Pending(Onboarding::Revoked) => ("pending", Some("revoked"), None),
            Lifecycle::Pending(Onboarding::Accepted) => ("pending", Some("accepted"), None),
            Lifecycle::Inactive(reason) => ("inactive", Some(reason.code()), None),
            Lifecycle::Deleted { purge_after } => ("deleted", None, purge_after.map(|t| t.0)),
        };
        let (lock_kind, lock_until, lock_failures, lock_by, lock_reason) = match &user.lock {
            None => (None, None, None, None, None),
            Some(Lock::Auto { until, failures }) => (Some("auto"), Some(until.0), Some(*failures), None, None),
            Some(Lock::Admin { by, reason }) => (Some("admin"), None, None, Some(by.clone()), reason.clone()),
        };
        let (password_state, password_at) = match user.password {
            Password::None => ("none", None),
            Password::Set(at) => ("set", Some(at.0)),
            Password::MustReset(at) => ("must_reset", Some(at.0)),
            Password::Recovery(at) => ("recovery", Some(at.0)),
        };
        Self {
            lifecycle,
            detail,
            at,
            lock_kind,
            lock_until,
            lock_failures,
            lock_by,
            lock_reason,
            password_state,
            password_at,
            clock_at: user.clock_at(policy).map(|t| t.0),
        }
    }
}
