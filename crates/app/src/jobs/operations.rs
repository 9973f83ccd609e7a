//! Long operations, a chunk at a time. A chunk's changes, outcomes and progress share one transaction: after a crash the
//! next chunk goes on where the last commit was, and nobody is done twice.

use super::{Step, Stop};
use crate::App;
use crate::ctx::{Ctx, Write};
use crate::error::AppError;
use crate::import;
use crate::sign_in::caller;
use crate::users::{add, run};
use model::access::{Actor, Permission, Person, Role, SystemActor};
use model::admission::Form;
use model::event::Event;
use model::ids::{UserId, UserPk};
use model::operation::{NewPerson, Operation, OperationState, Work};
use model::report::{Outcome, Skip};
use model::time::Span;
use model::user::User;
use model::user::access::Scope;
use std::collections::BTreeSet;
use store::operations::{self, Claimed, Item};
use store::users;

/// Users per chunk.
const CHUNK: i64 = 500;
/// Another server may take the operation over after this long without a sign of life. A claim only keeps servers from
/// taking turns; that nobody is done twice is the work of the row lock in `chunk`, so it may be short.
const LEASE: Span = Span::seconds(15);

type Settled = (i64, Option<(UserPk, UserId)>, Outcome);

/// The oldest operation that nobody works on, chunk by chunk, until its end or until this server stops.
pub(super) fn step(app: &App, stop: &Stop) -> Result<Step, AppError> {
    let now = app.clock().now();
    let claimed = app.db().write(|tx| operations::claim(tx, now, now + LEASE))?;
    let Some(claimed) = claimed else { return Ok(Step::Idle) };
    // The lease is kept from chunk to chunk, so that two servers do not take turns on one operation. The actor's rights
    // are judged anew for each.
    loop {
        let ctx = context(app, &claimed)?;
        if chunk(&ctx, &claimed)? == Step::Idle {
            return Ok(Step::Worked);
        }
        let stopping = stop.asked();
        let now = app.clock().now();
        // Who stops leaves the rest to another server at once.
        let until = if stopping { now } else { now + LEASE };
        app.db()
            .write(|tx| operations::renew(tx, claimed.operation.id, until))?;
        if stopping {
            return Ok(Step::Worked);
        }
    }
}

/// The operation acts with the rights that its actor holds now, cut down to those of the credential it was asked with.
fn context(app: &App, claimed: &Claimed) -> Result<Ctx, AppError> {
    let portal = app.portal(claimed.portal)?;
    let mut request = app.own_request();
    request.id = claimed.request;
    let actor = match claimed.operation.actor {
        None => Actor::System(SystemActor::CommandLine),
        Some(pk) => {
            let row = app
                .db()
                .read(|tx| users::by_pk(&mut store::portal_tx::PortalTx::new(tx, pk.portal()), pk))?;
            match row {
                Some(row) => Actor::Person(still_entitled(app, &row.user, claimed)?),
                None => Actor::Person(nobody(pk, claimed)),
            }
        }
    };
    Ok(app.ctx(actor, portal, request).with_operation(claimed.operation.id))
}

/// The person with what they may do now: nothing once they cannot sign in or may not enter the portal any more.
fn still_entitled(app: &App, user: &User, claimed: &Claimed) -> Result<Person, AppError> {
    let home = app.portal(user.portal())?;
    let mut person = caller::person(user, &home.catalogue, claimed.permissions.as_deref());
    caller::keep_from_staff(&home, &mut person, claimed.portal);
    let enters = user.portal() == claimed.portal || app.may_enter(&person, claimed.portal)?;
    if !enters || !home.is_active() || !user.may_sign_in(app.clock().now()) {
        person.permissions.clear();
    }
    Ok(person)
}

/// Somebody who was erased meanwhile: the rest of their operation is refused.
fn nobody(pk: UserPk, claimed: &Claimed) -> Person {
    Person {
        pk,
        id: UserId(uuid::Uuid::nil()),
        email: claimed.operation.actor_label.clone(),
        name: String::new(),
        role: Role {
            slug: String::from("user"),
            rank: 0,
        },
        permissions: BTreeSet::new(),
        scope: Scope::All,
    }
}

fn chunk(ctx: &Ctx, claimed: &Claimed) -> Result<Step, AppError> {
    let ctx = Ctx {
        now: ctx.app.clock().now(),
        ..ctx.clone()
    };
    let id = claimed.operation.id;
    ctx.write(|w| {
        let operation = operations::lock(&mut w.p, id)?.ok_or(AppError::NotFound("operation"))?;
        if operation.state != OperationState::Running {
            return Ok(w.finish_silently("the operation was stopped", Step::Idle));
        }
        let items = operations::next_items(&mut w.p, id, CHUNK)?;
        let Some(last) = items.last().map(|item| item.n) else {
            operations::progress(
                &mut w.p,
                id,
                0,
                0,
                0,
                operation.total,
                Some((OperationState::Done, ctx.now)),
            )?;
            if operation.work.is_import() {
                let ended = import::ended(&ctx, &mut w.p, &operation, &[])?;
                return Ok(w.finish(vec![ended], Step::Idle));
            }
            return Ok(w.finish_silently("its items have their events", Step::Idle));
        };
        let (mut events, settled) = carry_out(&ctx, w, &operation.work, &items)?;
        operations::set_outcomes(&mut w.p, id, &settled)?;
        let count =
            |code: &str| i64::try_from(settled.iter().filter(|(.., o)| o.code() == code).count()).unwrap_or_default();
        let over = i64::try_from(items.len()).unwrap_or_default() < CHUNK;
        let end = over.then_some((OperationState::Done, ctx.now));
        operations::progress(
            &mut w.p,
            id,
            count("done"),
            count("skipped"),
            count("failed"),
            last + 1,
            end,
        )?;
        if over && operation.work.is_import() {
            let reached = Operation {
                done: operation.done + count("done"),
                skipped: operation.skipped + count("skipped"),
                failed: operation.failed + count("failed"),
                ..operation
            };
            let ended = import::ended(&ctx, &mut w.p, &reached, &events)?;
            events.push(ended);
        }
        Ok(w.finish(events, if over { Step::Idle } else { Step::Worked }))
    })
}

fn carry_out(
    ctx: &Ctx,
    w: &mut Write<'_, '_>,
    work: &Work,
    items: &[Item],
) -> Result<(Vec<Event>, Vec<Settled>), AppError> {
    match work {
        Work::Users { command } | Work::Undo { command, .. } if !ctx.actor.may(command.permission()) => {
            Ok((Vec::new(), all(items, Skip::NoPermission)))
        }
        Work::Add { .. } if !ctx.actor.may(Permission::UsersInvite) => Ok((Vec::new(), all(items, Skip::NoPermission))),
        Work::Add { form: Form::File, .. } if !ctx.actor.may(Permission::UsersImport) => {
            Ok((Vec::new(), all(items, Skip::NoPermission)))
        }
        Work::Users { .. } | Work::Undo { .. } => {
            let asked: Vec<(i64, UserPk, UserId)> = items
                .iter()
                .filter_map(|item| item.user.map(|(pk, id)| (item.n, pk, id)))
                .collect();
            let (events, outcomes) = run::chunk(ctx, w, work, &asked)?;
            let settled = outcomes
                .into_iter()
                .zip(&asked)
                .map(|((n, outcome), (_, pk, id))| (n, Some((*pk, *id)), outcome));
            Ok((events, settled.collect()))
        }
        Work::Add { grant, form } => {
            let people: Vec<NewPerson> = items
                .iter()
                .map(|item| serde_json::from_str(item.input.as_deref().unwrap_or_default()).unwrap_or_default())
                .collect();
            let batch: Vec<(&NewPerson, Option<Outcome>)> = people.iter().map(|person| (person, None)).collect();
            let added = add::write_batch(ctx, w, &batch, grant, *form)?;
            let settled = items
                .iter()
                .zip(added.lines)
                .map(|(item, (line, pk))| (item.n, pk.zip(line.id), line.outcome));
            Ok((added.events, settled.collect()))
        }
        Work::Single { .. } => Ok((Vec::new(), all(items, Skip::Stopped))),
    }
}

fn all(items: &[Item], skip: Skip) -> Vec<Settled> {
    items
        .iter()
        .map(|item| (item.n, item.user, Outcome::Skipped(skip)))
        .collect()
}
