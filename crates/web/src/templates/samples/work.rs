//! Confirmations, outcomes and jobs.

use super::super::bulk::{ConfirmPage, Group, OutcomePage, Reason, Typed};
use super::super::components::{Kind, Message, Pager};
use super::super::jobs::{JobPage, JobRow, JobState, JobsPage};
use super::super::wording::{Act, Level, Outcome, Terms, Who};
use super::list::row;
use super::{LIST, moment, s};

pub(crate) fn confirm(act: Act) -> ConfirmPage {
    let who = Who::One(s("Ann Lee"));
    let deleting = act.level() == Level::Three;
    ConfirmPage {
        title: act.question(&who),
        level: act.level(),
        consequences: act.consequences(&Terms {
            restorable_until: Some(s("22 Dec 2026")),
            ..Terms::default()
        }),
        changed_note: String::new(),
        groups: Vec::new(),
        typed: deleting.then(|| Typed {
            label: s("Type the user's e-mail, ann@example.com, to confirm"),
            value: s("anne@example.com"),
            error: Some(s("This is not the user's e-mail. Type ann@example.com.")),
        }),
        reason: None,
        action: format!("{LIST}/1/{}", act.slug()),
        hidden: vec![
            (s("key"), s("0198c0de-0000-7000-8000-00000000abcd")),
            (s("back"), s(LIST)),
        ],
        confirm_label: Some(act.confirm_label(&who)),
        danger: deleting,
        cancel_href: s(LIST),
    }
}

pub(crate) fn confirm_many() -> ConfirmPage {
    let who = Who::Many(25);
    ConfirmPage {
        title: Act::ResetPassword.question(&who),
        level: Level::Two,
        consequences: Act::ResetPassword.consequences(&Terms::default()),
        changed_note: s("The list changed: 25 users match now, 23 when you looked."),
        groups: groups(),
        typed: None,
        reason: Some(String::new()),
        action: format!("{LIST}/bulk/reset-password"),
        hidden: vec![(s("sel"), s("all")), (s("back"), s(LIST))],
        confirm_label: Some(Act::ResetPassword.confirm_label(&Who::Many(21))),
        danger: false,
        cancel_href: s(LIST),
    }
}

fn groups() -> Vec<Group> {
    let names = |n: usize| (0..n).map(|at| row(at).name()).collect::<Vec<_>>();
    let reason = |text: &str, fix: &str, n: usize| Reason {
        text: s(text),
        fix: s(fix),
        count: n as u64,
        names: names(n),
    };
    vec![
        Group {
            kind: Kind::Done,
            title: s("Will change"),
            count: 21,
            reasons: vec![reason("", "", 21)],
        },
        Group {
            kind: Kind::NotDone,
            title: s("Will be skipped"),
            count: 4,
            reasons: vec![
                reason("E-mail not verified", "Resend the verification first.", 2),
                reason("Deactivated", "", 1),
                reason("Signs in without a password", "", 1),
            ],
        },
        Group {
            kind: Kind::Info,
            title: s("Needs your attention"),
            count: 1,
            reasons: vec![reason("This is you", "", 1)],
        },
    ]
}

pub(crate) fn outcomes() -> OutcomePage {
    OutcomePage {
        title: s("Reset password of 25 users"),
        summary: s("Partly done. Password reset sent to 21 of 25 users."),
        kind: Kind::Partly,
        groups: groups(),
        csv_href: Some(s("/p/acme/jobs/7/results.csv")),
        back_href: s(LIST),
    }
}

pub(crate) fn job_list() -> JobsPage {
    let job = |title: &str, state, processed, missed| JobRow {
        href: s("/p/acme/jobs/7"),
        title: s(title),
        actor: s("maria@acme.example"),
        started: moment("2026-11-22 14:05"),
        state,
        processed,
        total: 12_345,
        missed,
    };
    JobsPage {
        jobs: vec![
            job("Deactivate 12,345 users", JobState::Running, 4_120, 12),
            job("Send 12,345 invitations", JobState::Waiting, 0, 0),
            job("Lock 12,345 users", JobState::Finished, 12_345, 0),
            job("Delete 12,345 users", JobState::Stopped, 40, 0),
            job("Export 12,345 users", JobState::Failed, 9_000, 2),
        ],
        pager: Pager {
            range: s("1–5 of 5"),
            ..Pager::default()
        },
    }
}

pub(crate) fn running_job() -> JobPage {
    JobPage {
        title: s("Deactivate 12,345 users"),
        href: s("/p/acme/jobs/7"),
        back_href: s("/p/acme/jobs"),
        actor: s("maria@acme.example"),
        started: moment("2026-11-22 14:05"),
        state: JobState::Running,
        done: 4_108,
        skipped: 12,
        total: 12_345,
        remaining: s("about 2 minutes left"),
        stop: Some((
            s("/p/acme/jobs/7/stop"),
            s("Stops after the current user; 4,120 stay changed."),
        )),
        ..JobPage::default()
    }
}

pub(crate) fn finished_job() -> JobPage {
    let outcome = Outcome {
        done: 21,
        skipped: vec![(4, s("not verified"))],
        ..Outcome::default()
    };
    let (kind, text) = Act::ResetPassword.result(&outcome);
    JobPage {
        title: s("Reset password of 25 users"),
        ended: Some(moment("2026-11-22 14:07")),
        state: JobState::Finished,
        done: 21,
        skipped: 4,
        total: 25,
        remaining: String::new(),
        stop: None,
        retry: Some((s("/p/acme/jobs/7/retry"), s("Try the remaining 4"))),
        csv_href: Some(s("/p/acme/jobs/7/results.csv")),
        result: Some(Message {
            kind,
            text,
            undo: Some((s("Undo"), s("/p/acme/jobs/7/undo"))),
            ..Message::default()
        }),
        groups: groups(),
        ..running_job()
    }
}
