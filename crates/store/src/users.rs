//! Users: loading and locking, inserting, writing changes set-wise. Lists and search are in `list` and `search`.

mod address;
mod erase;
pub mod grants;
pub mod holders;
pub mod list;
mod mapping;
mod rename;
pub mod search;
pub(crate) mod seen;

pub use address::{address_is_taken, pending_addresses, readdress};
pub use erase::{erase, pseudonym};
pub(crate) use mapping::{USER_COLUMNS, USER_WIDTH, user};
pub use rename::rename;

use crate::StoreError;
use crate::chunks::{exec_for_users, in_chunks};
use crate::db::Row;
use crate::dialect;
use crate::portal_tx::PortalTx;
use crate::values::{Rows, Value, row};
use mapping::Facts;
use model::ids::{UserId, UserPk};
use model::keys::{search_key, sort_key};
use model::plan::Candidate;
use model::policy::Policy;
use model::status::Status;
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

/// The stored hash of a user's password.
///
/// # Errors
/// When the database fails.
pub fn password_hash(p: &mut PortalTx<'_, '_>, pk: UserPk) -> Result<Option<String>, StoreError> {
    let sql = "SELECT password_hash FROM users WHERE pk = $1 AND portal = $2";
    Ok(p.tx
        .one(sql, &[&pk.0, &p.portal.0], |row| row.get::<Option<String>>(0))?
        .flatten())
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

/// Takes `n` running numbers of the portal; the first of them is returned.
///
/// # Errors
/// When the database fails, or the portal is gone.
pub fn take_numbers(p: &mut PortalTx<'_, '_>, n: usize) -> Result<i64, StoreError> {
    let n = i64::try_from(n).map_err(|_| StoreError::Other(String::from("too many users at once")))?;
    let sql = "UPDATE portals SET next_user = next_user + $2 WHERE pk = $1 RETURNING next_user";
    let next = p.tx.one(sql, &[&p.portal.0, &n], |row| row.get::<i64>(0))?;
    let next = next.ok_or_else(|| StoreError::Corrupt(String::from("the portal of the transaction does not exist")))?;
    if next > UserPk::MOST {
        return Err(StoreError::Other(String::from(
            "the portal has no number left for another user",
        )));
    }
    Ok(next - n)
}

/// Inserts users and their search entries. Addresses must be free: the unique index refuses the whole statement otherwise.
///
/// # Errors
/// `Conflict` when an address or username is taken.
pub fn insert(p: &mut PortalTx<'_, '_>, users: &[&User], policy: &Policy) -> Result<(), StoreError> {
    for chunk in users.chunks(CHUNK) {
        let mut rows = Rows::default();
        for user in chunk {
            let facts = Facts::of(user, policy);
            let profile = &user.profile;
            let keys = SortKeys::of(user);
            rows.push(row![
                user.pk.0,
                p.portal.0,
                user.id.0,
                user.kind.code(),
                profile.email.to_string(),
                profile.email.key().to_owned(),
                profile.username.as_ref().map(|n| n.as_str().to_owned()),
                profile.username.as_ref().map(|n| n.key().to_owned()),
                profile.first_name.as_ref().map(|n| n.as_str().to_owned()),
                profile.last_name.as_ref().map(|n| n.as_str().to_owned()),
                facts.lifecycle,
                facts.detail,
                facts.at,
                user.lifecycle_since.0,
                facts.password_state,
                facts.password_at,
                user.role.slug.clone(),
                user.role.rank,
                user.status.code(),
                user.status.order(),
                facts.clock_at,
                facts.lock_kind,
                facts.lock_until,
                user.email_verified_at.map(|t| t.0),
                user.access_epoch,
                user.last_sign_in_at.map(|t| t.0),
                user.added_at.0,
                user.modified_at.0,
                keys.search,
                keys.name,
                keys.first,
                keys.last,
                keys.username,
                keys.email,
                mapping::grants_text(user)?,
                user.language.clone(),
                user.time_zone.clone(),
                1,
                is_deleted(user),
            ]);
        }
        let sql = |values: &str| {
            format!(
                "INSERT INTO users (pk, portal, id, kind, email, email_key, username, username_key, first_name, last_name, \
             lifecycle, lifecycle_detail, lifecycle_at, lifecycle_since, password_state, password_at, role, role_rank, \
             status, status_order, clock_at, lock_kind, lock_until, email_verified_at, access_epoch, last_sign_in_at, added_at, \
             modified_at, search_key, name_sort, first_sort, last_sort, user_sort, email_sort, grants, language, time_zone, version, deleted) \
             {values}"
            )
        };
        let written = rows.exec(p.tx, &[], sql)?;
        expect_rows(written, rows.len())?;
        grants::index(p, chunk)?;
    }
    search::added(p, users)
}

/// What a user is found and sorted by.
pub(crate) struct SortKeys {
    pub(crate) search: String,
    pub(crate) name: Option<Vec<u8>>,
    pub(crate) first: Option<Vec<u8>>,
    pub(crate) last: Option<Vec<u8>>,
    pub(crate) username: Option<Vec<u8>>,
    pub(crate) email: Vec<u8>,
}

impl SortKeys {
    pub(crate) fn of(user: &User) -> Self {
        let profile = &user.profile;
        let first = profile.first_name.as_ref().map(|n| sort_key(n.as_str()));
        let last = profile.last_name.as_ref().map(|n| sort_key(n.as_str()));
        Self {
            search: search_key(
                profile.first_name.as_ref(),
                profile.last_name.as_ref(),
                profile.username.as_ref(),
                Some(&profile.email),
            ),
            name: by_last_then_first(last.as_deref(), first.as_deref()),
            first,
            last,
            username: profile.username.as_ref().map(|n| sort_key(n.as_str())),
            email: sort_key(profile.email.as_str()),
        }
    }
}

/// Sorted by last, then first name; somebody with one name is sorted by it; nobody's name is last.
fn by_last_then_first(last: Option<&[u8]>, first: Option<&[u8]>) -> Option<Vec<u8>> {
    match (last, first) {
        (Some(last), Some(first)) => Some([last, &[0], first].concat()),
        (Some(one), None) | (None, Some(one)) => Some(one.to_vec()),
        (None, None) => None,
    }
}

/// Writes the facts of changed users, each as it was and as it is: one statement per chunk. Names and addresses are written
/// by [`update_profile`].
///
/// # Errors
/// When the database fails, or a row is not there or has another version than the one the change was decided on.
pub fn update(p: &mut PortalTx<'_, '_>, users: &[(&User, &User)], policy: &Policy) -> Result<(), StoreError> {
    for chunk in users.chunks(CHUNK) {
        let rarely = chunk.iter().any(|(before, after)| changes_rarely(before, after));
        let mut rows = Rows::default();
        for (_, user) in chunk {
            let facts = Facts::of(user, policy);
            let often = row![
                user.pk.0,
                facts.lifecycle,
                facts.detail,
                facts.at,
                user.lifecycle_since.0,
                facts.lock_kind,
                facts.lock_until,
                facts.lock_failures,
                facts.lock_by,
                facts.lock_reason,
                facts.password_state,
                facts.password_at,
                user.email_verified_at.map(|t| t.0),
                user.access_epoch,
                user.status.code(),
                user.status.order(),
                facts.clock_at,
                user.modified_at.0,
                user.version,
                mapping::grants_text(user)?,
            ];
            if !rarely {
                rows.push(often);
                continue;
            }
            let pending = user.pending_email.as_ref();
            let seldom = row![
                user.role.slug.clone(),
                user.role.rank,
                pending.map(|p| p.email.to_string()),
                pending.map(|p| p.email.key().to_owned()),
                pending.map(|p| p.since.0),
                pending.and_then(|p| p.verified_before).map(|t| t.0),
                user.second_factor_at.map(|t| t.0),
                is_deleted(user),
            ];
            rows.push(often.into_iter().chain(seldom));
        }
        let names = [OFTEN, SELDOM].concat();
        let names = if rarely { &names[..] } else { OFTEN };
        let set: Vec<String> = names[1..].iter().map(|name| format!("{name} = v.{name}")).collect();
        let sql = format!(
            "UPDATE users SET {} FROM v WHERE users.pk = v.pk AND users.portal = $1 AND users.version = v.version - 1",
            set.join(", ")
        );
        let portal: &dyn crate::db::Param = &p.portal.0;
        let written = rows.update(p.tx, &[portal], names, &sql)?;
        expect_rows(written, rows.len())?;
        let marked = chunk
            .iter()
            .filter(|(before, after)| is_deleted(before) != is_deleted(after));
        search::marked(p, &marked.map(|(_, after)| *after).collect::<Vec<_>>())?;
    }
    Ok(())
}

fn is_deleted(user: &User) -> bool {
    user.status == Status::Deleted
}

/// The columns of [`update`] that most commands change.
const OFTEN: &[&str] = &[
    "pk",
    "lifecycle",
    "lifecycle_detail",
    "lifecycle_at",
    "lifecycle_since",
    "lock_kind",
    "lock_until",
    "lock_failures",
    "lock_by",
    "lock_reason",
    "password_state",
    "password_at",
    "email_verified_at",
    "access_epoch",
    "status",
    "status_order",
    "clock_at",
    "modified_at",
    "version",
    "grants",
];

/// Those that few change, and that have indexes: naming them would rewrite the indexes, whatever the values.
const SELDOM: &[&str] = &[
    "role",
    "role_rank",
    "pending_email",
    "pending_key",
    "pending_since",
    "pending_verified",
    "second_factor_at",
    "deleted",
];

fn changes_rarely(before: &User, after: &User) -> bool {
    before.role != after.role
        || before.pending_email != after.pending_email
        || before.second_factor_at != after.second_factor_at
        || is_deleted(before) != is_deleted(after)
}

/// Writes names, address, username, language and time zone with their keys, and moves the search entry.
///
/// # Errors
/// `Conflict` when the address or username is taken.
pub fn update_profile(
    p: &mut PortalTx<'_, '_>,
    before: &User,
    after: &User,
    policy: &Policy,
) -> Result<(), StoreError> {
    let facts = Facts::of(after, policy);
    let keys = SortKeys::of(after);
    let profile = &after.profile;
    search::removed(p, &[before])?;
    let written = p.tx.exec(
        "UPDATE users SET email = $3, email_key = $4, username = $5, username_key = $6, first_name = $7, last_name = $8, \
         search_key = $9, name_sort = $10, first_sort = $11, last_sort = $12, user_sort = $13, email_sort = $14, \
         modified_at = $15, version = $16, status = $17, status_order = $18, clock_at = $19, language = $20, time_zone = $21 \
         WHERE pk = $1 AND portal = $2 AND version + 1 = $16",
        &[
            &after.pk.0, &p.portal.0, &profile.email.to_string(), &profile.email.key().to_owned(),
            &profile.username.as_ref().map(|n| n.as_str().to_owned()), &profile.username.as_ref().map(|n| n.key().to_owned()),
            &profile.first_name.as_ref().map(|n| n.as_str().to_owned()), &profile.last_name.as_ref().map(|n| n.as_str().to_owned()),
            &keys.search, &keys.name, &keys.first, &keys.last, &keys.username, &keys.email, &after.modified_at.0, &after.version,
            &after.status.code(),
            &after.status.order(),
            &facts.clock_at,
            &after.language,
            &after.time_zone,
        ],
    )?;
    expect_rows(written, 1)?;
    search::added(p, &[after])
}

/// Stores the hash of a new password, also among those that must not come back. The facts go through [`update`].
///
/// # Errors
/// When the database fails.
pub fn set_password_hash(p: &mut PortalTx<'_, '_>, pk: UserPk, hash: &str, at: Time) -> Result<(), StoreError> {
    let sql = "UPDATE users SET password_hash = $3, failed_sign_ins = 0 WHERE pk = $1 AND portal = $2";
    expect_rows(p.tx.exec(sql, &[&pk.0, &p.portal.0, &hash])?, 1)?;
    let sql = "INSERT INTO former_passwords (user_pk, set_at, hash) VALUES ($1, $2, $3) \
               ON CONFLICT (user_pk, set_at) DO UPDATE SET hash = excluded.hash";
    p.tx.exec(sql, &[&pk.0, &at.0, &hash])?;
    Ok(())
}

/// Notes a sign-in. No version: it is a fact of its own, not an edit.
///
/// # Errors
/// When the database fails.
pub fn signed_in(p: &mut PortalTx<'_, '_>, pk: UserPk, at: Time) -> Result<(), StoreError> {
    let written = p.tx.exec(
        "UPDATE users SET last_sign_in_at = $3, failed_sign_ins = 0 WHERE pk = $1 AND portal = $2",
        &[&pk.0, &p.portal.0, &at.0],
    )?;
    expect_rows(written, 1)
}

/// Wrong passwords in a row, and when the last one was.
///
/// # Errors
/// When the database fails.
pub fn failed_sign_ins(p: &mut PortalTx<'_, '_>, pk: UserPk) -> Result<(i64, Option<Time>), StoreError> {
    let sql = "SELECT failed_sign_ins, failed_at FROM users WHERE pk = $1 AND portal = $2";
    let found = p.tx.one(sql, &[&pk.0, &p.portal.0], |row| {
        Ok((row.get(0)?, row.get::<Option<i64>>(1)?.map(Time)))
    })?;
    Ok(found.unwrap_or_default())
}

/// Notes a wrong password, or with a count of zero that earlier ones are forgotten.
///
/// # Errors
/// When the database fails.
pub fn note_failed_sign_in(p: &mut PortalTx<'_, '_>, pk: UserPk, count: i64, at: Time) -> Result<(), StoreError> {
    let sql = "UPDATE users SET failed_sign_ins = $3, failed_at = $4 WHERE pk = $1 AND portal = $2";
    let written = p.tx.exec(sql, &[&pk.0, &p.portal.0, &count, &at.0])?;
    expect_rows(written, 1)
}

/// The hashes of the last `limit` passwords, the present one included.
///
/// # Errors
/// When the database fails.
pub fn former_passwords(p: &mut PortalTx<'_, '_>, pk: UserPk, limit: i64) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT hash FROM former_passwords WHERE user_pk = $1 ORDER BY set_at DESC LIMIT $2";
    p.tx.rows(sql, &[&pk.0, &limit], |row| row.get(0))
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
