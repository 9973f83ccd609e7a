//! One `portico serve` of several. Killed when dropped.

use crate::http::{Reply, Request};
use crate::tool::{Place, wait_for};
use std::fs::OpenOptions;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

/// A server with a port of its own, which it keeps when it is started again.
pub(crate) struct Node {
    pub(crate) port: u16,
    log: PathBuf,
    arguments: Vec<String>,
    child: Mutex<Option<Child>>,
}

impl Node {
    /// A server that is not running yet; `settings` are the same for all servers of an installation.
    pub(crate) fn new(place: &Place, settings: &[String]) -> Self {
        let port = free_port();
        let mut arguments = vec![
            String::from("serve"),
            String::from("--listen"),
            format!("127.0.0.1:{port}"),
        ];
        arguments.extend_from_slice(settings);
        Self {
            port,
            log: place.file(&format!("{port}.log")),
            arguments,
            child: Mutex::default(),
        }
    }

    /// Starts it, without waiting.
    pub(crate) fn start(&self, place: &Place) {
        let log = OpenOptions::new().create(true).append(true).open(&self.log).unwrap();
        let arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        let child = place
            .command(&arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        *self.child.lock().unwrap() = Some(child);
    }

    /// Waits until it answers with its database.
    pub(crate) fn ready(&self) {
        wait_for("a server to become ready", Duration::from_secs(60), || {
            let answer = self.send(&Request::get("/readyz"));
            answer.ok().filter(|reply| reply.status == 200)
        });
    }

    /// `kill -9`, and what is left of it taken away.
    pub(crate) fn kill(&self) {
        if let Some(mut child) = self.child.lock().unwrap().take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Sends a signal by its name, such as `-STOP`.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.lock().unwrap().as_ref().unwrap().id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    }

    /// The exit code of a server that was told to stop.
    pub(crate) fn ended(&self) -> Option<i32> {
        let mut child = self.child.lock().unwrap().take().unwrap();
        child.wait().unwrap().code()
    }

    /// Asks this server, past the proxy.
    pub(crate) fn send(&self, request: &Request) -> std::io::Result<Reply> {
        request.send(self.port)
    }

    /// The end of its log, for a test that failed.
    pub(crate) fn last_words(&self) -> String {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(30)..].join("\n")
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.lock().unwrap().take() {
            child.kill().ok();
            child.wait().ok();
        }
    }
}

/// A port below those that the system gives to outgoing connections: one of these could take it while a killed server is
/// down.
pub(crate) fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let start = u16::try_from(std::process::id() % 100).unwrap() * 100;
    loop {
        let port = 20_000 + (start + NEXT.fetch_add(1, Ordering::SeqCst)) % 10_000;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}
