//! The filter panel of the list and the chips of what is in force.

use super::query::{ListUrl, Seen};
use crate::templates::form::Choice;
use crate::templates::list_view::{Chip, FilterControl, FilterGroup, Filters};
use model::access::{Place, ROLES};
use model::policy::Policy;
use model::status::Status;

/// Statuses that the portal has one word for are told apart by their own.
fn status_label(policy: &Policy, status: Status) -> String {
    let label = policy.vocabulary.label(status);
    let shared = Status::ALL
        .iter()
        .filter(|other| policy.vocabulary.label(**other) == label)
        .count()
        > 1;
    if shared {
        format!("{label}: {}", status.label())
    } else {
        label.to_owned()
    }
}

/// The panel.
pub(super) fn panel(url: &ListUrl, policy: &Policy, place: Place, zone: &str) -> Filters {
    let choice = |value: &str, label: &str, chosen| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
        chosen,
    };
    let group = |name: &str, label: String, control| FilterGroup {
        name: name.to_owned(),
        label,
        control,
        error: String::new(),
    };
    let statuses = Status::ALL.iter().map(|s| {
        choice(
            &s.code().to_ascii_lowercase(),
            &status_label(policy, *s),
            url.status.contains(s),
        )
    });
    let roles = ROLES.iter().filter(|role| role.place == place);
    let roles = roles.map(|role| choice(role.slug, role.label, url.role.iter().any(|r| r == role.slug)));
    let mut seen = vec![choice("", "Any time", url.seen.is_none())];
    seen.extend(
        Seen::ALL
            .into_iter()
            .map(|s| choice(&s.key(), &s.label(), url.seen == Some(s))),
    );
    let day = |day: Option<jiff::civil::Date>| day.map(|d| d.to_string()).unwrap_or_default();
    let mut added = group(
        "added",
        format!("Added ({zone})"),
        FilterControl::Range {
            from: day(url.added_from),
            to: day(url.added_to),
        },
    );
    if let Some((_, text)) = url.wrong.first() {
        added.error = format!("“{text}” is not a date. Write it like 2026-11-22.");
    }
    Filters {
        open: !url.wrong.is_empty(),
        groups: vec![
            group(
                "status",
                String::from("Status"),
                FilterControl::Checks(statuses.collect()),
            ),
            group("role", String::from("Role"), FilterControl::Checks(roles.collect())),
            group("seen", String::from("Last signed in"), FilterControl::Select(seen)),
            added,
        ],
    }
}

/// One chip for each value in force, with the view without it.
pub(super) fn chips(url: &ListUrl, policy: &Policy, path: &str) -> Vec<Chip> {
    let chip = |label: String, without: ListUrl| Chip {
        label,
        href: without.href(path),
    };
    let mut chips = Vec::new();
    for status in &url.status {
        let label = format!("Status {}", status_label(policy, *status));
        chips.push(chip(label, url.with(|url| url.status.retain(|s| s != status))));
    }
    for role in &url.role {
        let label = format!("Role {}", app::users::list::role_label(role));
        chips.push(chip(label, url.with(|url| url.role.retain(|r| r != role))));
    }
    if let Some(seen) = url.seen {
        let label = format!("Last signed in: {}", seen.label().to_lowercase());
        chips.push(chip(label, url.with(|url| url.seen = None)));
    }
    if let Some(day) = url.added_from {
        chips.push(chip(format!("Added from {day}"), url.with(|url| url.added_from = None)));
    }
    if let Some(day) = url.added_to {
        chips.push(chip(format!("Added until {day}"), url.with(|url| url.added_to = None)));
    }
    if url.view.is_some() {
        chips.push(chip(
            String::from("Selected users only"),
            url.with(|url| url.view = None),
        ));
    }
    chips
}
