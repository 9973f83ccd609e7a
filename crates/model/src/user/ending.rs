//! The end of an account, and the way back.

use super::lifecycle::Env;
use super::{InactiveReason, Lifecycle, User};
use crate::event::Action;
use crate::plan::{Change, Fate};
use crate::policy::{Deletion, Policy};
use crate::report::Skip;
use crate::time::{Span, Time};

impl User {
    /// Delete: access ends and the seat is freed; by policy the row stays, is purged later, or is erased at once
    /// (S0.44, S1.16, S2.29, S3.8 to S3.13, S4.19, C2, C3).
    ///
    /// # Errors
    /// `already_deleted`, `not_deletable_from_status`.
    pub fn delete(&self, env: &Env<'_>) -> Result<Change, Skip> {
        if matches!(self.lifecycle, Lifecycle::Deleted { .. }) {
            return Err(Skip::AlreadyDeleted);
        }
        let status = self.status_at(env.policy, env.now);
        if !env.policy.deletable_from.is_empty() && !env.policy.deletable_from.contains(&status) {
            return Err(Skip::NotDeletableFromStatus);
        }
        let (purge_after, fate) = match env.policy.deletion {
            Deletion::Hard => (None, Fate::Erased),
            Deletion::Soft => (None, Fate::Kept),
            Deletion::SoftThenPurge { days } => (Some(env.now + Span::days(days)), Fate::Kept),
        };
        let mut after = self.clone().moved(Lifecycle::Deleted { purge_after }, env);
        // An address that waits is free for others from now on.
        after.pending_email = None;
        after.end_access();
        let action = if fate == Fate::Erased {
            Action::UserErased
        } else {
            Action::UserDeleted
        };
        Ok(Change::new(self, after, action, env).ending(fate))
    }

    /// Restore by inviting again: same id, same history (S3.14, C19).
    ///
    /// # Errors
    /// `not_deleted`.
    pub fn restore(&self, env: &Env<'_>, message: Option<&str>) -> Result<Change, Skip> {
        if !matches!(self.lifecycle, Lifecycle::Deleted { .. }) {
            return Err(Skip::NotDeleted);
        }
        let mut again = self.clone();
        // The mailbox proves itself again, and a password of former times does not come back.
        again.password = super::Password::None;
        again.email_verified_at = None;
        again.lock = None;
        let invited = again.invited(env, message, Action::UserRestored);
        Ok(Change {
            before: self.clone(),
            ..invited
        })
    }

    /// What time ends: a deleted user whose days are over, or one deactivated longer than the policy keeps them
    /// (S0.42, C22). Nothing while there is nothing to end.
    pub(super) fn purge(&self, env: &Env<'_>) -> Option<Change> {
        let at = self.purge_at(env.policy)?;
        (at <= env.now).then(|| {
            let mut after = self.clone();
            after.end_access();
            Change::new(self, after, Action::UserErased, env).ending(Fate::Erased)
        })
    }

    /// What another policy makes of a user: the days after which the row ends may be others, the password may have
    /// expired by now. What was promised to somebody deleted is kept: the row never ends earlier than was said then.
    #[must_use]
    pub fn refreshed(&self, env: &Env<'_>) -> Option<Change> {
        let mut after = self.clone();
        if let (Lifecycle::Deleted { purge_after }, Deletion::SoftThenPurge { days }) =
            (self.lifecycle, env.policy.deletion)
        {
            // A row that was to stay for good gets all the days from now on.
            let from = purge_after.map_or(env.now, |_| self.lifecycle_since);
            let later = purge_after.max(Some(from + Span::days(days)));
            after.lifecycle = Lifecycle::Deleted { purge_after: later };
        }
        if let Some(change) = after.purge(env) {
            return Some(Change {
                before: self.clone(),
                ..change
            });
        }
        let expired = self.status_at(env.policy, env.now) != self.status && self.password_expired(env.policy, env.now);
        let action = if expired {
            Action::PasswordExpired
        } else {
            Action::StatusRefreshed
        };
        let changed = after != *self || after.status_at(env.policy, env.now) != self.status;
        changed.then(|| Change::new(self, after, action, env))
    }

    /// When time ends the row.
    pub(super) fn purge_at(&self, policy: &Policy) -> Option<Time> {
        match (self.lifecycle, policy.retention_inactive_days) {
            (Lifecycle::Deleted { purge_after }, _) => purge_after,
            (Lifecycle::Inactive(InactiveReason::Manual), Some(days)) => Some(self.lifecycle_since + Span::days(days)),
            _ => None,
        }
    }

    /// Erase: personal data gone everywhere; the audit log keeps a pseudonym.
    ///
    /// # Errors
    /// `not_deleted`: only from Deleted.
    pub fn erase(&self, env: &Env<'_>) -> Result<Change, Skip> {
        if !matches!(self.lifecycle, Lifecycle::Deleted { .. }) {
            return Err(Skip::NotDeleted);
        }
        let mut after = self.clone();
        after.end_access();
        Ok(Change::new(self, after, Action::UserErased, env).ending(Fate::Erased))
    }
}
