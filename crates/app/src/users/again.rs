//! Undo and retry: an operation taken back, or run again for those whom it did not reach (ui.md B9).

use super::add;
use super::run::{AT_ONCE, Answer, Asked, carry_out};
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::operations::{self, Fresh, FreshOperation, Key};
use model::access::Permission;
use model::admission::Form;
use model::command::Command;
use model::ids::{OperationId, UserId, UserPk};
use model::operation::{NewPerson, Operation, OperationState, Work};
use model::time::{Span, Time};
use store::operations::Left;

/// How long undo is offered.
pub const UNDO_WINDOW: Span = Span::hours(24);

/// Whether an operation can be taken back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UndoOffer {
    /// It can, by the person who asks.
    Open,
    /// It has been, by this operation.
    Undone(OperationId),
    /// It cannot: nothing to take back, too late, or not for this person.
    None,
}

/// Whether the caller may take an operation back.
///
/// # Errors
/// When the database fails.
pub fn undo_offer(ctx: &Ctx, operation: &Operation) -> Result<UndoOffer, AppError> {
    let Work::Users { command } = &operation.work else {
        return Ok(UndoOffer::None);
    };
    ctx.read(|p| {
        if let Some(by) = store::operations::undone_by(p, operation.id)? {
            return Ok(UndoOffer::Undone(by));
        }
        let open = command.is_undoable() && ctx.actor.may(command.permission()) && in_time(operation, ctx.now);
        if open && !store::operations::changed(p, operation.id, 1)?.is_empty() {
            return Ok(UndoOffer::Open);
        }
        Ok(UndoOffer::None)
    })
}

fn in_time(operation: &Operation, now: Time) -> bool {
    operation.finished_at.is_some_and(|at| at + UNDO_WINDOW > now)
}

/// Takes an operation back, as an operation of its own: who has changed since is left as is.
///
/// # Errors
/// `NotFound`, `Forbidden` without the permission of the command, `Conflict` with the code `still_running`,
/// `not_undoable`, `too_late`, `nothing_to_undo` or `already_undone`.
pub fn undo(ctx: &Ctx, of: OperationId, key: Option<Key>) -> Result<Answer, AppError> {
    let operation = operations::get(ctx, of)?;
    let command = undoable(&operation)?;
    ctx.require_for_change(command.permission())?;
    let work = Work::Undo { of, command };
    let fresh = match operations::fresh(ctx, &work, format_args!(""), key)? {
        Fresh::Replay(answer) => return Ok(answer),
        Fresh::New(fresh) => fresh,
    };
    ended(&operation)?;
    if !in_time(&operation, ctx.now) {
        return Err(AppError::conflict("too_late", words::t!("error-undo-late")));
    }
    let changed = ctx.read(|p| {
        if store::operations::undone_by(p, of)?.is_some() {
            return Err(AppError::conflict("already_undone", words::t!("error-already-undone")));
        }
        Ok(store::operations::changed(p, of, FEW + 1)?)
    })?;
    if changed.is_empty() {
        return Err(AppError::conflict("nothing_to_undo", words::t!("error-undo-nobody")));
    }
    go_on(ctx, fresh, work, (of, Left::Changed), changed)
}

/// So many are done at once.
const FEW: i64 = AT_ONCE as i64;

/// Does the work on users of a former operation: at once where they are few, else in the background.
fn go_on(
    ctx: &Ctx,
    fresh: FreshOperation,
    work: Work,
    (of, left): (OperationId, Left),
    first: Vec<(UserPk, UserId)>,
) -> Result<Answer, AppError> {
    if first.len() > AT_ONCE {
        let started = operations::start_on_left(ctx, &fresh, &work, of, left)?;
        return Ok(Answer::Started(Box::new(started)));
    }
    carry_out(ctx, fresh, work, first.into_iter().map(asked).collect())
}

fn asked((pk, id): (UserPk, UserId)) -> Asked {
    Asked {
        id,
        key: Some(pk),
        repeated: false,
    }
}

fn undoable(operation: &Operation) -> Result<Command, AppError> {
    match &operation.work {
        Work::Users { command } if command.is_undoable() => Ok(command.clone()),
        _ => Err(AppError::conflict("not_undoable", words::t!("error-not-undoable"))),
    }
}

fn ended(operation: &Operation) -> Result<(), AppError> {
    if operation.state == OperationState::Running {
        return Err(AppError::conflict("still_running", words::t!("error-still-running")));
    }
    Ok(())
}

/// Runs an operation again for those whom it failed for or did not reach.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Conflict` with the code `still_running`, `not_retriable` or `nothing_to_retry`.
pub fn retry(ctx: &Ctx, of: OperationId, key: Option<Key>) -> Result<Answer, AppError> {
    let operation = operations::get(ctx, of)?;
    ended(&operation)?;
    let nothing = || AppError::conflict("nothing_to_retry", words::t!("error-retry-nothing"));
    match operation.work {
        Work::Users { command } => {
            ctx.require_for_change(command.permission())?;
            let work = Work::Users { command };
            let fresh = match operations::fresh(ctx, &work, format_args!("again {of}"), key)? {
                Fresh::Replay(answer) => return Ok(answer),
                Fresh::New(fresh) => fresh,
            };
            let left = ctx.read(|p| Ok(store::operations::users_again(p, of, FEW + 1)?))?;
            if left.is_empty() {
                return Err(nothing());
            }
            go_on(ctx, fresh, work, (of, Left::Again), left)
        }
        Work::Add { grant, form } => {
            if form == Form::File {
                ctx.require_for_change(Permission::UsersImport)?;
            }
            let inputs = ctx.read(|p| Ok(store::operations::inputs_again(p, of)?))?;
            let people: Vec<NewPerson> = inputs
                .iter()
                .filter_map(|text| serde_json::from_str(text).ok())
                .collect();
            if people.is_empty() {
                return Err(nothing());
            }
            add::people(ctx, &people, grant, form, key)
        }
        Work::Undo { .. } | Work::Single { .. } => {
            Err(AppError::conflict("not_retriable", words::t!("error-not-retriable")))
        }
    }
}
