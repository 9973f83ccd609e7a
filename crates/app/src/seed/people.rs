//! One seeded person: name, address, role, and how far the account has come.

use super::dice::Dice;
use super::names::{DOMAIN_HEADS, DOMAIN_TAILS, LANGUAGES};
use crate::error::AppError;
use model::access::{Place, Role};
use model::email::Email;
use model::ids::{UserId, UserPk};
use model::name::{PersonName, Username};
use model::policy::{Field, SignInWith};
use model::time::{Span, Time};
use model::user::lifecycle::{Env, NewUser};
use model::user::{InactiveReason, Kind, Lifecycle, Lock, Onboarding, Password, Profile, User};

/// How far an account has come, in so many of a thousand.
const STORIES: &[(u64, Story)] = &[
    (770, Story::Active),
    (12, Story::AwaitingNewPassword),
    (4, Story::Recovery),
    (6, Story::Unverified),
    (48, Story::Invited),
    (24, Story::InviteExpired),
    (6, Story::InviteRevoked),
    (14, Story::Added),
    (8, Story::Accepted),
    (4, Story::AutoLocked),
    (8, Story::LockedByAdmin),
    (66, Story::Inactive(InactiveReason::Manual)),
    (14, Story::Inactive(InactiveReason::Dormant)),
    (2, Story::Inactive(InactiveReason::Ended)),
    (14, Story::Deleted),
];

const ROLES: &[(u64, &str)] = &[(952, "user"), (20, "helpdesk"), (8, "auditor"), (20, "manager")];

/// Where an account is; the status follows from it.
#[derive(Clone, Copy)]
enum Story {
    Active,
    AwaitingNewPassword,
    Recovery,
    Unverified,
    Invited,
    InviteExpired,
    InviteRevoked,
    Added,
    Accepted,
    AutoLocked,
    LockedByAdmin,
    Inactive(InactiveReason),
    Deleted,
}

/// Accounts are up to so many days old.
const YEARS: i64 = 3 * 365;

/// A person before it is a row.
pub(super) struct Person<'e> {
    dice: Dice,
    env: &'e Env<'e>,
    number: u32,
}

impl<'e> Person<'e> {
    pub(super) const fn new(seed: u64, index: u64, number: u32, env: &'e Env<'e>) -> Self {
        Self {
            dice: Dice::new(seed, index),
            env,
            number,
        }
    }

    /// The row. The status is left to the caller, who may have no seat for it.
    pub(super) fn user(mut self, pk: UserPk, id: UserId) -> Result<User, AppError> {
        let profile = self.profile()?;
        let slug = self.dice.weighted(ROLES).copied().unwrap_or("user");
        let role = Role::built_in(slug, Place::Portal).ok_or_else(|| AppError::Internal(format!("no role {slug}")))?;
        let kind = if self.dice.chance(30) {
            Kind::Internal
        } else {
            Kind::External
        };
        let mut user = User::added(
            NewUser {
                pk,
                id,
                kind,
                profile,
                role,
                grants: model::user::access::Grants::default(),
            },
            self.env,
        );
        let story = self.dice.weighted(STORIES).copied().unwrap_or(Story::Active);
        self.tell(&mut user, story);
        Ok(user)
    }

    fn profile(&mut self) -> Result<Profile, AppError> {
        let broken = |e: &dyn std::fmt::Display| AppError::Internal(format!("a seeded name is no name: {e}"));
        let language = self.dice.weighted(LANGUAGES).ok_or_else(|| broken(&"no language"))?;
        let (given, given_ascii) = *self
            .dice
            .frequent(language.given)
            .ok_or_else(|| broken(&"no given name"))?;
        let (family, family_ascii) = *self
            .dice
            .frequent(language.family)
            .ok_or_else(|| broken(&"no family name"))?;
        let local = self.local(given_ascii, family_ascii);
        let head = self.dice.frequent(DOMAIN_HEADS).copied().unwrap_or("north");
        let tail = self.dice.frequent(DOMAIN_TAILS).copied().unwrap_or("works");
        let policy = self.env.policy;
        let needed = policy.sign_in_with != SignInWith::Email || policy.required_fields.contains(&Field::Username);
        let username = (self.dice.chance(300) || needed)
            .then(|| Username::parse(&local))
            .transpose();
        Ok(Profile {
            first_name: Some(PersonName::parse(given).map_err(|e| broken(&e))?),
            last_name: Some(PersonName::parse(family).map_err(|e| broken(&e))?),
            email: Email::parse(&format!("{local}@{head}-{tail}.example")).map_err(|e| broken(&e))?,
            username: username.map_err(|e| broken(&e))?,
        })
    }

    /// The running number at the end makes every address and username of a portal its own.
    fn local(&mut self, given: &str, family: &str) -> String {
        let initial = given.get(..1).unwrap_or_default();
        let number = self.number;
        match self.dice.below(10) {
            0..=5 => format!("{given}.{family}{number}"),
            6 | 7 => format!("{initial}{family}{number}"),
            8 => format!("{family}.{given}{number}"),
            _ => format!("{given}_{family}{number}"),
        }
    }

    fn ago(&mut self, at_least: Span, at_most: Span) -> Time {
        let width = u64::try_from(at_most.0 - at_least.0).unwrap_or(1).max(1);
        let extra = i64::try_from(self.dice.below(width)).unwrap_or_default();
        // Whole seconds: nobody reads more, and CSV files stay short.
        Time((self.env.now.0 - at_least.0 - extra) / 1_000_000 * 1_000_000)
    }

    /// A moment between two.
    fn between(&mut self, from: Time, to: Time) -> Time {
        let now = self.env.now;
        self.ago(Span((now.0 - to.0).max(0)), Span((now.0 - from.0).max(1)))
    }

    fn tell(&mut self, user: &mut User, story: Story) {
        match story {
            Story::Invited => self.invited(user),
            Story::InviteExpired | Story::InviteRevoked | Story::Added => self.never_came(user, story),
            _ => self.came(user, story),
        }
        user.modified_at = user.modified_at.max(user.added_at).max(user.lifecycle_since);
    }

    /// The link works for at least another hour and at most as long as the policy says.
    fn invited(&mut self, user: &mut User) {
        let ttl = self.env.policy.invite_ttl();
        let sent = self.ago(Span(0), Span((ttl.0 - Span::hours(1).0).max(1)));
        user.added_at = sent;
        user.modified_at = sent;
        user.lifecycle_since = sent;
        user.lifecycle = Lifecycle::Pending(Onboarding::Invited { expires_at: sent + ttl });
    }

    fn never_came(&mut self, user: &mut User, story: Story) {
        let ttl = self.env.policy.invite_ttl();
        let added = self.ago(Span(ttl.0 + Span::hours(1).0), Span(ttl.0 + Span::days(200).0));
        user.added_at = added;
        user.modified_at = added;
        user.lifecycle_since = added;
        user.lifecycle = Lifecycle::Pending(match story {
            Story::InviteExpired => Onboarding::Invited {
                expires_at: added + ttl,
            },
            Story::InviteRevoked => Onboarding::Revoked,
            _ => Onboarding::Added,
        });
    }

    fn came(&mut self, user: &mut User, story: Story) {
        let now = self.env.now;
        let added = self.ago(Span::days(14), Span::days(YEARS));
        let accepted = self.between(added, added + Span::days(7));
        user.added_at = added;
        user.lifecycle = Lifecycle::Active;
        user.lifecycle_since = accepted;
        user.email_verified_at = Some(accepted);
        user.password = Password::Set(self.password_at(accepted));
        user.last_sign_in_at = self.last_sign_in(accepted);
        user.modified_at = self.between(accepted, now);
        let recently = self.ago(Span::minutes(5), Span::days(7));
        match story {
            Story::AwaitingNewPassword => user.password = Password::MustReset(recently),
            Story::Recovery => user.password = Password::Recovery(self.ago(Span(0), Span::hours(1))),
            Story::Unverified => user.email_verified_at = None,
            Story::AutoLocked => {
                let until = now + Span::minutes(5 + i64::try_from(self.dice.below(55)).unwrap_or_default());
                user.lock = Some(Lock::Auto { until, failures: 5 });
            }
            Story::LockedByAdmin => {
                let reason = self.dice.chance(600).then(|| String::from("Left the team"));
                user.lock = Some(Lock::Admin {
                    by: String::from("command line"),
                    reason,
                });
            }
            Story::Accepted => {
                user.lifecycle = Lifecycle::Pending(Onboarding::Accepted);
                user.last_sign_in_at = None;
            }
            Story::Inactive(reason) => self.ended(user, Lifecycle::Inactive(reason)),
            Story::Deleted => self.ended(user, Lifecycle::Deleted { purge_after: None }),
            _ => {}
        }
    }

    fn ended(&mut self, user: &mut User, how: Lifecycle) {
        let last = user.last_sign_in_at.unwrap_or(user.lifecycle_since);
        user.lifecycle_since = self.between(last, self.env.now);
        user.lifecycle = how;
        user.access_epoch += 1;
    }

    /// Not older than the policy lets a password be, or everybody would wait for a new one.
    fn password_at(&mut self, accepted: Time) -> Time {
        let now = self.env.now;
        match self.env.policy.password.max_age() {
            Some(age) if accepted + age <= now + Span::days(1) => {
                self.ago(Span(0), Span((age.0 - Span::days(1).0).max(1)))
            }
            _ => accepted,
        }
    }

    /// Half came within a month, some have not for years, a few never.
    fn last_sign_in(&mut self, accepted: Time) -> Option<Time> {
        if self.dice.chance(40) {
            return None;
        }
        let month = (self.env.now - Span::days(30)).max(accepted);
        let from = if self.dice.chance(550) { month } else { accepted };
        Some(self.between(from, self.env.now))
    }
}
