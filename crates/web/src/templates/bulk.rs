//! Confirmation pages for one user and for many (B7, B8), and the list of outcomes afterwards (B9).

use super::components::{Kind, back_link, heading, hidden, kind_class, kind_icon, number};
use super::frame::{Frame, page as frame_page};
use super::wording::Level;
use crate::assets::icons::{Icon, icon};
use crate::speak::t;
use maud::{Markup, html};

/// A confirmation. The same page is shown inside a dialog where script runs.
#[derive(Debug, Clone)]
pub struct ConfirmPage {
    /// The question: "Deactivate Ann Lee?"
    pub title: String,
    /// How much it asks for.
    pub level: Level,
    /// What it means; shown as one paragraph on level 1, as a list above.
    pub consequences: Vec<String>,
    /// "The list changed: 12 users now, 10 when you looked.", or empty.
    pub changed_note: String,
    /// Who will be changed, who is skipped, who needs attention. Empty for one user.
    pub groups: Vec<Group>,
    /// The typed confirmation of level 3.
    pub typed: Option<Typed>,
    /// A free reason kept in the activity, where the action takes one.
    pub reason: Option<String>,
    /// Where the form is posted.
    pub action: String,
    /// Hidden fields: ids or filter, idempotency key, where to return.
    pub hidden: Vec<(String, String)>,
    /// The button: "Deactivate 3 users"; none when nobody would be changed.
    pub confirm_label: Option<String>,
    /// Whether the button takes something away for good.
    pub danger: bool,
    /// Where Cancel leads.
    pub cancel_href: String,
}

/// A group of the preview or of the outcomes.
#[derive(Debug, Clone)]
pub struct Group {
    /// How it is meant.
    pub kind: Kind,
    /// "Will change", "Will be skipped", "Needs your attention".
    pub title: String,
    /// How many users.
    pub count: u64,
    /// One entry per reason; one without words for users that simply change.
    pub reasons: Vec<Reason>,
}

/// Users that share a reason.
#[derive(Debug, Clone)]
pub struct Reason {
    /// "Already active", or empty.
    pub text: String,
    /// What can be done about it, or empty.
    pub fix: String,
    /// How many users.
    pub count: u64,
    /// Names to show: the first five are in view, the rest behind "Show all".
    pub names: Vec<String>,
}

/// The typed confirmation.
#[derive(Debug, Clone)]
pub struct Typed {
    /// "Type the user's e-mail, ann@example.com, to confirm".
    pub label: String,
    /// What was typed before.
    pub value: String,
    /// "This is not the user's e-mail." after a failed submit.
    pub error: Option<String>,
}

/// The full list of outcomes of an action.
#[derive(Debug, Clone)]
pub struct OutcomePage {
    /// "Deactivate 25 users: result".
    pub title: String,
    /// The sentence of the strip.
    pub summary: String,
    /// How it is meant.
    pub kind: Kind,
    /// Groups by outcome.
    pub groups: Vec<Group>,
    /// The CSV of outcomes.
    pub csv_href: Option<String>,
    /// Where "Users" leads.
    pub back_href: String,
}

/// A confirmation page.
#[must_use]
pub fn page(frame: &Frame, confirm: &ConfirmPage) -> Markup {
    frame_page(
        frame,
        html! { (back_link(&t!("bulk-users"), &confirm.cancel_href)) (confirmation(confirm)) },
    )
}

/// The list of outcomes.
#[must_use]
pub fn outcomes(frame: &Frame, page: &OutcomePage) -> Markup {
    let main = html! {
        (back_link(&t!("bulk-users"), &page.back_href))
        (heading(&page.title, &[]))
        div.message.boxed data-kind=(kind_class(page.kind)) { (icon(kind_icon(page.kind))) p { (page.summary) } }
        (groups(&page.groups, Shown::Page))
        @if let Some(href) = &page.csv_href { p { a.btn href=(href) { (icon(Icon::Download)) (t!("bulk-download")) } } }
    };
    frame_page(frame, main)
}

/// The part that also fits into a dialog: marked `data-confirm` with its level.
#[must_use]
pub fn confirmation(confirm: &ConfirmPage) -> Markup {
    let level = match confirm.level {
        Level::Zero => "0",
        Level::One => "1",
        Level::Two => "2",
        Level::Three => "3",
    };
    html! {
        section.card.confirm.narrow data-confirm=(level) aria-labelledby="confirm-title" aria-describedby="confirm-what" {
            h1 #confirm-title .confirm-title tabindex="-1" autofocus[confirm.level == Level::Three && confirm.typed_error().is_none()] { bdi { (confirm.title) } }
            @if !confirm.changed_note.is_empty() {
                div.message.boxed data-kind="not-done" { (icon(Icon::Warning)) p { (confirm.changed_note) } }
            }
            (what(confirm))
            (groups(&confirm.groups, Shown::Dialog))
            form.stack method="post" action=(confirm.action) data-once {
                input type="hidden" name="confirm" value="yes";
                (hidden(&confirm.hidden))
                @if let Some(reason) = &confirm.reason { (reason_field(reason)) }
                @if let Some(typed) = &confirm.typed { (typed_field(typed)) }
                (buttons(confirm))
            }
        }
    }
}

impl ConfirmPage {
    const fn light(&self) -> bool {
        matches!(self.level, Level::Zero | Level::One)
    }

    fn typed_error(&self) -> Option<&String> {
        self.typed.as_ref().and_then(|typed| typed.error.as_ref())
    }
}

fn what(confirm: &ConfirmPage) -> Markup {
    html! {
        div #confirm-what {
            @if confirm.light() { p { (confirm.consequences.join(" ")) } }
            @else { ul.what { @for line in &confirm.consequences { li { (line) } } } }
        }
    }
}

fn reason_field(value: &str) -> Markup {
    html! {
        div.field {
            label for="confirm-reason" { (t!("bulk-reason-field")) span.muted { " " (t!("bulk-reason-optional")) } }
            input #confirm-reason type="text" name="reason" value=(value) maxlength="200" autocomplete="off";
        }
    }
}

fn typed_field(typed: &Typed) -> Markup {
    let wrong = typed.error.is_some();
    html! {
        div.field {
            label for="confirm-typed" { (typed.label) }
            input #confirm-typed type="text" name="typed" value=(typed.value) autocomplete="off" autocapitalize="none" spellcheck="false"
                autofocus[wrong] aria-invalid=[wrong.then_some("true")] aria-describedby=[wrong.then_some("confirm-error")];
            @if let Some(error) = &typed.error { p #confirm-error .error { (icon(Icon::Error)) (error) } }
        }
    }
}

fn buttons(confirm: &ConfirmPage) -> Markup {
    let look = if confirm.danger { "btn danger" } else { "btn primary" };
    let cancel_first = confirm.level == Level::Two || confirm.confirm_label.is_none();
    html! {
        div.form-foot {
            @if let Some(label) = &confirm.confirm_label {
                button class=(look) type="submit" autofocus[confirm.light()] { (label) }
            }
            a.btn href=(confirm.cancel_href) data-cancel autofocus[cancel_first && confirm.level != Level::Three] { (t!("bulk-cancel")) }
        }
    }
}

/// Where groups stand: the heading level and the number of names follow.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Below a page's heading.
    Page,
    /// In a confirmation, which may be a dialog.
    Dialog,
}

/// Groups of users with reasons.
pub(super) fn groups(groups: &[Group], shown: Shown) -> Markup {
    html! {
        @if !groups.is_empty() {
            div.stack.groups {
                @for group in groups.iter().filter(|group| group.count > 0) {
                    section.group data-kind=(kind_class(group.kind)) {
                        h2 { (icon(kind_icon(group.kind))) span { (t!("bulk-group", title = group.title.as_str(), n = group.count)) } }
                        @for reason in &group.reasons { (users_of(reason, shown)) }
                    }
                }
            }
        }
    }
}

fn users_of(reason: &Reason, shown: Shown) -> Markup {
    let first = if shown == Shown::Dialog { 5 } else { 20 };
    let more = reason.count.saturating_sub(reason.names.len().min(first) as u64);
    html! {
        div {
            @if !reason.text.is_empty() {
                p { span.reason { (number(reason.count)) " · " (reason.text) } @if !reason.fix.is_empty() { span.sub { (reason.fix) } } }
            }
            p.names { (names(reason.names.get(..first).unwrap_or(&reason.names))) @if more > 0 { " " (t!("bulk-and-more", n = more)) } }
            @if reason.names.len() > first {
                details { summary { (t!("bulk-show-all")) } p.names { (names(&reason.names)) } }
            }
        }
    }
}

fn names(names: &[String]) -> Markup {
    html! { @for (at, name) in names.iter().enumerate() { @if at > 0 { ", " } bdi { (name) } } }
}
