//! The user list: the whole page, and the parts that are swapped (`#tiles #strip #chips #table #pager`, B19).

use super::components::{Kind, Opens, Place, button, empty, hidden, message, notice, number, pager};
use super::form::{Choice, check};
use super::frame::{Frame, page as frame_page};
use super::list_view::{BulkButton, FilterControl, FilterGroup, Keep, Strip, Tile, UserListPage};
use crate::assets::icons::{Icon, icon};
use crate::speak::t;
use maud::{Markup, html};

mod rows;

/// The whole page.
#[must_use]
pub fn page(frame: &Frame, list: &UserListPage) -> Markup {
    frame_page(frame, body(list))
}

/// Only the parts with ids, for a request with `X-Fragment: list`.
#[must_use]
pub fn fragment(list: &UserListPage) -> Markup {
    html! { (actions(list)) (tiles(&list.tiles)) (chips(list)) (strip(list)) (rows::table(list)) (foot(list)) }
}

fn body(list: &UserListPage) -> Markup {
    html! {
        div.page-head {
            h1 #title tabindex="-1" { (list.heading) }
            (actions(list))
        }
        (tiles(&list.tiles))
        @if !list.scope_note.is_empty() { (notice(Kind::Info, html! { (list.scope_note) })) }
        (toolbar(list))
        (chips(list))
        div.list data-list=(list.slug) data-matching=(list.matching.count) {
            form #undo method="post" {}
            form #bulk .bulk method="post" autocomplete="off" action=[list.bulk.first().map(|first| format!("{}/bulk/{}", list.path, first.action))] {
                input type="hidden" name="back" value=(list.here);
                (strip(list))
                (rows::table(list))
            }
        }
        (foot(list))
    }
}

/// The export goes on with what is shown, so these links are swapped with the list.
fn actions(list: &UserListPage) -> Markup {
    html! { @if !list.actions.is_empty() { div #actions .actions { @for action in &list.actions { (button(action)) } } } }
}

fn tiles(tiles: &[Tile]) -> Markup {
    html! {
        nav #tiles .tiles aria-label=(t!("list-categories")) data-enhance {
            ul {
                @for tile in tiles {
                    li {
                        a #{ "tile-" (tile.key) } href=(tile.href) aria-current=[tile.current.then_some("page")] {
                            span.n { (number(tile.count)) }
                            " "
                            span.name { (tile.label) }
                            @if !tile.extra.is_empty() { " " span.extra.warn[tile.warn] { @if tile.warn { (icon(Icon::Warning)) } (tile.extra) } }
                        }
                    }
                }
            }
        }
    }
}

fn toolbar(list: &UserListPage) -> Markup {
    html! {
        div.toolbar {
            search {
                form #find .find method="get" action=(list.path) data-find=(list.search.from_characters.max(1)) {
                    (hidden(&kept(list, &filter_names(list))))
                    (search_field(list))
                    button.btn.script-vh type="submit" { (t!("list-search")) }
                    @if !list.filters.groups.is_empty() { (filters(list)) }
                }
            }
            (view_tools(list))
        }
    }
}

fn search_field(list: &UserListPage) -> Markup {
    html! {
        div.search-field {
            label for="q" { (t!("list-find")) }
            p #q-hint .hint { (t!("list-find-hint")) }
            div.box {
                (icon(Icon::Search))
                input #q type="search" name="q" value=(list.search.value) autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="q-hint";
            }
        }
    }
}

fn filters(list: &UserListPage) -> Markup {
    let count = list.chips.len();
    html! {
        details #filters .drop open[list.filters.open] {
            summary #filters-button .btn { (icon(Icon::Filter)) (t!("list-filters")) span data-filter-count { @if count > 0 { " (" (count) ")" } } }
            div.panel {
                div.filter-groups { @for group in &list.filters.groups { (filter_group(group)) } }
                div.panel-foot {
                    button.btn.primary type="submit" { (t!("list-apply-filters")) }
                    a href=(list.clear_href) data-enhance { (t!("list-clear-all")) }
                }
            }
        }
    }
}

fn filter_group(group: &FilterGroup) -> Markup {
    let name = &group.name;
    let body = match &group.control {
        FilterControl::Checks(choices) => html! {
            fieldset { legend { (group.label) } @for choice in choices { (check(name, choice)) } }
        },
        FilterControl::Select(choices) => html! {
            label.legend for={ "f-" (name) } { (group.label) }
            select #{ "f-" (name) } name=(name) { (options(choices)) }
        },
        FilterControl::Range { from, to } => html! {
            fieldset {
                legend { (group.label) }
                div.range {
                    label { (t!("list-from")) input type="date" name={ (name) "_from" } value=(from); }
                    label { (t!("list-to")) input type="date" name={ (name) "_to" } value=(to); }
                }
            }
        },
    };
    html! { div { (body) @if !group.error.is_empty() { p.error { (icon(Icon::Error)) (group.error) } } } }
}

fn options(choices: &[Choice]) -> Markup {
    html! { @for choice in choices { option value=(choice.value) selected[choice.chosen] { (choice.label) } } }
}

fn view_tools(list: &UserListPage) -> Markup {
    let view = &list.view;
    html! {
        div.view-tools {
            @if !view.sorts.is_empty() { (sort_form(list)) }
            @if !view.zones.is_empty() {
                div.segments role="group" aria-label=(t!("list-times-in")) data-enhance {
                    span.muted aria-hidden="true" { (t!("list-times-in")) }
                    @for (at, (name, href, current)) in view.zones.iter().enumerate() {
                        a #{ "zone-" (at) } href=(href) aria-current=[current.then_some("true")] { (name) }
                    }
                }
            }
            @if !view.columns.is_empty() { (columns_form(list)) }
        }
    }
}

fn sort_form(list: &UserListPage) -> Markup {
    html! {
        form.sort-form method="get" action=(list.path) data-refine {
            (hidden(&kept(list, &[String::from("sort"), String::from("dir")])))
            label { (t!("list-sort-by")) select name="sort" { (options(&list.view.sorts)) } }
            label { (t!("list-order")) select name="dir" {
                option value="asc" selected[!list.view.descending] { (t!("list-ascending")) }
                option value="desc" selected[list.view.descending] { (t!("list-descending")) }
            } }
            button.btn type="submit" { (t!("list-sort")) }
        }
    }
}

fn columns_form(list: &UserListPage) -> Markup {
    html! {
        details.drop.end {
            summary #columns-button .btn { (icon(Icon::Columns)) (t!("list-columns")) }
            form.panel method="get" action=(list.path) data-refine {
                (hidden(&kept(list, &[String::from("cols")])))
                fieldset { legend.vh { (t!("list-columns-shown")) } @for choice in &list.view.columns { (check("cols", choice)) } }
                div.panel-foot { button.btn.primary type="submit" { (t!("list-show-columns")) } }
            }
        }
    }
}

/// The parameters of this view that a form does not set itself.
fn kept(list: &UserListPage, own: &[String]) -> Vec<(String, String)> {
    list.query
        .iter()
        .filter(|(name, _)| !own.contains(name))
        .cloned()
        .collect()
}

fn filter_names(list: &UserListPage) -> Vec<String> {
    let mut names = vec![String::from("q")];
    for group in &list.filters.groups {
        names.extend([
            group.name.clone(),
            format!("{}_from", group.name),
            format!("{}_to", group.name),
        ]);
    }
    names
}

fn chips(list: &UserListPage) -> Markup {
    html! {
        div #chips .chips data-enhance data-count=(list.chips.len()) data-clear=(list.clear_href) {
            @for (at, chip) in list.chips.iter().enumerate() {
                a #{ "chip-" (at) } href=(chip.href) { span.vh { (t!("list-remove-filter")) " " } (chip.label) (icon(Icon::Cross)) }
            }
            @if list.chips.len() > 1 { a.clear href=(list.clear_href) { (t!("list-clear-all-filters")) } }
        }
    }
}

fn strip(list: &UserListPage) -> Markup {
    let (clear, keep) = match &list.strip {
        Strip::Result {
            keep: Keep::Nothing, ..
        } => (true, None),
        Strip::Result {
            keep: Keep::Only(ids), ..
        } => (false, Some(ids.join(","))),
        _ => (false, None),
    };
    html! {
        div #strip .strip data-clear-selection[clear] data-keep=[keep] {
            div.strip-text { (strip_text(list)) }
            (selection(list))
            @if !list.bulk.is_empty() { (bulk_buttons(list)) }
        }
    }
}

fn strip_text(list: &UserListPage) -> Markup {
    match &list.strip {
        Strip::Idle if list.bulk.is_empty() || list.rows.is_empty() => html! {},
        Strip::Idle => html! { p.muted { (t!("list-idle")) } },
        Strip::Result { message: text, .. } => message(text, Place::InForm),
        Strip::Job { text, href } => html! { p { a href=(href) { (text) } } },
    }
}

/// Filled by the script: how many are selected, and the second step to all matching ones.
fn selection(list: &UserListPage) -> Markup {
    html! {
        div.strip-selection hidden {
            strong data-selected-text {}
            button.link type="button" data-select="all" hidden { (t!("list-select-all-matching", n = list.matching.count)) }
            button.link type="button" data-select="undo" hidden { (t!("list-undo")) }
            @if let Some(action) = &list.matching.show_selected {
                button.link type="submit" formaction=(action) data-select="show" { (t!("list-show-selected")) }
            }
            button.link type="button" data-select="clear" { (t!("list-clear")) }
        }
    }
}

fn bulk_buttons(list: &UserListPage) -> Markup {
    html! {
        div.strip-actions {
            input type="hidden" name="filter" value=(list.matching.signed_filter);
            input type="hidden" name="seen" value=(list.matching.count);
            label.sel-all { input type="checkbox" name="sel" value="all"; (t!("list-all-matching", n = list.matching.count)) }
            @for bulk in list.bulk.iter().take(3) { (bulk_button(list, bulk, "btn wide")) }
            button.btn type="button" popovertarget="bulk-more" {
                span.when-wide { (t!("list-more-actions")) } span.when-narrow { (t!("list-actions")) } (icon(Icon::Down))
            }
            div #bulk-more .menu.more popover {
                ul { @for (at, bulk) in list.bulk.iter().enumerate() { li.dup[at < 3] { (bulk_button(list, bulk, "menu-item")) } } }
            }
        }
    }
}

fn bulk_button(list: &UserListPage, bulk: &BulkButton, class: &str) -> Markup {
    html! { button class=(class) type="submit" formaction={ (list.path) "/bulk/" (bulk.action) } data-dialog[bulk.opens == Opens::Dialog] { (bulk.label) } }
}

fn foot(list: &UserListPage) -> Markup {
    html! { div #pager .pager data-enhance { @if !list.rows.is_empty() { (pager(&list.pager)) } } }
}

/// The empty state below the table's head.
fn empty_state(list: &UserListPage) -> Markup {
    html! { @if let Some(state) = &list.empty { div data-enhance { (empty(state)) } } }
}
