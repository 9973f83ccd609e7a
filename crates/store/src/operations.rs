//! Operations: one command over a set, with one item per asked user. Items are in `items`, what a report reads in `report`.

mod items;
mod report;
mod undo;

pub use items::{Item, ItemOutcome, NewItem, insert_items, insert_items_from_ids, next_items, set_outcomes, stop_rest};
pub use report::{each_line, failures, lines, reasons, unsent};
pub use undo::{Left, changed, formers, hand_on, inputs_again, keep_formers, undone_by, users_again};

use crate::StoreError;
use crate::api_tokens::{permissions, permissions_text};
use crate::db::{Row, Tx};
use crate::dialect;
use crate::portal_tx::PortalTx;
use crate::users::expect_rows;
use crate::users::seen::{self, Value};
use model::access::Permission;
use model::ids::{OperationId, PortalPk, RequestId, UserPk};
use model::operation::{Operation, OperationState, Work};
use model::time::Time;
use model::user::sight::Sight;

/// An operation that begins, or one that was done at once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewOperation {
    /// Public id.
    pub id: OperationId,
    /// Who asked for it.
    pub actor: Option<UserPk>,
    /// The actor's address, or the word for the system.
    pub actor_label: String,
    /// The rights it may use; none for all that the actor holds when a chunk runs.
    pub permissions: Option<Vec<Permission>>,
    /// What it does.
    pub work: Work,
    /// Where it is.
    pub state: OperationState,
    /// How many were asked for.
    pub total: i64,
    /// How many were changed.
    pub done: i64,
    /// How many were left as they were.
    pub skipped: i64,
    /// How many failed.
    pub failed: i64,
    /// The word by which a repeated request is known.
    pub idempotency_key: Option<String>,
    /// Hash of the request that the key came with.
    pub request_hash: Option<Vec<u8>>,
    /// The first answer, for a repeated request.
    pub result: Option<String>,
    /// The request it came with.
    pub request: RequestId,
    /// When it was asked for.
    pub created_at: Time,
    /// When the last item got its outcome.
    pub finished_at: Option<Time>,
}

const COLUMNS: &str = "id, work, actor_pk, actor_label, state, total, done, skipped, failed, created_at, finished_at";
const WIDTH: usize = 11;

fn operation(row: &Row<'_>) -> Result<Operation, StoreError> {
    let (work, state) = (row.text(1)?, row.text(4)?);
    let corrupt = |what: &str, value: &str| StoreError::Corrupt(format!("operations.{what} is {value:?}"));
    Ok(Operation {
        id: OperationId(row.get(0)?),
        work: serde_json::from_str(work).map_err(|_| corrupt("work", work))?,
        actor: row.get::<Option<i64>>(2)?.map(UserPk),
        actor_label: row.get(3)?,
        state: OperationState::ALL
            .iter()
            .copied()
            .find(|s| s.code() == state)
            .ok_or_else(|| corrupt("state", state))?,
        total: row.get(5)?,
        done: row.get(6)?,
        skipped: row.get(7)?,
        failed: row.get(8)?,
        created_at: Time(row.get(9)?),
        finished_at: row.get::<Option<i64>>(10)?.map(Time),
    })
}

/// Writes an operation.
///
/// # Errors
/// `Conflict` when the id exists, or the actor has used the idempotency key before: see [`is_repeat`].
pub fn insert(p: &mut PortalTx<'_, '_>, new: &NewOperation) -> Result<(), StoreError> {
    let work = serde_json::to_string(&new.work).map_err(|e| StoreError::Other(e.to_string()))?;
    let undoes = match &new.work {
        Work::Undo { of, .. } => Some(of.0),
        _ => None,
    };
    p.tx.exec(
        "INSERT INTO operations (id, portal, actor_pk, actor_label, permissions, work, state, total, done, skipped, failed, \
         next_item, idempotency_key, request_hash, result, request, created_at, finished_at, undoes) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, $13, $14, $15, $16, $17, $18)",
        &[
            &new.id.0, &p.portal.0, &new.actor.map(|pk| pk.0), &new.actor_label,
            &permissions_text(new.permissions.as_deref())?, &work, &new.state.code(), &new.total, &new.done, &new.skipped,
            &new.failed, &new.idempotency_key, &new.request_hash, &new.result, &new.request.0, &new.created_at.0,
            &new.finished_at.map(|t| t.0), &undoes,
        ],
    )?;
    Ok(())
}

/// Whether [`insert`] was refused because the actor has used the idempotency key before.
#[must_use]
pub fn is_repeat(error: &StoreError) -> bool {
    error.is_conflict_on(&[
        "operations_idempotency",
        "operations.portal,operations.actor_label,operations.idempotency_key",
    ])
}

/// Who sees only a part of the users sees only the operations of its own.
fn of_actor(p: &PortalTx<'_, '_>, params: &mut Vec<Value>) -> String {
    match p.sight {
        Sight::Everybody => String::new(),
        Sight::Of { own, .. } => {
            params.push(Box::new(own.0));
            format!(" AND actor_pk = ${}", params.len())
        }
    }
}

/// One operation of the portal.
///
/// # Errors
/// When the database fails.
pub fn by_id(p: &mut PortalTx<'_, '_>, id: OperationId) -> Result<Option<Operation>, StoreError> {
    let mut params: Vec<Value> = vec![Box::new(id.0), Box::new(p.portal.0)];
    let own = of_actor(p, &mut params);
    let sql = format!("SELECT {COLUMNS} FROM operations WHERE id = $1 AND portal = $2{own}");
    p.tx.one(&sql, &seen::bound(&params), operation)
}

/// The same with its row locked until the commit, so that a stop and a chunk never cross.
///
/// # Errors
/// When the database fails.
pub fn lock(p: &mut PortalTx<'_, '_>, id: OperationId) -> Result<Option<Operation>, StoreError> {
    let lock = dialect::for_update(p.tx.engine());
    let sql = format!("SELECT {COLUMNS} FROM operations WHERE id = $1 AND portal = $2{lock}");
    p.tx.one(&sql, &[&id.0, &p.portal.0], operation)
}

/// How the text of [`Work::Single`] begins: the tag comes first.
pub(crate) const SINGLE: &str = r#"{"work":"single"%"#;

/// Operations over sets, newest first, from after one on.
///
/// # Errors
/// When the database fails.
pub fn list(p: &mut PortalTx<'_, '_>, after: Option<OperationId>, limit: i64) -> Result<Vec<Operation>, StoreError> {
    let after = after.map_or(uuid::Uuid::max(), |id| id.0);
    let mut params: Vec<Value> = vec![Box::new(p.portal.0), Box::new(after), Box::new(SINGLE), Box::new(limit)];
    let own = of_actor(p, &mut params);
    let sql = format!(
        "SELECT {COLUMNS} FROM operations WHERE portal = $1 AND id < $2 AND work NOT LIKE $3{own} ORDER BY id DESC LIMIT $4"
    );
    p.tx.rows(&sql, &seen::bound(&params), operation)
}

/// The operations of an actor that are still running, the newest three.
///
/// # Errors
/// When the database fails.
pub fn running_of(p: &mut PortalTx<'_, '_>, actor: UserPk) -> Result<Vec<Operation>, StoreError> {
    // The sum keeps the portal's index out: the few running operations of all portals are read faster.
    let sql = format!(
        "SELECT {COLUMNS} FROM operations WHERE state = 'running' AND portal + 0 = $1 AND actor_pk = $2 ORDER BY id DESC LIMIT 3"
    );
    p.tx.rows(&sql, &[&p.portal.0, &actor.0], operation)
}

/// The operation that a repeated request finds, with the hash of the first request and its answer.
pub type FirstAnswer = (Operation, Option<Vec<u8>>, Option<String>);

/// The operation that an actor began under an idempotency key.
///
/// # Errors
/// When the database fails.
pub fn by_key(p: &mut PortalTx<'_, '_>, actor_label: &str, key: &str) -> Result<Option<FirstAnswer>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, request_hash, result FROM operations \
         WHERE portal = $1 AND actor_label = $2 AND idempotency_key = $3"
    );
    p.tx.one(&sql, &[&p.portal.0, &actor_label, &key], |row| {
        Ok((operation(row)?, row.get(WIDTH)?, row.get(WIDTH + 1)?))
    })
}

/// An operation that this worker may go on with until its claim runs out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claimed {
    /// The portal it belongs to.
    pub portal: PortalPk,
    /// The operation.
    pub operation: Operation,
    /// The rights it may use; none for all that the actor holds.
    pub permissions: Option<Vec<Permission>>,
    /// The request it came with.
    pub request: RequestId,
}

/// Claims the oldest running operation that is in no other worker's hands.
///
/// # Errors
/// When the database fails.
pub fn claim(tx: &mut Tx<'_>, now: Time, lease_until: Time) -> Result<Option<Claimed>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, portal, permissions, request FROM operations \
         WHERE state = 'running' AND (claimed_until IS NULL OR claimed_until <= $1) ORDER BY id LIMIT 1{}",
        dialect::skip_locked(tx.engine()),
    );
    let claimed = tx.one(&sql, &[&now.0], |row| {
        Ok(Claimed {
            operation: operation(row)?,
            portal: PortalPk(row.get(WIDTH)?),
            permissions: permissions(row, WIDTH + 1)?,
            request: RequestId(row.get(WIDTH + 2)?),
        })
    })?;
    if let Some(claimed) = &claimed {
        let sql = "UPDATE operations SET claimed_until = $2 WHERE id = $1";
        let written = tx.exec(sql, &[&claimed.operation.id.0, &lease_until.0])?;
        expect_rows(written, 1)?;
    }
    Ok(claimed)
}

/// Keeps a claim for longer; false when the operation does not run any more.
///
/// # Errors
/// When the database fails.
pub fn renew(tx: &mut Tx<'_>, id: OperationId, lease_until: Time) -> Result<bool, StoreError> {
    let sql = "UPDATE operations SET claimed_until = $2 WHERE id = $1 AND state = 'running'";
    Ok(tx.exec(sql, &[&id.0, &lease_until.0])? == 1)
}

/// Adds to the counters of a running operation and notes the first item that may be left; `finish` ends it.
///
/// # Errors
/// When the database fails, or the operation does not run.
pub fn progress(
    p: &mut PortalTx<'_, '_>,
    id: OperationId,
    done: i64,
    skipped: i64,
    failed: i64,
    next_item: i64,
    finish: Option<(OperationState, Time)>,
) -> Result<(), StoreError> {
    let (state, at) = finish.map_or(("running", None), |(state, at)| (state.code(), Some(at.0)));
    let written = p.tx.exec(
        "UPDATE operations SET done = done + $3, skipped = skipped + $4, failed = failed + $5, next_item = $6, state = $7, \
         finished_at = $8, claimed_until = CASE WHEN $7 = 'running' THEN claimed_until END \
         WHERE id = $1 AND portal = $2 AND state = 'running'",
        &[&id.0, &p.portal.0, &done, &skipped, &failed, &next_item, &state, &at],
    )?;
    expect_rows(written, 1)
}

/// Says how many items an operation has that was begun without.
///
/// # Errors
/// When the database fails, or the operation is not there.
pub fn set_total(p: &mut PortalTx<'_, '_>, id: OperationId, total: i64) -> Result<(), StoreError> {
    let sql = "UPDATE operations SET total = $3 WHERE id = $1 AND portal = $2 AND state = 'running'";
    expect_rows(p.tx.exec(sql, &[&id.0, &p.portal.0, &total])?, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_single_change_begins_as_the_list_expects() {
        let text = serde_json::to_string(&Work::Single {
            action: String::from("token.created"),
        })
        .unwrap();
        assert!(text.starts_with(SINGLE.trim_end_matches('%')), "{text}");
    }
}
