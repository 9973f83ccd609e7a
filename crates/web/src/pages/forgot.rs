//! `/p/{portal}/forgot`: asking for a link to a new password. The answer is the same for everybody (S2.19).

use super::fields::{Fields, address};
use super::{Refusal, frame, invite, sign_in};
use crate::extract::Anybody;
use crate::server::Server;
use crate::speak::t;
use crate::templates::entered::Entered;
use crate::templates::frame::Frame;
use crate::templates::password::{ForgotPage, LinkSent, forgot as forgot_page, sent as sent_page};
use crate::templates::sign_in::SignInName;
use app::store::portals::Portal;
use app::users::password;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

/// Where one asks.
pub(super) fn path(slug: &str) -> String {
    format!("/p/{slug}/forgot")
}

/// The form, or the answer to it.
///
/// # Errors
/// The page of the refusal.
pub async fn form(
    State(server): State<Server>,
    Path(slug): Path<String>,
    anybody: Anybody,
) -> Result<Response, Refusal> {
    let portal = sign_in::portal(&server, &anybody, &slug).await?;
    let frame = frame(&server, &anybody, &portal);
    if Fields::of_uri(&anybody.uri).get("note") != "sent" {
        return Ok(shown(&frame, &portal, Entered::default()));
    }
    let view = LinkSent {
        with: sign_in::with(&portal),
        valid: lasting(portal.policy.reset_ttl_self_seconds),
        forgot_href: path(&portal.slug),
        sign_in_href: invite::sign_in(&portal.slug),
    };
    Ok(sent_page(&frame, &view).into_response())
}

fn frame(server: &Server, anybody: &Anybody, portal: &Portal) -> Frame {
    frame::public(
        server,
        anybody,
        &t!("password-forgot-page"),
        Some((&portal.slug, &portal.name)),
    )
}

fn shown(frame: &Frame, portal: &Portal, name: Entered) -> Response {
    let view = ForgotPage {
        portal: portal.name.clone(),
        action: path(&portal.slug),
        with: sign_in::with(portal),
        name,
        sign_in_href: invite::sign_in(&portal.slug),
    };
    forgot_page(frame, &view).into_response()
}

/// "1 hour", "30 minutes".
fn lasting(seconds: i64) -> String {
    if seconds % 3_600 == 0 {
        t!("password-hours", n = seconds / 3_600)
    } else {
        t!("password-minutes", n = seconds / 60)
    }
}

/// Sends the link, if there is somebody to send it to.
///
/// # Errors
/// The page of the refusal.
pub async fn ask(
    State(server): State<Server>,
    Path(slug): Path<String>,
    anybody: Anybody,
    fields: Fields,
) -> Result<Response, Refusal> {
    let portal = sign_in::portal(&server, &anybody, &slug).await?;
    let Some(name) = fields.some("name").map(str::to_owned) else {
        let empty = Entered::default().wrong(match sign_in::with(&portal) {
            SignInName::Email => t!("password-enter-email"),
            SignInName::Username => t!("password-enter-username"),
            SignInName::Both => t!("password-enter-either"),
        });
        let mut response = shown(&frame(&server, &anybody, &portal), &portal, empty);
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(response);
    };
    let (wanted, request) = (slug.clone(), anybody.request.clone());
    let asked = server
        .call(move |app| password::forgot(app, &wanted, &name, request))
        .await;
    asked.map_err(|error| Refusal::new(&server, &anybody, Some(&slug), error))?;
    let to = address(&path(&portal.slug), &[(String::from("note"), String::from("sent"))]);
    Ok(Redirect::to(&to).into_response())
}
