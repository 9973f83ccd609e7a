//! `POST /p/{portal}/users/bulk/{action}`: without confirmation a preview that changes nothing, with it the command.

use super::confirm::{self, Asked, Wanted};
use super::selection::Selection;
use super::{Shown, show, url_of};
use super::{access_bulk, access_form, export};
use crate::pages::Refusal;
use crate::pages::fields::{Fields, address};
use crate::pages::local;
use crate::pages::page::{Page, key_of};
use crate::speak::t;
use crate::templates::bulk;
use app::error::AppError;
use app::users::list;
use app::users::run::{self, Answer};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use model::command::Command;
use model::ids::OperationId;
use model::policy::Confirm;

/// Preview, or the command.
///
/// # Errors
/// The page of the refusal.
pub async fn post(page: Page, fields: Fields) -> Result<Response, Refusal> {
    if page.param("action") == export::ACTION {
        return export::selected(page, fields).await;
    }
    let choosing = page.param("action") == access_bulk::ACTION;
    let command = if choosing {
        access_bulk::undecided()
    } else {
        command(&page, &fields)?
    };
    let back = local::way_back(&fields, &page.visit.headers, &page.at("/users"), &page.at("/users"));
    let confirmed = fields.get("confirm") == "yes";
    let (form, permission) = (fields.clone(), command.permission());
    let read = page.ask(move |ctx| {
        // Only what was really tried stands in the activity.
        if confirmed {
            ctx.require_for_change(permission)?
        } else {
            ctx.require(permission)?
        };
        Selection::read(ctx, &form)
    });
    let Some(selection) = read.await? else {
        let notice = Some(t!("list-tick-first"));
        let url = url_of(&page, &back);
        return show(
            &page,
            url,
            Shown {
                told: None,
                notice,
                status: StatusCode::UNPROCESSABLE_ENTITY,
            },
        )
        .await;
    };
    if choosing {
        return access_bulk::choose(&page, selection, back).await;
    }
    if !confirmed {
        return preview(&page, command, selection, back, None).await;
    }
    if let Some(typed) = mistyped(&page, &command, &selection, &fields).await? {
        return preview(&page, command, selection, back, Some(typed)).await;
    }
    let key = key_of(&fields).map_err(|e| page.refuse(e))?;
    let (wanted, chosen) = (command.clone(), selection.clone());
    let answer = page.ask(move |ctx| {
        // What was confirmed is what was seen: another number is shown again.
        if chosen.changed(ctx)?.is_some() {
            return Ok(None);
        }
        run::run(ctx, wanted, chosen.target(), key).map(Some)
    });
    match answer.await? {
        Some(answer) => Ok(answered(&page, &answer, &back)),
        None => preview(&page, command, selection, back, None).await,
    }
}

/// What was typed, where it is not what the policy asks for. The server judges, whatever the page let through.
async fn mistyped(
    page: &Page,
    command: &Command,
    selection: &Selection,
    fields: &Fields,
) -> Result<Option<String>, Refusal> {
    let asked = page.ctx().portal.policy.confirm.of(command);
    if matches!(asked, Confirm::None | Confirm::Dialog) {
        return Ok(None);
    }
    let selection = selection.clone();
    let n = page.ask(move |ctx| selection.size(ctx)).await?;
    let typed = fields.get("typed");
    let wanted = Wanted::of(page, command, n, None);
    Ok(wanted.filter(|wanted| !wanted.is(typed)).map(|_| typed.to_owned()))
}

async fn preview(
    page: &Page,
    command: Command,
    selection: Selection,
    back: String,
    typed: Option<String>,
) -> Result<Response, Refusal> {
    let action = page.at(&format!("/users/bulk/{}", command.name()));
    let title = t!("bulk-title", act = super::offers::act_of(&command).label());
    let load = move |ctx: &app::Ctx| {
        Ok(Asked {
            report: run::preview(ctx, &command, &selection.target())?,
            summary: list::summary(ctx)?,
            changed: selection.changed(ctx)?,
            hidden: [selection.hidden(ctx)?, access_form::words_of(&command)].concat(),
            command,
            action,
            back,
            name: None,
            typed: None,
        })
    };
    let (frame, mut asked) = page.show(&title, load).await?;
    let wanted = Wanted::of(page, &asked.command, asked.report.total(), None);
    asked.typed = wanted.map(|wanted| wanted.field(typed.as_deref()));
    let status = typed.map_or(StatusCode::OK, |_| StatusCode::UNPROCESSABLE_ENTITY);
    Ok((status, bulk::page(&frame, &confirm::page(page, asked))).into_response())
}

/// The command of the path, with the words of the form.
pub(super) fn command(page: &Page, fields: &Fields) -> Result<Command, Refusal> {
    let command = Command::from_name(page.param("action")).ok_or_else(|| page.refuse(AppError::NotFound("page")))?;
    let reason = fields
        .some("reason")
        .map(|text| text.chars().filter(|c| !c.is_control()).take(200).collect());
    Ok(match command {
        Command::Deactivate { .. } => Command::Deactivate { reason },
        Command::Revoke { .. } => Command::Revoke { reason },
        Command::Lock { .. } => Command::Lock { reason },
        Command::Delete { .. } => Command::Delete { reason },
        Command::Erase { .. } => Command::Erase { reason },
        other => access_form::command(other, fields),
    })
}

/// Back to where the person was, with the result; large sets lead to their job.
pub(in crate::pages) fn answered(page: &Page, answer: &Answer, back: &str) -> Response {
    let to = match answer {
        Answer::Finished { operation, .. } => with_result(back, operation.id),
        Answer::Started(operation) => page.at(&format!("/jobs/{}", operation.id)),
    };
    Redirect::to(&to).into_response()
}

/// The address with the result of an operation, instead of that of a former one.
pub(in crate::pages) fn with_result(back: &str, operation: OperationId) -> String {
    let mut pairs = Fields::of_address(back).0;
    pairs.retain(|(name, _)| name != "result");
    pairs.push((String::from("result"), operation.to_string()));
    address(back.split_once('?').map_or(back, |(path, _)| path), &pairs)
}
