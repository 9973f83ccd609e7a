//! Why a command did not do what it was asked: one sentence with what to do, for the error stream.

use app::error::AppError;
use app::store::StoreError;
use std::fmt;

/// The sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// The sentence of a file that cannot be read or written.
    pub(crate) fn file(verb: &str, path: &std::path::Path, error: &std::io::Error) -> Self {
        Self(format!(
            "The file {} cannot be {verb} ({error}): check its folder and permissions.",
            path.display()
        ))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Internal(what) => Self(sentence(&format!(
                "Something went wrong on our side ({what}): try again, and report it if it stays"
            ))),
            AppError::Unavailable(what) => Self(sentence(&format!(
                "The database or another part is not available ({what}): try again later"
            ))),
            other => Self(sentence(&other.to_string())),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) => Self(format!(
                "{} Check database_url and that the database runs.",
                sentence(&error.to_string())
            )),
            other => Self(sentence(&other.to_string())),
        }
    }
}

impl From<crate::config::ConfigError> for Failure {
    fn from(error: crate::config::ConfigError) -> Self {
        Self(error.to_string())
    }
}

/// A capital in front, a full stop behind. What begins with a field or an address keeps its spelling.
fn sentence(text: &str) -> String {
    let is_name = text
        .split(' ')
        .next()
        .is_some_and(|word| word.ends_with(':') || word.contains('@'));
    let mut letters = text.chars();
    let head = match letters.next() {
        Some(first) if !is_name => first.to_uppercase().collect(),
        first => first.map(String::from).unwrap_or_default(),
    };
    let dot = if text.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{head}{}{dot}", letters.as_str())
}
