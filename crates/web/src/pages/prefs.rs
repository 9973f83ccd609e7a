//! How pages look, kept in cookies: colours, row height, time zone, rows per page, language (K11). None of them is a secret.

use crate::extract::cookie;
use crate::server::Server;
use crate::templates::frame::{Density, Theme};
use axum::http::{HeaderMap, HeaderValue};
use jiff::tz::TimeZone;
use words::Language;

/// What the cookies say.
#[derive(Clone, Debug, Default)]
pub struct Prefs {
    /// Colours.
    pub theme: Theme,
    /// Row height.
    pub density: Density,
    /// The IANA zone of tables, where one was chosen.
    pub zone: Option<String>,
    /// Rows per page, where it was chosen.
    pub size: Option<usize>,
    /// The language, where it was chosen.
    pub language: Option<Language>,
}

/// Rows per page to choose from.
pub const SIZES: [usize; 4] = [25, 50, 100, 200];

/// How long a preference is kept, in seconds.
const A_YEAR: i64 = 365 * 86_400;

impl Prefs {
    /// The preferences of a request; anything that is not understood is the default.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        Self {
            theme: theme(cookie(headers, "portico-theme").unwrap_or_default()),
            density: density(cookie(headers, "portico-density").unwrap_or_default()),
            zone: cookie(headers, "portico-zone").and_then(zone),
            size: cookie(headers, "portico-size").and_then(size),
            language: cookie(headers, "portico-language").and_then(language),
        }
    }
}

/// The colours with this code.
#[must_use]
pub fn theme(code: &str) -> Theme {
    match code {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        _ => Theme::Auto,
    }
}

/// The row height with this code.
#[must_use]
pub fn density(code: &str) -> Density {
    if code == "compact" {
        Density::Compact
    } else {
        Density::Normal
    }
}

/// A zone that exists, under its IANA name.
#[must_use]
pub fn zone(name: &str) -> Option<String> {
    let plain = name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'_' | b'-' | b'+'));
    (plain && TimeZone::get(name).is_ok()).then(|| name.to_owned())
}

/// A number of rows that is on offer.
#[must_use]
pub fn size(text: &str) -> Option<usize> {
    text.parse().ok().filter(|n| SIZES.contains(n))
}

/// A language that texts exist in.
#[must_use]
pub fn language(code: &str) -> Option<Language> {
    Language::from_code(code)
}

/// The header that keeps a preference for a year.
#[must_use]
pub fn keep(server: &Server, name: &str, value: &str) -> Option<HeaderValue> {
    set_cookie(server, &format!("portico-{name}"), value, A_YEAR)
}

/// A `Set-Cookie` header: no script reads it, no other site sends it along with a form (security.md, AC-55).
#[must_use]
pub fn set_cookie(server: &Server, name: &str, value: &str, seconds: i64) -> Option<HeaderValue> {
    let secure = if server.is_https() { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&text).ok()
}
