//! What an import would do, as a file: one line per row and field.

use super::{Effect, RowVerdict};
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::export::{Options, Table};
use model::report::Outcome;
use std::io::Write;

const HEADER: &[&str] = &[
    "Line",
    "E-mail",
    "User ID",
    "What happens",
    "Reason",
    "Explanation",
    "Field",
    "Before",
    "After",
    "Applied",
];

/// Writes the whole diff and says how many lines there are. A row that differs in several fields has a line for each.
///
/// # Errors
/// `Forbidden`, `Invalid`, `Unavailable` when `out` takes no more.
pub fn write_diff(
    ctx: &Ctx,
    file: &super::Table<'_>,
    options: super::Options,
    out: &mut dyn Write,
) -> Result<u64, AppError> {
    let mut table = Table::with_header(out, &Options::default(), HEADER)?;
    super::each_verdict(ctx, file, options, |verdict| {
        if verdict.differences.is_empty() {
            row(&mut table, &verdict, ["", "", ""], "")?;
        }
        for difference in &verdict.differences {
            let applied = if verdict.applies(difference) { "yes" } else { "no" };
            let change = [difference.field, &difference.before, &difference.after];
            row(&mut table, &verdict, change, applied)?;
        }
        Ok(())
    })?;
    table.end()
}

fn row(
    table: &mut Table<'_>,
    verdict: &RowVerdict,
    [field, before, after]: [&str; 3],
    applied: &str,
) -> Result<(), AppError> {
    let explanation = match &verdict.line.outcome {
        Outcome::Skipped(skip) if verdict.effect != Effect::NoChange => skip.sentence(),
        _ => "",
    };
    table.plain(&verdict.row.to_string())?;
    table.text(&verdict.line.email)?;
    table.plain(&verdict.line.id.map(|id| id.to_string()).unwrap_or_default())?;
    table.plain(verdict.effect.code())?;
    table.plain(verdict.line.outcome.reason().unwrap_or_default())?;
    table.plain(explanation)?;
    table.plain(field)?;
    table.text(before)?;
    table.text(after)?;
    table.plain(applied)?;
    table.end_row()
}
