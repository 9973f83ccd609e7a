//! The address of the user list, read and written: the one place that knows its parameters (ui.md B2).
//!
//! Their order is fixed, defaults are left out, what is not understood is ignored. Everything but the cursor is the view;
//! whatever changes the view starts at its first page again (K2).

use crate::pages::fields::{Fields, address};
use crate::pages::prefs;
use crate::templates::list_view::ColumnKey;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::access::Permission;
use model::ids::UserId;
use model::name::Slug;
use model::policy::{Policy, Switch};
use model::query::{Direction, Filter, Page, Sort, UserQuery};
use model::status::Status;
use model::time::{Span, Time};

/// Rows per page where nothing else is asked for.
pub const DEFAULT_SIZE: usize = 50;

/// "Last signed in".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Seen {
    /// Never.
    Never,
    /// More than so many days ago, or never.
    Before(i64),
}

impl Seen {
    /// The choices of the filter.
    pub const ALL: [Self; 4] = [Self::Never, Self::Before(30), Self::Before(90), Self::Before(180)];

    /// The word in the address.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Never => String::from("never"),
            Self::Before(days) => days.to_string(),
        }
    }
}

/// Where the page starts. The number is the place of its first row, as far as the one who made the link knew.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Start {
    /// At the beginning.
    #[default]
    First,
    /// At the end.
    Last,
    /// After a cursor.
    After(String, Option<u64>),
    /// Before a cursor.
    Before(String, Option<u64>),
}

/// What the address of the list says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ListUrl {
    /// A category's key; none for all but deleted.
    pub category: Option<String>,
    /// Search text.
    pub q: String,
    /// Statuses.
    pub status: Vec<Status>,
    /// Role slugs.
    pub role: Vec<String>,
    /// Permissions held, by role or singly.
    pub permission: Vec<Permission>,
    /// Sub-accounts that users are limited to, by slug.
    pub sub: Vec<String>,
    /// Modules, by slug.
    pub module: Vec<String>,
    /// App roles, `app/role`.
    pub app: Vec<String>,
    /// Whether a second factor is set up.
    pub mfa: Option<Switch>,
    /// Last signed in.
    pub seen: Option<Seen>,
    /// First day of adding, in the zone of the page.
    pub added_from: Option<Date>,
    /// Last day of adding.
    pub added_to: Option<Date>,
    /// The key of a remembered selection ("show selected").
    pub view: Option<String>,
    /// Sort column.
    pub sort: Sort,
    /// Sort direction.
    pub dir: Direction,
    /// Rows per page.
    pub size: usize,
    /// Columns besides the first name; empty for the usual ones.
    pub columns: Vec<ColumnKey>,
    /// The zone, where it is not the viewer's usual one.
    pub tz: Option<String>,
    /// Where the page starts.
    pub start: Start,
    /// Dates that were not understood: field and what stood there.
    pub wrong: Vec<(&'static str, String)>,
}

/// The columns that can be chosen, in their order on the page.
pub const COLUMNS: [ColumnKey; 12] = [
    ColumnKey::Last,
    ColumnKey::Username,
    ColumnKey::Status,
    ColumnKey::Role,
    ColumnKey::Email,
    ColumnKey::Seen,
    ColumnKey::Added,
    ColumnKey::Modified,
    ColumnKey::Permissions,
    ColumnKey::SubAccounts,
    ColumnKey::Mfa,
    ColumnKey::Id,
];

impl ListUrl {
    /// Reads the query of an address. `size` is what the viewer chose before.
    #[must_use]
    pub fn read(fields: &Fields, policy: &Policy, size: Option<usize>) -> Self {
        let sort = Sort::from_key(fields.get("sort")).unwrap_or_default();
        let dir = match fields.get("dir") {
            "asc" => Direction::Asc,
            "desc" => Direction::Desc,
            _ => sort.natural(),
        };
        let mut url = Self {
            category: policy
                .category(fields.get("cat"))
                .map(|category| category.key.to_owned()),
            q: fields
                .get("q")
                .trim()
                .chars()
                .filter(|c| !c.is_control())
                .take(200)
                .collect(),
            status: known(fields.all("status"), |code| {
                Status::from_code(&code.to_ascii_uppercase())
            }),
            role: known(fields.all("role"), slug),
            permission: known(fields.all("perm"), Permission::from_code),
            sub: known(fields.all("sub"), slug),
            module: known(fields.all("module"), slug),
            app: known(fields.all("app"), |name| {
                let (app, role) = name.split_once('/')?;
                Some(format!("{}/{}", slug(app)?, slug(role)?))
            }),
            mfa: match fields.get("mfa") {
                "on" => Some(Switch::On),
                "off" => Some(Switch::Off),
                _ => None,
            },
            seen: Seen::ALL.into_iter().find(|seen| seen.key() == fields.get("seen")),
            view: fields.some("view").map(str::to_owned),
            sort,
            dir,
            size: prefs::size(fields.get("size")).or(size).unwrap_or(DEFAULT_SIZE),
            columns: COLUMNS
                .into_iter()
                .filter(|column| fields.all("cols").any(|code| code == column.code()))
                .collect(),
            tz: prefs::zone(fields.get("tz")),
            start: start(fields),
            ..Self::default()
        };
        url.added_from = url.day(fields, "added_from");
        url.added_to = url.day(fields, "added_to");
        url
    }

    fn day(&mut self, fields: &Fields, name: &'static str) -> Option<Date> {
        let text = fields.some(name)?;
        let day = text.parse::<Date>().ok();
        if day.is_none() {
            self.wrong.push((name, text.chars().take(20).collect()));
        }
        day
    }

    /// The view without its cursor, as names and values in their fixed order.
    #[must_use]
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        let mut add = |name: &str, value: String| pairs.push((name.to_owned(), value));
        self.category.iter().for_each(|key| add("cat", key.clone()));
        if !self.q.is_empty() {
            add("q", self.q.clone());
        }
        self.status
            .iter()
            .for_each(|status| add("status", status.code().to_ascii_lowercase()));
        self.role.iter().for_each(|role| add("role", role.clone()));
        self.permission
            .iter()
            .for_each(|permission| add("perm", permission.code().to_owned()));
        self.sub.iter().for_each(|slug| add("sub", slug.clone()));
        self.module.iter().for_each(|slug| add("module", slug.clone()));
        self.app.iter().for_each(|name| add("app", name.clone()));
        self.mfa.iter().for_each(|mfa| add("mfa", switch_key(*mfa).to_owned()));
        self.seen.iter().for_each(|seen| add("seen", seen.key()));
        self.added_from
            .iter()
            .for_each(|day| add("added_from", day.to_string()));
        self.added_to.iter().for_each(|day| add("added_to", day.to_string()));
        self.view.iter().for_each(|view| add("view", view.clone()));
        if self.sort != Sort::default() {
            add("sort", self.sort.key().to_owned());
        }
        if self.dir != self.sort.natural() {
            add("dir", self.dir.key().to_owned());
        }
        if self.size != DEFAULT_SIZE {
            add("size", self.size.to_string());
        }
        self.columns
            .iter()
            .for_each(|column| add("cols", column.code().to_owned()));
        self.tz.iter().for_each(|zone| add("tz", zone.clone()));
        pairs
    }

    /// The address of the view's first page.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        address(path, &self.pairs())
    }

    /// The address of a page of the view.
    #[must_use]
    pub fn href_at(&self, path: &str, start: &Start) -> String {
        address(path, &self.pairs_at(start))
    }

    /// A page of the view, as names and values.
    #[must_use]
    pub fn pairs_at(&self, start: &Start) -> Vec<(String, String)> {
        let mut pairs = self.pairs();
        let mut cursor = |name: &str, cursor: &str, at: Option<u64>| {
            pairs.push((name.to_owned(), cursor.to_owned()));
            pairs.extend(at.map(|at| (String::from("at"), at.to_string())));
        };
        match start {
            Start::First => {}
            Start::Last => pairs.push((String::from("at"), String::from("last"))),
            Start::After(text, at) => cursor("after", text, *at),
            Start::Before(text, at) => cursor("before", text, *at),
        }
        pairs
    }

    /// The same view, changed; at its first page.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut url = Self {
            start: Start::First,
            ..self.clone()
        };
        change(&mut url);
        url
    }

    /// The same view without search and filters; category, order and columns stay.
    #[must_use]
    pub fn cleared(&self) -> Self {
        self.with(|url| {
            *url = Self {
                category: self.category.clone(),
                sort: self.sort,
                dir: self.dir,
                size: self.size,
                columns: self.columns.clone(),
                tz: self.tz.clone(),
                ..Self::default()
            };
        })
    }

    /// Which users the view shows. Days begin and end in the zone shown; "more than 30 days ago" counts whole days, so
    /// that a cursor lives as long as the day.
    #[must_use]
    pub fn filter(&self, now: Time, zone: &str, ids: Vec<UserId>) -> Filter {
        let tz = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        let today = Timestamp::from_microsecond(now.0)
            .map(|t| t.to_zoned(tz.clone()).date())
            .unwrap_or_default();
        let begin = |day: Date| {
            day.to_zoned(tz.clone())
                .map_or(now, |t| Time(t.timestamp().as_microsecond()))
        };
        Filter {
            q: self.q.clone(),
            status: self.status.clone(),
            category: self.category.clone(),
            role: self.role.clone(),
            seen_before: match self.seen {
                Some(Seen::Before(days)) => Some(begin(today) - Span::days(days)),
                _ => None,
            },
            never_seen: self.seen == Some(Seen::Never),
            added_after: self.added_from.map(begin),
            added_before: self.added_to.and_then(|day| day.tomorrow().ok()).map(begin),
            ids,
            permission: self.permission.clone(),
            module: self.module.clone(),
            sub_account: self.sub.clone(),
            app_role: self.app.clone(),
            second_factor: self.mfa,
        }
    }

    /// The query of the view's first page.
    #[must_use]
    pub fn query(&self, filter: Filter) -> UserQuery {
        UserQuery {
            filter,
            sort: self.sort,
            dir: self.dir,
            page: Page::First,
            limit: self.size,
        }
    }

    /// Whether search or filters narrow the category.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        let Self {
            q,
            status,
            role,
            permission,
            sub,
            module,
            app,
            mfa,
            seen,
            added_from,
            added_to,
            view,
            ..
        } = self;
        !q.is_empty()
            || view.is_some()
            || !status.is_empty()
            || !role.is_empty()
            || !permission.is_empty()
            || [sub, module, app].into_iter().any(|names| !names.is_empty())
            || mfa.is_some()
            || seen.is_some()
            || added_from.is_some()
            || added_to.is_some()
    }
}

/// A name as the portal gives them; which there are, only the portal knows.
fn slug(text: &str) -> Option<String> {
    Slug::parse(text).ok().map(|slug| slug.to_string())
}

/// The word in the address.
pub const fn switch_key(switch: Switch) -> &'static str {
    match switch {
        Switch::On => "on",
        Switch::Off => "off",
    }
}

fn known<T: PartialEq>(values: impl Iterator<Item = impl AsRef<str>>, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
    let mut out = Vec::new();
    for value in values.filter_map(|value| read(value.as_ref())) {
        if !out.contains(&value) {
            out.push(value);
        }
    }
    out
}

fn start(fields: &Fields) -> Start {
    let at = fields.get("at").parse().ok().filter(|at| *at > 0);
    match (fields.some("after"), fields.some("before"), fields.get("at")) {
        (Some(after), ..) => Start::After(after.to_owned(), at),
        (_, Some(before), _) => Start::Before(before.to_owned(), at),
        (_, _, "last") => Start::Last,
        _ => Start::First,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "/p/acme/users";

    fn read(query: &str) -> ListUrl {
        ListUrl::read(
            &Fields::of_address(&format!("{PATH}?{query}")),
            &Policy::default(),
            None,
        )
    }

    fn canonical(query: &str) -> String {
        read(query).href(PATH)
    }

    #[test]
    fn defaults_and_unknown_parameters_are_left_out() {
        assert_eq!(canonical(""), PATH);
        assert_eq!(
            canonical("sort=name&dir=asc&size=50&q=&cat=all&utm=1&status=nonsense&seen=7&cols=x&tz=Mars/One"),
            PATH
        );
        assert_eq!(canonical("sort=seen&dir=desc"), "/p/acme/users?sort=seen");
        assert_eq!(canonical("sort=seen&dir=asc"), "/p/acme/users?sort=seen&dir=asc");
    }

    #[test]
    fn the_order_of_parameters_is_fixed_and_values_repeat() {
        let mixed = "tz=Europe/Berlin&cols=email&cols=last&size=100&dir=desc&sort=first&added_to=2026-11-22&added_from=2026-11-01\
                     &seen=90&role=user&role=admin&status=LOCKED_BY_ADMIN&status=active&status=active&q=ann%20lee&cat=active";
        insta::assert_snapshot!(canonical(mixed), @"/p/acme/users?cat=active&q=ann%20lee&status=locked_by_admin&status=active&role=user&role=admin&seen=90&added_from=2026-11-01&added_to=2026-11-22&sort=first&dir=desc&size=100&cols=last&cols=email&tz=Europe%2FBerlin");
        assert_eq!(canonical(canonical(mixed).split_once('?').unwrap().1), canonical(mixed));
    }

    #[test]
    fn a_changed_view_starts_at_its_first_page() {
        let url = read("after=abc&at=51&q=ann");
        assert_eq!(url.start, Start::After(String::from("abc"), Some(51)));
        assert_eq!(url.href_at(PATH, &url.start), "/p/acme/users?q=ann&after=abc&at=51");
        let sorted = url.with(|url| url.sort = Sort::Email);
        assert_eq!(sorted.href_at(PATH, &sorted.start), "/p/acme/users?q=ann&sort=email");
        assert_eq!(
            canonical("mfa=on&app=crm/editor&module=reports&sub=berlin&sub=x%20y&perm=users.export&perm=users.fly"),
            "/p/acme/users?perm=users.export&sub=berlin&module=reports&app=crm%2Feditor&mfa=on"
        );
        assert_eq!(read("at=last").start, Start::Last);
        assert_eq!(read("at=-3&after=x").start, Start::After(String::from("x"), None));
    }

    #[test]
    fn days_are_those_of_the_zone_shown() {
        let now = Time::parse_rfc3339("2026-11-22T14:05:00Z").unwrap();
        let url = read("added_from=2026-11-22&added_to=2026-11-22&seen=30");
        let filter = url.filter(now, "Europe/Berlin", Vec::new());
        assert_eq!(filter.added_after.unwrap().rfc3339(), "2026-11-21T23:00:00Z");
        assert_eq!(filter.added_before.unwrap().rfc3339(), "2026-11-22T23:00:00Z");
        assert_eq!(filter.seen_before.unwrap().rfc3339(), "2026-10-22T23:00:00Z");
        let later = Time::parse_rfc3339("2026-11-22T14:06:00Z").unwrap();
        assert_eq!(
            filter,
            url.filter(later, "Europe/Berlin", Vec::new()),
            "a cursor lives as long as the day"
        );
    }

    #[test]
    fn a_day_that_is_none_is_said_and_ignored() {
        let url = read("added_from=yesterday");
        assert_eq!(url.wrong, [("added_from", String::from("yesterday"))]);
        assert_eq!(url.href(PATH), PATH);
    }

    #[test]
    fn clearing_keeps_category_order_and_columns() {
        let url = read("cat=active&q=x&role=admin&sort=email&size=25&cols=id&after=z");
        assert_eq!(
            url.cleared().href(PATH),
            "/p/acme/users?cat=active&sort=email&size=25&cols=id"
        );
        assert!(url.is_narrowed() && !url.cleared().is_narrowed());
    }
}
