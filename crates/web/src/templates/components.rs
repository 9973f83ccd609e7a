//! The small parts that pages are made of: headings, tags, times, messages, tabs, facts, pagers, menus.

pub use crate::assets::icons::{Icon, icon};
use crate::speak::{self, t};
use maud::{Markup, html};

/// A status as shown: the code of `model.md` picks colour and icon, the label is the portal's own word.
#[derive(Debug, Clone, Default)]
pub struct Tag {
    /// `ACTIVE`, `INVITE_EXPIRED`, … in capitals; unknown codes look neutral.
    pub code: String,
    /// The word shown.
    pub label: String,
    /// The line below: "expires 29 Nov 2026 14:05 GMT".
    pub sub: Option<String>,
}

/// A moment, already formatted in the zone of the page.
#[derive(Debug, Clone, Default)]
pub struct When {
    /// RFC 3339 in UTC, for machines.
    pub datetime: String,
    /// What people read.
    pub text: String,
}

/// How a message or outcome is meant; the icon's shape and the first word say it, the colour only supports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Neutral.
    #[default]
    Info,
    /// All of it happened.
    Done,
    /// Some of it happened.
    Partly,
    /// Nothing happened, and that is no fault.
    NotDone,
    /// Something broke.
    Error,
}

/// The result of an action, or any other sentence that must be seen (B9).
#[derive(Debug, Clone, Default)]
pub struct Message {
    /// How it is meant.
    pub kind: Kind,
    /// Whole sentences.
    pub text: String,
    /// The way back: its words ("Undo", "Stop sending") and its POST address.
    pub undo: Option<(String, String)>,
    /// "Details", "Show list", "Download CSV": label and address.
    pub links: Vec<(String, String)>,
    /// Whether the focus goes to the text when the page opens: after a finished POST.
    pub focus: bool,
}

/// Where a message stands; inside a form it must not open a second one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On its own.
    Page,
    /// In the strip of the list, which is part of the bulk form: the page has an empty form `undo` beside it, so that
    /// Enter in the table can never mean "Undo".
    InForm,
}

/// A link that looks like a button.
#[derive(Debug, Clone)]
pub struct Action {
    /// Its words.
    pub label: String,
    /// Where it leads, mostly a confirmation page.
    pub href: String,
    /// Its drawing.
    pub icon: Option<Icon>,
    /// Its weight.
    pub look: Look,
    /// Whether the page may be shown in a dialog.
    pub opens: Opens,
}

/// The weight of a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// The main thing to do here, at most one per page.
    Primary,
    /// Everything else.
    #[default]
    Secondary,
    /// Takes something away for good.
    Danger,
}

impl Look {
    /// The class of the button.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "",
            Self::Danger => "danger",
        }
    }
}

/// What a link opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Opens {
    /// A page.
    #[default]
    Page,
    /// A confirmation page, shown in a dialog where script runs.
    Dialog,
}

/// An entry of a menu of actions.
#[derive(Debug, Clone)]
pub enum MenuItem {
    /// A link.
    Link {
        /// Its words.
        label: String,
        /// Where it leads.
        href: String,
        /// Page or dialog.
        opens: Opens,
    },
    /// An action that is not possible, with the reason in words.
    Text {
        /// Its words.
        label: String,
        /// Why not: "Last admin of this portal".
        reason: String,
    },
    /// A line between groups.
    Rule,
}

/// A line of a list of facts.
#[derive(Debug, Clone)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// Its value, already marked up.
    pub value: Markup,
}

/// A tab that is a link.
#[derive(Debug, Clone)]
pub struct Tab {
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is this one.
    pub current: bool,
}

/// The foot of a list. Links that do not apply are none (they are left out, not greyed).
#[derive(Debug, Clone, Default)]
pub struct Pager {
    /// "51–100 of 12,345".
    pub range: String,
    /// To the first page.
    pub first: Option<String>,
    /// To the page before.
    pub previous: Option<String>,
    /// To the next page.
    pub next: Option<String>,
    /// To the last page.
    pub last: Option<String>,
    /// Rows per page: number, address, chosen.
    pub sizes: Vec<(u32, String, bool)>,
}

/// A label that explains an empty place, with what to do next.
#[derive(Debug, Clone, Default)]
pub struct Empty {
    /// "No locked users."
    pub text: String,
    /// One more sentence, or empty.
    pub hint: String,
    /// What to do: label and address.
    pub links: Vec<(String, String)>,
}

/// The heading row: the page's one `h1` and its actions.
#[must_use]
pub fn heading(title: &str, actions: &[Action]) -> Markup {
    html! {
        div.page-head {
            h1 #title tabindex="-1" { (title) }
            @if !actions.is_empty() { div.actions { @for action in actions { (button(action)) } } }
        }
    }
}

/// A link that looks like a button.
#[must_use]
pub fn button(action: &Action) -> Markup {
    html! {
        a class={ "btn " (action.look.class()) } href=(action.href) data-dialog[action.opens == Opens::Dialog] {
            @if let Some(drawing) = action.icon { (icon(drawing)) }
            (action.label)
        }
    }
}

/// A link back to where one came from, above the heading.
#[must_use]
pub fn back_link(label: &str, href: &str) -> Markup {
    html! { p.back { a href=(href) { (icon(Icon::Previous)) (label) } } }
}

/// A status: icon, word, and the line below it.
#[must_use]
pub fn tag(tag: &Tag) -> Markup {
    html! {
        span class={ "tag " (tone(&tag.code)) } { (icon(status_icon(&tag.code))) (tag.label) }
        @if let Some(sub) = &tag.sub { span.sub { (sub) } }
    }
}

/// The class of a status: the colour sets of B21.
#[must_use]
pub fn tone(code: &str) -> &'static str {
    match code {
        "ACTIVE" => "t-active",
        "ADDED" | "INVITED" | "PROVISIONED" => "t-invited",
        "INVITE_EXPIRED" | "INVITE_NOT_DELIVERED" | "INVITE_REVOKED" => "t-stale",
        "UNVERIFIED" => "t-unverified",
        "AWAITING_NEW_PASSWORD" => "t-awaiting",
        "RECOVERY" => "t-recovery",
        "AUTO_LOCKED" => "t-autolock",
        "LOCKED_BY_ADMIN" => "t-locked",
        "DELETED" => "t-deleted",
        _ => "t-inactive",
    }
}

/// The icon of a status, one shape each (B1).
#[must_use]
pub fn status_icon(code: &str) -> Icon {
    match code {
        "ACTIVE" => Icon::Check,
        "ADDED" => Icon::Draft,
        "INVITED" => Icon::Mail,
        "PROVISIONED" => Icon::User,
        "INVITE_EXPIRED" => Icon::Hourglass,
        "INVITE_NOT_DELIVERED" => Icon::MailX,
        "INVITE_REVOKED" => Icon::Unlink,
        "UNVERIFIED" => Icon::MailQuestion,
        "AWAITING_NEW_PASSWORD" => Icon::Key,
        "RECOVERY" => Icon::KeyArrow,
        "AUTO_LOCKED" => Icon::LockClock,
        "LOCKED_BY_ADMIN" => Icon::Lock,
        "DELETED" => Icon::Bin,
        _ => Icon::Bar,
    }
}

/// A moment.
#[must_use]
pub fn when(when: &When) -> Markup {
    html! { time datetime=(when.datetime) { (when.text) } }
}

/// A sentence that must be seen, with what can be done about it.
#[must_use]
pub fn message(message: &Message, place: Place) -> Markup {
    html! {
        div.message.boxed[place == Place::Page] data-kind=(kind_class(message.kind)) {
            (icon(kind_icon(message.kind)))
            p #message tabindex="-1" autofocus[message.focus] { (message.text) }
            @if let Some((label, action)) = &message.undo { (undo(label, action, place)) }
            @for (label, href) in &message.links { a href=(href) { (label) } }
        }
    }
}

fn undo(label: &str, action: &str, place: Place) -> Markup {
    match place {
        Place::InForm => html! { button.link type="submit" form="undo" formaction=(action) { (label) } },
        Place::Page => html! { form.inline method="post" action=(action) { button.link type="submit" { (label) } } },
    }
}

/// A boxed remark inside a page, with markup of its own.
#[must_use]
pub fn notice(kind: Kind, body: Markup) -> Markup {
    html! { div.message.boxed data-kind=(kind_class(kind)) { (icon(kind_icon(kind))) div { (body) } } }
}

/// The word used in `data-kind`.
#[must_use]
pub const fn kind_class(kind: Kind) -> &'static str {
    match kind {
        Kind::Info => "info",
        Kind::Done => "done",
        Kind::Partly => "partly",
        Kind::NotDone => "not-done",
        Kind::Error => "error",
    }
}

/// The icon of a kind of message.
#[must_use]
pub const fn kind_icon(kind: Kind) -> Icon {
    match kind {
        Kind::Info => Icon::Info,
        Kind::Done => Icon::Check,
        Kind::Partly => Icon::Half,
        Kind::NotDone => Icon::Warning,
        Kind::Error => Icon::Error,
    }
}

/// Label and value pairs.
#[must_use]
pub fn facts(facts: &[Fact]) -> Markup {
    html! { dl.facts { @for fact in facts { div { dt { (fact.label) } dd { (fact.value) } } } } }
}

/// Tabs as links.
#[must_use]
pub fn tabs(label: &str, tabs: &[Tab]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            ul { @for tab in tabs { li { a href=(tab.href) aria-current=[tab.current.then_some("page")] { (tab.label) } } } }
        }
    }
}

/// The entries of a menu; put it into an element with `popover data-dialog`, entries that open a page say so.
#[must_use]
pub fn menu_items(items: &[MenuItem]) -> Markup {
    html! {
        ul {
            @for item in items {
                @match item {
                    MenuItem::Link { label, href, opens } => { li { a href=(href) data-page[*opens == Opens::Page] { (label) } } },
                    MenuItem::Text { label, reason } => { li.off { (label) span.sub { (reason) } } },
                    MenuItem::Rule => { li.rule aria-hidden="true" {} },
                }
            }
        }
    }
}

/// The foot of a list: position, pages, rows per page.
#[must_use]
pub fn pager(pager: &Pager) -> Markup {
    let links = [
        (&pager.first, Icon::First, t!("parts-first"), "first"),
        (&pager.previous, Icon::Previous, t!("parts-previous"), "prev"),
        (&pager.next, Icon::Next, t!("parts-next"), "next"),
        (&pager.last, Icon::Last, t!("parts-last"), "last"),
    ];
    html! {
        p.range { (pager.range) }
        @if links.iter().any(|(href, ..)| href.is_some()) {
            nav.pages aria-label=(t!("parts-pages")) {
                @for (href, drawing, label, key) in &links {
                    @if let Some(href) = href {
                        a.btn.small #{ "page-" (key) } href=(href) rel=[relation(key)] data-page-move {
                            @if *key == "next" || *key == "last" { (label) (icon(*drawing)) } @else { (icon(*drawing)) (label) }
                        }
                    }
                }
            }
        }
        @if !pager.sizes.is_empty() { (sizes(&pager.sizes)) }
    }
}

fn relation(key: &str) -> Option<&str> {
    matches!(key, "prev" | "next").then_some(key)
}

fn sizes(sizes: &[(u32, String, bool)]) -> Markup {
    html! {
        div.segments role="group" aria-label=(t!("parts-rows-per-page")) {
            span.muted { (t!("parts-rows")) }
            @for (size, href, current) in sizes {
                a #{ "size-" (size) } href=(href) aria-current=[current.then_some("true")] { (size) }
            }
        }
    }
}

/// An empty place with its explanation; links lead on.
#[must_use]
pub fn empty(empty: &Empty) -> Markup {
    html! {
        div.empty {
            p.empty-text { (empty.text) }
            @if !empty.hint.is_empty() { p.muted { (empty.hint) } }
            @if !empty.links.is_empty() { p.links { @for (label, href) in &empty.links { a href=(href) { (label) } } } }
        }
    }
}

/// A bar of progress with its text; `done` of `total`.
#[must_use]
pub fn progress(label: &str, done: u64, total: u64) -> Markup {
    html! { progress aria-label=(label) max=(total.max(1)) value=(done) { (percent(done, total)) " %" } }
}

/// Whole percent, rounded down, 100 for nothing to do.
#[must_use]
pub fn percent(done: u64, total: u64) -> u64 {
    done.saturating_mul(100).checked_div(total).unwrap_or(100)
}

/// A value that can be copied by a button (script only).
#[must_use]
pub fn copyable(what: &str, value: &str) -> Markup {
    html! {
        span.copyable {
            code { bdi dir="ltr" { (value) } }
            button.btn.ghost.square.needs-script type="button" data-copy=(value) data-said=(t!("parts-copied", what = what)) aria-label=(t!("parts-copy", what = what)) { (icon(Icon::Copy)) }
        }
    }
}

/// Hidden fields of a form.
#[must_use]
pub fn hidden(fields: &[(String, String)]) -> Markup {
    html! { @for (name, value) in fields { input type="hidden" name=(name) value=(value); } }
}

/// `12345` as `12,345`, or as the language of the request groups it.
#[must_use]
pub fn number(n: u64) -> String {
    words::number(speak::language(), i64::try_from(n).unwrap_or(i64::MAX))
}

/// "1 user", "12,345 users".
#[must_use]
pub fn count(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}
