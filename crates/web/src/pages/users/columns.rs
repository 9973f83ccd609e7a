//! The columns of the list, their heads and the tools that choose and sort them.

use super::query::{COLUMNS, ListUrl};
use crate::speak::{self, t};
use crate::templates::form::Choice;
use crate::templates::list_view::{Column, ColumnKey, Sorted, ViewTools};
use model::policy::{Policy, SignInWith};
use model::query::{Direction, Sort};
use model::time::zone_label;
use words::Language;

/// The words of a column.
pub(super) fn label(column: ColumnKey) -> String {
    match column {
        ColumnKey::First => t!("list-column-first"),
        ColumnKey::Last => t!("list-column-last"),
        ColumnKey::Username => t!("list-column-user"),
        ColumnKey::Status => t!("list-column-status"),
        ColumnKey::Role => t!("list-column-role"),
        ColumnKey::Email => t!("list-column-email"),
        ColumnKey::Seen => t!("list-column-seen"),
        ColumnKey::Added => t!("list-column-added"),
        ColumnKey::Modified => t!("list-column-modified"),
        ColumnKey::Permissions => t!("access-column"),
        ColumnKey::SubAccounts => t!("list-column-sub"),
        ColumnKey::Mfa => t!("list-column-mfa"),
        ColumnKey::Id => t!("list-column-id"),
    }
}

/// What a click on the head sorts by. The last name is the default sort, with first name and id after it.
const fn sort_of(column: ColumnKey) -> Option<Sort> {
    match column {
        ColumnKey::First => Some(Sort::First),
        ColumnKey::Last => Some(Sort::Name),
        ColumnKey::Username => Some(Sort::User),
        ColumnKey::Status => Some(Sort::Status),
        ColumnKey::Role => Some(Sort::Role),
        ColumnKey::Email => Some(Sort::Email),
        ColumnKey::Seen => Some(Sort::Seen),
        ColumnKey::Added => Some(Sort::Added),
        ColumnKey::Modified => Some(Sort::Modified),
        ColumnKey::Permissions | ColumnKey::SubAccounts | ColumnKey::Mfa | ColumnKey::Id => None,
    }
}

const fn is_time(column: ColumnKey) -> bool {
    matches!(column, ColumnKey::Seen | ColumnKey::Added | ColumnKey::Modified)
}

/// Whether the column is shown where nobody has chosen: usernames only where people sign in with them.
fn is_usual(column: ColumnKey, policy: &Policy) -> bool {
    match column {
        ColumnKey::Username => policy.sign_in_with != SignInWith::Email,
        ColumnKey::Permissions | ColumnKey::SubAccounts | ColumnKey::Mfa | ColumnKey::Id => false,
        _ => true,
    }
}

/// The columns besides the first name.
pub(super) fn shown(url: &ListUrl, policy: &Policy) -> Vec<ColumnKey> {
    if url.columns.is_empty() {
        COLUMNS.into_iter().filter(|column| is_usual(*column, policy)).collect()
    } else {
        url.columns.clone()
    }
}

/// The sort in force, as the column that shows it.
pub(super) fn sorted_column(url: &ListUrl) -> ColumnKey {
    let sort = if url.sort == Sort::Last { Sort::Name } else { url.sort };
    let all = std::iter::once(ColumnKey::First).chain(COLUMNS);
    all.into_iter()
        .find(|column| sort_of(*column) == Some(sort))
        .unwrap_or(ColumnKey::Last)
}

/// The heads.
pub(super) fn heads(url: &ListUrl, path: &str, zone: &str, policy: &Policy) -> Vec<Column> {
    let active = sorted_column(url);
    let columns = std::iter::once(ColumnKey::First).chain(shown(url, policy));
    columns
        .map(|column| {
            let sorted = match (column == active, url.dir) {
                (false, _) => Sorted::No,
                (true, Direction::Asc) => Sorted::Ascending,
                (true, Direction::Desc) => Sorted::Descending,
            };
            let sort_href = sort_of(column).map(|sort| {
                let dir = if column == active {
                    url.dir.reversed()
                } else {
                    sort.natural()
                };
                url.with(|url| (url.sort, url.dir) = (sort, dir)).href(path)
            });
            let zone = if is_time(column) {
                format!("({})", zone_label(zone))
            } else {
                String::new()
            };
            Column {
                key: column,
                label: label(column),
                zone,
                sort_href,
                sorted,
            }
        })
        .collect()
}

/// "last name, ascending"; times say which end comes first.
pub(super) fn order_in_words(url: &ListUrl) -> String {
    let column = sorted_column(url);
    let words = match speak::language() {
        // German writes nouns with capitals wherever they stand.
        Language::German => label(column),
        _ => label(column).to_lowercase(),
    };
    match (is_time(column), url.dir) {
        (true, Direction::Desc) => t!("list-order-newest", column = words),
        (true, Direction::Asc) => t!("list-order-oldest", column = words),
        (false, Direction::Asc) => t!("list-order-ascending", column = words),
        (false, Direction::Desc) => t!("list-order-descending", column = words),
    }
}

/// Zones, columns and sorts to choose from.
pub(super) fn tools(url: &ListUrl, path: &str, zone: &str, own_zone: &str, policy: &Policy) -> ViewTools {
    let choice = |value: &str, label: &str, chosen| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
        chosen,
    };
    let active = sorted_column(url);
    let visible = shown(url, policy);
    let sorts = std::iter::once(ColumnKey::First).chain(COLUMNS);
    ViewTools {
        zones: zones(url, path, zone, own_zone, policy),
        columns: COLUMNS
            .into_iter()
            .map(|c| choice(c.code(), &label(c), visible.contains(&c)))
            .collect(),
        sorts: sorts
            .filter_map(|c| sort_of(c).map(|sort| choice(sort.key(), &label(c), c == active)))
            .collect(),
        descending: url.dir == Direction::Desc,
    }
}

/// GMT, the portal's zone, the viewer's own: no choice where all are the same. The usual one needs no parameter.
fn zones(url: &ListUrl, path: &str, zone: &str, own_zone: &str, policy: &Policy) -> Vec<(String, String, bool)> {
    let mut names: Vec<&str> = Vec::new();
    for name in ["UTC", policy.time_zone_shown.as_str(), own_zone, zone] {
        if !names.iter().any(|known| zone_label(known) == zone_label(name)) {
            names.push(name);
        }
    }
    if names.len() < 2 {
        return Vec::new();
    }
    let link = |name: &str| {
        let tz = (zone_label(name) != zone_label(own_zone)).then(|| name.to_owned());
        (
            zone_label(name).to_owned(),
            url.with(|url| url.tz = tz).href(path),
            zone_label(name) == zone_label(zone),
        )
    };
    names.into_iter().map(link).collect()
}
