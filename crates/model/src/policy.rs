//! A portal's rules as one struct. A preset is a constant of it; every field can be changed afterwards.

mod bounds;
mod confirm;
mod settings;
mod vocabulary;

pub use bounds::{Fault, Rule};
pub use confirm::{Confirm, Confirmations};
pub use settings::{Group, Kind, Setting, Unit};
pub use vocabulary::{Category, Vocabulary};

use crate::problem::coded;
use crate::status::Status;
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// The rules of one portal (model.md section 4). Times are whole seconds in JSON fields that end in `_seconds`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// The words and categories that the list uses (C1, C18).
    pub vocabulary: Vocabulary,
    /// Fields that a new user must have (C12); the e-mail is always required.
    pub required_fields: Vec<Field>,
    /// What people type to sign in (C11).
    pub sign_in_with: SignInWith,
    /// Whether local passwords work at all (S0.33).
    pub password_sign_in: Switch,
    /// How long an invitation link works: 1 hour to 30 days.
    pub invite_ttl_seconds: i64,
    /// How long an admin's reset link works: at most 24 hours (NIST 4.2.1.2).
    pub reset_ttl_admin_seconds: i64,
    /// How long a self-service reset link works: at most 24 hours.
    pub reset_ttl_self_seconds: i64,
    /// How long a verification link works.
    pub verify_ttl_seconds: i64,
    /// Whether a user may be added without a mail (C13).
    pub may_skip_invite_mail: Switch,
    /// Whether disposable addresses are refused (S4.12).
    pub block_disposable: Switch,
    /// If not empty, only these domains may be invited.
    pub allowed_domains: Vec<String>,
    /// These domains may not be invited.
    pub blocked_domains: Vec<String>,
    /// How many admins the portal may have; `None` for any number (C8).
    pub max_admins: Option<i64>,
    /// What deleting does (C2).
    pub deletion: Deletion,
    /// From which statuses a user may be deleted (C3); empty for any.
    pub deletable_from: Vec<Status>,
    /// How each command is confirmed (C4, C5).
    pub confirm: Confirmations,
    /// Days after which a deactivated user is purged (C22).
    pub retention_inactive_days: Option<i64>,
    /// Wrong passwords.
    pub lockout: Lockout,
    /// Password rules.
    pub password: PasswordRules,
    /// Who needs a second factor.
    pub mfa_required: MfaRequired,
    /// How long a session lasts.
    pub session: SessionRules,
    /// The IANA zone of tables; `UTC` is shown as GMT (C23).
    pub time_zone_shown: String,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),* }
    };
}

words!(
    /// Allowed or not, by name rather than by a bare `bool`.
    Switch { /// Yes.
        On, /// No.
        Off }
);
words!(
    /// A field of a new user.
    Field { /// Given name.
        FirstName, /// Family name.
        LastName, /// Sign-in name.
        Username }
);
words!(
    /// What people type to sign in.
    SignInWith { /// The e-mail address.
        Email, /// The username.
        Username, /// Either.
        Both }
);
words!(
    /// Who needs a second factor.
    MfaRequired { /// Nobody.
        Nobody, /// Admins.
        Admins, /// Everyone.
        Everyone }
);

/// What deleting does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "mode")]
pub enum Deletion {
    /// The data is gone at once.
    Hard,
    /// Access ends, the row stays (S3.13).
    Soft,
    /// Access ends, the data goes later.
    SoftThenPurge {
        /// After so many days.
        days: i64,
    },
}

/// How wrong passwords lock an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Lockout {
    /// So many wrong passwords in a row lock.
    pub failures: i64,
    /// Wrong passwords older than this do not count.
    pub window_seconds: i64,
    /// How long the first lock lasts.
    pub duration_seconds: i64,
    /// Whether each further lock lasts twice as long, up to an hour.
    pub doubling: Switch,
    /// Whether a new password lifts an automatic lock (C25). It never lifts an admin's.
    pub reset_unlocks: Switch,
}

/// What a password must be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PasswordRules {
    /// Shortest password in characters: 15, or 8 where everyone needs a second factor (NIST 3.1.1.2).
    pub min_length: i64,
    /// So many former passwords may not come back.
    pub history: i64,
    /// Days after which a password expires; `None` is what NIST asks for.
    pub max_age_days: Option<i64>,
}

impl PasswordRules {
    /// The maximum age, if there is one.
    #[must_use]
    pub fn max_age(&self) -> Option<Span> {
        self.max_age_days.map(Span::days)
    }
}

/// How long a session lasts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SessionRules {
    /// Ends after so long without a request.
    pub idle_seconds: i64,
    /// Ends after so long in any case.
    pub absolute_seconds: i64,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            vocabulary: Vocabulary::Standard,
            required_fields: vec![],
            sign_in_with: SignInWith::Email,
            password_sign_in: Switch::On,
            invite_ttl_seconds: 7 * 86_400,
            reset_ttl_admin_seconds: 86_400,
            reset_ttl_self_seconds: 3_600,
            verify_ttl_seconds: 86_400,
            may_skip_invite_mail: Switch::On,
            block_disposable: Switch::Off,
            allowed_domains: vec![],
            blocked_domains: vec![],
            max_admins: None,
            deletion: Deletion::SoftThenPurge { days: 30 },
            deletable_from: vec![],
            confirm: Confirmations::default(),
            retention_inactive_days: None,
            lockout: Lockout {
                failures: 5,
                window_seconds: 900,
                duration_seconds: 900,
                doubling: Switch::On,
                reset_unlocks: Switch::Off,
            },
            password: PasswordRules {
                min_length: 15,
                history: 5,
                max_age_days: None,
            },
            mfa_required: MfaRequired::Nobody,
            session: SessionRules {
                idle_seconds: 3_600,
                absolute_seconds: 86_400,
            },
            time_zone_shown: String::from("UTC"),
        }
    }
}

impl Policy {
    /// How long an invitation link works.
    #[must_use]
    pub const fn invite_ttl(&self) -> Span {
        Span::seconds(self.invite_ttl_seconds)
    }

    /// How long a verification link works.
    #[must_use]
    pub const fn verify_ttl(&self) -> Span {
        Span::seconds(self.verify_ttl_seconds)
    }

    /// How long somebody must wait before the same onboarding mail goes out again.
    #[must_use]
    pub const fn resend_cooldown(&self) -> Span {
        Span::minutes(1)
    }

    /// The categories of the list, which are its tiles; the numbers of the first ones add up to all users.
    #[must_use]
    pub fn categories(&self) -> &'static [Category] {
        self.vocabulary.categories()
    }

    /// The category with this key.
    #[must_use]
    pub fn category(&self, key: &str) -> Option<&'static Category> {
        self.categories().iter().find(|c| c.key == key)
    }

    /// The category that a status belongs to: its key, or the empty string for one that is not listed.
    #[must_use]
    pub fn category_of(&self, status: Status) -> &'static str {
        self.categories()
            .iter()
            .find(|c| c.statuses.contains(&status))
            .map_or("", |c| c.key)
    }
}

/// A field of a portal's catalogue outside its bounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{field} must be {}", .bound.allowed())]
pub struct OutOfBounds {
    /// The field.
    pub field: &'static str,
    /// What it may be.
    pub bound: Bound,
}

/// What the parts of a portal's catalogue may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bound {
    /// The rank of a role.
    Rank,
    /// The word of a role.
    NotBuiltIn,
    /// The number of parts.
    Number,
    /// The word of a part.
    Word,
    /// The name of a part.
    Name,
    /// The words of all parts of a kind.
    Once,
}

coded!(Bound {
    Rank = "rank",
    NotBuiltIn = "not_built_in",
    Number = "number",
    Word = "word",
    Name = "name",
    Once = "once",
});

impl Bound {
    /// What is allowed, in English.
    #[must_use]
    pub const fn allowed(self) -> &'static str {
        match self {
            Self::Rank => "1 to 49",
            Self::NotBuiltIn => "other than a built-in role's",
            Self::Number => "at most 500 of each kind",
            Self::Word => "named in small letters, digits and dashes",
            Self::Name => "given a name of 1 to 100 characters",
            Self::Once => "named once each",
        }
    }
}
