//! The commands that run over a set of existing users, as data: the page, the API, the CLI and the operation that
//! outlives a crash all carry this one enum. Adding a command: `docs/howto/add-a-command.md`.

use crate::access::Permission;
use crate::plan::Change;
use crate::report::Skip;
use crate::time::Time;
use crate::user::User;
use crate::user::lifecycle::Env;
use serde::{Deserialize, Serialize};

/// A command over a set of users.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Command {
    /// Takes a seat and gives access.
    Activate,
    /// Ends access and frees the seat.
    Deactivate {
        /// Why, for the audit log.
        #[serde(default)]
        reason: Option<String>,
    },
    /// Sends the onboarding mail again, with a new link.
    Resend {
        /// Words for the mail.
        #[serde(default)]
        message: Option<String>,
    },
    /// Takes an invitation back.
    Revoke {
        /// Why, for the audit log.
        #[serde(default)]
        reason: Option<String>,
    },
}

/// How dangerous a command is, hence how it is confirmed (ui.md B8).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weight {
    /// One sentence.
    Light,
    /// The consequences as a list.
    Heavy,
}

impl Command {
    /// The names of every command, as they stand in URLs.
    pub const NAMES: &[&str] = &["activate", "deactivate", "resend", "revoke"];

    /// The command with this name and no further words.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "activate" => Some(Self::Activate),
            "deactivate" => Some(Self::Deactivate { reason: None }),
            "resend" => Some(Self::Resend { message: None }),
            "revoke" => Some(Self::Revoke { reason: None }),
            _ => None,
        }
    }

    /// The name in URLs, the API and the audit log.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Activate => "activate",
            Self::Deactivate { .. } => "deactivate",
            Self::Resend { .. } => "resend",
            Self::Revoke { .. } => "revoke",
        }
    }

    /// The permission that the actor needs.
    #[must_use]
    pub const fn permission(&self) -> Permission {
        match self {
            Self::Activate | Self::Deactivate { .. } => Permission::UsersActivate,
            // Help desk holds no users.invite for new rows, but may resend to existing ones.
            Self::Resend { .. } => Permission::UsersResend,
            Self::Revoke { .. } => Permission::UsersInvite,
        }
    }

    /// Whether the command takes access away: then nobody may run it on themselves.
    #[must_use]
    pub const fn takes_access(&self) -> bool {
        matches!(self, Self::Deactivate { .. } | Self::Revoke { .. })
    }

    /// How it is confirmed.
    #[must_use]
    pub const fn weight(&self) -> Weight {
        match self {
            Self::Activate | Self::Resend { .. } => Weight::Light,
            Self::Deactivate { .. } | Self::Revoke { .. } => Weight::Heavy,
        }
    }

    /// What the actor wrote, for the audit log.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Deactivate { reason } | Self::Revoke { reason } => reason.as_deref(),
            Self::Activate | Self::Resend { .. } => None,
        }
    }

    /// The decision for one user. Pure.
    ///
    /// # Errors
    /// The skip reason of the transition.
    pub fn decide(&self, user: &User, last_sent: Option<Time>, env: &Env<'_>) -> Result<Change, Skip> {
        match self {
            Self::Activate => user.activate(env),
            Self::Deactivate { .. } => user.deactivate(env),
            Self::Resend { message } => user.resend(env, message.as_deref(), last_sent),
            Self::Revoke { .. } => user.revoke(env),
        }
    }
}
