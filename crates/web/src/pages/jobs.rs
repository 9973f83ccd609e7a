//! `/p/{portal}/jobs`: operations, their progress and their outcomes (ui.md B7).

use super::Refusal;
use super::fields::Fields;
use super::local;
use super::page::{Page, key_of};
use super::users::bulk::answered;
use super::users::confirm::{capital, group, name};
use super::users::{offers, result};
use crate::speak::{language, t};
use crate::stream;
use crate::templates::bulk::{Group, Reason};
use crate::templates::components::{Kind, Message, Pager, When};
use crate::templates::jobs::{JobPage, JobRow, JobState, JobsPage, fragment, list as list_page, page as job_page};
use app::Ctx;
use app::error::AppError;
use app::operations;
use app::users::again::{self, UndoOffer};
use app::users::run::Answer;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use model::access::Permission;
use model::admission::Form;
use model::ids::OperationId;
use model::operation::{InviteMail, Operation, OperationState, Work};
use model::report::{Line, Outcome, Skip};
use model::time::Time;

/// Jobs per page.
const PAGE: usize = 50;
/// Names loaded of each outcome; the CSV has all.
const NAMES: usize = 500;

/// What an operation does, in a word or two.
pub(super) fn label(work: &Work) -> String {
    match work {
        Work::Users { command } => offers::act_of(command).label_for_many(),
        Work::Undo { .. } => t!("bulk-undo"),
        Work::Add { form: Form::File, .. } => t!("jobs-import"),
        Work::Add { grant, .. } => match grant.mail {
            InviteMail::Send => t!("jobs-invite"),
            InviteMail::Skip => t!("jobs-add"),
        },
        Work::Single { .. } => t!("jobs-change"),
    }
}

/// "Deactivate: 12,345 users".
fn title(operation: &Operation) -> String {
    let n = operation.total;
    match &operation.work {
        Work::Users { .. } => t!("jobs-title-users", act = label(&operation.work), n = n),
        Work::Undo { command, .. } => t!("jobs-title-undo", act = offers::act_of(command).label_for_many(), n = n),
        Work::Add { form: Form::File, .. } => t!("jobs-title-import", n = n),
        Work::Add { grant, .. } => match grant.mail {
            InviteMail::Send => t!("jobs-title-invite", n = n),
            InviteMail::Skip => t!("jobs-title-add", n = n),
        },
        Work::Single { .. } => t!("jobs-change"),
    }
}

fn unsigned(n: i64) -> u64 {
    u64::try_from(n).unwrap_or_default()
}

/// How far it is, 0 to 100.
pub(super) fn percent_of(operation: &Operation) -> u64 {
    crate::templates::components::percent(unsigned(operation.reached()), unsigned(operation.total))
}

fn state(operation: &Operation) -> JobState {
    match operation.state {
        OperationState::Running if operation.reached() == 0 => JobState::Waiting,
        OperationState::Running => JobState::Running,
        OperationState::Done => JobState::Finished,
        OperationState::Stopped => JobState::Stopped,
    }
}

fn when(at: Time, zone: &str) -> When {
    When {
        datetime: at.rfc3339(),
        text: at.short(zone),
    }
}

/// The list, newest first.
///
/// # Errors
/// The page of the refusal.
pub async fn list(page: Page) -> Result<Response, Refusal> {
    let after: Option<OperationId> = page.query.get("after").parse().ok();
    let (frame, mut jobs) = page
        .show(&t!("jobs-title"), move |ctx| operations::list(ctx, after, PAGE + 1))
        .await?;
    let (path, zone) = (page.at("/jobs"), page.zone());
    let more = jobs.len() > PAGE;
    jobs.truncate(PAGE);
    let next = jobs
        .last()
        .filter(|_| more)
        .map(|last| format!("{path}?after={}", last.id));
    let range = if jobs.is_empty() {
        String::new()
    } else {
        t!("jobs-count", n = jobs.len())
    };
    let pager = Pager {
        range,
        first: after.map(|_| path.clone()),
        next,
        ..Pager::default()
    };
    let row = |operation: &Operation| JobRow {
        href: format!("{path}/{}", operation.id),
        title: title(operation),
        actor: operation.actor_label.clone(),
        started: when(operation.created_at, &zone),
        state: state(operation),
        processed: unsigned(operation.reached()),
        total: unsigned(operation.total),
        missed: unsigned(operation.skipped + operation.failed),
    };
    Ok(list_page(
        &frame,
        &JobsPage {
            jobs: jobs.iter().map(row).collect(),
            pager,
        },
    )
    .into_response())
}

/// One job with its outcomes so far.
struct Shown {
    told: result::Told,
    done: Vec<Line>,
    missed: Vec<Line>,
}

fn load(ctx: &Ctx, id: OperationId) -> Result<Shown, AppError> {
    let lines = |outcome| operations::lines(ctx, id, Some(outcome), -1, NAMES);
    let plain = |lines: Vec<(i64, Line)>| lines.into_iter().map(|(_, line)| line);
    let missed = plain(lines("skipped")?).chain(plain(lines("failed")?)).collect();
    Ok(Shown {
        done: plain(lines("done")?).collect(),
        missed,
        told: result::load(ctx, id)?,
    })
}

/// One job; the script asks for its changing part again and again.
///
/// # Errors
/// The page of the refusal.
pub async fn show(page: Page) -> Result<Response, Refusal> {
    let id: OperationId = page.id("id")?;
    let (mut frame, shown) = page.show("", move |ctx| load(ctx, id)).await?;
    let view = view(&page, &shown);
    let wanted = page.visit.headers.get("x-fragment").is_some_and(|part| part == "job");
    frame.title.clone_from(&view.title);
    // The page itself is about this job.
    frame.job = None;
    let mut response = if wanted {
        fragment(&view).into_response()
    } else {
        job_page(&frame, &view).into_response()
    };
    response
        .headers_mut()
        .insert(header::VARY, HeaderValue::from_static("X-Fragment"));
    Ok(response)
}

fn view(page: &Page, shown: &Shown) -> JobPage {
    let operation = &shown.told.operation;
    let href = page.at(&format!("/jobs/{}", operation.id));
    let running = operation.state == OperationState::Running;
    let own = page
        .ctx()
        .person()
        .is_some_and(|person| operation.actor == Some(person.pk));
    let may_stop = running && (own || page.may(Permission::PortalSettings));
    let stays = t!("jobs-stop-hint", n = operation.done);
    let left = result::left(&shown.told);
    let (kind, text) = result::sentence(&shown.told, None);
    JobPage {
        title: title(operation),
        back_href: page.at("/jobs"),
        actor: operation.actor_label.clone(),
        started: page.long(operation.created_at),
        ended: operation.finished_at.map(|at| page.long(at)),
        state: state(operation),
        done: unsigned(operation.done),
        skipped: unsigned(operation.skipped),
        failed: unsigned(operation.failed),
        total: unsigned(operation.total),
        remaining: if running {
            remaining(operation, page.ctx().now)
        } else {
            String::new()
        },
        result: (!running).then(|| Message {
            kind,
            text,
            undo: result::way_back(page, &shown.told),
            links: undone(page, &shown.told),
            ..Message::default()
        }),
        stays: stays_forever(operation),
        groups: groups(shown),
        stop: may_stop.then(|| (format!("{href}/stop"), stays)),
        retry: (left > 0).then(|| (format!("{href}/retry"), t!("bulk-try-again", n = left))),
        csv_href: (!running).then(|| format!("{href}/results.csv")),
        href,
    }
}

/// Where it says that and how this was taken back.
fn undone(page: &Page, told: &result::Told) -> Vec<(String, String)> {
    match told.undo {
        UndoOffer::Undone(by) => vec![(t!("bulk-undone"), page.at(&format!("/jobs/{by}")))],
        UndoOffer::Open | UndoOffer::None => Vec::new(),
    }
}

/// Why there is no way back, where something was done for which there never is one.
fn stays_forever(operation: &Operation) -> String {
    match &operation.work {
        Work::Users { command } if operation.done > 0 => offers::act_of(command).stays().unwrap_or_default(),
        _ => String::new(),
    }
}

/// "about 2 minutes left", at the speed so far.
fn remaining(operation: &Operation, now: Time) -> String {
    let (reached, total) = (operation.reached(), operation.total);
    let spent = (now.0 - operation.created_at.0) / 1_000_000;
    if reached == 0 || spent < 2 {
        return String::new();
    }
    let seconds = unsigned(spent.saturating_mul(total - reached) / reached);
    match seconds {
        0..=50 => t!("jobs-less-than-a-minute"),
        _ => t!("jobs-minutes-left", n = seconds.div_ceil(60)),
    }
}

/// Outcomes by reason. The numbers are those of the database, the names the first of each.
fn groups(shown: &Shown) -> Vec<Group> {
    let names = |lines: &mut dyn Iterator<Item = &Line>| lines.map(name).collect::<Vec<_>>();
    let operation = &shown.told.operation;
    let done = Reason {
        text: String::new(),
        fix: String::new(),
        count: unsigned(operation.done),
        names: names(&mut shown.done.iter()),
    };
    let skipped = |(skip, n): &(Skip, i64)| Reason {
        text: capital(&words::skip_short(language(), *skip, *n)),
        fix: words::skip_fix(language(), *skip).unwrap_or_default(),
        count: unsigned(*n),
        names: names(
            &mut shown
                .missed
                .iter()
                .filter(|line| line.outcome == Outcome::Skipped(*skip)),
        ),
    };
    let failed = Reason {
        text: t!("jobs-technical"),
        fix: t!("jobs-technical-fix"),
        count: unsigned(operation.failed),
        names: names(
            &mut shown
                .missed
                .iter()
                .filter(|line| matches!(line.outcome, Outcome::Failed(_))),
        ),
    };
    vec![
        group(Kind::Error, &t!("jobs-group-failed"), vec![failed]),
        group(
            Kind::NotDone,
            &t!("jobs-group-skipped"),
            shown.told.reasons.iter().map(skipped).collect(),
        ),
        group(Kind::Done, &t!("jobs-group-changed"), vec![done]),
    ]
}

/// Stops a job; what was done stays done.
///
/// # Errors
/// The page of the refusal.
pub async fn stop(page: Page) -> Result<Response, Refusal> {
    let id: OperationId = page.id("id")?;
    match page.run(move |ctx| operations::stop(ctx, id)).await {
        // Stopped twice, or ended by itself meanwhile: the page says how it ended.
        Ok(_)
        | Err(AppError::Conflict {
            code: "already_finished",
            ..
        }) => Ok(Redirect::to(&page.at(&format!("/jobs/{id}"))).into_response()),
        Err(error) => Err(page.refuse(error)),
    }
}

/// Stops the mails of a job that have not left yet.
///
/// # Errors
/// The page of the refusal.
pub async fn stop_sending(page: Page) -> Result<Response, Refusal> {
    let id: OperationId = page.id("id")?;
    match page.run(move |ctx| operations::stop_sending(ctx, id)).await {
        Ok(Answer::Finished { operation, .. }) | Ok(Answer::Started(operation)) => {
            Ok(Redirect::to(&page.at(&format!("/jobs/{}", operation.id))).into_response())
        }
        // Too late: the page of the job shows no button any more.
        Err(AppError::Conflict { code: "all_sent", .. }) => {
            Ok(Redirect::to(&page.at(&format!("/jobs/{id}"))).into_response())
        }
        Err(error) => Err(page.refuse(error)),
    }
}

/// Takes a job back, and tells the result where the person was.
///
/// # Errors
/// The page of the refusal.
pub async fn undo(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let id: OperationId = page.id("id")?;
    let key = key_of(&fields).map_err(|e| page.refuse(e))?;
    match page.run(move |ctx| again::undo(ctx, id, key)).await {
        Ok(answer) => Ok(answered(&page, &answer, &back(&page, &fields))),
        // Pressed twice, or by somebody else meanwhile: the page of the job says so.
        Err(AppError::Conflict { .. }) => Ok(Redirect::to(&page.at(&format!("/jobs/{id}"))).into_response()),
        Err(error) => Err(page.refuse(error)),
    }
}

/// Runs a job again for those whom it failed for or did not reach.
///
/// # Errors
/// The page of the refusal.
pub async fn retry(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let id: OperationId = page.id("id")?;
    let key = key_of(&fields).map_err(|e| page.refuse(e))?;
    match page.run(move |ctx| again::retry(ctx, id, key)).await {
        Ok(Answer::Finished { operation, .. } | Answer::Started(operation)) => {
            Ok(Redirect::to(&page.at(&format!("/jobs/{}", operation.id))).into_response())
        }
        Err(AppError::Conflict { .. }) => Ok(Redirect::to(&page.at(&format!("/jobs/{id}"))).into_response()),
        Err(error) => Err(page.refuse(error)),
    }
}

/// The list or the user where the button stood; from the page of a job, the list.
fn back(page: &Page, fields: &Fields) -> String {
    let users = page.at("/users");
    local::way_back(fields, &page.visit.headers, &users, &users)
}

/// Every outcome as CSV: one line per asked user, in the order asked.
///
/// # Errors
/// The page of the refusal.
pub async fn results(page: Page) -> Result<Response, Refusal> {
    let id: OperationId = page.id("id")?;
    let name = format!("results-{id}.csv");
    let file = stream::csv(&page.server, page.ctx(), &name, move |ctx, out| {
        app::export::outcomes(ctx, id, out)
    });
    file.await.map_err(|error| page.refuse(error))
}
