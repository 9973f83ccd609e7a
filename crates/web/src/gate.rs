//! The gate: every request with a credential passes one thread, which judges all that wait at a time. Under load that is
//! one query and one wake-up for many requests; a single request takes the way it would have taken anyway.

use app::App;
use app::error::AppError;
use app::sign_in::admission::{Admitted, Knock, Used};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use tokio::sync::oneshot;

/// Requests that are judged together at most.
const TOGETHER: usize = 64;

type Judged = Result<Admitted, AppError>;

/// The way to the thread. It ends when the last clone is gone.
#[derive(Clone)]
pub(crate) struct Gate {
    app: App,
    knock: Arc<Sender<Waiting>>,
}

struct Waiting {
    knock: Knock,
    answer: oneshot::Sender<Judged>,
}

/// A request that was let in and whose use is to be noted first.
struct Noting {
    admitted: Admitted,
    used: Used,
    answer: oneshot::Sender<Judged>,
}

impl Gate {
    /// Starts the threads. Where there are none to be had, every request is answered `Unavailable`.
    pub(crate) fn new(app: &App) -> Self {
        let (knock, knocks) = mpsc::channel();
        let (note, notes) = mpsc::channel();
        let (judging, noting) = (app.clone(), app.clone());
        let threads = [
            spawn("gate", move || judge(&judging, &knocks, &note)),
            spawn("gate-notes", move || write_notes(&noting, &notes)),
        ];
        for error in threads.into_iter().filter_map(Result::err) {
            tracing::error!(%error, "a thread of the gate could not be started");
        }
        Self {
            app: app.clone(),
            knock: Arc::new(knock),
        }
    }

    /// Judges a request.
    ///
    /// # Errors
    /// Those of [`App::admit`].
    pub(crate) async fn admit(&self, knock: Knock) -> Judged {
        if self.app.reads_at_once() {
            return self.admit_here(knock).await;
        }
        let gone = || AppError::Unavailable(String::from("the server is stopping"));
        let (answer, answered) = oneshot::channel();
        self.knock.send(Waiting { knock, answer }).map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }
}

impl Gate {
    /// Where a look into the database is cheaper than a wake-up. Only the rare note of a use goes to another thread.
    async fn admit_here(&self, knock: Knock) -> Judged {
        let gone = || AppError::Unavailable(String::from("the server is stopping"));
        let mut admitted = self.app.admit(vec![knock]).pop().ok_or_else(gone)??;
        if let Some(used) = admitted.used.take() {
            let app = self.app.clone();
            tokio::task::spawn_blocking(move || app.note(&[used]))
                .await
                .map_err(|_| gone())?;
        }
        Ok(admitted)
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .map(|_| ())
}

/// Everything that waits already, up to a number; none when nobody will ever come again.
fn gather<T>(waiting: &Receiver<T>) -> Option<Vec<T>> {
    let mut all = vec![waiting.recv().ok()?];
    while all.len() < TOGETHER
        && let Ok(next) = waiting.try_recv()
    {
        all.push(next);
    }
    Some(all)
}

fn judge(app: &App, knocks: &Receiver<Waiting>, note: &Sender<Noting>) {
    while let Some(waiting) = gather(knocks) {
        let (knocks, answers): (Vec<_>, Vec<_>) = waiting.into_iter().map(|w| (w.knock, w.answer)).unzip();
        // A defect must cost these requests, not all that come after them: they hear that nobody answers.
        let judged = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| app.admit(knocks)));
        for (judged, answer) in judged.unwrap_or_default().into_iter().zip(answers) {
            match judged {
                Ok(mut admitted) if admitted.used.is_some() => {
                    if let Some(used) = admitted.used.take() {
                        // Its thread lives as long as this one.
                        note.send(Noting { admitted, used, answer }).ok();
                    }
                }
                // Whoever asked may have hung up.
                judged => drop(answer.send(judged)),
            }
        }
    }
}

/// Writing may take its time behind others' commits; nobody else waits for it.
fn write_notes(app: &App, notes: &Receiver<Noting>) {
    while let Some(notes) = gather(notes) {
        let (uses, answers): (Vec<_>, Vec<_>) = notes.into_iter().map(|n| (n.used, (n.admitted, n.answer))).unzip();
        app.note(&uses);
        for (admitted, answer) in answers {
            answer.send(Ok(admitted)).ok();
        }
    }
}
