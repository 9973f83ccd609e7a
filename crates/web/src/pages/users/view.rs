//! From loaded users to the list as it is shown.

use super::query::{ListUrl, Start};
use super::{Listed, columns, empty, filters, offers, result, status};
use crate::assets::icons::Icon;
use crate::pages::page::Page;
use crate::pages::prefs::SIZES;
use crate::speak::{self, t};
use crate::templates::components::{Action, Kind, Look, Message, Opens, Pager, When, number};
use crate::templates::list_view::{Announce, BulkButton, Keep, Matching, Search, Strip, Tile, UserListPage, UserRow};
use app::store::users::list::ListRow;
use model::access::{Permission as P, Role};
use model::command::Command;
use model::ids::PortalPk;
use model::policy::{Switch, Vocabulary};
use model::query::Total;
use model::status::Status;
use model::user::access::Grants;
use model::user::sight::Sight;

/// From this many users on, search-as-you-type waits for a second character (ui.md B4).
const LARGE: i64 = 100_000;

pub(super) fn list(page: &Page, listed: &Listed) -> UserListPage {
    let path = page.at("/users");
    let url = &listed.url;
    let policy = &page.ctx().portal.policy;
    let provider = page.ctx().portal.pk == PortalPk::PROVIDER;
    let own_zone = page.usual_zone();
    let range = range(listed);
    UserListPage {
        slug: page.ctx().portal.slug.clone(),
        here: url.href_at(&path, &url.start),
        query: url.pairs(),
        heading: if provider { t!("list-staff") } else { t!("list-users") },
        actions: actions(page, url),
        scope_note: scope_note(page),
        tiles: tiles(listed, &path, policy.vocabulary),
        search: Search {
            value: url.q.clone(),
            words: url.q.split_whitespace().map(str::to_owned).collect(),
            from_characters: if listed.summary.all() > LARGE { 2 } else { 1 },
        },
        filters: filters::panel(url, page.ctx(), model::time::zone_label(&listed.zone)),
        chips: filters::chips(url, &page.ctx().portal, &path),
        clear_href: url
            .with(|url| {
                *url = ListUrl {
                    q: url.q.clone(),
                    ..url.cleared()
                }
            })
            .href(&path),
        view: columns::tools(url, &path, &listed.zone, &own_zone, policy),
        strip: strip(page, listed),
        bulk: bulk(page, listed),
        matching: Matching {
            count: unsigned(total(listed)),
            signed_filter: listed.frozen.clone(),
            show_selected: Some(page.at("/users/selected")),
        },
        caption: caption(listed, policy.vocabulary),
        announce: announce(listed, &range),
        columns: columns::heads(url, &path, &listed.zone, policy),
        rows: listed
            .users
            .rows
            .iter()
            .map(|row| user(page, listed, &path, row))
            .collect(),
        empty: empty::state(page, listed, &path),
        pager: pager(listed, &path, range),
        path,
    }
}

fn unsigned(n: i64) -> u64 {
    u64::try_from(n).unwrap_or_default()
}

const fn total(listed: &Listed) -> i64 {
    match listed.users.total {
        Total::Exact(n) | Total::MoreThan(n) => n,
    }
}

/// "12,345", or "more than 10,000".
fn total_in_words(listed: &Listed) -> String {
    match listed.users.total {
        Total::Exact(n) => number(unsigned(n)),
        Total::MoreThan(n) => t!("list-more-than", n = n),
    }
}

/// "Users: Active, “ann”, 1–50 of 120".
pub(super) fn title(listed: &Listed, view: &UserListPage) -> String {
    let chosen = view
        .tiles
        .iter()
        .find(|tile| tile.current)
        .map(|tile| tile.label.clone());
    let search = (!listed.url.q.is_empty()).then(|| format!("“{}”", listed.url.q));
    let parts: Vec<String> = chosen
        .into_iter()
        .chain(search)
        .chain([view.pager.range.clone()])
        .collect();
    format!("{}: {}", view.heading, parts.join(", "))
}

fn actions(page: &Page, url: &ListUrl) -> Vec<Action> {
    let action = |label: String, href: String, icon, look| Action {
        label,
        href,
        icon: Some(icon),
        look,
        opens: Opens::Page,
    };
    let mut actions = Vec::new();
    if page.may(P::UsersExport) {
        actions.push(action(
            t!("list-export"),
            url.href_at(&page.at("/users/export"), &url.start),
            Icon::Download,
            Look::Secondary,
        ));
    }
    if page.may(P::UsersInvite) {
        actions.push(action(
            t!("list-add"),
            page.at("/users/new"),
            Icon::UserPlus,
            Look::Secondary,
        ));
        actions.push(action(
            t!("list-invite"),
            page.at("/users/invite"),
            Icon::Send,
            Look::Primary,
        ));
    }
    actions
}

/// The categories. Their numbers are those of the whole portal, whatever is searched for.
fn tiles(listed: &Listed, path: &str, vocabulary: Vocabulary) -> Vec<Tile> {
    let (summary, url) = (&listed.summary, &listed.url);
    let href = |key: Option<&str>| url.with(|url| url.category = key.map(str::to_owned)).href(path);
    let mut tiles = vec![Tile {
        key: String::from("all"),
        label: t!("list-all-users"),
        count: unsigned(summary.all()),
        href: href(None),
        current: url.category.is_none(),
        ..Tile::default()
    }];
    for category in summary.categories {
        let mut tile = Tile {
            key: category.key.to_owned(),
            label: words::category(speak::language(), vocabulary, category),
            count: unsigned(summary.in_category(category)),
            href: href(Some(category.key)),
            current: url.category.as_deref() == Some(category.key),
            ..Tile::default()
        };
        if let (true, Some(owned)) = (category.statuses.contains(&Status::Active), summary.seats_owned) {
            let free = summary.seats_free().unwrap_or_default();
            tile.warn = free == 0;
            tile.extra = match free {
                0 => t!("list-seats-none"),
                _ => t!("list-seats", held = summary.counts.seats, owned = owned),
            };
        }
        tiles.push(tile);
    }
    tiles
}

fn strip(page: &Page, listed: &Listed) -> Strip {
    if let Some(told) = &listed.told {
        return Strip::Result {
            message: result::message(page, told, Some(&listed.summary)),
            keep: result::keep(told),
        };
    }
    match &listed.note {
        Some(note) => Strip::Result {
            message: Message {
                kind: Kind::Info,
                text: note.clone(),
                ..Message::default()
            },
            keep: Keep::All,
        },
        None => Strip::Idle,
    }
}

/// A sentence instead of a result: nothing was done.
pub(super) fn notice(text: &str) -> Strip {
    let message = Message {
        kind: Kind::NotDone,
        text: text.to_owned(),
        focus: true,
        ..Message::default()
    };
    Strip::Result {
        message,
        keep: Keep::All,
    }
}

/// What the viewer may do with several; what fits the category best comes first.
fn bulk(page: &Page, listed: &Listed) -> Vec<BulkButton> {
    let category = listed
        .summary
        .categories
        .iter()
        .find(|c| Some(c.key) == listed.url.category.as_deref());
    let all = || Status::ALL.iter().copied().filter(|s| *s != Status::Deleted).collect();
    let statuses: Vec<Status> = category.map_or_else(all, |c| c.statuses.to_vec());
    let button = |command| BulkButton {
        action: Command::name(command).to_owned(),
        label: offers::act_of(command).label_for_many(),
        opens: Opens::Dialog,
    };
    let mut buttons: Vec<BulkButton> = offers::for_many(&page.ctx().actor, &statuses)
        .iter()
        .map(button)
        .collect();
    if page.may(P::UsersPermissions) {
        // Before what removes people, behind what is done every day.
        let at = buttons
            .iter()
            .position(|b| ["delete", "erase"].contains(&b.action.as_str()));
        let access = BulkButton {
            action: super::access_bulk::ACTION.to_owned(),
            label: t!("access-bulk"),
            opens: Opens::Page,
        };
        buttons.insert(at.unwrap_or(buttons.len()), access);
    }
    if page.may(P::UsersExport) {
        buttons.push(BulkButton {
            action: super::export::ACTION.to_owned(),
            label: t!("bulk-export"),
            opens: Opens::Page,
        });
    }
    buttons
}

fn caption(listed: &Listed, vocabulary: Vocabulary) -> String {
    let category = listed
        .summary
        .categories
        .iter()
        .find(|c| Some(c.key) == listed.url.category.as_deref());
    let which = category.map_or_else(
        || t!("list-all-but-deleted"),
        |c| words::category(speak::language(), vocabulary, c),
    );
    t!(
        "list-caption",
        category = which,
        order = columns::order_in_words(&listed.url)
    )
}

/// The place of the first row, where it is known: cursors do not count, so links carry the number along.
fn first_row(listed: &Listed) -> Option<u64> {
    let rows = listed.users.rows.len() as u64;
    let whole = match listed.users.total {
        Total::Exact(n) => Some(unsigned(n)),
        Total::MoreThan(_) => None,
    };
    let first = match &listed.url.start {
        _ if listed.users.prev.is_none() => Some(1),
        Start::First => Some(1),
        _ if listed.users.next.is_none() => whole.map(|whole| (whole + 1).saturating_sub(rows)),
        Start::Last => whole.map(|whole| (whole + 1).saturating_sub(rows)),
        Start::After(_, at) | Start::Before(_, at) => *at,
    };
    first.filter(|first| *first > 0 && whole.is_none_or(|whole| first + rows <= whole + 1))
}

fn range(listed: &Listed) -> String {
    let rows = listed.users.rows.len() as u64;
    let whole = total_in_words(listed);
    match first_row(listed) {
        _ if rows == 0 => t!("list-range-none"),
        Some(first) if rows == 1 => t!("list-range-one", first = first, whole = whole),
        Some(first) => t!("list-range", first = first, last = first + rows - 1, whole = whole),
        None => t!("list-range-unknown", n = rows, whole = whole),
    }
}

fn announce(listed: &Listed, range: &str) -> Announce {
    let found = match listed.users.total {
        Total::Exact(0) => t!("list-found-none"),
        Total::Exact(n) => t!("list-found", n = n),
        Total::MoreThan(n) => t!("list-found-more", n = n),
    };
    Announce {
        found,
        range: t!("list-users-range", range = range.replace('–', &t!("list-range-to"))),
        sorted: t!("list-sorted", order = columns::order_in_words(&listed.url)),
    }
}

fn pager(listed: &Listed, path: &str, range: String) -> Pager {
    let url = &listed.url;
    let rows = listed.users.rows.len() as u64;
    let first = first_row(listed);
    let next = listed
        .users
        .next
        .as_ref()
        .map(|cursor| Start::After(cursor.clone(), first.map(|at| at + rows)));
    let before = first.map(|at| at.saturating_sub(url.size as u64).max(1));
    let prev = listed
        .users
        .prev
        .as_ref()
        .map(|cursor| Start::Before(cursor.clone(), before));
    Pager {
        range,
        first: prev.as_ref().map(|_| url.href(path)),
        last: next.as_ref().map(|_| url.href_at(path, &Start::Last)),
        previous: prev.map(|start| url.href_at(path, &start)),
        next: next.map(|start| url.href_at(path, &start)),
        sizes: SIZES.into_iter().map(|size| size_link(url, path, size)).collect(),
    }
}

/// The size is always said, so that the usual one can be chosen again after another.
fn size_link(url: &ListUrl, path: &str, size: usize) -> (u32, String, bool) {
    let mut pairs = url.with(|url| url.size = super::query::DEFAULT_SIZE).pairs();
    pairs.push((String::from("size"), size.to_string()));
    (
        u32::try_from(size).unwrap_or_default(),
        crate::pages::fields::address(path, &pairs),
        url.size == size,
    )
}

fn user(page: &Page, listed: &Listed, path: &str, row: &ListRow) -> UserRow {
    let facts = offers::Facts::of_row(row, &page.ctx().portal.policy);
    let actor = &page.ctx().actor;
    let when = |at: model::time::Time| When {
        datetime: at.rfc3339(),
        text: at.short(&listed.zone),
    };
    let href = format!("{path}/{}", row.id);
    let offered = offers::of(actor, facts);
    let last_admin = (listed.last_admin == Some(row.id)).then(|| t!("list-last-admin"));
    let activity = if page.may(P::ActivityView) {
        Switch::On
    } else {
        Switch::Off
    };
    let mut user = UserRow {
        id: row.id.to_string(),
        first: row.first_name.clone().unwrap_or_default(),
        last: row.last_name.clone().unwrap_or_default(),
        username: row.username.clone().unwrap_or_default(),
        status: status::of_row(row, &page.ctx().portal.policy, &listed.zone),
        role: words::role(speak::language(), &page.ctx().portal.catalogue, &row.role),
        email: row.email.clone(),
        seen: row.last_sign_in_at.map(when),
        added: Some(when(row.added_at)),
        modified: Some(when(row.modified_at)),
        menu: offers::menu(&offered, row.status, &href, last_admin.as_deref(), activity),
        href,
        ..UserRow::default()
    };
    let role = Role {
        slug: row.role.clone(),
        rank: row.role_rank,
    };
    if offers::may_take_over(page.ctx(), &role, row.status) {
        user.menu.push(offers::transfer(&user.href));
    }
    access(page, row, &mut user);
    user.button = offers::button(&offered, row.status, &user.href, &user.name());
    user
}

/// What the user may reach, in words, and the way to change it (S3.3).
fn access(page: &Page, row: &ListRow, user: &mut UserRow) {
    let ctx = page.ctx();
    let grants: Grants = serde_json::from_str(&row.grants).unwrap_or_default();
    let single = grants.permissions.iter();
    let single: Vec<String> = single.map(|p| words::permission(speak::language(), *p)).collect();
    let may = page.may(P::UsersPermissions);
    let href = format!("{}/permissions", user.href);
    user.extra_permissions = (may && !single.is_empty()).then(|| (single.len() as u64, href.clone()));
    user.permissions = if single.is_empty() {
        t!("access-by-role-only")
    } else {
        single.join(", ")
    };
    user.sub_accounts = super::access_form::scope_words(ctx, &grants.sub_accounts);
    user.mfa = match row.second_factor_at {
        Some(_) => t!("access-mfa-on"),
        None => t!("access-mfa-off"),
    };
    let reaches = ctx.actor.reaches(row.role_rank) && ctx.actor.scope().covers(&grants.sub_accounts);
    user.selectable = reaches;
    user.permissions_href = (may && reaches && row.status != Status::Deleted).then_some(href);
}

/// "You can see users of 2 of 7 sub-accounts.", for viewers who do not see everybody.
fn scope_note(page: &Page) -> String {
    match page.ctx().sight() {
        Sight::Everybody => String::new(),
        Sight::Of { sub_accounts, .. } => {
            let all = &page.ctx().portal.catalogue.sub_accounts;
            let seen = all.iter().filter(|sub| sub_accounts.contains(&sub.slug)).count();
            t!("access-scope-note", seen = seen, all = all.len())
        }
    }
}
