//! Passwords of users: hashes, former ones, and the tries since the last sign-in.

use super::expect_rows;
use crate::StoreError;
use crate::portal_tx::PortalTx;
use model::ids::UserPk;
use model::time::Time;

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

/// Stores the hash of a new password, also among those that must not come back. The facts go through [`update`](super::update()).
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
