//! Two servers under load, one of them killed with `kill -9`, or told to stop, every few seconds.

use crate::http::{Reply, Request};
use crate::installation::Installation;
use crate::ledger::{Ledger, mails_arrived_once};
use crate::node::Node;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const WRITERS: usize = 4;
/// Users that each writer deactivates and activates.
const USERS: usize = 10;
const BETWEEN_STOPS: Duration = Duration::from_secs(3);
const DOWN: Duration = Duration::from_millis(300);

/// How long servers come and go.
fn duration() -> Duration {
    #[expect(clippy::disallowed_methods, reason = "it is a setting of the test, not of Portico")]
    let text = std::env::var("CHAOS_SECONDS");
    Duration::from_secs(text.map_or(20, |text| text.parse().unwrap()))
}

/// What happened while servers came and went.
struct Load {
    ledger: Ledger,
    /// When a server was gone.
    stops: Vec<Instant>,
    read: usize,
    failed: usize,
}

#[test]
fn nothing_acknowledged_is_lost_and_no_mail_is_sent_twice() {
    let installation = Installation::start();
    let load = under_load(&installation, Node::kill);
    for node in &installation.nodes {
        node.ready();
    }
    let twice = mails_arrived_once(&installation, &load.ledger.invited, &load.stops);
    load.ledger.is_all_there(&installation);
    installation.verify();
    println!(
        "{} kills in {} s; {load}; {} mails arrived, {twice} of them twice",
        load.stops.len(),
        duration().as_secs(),
        installation.mailbox.all().len(),
    );
    assert!(
        load.stops.len() >= 4 && load.ledger.len() > 50 * WRITERS,
        "too little happened to show anything"
    );
}

#[test]
fn servers_are_replaced_one_after_the_other_and_no_mail_is_in_doubt() {
    let installation = Installation::start();
    let load = under_load(&installation, |node| {
        node.signal("-TERM");
        assert_eq!(node.ended(), Some(0), "{}", node.last_words());
    });
    let twice = mails_arrived_once(&installation, &load.ledger.invited, &load.stops);
    load.ledger.is_all_there(&installation);
    installation.verify();
    println!("{} servers stopped; {load}", load.stops.len());
    assert_eq!((twice, load.failed), (0, 0));
}

impl std::fmt::Display for Load {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} users invited and {} commands acknowledged, {} requests repeated; {} of {} reads failed",
            self.ledger.invited.len(),
            self.ledger.len() - self.ledger.invited.len(),
            self.ledger.repeated,
            self.failed,
            self.read,
        )
    }
}

/// Writers and a reader work through the proxy, while one server after the other is stopped and started again.
fn under_load(installation: &Installation, stop: impl Fn(&Node)) -> Load {
    let users = active_users(installation);
    let over = &AtomicBool::new(false);
    thread::scope(|scope| {
        let writers: Vec<_> = users
            .chunks(USERS)
            .enumerate()
            .map(|(n, mine)| scope.spawn(move || write(installation, n, mine, over)))
            .collect();
        let reader = scope.spawn(|| look(installation, over));
        // A writer that fails must not let the others run for ever.
        let failed = || writers.iter().any(thread::ScopedJoinHandle::is_finished);
        let stops = stop_in_turn(installation, stop, failed);
        over.store(true, Ordering::SeqCst);
        let ledgers = writers.into_iter().map(|writer| writer.join().unwrap());
        let ledger = ledgers.fold(Ledger::default(), Ledger::and);
        let (read, failed) = reader.join().unwrap();
        Load {
            ledger,
            stops,
            read,
            failed,
        }
    })
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

/// Stops one server and then the other, until the time is over or `failed` says so.
fn stop_in_turn(installation: &Installation, stop: impl Fn(&Node), failed: impl Fn() -> bool) -> Vec<Instant> {
    let (begin, mut stops) = (Instant::now(), Vec::new());
    while begin.elapsed() < duration() && !failed() {
        thread::sleep(BETWEEN_STOPS - DOWN);
        let node = &installation.nodes[stops.len() % 2];
        stop(node);
        stops.push(Instant::now());
        thread::sleep(DOWN);
        node.start(&installation.place);
        node.ready();
    }
    stops
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

/// Reads, which the proxy repeats by itself where it can; how many, and how many of them failed.
fn look(installation: &Installation, over: &AtomicBool) -> (usize, usize) {
    let request = Request::get("/api/v1/portals/acme/users?limit=50").bearer(&installation.token);
    let (mut read, mut failed) = (0, 0);
    while !over.load(Ordering::SeqCst) {
        let answer = installation.proxy.send(&request);
        read += 1;
        if !answer.is_ok_and(|reply| reply.status == 200) {
            failed += 1;
        }
        thread::sleep(Duration::from_millis(20));
    }
    (read, failed)
}
