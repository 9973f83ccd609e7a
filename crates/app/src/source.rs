//! Where time, ids and randomness come from. The only place that asks the machine; tests freeze all three.

use model::time::{Span, Time};
use ring::digest;
use ring::rand::{SecureRandom as _, SystemRandom};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// The clock.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's.
    System,
    /// Stands still until a test moves it. Microseconds.
    Frozen(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `time`.
    #[must_use]
    pub fn frozen(time: Time) -> Self {
        Self::Frozen(Arc::new(AtomicI64::new(time.0)))
    }

    /// The moment.
    #[must_use]
    pub fn now(&self) -> Time {
        match self {
            Self::System => Time(system_micros()),
            Self::Frozen(at) => Time(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a frozen clock; the machine's goes by itself.
    pub fn advance(&self, by: Span) {
        if let Self::Frozen(at) = self {
            at.fetch_add(by.0, Ordering::SeqCst);
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the machine's clock"
)]
fn system_micros() -> i64 {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

/// Randomness.
#[derive(Debug)]
pub enum Random {
    /// The operating system's.
    System(SystemRandom),
    /// Repeats itself, for tests: SHA-256 of a seed and a counter.
    Seeded(u64, AtomicU64),
}

impl Random {
    /// The operating system's randomness.
    #[must_use]
    pub fn system() -> Self {
        Self::System(SystemRandom::new())
    }

    /// Randomness that repeats itself.
    #[must_use]
    pub const fn seeded(seed: u64) -> Self {
        Self::Seeded(seed, AtomicU64::new(0))
    }

    /// Fills 32 bytes.
    #[must_use]
    pub fn bytes(&self) -> [u8; 32] {
        let mut out = [0; 32];
        match self {
            Self::System(system) => {
                // Without randomness no secret may be made: stopping is the only safe answer.
                if system.fill(&mut out).is_err() {
                    std::process::abort();
                }
            }
            Self::Seeded(seed, counter) => {
                let n = counter.fetch_add(1, Ordering::SeqCst);
                let input = [seed.to_le_bytes(), n.to_le_bytes()].concat();
                out.copy_from_slice(digest::digest(&digest::SHA256, &input).as_ref());
            }
        }
        out
    }

    /// A nonce for one encryption.
    #[must_use]
    pub fn nonce(&self) -> [u8; 12] {
        let mut out = [0; 12];
        for (to, from) in out.iter_mut().zip(self.bytes()) {
            *to = from;
        }
        out
    }
}

/// Makes UUIDv7: time-ordered, and never going back within this process, so that ids order the audit log even when the
/// clock steps back.
#[derive(Debug, Default)]
pub struct Ids(Mutex<(u64, u16)>);

impl Ids {
    /// The next id.
    #[must_use]
    pub fn next(&self, now: Time, random: &Random) -> Uuid {
        let millis = u64::try_from(now.0 / 1000).unwrap_or_default();
        let (millis, counter) = {
            let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if millis > last.0 {
                *last = (millis, 0);
            } else if last.1 >= 0x0FFF {
                *last = (last.0 + 1, 0);
            } else {
                last.1 += 1;
            }
            *last
        };
        let random = random.bytes();
        let mut tail = [0; 10];
        for (to, from) in tail.iter_mut().zip(random) {
            *to = from;
        }
        // The counter stands where RFC 9562 puts rand_a, right behind the milliseconds.
        let [high, low] = counter.to_be_bytes();
        tail[0] = high;
        tail[1] = low;
        uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
    }
}
