//! What use cases say about fields, brought to the fields of a form.

use crate::speak::t;
use crate::templates::components::{Kind, Message};
use crate::templates::entered::{Met, Rule};
use app::error::{AppError, FieldError};
use model::policy::PasswordRules;

/// The errors of a form; none is a form that is fine.
#[derive(Clone, Debug, Default)]
pub(crate) struct Errors(pub(crate) Vec<FieldError>);

impl Errors {
    /// What is wrong with a field.
    #[must_use]
    pub(crate) fn of(&self, field: &str) -> Option<String> {
        self.0
            .iter()
            .find(|error| error.field == field)
            .map(|error| error.message.clone())
    }

    /// What is wrong beside the fields that the form shows.
    #[must_use]
    pub(crate) fn of_others(&self, shown: &[&str]) -> Option<Message> {
        let error = self.0.iter().find(|error| !shown.contains(&error.field))?;
        Some(problem(&error.message))
    }

    /// The fields of an error that is about input; every other error comes back.
    ///
    /// # Errors
    /// The error itself, where it is about something else.
    pub(crate) fn take(error: AppError) -> Result<Self, AppError> {
        match error {
            AppError::Invalid(fields) => Ok(Self(fields)),
            other => Err(other),
        }
    }
}

/// A sentence about a whole form that failed.
#[must_use]
pub(crate) fn problem(text: &str) -> Message {
    Message {
        kind: Kind::Error,
        text: text.to_owned(),
        focus: true,
        ..Message::default()
    }
}

/// The rules for a password in the place of another. Which of those that are not about the length was broken only the error says.
#[must_use]
pub(crate) fn renewal_rules(rules: &PasswordRules, tried: Option<&str>) -> Vec<Rule> {
    let mut listed = password_rules(rules.min_length, tried);
    for rule in listed.iter_mut().skip(1) {
        rule.met = Met::Untried;
    }
    listed.extend((rules.history > 0).then(|| Rule {
        text: t!("form-rule-before"),
        met: Met::Untried,
    }));
    listed
}

/// The rules for a new password. After a try that was too short, the length says so.
#[must_use]
pub(crate) fn password_rules(min: i64, tried: Option<&str>) -> Vec<Rule> {
    let wanted = usize::try_from(min).unwrap_or_default();
    let met = |is: bool| if is { Met::Yes } else { Met::No };
    let length = tried.map_or(Met::Untried, |password| met(password.chars().count() >= wanted));
    // Where the length is right and the password was still refused, it is a guessable one.
    let guess = if length == Met::Yes { Met::No } else { Met::Untried };
    vec![
        Rule {
            text: t!("form-rule-length", min = min),
            met: length,
        },
        Rule {
            text: t!("form-rule-common"),
            met: guess,
        },
    ]
}
