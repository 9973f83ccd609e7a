//! The result of a command, read back from the stored operation: reloading the page tells it again and does nothing
//! (ui.md B9).

use super::offers;
use crate::pages::page::Page;
use crate::templates::components::{Kind, Message, count, number};
use crate::templates::list_view::Keep;
use crate::templates::wording::{Outcome, list};
use app::Ctx;
use app::error::AppError;
use app::operations;
use app::users::list::Summary;
use app::users::run::AT_ONCE;
use model::command::Command;
use model::ids::OperationId;
use model::operation::{InviteMail, Operation, OperationState, Work};
use model::report::{Outcome as Line, Skip};

/// An operation with what its result says.
pub struct Told {
    /// The operation.
    pub operation: Operation,
    /// Skip reasons with their numbers.
    pub reasons: Vec<(Skip, i64)>,
    /// Users worth another try.
    pub again: Vec<String>,
    /// Mails that have not left yet.
    pub unsent: usize,
}

/// Loads an operation of this portal.
///
/// # Errors
/// `NotFound`, `Forbidden`.
pub fn load(ctx: &Ctx, id: OperationId) -> Result<Told, AppError> {
    let operation = operations::get(ctx, id)?;
    let reasons = operations::reasons(ctx, id)?;
    let mut again = Vec::new();
    if operation.skipped + operation.failed > 0 {
        let lines = operations::lines(ctx, id, None, -1, AT_ONCE)?;
        let retriable = lines.into_iter().filter(|(_, line)| is_retriable(&line.outcome));
        again = retriable
            .filter_map(|(_, line)| line.id.map(|id| id.to_string()))
            .collect();
    }
    let mails = match &operation.work {
        Work::Add { grant, .. } => grant.mail == InviteMail::Send,
        Work::Users { command } => matches!(command, Command::Resend { .. }),
        Work::Single { .. } => false,
    };
    let unsent = if mails { operations::unsent(ctx, id)? } else { 0 };
    Ok(Told {
        operation,
        reasons,
        again,
        unsent,
    })
}

/// Whether the same command could succeed soon, without anything else being done first.
const fn is_retriable(outcome: &Line) -> bool {
    matches!(
        outcome,
        Line::Failed(_) | Line::Skipped(Skip::Cooldown | Skip::NoSeat | Skip::ChangedSincePreview | Skip::Stopped)
    )
}

/// What stays ticked afterwards: after full success nobody, else those worth another try.
#[must_use]
pub fn keep(told: &Told) -> Keep {
    if told.again.is_empty() {
        Keep::Nothing
    } else {
        Keep::Only(told.again.clone())
    }
}

/// The sentence with its links.
#[must_use]
pub fn message(page: &Page, told: &Told, summary: Option<&Summary>) -> Message {
    let (kind, text) = sentence(told, summary);
    let job = page.at(&format!("/jobs/{}", told.operation.id));
    let mut links = vec![(String::from("Details"), job.clone())];
    if kind == Kind::Partly || kind == Kind::Error {
        links.push((String::from("Download CSV"), format!("{job}/results.csv")));
    }
    Message {
        kind,
        text,
        undo: stop_sending(page, told),
        links,
        focus: true,
    }
}

/// The way back of mail: while some has not left yet, and for who may revoke it (ui.md B7).
#[must_use]
pub fn stop_sending(page: &Page, told: &Told) -> Option<(String, String)> {
    let may = told.unsent > 0 && page.may(Command::Revoke { reason: None }.permission());
    may.then(|| {
        (
            String::from("Stop sending"),
            page.at(&format!("/jobs/{}/stop-sending", told.operation.id)),
        )
    })
}

/// The sentence with its kind.
#[must_use]
pub fn sentence(told: &Told, summary: Option<&Summary>) -> (Kind, String) {
    let operation = &told.operation;
    let after = match &operation.work {
        Work::Users {
            command: Command::Deactivate { .. },
        } => summary.and_then(Summary::seats_free).map(seats_free),
        _ => None,
    };
    let outcome = Outcome {
        done: unsigned(operation.done),
        skipped: told
            .reasons
            .iter()
            .map(|(skip, n)| (unsigned(*n), skip.short().to_owned()))
            .collect(),
        failed: unsigned(operation.failed),
        after: after.unwrap_or_default(),
    };
    match &operation.work {
        _ if operation.state == OperationState::Running => (Kind::Info, String::from("The job is running.")),
        Work::Users { command } => offers::act_of(command).result(&outcome),
        Work::Add { grant, .. } => added(&outcome, grant.mail),
        Work::Single { .. } => (Kind::Done, String::from("Done.")),
    }
}

fn unsigned(n: i64) -> u64 {
    u64::try_from(n).unwrap_or_default()
}

fn seats_free(free: i64) -> String {
    let are = if free == 1 { "is" } else { "are" };
    format!("{} {are} free now.", count(unsigned(free), "seat", "seats"))
}

/// The same for people who were added: they are not users before.
fn added(outcome: &Outcome, mail: InviteMail) -> (Kind, String) {
    let n = outcome.done;
    let what = match mail {
        InviteMail::Send => format!(
            "{} {} being sent",
            count(n, "invitation", "invitations"),
            if n == 1 { "is" } else { "are" }
        ),
        InviteMail::Skip => format!("{} added", count(n, "user", "users")),
    };
    let mut missed = outcome.skipped.clone();
    if outcome.failed > 0 {
        missed.push((outcome.failed, String::from("failed and can be tried again")));
    }
    let left_out: u64 = missed.iter().map(|(n, _)| n).sum();
    let word = match mail {
        InviteMail::Send => "invited",
        InviteMail::Skip => "added",
    };
    match (n, left_out) {
        (_, 0) => (Kind::Done, format!("Done. {what}.")),
        (0, _) => (
            Kind::NotDone,
            format!("Not done. Nobody was {word}: {}.", list(&missed)),
        ),
        _ => (
            Kind::Partly,
            format!(
                "Partly done. {what}. Not {word}, {}: {}.",
                number(left_out),
                list(&missed)
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(done: u64, skipped: &[(u64, &str)]) -> Outcome {
        let skipped = skipped.iter().map(|(n, text)| (*n, String::from(*text))).collect();
        Outcome {
            done,
            skipped,
            ..Outcome::default()
        }
    }

    #[test]
    fn invitations_say_how_many_and_why_not() {
        insta::assert_snapshot!(added(&outcome(14, &[]), InviteMail::Send).1, @"Done. 14 invitations are being sent.");
        insta::assert_snapshot!(added(&outcome(1, &[(2, "already users"), (1, "repeated")]), InviteMail::Send).1, @"Partly done. 1 invitation is being sent. Not invited, 3: 2 already users, 1 repeated.");
        insta::assert_snapshot!(added(&outcome(0, &[(2, "already users")]), InviteMail::Skip).1, @"Not done. Nobody was added: 2 already users.");
    }
}
