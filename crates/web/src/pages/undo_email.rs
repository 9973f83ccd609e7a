//! `/p/{portal}/undo-email/{token}`: the page behind the notice to a former address, which takes the change back.

use super::fields::Fields;
use super::verify::{Door, Link};
use super::{Refusal, forgot, invite};
use crate::extract::Anybody;
use crate::server::Server;
use crate::speak::{self, t};
use crate::templates::email::{Sentences, UndoPage, undo as undo_page};
use app::error::AppError;
use app::keys::Secret;
use app::users::accept::LinkState;
use app::users::email_link::{self, EmailLink};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use model::report::Skip;

/// The question, or why the link does not work.
///
/// # Errors
/// The page of the refusal.
pub async fn form(
    State(server): State<Server>,
    Path((slug, token)): Link,
    anybody: Anybody,
) -> Result<Response, Refusal> {
    let door = Door::of(&server, &anybody, EmailLink::Undo, &slug, &token).await?;
    let link = &door.looked.link;
    let LinkState::Live { email, expires_at, .. } = &link.state else {
        return Ok(door.dead(EmailLink::Undo));
    };
    let view = UndoPage {
        portal: link.portal.clone(),
        former: email.clone(),
        instead: door.looked.instead.clone().unwrap_or_default(),
        action: door.path.clone(),
        expires: invite::when(*expires_at, &link.zone),
    };
    Ok(undo_page(&door.frame, &view).into_response())
}

/// Takes the change back.
///
/// # Errors
/// The page of the refusal.
pub async fn undo(
    State(server): State<Server>,
    Path((slug, token)): Link,
    anybody: Anybody,
    _fields: Fields,
) -> Result<Response, Refusal> {
    let (wanted, secret, request) = (slug.clone(), Secret::from_text(&token), anybody.request.clone());
    let undone = server
        .call(move |app| email_link::undo(app, &wanted, &secret, request))
        .await;
    let door = Door::of(&server, &anybody, EmailLink::Undo, &slug, &token).await?;
    match undone {
        Ok(()) => Ok(door.says(
            StatusCode::OK,
            &Sentences {
                title: t!("email-undone-title"),
                lines: vec![t!("email-undone"), t!("email-undone-password")],
                link: (t!("email-new-password"), forgot::path(&slug)),
            },
        )),
        Err(AppError::Conflict { code, .. }) if code == Skip::AddressTaken.code() => Ok(door.says(
            StatusCode::CONFLICT,
            &Sentences {
                title: t!("email-not-undone-title"),
                lines: vec![
                    words::skip_sentence(speak::language(), Skip::AddressTaken),
                    t!("email-ask-admin"),
                ],
                link: (t!("email-to-sign-in"), invite::sign_in(&slug)),
            },
        )),
        Err(AppError::Conflict { .. }) => Ok(door.dead(EmailLink::Undo)),
        Err(error) => Err(Refusal::new(&server, &anybody, Some(&slug), error)),
    }
}
