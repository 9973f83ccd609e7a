//! What the user list shows, as plain data. Addresses are complete and canonical; nothing is computed by the page.

use super::components::{Action, Empty, MenuItem, Message, Opens, Pager, Tag, When};
use super::form::Choice;

/// The user list (B4).
#[derive(Debug, Clone, Default)]
pub struct UserListPage {
    /// The portal's slug: the scope of the selection.
    pub slug: String,
    /// The address of the list without query, `/p/acme/users`.
    pub path: String,
    /// The address of this view with its query; forms return to it.
    pub here: String,
    /// The canonical query of this view without cursor: names and values, for hidden fields.
    pub query: Vec<(String, String)>,
    /// "Users".
    pub heading: String,
    /// What the viewer may do here, main action last.
    pub actions: Vec<Action>,
    /// "You can see users of 2 of 7 sub-accounts.", or empty.
    pub scope_note: String,
    /// Categories.
    pub tiles: Vec<Tile>,
    /// The search.
    pub search: Search,
    /// The filters.
    pub filters: Filters,
    /// Filters in force.
    pub chips: Vec<Chip>,
    /// Where all chips are removed at once.
    pub clear_href: String,
    /// Zone, columns.
    pub view: ViewTools,
    /// The row of feedback above the table.
    pub strip: Strip,
    /// What can be done with several users, the three that fit most first.
    pub bulk: Vec<BulkButton>,
    /// What a bulk form must carry about the whole view.
    pub matching: Matching,
    /// "Users, Active, sorted by last name ascending; column headers sort".
    pub caption: String,
    /// Texts for the live region.
    pub announce: Announce,
    /// Columns in order, without selection and actions.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<UserRow>,
    /// Shown below the table when it has no rows, or besides the viewer none.
    pub empty: Option<Empty>,
    /// The foot.
    pub pager: Pager,
}

/// One category.
#[derive(Debug, Clone, Default)]
pub struct Tile {
    /// Stable key, for the id: `active`.
    pub key: String,
    /// Its words.
    pub label: String,
    /// How many, without search and filters.
    pub count: u64,
    /// "212 of 250 seats", or empty.
    pub extra: String,
    /// Whether the extra text is a warning.
    pub warn: bool,
    /// Where it leads.
    pub href: String,
    /// Whether it is chosen.
    pub current: bool,
}

/// The search box.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// What was searched for.
    pub value: String,
    /// Its words, for marking hits.
    pub words: Vec<String>,
    /// Fewest characters before search-as-you-type starts: 1, or 2 on large portals.
    pub from_characters: u8,
}

/// The filter panel.
#[derive(Debug, Clone, Default)]
pub struct Filters {
    /// Its groups.
    pub groups: Vec<FilterGroup>,
    /// Opened because a value was not understood.
    pub open: bool,
}

/// One group of the filter panel.
#[derive(Debug, Clone)]
pub struct FilterGroup {
    /// Name of the parameter; a range uses `{name}_from` and `{name}_to`.
    pub name: String,
    /// Its words.
    pub label: String,
    /// Its controls.
    pub control: FilterControl,
    /// What was wrong with the value, or empty.
    pub error: String,
}

/// The controls of a filter.
#[derive(Debug, Clone)]
pub enum FilterControl {
    /// Any of several.
    Checks(Vec<Choice>),
    /// One of several.
    Select(Vec<Choice>),
    /// From one day to another, `2026-11-22`, both may be empty.
    Range {
        /// First day.
        from: String,
        /// Last day.
        to: String,
    },
}

/// A filter in force.
#[derive(Debug, Clone)]
pub struct Chip {
    /// "Role Admin".
    pub label: String,
    /// The view without it.
    pub href: String,
}

/// Tools beside the search.
#[derive(Debug, Clone, Default)]
pub struct ViewTools {
    /// "GMT", "Europe/Berlin": name, address, chosen.
    pub zones: Vec<(String, String, bool)>,
    /// Columns to choose from, by key; empty leaves the tool out.
    pub columns: Vec<Choice>,
    /// Sort keys for narrow screens: the chosen one is the sort in force.
    pub sorts: Vec<Choice>,
    /// Whether the sort in force is descending.
    pub descending: bool,
}

/// The strip above the table.
#[derive(Debug, Clone, Default)]
pub enum Strip {
    /// "Tick users to act on several at once" (the default text).
    #[default]
    Idle,
    /// A result of the last action.
    Result {
        /// Its text.
        message: Message,
        /// What stays selected.
        keep: Keep,
    },
    /// A job of the viewer is running.
    Job {
        /// "Job running: Deactivate, 33 %".
        text: String,
        /// Its page.
        href: String,
    },
}

/// What happens to the selection after a result.
#[derive(Debug, Clone, Default)]
pub enum Keep {
    /// It stays as it is.
    #[default]
    All,
    /// It is cleared: everything was done.
    Nothing,
    /// Only these ids stay: they can be tried again.
    Only(Vec<String>),
}

/// A bulk action: `POST {path}/bulk/{action}` with the selection.
#[derive(Debug, Clone, Default)]
pub struct BulkButton {
    /// `deactivate`.
    pub action: String,
    /// Its words.
    pub label: String,
    /// A confirmation, or the page where one chooses what to change.
    pub opens: Opens,
}

/// The whole view as a selection.
#[derive(Debug, Clone, Default)]
pub struct Matching {
    /// How many users match.
    pub count: u64,
    /// The canonical filter, signed by the server.
    pub signed_filter: String,
    /// POST address that shows only the selected ones; none leaves the link out.
    pub show_selected: Option<String>,
}

/// Sentences for the live region; the script says the one that fits what was done.
#[derive(Debug, Clone, Default)]
pub struct Announce {
    /// "14 users found."
    pub found: String,
    /// "Users 51 to 100 of 12,345."
    pub range: String,
    /// "Sorted by last signed in, newest first."
    pub sorted: String,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Which one.
    pub key: ColumnKey,
    /// Its words.
    pub label: String,
    /// "(GMT)" for times, or empty.
    pub zone: String,
    /// Where a click on the head leads; none for columns that cannot sort.
    pub sort_href: Option<String>,
    /// Whether and how it sorts now.
    pub sorted: Sorted,
}

/// Whether a column is the sort in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sorted {
    /// It is not.
    #[default]
    No,
    /// Upwards.
    Ascending,
    /// Downwards.
    Descending,
}

/// The columns there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKey {
    /// First name; always there, the row's header.
    First,
    /// Last name.
    Last,
    /// Username.
    Username,
    /// Status.
    Status,
    /// Role.
    Role,
    /// Primary e-mail.
    Email,
    /// Last signed in.
    Seen,
    /// Added.
    Added,
    /// Modified.
    Modified,
    /// Single permissions.
    Permissions,
    /// Sub-accounts.
    SubAccounts,
    /// Multi-factor.
    Mfa,
    /// User id.
    Id,
}

impl ColumnKey {
    /// The cell's class: name and priority of B4.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::First => "c-first",
            Self::Last => "c-last",
            Self::Username => "p3",
            Self::Status => "c-status",
            Self::Role => "p2",
            Self::Email => "c-email",
            Self::Seen => "c-seen",
            Self::Added | Self::Modified => "p3",
            Self::Permissions | Self::SubAccounts | Self::Mfa | Self::Id => "p4",
        }
    }

    /// The key in the query and in ids.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Last => "last",
            Self::Username => "user",
            Self::Status => "status",
            Self::Role => "role",
            Self::Email => "email",
            Self::Seen => "seen",
            Self::Added => "added",
            Self::Modified => "modified",
            Self::Permissions => "perm",
            Self::SubAccounts => "sub",
            Self::Mfa => "mfa",
            Self::Id => "id",
        }
    }
}

/// One user in the list.
#[derive(Debug, Clone, Default)]
pub struct UserRow {
    /// The id.
    pub id: String,
    /// The user's page.
    pub href: String,
    /// First name, may be empty.
    pub first: String,
    /// Last name, may be empty.
    pub last: String,
    /// Username, may be empty.
    pub username: String,
    /// The status.
    pub status: Tag,
    /// The role's name.
    pub role: String,
    /// Single permissions on top of the role: how many, and where they are.
    pub extra_permissions: Option<(u64, String)>,
    /// Primary address.
    pub email: String,
    /// A new address that waits for confirmation.
    pub pending_email: Option<String>,
    /// Last signed in.
    pub seen: Option<When>,
    /// Added.
    pub added: Option<When>,
    /// Modified.
    pub modified: Option<When>,
    /// Single permissions in words.
    pub permissions: String,
    /// Where permissions are edited, for viewers who may (S3.3).
    pub permissions_href: Option<String>,
    /// Sub-accounts in words.
    pub sub_accounts: String,
    /// Second factors in words.
    pub mfa: String,
    /// The one action that fits the status.
    pub button: Option<RowButton>,
    /// Everything else the viewer may do.
    pub menu: Vec<MenuItem>,
    /// Whether the viewer may act on the user at all.
    pub selectable: bool,
    /// Whether the row no longer matches the view and stays, dimmed, until the next load.
    pub stale: bool,
}

/// The button of a row.
#[derive(Debug, Clone, Default)]
pub struct RowButton {
    /// "Resend".
    pub label: String,
    /// "Resend invitation to Ann Lee": must start with, or contain, the label.
    pub full_name: String,
    /// The confirmation page.
    pub href: String,
}

impl UserRow {
    /// First and last name, or the address where there is neither.
    #[must_use]
    pub fn name(&self) -> String {
        let name = format!("{} {}", self.first, self.last);
        let name = name.trim();
        if name.is_empty() {
            self.email.clone()
        } else {
            String::from(name)
        }
    }
}
