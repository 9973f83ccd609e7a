//! What undo and retry need of an operation's items.

use super::items::OWN_OPERATION;
use crate::StoreError;
use crate::chunks::in_chunks;
use crate::db::Param;
use crate::portal_tx::PortalTx;
use crate::users::{CHUNK, expect_rows};
use crate::values::{Rows, row};
use model::ids::{OperationId, UserId, UserPk};
use model::report::Skip;
use model::user::former::Former;
use std::collections::HashMap;

/// Keeps the facts before the change, and the version after it, at the items that were done: one statement per chunk.
///
/// # Errors
/// When the database fails, or an item is not there.
pub fn keep_formers(p: &mut PortalTx<'_, '_>, id: OperationId, formers: &[(i64, Former)]) -> Result<(), StoreError> {
    for chunk in formers.chunks(CHUNK) {
        let mut rows = Rows::default();
        for (n, former) in chunk {
            let text = serde_json::to_string(former).map_err(|e| StoreError::Other(e.to_string()))?;
            rows.push(row![*n, text, former.version]);
        }
        let names = &["n", "former", "version"];
        let sql = format!(
            "UPDATE operation_items SET former = v.former, version = v.version \
             FROM v WHERE operation_items.operation = {OWN_OPERATION} AND operation_items.n = v.n"
        );
        let before: [&dyn Param; 2] = [&id.0, &p.portal.0];
        expect_rows(rows.update(p.tx, &before, names, &sql)?, rows.len())?;
    }
    Ok(())
}

/// The users that the operation changed and whose former facts are known, in the order asked; at most so many.
///
/// # Errors
/// When the database fails.
pub fn changed(p: &mut PortalTx<'_, '_>, id: OperationId, limit: i64) -> Result<Vec<(UserPk, UserId)>, StoreError> {
    let sql = format!(
        "SELECT user_pk, user_id FROM operation_items WHERE operation = {OWN_OPERATION} AND former IS NOT NULL \
         AND user_pk IS NOT NULL AND user_id IS NOT NULL ORDER BY n LIMIT $3"
    );
    p.tx.rows(&sql, &[&id.0, &p.portal.0, &limit], |row| {
        Ok((UserPk(row.get(0)?), UserId(row.get(1)?)))
    })
}

/// The facts that some users had before an operation.
///
/// # Errors
/// When the database fails.
pub fn formers(
    p: &mut PortalTx<'_, '_>,
    id: OperationId,
    users: &[UserPk],
) -> Result<HashMap<UserPk, Former>, StoreError> {
    let mut found = HashMap::with_capacity(users.len());
    for chunk in in_chunks(users.iter().map(|pk| pk.0.into()).collect()) {
        let sql = |any: &str| {
            format!(
                "SELECT user_pk, former, version FROM operation_items WHERE operation = {OWN_OPERATION} \
                 AND former IS NOT NULL AND user_pk {any}"
            )
        };
        found.extend(chunk.select_any(p.tx, &[&id.0, &p.portal.0], sql, |row| {
            let text = row.text(1)?;
            let former: Former = serde_json::from_str(text)
                .map_err(|_| StoreError::Corrupt(format!("operation_items.former is {text:?}")))?;
            let version = row.get::<Option<i64>>(2)?.unwrap_or_default();
            Ok((UserPk(row.get(0)?), Former { version, ..former }))
        })?);
    }
    Ok(found)
}

/// The operation that took this one back, if there is one.
///
/// # Errors
/// When the database fails.
pub fn undone_by(p: &mut PortalTx<'_, '_>, id: OperationId) -> Result<Option<OperationId>, StoreError> {
    let sql = "SELECT id FROM operations WHERE undoes = $1 AND portal = $2";
    p.tx.one(sql, &[&id.0, &p.portal.0], |row| row.get(0).map(OperationId))
}

/// Items worth another try: failed, or skipped for a reason that passes.
const AGAIN: &str = "(outcome = 'failed' OR (outcome = 'skipped' AND reason IN";

fn again() -> String {
    let codes: Vec<String> = Skip::RETRIABLE
        .iter()
        .map(|skip| format!("'{}'", skip.code()))
        .collect();
    format!("{AGAIN} ({})))", codes.join(", "))
}

/// The users worth another try, in the order asked; at most so many.
///
/// # Errors
/// When the database fails.
pub fn users_again(p: &mut PortalTx<'_, '_>, id: OperationId, limit: i64) -> Result<Vec<(UserPk, UserId)>, StoreError> {
    let sql = format!(
        "SELECT user_pk, user_id FROM operation_items WHERE operation = {OWN_OPERATION} AND {} \
         AND user_pk IS NOT NULL AND user_id IS NOT NULL ORDER BY n LIMIT $3",
        again(),
    );
    p.tx.rows(&sql, &[&id.0, &p.portal.0, &limit], |row| {
        Ok((UserPk(row.get(0)?), UserId(row.get(1)?)))
    })
}

/// Which users of an operation another one goes on with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Left {
    /// Those whom it changed, and whose former facts are known.
    Changed,
    /// Those worth another try.
    Again,
}

/// Makes them the items of an operation that has none yet, in the order asked, and says how many they are. The database
/// does it by itself: a million users are never here.
///
/// # Errors
/// When the database fails.
pub fn hand_on(p: &mut PortalTx<'_, '_>, from: OperationId, to: OperationId, left: Left) -> Result<i64, StoreError> {
    let condition = match left {
        Left::Changed => String::from("former IS NOT NULL"),
        Left::Again => again(),
    };
    let sql = format!(
        "INSERT INTO operation_items (operation, n, user_pk, user_id) \
         SELECT $3, ROW_NUMBER() OVER (ORDER BY n) - 1, user_pk, user_id FROM operation_items \
         WHERE operation = {OWN_OPERATION} AND {condition} AND user_pk IS NOT NULL AND user_id IS NOT NULL"
    );
    let written = p.tx.exec(&sql, &[&from.0, &p.portal.0, &to.0])?;
    i64::try_from(written).map_err(|e| StoreError::Other(e.to_string()))
}

/// The people to add who are worth another try, as they were written, in the order asked.
///
/// # Errors
/// When the database fails.
pub fn inputs_again(p: &mut PortalTx<'_, '_>, id: OperationId) -> Result<Vec<String>, StoreError> {
    let sql = format!(
        "SELECT input FROM operation_items WHERE operation = {OWN_OPERATION} AND {} AND input IS NOT NULL ORDER BY n",
        again(),
    );
    p.tx.rows(&sql, &[&id.0, &p.portal.0], |row| row.get(0))
}
