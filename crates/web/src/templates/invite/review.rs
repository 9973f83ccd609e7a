//! Step two: who will be invited, who is skipped and why, what was not understood.

use super::steps;
use crate::assets::icons::{Icon, icon};
use crate::speak::t;
use crate::templates::components::{Kind, Message, back_link, heading, hidden, kind_class, kind_icon};
use crate::templates::entered::{form_page, problems};
use crate::templates::form::{Choice, check};
use crate::templates::frame::Frame;
use crate::templates::mark::email;
use maud::{Markup, html};

/// The review.
#[derive(Debug, Clone, Default)]
pub struct Review {
    /// The list one came from.
    pub back_href: String,
    /// POST address of sending.
    pub send_action: String,
    /// POST address of reviewing once more, after lines were mended (fields `line` and `mended`, one pair per line).
    pub review_action: String,
    /// POST address that shows the form again with everything in it.
    pub edit_action: String,
    /// Hidden fields: addresses, role, message, idempotency key.
    pub hidden: Vec<(String, String)>,
    /// A sentence about the whole: "The list changed since you looked."
    pub problem: Option<Message>,
    /// "Role: User. The links work for 7 days."
    pub summary: String,
    /// How many will be invited without further ticks.
    pub invited: u64,
    /// Will be invited; will be resent; skipped with reasons. Groups without people are left out.
    pub groups: Vec<ReviewGroup>,
    /// People who have an invitation that still works: one tick sends all of them a new one.
    pub resend: Option<Resend>,
    /// What was not understood.
    pub unread: Vec<Unread>,
    /// "12 free, 14 invited: the last 2 to accept stay inactive until a seat is free.", or empty.
    pub seats: String,
}

/// People with the same fate.
#[derive(Debug, Clone, Default)]
pub struct ReviewGroup {
    /// How it is meant: `Done` will be invited, `NotDone` is skipped.
    pub kind: Kind,
    /// "Will be invited".
    pub title: String,
    /// How many.
    pub count: u64,
    /// The first of them, up to what a page can bear.
    pub people: Vec<Listed>,
}

/// One of them.
#[derive(Debug, Clone, Default)]
pub struct Listed {
    /// The address.
    pub email: String,
    /// The name that came with it, or empty.
    pub name: String,
    /// "already a user", or empty.
    pub reason: String,
    /// The user's page, where there is one.
    pub href: Option<String>,
}

/// The tick for those who are already invited (field `resend`, value `yes`).
#[derive(Debug, Clone, Default)]
pub struct Resend {
    /// How many.
    pub count: u64,
    /// Whether it is ticked.
    pub chosen: bool,
}

/// A piece of the text that is no address.
#[derive(Debug, Clone, Default)]
pub struct Unread {
    /// The line it stands on.
    pub line: u32,
    /// The text as it is.
    pub text: String,
    /// What is wrong.
    pub reason: String,
}

/// People shown before "Show all".
const SHOWN: usize = 10;

/// Step two.
#[must_use]
pub fn review(frame: &Frame, review: &Review) -> Markup {
    let resent = review.resend.as_ref().map_or(0, |resend| resend.count);
    let main = html! {
        (back_link(&t!("invite-users"), &review.back_href))
        (heading(&t!("invite-review-title"), &[]))
        (steps(2))
        (problems(&[], review.problem.as_ref()))
        form.stack.narrow method="post" action=(review.send_action) autocomplete="off" data-once {
            (hidden(&review.hidden))
            @if !review.summary.is_empty() { p { (review.summary) } }
            @if !review.seats.is_empty() { div.message.boxed data-kind="not-done" { (icon(Icon::Warning)) p { (review.seats) } } }
            @for group in review.groups.iter().filter(|group| group.count > 0) { (people(group)) }
            @if let Some(resend) = &review.resend { (resend_tick(resend)) }
            @if !review.unread.is_empty() { (unread(review)) }
            div.form-foot {
                @if review.invited > 0 { button.btn.primary type="submit" { (icon(Icon::Send)) (t!("invite-send-count", n = signed(review.invited))) } }
                @else if resent > 0 { button.btn.primary type="submit" { (icon(Icon::Send)) (t!("invite-send")) } }
                button.btn type="submit" formaction=(review.edit_action) formnovalidate { (t!("invite-back")) }
                a.btn.ghost href=(review.back_href) { (t!("invite-cancel")) }
            }
        }
    };
    form_page(frame, &[], review.problem.as_ref(), main)
}

fn people(group: &ReviewGroup) -> Markup {
    let (first, rest) = group.people.split_at(group.people.len().min(SHOWN));
    let beyond = group.count.saturating_sub(group.people.len() as u64);
    html! {
        section.group data-kind=(kind_class(group.kind)) {
            h2 { (icon(kind_icon(group.kind))) span { (t!("invite-group", title = &group.title, n = signed(group.count))) } }
            ul.people { @for person in first { (listed(person)) } }
            @if !rest.is_empty() {
                details { summary { (t!("invite-show-more", n = rest.len())) } ul.people { @for person in rest { (listed(person)) } } }
            }
            @if beyond > 0 { p.muted { (t!("invite-and-more", n = signed(beyond))) } }
        }
    }
}

fn listed(person: &Listed) -> Markup {
    html! {
        li {
            span {
                @if let Some(href) = &person.href { a href=(href) { (email(&person.email, &[])) } } @else { (email(&person.email, &[])) }
                @if !person.name.is_empty() { " " bdi.muted { (person.name) } }
            }
            @if !person.reason.is_empty() { span.muted { (person.reason) } }
        }
    }
}

fn resend_tick(resend: &Resend) -> Markup {
    let choice = Choice {
        value: String::from("yes"),
        label: t!("invite-resend", n = signed(resend.count)),
        hint: t!("invite-resend-hint"),
        chosen: resend.chosen,
    };
    html! { div.card.tight { (check("resend", &choice)) } }
}

fn unread(review: &Review) -> Markup {
    html! {
        section.group data-kind="error" {
            h2 { (icon(Icon::Error)) span { (t!("invite-unread", n = review.unread.len())) } }
            p.muted { (t!("invite-unread-hint")) }
            @for (at, line) in review.unread.iter().enumerate() { (unread_line(at, line)) }
            p { button.btn type="submit" formaction=(review.review_action) { (icon(Icon::Refresh)) (t!("invite-check-again")) } }
        }
    }
}

fn unread_line(at: usize, line: &Unread) -> Markup {
    html! {
        div.field.wrong {
            label for={ "mended-" (at) } { (t!("invite-line", n = i64::from(line.line))) }
            input type="hidden" name="line" value=(line.line);
            input #{ "mended-" (at) } type="text" name="mended" value=(line.text) autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby={ "mended-" (at) "-why" };
            p.hint #{ "mended-" (at) "-why" } { (line.reason) }
        }
    }
}

fn signed(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
