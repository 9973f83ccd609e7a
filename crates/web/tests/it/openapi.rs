//! The document that is checked in is the one that the handlers make.

use crate::support::Client;
use std::path::PathBuf;
use testkit::{Backend, TestApp};

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json")
}

#[expect(clippy::disallowed_methods, reason = "a switch of this test, not configuration")]
fn refreshing() -> bool {
    std::env::var_os("UPDATE_OPENAPI").is_some()
}

#[test]
fn openapi_json_is_up_to_date() {
    let made = web::api::text(&web::api::routes().1);
    if refreshing() {
        std::fs::write(path(), &made).expect("docs/openapi.json");
    }
    let kept = std::fs::read_to_string(path()).unwrap_or_default();
    let first = made
        .lines()
        .zip(kept.lines())
        .enumerate()
        .find(|(_, (made, kept))| made != kept);
    assert!(
        made == kept,
        "docs/openapi.json is not what the handlers say (first difference: {first:?}). \
         Refresh it with: UPDATE_OPENAPI=1 cargo test -p portico-web openapi"
    );
}

#[test]
fn openapi_is_served_and_readable_without_a_token() {
    let t = TestApp::new(Backend::Sqlite);
    let client = Client::new(&t);
    let document = client.get("/api/openapi.json").expect(200);
    assert_eq!(document.header("content-type"), "application/json");
    assert_eq!(document.value()["openapi"], "3.1.0");
    let page = client.get("/api/docs").expect(200);
    assert!(
        page.header("content-type").starts_with("text/html"),
        "{:?}",
        page.headers
    );
    for (path, item) in document.value()["paths"].as_object().expect("paths") {
        for operation in item.as_object().expect("methods").values() {
            let id = operation["operationId"].as_str().expect("an id");
            assert!(
                page.body.contains(&format!("id=\"{id}\"")),
                "{id} of {path} is not on the page"
            );
        }
    }
    let foreign = page.body.split("://").count() - 1;
    let own = page.body.matches("http://www.w3.org/2000/svg").count();
    assert_eq!(foreign, own, "the page names a foreign host");
}

/// Every `$ref` leads somewhere, and every operation has its own id.
#[test]
fn openapi_is_whole() {
    let text = web::api::text(&web::api::routes().1);
    let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().expect("a name");
        assert!(
            document["components"]["schemas"][name].is_object(),
            "{name} is not described"
        );
    }
    let mut ids = Vec::new();
    for item in document["paths"].as_object().expect("paths").values() {
        ids.extend(
            item.as_object()
                .expect("methods")
                .values()
                .map(|o| o["operationId"].as_str().expect("an id")),
        );
    }
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}
