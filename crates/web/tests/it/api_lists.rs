//! Pages of lists.

use crate::support::{Client, admin};
use serde_json::{Value, json};
use testkit::{TestApp, on_both};

fn ids(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().expect("items");
    items
        .iter()
        .map(|item| item["id"].as_str().expect("an id").to_owned())
        .collect()
}

/// Every page from the first to the last, and back again.
fn there_and_back(api: &Client, base: &str) -> Vec<String> {
    let mut page = api.get(base).expect(200).value();
    let mut all = ids(&page);
    let mut pages = vec![ids(&page)];
    while let Some(next) = page["next"].as_str() {
        page = api.get(&format!("{base}&after={next}")).expect(200).value();
        all.extend(ids(&page));
        pages.push(ids(&page));
    }
    while let Some(prev) = page["prev"].as_str() {
        pages.pop();
        page = api.get(&format!("{base}&before={prev}")).expect(200).value();
        assert_eq!(Some(&ids(&page)), pages.last(), "back to the same page");
    }
    assert_eq!(pages.len(), 1, "back to the first page");
    all
}

fn people(t: &TestApp, slug: &str) -> Client {
    t.portal(slug, "standard", None);
    for n in 0..6 {
        t.invite(slug, &format!("u{n}@{slug}.example"), "user");
    }
    admin(t, slug)
}

/// Proves: S2.22, S3.27
#[test]
fn users_page_by_cursor_in_every_order() {
    on_both(|t| {
        let api = people(t, "acme");
        for sort in [
            "name", "first", "last", "user", "status", "role", "email", "seen", "added", "modified",
        ] {
            for dir in ["asc", "desc"] {
                let all = there_and_back(
                    &api,
                    &format!("/api/v1/portals/acme/users?sort={sort}&dir={dir}&limit=3"),
                );
                let mut each = all.clone();
                each.sort_unstable();
                each.dedup();
                assert_eq!((all.len(), each.len()), (7, 7), "{sort} {dir}: everybody once");
            }
        }
    });
}

#[test]
fn activity_pages_by_cursor() {
    on_both(|t| {
        let api = people(t, "acme");
        let all = there_and_back(&api, "/api/v1/portals/acme/activity?action=user.invited&limit=3");
        // Six and the admin.
        assert_eq!(all.len(), 7);
        let mut sorted = all.clone();
        sorted.sort_unstable_by(|a, b| b.cmp(a));
        assert_eq!(all, sorted, "newest first");
    });
}

#[test]
fn operations_page_by_cursor() {
    on_both(|t| {
        let api = people(t, "acme");
        for _ in 0..5 {
            api.post("/api/v1/portals/acme/users/activate", &json!({"filter": {"q": "u1"}}))
                .expect(200);
        }
        let base = "/api/v1/portals/acme/operations?limit=2";
        let first = api.get(base).expect(200).value();
        let next = first["next"].as_str().expect("a next page");
        let second = api.get(&format!("{base}&after={next}")).expect(200).value();
        assert_eq!((ids(&first).len(), ids(&second).len()), (2, 2));
        assert!(ids(&first) > ids(&second), "newest first");
    });
}

#[test]
fn a_cursor_of_another_list_is_refused() {
    on_both(|t| {
        let (acme, globex) = (people(t, "acme"), people(t, "globex"));
        for (path, other) in [
            ("users?limit=2&sort=email", "users?limit=2&sort=added"),
            ("users?limit=2", "users?limit=2&q=u"),
            ("activity?limit=2", "activity?limit=2&result=done"),
            ("operations?limit=2", "activity?limit=2"),
        ] {
            let page = acme.get(&format!("/api/v1/portals/acme/{path}")).expect(200).value();
            let next = page["next"].as_str().expect("a next page");
            acme.get(&format!("/api/v1/portals/acme/{path}&after={next}"))
                .expect(200);
            for refused in [
                acme.get(&format!("/api/v1/portals/acme/{other}&after={next}")),
                globex.get(&format!("/api/v1/portals/globex/{path}&after={next}")),
                acme.get(&format!("/api/v1/portals/acme/{path}&after=x{next}")),
            ] {
                assert_eq!(refused.expect(400).value()["code"], "bad_cursor", "{path}");
            }
        }
    });
}

#[test]
fn filters_narrow_the_list() {
    on_both(|t| {
        let api = people(t, "acme");
        let count = |query: &str| {
            api.get(&format!("/api/v1/portals/acme/users?{query}"))
                .expect(200)
                .value()["total"]
                .clone()
        };
        assert_eq!(count("q=u3"), 1);
        assert_eq!(count("status=INVITED"), 6);
        assert_eq!(count("status=INVITED&status=ACTIVE"), 7);
        assert_eq!(count("category=active"), 1);
        assert_eq!(count("role=admin,auditor"), 1);
        // The admin has signed in, at this very moment.
        assert_eq!(count("seen_before=never"), 6);
        assert_eq!(count("seen_before=2026-11-22T14:05:00Z"), 6);
        assert_eq!(count("seen_before=2026-11-22T14:05:01Z"), 7);
        assert_eq!(
            count("added_after=2026-11-22T14:05:00Z&added_before=2026-11-22T14:05:01Z"),
            7
        );
        assert_eq!(count("added_before=2026-11-22T14:05:00Z"), 0);
        let one = ids(&api.get("/api/v1/portals/acme/users?q=u3").expect(200).value()).remove(0);
        assert_eq!(count(&format!("ids={one}")), 1);
        let report = api.post(
            "/api/v1/portals/acme/users/resend",
            &json!({"filter": {"status": ["INVITED"]}, "except": [one], "dry_run": true}),
        );
        assert_eq!(report.expect(200).value()["outcomes"].as_array().map(Vec::len), Some(5));
    });
}
