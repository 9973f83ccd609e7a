//! From a use case's answer to a response.

use crate::error::Problem;
use crate::extract::{Anybody, Program};
use crate::server::Server;
use app::Ctx;
use app::error::AppError;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::json;

/// What a handler returns.
pub(super) type Answer = Result<Response, Problem>;

/// Runs a use case for the program that calls.
pub(super) async fn run<T: Send + 'static>(
    server: &Server,
    program: &Program,
    work: impl FnOnce(&Ctx) -> Result<T, AppError> + Send + 'static,
) -> Result<T, Problem> {
    let ctx = program.ctx.clone();
    server
        .call(move |_| work(&ctx))
        .await
        .map_err(|error| program.problem(error))
}

/// Most answers have fewer bytes than that.
const USUAL: usize = 2_048;

/// A JSON body.
pub(super) fn json(status: StatusCode, body: &impl Serialize) -> Response {
    let mut text = Vec::with_capacity(USUAL);
    if let Err(error) = serde_json::to_writer(&mut text, body) {
        return Problem::new(AppError::Internal(error.to_string()), "").into_response();
    }
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, text).into_response()
}

/// 200 with a JSON body.
pub(super) fn ok(body: &impl Serialize) -> Answer {
    Ok(json(StatusCode::OK, body))
}

/// Names the version of the thing in the body.
pub(super) fn tagged(response: Response, version: i64) -> Response {
    with(response, header::ETAG, &format!("\"{version}\""))
}

/// Names where the thing in the body is from now on.
pub(super) fn located(response: Response, path: &str) -> Response {
    with(response, header::LOCATION, path)
}

fn with(mut response: Response, name: HeaderName, value: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
    response
}

/// A refusal of HTTP itself, which no use case ever makes; in the shape of `error::Problem`.
pub(super) fn protocol(status: StatusCode, code: &str, detail: &str, anybody: &Anybody) -> Response {
    let body = json!({
        "type": format!("about:blank#{code}"),
        "title": status.canonical_reason().unwrap_or("Error"),
        "status": status.as_u16(),
        "code": code,
        "detail": detail,
        "request_id": anybody.request.id,
    });
    let headers = [
        (header::CONTENT_TYPE, "application/problem+json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, body.to_string()).into_response()
}

/// Every path below `/api` that is no route.
pub(super) async fn no_route(anybody: Anybody) -> Response {
    Problem::new(AppError::NotFound("route"), anybody.request.id).into_response()
}

/// A route that does not know the method.
pub(super) async fn wrong_method(method: Method, anybody: Anybody) -> Response {
    let detail = format!("This route does not take {method}: see the Allow header.");
    protocol(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", &detail, &anybody)
}
