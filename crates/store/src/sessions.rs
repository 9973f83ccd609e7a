//! Sessions: the cookie holds a secret, the table its hash. Whether one still counts is judged when it is used.

use crate::StoreError;
use crate::db::{Row, Tx};
use crate::dialect;
use crate::portal_tx::PortalTx;
use crate::portals::{self, PORTAL_COLUMNS, PORTAL_WIDTH, Portal};
use crate::users::{USER_COLUMNS, USER_WIDTH, user};
use crate::values::{Rows, row};
use model::ids::UserPk;
use model::time::Time;
use model::user::User;
use std::sync::Arc;
use uuid::Uuid;

/// A session that begins.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewSession {
    /// Hash of the secret in the cookie.
    pub hash: Vec<u8>,
    /// Public id, for the list of sessions.
    pub id: Uuid,
    /// Whose it is.
    pub user: UserPk,
    /// The user's access epoch; the session dies when the user's goes up.
    pub epoch: i64,
    /// When it begins.
    pub created_at: Time,
    /// When it ends at the latest.
    pub expires_at: Time,
    /// Address of the client.
    pub ip: String,
    /// Name of the client program.
    pub client: String,
    /// When the second factor was given.
    pub second_factor_at: Option<Time>,
}

/// A session as the list of sessions shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    /// Public id.
    pub id: Uuid,
    /// Whose it is.
    pub user: UserPk,
    /// When it began.
    pub created_at: Time,
    /// The last request noted.
    pub last_seen_at: Time,
    /// When it ends at the latest.
    pub expires_at: Time,
    /// Address of the client that began it.
    pub ip: String,
    /// Name of the client program that began it.
    pub client: String,
    /// When the second factor was given.
    pub second_factor_at: Option<Time>,
}

/// A session with its user and the user's portal: all that judging a request needs.
#[derive(Clone, PartialEq, Debug)]
pub struct Holder {
    /// The session.
    pub session: Session,
    /// Whose it is, as of now.
    pub user: User,
    /// The portal that the user belongs to.
    pub portal: Arc<Portal>,
}

const SESSION_COLUMNS: &str = "sessions.id, sessions.user_pk, sessions.created_at, sessions.last_seen_at, \
     sessions.expires_at, sessions.ip, sessions.client, sessions.second_factor_at";
const SESSION_WIDTH: usize = 8;

fn session(row: &Row<'_>, at: usize) -> Result<Session, StoreError> {
    Ok(Session {
        id: row.get(at)?,
        user: UserPk(row.get(at + 1)?),
        created_at: Time(row.get(at + 2)?),
        last_seen_at: Time(row.get(at + 3)?),
        expires_at: Time(row.get(at + 4)?),
        ip: row.get(at + 5)?,
        client: row.get(at + 6)?,
        second_factor_at: row.get::<Option<i64>>(at + 7)?.map(Time),
    })
}

/// Begins a session.
///
/// # Errors
/// `Conflict` when the hash or the id exists, or the user does not.
pub fn insert(tx: &mut Tx<'_>, s: &NewSession) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO sessions (hash, id, user_pk, epoch, created_at, last_seen_at, expires_at, ip, client, second_factor_at) \
         VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9)",
        &[
            &s.hash,
            &s.id,
            &s.user.0,
            &s.epoch,
            &s.created_at.0,
            &s.expires_at.0,
            &s.ip,
            &s.client,
            &s.second_factor_at.map(|t| t.0),
        ],
    )?;
    Ok(())
}

/// The session with this hash, unless the user's access has ended since it began (I4). Its time limits and whether the
/// user and the portal may sign in are for the caller to judge.
///
/// # Errors
/// When the database fails.
pub fn find(tx: &mut Tx<'_>, hash: &[u8]) -> Result<Option<Holder>, StoreError> {
    Ok(find_all(tx, &[hash])?.pop().map(|(_, holder)| holder))
}

/// The same for several hashes at once: those that are found, each with its hash.
///
/// # Errors
/// When the database fails.
pub fn find_all(tx: &mut Tx<'_>, hashes: &[&[u8]]) -> Result<Vec<(Vec<u8>, Holder)>, StoreError> {
    let mut rows = Rows::default();
    hashes.iter().for_each(|hash| rows.push(row![*hash]));
    let sql = |any: &str| {
        format!(
            "SELECT {USER_COLUMNS}, {SESSION_COLUMNS}, {PORTAL_COLUMNS}, sessions.hash FROM sessions \
             JOIN users ON users.pk = sessions.user_pk AND users.access_epoch = sessions.epoch \
             JOIN portals ON portals.pk = users.portal WHERE sessions.hash {any}"
        )
    };
    rows.select_any(tx, &[], sql, |row| {
        let holder = Holder {
            user: user(row, 0)?,
            session: session(row, USER_WIDTH)?,
            portal: portals::shared(row, USER_WIDTH + SESSION_WIDTH)?,
        };
        Ok((row.get(USER_WIDTH + SESSION_WIDTH + PORTAL_WIDTH)?, holder))
    })
}

/// Notes a request. A session that has just ended stays ended, and time never goes back.
///
/// # Errors
/// When the database fails.
pub fn touch(tx: &mut Tx<'_>, hash: &[u8], at: Time) -> Result<(), StoreError> {
    tx.exec(
        "UPDATE sessions SET last_seen_at = $2 WHERE hash = $1 AND last_seen_at < $2",
        &[&hash, &at.0],
    )?;
    Ok(())
}

/// Ends the session with this hash; says whether there was one.
///
/// # Errors
/// When the database fails.
pub fn delete(tx: &mut Tx<'_>, hash: &[u8]) -> Result<bool, StoreError> {
    Ok(tx.exec("DELETE FROM sessions WHERE hash = $1", &[&hash])? == 1)
}

/// The sessions of a user that were not ended with the user's access, newest first.
///
/// # Errors
/// When the database fails.
pub fn of_user(p: &mut PortalTx<'_, '_>, pk: UserPk) -> Result<Vec<Session>, StoreError> {
    let sql = format!(
        "SELECT {SESSION_COLUMNS} FROM sessions \
         JOIN users ON users.pk = sessions.user_pk AND users.access_epoch = sessions.epoch \
         WHERE sessions.user_pk = $1 AND users.portal = $2 ORDER BY sessions.created_at DESC, sessions.id DESC"
    );
    p.tx.rows(&sql, &[&pk.0, &p.portal.0], |row| session(row, 0))
}

/// The user's row key where the user belongs to the portal, else nothing.
const OWN_USER: &str = "(SELECT pk FROM users WHERE pk = $1 AND portal = $2)";

/// Ends one session of a user; says whether there was one.
///
/// # Errors
/// When the database fails.
pub fn end_one(p: &mut PortalTx<'_, '_>, pk: UserPk, id: Uuid) -> Result<bool, StoreError> {
    let sql = format!("DELETE FROM sessions WHERE id = $3 AND user_pk = {OWN_USER}");
    Ok(p.tx.exec(&sql, &[&pk.0, &p.portal.0, &id])? == 1)
}

/// Ends every session of a user; says how many there were.
///
/// # Errors
/// When the database fails.
pub fn end_all(p: &mut PortalTx<'_, '_>, pk: UserPk) -> Result<u64, StoreError> {
    let sql = format!("DELETE FROM sessions WHERE user_pk = {OWN_USER}");
    p.tx.exec(&sql, &[&pk.0, &p.portal.0])
}

/// Ends every session of a user but the one with this hash; says how many.
///
/// # Errors
/// When the database fails.
pub fn end_others(p: &mut PortalTx<'_, '_>, pk: UserPk, keep_hash: &[u8]) -> Result<u64, StoreError> {
    let sql = format!("DELETE FROM sessions WHERE hash <> $3 AND user_pk = {OWN_USER}");
    p.tx.exec(&sql, &[&pk.0, &p.portal.0, &keep_hash])
}

/// Removes up to `limit` sessions that have run out; says how many.
///
/// # Errors
/// When the database fails.
pub fn remove_expired(tx: &mut Tx<'_>, now: Time, limit: i64) -> Result<u64, StoreError> {
    let sql = format!(
        "DELETE FROM sessions WHERE hash IN \
         (SELECT hash FROM sessions WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2{})",
        dialect::skip_locked(tx.engine()),
    );
    tx.exec(&sql, &[&now.0, &limit])
}
