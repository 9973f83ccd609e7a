//! What an import would do, row by row.

use crate::cli::Answer;
use crate::failure::Failure;
use app::import::{Effect, RowVerdict, Table};
use model::report::Outcome;
use serde_json::{Map, Value, json};

/// Says what would happen to each row, and how many there are of each kind. Rows that change nothing are only counted.
pub(super) fn told(answer: Answer, table: &Table<'_>, verdicts: &[RowVerdict]) -> Result<(), Failure> {
    let of = |effect: Effect| verdicts.iter().filter(|v| v.effect == effect).count();
    let mut text: Vec<String> = table
        .ignored()
        .iter()
        .map(|title| format!("The column {title} is ignored."))
        .collect();
    text.extend(verdicts.iter().filter(|v| v.effect != Effect::NoChange).map(line));
    text.push(format!(
        "{} new, {} changed, {} unchanged, {} skipped, {} not understood. Nothing was written.",
        of(Effect::New),
        of(Effect::Changed),
        of(Effect::NoChange),
        of(Effect::Skipped),
        of(Effect::NotUnderstood)
    ));
    let outcome = |code: &str| verdicts.iter().filter(|v| v.line.outcome.code() == code).count();
    let effects: Map<String, Value> = Effect::ALL
        .iter()
        .map(|effect| (effect.code().to_owned(), json!(of(*effect))))
        .collect();
    let rows: Vec<Value> = verdicts.iter().map(row).collect();
    answer.say(
        &text.join("\n"),
        &json!({
            "dry_run": true, "done": outcome("done"), "skipped": outcome("skipped"), "effects": effects,
            "ignored_columns": table.ignored(), "rows": rows,
        }),
    )
}

/// `row 3: changed ann@acme.example: first_name "Ann" -> "Anna"`
fn line(verdict: &RowVerdict) -> String {
    let mut why: Vec<String> = verdict
        .differences
        .iter()
        .map(|difference| {
            let stays = if verdict.applies(difference) { "" } else { " (stays)" };
            format!(
                "{} {:?} -> {:?}{stays}",
                difference.field, difference.before, difference.after
            )
        })
        .collect();
    if let Outcome::Skipped(skip) = &verdict.line.outcome {
        why.insert(0, skip.sentence().to_owned());
    }
    let head = format!("row {}: {} {}", verdict.row, verdict.effect.code(), verdict.line.email);
    if why.is_empty() {
        head
    } else {
        format!("{}: {}", head.trim_end(), why.join(" "))
    }
}

fn row(verdict: &RowVerdict) -> Value {
    let changes: Vec<Value> = verdict
        .differences
        .iter()
        .map(|difference| {
            json!({
                "field": difference.field, "before": difference.before, "after": difference.after,
                "applied": verdict.applies(difference),
            })
        })
        .collect();
    let outcome = &verdict.line.outcome;
    json!({
        "row": verdict.row, "email": verdict.line.email, "effect": verdict.effect.code(), "outcome": outcome.code(),
        "reason": outcome.reason(), "changes": changes,
    })
}
