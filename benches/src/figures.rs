//! What was measured, in a form that can be written down and read again.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Times of requests, in microseconds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Samples(Vec<f64>);

impl Samples {
    pub(crate) fn add(&mut self, time: Duration) {
        self.0.push(time.as_secs_f64() * 1e6);
    }

    pub(crate) fn join(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The time that `percent` of the requests did not take longer than.
    pub(crate) fn at(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len().saturating_sub(1);
        sorted
            .get((sorted.len() * percent / 100).min(last))
            .copied()
            .unwrap_or_default()
    }
}

/// One line of the table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Figure {
    /// Which work, a key of [`crate::works`].
    pub(crate) work: String,
    /// `sqlite` or `postgres`.
    pub(crate) engine: String,
    /// Users in the big portal.
    pub(crate) users: u64,
    /// Requests, or things done; 0 where the number is not known.
    pub(crate) n: usize,
    /// Median and 99th percentile in microseconds.
    pub(crate) p50: f64,
    /// See `p50`.
    pub(crate) p99: f64,
    /// Requests, rows or users per second.
    pub(crate) per_second: f64,
    /// Resident memory of the server at its highest meanwhile, in MiB.
    pub(crate) memory: f64,
    /// What this work is compared with, measured in the same run, in the unit of `per_second`.
    pub(crate) limit: Option<f64>,
    /// What else there is to say, such as the slowest part.
    pub(crate) note: String,
}

/// A run: the machine and every figure.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Run {
    /// The day, UTC.
    pub(crate) date: String,
    /// The commit.
    pub(crate) commit: String,
    /// Processor, cores, memory, versions.
    pub(crate) machine: Vec<(String, String)>,
    /// What was measured.
    pub(crate) figures: Vec<Figure>,
}
