//! Outcomes: every user of a command is done, skipped with a reason, or failed. Refusals are data.

use crate::ids::{OperationId, UserId};
use serde::{Deserialize, Serialize};

macro_rules! skips {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $sentence:literal, $short:literal, $fix:expr;)*) => {
        /// Why a user was skipped. Closed: a new reason needs a sentence here before it compiles.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Skip { $($(#[$doc])* $name,)* }

        impl Skip {
            /// Every reason.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code in API, CSV and database.
            #[must_use]
            pub const fn code(self) -> &'static str { match self { $(Self::$name => $code),* } }

            /// One English sentence about one user.
            #[must_use]
            pub const fn sentence(self) -> &'static str { match self { $(Self::$name => $sentence),* } }

            /// The words after a number in a summary: "5 already verified".
            #[must_use]
            pub const fn short(self) -> &'static str { match self { $(Self::$name => $short),* } }

            /// What to do about it, where there is something to do.
            #[must_use]
            pub const fn fix(self) -> Option<&'static str> { match self { $(Self::$name => $fix),* } }
        }
    };
}

skips! {
    /// No such user, or outside the actor's scope.
    NotFound = "not_found", "This user does not exist or was erased.", "not found", None;
    /// The actor lacks the permission for this user.
    NoPermission = "no_permission", "You may not do this to this user.", "not permitted", Some("Ask a portal admin.");
    /// The user has a higher rank than the actor.
    Outranked = "outranked", "This user has a higher role than you.", "of higher rank", Some("Ask somebody with that role.");
    /// Nobody ends their own access by an admin command.
    IsSelf = "is_self", "You cannot do this to your own account.", "your own account", Some("Ask another admin.");
    /// At least one admin must be able to sign in.
    LastAdmin = "last_admin", "This is the last admin of the portal who can sign in.", "last admin", Some("Make somebody else an admin first.");
    /// The row changed between preview and confirmation.
    ChangedSincePreview = "changed_since_preview", "This user has changed since you looked.", "changed meanwhile", Some("Look again, then repeat.");
    /// Asked for twice in one request.
    Duplicate = "duplicate", "Named more than once.", "repeated", None;
    /// Already verified: nothing to send.
    AlreadyVerified = "already_verified", "The e-mail address is already verified.", "already verified", None;
    /// Deactivated: gets no mail.
    Deactivated = "deactivated", "The user is deactivated.", "deactivated", Some("Activate the user, or invite again who never accepted.");
    /// Deleted: nothing else works.
    Deleted = "deleted", "The user is deleted.", "deleted", Some("Invite the user again.");
    /// Locked by an admin.
    LockedByAdmin = "locked_by_admin", "The user is locked by an admin.", "locked by an admin", Some("Unlock the user first.");
    /// The last mail is too recent.
    Cooldown = "cooldown", "A mail was sent less than a minute ago.", "mailed a moment ago", Some("Wait a minute, then try again.");
    /// There is no open invitation.
    NotInvited = "not_invited", "There is no open invitation.", "without an open invitation", Some("Resend the invitation first.");
    /// The invitation was accepted.
    AlreadyAccepted = "already_accepted", "The invitation has been accepted.", "already accepted", Some("Deactivate the user instead.");
    /// Already active.
    AlreadyActive = "already_active", "The user is already active.", "already active", None;
    /// Every seat is taken.
    NoSeat = "no_seat", "No seat is free.", "without a free seat", Some("Deactivate somebody, or contact support to buy more seats.");
    /// The mailbox has not proved itself.
    NotVerified = "not_verified", "The e-mail address is not verified.", "unverified", Some("Invite the address again, so that the person can accept.");
    /// A password or second factor is missing.
    OnboardingIncomplete = "onboarding_incomplete", "The user has not finished onboarding.", "not finished onboarding", Some("Resend the invitation.");
    /// Already inactive.
    AlreadyInactive = "already_inactive", "The user is already inactive.", "already inactive", None;
    /// Already locked by an admin.
    AlreadyLocked = "already_locked", "The user is already locked.", "already locked", None;
    /// Not locked.
    NotLocked = "not_locked", "The user is not locked.", "not locked", None;
    /// Inactive: gets no reset mail.
    Inactive = "inactive", "The user is inactive.", "inactive", Some("Activate the user first.");
    /// The portal has no local passwords.
    PasswordSignInOff = "password_sign_in_off", "This portal's users do not sign in with a password.", "signing in without a password", Some("Reset the password where the user signs in.");
    /// The portal's policy does not allow deleting from this status.
    NotDeletableFromStatus = "not_deletable_from_status", "A user in this status cannot be deleted here.", "in a status that cannot be deleted", Some("The portal's policy says from which statuses users can be deleted.");
    /// Deleted already.
    AlreadyDeleted = "already_deleted", "The user is already deleted.", "already deleted", None;
    /// Not deleted, so nothing to restore or erase.
    NotDeleted = "not_deleted", "The user is not deleted.", "not deleted", Some("Delete the user first.");
    /// The address belongs to a user of this portal.
    AlreadyUser = "already_user", "This address already belongs to a user of the portal.", "already users", None;
    /// An invitation is open.
    AlreadyInvited = "already_invited", "This address is already invited.", "already invited", Some("Resend the invitation instead.");
    /// The address was deleted here before.
    DeletedBefore = "deleted_before", "A deleted user of this portal has this address.", "deleted here before", Some("Restore the user by inviting again.");
    /// The provider of the address gives out throw-away mailboxes.
    Disposable = "disposable", "Disposable addresses are not allowed here.", "disposable addresses", Some("Use a lasting address.");
    /// The portal's domain rules refuse it.
    DomainNotAllowed = "domain_not_allowed", "The portal's rules do not allow this domain.", "of a domain not allowed", Some("A portal admin can change the domain rules.");
    /// The text is no e-mail address.
    NotUnderstood = "not_understood", "This is not an e-mail address.", "not understood", Some("Correct the address.");
    /// Another user has this username.
    UsernameTaken = "username_taken", "Another user has this username.", "with a taken username", Some("Choose another username.");
    /// A required field is empty.
    FieldMissing = "field_missing", "A required field is empty.", "with a required field missing", Some("Fill in the required fields.");
    /// The portal has as many admins as it may have.
    AdminLimit = "admin_limit", "The portal has as many admins as it may have.", "above the number of admins", Some("Transfer the admin role instead.");
    /// The role does not exist here, or is above the actor's own.
    RoleNotGrantable = "role_not_grantable", "This role does not exist here or is above your own.", "with a role you cannot give", Some("Choose a role up to your own.");
    /// Only admins may have this module.
    AdminOnlyModule = "admin_only_module", "This module is for admins only.", "who may not have an admin module", Some("Make the user an admin first, or choose other modules.");
    /// Only external users may have app roles here.
    ExternalOnly = "external_only", "In a portal in production only external users can be added to app roles.", "internal users", Some("Add the role to an external user instead.");
    /// The portal does not define it.
    NotInCatalogue = "not_in_catalogue", "The portal has no such module, sub-account or app role.", "with something that the portal does not have", Some("Add it in the portal's settings first.");
    /// Nothing to reset.
    NoMfa = "no_mfa", "The user has no second factor.", "without a second factor", None;
    /// Somebody else has the address.
    AddressTaken = "address_taken", "Another user of the portal has this address.", "with a taken address", Some("Use another address.");
    /// The file says that the account is suspended or disabled where it comes from.
    NotActiveAtSource = "not_active_at_source", "The file says that this account is suspended or disabled.", "suspended or disabled in the file", Some("Activate the account where the file comes from, or remove its status from the file.");
    /// The row equals what is there.
    NoChange = "no_change", "Nothing to change.", "unchanged", None;
    /// The operation was stopped before this user's turn.
    Stopped = "stopped", "The operation was stopped before this user's turn.", "not reached", Some("Run the command again for the rest.");
}

impl Skip {
    /// The words after the number 1, where they are others than after larger ones: "1 already a user".
    #[must_use]
    pub const fn short_of_one(self) -> Option<&'static str> {
        match self {
            Self::AlreadyUser => Some("already a user"),
            Self::Disposable => Some("disposable address"),
            Self::ExternalOnly => Some("internal user"),
            _ => None,
        }
    }

    /// The reason with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.code() == code)
    }

    /// The reasons after which the same command could succeed soon, without anything else being done first.
    pub const RETRIABLE: &[Self] = &[Self::Cooldown, Self::NoSeat, Self::ChangedSincePreview, Self::Stopped];

    /// Whether the same command could succeed soon.
    #[must_use]
    pub fn is_retriable(self) -> bool {
        Self::RETRIABLE.contains(&self)
    }
}

/// What became of one asked user or address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Changed.
    Done,
    /// Left as it was.
    Skipped(Skip),
    /// An error of ours; the text is for the operator.
    Failed(String),
}

impl Outcome {
    /// `done`, `skipped` or `failed`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Skipped(_) => "skipped",
            Self::Failed(_) => "failed",
        }
    }

    /// The skip code or the error text.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Done => None,
            Self::Skipped(skip) => Some(skip.code()),
            Self::Failed(text) => Some(text),
        }
    }
}

/// One line of a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// What was asked for, where it was text (a pasted address); else empty.
    pub input: String,
    /// The user, where one exists and may be seen.
    pub id: Option<UserId>,
    /// The user's address; empty where there is none to show.
    pub email: String,
    /// The user's name; empty where there is none to show.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What a command did to a set: done + skipped + failed = asked (I6).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    /// The operation that stands in the audit log; none for a preview.
    pub operation: Option<OperationId>,
    /// One line per asked user, in the order asked.
    pub lines: Vec<Line>,
    /// In the preview of a very large set: how many more there are of an outcome than have a line.
    pub unlisted: Vec<(Outcome, usize)>,
}

impl Report {
    /// With a line for everybody.
    #[must_use]
    pub const fn of(operation: Option<OperationId>, lines: Vec<Line>) -> Self {
        Self {
            operation,
            lines,
            unlisted: Vec::new(),
        }
    }

    /// Adds the outcome of one more user. Of each outcome the first `listed` get a line.
    pub fn add(&mut self, line: Line, listed: usize) {
        let n = match self.unlisted.iter_mut().find(|(outcome, _)| *outcome == line.outcome) {
            Some((_, more)) => {
                *more += 1;
                return;
            }
            None => self.lines.iter().filter(|other| other.outcome == line.outcome).count(),
        };
        if n < listed {
            self.lines.push(line);
        } else {
            self.unlisted.push((line.outcome, 1));
        }
    }

    /// How many were asked for.
    #[must_use]
    pub fn total(&self) -> usize {
        self.lines.len() + self.unlisted.iter().map(|(_, n)| n).sum::<usize>()
    }

    /// How many have this outcome without a line.
    #[must_use]
    pub fn unlisted_of(&self, outcome: &Outcome) -> usize {
        let same = self.unlisted.iter().find(|(other, _)| other == outcome);
        same.map_or(0, |(_, n)| *n)
    }

    /// How many were changed.
    #[must_use]
    pub fn done(&self) -> usize {
        self.count("done")
    }
    /// How many were left as they were.
    #[must_use]
    pub fn skipped(&self) -> usize {
        self.count("skipped")
    }
    /// How many failed.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.count("failed")
    }
    fn count(&self, code: &str) -> usize {
        let listed = self.lines.iter().filter(|l| l.outcome.code() == code).count();
        let unlisted = self.unlisted.iter().filter(|(outcome, _)| outcome.code() == code);
        listed + unlisted.map(|(_, n)| n).sum::<usize>()
    }

    /// Skip reasons with their number, most frequent first.
    #[must_use]
    pub fn reasons(&self) -> Vec<(Skip, usize)> {
        let mut counts = std::collections::BTreeMap::new();
        for line in &self.lines {
            if let Outcome::Skipped(skip) = line.outcome {
                *counts.entry(skip).or_insert(0usize) += 1;
            }
        }
        for (outcome, n) in &self.unlisted {
            if let Outcome::Skipped(skip) = outcome {
                *counts.entry(*skip).or_insert(0) += n;
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        counts
    }
}
