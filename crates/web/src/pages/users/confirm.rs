//! Confirmation of a command: what it means, who changes, who is skipped and why (ui.md B7, B8).

use super::access_form;
use super::offers::act_of;
use crate::pages::page::Page;
use crate::speak::{language, t};
use crate::templates::bulk::{ConfirmPage, Group, Reason, Typed};
use crate::templates::components::Kind;
use crate::templates::wording::{Act, Level, Terms, Who};
use app::users::list::Summary;
use model::command::{Command, Weight};
use model::keys::fold;
use model::policy::{Confirm, Deletion};
use model::report::{Line, Outcome, Report, Skip};
use model::time::Span;

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
    /// What has to be typed, where the policy asks for it.
    pub(super) typed: Option<Typed>,
}

/// What has to be typed before a command runs: the address of the one user, or the number of many (C4).
pub(super) struct Wanted {
    value: String,
    label: String,
    wrong: String,
}

impl Wanted {
    /// What this command wants in this portal; nothing where a click is enough.
    pub(super) fn of(page: &Page, command: &Command, n: usize, email: Option<&str>) -> Option<Self> {
        let asked = page.ctx().portal.policy.confirm.of(command);
        match (asked, email) {
            (Confirm::None | Confirm::Dialog, _) | (Confirm::TypedCount, Some(_)) => None,
            (Confirm::TypedEmail, Some(email)) => Some(Self {
                value: email.to_owned(),
                label: t!("bulk-type-email", email = email),
                wrong: t!("bulk-wrong-email"),
            }),
            (Confirm::TypedEmail | Confirm::TypedCount, None) => Some(Self {
                value: n.to_string(),
                label: t!("bulk-type-count", n = n.to_string()),
                wrong: t!("bulk-wrong-count"),
            }),
        }
    }

    /// Whether that was typed; spaces and case do not matter.
    pub(super) fn is(&self, typed: &str) -> bool {
        fold(typed.trim()) == fold(&self.value)
    }

    /// The field, with what was typed before and why it was not enough.
    pub(super) fn field(self, typed: Option<&str>) -> Typed {
        Typed {
            error: typed.map(|_| self.wrong),
            value: typed.unwrap_or_default().to_owned(),
            label: self.label,
        }
    }
}

/// The page.
pub(super) fn page(page: &Page, asked: Asked) -> ConfirmPage {
    let act = act_of(&asked.command);
    let level = level(page, &asked);
    let will = asked.report.done() as u64;
    let total = asked.report.total() as u64;
    let who = |n| asked.name.clone().map_or(Who::Many(n), Who::One);
    let mut hidden = asked.hidden;
    hidden.push((String::from("key"), page.fresh_key()));
    hidden.push((String::from("back"), asked.back.clone()));
    let takes_reason = asked.command.takes_reason();
    let is_access = !access_form::words_of(&asked.command).is_empty();
    let what = || {
        let own = access_form::consequences(page.ctx(), &asked.command);
        if own.is_empty() {
            consequences(page, act, &asked.report, &asked.summary)
        } else {
            own
        }
    };
    let (title, label) = words_of(page, &asked.command, &who(total), &who(will));
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
        (Some(_), _) => (what(), Vec::new()),
        (None, _) => (what(), groups(&asked.report)),
    };
    ConfirmPage {
        title,
        level,
        consequences,
        changed_note: asked.changed.map(changed_note).unwrap_or_default(),
        groups,
        typed: (will > 0).then_some(asked.typed).flatten(),
        reason: (takes_reason && will > 0).then(|| asked.command.reason().unwrap_or_default().to_owned()),
        action: asked.action,
        hidden,
        confirm_label: (will > 0).then_some(label),
        danger: asked.command.takes_access() && !is_access,
        cancel_href: asked.back,
    }
}

/// The question and the words on the button: giving admin rights is said as what it is (ui.md B8).
fn words_of(page: &Page, command: &Command, asked: &Who, changed: &Who) -> (String, String) {
    let act = act_of(command);
    match (command, asked, changed) {
        (Command::SetRole { role }, asked, changed) if access_form::is_admin(page.ctx(), role) => {
            let question = match asked {
                Who::One(name) => t!("access-make-admin-one", name = name.as_str()),
                Who::Many(n) => t!("access-make-admin-question", n = *n),
            };
            let button = match changed {
                Who::One(_) => t!("access-make-admin-button-one"),
                Who::Many(n) => t!("access-make-admin-button", n = *n),
            };
            (question, button)
        }
        _ => (act.question(asked), act.confirm_label(changed)),
    }
}

/// A typed value is level 3, whatever the command; nothing at all is only for one user who would really change.
fn level(page: &Page, asked: &Asked) -> Level {
    let will = asked.report.done() > 0;
    let confirm = page.ctx().portal.policy.confirm.of(&asked.command);
    match asked.command.weight() {
        _ if asked.typed.is_some() && will => Level::Three,
        Weight::Light if confirm == Confirm::None && asked.name.is_some() && will => Level::Zero,
        Weight::Light => Level::One,
        Weight::Heavy => Level::Two,
        Weight::Final => Level::Three,
    }
}

fn changed_note((now, seen): (i64, i64)) -> String {
    t!("bulk-list-changed", now = now, seen = seen)
}

/// For one user who would be skipped: the reason, and what helps.
fn why_not(skip: Skip) -> Vec<String> {
    let sentence = words::skip_sentence(language(), skip);
    [Some(sentence), words::skip_fix(language(), skip)]
        .into_iter()
        .flatten()
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
        users: report.done() as u64,
        valid_until: Some(page.long(expiry).text),
        restorable_until: restorable_until(page),
        ..Terms::default()
    })
}

/// Until when somebody who is deleted now can come back; nothing where deleting erases at once.
fn restorable_until(page: &Page) -> Option<String> {
    match page.ctx().portal.policy.deletion {
        Deletion::Hard => None,
        Deletion::Soft => Some(t!("bulk-until-erased")),
        Deletion::SoftThenPurge { days } => Some(page.long(page.ctx().now + Span::days(days)).text),
    }
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
        report.unlisted_of(&Outcome::Done),
    );
    let skipped = report.reasons().into_iter();
    let (attention, skipped): (Vec<_>, Vec<_>) = skipped.partition(|(skip, _)| needs_attention(*skip));
    let of = |(skip, n): (Skip, usize)| {
        let lines = report
            .lines
            .iter()
            .filter(move |line| line.outcome == Outcome::Skipped(skip));
        reason(
            capital(&words::skip_short(language(), skip, n)),
            words::skip_fix(language(), skip).unwrap_or_default(),
            lines,
            report.unlisted_of(&Outcome::Skipped(skip)),
        )
    };
    vec![
        group(Kind::Done, &t!("bulk-will-change"), vec![done]),
        group(
            Kind::NotDone,
            &t!("bulk-will-be-skipped"),
            skipped.into_iter().map(of).collect(),
        ),
        group(
            Kind::Info,
            &t!("bulk-attention"),
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

fn reason<'l>(text: String, fix: String, lines: impl Iterator<Item = &'l Line> + Clone, unlisted: usize) -> Reason {
    Reason {
        text,
        fix,
        count: (lines.clone().count() + unlisted) as u64,
        names: lines.take(NAMES).map(name).collect(),
    }
}

/// How a person is called in a list of outcomes.
pub(in crate::pages) fn name(line: &Line) -> String {
    [&line.name, &line.email, &line.input]
        .into_iter()
        .find(|text| !text.is_empty())
        .cloned()
        .unwrap_or_else(|| t!("bulk-unknown-user"))
}

pub(in crate::pages) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
