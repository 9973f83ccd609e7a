//! A person's account in one portal: independent facts, and what follows from them.

pub mod access;
pub mod email_change;
pub mod ending;
pub mod former;
pub mod lifecycle;
pub mod locking;
pub mod losing;
pub mod second_factor;
pub mod sight;
pub mod transfer;

use crate::access::Role;
use crate::email::Email;
use crate::ids::{PortalPk, UserId, UserPk};
use crate::name::{PersonName, Username};
use crate::policy::Policy;
use crate::status::Status;
use crate::time::Time;
use crate::user::access::Grants;
use serde::{Deserialize, Serialize};

/// Where an account is between the first invitation and its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lifecycle {
    /// Not active yet.
    Pending(Onboarding),
    /// Holds a seat and may sign in, locks and passwords aside.
    Active,
    /// Ended for now: no seat, no access.
    Inactive(InactiveReason),
    /// Removed; the row stays until the policy purges it.
    Deleted {
        /// When the row is erased; never, where the policy keeps it.
        purge_after: Option<Time>,
    },
}

/// How far a pending user has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Onboarding {
    /// Added; no mail sent.
    Added,
    /// A link is out.
    Invited {
        /// When the link stops working.
        expires_at: Time,
    },
    /// The link was taken back.
    Revoked,
    /// The person has accepted; a password, a second factor or a seat is missing.
    Accepted,
}

/// Why an account is inactive.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InactiveReason {
    /// An admin deactivated it.
    Manual,
    /// Accepted, but every seat was taken (S0.21).
    NoSeat,
    /// Not used for long.
    Dormant,
    /// The end date has come.
    Ended,
    /// The customer's directory said so.
    Provisioning,
}

impl InactiveReason {
    /// Every reason.
    pub const ALL: &[Self] = &[
        Self::Manual,
        Self::NoSeat,
        Self::Dormant,
        Self::Ended,
        Self::Provisioning,
    ];

    /// The word in the database and the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::NoSeat => "no_seat",
            Self::Dormant => "dormant",
            Self::Ended => "ended",
            Self::Provisioning => "provisioning",
        }
    }
}

/// A lock keeps the seat and refuses sign-in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lock {
    /// Too many wrong passwords; ends by itself.
    Auto {
        /// From here on it is none.
        until: Time,
        /// Wrong passwords that led to it.
        failures: i64,
    },
    /// By hand; only a person ends it.
    Admin {
        /// E-mail of who locked.
        by: String,
        /// What they wrote.
        reason: Option<String>,
    },
}

/// What there is of a password.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Password {
    /// Never set.
    None,
    /// Set, and works.
    Set(Time),
    /// Void since an admin's reset.
    MustReset(Time),
    /// A reset was asked for; the old one still works (C10).
    Recovery(Time),
}

/// What kind of account it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A customer's person.
    #[default]
    External,
    /// A person of the provider or the portal's owner.
    Internal,
    /// A program.
    Service,
}

impl Kind {
    /// Every kind.
    pub const ALL: &[Self] = &[Self::External, Self::Internal, Self::Service];

    /// The word in the database and the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::External => "external",
            Self::Internal => "internal",
            Self::Service => "service",
        }
    }
}

/// The names and addresses of a user.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Profile {
    /// Given name.
    pub first_name: Option<PersonName>,
    /// Family name.
    pub last_name: Option<PersonName>,
    /// The address that mail goes to and, by default, the sign-in name.
    pub email: Email,
    /// The sign-in name where the portal uses one (S2.7).
    pub username: Option<Username>,
}

/// A new address that is not confirmed yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PendingEmail {
    /// The new address.
    pub email: Email,
    /// Since when it waits.
    pub since: Time,
    /// When the old address had been confirmed: it comes back when the change is cancelled.
    pub verified_before: Option<Time>,
}

/// A user, whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct User {
    /// Row key.
    pub pk: UserPk,
    /// Public id.
    pub id: UserId,
    /// External, internal or a program.
    pub kind: Kind,
    /// Names and addresses.
    pub profile: Profile,
    /// The one role (S2.9).
    pub role: Role,
    /// What is granted on top of it.
    pub grants: Grants,
    /// Where the account is.
    pub lifecycle: Lifecycle,
    /// Since when it is there.
    pub lifecycle_since: Time,
    /// The lock, if any.
    pub lock: Option<Lock>,
    /// The password's state, never the password.
    pub password: Password,
    /// When the mailbox proved itself; `None` while unverified.
    pub email_verified_at: Option<Time>,
    /// An address that waits for its owner's confirmation.
    pub pending_email: Option<PendingEmail>,
    /// Since when a second factor is enrolled.
    pub second_factor_at: Option<Time>,
    /// The language of pages and mails, by code; the portal's where none is chosen.
    pub language: Option<String>,
    /// The IANA zone of times; the portal's where none is chosen.
    pub time_zone: Option<String>,
    /// Goes up when access ends: sessions, tokens and links made before then are refused at use (I4).
    pub access_epoch: i64,
    /// The status as of the last write; the clock job keeps it true when time alone changes it.
    pub status: Status,
    /// Last sign-in.
    pub last_sign_in_at: Option<Time>,
    /// When the account was added.
    pub added_at: Time,
    /// Last change by anyone.
    pub modified_at: Time,
    /// Goes up with every change; the ETag.
    pub version: i64,
}

impl User {
    /// The portal the user belongs to.
    #[must_use]
    pub const fn portal(&self) -> PortalPk {
        self.pk.portal()
    }

    /// The name to show and greet with: first and last name, or the empty string.
    #[must_use]
    pub fn full_name(&self) -> String {
        let names = [&self.profile.first_name, &self.profile.last_name];
        names
            .into_iter()
            .flatten()
            .map(PersonName::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Whether the account takes a seat now. The provider's own staff have no seats to take.
    #[must_use]
    pub fn holds_seat(&self) -> bool {
        matches!(self.lifecycle, Lifecycle::Active)
    }

    /// The lock that counts at `now`: an automatic one that has run out is none.
    #[must_use]
    pub fn lock_at(&self, now: Time) -> Option<&Lock> {
        self.lock
            .as_ref()
            .filter(|lock| !matches!(lock, Lock::Auto { until, .. } if *until <= now))
    }

    /// Whether the password has outlived the policy's maximum age.
    #[must_use]
    pub fn password_expired(&self, policy: &Policy, now: Time) -> bool {
        match (self.password, policy.password.max_age()) {
            (Password::Set(at) | Password::Recovery(at), Some(age)) => at + age <= now,
            _ => false,
        }
    }

    /// The derived status; the first match wins.
    #[must_use]
    pub fn status_at(&self, policy: &Policy, now: Time) -> Status {
        match self.lifecycle {
            Lifecycle::Deleted { .. } => return Status::Deleted,
            Lifecycle::Inactive(_) => return Status::Inactive,
            Lifecycle::Pending(_) | Lifecycle::Active => {}
        }
        match self.lock_at(now) {
            Some(Lock::Admin { .. }) => return Status::LockedByAdmin,
            Some(Lock::Auto { .. }) => return Status::AutoLocked,
            None => {}
        }
        if let Lifecycle::Pending(onboarding) = self.lifecycle {
            return match onboarding {
                Onboarding::Added => Status::Added,
                Onboarding::Invited { expires_at } if expires_at <= now => Status::InviteExpired,
                Onboarding::Invited { .. } => Status::Invited,
                Onboarding::Revoked => Status::InviteRevoked,
                Onboarding::Accepted => Status::Provisioned,
            };
        }
        if self.email_verified_at.is_none() {
            return Status::Unverified;
        }
        match self.password {
            Password::MustReset(_) | Password::None => Status::AwaitingNewPassword,
            Password::Set(_) | Password::Recovery(_) if self.password_expired(policy, now) => {
                Status::AwaitingNewPassword
            }
            Password::Recovery(_) => Status::Recovery,
            Password::Set(_) => Status::Active,
        }
    }

    /// Whether the person may sign in, the portal's state aside (the session query joins it).
    #[must_use]
    pub fn may_sign_in(&self, now: Time) -> bool {
        matches!(self.lifecycle, Lifecycle::Active)
            && self.lock_at(now).is_none()
            && self.email_verified_at.is_some()
            && matches!(self.password, Password::Set(_) | Password::Recovery(_))
    }

    /// Whether the invitation was accepted and the account has not ended since: there is a password to guess.
    #[must_use]
    pub const fn is_onboarded(&self) -> bool {
        matches!(
            self.lifecycle,
            Lifecycle::Active | Lifecycle::Pending(Onboarding::Accepted)
        )
    }

    /// Whether a session that has begun goes on. It may lead no further than the page of a missing second factor. An
    /// automatic lock refuses new ones only: a stranger who guesses must not end what somebody else does (I10).
    #[must_use]
    pub fn may_go_on(&self) -> bool {
        self.is_onboarded()
            && !matches!(self.lock, Some(Lock::Admin { .. }))
            && self.email_verified_at.is_some()
            && matches!(self.password, Password::Set(_) | Password::Recovery(_))
    }

    /// Whether the person is let in with the right password, if only as far as the page that mends what is missing.
    #[must_use]
    pub fn may_come_in(&self, now: Time) -> bool {
        self.may_go_on() && self.lock_at(now).is_none()
    }

    /// Whether this is an admin who can sign in: what invariant I2 counts.
    #[must_use]
    pub fn is_able_admin(&self) -> bool {
        // An automatic lock ends by itself and a reset by the mailed link: neither takes the last admin away for good.
        self.role.is_admin()
            && matches!(self.lifecycle, Lifecycle::Active)
            && !matches!(self.lock, Some(Lock::Admin { .. }))
            && self.email_verified_at.is_some()
            && self.password != Password::None
    }

    /// The next instant at which time alone changes something; the clock job visits the user then. What lies before the
    /// last write has been taken into it.
    #[must_use]
    pub fn clock_at(&self, policy: &Policy) -> Option<Time> {
        self.clock_times(policy)
            .into_iter()
            .flatten()
            .filter(|at| *at > self.modified_at)
            .min()
    }

    /// When the invitation runs out, the automatic lock ends, the password expires, the row is purged.
    fn clock_times(&self, policy: &Policy) -> [Option<Time>; 4] {
        let invite = match self.lifecycle {
            Lifecycle::Pending(Onboarding::Invited { expires_at }) => Some(expires_at),
            _ => None,
        };
        let lock = match self.lock {
            Some(Lock::Auto { until, .. }) => Some(until),
            _ => None,
        };
        let password = match (self.lifecycle, self.password, policy.password.max_age()) {
            (Lifecycle::Active, Password::Set(at) | Password::Recovery(at), Some(age)) => Some(at + age),
            _ => None,
        };
        [invite, lock, password, self.purge_at(policy)]
    }
}
