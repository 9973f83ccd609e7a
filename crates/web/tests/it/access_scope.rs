//! An admin of some sub-accounts: everybody else does not exist, by any way in (C21, I5, model.md section 3).

use crate::access_world::{World, names, outcomes, path};
use crate::browser::Browser;
use crate::support::Client;
use serde_json::{Value, json};
use testkit::{TestApp, on_both};

/// Nothing in the text names somebody outside.
#[track_caller]
fn names_nobody_else(what: &str, text: &str) {
    for hidden in ["bob@", "dan@", "ivy@", "Bob", "Dan", "Ivy"] {
        assert!(!text.contains(hidden), "{hidden} in {what}:\n{text}");
    }
}

/// Proves: S2.4, S4.2, S4.9
#[test]
fn lists_counts_search_and_export_leave_everybody_else_out() {
    on_both(|t| {
        let w = World::new(t);
        let seen = |query: &str| {
            let list = w.lim.get(&path(&format!("/users{query}"))).expect(200);
            names_nobody_else(query, &list.body);
            let list = list.value();
            format!("{} of {}", names(&list), list["total"])
        };
        assert_eq!(seen(""), "ann cat lim of 3");
        assert_eq!(seen("?q=test"), "ann cat lim of 3");
        assert_eq!(seen("?q=bob"), " of 0");
        assert_eq!(seen(&format!("?q={}", w.bob)), " of 0");
        assert_eq!(seen(&format!("?ids={},{}", w.bob, w.ann)), "ann of 1");
        assert_eq!(seen("?status=INVITED"), " of 0");
        assert_eq!(seen("?role=user&sort=email&dir=desc"), "ann cat of 2");
        assert_eq!(seen("?sub_account=hamburg"), "cat of 1");
        assert_eq!(
            names(&w.admin.get(&path("/users")).value()),
            "admin ann bob cat dan ivy lim"
        );

        let summary = w.lim.get(&path("/summary")).expect(200).value();
        assert_eq!(
            (&summary["users"], &summary["statuses"]["ACTIVE"]),
            (&json!(3), &json!(3))
        );
        assert_eq!(summary["statuses"]["INVITED"], 0);
        assert_eq!(summary["seats"], json!({"held": 3, "owned": null}));

        let csv = w.lim.get(&path("/users.csv")).expect(200).body;
        names_nobody_else("the export", &csv);
        assert_eq!(csv.lines().count(), 1 + 3, "{csv}");
    });
}

/// Proves: S2.4, S4.2
#[test]
fn ids_of_others_are_not_found_by_any_command() {
    on_both(|t| {
        let w = World::new(t);
        for id in [w.bob, w.dan, w.ivy] {
            for rest in ["", "/sessions"] {
                w.lim.get(&path(&format!("/users/{id}{rest}"))).expect(404);
            }
            w.lim
                .patch(&path(&format!("/users/{id}")), &json!({"first_name": "X"}))
                .expect(404);
        }
        let run = |command: &str, words: &Value| {
            let mut body = words.clone();
            body["ids"] = [w.bob, w.dan, w.ivy].iter().map(ToString::to_string).collect();
            let reply = w.lim.post(&path(&format!("/users/{command}")), &body).expect(200);
            names_nobody_else(command, &reply.body);
            outcomes(&reply.value())
        };
        let nobody = "skipped not_found\nskipped not_found\nskipped not_found";
        for command in [
            "activate",
            "deactivate",
            "lock",
            "unlock",
            "resend",
            "revoke",
            "reset-password",
            "delete",
        ] {
            assert_eq!(run(command, &json!({})), nobody, "{command}");
        }
        assert_eq!(run("sign-out", &json!({})), nobody);
        assert_eq!(run("set-role", &json!({"role": "user"})), nobody);
        assert_eq!(run("set-permissions", &json!({"permissions": ["users.view"]})), nobody);
        assert_eq!(run("set-modules", &json!({"modules": ["reports"]})), nobody);
        assert_eq!(run("set-sub-accounts", &json!({"sub_accounts": ["berlin"]})), nobody);
        assert_eq!(run("set-app-roles", &json!({"app_roles": ["crm/editor"]})), nobody);
        // Whoever also works elsewhere is seen and not touched; a filter means those who are seen.
        let body = json!({"ids": [w.cat.to_string(), w.ann.to_string()]});
        let locked = w.lim.post(&path("/users/lock"), &body).expect(200).value();
        assert_eq!(outcomes(&locked), "skipped no_permission\ndone –");
        let all = json!({"filter": {}, "dry_run": true});
        let all = w.lim.post(&path("/users/lock"), &all).expect(200).value();
        assert_eq!(all["outcomes"].as_array().map(Vec::len), Some(3), "{all}");
        assert_eq!(w.user(w.bob)["status"], "ACTIVE");
    });
}

/// Proves: S3.15, S3.19
#[test]
fn activity_and_operations_are_those_of_users_who_are_seen() {
    on_both(|t| {
        let w = World::new(t);
        let lock = |who: &Client, id: model::ids::UserId| {
            let done = who.post(&path("/users/lock"), &json!({"ids": [id.to_string()]}));
            done.expect(200).value()["operation"].as_str().map(str::to_owned)
        };
        let foreign = lock(&w.admin, w.bob).expect("an operation");
        let own = lock(&w.lim, w.ann).expect("an operation");
        let log = w.lim.get(&path("/activity?limit=200")).expect(200);
        names_nobody_else("the activity", &log.body);
        assert!(log.body.contains("ann@acme.example") && log.body.contains("lim@acme.example"));
        let about_bob = w
            .admin
            .get(&path("/activity?target=bob@acme.example"))
            .expect(200)
            .value();
        let entry = about_bob["items"][0]["id"].as_str().expect("an entry").to_owned();
        w.lim.get(&path(&format!("/activity/{entry}"))).expect(404);
        let asked = w
            .lim
            .get(&path("/activity?target=bob@acme.example"))
            .expect(200)
            .value();
        assert_eq!(asked["items"], json!([]));

        w.lim.get(&path(&format!("/operations/{foreign}"))).expect(404);
        w.lim
            .get(&path(&format!("/operations/{foreign}/outcomes.csv")))
            .expect(404);
        w.lim
            .post(&path(&format!("/operations/{foreign}/stop")), &json!({}))
            .expect(404);
        w.lim.get(&path(&format!("/operations/{own}"))).expect(200);
        let listed = w.lim.get(&path("/operations")).expect(200).value();
        let ids: Vec<&Value> = listed["items"]
            .as_array()
            .expect("items")
            .iter()
            .map(|o| &o["id"])
            .collect();
        assert_eq!(ids, [&json!(own)]);
        // Somebody who has left the sub-account since is no longer named.
        let moved = w.set(
            &w.admin,
            "sub-accounts",
            &[w.ann],
            &json!({"sub_accounts": ["hamburg"]}),
        );
        assert_eq!(moved, "done –");
        let csv = w
            .lim
            .get(&path(&format!("/operations/{own}/outcomes.csv")))
            .expect(200)
            .body;
        assert!(!csv.contains("ann@acme.example") && csv.contains("done"), "{csv}");
    });
}

/// Proves: S4.9, S4.12
#[test]
fn addresses_of_others_are_taken_and_nothing_more() {
    on_both(|t| {
        let w = World::new(t);
        let one = |address: &str, dry_run: bool| {
            let body = json!({"emails": [address], "dry_run": dry_run, "resend": true});
            let report = w.lim.post(&path("/invitations"), &body).expect(200).value();
            let line = &report["outcomes"][0];
            format!("{} {} {}", line["id"], line["outcome"], line["reason"])
        };
        for dry_run in [true, false] {
            // Active, in all, invited: no difference.
            for address in ["bob@acme.example", "dan@acme.example", "ivy@acme.example"] {
                assert_eq!(one(address, dry_run), r#"null "skipped" "already_user""#, "{address}");
            }
            assert_eq!(
                one("ann@acme.example", dry_run),
                format!(r#""{}" "skipped" "already_user""#, w.ann)
            );
        }
        let taken = w
            .lim
            .post(&path("/users"), &json!({"email": "ivy@acme.example"}))
            .expect(409)
            .value();
        assert_eq!(taken["code"], "already_user");

        // New users are the actor's own: in the actor's sub-accounts, and in no others.
        let new = w.lim.post(
            &path("/users"),
            &json!({"email": "new@acme.example", "first_name": "New"}),
        );
        assert_eq!(new.expect(201).value()["sub_accounts"], json!(["berlin"]));
        for wrong in [
            json!(["hamburg"]),
            json!(["berlin", "hamburg"]),
            json!([]),
            json!(["atlantis"]),
        ] {
            let body = json!({"email": "two@acme.example", "first_name": "Two", "sub_accounts": wrong});
            let refused = w.lim.post(&path("/users"), &body).expect(400).value();
            assert_eq!(refused["errors"][0]["field"], "sub_accounts", "{wrong}");
        }
        let given = |to: Value| w.set(&w.lim, "sub-accounts", &[w.ann], &json!({"sub_accounts": to}));
        assert_eq!(given(json!(null)), "skipped no_permission");
        assert_eq!(given(json!(["berlin", "munich"])), "skipped no_permission");
    });
}

fn pages(t: &TestApp, w: &World) {
    let mut lim = Browser::signed_in(t, "acme", "lim@acme.example");
    for page in [
        "/p/acme/users",
        "/p/acme/users?q=test",
        "/p/acme/activity",
        "/p/acme/jobs",
    ] {
        lim.open(page).expect(200);
        names_nobody_else(page, &lim.text());
    }
    lim.open("/p/acme/users?q=bob@acme.example")
        .expect(200)
        .says("No users match “bob@acme.example”.");
    assert!(lim.rows().is_empty());
    lim.open("/p/acme/users")
        .says("You can see users of 1 of 3 sub-accounts.")
        .says("3 All users");
    for id in [w.bob, w.dan, w.ivy] {
        for tab in ["", "/permissions", "/security", "/activity", "/deactivate", "/lock"] {
            lim.open(&format!("/p/acme/users/{id}{tab}")).expect(404);
        }
    }
    let ticked = [("ids", w.bob.to_string()), ("ids", w.ann.to_string())];
    let ticked = ticked.each_ref().map(|(name, id)| (*name, id.as_str()));
    let preview = lim.post("/p/acme/users/bulk/deactivate", &ticked).expect(200);
    names_nobody_else("the preview", &preview.body);
    let selected = lim.post("/p/acme/users/selected", &ticked).expect(303);
    lim.open(selected.header("location")).expect(200);
    assert_eq!(lim.rows(), ["Ann Test"]);
    // Seen, and not to be touched: also works elsewhere.
    lim.open(&format!("/p/acme/users/{}/permissions", w.cat))
        .expect(200)
        .says("This user also works outside your sub-accounts.");
}

/// Proves: S2.4, S4.2
#[test]
fn pages_know_nobody_else() {
    on_both(|t| pages(t, &World::new(t)));
}
