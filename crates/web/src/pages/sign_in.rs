//! `/p/{portal}/sign-in` and `/p/{portal}/sign-out`.

use super::fields::{Fields, address};
use super::{Refusal, frame, local, prefs, steps};
use crate::extract::{Anybody, cookie};
use crate::server::Server;
use crate::speak::{self, t};
use crate::templates::sign_in::{SignInName, SignInNote, SignInPage, page as sign_in_page};
use app::error::AppError;
use app::keys::Secret;
use app::sign_in::{self, Started};
use app::store::portals::Portal;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use model::name::Slug;
use model::policy::{SignInWith, Switch};

/// The form.
///
/// # Errors
/// The page of the refusal.
pub async fn form(
    State(server): State<Server>,
    Path(slug): Path<String>,
    anybody: Anybody,
) -> Result<Response, Refusal> {
    let portal = portal(&server, &anybody, &slug).await?;
    let asked = Fields::of_uri(&anybody.uri);
    let note = match asked.get("note") {
        "set-up" => SignInNote::SetUp,
        "accepted" => SignInNote::Accepted,
        "password-set" => SignInNote::PasswordSet,
        "signed-out" => SignInNote::SignedOut,
        // Somebody who was on a page and had a cookie was signed in before.
        _ if asked.some("next").is_some() && cookie(&anybody.headers, server.session_cookie()).is_some() => {
            SignInNote::Ended
        }
        _ => SignInNote::None,
    };
    Ok(shown(&server, &anybody, &portal, &asked, note))
}

/// A portal's public side: its name and what people sign in with.
pub(super) async fn portal(server: &Server, anybody: &Anybody, slug: &str) -> Result<Portal, Refusal> {
    let wanted = slug.to_owned();
    let found = server.call(move |app| sign_in::door(app, &wanted)).await;
    let portal = found.map_err(|error| Refusal::new(server, anybody, Some(slug), error))?;
    speak::settle(&anybody.headers, None, &portal.language);
    Ok(portal)
}

/// What people of the portal sign in with.
pub(super) const fn with(portal: &Portal) -> SignInName {
    match portal.policy.sign_in_with {
        SignInWith::Email => SignInName::Email,
        SignInWith::Username => SignInName::Username,
        SignInWith::Both => SignInName::Both,
    }
}

fn shown(server: &Server, anybody: &Anybody, portal: &Portal, fields: &Fields, note: SignInNote) -> Response {
    let mut frame = frame::public(server, anybody, &t!("sign-in-page"), Some((&portal.slug, &portal.name)));
    frame.here = format!("/p/{}/sign-in", portal.slug);
    let next = local::after_sign_in(fields.get("next"), &portal.slug);
    let view = SignInPage {
        portal: portal.name.clone(),
        action: frame.here.clone(),
        hidden: next.map(|next| (String::from("next"), next)).into_iter().collect(),
        with: with(portal),
        name: fields.get("name").to_owned(),
        note,
        forgot_href: (portal.policy.password_sign_in == Switch::On).then(|| format!("/p/{}/forgot", portal.slug)),
    };
    sign_in_page(&frame, &view).into_response()
}

/// Signs in: one answer for every cause of a failure.
///
/// # Errors
/// The page of the refusal.
pub async fn sign_in(
    State(server): State<Server>,
    Path(slug): Path<String>,
    anybody: Anybody,
    fields: Fields,
) -> Result<Response, Refusal> {
    let portal = portal(&server, &anybody, &slug).await?;
    let (name, password) = (fields.get("name").trim().to_owned(), fields.get("password").to_owned());
    let request = anybody.request.clone();
    let wanted = slug.clone();
    match server
        .call_hashing(move |app| sign_in::sign_in(app, &wanted, &name, &password, request))
        .await
    {
        Ok(started) => Ok(welcome(&server, &slug, &fields, &started)),
        Err(AppError::SignInFailed) => {
            let lockout = portal.policy.lockout;
            let note = SignInNote::Failed {
                tries: lockout.failures,
                minutes: lockout.duration_seconds / 60,
            };
            let mut response = shown(&server, &anybody, &portal, &fields, note);
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
        Err(AppError::RateLimited { retry_after }) => {
            let mut response = shown(
                &server,
                &anybody,
                &portal,
                &fields,
                SignInNote::Wait { seconds: retry_after },
            );
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
            Ok(response)
        }
        Err(error) => Err(Refusal::new(&server, &anybody, Some(&slug), error)),
    }
}

fn welcome(server: &Server, slug: &str, fields: &Fields, started: &Started) -> Response {
    let to = steps::way(slug, started.step, fields.some("next"));
    with_session(server, started, Redirect::to(&to).into_response())
}

/// The answer that also begins a session in the browser.
pub(super) fn with_session(server: &Server, started: &Started, mut response: Response) -> Response {
    let seconds = (started.expires_at.0 - server.app.clock().now().0) / 1_000_000;
    if let Some(value) = prefs::set_cookie(server, server.session_cookie(), started.secret.expose(), seconds.max(0)) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// Signs out. Works with a session that has ended already, too.
///
/// # Errors
/// The page of the refusal.
pub async fn sign_out(
    State(server): State<Server>,
    Path(slug): Path<String>,
    anybody: Anybody,
) -> Result<Response, Refusal> {
    if let Some(secret) = cookie(&anybody.headers, server.session_cookie()).map(Secret::from_text) {
        let request = anybody.request.clone();
        let ended = server.call(move |app| sign_in::sign_out(app, &secret, request)).await;
        ended.map_err(|error| Refusal::new(&server, &anybody, Some(&slug), error))?;
    }
    let back = match Slug::parse(&slug) {
        Ok(slug) => address(
            &format!("/p/{slug}/sign-in"),
            &[(String::from("note"), String::from("signed-out"))],
        ),
        Err(_) => String::from("/"),
    };
    let mut response = Redirect::to(&back).into_response();
    let headers = response.headers_mut();
    headers.insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    if let Some(value) = prefs::set_cookie(&server, server.session_cookie(), "", 0) {
        headers.append(header::SET_COOKIE, value);
    }
    Ok(response)
}
