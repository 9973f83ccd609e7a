//! `/p/{portal}`: the first page that somebody may see there.

use super::Refusal;
use super::page::Page;
use axum::response::{IntoResponse as _, Redirect, Response};
use model::access::Permission;

/// The list for those who may see it, else the own account.
///
/// # Errors
/// The page of the refusal.
pub async fn first(page: Page) -> Result<Response, Refusal> {
    let to = if page.may(Permission::UsersView) {
        page.at("/users")
    } else {
        page.at("/account")
    };
    Ok(Redirect::to(&to).into_response())
}
