//! The items of an operation: one per asked user or address, in the order asked.

use crate::StoreError;
use crate::db::{Param, Row};
use crate::portal_tx::PortalTx;
use crate::users::{CHUNK, expect_rows};
use crate::values::{Rows, row};
use model::ids::{OperationId, UserId, UserPk};
use model::report::{Outcome, Skip};
use model::time::Time;
use uuid::Uuid;

/// An item to be kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewItem {
    /// The place in the order asked.
    pub n: i64,
    /// The user, where one is known.
    pub user: Option<(UserPk, UserId)>,
    /// What was asked for, where it was text.
    pub input: Option<String>,
    /// What became of it; none until its turn.
    pub outcome: Option<Outcome>,
}

/// An item that waits for its turn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// The place in the order asked.
    pub n: i64,
    /// The user, where one is known.
    pub user: Option<(UserPk, UserId)>,
    /// What was asked for, where it was text.
    pub input: Option<String>,
}

/// The operation's id where it belongs to the portal, else nothing.
pub(super) const OWN_OPERATION: &str = "(SELECT id FROM operations WHERE id = $1 AND portal = $2)";

fn reason_of(outcome: &Outcome) -> Option<String> {
    outcome.reason().map(str::to_owned)
}

/// Writes items: one statement per chunk.
///
/// # Errors
/// `Conflict` when a place is taken.
pub fn insert_items(p: &mut PortalTx<'_, '_>, id: OperationId, items: &[NewItem]) -> Result<(), StoreError> {
    for chunk in items.chunks(CHUNK) {
        let mut rows = Rows::default();
        for item in chunk {
            let outcome = item.outcome.as_ref();
            rows.push(row![
                item.n,
                item.user.map(|(pk, _)| pk.0),
                item.user.map(|(_, id)| id.0),
                item.input.clone(),
                outcome.map(Outcome::code),
                outcome.and_then(reason_of),
            ]);
        }
        // The join leaves out everything where the operation is another portal's, and then the number of rows is wrong.
        let sql = |values: &str| {
            format!(
                "INSERT INTO operation_items (operation, n, user_pk, user_id, input, outcome, reason) WITH v AS ({values}) \
             SELECT operations.id, v.* FROM v CROSS JOIN operations WHERE operations.id = $1 AND operations.portal = $2"
            )
        };
        let before: [&dyn Param; 2] = [&id.0, &p.portal.0];
        let written = rows.exec(p.tx, &before, sql)?;
        expect_rows(written, rows.len())?;
    }
    Ok(())
}

/// Writes one waiting item per user; the first gets the place `first_n`.
///
/// # Errors
/// `Conflict` when a place is taken.
pub fn insert_items_from_ids(
    p: &mut PortalTx<'_, '_>,
    id: OperationId,
    users: &[(UserPk, UserId)],
    first_n: i64,
) -> Result<(), StoreError> {
    let mut n = first_n;
    for chunk in users.chunks(CHUNK) {
        let waiting = |(n, user): (i64, &(UserPk, UserId))| NewItem {
            n,
            user: Some(*user),
            input: None,
            outcome: None,
        };
        let items: Vec<NewItem> = (n..).zip(chunk).map(waiting).collect();
        insert_items(p, id, &items)?;
        n = items.last().map_or(n, |item| item.n + 1);
    }
    Ok(())
}

/// The next items without an outcome, in the order asked.
///
/// # Errors
/// When the database fails.
pub fn next_items(p: &mut PortalTx<'_, '_>, id: OperationId, limit: i64) -> Result<Vec<Item>, StoreError> {
    // A join would have SQLite start at the first item each time.
    let sql = "SELECT n, user_pk, user_id, input FROM operation_items WHERE operation = $1 AND outcome IS NULL \
               AND n >= (SELECT next_item FROM operations WHERE id = $1 AND portal = $2) ORDER BY n LIMIT $3";
    p.tx.rows(sql, &[&id.0, &p.portal.0, &limit], |row| {
        Ok(Item {
            n: row.get(0)?,
            user: user_of(row, 1)?,
            input: row.get(3)?,
        })
    })
}

fn user_of(row: &Row<'_>, at: usize) -> Result<Option<(UserPk, UserId)>, StoreError> {
    let (pk, id): (Option<i64>, Option<Uuid>) = (row.get(at)?, row.get(at + 1)?);
    Ok(pk.zip(id).map(|(pk, id)| (UserPk(pk), UserId(id))))
}

/// The place of an item, its user where one was made or found only now, and what became of it.
pub type ItemOutcome = (i64, Option<(UserPk, UserId)>, Outcome);

/// Writes the outcomes of items, and the user where one was made or found only now. An outcome is final: an item that
/// has one already is an error.
///
/// # Errors
/// When the database fails, or an item is not there or has an outcome.
pub fn set_outcomes(p: &mut PortalTx<'_, '_>, id: OperationId, outcomes: &[ItemOutcome]) -> Result<(), StoreError> {
    for chunk in outcomes.chunks(CHUNK) {
        let mut rows = Rows::default();
        for (n, user, outcome) in chunk {
            rows.push(row![
                *n,
                user.map(|(pk, _)| pk.0),
                user.map(|(_, id)| id.0),
                outcome.code(),
                reason_of(outcome)
            ]);
        }
        let names = &["n", "user_pk", "user_id", "outcome", "reason"];
        let sql = format!(
            "UPDATE operation_items SET outcome = v.outcome, reason = v.reason, \
             user_pk = COALESCE(v.user_pk, operation_items.user_pk), user_id = COALESCE(v.user_id, operation_items.user_id) \
             FROM v WHERE operation_items.operation = {OWN_OPERATION} AND operation_items.n = v.n \
             AND operation_items.outcome IS NULL"
        );
        let before: [&dyn Param; 2] = [&id.0, &p.portal.0];
        let written = rows.update(p.tx, &before, names, &sql)?;
        expect_rows(written, rows.len())?;
    }
    Ok(())
}

/// Stops a running operation: what is left is skipped as `stopped`. Says how many that were. Lock the operation first.
///
/// # Errors
/// When the database fails, or the operation does not run.
pub fn stop_rest(p: &mut PortalTx<'_, '_>, id: OperationId, now: Time) -> Result<i64, StoreError> {
    let sql = format!(
        "UPDATE operation_items SET outcome = 'skipped', reason = $3 WHERE operation = {OWN_OPERATION} AND outcome IS NULL"
    );
    let stopped = p.tx.exec(&sql, &[&id.0, &p.portal.0, &Skip::Stopped.code()])?;
    let stopped = i64::try_from(stopped).map_err(|e| StoreError::Other(e.to_string()))?;
    let written = p.tx.exec(
        "UPDATE operations SET skipped = skipped + $3, state = 'stopped', finished_at = $4, claimed_until = NULL \
         WHERE id = $1 AND portal = $2 AND state = 'running'",
        &[&id.0, &p.portal.0, &stopped, &now.0],
    )?;
    expect_rows(written, 1)?;
    Ok(stopped)
}
