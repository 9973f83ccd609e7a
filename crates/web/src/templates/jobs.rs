//! Long work: the list of jobs and the page of one (B7).

use super::bulk::{Group, Shown, groups};
use super::components::{
    Empty, Message, Pager, Place, When, back_link, empty, heading, message, pager, percent, progress, when,
};
use super::frame::{Frame, page as frame_page};
use crate::assets::icons::{Icon, icon};
use crate::speak::t;
use maud::{Markup, html};

/// The list of jobs.
#[derive(Debug, Clone, Default)]
pub struct JobsPage {
    /// Newest first.
    pub jobs: Vec<JobRow>,
    /// The foot.
    pub pager: Pager,
}

/// One job in the list.
#[derive(Debug, Clone, Default)]
pub struct JobRow {
    /// Its page.
    pub href: String,
    /// "Deactivate 120 users".
    pub title: String,
    /// Who started it.
    pub actor: String,
    /// When it was started.
    pub started: When,
    /// Where it stands.
    pub state: JobState,
    /// Done, skipped and failed so far.
    pub processed: u64,
    /// How many users it was started for.
    pub total: u64,
    /// How many were skipped or failed.
    pub missed: u64,
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum JobState {
    /// Not begun.
    #[default]
    Waiting,
    /// At work.
    Running,
    /// Finished.
    Finished,
    /// Stopped by a person.
    Stopped,
    /// Given up.
    Failed,
}

impl JobState {
    fn label(self) -> String {
        match self {
            Self::Waiting => t!("jobs-waiting"),
            Self::Running => t!("jobs-running"),
            Self::Finished => t!("jobs-finished"),
            Self::Stopped => t!("jobs-stopped"),
            Self::Failed => t!("jobs-failed"),
        }
    }

    const fn look(self) -> (&'static str, Icon) {
        match self {
            Self::Waiting => ("t-inactive", Icon::Hourglass),
            Self::Running => ("t-invited", Icon::Refresh),
            Self::Finished => ("t-active", Icon::Check),
            Self::Stopped => ("t-awaiting", Icon::Stop),
            Self::Failed => ("t-locked", Icon::Error),
        }
    }

    /// Whether it will still change by itself.
    #[must_use]
    pub const fn live(self) -> bool {
        matches!(self, Self::Waiting | Self::Running)
    }
}

/// The page of one job.
#[derive(Debug, Clone, Default)]
pub struct JobPage {
    /// "Deactivate 12,345 users".
    pub title: String,
    /// This page, for "Refresh" and for the script.
    pub href: String,
    /// All jobs.
    pub back_href: String,
    /// Who started it.
    pub actor: String,
    /// When it was started.
    pub started: When,
    /// When it ended.
    pub ended: Option<When>,
    /// Where it stands.
    pub state: JobState,
    /// Changed so far.
    pub done: u64,
    /// Skipped so far.
    pub skipped: u64,
    /// Failed so far.
    pub failed: u64,
    /// How many users it was started for.
    pub total: u64,
    /// "about 2 minutes left", or empty.
    pub remaining: String,
    /// The sentence at the end (`wording::Act::result`), with undo and links.
    pub result: Option<Message>,
    /// "Sent mail cannot be taken back.": why there is no way back, or empty.
    pub stays: String,
    /// Outcomes by reason.
    pub groups: Vec<Group>,
    /// POST address that stops it, and what that means: "Stops after the current user; 4,120 stay changed".
    pub stop: Option<(String, String)>,
    /// POST address that tries the failed ones again, and its words: "Try the remaining 80".
    pub retry: Option<(String, String)>,
    /// The CSV of outcomes.
    pub csv_href: Option<String>,
}

/// The list of jobs.
#[must_use]
pub fn list(frame: &Frame, jobs: &JobsPage) -> Markup {
    let zone = if frame.zone.is_empty() { "GMT" } else { &frame.zone };
    let main = html! {
        (heading(&t!("jobs-title"), &[]))
        @if jobs.jobs.is_empty() { div.card { (empty(&nothing())) } } @else { (table(&jobs.jobs, zone)) }
        div.pager { (pager(&jobs.pager)) }
    };
    frame_page(frame, main)
}

fn nothing() -> Empty {
    Empty {
        text: t!("jobs-none"),
        hint: t!("jobs-none-hint"),
        links: Vec::new(),
    }
}

fn table(jobs: &[JobRow], zone: &str) -> Markup {
    html! {
        div.table-card role="region" aria-label=(t!("jobs-table")) tabindex="0" {
            table.plain {
                thead { tr { @for head in heads(zone) { th scope="col" { (head) } } } }
                tbody { @for job in jobs { (row(job)) } }
            }
        }
    }
}

fn heads(zone: &str) -> [String; 5] {
    [
        t!("jobs-action"),
        t!("jobs-state"),
        t!("jobs-progress"),
        t!("jobs-started-by"),
        t!("jobs-started", zone = zone),
    ]
}

fn row(job: &JobRow) -> Markup {
    html! {
        tr {
            th scope="row" { a href=(job.href) { (job.title) } }
            td { (state(job.state)) }
            td {
                @if job.state.live() { (progress(&job.title, job.processed, job.total)) }
                (t!("jobs-of", done = job.processed, total = job.total))
                @if job.missed > 0 { span.sub { (t!("jobs-missed", n = job.missed)) } }
            }
            td { bdi { (job.actor) } }
            td { (when(&job.started)) }
        }
    }
}

fn state(state: JobState) -> Markup {
    let (tone, drawing) = state.look();
    html! { span class={ "tag " (tone) } { (icon(drawing)) (state.label()) } }
}

/// The page of one job.
#[must_use]
pub fn page(frame: &Frame, job: &JobPage) -> Markup {
    frame_page(
        frame,
        html! { (back_link(&t!("jobs-title"), &job.back_href)) (heading(&job.title, &[])) (fragment(job)) },
    )
}

/// The part that changes while the job runs (`#job`), for a request with `X-Fragment: job`.
#[must_use]
pub fn fragment(job: &JobPage) -> Markup {
    let processed = job.done + job.skipped + job.failed;
    html! {
        div #job .stack data-poll=[job.state.live().then_some(&job.href)] data-percent=(percent(processed, job.total)) data-said=[said(job)] {
            (started(job))
            @if let Some(result) = &job.result { (message(result, Place::Page)) }
            @if !job.stays.is_empty() { p.muted { (job.stays) } }
            section.card aria-label=(t!("jobs-progress")) { (bar(job, processed)) (controls(job)) }
            (groups(&job.groups, Shown::Page))
        }
    }
}

fn started(job: &JobPage) -> Markup {
    html! {
        p.muted.job-line {
            (state(job.state))
            span { (line(job)) }
        }
    }
}

/// Who and when, with the markup of names and times in the gaps of the sentence.
fn line(job: &JobPage) -> Markup {
    const GAPS: [&str; 3] = ["\u{1}", "\u{2}", "\u{3}"];
    let sentence = match &job.ended {
        Some(_) => t!("jobs-line-ended", who = GAPS[0], at = GAPS[1], end = GAPS[2]),
        None => t!("jobs-line", who = GAPS[0], at = GAPS[1]),
    };
    let gap = |mark: char| match (mark, &job.ended) {
        ('\u{1}', _) => html! { bdi { (job.actor) } },
        ('\u{2}', _) => when(&job.started),
        (_, Some(ended)) => when(ended),
        (_, None) => html! {},
    };
    let parts = sentence.split_inclusive(|c: char| c.is_control());
    html! {
        @for part in parts {
            @match part.chars().next_back().filter(|c| c.is_control()) {
                Some(mark) => { (part.trim_end_matches(mark)) (gap(mark)) },
                None => { (part) },
            }
        }
    }
}

fn bar(job: &JobPage, processed: u64) -> Markup {
    html! {
        (progress(&job.title, processed, job.total))
        p {
            strong { (t!("jobs-of-done", done = processed, total = job.total)) }
            @if job.skipped > 0 { ", " (t!("jobs-skipped", n = job.skipped)) }
            @if job.failed > 0 { ", " (t!("jobs-n-failed", n = job.failed)) }
            @if !job.remaining.is_empty() { ", " (job.remaining) }
        }
    }
}

fn controls(job: &JobPage) -> Markup {
    html! {
        div.actions {
            @if let Some((action, hint)) = &job.stop {
                form.inline method="post" action=(action) data-once { button.btn type="submit" aria-describedby="stop-hint" { (icon(Icon::Stop)) (t!("jobs-stop")) } }
                p #stop-hint .hint { (hint) }
            }
            @if let Some((action, label)) = &job.retry {
                form.inline method="post" action=(action) data-once { button.btn.primary type="submit" { (icon(Icon::Refresh)) (label) } }
            }
            @if let Some(href) = &job.csv_href { a.btn href=(href) { (icon(Icon::Download)) (t!("jobs-download")) } }
            @if job.state.live() { a.btn.without-script href=(job.href) { (icon(Icon::Refresh)) (t!("jobs-refresh")) } }
        }
    }
}

fn said(job: &JobPage) -> Option<String> {
    let skipped = job.skipped + job.failed;
    (!job.state.live()).then(|| {
        t!(
            "jobs-said",
            state = job.state.label(),
            done = job.done,
            skipped = skipped
        )
    })
}
