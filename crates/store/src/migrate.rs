//! Brings a database to the schema this program was built with: numbered files, checksums, one transaction each.

use crate::db::{Db, Engine, Tx};
use crate::dialect::lock_migrations;
use crate::error::StoreError;
use model::time::Time;

pub use crate::db::catalogue;

/// The steps, oldest first: name (starting with its number) and text. A released step is never changed again.
pub const MIGRATIONS: &[(&str, &str)] = &[
    ("0001_initial", include_str!("../migrations/0001_initial.sql")),
    ("0002_list_filters", include_str!("../migrations/0002_list_filters.sql")),
    (
        "0003_search_by_name",
        include_str!("../migrations/0003_search_by_name.sql"),
    ),
    (
        "0004_search_on_postgres",
        include_str!("../migrations/0004_search_on_postgres.sql"),
    ),
    (
        "0005_log_by_portal",
        include_str!("../migrations/0005_log_by_portal.sql"),
    ),
    ("0006_keys_of_some", include_str!("../migrations/0006_keys_of_some.sql")),
    ("0007_long_texts", include_str!("../migrations/0007_long_texts.sql")),
];

/// A step as the database remembers it.
struct Done {
    version: i64,
    checksum: String,
}

/// Runs what is missing and says how many steps that were. Of two processes at once the second waits and finds it done.
///
/// # Errors
/// `Other` with a sentence when the database is newer than this program or a step was changed after it was run.
pub fn migrate(db: &Db, now: Time) -> Result<usize, StoreError> {
    migrate_with(db, MIGRATIONS, now)
}

/// The names of the steps that [`migrate`] would run.
///
/// # Errors
/// As [`migrate`].
pub fn pending(db: &Db) -> Result<Vec<&'static str>, StoreError> {
    let done = db.read(|tx| if has_history(tx)? { history(tx) } else { Ok(Vec::new()) })?;
    check(&done, MIGRATIONS)?;
    Ok(MIGRATIONS[done.len()..].iter().map(|(name, _)| *name).collect())
}

/// A name for exactly these migrations: test databases are copied from a template of that name.
#[must_use]
pub fn fingerprint() -> String {
    let all: String = MIGRATIONS.iter().map(|(_, sql)| *sql).collect();
    checksum(&all).chars().take(12).collect()
}

/// As [`migrate`], with steps of one's own: for tests of the runner.
///
/// # Errors
/// As [`migrate`].
pub fn migrate_with(db: &Db, steps: &[(&str, &str)], now: Time) -> Result<usize, StoreError> {
    let mut count = 0;
    while db.write(|tx| next_step(tx, steps, now))? {
        count += 1;
    }
    Ok(count)
}

/// Runs the first step that is missing; false when there is none.
fn next_step(tx: &mut Tx<'_>, steps: &[(&str, &str)], now: Time) -> Result<bool, StoreError> {
    lock_migrations(tx)?;
    tx.batch(&tx.engine().ddl(
        "CREATE TABLE IF NOT EXISTS schema_migrations (version @pk, name @text NOT NULL, checksum @text NOT NULL, applied_at @time NOT NULL)",
    ))?;
    let done = history(tx)?;
    check(&done, steps)?;
    let Some((name, sql)) = steps.get(done.len()) else {
        return Ok(false);
    };
    let ddl = tx.engine().ddl(sql);
    tx.batch(&ddl)
        .map_err(|error| StoreError::Other(format!("The migration {name} failed: {error}")))?;
    tx.exec(
        "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)",
        &[&version(name)?, name, &checksum(sql), &now.0],
    )?;
    Ok(true)
}

fn has_history(tx: &mut Tx<'_>) -> Result<bool, StoreError> {
    let sql = match tx.engine() {
        Engine::Sqlite => "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'",
        Engine::Postgres => "SELECT 1 WHERE to_regclass('schema_migrations') IS NOT NULL",
    };
    Ok(tx.one(sql, &[], |_| Ok(()))?.is_some())
}

fn history(tx: &mut Tx<'_>) -> Result<Vec<Done>, StoreError> {
    tx.rows(
        "SELECT version, checksum FROM schema_migrations ORDER BY version",
        &[],
        |row| {
            Ok(Done {
                version: row.get(0)?,
                checksum: row.get(1)?,
            })
        },
    )
}

/// What was run must be a beginning of what there is to run.
fn check(done: &[Done], steps: &[(&str, &str)]) -> Result<(), StoreError> {
    let newest = steps.last().map_or(Ok(0), |(name, _)| version(name))?;
    if let Some(newer) = done
        .iter()
        .map(|step| step.version)
        .max()
        .filter(|version| *version > newest)
    {
        return Err(StoreError::Other(format!(
            "The database was made by a newer Portico: its schema is version {newer}, this program knows {newest}. Start the newer program, or restore the backup from before the upgrade."
        )));
    }
    for (at, step) in done.iter().enumerate() {
        let (name, sql) = steps.get(at).copied().unwrap_or_default();
        if version(name)? != step.version || checksum(sql) != step.checksum {
            return Err(StoreError::Other(format!(
                "Migration {} was run in another form than this program has it. Start the program that made the database, or restore a backup; nothing was changed.",
                step.version
            )));
        }
    }
    Ok(())
}

/// The number that a step's name starts with.
fn version(name: &str) -> Result<i64, StoreError> {
    let digits = name.split('_').next().unwrap_or_default();
    digits
        .parse()
        .map_err(|_| StoreError::Other(format!("The migration \"{name}\" does not start with its number.")))
}

/// SHA-256 in hexadecimal. Line ends do not count: a checkout may change them.
fn checksum(sql: &str) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, sql.replace("\r\n", "\n").as_bytes());
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}
