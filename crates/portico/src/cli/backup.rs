//! Backup and restore of a SQLite database, by the engine's own means. PostgreSQL has its own programs, which are named.

use super::Answer;
use crate::config::Config;
use crate::failure::Failure;
use crate::{installation, key_file};
use app::store::{DatabaseUrl, Ownership, migrate};
use serde_json::json;
use std::path::Path;

pub(super) fn backup(config: &Config, file: &Path, answer: Answer) -> Result<(), Failure> {
    let db = installation::look_at_database(config)?;
    db.backup_to(file)?;
    let (file, key) = (file.display(), config.key_file.display());
    let text = format!(
        "The database is copied to {file}.\nKeep the key file {key} too, in another place: without it the backup cannot be used."
    );
    answer.say(&text, &json!({ "file": file.to_string(), "key_file": key.to_string() }))
}

/// Restores only where there is no database: nothing is ever overwritten. Sessions of the backup are dead; invitations
/// that were open in it are open again.
pub(super) fn restore(config: &Config, file: &Path, answer: Answer) -> Result<(), Failure> {
    let DatabaseUrl::Sqlite(target) = &config.database_url else {
        return Err(Failure::new(
            "PostgreSQL is restored with its own program: run pg_restore --clean --if-exists --dbname=URL FILE while portico is stopped.",
        ));
    };
    if target.exists() {
        return Err(Failure::new(format!(
            "There is a database at {} already: stop portico and move it away first.",
            target.display()
        )));
    }
    let source = Config {
        database_url: DatabaseUrl::Sqlite(file.to_owned()),
        ..config.clone()
    };
    check(&source, file)?;
    key_file::make_folder_of(target).map_err(|error| Failure::file("written", target, &error))?;
    installation::look_at_database(&source)?.backup_to(target)?;
    let app = installation::open(config)?;
    // Without a set-up there is nobody, and no log to say so in.
    let ended = if app::set_up::is_set_up(&app)? {
        app.end_every_access()?
    } else {
        0
    };
    let text = format!(
        "The database is restored to {}. Sessions, links and API tokens of the backup do not work any more ({ended} users): make new tokens, resend open invitations.\nRun portico verify, then start portico.",
        target.display()
    );
    answer.say(
        &text,
        &json!({ "database": target.display().to_string(), "access_ended": ended }),
    )
}

/// Whether the file is a backup that this program and this key can work with.
fn check(source: &Config, file: &Path) -> Result<(), Failure> {
    if !file.exists() {
        return Err(Failure::new(format!(
            "There is no file {}: check its name.",
            file.display()
        )));
    }
    let no_backup = |why: &dyn std::fmt::Display| {
        Failure::new(format!(
            "{} is no backup of Portico ({why}): choose another file.",
            file.display()
        ))
    };
    let db = installation::database(source, Ownership::Guest)?;
    let pending = migrate::pending(&db).map_err(|error| no_backup(&error))?;
    if pending.len() == migrate::MIGRATIONS.len() {
        return Err(no_backup(&"it has none of its tables"));
    }
    Ok(installation::look(source)?.check_key()?)
}
