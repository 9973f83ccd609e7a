//! Test support: makes the Nth statement fail, so that every use case can be tried with every failure (security R.4).

use crate::error::StoreError;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

/// Counts statements down to the one that fails. Off (zero or less) it costs one relaxed load.
#[derive(Default)]
pub(super) struct Faults {
    left: AtomicI64,
    sticky: AtomicBool,
}

/// How long the injected failure lasts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Only the chosen statement fails.
    Once,
    /// The chosen statement and all after it fail, as when a disk has gone.
    Lasting,
}

impl Faults {
    pub(super) fn arm(&self, n: i64, fault: Fault) {
        self.sticky.store(fault == Fault::Lasting, Ordering::Relaxed);
        self.left.store(n, Ordering::Relaxed);
    }

    pub(super) fn check(&self) -> Result<(), StoreError> {
        if self.left.load(Ordering::Relaxed) <= 0 || self.left.fetch_sub(1, Ordering::Relaxed) != 1 {
            return Ok(());
        }
        if self.sticky.load(Ordering::Relaxed) {
            self.left.store(1, Ordering::Relaxed);
        }
        Err(StoreError::Unavailable(
            "this statement was made to fail by a test".into(),
        ))
    }
}
