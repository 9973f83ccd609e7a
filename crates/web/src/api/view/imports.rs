//! What an import does to each row of its file.

use super::work::Outcome;
use app::import::RowVerdict;
use model::report::{Line, Report};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What an import did, or with `dry_run` would do: `done + skipped + failed` rows were read.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportReport {
    /// The operation, for later reference; null for a dry run.
    operation: Option<Uuid>,
    done: i64,
    skipped: i64,
    failed: i64,
    /// Titles of columns that are not understood and not read.
    ignored_columns: Vec<String>,
    /// One entry per row, in the order of the file.
    outcomes: Vec<ImportOutcome>,
}

/// What became of one row.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportOutcome {
    /// The line of the file, the header being line 1.
    row: u64,
    #[serde(flatten)]
    outcome: Outcome,
    /// In a dry run: `new`, `changed`, `no_change`, `skipped` or `not_understood`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "changed")]
    effect: Option<&'static str>,
    /// In a dry run: in what the row differs from the user who is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Vec<FieldChange>>,
}

/// One field of a row that differs from the user who is there.
#[derive(Serialize, ToSchema)]
pub(crate) struct FieldChange {
    #[schema(example = "first_name")]
    field: &'static str,
    before: String,
    after: String,
    /// Whether the import writes it. Roles are never changed.
    applied: bool,
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

impl ImportOutcome {
    /// What would happen to one row.
    pub(crate) fn of(verdict: RowVerdict) -> Self {
        let changes = verdict.differences.iter().map(|difference| FieldChange {
            field: difference.field,
            before: difference.before.clone(),
            after: difference.after.clone(),
            applied: verdict.applies(difference),
        });
        Self {
            row: verdict.row,
            effect: Some(verdict.effect.code()),
            changes: Some(changes.collect()),
            outcome: Outcome::of(verdict.line),
        }
    }
}

impl ImportReport {
    /// What happened to these lines of the file.
    pub(crate) fn done(report: Report, rows: Vec<u64>, ignored: Vec<String>) -> Self {
        let outcome = |(row, line): (u64, Line)| ImportOutcome {
            row,
            effect: None,
            changes: None,
            outcome: Outcome::of(line),
        };
        Self {
            operation: report.operation.map(|id| id.0),
            ..Self::of(rows.into_iter().zip(report.lines).map(outcome).collect(), ignored)
        }
    }

    /// These rows, counted, without an operation.
    pub(crate) fn of(outcomes: Vec<ImportOutcome>, ignored_columns: Vec<String>) -> Self {
        let of = |code: &str| number(outcomes.iter().filter(|one| one.outcome.is(code)).count());
        Self {
            operation: None,
            done: of("done"),
            skipped: of("skipped"),
            failed: of("failed"),
            ignored_columns,
            outcomes,
        }
    }
}
