//! Copies SQLite's log back into the database, away from the writer.
//!
//! SQLite starts its log over only when all of it is copied at the moment of a write, which never happens under steady
//! writing. So a log that has become too long makes the writer itself copy the rest, once, between two batches.

use super::sqlite::SqliteConnection;
use super::{Wake, lock};
use crate::error::StoreError;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// New pages in the log that are worth a checkpoint: 16 MiB.
const PAGES: i64 = 4_000;
/// A log that long is made to start over: 64 MiB.
const TOO_MANY: i64 = 16_000;

/// A thread that checkpoints when the writer says that the log has grown. It ends with its owner.
pub(super) struct Checkpointer {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
    length: AtomicI64,
    restart_at: AtomicI64,
    /// When something was last written; none once that has been long ago.
    written: Mutex<Option<Instant>>,
}

#[derive(Default)]
struct Shared {
    due: Wake,
    stop: AtomicBool,
    copied: AtomicI64,
    /// Held during a checkpoint: SQLite would turn a second one away.
    running: Mutex<()>,
}

impl Checkpointer {
    /// Starts the thread, which owns the connection.
    pub(super) fn start(connection: SqliteConnection) -> Result<Self, StoreError> {
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("sqlite-checkpoint".into())
            .spawn(move || theirs.serve(&connection));
        let thread = thread.map_err(|error| StoreError::Unavailable(format!("no thread for checkpoints: {error}")))?;
        Ok(Self {
            shared,
            thread: Mutex::new(Some(thread)),
            length: AtomicI64::new(0),
            restart_at: AtomicI64::new(TOO_MANY),
            written: Mutex::default(),
        })
    }

    /// Called after each commit with the length of the log in pages.
    pub(super) fn log_has(&self, pages: i64) {
        *lock(&self.written) = Some(Instant::now());
        let started_over = self.length.swap(pages, Ordering::Relaxed) > pages;
        if started_over {
            self.shared.copied.store(0, Ordering::Relaxed);
            self.restart_at.store(TOO_MANY, Ordering::Relaxed);
        } else if pages - self.shared.copied.load(Ordering::Relaxed) >= PAGES {
            self.shared.due.notify();
        }
    }

    /// Whether nothing has been written for so long, since something was: once. Looking for work by a transaction that finds
    /// none writes nothing.
    pub(super) fn has_rested(&self, time: Duration) -> bool {
        let mut written = lock(&self.written);
        let rested = written.is_some_and(|written| written.elapsed() >= time);
        if rested {
            *written = None;
        }
        rested
    }

    /// Called by the writer between two batches. If a reader still needs the log, it tries again when more has come in.
    pub(super) fn restart_if_due(&self, writer: &SqliteConnection) {
        let length = self.length.load(Ordering::Relaxed);
        if length >= self.restart_at.load(Ordering::Relaxed) {
            self.restart_at.store(length + PAGES, Ordering::Relaxed);
            self.shared.checkpoint(writer);
        }
    }

    /// Ends the thread and closes its connection.
    pub(super) fn stop(&self) {
        self.shared.stop.store(true, Ordering::Relaxed);
        self.shared.due.notify();
        if let Some(thread) = lock(&self.thread).take() {
            // A panic there has been reported by its own thread already.
            thread.join().ok();
        }
    }
}

impl Shared {
    fn serve(&self, connection: &SqliteConnection) {
        loop {
            self.due.wait(Duration::from_secs(3_600));
            if self.stop.load(Ordering::Relaxed) {
                return;
            }
            self.checkpoint(connection);
        }
    }

    fn checkpoint(&self, connection: &SqliteConnection) {
        let _turn = lock(&self.running);
        let copied = connection.first("PRAGMA wal_checkpoint(PASSIVE)", &[], |row| row.get::<i64>(2));
        match copied.and_then(|copied| copied) {
            Ok(copied) => self.copied.store(copied.unwrap_or(0), Ordering::Relaxed),
            Err(error) => tracing::warn!(%error, "the SQLite log could not be copied back; it is tried again"),
        }
    }
}
