//! One function per transition: `(user, what, when) -> Change | Skip`. Nothing here reads a clock or writes a row.

use super::{InactiveReason, Lifecycle, Onboarding, Password, User};
use crate::catalogue::Catalogue;
use crate::event::Action;
use crate::ids::UserPk;
use crate::plan::{Change, Effect};
use crate::policy::Policy;
use crate::report::Skip;
use crate::status::Status;
use crate::time::Time;
use crate::user::access::Door;

/// What a decision may depend on besides the user.
#[derive(Clone, Copy, Debug)]
pub struct Env<'a> {
    /// The moment of the decision.
    pub now: Time,
    /// The portal's rules.
    pub policy: &'a Policy,
    /// The portal's own roles, modules, sub-accounts and apps.
    pub catalogue: &'a Catalogue,
    /// Whether app roles are for outsiders only.
    pub door: Door,
}

impl User {
    /// Ends every session, token and open link of this user: what was made under the old epoch is refused at use.
    /// The one function that ends access (issue "main job", section 2).
    pub(super) fn end_access(&mut self) {
        self.access_epoch += 1;
    }

    pub(super) fn moved(mut self, to: Lifecycle, env: &Env<'_>) -> Self {
        self.lifecycle = to;
        self.lifecycle_since = env.now;
        self
    }

    /// Deactivate: access ends, the seat is freed, a link that is out dies (S0.37, S0.41, S1.15, S4.18).
    ///
    /// # Errors
    /// `deleted`, `already_inactive`.
    pub fn deactivate(&self, env: &Env<'_>) -> Result<Change, Skip> {
        match self.lifecycle {
            Lifecycle::Deleted { .. } => Err(Skip::Deleted),
            Lifecycle::Inactive(_) => Err(Skip::AlreadyInactive),
            Lifecycle::Active | Lifecycle::Pending(_) => {
                let mut after = self.clone().moved(Lifecycle::Inactive(InactiveReason::Manual), env);
                after.end_access();
                Ok(Change::new(self, after, Action::UserDeactivated, env))
            }
        }
    }

    /// Activate: takes a seat; the plan refuses where none is free (S0.18, S0.39, S1.14).
    ///
    /// # Errors
    /// `deleted`, `already_active`, `not_verified`, `onboarding_incomplete`.
    pub fn activate(&self, env: &Env<'_>) -> Result<Change, Skip> {
        match self.lifecycle {
            Lifecycle::Deleted { .. } => return Err(Skip::Deleted),
            Lifecycle::Active => return Err(Skip::AlreadyActive),
            Lifecycle::Pending(Onboarding::Accepted) | Lifecycle::Inactive(_) => {}
            Lifecycle::Pending(_) => return Err(Skip::NotVerified),
        }
        if self.email_verified_at.is_none() {
            return Err(Skip::NotVerified);
        }
        // Who was active before sets a missing second factor up at sign-in; who never was has to finish first (C14).
        let unfinished = matches!(self.lifecycle, Lifecycle::Pending(_)) && self.lacks_second_factor(env.policy);
        if self.password == Password::None || unfinished {
            return Err(Skip::OnboardingIncomplete);
        }
        let after = self.clone().moved(Lifecycle::Active, env);
        Ok(Change::new(self, after, Action::UserActivated, env).with(Effect::MailActivated))
    }

    /// Resend the onboarding mail: a new link, the older one is void, the time starts again (S0.22, S1.17, S2.27, S3.5, C24).
    ///
    /// # Errors
    /// `deleted`, `deactivated`, `locked_by_admin`, `already_verified`, `cooldown`.
    pub fn resend(&self, env: &Env<'_>, message: Option<&str>, last_sent: Option<Time>) -> Result<Change, Skip> {
        match self.status_at(env.policy, env.now) {
            Status::Deleted => return Err(Skip::Deleted),
            Status::Inactive => return Err(Skip::Deactivated),
            Status::LockedByAdmin => return Err(Skip::LockedByAdmin),
            _ => {}
        }
        let unconfirmed = self.email_verified_at.is_none() || self.pending_email.is_some();
        let unverified = matches!(self.lifecycle, Lifecycle::Active) && unconfirmed;
        let waiting = matches!(self.lifecycle, Lifecycle::Pending(onboarding) if onboarding != Onboarding::Accepted);
        if !unverified && !waiting {
            return Err(Skip::AlreadyVerified);
        }
        if last_sent.is_some_and(|at| at + env.policy.resend_cooldown() > env.now) {
            return Err(Skip::Cooldown);
        }
        match self.lifecycle {
            Lifecycle::Pending(_) => Ok(self.invited(env, message, Action::InvitationResent)),
            Lifecycle::Active => {
                let expires_at = env.now + env.policy.verify_ttl();
                let change = Change::new(self, self.clone(), Action::VerificationResent, env);
                Ok(change.with(Effect::VerifyEmailLink { expires_at }))
            }
            _ => Err(Skip::AlreadyVerified),
        }
    }

    /// The same user with a fresh invitation out: shared by invite, resend and (later) restore.
    #[must_use]
    pub fn invited(&self, env: &Env<'_>, message: Option<&str>, action: Action) -> Change {
        let expires_at = env.now + env.policy.invite_ttl();
        let after = self
            .clone()
            .moved(Lifecycle::Pending(Onboarding::Invited { expires_at }), env);
        let effect = Effect::InvitationLink {
            expires_at,
            message: message.map(str::to_owned),
        };
        Change::new(self, after, action, env).with(effect)
    }

    /// Revoke an invitation: the link is void at once (S3.7, S1.18).
    ///
    /// # Errors
    /// `deleted`, `already_accepted`, `not_invited`.
    pub fn revoke(&self, env: &Env<'_>) -> Result<Change, Skip> {
        match self.lifecycle {
            Lifecycle::Pending(Onboarding::Invited { .. }) => {
                let mut after = self.clone().moved(Lifecycle::Pending(Onboarding::Revoked), env);
                after.end_access();
                Ok(Change::new(self, after, Action::InvitationRevoked, env))
            }
            Lifecycle::Deleted { .. } => Err(Skip::Deleted),
            Lifecycle::Pending(Onboarding::Accepted) | Lifecycle::Active => Err(Skip::AlreadyAccepted),
            Lifecycle::Inactive(_) | Lifecycle::Pending(Onboarding::Added | Onboarding::Revoked) => {
                Err(Skip::NotInvited)
            }
        }
    }

    /// Accept an invitation: the mailbox has proved itself and a password is set. Where the policy wants a second
    /// factor, that comes first (S2.30, C14); else the account becomes active where a seat is free, or waits for one
    /// (S0.17, S0.21, S4.15).
    ///
    /// # Errors
    /// `deleted`, `already_accepted`, `not_invited` (also when the invitation has run out).
    pub fn accept(&self, env: &Env<'_>, seat: SeatOffer) -> Result<Change, Skip> {
        match self.lifecycle {
            Lifecycle::Pending(Onboarding::Invited { expires_at }) if expires_at > env.now => {}
            Lifecycle::Pending(Onboarding::Accepted) | Lifecycle::Active => return Err(Skip::AlreadyAccepted),
            Lifecycle::Deleted { .. } => return Err(Skip::Deleted),
            Lifecycle::Pending(_) | Lifecycle::Inactive(_) => return Err(Skip::NotInvited),
        }
        if self.lock_at(env.now).is_some() {
            return Err(Skip::LockedByAdmin);
        }
        let (lifecycle, action, effect) = match seat {
            _ if self.lacks_second_factor(env.policy) => (
                Lifecycle::Pending(Onboarding::Accepted),
                Action::InvitationAccepted,
                None,
            ),
            SeatOffer::Free => (Lifecycle::Active, Action::InvitationAccepted, None),
            SeatOffer::NoneLeft => (
                Lifecycle::Inactive(InactiveReason::NoSeat),
                Action::InvitationAcceptedWithoutSeat,
                Some(Effect::MailWaitingForSeat),
            ),
        };
        let mut after = self.clone().moved(lifecycle, env);
        after.password = Password::Set(env.now);
        after.email_verified_at = Some(env.now);
        after.end_access();
        let change = Change::new(self, after, action, env);
        Ok(effect.into_iter().fold(change, Change::with))
    }

    /// Moves up into a seat that has become free (model.md: the oldest `NoSeat` user).
    ///
    /// # Errors
    /// `already_active` when the user does not wait for a seat.
    pub fn move_up(&self, env: &Env<'_>) -> Result<Change, Skip> {
        match self.lifecycle {
            Lifecycle::Inactive(InactiveReason::NoSeat) => {
                let after = self.clone().moved(Lifecycle::Active, env);
                Ok(Change::new(self, after, Action::UserMovedUp, env).with(Effect::MailActivated))
            }
            _ => Err(Skip::AlreadyActive),
        }
    }

    /// What time alone has changed since the row was written: an invitation ran out, a lock ended, a password expired,
    /// the days of a deleted user are over. Something is due, so something changes: the clock does not come back for it.
    #[must_use]
    pub fn tick(&self, env: &Env<'_>) -> Option<Change> {
        let due = self.clock_at(env.policy).filter(|at| *at <= env.now)?;
        if let Some(change) = self.purge(env) {
            return Some(change);
        }
        let mut after = self.clone();
        if self.lock.is_some() && self.lock_at(env.now).is_none() {
            after.lock = None;
        }
        let action = match self.lifecycle {
            _ if after.lock != self.lock => Action::AutoLockEnded,
            Lifecycle::Pending(Onboarding::Invited { expires_at }) if expires_at == due => Action::InvitationExpired,
            Lifecycle::Active => Action::PasswordExpired,
            _ => Action::StatusRefreshed,
        };
        Some(Change::new(self, after, action, env))
    }

    /// A user that is about to be inserted: no mail sent, nothing proved.
    #[must_use]
    pub fn added(new: NewUser, env: &Env<'_>) -> Self {
        Self {
            pk: new.pk,
            id: new.id,
            kind: new.kind,
            profile: new.profile,
            role: new.role,
            grants: new.grants,
            lifecycle: Lifecycle::Pending(Onboarding::Added),
            lifecycle_since: env.now,
            lock: None,
            password: Password::None,
            email_verified_at: None,
            pending_email: None,
            second_factor_at: None,
            language: None,
            time_zone: None,
            access_epoch: 1,
            status: Status::Added,
            last_sign_in_at: None,
            added_at: env.now,
            modified_at: env.now,
            version: 1,
        }
    }
}

/// What the caller says about a user that does not exist yet.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// Row key, taken from the portal's counter.
    pub pk: UserPk,
    /// Public id.
    pub id: crate::ids::UserId,
    /// External unless said otherwise.
    pub kind: super::Kind,
    /// Names and addresses.
    pub profile: super::Profile,
    /// The role, already checked against the actor's own.
    pub role: crate::access::Role,
    /// What is granted on top, already checked too.
    pub grants: super::access::Grants,
}

/// Whether somebody who accepts finds a seat.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SeatOffer {
    /// There is one, or there is no limit.
    Free,
    /// Every seat is taken.
    NoneLeft,
}
