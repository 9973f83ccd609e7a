//! Operations: what a command did, kept for progress, idempotency and the audit log.

use crate::ctx::{Ctx, Write};
use crate::error::AppError;
use crate::jobs::Bell;
use crate::keys;
use crate::users::run::Answer;
use model::access::Permission;
use model::event::Action;
use model::ids::{OperationId, UserId, UserPk};
use model::operation::{Operation, OperationState, Work};
use model::query::Filter;
use model::report::{Line, Outcome, Report, Skip};
use std::collections::HashMap;
use store::StoreError;
use store::operations::{self, NewItem, NewOperation};
use store::portal_tx::PortalTx;
use store::users::CHUNK;

/// A caller's `Idempotency-Key`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Key(String);

impl Key {
    /// Reads the header or hidden field.
    ///
    /// # Errors
    /// When it is empty, longer than 200 characters or not plain ASCII.
    pub fn parse(text: &str) -> Result<Self, AppError> {
        let good = (1..=200).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
        if good {
            Ok(Self(text.to_owned()))
        } else {
            Err(AppError::invalid(
                "Idempotency-Key",
                "Use 1 to 200 visible ASCII characters.",
            ))
        }
    }
}

/// A new operation that has not been written yet.
pub(crate) struct FreshOperation {
    pub(crate) id: OperationId,
    key: Option<Key>,
    hash: Vec<u8>,
}

/// Whether a request is new or the repetition of one.
pub(crate) enum Fresh {
    Replay(Answer),
    New(FreshOperation),
}

/// Looks a request up by its key. `body` is everything that makes it this request.
pub(crate) fn fresh(
    ctx: &Ctx,
    work: &Work,
    body: std::fmt::Arguments<'_>,
    key: Option<Key>,
) -> Result<Fresh, AppError> {
    let work = serde_json::to_string(work).map_err(|e| AppError::Internal(e.to_string()))?;
    let hash = keys::hash_of_written(format_args!("{work}\n{body}"));
    if let Some(key) = &key {
        let known = ctx.read(|p| Ok(operations::by_key(p, ctx.actor.label(), &key.0)?))?;
        if let Some((operation, known_hash, _)) = known {
            if known_hash.as_deref() != Some(hash.as_slice()) {
                return Err(AppError::KeyReused);
            }
            return replay(ctx, operation).map(Fresh::Replay);
        }
    }
    Ok(Fresh::New(FreshOperation {
        id: OperationId(ctx.new_id()),
        key,
        hash,
    }))
}

fn replay(ctx: &Ctx, operation: Operation) -> Result<Answer, AppError> {
    if operation.state == OperationState::Running
        || operation.total > i64::try_from(crate::users::run::AT_ONCE).unwrap_or(i64::MAX)
    {
        return Ok(Answer::Started(Box::new(operation)));
    }
    // Whoever ran the command may hear its answer again.
    let limit = count(crate::users::run::AT_ONCE);
    let lines = ctx.read(|p| Ok(operations::lines(p, operation.id, None, -1, limit)?))?;
    let lines = lines.into_iter().map(|(_, line)| readable(line)).collect();
    let report = Report::of(Some(operation.id), lines);
    Ok(Answer::Finished {
        operation: Box::new(operation),
        report,
    })
}

/// Runs something on users that bears repeating and writes no operation of its own; with a key an operation is kept, so
/// that the same key gives the first answer again.
///
/// # Errors
/// Those of `work`, and `KeyReused`.
pub fn once(
    ctx: &Ctx,
    action: &str,
    body: &str,
    key: Option<Key>,
    work: impl FnOnce(&Ctx) -> Result<Report, AppError>,
) -> Result<Report, AppError> {
    let Some(key) = key else { return work(ctx) };
    let single = Work::Single {
        action: action.to_owned(),
    };
    let fresh = match fresh(ctx, &single, format_args!("{body}"), Some(key))? {
        Fresh::Replay(Answer::Finished { report, .. }) => return Ok(report),
        Fresh::Replay(Answer::Started(_)) => return Err(AppError::Internal(String::from("a single one runs on"))),
        Fresh::New(fresh) => fresh,
    };
    let scoped = ctx.with_operation(fresh.id);
    let mut report = work(&scoped)?;
    report.operation = Some(fresh.id);
    let ids: Vec<UserId> = report.lines.iter().filter_map(|line| line.id).collect();
    scoped.write(|w| {
        let found = store::users::lock(&mut w.p, &ids)?;
        let keys = found.into_iter().map(|found| (found.user.id, found.user.pk)).collect();
        record(&scoped, w, &fresh, &single, &report, &keys)?;
        Ok(w.finish_silently("what it did has its own events", ()))
    })?;
    Ok(report)
}

fn new_operation(ctx: &Ctx, fresh: &FreshOperation, work: &Work) -> NewOperation {
    NewOperation {
        id: fresh.id,
        actor: ctx.person().map(|p| p.pk),
        actor_label: ctx.actor.label().to_owned(),
        permissions: ctx.person().map(|p| p.permissions.iter().copied().collect()),
        work: work.clone(),
        state: OperationState::Running,
        total: 0,
        done: 0,
        skipped: 0,
        failed: 0,
        idempotency_key: fresh.key.as_ref().map(|k| k.0.clone()),
        request_hash: Some(fresh.hash.clone()),
        result: None,
        request: ctx.request.id,
        created_at: ctx.now,
        finished_at: None,
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Writes a finished operation beside the changes it made.
pub(crate) fn record(
    ctx: &Ctx,
    w: &mut Write<'_, '_>,
    fresh: &FreshOperation,
    work: &Work,
    report: &Report,
    keys: &HashMap<UserId, UserPk>,
) -> Result<Operation, AppError> {
    let mut operation = new_operation(ctx, fresh, work);
    operation.state = OperationState::Done;
    operation.finished_at = Some(ctx.now);
    operation.total = count(report.lines.len());
    (operation.done, operation.skipped, operation.failed) =
        (count(report.done()), count(report.skipped()), count(report.failed()));
    operations::insert(&mut w.p, &operation)?;
    let items: Vec<NewItem> = report
        .lines
        .iter()
        .enumerate()
        .map(|(n, line)| NewItem {
            n: count(n),
            user: line.id.and_then(|id| keys.get(&id).map(|pk| (*pk, id))),
            input: (!line.input.is_empty()).then(|| line.input.clone()),
            outcome: Some(line.outcome.clone()),
        })
        .collect();
    operations::insert_items(&mut w.p, fresh.id, &items)?;
    Ok(written(operation))
}

/// The operation as a reader would find it. After a commit nothing more is read: a failing read must not make a change
/// that is done look as if it had failed.
fn written(new: NewOperation) -> Operation {
    Operation {
        id: new.id,
        work: new.work,
        actor: new.actor,
        actor_label: new.actor_label,
        state: new.state,
        total: new.total,
        done: new.done,
        skipped: new.skipped,
        failed: new.failed,
        created_at: new.created_at,
        finished_at: new.finished_at,
    }
}

/// Items to be written, in order. They are asked for when they are written, chunk by chunk, and once more where the
/// database has to start over.
type Items<'a> = Box<dyn Iterator<Item = Result<NewItem, AppError>> + 'a>;

/// How many items there are, and how many of them have an outcome from the start.
pub(crate) struct Size {
    pub(crate) total: usize,
    pub(crate) settled: usize,
}

/// Starts a durable operation on frozen users. Those without a key are not found.
pub(crate) fn start_on_users(
    ctx: &Ctx,
    fresh: &FreshOperation,
    work: &Work,
    users: &[(Option<UserPk>, Option<Outcome>, UserId)],
) -> Result<Operation, AppError> {
    let outcome = |pk: &Option<UserPk>, outcome: &Option<Outcome>| {
        let unknown = pk.is_none().then_some(Outcome::Skipped(Skip::NotFound));
        outcome.clone().or(unknown)
    };
    let items = || {
        let items = users.iter().enumerate().map(|(n, (pk, settled, id))| {
            Ok(NewItem {
                n: count(n),
                user: pk.map(|pk| (pk, *id)),
                input: None,
                outcome: outcome(pk, settled),
            })
        });
        Box::new(items) as Items<'_>
    };
    let settled = users.iter().filter(|(pk, o, _)| outcome(pk, o).is_some()).count();
    let size = Size {
        total: users.len(),
        settled,
    };
    start(ctx, fresh, work, &size, &items)
}

/// Starts a durable operation on everybody who matches, less some.
pub(crate) fn start_on_matching(
    ctx: &Ctx,
    fresh: &FreshOperation,
    work: &Work,
    filter: &Filter,
    except: &[UserId],
) -> Result<Operation, AppError> {
    start_on_frozen(ctx, fresh, work, |p| {
        store::users::list::freeze(p, filter, except, &ctx.portal.policy, fresh.id)
    })
}

/// Starts a durable operation on users of a former one.
pub(crate) fn start_on_left(
    ctx: &Ctx,
    fresh: &FreshOperation,
    work: &Work,
    of: OperationId,
    left: operations::Left,
) -> Result<Operation, AppError> {
    start_on_frozen(ctx, fresh, work, |p| operations::hand_on(p, of, fresh.id, left))
}

/// Starts a durable operation whose items the database writes by itself; `freeze` says how many they are.
fn start_on_frozen(
    ctx: &Ctx,
    fresh: &FreshOperation,
    work: &Work,
    freeze: impl Fn(&mut PortalTx<'_, '_>) -> Result<i64, StoreError>,
) -> Result<Operation, AppError> {
    let started = ctx.write(|w| {
        let mut operation = new_operation(ctx, fresh, work);
        operations::insert(&mut w.p, &operation)?;
        operation.total = freeze(&mut w.p)?;
        operations::set_total(&mut w.p, fresh.id, operation.total)?;
        w.work_for(Bell::Operations);
        Ok(w.finish_silently("every item of the operation gets its own event in its chunk", operation))
    })?;
    Ok(written(started))
}

/// Texts, each with its outcome where that is settled.
pub(crate) type Inputs<'a> = Box<dyn Iterator<Item = Result<(String, Option<Outcome>), AppError>> + 'a>;

/// Starts a durable operation on texts: people to add.
pub(crate) fn start_on_inputs<'a>(
    ctx: &Ctx,
    fresh: &FreshOperation,
    work: &Work,
    size: &Size,
    inputs: &'a dyn Fn() -> Inputs<'a>,
) -> Result<Operation, AppError> {
    let items = || {
        let items = inputs().enumerate().map(|(n, input)| {
            let (input, outcome) = input?;
            Ok(NewItem {
                n: count(n),
                user: None,
                input: Some(input),
                outcome,
            })
        });
        Box::new(items) as Items<'_>
    };
    start(ctx, fresh, work, size, &items)
}

fn start<'a>(
    ctx: &Ctx,
    fresh: &FreshOperation,
    work: &Work,
    size: &Size,
    items: &dyn Fn() -> Items<'a>,
) -> Result<Operation, AppError> {
    let mut operation = new_operation(ctx, fresh, work);
    operation.total = count(size.total);
    operation.skipped = count(size.settled);
    if operation.skipped == operation.total {
        operation.state = OperationState::Done;
        operation.finished_at = Some(ctx.now);
    }
    ctx.write(|w| {
        operations::insert(&mut w.p, &operation)?;
        insert_items(w, fresh.id, items())?;
        w.work_for(Bell::Operations);
        if operation.state == OperationState::Done && operation.work.is_import() {
            let scoped = ctx.with_operation(fresh.id);
            let ended = crate::import::ended(&scoped, &mut w.p, &written(operation.clone()), &[])?;
            return Ok(w.finish(vec![ended], ()));
        }
        Ok(w.finish_silently("every item of the operation gets its own event in its chunk", ()))
    })?;
    Ok(written(operation))
}

fn insert_items(w: &mut Write<'_, '_>, id: OperationId, mut items: Items<'_>) -> Result<(), AppError> {
    loop {
        let chunk = items.by_ref().take(CHUNK).collect::<Result<Vec<_>, AppError>>()?;
        if chunk.is_empty() {
            return Ok(());
        }
        operations::insert_items(&mut w.p, id, &chunk)?;
    }
}

/// One operation of the portal.
///
/// # Errors
/// `NotFound`, `Forbidden`.
pub fn get(ctx: &Ctx, id: OperationId) -> Result<Operation, AppError> {
    ctx.require(Permission::UsersView)?;
    ctx.read(|p| operations::by_id(p, id)?.ok_or(AppError::NotFound("operation")))
}

/// The operations of the portal, newest first.
///
/// # Errors
/// `Forbidden`.
pub fn list(ctx: &Ctx, after: Option<OperationId>, limit: usize) -> Result<Vec<Operation>, AppError> {
    ctx.require(Permission::UsersView)?;
    ctx.read(|p| Ok(operations::list(p, after, count(limit))?))
}

/// Operations of the acting person that still run: the strip of every page shows them.
///
/// # Errors
/// When the database fails.
pub fn running(ctx: &Ctx) -> Result<Vec<Operation>, AppError> {
    match ctx.person() {
        Some(person) => ctx.glance(|p| Ok(operations::running_of(p, person.pk)?)),
        None => Ok(Vec::new()),
    }
}

/// Outcomes of an operation after the `n`th item, optionally only `done`, `skipped` or `failed` ones.
///
/// # Errors
/// `NotFound`, `Forbidden`.
pub fn lines(
    ctx: &Ctx,
    id: OperationId,
    outcome: Option<&str>,
    after: i64,
    limit: usize,
) -> Result<Vec<(i64, Line)>, AppError> {
    get(ctx, id)?;
    ctx.read(|p| {
        let lines = operations::lines(p, id, outcome, after, count(limit))?;
        Ok(lines.into_iter().map(|(n, line)| (n, readable(line))).collect())
    })
}

/// People to add are kept as JSON; a report shows what was typed.
fn readable(mut line: Line) -> Line {
    if let Ok(person) = serde_json::from_str::<model::operation::NewPerson>(&line.input) {
        if line.email.is_empty() {
            line.email = person.email;
        }
        line.input = person.input;
    }
    line
}

/// Calls `take` for every outcome in order, without holding them in memory: for CSV.
///
/// # Errors
/// `NotFound`, `Forbidden`, or what `take` returns.
pub fn each_line(
    ctx: &Ctx,
    id: OperationId,
    mut take: impl FnMut(i64, &Line) -> Result<(), AppError>,
) -> Result<(), AppError> {
    get(ctx, id)?;
    ctx.read(|p| operations::each_line(p, id, |n, line| take(n, &readable(line.clone()))))
}

/// Skip reasons with their numbers, most frequent first.
///
/// # Errors
/// `NotFound`, `Forbidden`.
pub fn reasons(ctx: &Ctx, id: OperationId) -> Result<Vec<(Skip, i64)>, AppError> {
    get(ctx, id)?;
    let counted = ctx.read(|p| Ok(operations::reasons(p, id)?))?;
    Ok(counted
        .into_iter()
        .filter_map(|(code, n)| Skip::from_code(&code).map(|skip| (skip, n)))
        .collect())
}

/// Stops an operation: what was done stays done, the rest is skipped as `stopped`.
///
/// # Errors
/// `NotFound`, `Forbidden` for people other than who started it and admins, `Conflict` when it has ended already.
pub fn stop(ctx: &Ctx, id: OperationId) -> Result<Operation, AppError> {
    let operation = get(ctx, id)?;
    if ctx.person().is_some_and(|p| operation.actor != Some(p.pk)) {
        ctx.require_for_change(Permission::PortalSettings)?;
    }
    ctx.write(|w| {
        let operation = operations::lock(&mut w.p, id)?.ok_or(AppError::NotFound("operation"))?;
        if operation.state != OperationState::Running {
            return Err(AppError::conflict(
                "already_finished",
                words::t!("error-operation-ended"),
            ));
        }
        operations::stop_rest(&mut w.p, id, ctx.now)?;
        let scoped = ctx.with_operation(id);
        let mut events = vec![scoped.event(Action::OperationStopped, None)];
        if operation.work.is_import() {
            let rest = operation.total - operation.reached();
            let stopped = Operation {
                skipped: operation.skipped + rest,
                ..operation
            };
            events.push(crate::import::ended(&scoped, &mut w.p, &stopped, &[])?);
        }
        Ok(w.finish(events, ()))
    })?;
    get(ctx, id)
}

/// How many mails of an operation have not left yet: while there are any, sending can be stopped (ui.md B7).
///
/// # Errors
/// `NotFound`, `Forbidden`.
pub fn unsent(ctx: &Ctx, id: OperationId) -> Result<usize, AppError> {
    get(ctx, id)?;
    ctx.read(|p| Ok(operations::unsent(p, id)?.len()))
}

/// Stops the mails of an operation that have not left yet, by revoking those invitations: their links die, the rows stay
/// and can be invited again.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Conflict` with code `all_sent` when there is nothing to stop.
pub fn stop_sending(ctx: &Ctx, id: OperationId) -> Result<Answer, AppError> {
    ctx.require_for_change(Permission::UsersInvite)?;
    get(ctx, id)?;
    let unsent = ctx.read(|p| Ok(operations::unsent(p, id)?))?;
    if unsent.is_empty() {
        return Err(AppError::conflict("all_sent", words::t!("error-all-sent")));
    }
    let command = model::command::Command::Revoke {
        reason: Some(String::from("sending was stopped")),
    };
    crate::users::run::run(ctx, command, crate::users::run::Target::Ids(unsent), None)
}
