//! Runs the program in a folder of its own, on either database.

use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use testkit::postgres::{TestDatabase, TestPostgres};

pub(crate) const PASSWORD: &str = "correct horse battery staple";
pub(crate) const OWNER: &str = "owner@provider.example";

/// A folder, and perhaps a database beside it. Gone after the test.
pub(crate) struct Place {
    folder: tempfile::TempDir,
    database: Option<TestDatabase>,
}

/// What a call left behind.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Done {
    /// The output of a call that did what it was asked.
    pub(crate) fn ok(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    pub(crate) fn json(self) -> Value {
        serde_json::from_str(&self.ok()).unwrap()
    }

    /// The sentence of a call that was refused.
    pub(crate) fn refusal(self) -> String {
        assert_eq!((self.code, self.out.as_str()), (1, ""), "{}", self.err);
        assert_eq!(self.err.lines().count(), 1, "{}", self.err);
        self.err.strip_prefix("portico: ").unwrap().trim_end().to_owned()
    }
}

impl Place {
    pub(crate) fn sqlite() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            database: None,
        }
    }

    pub(crate) fn postgres() -> Self {
        Self {
            database: Some(TestPostgres::shared().create_database()),
            ..Self::sqlite()
        }
    }

    pub(crate) fn postgres_of_c() -> Self {
        Self {
            database: Some(TestPostgres::shared().create_database_of_c()),
            ..Self::sqlite()
        }
    }

    /// Both kinds, set up.
    pub(crate) fn both() -> [Self; 2] {
        [Self::sqlite(), Self::postgres()].map(Self::set_up)
    }

    pub(crate) fn set_up(self) -> Self {
        let arguments = [
            "init",
            "--provider",
            "Provider Ltd",
            "--owner-email",
            OWNER,
            "--owner-password-stdin",
        ];
        self.feed(&arguments, PASSWORD).ok();
        self
    }

    /// A portal with an admin who is invited.
    pub(crate) fn with_portal(self, slug: &str) -> Self {
        let admin = format!("admin@{slug}.example");
        self.call(&["portal", "create", slug, "--name", "Acme Ltd", "--admin-email", &admin])
            .ok();
        self
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        std::fs::write(self.file(name), text).unwrap();
        self.file(name)
    }

    pub(crate) fn database_url(&self) -> String {
        self.database.as_ref().map_or_else(
            || format!("sqlite:{}", self.file("portico-data/portico.db").display()),
            |d| d.url.clone(),
        )
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
        command.args(arguments).current_dir(self.folder());
        if let Some(database) = &self.database {
            command.env("PORTICO_DATABASE_URL", &database.url);
        }
        command
    }

    pub(crate) fn call(&self, arguments: &[&str]) -> Done {
        self.feed(arguments, "")
    }

    /// The same with something on the standard input.
    pub(crate) fn feed(&self, arguments: &[&str], input: &str) -> Done {
        finish(self.command(arguments), input)
    }

    pub(crate) fn serve(&self, arguments: &[&str]) -> Server {
        let mut all = vec!["serve", "--listen", "127.0.0.1:0"];
        all.extend(arguments);
        Server::start(self.command(&all))
    }

    /// A token of the owner, which works in every portal.
    pub(crate) fn owner_token(&self) -> String {
        let arguments = [
            "token", "create", "--portal", "provider", "--as", OWNER, "--name", "test", "--json",
        ];
        self.call(&arguments).json()["token"].as_str().unwrap().to_owned()
    }
}

pub(crate) fn finish(mut command: Command, input: &str) -> Done {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that needs no input may be gone already.
    child.stdin.take().unwrap().write_all(input.as_bytes()).ok();
    let output = child.wait_with_output().unwrap();
    Done {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A running server. Killed when dropped.
pub(crate) struct Server {
    child: Child,
    /// What it printed, up to the line about captured mail.
    pub(crate) greeting: Vec<String>,
    pub(crate) url: String,
}

/// An answer over HTTP.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }
}

impl Server {
    fn start(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut greeting: Vec<String> = Vec::new();
        while !greeting
            .last()
            .is_some_and(|line| line.starts_with("Mail is captured") || line.starts_with("Metrics"))
        {
            match lines.next() {
                Some(line) => greeting.push(line.unwrap()),
                None => {
                    let mut err = String::new();
                    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
                    panic!("the server did not start: {err}");
                }
            }
        }
        let url = greeting[0].split_once(" is at ").unwrap().1.to_owned();
        Self { child, greeting, url }
    }

    pub(crate) fn get(&self, path: &str, token: &str) -> Reply {
        self.request("GET", path, token, "").unwrap()
    }

    pub(crate) fn post(&self, path: &str, token: &str, body: &str) -> Reply {
        self.request("POST", path, token, body).unwrap()
    }

    pub(crate) fn request(&self, method: &str, path: &str, token: &str, body: &str) -> std::io::Result<Reply> {
        request(self.url.strip_prefix("http://").unwrap(), method, path, token, body)
    }

    pub(crate) fn signal(&self, name: &str) {
        let status = Command::new("kill")
            .args([name, &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(status.success());
    }

    /// The exit code and the log, once it has ended.
    pub(crate) fn ended(mut self) -> (Option<i32>, String) {
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        (self.child.wait().unwrap().code(), log)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

pub(crate) fn request(host: &str, method: &str, path: &str, token: &str, body: &str) -> std::io::Result<Reply> {
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let authorization = if token.is_empty() {
        String::new()
    } else {
        format!("Authorization: Bearer {token}\r\n")
    };
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/json\r\n{authorization}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    let (head, body) = text.split_once("\r\n\r\n").ok_or(std::io::ErrorKind::UnexpectedEof)?;
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|code| code.parse().ok())
        .ok_or(std::io::ErrorKind::InvalidData)?;
    let chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
    Ok(Reply {
        status,
        body: if chunked { unchunked(body) } else { body.to_owned() },
    })
}

fn unchunked(mut body: &str) -> String {
    let mut out = String::new();
    while let Some((size, rest)) = body.split_once("\r\n") {
        let size = usize::from_str_radix(size.trim(), 16).unwrap();
        out.push_str(&rest[..size]);
        if size == 0 {
            break;
        }
        body = rest[size..].trim_start_matches("\r\n");
    }
    out
}

/// Asks until the answer is there.
pub(crate) fn wait_for<T>(what: &str, most: Duration, mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(start.elapsed() < most, "waited too long for {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}
