//! `/provider`: the provider's side. Customers find nothing here.

pub mod portals;

use super::Refusal;
use super::page::Page;
use axum::response::{IntoResponse as _, Redirect, Response};
use model::access::Permission;

/// The first page of the provider's staff.
///
/// # Errors
/// The page of the refusal.
pub async fn first(page: Page) -> Result<Response, Refusal> {
    let to = if page.may(Permission::PortalsView) {
        "/provider/portals"
    } else {
        "/p/provider/users"
    };
    Ok(Redirect::to(to).into_response())
}
