//! `/setup`: the provider and its owner, once, by the link that the server printed.

use super::fields::{Fields, address};
use super::form::Errors;
use super::{Refusal, form, frame};
use crate::extract::Anybody;
use crate::server::Server;
use crate::speak::t;
use crate::templates::entered::Entered;
use crate::templates::frame::Frame;
use crate::templates::set_up::{NoSetUp, SetUpPage, no_form, page as set_up_page};
use app::error::AppError;
use app::keys::Secret;
use app::set_up::{self, Form, Right};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use model::name::Slug;
use model::policy::Policy;

/// The form, where the link is the printed one.
///
/// # Errors
/// The page of the refusal.
pub async fn form(State(server): State<Server>, anybody: Anybody) -> Result<Response, Refusal> {
    let token = Fields::of_uri(&anybody.uri).get("token").to_owned();
    let secret = Secret::from_text(&token);
    let state = server
        .call(move |app| Ok((set_up::is_set_up(app)?, set_up::link_works(app, &secret)?)))
        .await;
    let state = state.map_err(|error| Refusal::new(&server, &anybody, None, error))?;
    let frame = frame(&server, &anybody);
    Ok(match state {
        (true, _) => dead(&frame, NoSetUp::AlreadyDone),
        (false, false) => dead(&frame, NoSetUp::LinkInvalid),
        (false, true) => {
            let fields = Fields(vec![(String::from("token"), token)]);
            set_up_page(&frame, &view(&fields, &Errors::default(), None)).into_response()
        }
    })
}

fn frame(server: &Server, anybody: &Anybody) -> Frame {
    // The link's secret must not come back in the forms of the frame.
    Frame {
        here: String::from("/"),
        ..frame::public(server, anybody, &t!("set-up-page"), None)
    }
}

fn dead(frame: &Frame, why: NoSetUp) -> Response {
    let mut response = no_form(frame, why, &sign_in()).into_response();
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

fn sign_in() -> String {
    format!("/p/{}/sign-in", Slug::PROVIDER)
}

/// Sets up; then the owner signs in.
///
/// # Errors
/// The page of the refusal.
pub async fn set_up(State(server): State<Server>, anybody: Anybody, fields: Fields) -> Result<Response, Refusal> {
    let right = Right::Link(Secret::from_text(fields.get("token")));
    let text = |name: &str| fields.get(name).trim().to_owned();
    let wanted = Form {
        provider: text("provider"),
        owner_email: text("owner_email"),
        first_name: text("first_name"),
        last_name: text("last_name"),
        password: fields.get("password").to_owned(),
    };
    let request = anybody.request.clone();
    let frame = frame(&server, &anybody);
    match server
        .call(move |app| set_up::set_up(app, &right, &wanted, request))
        .await
    {
        Ok(()) => {
            Ok(Redirect::to(&address(&sign_in(), &[(String::from("note"), String::from("set-up"))])).into_response())
        }
        Err(AppError::Conflict {
            code: "already_set_up", ..
        }) => Ok(dead(&frame, NoSetUp::AlreadyDone)),
        Err(AppError::Conflict {
            code: "link_not_valid", ..
        }) => Ok(dead(&frame, NoSetUp::LinkInvalid)),
        Err(error) => {
            let errors = Errors::take(error).map_err(|error| Refusal::new(&server, &anybody, None, error))?;
            let view = view(&fields, &errors, Some(fields.get("password")));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, set_up_page(&frame, &view)).into_response())
        }
    }
}

fn view(fields: &Fields, errors: &Errors, tried: Option<&str>) -> SetUpPage {
    let entered = |name: &str| Entered {
        value: fields.get(name).to_owned(),
        error: errors.of(name),
    };
    let password_error = errors.of("password");
    SetUpPage {
        action: String::from("/setup"),
        hidden: vec![(String::from("token"), fields.get("token").to_owned())],
        problem: None,
        provider: entered("provider"),
        owner_email: entered("owner_email"),
        first_name: entered("first_name"),
        last_name: entered("last_name"),
        rules: form::password_rules(
            Policy::default().password.min_length,
            tried.filter(|_| password_error.is_some()),
        ),
        password_error,
    }
}
