//! The result of a command, read back from the stored operation: reloading the page tells it again and does nothing
//! (ui.md B9).

use super::offers;
use crate::pages::page::Page;
use crate::speak::{language, t};
use crate::templates::components::{Kind, Message};
use crate::templates::list_view::Keep;
use crate::templates::wording::{self, Outcome, list};
use app::Ctx;
use app::error::AppError;
use app::operations;
use app::users::again::{self, UndoOffer};
use app::users::list::Summary;
use app::users::run::AT_ONCE;
use model::admission::Form;
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
    /// Users worth another try, as many as fit on a page.
    pub again: Vec<String>,
    /// Whether the operation can be taken back.
    pub undo: UndoOffer,
    /// Mails that have not left yet.
    pub unsent: usize,
    /// Users who were there before an import and were changed by it.
    pub changed: u64,
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
        let retriable = lines.into_iter().filter(|(_, line)| match line.outcome {
            Line::Failed(_) => true,
            Line::Skipped(skip) => skip.is_retriable(),
            Line::Done => false,
        });
        again = retriable
            .filter_map(|(_, line)| line.id.map(|id| id.to_string()))
            .collect();
    }
    let mails = match &operation.work {
        Work::Add { grant, .. } => grant.mail == InviteMail::Send,
        Work::Users { command } => matches!(command, Command::Resend { .. }),
        Work::Undo { .. } | Work::Single { .. } => false,
    };
    let unsent = if mails { operations::unsent(ctx, id)? } else { 0 };
    let changed = if operation.work.is_import() {
        unsigned(app::import::changed(ctx, id)?)
    } else {
        0
    };
    Ok(Told {
        undo: again::undo_offer(ctx, &operation)?,
        changed,
        operation,
        reasons,
        again,
        unsent,
    })
}

/// How many are worth another try; none where trying again is not offered.
#[must_use]
pub fn left(told: &Told) -> u64 {
    let again = matches!(told.operation.work, Work::Users { .. } | Work::Add { .. });
    if !again || told.operation.state == OperationState::Running {
        return 0;
    }
    let skipped = told.reasons.iter().filter(|(skip, _)| skip.is_retriable());
    unsigned(skipped.map(|(_, n)| n).sum::<i64>() + told.operation.failed)
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
    let mut links = vec![(t!("bulk-details"), job.clone())];
    if kind == Kind::Partly || kind == Kind::Error {
        links.push((t!("bulk-download"), format!("{job}/results.csv")));
    }
    let left = left(told);
    if left > 0 {
        // The strip has one button, the way back; trying again is on the page of the job.
        links.push((t!("bulk-try-again", n = left), format!("{job}#again")));
    }
    Message {
        kind,
        text,
        undo: way_back(page, told),
        links,
        focus: true,
    }
}

/// The one button of a result: undo, or for mail that has not left yet, stop sending.
#[must_use]
pub fn way_back(page: &Page, told: &Told) -> Option<(String, String)> {
    match told.undo {
        UndoOffer::Open => Some((t!("bulk-undo"), page.at(&format!("/jobs/{}/undo", told.operation.id)))),
        UndoOffer::Undone(_) | UndoOffer::None => stop_sending(page, told),
    }
}

/// The way back of mail: while some has not left yet, and for who may revoke it (ui.md B7).
#[must_use]
pub fn stop_sending(page: &Page, told: &Told) -> Option<(String, String)> {
    let may = told.unsent > 0 && page.may(Command::Revoke { reason: None }.permission());
    may.then(|| {
        (
            t!("bulk-stop-sending"),
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
            .map(|(skip, n)| (unsigned(*n), words::skip_short(language(), *skip, *n)))
            .collect(),
        all_are: all_are(told),
        failed: unsigned(operation.failed),
        after: after.unwrap_or_default(),
    };
    match &operation.work {
        _ if operation.state == OperationState::Running => (Kind::Info, t!("bulk-running")),
        Work::Users { command } => offers::act_of(command).result(&outcome),
        Work::Add {
            form: Form::File,
            grant,
        } if told.changed > 0 => imported(&outcome, told.changed, grant.mail),
        Work::Add { grant, .. } => added(&outcome, grant.mail),
        Work::Undo { .. } => wording::undone(&outcome),
        Work::Single { .. } => (Kind::Done, t!("bulk-single-done")),
    }
}

/// Where several users were skipped and all of them for the same state, that as a clause.
fn all_are(told: &Told) -> Option<String> {
    let [(skip, n)] = told.reasons.as_slice() else {
        return None;
    };
    if *n < 2 || told.operation.failed > 0 || told.operation.done > 0 {
        return None;
    }
    Some(match skip {
        Skip::AlreadyVerified => t!("bulk-all-already-verified", n = *n),
        Skip::Deactivated => t!("bulk-all-deactivated", n = *n),
        Skip::Deleted => t!("bulk-all-deleted", n = *n),
        Skip::LockedByAdmin => t!("bulk-all-locked-by-admin", n = *n),
        Skip::AlreadyActive => t!("bulk-all-already-active", n = *n),
        Skip::NotVerified => t!("bulk-all-not-verified", n = *n),
        Skip::AlreadyInactive => t!("bulk-all-already-inactive", n = *n),
        Skip::AlreadyLocked => t!("bulk-all-already-locked", n = *n),
        Skip::NotLocked => t!("bulk-all-not-locked", n = *n),
        Skip::Inactive => t!("bulk-all-inactive", n = *n),
        Skip::AlreadyDeleted => t!("bulk-all-already-deleted", n = *n),
        Skip::NotDeleted => t!("bulk-all-not-deleted", n = *n),
        _ => return None,
    })
}

fn unsigned(n: i64) -> u64 {
    u64::try_from(n).unwrap_or_default()
}

fn seats_free(free: i64) -> String {
    t!("bulk-seats-free", n = free)
}

/// The same for people who were added: they are not users before.
fn added(outcome: &Outcome, mail: InviteMail) -> (Kind, String) {
    let n = outcome.done;
    let reasons = outcome.reasons();
    let missed: u64 = reasons.iter().map(|(n, _)| n).sum();
    let why = list(&reasons);
    match (n, missed, mail) {
        (_, 0, InviteMail::Send) => (Kind::Done, t!("bulk-invited-done", n = n)),
        (_, 0, InviteMail::Skip) => (Kind::Done, t!("bulk-added-done", n = n)),
        (0, _, InviteMail::Send) => (Kind::NotDone, t!("bulk-invited-none", reasons = why)),
        (0, _, InviteMail::Skip) => (Kind::NotDone, t!("bulk-added-none", reasons = why)),
        (_, _, InviteMail::Send) => (
            Kind::Partly,
            t!("bulk-invited-partly", n = n, missed = missed, reasons = why),
        ),
        (_, _, InviteMail::Skip) => (
            Kind::Partly,
            t!("bulk-added-partly", n = n, missed = missed, reasons = why),
        ),
    }
}

/// The same for a file that changed users who were there before.
fn imported(outcome: &Outcome, changed: u64, mail: InviteMail) -> (Kind, String) {
    let added = outcome.done.saturating_sub(changed);
    let missed = outcome.reasons();
    let left_out: u64 = missed.iter().map(|(n, _)| n).sum();
    let (kind, start) = match left_out {
        0 => (Kind::Done, t!("import-result-done")),
        _ => (Kind::Partly, t!("import-result-partly")),
    };
    let mut sentences = vec![start];
    if added > 0 {
        sentences.push(match mail {
            InviteMail::Send => t!("import-result-invited", n = added),
            InviteMail::Skip => t!("import-result-added", n = added),
        });
    }
    sentences.push(t!("import-result-changed", n = changed));
    if left_out > 0 {
        sentences.push(t!("import-result-left-out", n = left_out, why = list(&missed)));
    }
    (kind, sentences.join(" "))
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
        insta::assert_snapshot!(imported(&outcome(14, &[(2, "unchanged")]), 4, InviteMail::Send).1, @"Partly done. 10 invitations are being sent. 4 users were changed. Left out, 2: 2 unchanged.");
        insta::assert_snapshot!(imported(&outcome(1, &[]), 1, InviteMail::Skip).1, @"Done. 1 user was changed.");
        insta::assert_snapshot!(added(&outcome(0, &[(2, "already users")]), InviteMail::Skip).1, @"Not done. Nobody was added: 2 already users.");
    }
}
