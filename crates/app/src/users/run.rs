//! The command engine: one function runs every command over every kind of set, at once or as a durable operation.

use crate::ctx::{Ctx, Write};
use crate::error::AppError;
use crate::operations::{self, Fresh, FreshOperation, Key};
use crate::users::access;
use crate::users::apply::{apply, line, room};
use model::command::Command;
use model::ids::{OperationId, UserId, UserPk};
use model::operation::{Operation, Work};
use model::plan::{Candidate, Decision, Fate, Plan, Room};
use model::query::{Filter, Total};
use model::report::{Line, Outcome, Report, Skip};
use model::user::former::Former;
use std::collections::{HashMap, HashSet};
use store::{users, users::list};

/// Sets up to this size are answered at once; larger ones become a durable operation.
pub const AT_ONCE: usize = 300;
/// Largest number of ids in one request.
pub const MAX_IDS: usize = 100_000;

/// The set that a command runs on.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(clippy::large_enum_variant, reason = "one per request, never many side by side")]
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

/// The preview of a larger set than this does not list everybody.
const LISTED_WHOLE: usize = 10_000;
/// So many of each outcome it does.
const LISTED: usize = 500;

/// What a command would do: the same decision without the writing. Of a very large set only some of each outcome are listed,
/// and all of them counted.
///
/// # Errors
/// `Forbidden`, `Invalid`, or the database's.
pub fn preview(ctx: &Ctx, command: &Command, target: &Target) -> Result<Report, AppError> {
    ctx.require(command.permission())?;
    command
        .check_texts()
        .map_err(|(field, most)| AppError::invalid(field, words::t!("error-too-long", most = most)))?;
    access::known(ctx, command)?;
    check_size(target)?;
    ctx.read(|p| {
        let asked = resolve(ctx, p, target)?;
        let portal = store::portals::lock(p.tx(), ctx.portal.pk)?.ok_or(AppError::NotFound("portal"))?;
        let held = store::counts::of_portal(p)?.seats;
        let mut room = Room {
            seats: portal.seat_limit.map(|l| l - held),
            admins: users::able_admins(p)?,
            admin_places: crate::users::apply::admin_places(ctx, p)?,
        };
        let mut report = Report::default();
        for chunk in asked.chunks(users::CHUNK) {
            let candidates = candidates(p, chunk)?;
            let (_, lines) = decide(ctx, &Deed::Command(command), chunk, candidates, &mut room);
            if asked.len() > LISTED_WHOLE {
                lines.into_iter().for_each(|line| report.add(line, LISTED));
            } else {
                report.lines.extend(lines);
            }
        }
        Ok(report)
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
        .map_err(|(field, most)| AppError::invalid(field, words::t!("error-too-long", most = most)))?;
    access::known(ctx, &command)?;
    check_size(&target)?;
    let work = Work::Users { command };
    let fresh = match operations::fresh(ctx, &work, format_args!("{target:?}"), key)? {
        Fresh::Replay(answer) => return Ok(answer),
        Fresh::New(fresh) => fresh,
    };
    let asked = match &target {
        Target::Ids(ids) if ids.len() <= AT_ONCE => named(ids),
        Target::Matching { filter, except } if is_large(ctx, filter, except)? => {
            let started = operations::start_on_matching(ctx, &fresh, &work, filter, except)?;
            return Ok(Answer::Started(Box::new(started)));
        }
        _ => ctx.read(|p| resolve(ctx, p, &target))?,
    };
    carry_out(ctx, fresh, work, asked)
}

/// Whether more match than are done at once, even if all the exceptions are among them.
fn is_large(ctx: &Ctx, filter: &Filter, except: &[UserId]) -> Result<bool, AppError> {
    let total = ctx.read(|p| Ok(list::count(p, filter, &ctx.portal.policy)?))?;
    let (Total::Exact(n) | Total::MoreThan(n)) = total;
    Ok(usize::try_from(n).unwrap_or_default() > AT_ONCE + except.len())
}

/// Does the work on a set: at once where it is small, else in the background.
pub(super) fn carry_out(ctx: &Ctx, fresh: FreshOperation, work: Work, asked: Vec<Asked>) -> Result<Answer, AppError> {
    if asked.len() > AT_ONCE {
        let users: Vec<_> = asked
            .into_iter()
            .map(|a| (a.key, a.repeated.then_some(Outcome::Skipped(Skip::Duplicate)), a.id))
            .collect();
        let started = operations::start_on_users(ctx, &fresh, &work, &users)?;
        return Ok(Answer::Started(Box::new(started)));
    }
    let scoped = ctx.with_operation(fresh.id);
    let (operation, report) = scoped.write(|w| {
        let (scoped, mut room) = room(&scoped, w)?;
        let ids: Vec<UserId> = asked.iter().map(|a| a.id).collect();
        let candidates = users::lock(&mut w.p, &ids)?;
        let deed = Deed::of(w, &work, &candidates)?;
        let (plan, lines) = decide(&scoped, &deed, &asked, candidates, &mut room);
        let events = apply(&scoped, w, &plan, deed.reason())?;
        let report = Report::of(Some(fresh.id), lines);
        let keys = keys_of(&plan);
        let operation = operations::record(&scoped, w, &fresh, &work, &report, &keys)?;
        let places = report.lines.iter().zip(0..).map(|(line, n)| (n, line));
        keep_formers(w, fresh.id, &deed, &plan, places)?;
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
    work: &Work,
    asked: &[(i64, UserPk, UserId)],
) -> Result<Settled, AppError> {
    let (ctx, mut room) = room(ctx, w)?;
    let ctx = &ctx;
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
    let deed = Deed::of(w, work, &candidates)?;
    let (plan, lines) = decide(ctx, &deed, &wanted, candidates, &mut room);
    let events = apply(ctx, w, &plan, deed.reason())?;
    if let Some(id) = ctx.operation {
        let places = asked.iter().map(|(n, ..)| *n).zip(&lines);
        keep_formers(w, id, &deed, &plan, places)?;
    }
    let outcomes = asked
        .iter()
        .zip(lines)
        .map(|((n, ..), line)| (*n, line.outcome))
        .collect();
    Ok((events, outcomes))
}

/// One asked user.
pub(super) struct Asked {
    pub(super) id: UserId,
    pub(super) key: Option<UserPk>,
    pub(super) repeated: bool,
}

/// What is decided for every user of a set.
enum Deed<'w> {
    /// A command.
    Command(&'w Command),
    /// The way back from one, with the facts that its users had before.
    Undo(&'w Command, HashMap<UserPk, Former>),
}

impl<'w> Deed<'w> {
    fn of(w: &mut Write<'_, '_>, work: &'w Work, candidates: &[Candidate]) -> Result<Self, AppError> {
        match work {
            Work::Users { command } => Ok(Self::Command(command)),
            Work::Undo { of, command } => {
                let pks: Vec<UserPk> = candidates.iter().map(|c| c.user.pk).collect();
                Ok(Self::Undo(command, store::operations::formers(&mut w.p, *of, &pks)?))
            }
            Work::Add { .. } | Work::Single { .. } => Err(AppError::Internal(String::from("not a command"))),
        }
    }

    fn reason(&self) -> Option<&str> {
        match self {
            Self::Command(command) => command.reason(),
            Self::Undo(..) => None,
        }
    }

    fn decide(&self, ctx: &Ctx, candidate: Candidate, room: &mut Room) -> Plan {
        let (actor, env) = (&ctx.actor, ctx.env());
        match self {
            Self::Command(command) => Plan::new(actor, command, vec![candidate], &env, room),
            Self::Undo(command, formers) => Plan::undoing(actor, command, formers, vec![candidate], &env, room),
        }
    }
}

/// Keeps what undo needs, beside the outcomes: the facts before the change of every user that can come back.
fn keep_formers<'l>(
    w: &mut Write<'_, '_>,
    id: OperationId,
    deed: &Deed<'_>,
    plan: &Plan,
    places: impl Iterator<Item = (i64, &'l Line)>,
) -> Result<(), AppError> {
    let Deed::Command(command) = deed else { return Ok(()) };
    if !command.is_undoable() {
        return Ok(());
    }
    let done = places.filter(|(_, line)| line.outcome == Outcome::Done);
    let places: HashMap<UserId, i64> = done.filter_map(|(n, line)| Some((line.id?, n))).collect();
    let kept = plan.changes().filter(|change| change.fate == Fate::Kept);
    let formers: Vec<(i64, Former)> = kept
        .filter_map(|change| Some((*places.get(&change.after.id)?, Former::of(change))))
        .collect();
    Ok(store::operations::keep_formers(&mut w.p, id, &formers)?)
}

fn check_size(target: &Target) -> Result<(), AppError> {
    match target {
        Target::Ids(ids) if ids.is_empty() => Err(AppError::invalid("ids", words::t!("error-no-user"))),
        Target::Ids(ids) if ids.len() > MAX_IDS => {
            Err(AppError::invalid("ids", words::t!("error-many-users", most = MAX_IDS)))
        }
        _ => Ok(()),
    }
}

fn resolve(ctx: &Ctx, p: &mut store::portal_tx::PortalTx<'_, '_>, target: &Target) -> Result<Vec<Asked>, AppError> {
    match target {
        Target::Ids(ids) => {
            let mut asked = named(ids);
            if ids.len() > AT_ONCE {
                for chunk in asked.chunks_mut(users::CHUNK) {
                    let ids: Vec<UserId> = chunk.iter().map(|a| a.id).collect();
                    let found = users::lock(p, &ids)?.into_iter();
                    let known: HashMap<UserId, UserPk> = found.map(|c| (c.user.id, c.user.pk)).collect();
                    chunk.iter_mut().for_each(|a| a.key = known.get(&a.id).copied());
                }
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

/// The users of a part of a set: by row key where it is known, which is the quicker way.
fn candidates(p: &mut store::portal_tx::PortalTx<'_, '_>, asked: &[Asked]) -> Result<Vec<Candidate>, AppError> {
    match asked.iter().map(|a| a.key).collect::<Option<Vec<UserPk>>>() {
        Some(keys) => Ok(users::lock_by_pk(p, &keys)?),
        None => {
            let ids: Vec<UserId> = asked.iter().map(|a| a.id).collect();
            Ok(users::lock(p, &ids)?)
        }
    }
}

/// Users by id; whoever is named again is left out.
fn named(ids: &[UserId]) -> Vec<Asked> {
    let mut seen = HashSet::new();
    let asked = |id: &UserId| Asked {
        id: *id,
        key: None,
        repeated: !seen.insert(*id),
    };
    ids.iter().map(asked).collect()
}

/// Decides for the asked users in their order; who was not loaded is not found, whatever the reason.
fn decide(ctx: &Ctx, deed: &Deed<'_>, asked: &[Asked], loaded: Vec<Candidate>, room: &mut Room) -> (Plan, Vec<Line>) {
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
        let decided = deed.decide(ctx, candidate, room);
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
