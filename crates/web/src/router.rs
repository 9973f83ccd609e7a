//! Every route on one screen, and what wraps them all.

use crate::assets;
use crate::extract::MAX_BODY;
use crate::server::Server;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

/// The whole server.
pub fn router(server: Server) -> Router {
    Router::new()
        .route("/assets/{file}", get(asset))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .layer(CsrfLayer::new())
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(from_fn(headers))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new())
        .with_state(server)
}

async fn asset(Path(file): Path<String>) -> Response {
    let Some(asset) = assets::get(&file) else { return StatusCode::NOT_FOUND.into_response() };
    let mut response = Body::from(asset.bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    if let Ok(etag) = HeaderValue::from_str(&asset.etag) {
        headers.insert(header::ETAG, etag);
    }
    response
}

async fn ready(State(server): State<Server>) -> Response {
    match server.call(|app| app.ready()).await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            let mut response = (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response();
            if let Some(seconds) = crate::error::retry_after(&error) {
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            response
        }
    }
}

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The headers of every answer: a strict policy, nothing cached unless a handler says so (ui.md B2, B19).
async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let wanted = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in wanted {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
