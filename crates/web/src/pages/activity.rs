//! `/p/{portal}/activity`: the audit log with its filters in the address, and one entry (ui.md B12, S3.15 to S3.20).

use super::Refusal;
use super::device;
use super::fields::{Fields, address};
use super::local;
use super::page::Page;
use crate::speak::{self, t};
use crate::templates::activity::{
    ActivityFilters, ActivityLine, ActivityPage, Actor, Change, EntryPage, Reference, Side, entry as entry_page,
    page as list_page,
};
use crate::templates::components::{Kind, Pager, Tab, When};
use crate::templates::form::Choice;
use crate::templates::list_view::Chip;
use crate::templates::user_page::ActivityRow;
use app::activity::{self as log, EventQuery};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::access::Permission as P;
use model::event::{Action, Event, EventResult};
use model::ids::EventId;
use model::policy::Setting;
use model::report::Skip;
use model::time::{Time, zone_label};
use serde_json::Value;

/// Lines per page, where nothing else was chosen.
const LINES: usize = 50;

/// The parameters of the address, in their order.
const PARAMETERS: [&str; 6] = ["actor", "action", "target", "result", "from", "to"];

/// The log of the portal.
///
/// # Errors
/// The page of the refusal.
pub async fn list(page: Page) -> Result<Response, Refusal> {
    let path = page.at("/activity");
    show(&page, &path, EventQuery::default()).await
}

/// A log with something fixed about it: everything, or what one person did.
pub(super) async fn show(page: &Page, path: &str, fixed: EventQuery) -> Result<Response, Refusal> {
    let zone = page.zone();
    let query = EventQuery {
        actor_pk: fixed.actor_pk,
        ..query(page, &zone)
    };
    let (mut frame, log) = page
        .show(&t!("activity-title"), move |ctx| log::list(ctx, &query))
        .await?;
    frame.zone = String::new();
    let view = ActivityPage {
        path: path.to_owned(),
        kept: Vec::new(),
        actions: Vec::new(),
        presets: presets(page, path, &zone),
        views: Vec::new(),
        filters: filters(page),
        chips: chips(page, path),
        clear_href: path.to_owned(),
        zone: zone_label(&zone).to_owned(),
        lines: log.events.iter().map(|event| line(page, event, &zone)).collect(),
        pager: pager(page, path, &log),
    };
    Ok(list_page(&frame, &view).into_response())
}

fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

fn begin(day: Date, zone: &str) -> Option<Time> {
    let tz = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    day.to_zoned(tz).ok().map(|t| Time(t.timestamp().as_microsecond()))
}

/// The page that the address asks for, without conditions.
pub(super) fn cursor(fields: &Fields) -> EventQuery {
    EventQuery {
        after: fields.get("after").parse().ok(),
        before: fields
            .get("before")
            .parse()
            .ok()
            .filter(|_| fields.some("after").is_none()),
        ..EventQuery::default()
    }
}

fn query(page: &Page, zone: &str) -> EventQuery {
    let fields = &page.query;
    let text = |name: &str| {
        fields
            .some(name)
            .map(|text| text.chars().filter(|c| !c.is_control()).take(254).collect())
    };
    EventQuery {
        actor: text("actor"),
        target: text("target"),
        action: Action::from_code(fields.get("action")),
        result: EventResult::ALL
            .iter()
            .copied()
            .find(|r| r.code() == fields.get("result")),
        from: day(fields.get("from")).and_then(|day| begin(day, zone)),
        to: day(fields.get("to")).and_then(|day| begin(day.tomorrow().ok()?, zone)),
        limit: page.prefs.size.unwrap_or(LINES),
        ..cursor(fields)
    }
}

/// The conditions of the address that are in force, in their order.
fn conditions(fields: &Fields) -> Vec<(String, String)> {
    let given = PARAMETERS
        .into_iter()
        .filter_map(|name| fields.some(name).map(|value| (name.to_owned(), value.to_owned())));
    let mut pairs: Vec<_> = given.collect();
    // Not a condition, but part of the view: which side of a user's activity, and the zone.
    pairs.extend(
        ["by", "tz"]
            .into_iter()
            .filter_map(|name| fields.some(name).map(|value| (name.to_owned(), value.to_owned()))),
    );
    pairs
}

fn presets(page: &Page, path: &str, zone: &str) -> Vec<Tab> {
    let tz = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let today = Timestamp::from_microsecond(page.ctx().now.0)
        .map(|t| t.to_zoned(tz).date())
        .unwrap_or_default();
    let preset = |label: String, days: i64| {
        let from = today
            .checked_sub(jiff::Span::new().days(days))
            .unwrap_or(today)
            .to_string();
        let current = page.query.get("from") == from && page.query.some("to").is_none();
        Tab {
            label,
            href: address(path, &[(String::from("from"), from)]),
            current,
        }
    };
    vec![
        preset(t!("activity-today"), 0),
        preset(t!("activity-7-days"), 6),
        preset(t!("activity-30-days"), 29),
    ]
}

fn filters(page: &Page) -> ActivityFilters {
    let fields = &page.query;
    let choice = |value: &str, label: &str, chosen| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
        chosen,
    };
    let mut actions = vec![choice(
        "",
        &t!("activity-any"),
        Action::from_code(fields.get("action")).is_none(),
    )];
    actions.extend(Action::ALL.iter().map(|a| {
        choice(
            a.code(),
            &words::action(speak::language(), *a),
            fields.get("action") == a.code(),
        )
    }));
    let mut results = vec![choice("", &t!("activity-any"), fields.some("result").is_none())];
    results.extend(
        EventResult::ALL
            .iter()
            .map(|r| choice(r.code(), &result_words(*r).0, fields.get("result") == r.code())),
    );
    let wrong = |name: &str| {
        let text = fields.some(name)?;
        day(text).is_none().then(|| t!("activity-no-date"))
    };
    ActivityFilters {
        actor: fields.get("actor").to_owned(),
        target: fields.get("target").to_owned(),
        actions,
        results,
        from_error: wrong("from"),
        from: fields.get("from").to_owned(),
        to_error: wrong("to"),
        to: fields.get("to").to_owned(),
    }
}

fn chips(page: &Page, path: &str) -> Vec<Chip> {
    let all = conditions(&page.query);
    let described = |name: &str, value: &str| match name {
        "actor" => t!("activity-chip-by", who = value),
        "target" => t!("activity-chip-about", who = value),
        "action" => Action::from_code(value).map_or_else(|| value.to_owned(), |a| words::action(speak::language(), a)),
        "result" => EventResult::ALL
            .iter()
            .find(|r| r.code() == value)
            .map_or_else(|| value.to_owned(), |r| result_words(*r).0),
        "from" => t!("activity-chip-from", day = value),
        _ => t!("activity-chip-until", day = value),
    };
    let shown = all.iter().filter(|(name, _)| PARAMETERS.contains(&name.as_str()));
    shown
        .map(|(name, value)| {
            let rest: Vec<_> = all.iter().filter(|(other, _)| other != name).cloned().collect();
            Chip {
                label: described(name, value),
                href: address(path, &rest),
            }
        })
        .collect()
}

/// The foot: newer and older lines. The log grows while one reads, so there is no position and no total.
pub(super) fn pager(page: &Page, path: &str, log: &log::ActivityPage) -> Pager {
    let link = |name: &str, id: EventId| {
        let mut pairs = conditions(&page.query);
        pairs.push((name.to_owned(), id.to_string()));
        address(path, &pairs)
    };
    let asked = cursor(&page.query);
    let newer = asked.after.is_some() || (asked.before.is_some() && log.more);
    let older = asked.before.is_some() || log.more;
    Pager {
        range: t!("activity-entries", n = log.events.len()),
        first: newer.then(|| address(path, &conditions(&page.query))),
        previous: log
            .events
            .first()
            .filter(|_| newer)
            .map(|event| link("before", event.id)),
        next: log.events.last().filter(|_| older).map(|event| link("after", event.id)),
        last: None,
        sizes: Vec::new(),
    }
}

fn result_words(result: EventResult) -> (String, Kind) {
    match result {
        EventResult::Done => (t!("activity-done"), Kind::Done),
        EventResult::Refused => (t!("activity-refused"), Kind::NotDone),
        EventResult::Failed => (t!("activity-failed"), Kind::Error),
    }
}

fn reason(event: &Event) -> String {
    let text = event.reason.as_deref().unwrap_or_default();
    let permission = model::access::Permission::from_code(text);
    match (Skip::from_code(text), permission) {
        (Some(skip), _) => words::skip_sentence(speak::language(), skip),
        (None, Some(permission)) => t!(
            "activity-needs",
            permission = words::permission(speak::language(), permission)
        ),
        _ => text.to_owned(),
    }
}

fn line(page: &Page, event: &Event, zone: &str) -> ActivityLine {
    let (result, kind) = result_words(event.result);
    let visible = page.may(P::UsersView);
    ActivityLine {
        at: When {
            datetime: event.at.rfc3339(),
            text: event.at.short_seconds(zone),
        },
        actor: Actor {
            label: event.by.label.clone(),
            role: if event.by.role.is_empty() {
                String::new()
            } else {
                words::role(speak::language(), &page.ctx().portal.catalogue, &event.by.role)
            },
            side: if event.by.provider {
                Side::Provider
            } else {
                Side::Portal
            },
        },
        action: words::action(speak::language(), event.action),
        reference: event.target.as_ref().map(|target| Reference {
            label: target.label.clone(),
            id: target.id.to_string(),
            href: visible.then(|| page.at(&format!("/users/{}", target.id))),
        }),
        result,
        kind,
        reason: reason(event),
        href: page.at(&format!("/activity/{}", event.id)),
    }
}

/// A line as the page of a user shows it, in GMT.
pub(super) fn row(page: &Page, event: &Event) -> ActivityRow {
    let line = line(page, event, "UTC");
    ActivityRow {
        at: line.at,
        actor: line.actor.label,
        action: line.action,
        reference: line.reference.map(|about| about.label).unwrap_or_default(),
        result: line.result,
        kind: line.kind,
        href: line.href,
    }
}

/// One entry, with before and after of each changed field.
///
/// # Errors
/// The page of the refusal.
pub async fn entry(page: Page) -> Result<Response, Refusal> {
    let id: EventId = page.id("id")?;
    let (mut frame, event) = page.show("", move |ctx| log::get(ctx, id)).await?;
    frame.title = words::action(speak::language(), event.action);
    let list = page.at("/activity");
    let mut line = line(&page, &event, "UTC");
    line.at = page.long(event.at);
    let view = EntryPage {
        back_href: local::came_from(&page.visit.headers, &list)
            .filter(|from| !from.starts_with(&format!("{list}/")))
            .unwrap_or(list),
        line,
        changes: event
            .changes
            .iter()
            .map(|(field, change)| changed(field, change))
            .collect(),
        job: event
            .operation
            .map(|id| (t!("activity-together"), page.at(&format!("/jobs/{id}")))),
        request_id: event.request.to_string(),
        client: if event.client.is_empty() {
            String::new()
        } else {
            device::name(&event.client)
        },
        address: event.ip.clone(),
    };
    Ok(entry_page(&frame, &view).into_response())
}

fn changed(field: &str, change: &Value) -> Change {
    let side = |name: &str| change.get(name).map(shown).unwrap_or_default();
    Change {
        field: field_name(field),
        before: side("before"),
        after: side("after"),
    }
}

/// Fields of users, portals, imports and exports that the log names.
const FIELDS: [(&str, &str); 37] = [
    ("status", "activity-field-status"),
    ("first_name", "activity-field-first-name"),
    ("last_name", "activity-field-last-name"),
    ("email", "activity-field-email"),
    ("username", "activity-field-username"),
    ("language", "activity-field-language"),
    ("time_zone", "activity-field-time-zone"),
    ("role", "activity-field-role"),
    ("permissions", "activity-field-permissions"),
    ("modules", "activity-field-modules"),
    ("sub_accounts", "activity-field-sub-accounts"),
    ("app_roles", "activity-field-app-roles"),
    ("pending_email", "activity-field-pending-email"),
    ("second_factor_at", "activity-field-second-factor-at"),
    ("email_verified_at", "activity-field-email-verified-at"),
    ("locked", "activity-field-locked"),
    ("access_ended", "activity-field-access-ended"),
    ("roles", "activity-field-roles"),
    ("apps", "activity-field-apps"),
    ("slug", "activity-field-slug"),
    ("name", "activity-field-name"),
    ("seats", "activity-field-seats"),
    ("state", "activity-field-state"),
    ("stage", "activity-field-stage"),
    ("portals", "activity-field-portals"),
    ("token", "activity-field-token"),
    ("users", "activity-field-users"),
    ("seed", "activity-field-seed"),
    ("filter", "activity-field-filter"),
    ("except", "activity-field-except"),
    ("columns", "activity-field-columns"),
    ("formulas", "activity-field-formulas"),
    ("rows", "activity-field-rows"),
    ("added", "activity-field-added"),
    ("changed", "activity-field-changed"),
    ("skipped", "activity-field-skipped"),
    ("failed", "activity-field-failed"),
];

/// A field in words: of users and portals, a setting of the policy; one of an older version as it is.
fn field_name(field: &str) -> String {
    if let Some((_, id)) = FIELDS.iter().find(|(code, _)| *code == field) {
        return speak::say(id, &[]);
    }
    match Setting::ALL.iter().find(|setting| setting.name == field) {
        Some(setting) => speak::say(&format!("policy-{}", setting.name.replace(['.', '_'], "-")), &[]),
        None => super::users::confirm::capital(&field.replace('_', " ")),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => t!("activity-yes"),
        Value::Bool(false) => t!("activity-no"),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
