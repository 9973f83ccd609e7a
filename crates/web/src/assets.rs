//! The files a page needs: one style sheet, one script, one icon. All in the binary, under fingerprinted names (B19).

pub mod icons;

use ring::digest::{SHA256, digest};
use std::sync::LazyLock;

/// One static file, ready to be answered with `Cache-Control: public, max-age=31536000, immutable`.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The plain name, `base.css`.
    pub name: &'static str,
    /// The path below the server root, `/assets/base.0123456789ab.css`.
    pub path: String,
    /// The value of `Content-Type`.
    pub content_type: &'static str,
    /// The file.
    pub bytes: &'static [u8],
    /// The value of `ETag`, quotes included.
    pub etag: String,
}

const CSS: &str = concat!(
    include_str!("assets/css/tokens.css"),
    include_str!("assets/css/base.css"),
    include_str!("assets/css/layout.css"),
    include_str!("assets/css/components.css"),
    include_str!("assets/css/list.css"),
    include_str!("assets/css/pages.css"),
    include_str!("assets/css/print.css"),
);

const SCRIPT: &str = concat!(include_str!("assets/selection.js"), include_str!("assets/app.js"));

static ASSETS: LazyLock<[Asset; 3]> = LazyLock::new(|| {
    [
        asset("base.css", "text/css; charset=utf-8", CSS.as_bytes()),
        asset("app.js", "text/javascript; charset=utf-8", SCRIPT.as_bytes()),
        asset("favicon.svg", "image/svg+xml", include_bytes!("assets/favicon.svg")),
    ]
});

/// The fingerprinted path of a file by its plain name; an unknown name comes back as `/assets/{name}`, which is a 404.
#[must_use]
pub fn url(name: &str) -> String {
    ASSETS
        .iter()
        .find(|asset| asset.name == name)
        .map_or_else(|| format!("/assets/{name}"), |asset| asset.path.clone())
}

/// The file at a path as `url` gives it, with or without the leading `/assets/`.
#[must_use]
pub fn get(path: &str) -> Option<&'static Asset> {
    let file = path.strip_prefix("/assets/").unwrap_or(path);
    ASSETS
        .iter()
        .find(|asset| asset.path.strip_prefix("/assets/") == Some(file))
}

fn asset(name: &'static str, content_type: &'static str, bytes: &'static [u8]) -> Asset {
    let hash: String = digest(&SHA256, bytes)
        .as_ref()
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    Asset {
        name,
        path: format!("/assets/{stem}.{hash}.{extension}"),
        content_type,
        bytes,
        etag: format!("\"{hash}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::{ASSETS, get, url};

    #[test]
    fn every_file_is_found_by_its_own_url_and_by_no_other_name() {
        for asset in ASSETS.iter() {
            let found = get(&url(asset.name)).expect("its own url");
            assert_eq!(found.bytes, asset.bytes);
            assert!(
                get(asset.name).is_none(),
                "{} answers without its fingerprint",
                asset.name
            );
        }
        assert_eq!(url("nothing.css"), "/assets/nothing.css");
        assert!(get("/assets/base.000000000000.css").is_none());
    }

    #[test]
    fn sources_stay_small_and_call_no_other_host() {
        let limits = [("base.css", 60_000), ("app.js", 36_000), ("favicon.svg", 1_000)];
        for (name, limit) in limits {
            let asset = get(&url(name)).expect(name);
            let text = std::str::from_utf8(asset.bytes).expect("text");
            assert!(text.len() <= limit, "{name} has {} bytes", text.len());
            let foreign = text.matches("://").count() - text.matches("http://www.w3.org/2000/svg").count();
            assert_eq!(foreign, 0, "{name} names another host");
        }
    }

    #[test]
    fn script_needs_no_weaker_policy() {
        let script = std::str::from_utf8(get(&url("app.js")).expect("script").bytes).expect("text");
        for word in ["eval(", "new Function", "innerHTML", ".style.", "document.write"] {
            assert!(!script.contains(word), "{word} in app.js");
        }
    }
}
