//! Addresses: who has one or waits for it, and moving a user to another.

use super::{SortKeys, expect_rows, search};
use crate::StoreError;
use crate::chunks::in_chunks;
use crate::portal_tx::PortalTx;
use model::ids::UserPk;
use model::user::User;
use std::collections::HashSet;

/// Whether anybody else of the portal has an address or waits to confirm it. Lock the portal first.
///
/// # Errors
/// When the database fails.
pub fn address_is_taken(p: &mut PortalTx<'_, '_>, key: &str, except: UserPk) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM users WHERE portal = $1 AND email_key = $2 AND pk <> $3 \
               UNION ALL SELECT 1 FROM users WHERE portal = $1 AND pending_key = $2 AND pk <> $3";
    let found = p.tx.rows(sql, &[&p.portal.0, &key, &except.0], |_| Ok(()))?;
    Ok(!found.is_empty())
}

/// Which of these canonical addresses somebody of the portal waits to confirm.
///
/// # Errors
/// When the database fails.
pub fn pending_addresses(p: &mut PortalTx<'_, '_>, keys: &[String]) -> Result<HashSet<String>, StoreError> {
    let mut found = HashSet::new();
    for chunk in in_chunks(keys.iter().map(|key| key.as_str().into()).collect()) {
        let sql = |any: &str| format!("SELECT pending_key FROM users WHERE portal = $1 AND pending_key {any}");
        found.extend(chunk.select_any(p.tx, &[&p.portal.0], sql, |row| row.get::<String>(0))?);
    }
    Ok(found)
}

/// Moves users to their new addresses: address, keys, search entries. Their facts, version included, are written by
/// [`update`](super::update) in the same transaction.
///
/// # Errors
/// `Conflict` when an address is taken.
pub fn readdress(p: &mut PortalTx<'_, '_>, before: &User, after: &User) -> Result<(), StoreError> {
    search::removed(p, &[before])?;
    let (keys, email) = (SortKeys::of(after), &after.profile.email);
    let sql =
        "UPDATE users SET email = $3, email_key = $4, search_key = $5, email_sort = $6 WHERE pk = $1 AND portal = $2";
    let written = p.tx.exec(
        sql,
        &[
            &after.pk.0,
            &p.portal.0,
            &email.to_string(),
            &email.key().to_owned(),
            &keys.search,
            &keys.email,
        ],
    )?;
    expect_rows(written, 1)?;
    search::added(p, &[after])
}
