//! A server that is killed in the middle of a large operation: the next one goes on, and nobody is done twice.

use crate::tool::{Place, Server, wait_for};
use app::store::{DatabaseUrl, Db, DbOptions};
use std::time::Duration;

const USERS: i64 = 10_000;

/// On PostgreSQL the claim of the killed process runs out by itself, after a minute.
const LONG: Duration = Duration::from_secs(180);

struct Progress {
    state: String,
    total: i64,
    done: i64,
    skipped: i64,
    failed: i64,
}

fn progress(server: &Server, token: &str, id: &str) -> Progress {
    let reply = server.get(&format!("/api/v1/portals/acme/operations/{id}"), token);
    assert_eq!(reply.status, 200, "{reply:?}");
    let json = reply.json();
    let number = |name: &str| json[name].as_i64().unwrap_or_else(|| panic!("{name} in {json}"));
    let state = json["state"]
        .as_str()
        .unwrap_or_else(|| panic!("state in {json}"))
        .to_owned();
    Progress {
        state,
        total: number("total"),
        done: number("done"),
        skipped: number("skipped"),
        failed: number("failed"),
    }
}

fn killed_and_restarted(place: Place) {
    let place = place.set_up().with_portal("acme");
    place
        .call(&["seed", "--portal", "acme", "--users", &USERS.to_string()])
        .ok();
    let token = place.owner_token();
    let server = place.serve(&[]);
    // The invited admin stays: a portal without any would be a finding of its own.
    let everybody = r#"{"filter":{"role":["user","helpdesk","auditor","manager"]},"reason":"test"}"#;
    let started = server.post("/api/v1/portals/acme/users/deactivate", &token, everybody);
    assert_eq!(started.status, 202, "{started:?}");
    let id = started.json()["operation"].as_str().unwrap().to_owned();
    let at_the_kill = wait_for("some of the users", LONG, || {
        let now = progress(&server, &token, &id);
        (now.done > 0).then_some(now)
    });
    assert!(
        at_the_kill.done + at_the_kill.skipped < at_the_kill.total,
        "killed too late to show anything"
    );
    server.signal("-KILL");
    let _ = server.ended();

    let server = place.serve(&[]);
    let end = wait_for("the end of the operation", LONG, || {
        let now = progress(&server, &token, &id);
        (now.state != "running").then_some(now)
    });
    assert_eq!((end.state.as_str(), end.failed), ("done", 0));
    assert_eq!(end.done + end.skipped, end.total);
    assert!(
        end.total > USERS * 9 / 10 && end.done > USERS * 7 / 10,
        "{} of {}",
        end.done,
        end.total
    );
    server.signal("-TERM");
    assert_eq!(server.ended().0, Some(0));

    let (events, people) = events(&place);
    assert_eq!((events, people), (end.done, end.done), "one event per user");
    assert_eq!(place.call(&["verify"]).ok(), "Every check passed.\n");
}

/// Lines in the log about a deactivation, and users they are about.
fn events(place: &Place) -> (i64, i64) {
    let db = Db::open(
        &DatabaseUrl::parse(&place.database_url()).unwrap(),
        &DbOptions::default(),
    )
    .unwrap();
    let sql =
        "SELECT COUNT(*), COUNT(DISTINCT target_pk) FROM events WHERE action = 'user.deactivated' AND result = 'done'";
    db.read(|tx| tx.one(sql, &[], |row| Ok((row.get::<i64>(0)?, row.get::<i64>(1)?))))
        .unwrap()
        .unwrap()
}

#[test]
fn kill_9_in_the_middle_of_10_000_users_on_sqlite() {
    killed_and_restarted(Place::sqlite());
}

#[test]
fn kill_9_in_the_middle_of_10_000_users_on_postgresql() {
    killed_and_restarted(Place::postgres());
}
