//! What stands where there are no rows: nobody else yet, an empty category, nothing found (ui.md B5).

use super::Listed;
use crate::pages::page::Page;
use crate::speak::{self, t};
use crate::templates::components::Empty;
use model::access::Permission;
use model::policy::Vocabulary;
use words::Language;

pub(super) fn state(page: &Page, listed: &Listed, path: &str) -> Option<Empty> {
    if !listed.users.rows.is_empty() {
        return only_you(page, listed);
    }
    let vocabulary = page.ctx().portal.policy.vocabulary;
    let category = category(listed, vocabulary);
    if !listed.url.is_narrowed() {
        return Some(Empty {
            text: match category {
                Some(category) => t!("list-empty-category", category = in_sentence(&category)),
                None => t!("list-empty"),
            },
            ..Empty::default()
        });
    }
    Some(nothing_found(listed, path, category, vocabulary))
}

/// The label of the chosen category, without the word that the sentence brings itself.
fn category(listed: &Listed, vocabulary: Vocabulary) -> Option<String> {
    let key = listed.url.category.as_deref()?;
    let category = listed.summary.categories.iter().find(|c| c.key == key)?;
    let label = words::category(speak::language(), vocabulary, category);
    Some(label.strip_suffix(" users").map_or(label.clone(), str::to_owned))
}

/// English writes it small inside a sentence.
fn in_sentence(category: &str) -> String {
    match speak::language() {
        Language::German => category.to_owned(),
        _ => category.to_lowercase(),
    }
}

fn only_you(page: &Page, listed: &Listed) -> Option<Empty> {
    let person = page.ctx().person()?;
    let alone = listed.summary.counts.of(model::status::Status::ALL) == 1;
    let yours = listed.users.rows.iter().all(|row| row.id == person.id);
    if !alone || !yours || !page.may(Permission::UsersInvite) {
        return None;
    }
    Some(Empty {
        text: t!("list-alone"),
        hint: t!("list-alone-hint"),
        links: vec![(t!("list-invite"), page.at("/users/invite"))],
    })
}

fn nothing_found(listed: &Listed, path: &str, category: Option<String>, vocabulary: Vocabulary) -> Empty {
    let url = &listed.url;
    let q = url.q.as_str();
    let text = match category {
        None if q.is_empty() => t!("list-no-match-filters"),
        None => t!("list-no-match-search", q = q),
        Some(category) if q.is_empty() => t!("list-no-match-filters-in", category = category),
        Some(category) => t!("list-no-match-search-in", q = q, category = category),
    };
    let mut links: Vec<(String, String)> = Vec::new();
    for (other, n) in &listed.elsewhere {
        let label = words::category(speak::language(), vocabulary, other);
        links.push((
            t!("list-search-in", category = label, n = *n),
            url.with(|url| url.category = Some(other.key.to_owned())).href(path),
        ));
    }
    if !url.q.is_empty() {
        links.push((
            t!("list-clear-search"),
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
        links.push((t!("list-remove-filters"), without_filters.href(path)));
    }
    Empty {
        text,
        hint: String::new(),
        links,
    }
}
