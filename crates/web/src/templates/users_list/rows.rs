//! The table of the user list. Roles are explicit because narrow screens show the rows as cards (B16).

use super::empty_state;
use crate::assets::icons::{Icon, icon};
use crate::speak::t;
use crate::templates::components::{When, menu_items, tag, when};
use crate::templates::list_view::{Column, ColumnKey, Sorted, UserListPage, UserRow};
use crate::templates::mark::{email, marked};
use maud::{Markup, html};

/// The section with the table, its caption and the empty state.
pub(super) fn table(list: &UserListPage) -> Markup {
    let announce = &list.announce;
    html! {
        section #table .table-section tabindex="-1" role="region" aria-labelledby="range" aria-busy="false"
            data-found=(announce.found) data-range=(announce.range) data-sorted=(announce.sorted) {
            h2 #range .vh tabindex="-1" { (list.heading) " " (list.pager.range) }
            @if !list.rows.is_empty() {
                table.users role="table" {
                    caption.vh { (list.caption) }
                    (head(list))
                    tbody role="rowgroup" { @for (at, row) in list.rows.iter().enumerate() { (user(list, at, row)) } }
                }
            }
            (empty_state(list))
        }
    }
}

fn head(list: &UserListPage) -> Markup {
    html! {
        thead role="rowgroup" data-enhance {
            tr role="row" {
                @if selects(list) {
                    th.c-sel role="columnheader" {
                        label.all-box { input #pick-page type="checkbox" aria-label=(t!("list-select-page")); }
                    }
                }
                @for column in &list.columns { (column_head(column)) }
                th.c-act role="columnheader" { span.vh { (t!("list-actions")) } }
            }
        }
    }
}

fn selects(list: &UserListPage) -> bool {
    !list.bulk.is_empty()
}

fn column_head(column: &Column) -> Markup {
    let (sort, arrow) = match column.sorted {
        Sorted::No => (None, "↕"),
        Sorted::Ascending => (Some("ascending"), "▲"),
        Sorted::Descending => (Some("descending"), "▼"),
    };
    let words = html! { (column.label) @if !column.zone.is_empty() { " " span.zone { (column.zone) } } };
    html! {
        th class=(column.key.class()) role="columnheader" aria-sort=[sort] {
            @if let Some(href) = &column.sort_href {
                a #{ "sort-" (column.key.code()) } href=(href) data-sort { (words) span.arrow aria-hidden="true" { (arrow) } }
            } @else { (words) }
        }
    }
}

fn user(list: &UserListPage, at: usize, row: &UserRow) -> Markup {
    html! {
        tr class=[row.stale.then_some("stale")] role="row" {
            @if selects(list) { (pick(row)) }
            @for column in &list.columns { (cell(list, column, row)) }
            (actions(at, row))
        }
    }
}

fn pick(row: &UserRow) -> Markup {
    html! {
        td.c-sel role="cell" {
            @if row.selectable {
                label { input.pick type="checkbox" name="ids" value=(row.id) aria-label=(t!("list-select", name = full_name(row))); }
            }
        }
    }
}

/// "Ann Lee, ann@example.com", or the address alone.
fn full_name(row: &UserRow) -> String {
    let name = row.name();
    if name == row.email {
        name
    } else {
        format!("{name}, {}", row.email)
    }
}

fn cell(list: &UserListPage, column: &Column, row: &UserRow) -> Markup {
    let words = &list.search.words;
    let class = column.key.class();
    let body = match column.key {
        ColumnKey::First => return first_name(row, words),
        ColumnKey::Last => html! { bdi { (marked(&row.last, words)) } },
        ColumnKey::Username => html! { bdi dir="ltr" { (marked(&row.username, words)) } },
        ColumnKey::Status => tag(&row.status),
        ColumnKey::Role => role(row),
        ColumnKey::Email => addresses(row, words),
        ColumnKey::Seen => {
            html! { span.cell-label { (column.label) " " (column.zone) " " } (moment(row.seen.as_ref(), &t!("list-never"))) }
        }
        ColumnKey::Added => moment(row.added.as_ref(), "–"),
        ColumnKey::Modified => moment(row.modified.as_ref(), "–"),
        ColumnKey::Permissions => html! { (row.permissions) },
        ColumnKey::SubAccounts => html! { (row.sub_accounts) },
        ColumnKey::Mfa => html! { (row.mfa) },
        ColumnKey::Id => html! { code { bdi dir="ltr" { (marked(&row.id, words)) } } },
    };
    html! { td class=(class) role="cell" { (body) } }
}

fn first_name(row: &UserRow, words: &[String]) -> Markup {
    let described = full_name(row);
    let visible = if row.first.is_empty() {
        t!("list-no-name")
    } else {
        row.first.clone()
    };
    let label = if described.starts_with(&visible) {
        described
    } else {
        format!("{visible}, {described}")
    };
    html! {
        th.c-first scope="row" role="rowheader" {
            a #{ "u-" (row.id) } href=(row.href) aria-label=(label) {
                @if row.first.is_empty() { span.muted { (visible) } } @else { bdi { (marked(&row.first, words)) } }
                @if !row.last.is_empty() { span.card-last { " " (row.last) } }
            }
        }
    }
}

fn role(row: &UserRow) -> Markup {
    html! {
        (row.role)
        @if let Some((count, href)) = &row.extra_permissions {
            a.sub href=(href) { (t!("list-extra-permissions", n = *count)) }
        }
    }
}

fn addresses(row: &UserRow, words: &[String]) -> Markup {
    html! {
        (email(&row.email, words))
        @if let Some(pending) = &row.pending_email { span.sub { (t!("list-new-address")) " " (email(pending, words)) } }
    }
}

fn moment(moment: Option<&When>, none: &str) -> Markup {
    html! { @if let Some(moment) = moment { (when(moment)) } @else { span.never { (none) } } }
}

fn actions(at: usize, row: &UserRow) -> Markup {
    html! {
        td.c-act role="cell" {
            div.row-act {
                @if let Some(button) = &row.button {
                    a.btn.small href=(button.href) aria-label=(button.full_name) data-dialog { (button.label) }
                }
                @if let Some(href) = &row.permissions_href {
                    a.btn.ghost.square.small href=(href) aria-label=(t!("access-edit-of", name = row.name())) title=(t!("access-edit-link")) { (icon(Icon::Pencil)) }
                }
                @if !row.menu.is_empty() {
                    button.dots type="button" popovertarget={ "m" (at) } aria-label=(t!("list-more-for", name = row.name())) {}
                    div.menu #{ "m" (at) } popover data-dialog { (menu_items(&row.menu)) }
                }
            }
        }
    }
}
