//! `/p/{portal}/users/{id}/transfer-admin`: the one admin hands the role on (C8, S1.3).

use crate::pages::Refusal;
use crate::pages::fields::Fields;
use crate::pages::page::{Page, key_of};
use crate::speak::{self, t};
use crate::templates::bulk::{ConfirmPage, page as confirm_page};
use crate::templates::wording::Level;
use app::error::AppError;
use app::users::list;
use app::users::run::Answer;
use app::users::transfer::{self, FORMER};
use axum::response::{IntoResponse as _, Redirect, Response};
use model::ids::UserId;
use model::report::{Outcome, Report};

/// The confirmation.
///
/// # Errors
/// The page of the refusal.
pub async fn confirm(page: Page) -> Result<Response, Refusal> {
    let id: UserId = page.id("id")?;
    let load = move |ctx: &app::Ctx| Ok((list::get(ctx, id)?.user, transfer::preview(ctx, id, FORMER)?));
    let (frame, (user, report)) = page.show(&t!("catalogue-transfer"), load).await?;
    let name = if user.full_name().is_empty() {
        user.profile.email.to_string()
    } else {
        user.full_name()
    };
    let own = page.at(&format!("/users/{id}"));
    let possible = transfer::is_done(&report);
    let confirm = ConfirmPage {
        title: t!("catalogue-transfer-question", name = name.as_str()),
        level: Level::Two,
        consequences: if possible {
            consequences(&page, &name, &report)
        } else {
            refusal(&report)
        },
        changed_note: String::new(),
        groups: Vec::new(),
        typed: None,
        reason: None,
        action: format!("{own}/transfer-admin"),
        hidden: vec![(String::from("key"), page.fresh_key())],
        confirm_label: possible.then(|| t!("catalogue-transfer")),
        danger: false,
        cancel_href: own,
    };
    Ok(confirm_page(&frame, &confirm).into_response())
}

fn consequences(page: &Page, name: &str, report: &Report) -> Vec<String> {
    let me = page.ctx().person().map(|person| person.id);
    let mut lines = vec![t!("catalogue-transfer-new", name = name)];
    lines.extend(report.lines.iter().skip(1).map(|former| match former.id == me {
        true => t!("catalogue-transfer-yourself"),
        false => t!("catalogue-transfer-former", email = former.email.as_str()),
    }));
    lines.push(t!("catalogue-transfer-mail"));
    lines
}

/// Why it cannot be.
fn refusal(report: &Report) -> Vec<String> {
    let skips = report.lines.iter().filter_map(|line| match line.outcome {
        Outcome::Skipped(skip) => Some(words::skip_sentence(speak::language(), skip)),
        _ => None,
    });
    skips.collect()
}

/// Hands the role on. Who gave it away may not see the user's page any more: the way then leads to the portal's first page.
///
/// # Errors
/// The page of the refusal.
pub async fn run(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let id: UserId = page.id("id")?;
    let key = key_of(&fields).map_err(|e| page.refuse(e))?;
    let report = match page.ask(move |ctx| transfer::transfer(ctx, id, FORMER, key)).await? {
        Answer::Finished { report, .. } => report,
        Answer::Started(_) => return Err(page.refuse(AppError::Internal(String::from("one user is no large set")))),
    };
    if !transfer::is_done(&report) {
        let why = refusal(&report).join(" ");
        return Err(page.refuse(AppError::conflict("not_transferred", why)));
    }
    let me = page.ctx().person().map(|person| person.id);
    let gave = report.lines.iter().skip(1).any(|line| line.id == me);
    let to = if gave {
        page.visit.base()
    } else {
        page.at(&format!("/users/{id}?done=transferred"))
    };
    Ok(Redirect::to(&to).into_response())
}
