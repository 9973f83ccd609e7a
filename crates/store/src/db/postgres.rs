//! PostgreSQL: a pool of blocking clients, transactions that are run again after a collision.

use super::lru::Lru;
use super::pool::{Pool, Pooled};
use super::tls::Target;
use super::writer::{Home, Turn, Writer};
use super::{Access, DbOptions, Faults, Param, Row, Tx, lock};
use crate::dialect;
use crate::error::StoreError;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::ToSql;
use postgres::{Client, Statement};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Statements kept prepared on each connection.
const STATEMENTS: usize = 256;
/// How often a colliding write is tried before its caller hears of it.
const ATTEMPTS: u32 = 6;

/// A PostgreSQL database.
pub(super) struct Postgres {
    pool: Pool<PgConnection>,
    target: Target,
    patience: Duration,
    /// One line of writers for each portal that is written to.
    lanes: Mutex<HashMap<i64, Arc<Writer<PgConnection>>>>,
}

/// Lines that are remembered; those in which nobody stands make room.
const LANES: usize = 1_000;

/// How a transaction ended.
enum End<T, E> {
    Done(Result<T, E>),
    /// A serialisation failure or a deadlock: it was rolled back and may be run again.
    Collided,
}

impl Postgres {
    pub(super) fn open(url: &str, options: &DbOptions) -> Result<Self, StoreError> {
        let postgres = Self {
            pool: Pool::new(options.connections, options.patience),
            target: Target::parse(url)?,
            patience: options.patience,
            lanes: Mutex::default(),
        };
        // A wrong address or password shall be seen at the start, not at the first request.
        postgres.pool.with(|| PgConnection::open(&postgres.target), |_| ())?;
        Ok(postgres)
    }

    pub(super) fn read<T, E: From<StoreError>>(
        &self,
        faults: &Faults,
        body: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        match self.transaction(Access::Read, faults, body)? {
            End::Done(result) => result,
            End::Collided => Err(StoreError::Unavailable("the tables were just changed; try again".into()).into()),
        }
    }

    pub(super) fn write<T, E: From<StoreError>>(
        &self,
        faults: &Faults,
        mut body: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        for attempt in 0..ATTEMPTS {
            match self.transaction(Access::Write, faults, &mut body)? {
                End::Done(result) => return result,
                End::Collided => {
                    tracing::debug!(attempt, "a write collided and is run again");
                    std::thread::sleep(Duration::from_millis(2 << attempt));
                }
            }
        }
        Err(StoreError::Unavailable("the change kept colliding with others; try again".into()).into())
    }

    /// The same in the line of a portal: what waits there shares a commit.
    pub(super) fn write_in<T, E: From<StoreError>>(
        &self,
        portal: i64,
        faults: &Faults,
        mut body: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let lane = self.lane(portal);
        for attempt in 0..ATTEMPTS {
            let job = lane.run(self, faults, &mut body)?;
            match job.failure {
                None => return job.result,
                Some(StoreError::Retry) => {
                    tracing::debug!(attempt, "a write collided and is run again");
                    std::thread::sleep(Duration::from_millis(2 << attempt));
                }
                Some(failure) => return job.result.and_then(|_| Err(failure.into())),
            }
        }
        Err(StoreError::Unavailable("the change kept colliding with others; try again".into()).into())
    }

    fn lane(&self, portal: i64) -> Arc<Writer<PgConnection>> {
        let mut lanes = lock(&self.lanes);
        if lanes.len() >= LANES {
            lanes.retain(|_, lane| Arc::strong_count(lane) > 1 || !lane.is_idle());
        }
        let lane = lanes
            .entry(portal)
            .or_insert_with(|| Arc::new(Writer::new(self.patience)));
        Arc::clone(lane)
    }

    /// Runs reads outside of a transaction: each sees its own moment, and none pays for BEGIN and COMMIT.
    pub(super) fn glance<T, E: From<StoreError>>(
        &self,
        faults: &Faults,
        body: impl Fn(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let open = || PgConnection::open(&self.target);
        let look = |connection: &mut PgConnection| {
            let mut tx = Tx::postgres(connection, Access::Read, faults);
            let result = body(&mut tx);
            match tx.into_failure() {
                Some(failure) => result.and_then(|_| Err(failure.into())),
                None => result,
            }
        };
        // A connection that has died while it lay idle shows it here; the second one is fresh.
        let mut used = false;
        let first = self.pool.with(open, |connection| {
            used = connection.used;
            (look(connection), connection.broken || connection.client.is_closed())
        })?;
        match first {
            (Err(_), true) if used => {
                self.pool.forget_idle();
                self.pool.with(open, look)?
            }
            (result, _) => result,
        }
    }

    /// Begins on a pooled connection. If that one turns out to be dead, as after a restart of the server, its idle
    /// neighbours are dropped with it and a fresh one is tried; `body` has not run by then.
    fn transaction<T, E: From<StoreError>>(
        &self,
        access: Access,
        faults: &Faults,
        body: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<End<T, E>, StoreError> {
        let open = || PgConnection::open(&self.target);
        let begun = self.pool.with(open, |connection| match connection.begin(access) {
            Ok(()) => Ok(connection.finish(access, faults, body)),
            Err(_) => Err(body),
        })?;
        match begun {
            Ok(end) => Ok(end),
            Err(body) => {
                self.pool.forget_idle();
                self.pool.with(open, |connection| {
                    connection.begin(access)?;
                    Ok(connection.finish(access, faults, body))
                })?
            }
        }
    }
}

impl Home<PgConnection> for Postgres {
    fn begin(&self) -> Result<PgConnection, StoreError> {
        let open = || PgConnection::open(&self.target);
        let mut connection = self.pool.take(open)?;
        if connection.begin(Access::Write).is_ok() {
            return Ok(connection);
        }
        self.pool.put(connection);
        self.pool.forget_idle();
        let mut connection = self.pool.take(open)?;
        match connection.begin(Access::Write) {
            Ok(()) => Ok(connection),
            Err(error) => {
                self.pool.put(connection);
                Err(error)
            }
        }
    }

    fn end(&self, connection: PgConnection) {
        self.pool.put(connection);
    }
}

impl Turn for PgConnection {
    fn run(&mut self, sql: &str) -> Result<(), StoreError> {
        match sql {
            "COMMIT" | "ROLLBACK" => self.end(sql),
            _ => self.batch(sql),
        }
    }

    /// In one round trip with the end of the job before.
    fn save(&mut self) -> Result<(), StoreError> {
        match std::mem::replace(&mut self.saved, true) {
            true => self.batch("RELEASE SAVEPOINT job; SAVEPOINT job"),
            false => self.batch("SAVEPOINT job"),
        }
    }

    /// Said with the next job; a commit needs no word of it.
    fn keep(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    fn undo(&mut self) -> Result<(), StoreError> {
        self.saved = false;
        self.batch("ROLLBACK TO SAVEPOINT job; RELEASE SAVEPOINT job")
    }

    fn tx<'t>(&'t mut self, faults: &'t Faults) -> Tx<'t> {
        Tx::postgres(self, Access::Write, faults)
    }

    fn in_transaction(&self) -> bool {
        self.in_transaction && !self.client.is_closed()
    }
}

/// One connection with the statements it knows.
pub(super) struct PgConnection {
    client: Client,
    statements: Lru<Statement>,
    in_transaction: bool,
    broken: bool,
    /// Whether a savepoint of the last job is still there.
    saved: bool,
    /// Whether it has lain in the pool before.
    used: bool,
}

impl Pooled for PgConnection {
    fn reusable(&self) -> bool {
        !self.in_transaction && !self.broken && !self.client.is_closed()
    }

    fn laid_down(&mut self) {
        self.used = true;
    }
}

impl PgConnection {
    fn open(target: &Target) -> Result<Self, StoreError> {
        let mut client = target.connect()?;
        // A commit that was answered must survive a crash of the server, whatever its configuration says. And no statement
        // here runs long enough to earn its compilation, which PostgreSQL decides by its estimate alone.
        client
            .batch_execute("SET synchronous_commit = on; SET jit = off")
            .map_err(|error| dialect::postgres_error(&error))?;
        Ok(Self {
            client,
            statements: Lru::new(STATEMENTS),
            in_transaction: false,
            broken: false,
            saved: false,
            used: false,
        })
    }

    fn begin(&mut self, access: Access) -> Result<(), StoreError> {
        let begun = self.batch(match access {
            Access::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
            // A process that is frozen in a transaction would keep others from the rows that it has locked for ever.
            Access::Write => {
                "BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE; SET LOCAL idle_in_transaction_session_timeout = '60s'"
            }
        });
        self.in_transaction = begun.is_ok();
        self.broken |= begun.is_err();
        // A server that begins no transaction is no server: a standby, for example, that was the primary a moment ago.
        begun.map_err(|error| match error {
            StoreError::Unavailable(_) => error,
            other => StoreError::Unavailable(other.to_string()),
        })
    }

    fn finish<T, E: From<StoreError>>(
        &mut self,
        access: Access,
        faults: &Faults,
        body: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> End<T, E> {
        let mut tx = Tx::postgres(self, access, faults);
        let result = body(&mut tx);
        let failure = tx.into_failure();
        match (result, failure) {
            (Ok(value), None) => match self.end("COMMIT") {
                Ok(()) => End::Done(Ok(value)),
                Err(StoreError::Retry) => End::Collided,
                Err(error) => End::Done(Err(error.into())),
            },
            (result, failure) => {
                // If the rollback fails, the connection is dropped and the server rolls back.
                self.broken |= self.end("ROLLBACK").is_err();
                match failure {
                    Some(StoreError::Retry) => End::Collided,
                    Some(failure) => End::Done(result.and_then(|_| Err(failure.into()))),
                    None => End::Done(result),
                }
            }
        }
    }

    fn end(&mut self, sql: &str) -> Result<(), StoreError> {
        let ended = self.batch(sql);
        // After an error of COMMIT the server has rolled back, unless the connection is gone.
        self.in_transaction = false;
        self.saved = false;
        ended
    }

    pub(super) fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        let done = self.client.batch_execute(sql);
        done.map_err(|error| self.failure(&error))
    }

    pub(super) fn execute(&mut self, sql: &str, params: &[&(dyn ToSql + Sync)]) -> Result<u64, StoreError> {
        let done = self
            .statement(sql)
            .and_then(|statement| self.client.execute(&statement, params));
        done.map_err(|error| self.failure(&error))
    }

    pub(super) fn query(
        &mut self,
        sql: &str,
        params: &[&(dyn ToSql + Sync)],
    ) -> Result<Vec<postgres::Row>, StoreError> {
        let done = self
            .statement(sql)
            .and_then(|statement| self.client.query(&statement, params));
        done.map_err(|error| self.failure(&error))
    }

    /// Rows are taken from the network as the caller asks for them.
    pub(super) fn each<E>(
        &mut self,
        sql: &str,
        params: &[&dyn Param],
        take: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<Result<(), E>, StoreError> {
        let done = self.stream(sql, params, take);
        done.map_err(|error| self.failure(&error))
    }

    fn stream<E>(
        &mut self,
        sql: &str,
        params: &[&dyn Param],
        mut take: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<Result<(), E>, postgres::Error> {
        let statement = self.statement(sql)?;
        let mut rows = self.client.query_raw(&statement, bound(params))?;
        while let Some(row) = rows.next()? {
            if let Err(error) = take(&Row::postgres(&row)) {
                return Ok(Err(error));
            }
        }
        Ok(Ok(()))
    }

    fn statement(&mut self, sql: &str) -> Result<Statement, postgres::Error> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement);
        }
        let statement = self.client.prepare(sql)?;
        self.statements.put(sql, statement.clone());
        Ok(statement)
    }

    fn failure(&mut self, error: &postgres::Error) -> StoreError {
        let failure = dialect::postgres_error(error);
        match failure {
            // An outage; if it was only a full disk, one connection more is no loss.
            StoreError::Unavailable(_) => self.broken = true,
            // Possibly a migration by another process: what was prepared before it is stale.
            StoreError::Retry => self.statements.clear(),
            _ => {}
        }
        failure
    }
}

fn bound<'p>(params: &[&'p dyn Param]) -> Vec<&'p (dyn ToSql + Sync)> {
    params.iter().map(|param| *param as &(dyn ToSql + Sync)).collect()
}
