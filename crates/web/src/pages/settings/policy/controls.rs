//! The controls of each setting, with its bounds, and its values and faults in words.

use super::typed::DAYS;
use crate::pages::fields::Fields;
use crate::speak::{language, say, t};
use crate::templates::form::{Choice, Field, Input, Need};
use app::policy::Held;
use model::policy::{Fault, Group, Kind, Rule, Setting, Unit, Vocabulary};
use model::status::Status;
use serde_json::Value;

/// The message of a family whose id is made here.
pub(super) fn text(id: &str) -> String {
    say(id, &[])
}

/// The part of a message id that stands for a setting.
fn slug(setting: &Setting) -> String {
    setting.name.replace(['.', '_'], "-")
}

/// The words beside the control.
pub(super) fn label(setting: &Setting) -> String {
    text(&format!("policy-{}", slug(setting)))
}

/// What the setting does, and what it may be.
fn hint(setting: &Setting) -> String {
    let does = match setting.group {
        Group::Confirmations => String::new(),
        _ => text(&format!("policy-{}-hint", slug(setting))),
    };
    let both = [does, bounds(setting.kind)];
    both.into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn bounds(kind: Kind) -> String {
    match kind {
        Kind::Number { least, most } => t!("policy-bounds-number", least = least, most = most),
        Kind::Limit { least, most } => t!("policy-bounds-limit", least = least, most = most),
        Kind::Span { least, most, unit } => {
            let (least, most) = (least / unit.seconds(), most / unit.seconds());
            match unit {
                Unit::Minutes => t!("policy-bounds-minutes", least = least, most = most),
                Unit::Hours => t!("policy-bounds-hours", least = least, most = most),
            }
        }
        Kind::Domains => t!("policy-bounds-domains"),
        Kind::Zone => t!("policy-bounds-zone"),
        Kind::Word(_) | Kind::Words(_) | Kind::Deletion => String::new(),
    }
}

/// What is wrong with a setting, and how to mend it.
pub(super) fn wrong(fault: &Fault) -> String {
    match fault.rule {
        Rule::ShortPasswords => t!("policy-wrong-short-passwords"),
        Rule::IdleWithinSession => t!("policy-wrong-idle"),
        Rule::UsernameRequired => t!("policy-wrong-username"),
        Rule::OneListPerDomain => t!("policy-wrong-two-lists"),
        Rule::Bounds => match fault.setting.kind {
            Kind::Word(_) | Kind::Words(_) => t!("policy-wrong-choice"),
            Kind::Number { least, most } => t!("policy-wrong-number", least = least, most = most),
            Kind::Limit { least, most } => t!("policy-wrong-limit", least = least, most = most),
            Kind::Span { least, most, unit } => {
                let (least, most) = (least / unit.seconds(), most / unit.seconds());
                t!("policy-wrong-number", least = least, most = most)
            }
            Kind::Domains => t!("policy-wrong-domains"),
            Kind::Zone => t!("policy-wrong-zone"),
            Kind::Deletion => t!("policy-wrong-deletion"),
        },
    }
}

/// The words of one choice.
fn choice_word(setting: &Setting, word: &str) -> String {
    if setting.group == Group::Confirmations {
        return text(&format!("policy-way-{}", word.replace('_', "-")));
    }
    match (setting.name, word) {
        (_, "on") => t!("policy-on"),
        (_, "off") => t!("policy-off"),
        ("deletable_from", code) => status_word(code),
        _ => say(&format!("policy-{}-{}", slug(setting), word.replace('_', "-")), &[]),
    }
}

fn status_word(code: &str) -> String {
    let status = Status::ALL.iter().copied().find(|status| status.code() == code);
    status.map_or_else(
        || code.to_owned(),
        |status| words::status(language(), Vocabulary::Standard, status),
    )
}

/// A value in words, for the button that brings it back.
pub(super) fn shown(setting: &Setting, value: &Value) -> String {
    let list = |words: Vec<String>, none: String| if words.is_empty() { none } else { words.join(", ") };
    let number = value.as_i64().unwrap_or_default();
    match setting.kind {
        Kind::Word(_) => choice_word(setting, value.as_str().unwrap_or_default()),
        Kind::Words(_) => {
            let words = texts(value).map(|word| choice_word(setting, word)).collect();
            let none = if setting.name == "deletable_from" {
                t!("policy-any")
            } else {
                t!("policy-none")
            };
            list(words, none)
        }
        Kind::Domains => list(texts(value).map(str::to_owned).collect(), t!("policy-none")),
        Kind::Number { .. } => words::number(language(), number),
        Kind::Limit { .. } if value.is_null() => t!("policy-no-limit"),
        Kind::Limit { .. } => words::number(language(), number),
        Kind::Span { unit, .. } => match unit {
            Unit::Minutes => t!("policy-minutes", n = number / unit.seconds()),
            Unit::Hours => t!("policy-hours", n = number / unit.seconds()),
        },
        Kind::Zone => model::time::zone_label(value.as_str().unwrap_or_default()).to_owned(),
        Kind::Deletion => match value.get("days").and_then(Value::as_i64) {
            Some(days) => t!("policy-deletion-days", n = days),
            None => choice_word(setting, value.get("mode").and_then(Value::as_str).unwrap_or_default()),
        },
    }
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// The controls of a setting: with what was typed where that failed, else with what holds.
pub(super) fn of(held: &Held, typed: Option<&Fields>, error: Option<String>) -> Vec<Field> {
    let setting = held.setting;
    let kept = |now: String| typed.map_or(now, |fields| fields.get(setting.name).to_owned());
    let base = Field {
        name: setting.name.to_owned(),
        label: label(setting),
        hint: hint(setting),
        ..Field::default()
    };
    let plain = |input: Input, need: Need, now: String| Field {
        value: kept(now),
        input,
        need,
        error: error.clone(),
        ..base.clone()
    };
    let number = held.value.as_i64();
    match setting.kind {
        Kind::Word(words) => {
            let chosen = kept(held.value.as_str().unwrap_or_default().to_owned());
            vec![plain(
                Input::Select(choices(setting, words, &[&chosen])),
                Need::Required,
                String::new(),
            )]
        }
        Kind::Words(words) => {
            let chosen: Vec<&str> = match typed {
                Some(fields) => fields.all(setting.name).collect(),
                None => texts(&held.value).collect(),
            };
            vec![plain(
                Input::Checks(choices(setting, words, &chosen)),
                Need::Optional,
                String::new(),
            )]
        }
        Kind::Number { .. } => vec![plain(Input::Number, Need::Required, text_of(number))],
        Kind::Limit { .. } => vec![plain(Input::Number, Need::Optional, text_of(number))],
        Kind::Span { unit, .. } => vec![plain(
            Input::Number,
            Need::Required,
            text_of(number.map(|n| n / unit.seconds())),
        )],
        Kind::Domains => {
            let now = texts(&held.value).collect::<Vec<_>>().join("\n");
            vec![plain(Input::Lines(3), Need::Optional, now)]
        }
        Kind::Zone => vec![plain(
            Input::Text,
            Need::Required,
            held.value.as_str().unwrap_or_default().to_owned(),
        )],
        Kind::Deletion => deletion(held, typed, base.clone(), error.clone()),
    }
}

fn deletion(held: &Held, typed: Option<&Fields>, base: Field, error: Option<String>) -> Vec<Field> {
    const MODES: &[&str] = &["hard", "soft", "soft_then_purge"];
    let now = held.value.get("mode").and_then(Value::as_str).unwrap_or_default();
    let chosen = typed.map_or(now, |fields| fields.get(held.setting.name));
    let days = held.value.get("days").and_then(Value::as_i64);
    vec![
        Field {
            input: Input::Select(choices(held.setting, MODES, &[chosen])),
            ..base
        },
        Field {
            name: DAYS.to_owned(),
            label: t!("policy-deletion-purge"),
            hint: t!("policy-deletion-purge-hint"),
            input: Input::Number,
            need: Need::Optional,
            value: typed.map_or_else(|| text_of(days), |fields| fields.get(DAYS).to_owned()),
            error,
            ..Field::default()
        },
    ]
}

fn choices(setting: &Setting, words: &[&str], chosen: &[&str]) -> Vec<Choice> {
    let choice = |word: &&str| Choice {
        value: (*word).to_owned(),
        label: choice_word(setting, word),
        hint: String::new(),
        chosen: chosen.contains(word),
    };
    words.iter().map(choice).collect()
}

fn text_of(number: Option<i64>) -> String {
    number.map(|n| n.to_string()).unwrap_or_default()
}
