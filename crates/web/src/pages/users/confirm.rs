//! Confirmation of a command: what it means, who changes, who is skipped and why (ui.md B7, B8).

use super::offers::act_of;
use crate::pages::page::Page;
use crate::templates::bulk::{ConfirmPage, Group, Reason};
use crate::templates::components::{Kind, count, number};
use crate::templates::wording::{Act, Level, Terms, Who};
use app::users::list::Summary;
use model::command::{Command, Weight};
use model::report::{Line, Outcome, Report, Skip};

/// Names kept of one reason: more than that nobody reads.
const NAMES: usize = 200;

/// What a confirmation is built from.
pub(super) struct Asked {
    pub(super) command: Command,
    pub(super) report: Report,
    pub(super) summary: Summary,
    /// How many match now, and how many did when the person looked.
    pub(super) changed: Option<(i64, i64)>,
    /// Fields that carry the selection.
    pub(super) hidden: Vec<(String, String)>,
    /// Where the form is sent.
    pub(super) action: String,
    /// Where Cancel, and the result, lead.
    pub(super) back: String,
    /// The one user's name, where it is about one user and not a selection.
    pub(super) name: Option<String>,
}

/// The page.
pub(super) fn page(page: &Page, asked: Asked) -> ConfirmPage {
    let act = act_of(&asked.command);
    let will = asked.report.done() as u64;
    let total = asked.report.lines.len() as u64;
    let who = |n| asked.name.clone().map_or(Who::Many(n), Who::One);
    let mut hidden = asked.hidden;
    hidden.push((String::from("key"), page.fresh_key()));
    hidden.push((String::from("back"), asked.back.clone()));
    let takes_reason = matches!(asked.command, Command::Deactivate { .. } | Command::Revoke { .. });
    let (consequences, groups) = match (&asked.name, asked.report.lines.as_slice()) {
        (
            Some(_),
            [
                Line {
                    outcome: Outcome::Skipped(skip),
                    ..
                },
            ],
        ) => (why_not(*skip), Vec::new()),
        (Some(_), _) => (consequences(page, act, &asked.report, &asked.summary), Vec::new()),
        (None, _) => (
            consequences(page, act, &asked.report, &asked.summary),
            groups(&asked.report),
        ),
    };
    ConfirmPage {
        title: act.question(&who(total)),
        level: level(&asked.command),
        consequences,
        changed_note: asked.changed.map(changed_note).unwrap_or_default(),
        groups,
        typed: None,
        reason: (takes_reason && will > 0).then(|| asked.command.reason().unwrap_or_default().to_owned()),
        action: asked.action,
        hidden,
        confirm_label: (will > 0).then(|| act.confirm_label(&who(will))),
        danger: asked.command.takes_access(),
        cancel_href: asked.back,
    }
}

const fn level(command: &Command) -> Level {
    match command.weight() {
        Weight::Light => Level::One,
        Weight::Heavy => Level::Two,
    }
}

fn changed_note((now, seen): (i64, i64)) -> String {
    let users = |n: i64| count(u64::try_from(n).unwrap_or_default(), "user", "users");
    let match_ = if now == 1 { "matches" } else { "match" };
    format!(
        "The list changed: {} {match_} now, {} when you looked.",
        users(now),
        number(u64::try_from(seen).unwrap_or_default())
    )
}

/// For one user who would be skipped: the reason, and what helps.
fn why_not(skip: Skip) -> Vec<String> {
    [Some(skip.sentence()), skip.fix()]
        .into_iter()
        .flatten()
        .map(str::to_owned)
        .collect()
}

fn consequences(page: &Page, act: Act, report: &Report, summary: &Summary) -> Vec<String> {
    let without_seat = report
        .lines
        .iter()
        .filter(|line| line.outcome == Outcome::Skipped(Skip::NoSeat))
        .count();
    let expiry = page.ctx().now + page.ctx().portal.policy.invite_ttl();
    act.consequences(&Terms {
        seats_free: summary.seats_free().and_then(|n| u64::try_from(n).ok()),
        seats_needed: (report.done() + without_seat) as u64,
        valid_until: Some(page.long(expiry).text),
        ..Terms::default()
    })
}

/// Reasons that somebody should look at before going on.
const fn needs_attention(skip: Skip) -> bool {
    matches!(skip, Skip::IsSelf | Skip::LastAdmin | Skip::NoSeat | Skip::Outranked)
}

/// Who will change, who is skipped, who needs attention. Everybody is in exactly one of them.
pub(super) fn groups(report: &Report) -> Vec<Group> {
    let done = reason(
        String::new(),
        String::new(),
        report.lines.iter().filter(|line| line.outcome == Outcome::Done),
    );
    let skipped = report.reasons().into_iter();
    let (attention, skipped): (Vec<_>, Vec<_>) = skipped.partition(|(skip, _)| needs_attention(*skip));
    let of = |(skip, _): (Skip, usize)| {
        let lines = report
            .lines
            .iter()
            .filter(move |line| line.outcome == Outcome::Skipped(skip));
        reason(capital(skip.short()), skip.fix().unwrap_or_default().to_owned(), lines)
    };
    vec![
        group(Kind::Done, "Will change", vec![done]),
        group(Kind::NotDone, "Will be skipped", skipped.into_iter().map(of).collect()),
        group(
            Kind::Info,
            "Needs your attention",
            attention.into_iter().map(of).collect(),
        ),
    ]
}

pub(in crate::pages) fn group(kind: Kind, title: &str, reasons: Vec<Reason>) -> Group {
    Group {
        kind,
        title: title.to_owned(),
        count: reasons.iter().map(|reason| reason.count).sum(),
        reasons,
    }
}

fn reason<'l>(text: String, fix: String, lines: impl Iterator<Item = &'l Line> + Clone) -> Reason {
    Reason {
        text,
        fix,
        count: lines.clone().count() as u64,
        names: lines.take(NAMES).map(name).collect(),
    }
}

/// How a person is called in a list of outcomes.
pub(in crate::pages) fn name(line: &Line) -> String {
    [&line.name, &line.email, &line.input]
        .into_iter()
        .find(|text| !text.is_empty())
        .cloned()
        .unwrap_or_else(|| String::from("unknown user"))
}

pub(in crate::pages) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
