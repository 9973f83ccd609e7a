//! A blocking pool of connections: at most so many, waited for with a deadline, made anew when broken.

use super::lock;
use crate::error::StoreError;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A connection that can say whether the next caller may have it.
pub(super) trait Pooled {
    /// False when it is broken or was left inside a transaction.
    fn reusable(&self) -> bool;

    /// It goes to the pool and may lie there for long.
    fn laid_down(&mut self) {}
}

/// Connections are made on demand and kept. The most recently used goes out first, so an idle one ages in peace.
pub(super) struct Pool<C> {
    state: Mutex<State<C>>,
    freed: Condvar,
    limit: usize,
    patience: Duration,
}

struct State<C> {
    /// Each with the time since which it lies there.
    idle: Vec<(Instant, C)>,
    open: usize,
}

/// A place in the pool; dropping it, also by a panic, gives the place to somebody else.
struct Place<'p, C>(&'p Pool<C>);

impl<C> Drop for Place<'_, C> {
    fn drop(&mut self) {
        lock(&self.0.state).open -= 1;
        self.0.freed.notify_one();
    }
}

impl<C: Pooled> Pool<C> {
    pub(super) fn new(limit: usize, patience: Duration) -> Self {
        Self {
            state: Mutex::new(State {
                idle: Vec::new(),
                open: 0,
            }),
            freed: Condvar::new(),
            limit: limit.max(1),
            patience,
        }
    }

    /// Runs `body` with a connection of its own.
    ///
    /// # Errors
    /// `Unavailable` when none became free in time, or the error of `make`.
    pub(super) fn with<R>(
        &self,
        make: impl Fn() -> Result<C, StoreError>,
        body: impl FnOnce(&mut C) -> R,
    ) -> Result<R, StoreError> {
        let idle = self.enter()?;
        let place = Place(self);
        let mut connection = match idle {
            Some(connection) => connection,
            None => make()?,
        };
        let result = body(&mut connection);
        if connection.reusable() {
            connection.laid_down();
            let mut state = lock(&self.state);
            // The place leaves with its guard below; the connection in the list holds one again.
            state.open += 1;
            state.idle.push((Instant::now(), connection));
        }
        drop(place);
        Ok(result)
    }

    /// A connection for as long as the caller wants; it must come back by [`Pool::put`], also if it is broken.
    ///
    /// # Errors
    /// As [`Pool::with`].
    pub(super) fn take(&self, make: impl Fn() -> Result<C, StoreError>) -> Result<C, StoreError> {
        if let Some(idle) = self.enter()? {
            return Ok(idle);
        }
        let place = Place(self);
        let made = make()?;
        std::mem::forget(place);
        Ok(made)
    }

    /// Takes a connection back; one that is of no use makes room for another.
    pub(super) fn put(&self, mut connection: C) {
        let _place = Place(self);
        if connection.reusable() {
            connection.laid_down();
            let mut state = lock(&self.state);
            // As in `with`: the connection in the list holds a place again.
            state.open += 1;
            state.idle.push((Instant::now(), connection));
        }
    }

    /// Closes what has been idle for so long.
    pub(super) fn forget_unused(&self, time: Duration) {
        let gone: Vec<_> = {
            let mut state = lock(&self.state);
            // The least recently used lie at the bottom.
            let n = state
                .idle
                .iter()
                .take_while(|(since, _)| since.elapsed() >= time)
                .count();
            state.open -= n;
            state.idle.drain(..n).collect()
        };
        if !gone.is_empty() {
            drop(gone);
            self.freed.notify_all();
        }
    }

    /// Closes what lies idle: after one connection was found dead the others usually are too.
    pub(super) fn forget_idle(&self) {
        let gone = {
            let mut state = lock(&self.state);
            state.open -= state.idle.len();
            std::mem::take(&mut state.idle)
        };
        drop(gone);
        self.freed.notify_all();
    }

    /// Takes a place and, if there is one, an idle connection with it.
    fn enter(&self) -> Result<Option<C>, StoreError> {
        let deadline = Instant::now() + self.patience;
        let mut state = lock(&self.state);
        loop {
            if let Some((_, connection)) = state.idle.pop() {
                return Ok(Some(connection));
            }
            if state.open < self.limit {
                state.open += 1;
                return Ok(None);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(StoreError::Unavailable(format!(
                    "all {} connections were busy for too long",
                    self.limit
                )));
            }
            state = self
                .freed
                .wait_timeout(state, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Toy(bool);
    impl Pooled for Toy {
        fn reusable(&self) -> bool {
            self.0
        }
    }

    #[test]
    fn a_panic_or_a_broken_connection_frees_its_place() {
        let pool = Pool::<Toy>::new(1, Duration::from_millis(10));
        let make = || Ok(Toy(true));
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            pool.with(make, |_| panic!("on purpose"))
        }));
        assert!(panicked.is_err());
        pool.with(make, |toy| toy.0 = false).unwrap();
        assert_eq!(lock(&pool.state).open, 0);
        pool.with(make, |_| ()).unwrap();
        let state = lock(&pool.state);
        assert_eq!((state.open, state.idle.len()), (1, 1));
    }

    #[test]
    fn what_is_not_used_is_closed_and_makes_room() {
        let pool = Pool::<Toy>::new(2, Duration::from_millis(10));
        let make = || Ok(Toy(true));
        pool.with(make, |_| pool.with(make, |_| ()).unwrap()).unwrap();
        pool.forget_unused(Duration::from_secs(60));
        assert_eq!(lock(&pool.state).open, 2);
        pool.forget_unused(Duration::ZERO);
        let state = lock(&pool.state);
        assert_eq!((state.open, state.idle.len()), (0, 0));
    }

    #[test]
    fn an_exhausted_pool_says_so_in_time() {
        let pool = Pool::<Toy>::new(1, Duration::from_millis(10));
        let make = || Ok(Toy(true));
        let inner = pool.with(make, |_| pool.with(make, |_| ())).unwrap();
        assert!(matches!(inner, Err(StoreError::Unavailable(_))));
    }
}
