//! What the report of an operation reads.

use super::items::OWN_OPERATION;
use crate::StoreError;
use crate::db::Row;
use crate::portal_tx::PortalTx;
use crate::users::seen::{self, Value};
use model::ids::{OperationId, UserId};
use model::report::{Line, Outcome, Skip};
use uuid::Uuid;

/// Items that have an outcome, with the user as it is now; without name and address where the actor does not see the user
/// any more. `$1` is the operation, `$2` the portal.
fn select(p: &PortalTx<'_, '_>, params: &mut Vec<Value>) -> String {
    let seen = seen::and(p, "users.pk", params);
    format!(
        "SELECT i.n, i.input, i.user_id, users.email, users.first_name, users.last_name, i.outcome, i.reason \
         FROM operation_items AS i LEFT JOIN users ON users.pk = i.user_pk AND users.portal = $2{seen} \
         WHERE i.operation = {OWN_OPERATION} AND i.outcome IS NOT NULL"
    )
}

fn line(row: &Row<'_>) -> Result<(i64, Line), StoreError> {
    let names = [row.optional_text(4)?, row.optional_text(5)?];
    let line = Line {
        input: row.get::<Option<String>>(1)?.unwrap_or_default(),
        id: row.get::<Option<Uuid>>(2)?.map(UserId),
        email: row.get::<Option<String>>(3)?.unwrap_or_default(),
        name: names.into_iter().flatten().collect::<Vec<_>>().join(" "),
        outcome: outcome(row.text(6)?, row.optional_text(7)?.unwrap_or_default())?,
    };
    Ok((row.get(0)?, line))
}

fn outcome(code: &str, reason: &str) -> Result<Outcome, StoreError> {
    let skip = |reason: &str| {
        Skip::from_code(reason).ok_or_else(|| StoreError::Corrupt(format!("operation_items.reason is {reason:?}")))
    };
    match code {
        "done" => Ok(Outcome::Done),
        "skipped" => skip(reason).map(Outcome::Skipped),
        "failed" => Ok(Outcome::Failed(reason.to_owned())),
        other => Err(StoreError::Corrupt(format!("operation_items.outcome is {other:?}"))),
    }
}

/// Lines that have an outcome, or one certain outcome, in the order asked, with their place. The first page has an
/// `after_n` of -1, the next one the last place of this one.
///
/// # Errors
/// When the database fails.
pub fn lines(
    p: &mut PortalTx<'_, '_>,
    id: OperationId,
    outcome: Option<&str>,
    after_n: i64,
    limit: i64,
) -> Result<Vec<(i64, Line)>, StoreError> {
    let mut params: Vec<Value> = vec![Box::new(id.0), Box::new(p.portal.0), Box::new(after_n), Box::new(limit)];
    let mut only = "";
    if let Some(outcome) = outcome {
        params.push(Box::new(outcome.to_owned()));
        only = " AND i.outcome = $5";
    }
    let select = select(p, &mut params);
    let sql = format!("{select} AND i.n > $3{only} ORDER BY i.n LIMIT $4");
    p.tx.rows(&sql, &seen::bound(&params), line)
}

/// The users of an operation whose mail has not left yet.
///
/// # Errors
/// When the database fails.
pub fn unsent(p: &mut PortalTx<'_, '_>, id: OperationId) -> Result<Vec<UserId>, StoreError> {
    let sql = "SELECT users.id FROM operation_items AS i JOIN users ON users.pk = i.user_pk \
               WHERE i.operation = $1 AND users.portal = $2 AND i.outcome = 'done' AND users.mail_state = 'queued' ORDER BY i.n";
    p.tx.rows(sql, &[&id.0, &p.portal.0], |row| row.get(0).map(UserId))
}

/// Gives every line that has an outcome to `take`, in the order asked, without holding them all.
///
/// # Errors
/// The database's, or what `take` returns.
pub fn each_line<E: From<StoreError>>(
    p: &mut PortalTx<'_, '_>,
    id: OperationId,
    mut take: impl FnMut(i64, Line) -> Result<(), E>,
) -> Result<(), E> {
    let mut params: Vec<Value> = vec![Box::new(id.0), Box::new(p.portal.0)];
    let sql = format!("{} ORDER BY i.n", select(p, &mut params));
    p.tx.each(&sql, &seen::bound(&params), |row| {
        let (n, line) = line(row)?;
        take(n, line)
    })
}

/// Skip codes with their number, most frequent first.
///
/// # Errors
/// When the database fails.
pub fn reasons(p: &mut PortalTx<'_, '_>, id: OperationId) -> Result<Vec<(String, i64)>, StoreError> {
    count_by_reason(p, id, "skipped")
}

/// The texts of failures with their number, most frequent first.
///
/// # Errors
/// When the database fails.
pub fn failures(p: &mut PortalTx<'_, '_>, id: OperationId) -> Result<Vec<(String, i64)>, StoreError> {
    count_by_reason(p, id, "failed")
}

fn count_by_reason(p: &mut PortalTx<'_, '_>, id: OperationId, outcome: &str) -> Result<Vec<(String, i64)>, StoreError> {
    let sql = format!(
        "SELECT COALESCE(reason, ''), COUNT(*) FROM operation_items WHERE operation = {OWN_OPERATION} AND outcome = $3 \
         GROUP BY reason ORDER BY 2 DESC, 1"
    );
    p.tx.rows(&sql, &[&id.0, &p.portal.0, &outcome], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}
