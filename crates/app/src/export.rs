//! Users and outcomes as CSV (S3.21 to S3.24, ui.md B13): streamed from one moment of the database, so a million rows take
//! no memory. UTF-8 with a byte order mark, RFC 4180 with CRLF, times as ISO 8601 with `Z`.
//!
//! A cell that a spreadsheet would take for a formula gets an apostrophe in front. The import takes it off again, so
//! that what was exported can be imported unchanged (I9).

use crate::ctx::{Ctx, change_of};
use crate::error::AppError;
use crate::operations;
use model::access::Permission;
use model::event::Action;
use model::ids::OperationId;
use model::policy::Vocabulary;
use model::query::{MAX_PAGE, Total, UserQuery};
use model::report::Outcome;
use model::time::Time;
use std::borrow::Cow;
use std::io::Write;
use store::users::list::{self, ListRow};

/// Which columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Columns {
    /// First name, last name, permissions, status: what S3.23 asks for. It cannot be imported, for want of the address.
    Documents,
    /// First name, last name, e-mail, username, role, status: what the import reads.
    #[default]
    Standard,
    /// Everything that the list knows.
    Everything,
}

impl Columns {
    /// Every set of columns.
    pub const ALL: &[Self] = &[Self::Documents, Self::Standard, Self::Everything];

    /// The word in URLs and on the command line.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Standard => "standard",
            Self::Everything => "everything",
        }
    }

    /// The set with this word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|columns| columns.key() == key)
    }

    const fn header(self) -> &'static [&'static str] {
        match self {
            Self::Documents => &["First name", "Last name", "Permissions", "Status"],
            Self::Standard => &["First name", "Last name", "E-mail", "Username", "Role", "Status"],
            Self::Everything => &[
                "First name",
                "Last name",
                "E-mail",
                "Username",
                "Role",
                "Status",
                "Status label",
                "User ID",
                "Kind",
                "E-mail verified",
                "Last sign-in",
                "Added",
                "Modified",
                "State detail",
                "State ends",
                "Lock",
                "Lock ends",
                "Lock reason",
                "Onboarding mail",
                "Onboarding mail queued",
                "Version",
            ],
        }
    }
}

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

/// What happens to cells that a spreadsheet would run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Formulas {
    /// They get a leading apostrophe.
    #[default]
    Neutralised,
    /// They stay as they are: for programs, which must be asked for.
    Raw,
}

/// How an export looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// Which columns.
    pub columns: Columns,
    /// What stands between cells.
    pub separator: Separator,
    /// What happens to cells that a spreadsheet would run.
    pub formulas: Formulas,
}

/// Which rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Scope {
    /// The page that the query is at (S3.22).
    Page,
    /// Everyone who matches.
    #[default]
    All,
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
        Scope::All => None,
    };
    let total = match &page {
        Some(rows) => Total::Exact(i64::try_from(rows.len()).unwrap_or(i64::MAX)),
        None => ctx.read(|p| Ok(list::count(p, &query.filter, policy)?))?,
    };
    note(ctx, &query, total, options)?;
    let mut table = Table::new(out, options, policy.vocabulary)?;
    match page {
        Some(rows) => rows.iter().try_for_each(|row| table.user(row))?,
        None => ctx.read(|p| list::each(p, &query, policy, |line| table.user(line)))?,
    }
    table.end()
}

fn note(ctx: &Ctx, query: &UserQuery, total: Total, options: &Options) -> Result<(), AppError> {
    let filter = serde_json::to_value(&query.filter).map_err(|e| AppError::Internal(e.to_string()))?;
    let number = match total {
        Total::Exact(n) => serde_json::Value::from(n),
        Total::MoreThan(n) => serde_json::Value::from(format!("more than {n}")),
    };
    let mut event = ctx.event(Action::UsersExported, None);
    event.changes = change_of("filter", serde_json::Value::Null, filter);
    event
        .changes
        .extend(change_of("users", serde_json::Value::Null, number));
    event
        .changes
        .extend(change_of("columns", serde_json::Value::Null, options.columns.key()));
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

/// A CSV file on its way out.
struct Table<'o> {
    csv: csv::Writer<&'o mut dyn Write>,
    options: Options,
    vocabulary: Vocabulary,
    rows: u64,
}

impl<'o> Table<'o> {
    fn new(out: &'o mut dyn Write, options: &Options, vocabulary: Vocabulary) -> Result<Self, AppError> {
        Ok(Self {
            vocabulary,
            ..Self::with_header(out, options, options.columns.header())?
        })
    }

    fn with_header(out: &'o mut dyn Write, options: &Options, header: &[&str]) -> Result<Self, AppError> {
        out.write_all("\u{FEFF}".as_bytes()).map_err(|e| gone(&e))?;
        let mut csv = csv::WriterBuilder::new()
            .delimiter(options.separator.byte())
            .terminator(csv::Terminator::CRLF)
            .buffer_capacity(64 * 1024)
            .from_writer(out);
        csv.write_record(header).map_err(|e| gone(&e))?;
        Ok(Self {
            csv,
            options: *options,
            vocabulary: Vocabulary::Standard,
            rows: 0,
        })
    }

    fn user<S: AsRef<str>>(&mut self, user: &ListRow<S>) -> Result<(), AppError> {
        self.optional(&user.first_name)?;
        self.optional(&user.last_name)?;
        if self.options.columns != Columns::Documents {
            self.text(user.email.as_ref())?;
            self.optional(&user.username)?;
        }
        self.text(user.role.as_ref())?;
        self.plain(user.status.code())?;
        if self.options.columns == Columns::Everything {
            self.plain(self.vocabulary.label(user.status))?;
            self.plain(&user.id.to_string())?;
            self.plain(user.kind.as_ref())?;
            for time in [
                user.email_verified_at,
                user.last_sign_in_at,
                Some(user.added_at),
                Some(user.modified_at),
            ] {
                self.time(time)?;
            }
            self.plain(or_empty(&user.lifecycle_detail))?;
            self.time(user.lifecycle_at)?;
            self.plain(or_empty(&user.lock_kind))?;
            self.time(user.lock_until)?;
            self.optional(&user.lock_reason)?;
            self.plain(or_empty(&user.mail_state))?;
            self.time(user.mail_at)?;
            self.plain(&user.version.to_string())?;
        }
        self.end_row()
    }

    /// A text that somebody typed.
    fn text(&mut self, text: &str) -> Result<(), AppError> {
        let cell = match self.options.formulas {
            Formulas::Neutralised => neutralised(text),
            Formulas::Raw => Cow::Borrowed(text),
        };
        self.plain(&cell)
    }

    fn optional<S: AsRef<str>>(&mut self, text: &Option<S>) -> Result<(), AppError> {
        self.text(or_empty(text))
    }

    fn time(&mut self, time: Option<Time>) -> Result<(), AppError> {
        self.plain(&time.map(Time::rfc3339).unwrap_or_default())
    }

    /// A word of ours.
    fn plain(&mut self, text: &str) -> Result<(), AppError> {
        self.csv.write_field(text).map_err(|e| gone(&e))
    }

    fn end_row(&mut self) -> Result<(), AppError> {
        self.rows += 1;
        self.csv.write_record(None::<&[u8]>).map_err(|e| gone(&e))
    }

    fn end(mut self) -> Result<u64, AppError> {
        self.csv.flush().map_err(|e| gone(&e))?;
        Ok(self.rows)
    }
}

fn or_empty<S: AsRef<str>>(text: &Option<S>) -> &str {
    text.as_ref().map_or("", |text| text.as_ref())
}

fn gone(error: &dyn std::fmt::Display) -> AppError {
    AppError::Unavailable(format!("the export could not be written: {error}"))
}

/// The cell as a spreadsheet shows it as text.
#[must_use]
pub fn neutralised(cell: &str) -> Cow<'_, str> {
    if runs(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The opposite of [`neutralised`], for every text: the apostrophe goes exactly where it was put.
#[must_use]
pub fn restored(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| runs(rest)).unwrap_or(cell)
}

/// Whether a spreadsheet may run the cell as a formula (AC-65). Apostrophes in front do not count, so that a text that has
/// one of its own gets another and loses only that one.
fn runs(cell: &str) -> bool {
    let Some(first) = cell.as_bytes().first() else {
        return false;
    };
    if first.is_ascii_alphanumeric() {
        return false;
    }
    let inner = cell.trim_start_matches('\'');
    inner.starts_with(['\t', '\r', '\n', '\0'])
        || inner
            .trim_start()
            .starts_with(['=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_get_an_apostrophe_and_lose_it_again() {
        let cells = [
            "=1+1",
            "+49 30",
            "-x",
            "@x",
            "\t=1",
            "\rx",
            "  =1",
            "\u{3000}=1",
            "\u{FF1D}1",
            "'=1",
            "''-1",
            "' =1",
            "'",
            "O'Hara",
            "'s Gravenhage",
            "Ann",
            "",
            "1-1",
            "Ünal",
            "a=b",
        ];
        let shown: Vec<String> = cells
            .iter()
            .map(|cell| format!("{cell:?} {:?}", neutralised(cell)))
            .collect();
        insta::assert_snapshot!(shown.join("\n"), @r#"
        "=1+1" "'=1+1"
        "+49 30" "'+49 30"
        "-x" "'-x"
        "@x" "'@x"
        "\t=1" "'\t=1"
        "\rx" "'\rx"
        "  =1" "'  =1"
        "\u{3000}=1" "'\u{3000}=1"
        "＝1" "'＝1"
        "'=1" "''=1"
        "''-1" "'''-1"
        "' =1" "'' =1"
        "'" "'"
        "O'Hara" "O'Hara"
        "'s Gravenhage" "'s Gravenhage"
        "Ann" "Ann"
        "" ""
        "1-1" "1-1"
        "Ünal" "Ünal"
        "a=b" "a=b"
        "#);
    }

    proptest! {
        #[test]
        fn every_text_comes_back(cell in "['=+@\\- \tａ＝a-z]{0,8}") {
            let there = neutralised(&cell);
            prop_assert_eq!(restored(&there), cell.as_str());
            let starts = there.trim_start().chars().next();
            prop_assert!(!matches!(starts, Some('=' | '+' | '-' | '@' | '＝')), "{:?}", there);
        }
    }
}
