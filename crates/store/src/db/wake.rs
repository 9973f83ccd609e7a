//! A bell between threads of one process: work has arrived.

use super::lock;
use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

/// Lets a worker sleep until somebody rings. A ring while nobody sleeps is kept for the next sleeper.
#[derive(Default, Debug)]
pub struct Wake {
    rung: Mutex<bool>,
    bell: Condvar,
}

impl Wake {
    /// Wakes the sleeper, or makes the next `wait` return at once.
    pub fn notify(&self) {
        *lock(&self.rung) = true;
        self.bell.notify_one();
    }

    /// Sleeps until the bell rings (true) or `timeout` has passed (false).
    pub fn wait(&self, timeout: Duration) -> bool {
        let deadline = Instant::now() + timeout;
        let mut rung = lock(&self.rung);
        while !*rung {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            rung = self
                .bell
                .wait_timeout(rung, left)
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .0;
        }
        *rung = false;
        true
    }
}
