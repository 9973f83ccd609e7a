//! What commands did.

use super::Instant;
use model::operation::Operation;
use model::report::{Line, Report as Outcomes};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What a command did: `done + skipped + failed` users were asked for.
#[derive(Serialize, ToSchema)]
pub(crate) struct Report {
    /// The operation, for later reference; null for a dry run.
    operation: Option<Uuid>,
    done: i64,
    skipped: i64,
    failed: i64,
    /// One entry per asked user or address, in the order asked; empty while a large set is being worked on. A dry run on more
    /// than 10,000 lists the first 500 of each outcome and counts all.
    outcomes: Vec<Outcome>,
}

/// What became of one asked user or address.
#[derive(Serialize, ToSchema)]
pub(crate) struct Outcome {
    /// The text that was asked for; only for addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<String>,
    /// The user, where there is one.
    id: Option<Uuid>,
    /// The user's address; null where there is none to show.
    email: Option<String>,
    /// `done`, `skipped` or `failed`.
    #[schema(example = "done")]
    outcome: String,
    /// Why it was skipped, as a stable code; or what failed.
    reason: Option<String>,
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

impl Report {
    /// Every user has its outcome.
    pub(crate) fn finished(report: Outcomes) -> Self {
        Self {
            operation: report.operation.map(|id| id.0),
            done: number(report.done()),
            skipped: number(report.skipped()),
            failed: number(report.failed()),
            outcomes: report.lines.into_iter().map(Outcome::of).collect(),
        }
    }

    /// A large set that is being worked on.
    pub(crate) fn started(operation: &Operation) -> Self {
        Self {
            operation: Some(operation.id.0),
            done: operation.done,
            skipped: operation.skipped,
            failed: operation.failed,
            outcomes: Vec::new(),
        }
    }
}

impl Outcome {
    /// Whether it is `done`, `skipped` or `failed`.
    pub(super) fn is(&self, code: &str) -> bool {
        self.outcome == code
    }

    pub(crate) fn of(line: Line) -> Self {
        let some = |text: String| (!text.is_empty()).then_some(text);
        Self {
            outcome: line.outcome.code().to_owned(),
            reason: line.outcome.reason().map(str::to_owned),
            input: some(line.input),
            id: line.id.map(|id| id.0),
            email: some(line.email),
        }
    }
}

/// One command run on a set of users.
#[derive(Serialize, ToSchema)]
pub(crate) struct Job {
    id: Uuid,
    /// The command: `activate`, `deactivate`, `resend`, `revoke`, `invite`, `add` and so on.
    command: String,
    /// `running`, `done` or `stopped`.
    state: String,
    /// Who asked for it.
    actor: String,
    total: i64,
    done: i64,
    skipped: i64,
    failed: i64,
    created_at: Instant,
    finished_at: Option<Instant>,
}

impl Job {
    pub(crate) fn of(operation: &Operation) -> Self {
        Self {
            id: operation.id.0,
            command: operation.work.name().to_owned(),
            state: operation.state.code().to_owned(),
            actor: operation.actor_label.clone(),
            total: operation.total,
            done: operation.done,
            skipped: operation.skipped,
            failed: operation.failed,
            created_at: Instant(operation.created_at),
            finished_at: operation.finished_at.map(Instant),
        }
    }
}
