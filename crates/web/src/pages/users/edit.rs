//! What the forms on the page of a user do: saving a field, ending sessions.

use super::user::profile_with;
use crate::pages::Refusal;
use crate::pages::fields::Fields;
use crate::pages::form::Errors;
use crate::pages::page::Page;
use app::users::{list, profile};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use model::ids::UserId;

/// Saves one field of the profile (S0.34).
///
/// # Errors
/// The page of the refusal.
pub async fn save(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let id: UserId = page.id("id")?;
    let seen = fields.get("version").parse().ok();
    let given = |name: &str| fields.all(name).next().map(str::to_owned);
    let edit = profile::Edit {
        first_name: given("first_name"),
        last_name: given("last_name"),
        username: given("username"),
    };
    match page.run(move |ctx| profile::edit(ctx, id, &edit, seen)).await {
        Ok(_) => Ok(Redirect::to(&page.at(&format!("/users/{id}?done=saved"))).into_response()),
        Err(error) => {
            let errors = Errors::take(error).map_err(|e| page.refuse(e))?;
            let mut response = profile_with(&page, &fields, &errors).await?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
    }
}

/// Ends one session of a user.
///
/// # Errors
/// The page of the refusal.
pub async fn end_session(page: Page) -> Result<Response, Refusal> {
    let (id, session): (UserId, uuid::Uuid) = (page.id("id")?, page.id("session")?);
    page.ask(move |ctx| list::end_session(ctx, id, session)).await?;
    Ok(Redirect::to(&page.at(&format!("/users/{id}/security?done=session"))).into_response())
}

/// Ends every session of a user.
///
/// # Errors
/// The page of the refusal.
pub async fn sign_out(page: Page) -> Result<Response, Refusal> {
    let id: UserId = page.id("id")?;
    page.ask(move |ctx| list::end_sessions(ctx, id)).await?;
    Ok(Redirect::to(&page.at(&format!("/users/{id}/security?done=signed-out"))).into_response())
}
