//! Users from a CSV file (S3.21's counterpart): the file is read to its end and judged row by row before anything is written,
//! and goes in through the same function as every other addition.
//!
//! An import adds people and gives those who are there the names of their row. Roles and addresses of existing users are
//! never changed. Somebody who is there already as the row says is no change, so a file that was exported can be imported
//! unchanged (I9). Our own status column is information: new people are added or invited, whatever it says. A status of
//! somewhere else that ends access there (suspended, disabled) keeps a new person out.

mod cells;
mod diff;
mod header;
pub(crate) mod rename;

pub use cells::{MAX_BYTES, MAX_ROWS, Row, Table, parse};
pub use diff::write_diff;

use crate::ctx::{Ctx, change_of};
use crate::error::AppError;
use crate::operations::{self, Key};
use crate::users::add::{self, Judge, Repeated, Verdict};
use crate::users::run::Answer;
use model::access::Permission;
use model::admission::{Difference, Form, differing};
use model::event::{Action, Event};
use model::ids::{OperationId, PortalPk};
use model::operation::{AlreadyInvited, Grant, InviteMail, NewPerson, Operation};
use model::report::{Line, Outcome, Skip};
use model::user::Kind;
use model::user::access::Grants;
use store::audit;
use store::portal_tx::PortalTx;
use store::users::CHUNK;

/// How an import is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// Whether new people are mailed.
    pub invite: InviteMail,
}

/// What a row does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Effect {
    /// The row has no e-mail address that could be one.
    NotUnderstood,
    /// It does nothing, for the reason in its outcome.
    Skipped,
    /// A user gets other names.
    Changed,
    /// A user is added.
    New,
    /// The user is there as the row says.
    NoChange,
}

impl Effect {
    /// Every effect, the one that needs attention most first.
    pub const ALL: &[Self] = &[
        Self::NotUnderstood,
        Self::Skipped,
        Self::Changed,
        Self::New,
        Self::NoChange,
    ];

    /// The code in API and CSV.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotUnderstood => "not_understood",
            Self::Skipped => "skipped",
            Self::Changed => "changed",
            Self::New => "new",
            Self::NoChange => "no_change",
        }
    }
}

/// What will become of one row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowVerdict {
    /// The line of the file, the header being line 1.
    pub row: u64,
    /// What the row does.
    pub effect: Effect,
    /// The outcome, as a run would report it.
    pub line: Line,
    /// In what the row differs from the user who is there.
    pub differences: Vec<Difference>,
}

impl RowVerdict {
    /// Whether a run writes this difference: names of users who are changed.
    #[must_use]
    pub fn applies(&self, difference: &Difference) -> bool {
        self.effect == Effect::Changed && difference.is_imported()
    }
}

/// Says what an import would do, without doing it.
///
/// # Errors
/// `Forbidden`, `Invalid`.
pub fn preview(ctx: &Ctx, table: &Table<'_>, options: Options) -> Result<Vec<RowVerdict>, AppError> {
    let mut verdicts = Vec::with_capacity(table.count());
    each_verdict(ctx, table, options, |verdict| {
        verdicts.push(verdict);
        Ok(())
    })?;
    Ok(verdicts)
}

/// Calls `take` for what an import would do with each row, in order, without holding them in memory.
///
/// # Errors
/// `Forbidden`, `Invalid`, or what `take` returns.
pub fn each_verdict(
    ctx: &Ctx,
    table: &Table<'_>,
    options: Options,
    mut take: impl FnMut(RowVerdict) -> Result<(), AppError>,
) -> Result<(), AppError> {
    ctx.require(Permission::UsersImport)?;
    ctx.require(Permission::UsersInvite)?;
    let grant = grant(ctx, options);
    add::check_grant(ctx, &grant)?;
    let repeated = Repeated::among(table);
    ctx.read(|p| {
        let mut judge = Judge::new(ctx, p, &grant, Form::File)?;
        let mut rows = table.rows().enumerate();
        loop {
            let chunk: Vec<(usize, Row)> = rows.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                return Ok(());
            }
            let batch: Vec<(&NewPerson, Option<Outcome>)> = chunk
                .iter()
                .map(|(n, row)| (&row.person, repeated.outcome(*n)))
                .collect();
            let judged = judge.judge(p, &batch)?;
            for ((_, row), verdict) in chunk.iter().zip(judged) {
                take(row_verdict(row, verdict))?;
            }
        }
    })
}

fn row_verdict(row: &Row, verdict: Verdict) -> RowVerdict {
    let (effect, known, outcome) = match verdict {
        Verdict::Skip(skip, known) => (effect_of(skip), known.map(|user| *user), Outcome::Skipped(skip)),
        Verdict::New(..) => (Effect::New, None, Outcome::Done),
        Verdict::Resend(user) => (Effect::Changed, Some(*user), Outcome::Done),
        Verdict::Rename(change) => (Effect::Changed, Some(change.before), Outcome::Done),
    };
    let person = &row.person;
    let named = [person.first_name.as_deref(), person.last_name.as_deref()]
        .into_iter()
        .flatten()
        .map(str::trim);
    let line = Line {
        input: person.input.clone(),
        id: known.as_ref().map(|user| user.id),
        email: person.email.clone(),
        name: named.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" "),
        outcome,
    };
    RowVerdict {
        row: row.number,
        effect,
        line,
        differences: known.map(|user| differing(person, &user)).unwrap_or_default(),
    }
}

const fn effect_of(skip: Skip) -> Effect {
    match skip {
        Skip::NoChange => Effect::NoChange,
        Skip::NotUnderstood => Effect::NotUnderstood,
        _ => Effect::Skipped,
    }
}

/// Imports a file: at once where it is short, else as a durable operation.
///
/// # Errors
/// `Forbidden`, `Invalid`, `KeyReused`.
pub fn run(ctx: &Ctx, table: &Table<'_>, options: Options, key: Option<Key>) -> Result<Answer, AppError> {
    ctx.require_for_change(Permission::UsersImport)?;
    add::people(ctx, table, grant(ctx, options), Form::File, key)
}

/// What people get whose row names no role.
fn grant(ctx: &Ctx, options: Options) -> Grant {
    let role = if ctx.portal.pk == PortalPk::PROVIDER {
        "provider-auditor"
    } else {
        "user"
    };
    Grant {
        role: role.to_owned(),
        message: None,
        mail: options.invite,
        already_invited: AlreadyInvited::Skip,
        access: Grants::default(),
        kind: Kind::default(),
    }
}

/// How many users an import has changed so far; the rest of its `done` are new ones.
///
/// # Errors
/// `NotFound`, `Forbidden`.
pub fn changed(ctx: &Ctx, operation: OperationId) -> Result<i64, AppError> {
    operations::get(ctx, operation)?;
    ctx.read(|p| Ok(audit::count_of_operation(p, operation, Action::ProfileChanged)?))
}

/// The one event of an import that has ended, with its numbers. `fresh` are events of the operation that are not in the
/// log yet.
pub(crate) fn ended(
    ctx: &Ctx,
    p: &mut PortalTx<'_, '_>,
    operation: &Operation,
    fresh: &[Event],
) -> Result<Event, AppError> {
    let before = audit::count_of_operation(p, operation.id, Action::ProfileChanged)?;
    let now = fresh
        .iter()
        .filter(|event| event.action == Action::ProfileChanged)
        .count();
    let changed = before + i64::try_from(now).unwrap_or(i64::MAX);
    let mut event = ctx.event(Action::UsersImported, None);
    for (name, n) in [
        ("rows", operation.total),
        ("added", operation.done - changed),
        ("changed", changed),
        ("skipped", operation.skipped),
        ("failed", operation.failed),
    ] {
        event.changes.extend(change_of(name, serde_json::Value::Null, n));
    }
    Ok(event)
}
