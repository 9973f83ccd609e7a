//! A portal's rules as one struct. A preset is a constant of it; every field can be changed afterwards.

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
    /// How deleting and erasing are confirmed; every other command has a dialog (C4, C5).
    pub confirm_final: Confirm,
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
    /// How a command that cannot be taken back is confirmed.
    Confirm { /// By a button.
        Dialog, /// By typing the user's e-mail, or the number of many users.
        Typed }
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
    /// How long the first lock lasts; it doubles, up to an hour.
    pub duration_seconds: i64,
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
            confirm_final: Confirm::Typed,
            retention_inactive_days: None,
            lockout: Lockout {
                failures: 5,
                window_seconds: 900,
                duration_seconds: 900,
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

    /// Checks the bounds of every field.
    ///
    /// # Errors
    /// The field, and what it may be.
    pub fn check(&self) -> Result<(), OutOfBounds> {
        let hour_to_30_days = 3_600..=30 * 86_400;
        let to_a_day = 300..=86_400;
        let rules: [(&'static str, bool, &'static str); 8] = [
            (
                "invite_ttl_seconds",
                hour_to_30_days.contains(&self.invite_ttl_seconds),
                "1 hour to 30 days",
            ),
            (
                "reset_ttl_admin_seconds",
                to_a_day.contains(&self.reset_ttl_admin_seconds),
                "5 minutes to 24 hours",
            ),
            (
                "reset_ttl_self_seconds",
                to_a_day.contains(&self.reset_ttl_self_seconds),
                "5 minutes to 24 hours",
            ),
            (
                "verify_ttl_seconds",
                to_a_day.contains(&self.verify_ttl_seconds),
                "5 minutes to 24 hours",
            ),
            ("max_admins", self.max_admins.is_none_or(|n| n >= 1), "at least 1"),
            (
                "lockout.failures",
                (3..=100).contains(&self.lockout.failures),
                "3 to 100",
            ),
            (
                "password.min_length",
                (self.min_password_floor()..=64).contains(&self.password.min_length),
                "15 to 64, or 8 to 64 where everyone needs a second factor",
            ),
            (
                "session.absolute_seconds",
                (300..=30 * 86_400).contains(&self.session.absolute_seconds),
                "5 minutes to 30 days",
            ),
        ];
        match rules.into_iter().find(|(_, holds, _)| !holds) {
            Some((field, _, allowed)) => Err(OutOfBounds { field, allowed }),
            None => Ok(()),
        }
    }

    fn min_password_floor(&self) -> i64 {
        if self.mfa_required == MfaRequired::Everyone {
            8
        } else {
            15
        }
    }
}

/// A policy field outside its bounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("policy field {field} must be {allowed}")]
pub struct OutOfBounds {
    /// The field.
    pub field: &'static str,
    /// What it may be.
    pub allowed: &'static str,
}

/// A named set of statuses: a tile and a filter of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Category {
    /// The word in URLs.
    pub key: &'static str,
    /// The English label.
    pub label: &'static str,
    /// What belongs to it.
    pub statuses: &'static [Status],
}

/// Which words a portal uses for statuses and categories.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vocabulary {
    /// Every status under its own name.
    Standard,
    /// Active and Inactive (000).
    Workflow,
    /// Enabled, Disabled, Unconfirmed (001).
    Mssp,
    /// Six codes (002).
    ChildUsers,
    /// Invited, Active, Deleted (003).
    Permissions,
    /// Active users, Pending invitations, Deactivated users (004).
    Simple,
}

use Status as S;

const PENDING: &[S] = &[S::Invited, S::InviteExpired, S::InviteRevoked, S::Added, S::Provisioned];
const LIVE: &[S] = &[
    S::Active,
    S::Recovery,
    S::AwaitingNewPassword,
    S::Unverified,
    S::AutoLocked,
    S::LockedByAdmin,
];
const INACTIVE: &[S] = &[S::Inactive];
const DELETED: &[S] = &[S::Deleted];

const fn category(key: &'static str, label: &'static str, statuses: &'static [S]) -> Category {
    Category { key, label, statuses }
}

const STANDARD: &[Category] = &[
    category("active", "Active", &[S::Active]),
    category(
        "unconfirmed",
        "Unconfirmed",
        &[
            S::Invited,
            S::InviteExpired,
            S::InviteRevoked,
            S::Added,
            S::Provisioned,
            S::Unverified,
        ],
    ),
    category("password", "Password pending", &[S::AwaitingNewPassword, S::Recovery]),
    category("locked", "Locked", &[S::AutoLocked, S::LockedByAdmin]),
    category("inactive", "Inactive", INACTIVE),
    category("deleted", "Deleted", DELETED),
];
const WORKFLOW: &[Category] = &[
    category("active", "Active users", LIVE),
    category(
        "inactive",
        "Inactive users",
        &[
            S::Inactive,
            S::Invited,
            S::InviteExpired,
            S::InviteRevoked,
            S::Added,
            S::Provisioned,
        ],
    ),
];
const MSSP: &[Category] = &[
    category("enabled", "Enabled users", LIVE),
    category("disabled", "Disabled users", INACTIVE),
    category("unconfirmed", "Unconfirmed users", PENDING),
];
const CHILD_USERS: &[Category] = &[
    category("active", "ACTIVE", &[S::Active]),
    category(
        "provisioned",
        "PROVISIONED",
        &[
            S::Invited,
            S::InviteExpired,
            S::InviteRevoked,
            S::Added,
            S::Provisioned,
            S::Unverified,
        ],
    ),
    category("awaiting", "AWAITING_NEW_PASSWORD", &[S::AwaitingNewPassword]),
    category("recovery", "RECOVERY", &[S::Recovery]),
    category("auto-locked", "AUTO-LOCKED", &[S::AutoLocked]),
    category("locked-by-admin", "LOCKED_BY_ADMIN", &[S::LockedByAdmin]),
    category("inactive", "INACTIVE", INACTIVE),
];
const PERMISSIONS: &[Category] = &[
    category("invited", "Invited", PENDING),
    category(
        "active",
        "Active",
        &[
            S::Active,
            S::Recovery,
            S::AwaitingNewPassword,
            S::Unverified,
            S::AutoLocked,
            S::LockedByAdmin,
        ],
    ),
    category("inactive", "Inactive", INACTIVE),
    category("deleted", "Deleted", DELETED),
];
const SIMPLE: &[Category] = &[
    category("active", "Active users", LIVE),
    category("pending", "Pending invitations", PENDING),
    category("deactivated", "Deactivated users", INACTIVE),
];

impl Vocabulary {
    const fn categories(self) -> &'static [Category] {
        match self {
            Self::Standard => STANDARD,
            Self::Workflow => WORKFLOW,
            Self::Mssp => MSSP,
            Self::ChildUsers => CHILD_USERS,
            Self::Permissions => PERMISSIONS,
            Self::Simple => SIMPLE,
        }
    }

    /// How this vocabulary names a status (model.md section 2).
    #[must_use]
    pub const fn label(self, status: Status) -> &'static str {
        match self {
            Self::Standard => status.label(),
            Self::ChildUsers => match status {
                S::Invited | S::InviteExpired | S::InviteRevoked | S::Added | S::Provisioned | S::Unverified => {
                    "PROVISIONED"
                }
                S::AutoLocked => "AUTO-LOCKED",
                other => other.code(),
            },
            Self::Workflow => match status {
                S::Invited | S::InviteExpired | S::InviteRevoked | S::Added | S::Provisioned => "Inactive (unverified)",
                S::Inactive => "Inactive",
                other => other.label(),
            },
            Self::Mssp => match status {
                S::Invited | S::InviteExpired | S::InviteRevoked | S::Added | S::Provisioned => "Unconfirmed",
                S::Active => "Enabled",
                S::Inactive => "Disabled",
                other => other.label(),
            },
            Self::Permissions => match status {
                S::Invited | S::InviteExpired | S::InviteRevoked | S::Added | S::Provisioned => "Invited",
                other => other.label(),
            },
            Self::Simple => match status {
                S::Invited | S::InviteExpired | S::InviteRevoked | S::Added | S::Provisioned => "Pending",
                S::Inactive => "Deactivated",
                other => other.label(),
            },
        }
    }
}
