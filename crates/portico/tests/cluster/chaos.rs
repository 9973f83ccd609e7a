//! Two servers under load, one of them killed with `kill -9` every few seconds.

use crate::http::{Reply, Request};
use crate::installation::Installation;
use crate::ledger::{Ledger, mails_arrived_once};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const WRITERS: usize = 4;
/// Users that each writer deactivates and activates.
const USERS: usize = 10;
const BETWEEN_KILLS: Duration = Duration::from_secs(3);
const DOWN: Duration = Duration::from_millis(300);

/// How long servers are killed.
fn duration() -> Duration {
    #[expect(clippy::disallowed_methods, reason = "it is a setting of the test, not of Portico")]
    let text = std::env::var("PORTICO_CHAOS_SECONDS");
    Duration::from_secs(text.map_or(20, |text| text.parse().unwrap()))
}

#[test]
fn nothing_acknowledged_is_lost_and_no_mail_is_sent_twice() {
    let installation = Installation::start();
    let users = active_users(&installation);
    let over = AtomicBool::new(false);
    let (read, failed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (ledger, kills) = thread::scope(|scope| {
        let writers: Vec<_> = users
            .chunks(USERS)
            .enumerate()
            .map(|(n, mine)| {
                scope.spawn({
                    let (installation, over) = (&installation, &over);
                    move || write(installation, n, mine, over)
                })
            })
            .collect();
        scope.spawn(|| look(&installation, &over, &read, &failed));
        // A writer that fails must not let the others run for ever.
        let kills = kill_in_turn(&installation, || {
            writers.iter().any(thread::ScopedJoinHandle::is_finished)
        });
        over.store(true, Ordering::SeqCst);
        let ledgers = writers.into_iter().map(|writer| writer.join().unwrap());
        (ledgers.fold(Ledger::default(), Ledger::and), kills)
    });
    for node in &installation.nodes {
        node.ready();
    }
    let twice = mails_arrived_once(&installation, &ledger.invited, &kills);
    ledger.is_all_there(&installation);
    installation.verify();
    println!(
        "{} kills in {} s; {} users invited and {} commands acknowledged, {} requests repeated; {} of {} reads failed; \
         {} mails arrived, {twice} of them twice",
        kills.len(),
        duration().as_secs(),
        ledger.invited.len(),
        ledger.len() - ledger.invited.len(),
        ledger.repeated,
        failed.into_inner(),
        read.into_inner(),
        installation.mailbox.all().len(),
    );
    assert!(
        kills.len() >= 4 && ledger.len() > 50 * WRITERS,
        "too little happened to show anything"
    );
}

/// Ids of people who are active.
fn active_users(installation: &Installation) -> Vec<String> {
    installation
        .place
        .call(&["seed", "--portal", "acme", "--users", "200"])
        .ok();
    let found = installation.list("users", "status=ACTIVE&role=user");
    let ids = found.iter().map(|user| user["id"].as_str().unwrap().to_owned());
    let ids: Vec<String> = ids.take(WRITERS * USERS).collect();
    assert_eq!(ids.len(), WRITERS * USERS);
    ids
}

/// Kills one server and then the other, until the time is over or `failed` says so.
fn kill_in_turn(installation: &Installation, failed: impl Fn() -> bool) -> Vec<Instant> {
    let (begin, mut kills) = (Instant::now(), Vec::new());
    while begin.elapsed() < duration() && !failed() {
        thread::sleep(BETWEEN_KILLS - DOWN);
        let node = &installation.nodes[kills.len() % 2];
        node.kill();
        kills.push(Instant::now());
        thread::sleep(DOWN);
        node.start(&installation.place);
    }
    kills
}

/// Invites, adds and switches users off and on until it is over. Every request is acknowledged in the end.
fn write(installation: &Installation, writer: usize, mine: &[String], over: &AtomicBool) -> Ledger {
    let mut ledger = Ledger::default();
    let mut turn = 0;
    while !over.load(Ordering::SeqCst) {
        let key = format!("writer-{writer}-{turn}");
        match turn % 4 {
            0 => invite_two(installation, &key, &mut ledger),
            1 => add_one(installation, &key, &mut ledger),
            _ => switch(installation, &key, &mine[turn % mine.len()], &mut ledger),
        }
        turn += 1;
    }
    ledger
}

fn invite_two(installation: &Installation, key: &str, ledger: &mut Ledger) {
    let emails = ["a", "b"].map(|n| format!("{key}-{n}@acme.example"));
    let report = insist(
        installation,
        "invitations",
        &json!({ "emails": emails, "role": "user" }),
        key,
        ledger,
    );
    assert_eq!(report["done"], 2, "{report}");
    ledger.invited.extend(emails);
}

fn add_one(installation: &Installation, key: &str, ledger: &mut Ledger) {
    let email = format!("{key}@acme.example");
    let added = insist(
        installation,
        "users",
        &json!({ "email": email, "first_name": "Ada" }),
        key,
        ledger,
    );
    assert_eq!(added["email"], email, "{added}");
    ledger.invited.push(email);
}

fn switch(installation: &Installation, key: &str, id: &str, ledger: &mut Ledger) {
    let last = ledger.commands.get(id).and_then(|commands| commands.last());
    let (command, body) = if last == Some(&"deactivate") {
        ("activate", json!({ "ids": [id] }))
    } else {
        ("deactivate", json!({ "ids": [id], "reason": "test" }))
    };
    let report = insist(installation, &format!("users/{command}"), &body, key, ledger);
    assert_eq!(report["done"], 1, "{report}");
    ledger.commands.entry(id.to_owned()).or_default().push(command);
}

/// Sends a request under its key until it is acknowledged, as a program that must not lose it does.
fn insist(installation: &Installation, path: &str, body: &Value, key: &str, ledger: &mut Ledger) -> Value {
    let request = Request::json(&format!("/api/v1/portals/acme/{path}"), body)
        .bearer(&installation.token)
        .header("Idempotency-Key", key);
    let begin = Instant::now();
    loop {
        match installation.proxy.send(&request) {
            Ok(reply) if reply.status == 200 || reply.status == 201 => return reply.json(),
            Ok(Reply { status: 502..=504, .. }) | Err(_) => {}
            Ok(other) => panic!("{request:?}: {other:?}"),
        }
        assert!(
            begin.elapsed() < Duration::from_secs(60),
            "no server answers: {request:?}"
        );
        ledger.repeated += 1;
        thread::sleep(Duration::from_millis(100));
    }
}

/// Reads, which the proxy repeats by itself where it can.
fn look(installation: &Installation, over: &AtomicBool, read: &AtomicUsize, failed: &AtomicUsize) {
    let request = Request::get("/api/v1/portals/acme/users?limit=50").bearer(&installation.token);
    while !over.load(Ordering::SeqCst) {
        let answer = installation.proxy.send(&request);
        read.fetch_add(1, Ordering::SeqCst);
        if answer.is_err() || answer.is_ok_and(|reply| reply.status != 200) {
            failed.fetch_add(1, Ordering::SeqCst);
        }
        thread::sleep(Duration::from_millis(20));
    }
}
