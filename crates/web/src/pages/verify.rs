//! `/p/{portal}/verify/{token}`: the page behind a link to a new address. Opening it changes nothing: mail scanners
//! follow links.

use super::fields::Fields;
use super::refusal::urlencode;
use super::{Refusal, frame, invite};
use crate::extract::Anybody;
use crate::server::Server;
use crate::speak::t;
use crate::templates::accept::Dead;
use crate::templates::email::{DeadEmailLink, Sentences, VerifyPage, dead as dead_page, told, verify as verify_page};
use crate::templates::frame::Frame;
use app::error::AppError;
use app::keys::Secret;
use app::users::accept::LinkState;
use app::users::email_link::{self, Again, EmailLink, Looked};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

pub(super) type Link = Path<(String, String)>;

/// A link with what the page around it needs.
pub(super) struct Door {
    pub(super) looked: Looked,
    pub(super) frame: Frame,
    /// The page's own path.
    pub(super) path: String,
}

impl Door {
    /// Looks at the link.
    pub(super) async fn of(
        server: &Server,
        anybody: &Anybody,
        which: EmailLink,
        slug: &str,
        token: &str,
    ) -> Result<Self, Refusal> {
        let (wanted, secret) = (slug.to_owned(), Secret::from_text(token));
        let looked = server
            .call(move |app| email_link::look(app, &wanted, which, &secret))
            .await;
        let looked = looked.map_err(|error| Refusal::new(server, anybody, Some(slug), error))?;
        let link = &looked.link;
        let (word, title) = match which {
            EmailLink::Verify => ("verify", t!("email-verify-page")),
            EmailLink::Undo => ("undo-email", t!("email-undo-page")),
        };
        // The link's secret must not come back in the forms of the frame.
        let frame = Frame {
            here: invite::sign_in(&link.slug),
            ..frame::public(server, anybody, &title, Some((&link.slug, &link.portal)))
        };
        let path = format!("/p/{}/{word}/{}", link.slug, urlencode(token));
        Ok(Self { looked, frame, path })
    }

    /// Why the link does not work, with a way on.
    pub(super) fn dead(&self, which: EmailLink) -> Response {
        let link = &self.looked.link;
        let (why, at, status) = match link.state {
            LinkState::Used { at } => (Dead::Used, Some(at), StatusCode::GONE),
            LinkState::Expired { at } => (Dead::Expired, Some(at), StatusCode::GONE),
            LinkState::Void => (Dead::Void, None, StatusCode::GONE),
            LinkState::Unknown | LinkState::Live { .. } => (Dead::Unknown, None, StatusCode::NOT_FOUND),
        };
        let view = DeadEmailLink {
            which,
            portal: link.portal.clone(),
            why,
            at: at.map(|at| invite::when(at, &link.zone)),
            again: (self.looked.again == Again::Possible).then(|| format!("{}/again", self.path)),
            sign_in_href: invite::sign_in(&link.slug),
        };
        (status, dead_page(&self.frame, &view)).into_response()
    }

    /// A page that only says something.
    pub(super) fn says(&self, status: StatusCode, sentences: &Sentences) -> Response {
        (status, told(&self.frame, sentences)).into_response()
    }
}

/// The question, or why the link does not work.
///
/// # Errors
/// The page of the refusal.
pub async fn form(
    State(server): State<Server>,
    Path((slug, token)): Link,
    anybody: Anybody,
) -> Result<Response, Refusal> {
    let door = Door::of(&server, &anybody, EmailLink::Verify, &slug, &token).await?;
    let link = &door.looked.link;
    let LinkState::Live { email, expires_at, .. } = &link.state else {
        return Ok(door.dead(EmailLink::Verify));
    };
    let view = VerifyPage {
        portal: link.portal.clone(),
        email: email.clone(),
        action: door.path.clone(),
        expires: invite::when(*expires_at, &link.zone),
    };
    Ok(verify_page(&door.frame, &view).into_response())
}

/// Confirms the address.
///
/// # Errors
/// The page of the refusal.
pub async fn confirm(
    State(server): State<Server>,
    Path((slug, token)): Link,
    anybody: Anybody,
    _fields: Fields,
) -> Result<Response, Refusal> {
    let (wanted, secret, request) = (slug.clone(), Secret::from_text(&token), anybody.request.clone());
    let confirmed = server
        .call(move |app| email_link::confirm(app, &wanted, &secret, request))
        .await;
    let door = Door::of(&server, &anybody, EmailLink::Verify, &slug, &token).await?;
    match confirmed {
        Ok(()) => Ok(door.says(
            StatusCode::OK,
            &Sentences {
                title: t!("email-verified-title"),
                lines: vec![t!("email-verified")],
                link: (t!("email-go-on"), invite::sign_in(&slug)),
            },
        )),
        Err(AppError::Conflict { .. }) => Ok(door.dead(EmailLink::Verify)),
        Err(error) => Err(Refusal::new(&server, &anybody, Some(&slug), error)),
    }
}

/// Sends a new link in the place of one that has run out. The page says the same whether a mail goes out.
///
/// # Errors
/// The page of the refusal.
pub async fn again(
    State(server): State<Server>,
    Path((slug, token)): Link,
    anybody: Anybody,
    _fields: Fields,
) -> Result<Response, Refusal> {
    let (wanted, secret, request) = (slug.clone(), Secret::from_text(&token), anybody.request.clone());
    let sent = server
        .call(move |app| email_link::again(app, &wanted, &secret, request))
        .await;
    sent.map_err(|error| Refusal::new(&server, &anybody, Some(&slug), error))?;
    let door = Door::of(&server, &anybody, EmailLink::Verify, &slug, &token).await?;
    Ok(door.says(
        StatusCode::OK,
        &Sentences {
            title: t!("email-again-title"),
            lines: vec![t!("email-again")],
            link: (t!("email-to-sign-in"), invite::sign_in(&slug)),
        },
    ))
}
