//! The second factor as a fact of the user; secrets and codes are the app's.

use super::lifecycle::{Env, SeatOffer};
use super::{InactiveReason, Lifecycle, Onboarding, User};
use crate::event::Action;
use crate::plan::{Change, Effect};
use crate::policy::{MfaRequired, Policy};
use crate::report::Skip;

impl User {
    /// Whether the policy wants a second factor of this user.
    #[must_use]
    pub fn must_have_second_factor(&self, policy: &Policy) -> bool {
        match policy.mfa_required {
            MfaRequired::Nobody => false,
            MfaRequired::Admins => self.role.is_admin(),
            MfaRequired::Everyone => true,
        }
    }

    /// Whether the policy wants a second factor that is not there.
    #[must_use]
    pub fn lacks_second_factor(&self, policy: &Policy) -> bool {
        self.second_factor_at.is_none() && self.must_have_second_factor(policy)
    }

    /// The person has set up a second factor. Where only that was missing, onboarding is over: the account becomes
    /// active where a seat is free, else waits for one (S2.30, C14).
    ///
    /// # Errors
    /// `deleted`, `inactive`, `not_verified` before the invitation was accepted.
    pub fn enrol_second_factor(&self, env: &Env<'_>, seat: SeatOffer) -> Result<Change, Skip> {
        let lifecycle = match (self.lifecycle, seat) {
            (Lifecycle::Deleted { .. }, _) => return Err(Skip::Deleted),
            (Lifecycle::Inactive(_), _) => return Err(Skip::Inactive),
            (Lifecycle::Pending(Onboarding::Accepted), SeatOffer::Free) => Lifecycle::Active,
            (Lifecycle::Pending(Onboarding::Accepted), SeatOffer::NoneLeft) => {
                Lifecycle::Inactive(InactiveReason::NoSeat)
            }
            (Lifecycle::Pending(_), _) => return Err(Skip::NotVerified),
            (Lifecycle::Active, _) => Lifecycle::Active,
        };
        let mut after = self.clone();
        if lifecycle != self.lifecycle {
            after = after.moved(lifecycle, env);
        }
        after.second_factor_at = Some(env.now);
        let change = Change::new(self, after, Action::SecondFactorEnrolled, env).with(Effect::MailSecondFactorOn);
        Ok(match lifecycle {
            Lifecycle::Inactive(_) => change.with(Effect::MailWaitingForSeat),
            _ => change,
        })
    }

    /// The person removes the own second factor. Sessions are the app's: the one that did it goes on.
    ///
    /// # Errors
    /// `deleted`, `no_mfa`.
    pub fn remove_second_factor(&self, env: &Env<'_>) -> Result<Change, Skip> {
        self.not_deleted()?;
        if self.second_factor_at.is_none() {
            return Err(Skip::NoMfa);
        }
        let after = Self {
            second_factor_at: None,
            ..self.clone()
        };
        Ok(Change::new(self, after, Action::SecondFactorRemoved, env).with(Effect::MailSecondFactorOff))
    }

    /// Reset MFA: every factor and recovery code stops working, access ends, the next sign-in enrols anew where the
    /// policy wants it (S2.26).
    ///
    /// # Errors
    /// `deleted`, `no_mfa`.
    pub fn reset_second_factor(&self, env: &Env<'_>) -> Result<Change, Skip> {
        self.not_deleted()?;
        if self.second_factor_at.is_none() {
            return Err(Skip::NoMfa);
        }
        let mut after = self.clone();
        after.second_factor_at = None;
        after.end_access();
        let change = Change::new(self, after, Action::SecondFactorReset, env);
        Ok(change.with(Effect::MailSecondFactorOff))
    }
}
