//! `/p/{portal}/invite/{token}`: the page behind an invitation. Opening it changes nothing: mail scanners follow links.

use super::fields::{Fields, address};
use super::form::Errors;
use super::{Refusal, form, frame, steps};
use crate::extract::Anybody;
use crate::server::Server;
use crate::speak::{self, t};
use crate::templates::accept::{AcceptPage, Dead, DeadLink, dead, page as accept_page, waiting};
use crate::templates::components::When;
use crate::templates::frame::Frame;
use app::error::AppError;
use app::keys::Secret;
use app::users::accept::{self, Accepted, LinkPage, LinkState};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use model::time::Time;

type Link = Path<(String, String)>;

/// The form, or why the link does not work.
///
/// # Errors
/// The page of the refusal.
pub async fn form(
    State(server): State<Server>,
    Path((slug, token)): Link,
    anybody: Anybody,
) -> Result<Response, Refusal> {
    let link = look(&server, &anybody, &slug, &token).await?;
    let frame = frame(&server, &anybody, &link);
    Ok(match &link.state {
        LinkState::Live {
            email,
            expires_at,
            min_password,
        } => {
            let view = view(&link, &token, email, *expires_at, *min_password, None);
            accept_page(&frame, &view).into_response()
        }
        _ => dead_page(&frame, &link),
    })
}

async fn look(server: &Server, anybody: &Anybody, slug: &str, token: &str) -> Result<LinkPage, Refusal> {
    let (wanted, secret) = (slug.to_owned(), Secret::from_text(token));
    let looked = server.call(move |app| accept::look(app, &wanted, &secret)).await;
    let link = looked.map_err(|error| Refusal::new(server, anybody, Some(slug), error))?;
    speak::settle(&anybody.headers, None, &link.language);
    Ok(link)
}

fn frame(server: &Server, anybody: &Anybody, link: &LinkPage) -> Frame {
    let frame = frame::public(
        server,
        anybody,
        &t!("sign-in-invitation"),
        Some((&link.slug, &link.portal)),
    );
    // The link's secret must not come back in the forms of the frame.
    Frame {
        here: sign_in(&link.slug),
        ..frame
    }
}

pub(super) fn sign_in(slug: &str) -> String {
    format!("/p/{slug}/sign-in")
}

pub(super) fn when(at: Time, zone: &str) -> When {
    When {
        datetime: at.rfc3339(),
        text: at.long(zone),
    }
}

fn dead_page(frame: &Frame, link: &LinkPage) -> Response {
    let (why, at, status) = match link.state {
        LinkState::Used { at } => (Dead::Used, Some(at), StatusCode::GONE),
        LinkState::Expired { at } => (Dead::Expired, Some(at), StatusCode::GONE),
        LinkState::Void => (Dead::Void, None, StatusCode::GONE),
        LinkState::Unknown | LinkState::Live { .. } => (Dead::Unknown, None, StatusCode::NOT_FOUND),
    };
    let view = DeadLink {
        portal: link.portal.clone(),
        why,
        at: at.map(|at| when(at, &link.zone)),
        sign_in_href: sign_in(&link.slug),
        ask_action: None,
    };
    (status, dead(frame, &view)).into_response()
}

fn view(
    link: &LinkPage,
    token: &str,
    email: &str,
    expires: Time,
    min: i64,
    tried: Option<(&str, &Errors)>,
) -> AcceptPage {
    let error = tried.and_then(|(_, errors)| errors.of("password"));
    AcceptPage {
        portal: link.portal.clone(),
        action: format!("/p/{}/invite/{}", link.slug, super::refusal::urlencode(token)),
        hidden: Vec::new(),
        signs_in_with: (t!("sign-in-email"), email.to_owned()),
        expires: when(expires, &link.zone),
        problem: None,
        rules: form::password_rules(min, tried.map(|(password, _)| password).filter(|_| error.is_some())),
        error,
    }
}

/// Accepts: sets the password and takes a seat, if there is one.
///
/// # Errors
/// The page of the refusal.
pub async fn accept(
    State(server): State<Server>,
    Path((slug, token)): Link,
    anybody: Anybody,
    fields: Fields,
) -> Result<Response, Refusal> {
    let link = look(&server, &anybody, &slug, &token).await?;
    let frame = frame(&server, &anybody, &link);
    let LinkState::Live {
        email,
        expires_at,
        min_password,
    } = &link.state
    else {
        return Ok(dead_page(&frame, &link));
    };
    let (secret, password, request) = (
        Secret::from_text(&token),
        fields.get("password").to_owned(),
        anybody.request.clone(),
    );
    let wanted = slug.clone();
    match server
        .call_hashing(move |app| accept::accept(app, &wanted, &secret, &password, request))
        .await
    {
        Ok(Accepted::Active) => {
            let to = address(&sign_in(&slug), &[(String::from("note"), String::from("accepted"))]);
            Ok(Redirect::to(&to).into_response())
        }
        Ok(Accepted::SecondFactor(started)) => {
            let to = Redirect::to(&steps::way(&slug, started.step, None)).into_response();
            Ok(super::sign_in::with_session(&server, &started, to))
        }
        Ok(Accepted::WaitingForSeat) => Ok(waiting(&frame, &link.portal, email).into_response()),
        // Somebody was quicker with the same link: it is looked at again.
        Err(AppError::Conflict {
            code: "link_not_valid", ..
        }) => {
            let link = look(&server, &anybody, &slug, &token).await?;
            Ok(dead_page(&frame, &link))
        }
        Err(error) => {
            let errors = Errors::take(error).map_err(|error| Refusal::new(&server, &anybody, Some(&slug), error))?;
            let view = view(
                &link,
                &token,
                email,
                *expires_at,
                *min_password,
                Some((fields.get("password"), &errors)),
            );
            Ok((StatusCode::UNPROCESSABLE_ENTITY, accept_page(&frame, &view)).into_response())
        }
    }
}
