//! Users from a CSV file (S3.21's counterpart): the file is read whole and judged row by row before anything is written,
//! and goes in through the same function as every other addition.
//!
//! An import adds people. Somebody who is there already as the row says is no change, so a file that was exported can be
//! imported unchanged (I9); somebody who is there otherwise is skipped. The status column is information: new people are
//! added or invited, whatever it says.

mod cells;

pub use cells::{MAX_BYTES, MAX_ROWS, Row, Table, parse};

use crate::ctx::Ctx;
use crate::error::AppError;
use crate::operations::Key;
use crate::users::add::{self, Judge, Verdict};
use crate::users::run::Answer;
use model::access::Permission;
use model::admission::{Form, differing};
use model::ids::PortalPk;
use model::operation::{AlreadyInvited, Grant, InviteMail, NewPerson};
use model::report::{Line, Outcome};
use store::users::CHUNK;

/// How an import is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// Whether new people are mailed.
    pub invite: InviteMail,
}

/// What will become of one row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowVerdict {
    /// The line of the file, the header being line 1.
    pub row: u64,
    /// The outcome, as a run would report it.
    pub line: Line,
    /// The fields, as the API names them, in which the row differs from the user who is there. An import leaves them.
    pub changes: Vec<&'static str>,
}

/// Says what an import would do, without doing it.
///
/// # Errors
/// `Forbidden`, `Invalid`.
pub fn preview(ctx: &Ctx, table: &Table, options: Options) -> Result<Vec<RowVerdict>, AppError> {
    ctx.require(Permission::UsersImport)?;
    ctx.require(Permission::UsersInvite)?;
    let grant = grant(ctx, options);
    add::check_grant(ctx, &grant)?;
    let people: Vec<NewPerson> = table.rows.iter().map(|row| row.person.clone()).collect();
    let repeated = add::repeated(&people);
    ctx.read(|p| {
        let mut judge = Judge::new(ctx, p, &grant, Form::File)?;
        let mut verdicts = Vec::with_capacity(people.len());
        for (rows, repeated) in table.rows.chunks(CHUNK).zip(repeated.chunks(CHUNK)) {
            let batch: Vec<(&NewPerson, Option<Outcome>)> = rows
                .iter()
                .map(|row| &row.person)
                .zip(repeated.iter().cloned())
                .collect();
            let judged = judge.judge(p, &batch)?;
            verdicts.extend(rows.iter().zip(judged).map(|(row, verdict)| row_verdict(row, verdict)));
        }
        Ok(verdicts)
    })
}

fn row_verdict(row: &Row, verdict: Verdict) -> RowVerdict {
    let (known, outcome) = match verdict {
        Verdict::Skip(skip, known) => (known, Outcome::Skipped(skip)),
        Verdict::New(..) => (None, Outcome::Done),
        Verdict::Resend(user) => (Some(user), Outcome::Done),
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
    let changes = known.map(|user| differing(person, &user)).unwrap_or_default();
    RowVerdict {
        row: row.number,
        line,
        changes,
    }
}

/// Imports a file: at once where it is short, else as a durable operation.
///
/// # Errors
/// `Forbidden`, `Invalid`, `KeyReused`.
pub fn run(ctx: &Ctx, table: Table, options: Options, key: Option<Key>) -> Result<Answer, AppError> {
    ctx.require_for_change(Permission::UsersImport)?;
    let people = table.rows.into_iter().map(|row| row.person).collect();
    add::people(ctx, people, grant(ctx, options), Form::File, key)
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
    }
}
