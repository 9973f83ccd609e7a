//! Words become a subject, plain text and HTML. The HTML is one table with inline styles, as mail programs want it: no
//! image, no foreign host, nothing that reports back.

use super::Brand;
use super::clean::{isolated, one_line, without_control};
use super::words::{Action, Line, Piece, Words, words};
use maud::{DOCTYPE, Markup, html};
use model::mail::Mail;

/// A mail, ready to be put into a message. Holds links: has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line without control characters.
    pub subject: String,
    /// The plain-text part, lines ended by `\n`.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

/// The words of a mail in both forms. Pure: a retry says the same.
#[must_use]
pub fn render(mail: &Mail, product: &Brand) -> Rendered {
    let words = words(mail, product);
    Rendered {
        subject: without_control(&words.subject.text()),
        text: plain_text(&words),
        html: page(&words, &one_line(&mail.portal, 100)).into_string(),
    }
}

fn plain_text(words: &Words) -> String {
    let mut paragraphs = vec![words.greeting.text()];
    paragraphs.extend(words.before.iter().map(Line::text));
    if !words.quote.is_empty() {
        let quoted: Vec<String> = words.quote.iter().map(|line| format!("> {}", isolated(line))).collect();
        paragraphs.push(quoted.join("\n").replace("> \n", ">\n"));
    }
    paragraphs.extend(
        words
            .action
            .iter()
            .map(|action| format!("{}:\n{}", action.label.text(), action.link)),
    );
    paragraphs.extend(words.after.iter().map(Line::text));
    paragraphs.push(words.footer.text());
    paragraphs.join("\n\n") + "\n"
}

const PAGE: &str = "margin:0;padding:0;background:#F5F7FA;color:#18212D";
const OUTER: &str = "background:#F5F7FA";
const CARD: &str = "width:100%;max-width:560px;background:#FFFFFF;border:1px solid #D5DCE6;border-radius:8px";
const CELL: &str = "padding:24px 32px;text-align:start;font:16px/24px system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;color:#18212D";
const HEAD: &str = "margin:0 0 16px;font-size:20px;line-height:28px;font-weight:600;overflow-wrap:anywhere";
const PARAGRAPH: &str = "margin:0 0 16px;overflow-wrap:anywhere";
const QUOTE: &str =
    "margin:0 0 16px;padding:4px 16px;border-inline-start:4px solid #D5DCE6;color:#18212D;overflow-wrap:anywhere";
const BUTTON_CELL: &str = "border-radius:4px;background:#0A54BA";
const BUTTON: &str = "display:inline-block;padding:12px 24px;border-radius:4px;background:#0A54BA;color:#FFFFFF;font-weight:600;text-decoration:none";
const SMALL: &str = "margin:16px 0;font-size:14px;line-height:20px;color:#4A5768;overflow-wrap:anywhere";
const FOOT: &str = "padding:16px 32px;text-align:start;font:14px/20px system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;color:#4A5768;overflow-wrap:anywhere";

fn page(words: &Words, portal: &str) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(words.language.code()) dir=(words.language.direction()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                meta name="color-scheme" content="light only";
                title { (words.subject.text()) }
            }
            body style=(PAGE) {
                table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style=(OUTER) {
                    tr { td align="center" style="padding:24px 12px" {
                        table role="presentation" width="560" cellpadding="0" cellspacing="0" border="0" style=(CARD) {
                            tr { td style=(CELL) { (letter(words, portal)) } }
                        }
                        table role="presentation" width="560" cellpadding="0" cellspacing="0" border="0"
                            style="width:100%;max-width:560px" {
                            tr { td style=(FOOT) { (line(&words.footer)) } }
                        }
                    } }
                }
            }
        }
    }
}

fn letter(words: &Words, portal: &str) -> Markup {
    html! {
        @if !portal.is_empty() { h1 style=(HEAD) dir="auto" { (portal) } }
        p style=(PARAGRAPH) { (line(&words.greeting)) }
        @for paragraph in &words.before { p style=(PARAGRAPH) { (line(paragraph)) } }
        @if !words.quote.is_empty() {
            blockquote dir="auto" style=(QUOTE) {
                @for (n, text) in words.quote.iter().enumerate() { @if n > 0 { br; } (text) }
            }
        }
        @if let Some(action) = &words.action { (button(action, &words.link_hint)) }
        @for paragraph in &words.after { p style=(PARAGRAPH) { (line(paragraph)) } }
    }
}

fn button(action: &Action, hint: &Line) -> Markup {
    html! {
        table role="presentation" cellpadding="0" cellspacing="0" border="0" {
            tr { td style=(BUTTON_CELL) { a href=(action.link) style=(BUTTON) { (line(&action.label)) } } }
        }
        p style=(SMALL) { (line(hint)) br; bdi dir="ltr" { (action.link) } }
    }
}

fn line(line: &Line) -> Markup {
    html! {
        @for piece in &line.0 {
            @match piece {
                Piece::Words(words) => (words),
                Piece::Name(text) => bdi dir="auto" { (text) },
                Piece::Latin(text) => bdi dir="ltr" { (text) },
            }
        }
    }
}
