//! The command line: parses, calls a use case, prints. Answers go to the standard output, errors and progress to the error
//! stream; the exit code is 0 for done, 1 for refused or failed, 2 for a call that makes no sense.

mod backup;
mod doctor;
mod owner;
mod portal;
mod seed;
mod users;
mod verify;

use crate::config::{Config, Given, Log};
use crate::failure::Failure;
use crate::{installation, serve};
use clap::{Args, Parser, Subcommand};
use serde_json::Value;
use std::io::Write as _;
use std::path::PathBuf;

/// Manages the users of customer portals. Without a command it starts the server.
#[derive(Parser, Debug)]
#[command(name = "portico", version, about, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// Answer in JSON, for scripts.
    #[arg(long, global = true)]
    json: bool,
    #[command(flatten)]
    settings: Settings,
}

/// The configuration; each flag is also a key of portico.toml and a variable PORTICO_KEY.
#[derive(Args, Debug)]
#[command(next_help_heading = "Configuration (also in portico.toml and as PORTICO_… in the environment)")]
struct Settings {
    /// The configuration file [default: portico.toml, where there is one].
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where to listen [default: 127.0.0.1:8080].
    #[arg(long, global = true, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    /// What people open in the browser [default: http:// and the address].
    #[arg(long, global = true, value_name = "URL")]
    base_url: Option<String>,
    /// sqlite:PATH or postgres://… [default: portico.db in the data folder].
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
    /// capture, file:DIR, smtp://… or smtps://… [default: capture].
    #[arg(long, global = true, value_name = "HOW")]
    mail: Option<String>,
    /// Whom mail is from, such as "Portico <portico@example.com>".
    #[arg(long, global = true, value_name = "ADDRESS")]
    mail_from: Option<String>,
    /// The key of encryption and signing [default: portico.key in the data folder].
    #[arg(long, global = true, value_name = "FILE")]
    key_file: Option<String>,
    /// Addresses of proxies whose X-Forwarded-For counts, separated by commas.
    #[arg(long, global = true, value_name = "ADDRESSES")]
    trusted_proxies: Option<String>,
    /// text or json [default: text].
    #[arg(long, global = true, value_name = "FORM")]
    log: Option<String>,
    /// A listener of its own for /metrics.
    #[arg(long, global = true, value_name = "ADDRESS:PORT")]
    metrics_listen: Option<String>,
    /// Use cases at a time [default: 8].
    #[arg(long, global = true, value_name = "N")]
    workers: Option<String>,
    /// Where the database and the key are [default: portico-data].
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<String>,
    /// Let passwords cross the network in the clear.
    #[arg(long, global = true)]
    insecure_http: bool,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Start the server.
    Serve,
    /// Set Portico up: the provider and its owner.
    Init(owner::Init),
    /// Customers' portals.
    #[command(subcommand)]
    Portal(portal::Portal),
    /// API tokens.
    #[command(subcommand)]
    Token(portal::Token),
    /// Users as CSV files.
    #[command(subcommand)]
    Users(users::Users),
    /// Add people for demonstrations and benchmarks; nobody can sign in as one of them.
    Seed(seed::Seed),
    /// Check the invariants of the database.
    Verify,
    /// Bring the database to the schema of this program.
    Migrate,
    /// Copy the database to a new file while it is in use.
    Backup {
        /// The new file.
        file: PathBuf,
    },
    /// Put a backup in the place of a database that is not there.
    Restore {
        /// The backup.
        file: PathBuf,
    },
    /// Check configuration, database, mail and clock.
    Doctor,
    /// Break-glass on the host.
    #[command(subcommand)]
    Admin(owner::Admin),
}

impl Settings {
    fn given(self) -> Given {
        let texts = [
            ("listen", self.listen),
            ("base_url", self.base_url),
            ("database_url", self.database_url),
            ("mail", self.mail),
            ("mail_from", self.mail_from),
            ("key_file", self.key_file),
            ("trusted_proxies", self.trusted_proxies),
            ("log", self.log),
            ("metrics_listen", self.metrics_listen),
            ("workers", self.workers),
            ("data_dir", self.data_dir),
            ("insecure_http", self.insecure_http.then(|| String::from("true"))),
        ];
        Given {
            file: self.config,
            flags: texts.into_iter().filter_map(|(key, text)| Some((key, text?))).collect(),
        }
    }
}

/// How a command answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Answer {
    Text,
    Json,
}

impl Answer {
    /// Prints one of the two forms.
    fn say(self, text: &str, json: &Value) -> Result<(), Failure> {
        match self {
            Self::Text => print(text),
            Self::Json => print(&json.to_string()),
        }
    }
}

/// Runs what was asked for.
pub(crate) fn run(cli: Cli) -> Result<(), Failure> {
    let config = Config::load(&cli.settings.given())?;
    let answer = if cli.json { Answer::Json } else { Answer::Text };
    let command = cli.command.unwrap_or(Command::Serve);
    if !matches!(command, Command::Serve) {
        serve::start_log(Log::Text, tracing::Level::WARN);
    }
    match command {
        Command::Serve => serve::serve(&config),
        Command::Init(init) => init.run(&config, answer),
        Command::Portal(command) => command.run(&config, answer),
        Command::Token(command) => command.run(&config, answer),
        Command::Users(command) => command.run(&config, answer),
        Command::Seed(seed) => seed.run(&config, answer),
        Command::Verify => verify::verify(&config, answer),
        Command::Migrate => migrate(&config, answer),
        Command::Backup { file } => backup::backup(&config, &file, answer),
        Command::Restore { file } => backup::restore(&config, &file, answer),
        Command::Doctor => doctor::doctor(&config, answer),
        Command::Admin(command) => command.run(&config, answer),
    }
}

fn migrate(config: &Config, answer: Answer) -> Result<(), Failure> {
    let db = installation::database(config, app::store::Ownership::Owner)?;
    let steps = app::store::migrate::migrate(&db, app::source::Clock::System.now())?;
    let text = match steps {
        0 => String::from("The database is up to date."),
        1 => String::from("1 migration was run."),
        n => format!("{n} migrations were run."),
    };
    answer.say(&text, &serde_json::json!({ "migrations": steps }))
}

/// Prints lines on the standard output.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let printed = writeln!(out, "{text}").and_then(|()| out.flush());
    printed.map_err(|error| {
        Failure::new(format!(
            "The answer could not be printed ({error}): look where the output goes."
        ))
    })
}

/// A password from the standard input, or a new one where none is given.
fn password(from_stdin: bool) -> Result<(String, Option<String>), Failure> {
    if !from_stdin {
        let made = app::keys::Secret::from_bytes(app::source::Random::system().bytes());
        return Ok((made.expose().to_owned(), Some(made.expose().to_owned())));
    }
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).map_err(|error| {
        Failure::new(format!(
            "The password cannot be read from the standard input ({error}): send it as one line."
        ))
    })?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() {
        return Err(Failure::new(
            "There is no password on the standard input: send it as one line.",
        ));
    }
    Ok((password, None))
}
