//! Addresses where there is nothing, and pages asked for in a way they do not answer to.

use super::Refusal;
use crate::error::Problem;
use crate::extract::Anybody;
use crate::server::Server;
use app::error::AppError;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

/// 404; programs get theirs as data.
pub async fn not_found(State(server): State<Server>, anybody: Anybody) -> Response {
    if anybody.uri.path().starts_with("/api/") {
        return Problem::new(AppError::NotFound("address"), anybody.request.id).into_response();
    }
    Refusal::new(&server, &anybody, None, AppError::NotFound("page")).into_response()
}

/// 405: an address that only takes a form was opened, most often after signing in again or by going back.
pub async fn wrong_method(State(server): State<Server>, anybody: Anybody) -> Response {
    let mut response = not_found(State(server), anybody).await;
    *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    response
}
