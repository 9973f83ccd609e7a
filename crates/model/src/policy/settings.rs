//! Every setting of a policy as data: its name in the API, where it stands on the page, what it may be. The page, the API
//! and the bounds are made from this one list, so that none of them forgets a setting.

use super::{Confirm, Policy};
use serde_json::Value;

/// One thing about a portal's rules that can be changed by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Setting {
    /// The name in API, forms and the audit log: the path through the JSON of a policy.
    pub name: &'static str,
    /// Where it stands on the page.
    pub group: Group,
    /// What it may be.
    pub kind: Kind,
}

/// The sections of the page; each is saved by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// Signing in, passwords, sessions.
    SignIn,
    /// Wrong passwords.
    Locking,
    /// Second factors.
    SecondFactor,
    /// Who can be invited, and links.
    Invitations,
    /// Deleting and keeping.
    Deletion,
    /// Admins; seats are shown beside them.
    Seats,
    /// Words, fields and the language.
    Words,
    /// The zone of times.
    Times,
    /// How commands are confirmed.
    Confirmations,
}

impl Group {
    /// Every section, in the order of the page.
    pub const ALL: &[Self] = &[
        Self::SignIn,
        Self::Locking,
        Self::SecondFactor,
        Self::Invitations,
        Self::Deletion,
        Self::Seats,
        Self::Words,
        Self::Times,
        Self::Confirmations,
    ];

    /// The word in addresses and forms.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::Locking => "locking",
            Self::SecondFactor => "second-factor",
            Self::Invitations => "invitations",
            Self::Deletion => "deletion",
            Self::Seats => "seats",
            Self::Words => "words",
            Self::Times => "times",
            Self::Confirmations => "confirmations",
        }
    }
}

/// What a setting may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// One of these words.
    Word(&'static [&'static str]),
    /// Any of these words, each at most once.
    Words(&'static [&'static str]),
    /// A whole number.
    Number {
        /// The smallest.
        least: i64,
        /// The largest.
        most: i64,
    },
    /// A whole number, or nothing for no limit.
    Limit {
        /// The smallest.
        least: i64,
        /// The largest.
        most: i64,
    },
    /// A length of time in seconds, a whole number of units.
    Span {
        /// The shortest, in seconds.
        least: i64,
        /// The longest, in seconds.
        most: i64,
        /// What people count it in.
        unit: Unit,
    },
    /// Domain names.
    Domains,
    /// The IANA name of a time zone.
    Zone,
    /// What deleting does, with its days.
    Deletion,
}

/// What people count a length of time in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// 60 seconds.
    Minutes,
    /// 3,600 seconds.
    Hours,
}

impl Unit {
    /// So many seconds.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        match self {
            Self::Minutes => 60,
            Self::Hours => 3_600,
        }
    }
}

/// Days that something may be kept.
pub(super) const MOST_DAYS: i64 = 3_650;
/// Domains in one list.
pub(super) const MOST_DOMAINS: usize = 200;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
const SWITCH: Kind = Kind::Word(&["on", "off"]);
const TO_A_DAY: Kind = Kind::Span {
    least: 300,
    most: DAY,
    unit: Unit::Minutes,
};
const LIGHT: Kind = Kind::Word(Confirm::LIGHT);
const FIRM: Kind = Kind::Word(Confirm::FIRM);

const fn setting(name: &'static str, group: Group, kind: Kind) -> Setting {
    Setting { name, group, kind }
}

impl Setting {
    /// Every setting of a policy, in the order of the page.
    pub const ALL: &[Self] = &[
        setting(
            "sign_in_with",
            Group::SignIn,
            Kind::Word(&["email", "username", "both"]),
        ),
        setting("password_sign_in", Group::SignIn, SWITCH),
        setting(
            "password.min_length",
            Group::SignIn,
            Kind::Number { least: 8, most: 64 },
        ),
        setting("password.history", Group::SignIn, Kind::Number { least: 0, most: 24 }),
        setting(
            "password.max_age_days",
            Group::SignIn,
            Kind::Limit { least: 1, most: 730 },
        ),
        setting("reset_ttl_admin_seconds", Group::SignIn, TO_A_DAY),
        setting("reset_ttl_self_seconds", Group::SignIn, TO_A_DAY),
        setting("session.idle_seconds", Group::SignIn, TO_A_DAY),
        setting(
            "session.absolute_seconds",
            Group::SignIn,
            Kind::Span {
                least: 300,
                most: 30 * DAY,
                unit: Unit::Minutes,
            },
        ),
        setting("lockout.failures", Group::Locking, Kind::Number { least: 3, most: 100 }),
        setting("lockout.window_seconds", Group::Locking, lock_span(60)),
        setting("lockout.duration_seconds", Group::Locking, lock_span(60)),
        setting("lockout.doubling", Group::Locking, SWITCH),
        setting("lockout.reset_unlocks", Group::Locking, SWITCH),
        setting(
            "mfa_required",
            Group::SecondFactor,
            Kind::Word(&["nobody", "admins", "everyone"]),
        ),
        setting(
            "invite_ttl_seconds",
            Group::Invitations,
            Kind::Span {
                least: HOUR,
                most: 30 * DAY,
                unit: Unit::Hours,
            },
        ),
        setting("verify_ttl_seconds", Group::Invitations, TO_A_DAY),
        setting("may_skip_invite_mail", Group::Invitations, SWITCH),
        setting("block_disposable", Group::Invitations, SWITCH),
        setting("allowed_domains", Group::Invitations, Kind::Domains),
        setting("blocked_domains", Group::Invitations, Kind::Domains),
        setting("deletion", Group::Deletion, Kind::Deletion),
        setting("deletable_from", Group::Deletion, Kind::Words(DELETABLE)),
        setting(
            "retention_inactive_days",
            Group::Deletion,
            Kind::Limit {
                least: 1,
                most: MOST_DAYS,
            },
        ),
        setting("max_admins", Group::Seats, Kind::Limit { least: 1, most: 10_000 }),
        setting(
            "vocabulary",
            Group::Words,
            Kind::Word(&["standard", "workflow", "mssp", "child_users", "permissions", "simple"]),
        ),
        setting(
            "required_fields",
            Group::Words,
            Kind::Words(&["first_name", "last_name", "username"]),
        ),
        setting("time_zone_shown", Group::Times, Kind::Zone),
        setting("confirm.activate", Group::Confirmations, LIGHT),
        setting("confirm.unlock", Group::Confirmations, LIGHT),
        setting("confirm.restore", Group::Confirmations, LIGHT),
        setting("confirm.resend", Group::Confirmations, LIGHT),
        setting("confirm.set-permissions", Group::Confirmations, LIGHT),
        setting("confirm.set-modules", Group::Confirmations, LIGHT),
        setting("confirm.set-sub-accounts", Group::Confirmations, LIGHT),
        setting("confirm.set-app-roles", Group::Confirmations, LIGHT),
        setting("confirm.set-role", Group::Confirmations, FIRM),
        setting("confirm.reset-password", Group::Confirmations, FIRM),
        setting("confirm.reset-mfa", Group::Confirmations, FIRM),
        setting("confirm.deactivate", Group::Confirmations, FIRM),
        setting("confirm.lock", Group::Confirmations, FIRM),
        setting("confirm.revoke", Group::Confirmations, FIRM),
        setting("confirm.delete", Group::Confirmations, FIRM),
        setting("confirm.erase", Group::Confirmations, FIRM),
    ];

    /// The setting of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|setting| setting.name == name)
    }

    /// What a policy says here, as the API shows it.
    #[must_use]
    pub fn of(&self, policy: &Policy) -> Value {
        let json = serde_json::to_value(policy).unwrap_or_default();
        json.pointer(&self.pointer()).cloned().unwrap_or_default()
    }

    /// Whether a change moves the moments at which time alone changes users: then every user is looked at again.
    #[must_use]
    pub fn moves_clocks(&self) -> bool {
        matches!(
            self.name,
            "password.max_age_days" | "retention_inactive_days" | "deletion"
        )
    }

    pub(super) fn pointer(&self) -> String {
        format!("/{}", self.name.replace('.', "/"))
    }
}

const fn lock_span(least: i64) -> Kind {
    Kind::Span {
        least,
        most: DAY,
        unit: Unit::Minutes,
    }
}

/// Every status but the end itself.
const DELETABLE: &[&str] = &[
    "ACTIVE",
    "RECOVERY",
    "AWAITING_NEW_PASSWORD",
    "UNVERIFIED",
    "INVITED",
    "INVITE_EXPIRED",
    "INVITE_REVOKED",
    "ADDED",
    "PROVISIONED",
    "AUTO_LOCKED",
    "LOCKED_BY_ADMIN",
    "INACTIVE",
];
