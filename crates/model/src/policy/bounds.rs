//! What the settings of a policy may be, each by itself and together.

use super::settings::{MOST_DAYS, MOST_DOMAINS};
use super::{Field, Kind, MfaRequired, Policy, Setting, SignInWith};
use crate::email::ascii_domain;
use jiff::tz::TimeZone;
use serde_json::Value;
use std::collections::BTreeSet;

/// A setting that cannot stand as it is.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}: {}", .setting.name, .rule.sentence(.setting))]
pub struct Fault {
    /// The setting.
    pub setting: &'static Setting,
    /// What it breaks.
    pub rule: Rule,
}

/// What a setting must keep.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rule {
    /// Its own bounds.
    Bounds,
    /// Passwords below 15 characters only where everyone needs a second factor (NIST 3.1.1.2).
    ShortPasswords,
    /// A session without requests does not outlive the whole session.
    IdleWithinSession,
    /// Where people sign in by username, everyone needs one (C11).
    UsernameRequired,
    /// One domain is not allowed and blocked at once.
    OneListPerDomain,
}

impl Rule {
    /// The English sentence of the API.
    #[must_use]
    pub fn sentence(self, setting: &Setting) -> String {
        match self {
            Self::Bounds => format!("Use {}.", setting.kind.allowed()),
            Self::ShortPasswords => {
                String::from("Use 15 to 64 characters; 8 to 64 only where everyone needs a second factor.")
            }
            Self::IdleWithinSession => String::from("Use at most the length of the whole session."),
            Self::UsernameRequired => String::from("Include the username: people sign in with it and nothing else."),
            Self::OneListPerDomain => String::from("A domain cannot be allowed and blocked at once."),
        }
    }
}

impl Kind {
    /// What is allowed, in English: `3 to 100`, `5 minutes to 24 hours`.
    #[must_use]
    pub fn allowed(self) -> String {
        match self {
            Self::Word(words) => format!("one of {}", words.join(", ")),
            Self::Words(words) => format!("any of {}, each once", words.join(", ")),
            Self::Number { least, most } => format!("{least} to {most}"),
            Self::Limit { least, most } => format!("{least} to {most}, or null for no limit"),
            Self::Span { least, most, unit } => {
                let whole = match unit {
                    super::Unit::Minutes => "minutes",
                    super::Unit::Hours => "hours",
                };
                format!("{} to {} in whole {whole}", span(least), span(most))
            }
            Self::Domains => format!("at most {MOST_DOMAINS} domain names such as example.com, each once"),
            Self::Zone => String::from("the IANA name of a time zone, such as UTC or Europe/Berlin"),
            Self::Deletion => format!("the mode hard, soft, or soft_then_purge with 1 to {MOST_DAYS} days"),
        }
    }

    /// The one spelling of a value: domains in lower-case ASCII.
    #[must_use]
    pub fn tidied(self, value: Value) -> Value {
        match (self, value) {
            (Self::Domains, Value::Array(all)) => Value::Array(all.into_iter().map(tidy_domain).collect()),
            (_, value) => value,
        }
    }

    /// Whether a value is within the bounds.
    #[must_use]
    pub fn fits(self, value: &Value) -> bool {
        match self {
            Self::Word(words) => value.as_str().is_some_and(|word| words.contains(&word)),
            Self::Words(words) => each_once(value, |word| words.contains(&word)).is_some(),
            Self::Number { least, most } => value.as_i64().is_some_and(|n| (least..=most).contains(&n)),
            Self::Limit { least, most } => value.is_null() || Self::Number { least, most }.fits(value),
            Self::Span { least, most, unit } => {
                Self::Number { least, most }.fits(value) && value.as_i64().is_some_and(|n| n % unit.seconds() == 0)
            }
            Self::Domains => {
                let found = each_once(value, |domain| ascii_domain(domain).is_ok_and(|ascii| ascii == domain));
                found.is_some_and(|n| n <= MOST_DOMAINS)
            }
            Self::Zone => value.as_str().is_some_and(is_zone),
            Self::Deletion => match value.get("mode").and_then(Value::as_str) {
                Some("hard" | "soft") => value.as_object().is_some_and(|all| all.len() == 1),
                Some("soft_then_purge") => value.get("days").is_some_and(|days| {
                    Self::Number {
                        least: 1,
                        most: MOST_DAYS,
                    }
                    .fits(days)
                }),
                _ => false,
            },
        }
    }
}

fn tidy_domain(value: Value) -> Value {
    let ascii = value.as_str().and_then(|domain| ascii_domain(domain.trim()).ok());
    ascii.map_or(value, Value::String)
}

/// How many texts an array has, where all of them are good and different.
fn each_once(value: &Value, good: impl Fn(&str) -> bool) -> Option<usize> {
    let mut seen = BTreeSet::new();
    let all = value.as_array()?;
    let fine = all
        .iter()
        .all(|one| one.as_str().is_some_and(|text| good(text) && seen.insert(text)));
    fine.then_some(all.len())
}

/// Names of files on the way to the database of zones are none.
fn is_zone(name: &str) -> bool {
    let plain = name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'_' | b'-' | b'+'));
    plain && TimeZone::get(name).is_ok()
}

/// `5 minutes`, `24 hours`, `30 days`.
fn span(seconds: i64) -> String {
    let (n, one, many) = match seconds {
        n if n % 86_400 == 0 && n > 86_400 => (n / 86_400, "day", "days"),
        n if n % 3_600 == 0 => (n / 3_600, "hour", "hours"),
        n => (n / 60, "minute", "minutes"),
    };
    format!("{n} {}", if n == 1 { one } else { many })
}

impl Policy {
    /// The first setting that cannot stand as it is.
    ///
    /// # Errors
    /// That setting, and what it may be.
    pub fn check(&self) -> Result<(), Fault> {
        self.faults().into_iter().next().map_or(Ok(()), Err)
    }

    /// Every setting that cannot stand as it is.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let json = serde_json::to_value(self).unwrap_or_default();
        let bad = |setting: &&'static Setting| {
            !json
                .pointer(&setting.pointer())
                .is_some_and(|value| setting.kind.fits(value))
        };
        let mut faults: Vec<Fault> = Setting::ALL
            .iter()
            .filter(bad)
            .map(|setting| Fault {
                setting,
                rule: Rule::Bounds,
            })
            .collect();
        faults.extend(self.broken_rules());
        faults
    }

    fn broken_rules(&self) -> impl Iterator<Item = Fault> {
        let short = self.password.min_length < 15 && self.mfa_required != MfaRequired::Everyone;
        let nameless = self.sign_in_with == SignInWith::Username && !self.required_fields.contains(&Field::Username);
        let twice = self.allowed_domains.iter().any(|d| self.blocked_domains.contains(d));
        let rules = [
            ("password.min_length", Rule::ShortPasswords, short),
            (
                "session.idle_seconds",
                Rule::IdleWithinSession,
                self.session.idle_seconds > self.session.absolute_seconds,
            ),
            ("required_fields", Rule::UsernameRequired, nameless),
            ("blocked_domains", Rule::OneListPerDomain, twice),
        ];
        rules
            .into_iter()
            .filter(|(.., broken)| *broken)
            .filter_map(|(name, rule, _)| Setting::named(name).map(|setting| Fault { setting, rule }))
    }

    /// The same policy with other values.
    ///
    /// # Errors
    /// Every setting that cannot stand as asked.
    pub fn with(&self, values: &[(&'static Setting, Value)]) -> Result<Self, Vec<Fault>> {
        let tidied = values
            .iter()
            .map(|(setting, value)| (*setting, setting.kind.tidied(value.clone())));
        let values: Vec<(&'static Setting, Value)> = tidied.collect();
        let wrong: Vec<Fault> = values
            .iter()
            .filter(|(setting, value)| !setting.kind.fits(value))
            .map(|(setting, _)| Fault {
                setting,
                rule: Rule::Bounds,
            })
            .collect();
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let mut json = serde_json::to_value(self).unwrap_or_default();
        for (setting, value) in &values {
            if let Some(place) = json.pointer_mut(&setting.pointer()) {
                *place = value.clone();
            }
        }
        let all = |_| {
            let of = |(setting, _): &(&'static Setting, Value)| Fault {
                setting,
                rule: Rule::Bounds,
            };
            values.iter().map(of).collect::<Vec<_>>()
        };
        let changed: Self = serde_json::from_value(json).map_err(all)?;
        let faults = changed.faults();
        if faults.is_empty() { Ok(changed) } else { Err(faults) }
    }
}
