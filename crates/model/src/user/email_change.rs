//! Another e-mail address: it counts once the owner of its mailbox has confirmed it, and the owner of the former one can
//! take the change back (S0.36).

use super::lifecycle::Env;
use super::{Lifecycle, Onboarding, Password, PendingEmail, User};
use crate::admission::allowed;
use crate::email::Email;
use crate::event::Action;
use crate::plan::{Change, Effect};
use crate::report::Skip;
use crate::time::Span;

/// How long the link at the former address works.
pub const UNDO_TTL: Span = Span::days(7);

/// Whether the portal has room for an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Address {
    /// Nobody else has it or waits for it.
    Free,
    /// Somebody else has it, or waits to confirm it.
    Taken,
}

impl User {
    /// An admin's change: access ends at once and waits for the new address. Whoever never accepted has nothing to wait
    /// for: the address is replaced, and an open invitation goes there.
    ///
    /// # Errors
    /// `deleted`, `no_change`, `domain_not_allowed`, `disposable`, `address_taken`.
    pub fn change_email(&self, to: &Email, address: Address, env: &Env<'_>) -> Result<Change, Skip> {
        self.may_move_to(to, address, env)?;
        if self.never_accepted() {
            return Ok(self.readdressed(to, env));
        }
        let mut after = self.waiting_for(to, env);
        after.email_verified_at = None;
        after.end_access();
        Ok(self.announced(after, env))
    }

    /// The person's own change: nothing but the waiting address is new until it is confirmed.
    ///
    /// # Errors
    /// Those of [`User::change_email`].
    pub fn change_own_email(&self, to: &Email, address: Address, env: &Env<'_>) -> Result<Change, Skip> {
        self.may_move_to(to, address, env)?;
        Ok(self.announced(self.waiting_for(to, env), env))
    }

    /// The mailbox of this address has proved itself by the mailed link.
    ///
    /// # Errors
    /// `deleted`, `no_change` when the account does not wait for this address (any more).
    pub fn confirm_email(&self, address: &Email, env: &Env<'_>) -> Result<Change, Skip> {
        self.not_deleted()?;
        if !self.waits_for(address) {
            return Err(Skip::NoChange);
        }
        let mut after = self.clone();
        if let Some(pending) = after.pending_email.take() {
            after.profile.email = pending.email;
        }
        after.email_verified_at = Some(env.now);
        Ok(Change::new(self, after, Action::EmailChanged, env))
    }

    /// Whether a link to this address would confirm something.
    #[must_use]
    pub fn waits_for(&self, address: &Email) -> bool {
        match &self.pending_email {
            Some(pending) => pending.email.key() == address.key(),
            None => self.email_verified_at.is_none() && self.profile.email.key() == address.key(),
        }
    }

    /// Where a link that confirms an address goes: to the new one, where there is one.
    #[must_use]
    pub fn address_to_confirm(&self) -> &Email {
        self.pending_email
            .as_ref()
            .map_or(&self.profile.email, |pending| &pending.email)
    }

    /// Takes a change back that waits: the former address counts as it did before. Access that ended stays ended.
    ///
    /// # Errors
    /// `deleted`, `no_change` when nothing waits.
    pub fn cancel_email_change(&self, env: &Env<'_>) -> Result<Change, Skip> {
        self.not_deleted()?;
        let mut after = self.clone();
        let pending = after.pending_email.take().ok_or(Skip::NoChange)?;
        after.email_verified_at = pending.verified_before;
        Ok(Change::new(self, after, Action::EmailChangeCancelled, env))
    }

    /// The owner of the former address takes the change back, confirmed or not. Somebody else may be in the account, so
    /// access ends in either case.
    ///
    /// # Errors
    /// `deleted`, `no_change`, `address_taken` when the former address belongs to somebody else by now.
    pub fn undo_email_change(&self, former: &Email, address: Address, env: &Env<'_>) -> Result<Change, Skip> {
        self.not_deleted()?;
        let still_current = self.profile.email.key() == former.key();
        if still_current && self.pending_email.is_none() {
            return Err(Skip::NoChange);
        }
        if !still_current && address == Address::Taken {
            return Err(Skip::AddressTaken);
        }
        let mut after = self.clone();
        after.profile.email = former.clone();
        after.pending_email = None;
        after.email_verified_at = Some(env.now);
        after.end_access();
        Ok(Change::new(self, after, Action::EmailChangeUndone, env))
    }

    fn may_move_to(&self, to: &Email, address: Address, env: &Env<'_>) -> Result<(), Skip> {
        self.not_deleted()?;
        let waiting = self.pending_email.as_ref().map(|pending| pending.email.key());
        if to.key() == self.profile.email.key() || Some(to.key()) == waiting {
            return Err(Skip::NoChange);
        }
        allowed(to, env.policy)?;
        match address {
            Address::Free => Ok(()),
            Address::Taken => Err(Skip::AddressTaken),
        }
    }

    /// Whether the mailbox has nothing to lose: no invitation to it was ever accepted.
    #[must_use]
    pub fn never_accepted(&self) -> bool {
        let proved = self.email_verified_at.is_some() || self.pending_email.is_some();
        match self.lifecycle {
            Lifecycle::Pending(Onboarding::Accepted) | Lifecycle::Active | Lifecycle::Deleted { .. } => false,
            Lifecycle::Pending(_) => !proved,
            Lifecycle::Inactive(_) => !proved && self.password == Password::None,
        }
    }

    /// Another address at once; a link to the former one is void.
    fn readdressed(&self, to: &Email, env: &Env<'_>) -> Change {
        let mut moved = self.clone();
        moved.profile.email = to.clone();
        moved.end_access();
        let change = match self.lifecycle {
            Lifecycle::Pending(Onboarding::Invited { .. }) => moved.invited(env, None, Action::EmailChanged),
            _ => Change::new(&moved, moved.clone(), Action::EmailChanged, env),
        };
        Change {
            before: self.clone(),
            ..change
        }
    }

    fn waiting_for(&self, to: &Email, env: &Env<'_>) -> Self {
        let before = self.pending_email.as_ref().and_then(|pending| pending.verified_before);
        let mut after = self.clone();
        after.pending_email = Some(PendingEmail {
            email: to.clone(),
            since: env.now,
            verified_before: self.email_verified_at.or(before),
        });
        after
    }

    /// A link to the new address, a notice to the former one where that had proved itself.
    fn announced(&self, after: Self, env: &Env<'_>) -> Change {
        let proved = after
            .pending_email
            .as_ref()
            .is_some_and(|p| p.verified_before.is_some());
        let verify = Effect::VerifyEmailLink {
            expires_at: env.now + env.policy.verify_ttl(),
        };
        let change = Change::new(self, after, Action::EmailChangeStarted, env).with(verify);
        if !proved {
            return change;
        }
        change.with(Effect::EmailChangeNotice {
            expires_at: env.now + UNDO_TTL,
        })
    }
}
