//! Long work: what runs, what became of each item, and stopping it.

use super::answer::{Answer, ok, run};
use super::commands::answered;
use super::cursor;
use super::file::csv;
use super::input::{Id, Params, limit};
use super::view::{Job, Page, Report};
use crate::extract::Program;
use crate::server::Server;
use app::error::AppError;
use app::users::again;
use app::{Ctx, export, operations};
use axum::extract::State;
use model::ids::OperationId;
use model::operation::{Operation, OperationState};
use serde::Deserialize;
use utoipa::IntoParams;

/// From where.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct JobParams {
    /// Rows per page: 1 to 200.
    #[param(value_type = Option<i32>, minimum = 1, maximum = 200, default = 50)]
    limit: Option<String>,
    /// The `next` of a page.
    after: Option<String>,
}

/// Lists operations
///
/// Newest first. Needs `users.view`.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/operations", tag = "operations", operation_id = "list_operations",
    params(JobParams), responses((status = 200, description = "A page of operations", body = Page<Job>))
)]
pub(super) async fn list(State(server): State<Server>, program: Program, Params(params): Params<JobParams>) -> Answer {
    ok(&run(&server, &program, move |ctx| page(ctx, &params)).await?)
}

const LIST: &str = "operations";

fn page(ctx: &Ctx, params: &JobParams) -> Result<Page<Job>, AppError> {
    let limit = limit(params.limit.as_deref())?;
    let after = params
        .after
        .as_deref()
        .map(|text| cursor::open(ctx, LIST, text))
        .transpose()?;
    let mut found = operations::list(ctx, after.map(OperationId), limit + 1)?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found
        .last()
        .filter(|_| more)
        .map(|operation| cursor::seal(ctx, LIST, operation.id.0));
    Ok(Page {
        items: found.iter().map(Job::of).collect(),
        next,
        prev: None,
        total: None,
        total_is_exact: false,
    })
}

/// Reads an operation
///
/// Needs `users.view`.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/operations/{id}", tag = "operations", operation_id = "get_operation",
    responses((status = 200, description = "The operation with its progress", body = Job))
)]
pub(super) async fn get(State(server): State<Server>, program: Program, Id(id): Id<OperationId>) -> Answer {
    ok(&Job::of(
        &run(&server, &program, move |ctx| operations::get(ctx, id)).await?,
    ))
}

/// Outcomes of an operation
///
/// One line per asked user or address that has its outcome, in the order asked. Texts that a spreadsheet would take for
/// a formula begin with an apostrophe. Needs `users.view`.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/operations/{id}/outcomes.csv", tag = "operations",
    operation_id = "get_outcomes", responses((status = 200, description = "UTF-8 CSV", body = String, content_type = "text/csv"))
)]
pub(super) async fn outcomes(State(server): State<Server>, program: Program, Id(id): Id<OperationId>) -> Answer {
    let name = format!("outcomes-{id}.csv");
    csv(&server, &program, &name, move |ctx, out| export::outcomes(ctx, id, out)).await
}

/// Stops an operation
///
/// What was done stays done, the rest is skipped as `stopped`. Whoever started it may stop it, else it needs
/// `portal.settings`. With an `Idempotency-Key`, stopping a stopped operation gives the same answer again instead of 409.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/operations/{id}/stop", tag = "operations", operation_id = "stop_operation",
    responses((status = 200, description = "The stopped operation", body = Job))
)]
pub(super) async fn stop(State(server): State<Server>, program: Program, Id(id): Id<OperationId>) -> Answer {
    let key = program.key()?;
    let stopped = run(&server, &program, move |ctx| match operations::stop(ctx, id) {
        Err(AppError::Conflict { code, message }) if key.is_some() => {
            repeated(ctx, id, AppError::Conflict { code, message })
        }
        other => other,
    });
    ok(&Job::of(&stopped.await?))
}

/// Undoes an operation
///
/// As an operation of its own, once, within 24 hours: the facts from before come back for every user who has not changed
/// since; the others are skipped as `changed_since_preview`. Sessions, tokens and links stay dead. Commands that mail,
/// reset, revoke or erase cannot be undone: 409 with `not_undoable`; else `still_running`, `too_late`, `nothing_to_undo`
/// or `already_undone`. Needs the permission of the command.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/operations/{id}/undo", tag = "operations", operation_id = "undo_operation",
    responses(
        (status = 200, description = "What became of each", body = Report),
        (status = 202, description = "A large set: `Location` names the operation", body = Report)
    )
)]
pub(super) async fn undo(State(server): State<Server>, program: Program, Id(id): Id<OperationId>) -> Answer {
    let key = program.key()?;
    let answer = run(&server, &program, move |ctx| {
        Ok(answered(ctx, again::undo(ctx, id, key)?))
    });
    answer.await
}

/// Tries an operation again
///
/// The same command, as an operation of its own, for those for whom it failed, was stopped, or was skipped for a reason
/// that passes: `cooldown`, `no_seat`, `changed_since_preview`. 409 with `still_running`, `nothing_to_retry` or
/// `not_retriable`. Needs the permission of the command.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/operations/{id}/retry", tag = "operations", operation_id = "retry_operation",
    responses(
        (status = 200, description = "What became of each", body = Report),
        (status = 202, description = "A large set: `Location` names the operation", body = Report)
    )
)]
pub(super) async fn retry(State(server): State<Server>, program: Program, Id(id): Id<OperationId>) -> Answer {
    let key = program.key()?;
    let answer = run(&server, &program, move |ctx| {
        Ok(answered(ctx, again::retry(ctx, id, key)?))
    });
    answer.await
}

fn repeated(ctx: &Ctx, id: OperationId, conflict: AppError) -> Result<Operation, AppError> {
    let operation = operations::get(ctx, id)?;
    if operation.state == OperationState::Stopped {
        Ok(operation)
    } else {
        Err(conflict)
    }
}
