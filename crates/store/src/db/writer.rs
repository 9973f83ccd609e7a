//! Group commit: callers take turns on one connection, and one commit is for all who were waiting.
//!
//! A caller runs its closure on its own thread, in a savepoint of the open batch, and then passes the connection on. The
//! one behind whom nobody waits, or who fills the batch, commits; only then is anybody of the batch answered. So the disk
//! is asked once for many writes, and closures may borrow. SQLite has one such line, because it has one writer;
//! PostgreSQL has one for each portal, because the changes of a portal wait for its row anyway.

use super::{Faults, Tx, lock};
use crate::error::StoreError;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

/// Writes that share one commit at most. PostgreSQL keeps up to 64 savepoints of a transaction where others find them fast.
const BATCH: usize = 60;
/// A batch that has been open that long takes nobody else in, so that quick writes do not wait for many slow ones.
const BATCH_TIME: Duration = Duration::from_millis(25);

/// A connection that can be written to in turn.
pub(super) trait Turn: Sized {
    /// BEGIN, SAVEPOINT and the like.
    fn run(&mut self, sql: &str) -> Result<(), StoreError>;

    /// Before a job: what it does can be undone from here.
    fn save(&mut self) -> Result<(), StoreError> {
        self.run("SAVEPOINT job")
    }

    /// Keeps what a job has done.
    fn keep(&mut self) -> Result<(), StoreError> {
        self.run("RELEASE SAVEPOINT job")
    }

    /// Undoes it.
    fn undo(&mut self) -> Result<(), StoreError> {
        self.run("ROLLBACK TO SAVEPOINT job")?;
        self.run("RELEASE SAVEPOINT job")
    }

    /// Statements of one job.
    fn tx<'t>(&'t mut self, faults: &'t Faults) -> Tx<'t>;

    /// Whether a transaction is open; the database ends it by itself after some errors.
    fn in_transaction(&self) -> bool;
}

/// Where the connection lies while nobody writes.
pub(super) trait Home<C> {
    /// The connection for a batch, with its transaction begun.
    fn begin(&self) -> Result<C, StoreError>;

    /// Takes it back after the commit.
    fn end(&self, connection: C);
}

/// The turnstile.
pub(super) struct Writer<C> {
    desk: Mutex<Desk<C>>,
    turn: Condvar,
    patience: Duration,
}

struct Desk<C> {
    /// None while somebody writes.
    seat: Option<Seat<C>>,
    holder: Option<ThreadId>,
    waiting: usize,
    /// Whether somebody is awake to take the seat as soon as it is free.
    next: Next,
}

/// Waking a thread takes about as long as a small write. So the next one is woken while somebody still writes, and stays
/// awake until its turn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Nobody,
    Awake,
}

/// The place of the one who writes, with the batch that waits for its commit. Whoever takes the seat takes over the duty
/// to commit.
struct Seat<C> {
    batch: Option<Batch<C>>,
}

struct Batch<C> {
    connection: C,
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

/// How a job ended: what its closure returned, and the first statement that failed in it.
pub(super) struct Job<T, E> {
    pub(super) result: Result<T, E>,
    pub(super) failure: Option<StoreError>,
}

impl<C: Turn> Writer<C> {
    pub(super) fn new(patience: Duration) -> Self {
        Self {
            desk: Mutex::new(Desk {
                seat: Some(Seat { batch: None }),
                holder: None,
                waiting: 0,
                next: Next::Nobody,
            }),
            turn: Condvar::new(),
            patience,
        }
    }

    /// Whether nobody writes or waits here.
    pub(super) fn is_idle(&self) -> bool {
        let desk = lock(&self.desk);
        desk.waiting == 0 && desk.seat.is_some()
    }

    /// Runs `body` in its turn and answers after the commit. What its closure returned is worth nothing if a statement of
    /// it failed.
    pub(super) fn run<T, E: From<StoreError>>(
        &self,
        home: &impl Home<C>,
        faults: &Faults,
        body: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Job<T, E>, StoreError> {
        let mut seat = self.take_seat()?;
        let joined = seat.join_batch(home);
        let result = joined.map(|outcome| (catch_unwind(AssertUnwindSafe(|| seat.job(faults, body))), outcome));
        let result = result.map(|(result, outcome)| (seat.end_job(result), outcome));
        self.give_back(home, seat);
        let (result, outcome) = result?;
        let committed = outcome.wait();
        match result {
            Err(panic) => resume_unwind(panic),
            // A refusal waits for the commit too: it may rest on what the others of the batch had just written.
            Ok(job) => committed.map(|()| job),
        }
    }

    /// Waits for the seat. Nobody gives up while it is free, so a batch left to those who wait is never forgotten.
    fn take_seat(&self) -> Result<Seat<C>, StoreError> {
        let me = std::thread::current().id();
        let deadline = Instant::now() + self.patience;
        let mut desk = lock(&self.desk);
        if desk.holder == Some(me) {
            return Err(StoreError::Other("a write was started inside of a write".into()));
        }
        desk.waiting += 1;
        let mut first = false;
        loop {
            if let Some(seat) = desk.seat.take() {
                desk.waiting -= 1;
                desk.holder = Some(me);
                if first {
                    desk.next = Next::Nobody;
                }
                if desk.waiting > 0 && desk.next == Next::Nobody {
                    self.turn.notify_one();
                }
                return Ok(seat);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                desk.waiting -= 1;
                if first {
                    desk.next = Next::Nobody;
                    self.turn.notify_one();
                }
                return Err(StoreError::Unavailable(
                    "the database was busy writing for too long".into(),
                ));
            }
            if !first && desk.next == Next::Nobody {
                desk.next = Next::Awake;
                first = true;
            }
            desk = if first {
                drop(desk);
                std::thread::yield_now();
                lock(&self.desk)
            } else {
                let waited = self.turn.wait_timeout(desk, left);
                waited.unwrap_or_else(PoisonError::into_inner).0
            };
        }
    }

    /// Passes the seat on, after the commit if that falls to this caller.
    fn give_back(&self, home: &impl Home<C>, mut seat: Seat<C>) {
        let mut desk = lock(&self.desk);
        if desk.waiting == 0 || seat.is_full() {
            drop(desk);
            seat.commit(home);
            desk = lock(&self.desk);
        }
        desk.seat = Some(seat);
        desk.holder = None;
        let asleep = desk.waiting > 0 && desk.next == Next::Nobody;
        drop(desk);
        if asleep {
            self.turn.notify_one();
        }
    }
}

type Panicked = Box<dyn std::any::Any + Send>;

impl<C: Turn> Seat<C> {
    /// Opens a batch if none is open.
    fn join_batch(&mut self, home: &impl Home<C>) -> Result<Arc<Outcome>, StoreError> {
        if self.batch.is_none() {
            self.batch = Some(Batch {
                connection: home.begin()?,
                outcome: Arc::default(),
                jobs: 0,
                opened: Instant::now(),
            });
        }
        let batch = self.batch.as_mut().ok_or_else(no_batch)?;
        batch.jobs += 1;
        Ok(Arc::clone(&batch.outcome))
    }

    fn job<T, E: From<StoreError>>(
        &mut self,
        faults: &Faults,
        body: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Job<T, E>, StoreError> {
        let connection = &mut self.batch.as_mut().ok_or_else(no_batch)?.connection;
        connection.save()?;
        let mut tx = connection.tx(faults);
        let result = body(&mut tx);
        Ok(Job {
            result,
            failure: tx.into_failure(),
        })
    }

    /// Keeps or undoes the savepoint. If the database itself gave the transaction up, the whole batch is lost and says so.
    fn end_job<T, E: From<StoreError>>(
        &mut self,
        result: Result<Result<Job<T, E>, StoreError>, Panicked>,
    ) -> Result<Job<T, E>, Panicked> {
        let done = matches!(&result, Ok(Ok(job)) if job.result.is_ok() && job.failure.is_none());
        if let Some(batch) = &mut self.batch {
            let connection = &mut batch.connection;
            let ended = if done { connection.keep() } else { connection.undo() };
            if ended.is_err() || !batch.connection.in_transaction() {
                let reason = ended
                    .err()
                    .map_or_else(|| "it gave the transaction up".into(), |error| error.to_string());
                self.lose(&reason);
            }
        }
        result.map(|job| {
            job.unwrap_or_else(|error| Job {
                result: Err(error.clone().into()),
                failure: Some(error),
            })
        })
    }

    fn is_full(&self) -> bool {
        self.batch
            .as_ref()
            .is_some_and(|batch| batch.jobs >= BATCH || batch.opened.elapsed() >= BATCH_TIME)
    }

    fn commit(&mut self, home: &impl Home<C>) {
        let Some(mut batch) = self.batch.take() else { return };
        match batch.connection.run("COMMIT") {
            Ok(()) => {
                batch.outcome.settle(&Ok(()));
                home.end(batch.connection);
            }
            Err(error) => {
                let reason = error.to_string();
                self.batch = Some(batch);
                self.lose(&reason);
            }
        }
        // What was lost goes home as well: a connection that is of no use is thrown away there.
        if let Some(lost) = self.batch.take() {
            home.end(lost.connection);
        }
    }

    fn lose(&mut self, reason: &str) {
        let Some(batch) = &mut self.batch else { return };
        if batch.connection.in_transaction() {
            // Nothing is left to be done if this fails as well; the next BEGIN will tell.
            batch.connection.run("ROLLBACK").ok();
        }
        tracing::error!(reason, "a batch of changes could not be committed");
        batch
            .outcome
            .settle(&Err(StoreError::Unavailable(format!("nothing was saved: {reason}"))));
        batch.jobs = BATCH;
    }
}

fn no_batch() -> StoreError {
    StoreError::Other("no batch is open".into())
}

impl Outcome {
    /// The first word counts: what was lost stays lost.
    fn settle(&self, outcome: &Result<(), StoreError>) {
        lock(&self.settled).get_or_insert_with(|| outcome.clone());
        self.done.notify_all();
    }

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
