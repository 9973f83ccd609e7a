//! One command run on a set by one actor: the unit of progress, of idempotency and of the audit log.

use crate::admission::Form;
use crate::command::Command;
use crate::ids::{OperationId, UserPk};
use crate::report::Skip;
use crate::time::Time;
use crate::user::Kind;
use crate::user::access::Grants;
use serde::{Deserialize, Serialize};

/// What an operation does to each of its items.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "work", rename_all = "snake_case")]
pub enum Work {
    /// A command over existing users.
    Users {
        /// The command.
        command: Command,
    },
    /// Adds one user per item, with or without a mail.
    Add {
        /// What every one of them gets.
        grant: Grant,
        /// Where they come from, which says how much must be known of each.
        #[serde(default)]
        form: Form,
    },
    /// Takes an operation back, for the users who have not changed since.
    Undo {
        /// Which.
        of: OperationId,
        /// What that operation did.
        command: Command,
    },
    /// One thing that is no set: a portal, a token. Kept so that a repeated request finds its first answer.
    Single {
        /// The action code.
        action: String,
    },
}

impl Work {
    /// Whether it is the import of a file.
    #[must_use]
    pub const fn is_import(&self) -> bool {
        matches!(self, Self::Add { form: Form::File, .. })
    }

    /// The English title of the job page.
    #[must_use]
    pub const fn title(&self) -> &'static str {
        match self {
            Self::Users { command } => match command {
                Command::Activate => "Activate users",
                Command::Deactivate { .. } => "Deactivate users",
                Command::Resend { .. } => "Resend invitations",
                Command::Revoke { .. } => "Revoke invitations",
                Command::Lock { .. } => "Lock users",
                Command::Unlock => "Unlock users",
                Command::ResetPassword => "Reset passwords",
                Command::Delete { .. } => "Delete users",
                Command::Restore { .. } => "Restore users",
                Command::Erase { .. } => "Erase users",
                Command::ResetMfa => "Reset multi-factor sign-in",
                Command::SetRole { .. } => "Change roles",
                Command::SetPermissions { .. } => "Change permissions",
                Command::SetModules { .. } => "Change modules",
                Command::SetSubAccounts { .. } => "Change sub-accounts",
                Command::SetAppRoles { .. } => "Change app roles",
            },
            Self::Undo { .. } => "Undo",
            Self::Add { form: Form::File, .. } => "Import users",
            Self::Add { grant, .. } => match grant.mail {
                InviteMail::Send => "Invite users",
                InviteMail::Skip => "Add users",
            },
            Self::Single { .. } => "Change",
        }
    }

    /// The name of the command, as in URLs.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Users { command } => command.name(),
            Self::Undo { .. } => "undo",
            Self::Add { form: Form::File, .. } => "import",
            Self::Add { grant, .. } => match grant.mail {
                InviteMail::Send => "invite",
                InviteMail::Skip => "add",
            },
            Self::Single { .. } => "single",
        }
    }
}

/// Whether a new user is mailed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InviteMail {
    /// Send the invitation now.
    Send,
    /// Only add the user; the mail can be sent later (S0.13, S0.15).
    Skip,
}

/// What every user of one batch gets.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Grant {
    /// The role slug; the default is `user` (S4.7).
    pub role: String,
    /// Words for the mail.
    pub message: Option<String>,
    /// Whether a mail goes out.
    pub mail: InviteMail,
    /// What happens to addresses that are already invited.
    pub already_invited: AlreadyInvited,
    /// Single permissions, modules, sub-accounts and app roles of the whole batch (S4.6).
    #[serde(default)]
    pub access: Grants,
    /// Whose people they are; in the provider's own portal everybody is internal.
    #[serde(default)]
    pub kind: Kind,
}

/// One person to add, as somebody wrote it: parsed when its turn comes, so that nothing typed is lost.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NewPerson {
    /// The text as pasted or the line of the file; the e-mail where there was a form.
    pub input: String,
    /// The address.
    pub email: String,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Sign-in name.
    pub username: Option<String>,
    /// A role of its own, instead of the batch's.
    pub role: Option<String>,
    /// Why the file itself says that this person should not come in new: suspended where it comes from.
    pub settled: Option<Skip>,
}

/// What happens to addresses that are already invited.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlreadyInvited {
    /// They are skipped.
    Skip,
    /// They get a new link.
    Resend,
}

/// Where an operation is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationState {
    /// Items are left to do.
    Running,
    /// Every item has its outcome.
    Done,
    /// A person stopped it; what was done stays done.
    Stopped,
}

impl OperationState {
    /// Every state.
    pub const ALL: &[Self] = &[Self::Running, Self::Done, Self::Stopped];

    /// The code in API and database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Stopped => "stopped",
        }
    }
}

/// An operation with its progress.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Operation {
    /// Public id.
    pub id: OperationId,
    /// What it does.
    pub work: Work,
    /// Who asked for it; the worker acts with this person's rights as they are when it runs.
    pub actor: Option<UserPk>,
    /// The actor's address at that time.
    pub actor_label: String,
    /// Where it is.
    pub state: OperationState,
    /// How many were asked for.
    pub total: i64,
    /// How many were changed.
    pub done: i64,
    /// How many were left as they were.
    pub skipped: i64,
    /// How many failed.
    pub failed: i64,
    /// When it was asked for.
    pub created_at: Time,
    /// When the last item got its outcome.
    pub finished_at: Option<Time>,
}

impl Operation {
    /// How many have their outcome.
    #[must_use]
    pub const fn reached(&self) -> i64 {
        self.done + self.skipped + self.failed
    }
}
