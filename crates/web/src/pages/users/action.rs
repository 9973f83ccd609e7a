//! `/p/{portal}/users/{id}/{action}`: one command for one user, confirmed first.

use super::access_form;
use super::bulk::{answered, command};
use super::confirm::{self, Asked, Wanted};
use crate::pages::Refusal;
use crate::pages::fields::Fields;
use crate::pages::local;
use crate::pages::page::{Page, key_of};
use crate::templates::bulk;
use app::users::list;
use app::users::run::{self, Target};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use model::command::Weight;
use model::ids::UserId;

/// The confirmation.
///
/// # Errors
/// The page of the refusal.
pub async fn confirm(page: Page) -> Result<Response, Refusal> {
    let fields = page.query.clone();
    ask(&page, &fields, None).await
}

/// The confirmation, again with what was typed where that was not enough.
async fn ask(page: &Page, fields: &Fields, typed: Option<&str>) -> Result<Response, Refusal> {
    let id: UserId = page.id("id")?;
    let command = command(page, fields)?;
    let action = page.at(&format!("/users/{id}/{}", command.name()));
    let back = way_back(page, fields, id);
    let title = super::offers::act_of(&command).label();
    let load = move |ctx: &app::Ctx| {
        ctx.require(command.permission())?;
        let user = list::get(ctx, id)?.user;
        let name = if user.full_name().is_empty() {
            user.profile.email.to_string()
        } else {
            user.full_name()
        };
        Ok(Asked {
            report: run::preview(ctx, &command, &Target::Ids(vec![id]))?,
            summary: list::summary(ctx)?,
            changed: None,
            hidden: access_form::words_of(&command),
            command,
            action,
            back,
            name: Some(name),
            typed: None,
        })
    };
    let (frame, mut asked) = page.show(&title, load).await?;
    let email = asked.report.lines.first().map(|line| line.email.clone());
    let wanted = Wanted::of(page, &asked.command, asked.report.total(), email.as_deref());
    asked.typed = wanted.map(|wanted| wanted.field(typed));
    let status = typed.map_or(StatusCode::OK, |_| StatusCode::UNPROCESSABLE_ENTITY);
    Ok((status, bulk::page(&frame, &confirm::page(page, asked))).into_response())
}

/// The command.
///
/// # Errors
/// The page of the refusal.
pub async fn run(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let id: UserId = page.id("id")?;
    let command = command(&page, &fields)?;
    let key = key_of(&fields).map_err(|e| page.refuse(e))?;
    let back = way_back(&page, &fields, id);
    let judged = command.clone();
    let report = page.ask(move |ctx| {
        ctx.require_for_change(judged.permission())?;
        run::preview(ctx, &judged, &Target::Ids(vec![id]))
    });
    let report = report.await?;
    let email = report.lines.first().map(|line| line.email.clone());
    let typed = fields.get("typed");
    if Wanted::of(&page, &command, report.total(), email.as_deref()).is_some_and(|wanted| !wanted.is(typed)) {
        return ask(&page, &fields, Some(typed)).await;
    }
    // Of somebody who is gone there is no page to go back to.
    let back = if command.weight() == Weight::Final && back.starts_with(&page.at(&format!("/users/{id}"))) {
        page.at("/users")
    } else {
        back
    };
    let answer = page.ask(move |ctx| {
        ctx.require_for_change(command.permission())?;
        // A set answers "not found" for each user; a page about one user is not there then.
        list::get(ctx, id)?;
        run::run(ctx, command, Target::Ids(vec![id]), key)
    });
    Ok(answered(&page, &answer.await?, &back))
}

/// Back to the list or the page of the user, whichever the person came from.
fn way_back(page: &Page, fields: &Fields, id: UserId) -> String {
    let own = page.at(&format!("/users/{id}"));
    local::way_back(fields, &page.visit.headers, &page.at("/users"), &own)
}
