//! Second factors: the secret of an authenticator app, and recovery codes. Secrets arrive encrypted and codes hashed;
//! whoever takes a step or a code holds the user's row lock.

use crate::StoreError;
use crate::chunks::exec_for_users;
use crate::portal_tx::PortalTx;
use model::ids::UserPk;
use model::time::Time;

/// The authenticator of a user.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Totp {
    /// The secret, encrypted.
    pub secret: Vec<u8>,
    /// When the secret was made.
    pub created_at: Time,
    /// When the person proved that the app has it; until then it gives no access.
    pub confirmed_at: Option<Time>,
    /// The last time step whose code was accepted: it and earlier ones are used up.
    pub last_step: i64,
}

/// The user's row key where the user belongs to the portal, else nothing.
const OWN_USER: &str = "(SELECT pk FROM users WHERE pk = $1 AND portal = $2)";

/// The authenticator of a user, confirmed or not.
///
/// # Errors
/// When the database fails.
pub fn totp(p: &mut PortalTx<'_, '_>, pk: UserPk) -> Result<Option<Totp>, StoreError> {
    let sql = format!("SELECT secret, created_at, confirmed_at, last_step FROM totp WHERE user_pk = {OWN_USER}");
    p.tx.one(&sql, &[&pk.0, &p.portal.0], |row| {
        Ok(Totp {
            secret: row.get(0)?,
            created_at: Time(row.get(1)?),
            confirmed_at: row.get::<Option<i64>>(2)?.map(Time),
            last_step: row.get(3)?,
        })
    })
}

/// Keeps a secret that is not confirmed yet, in the place of an earlier one. A confirmed one stays: then the answer is no.
///
/// # Errors
/// When the database fails, or the user is none of the portal.
pub fn put_unconfirmed(p: &mut PortalTx<'_, '_>, pk: UserPk, secret: &[u8], at: Time) -> Result<bool, StoreError> {
    let sql = format!(
        "INSERT INTO totp (user_pk, secret, created_at, confirmed_at, last_step) VALUES ({OWN_USER}, $3, $4, NULL, 0) \
         ON CONFLICT (user_pk) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at, last_step = 0 \
         WHERE totp.confirmed_at IS NULL"
    );
    Ok(p.tx.exec(&sql, &[&pk.0, &p.portal.0, &secret, &at.0])? == 1)
}

/// Confirms the kept secret with a code of this time step, which is used up by it. No where there is none to confirm.
///
/// # Errors
/// When the database fails.
pub fn confirm(p: &mut PortalTx<'_, '_>, pk: UserPk, step: i64, at: Time) -> Result<bool, StoreError> {
    let sql = format!(
        "UPDATE totp SET confirmed_at = $3, last_step = $4 WHERE user_pk = {OWN_USER} AND confirmed_at IS NULL"
    );
    Ok(p.tx.exec(&sql, &[&pk.0, &p.portal.0, &at.0, &step])? == 1)
}

/// Uses up a time step and all before it. No where that has happened already: a code works once (AC-05).
///
/// # Errors
/// When the database fails.
pub fn take_step(p: &mut PortalTx<'_, '_>, pk: UserPk, step: i64) -> Result<bool, StoreError> {
    let sql = format!(
        "UPDATE totp SET last_step = $3 WHERE user_pk = {OWN_USER} AND last_step < $3 AND confirmed_at IS NOT NULL"
    );
    Ok(p.tx.exec(&sql, &[&pk.0, &p.portal.0, &step])? == 1)
}

/// Gives a user these recovery codes; earlier ones are dead.
///
/// # Errors
/// When the database fails, or the user is none of the portal.
pub fn replace_codes(p: &mut PortalTx<'_, '_>, pk: UserPk, hashes: &[Vec<u8>]) -> Result<(), StoreError> {
    let sql = format!("DELETE FROM recovery_codes WHERE user_pk = {OWN_USER}");
    p.tx.exec(&sql, &[&pk.0, &p.portal.0])?;
    let sql = format!("INSERT INTO recovery_codes (user_pk, hash, used_at) VALUES ({OWN_USER}, $3, NULL)");
    for hash in hashes {
        p.tx.exec(&sql, &[&pk.0, &p.portal.0, hash])?;
    }
    Ok(())
}

/// Uses up a recovery code. No where there is no such code, or it was used.
///
/// # Errors
/// When the database fails.
pub fn take_code(p: &mut PortalTx<'_, '_>, pk: UserPk, hash: &[u8], at: Time) -> Result<bool, StoreError> {
    let sql =
        format!("UPDATE recovery_codes SET used_at = $4 WHERE user_pk = {OWN_USER} AND hash = $3 AND used_at IS NULL");
    Ok(p.tx.exec(&sql, &[&pk.0, &p.portal.0, &hash, &at.0])? == 1)
}

/// How many recovery codes still work.
///
/// # Errors
/// When the database fails.
pub fn codes_left(p: &mut PortalTx<'_, '_>, pk: UserPk) -> Result<i64, StoreError> {
    let sql = format!("SELECT COUNT(*) FROM recovery_codes WHERE user_pk = {OWN_USER} AND used_at IS NULL");
    Ok(p.tx.one(&sql, &[&pk.0, &p.portal.0], |row| row.get(0))?.unwrap_or(0))
}

/// Forgets secrets that were shown to users and never confirmed: whoever saw one before access ended must not see it
/// confirmed afterwards.
///
/// # Errors
/// When the database fails.
pub fn forget_unconfirmed(p: &mut PortalTx<'_, '_>, pks: &[UserPk]) -> Result<(), StoreError> {
    let (low, high) = UserPk::range(p.portal);
    exec_for_users(p.tx, pks, &[&low, &high], |list| {
        format!("DELETE FROM totp WHERE confirmed_at IS NULL AND user_pk BETWEEN $1 AND $2 AND user_pk IN ({list})")
    })?;
    Ok(())
}

/// Removes secrets and codes of users, confirmed or not.
///
/// # Errors
/// When the database fails.
pub fn remove(p: &mut PortalTx<'_, '_>, pks: &[UserPk]) -> Result<(), StoreError> {
    for table in ["totp", "recovery_codes"] {
        exec_for_users(p.tx, pks, &[&p.portal.0], |list| {
            format!(
                "DELETE FROM {table} WHERE user_pk IN (SELECT pk FROM users WHERE portal + 0 = $1 AND pk IN ({list}))"
            )
        })?;
    }
    Ok(())
}
