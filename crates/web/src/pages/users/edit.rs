//! What the forms on the page of a user do: saving a field, ending sessions.

use super::user::{place, profile_with};
use crate::pages::fields::Fields;
use crate::pages::page::Page;
use crate::pages::{Refusal, profile};
use app::users::list;
use axum::response::{IntoResponse as _, Redirect, Response};
use model::ids::UserId;

/// Saves one field of the profile (S0.34, S0.35): for the script the field comes back, else the page.
///
/// # Errors
/// The page of the refusal.
pub async fn save(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let id: UserId = page.id("id")?;
    let tried = profile::save(&page, id, &fields).await?;
    if page.visit.wants_fragment() {
        return Ok(tried.fragment(&page, &place(&page, id)));
    }
    if tried.is_saved() {
        let done = Redirect::to(&page.at(&format!("/users/{id}?done=saved"))).into_response();
        return Ok(tried.redirected(&page, done));
    }
    let mut response = profile_with(&page, Some(&tried)).await?;
    *response.status_mut() = tried.status();
    Ok(response)
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
