//! A real mail server for tests (aiosmtpd under a script, `crates/testkit/smtp/server.py`): takes mail, refuses it, is
//! slow, hangs up, offers TLS with the right or the wrong certificate.

#![expect(
    clippy::panic,
    clippy::expect_used,
    reason = "a test that cannot have its server fails with a sentence"
)]

use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// A running server; killed when dropped.
pub struct SmtpServer {
    /// The port on 127.0.0.1.
    pub port: u16,
    process: Child,
    stdin: ChildStdin,
    lines: Receiver<Value>,
    events: Vec<Value>,
}

/// A mail that the server took.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Received {
    /// The envelope's recipients.
    pub to: Vec<String>,
    /// Headers and body as sent.
    pub data: String,
    /// Whether it came over an encrypted connection.
    pub encrypted: bool,
}

impl SmtpServer {
    /// Starts a server; `mode` is a command line of the script, such as `accept`, `greylist --times 1` or
    /// `accept --tls starttls --certificate wrong-host`.
    pub fn start(mode: &str) -> Self {
        let mut process = Command::new("python3")
            .arg(folder().join("server.py"))
            .args(mode.split_whitespace())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap_or_else(|error| panic!("The SMTP tests need python3 on the PATH: {error}"));
        let stdin = process.stdin.take().expect("stdin is a pipe");
        let lines = read_lines(&mut process);
        let Ok(first) = lines.recv_timeout(Duration::from_secs(20)) else {
            panic!("The SMTP server did not start. It needs aiosmtpd: python3 -m pip install aiosmtpd");
        };
        let port = first["port"]
            .as_u64()
            .and_then(|port| u16::try_from(port).ok())
            .expect("the first line is the port");
        Self {
            port,
            process,
            stdin,
            lines,
            events: Vec::new(),
        }
    }

    /// The mails taken so far, in order.
    pub fn messages(&mut self) -> Vec<Received> {
        self.events("message").iter().map(received).collect()
    }

    /// What happened so far of this kind: `connect`, `auth`, `mail`, `rcpt`, `dropped` or `message`.
    pub fn events(&mut self, kind: &str) -> Vec<Value> {
        self.catch_up();
        self.events
            .iter()
            .filter(|event| event["event"] == kind)
            .cloned()
            .collect()
    }

    /// The authority that signed the certificates of both hosts.
    pub fn ca_file() -> PathBuf {
        folder().join("ca.pem")
    }

    /// The server tells before it answers a client, so all is read once it has repeated our mark.
    fn catch_up(&mut self) {
        writeln!(self.stdin, "now").expect("the SMTP server is still there");
        loop {
            match self.lines.recv_timeout(Duration::from_secs(20)) {
                Ok(event) if event["event"] == "sync" => return,
                Ok(event) => self.events.push(event),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => panic!("The SMTP server is gone."),
            }
        }
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn read_lines(process: &mut Child) -> Receiver<Value> {
    let stdout = process.stdout.take().expect("stdout is a pipe");
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            let event = serde_json::from_str(&line).expect("the SMTP server prints JSON");
            if sender.send(event).is_err() {
                return;
            }
        }
    });
    receiver
}

fn received(event: &Value) -> Received {
    let to = event["to"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    let data = event["data"].as_str().unwrap_or_default().to_owned();
    Received {
        to,
        data,
        encrypted: event["tls"] == true,
    }
}

/// Next to this crate, whichever crate of the workspace includes the file.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../testkit/smtp")
}
