//! `/p/{portal}/users/{id}/{action}`: one command for one user, confirmed first.

use super::bulk::{answered, command};
use super::confirm::{self, Asked};
use crate::pages::Refusal;
use crate::pages::fields::Fields;
use crate::pages::local;
use crate::pages::page::{Page, key_of};
use crate::templates::bulk;
use app::users::list;
use app::users::run::{self, Target};
use axum::response::{IntoResponse as _, Response};
use model::ids::UserId;

/// The confirmation.
///
/// # Errors
/// The page of the refusal.
pub async fn confirm(page: Page) -> Result<Response, Refusal> {
    let id: UserId = page.id("id")?;
    let command = command(&page, &page.query)?;
    let action = page.at(&format!("/users/{id}/{}", command.name()));
    let back = way_back(&page, &page.query, id);
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
            hidden: Vec::new(),
            command,
            action,
            back,
            name: Some(name),
        })
    };
    let (frame, asked) = page.show(title, load).await?;
    Ok(bulk::page(&frame, &confirm::page(&page, asked)).into_response())
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
