//! One table from what a use case answers to what the wire says: problem+json for programs, a page for people.

use app::error::AppError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// The status of each refusal.
#[must_use]
pub const fn status(error: &AppError) -> StatusCode {
    match error {
        AppError::NotFound(_) => StatusCode::NOT_FOUND,
        AppError::Forbidden(_) => StatusCode::FORBIDDEN,
        AppError::Unauthenticated | AppError::Unfinished { .. } | AppError::SignInFailed => StatusCode::UNAUTHORIZED,
        AppError::Invalid(_) | AppError::BadCursor => StatusCode::BAD_REQUEST,
        AppError::Conflict { .. } => StatusCode::CONFLICT,
        AppError::Stale => StatusCode::PRECONDITION_FAILED,
        AppError::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
        AppError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        AppError::RateLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
        AppError::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        AppError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// What may be told of an error: details of our own defects and of the machine stay in the log.
#[must_use]
pub fn sentence(error: &AppError) -> String {
    match error {
        AppError::Internal(_) => {
            String::from("Something went wrong on our side. Try again; if it stays, tell the operator the request id.")
        }
        AppError::Unavailable(_) => String::from("The service is not available right now. Try again in a few seconds."),
        other => {
            let text = other.to_string();
            let mut letters = text.chars();
            let head = letters
                .next()
                .map(|c| c.to_uppercase().collect::<String>())
                .unwrap_or_default();
            let dot = if text.ends_with(['.', '!', '?']) { "" } else { "." };
            format!("{head}{}{dot}", letters.as_str())
        }
    }
}

/// Seconds after which trying again makes sense.
#[must_use]
pub const fn retry_after(error: &AppError) -> Option<u64> {
    match error {
        AppError::RateLimited { retry_after } => Some(*retry_after),
        AppError::Unavailable(_) => Some(5),
        _ => None,
    }
}

/// Logs an error once, where it is handled.
pub fn log(error: &AppError, request_id: &str) {
    match error {
        AppError::Internal(what) => tracing::error!(request_id, %what, "internal error"),
        AppError::Unavailable(what) => tracing::warn!(request_id, %what, "unavailable"),
        other => tracing::debug!(request_id, code = other.code(), "refused"),
    }
}

/// An error on its way to a program (RFC 9457).
#[derive(Debug)]
pub struct Problem {
    /// What happened.
    pub error: AppError,
    /// The request it happened in.
    pub request_id: String,
}

impl Problem {
    /// A problem of a request.
    #[must_use]
    pub fn new(error: AppError, request_id: impl ToString) -> Self {
        Self {
            error,
            request_id: request_id.to_string(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        log(&self.error, &self.request_id);
        let status = status(&self.error);
        let mut body = json!({
            "type": format!("about:blank#{}", self.error.code()),
            "title": status.canonical_reason().unwrap_or("Error"),
            "status": status.as_u16(),
            "code": self.error.code(),
            "detail": sentence(&self.error),
            "request_id": self.request_id,
        });
        match &self.error {
            AppError::Invalid(fields) => {
                let errors = fields.iter().map(|f| json!({ "field": f.field, "message": f.message }));
                body["errors"] = errors.collect();
            }
            AppError::Forbidden(permission) => body["permission"] = json!(permission.code()),
            _ => {}
        }
        let mut response = (status, body.to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = retry_after(&self.error) {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
