//! Limits on tries to sign in, per account and per address, in memory: a wave of guesses is slowed down before any
//! password is hashed. Locking an account is a rule of the portal's policy and lives in the model.

use crate::error::AppError;
use model::ids::PortalPk;
use model::keys::fold;
use model::time::{Span, Time};
use std::collections::HashMap;
use std::net::Ipv6Addr;
use std::sync::{Mutex, PoisonError};

/// Tries allowed in a window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limit {
    /// So many tries.
    pub tries: usize,
    /// In so long.
    pub window: Span,
}

/// Counts tries per key in fixed windows.
#[derive(Debug)]
pub struct Throttle {
    per_account: Limit,
    per_address: Limit,
    counts: Mutex<HashMap<String, (Time, usize)>>,
}

/// More keys than this are not remembered.
const MAX_KEYS: usize = 100_000;

impl Throttle {
    /// Ten tries a minute for an account, sixty for an address.
    #[must_use]
    pub fn standard() -> Self {
        Self::new(
            Limit {
                tries: 10,
                window: Span::minutes(1),
            },
            Limit {
                tries: 60,
                window: Span::minutes(1),
            },
        )
    }

    /// Other limits.
    #[must_use]
    pub fn new(per_account: Limit, per_address: Limit) -> Self {
        Self {
            per_account,
            per_address,
            counts: Mutex::new(HashMap::new()),
        }
    }

    /// Lets a try through.
    ///
    /// # Errors
    /// `RateLimited` with the seconds to wait.
    pub fn admit(&self, portal: PortalPk, identifier: &str, address: &str, now: Time) -> Result<(), AppError> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() > MAX_KEYS {
            let longest = self.per_account.window.0.max(self.per_address.window.0);
            counts.retain(|_, (since, _)| since.0 + longest > now.0);
            // Still too many: forgetting all of them is cheap and keeps sign-in alive.
            if counts.len() > MAX_KEYS {
                counts.clear();
            }
        }
        // The address first: who is refused by it leaves no key for every name tried.
        take(&mut counts, format!("i{}", network(address)), self.per_address, now)?;
        let cut: String = fold(identifier).chars().take(254).collect();
        take(&mut counts, format!("a{} {cut}", portal.0), self.per_account, now)
    }
}

/// An IPv6 customer has a whole /64: it counts as one address.
fn network(address: &str) -> String {
    match address.parse::<Ipv6Addr>() {
        Ok(v6) => format!("{:x?}", &v6.segments()[..4]),
        Err(_) => address.to_owned(),
    }
}

fn take(counts: &mut HashMap<String, (Time, usize)>, key: String, limit: Limit, now: Time) -> Result<(), AppError> {
    let entry = counts.entry(key).or_insert((now, 0));
    if entry.0 + limit.window <= now {
        *entry = (now, 0);
    }
    entry.1 += 1;
    if entry.1 <= limit.tries {
        return Ok(());
    }
    let left = (entry.0 + limit.window).0 - now.0;
    Err(AppError::RateLimited {
        retry_after: u64::try_from(left / 1_000_000).unwrap_or(0) + 1,
    })
}
