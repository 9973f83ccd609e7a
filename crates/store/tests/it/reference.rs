//! The list as it must be, made in memory: what every statement is compared with.

use model::catalogue::Catalogue;
use model::ids::UserId;
use model::keys::{search_key, search_terms, sort_key};
use model::policy::{Policy, Switch};
use model::query::{Direction, Filter, Sort, SortValue};
use model::status::Status;
use model::user::User;
use model::user::access::Scope;
use std::cmp::Ordering;
use std::str::FromStr;

/// Who matches, in order. In a big portal a search by short words means beginnings.
pub(crate) fn expected<'u>(
    users: &'u [User],
    filter: &Filter,
    sort: Sort,
    dir: Direction,
    policy: &Policy,
    big: bool,
) -> Vec<&'u User> {
    let found = users.iter().filter(|user| matches(user, filter, policy, big));
    let mut found: Vec<(SortValue, &User)> = found.map(|user| (sort_value(user, sort), user)).collect();
    found.sort_by(|(x, a), (y, b)| {
        let turned = |order: Ordering| if dir == Direction::Desc { order.reverse() } else { order };
        match (x, y) {
            (SortValue::Null, SortValue::Null) => turned(a.pk.cmp(&b.pk)),
            (SortValue::Null, _) => Ordering::Greater,
            (_, SortValue::Null) => Ordering::Less,
            (SortValue::Bytes(x), SortValue::Bytes(y)) => turned(x.cmp(y).then(a.pk.cmp(&b.pk))),
            (SortValue::Int(x), SortValue::Int(y)) => turned(x.cmp(y).then(a.pk.cmp(&b.pk))),
            _ => unreachable!("a column of two kinds"),
        }
    });
    found.into_iter().map(|(_, user)| user).collect()
}

fn sort_value(user: &User, sort: Sort) -> SortValue {
    let text = |text: Option<&str>| text.map_or(SortValue::Null, |text| SortValue::Bytes(sort_key(text)));
    let profile = &user.profile;
    let first = profile.first_name.as_ref().map(|name| name.as_str());
    let last = profile.last_name.as_ref().map(|name| name.as_str());
    match sort {
        Sort::Name => match (last, first) {
            (Some(last), Some(first)) => SortValue::Bytes([sort_key(last), vec![0], sort_key(first)].concat()),
            (last, first) => text(last.or(first)),
        },
        Sort::First => text(first),
        Sort::Last => text(last),
        Sort::User => text(profile.username.as_ref().map(|name| name.as_str())),
        Sort::Status => SortValue::Int(user.status.order()),
        Sort::Role => SortValue::Int(user.role.rank),
        Sort::Email => text(Some(profile.email.as_str())),
        Sort::Seen => user.last_sign_in_at.map_or(SortValue::Null, |at| SortValue::Int(at.0)),
        Sort::Added => SortValue::Int(user.added_at.0),
        Sort::Modified => SortValue::Int(user.modified_at.0),
    }
}

fn matches(user: &User, filter: &Filter, policy: &Policy, big: bool) -> bool {
    let status = match &filter.category {
        Some(key) => policy.category(key).is_some_and(|c| c.statuses.contains(&user.status)),
        None => !filter.status.is_empty() || user.status != Status::Deleted,
    };
    status
        && (filter.status.is_empty() || filter.status.contains(&user.status))
        && (filter.role.is_empty() || filter.role.contains(&user.role.slug))
        && filter
            .seen_before
            .is_none_or(|before| user.last_sign_in_at.is_none_or(|at| at < before))
        && (!filter.never_seen || user.last_sign_in_at.is_none())
        && filter.added_after.is_none_or(|after| user.added_at >= after)
        && filter.added_before.is_none_or(|before| user.added_at < before)
        && (filter.ids.is_empty() || filter.ids.contains(&user.id))
        && holds(user, filter)
        && finds(user, &filter.q, big)
}

/// What the user may reach, by role or granted singly.
fn holds(user: &User, filter: &Filter) -> bool {
    let catalogue = Catalogue::starting();
    let any = |wanted: &[String], held: &[String]| wanted.is_empty() || wanted.iter().any(|name| held.contains(name));
    let parts: Vec<String> = match &user.grants.sub_accounts {
        Scope::All => Vec::new(),
        Scope::Named(named) => named.iter().cloned().collect(),
    };
    let apps: Vec<String> = user.grants.app_roles.iter().cloned().collect();
    let permissions = user.permissions(&catalogue);
    (filter.permission.is_empty() || filter.permission.iter().any(|wanted| permissions.contains(wanted)))
        && any(&filter.module, &user.modules(&catalogue))
        && any(&filter.sub_account, &parts)
        && any(&filter.app_role, &apps)
        && filter
            .second_factor
            .is_none_or(|wanted| (wanted == Switch::On) == user.second_factor_at.is_some())
}

pub(crate) fn finds(user: &User, q: &str, big: bool) -> bool {
    if let Ok(id) = UserId::from_str(q.trim()) {
        return user.id == id;
    }
    let profile = &user.profile;
    let (first, last, username) = (
        profile.first_name.as_ref(),
        profile.last_name.as_ref(),
        profile.username.as_ref(),
    );
    let terms = search_terms(q);
    if big && terms.iter().all(|term| term.chars().count() < 3) {
        let fields = [
            first.map(|n| n.as_str()),
            last.map(|n| n.as_str()),
            username.map(|n| n.as_str()),
            Some(profile.email.as_str()),
        ];
        return terms.iter().all(|term| {
            let (from, before) = (sort_key(term), sort_key(&format!("{term}\u{FFFF}")));
            fields
                .iter()
                .flatten()
                .map(|field| sort_key(field))
                .any(|key| from <= key && key < before)
        });
    }
    let key = search_key(first, last, username, Some(&profile.email));
    terms.iter().all(|term| key.contains(term.as_str()))
}
