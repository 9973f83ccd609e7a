//! Users and outcomes as CSV (S3.21 to S3.24, ui.md B13): streamed from one moment of the database, so a million rows take
//! no memory. UTF-8 with a byte order mark, RFC 4180 with CRLF, times as ISO 8601 with `Z`.
//!
//! A cell that a spreadsheet would take for a formula gets an apostrophe in front. The import takes it off again, so
//! that what was exported can be imported unchanged (I9).

mod columns;
mod formulas;
mod table;

pub use columns::{Column, Columns};
pub use formulas::{Formulas, neutralised, restored};
pub(crate) use table::Table;

use crate::ctx::{Ctx, change_of};
use crate::error::AppError;
use crate::operations;
use model::access::Permission;
use model::event::Action;
use model::ids::{OperationId, UserId};
use model::policy::Vocabulary;
use model::query::{Filter, MAX_PAGE, Total, UserQuery};
use model::report::Outcome;
use std::collections::HashSet;
use std::io::Write;
use store::users::list::{self, ListLine, ListRow};
pub use words::Language;

/// What stands between cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Separator {
    /// `,`
    #[default]
    Comma,
    /// `;`, which spreadsheets of many countries expect.
    Semicolon,
    /// A tab.
    Tab,
}

impl Separator {
    /// Every separator.
    pub const ALL: &[Self] = &[Self::Comma, Self::Semicolon, Self::Tab];

    /// The word in URLs and on the command line.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
        }
    }

    /// The separator with this word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|separator| separator.key() == key)
    }

    pub(crate) const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}

/// How an export looks.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// Which columns.
    pub columns: Columns,
    /// What stands between cells.
    pub separator: Separator,
    /// What happens to cells that a spreadsheet would run.
    pub formulas: Formulas,
    /// The language of the header; values are the same in every language.
    pub language: Language,
}

/// Which rows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Scope {
    /// The page that the query is at (S3.22).
    Page,
    /// Everyone who matches.
    #[default]
    All,
    /// Everyone who matches, less these.
    AllBut(Vec<UserId>),
}

/// Writes the users of a query and says how many. The audit log has the export before the first byte leaves.
///
/// # Errors
/// `Forbidden`; `Unavailable` when `out` takes no more, or the database fails.
pub fn users(
    ctx: &Ctx,
    query: &UserQuery,
    scope: Scope,
    options: &Options,
    out: &mut dyn Write,
) -> Result<u64, AppError> {
    ctx.require_for_change(Permission::UsersExport)?;
    let query = UserQuery {
        limit: query.limit.clamp(1, MAX_PAGE),
        ..query.clone()
    };
    let policy = &ctx.portal.policy;
    let page = match scope {
        Scope::Page => Some(ctx.read(|p| Ok(list::page(p, &query, policy)?))?.rows),
        Scope::All | Scope::AllBut(_) => None,
    };
    let total = match &page {
        Some(rows) => Total::Exact(i64::try_from(rows.len()).unwrap_or(i64::MAX)),
        None => count(ctx, &query.filter, &scope)?,
    };
    note(ctx, &query, scope.left_out(), total, options)?;
    if let Some(page) = page {
        return rows(&page, policy.vocabulary, options, out);
    }
    let columns = options.columns.list();
    let mut table = Table::with_header(out, options, &options.columns.header(options.language))?;
    let left_out: HashSet<UserId> = scope.left_out().iter().copied().collect();
    let mut take = |line: &ListLine<'_>| match left_out.contains(&line.id) {
        true => Ok(()),
        false => table.user(line, columns, policy.vocabulary),
    };
    ctx.read(|p| list::each(p, &query, policy, &mut take))?;
    table.end()
}

/// Writes users who are at hand and says how many. Whether the caller may see them is not asked here.
///
/// # Errors
/// `Unavailable` when `out` takes no more.
pub fn rows(
    users: &[ListRow],
    vocabulary: Vocabulary,
    options: &Options,
    out: &mut dyn Write,
) -> Result<u64, AppError> {
    let columns = options.columns.list();
    let mut table = Table::with_header(out, options, &options.columns.header(options.language))?;
    users
        .iter()
        .try_for_each(|user| table.user(user, columns, vocabulary))?;
    table.end()
}

impl Scope {
    fn left_out(&self) -> &[UserId] {
        match self {
            Self::AllBut(ids) => ids,
            Self::All | Self::Page => &[],
        }
    }
}

/// How many users an export of everybody who matches has.
///
/// # Errors
/// `Forbidden`.
pub fn count(ctx: &Ctx, filter: &Filter, scope: &Scope) -> Result<Total, AppError> {
    ctx.require(Permission::UsersExport)?;
    let policy = &ctx.portal.policy;
    let all = ctx.read(|p| Ok(list::count(p, filter, policy)?))?;
    let mut ids = scope.left_out().to_vec();
    ids.retain(|id| filter.ids.is_empty() || filter.ids.contains(id));
    if ids.is_empty() {
        return Ok(all);
    }
    let left_out = Filter { ids, ..filter.clone() };
    let (Total::Exact(less) | Total::MoreThan(less)) = ctx.read(|p| Ok(list::count(p, &left_out, policy)?))?;
    Ok(match all {
        Total::Exact(n) => Total::Exact(n - less),
        Total::MoreThan(n) => Total::MoreThan(n - less),
    })
}

fn note(ctx: &Ctx, query: &UserQuery, left_out: &[UserId], total: Total, options: &Options) -> Result<(), AppError> {
    let filter = serde_json::to_value(&query.filter).map_err(|e| AppError::Internal(e.to_string()))?;
    let number = match total {
        Total::Exact(n) => serde_json::Value::from(n),
        Total::MoreThan(n) => serde_json::Value::from(format!("more than {n}")),
    };
    let mut event = ctx.event(Action::UsersExported, None);
    event.changes = change_of("filter", serde_json::Value::Null, filter);
    if !left_out.is_empty() {
        let ids: Vec<String> = left_out.iter().map(ToString::to_string).collect();
        event.changes.extend(change_of("except", serde_json::Value::Null, ids));
    }
    event
        .changes
        .extend(change_of("users", serde_json::Value::Null, number));
    event
        .changes
        .extend(change_of("columns", serde_json::Value::Null, options.columns.key()));
    if options.formulas == Formulas::Raw {
        event
            .changes
            .extend(change_of("formulas", serde_json::Value::Null, "raw"));
    }
    ctx.write(|w| Ok(w.finish(vec![event.clone()], ())))
}

/// The name of a file with users: `users-acme-2026-11-22T1405Z.csv`.
#[must_use]
pub fn file_name(ctx: &Ctx) -> String {
    let minute = ctx.now.short("UTC").replace(' ', "T").replace(':', "");
    format!("users-{}-{minute}Z.csv", ctx.portal.slug)
}

/// Writes what became of every item of an operation and says how many there are.
///
/// # Errors
/// `NotFound`, `Forbidden`; `Unavailable` when `out` takes no more.
pub fn outcomes(ctx: &Ctx, operation: OperationId, out: &mut dyn Write) -> Result<u64, AppError> {
    // Asked first, so that nothing is written for somebody who may not see it.
    operations::get(ctx, operation)?;
    let mut table = Table::with_header(
        out,
        &Options::default(),
        &["Input", "E-mail", "Name", "User ID", "Outcome", "Reason", "Explanation"],
    )?;
    operations::each_line(ctx, operation, |_, line| {
        let explanation = match &line.outcome {
            Outcome::Done => "",
            Outcome::Skipped(skip) => skip.sentence(),
            Outcome::Failed(_) => "An error on our side: try again, or tell the operator.",
        };
        table.text(&line.input)?;
        table.text(&line.email)?;
        table.text(&line.name)?;
        table.plain(&line.id.map(|id| id.to_string()).unwrap_or_default())?;
        table.plain(line.outcome.code())?;
        table.text(line.outcome.reason().unwrap_or_default())?;
        table.plain(explanation)?;
        table.end_row()
    })?;
    table.end()
}

fn or_empty<S: AsRef<str>>(text: &Option<S>) -> &str {
    text.as_ref().map_or("", |text| text.as_ref())
}
