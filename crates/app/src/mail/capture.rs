//! Mails that stay in memory, for `/dev/mail` and tests.

use super::message::Outgoing;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The most messages kept; the oldest go first.
const KEPT: usize = 1_000;

/// The last 1,000 messages.
#[derive(Default, Debug)]
pub struct Capture {
    kept: Mutex<Kept>,
}

#[derive(Default, Debug)]
struct Kept {
    last_number: u64,
    messages: VecDeque<Captured>,
}

/// A captured message and its running number, from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Captured {
    /// For the address of its page.
    pub number: u64,
    /// The message as it would have been sent.
    pub mail: Outgoing,
}

impl Capture {
    /// Every message, oldest first.
    #[must_use]
    pub fn list(&self) -> Vec<Captured> {
        self.lock().messages.iter().cloned().collect()
    }

    /// The message with this number, unless it is too old.
    #[must_use]
    pub fn get(&self, number: u64) -> Option<Captured> {
        self.lock().messages.iter().find(|m| m.number == number).cloned()
    }

    /// Every message, oldest first; none is left.
    #[must_use]
    pub fn take_all(&self) -> Vec<Captured> {
        self.lock().messages.drain(..).collect()
    }

    pub(super) fn keep(&self, mail: Outgoing) {
        let mut kept = self.lock();
        kept.last_number += 1;
        let number = kept.last_number;
        if kept.messages.len() == KEPT {
            kept.messages.pop_front();
        }
        kept.messages.push_back(Captured { number, mail });
    }

    /// A panic elsewhere leaves a whole list behind, so it is still good.
    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
