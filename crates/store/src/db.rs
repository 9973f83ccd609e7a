//! One database, two engines: transactions as closures, statements with `$1` on both.
//!
//! A closure given to [`Db::write`] must do nothing slow but SQL: on SQLite all writers take turns on one connection and
//! share one commit; on PostgreSQL it runs again after a collision. Drop the last `Db` outside of async code: the
//! PostgreSQL client ends its own runtime there.

mod catalogue;
mod checkpoint;
#[cfg(test)]
pub(crate) mod explain;
mod fault;
mod file;
mod lru;
mod pool;
mod postgres;
mod sqlite;
mod tls;
mod tx;
mod url;
mod value;
mod wake;
mod writer;

pub use catalogue::catalogue;
pub use tx::Tx;
pub use url::DatabaseUrl;
pub use value::{Column, Param, Row};
pub use wake::Wake;

use crate::error::StoreError;
use fault::{Fault, Faults};
use model::ids::PortalPk;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Which database is behind a `Db`. Only `dialect.rs` and this layer may decide by it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    /// SQLite in this process.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

/// How a database is opened.
#[derive(Clone, Debug)]
pub struct DbOptions {
    /// Connections for reading on SQLite. Each may take 4 MiB of cache.
    pub readers: usize,
    /// Cache of the connection that writes on SQLite, in MiB: more of it makes many new rows quicker to index.
    pub write_cache: u32,
    /// Connections to PostgreSQL at most.
    pub connections: usize,
    /// How long a caller waits for a connection, or for its turn to write, before `Unavailable`.
    pub patience: Duration,
    /// Whether this process owns the database.
    pub ownership: Ownership,
}

/// Whether a SQLite file is taken or only looked at. PostgreSQL serves many processes and does not mind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ownership {
    /// Reads and writes; a second owner is refused.
    Owner,
    /// Reads only, beside a running owner: for backups and checks from the command line.
    Guest,
}

impl Default for DbOptions {
    fn default() -> Self {
        Self {
            readers: 8,
            write_cache: 24,
            connections: 16,
            patience: Duration::from_secs(5),
            ownership: Ownership::Owner,
        }
    }
}

/// What a transaction may do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    Read,
    Write,
}

/// The database. Cloning shares it.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    backend: Backend,
    faults: Faults,
}

enum Backend {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Db {
    /// Opens the database without migrating it. SQLite's file and folder are made where missing, for this user only.
    ///
    /// # Errors
    /// `Other` when another process owns the file or the URL is wrong, `Unavailable` when the database cannot be reached.
    pub fn open(url: &DatabaseUrl, options: &DbOptions) -> Result<Self, StoreError> {
        let backend = match url {
            DatabaseUrl::Sqlite(path) => Backend::Sqlite(sqlite::Sqlite::open(path, options)?),
            DatabaseUrl::Postgres(url) => Backend::Postgres(postgres::Postgres::open(url, options)?),
        };
        Ok(Self(Arc::new(Inner {
            backend,
            faults: Faults::default(),
        })))
    }

    /// Which engine it is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.0.backend {
            Backend::Sqlite(_) => Engine::Sqlite,
            Backend::Postgres(_) => Engine::Postgres,
        }
    }

    /// Runs `body` in a read transaction: everything it sees is of one moment.
    ///
    /// # Errors
    /// The error of `body`, or the database's.
    pub fn read<T, E: From<StoreError>>(&self, body: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        match &self.0.backend {
            Backend::Sqlite(sqlite) => sqlite.read(&self.0.faults, body),
            Backend::Postgres(postgres) => postgres.read(&self.0.faults, body),
        }
    }

    /// Runs `body` in a write transaction and answers after the commit is on the disk. An error, also one of a statement
    /// that `body` went on after, rolls everything back; a panic does too and goes on in the caller. On PostgreSQL `body`
    /// runs again after a collision. Do not write inside of a write.
    ///
    /// # Errors
    /// The error of `body`, or the database's. `Unavailable` from a commit means that its outcome is unknown.
    pub fn write<T, E: From<StoreError>>(&self, body: impl FnMut(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        match &self.0.backend {
            Backend::Sqlite(sqlite) => sqlite.write(&self.0.faults, body),
            Backend::Postgres(postgres) => postgres.write(&self.0.faults, body),
        }
    }

    /// As [`Db::write`], for a change of one portal, whose changes wait for each other anyway: those that wait at the same
    /// time share one commit.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub fn write_in<T, E: From<StoreError>>(
        &self,
        portal: PortalPk,
        body: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        match &self.0.backend {
            Backend::Sqlite(sqlite) => sqlite.write(&self.0.faults, body),
            Backend::Postgres(postgres) => postgres.write_in(portal.0, &self.0.faults, body),
        }
    }

    /// As [`Db::read`], where every statement may see its own moment: on PostgreSQL that saves the two round trips around
    /// them. `body` may run again on a connection that has died.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub fn glance<T, E: From<StoreError>>(&self, body: impl Fn(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        match &self.0.backend {
            Backend::Sqlite(sqlite) => sqlite.read(&self.0.faults, body),
            Backend::Postgres(postgres) => postgres.glance(&self.0.faults, body),
        }
    }

    /// Gives memory back that has not been used for a while: call it now and then.
    pub fn rest(&self) {
        if let Backend::Sqlite(sqlite) = &self.0.backend {
            sqlite.rest();
        }
    }

    /// Copies a SQLite database, while it is in use, to a new file.
    ///
    /// # Errors
    /// `Other` on PostgreSQL and when the file exists already; `Unavailable` when it cannot be written.
    pub fn backup_to(&self, path: &Path) -> Result<(), StoreError> {
        match &self.0.backend {
            Backend::Sqlite(sqlite) => sqlite.backup_to(path),
            Backend::Postgres(_) => Err(StoreError::Other(
                "PostgreSQL is backed up with its own program: run pg_dump --format=custom --file=FILE and the database URL."
                    .into(),
            )),
        }
    }

    /// Test support: the `n`th statement from now on, counted over all transactions, fails with `Unavailable`; once.
    /// Zero or less turns it off.
    pub fn fail_nth_statement(&self, n: i64) {
        self.0.faults.arm(n, Fault::Once);
    }

    /// Test support: the `n`th statement from now on and all after it fail with `Unavailable`. Zero or less turns it off.
    pub fn fail_statements_from(&self, n: i64) {
        self.0.faults.arm(n, Fault::Lasting);
    }
}

/// A panic while a lock is held leaves plain counters and lists behind, which stay right: every change of them is complete.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
