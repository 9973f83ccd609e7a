//! Lock, unlock, reset password, delete, restore and erase by API: one outcome and reason for each user.

use crate::support::{Client, admin, token};
use model::ids::UserId;
use serde_json::{Value, json};
use testkit::{TestApp, on_both};

const NOBODY: &str = "0198c0de-0000-7000-8000-000000000000";

fn path(command: &str) -> String {
    format!("/api/v1/portals/acme/users/{command}")
}

/// The report without the operation: "email outcome reason", one user a line.
fn outcomes(report: &Value) -> String {
    let text = |v: &Value| v.as_str().unwrap_or("–").to_owned();
    let lines = report["outcomes"].as_array().expect("outcomes").iter();
    let lines = lines.map(|o| format!("{} {} {}", text(&o["email"]), text(&o["outcome"]), text(&o["reason"])));
    lines.collect::<Vec<_>>().join("\n")
}

/// Says first what would happen, then does it; both must agree (I6).
#[track_caller]
fn run(api: &Client, command: &str, ids: &[String]) -> String {
    let dry = api
        .post(&path(command), &json!({"ids": ids, "dry_run": true}))
        .expect(200)
        .value();
    let done = api.post(&path(command), &json!({"ids": ids})).expect(200).value();
    assert_eq!(dry["operation"], Value::Null);
    assert!(done["operation"].is_string(), "{done}");
    assert_eq!(outcomes(&dry), outcomes(&done), "preview and run agree");
    let counted = |field: &str| done[field].as_u64().expect("a number");
    assert_eq!(
        counted("done") + counted("skipped") + counted("failed"),
        ids.len() as u64,
        "{done}"
    );
    outcomes(&done)
}

struct World {
    api: Client,
    ann: UserId,
    /// The admin, Ann, who is active, Ivy, who is invited, and somebody who is not there.
    all: Vec<String>,
}

fn world(t: &TestApp) -> World {
    t.portal("acme", "standard", None);
    let api = admin(t, "acme");
    let ann = t.user("acme", "ann@acme.example", "user");
    let ivy = t.invite("acme", "ivy@acme.example", "user");
    let own = api.get("/api/v1/portals/acme/users?role=admin").expect(200).value();
    let own = own["items"][0]["id"].as_str().expect("an id").to_owned();
    World {
        api,
        ann,
        all: vec![own, ann.to_string(), ivy.to_string(), String::from(NOBODY)],
    }
}

/// Proves: S2.17, S2.28
#[test]
fn lock_and_unlock_s2_28() {
    on_both(|t| {
        let World { api, ann, all } = world(t);
        let token = token(t, "acme", "ann@acme.example");
        let own = Client::new(t).bearer(&token);
        own.get("/api/v1/me").expect(200);
        insta::allow_duplicates! {
            insta::assert_snapshot!(run(&api, "lock", &all), @"
            admin@acme.example skipped is_self
            ann@acme.example done –
            ivy@acme.example done –
            – skipped not_found
            ");
            insta::assert_snapshot!(run(&api, "lock", &all[1..2]), @"ann@acme.example skipped already_locked");
        }
        own.get("/api/v1/me").expect(401);
        let user = api.get(&path(&ann.to_string())).expect(200).value();
        assert_eq!(
            (&user["status"], &user["lock"]["kind"]),
            (&json!("LOCKED_BY_ADMIN"), &json!("admin"))
        );
        insta::allow_duplicates! {
            insta::assert_snapshot!(run(&api, "unlock", &all), @"
            admin@acme.example skipped not_locked
            ann@acme.example done –
            ivy@acme.example done –
            – skipped not_found
            ");
        }
        assert_eq!(t.status("acme", ann), "ACTIVE");
        own.get("/api/v1/me").expect(401);
        let reason = json!({"ids": [ann], "reason": "lost laptop"});
        api.post(&path("lock"), &reason).expect(200);
        let user = api.get(&path(&ann.to_string())).expect(200).value();
        assert_eq!(user["lock"]["reason"], "lost laptop");
    });
}

/// Proves: S0.27, S0.30, S0.31
#[test]
fn reset_password_s0_27() {
    on_both(|t| {
        let World { api, ann, all } = world(t);
        insta::allow_duplicates! {
            insta::assert_snapshot!(run(&api, "reset-password", &all), @"
            admin@acme.example skipped is_self
            ann@acme.example done –
            ivy@acme.example skipped not_verified
            – skipped not_found
            ");
        }
        assert_eq!(t.status("acme", ann), "AWAITING_NEW_PASSWORD");
        t.run_jobs();
        let resets = t.mail.list().into_iter().filter(|m| m.mail.text.contains("/reset/"));
        assert_eq!(resets.map(|m| m.mail.to).collect::<Vec<_>>(), ["ann@acme.example"]);
        api.post(&path("lock"), &json!({"ids": [ann]})).expect(200);
        insta::allow_duplicates! {
            insta::assert_snapshot!(run(&api, "reset-password", &all[1..2]), @"ann@acme.example skipped locked_by_admin");
        }
        api.post(&path("deactivate"), &json!({"ids": [ann]})).expect(200);
        insta::allow_duplicates! {
            insta::assert_snapshot!(run(&api, "reset-password", &all[1..2]), @"ann@acme.example skipped inactive");
        }
    });
}

/// Proves: S3.13, S3.14
#[test]
fn delete_restore_and_erase_s3_11_s3_14() {
    on_both(|t| {
        let World { api, ann, all } = world(t);
        insta::allow_duplicates! {
            insta::assert_snapshot!(run(&api, "restore", &all), @"
            admin@acme.example skipped not_deleted
            ann@acme.example skipped not_deleted
            ivy@acme.example skipped not_deleted
            – skipped not_found
            ");
            insta::assert_snapshot!(run(&api, "erase", &all), @"
            admin@acme.example skipped is_self
            ann@acme.example skipped not_deleted
            ivy@acme.example skipped not_deleted
            – skipped not_found
            ");
            insta::assert_snapshot!(run(&api, "delete", &all), @"
            admin@acme.example skipped is_self
            ann@acme.example done –
            ivy@acme.example done –
            – skipped not_found
            ");
            insta::assert_snapshot!(run(&api, "delete", &all[1..2]), @"ann@acme.example skipped already_deleted");
        }
        let deleted = api.get("/api/v1/portals/acme/users?status=DELETED").expect(200).value();
        assert_eq!(deleted["total"], 2);
        let again = json!({"ids": [ann], "message": "Welcome back"});
        let restored = api.post(&path("restore"), &again).expect(200).value();
        assert_eq!((&restored["done"], t.status("acme", ann)), (&json!(1), "INVITED"));
        t.accept("acme", "ann@acme.example");
        let mails = t.mail.list();
        assert!(mails.iter().any(|m| m.mail.text.contains("Welcome back")));
        insta::allow_duplicates! {
            insta::assert_snapshot!(run(&api, "erase", &all), @"
            admin@acme.example skipped is_self
            ann@acme.example skipped not_deleted
            ivy@acme.example done –
            – skipped not_found
            ");
        }
        let ivy = all[2].parse().expect("an id");
        assert_eq!(
            (t.status("acme", ann), t.status_or_gone("acme", ivy)),
            ("ACTIVE", "gone")
        );
        api.get(&path(&all[2])).expect(404);
    });
}

/// Proves: S3.8
#[test]
fn a_portal_may_allow_deleting_from_some_statuses_only_s3_8() {
    on_both(|t| {
        t.portal("acme", "permissions", None);
        let api = admin(t, "acme");
        let ids = [
            t.user("acme", "ann@acme.example", "user").to_string(),
            t.invite("acme", "ivy@acme.example", "user").to_string(),
        ];
        insta::allow_duplicates! {
            insta::assert_snapshot!(run(&api, "delete", &ids), @"
            ann@acme.example done –
            ivy@acme.example skipped not_deletable_from_status
            ");
        }
    });
}

/// Proves: S3.9
#[test]
fn help_desk_unlocks_and_resets_but_ends_no_account() {
    on_both(|t| {
        let World { api, ann, all } = world(t);
        t.user("acme", "hal@acme.example", "helpdesk");
        let help = Client::new(t).bearer(&token(t, "acme", "hal@acme.example"));
        for (command, permission) in [
            ("delete", "users.delete"),
            ("restore", "users.invite"),
            ("erase", "users.erase"),
            ("activate", "users.activate"),
        ] {
            for dry_run in [true, false] {
                let refused = help
                    .post(&path(command), &json!({"ids": all, "dry_run": dry_run}))
                    .expect(403);
                assert_eq!(refused.value()["permission"], permission, "{command}");
            }
        }
        let by_admin = t.user("acme", "cy@acme.example", "user");
        api.post(&path("lock"), &json!({"ids": [by_admin]})).expect(200);
        insta::allow_duplicates! {
            insta::assert_snapshot!(run(&help, "reset-password", &all), @"
            admin@acme.example skipped outranked
            ann@acme.example done –
            ivy@acme.example skipped not_verified
            – skipped not_found
            ");
            let ids = [by_admin, ann].map(|id| id.to_string());
            insta::assert_snapshot!(run(&help, "unlock", &ids), @"
            cy@acme.example done –
            ann@acme.example skipped not_locked
            ");
        }
        // A token may hold less than its user.
        let cut = crate::support::token_for(t, "acme", "hal@acme.example", &[model::access::Permission::UsersView]);
        Client::new(t)
            .bearer(&cut)
            .post(&path("unlock"), &json!({"ids": all}))
            .expect(403);
    });
}

#[test]
fn words_go_with_the_commands_that_take_them() {
    on_both(|t| {
        let World { api, all, .. } = world(t);
        for command in ["lock", "unlock", "reset-password", "delete", "erase"] {
            let refused = api
                .post(&path(command), &json!({"ids": all, "message": "hello"}))
                .expect(400);
            assert_eq!(refused.value()["errors"][0]["field"], "message", "{command}");
        }
        assert_eq!(t.status("acme", all[1].parse().expect("an id")), "ACTIVE");
    });
}
