//! The one status a person sees, derived from independent facts (model.md section 2).

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! statuses {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $label:literal;)*) => {
        /// The derived status of a user. The order is the order in which the list sorts by status.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        pub enum Status {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl Status {
            /// Every status, in sort order.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code in API, CSV and database.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// The English word of the `standard` vocabulary.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label),* }
            }
        }
    };
}

statuses! {
    /// Full access.
    Active = "ACTIVE", "Active";
    /// A password reset was asked for by the person; the old password still works (S2.19).
    Recovery = "RECOVERY", "Recovery";
    /// Must set a new password: reset by an admin, or expired (S2.16).
    AwaitingNewPassword = "AWAITING_NEW_PASSWORD", "Awaiting new password";
    /// A changed address is not confirmed yet (S0.36).
    Unverified = "UNVERIFIED", "Unverified";
    /// Invited; the link works.
    Invited = "INVITED", "Invited";
    /// Invited; the link has run out.
    InviteExpired = "INVITE_EXPIRED", "Invite expired";
    /// The invitation was taken back (S3.7).
    InviteRevoked = "INVITE_REVOKED", "Invite revoked";
    /// Added, no mail sent yet (S0.13).
    Added = "ADDED", "Added";
    /// Accepted; onboarding is not finished (S2.18).
    Provisioned = "PROVISIONED", "Provisioned";
    /// Too many wrong passwords (S2.15).
    AutoLocked = "AUTO_LOCKED", "Auto-locked";
    /// Locked by hand (S2.17).
    LockedByAdmin = "LOCKED_BY_ADMIN", "Locked by admin";
    /// Deactivated, or without a seat.
    Inactive = "INACTIVE", "Inactive";
    /// Removed; the row is kept where the policy says so (S3.13).
    Deleted = "DELETED", "Deleted";
}

impl Status {
    /// The status with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.code() == code)
    }

    /// The place in the sort order, as the database stores it.
    #[must_use]
    pub const fn order(self) -> i64 {
        self as i64
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
