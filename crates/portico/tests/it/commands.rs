//! Every command: what it says when it works, and the sentence when it does not.

use crate::tool::{OWNER, PASSWORD, Place};

#[test]
fn init_sets_up_once() {
    for place in [Place::sqlite(), Place::postgres()] {
        let init = [
            "init",
            "--provider",
            "Provider Ltd",
            "--owner-email",
            OWNER,
            "--owner-password-stdin",
        ];
        assert_eq!(
            place.feed(&init, "").refusal(),
            "There is no password on the standard input: send it as one line."
        );
        let weak = place.feed(&init, "password12345678\n").refusal();
        assert!(weak.starts_with("password: "), "{weak}");
        assert_eq!(
            place.feed(&init, &format!("{PASSWORD}\n")).ok(),
            "Portico is set up.\nSign in as owner@provider.example at http://127.0.0.1:8080/p/provider/sign-in\n"
        );
        assert_eq!(
            place.feed(&init, PASSWORD).refusal(),
            "Portico is set up already: sign in as its owner, or run portico admin recover."
        );
    }
    let place = Place::sqlite();
    let made = place
        .call(&["init", "--provider", "P", "--owner-email", OWNER, "--json"])
        .json();
    assert_eq!(
        (made["email"].as_str(), made["password"].as_str().map(str::len)),
        (Some(OWNER), Some(43))
    );
}

#[test]
fn portals_and_tokens_are_made() {
    for place in Place::both() {
        let create = [
            "portal",
            "create",
            "acme",
            "--name",
            "Acme Ltd",
            "--seats",
            "5",
            "--admin-email",
            "ann@acme.example",
        ];
        assert_eq!(
            place.call(&create).ok(),
            "The portal is created: http://127.0.0.1:8080/p/acme/\nAn invitation goes to ann@acme.example.\n"
        );
        assert_eq!(
            place.call(&create).refusal(),
            "slug: Another portal has this name in its address: choose another."
        );
        let wrong = [
            "portal",
            "create",
            "A",
            "--name",
            "",
            "--preset",
            "x",
            "--seats",
            "0",
            "--admin-email",
            "ann",
        ];
        let wrong = place.call(&wrong).refusal();
        for field in ["slug: ", "name: ", "preset: ", "admin_email: ", "seats: "] {
            assert!(wrong.contains(field), "{wrong}");
        }
        let token = |portal: &str, email: &str, more: &[&str]| {
            let mut all = vec!["token", "create", "--portal", portal, "--as", email, "--name", "script"];
            all.extend(more);
            place.call(&all)
        };
        assert!(token("provider", OWNER, &[]).ok().starts_with("ptc_"));
        let made = token(
            "provider",
            OWNER,
            &["--permission", "users.view", "--expires", "30d", "--json"],
        )
        .json();
        assert!(
            made["token"].as_str().unwrap().starts_with("ptc_") && made["id"].is_string(),
            "{made}"
        );
        assert_eq!(
            token("acme", "bo@acme.example", &[]).refusal(),
            "bo@acme.example is no user of the portal \"acme\": check the address, or invite the person first."
        );
        assert_eq!(
            token("acme", "ann@acme.example", &[]).refusal(),
            "ann@acme.example cannot sign in, so no token can act for this user."
        );
        assert_eq!(
            token("beta", OWNER, &[]).refusal(),
            "There is no portal \"beta\": check the name, or create it with portico portal create beta."
        );
        assert_eq!(token("acme", OWNER, &["--permission", "users.fly"]).code, 2);
        assert_eq!(token("acme", OWNER, &["--expires", "soon"]).code, 2);
        place.call(&["verify"]).ok();
    }
}

#[test]
fn nothing_works_before_the_set_up() {
    let place = Place::sqlite();
    let sentence =
        "Portico is not set up yet: run portico init, or open the set-up link that portico prints at its start.";
    for call in [
        &[
            "portal",
            "create",
            "acme",
            "--name",
            "A",
            "--admin-email",
            "a@acme.example",
        ][..],
        &["token", "create", "--portal", "acme", "--as", OWNER, "--name", "x"],
        &["seed", "--portal", "acme", "--users", "5"],
        &["users", "export", "--portal", "acme"],
        &["admin", "recover", "--email", OWNER],
    ] {
        assert_eq!(place.call(call).refusal(), sentence);
    }
    let empty = Place::sqlite();
    for call in [&["verify"][..], &["backup", "b.db"]] {
        assert_eq!(
            empty.call(call).refusal(),
            "There is no database at sqlite:portico-data/portico.db: start portico there once, or correct database_url."
        );
    }
    assert!(!empty.file("portico-data").exists());
}

#[test]
fn seed_makes_people_and_verify_finds_nothing() {
    for place in Place::both() {
        let place = place.with_portal("acme");
        let said = place
            .call(&["seed", "--portal", "acme", "--users", "300", "--seed", "9"])
            .ok();
        assert_eq!(said, "300 users were added. Nobody can sign in as one of them.\n");
        let again = place
            .call(&["seed", "--portal", "acme", "--users", "200", "--seed", "9", "--json"])
            .json();
        assert_eq!(again, serde_json::json!({ "portal": "acme", "users": 200, "seed": 9 }));
        assert_eq!(
            place.call(&["seed", "--portal", "acme", "--users", "0"]).refusal(),
            "users: Use a number from 1 to 10,000,000."
        );
        assert_eq!(place.call(&["verify"]).ok(), "Every check passed.\n");
        assert_eq!(
            place.call(&["verify", "--json"]).json(),
            serde_json::json!({ "findings": [] })
        );
        let all = place
            .call(&["users", "export", "--portal", "acme", "--columns", "everything"])
            .ok();
        assert!(all.lines().count() > 450 && !all.contains("DELETED"));
    }
}

#[test]
fn verify_names_what_is_wrong() {
    let place = Place::sqlite().set_up().with_portal("acme");
    let db = app::store::Db::open(
        &app::store::DatabaseUrl::parse(&place.database_url()).unwrap(),
        &app::store::DbOptions::default(),
    )
    .unwrap();
    db.write(|tx| tx.exec("UPDATE counts SET n = 7 WHERE name = 'seats' AND portal = 2", &[]))
        .unwrap();
    drop(db);
    let done = place.call(&["verify"]);
    assert_eq!(done.code, 1);
    assert_eq!(
        done.out,
        "counters (I1) in acme: The counter seats is 7, the rows are 0.\n"
    );
    assert_eq!(
        done.err,
        "portico: 1 finding: restore a backup from before, or report it.\n"
    );
}

#[test]
fn migrate_says_how_many_steps_it_ran() {
    for place in [Place::sqlite(), Place::postgres()] {
        let first = place.call(&["migrate", "--json"]).json();
        assert!(first["migrations"].as_u64().unwrap() > 0);
        assert_eq!(place.call(&["migrate"]).ok(), "The database is up to date.\n");
    }
}

#[test]
fn a_backup_is_restored_where_there_is_nothing() {
    let place = Place::sqlite().set_up().with_portal("acme");
    place.call(&["seed", "--portal", "acme", "--users", "100"]).ok();
    let before = place.call(&["users", "export", "--portal", "acme"]).ok();
    let said = place.call(&["backup", "b.db"]).ok();
    assert_eq!(
        said,
        "The database is copied to b.db.\nKeep the key file portico-data/portico.key too, in another place: without it the backup cannot be used.\n"
    );
    assert_eq!(
        place.call(&["backup", "b.db"]).refusal(),
        "The file b.db exists already; choose another name."
    );
    assert_eq!(
        place.call(&["restore", "b.db"]).refusal(),
        "There is a database at portico-data/portico.db already: stop portico and move it away first."
    );
    let other = ["--data-dir", "other", "--key-file", "portico-data/portico.key"];
    let restore = |file: &str, more: &[&str]| {
        let mut all = vec!["restore", file];
        all.extend(more);
        place.call(&all)
    };
    assert_eq!(
        restore("b.db", &["--data-dir", "other"]).refusal(),
        "The key file other/portico.key is not there: put the one in its place that the database was made with."
    );
    assert_eq!(
        restore("nothing.db", &other).refusal(),
        "There is no file nothing.db: check its name."
    );
    place.write("text.db", "no database, but long enough to be looked at");
    let no_backup = restore("text.db", &other).refusal();
    assert!(
        no_backup.starts_with("text.db is no backup of Portico ("),
        "{no_backup}"
    );
    place.write("wrong.key", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\n");
    only_mine(&place.file("wrong.key"));
    assert_eq!(
        restore("b.db", &["--data-dir", "other", "--key-file", "wrong.key"]).refusal(),
        "The key file is not the one that this database was made with: put the right one in its place."
    );
    assert!(!place.file("other").exists());
    let said = restore("b.db", &other).ok();
    assert_eq!(
        said,
        "The database is restored to other/portico.db. Sessions, links and API tokens of the backup do not work any more (102 users): make new tokens, resend open invitations.\nRun portico verify, then start portico.\n"
    );
    let mut export = vec!["users", "export", "--portal", "acme"];
    export.extend(other);
    assert_eq!(place.call(&export).ok(), before);
    let postgres = Place::postgres();
    postgres.call(&["migrate"]).ok();
    let refused = postgres.call(&["backup", "b.db"]).refusal();
    assert!(
        refused.starts_with("PostgreSQL is backed up with its own program: run pg_dump"),
        "{refused}"
    );
    let refused = postgres.call(&["restore", "b.db"]).refusal();
    assert!(
        refused.starts_with("PostgreSQL is restored with its own program: run pg_restore"),
        "{refused}"
    );
}

fn only_mine(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[test]
fn the_doctor_says_what_is_good_and_how_to_mend_the_rest() {
    for place in Place::both() {
        let good = place.call(&["doctor"]).ok();
        let first_words: Vec<&str> = good.lines().map(|line| line.split(": ").next().unwrap()).collect();
        let expected = [
            "configuration",
            "key",
            "schema",
            "database",
            "search",
            "outbox",
            "mail",
            "clock",
        ]
        .map(|name| format!("ok   {name}"));
        assert_eq!(first_words, expected, "{good}");
        std::fs::remove_file(place.file("portico-data/portico.key")).unwrap();
        let bad = place.call(&["doctor"]);
        assert_eq!(
            (bad.code, bad.err.as_str()),
            (1, "portico: 1 thing must be mended: see the line with FIX.\n")
        );
        assert!(
            bad.out.contains("FIX  key: The key file portico-data/portico.key is not there: put the one in its place that the database was made with."),
            "{}", bad.out
        );
        let json = place.call(&["doctor", "--json"]);
        let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
        assert_eq!(json["checks"][1]["ok"], false);
    }
    let mailless = Place::sqlite().set_up();
    let bad = mailless.call(&[
        "doctor",
        "--mail",
        "smtp://127.0.0.1:1",
        "--mail-from",
        "p@portico.example",
    ]);
    assert!(bad.out.contains("FIX  mail: "), "{}", bad.out);
}

#[test]
fn the_doctor_sees_a_database_that_knows_only_latin_letters() {
    let bad = Place::postgres_of_c().set_up().call(&["doctor"]);
    assert_eq!(bad.code, 1);
    assert!(
        bad.out
            .contains("FIX  search: This PostgreSQL database takes only Latin letters for letters")
            && bad.out.contains("LC_CTYPE 'C.UTF-8'"),
        "{}",
        bad.out
    );
}

#[test]
fn the_owner_gets_back_in() {
    for place in Place::both() {
        let server = place.serve(&[]);
        let recover = ["admin", "recover", "--email", OWNER];
        if place.database_url().starts_with("sqlite") {
            let refused = place.call(&recover).refusal();
            assert!(
                refused.contains("is in use by another Portico process. Stop that one first"),
                "{refused}"
            );
        }
        drop(server);
        let token = place.owner_token();
        assert_eq!(
            place
                .call(&["admin", "recover", "--email", "eve@provider.example"])
                .refusal(),
            "eve@provider.example is not the owner: give the address of the owner."
        );
        let weak = place
            .feed(&["admin", "recover", "--email", OWNER, "--password-stdin"], "short")
            .refusal();
        assert!(weak.starts_with("password: Use at least 15 characters"), "{weak}");
        let made = place.call(&["admin", "recover", "--email", OWNER, "--json"]).json();
        assert_eq!(made["password"].as_str().map(str::len), Some(43));
        let said = place
            .feed(&["admin", "recover", "--email", OWNER, "--password-stdin"], PASSWORD)
            .ok();
        assert_eq!(
            said,
            "The owner has a new password, and every session has ended.\nSign in as owner@provider.example at http://127.0.0.1:8080/p/provider/sign-in\n"
        );
        let server = place.serve(&[]);
        // The token was made before: access has ended since.
        assert_eq!(server.get("/api/v1/me", &token).status, 401);
        drop(server);
        let server_token = place.owner_token();
        let server = place.serve(&[]);
        let log = server
            .get(
                "/api/v1/portals/provider/activity?action=owner.recovery_started",
                &server_token,
            )
            .json();
        assert_eq!(log["items"].as_array().map(Vec::len), Some(2), "{log}");
        drop(server);
        assert_eq!(place.call(&["verify"]).ok(), "Every check passed.\n");
    }
}

#[test]
fn a_call_that_makes_no_sense_is_a_2() {
    let place = Place::sqlite();
    for call in [
        &["fly"][..],
        &["seed"],
        &["portal", "create"],
        &["users", "export", "--portal", "a", "--status", "X"],
        &["serve", "--fast"],
    ] {
        let done = place.call(call);
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{call:?}");
        assert!(done.err.starts_with("error: "), "{}", done.err);
    }
    assert!(place.call(&["--help"]).ok().contains("Start the server"));
    assert!(place.call(&["--version"]).ok().starts_with("portico "));
}
