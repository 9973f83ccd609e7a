//! The filter panel of the list and the chips of what is in force.

use super::query::{ListUrl, Seen, switch_key};
use crate::speak::{self, t};
use crate::templates::form::Choice;
use crate::templates::list_view::{Chip, FilterControl, FilterGroup, Filters};
use app::Ctx;
use app::store::portals::Portal;
use app::users::access;
use model::access::Permission;
use model::policy::{Policy, Switch};
use model::status::Status;
use model::user::sight::Sight;

/// Statuses that the portal has one word for are told apart by their own.
fn status_label(policy: &Policy, status: Status) -> String {
    let (language, vocabulary) = (speak::language(), policy.vocabulary);
    let label = |status| words::status(language, vocabulary, status);
    let shared = Status::ALL
        .iter()
        .filter(|other| label(**other) == label(status))
        .count()
        > 1;
    if shared {
        let own = words::status(language, model::policy::Vocabulary::Standard, status);
        t!("filter-shared-status", label = label(status), own = own)
    } else {
        label(status)
    }
}

fn seen_label(seen: Seen) -> String {
    match seen {
        Seen::Never => t!("filter-seen-never"),
        Seen::Before(days) => t!("filter-seen-before", days = days),
    }
}

fn mfa_label(mfa: Switch) -> String {
    match mfa {
        Switch::On => t!("filter-mfa-on"),
        Switch::Off => t!("filter-mfa-off"),
    }
}

fn choice(value: &str, label: String, chosen: bool) -> Choice {
    Choice {
        value: value.to_owned(),
        label,
        hint: String::new(),
        chosen,
    }
}

fn group(name: &str, label: String, control: FilterControl) -> FilterGroup {
    FilterGroup {
        name: name.to_owned(),
        label,
        control,
        error: String::new(),
    }
}

/// The panel.
pub(super) fn panel(url: &ListUrl, ctx: &Ctx, zone: &str) -> Filters {
    let mut groups = vec![
        statuses(url, &ctx.portal.policy),
        roles(url, ctx),
        permissions(url, ctx),
    ];
    groups.extend(sub_accounts(url, ctx));
    groups.extend([mfa(url), seen(url), added(url, zone)]);
    Filters {
        open: !url.wrong.is_empty(),
        groups,
    }
}

fn statuses(url: &ListUrl, policy: &Policy) -> FilterGroup {
    let choices = Status::ALL.iter().map(|status| {
        let code = status.code().to_ascii_lowercase();
        choice(&code, status_label(policy, *status), url.status.contains(status))
    });
    group("status", t!("filter-status"), FilterControl::Checks(choices.collect()))
}

fn roles(url: &ListUrl, ctx: &Ctx) -> FilterGroup {
    let catalogue = &ctx.portal.catalogue;
    let roles = catalogue.roles_in(access::place(ctx)).into_iter().map(|role| {
        let label = words::role(speak::language(), catalogue, &role.slug);
        choice(&role.slug, label, url.role.contains(&role.slug))
    });
    group("role", t!("filter-role"), FilterControl::Checks(roles.collect()))
}

fn permissions(url: &ListUrl, ctx: &Ctx) -> FilterGroup {
    let here = access::permissions_here(ctx);
    let choices = Permission::ALL.iter().filter(|p| here.contains(p)).map(|p| {
        let label = words::permission(speak::language(), *p);
        choice(p.code(), label, url.permission.contains(p))
    });
    group(
        "perm",
        t!("filter-permission"),
        FilterControl::Checks(choices.collect()),
    )
}

/// Only those that the viewer works in; nothing where the portal has none.
fn sub_accounts(url: &ListUrl, ctx: &Ctx) -> Option<FilterGroup> {
    let sight = ctx.sight();
    let own = |slug: &String| match &sight {
        Sight::Everybody => true,
        Sight::Of { sub_accounts, .. } => sub_accounts.contains(slug),
    };
    let listed = ctx.portal.catalogue.sub_accounts.iter().filter(|sub| own(&sub.slug));
    let choices: Vec<Choice> = listed
        .map(|sub| choice(&sub.slug, sub.name.clone(), url.sub.contains(&sub.slug)))
        .collect();
    (!choices.is_empty()).then(|| group("sub", t!("filter-sub-account"), FilterControl::Checks(choices)))
}

fn mfa(url: &ListUrl) -> FilterGroup {
    let mut choices = vec![choice("", t!("filter-mfa-any"), url.mfa.is_none())];
    let both = [Switch::On, Switch::Off].into_iter();
    choices.extend(both.map(|mfa| choice(switch_key(mfa), mfa_label(mfa), url.mfa == Some(mfa))));
    group("mfa", t!("filter-mfa"), FilterControl::Select(choices))
}

fn seen(url: &ListUrl) -> FilterGroup {
    let mut choices = vec![choice("", t!("filter-seen-any"), url.seen.is_none())];
    let all = Seen::ALL.into_iter();
    choices.extend(all.map(|seen| choice(&seen.key(), seen_label(seen), url.seen == Some(seen))));
    group("seen", t!("filter-seen"), FilterControl::Select(choices))
}

fn added(url: &ListUrl, zone: &str) -> FilterGroup {
    let day = |day: Option<jiff::civil::Date>| day.map(|d| d.to_string()).unwrap_or_default();
    let (from, to) = (day(url.added_from), day(url.added_to));
    let mut added = group(
        "added",
        t!("filter-added", zone = zone),
        FilterControl::Range { from, to },
    );
    if let Some((_, text)) = url.wrong.first() {
        added.error = t!("filter-no-date", text = text.as_str());
    }
    added
}

/// One chip for each value in force, with the view without it.
pub(super) fn chips(url: &ListUrl, portal: &Portal, path: &str) -> Vec<Chip> {
    let chip = |label: String, without: ListUrl| Chip {
        label,
        href: without.href(path),
    };
    let mut chips = Vec::new();
    for status in &url.status {
        let label = t!("filter-chip-status", status = status_label(&portal.policy, *status));
        chips.push(chip(label, url.with(|url| url.status.retain(|s| s != status))));
    }
    for role in &url.role {
        let name = words::role(speak::language(), &portal.catalogue, role);
        let label = t!("filter-chip-role", role = name);
        chips.push(chip(label, url.with(|url| url.role.retain(|r| r != role))));
    }
    chips.extend(access_chips(url, portal, path));
    if let Some(seen) = url.seen {
        let label = match seen {
            Seen::Never => t!("filter-chip-never-seen"),
            Seen::Before(days) => t!("filter-chip-seen", days = days),
        };
        chips.push(chip(label, url.with(|url| url.seen = None)));
    }
    if let Some(day) = url.added_from {
        let label = t!("filter-chip-added-from", day = day.to_string());
        chips.push(chip(label, url.with(|url| url.added_from = None)));
    }
    if let Some(day) = url.added_to {
        let label = t!("filter-chip-added-to", day = day.to_string());
        chips.push(chip(label, url.with(|url| url.added_to = None)));
    }
    if url.view.is_some() {
        chips.push(chip(t!("filter-chip-selected"), url.with(|url| url.view = None)));
    }
    chips
}

/// The chips of what users may reach.
fn access_chips(url: &ListUrl, portal: &Portal, path: &str) -> Vec<Chip> {
    let catalogue = &portal.catalogue;
    let chip = |label: String, without: ListUrl| Chip {
        label,
        href: without.href(path),
    };
    let mut chips = Vec::new();
    for held in &url.permission {
        let label = t!(
            "filter-chip-permission",
            permission = words::permission(speak::language(), *held)
        );
        chips.push(chip(label, url.with(|url| url.permission.retain(|p| p != held))));
    }
    for slug in &url.sub {
        let known = catalogue.sub_accounts.iter().find(|sub| sub.slug == *slug);
        let label = t!(
            "filter-chip-sub-account",
            name = known.map_or(slug.as_str(), |sub| &sub.name)
        );
        chips.push(chip(label, url.with(|url| url.sub.retain(|s| s != slug))));
    }
    for slug in &url.module {
        let label = t!(
            "filter-chip-module",
            name = catalogue.module(slug).map_or(slug.as_str(), |m| &m.name)
        );
        chips.push(chip(label, url.with(|url| url.module.retain(|s| s != slug))));
    }
    for name in &url.app {
        let label = t!("filter-chip-app-role", name = name.as_str());
        chips.push(chip(label, url.with(|url| url.app.retain(|a| a != name))));
    }
    if let Some(mfa) = url.mfa {
        let label = match mfa {
            Switch::On => t!("filter-chip-mfa-on"),
            Switch::Off => t!("filter-chip-mfa-off"),
        };
        chips.push(chip(label, url.with(|url| url.mfa = None)));
    }
    chips
}
