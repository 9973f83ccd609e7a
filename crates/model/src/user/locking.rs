//! Locks and passwords: access without touching the seat.

use super::lifecycle::Env;
use super::{Lifecycle, Lock, Onboarding, Password, User};
use crate::event::Action;
use crate::plan::{Change, Effect};
use crate::policy::{Lockout, Switch};
use crate::report::Skip;
use crate::time::{Span, Time};

impl User {
    /// Lock by hand: access ends, the seat is kept; only a person ends it (S2.17, S2.28).
    ///
    /// # Errors
    /// `deleted`, `already_locked`.
    pub fn lock(&self, env: &Env<'_>, by: &str, reason: Option<&str>) -> Result<Change, Skip> {
        if matches!(self.lifecycle, Lifecycle::Deleted { .. }) {
            return Err(Skip::Deleted);
        }
        if matches!(self.lock, Some(Lock::Admin { .. })) {
            return Err(Skip::AlreadyLocked);
        }
        let mut after = self.clone();
        after.lock = Some(Lock::Admin {
            by: by.to_owned(),
            reason: reason.map(str::to_owned),
        });
        if matches!(after.lifecycle, Lifecycle::Pending(Onboarding::Invited { .. })) {
            // The open link dies with the lock; after unlocking nobody shall wait for it.
            after.lifecycle = Lifecycle::Pending(Onboarding::Revoked);
        }
        after.end_access();
        Ok(Change::new(self, after, Action::UserLocked, env))
    }

    /// Take any lock off; the count of wrong passwords starts again (S2.28).
    ///
    /// # Errors
    /// `deleted`, `not_locked`.
    pub fn unlock(&self, env: &Env<'_>) -> Result<Change, Skip> {
        if matches!(self.lifecycle, Lifecycle::Deleted { .. }) {
            return Err(Skip::Deleted);
        }
        if self.lock_at(env.now).is_none() {
            return Err(Skip::NotLocked);
        }
        let after = Self {
            lock: None,
            ..self.clone()
        };
        Ok(Change::new(self, after, Action::UserUnlocked, env))
    }

    /// Lock after so many wrong passwords. Sessions go on: a stranger who guesses must not end them (I10).
    ///
    /// # Errors
    /// `already_locked`, and `inactive` where there is nothing to guess.
    pub fn auto_lock(&self, env: &Env<'_>, failures: i64) -> Result<Change, Skip> {
        if !self.is_onboarded() {
            return Err(Skip::Inactive);
        }
        if self.lock_at(env.now).is_some() {
            return Err(Skip::AlreadyLocked);
        }
        let mut after = self.clone();
        let until = env.now + lock_time(&env.policy.lockout, failures);
        after.lock = Some(Lock::Auto { until, failures });
        Ok(Change::new(self, after, Action::UserAutoLocked, env).with(Effect::MailAutoLocked { until }))
    }

    /// An admin's reset: the old password is void at once, access ends, a link goes out (S0.27 to S0.32).
    ///
    /// # Errors
    /// `deleted`, `inactive`, `not_verified`, `locked_by_admin`, `password_sign_in_off`.
    pub fn reset_password(&self, env: &Env<'_>) -> Result<Change, Skip> {
        match self.lifecycle {
            Lifecycle::Deleted { .. } => return Err(Skip::Deleted),
            Lifecycle::Inactive(_) => return Err(Skip::Inactive),
            Lifecycle::Pending(Onboarding::Accepted) | Lifecycle::Active => {}
            Lifecycle::Pending(_) => return Err(Skip::NotVerified),
        }
        if self.email_verified_at.is_none() {
            return Err(Skip::NotVerified);
        }
        if env.policy.password_sign_in == Switch::Off {
            return Err(Skip::PasswordSignInOff);
        }
        if matches!(self.lock, Some(Lock::Admin { .. })) {
            return Err(Skip::LockedByAdmin);
        }
        let mut after = self.clone();
        after.password = Password::MustReset(env.now);
        after.end_access();
        let expires_at = env.now + Span::seconds(env.policy.reset_ttl_admin_seconds);
        Ok(Change::new(self, after, Action::PasswordReset, env).with(Effect::ResetLink { expires_at }))
    }

    /// The person's own request: a link goes out, nothing is blocked, whoever asked (S2.19, C10, I10).
    ///
    /// # Errors
    /// The reasons why no mail goes out; the person who asks is never told.
    pub fn forgot_password(&self, env: &Env<'_>) -> Result<Change, Skip> {
        let reset = self.reset_password(env);
        let admin_reset = matches!(self.password, Password::MustReset(_));
        reset?;
        let mut after = self.clone();
        if !admin_reset {
            after.password = Password::Recovery(match self.password {
                // The age of the old password is kept: asking again must not make it younger.
                Password::Set(at) | Password::Recovery(at) => at,
                Password::None | Password::MustReset(_) => env.now,
            });
        }
        let expires_at = env.now + Span::seconds(env.policy.reset_ttl_self_seconds);
        Ok(Change::new(self, after, Action::PasswordForgotten, env).with(Effect::ResetLink { expires_at }))
    }

    /// A new password by link or with the current one: other access ends; an automatic lock stays unless the policy says
    /// that a new password lifts it (C25).
    ///
    /// # Errors
    /// `deleted`, `inactive`, `not_verified`, `locked_by_admin`.
    pub fn set_password(&self, env: &Env<'_>) -> Result<Change, Skip> {
        match self.lifecycle {
            Lifecycle::Deleted { .. } => return Err(Skip::Deleted),
            Lifecycle::Inactive(_) => return Err(Skip::Inactive),
            Lifecycle::Pending(Onboarding::Accepted) | Lifecycle::Active => {}
            Lifecycle::Pending(_) => return Err(Skip::NotVerified),
        }
        if matches!(self.lock, Some(Lock::Admin { .. })) {
            return Err(Skip::LockedByAdmin);
        }
        let mut after = self.clone();
        after.password = Password::Set(env.now);
        if env.policy.lockout.reset_unlocks == Switch::On {
            // An admin's lock has been refused above.
            after.lock = None;
        }
        after.end_access();
        Ok(Change::new(self, after, Action::PasswordSet, env).with(Effect::MailPasswordSet))
    }
}

/// The first lock lasts as long as the policy says; each further one, where the policy doubles, twice as long, up to an hour.
fn lock_time(lockout: &Lockout, failures: i64) -> Span {
    let earlier = match lockout.doubling {
        Switch::On => (failures / lockout.failures.max(1) - 1).clamp(0, 12),
        Switch::Off => 0,
    };
    let doubled = lockout.duration_seconds.saturating_mul(1 << earlier);
    Span::seconds(doubled.min(3_600.max(lockout.duration_seconds)))
}

/// How many wrong passwords count, given the last count and when it was: older ones than the window are forgotten.
#[must_use]
pub fn failures_now(lockout: &Lockout, count: i64, last: Option<Time>, now: Time) -> i64 {
    match last {
        Some(at) if at + Span::seconds(lockout.window_seconds) > now => count + 1,
        _ => 1,
    }
}
