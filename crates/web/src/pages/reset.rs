//! `/p/{portal}/reset/{token}`: the page behind a link to a new password. Opening it changes nothing: mail scanners
//! follow links.

use super::fields::{Fields, address};
use super::form::{Errors, renewal_rules};
use super::{Refusal, forgot, frame, invite};
use crate::extract::Anybody;
use crate::server::Server;
use crate::speak::{self, t};
use crate::templates::accept::Dead;
use crate::templates::frame::Frame;
use crate::templates::password::{DeadReset, ResetPage, dead, reset as reset_page};
use app::error::AppError;
use app::keys::Secret;
use app::sign_in;
use app::users::accept::{LinkPage, LinkState};
use app::users::password;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use model::policy::PasswordRules;

type Link = Path<(String, String)>;

/// A link with what the page around it needs.
struct Looked {
    token: String,
    link: LinkPage,
    rules: PasswordRules,
    frame: Frame,
}

/// The form, or why the link does not work.
///
/// # Errors
/// The page of the refusal.
pub async fn form(
    State(server): State<Server>,
    Path((slug, token)): Link,
    anybody: Anybody,
) -> Result<Response, Refusal> {
    let looked = look(&server, &anybody, &slug, &token).await?;
    Ok(looked.shown(None))
}

async fn look(server: &Server, anybody: &Anybody, slug: &str, token: &str) -> Result<Looked, Refusal> {
    let (wanted, secret) = (slug.to_owned(), Secret::from_text(token));
    let looked = server.call(move |app| {
        let rules = sign_in::door(app, &wanted)?.policy.password;
        Ok((password::look(app, &wanted, &secret)?, rules))
    });
    let (link, rules) = looked
        .await
        .map_err(|error| Refusal::new(server, anybody, Some(slug), error))?;
    speak::settle(&anybody.headers, None, &link.language);
    // The link's secret must not come back in the forms of the frame.
    let frame = Frame {
        here: invite::sign_in(&link.slug),
        ..frame::public(
            server,
            anybody,
            &t!("password-reset-page"),
            Some((&link.slug, &link.portal)),
        )
    };
    Ok(Looked {
        token: token.to_owned(),
        link,
        rules,
        frame,
    })
}

impl Looked {
    /// The form, again with what was wrong about the password that was tried; or why the link does not work.
    fn shown(&self, tried: Option<(&str, &Errors)>) -> Response {
        let LinkState::Live { email, expires_at, .. } = &self.link.state else {
            return self.dead();
        };
        let error = tried.and_then(|(_, errors)| errors.of("password"));
        let password = tried.map(|(password, _)| password).filter(|_| error.is_some());
        let view = ResetPage {
            portal: self.link.portal.clone(),
            action: format!("/p/{}/reset/{}", self.link.slug, super::refusal::urlencode(&self.token)),
            email: email.clone(),
            expires: invite::when(*expires_at, &self.link.zone),
            rules: renewal_rules(&self.rules, password),
            error,
        };
        let status = tried.map_or(StatusCode::OK, |_| StatusCode::UNPROCESSABLE_ENTITY);
        (status, reset_page(&self.frame, &view)).into_response()
    }

    fn dead(&self) -> Response {
        let (why, at, status) = match self.link.state {
            LinkState::Used { at } => (Dead::Used, Some(at), StatusCode::GONE),
            LinkState::Expired { at } => (Dead::Expired, Some(at), StatusCode::GONE),
            LinkState::Void => (Dead::Void, None, StatusCode::GONE),
            LinkState::Unknown | LinkState::Live { .. } => (Dead::Unknown, None, StatusCode::NOT_FOUND),
        };
        let view = DeadReset {
            portal: self.link.portal.clone(),
            why,
            at: at.map(|at| invite::when(at, &self.link.zone)),
            forgot_href: forgot::path(&self.link.slug),
            sign_in_href: invite::sign_in(&self.link.slug),
        };
        (status, dead(&self.frame, &view)).into_response()
    }
}

/// Sets the password. Signing in comes afterwards: a mailed link is no second factor.
///
/// # Errors
/// The page of the refusal.
pub async fn set(
    State(server): State<Server>,
    Path((slug, token)): Link,
    anybody: Anybody,
    fields: Fields,
) -> Result<Response, Refusal> {
    let looked = look(&server, &anybody, &slug, &token).await?;
    if !matches!(looked.link.state, LinkState::Live { .. }) {
        return Ok(looked.dead());
    }
    let (secret, password, request) = (
        Secret::from_text(&token),
        fields.get("password").to_owned(),
        anybody.request.clone(),
    );
    let wanted = slug.clone();
    match server
        .call_hashing(move |app| password::reset(app, &wanted, &secret, &password, request))
        .await
    {
        Ok(()) => {
            let note = [(String::from("note"), String::from("password-set"))];
            Ok(Redirect::to(&address(&invite::sign_in(&looked.link.slug), &note)).into_response())
        }
        // Somebody was quicker with the same link: it is looked at again.
        Err(AppError::Conflict {
            code: "link_not_valid", ..
        }) => Ok(look(&server, &anybody, &slug, &token).await?.dead()),
        Err(error) => {
            let errors = Errors::take(error).map_err(|error| Refusal::new(&server, &anybody, Some(&slug), error))?;
            Ok(looked.shown(Some((fields.get("password"), &errors))))
        }
    }
}
