//! The server: its first words, its end, and what it says to Prometheus.

use crate::tool::{OWNER, PASSWORD, Place, request};
use std::process::Stdio;
use std::time::Instant;

#[test]
fn it_says_where_it_is_and_how_to_set_it_up() {
    for place in [Place::sqlite(), Place::postgres()] {
        let server = place.serve(&[]);
        let [address, set_up, mail] = &server.greeting[..] else {
            panic!("{:?}", server.greeting)
        };
        let url = &server.url;
        assert_eq!(*address, format!("Portico {} is at {url}", env!("CARGO_PKG_VERSION")));
        assert!(
            set_up.starts_with(&format!("Set it up: {url}/setup?token=")),
            "{set_up}"
        );
        assert_eq!(*mail, format!("Mail is captured: {url}/dev/mail"));
        assert_eq!(
            (server.get("/healthz", "").status, server.get("/readyz", "").status),
            (200, 200)
        );
        server.signal("-TERM");
        let (code, log) = server.ended();
        assert_eq!(code, Some(0), "{log}");
        assert!(log.contains("stopped") && !log.contains("token="), "{log}");
        let place = place.set_up();
        let server = place.serve(&["--log", "json"]);
        assert_eq!(server.greeting.len(), 2, "{:?}", server.greeting);
        server.signal("-INT");
        let (code, log) = server.ended();
        assert_eq!(code, Some(0));
        for line in log.lines() {
            assert!(
                serde_json::from_str::<serde_json::Value>(line).unwrap()["level"].is_string(),
                "{line}"
            );
        }
        assert!(!log.is_empty());
    }
}

#[test]
fn without_a_command_it_serves() {
    let place = Place::sqlite().set_up();
    let mut command = place.command(&["--listen", "127.0.0.1:0"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut first = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stdout.take().unwrap()), &mut first).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(first.contains(" is at http://127.0.0.1:"), "{first}");
}

#[test]
fn a_second_process_on_the_same_file_is_refused() {
    let place = Place::sqlite().set_up().with_portal("acme");
    let server = place.serve(&[]);
    let path = place.file("portico-data/portico.db").canonicalize().unwrap();
    let sentence = format!(
        "The database {} is in use by another Portico process. Stop that one first; two of them cannot share a SQLite file.",
        path.display()
    );
    assert_eq!(place.call(&["serve", "--listen", "127.0.0.1:0"]).refusal(), sentence);
    assert_eq!(
        place.call(&["seed", "--portal", "acme", "--users", "1"]).refusal(),
        sentence
    );
    // Looking and copying go beside it.
    assert_eq!(place.call(&["verify"]).ok(), "Every check passed.\n");
    place.call(&["backup", "copy.db"]).ok();
    place.call(&["doctor"]).ok();
    drop(server);
    // A killed owner leaves no lock behind.
    place.call(&["seed", "--portal", "acme", "--users", "1"]).ok();
}

#[test]
fn a_taken_port_is_named_with_its_key() {
    let place = Place::sqlite();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let refused = place.call(&["serve", "--listen", &address]).refusal();
    assert!(
        refused.starts_with(&format!(
            "listen = \"{address}\": nobody can listen there (Address already in use"
        )),
        "{refused}"
    );
    assert!(!place.file("portico-data").exists());
}

#[test]
fn prometheus_reads_a_listener_of_its_own() {
    let place = Place::sqlite().set_up().with_portal("acme");
    let server = place.serve(&[
        "--metrics-listen",
        "127.0.0.1:0",
        "--mail",
        "smtp://127.0.0.1:1",
        "--mail-from",
        "p@portico.example",
    ]);
    let metrics = server
        .greeting
        .last()
        .unwrap()
        .strip_prefix("Metrics: http://")
        .unwrap();
    let host = metrics.strip_suffix("/metrics").unwrap();
    let reply = request(host, "GET", "/metrics", "", "").unwrap();
    assert_eq!(reply.status, 200);
    for line in [
        "portico_up 1",
        "portico_outbox_queued 1",
        "portico_outbox_dead 0",
        "# TYPE portico_outbox_oldest_seconds gauge",
    ] {
        assert!(reply.body.lines().any(|there| there == line), "{}", reply.body);
    }
    assert!(!reply.body.contains('@'));
    assert_eq!(request(host, "GET", "/readyz", "", "").unwrap().status, 404);
    assert_ne!(server.get("/metrics", "").status, 200);
}

#[test]
fn it_is_ready_soon_and_stops_soon() {
    let place = Place::sqlite().set_up();
    let started = Instant::now();
    let server = place.serve(&[]);
    assert_eq!(server.get("/readyz", "").status, 200);
    // A generous bound for a busy machine and a build without optimisation.
    assert!(started.elapsed().as_secs() < 5);
    // A connection that says nothing must not hold it up for longer than it gives running requests.
    let silent = std::net::TcpStream::connect(server.url.strip_prefix("http://").unwrap()).unwrap();
    let stopping = Instant::now();
    server.signal("-TERM");
    assert_eq!(server.ended().0, Some(0));
    assert!(stopping.elapsed().as_secs() < 14);
    drop(silent);
}

#[test]
fn the_owner_of_the_set_up_signs_in() {
    let place = Place::sqlite().set_up();
    let app_url = place.serve(&[]).url.clone();
    assert!(app_url.starts_with("http://127.0.0.1:"));
    let token = place.owner_token();
    let server = place.serve(&[]);
    let me = server.get("/api/v1/me", &token);
    assert_eq!(me.status, 200, "{me:?}");
    assert!(me.body.contains(OWNER) && !me.body.contains(PASSWORD));
}
