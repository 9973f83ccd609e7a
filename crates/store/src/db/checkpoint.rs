//! Copies SQLite's log back into the database, away from the writer.

use super::{Wake, lock};
use crate::dialect;
use crate::error::StoreError;
use rusqlite::Connection;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

/// New pages in the log that are worth a checkpoint: 16 MiB.
const PAGES: i64 = 4_000;
/// A log that long is made to start over, or steady writing would let it grow for ever: 64 MiB.
const TOO_MANY: i64 = 16_000;
/// How long writers may be held up while it waits for readers of the old log, such as an export; then it tries later.
const HOLD_UP: Duration = Duration::from_millis(100);

/// A thread that checkpoints when the writer says that the log has grown. It ends with its owner.
pub(super) struct Checkpointer {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Default)]
struct Shared {
    due: Wake,
    stop: AtomicBool,
    copied: AtomicI64,
}

impl Checkpointer {
    pub(super) fn start(connection: rusqlite::Result<Connection>) -> Result<Self, StoreError> {
        let connection = connection.and_then(|connection| connection.busy_timeout(HOLD_UP).map(|()| connection));
        let connection = connection.map_err(|error| dialect::sqlite_error(&error))?;
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("sqlite-checkpoint".into())
            .spawn(move || theirs.serve(&connection));
        let thread = thread.map_err(|error| StoreError::Unavailable(format!("no thread for checkpoints: {error}")))?;
        Ok(Self {
            shared,
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Called after each commit with the length of the log in pages.
    pub(super) fn log_has(&self, pages: i64) {
        let copied = self.shared.copied.load(Ordering::Relaxed);
        if pages < copied {
            // The log has started over.
            self.shared.copied.store(0, Ordering::Relaxed);
        } else if pages - copied >= PAGES {
            self.shared.due.notify();
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
    fn serve(&self, connection: &Connection) {
        loop {
            self.due.wait(Duration::from_secs(3_600));
            if self.stop.load(Ordering::Relaxed) {
                return;
            }
            let done = checkpoint(connection, "PASSIVE").and_then(|(log, copied)| match log {
                TOO_MANY.. => checkpoint(connection, "RESTART"),
                _ => Ok((log, copied)),
            });
            match done {
                Ok((_, copied)) => self.copied.store(copied, Ordering::Relaxed),
                Err(error) => tracing::warn!(%error, "the SQLite log could not be copied back; it is tried again"),
            }
        }
    }
}

/// The length of the log and how much of it is copied, in pages.
fn checkpoint(connection: &Connection, mode: &str) -> rusqlite::Result<(i64, i64)> {
    connection.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |row| {
        Ok((row.get(1)?, row.get(2)?))
    })
}
