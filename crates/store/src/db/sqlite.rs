//! SQLite: a pool of readers, one writing connection with group commit, checkpoints on a thread of their own.

use super::checkpoint::Checkpointer;
use super::lru::Lru;
use super::pool::{Pool, Pooled};
use super::writer::{Home, Turn, Writer};
use super::{Access, DbOptions, Faults, Ownership, Param, Row, Tx, file, lock};
use crate::dialect;
use crate::error::StoreError;
use rusqlite::config::DbConfig;
use rusqlite::{CachedStatement, Connection, OpenFlags, ToSql};
use std::cell::RefCell;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Statements kept prepared on each connection.
const STATEMENTS: usize = 256;
/// How long SQLite itself waits for a lock of another process, such as a backup.
const BUSY: Duration = Duration::from_secs(5);
/// After so long without a write the writer's cache is given back: the system's cache has the pages, too.
const UNWRITTEN: Duration = Duration::from_secs(2);
/// After so long without a read the readers are closed.
const UNREAD: Duration = Duration::from_secs(60);

/// A SQLite database. The order of the fields is the order of closing: the lock goes last.
pub(super) struct Sqlite {
    readers: Pool<SqliteConnection>,
    writer: Option<(Writer<SqliteConnection>, Desk)>,
    path: PathBuf,
    _owned: Option<File>,
}

impl Sqlite {
    pub(super) fn open(path: &Path, options: &DbOptions) -> Result<Self, StoreError> {
        let (path, owned, writer) = match options.ownership {
            Ownership::Guest => (path.to_owned(), None, None),
            Ownership::Owner => {
                let path = file::prepare(path)?;
                let owned = file::own(&path)?;
                let writer = open_writer(&path, options)?;
                (path, Some(owned), Some(writer))
            }
        };
        Ok(Self {
            readers: Pool::new(options.readers, options.patience),
            writer,
            path,
            _owned: owned,
        })
    }

    pub(super) fn read<T, E: From<StoreError>>(
        &self,
        faults: &Faults,
        body: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let open = || SqliteConnection::open(&self.path, Access::Read);
        self.readers.with(open, |connection| {
            connection.run("BEGIN")?;
            let mut tx = Tx::sqlite(connection, Access::Read, faults);
            let result = body(&mut tx);
            let failure = tx.into_failure();
            if connection.in_transaction() {
                connection.run("ROLLBACK")?;
            }
            match failure {
                Some(failure) => result.and_then(|_| Err(failure.into())),
                None => result,
            }
        })?
    }

    pub(super) fn write<T, E: From<StoreError>>(
        &self,
        faults: &Faults,
        body: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        match &self.writer {
            Some((writer, desk)) => {
                let job = writer.run(desk, faults, body)?;
                match job.failure {
                    Some(failure) => job.result.and_then(|_| Err(failure.into())),
                    None => job.result,
                }
            }
            None => Err(StoreError::Other("The database was opened for reading only.".into()).into()),
        }
    }

    /// Gives back what nobody has used for a while.
    pub(super) fn rest(&self) {
        self.readers.forget_unused(UNREAD);
        if let Some((_, desk)) = &self.writer {
            desk.rest();
        }
    }

    /// Copies all pages in one step, so a busy writer cannot make it start over; it sees one moment of the database.
    pub(super) fn backup_to(&self, path: &Path) -> Result<(), StoreError> {
        file::make_new(path)?;
        let copied = self.copy_to(path).and_then(|()| file::persist(path));
        if copied.is_err() {
            // A half-written copy must not be taken for a backup; the first error is the one to report.
            std::fs::remove_file(path).ok();
        }
        copied
    }

    fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        let copy = || {
            let source = Connection::open_with_flags(&self.path, flags())?;
            source.busy_timeout(BUSY)?;
            let mut target = Connection::open_with_flags(path, flags())?;
            rusqlite::backup::Backup::new(&source, &mut target)?.step(-1)
        };
        match copy().map_err(|error| dialect::sqlite_error(&error))? {
            rusqlite::backup::StepResult::Done => Ok(()),
            _ => Err(StoreError::Unavailable(
                "the database is locked, so it could not be copied".into(),
            )),
        }
    }
}

/// The one writing connection, between two batches.
struct Desk {
    connection: Mutex<Option<SqliteConnection>>,
    checkpointer: Arc<Checkpointer>,
}

impl Desk {
    fn rest(&self) {
        // Somebody who writes right now keeps the cache a while longer.
        if let Some(connection) = lock(&self.connection).as_ref()
            && self.checkpointer.has_rested(UNWRITTEN)
            && let Err(error) = connection.batch("PRAGMA shrink_memory")
        {
            tracing::warn!(%error, "the cache of the database could not be given back");
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.checkpointer.stop();
    }
}

impl Home<SqliteConnection> for Desk {
    fn begin(&self) -> Result<SqliteConnection, StoreError> {
        let taken = lock(&self.connection).take();
        let connection = taken.ok_or_else(|| StoreError::Other("somebody else writes".into()))?;
        match connection.run("BEGIN IMMEDIATE") {
            Ok(()) => Ok(connection),
            Err(error) => {
                *lock(&self.connection) = Some(connection);
                Err(error)
            }
        }
    }

    fn end(&self, connection: SqliteConnection) {
        self.checkpointer.restart_if_due(&connection);
        *lock(&self.connection) = Some(connection);
    }
}

impl Turn for SqliteConnection {
    fn run(&mut self, sql: &str) -> Result<(), StoreError> {
        Self::run(self, sql)
    }

    fn tx<'t>(&'t mut self, faults: &'t Faults) -> Tx<'t> {
        Tx::sqlite(self, Access::Write, faults)
    }

    fn in_transaction(&self) -> bool {
        Self::in_transaction(self)
    }
}

fn open_writer(path: &Path, options: &DbOptions) -> Result<(Writer<SqliteConnection>, Desk), StoreError> {
    let mut connection = SqliteConnection::open(path, Access::Write)?;
    connection.batch(&format!(
        "PRAGMA cache_size = -{}",
        i64::from(options.write_cache) * 1_024
    ))?;
    connection.must_have_log(path)?;
    let checkpointer = Arc::new(Checkpointer::start(SqliteConnection::open(path, Access::Write)?)?);
    connection.watch_log(Arc::clone(&checkpointer))?;
    let desk = Desk {
        connection: Mutex::new(Some(connection)),
        checkpointer,
    };
    Ok((Writer::new(options.patience), desk))
}

const fn flags() -> OpenFlags {
    // Not `URI`: a path is a path. The file exists already, with the right mode.
    OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// One connection with the statements it knows.
pub(super) struct SqliteConnection {
    raw: Connection,
    rewritten: RefCell<Lru<Arc<str>>>,
}

impl Pooled for SqliteConnection {
    fn reusable(&self) -> bool {
        self.raw.is_autocommit()
    }
}

impl SqliteConnection {
    pub(super) fn open(path: &Path, access: Access) -> Result<Self, StoreError> {
        let open = || {
            let raw = Connection::open_with_flags(path, flags())?;
            raw.busy_timeout(BUSY)?;
            // Else a statement is compiled anew for every value bound to it: the planner would look whether the value makes a
            // partial index fit. Statements that want one say so with a literal.
            raw.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
            raw.set_prepared_statement_cache_capacity(STATEMENTS);
            raw.execute_batch("PRAGMA foreign_keys = ON;")?;
            raw.execute_batch(match access {
                // Small, because every reader has its own; behind it the system's cache has the whole file. Not mapped:
                // the pages would count as this process's memory.
                Access::Read => "PRAGMA cache_size = -4096; PRAGMA query_only = ON; PRAGMA temp_store = MEMORY;",
                // No temporary store in memory: what a savepoint keeps to undo its statements would be a list there, and
                // the end of each statement would walk all of it.
                // Commits must survive a power cut (security R.4); the log is copied back by another thread.
                Access::Write => {
                    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;
                     PRAGMA journal_size_limit = 67108864;"
                }
            })?;
            Ok(raw)
        };
        let raw = open().map_err(|error| dialect::sqlite_error(&error))?;
        Ok(Self {
            raw,
            rewritten: RefCell::new(Lru::new(STATEMENTS)),
        })
    }

    /// Some file systems of networks cannot do WAL, and SQLite then keeps its old mode without a word.
    fn must_have_log(&self, path: &Path) -> Result<(), StoreError> {
        let mode = self.first("PRAGMA journal_mode", &[], |row| row.get::<String>(0))??;
        match mode.as_deref() {
            Some("wal") => Ok(()),
            _ => Err(StoreError::Other(format!(
                "The file system of {} cannot be used: SQLite needs a local disk for its write-ahead log.",
                path.display()
            ))),
        }
    }

    /// Tells the checkpointer after each commit how long the log has become.
    fn watch_log(&mut self, checkpointer: Arc<Checkpointer>) -> Result<(), StoreError> {
        let hook = move |_: &mut rusqlite::hooks::Wal, pages: std::ffi::c_int| {
            checkpointer.log_has(i64::from(pages));
            Ok(())
        };
        self.raw
            .wal_hook(Some(hook))
            .map_err(|error| dialect::sqlite_error(&error))
    }

    /// Whether a transaction is open; SQLite ends it by itself after some errors of the disk.
    pub(super) fn in_transaction(&self) -> bool {
        !self.raw.is_autocommit()
    }

    /// BEGIN, SAVEPOINT and the like.
    pub(super) fn run(&self, sql: &str) -> Result<(), StoreError> {
        self.execute(sql, &[]).map(|_| ())
    }

    pub(super) fn batch(&self, sql: &str) -> Result<(), StoreError> {
        self.raw
            .execute_batch(sql)
            .map_err(|error| dialect::sqlite_error(&error))
    }

    pub(super) fn execute(&self, sql: &str, params: &[&dyn Param]) -> Result<u64, StoreError> {
        let mut statement = self.statement(sql)?;
        let changed = statement
            .execute(&bound(params)[..])
            .map_err(|error| dialect::sqlite_error(&error))?;
        Ok(changed as u64)
    }

    /// Prepares once and runs for each row of parameters.
    pub(super) fn execute_each<'p>(
        &self,
        sql: &str,
        rows: impl Iterator<Item = Vec<&'p dyn Param>>,
    ) -> Result<u64, StoreError> {
        let mut statement = self.statement(sql)?;
        let mut changed = 0;
        for row in rows {
            let done = statement.execute(&bound(&row)[..]);
            changed += done.map_err(|error| dialect::sqlite_error(&error))?;
        }
        Ok(changed as u64)
    }

    pub(super) fn each<E>(
        &self,
        sql: &str,
        params: &[&dyn Param],
        mut take: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<Result<(), E>, StoreError> {
        let mut statement = self.statement(sql)?;
        let mut rows = statement
            .query(&bound(params)[..])
            .map_err(|error| dialect::sqlite_error(&error))?;
        while let Some(row) = rows.next().map_err(|error| dialect::sqlite_error(&error))? {
            if let Err(error) = take(&Row::sqlite(row)) {
                return Ok(Err(error));
            }
        }
        Ok(Ok(()))
    }

    /// The first row; the statement still runs to its end, because a `RETURNING` must.
    pub(super) fn first<T, E>(
        &self,
        sql: &str,
        params: &[&dyn Param],
        map: impl FnOnce(&Row<'_>) -> Result<T, E>,
    ) -> Result<Result<Option<T>, E>, StoreError> {
        let mut map = Some(map);
        let mut found = None;
        let outcome = self.each(sql, params, |row| {
            if let Some(map) = map.take() {
                found = Some(map(row)?);
            }
            Ok(())
        })?;
        Ok(outcome.map(|()| found))
    }

    fn statement(&self, sql: &str) -> Result<CachedStatement<'_>, StoreError> {
        let prepared = if sql.contains('$') {
            self.raw.prepare_cached(&self.rewritten(sql))
        } else {
            self.raw.prepare_cached(sql)
        };
        prepared.map_err(|error| dialect::sqlite_error(&error))
    }

    fn rewritten(&self, sql: &str) -> Arc<str> {
        let mut known = self.rewritten.borrow_mut();
        known.get(sql).unwrap_or_else(|| {
            let text: Arc<str> = dialect::numbered_params(sql).into();
            known.put(sql, Arc::clone(&text));
            text
        })
    }
}

fn bound<'p>(params: &[&'p dyn Param]) -> Vec<&'p dyn ToSql> {
    params.iter().map(|param| *param as &dyn ToSql).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Jobs look for work by write transactions, twice a second: the writer's cache must not stay for them.
    #[test]
    fn only_what_changes_something_counts_as_written() {
        let folder = tempfile::tempdir().unwrap();
        let sqlite = Sqlite::open(&folder.path().join("t.db"), &DbOptions::default()).unwrap();
        let faults = Faults::default();
        let run = |sql: &str| sqlite.write::<_, StoreError>(&faults, |tx| tx.exec(sql, &[])).unwrap();
        let rested = || {
            sqlite
                .writer
                .as_ref()
                .unwrap()
                .1
                .checkpointer
                .has_rested(Duration::ZERO)
        };
        run("CREATE TABLE t (n INTEGER)");
        assert!(rested());
        assert!(!rested(), "once");
        run("UPDATE t SET n = 1");
        assert!(!rested(), "nothing was changed");
        run("INSERT INTO t VALUES (1)");
        assert!(rested());
    }
}
