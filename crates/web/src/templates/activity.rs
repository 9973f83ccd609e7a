//! The activity of a portal (B12): the list with its filters, and one entry.

use super::components::{
    Action, Empty, Fact, Icon, Kind, Pager, Tab, When, back_link, copyable, empty, facts, heading, hidden, icon,
    kind_class, kind_icon, pager, tabs, when,
};
use super::form::Choice;
use super::frame::{Frame, page as frame_page};
use super::list_view::Chip;
use super::mark::email;
use super::plain_table::{Cell, head, plain_table};
use crate::speak::t;
use maud::{Markup, html};

/// The list.
#[derive(Debug, Clone, Default)]
pub struct ActivityPage {
    /// Its path, where the filters are sent by GET.
    pub path: String,
    /// What the filter form keeps of the query beside its own fields: page size.
    pub kept: Vec<(String, String)>,
    /// "Export as CSV", for those who may.
    pub actions: Vec<Action>,
    /// Today, 7 days, 30 days.
    pub presets: Vec<Tab>,
    /// "All", "By Ann Lee", "About Ann Lee": only when one user is looked at.
    pub views: Vec<Tab>,
    /// The filters.
    pub filters: ActivityFilters,
    /// The filters in force, each with the address without it.
    pub chips: Vec<Chip>,
    /// This list without filters.
    pub clear_href: String,
    /// The zone of the times, `GMT`.
    pub zone: String,
    /// Newest first.
    pub lines: Vec<ActivityLine>,
    /// The foot.
    pub pager: Pager,
}

/// The fields of the filter form, with their names in the query.
#[derive(Debug, Clone, Default)]
pub struct ActivityFilters {
    /// `actor`: part of an address.
    pub actor: String,
    /// `target`: part of an address, or a user id.
    pub target: String,
    /// `action`.
    pub actions: Vec<Choice>,
    /// `result`.
    pub results: Vec<Choice>,
    /// `from`: a date, in the zone of the page.
    pub from: String,
    /// What is wrong with it.
    pub from_error: Option<String>,
    /// `to`: a date, included.
    pub to: String,
    /// What is wrong with it.
    pub to_error: Option<String>,
}

/// One line.
#[derive(Debug, Clone, Default)]
pub struct ActivityLine {
    /// When, with seconds.
    pub at: When,
    /// Who.
    pub actor: Actor,
    /// "Deactivated user".
    pub action: String,
    /// Whom it was about.
    pub reference: Option<Reference>,
    /// "Done", "Refused", "Failed".
    pub result: String,
    /// How the result is meant.
    pub kind: Kind,
    /// "Last admin of this portal", or empty.
    pub reason: String,
    /// The entry.
    pub href: String,
}

/// Who did something.
#[derive(Debug, Clone, Default)]
pub struct Actor {
    /// Address, or "system".
    pub label: String,
    /// "Portal admin", or empty.
    pub role: String,
    /// Whether it was a person of the portal or somebody else.
    pub side: Side,
}

/// From which side somebody acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    /// A user of the portal, or the system.
    #[default]
    Portal,
    /// Staff of the provider; marked.
    Provider,
}

/// Whom an entry is about.
#[derive(Debug, Clone, Default)]
pub struct Reference {
    /// Address, or "Erased user 7F3A".
    pub label: String,
    /// The user's id.
    pub id: String,
    /// The user's page, where it still is one.
    pub href: Option<String>,
}

/// One entry.
#[derive(Debug, Clone, Default)]
pub struct EntryPage {
    /// The list one came from.
    pub back_href: String,
    /// The line.
    pub line: ActivityLine,
    /// Changed fields.
    pub changes: Vec<Change>,
    /// The job it belongs to: words and address.
    pub job: Option<(String, String)>,
    /// The request.
    pub request_id: String,
    /// "Firefox on Windows", or empty for the system.
    pub client: String,
    /// The address of the client, or empty for the system.
    pub address: String,
}

/// A changed field; secrets never are.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// "E-mail".
    pub field: String,
    /// Empty shows as "–".
    pub before: String,
    /// Empty shows as "–".
    pub after: String,
}

/// The list.
#[must_use]
pub fn page(frame: &Frame, activity: &ActivityPage) -> Markup {
    let main = html! {
        (heading(&t!("activity-title"), &activity.actions))
        @if !activity.views.is_empty() { (tabs(&t!("activity-which"), &activity.views)) }
        div.toolbar {
            (filter_form(activity))
            div.segments role="group" aria-label=(t!("activity-period")) {
                @for preset in &activity.presets { a href=(preset.href) aria-current=[preset.current.then_some("true")] { (preset.label) } }
            }
        }
        (chips(activity))
        @if activity.lines.is_empty() { div.card { (empty(&nothing(activity))) } } @else { (table(activity)) }
        div.pager { @if !activity.lines.is_empty() { (pager(&activity.pager)) } }
    };
    frame_page(frame, main)
}

fn filter_form(activity: &ActivityPage) -> Markup {
    let filters = &activity.filters;
    let wrong = filters.from_error.is_some() || filters.to_error.is_some();
    let n = activity.chips.len();
    html! {
        search {
            form method="get" action=(activity.path) {
                (hidden(&activity.kept))
                details.drop open[wrong] {
                    summary.btn { (icon(Icon::Filter)) (t!("activity-filters")) @if n > 0 { " (" (n) ")" } }
                    div.panel {
                        div.filter-groups { (filter_fields(filters, &activity.zone)) }
                        div.panel-foot {
                            button.btn.primary type="submit" { (t!("activity-apply")) }
                            a href=(activity.clear_href) { (t!("activity-clear")) }
                        }
                    }
                }
            }
        }
    }
}

/// Plain fields: an empty filter is none, so nothing is required and nothing needs to say "(optional)".
fn filter_fields(filters: &ActivityFilters, zone: &str) -> Markup {
    html! {
        (text_filter("actor", &t!("activity-by"), &filters.actor))
        (text_filter("target", &t!("activity-about"), &filters.target))
        (select_filter("action", &t!("activity-action"), &filters.actions))
        (select_filter("result", &t!("activity-result"), &filters.results))
        (date_filter("from", &t!("activity-from", zone = zone), &filters.from, filters.from_error.as_deref()))
        (date_filter("to", &t!("activity-to", zone = zone), &filters.to, filters.to_error.as_deref()))
    }
}

fn text_filter(name: &str, label: &str, value: &str) -> Markup {
    html! {
        div {
            label.legend for=(name) { (label) }
            input #(name) type="text" name=(name) value=(value) autocomplete="off" autocapitalize="none" spellcheck="false";
        }
    }
}

fn select_filter(name: &str, label: &str, choices: &[Choice]) -> Markup {
    html! {
        div {
            label.legend for=(name) { (label) }
            select #(name) name=(name) { @for choice in choices { option value=(choice.value) selected[choice.chosen] { (choice.label) } } }
        }
    }
}

fn date_filter(name: &str, label: &str, value: &str, error: Option<&str>) -> Markup {
    let described = error.map(|_| format!("{name}-error"));
    html! {
        div {
            label.legend for=(name) { (label) }
            input #(name) type="date" name=(name) value=(value) aria-describedby=[described] aria-invalid=[error.map(|_| "true")];
            @if let Some(error) = error { p.error #{ (name) "-error" } { (icon(Icon::Error)) (error) } }
        }
    }
}

fn chips(activity: &ActivityPage) -> Markup {
    html! {
        @if !activity.chips.is_empty() {
            div.chips {
                @for chip in &activity.chips { a href=(chip.href) { span.vh { (t!("activity-remove-filter")) " " } (chip.label) (icon(Icon::Cross)) } }
                @if activity.chips.len() > 1 { a.clear href=(activity.clear_href) { (t!("activity-clear-filters")) } }
            }
        }
    }
}

fn nothing(activity: &ActivityPage) -> Empty {
    if activity.chips.is_empty() {
        return Empty {
            text: t!("activity-none"),
            hint: t!("activity-none-hint"),
            links: Vec::new(),
        };
    }
    Empty {
        text: t!("activity-no-match"),
        hint: String::new(),
        links: vec![(t!("activity-clear-filters"), activity.clear_href.clone())],
    }
}

fn table(activity: &ActivityPage) -> Markup {
    let heads = [
        head(t!("activity-time"), Cell::Text),
        head(t!("activity-by"), Cell::Text),
        head(t!("activity-action"), Cell::Name),
        head(t!("activity-reference"), Cell::Text),
        head(t!("activity-result"), Cell::Text),
        head(t!("activity-details"), Cell::Action),
    ];
    let rows: Vec<_> = activity.lines.iter().map(row).collect();
    html! {
        p.hint { (t!("activity-times", zone = activity.zone.as_str())) }
        (plain_table(&t!("activity-title"), &heads, &rows))
    }
}

fn row(line: &ActivityLine) -> Vec<Markup> {
    vec![
        when(&line.at),
        actor(&line.actor),
        html! { (line.action) },
        html! { @if let Some(about) = &line.reference { (reference(about)) } @else { "–" } },
        html! { (result(line)) @if !line.reason.is_empty() { span.sub { (line.reason) } } },
        html! { a href=(line.href) aria-label=(t!("activity-details-of", action = line.action.as_str(), at = line.at.text.as_str())) { (t!("activity-details")) } },
    ]
}

fn actor(actor: &Actor) -> Markup {
    html! {
        (email(&actor.label, &[]))
        @if actor.side == Side::Provider { " " span.mark-provider { (t!("activity-provider")) } }
        @if !actor.role.is_empty() { span.sub { (actor.role) } }
    }
}

fn reference(about: &Reference) -> Markup {
    html! { @if let Some(href) = &about.href { a href=(href) { (email(&about.label, &[])) } } @else { (email(&about.label, &[])) } }
}

fn result(line: &ActivityLine) -> Markup {
    html! { span.result data-kind=(kind_class(line.kind)) { (icon(kind_icon(line.kind))) (line.result) } }
}

/// One entry.
#[must_use]
pub fn entry(frame: &Frame, entry: &EntryPage) -> Markup {
    let main = html! {
        (back_link(&t!("activity-title"), &entry.back_href))
        (heading(&entry.line.action, &[]))
        section.card.narrow aria-label=(t!("activity-entry")) { (facts(&entry.facts())) }
        @if !entry.changes.is_empty() {
            h2 { (t!("activity-changed")) }
            div.narrow { (changes(&entry.changes)) }
        }
    };
    frame_page(frame, main)
}

fn changes(changes: &[Change]) -> Markup {
    let heads = [
        head(t!("activity-field"), Cell::Name),
        head(t!("activity-before"), Cell::Text),
        head(t!("activity-after"), Cell::Text),
    ];
    let shown = |value: &str| html! { @if value.is_empty() { span.muted { "–" } } @else { bdi { (value) } } };
    let rows: Vec<_> = changes
        .iter()
        .map(|change| vec![html! { (change.field) }, shown(&change.before), shown(&change.after)])
        .collect();
    plain_table(&t!("activity-changed"), &heads, &rows)
}

impl EntryPage {
    fn facts(&self) -> Vec<Fact> {
        let line = &self.line;
        let fact = |label: String, value| Fact { label, value };
        let mut facts = vec![
            fact(
                t!("activity-result"),
                html! { (result(line)) @if !line.reason.is_empty() { ": " (line.reason) } },
            ),
            fact(t!("activity-time"), when(&line.at)),
            fact(t!("activity-by"), actor(&line.actor)),
        ];
        if let Some(about) = &line.reference {
            facts.push(fact(t!("activity-about-fact"), reference(about)));
            facts.push(fact(
                t!("activity-user-id"),
                copyable(&t!("activity-user-id"), &about.id),
            ));
        }
        if let Some((label, href)) = &self.job {
            facts.push(fact(t!("activity-job"), html! { a href=(href) { (label) } }));
        }
        if !self.client.is_empty() {
            facts.push(fact(t!("activity-client"), html! { (self.client) }));
        }
        if !self.address.is_empty() {
            facts.push(fact(t!("activity-address"), html! { bdi dir="ltr" { (self.address) } }));
        }
        facts.push(fact(
            t!("activity-request"),
            copyable(&t!("activity-request-id"), &self.request_id),
        ));
        facts
    }
}
