//! What can go wrong with mail, as sentences for the operator.

use thiserror::Error;

/// A setting about mail that cannot work: names the key, the value (without its password) and the remedy.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{key} = \"{value}\": {remedy}")]
pub struct MailConfigError {
    /// The configuration key: `mail` or `mail_from`.
    pub key: &'static str,
    /// The value; user name and password are replaced by `***`.
    pub value: String,
    /// What is wrong and what to write instead, as sentences.
    pub remedy: String,
}

/// Why a mail did not leave. Each failure says what to do with the outbox row.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum SendError {
    /// Trouble of the network, the mail server or its operator: try again later.
    #[error("{0} (tried again later)")]
    Retry(String),
    /// The mail server will never take this mail for this recipient: another try would be no different.
    #[error("{0} (not tried again)")]
    GiveUp(String),
}

impl SendError {
    /// The sentence without the verdict: one line, for the log and the user page.
    #[must_use]
    pub fn reason(&self) -> &str {
        match self {
            Self::Retry(reason) | Self::GiveUp(reason) => reason,
        }
    }
}
