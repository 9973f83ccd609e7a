//! Identifiers that cannot be mixed up. Public ids are UUIDv7; keys of rows (`pk`) are portal number × 2³² + running number.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! public_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

public_id!(
    /// A user of one portal, as the outside knows it.
    UserId
);
public_id!(
    /// One command run on a set of users.
    OperationId
);
public_id!(
    /// One line of the audit log.
    EventId
);
public_id!(
    /// A portal, as the outside knows it (the address bar shows its slug instead).
    PortalId
);
public_id!(
    /// An API token.
    TokenId
);
public_id!(
    /// A message in the outbox; also the local part of its Message-ID, so a retry repeats it.
    MessageId
);
public_id!(
    /// One HTTP request, command line call or job run: printed in logs, errors and audit entries.
    RequestId
);

/// The number of a portal: the first column of every index.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PortalPk(pub i64);

impl PortalPk {
    /// The built-in portal of the provider's staff.
    pub const PROVIDER: Self = Self(1);
    /// The last number that a portal may have: SQLite's search index has room for so many.
    pub const MOST: i64 = (1 << 19) - 1;
}

/// The clustering key of a user: portal number × 2³² + running number, so a portal's rows are neighbours.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserPk(pub i64);

impl UserPk {
    /// The last running number that a user of a portal may have, with those who are gone: SQLite's search index has room
    /// for so many.
    pub const MOST: i64 = (1 << 28) - 1;

    /// The key of the `number`th user of a portal.
    #[must_use]
    pub const fn new(portal: PortalPk, number: u32) -> Self {
        Self((portal.0 << 32) | number as i64)
    }

    /// The portal the user belongs to.
    #[must_use]
    pub const fn portal(self) -> PortalPk {
        PortalPk(self.0 >> 32)
    }

    /// The smallest and largest key that a user of this portal can have.
    #[must_use]
    pub const fn range(portal: PortalPk) -> (i64, i64) {
        (portal.0 << 32, (portal.0 << 32) | 0xFFFF_FFFF)
    }
}
