//! Users: loading and locking. Writing is in the files of its verbs, lists and search are in `list` and `search`.

mod address;
mod erase;
pub mod grants;
pub mod holders;
mod insert;
pub mod list;
mod mapping;
mod password;
mod rename;
pub mod search;
pub(crate) mod seen;
mod update;

pub use address::{address_is_taken, pending_addresses, readdress};
pub use erase::{erase, pseudonym};
pub(crate) use insert::SortKeys;
pub use insert::{NO_NUMBER_LEFT, insert, take_numbers};
pub(crate) use mapping::{USER_COLUMNS, USER_WIDTH, user};
pub use password::{
    failed_sign_ins, former_passwords, note_failed_sign_in, password_hash, set_password_hash, signed_in,
};
pub use rename::rename;
pub use update::{update, update_profile};

use crate::StoreError;
use crate::chunks::{exec_for_users, in_chunks};
use crate::db::Row;
use crate::dialect;
use crate::portal_tx::PortalTx;
use crate::values::Value;
use model::ids::{UserId, UserPk};
use model::plan::Candidate;
use model::time::Time;
use model::user::User;

/// `IN` lists and multi-row statements are cut at this many rows.
pub const CHUNK: usize = 500;

/// What became of the last onboarding mail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Delivery {
    /// `queued`, `sent`, `dead` or `cancelled`.
    pub state: String,
    /// What the mail server said.
    pub error: Option<String>,
    /// When it was queued.
    pub at: Time,
}

/// A user with the delivery of its last onboarding mail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UserRow {
    /// The user.
    pub user: User,
    /// The last onboarding mail, if there was one.
    pub delivery: Option<Delivery>,
}

fn user_row(row: &Row<'_>) -> Result<UserRow, StoreError> {
    let user = user(row, 0)?;
    let state: Option<String> = row.get(USER_WIDTH)?;
    let delivery = match state {
        Some(state) => Some(Delivery {
            state,
            error: row.get(USER_WIDTH + 1)?,
            at: Time(row.get::<Option<i64>>(USER_WIDTH + 2)?.unwrap_or_default()),
        }),
        None => None,
    };
    Ok(UserRow { user, delivery })
}

/// One user of the portal, where the actor sees it.
///
/// # Errors
/// When the database fails.
pub fn by_id(p: &mut PortalTx<'_, '_>, id: UserId) -> Result<Option<UserRow>, StoreError> {
    let sql =
        format!("SELECT {USER_COLUMNS}, mail_state, mail_error, mail_at FROM users WHERE id = $1 AND portal = $2");
    let found = p.tx.one(&sql, &[&id.0, &p.portal.0], user_row)?;
    Ok(found.filter(|row| p.sight.sees(&row.user)))
}

/// One user by row key; only keys of the portal are found, and of users whom the actor sees.
///
/// # Errors
/// When the database fails.
pub fn by_pk(p: &mut PortalTx<'_, '_>, pk: UserPk) -> Result<Option<UserRow>, StoreError> {
    let sql =
        format!("SELECT {USER_COLUMNS}, mail_state, mail_error, mail_at FROM users WHERE pk = $1 AND portal = $2");
    let found = p.tx.one(&sql, &[&pk.0, &p.portal.0], user_row)?;
    Ok(found.filter(|row| p.sight.sees(&row.user)))
}

/// The user with this sign-in name: the canonical key of an e-mail or of a username. Also somebody whom the actor does
/// not see: a name is taken whoever has it.
///
/// # Errors
/// When the database fails.
pub fn by_email_key(p: &mut PortalTx<'_, '_>, key: &str) -> Result<Option<User>, StoreError> {
    let sql = format!("SELECT {USER_COLUMNS} FROM users WHERE portal = $1 AND email_key = $2");
    p.tx.one(&sql, &[&p.portal.0, &key], |row| user(row, 0))
}

/// The user with this canonical username, seen or not.
///
/// # Errors
/// When the database fails.
pub fn by_username_key(p: &mut PortalTx<'_, '_>, key: &str) -> Result<Option<User>, StoreError> {
    let sql = format!("SELECT {USER_COLUMNS} FROM users WHERE portal = $1 AND username_key = $2");
    p.tx.one(&sql, &[&p.portal.0, &key], |row| user(row, 0))
}

/// Loads and locks users by public id, in row-key order so that two commands never wait for each other in a circle.
/// Ids of other portals, and of users whom the actor does not see, do not come back.
///
/// # Errors
/// When the database fails.
pub fn lock(p: &mut PortalTx<'_, '_>, ids: &[UserId]) -> Result<Vec<Candidate>, StoreError> {
    let found = load(p, "id", ids.iter().map(|id| id.0.into()))?;
    Ok(seen_of(p, found))
}

/// The same by row key.
///
/// # Errors
/// When the database fails.
pub fn lock_by_pk(p: &mut PortalTx<'_, '_>, pks: &[UserPk]) -> Result<Vec<Candidate>, StoreError> {
    let found = load(p, "pk", pks.iter().map(|pk| pk.0.into()))?;
    Ok(seen_of(p, found))
}

/// The same by canonical e-mail, seen or not: an address is taken whoever has it. Who asks must not tell more than that
/// about somebody whom the actor does not see.
///
/// # Errors
/// When the database fails.
pub fn lock_by_email(p: &mut PortalTx<'_, '_>, keys: &[String]) -> Result<Vec<Candidate>, StoreError> {
    load(p, "email_key", keys.iter().map(|key| key.as_str().into()))
}

fn seen_of(p: &PortalTx<'_, '_>, found: Vec<Candidate>) -> Vec<Candidate> {
    found.into_iter().filter(|found| p.sight.sees(&found.user)).collect()
}

fn load<'k>(
    p: &mut PortalTx<'_, '_>,
    column: &str,
    keys: impl ExactSizeIterator<Item = Value<'k>>,
) -> Result<Vec<Candidate>, StoreError> {
    let mut found = Vec::with_capacity(keys.len());
    let lock = if p.tx.is_read_only() {
        ""
    } else {
        dialect::for_update(p.tx.engine())
    };
    // The sum keeps the portal's indexes out: SQLite would read the whole portal rather than look up many keys.
    let portal = if column == "email_key" { "portal" } else { "portal + 0" };
    let keys: Vec<Value<'k>> = keys.collect();
    for chunk in in_chunks(keys) {
        let sql = |any: &str| {
            format!(
                "SELECT {USER_COLUMNS}, mail_at FROM users WHERE {portal} = $1 AND {column} {any} ORDER BY pk{lock}"
            )
        };
        found.extend(chunk.select_any(p.tx, &[&p.portal.0], sql, |row| {
            Ok(Candidate {
                user: user(row, 0)?,
                last_sent: row.get::<Option<i64>>(USER_WIDTH)?.map(Time),
            })
        })?);
    }
    Ok(found)
}

/// Notes that onboarding mails were queued.
///
/// # Errors
/// When the database fails.
pub fn mail_queued(p: &mut PortalTx<'_, '_>, pks: &[UserPk], at: Time) -> Result<(), StoreError> {
    exec_for_users(p.tx, pks, &[&p.portal.0, &at.0], |list| {
        format!(
            "UPDATE users SET mail_state = 'queued', mail_error = NULL, mail_at = $2 WHERE portal + 0 = $1 AND pk IN ({list})"
        )
    })?;
    Ok(())
}

/// Has PostgreSQL look how many rows there are of what, after many have come at once: it plans by that, and would find out
/// only minutes later. SQLite is told its way.
///
/// # Errors
/// When the database fails.
pub fn know_numbers(tx: &mut crate::db::Tx<'_>) -> Result<(), StoreError> {
    match tx.engine() {
        crate::Engine::Sqlite => Ok(()),
        crate::Engine::Postgres => {
            tx.batch("SELECT gin_clean_pending_list('users_trigrams'); ANALYZE users; ANALYZE users_found")
        }
    }
}

/// How many admins of the portal can sign in. An automatic lock and a password reset do not count: one ends by itself, the
/// other by the mailed link.
///
/// # Errors
/// When the database fails.
pub fn able_admins(p: &mut PortalTx<'_, '_>) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM users WHERE portal = $1 AND role IN ('admin', 'owner') AND lifecycle = 'active' \
               AND (lock_kind IS NULL OR lock_kind <> 'admin') AND email_verified_at IS NOT NULL AND password_state <> 'none'";
    Ok(p.tx
        .one(sql, &[&p.portal.0], |row| row.get::<i64>(0))?
        .unwrap_or_default())
}

/// How many users hold an admin role, whatever their state; deleted ones aside (C8).
///
/// # Errors
/// When the database fails.
pub fn admins(p: &mut PortalTx<'_, '_>) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM users WHERE portal = $1 AND role IN ('admin', 'owner') AND lifecycle <> 'deleted'";
    Ok(p.tx
        .one(sql, &[&p.portal.0], |row| row.get::<i64>(0))?
        .unwrap_or_default())
}

/// The users that have waited longest for a seat.
///
/// # Errors
/// When the database fails.
pub fn waiting_for_seat(p: &mut PortalTx<'_, '_>, limit: i64) -> Result<Vec<User>, StoreError> {
    let sql = format!(
        "SELECT {USER_COLUMNS} FROM users WHERE portal = $1 AND lifecycle_detail = 'no_seat' \
         ORDER BY lifecycle_since, pk LIMIT $2{}",
        dialect::for_update(p.tx.engine()),
    );
    p.tx.rows(&sql, &[&p.portal.0, &limit], |row| user(row, 0))
}

/// Users of any portal whose status time alone has changed, with the earliest first.
///
/// # Errors
/// When the database fails.
pub fn due(tx: &mut crate::db::Tx<'_>, now: Time, limit: i64) -> Result<Vec<UserPk>, StoreError> {
    let sql = "SELECT pk FROM users WHERE clock_at IS NOT NULL AND clock_at <= $1 ORDER BY clock_at LIMIT $2";
    tx.rows(sql, &[&now.0, &limit], |row| row.get(0).map(UserPk))
}

/// Sets when the clock comes back for a user, without touching anything else.
///
/// # Errors
/// When the database fails.
pub fn set_clock(p: &mut PortalTx<'_, '_>, pk: UserPk, at: Option<Time>) -> Result<(), StoreError> {
    let written = p.tx.exec(
        "UPDATE users SET clock_at = $3 WHERE pk = $1 AND portal = $2",
        &[&pk.0, &p.portal.0, &at.map(|t| t.0)],
    )?;
    expect_rows(written, 1)
}

/// Ends the access of everybody in every portal: sessions, links and API tokens made until now stop working. For a
/// database that was restored, where used links and revoked tokens would come back to life.
///
/// # Errors
/// When the database fails.
pub fn end_access_of_all(tx: &mut crate::db::Tx<'_>) -> Result<u64, StoreError> {
    // Links to former addresses outlive the end of access, but not this one.
    tx.exec("DELETE FROM links WHERE purpose = 'undo_email'", &[])?;
    tx.exec("UPDATE users SET access_epoch = access_epoch + 1", &[])
}

/// The portals assigned to a member of the provider's staff.
///
/// # Errors
/// When the database fails.
pub fn assigned_portals(tx: &mut crate::db::Tx<'_>, pk: UserPk) -> Result<Vec<i64>, StoreError> {
    tx.rows(
        "SELECT portal FROM staff_portals WHERE user_pk = $1 ORDER BY portal",
        &[&pk.0],
        |row| row.get(0),
    )
}

/// Replaces the portals assigned to a member of the provider's staff.
///
/// # Errors
/// When the database fails.
pub fn assign_portals(tx: &mut crate::db::Tx<'_>, pk: UserPk, portals: &[i64]) -> Result<(), StoreError> {
    tx.exec("DELETE FROM staff_portals WHERE user_pk = $1", &[&pk.0])?;
    for portal in portals {
        tx.exec(
            "INSERT INTO staff_portals (user_pk, portal) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            &[&pk.0, portal],
        )?;
    }
    Ok(())
}

pub(crate) fn expect_rows(written: u64, expected: usize) -> Result<(), StoreError> {
    if usize::try_from(written) == Ok(expected) {
        return Ok(());
    }
    Err(StoreError::Retry)
}
