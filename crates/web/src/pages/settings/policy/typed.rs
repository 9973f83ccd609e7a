//! From the controls of a form to the values of settings. What is no number stays text, and is refused as such.

use crate::pages::fields::Fields;
use model::policy::{Kind, Setting};
use serde_json::{Value, json};

/// The second control of what deleting does.
pub(super) const DAYS: &str = "deletion.days";

/// The value of a setting as the form has it.
pub(super) fn value(setting: &Setting, fields: &Fields) -> Value {
    let text = fields.get(setting.name).trim();
    match setting.kind {
        Kind::Word(_) | Kind::Zone => json!(text),
        Kind::Words(_) => json!(fields.all(setting.name).collect::<Vec<_>>()),
        Kind::Number { .. } => number(text),
        Kind::Limit { .. } if text.is_empty() => Value::Null,
        Kind::Limit { .. } => number(text),
        Kind::Span { unit, .. } => match text.parse::<i64>() {
            Ok(n) => json!(n.saturating_mul(unit.seconds())),
            Err(_) => json!(text),
        },
        Kind::Domains => {
            let separators = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
            let domains = text.split(separators).filter(|domain| !domain.is_empty());
            json!(domains.collect::<Vec<_>>())
        }
        Kind::Deletion if text == "soft_then_purge" => json!({ "mode": text, "days": number(fields.get(DAYS).trim()) }),
        Kind::Deletion => json!({ "mode": text }),
    }
}

fn number(text: &str) -> Value {
    text.parse::<i64>().map_or_else(|_| json!(text), |n| json!(n))
}
