//! Measures Portico as its users meet it: the release binary, a real database, HTTP on the loopback. Prints a table, and
//! writes it with a plot as `docs/performance.md`, `docs/performance.svg` and `docs/performance.json`.
//!
//! `scripts/bench` is the one command; `scripts/bench quick` is the reduced run, which fails only on errors.

mod bare;
mod bench;
mod figures;
mod http;
mod limits;
mod machine;
mod plot;
mod portico;
#[path = "../../crates/testkit/src/postgres.rs"]
#[expect(
    dead_code,
    unreachable_pub,
    clippy::expect_used,
    clippy::panic,
    reason = "the tests' own server is in the same file, and is public and may panic there"
)]
mod postgres_server;
mod reading;
mod report;
mod visitor;
mod works;
mod writing;

use bench::Bench;
use clap::{Parser, Subcommand};
use figures::{Figure, Run};
use portico::Installation;
use postgres_server::OwnPostgres;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Whatever went wrong: a benchmark has nobody to explain it to but the person who runs it.
type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Which database.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub(crate) enum Engine {
    /// In the server's process.
    Sqlite,
    /// A server that the run starts.
    Postgres,
}

impl Engine {
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// How thorough the run is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub(crate) enum Size {
    /// For the report.
    Full,
    /// For a look, and for CI.
    Quick,
}

impl Size {
    pub(crate) const fn times(self) -> usize {
        match self {
            Self::Full => 40,
            Self::Quick => 5,
        }
    }

    pub(crate) const fn second(self) -> Duration {
        match self {
            Self::Full => Duration::from_secs(2),
            Self::Quick => Duration::from_millis(400),
        }
    }

    pub(crate) const fn ids(self) -> usize {
        match self {
            Self::Full => 20_000,
            Self::Quick => 3_000,
        }
    }
}

#[derive(Parser)]
#[command(about = "Measures a Portico release binary")]
struct Arguments {
    /// The program under test.
    #[arg(long, default_value = "target/release/portico")]
    program: PathBuf,
    /// The databases.
    #[arg(long, value_delimiter = ',', default_value = "sqlite,postgres")]
    engines: Vec<Engine>,
    /// The sizes of the big portal.
    #[arg(long, value_delimiter = ',', default_value = "10000,1000000")]
    users: Vec<u64>,
    /// How thorough.
    #[arg(long, default_value = "full")]
    size: Size,
    /// Where the report goes; without it nothing is written.
    #[arg(long)]
    report: Option<PathBuf>,
    /// Where databases are made; a folder on the disk that is to be measured.
    #[arg(long)]
    folder: Option<PathBuf>,
    #[command(subcommand)]
    other: Option<Other>,
}

#[derive(Subcommand)]
enum Other {
    /// Used by the run itself: a server that answers what it reads.
    Bare,
    /// Writes the report again from the figures of a former run.
    Report {
        /// `performance.json`.
        figures: PathBuf,
    },
}

fn main() -> Result<(), Fault> {
    let arguments = Arguments::parse();
    match arguments.other {
        Some(Other::Bare) => bare::serve(),
        Some(Other::Report { figures }) => {
            let run: Run = serde_json::from_slice(&std::fs::read(&figures)?)?;
            write_report(figures.parent().unwrap_or(Path::new(".")), &run)
        }
        None => measure(&arguments),
    }
}

fn measure(arguments: &Arguments) -> Result<(), Fault> {
    let mut run = machine::described(&arguments.program)?;
    for engine in &arguments.engines {
        for users in &arguments.users {
            run.figures.extend(one(arguments, *engine, *users)?);
            if let Some(folder) = &arguments.report {
                write_report(folder, &run)?;
            }
        }
    }
    let missed = run
        .figures
        .iter()
        .filter(|figure| report::met(figure) == Some(false))
        .count();
    say(&format!(
        "{} figures, {missed} of them beside their target",
        run.figures.len()
    ));
    Ok(())
}

/// One engine at one size, in a folder of its own that is gone afterwards.
fn one(arguments: &Arguments, engine: Engine, users: u64) -> Result<Vec<Figure>, Fault> {
    let folder = match &arguments.folder {
        Some(folder) => tempfile::tempdir_in(folder)?,
        None => tempfile::tempdir()?,
    };
    let own = (engine == Engine::Postgres).then(|| OwnPostgres::start(machine::POSTGRES));
    let database_url = own.as_ref().map_or_else(
        || format!("sqlite:{}", folder.path().join("portico.db").display()),
        |own| own.create_database("portico"),
    );
    let installation = Installation {
        program: arguments.program.canonicalize()?,
        folder: folder.path().to_owned(),
        database_url,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let mut bench = Bench::start(installation, engine, users, arguments.size).await?;
        bench.reading().await?;
        bench.writing().await?;
        bench.end()
    })
}

fn write_report(folder: &Path, run: &Run) -> Result<(), Fault> {
    std::fs::write(
        folder.join("performance.json"),
        serde_json::to_string_pretty(run)? + "\n",
    )?;
    std::fs::write(folder.join("performance.svg"), plot::svg(run))?;
    std::fs::write(folder.join("performance.md"), report::page(run, "performance.svg"))?;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the table is what the program is for")]
fn say(line: &str) {
    println!("{line}");
}
