//! Users as CSV: the same code as the pages.

mod preview;

use super::Answer;
use crate::config::Config;
use crate::failure::Failure;
use crate::{installation, progress};
use app::export::{self, Columns, Formulas, Language, Options, Scope, Separator};
use app::import::{self, Table};
use app::users::run;
use app::{App, Ctx, jobs, operations};
use clap::Subcommand;
use model::ids::OperationId;
use model::operation::{InviteMail, Operation, OperationState};
use model::query::{Filter, UserQuery};
use model::status::Status;
use serde_json::{Map, Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// `portico users`.
#[derive(Subcommand, Debug)]
pub(super) enum Users {
    /// Add the people of a CSV file. Whoever is there already gets the names of their row and keeps role and address. Exports
    /// of Google Workspace, Microsoft Entra and Okta are understood as they are.
    Import {
        /// The file, with the columns First name, Last name, E-mail, Username, Role, Status; - for the standard input.
        file: PathBuf,
        /// The portal's slug.
        #[arg(long, value_name = "SLUG")]
        portal: String,
        /// Only say what would happen to each row.
        #[arg(long)]
        dry_run: bool,
        /// Send everybody new an invitation; without it they are added and can be invited later.
        #[arg(long)]
        invite: bool,
    },
    /// Write users as CSV to the standard output.
    Export {
        /// The portal's slug.
        #[arg(long, value_name = "SLUG")]
        portal: String,
        /// Only users of this status, such as ACTIVE; everybody but the deleted where it is left out. Repeatable.
        #[arg(long, value_name = "STATUS", value_parser = status)]
        status: Vec<Status>,
        /// documents (S3), standard (what the import reads), everything, or columns such as first_name,email,added_at.
        #[arg(long, value_name = "SET", default_value = "standard", value_parser = columns)]
        columns: Columns,
        /// comma, semicolon or tab.
        #[arg(long, default_value = "comma", value_parser = separator)]
        separator: Separator,
        /// Leave cells that a spreadsheet would run as they are: for programs.
        #[arg(long)]
        raw: bool,
        /// Language of the header: en or de.
        #[arg(long, default_value = "en", value_parser = language)]
        language: Language,
        /// A file instead of the standard output.
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

fn status(text: &str) -> Result<Status, String> {
    Status::from_code(&text.to_uppercase()).ok_or_else(|| {
        let known: Vec<&str> = Status::ALL.iter().map(|s| s.code()).collect();
        format!("there is no such status; there are {}", known.join(", "))
    })
}

fn columns(text: &str) -> Result<Columns, String> {
    Columns::from_key(text)
        .ok_or_else(|| String::from("write documents, standard, everything, or columns such as first_name,email"))
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_code(text).ok_or_else(|| String::from("write en or de"))
}

fn separator(text: &str) -> Result<Separator, String> {
    Separator::from_key(text).ok_or_else(|| String::from("write comma, semicolon or tab"))
}

impl Users {
    pub(super) fn run(self, config: &Config, answer: Answer) -> Result<(), Failure> {
        match self {
            Self::Import {
                file,
                portal,
                dry_run,
                invite,
            } => {
                let bytes = read(&file)?;
                let table = import::parse(&bytes)?;
                let options = import::Options {
                    invite: if invite { InviteMail::Send } else { InviteMail::Skip },
                };
                let app = installation::open(config)?;
                let ctx = installation::portal(&app, &portal)?;
                if dry_run {
                    let verdicts = import::preview(&ctx, &table, options).map_err(hinted)?;
                    return preview::told(answer, &table, &verdicts);
                }
                imported(&app, &ctx, &table, options, answer)
            }
            Self::Export {
                portal,
                status,
                columns,
                separator,
                raw,
                language,
                output,
            } => {
                let formulas = if raw { Formulas::Raw } else { Formulas::Neutralised };
                let app = installation::open(config)?;
                let ctx = installation::portal(&app, &portal)?;
                let query = UserQuery {
                    filter: Filter {
                        status,
                        ..Filter::default()
                    },
                    ..UserQuery::default()
                };
                exported(
                    &ctx,
                    &query,
                    &Options {
                        columns,
                        separator,
                        formulas,
                        language,
                    },
                    output.as_deref(),
                )
            }
        }
    }
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let outcome = if file == Path::new("-") {
        std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes)
    } else {
        std::fs::File::open(file).and_then(|mut file| std::io::Read::read_to_end(&mut file, &mut bytes))
    };
    outcome.map_err(|error| Failure::file("read", file, &error))?;
    Ok(bytes)
}

/// A portal that always sends the invitation says so with the name of the API's field.
fn hinted(error: app::error::AppError) -> Failure {
    match &error {
        app::error::AppError::Invalid(fields) if fields.iter().any(|f| f.field == "send_invitation") => {
            Failure::new("This portal always sends the invitation: add --invite.")
        }
        _ => error.into(),
    }
}

fn imported(app: &App, ctx: &Ctx, table: &Table<'_>, options: import::Options, answer: Answer) -> Result<(), Failure> {
    let operation = match import::run(ctx, table, options, None).map_err(hinted)? {
        run::Answer::Finished { operation, .. } => *operation,
        run::Answer::Started(operation) => carried_out(app, ctx, operation.id)?,
    };
    let reasons = operations::reasons(ctx, operation.id)?;
    let changed = import::changed(ctx, operation.id)?;
    let mut text = format!(
        "{} added, {changed} changed, {} skipped, {} failed.",
        operation.done - changed,
        operation.skipped,
        operation.failed
    );
    for title in table.ignored() {
        text.push_str(&format!("\n  The column {title} is ignored."));
    }
    for (skip, n) in &reasons {
        text.push_str(&format!("\n  {n} {}", skip.short()));
    }
    let by_code: Map<String, Value> = reasons
        .iter()
        .map(|(skip, n)| (skip.code().to_owned(), json!(n)))
        .collect();
    let json = json!({
        "operation": operation.id, "done": operation.done, "changed": changed, "ignored_columns": table.ignored(), "skipped": operation.skipped, "failed": operation.failed, "reasons": by_code,
    });
    answer.say(&text, &json)?;
    if operation.failed > 0 {
        return Err(Failure::new(format!(
            "{} rows failed: run the import again, it leaves the others alone.",
            operation.failed
        )));
    }
    Ok(())
}

/// Works on the operation, beside a running server if there is one, and shows how far it is.
fn carried_out(app: &App, ctx: &Ctx, id: OperationId) -> Result<Operation, Failure> {
    const LOOK_EVERY: Duration = Duration::from_millis(100);
    let bar = progress::bar(u64::try_from(operations::get(ctx, id)?.total).unwrap_or_default());
    let operation = std::thread::scope(|scope| {
        let work = scope.spawn(|| jobs::run_operations(app));
        let mut worked = Some(work);
        loop {
            let operation = operations::get(ctx, id)?;
            bar.set_position(u64::try_from(operation.reached()).unwrap_or_default());
            if operation.state != OperationState::Running {
                return Ok::<_, Failure>(operation);
            }
            if worked.as_ref().is_some_and(std::thread::ScopedJoinHandle::is_finished) {
                let outcome = worked.take().map(std::thread::ScopedJoinHandle::join);
                match outcome {
                    Some(Ok(done)) => done?,
                    _ => {
                        return Err(Failure::new(
                            "The import stopped by itself: start portico, and it goes on.",
                        ));
                    }
                }
                // Somebody else works on it, or did until a moment ago.
                worked = Some(scope.spawn(|| {
                    std::thread::sleep(LOOK_EVERY);
                    jobs::run_operations(app)
                }));
            }
            std::thread::sleep(LOOK_EVERY);
        }
    })?;
    bar.finish_and_clear();
    Ok(operation)
}

fn exported(ctx: &Ctx, query: &UserQuery, options: &Options, output: Option<&Path>) -> Result<(), Failure> {
    let Some(path) = output else {
        let mut out = std::io::stdout().lock();
        export::users(ctx, query, Scope::All, options, &mut out)?;
        return Ok(());
    };
    let file = create(path).map_err(|error| Failure::file("written", path, &error))?;
    let bar = progress::bytes();
    let mut out = bar.wrap_write(file);
    export::users(ctx, query, Scope::All, options, &mut out)?;
    out.flush().map_err(|error| Failure::file("written", path, &error))?;
    bar.finish_and_clear();
    Ok(())
}

/// The file is full of people's addresses: for this user only.
fn create(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
