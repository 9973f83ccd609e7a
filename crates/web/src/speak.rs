//! The language of the request that is being answered. It is kept beside the thread that works on it rather than handed
//! through every template (`docs/adr/0018-texts-in-fluent.md`); outside a request it is English.

use crate::pages::prefs::Prefs;
use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use maud::{Markup, html};
use std::future::poll_fn;
use std::pin::pin;
use words::{Language, Speech, Value};

/// A text in the language of the request: `t!("users-title")`, `t!("users-count", n = 5, name = who)`.
macro_rules! t {
    ($id:literal $(,)?) => { $crate::speak::say($id, &[]) };
    ($id:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::speak::say($id, &[$((stringify!($name), ::words::Value::from($value))),+])
    };
}
pub(crate) use t;

/// A text whose gaps are marked up: `rich!("errors-needs", permission = html! { strong { (name) } })`.
macro_rules! rich {
    ($id:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::speak::marked_up($id, &[$((stringify!($name), $value)),+])
    };
}
pub(crate) use rich;

/// The text that [`t!`] stands for.
#[must_use]
pub(crate) fn say(id: &str, args: &[(&str, Value<'_>)]) -> String {
    words::here(id, args)
}

/// The text that [`rich!`] stands for. Each gap is filled with a character of no meaning, which then gives way to the
/// markup: so a translation may put the gaps in any order, and what it says itself is escaped.
#[must_use]
pub(crate) fn marked_up(id: &str, gaps: &[(&str, Markup)]) -> Markup {
    let stand_ins = (STAND_IN..).map(String::from);
    let args: Vec<(&str, Value<'_>)> = gaps
        .iter()
        .zip(stand_ins)
        .map(|((name, _), c)| (*name, c.into()))
        .collect();
    let text = say(id, &args);
    let gap_of = |c: char| {
        let at = u32::from(c).checked_sub(u32::from(STAND_IN))?;
        gaps.get(usize::try_from(at).ok()?)
    };
    html! {
        @for piece in text.split_inclusive(|c| gap_of(c).is_some()) {
            @if let Some((_, markup)) = piece.chars().next_back().and_then(gap_of) {
                (piece.trim_end_matches(|c| gap_of(c).is_some())) (markup)
            } @else { (piece) }
        }
    }
}

/// The first character for private use: no text of ours has one.
const STAND_IN: char = '\u{E000}';

/// The language of the request; English outside of one.
#[must_use]
pub(crate) fn language() -> Language {
    words::language()
}

/// What the request speaks: the language, and the portal's own words.
#[must_use]
pub(crate) fn speech() -> Speech {
    words::speech()
}

/// From here on the request speaks this language. Outside a request nothing happens.
pub(crate) fn set(language: Language) {
    words::turn_to(language);
}

/// The language that the browser's owner chose, if any.
fn chosen(headers: &HeaderMap) -> Option<Language> {
    Prefs::of(headers).language
}

/// What a page speaks: as the person chose in this browser or for the account, as the portal does, as the browser asks.
pub(crate) fn settle(headers: &HeaderMap, user: Option<&str>, portal: &str) {
    let known = |code: &str| Language::from_code(code);
    if let Some(language) = chosen(headers)
        .or_else(|| user.and_then(known))
        .or_else(|| known(portal))
    {
        set(language);
    }
}

/// Opens the scope of a request: the cookie, else what the browser asks for, else English.
pub(crate) async fn scope(request: Request, next: Next) -> Response {
    let language = language_of(&request);
    within(language, next.run(request)).await
}

fn language_of(request: &Request) -> Language {
    // Programs read codes, and logs of them should be searchable: the API speaks English.
    if request.uri().path().starts_with("/api/") {
        return Language::English;
    }
    let headers = request.headers();
    let asked = || {
        let header = headers.get(header::ACCEPT_LANGUAGE)?;
        Language::negotiate(header.to_str().ok()?)
    };
    chosen(headers).or_else(asked).unwrap_or_default()
}

/// Runs something in a language: a request, or the rest of one on another thread. Threads are shared by requests: each
/// step of the work takes its language up and puts it down again.
pub(crate) async fn within<T>(begin: impl Into<Speech>, work: impl Future<Output = T>) -> T {
    let mut speech = begin.into();
    let mut work = pin!(work);
    poll_fn(move |context| {
        let (poll, after) = words::speaking(speech, || work.as_mut().poll(context));
        speech = after;
        poll
    })
    .await
}

/// Runs something in a language on a blocking thread.
pub(crate) fn blocking<T>(speech: impl Into<Speech>, work: impl FnOnce() -> T) -> T {
    words::in_language(speech, work)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_stands_where_the_translation_wants_it() {
        let needs = || {
            rich!(
                "errors-needs",
                permission = html! { b { "<x>" } },
                code = html! { i { "y" } }
            )
            .into_string()
        };
        insta::assert_snapshot!(needs(), @"You need the permission <b>&lt;x&gt;</b> (<i>y</i>).");
        insta::assert_snapshot!(blocking(Language::German, needs), @"Sie brauchen die Berechtigung <b>&lt;x&gt;</b> (<i>y</i>).");
    }

    #[test]
    fn outside_a_request_texts_are_english() {
        set(Language::German);
        assert_eq!(language(), Language::English);
        assert_eq!(t!("count-users", n = 2), "2 users");
        assert_eq!(blocking(Language::German, || t!("count-users", n = 2)), "2 Benutzer");
    }
}
