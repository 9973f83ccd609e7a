//! The program under test: its command line, its server process, and what that process takes.

use crate::Fault;
use crate::http::{Ask, Line};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

pub(crate) const PASSWORD: &str = "correct horse battery staple";
const OWNER: &str = "owner@provider.example";
pub(crate) const ADMIN: &str = "admin@big.example";

/// An installation in a folder of its own.
#[derive(Clone)]
pub(crate) struct Installation {
    pub(crate) program: PathBuf,
    pub(crate) folder: PathBuf,
    pub(crate) database_url: String,
}

impl Installation {
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(arguments)
            .current_dir(&self.folder)
            .env("PORTICO_DATA_DIR", &self.folder)
            .env("PORTICO_DATABASE_URL", &self.database_url)
            .env("PORTICO_TRUSTED_PROXIES", "127.0.0.1");
        command
    }

    /// Runs a command of the program to its end.
    pub(crate) fn run(&self, arguments: &[&str], input: &str) -> Result<String, Fault> {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            // A program that reads nothing may have closed it.
            stdin.write_all(input.as_bytes()).ok();
        }
        let output = child.wait_with_output()?;
        if output.status.success() {
            Ok(String::from_utf8(output.stdout)?)
        } else {
            Err(format!("portico {} ended with {}", arguments.join(" "), output.status).into())
        }
    }

    /// A provider, a big portal and a small one beside it.
    pub(crate) fn set_up(&self) -> Result<(), Fault> {
        let init = [
            "init",
            "--provider",
            "Provider",
            "--owner-email",
            OWNER,
            "--owner-password-stdin",
        ];
        self.run(&init, PASSWORD)?;
        for slug in ["big", "small"] {
            let admin = format!("admin@{slug}.example");
            self.run(&["portal", "create", slug, "--name", slug, "--admin-email", &admin], "")?;
        }
        Ok(())
    }

    /// Adds people and says how long that took.
    pub(crate) fn seed(&self, slug: &str, users: u64) -> Result<Duration, Fault> {
        let start = Instant::now();
        self.run(
            &["seed", "--portal", slug, "--users", &users.to_string(), "--seed", "7"],
            "",
        )?;
        Ok(start.elapsed())
    }

    /// A token of the portal's admin.
    pub(crate) fn token(&self) -> Result<String, Fault> {
        let create = [
            "token", "create", "--portal", "big", "--as", ADMIN, "--name", "bench", "--json",
        ];
        let made: serde_json::Value = serde_json::from_str(&self.run(&create, "")?)?;
        Ok(made["token"].as_str().unwrap_or_default().to_owned())
    }

    /// A token of the owner, who enters every portal.
    pub(crate) fn owner_token(&self) -> Result<String, Fault> {
        let create = [
            "token", "create", "--portal", "provider", "--as", OWNER, "--name", "bench", "--json",
        ];
        let made: serde_json::Value = serde_json::from_str(&self.run(&create, "")?)?;
        Ok(made["token"].as_str().unwrap_or_default().to_owned())
    }

    /// What `verify` finds; nothing is good.
    pub(crate) fn verify(&self) -> Result<(), Fault> {
        self.run(&["verify"], "").map(|_| ())
    }
}

/// A running server. Killed when dropped.
pub(crate) struct Server {
    child: Child,
    /// Kept open: a program whose output nobody takes stops.
    _output: BufReader<ChildStdout>,
    pub(crate) address: String,
}

impl Server {
    /// Starts it and says after how long it was ready: asked every two milliseconds.
    pub(crate) async fn start(installation: &Installation) -> Result<(Self, Duration), Fault> {
        let start = Instant::now();
        let log = std::fs::File::create(installation.folder.join("server.log"))?;
        let mut child = installation
            .command(&["serve", "--listen", "127.0.0.1:0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()?;
        let stdout = child.stdout.take().ok_or("no standard output")?;
        let (mut output, mut first) = (BufReader::new(stdout), String::new());
        output.read_line(&mut first)?;
        let address = first
            .split_once("http://")
            .ok_or("the server did not start")?
            .1
            .trim()
            .to_owned();
        let server = Self {
            child,
            _output: output,
            address,
        };
        loop {
            if let Ok(mut line) = Line::open(&server.address).await
                && line
                    .send(&Ask::get("/readyz"))
                    .await
                    .is_ok_and(|answer| answer.status == 200)
            {
                return Ok((server, start.elapsed()));
            }
            if start.elapsed() > Duration::from_secs(60) {
                return Err("the server was not ready in a minute".into());
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    fn proc(&self, file: &str) -> PathBuf {
        Path::new("/proc").join(self.child.id().to_string()).join(file)
    }

    /// A line of the process's status in MiB: `VmRSS` now, `VmHWM` at its highest.
    pub(crate) fn memory(&self, line: &str) -> f64 {
        let status = std::fs::read_to_string(self.proc("status")).unwrap_or_default();
        let line = status.lines().find_map(|l| l.strip_prefix(line)?.strip_prefix(':'));
        let kib = line.and_then(|l| l.trim().trim_end_matches(" kB").trim().parse::<f64>().ok());
        kib.unwrap_or_default() / 1024.0
    }

    /// Waits until the server has had nothing to do for five seconds: after a start with so many rows it may have invitations
    /// to end and an index to merge. Two minutes at most.
    pub(crate) async fn quiet(&self) {
        let (mut spent, mut since, start) = (self.ticks(), Instant::now(), Instant::now());
        while since.elapsed() < Duration::from_secs(5) && start.elapsed() < Duration::from_secs(120) {
            tokio::time::sleep(Duration::from_millis(250)).await;
            let now = self.ticks();
            // Looking for work takes a tick now and then.
            if now > spent + 2 {
                (spent, since) = (now, Instant::now());
            }
        }
    }

    /// Ticks of the clock that the process has worked, in hundredths of a second.
    fn ticks(&self) -> u64 {
        let stat = std::fs::read_to_string(self.proc("stat")).unwrap_or_default();
        // The name of the program, in parentheses, may have blanks.
        let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        fields
            .split_whitespace()
            .skip(11)
            .take(2)
            .filter_map(|ticks| ticks.parse::<u64>().ok())
            .sum()
    }

    /// Begins a new highest mark.
    pub(crate) fn forget_peak(&self) {
        // Where the system does not allow it, the mark of the whole run stands.
        std::fs::write(self.proc("clear_refs"), "5").ok();
    }

    /// Ends it as an operator would, and waits.
    pub(crate) fn stop(mut self) -> Result<(), Fault> {
        Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
