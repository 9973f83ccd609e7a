//! The one typed list query: parsed from URL, form or JSON; used by table, REST, CSV and "all matching".

use crate::access::Permission;
use crate::ids::UserId;
use crate::policy::Switch;
use crate::status::Status;
use crate::time::Time;
use serde::{Deserialize, Serialize};

macro_rules! sorts {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $default:ident;)*) => {
        /// A column that the list can be sorted by.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
        pub enum Sort { $($(#[$doc])* #[serde(rename = $key)] $name,)* }

        impl Sort {
            /// Every sort.
            pub const ALL: &[Self] = &[$(Self::$name),*];
            /// The word in URLs and the API.
            #[must_use]
            pub const fn key(self) -> &'static str { match self { $(Self::$name => $key),* } }
            /// The direction of the first click on the header.
            #[must_use]
            pub const fn natural(self) -> Direction { match self { $(Self::$name => Direction::$default),* } }
        }
    };
}

sorts! {
    /// Last name, first name: the default.
    #[default] Name = "name", Asc;
    /// First name.
    First = "first", Asc;
    /// Last name.
    Last = "last", Asc;
    /// Username.
    User = "user", Asc;
    /// Status, in the order of [`Status`].
    Status = "status", Asc;
    /// Rank of the role.
    Role = "role", Desc;
    /// E-mail.
    Email = "email", Asc;
    /// Last sign-in.
    Seen = "seen", Desc;
    /// Added.
    Added = "added", Desc;
    /// Modified.
    Modified = "modified", Desc;
}

impl Sort {
    /// The sort with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.key() == key)
    }
}

/// Which way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Smallest first.
    #[default]
    Asc,
    /// Largest first.
    Desc,
}

impl Direction {
    /// The word in URLs.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Asc => "asc",
            Self::Desc => "desc",
        }
    }
    /// The other way.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::Asc => Self::Desc,
            Self::Desc => Self::Asc,
        }
    }
}

/// Which users match, without order or page: what "all matching" freezes.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// Search text: every word must occur in a name, the username or the e-mail; a full user id matches that user.
    pub q: String,
    /// Any of these statuses; empty for no restriction.
    pub status: Vec<Status>,
    /// The key of a category; none for every user that is listed by default (all but deleted).
    pub category: Option<String>,
    /// Any of these role slugs; empty for no restriction.
    pub role: Vec<String>,
    /// Last signed in before this instant, or never.
    pub seen_before: Option<Time>,
    /// Never signed in.
    pub never_seen: bool,
    /// Added at or after this instant.
    pub added_after: Option<Time>,
    /// Added before this instant.
    pub added_before: Option<Time>,
    /// Only these users ("show selected").
    pub ids: Vec<UserId>,
    /// Holders of any of these permissions, by role or granted singly; empty for no restriction.
    pub permission: Vec<Permission>,
    /// Users who reach any of these modules.
    pub module: Vec<String>,
    /// Users who are limited to sub-accounts, and to any of these among them.
    pub sub_account: Vec<String>,
    /// Users with any of these app roles, `app/role`.
    pub app_role: Vec<String>,
    /// Whether a second factor is set up.
    pub second_factor: Option<Switch>,
}

impl Filter {
    /// Whether anything but the category narrows the list.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        *self
            != Self {
                category: self.category.clone(),
                ..Self::default()
            }
    }
}

/// Where a page starts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Page {
    /// At the beginning.
    #[default]
    First,
    /// At the end.
    Last,
    /// After this row.
    After(Cursor),
    /// Before this row.
    Before(Cursor),
}

/// The place of a row in a sorted list. Opaque and signed outside.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Cursor {
    /// The row's sort value.
    pub value: SortValue,
    /// The tie-breaker.
    pub pk: i64,
}

/// The value of a sort column in one row.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum SortValue {
    /// A collation key.
    #[serde(rename = "b")]
    Bytes(Vec<u8>),
    /// A number or an instant.
    #[serde(rename = "i")]
    Int(i64),
    /// Nothing: always last.
    #[serde(rename = "n")]
    Null,
}

/// One page of a list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct UserQuery {
    /// Which users.
    pub filter: Filter,
    /// By which column.
    pub sort: Sort,
    /// Which way.
    pub dir: Direction,
    /// From where.
    pub page: Page,
    /// So many rows, 1 to 200.
    pub limit: usize,
}

/// The largest page of a list.
pub const MAX_PAGE: usize = 200;
/// Totals are exact up to here; above it the list says "more than", unless a counter knows.
pub const COUNT_LIMIT: i64 = 10_000;

/// How many users match.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Total {
    /// Exactly so many.
    Exact(i64),
    /// More than so many.
    MoreThan(i64),
}
