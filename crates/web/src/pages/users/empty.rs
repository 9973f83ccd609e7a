//! What stands where there are no rows: nobody else yet, an empty category, nothing found (ui.md B5).

use super::Listed;
use crate::pages::page::Page;
use crate::templates::components::{Empty, number};
use model::access::Permission;

pub(super) fn state(page: &Page, listed: &Listed, path: &str) -> Option<Empty> {
    if !listed.users.rows.is_empty() {
        return only_you(page, listed);
    }
    let category = category(listed);
    if !listed.url.is_narrowed() {
        return Some(Empty {
            text: format!(
                "No {}users.",
                category.map(|c| format!("{} ", c.to_lowercase())).unwrap_or_default()
            ),
            ..Empty::default()
        });
    }
    Some(nothing_found(listed, path, category))
}

/// The label of the chosen category, without the word that the sentence brings itself.
fn category(listed: &Listed) -> Option<&'static str> {
    let key = listed.url.category.as_deref()?;
    let label = listed.summary.categories.iter().find(|c| c.key == key)?.label;
    Some(label.strip_suffix(" users").unwrap_or(label))
}

fn only_you(page: &Page, listed: &Listed) -> Option<Empty> {
    let person = page.ctx().person()?;
    let alone = listed.summary.counts.of(model::status::Status::ALL) == 1;
    let yours = listed.users.rows.iter().all(|row| row.id == person.id);
    if !alone || !yours || !page.may(Permission::UsersInvite) {
        return None;
    }
    Some(Empty {
        text: String::from("No other users yet"),
        hint: String::from("Invite the people who should work in this portal."),
        links: vec![(String::from("Invite users"), page.at("/users/invite"))],
    })
}

fn nothing_found(listed: &Listed, path: &str, category: Option<&str>) -> Empty {
    let url = &listed.url;
    let what = if url.q.is_empty() {
        String::from("these filters")
    } else {
        format!("“{}”", url.q)
    };
    let within = category.map(|label| format!(" in {label}")).unwrap_or_default();
    let mut links: Vec<(String, String)> = Vec::new();
    for (key, label, n) in &listed.elsewhere {
        let found = number(u64::try_from(*n).unwrap_or_default());
        links.push((
            format!("Search in {label} ({found} found)"),
            url.with(|url| url.category = Some((*key).to_owned())).href(path),
        ));
    }
    if !url.q.is_empty() {
        links.push((
            String::from("Clear search"),
            url.with(|url| url.q = String::new()).href(path),
        ));
    }
    let without_filters = url.with(|url| {
        *url = super::ListUrl {
            q: url.q.clone(),
            ..url.cleared()
        }
    });
    if without_filters.href(path) != url.href(path) {
        links.push((String::from("Remove filters"), without_filters.href(path)));
    }
    Empty {
        text: format!("No users match {what}{within}."),
        hint: String::new(),
        links,
    }
}
