//! The words and categories that a portal's list uses (C1, C18).

use crate::status::Status;
use serde::{Deserialize, Serialize};

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
    /// Every vocabulary.
    pub const ALL: &[Self] = &[
        Self::Standard,
        Self::Workflow,
        Self::Mssp,
        Self::ChildUsers,
        Self::Permissions,
        Self::Simple,
    ];

    /// Its tiles and filters.
    pub(super) const fn categories(self) -> &'static [Category] {
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
