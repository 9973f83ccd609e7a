//! Handing on the role of the one admin (C8, S1.3): two changes of one transaction.

use super::lifecycle::Env;
use super::{Lifecycle, Lock, Password, User};
use crate::access::Role;
use crate::event::Action;
use crate::plan::{Change, Effect};
use crate::report::Skip;
use crate::user::access::Scope;

impl User {
    /// Becomes the admin. Who alone manages a portal sees all of it, so a limit to sub-accounts ends.
    ///
    /// # Errors
    /// `no_change` for the present admin; for who could not sign in as one: `deleted`, `inactive`,
    /// `onboarding_incomplete`, `locked_by_admin`, `not_verified`.
    pub fn take_over(&self, admin: Role, env: &Env<'_>) -> Result<Change, Skip> {
        if self.role == admin {
            return Err(Skip::NoChange);
        }
        self.can_manage()?;
        let mut after = self.clone();
        after.role = admin;
        after.grants.sub_accounts = Scope::All;
        Ok(Change::new(self, after, Action::AdminTransferred, env).with(Effect::MailMadeAdmin))
    }

    /// Is the admin no longer.
    #[must_use]
    pub fn hand_over(&self, role: Role, env: &Env<'_>) -> Change {
        let mut after = self.clone();
        after.role = role;
        Change::new(self, after, Action::AdminTransferred, env)
    }

    /// Whether the account could sign in and manage (I2): an automatic lock and a reset end by themselves.
    fn can_manage(&self) -> Result<(), Skip> {
        match self.lifecycle {
            Lifecycle::Deleted { .. } => return Err(Skip::Deleted),
            Lifecycle::Inactive(_) => return Err(Skip::Inactive),
            Lifecycle::Pending(_) => return Err(Skip::OnboardingIncomplete),
            Lifecycle::Active => {}
        }
        if matches!(self.lock, Some(Lock::Admin { .. })) {
            return Err(Skip::LockedByAdmin);
        }
        if self.email_verified_at.is_none() {
            return Err(Skip::NotVerified);
        }
        if self.password == Password::None {
            return Err(Skip::OnboardingIncomplete);
        }
        Ok(())
    }
}
