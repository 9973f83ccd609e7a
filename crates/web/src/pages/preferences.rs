//! `POST /preferences`: how pages look, kept in cookies. Needs no account: the choice is the browser's.

use super::fields::Fields;
use super::{local, prefs};
use crate::server::Server;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Redirect, Response};

/// Keeps what the form names and is understood; goes back to the page it was sent from.
pub async fn save(State(server): State<Server>, fields: Fields) -> Response {
    let back = local::anywhere(fields.get("back")).unwrap_or_else(|| String::from("/"));
    let theme = fields.some("theme").map(|code| prefs::theme(code).code().to_owned());
    let density = fields
        .some("density")
        .map(|code| String::from(if code == "compact" { "compact" } else { "normal" }));
    let zone = fields.some("zone").and_then(prefs::zone);
    let size = fields.some("size").and_then(prefs::size).map(|size| size.to_string());
    let language = fields
        .some("language")
        .and_then(prefs::language)
        .map(|language| language.code().to_owned());
    let mut response = Redirect::to(&back).into_response();
    let chosen = [
        ("theme", theme),
        ("density", density),
        ("zone", zone),
        ("size", size),
        ("language", language),
    ];
    for (name, value) in chosen {
        if let Some(cookie) = value.and_then(|value| prefs::keep(&server, name, &value)) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    response
}
