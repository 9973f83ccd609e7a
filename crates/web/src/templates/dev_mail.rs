//! Captured mail of an installation that sends none: the list, and one mail. Only shown on the own machine.

use super::components::{Empty, Kind, When, back_link, empty, heading, notice, when};
use super::frame::{Frame, page as frame_page};
use super::mark::email;
use super::plain_table::{Cell, head, plain_table};
use crate::speak::{rich, t};
use maud::{Markup, html};

/// One mail in the list.
#[derive(Debug, Clone, Default)]
pub struct MailLine {
    /// Its page.
    pub href: String,
    /// To which address.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// When it was written.
    pub at: When,
}

/// One mail.
#[derive(Debug, Clone, Default)]
pub struct MailPage {
    /// The list.
    pub back_href: String,
    /// Its subject.
    pub subject: String,
    /// From, To, Date, Message-ID and the rest, in order.
    pub headers: Vec<(String, String)>,
    /// The text part.
    pub text: String,
    /// Where the HTML part is, as a document of its own. The page needs `frame-src 'self'`, the document
    /// `frame-ancestors 'self'` and `<base target="_blank">`.
    pub html_href: Option<String>,
}

/// The list, newest first.
#[must_use]
pub fn list(frame: &Frame, mails: &[MailLine]) -> Markup {
    let main = html! {
        (heading(&t!("dev-mail-title"), &[]))
        (notice(Kind::Info, html! { p { (rich!("dev-mail-kept", option = html! { code { "mail" } })) } }))
        @if mails.is_empty() { div.card { (empty(&nothing())) } } @else { (table(mails)) }
    };
    frame_page(frame, main)
}

fn nothing() -> Empty {
    Empty {
        text: t!("dev-mail-none"),
        hint: t!("dev-mail-none-hint"),
        links: Vec::new(),
    }
}

fn table(mails: &[MailLine]) -> Markup {
    let heads = [
        head(t!("dev-mail-subject"), Cell::Name),
        head(t!("dev-mail-to"), Cell::Text),
        head(t!("dev-mail-time"), Cell::Text),
    ];
    let rows: Vec<_> = mails
        .iter()
        .map(|mail| {
            vec![
                html! { a href=(mail.href) { (mail.subject) } },
                email(&mail.to, &[]),
                when(&mail.at),
            ]
        })
        .collect();
    plain_table(&t!("dev-mail-title"), &heads, &rows)
}

/// One mail: headers, text, and the HTML part in a frame without rights.
#[must_use]
pub fn mail(frame: &Frame, mail: &MailPage) -> Markup {
    let main = html! {
        (back_link(&t!("dev-mail-title"), &mail.back_href))
        (heading(&mail.subject, &[]))
        section.card aria-label=(t!("dev-mail-headers")) { dl.facts.mail-headers { @for (name, value) in &mail.headers { div { dt { (name) } dd { bdi dir="ltr" { (value) } } } } } }
        div.columns.mail-parts {
            section.card aria-labelledby="text-title" {
                h2 #text-title { (t!("dev-mail-text-part")) }
                div.mail-text { (linked(&mail.text)) }
            }
            @if let Some(href) = &mail.html_href {
                section.card aria-labelledby="html-title" {
                    h2 #html-title { (t!("dev-mail-html-part")) }
                    iframe.mail-html src=(href) title=(t!("dev-mail-html-title")) sandbox="allow-popups allow-popups-to-escape-sandbox" {}
                }
            }
        }
    };
    frame_page(frame, main)
}

/// Text with its web addresses as links; everything else stays as it is, line breaks too.
#[must_use]
pub fn linked(text: &str) -> Markup {
    html! {
        @for piece in text.split_inclusive(char::is_whitespace) {
            @let word = piece.trim_end();
            @let bare = word.trim_end_matches(['.', ',', ')', '>', ';']);
            @let start = bare.find("http://").or_else(|| bare.find("https://"));
            @if let Some((before, url)) = start.and_then(|at| bare.split_at_checked(at)) {
                (before) a href=(url) { (url) } (piece.get(bare.len()..).unwrap_or_default())
            } @else { (piece) }
        }
    }
}
