//! Writing on SQLite: one connection that callers take in turn, and one commit for all who were waiting.
//!
//! A caller runs its closure on its own thread, in a savepoint of the open batch, and then passes the connection on. The
//! one behind whom nobody waits, or who fills the batch, commits; only then is anybody of the batch answered. So the disk
//! is asked once for up to 64 writes, and closures may borrow.

use super::checkpoint::Checkpointer;
use super::sqlite::SqliteConnection;
use super::{Access, Faults, Tx, lock};
use crate::error::StoreError;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

/// Writes that share one commit at most.
const BATCH: usize = 64;
/// A batch that has been open that long takes nobody else in, so that quick writes do not wait for many slow ones.
const BATCH_TIME: Duration = Duration::from_millis(25);

/// The turnstile in front of the writing connection.
pub(super) struct Writer {
    desk: Mutex<Desk>,
    turn: Condvar,
    patience: Duration,
    checkpointer: Arc<Checkpointer>,
}

struct Desk {
    /// Empty while somebody writes.
    seat: Option<Seat>,
    holder: Option<ThreadId>,
    waiting: usize,
}

/// The connection, with the batch that waits for its commit. Whoever takes the seat takes over the duty to commit.
struct Seat {
    connection: SqliteConnection,
    batch: Option<Batch>,
}

struct Batch {
    outcome: Arc<Outcome>,
    jobs: usize,
    opened: Instant,
}

/// Filled once the batch is committed or lost.
#[derive(Default)]
struct Outcome {
    settled: Mutex<Option<Result<(), StoreError>>>,
    done: Condvar,
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.checkpointer.stop();
    }
}

impl Writer {
    pub(super) fn new(connection: SqliteConnection, checkpointer: Arc<Checkpointer>, patience: Duration) -> Self {
        let desk = Desk {
            seat: Some(Seat {
                connection,
                batch: None,
            }),
            holder: None,
            waiting: 0,
        };
        Self {
            desk: Mutex::new(desk),
            turn: Condvar::new(),
            patience,
            checkpointer,
        }
    }

    pub(super) fn run<T, E: From<StoreError>>(
        &self,
        faults: &Faults,
        body: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut seat = self.take_seat()?;
        let joined = seat.join_batch();
        let result = joined.map(|outcome| (catch_unwind(AssertUnwindSafe(|| seat.job(faults, body))), outcome));
        let result = result.map(|(result, outcome)| (seat.end_job(result), outcome));
        self.give_back(seat);
        let (result, outcome) = result?;
        let committed = outcome.wait();
        match result {
            Err(panic) => resume_unwind(panic),
            // A refusal waits for the commit too: it may rest on what the others of the batch had just written.
            Ok(result) => {
                committed?;
                result
            }
        }
    }

    /// Waits for the connection. Nobody gives up while it lies there, so a batch left to those who wait is never forgotten.
    fn take_seat(&self) -> Result<Seat, StoreError> {
        let me = std::thread::current().id();
        let deadline = Instant::now() + self.patience;
        let mut desk = lock(&self.desk);
        if desk.holder == Some(me) {
            return Err(StoreError::Other("a write was started inside of a write".into()));
        }
        desk.waiting += 1;
        loop {
            if let Some(seat) = desk.seat.take() {
                desk.waiting -= 1;
                desk.holder = Some(me);
                return Ok(seat);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                desk.waiting -= 1;
                return Err(StoreError::Unavailable(
                    "the database was busy writing for too long".into(),
                ));
            }
            desk = self
                .turn
                .wait_timeout(desk, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    /// Passes the connection on, after the commit if that falls to this caller.
    fn give_back(&self, mut seat: Seat) {
        let mut desk = lock(&self.desk);
        if desk.waiting == 0 || seat.is_full() {
            drop(desk);
            seat.commit();
            self.checkpointer.restart_if_due(&seat.connection);
            desk = lock(&self.desk);
        }
        desk.seat = Some(seat);
        desk.holder = None;
        drop(desk);
        self.turn.notify_one();
    }
}

type Panicked = Box<dyn std::any::Any + Send>;

impl Seat {
    /// Opens a batch if none is open.
    fn join_batch(&mut self) -> Result<Arc<Outcome>, StoreError> {
        if self.batch.is_none() {
            self.connection.run("BEGIN IMMEDIATE")?;
        }
        let batch = self.batch.get_or_insert_with(|| Batch {
            outcome: Arc::default(),
            jobs: 0,
            opened: Instant::now(),
        });
        batch.jobs += 1;
        Ok(Arc::clone(&batch.outcome))
    }

    fn job<T, E: From<StoreError>>(
        &self,
        faults: &Faults,
        body: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.connection.run("SAVEPOINT job")?;
        let mut tx = Tx::sqlite(&self.connection, Access::Write, faults);
        let result = body(&mut tx);
        match tx.into_failure() {
            Some(failure) => result.and_then(|_| Err(failure.into())),
            None => result,
        }
    }

    /// Keeps or undoes the savepoint. If SQLite itself gave the transaction up, the whole batch is lost and says so.
    fn end_job<T, E>(&mut self, result: Result<Result<T, E>, Panicked>) -> Result<Result<T, E>, Panicked> {
        let ended = match &result {
            Ok(Ok(_)) => self.connection.run("RELEASE job"),
            _ => self
                .connection
                .run("ROLLBACK TO job")
                .and_then(|()| self.connection.run("RELEASE job")),
        };
        if ended.is_err() || !self.connection.in_transaction() {
            let reason = ended
                .err()
                .map_or_else(|| "it gave the transaction up".into(), |error| error.to_string());
            self.lose(&reason);
        }
        result
    }

    fn is_full(&self) -> bool {
        self.batch
            .as_ref()
            .is_some_and(|batch| batch.jobs >= BATCH || batch.opened.elapsed() >= BATCH_TIME)
    }

    fn commit(&mut self) {
        if self.batch.is_none() {
            return;
        }
        match self.connection.run("COMMIT") {
            Ok(()) => self.settle(&Ok(())),
            Err(error) => self.lose(&error.to_string()),
        }
    }

    fn lose(&mut self, reason: &str) {
        if self.connection.in_transaction() {
            // Nothing is left to be done if this fails as well; the next BEGIN will tell.
            self.connection.run("ROLLBACK").ok();
        }
        tracing::error!(reason, "SQLite could not commit");
        self.settle(&Err(StoreError::Unavailable(format!("nothing was saved: {reason}"))));
    }

    fn settle(&mut self, outcome: &Result<(), StoreError>) {
        if let Some(batch) = self.batch.take() {
            *lock(&batch.outcome.settled) = Some(outcome.clone());
            batch.outcome.done.notify_all();
        }
    }
}

impl Outcome {
    fn wait(&self) -> Result<(), StoreError> {
        let mut settled = lock(&self.settled);
        loop {
            if let Some(outcome) = settled.as_ref() {
                return outcome.clone();
            }
            settled = self.done.wait(settled).unwrap_or_else(PoisonError::into_inner);
        }
    }
}
