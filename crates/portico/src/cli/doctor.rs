//! Looks at everything that an operator can get wrong, beside a running server too, and says how to mend it.

use super::Answer;
use crate::config::Config;
use crate::failure::Failure;
use crate::installation;
use crate::key_file::{self, Missing};
use app::App;
use app::activity::{self, EventQuery};
use app::store::migrate;
use app::store::users::search::knows_all_letters;
use model::time::{Span, Time};
use serde_json::{Value, json};

/// What was looked at, and what is good or wrong about it.
struct Check {
    name: &'static str,
    outcome: Result<String, String>,
}

pub(super) fn doctor(config: &Config, answer: Answer) -> Result<(), Failure> {
    let checks = all(config);
    let line = |check: &Check| match &check.outcome {
        Ok(good) => format!("ok   {}: {good}", check.name),
        Err(wrong) => format!("FIX  {}: {wrong}", check.name),
    };
    let text: Vec<String> = checks.iter().map(line).collect();
    let json: Vec<Value> = checks
        .iter()
        .map(
            |c| json!({ "check": c.name, "ok": c.outcome.is_ok(), "detail": c.outcome.as_ref().unwrap_or_else(|e| e) }),
        )
        .collect();
    answer.say(&text.join("\n"), &json!({ "checks": json }))?;
    match checks.iter().filter(|check| check.outcome.is_err()).count() {
        0 => Ok(()),
        1 => Err(Failure::new("1 thing must be mended: see the line with FIX.")),
        n => Err(Failure::new(format!(
            "{n} things must be mended: see the lines with FIX."
        ))),
    }
}

fn all(config: &Config) -> Vec<Check> {
    let said = |outcome: Result<String, Failure>| outcome.map_err(|failure| failure.to_string());
    let mut checks = vec![
        Check {
            name: "configuration",
            outcome: Ok(configuration(config)),
        },
        Check {
            name: "key",
            outcome: said(key(config)),
        },
        Check {
            name: "schema",
            outcome: said(schema(config)),
        },
    ];
    // What needs the rows is asked only where they can be read.
    if checks.iter().all(|check| check.outcome.is_ok()) {
        match installation::look(config) {
            Err(failure) => checks.push(Check {
                name: "database",
                outcome: Err(failure.to_string()),
            }),
            Ok(app) => checks.extend([
                Check {
                    name: "database",
                    outcome: said(database(&app)),
                },
                Check {
                    name: "search",
                    outcome: said(search(config)),
                },
                Check {
                    name: "outbox",
                    outcome: said(outbox(&app)),
                },
                Check {
                    name: "mail",
                    outcome: app.transport().check(),
                },
                Check {
                    name: "clock",
                    outcome: said(clock(&app)),
                },
            ]),
        }
    }
    checks
}

fn configuration(config: &Config) -> String {
    let address = config.base_url(config.listen);
    format!(
        "Portico listens on {} and is opened at {address}; its database is {}.",
        config.listen, config.database_url
    )
}

fn key(config: &Config) -> Result<String, Failure> {
    key_file::load(&config.key_file, Missing::Refuse)?;
    Ok(format!("{} is there, for this user only.", config.key_file.display()))
}

fn schema(config: &Config) -> Result<String, Failure> {
    let db = installation::look_at_database(config)?;
    match migrate::pending(&db)?.len() {
        0 => Ok(String::from("The database has the schema of this program.")),
        n => Err(Failure::new(format!(
            "{n} migrations are missing: run portico migrate."
        ))),
    }
}

fn database(app: &App) -> Result<String, Failure> {
    app.check_key()?;
    if !app::set_up::is_set_up(app)? {
        return Err(Failure::new(
            "Portico is not set up yet: run portico init, or open the link that portico prints at its start.",
        ));
    }
    Ok(String::from("It answers, is set up, and fits the key."))
}

/// The rows are right without it: the search is slow, because it has to read everybody.
fn search(config: &Config) -> Result<String, Failure> {
    if installation::look_at_database(config)?.read(knows_all_letters)? {
        return Ok(String::from("Names of every script are found by the index."));
    }
    Err(Failure::new(
        "This PostgreSQL database takes only Latin letters for letters, so names of other scripts are searched without an \
         index: dump it with pg_dump, create it anew with ENCODING 'UTF8' LC_CTYPE 'C.UTF-8' TEMPLATE template0, and restore it.",
    ))
}

fn outbox(app: &App) -> Result<String, Failure> {
    const LONG: Span = Span::minutes(15);
    let waiting = app.waiting()?;
    if waiting.oldest > LONG {
        let minutes = waiting.oldest.as_seconds() / 60;
        return Err(Failure::new(format!(
            "{} mails wait, the oldest for {minutes} minutes: start portico, or look at the mail server.",
            waiting.queued
        )));
    }
    Ok(format!(
        "{} mails wait, {} were given up.",
        waiting.queued, waiting.dead
    ))
}

/// The log is ordered by time: a clock that runs behind it would mix it up, and links would live too long.
fn clock(app: &App) -> Result<String, Failure> {
    const OLDEST: Time = Time(1_735_689_600_000_000);
    let now = app.clock().now();
    let wrong = |what: String| {
        Failure::new(format!(
            "This machine says {}, {what}: set its clock, best by NTP.",
            now.short("UTC")
        ))
    };
    if now < OLDEST {
        return Err(wrong(String::from("which is long ago")));
    }
    let ctx = installation::portal(app, "provider")?;
    let newest = activity::list(
        &ctx,
        &EventQuery {
            limit: 1,
            ..EventQuery::default()
        },
    )?
    .events
    .pop();
    match newest {
        Some(event) if event.at > now + Span::minutes(1) => Err(wrong(format!(
            "but something was done here at {}",
            event.at.short("UTC")
        ))),
        _ => Ok(format!("{} UTC.", now.short("UTC"))),
    }
}
