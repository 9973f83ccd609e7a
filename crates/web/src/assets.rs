//! The files a page needs: one style sheet, one script, one icon. All in the binary, under fingerprinted names (B19).

pub mod icons;

use ring::digest::{SHA256, digest};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use words::Language;

/// One static file, ready to be answered with `Cache-Control: public, max-age=31536000, immutable`.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The plain name, `base.css`.
    pub name: String,
    /// The path below the server root, `/assets/base.0123456789ab.css`.
    pub path: String,
    /// The value of `Content-Type`.
    pub content_type: &'static str,
    /// The file.
    pub bytes: Cow<'static, [u8]>,
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

const SCRIPT: &str = concat!(
    include_str!("assets/selection.js"),
    include_str!("assets/app.js"),
    include_str!("assets/access.js"),
    include_str!("assets/auto-save.js"),
);

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let icon = include_bytes!("assets/favicon.svg");
    let mut assets = vec![
        asset(
            String::from("base.css"),
            "text/css; charset=utf-8",
            Cow::Borrowed(CSS.as_bytes()),
        ),
        asset(String::from("app.js"), JAVASCRIPT, Cow::Borrowed(SCRIPT.as_bytes())),
        asset(String::from("favicon.svg"), "image/svg+xml", Cow::Borrowed(icon)),
    ];
    let spoken = Language::ALL.iter().chain(Language::PSEUDO).map(|language| {
        let texts = script_texts(*language).into_bytes();
        asset(texts_name(*language), JAVASCRIPT, Cow::Owned(texts))
    });
    assets.extend(spoken);
    assets
});

/// The plain name of the file with the script's texts in a language.
#[must_use]
pub fn texts_name(language: Language) -> String {
    format!("texts-{}.js", language.code())
}

/// What the script says, as a file that runs before it: the policy allows no script inside a page.
fn script_texts(language: Language) -> String {
    let texts: BTreeMap<&str, String> = words::ids("script-")
        .map(|id| (id.trim_start_matches("script-"), words::say(language, id, &[])))
        .collect();
    let json = serde_json::to_string(&texts).unwrap_or_default();
    format!("globalThis.porticoTexts = {json};\n")
}

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

fn asset(name: String, content_type: &'static str, bytes: Cow<'static, [u8]>) -> Asset {
    let hash: String = digest(&SHA256, &bytes)
        .as_ref()
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
    let path = format!("/assets/{stem}.{hash}.{extension}");
    Asset {
        name,
        path,
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
            let found = get(&url(&asset.name)).expect("its own url");
            assert_eq!(found.bytes, asset.bytes);
            assert!(
                get(&asset.name).is_none(),
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
            let text = std::str::from_utf8(&asset.bytes).expect("text");
            assert!(text.len() <= limit, "{name} has {} bytes", text.len());
            let foreign = text.matches("://").count() - text.matches("http://www.w3.org/2000/svg").count();
            assert_eq!(foreign, 0, "{name} names another host");
        }
    }

    #[test]
    fn script_needs_no_weaker_policy() {
        let script = std::str::from_utf8(&get(&url("app.js")).expect("script").bytes).expect("text");
        for word in ["eval(", "new Function", "innerHTML", ".style.", "document.write"] {
            assert!(!script.contains(word), "{word} in app.js");
        }
    }
}
