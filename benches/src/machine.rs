//! Where the run took place.

use crate::Fault;
use crate::figures::Run;
use std::path::Path;
use std::process::Command;

/// The settings of the PostgreSQL that a run starts: memory for a database of this size on a small machine, a log that is
/// not checkpointed all the time. Commits are flushed to the disk, as everywhere.
pub(crate) const POSTGRES: &str = "max_connections = 200\nshared_buffers = 1GB\neffective_cache_size = 4GB\n\
    maintenance_work_mem = 256MB\nmax_wal_size = 8GB\ncheckpoint_timeout = 15min\nrandom_page_cost = 1.1\n";

fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    text.unwrap_or_default()
}

fn line_of(file: &str, name: &str) -> String {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let value = text
        .lines()
        .find(|line| line.starts_with(name))
        .and_then(|line| line.split_once(':'));
    value.map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
}

/// A run without figures.
pub(crate) fn described(program: &Path) -> Result<Run, Fault> {
    let size = std::fs::metadata(program)
        .map_err(|error| format!("{}: {error}; build it with cargo build --release", program.display()))?
        .len();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let machine = [
        (
            "Processor",
            format!("{} ({cores} cores)", line_of("/proc/cpuinfo", "model name")),
        ),
        ("Memory", line_of("/proc/meminfo", "MemTotal")),
        ("System", output("uname", &["-sr"])),
        ("Rust", output("rustc", &["--version"])),
        ("SQLite", rusqlite::version().to_owned()),
        ("PostgreSQL", output("psql", &["--version"])),
        ("Binary", format!("{:.1} MB (target 30 MB)", size as f64 / 1e6)),
    ];
    Ok(Run {
        date: output("date", &["-u", "+%F"]),
        commit: output("git", &["describe", "--always", "--dirty"]),
        machine: machine.map(|(name, value)| (name.to_owned(), value)).to_vec(),
        figures: Vec::new(),
    })
}
