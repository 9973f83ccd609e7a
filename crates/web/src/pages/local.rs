//! Addresses that came from outside and are followed: only ever pages of this installation (no open redirect).

use super::fields::Fields;
use axum::http::{HeaderMap, Uri, header};
use model::name::Slug;

/// A path of this installation: one slash, nothing that a browser could read as a host, no control characters.
fn is_path(text: &str) -> bool {
    text.starts_with('/')
        && !text.starts_with("//")
        && text.bytes().all(|b| b.is_ascii_graphic() && b != b'\\')
        && text.len() <= 4_096
}

/// Whether `path` is `base` or below it.
fn is_below(path: &str, base: &str) -> bool {
    path.strip_prefix(base)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '.']))
}

/// Where to go after signing in to a portal: a page of that portal, for the provider's staff also one of theirs.
#[must_use]
pub(crate) fn after_sign_in(next: &str, slug: &str) -> Option<String> {
    let own = is_below(next, &format!("/p/{slug}"));
    let staff = slug == Slug::PROVIDER && (is_below(next, "/provider") || is_below(next, "/p"));
    (is_path(next) && (own || staff)).then(|| next.to_owned())
}

/// A page below `base` that a form or an address names as the way back.
#[must_use]
pub(crate) fn below(base: &str, address: &str) -> Option<String> {
    (is_path(address) && is_below(address, base)).then(|| address.to_owned())
}

/// Any page of this installation.
#[must_use]
pub(crate) fn anywhere(address: &str) -> Option<String> {
    is_path(address).then(|| address.to_owned())
}

/// The page that a request came from, if it was one below `base`. The answers of this server ask browsers to say so
/// within the installation only.
#[must_use]
pub(crate) fn came_from(headers: &HeaderMap, base: &str) -> Option<String> {
    let referer = headers.get(header::REFERER)?.to_str().ok()?;
    let uri = referer.parse::<Uri>().ok()?;
    below(base, uri.path_and_query()?.as_str())
}

/// The way back out of a form or query (`back`, `from`), else the page one came from, else `otherwise`.
#[must_use]
pub(crate) fn way_back(fields: &Fields, headers: &HeaderMap, base: &str, otherwise: &str) -> String {
    let named = ["back", "from"]
        .into_iter()
        .find_map(|name| below(base, fields.get(name)));
    named
        .or_else(|| came_from(headers, base))
        .unwrap_or_else(|| otherwise.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_portal_are_followed() {
        let good = ["/p/acme", "/p/acme/users?q=a%20b", "/p/acme?x=1"];
        for next in good {
            assert_eq!(after_sign_in(next, "acme").as_deref(), Some(next));
        }
        let bad = [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/p/acme\\..",
            "/p/acmex",
            "/p/globex/users",
            "/provider",
            "javascript:alert(1)",
            "/p/acme/\r\nSet-Cookie:x",
            " /p/acme",
            "/p/acme users",
        ];
        for next in bad {
            assert_eq!(after_sign_in(next, "acme"), None, "{next}");
        }
        assert!(after_sign_in("/provider/portals", "provider").is_some());
        assert!(after_sign_in("/p/globex/users", "provider").is_some());
        assert!(after_sign_in("//evil.example", "provider").is_none());
    }
}
