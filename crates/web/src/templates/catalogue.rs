//! What a portal defines for itself: lists of roles, modules, sub-accounts and apps, one form for all of them, and the
//! page that leads into production.

mod deploy;
pub use deploy::{DeployPage, Holder, Release, deploy};

use super::bulk::{ConfirmPage, confirmation};
use super::components::{Action, Empty, Message, back_link, button, empty, heading, hidden};
use super::entered::{form_page, problems, settled};
use super::form::{Field, field};
use super::frame::{Frame, page as frame_page};
use super::plain_table::{Cell, head, plain_table};
use crate::speak::t;
use maud::{Markup, html};

/// A list of entries.
#[derive(Debug, Clone, Default)]
pub struct EntryList {
    /// "Modules".
    pub title: String,
    /// What they are for.
    pub intro: String,
    /// "New module".
    pub actions: Vec<Action>,
    /// The heads of the columns between the word in the API and the number of users.
    pub columns: Vec<String>,
    /// The entries.
    pub rows: Vec<EntryRow>,
    /// What to do where there are none.
    pub empty: Empty,
    /// A table below that is only read: the built-in roles.
    pub built_in: Option<Matrix>,
}

/// One entry.
#[derive(Debug, Clone, Default)]
pub struct EntryRow {
    /// The name that people see.
    pub name: String,
    /// Its page.
    pub href: String,
    /// The word in the API.
    pub slug: String,
    /// What stands in the columns.
    pub cells: Vec<String>,
    /// How many users hold it.
    pub users: u64,
    /// Those users, where the list can show them.
    pub users_href: Option<String>,
    /// The confirmation of removing, for who may.
    pub remove_href: Option<String>,
}

/// Which built-in role holds which permission.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    /// The roles.
    pub roles: Vec<String>,
    /// A permission in words, and for each role whether it holds it.
    pub rows: Vec<(String, Vec<Held>)>,
}

/// Whether a role holds a permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// It does.
    Yes,
    /// It does not.
    No,
}

/// The form of one entry, new or not.
#[derive(Debug, Clone, Default)]
pub struct EntryForm {
    /// The list: its title and address.
    pub back: (String, String),
    /// "New module", or the name of the entry.
    pub title: String,
    /// Where it is posted.
    pub action: String,
    /// Hidden fields: the version that was seen.
    pub hidden: Vec<(String, String)>,
    /// A sentence about what was tried.
    pub problem: Option<Message>,
    /// What can be changed; nothing for who may only look.
    pub fields: Vec<Field>,
    /// What stays: label and value.
    pub facts: Vec<(String, String)>,
    /// Why nothing can be changed, or empty.
    pub locked: String,
    /// The button.
    pub submit: String,
    /// The confirmation of removing: its words and its address.
    pub remove: Option<Action>,
    /// The roles of an app.
    pub parts: Option<Parts>,
}

/// The roles of an app, below its form.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// Its roles.
    pub rows: Vec<EntryRow>,
    /// Where a new one is posted; fields as in `fields`.
    pub action: String,
    /// The fields of a new one.
    pub fields: Vec<Field>,
}

/// A list.
#[must_use]
pub fn list(frame: &Frame, list: &EntryList) -> Markup {
    let main = html! {
        (heading(&list.title, &list.actions))
        p.muted { (list.intro) }
        @if list.rows.is_empty() { div.card { (empty(&list.empty)) } } @else { (table(&list.title, &list.columns, &list.rows)) }
        @if let Some(built_in) = &list.built_in { (matrix(built_in)) }
    };
    frame_page(frame, main)
}

fn table(label: &str, columns: &[String], rows: &[EntryRow]) -> Markup {
    let mut heads = vec![
        head(t!("catalogue-name"), Cell::Name),
        head(t!("catalogue-slug"), Cell::Text),
    ];
    heads.extend(columns.iter().map(|column| head(column.clone(), Cell::Text)));
    heads.push(head(t!("catalogue-users"), Cell::Text));
    heads.push(head(t!("catalogue-action"), Cell::Action));
    let rows: Vec<Vec<Markup>> = rows.iter().map(row).collect();
    plain_table(label, &heads, &rows)
}

fn row(entry: &EntryRow) -> Vec<Markup> {
    let users = t!("count-users", n = entry.users);
    let mut cells = vec![
        html! { a href=(entry.href) { bdi { (entry.name) } } },
        html! { code { bdi dir="ltr" { (entry.slug) } } },
    ];
    cells.extend(entry.cells.iter().map(|cell| html! { (cell) }));
    cells.push(match &entry.users_href {
        Some(href) => html! { a href=(href) { (users) } },
        None => html! { (users) },
    });
    cells.push(html! {
        @if let Some(href) = &entry.remove_href {
            a.btn.small href=(href) data-dialog aria-label=(t!("catalogue-remove-named", name = entry.name.as_str())) { (t!("catalogue-remove")) }
        }
    });
    cells
}

fn matrix(matrix: &Matrix) -> Markup {
    let mut heads = vec![head(t!("catalogue-permission"), Cell::Name)];
    heads.extend(matrix.roles.iter().map(|role| head(role.clone(), Cell::Text)));
    let cell = |held: &Held| match held {
        Held::Yes => html! { (t!("catalogue-holds")) },
        Held::No => html! { span.muted { (t!("catalogue-holds-not")) } },
    };
    let row = |(words, held): &(String, Vec<Held>)| {
        let mut cells = vec![html! { (words) }];
        cells.extend(held.iter().map(cell));
        cells
    };
    let rows: Vec<Vec<Markup>> = matrix.rows.iter().map(row).collect();
    html! {
        section {
            h2 { (t!("catalogue-built-in")) }
            p.muted { (t!("catalogue-built-in-hint")) }
            (plain_table(&t!("catalogue-built-in"), &heads, &rows))
        }
    }
}

/// A form.
#[must_use]
pub fn form(frame: &Frame, entry: &EntryForm) -> Markup {
    let fields = settled(entry.fields.clone());
    let of_parts = entry
        .parts
        .as_ref()
        .map(|parts| parts.fields.clone())
        .unwrap_or_default();
    let all: Vec<Field> = fields.iter().chain(&of_parts).cloned().collect();
    let main = html! {
        (back_link(&entry.back.0, &entry.back.1))
        div.page-head {
            h1 #title tabindex="-1" { bdi { (entry.title) } }
            @if let Some(remove) = &entry.remove { div.actions { (button(remove)) } }
        }
        (problems(&all, entry.problem.as_ref()))
        div.card.narrow {
            @if !entry.facts.is_empty() {
                dl.facts { @for (label, value) in &entry.facts { div { dt { (label) } dd { bdi { (value) } } } } }
            }
            @if !entry.locked.is_empty() { p { (entry.locked) } }
            @if !fields.is_empty() { (one_form(&entry.action, &entry.hidden, &fields, &entry.submit, Some(&entry.back.1))) }
        }
        @if let Some(parts) = &entry.parts { (app_roles(entry, parts)) }
    };
    form_page(frame, &all, entry.problem.as_ref(), main)
}

fn one_form(
    action: &str,
    fields: &[(String, String)],
    shown: &[Field],
    submit: &str,
    cancel: Option<&String>,
) -> Markup {
    html! {
        form.stack method="post" action=(action) autocomplete="off" data-once {
            (hidden(fields))
            @for one in shown { (field(one)) }
            div.form-foot {
                button.btn.primary type="submit" { (submit) }
                @if let Some(href) = cancel { a.btn href=(href) { (t!("catalogue-cancel")) } }
            }
        }
    }
}

fn app_roles(entry: &EntryForm, parts: &Parts) -> Markup {
    html! {
        section {
            h2 { (t!("catalogue-app-roles")) }
            @if parts.rows.is_empty() { p.muted { (t!("catalogue-app-roles-none")) } }
            @else { (table(&t!("catalogue-app-roles"), &[], &parts.rows)) }
            @if !parts.fields.is_empty() {
                div.card.narrow {
                    h3 { (t!("catalogue-app-role-new")) }
                    (one_form(&parts.action, &entry.hidden, &parts.fields, &t!("catalogue-app-role-add"), None))
                }
            }
        }
    }
}

/// The confirmation of removing an entry.
#[must_use]
pub fn remove(frame: &Frame, back: &str, confirm: &ConfirmPage) -> Markup {
    frame_page(
        frame,
        html! { (back_link(back, &confirm.cancel_href)) (confirmation(confirm)) },
    )
}
