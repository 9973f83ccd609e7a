//! Work that goes on in the background: mail leaves, long operations run, time passes. Each job is a function that does
//! one small step and says whether there was anything to do; threads call them, tests call them by hand.

mod clock;
mod operations;
mod outbox;
mod search_index;

use crate::App;
use crate::error::AppError;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;
use store::db::Wake;

/// Whether a step found anything to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// It did something: there may be more.
    Worked,
    /// Nothing is due.
    Idle,
}

/// Whether the process wants to end: a job with a long way to go looks between two commits.
#[derive(Clone, Default, Debug)]
struct Stop(Arc<AtomicBool>);

impl Stop {
    fn ask(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    fn asked(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

type Job = fn(&App, &Stop) -> Result<Step, AppError>;

const JOBS: &[(&str, Bell, Job)] = &[
    ("clock", Bell::Clock, clock::step),
    ("operations", Bell::Operations, operations::step),
    ("outbox", Bell::Outbox, outbox::step),
    ("search-index", Bell::SearchIndex, search_index::step),
];

/// Which job is woken. Each has a bell of its own: a change that queues no mail must not have the outbox looked at, or
/// many small changes would pay for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Bell {
    Clock,
    Operations,
    Outbox,
    SearchIndex,
}

/// The bells of an installation.
#[derive(Default)]
pub(crate) struct Bells {
    clock: Wake,
    operations: Wake,
    outbox: Wake,
    search_index: Wake,
}

impl Bells {
    pub(crate) const fn of(&self, bell: Bell) -> &Wake {
        match bell {
            Bell::Clock => &self.clock,
            Bell::Operations => &self.operations,
            Bell::Outbox => &self.outbox,
            Bell::SearchIndex => &self.search_index,
        }
    }
}

/// Runs every job until nothing is due: what tests call instead of waiting.
///
/// # Errors
/// The first error of a job.
pub fn run_due(app: &App) -> Result<(), AppError> {
    loop {
        let mut worked = false;
        for (.., job) in JOBS {
            while job(app, &Stop::default())? == Step::Worked {
                worked = true;
            }
        }
        if !worked {
            return Ok(());
        }
    }
}

/// Carries out long operations until none is left that nobody else works on. Mail stays queued: the command line calls
/// this, and its process must not be the one that sends.
///
/// # Errors
/// When the database fails.
pub fn run_operations(app: &App) -> Result<(), AppError> {
    while operations::step(app, &Stop::default())? == Step::Worked {}
    Ok(())
}

/// The background threads, one for each job. They end when this is dropped.
pub struct Workers {
    stop: Stop,
    app: App,
    threads: Vec<JoinHandle<()>>,
}

/// A job looks for work at least this often, whatever it is told.
const HEARTBEAT: Duration = Duration::from_millis(500);

impl Workers {
    /// Starts them.
    #[must_use]
    pub fn start(app: &App) -> Self {
        let stop = Stop::default();
        let threads = JOBS
            .iter()
            .filter_map(|(name, bell, job)| {
                let (app, stop) = (app.clone(), stop.clone());
                std::thread::Builder::new()
                    .name(format!("job-{name}"))
                    .spawn(move || work(&app, name, *bell, *job, &stop))
                    .ok()
            })
            .collect();
        Self {
            stop,
            app: app.clone(),
            threads,
        }
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.stop.ask();
        JOBS.iter().for_each(|(_, bell, _)| self.app.ring(*bell));
        for thread in self.threads.drain(..) {
            // A thread that panicked has already said so.
            let _ = thread.join();
        }
    }
}

fn work(app: &App, name: &str, bell: Bell, job: Job, stop: &Stop) {
    let mut failures = 0u32;
    while !stop.asked() {
        // A defect in one step must not end the job for ever.
        let step = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| job(app, stop)));
        match step {
            Ok(Ok(Step::Worked)) => failures = 0,
            Ok(Ok(Step::Idle)) => {
                failures = 0;
                app.bell(bell).wait(HEARTBEAT);
            }
            Ok(Err(error)) => {
                failures += 1;
                tracing::warn!(job = name, %error, failures, "background job failed, will try again");
                std::thread::sleep(HEARTBEAT * 2u32.pow(failures.min(5)));
            }
            Err(_) => {
                failures += 1;
                tracing::error!(job = name, failures, "background job panicked, will try again");
                std::thread::sleep(HEARTBEAT * 2u32.pow(failures.min(5)));
            }
        }
    }
}
