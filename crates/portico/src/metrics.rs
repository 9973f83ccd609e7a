//! What a Prometheus server reads, on a listener of its own: few numbers, no names.

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::fmt::Write as _;
use web::server::Server;

/// The only route: `/metrics`.
pub(crate) fn router(server: Server) -> Router {
    Router::new().route("/metrics", get(metrics)).with_state(server)
}

async fn metrics(State(server): State<Server>) -> Response {
    match server.call(app::App::waiting).await {
        Ok(waiting) => ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text(&waiting)).into_response(),
        Err(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "# the database does not answer\nportico_up 0\n",
        )
            .into_response(),
    }
}

fn text(waiting: &app::host::Waiting) -> String {
    let gauges = [
        ("portico_up", "Whether the server and its database answer.", 1),
        ("portico_outbox_queued", "Mails to be sent.", waiting.queued),
        ("portico_outbox_dead", "Mails given up.", waiting.dead),
        (
            "portico_outbox_oldest_seconds",
            "How long the oldest queued mail has waited.",
            waiting.oldest.as_seconds(),
        ),
    ];
    let mut out = String::new();
    for (name, help, value) in gauges {
        // Writing to a string cannot fail.
        write!(out, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}\n").ok();
    }
    out
}
