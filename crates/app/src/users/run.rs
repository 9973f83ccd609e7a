//! The command engine: one function runs every command over every kind of set, at once or as a durable operation.

use crate::ctx::{Ctx, Write};
use crate::error::AppError;
use crate::operations::{self, Fresh, Key};
use crate::users::apply::{apply, line, room};
use model::command::Command;
use model::ids::{UserId, UserPk};
use model::operation::{Operation, Work};
use model::plan::{Candidate, Decision, Plan, Room};
use model::query::Filter;
use model::report::{Line, Outcome, Report, Skip};
use std::collections::{HashMap, HashSet};
use store::{users, users::list};

/// Sets up to this size are answered at once; larger ones become a durable operation.
pub const AT_ONCE: usize = 300;
/// Largest number of ids in one request.
pub const MAX_IDS: usize = 100_000;

/// The set that a command runs on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// These users, in this order.
    Ids(Vec<UserId>),
    /// Everyone who matches when the command is given, less some.
    Matching {
        /// Who matches.
        filter: Filter,
        /// Except these.
        except: Vec<UserId>,
    },
}

/// The answer to a command.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Every user has its outcome.
    Finished {
        /// The operation, for later reference.
        operation: Box<Operation>,
        /// What became of each.
        report: Report,
    },
    /// A large set: the operation goes on in the background.
    Started(Box<Operation>),
}

/// What a command would do: the same decision without the writing.
///
/// # Errors
/// `Forbidden`, `Invalid`, or the database's.
pub fn preview(ctx: &Ctx, command: &Command, target: &Target) -> Result<Report, AppError> {
    ctx.require(command.permission())?;
    command
        .check_texts()
        .map_err(|(field, why)| AppError::invalid(field, why))?;
    check_size(target)?;
    ctx.read(|p| {
        let asked = resolve(ctx, p, target)?;
        let portal = store::portals::lock(p.tx(), ctx.portal.pk)?.ok_or(AppError::NotFound("portal"))?;
        let held = store::counts::of_portal(p)?.seats;
        let mut room = Room {
            seats: portal.seat_limit.map(|l| l - held),
            admins: users::able_admins(p)?,
        };
        let mut lines = Vec::with_capacity(asked.len());
        for chunk in asked.chunks(users::CHUNK) {
            let ids: Vec<UserId> = chunk.iter().map(|a| a.id).collect();
            let candidates = users::lock(p, &ids)?;
            lines.extend(decide(ctx, command, chunk, candidates, &mut room).1);
        }
        Ok(Report { operation: None, lines })
    })
}

/// Runs a command. Up to [`AT_ONCE`] users are done when this returns; larger sets go on in the background. The same
/// `key` again gives the first answer.
///
/// # Errors
/// `Forbidden`, `Invalid`, `KeyReused`, or the database's; then nothing has changed.
pub fn run(ctx: &Ctx, command: Command, target: Target, key: Option<Key>) -> Result<Answer, AppError> {
    ctx.require_for_change(command.permission())?;
    command
        .check_texts()
        .map_err(|(field, why)| AppError::invalid(field, why))?;
    check_size(&target)?;
    let work = Work::Users { command };
    let fresh = match operations::fresh(ctx, &work, &format!("{target:?}"), key)? {
        Fresh::Replay(answer) => return Ok(answer),
        Fresh::New(fresh) => fresh,
    };
    let asked = ctx.read(|p| resolve(ctx, p, &target))?;
    if asked.len() > AT_ONCE {
        let items = asked
            .into_iter()
            .map(|a| (a.key, a.repeated.then_some(Outcome::Skipped(Skip::Duplicate)), a.id));
        return Ok(Answer::Started(Box::new(operations::start_on_users(
            ctx,
            fresh,
            work,
            items.collect(),
        )?)));
    }
    let Work::Users { command } = &work else {
        return Err(AppError::Internal(String::from("not a command")));
    };
    let scoped = ctx.with_operation(fresh.id);
    let (operation, report) = scoped.write(|w| {
        let mut room = room(w)?;
        let ids: Vec<UserId> = asked.iter().map(|a| a.id).collect();
        let candidates = users::lock(&mut w.p, &ids)?;
        let (plan, lines) = decide(&scoped, command, &asked, candidates, &mut room);
        let events = apply(&scoped, w, &plan, command.reason())?;
        let report = Report {
            operation: Some(fresh.id),
            lines,
        };
        let keys = keys_of(&plan);
        let operation = operations::record(&scoped, w, &fresh, &work, &report, &keys)?;
        Ok(w.finish(events, (operation, report)))
    })?;
    Ok(Answer::Finished {
        operation: Box::new(operation),
        report,
    })
}

/// What a chunk leaves behind: its audit events, and the outcome of each item by number.
pub(crate) type Settled = (Vec<model::event::Event>, Vec<(i64, Outcome)>);

/// One chunk of a durable operation: the same decision and the same writing as [`run`].
pub(crate) fn chunk(
    ctx: &Ctx,
    w: &mut Write<'_, '_>,
    command: &Command,
    asked: &[(i64, UserPk, UserId)],
) -> Result<Settled, AppError> {
    let mut room = room(w)?;
    let pks: Vec<UserPk> = asked.iter().map(|(_, pk, _)| *pk).collect();
    let candidates = users::lock_by_pk(&mut w.p, &pks)?;
    let wanted: Vec<Asked> = asked
        .iter()
        .map(|(_, pk, id)| Asked {
            id: *id,
            key: Some(*pk),
            repeated: false,
        })
        .collect();
    let (plan, lines) = decide(ctx, command, &wanted, candidates, &mut room);
    let events = apply(ctx, w, &plan, command.reason())?;
    let outcomes = asked
        .iter()
        .zip(lines)
        .map(|((n, ..), line)| (*n, line.outcome))
        .collect();
    Ok((events, outcomes))
}

/// One asked user.
struct Asked {
    id: UserId,
    key: Option<UserPk>,
    repeated: bool,
}

fn check_size(target: &Target) -> Result<(), AppError> {
    match target {
        Target::Ids(ids) if ids.is_empty() => Err(AppError::invalid("ids", "Name at least one user.")),
        Target::Ids(ids) if ids.len() > MAX_IDS => Err(AppError::invalid(
            "ids",
            format!("Name at most {MAX_IDS} users, or send a filter instead."),
        )),
        _ => Ok(()),
    }
}

fn resolve(ctx: &Ctx, p: &mut store::portal_tx::PortalTx<'_, '_>, target: &Target) -> Result<Vec<Asked>, AppError> {
    match target {
        Target::Ids(ids) => {
            let mut seen = HashSet::new();
            let mut asked: Vec<Asked> = ids
                .iter()
                .map(|id| Asked {
                    id: *id,
                    key: None,
                    repeated: !seen.insert(*id),
                })
                .collect();
            if ids.len() > AT_ONCE {
                let known: HashMap<UserId, UserPk> = users::lock(p, ids)?
                    .into_iter()
                    .map(|c| (c.user.id, c.user.pk))
                    .collect();
                asked.iter_mut().for_each(|a| a.key = known.get(&a.id).copied());
            }
            Ok(asked)
        }
        Target::Matching { filter, except } => {
            let except: HashSet<UserId> = except.iter().copied().collect();
            let matching = list::ids(p, filter, &ctx.portal.policy)?;
            let kept = matching.into_iter().filter(|(_, id)| !except.contains(id));
            Ok(kept
                .map(|(pk, id)| Asked {
                    id,
                    key: Some(pk),
                    repeated: false,
                })
                .collect())
        }
    }
}

/// Decides for the asked users in their order; who was not loaded is not found, whatever the reason.
fn decide(ctx: &Ctx, command: &Command, asked: &[Asked], loaded: Vec<Candidate>, room: &mut Room) -> (Plan, Vec<Line>) {
    let mut loaded: HashMap<UserId, Candidate> = loaded.into_iter().map(|c| (c.user.id, c)).collect();
    let mut plan = Plan::default();
    let mut lines = Vec::with_capacity(asked.len());
    for one in asked {
        let candidate = if one.repeated { None } else { loaded.remove(&one.id) };
        let Some(candidate) = candidate else {
            let skip = if one.repeated { Skip::Duplicate } else { Skip::NotFound };
            lines.push(Line {
                id: Some(one.id),
                ..missing(skip)
            });
            continue;
        };
        let decided = Plan::new(&ctx.actor, command, vec![candidate], &ctx.env(), room);
        lines.extend(decided.decisions.iter().map(line));
        plan.decisions.extend(decided.decisions);
    }
    (plan, lines)
}

fn missing(skip: Skip) -> Line {
    Line {
        input: String::new(),
        id: None,
        email: String::new(),
        name: String::new(),
        outcome: Outcome::Skipped(skip),
    }
}

fn keys_of(plan: &Plan) -> HashMap<UserId, UserPk> {
    let user = |decision: &Decision| match decision {
        Decision::Change(change) => (change.after.id, change.after.pk),
        Decision::Skip(user, _) => (user.id, user.pk),
    };
    plan.decisions.iter().map(user).collect()
}
