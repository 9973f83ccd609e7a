//! `/p/{portal}/account`: one's own account. It is in the portal one belongs to, wherever one is at the moment.

pub mod email;
pub mod preferences;
pub mod profile;
pub mod security;

use super::fields::Fields;
use super::form::{Errors, renewal_rules};
use super::page::Page;
use super::users::user::session_row;
use super::{Refusal, activity, sign_in};
use crate::speak::t;
use crate::templates::account::{AccountPage, AccountSection, PasswordForm, page as account_page};
use crate::templates::components::{Kind, Message, Tab};
use crate::templates::frame::Frame;
use app::Ctx;
use app::activity::EventQuery;
use app::error::AppError;
use app::users::list;
use app::users::password as passwords;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use model::ids::UserId;
use model::policy::SignInWith;

/// A tab of the account, in the order shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum AccountTab {
    Profile,
    Email,
    Password,
    Security,
    Sessions,
    Preferences,
    Activity,
}

impl AccountTab {
    const ALL: [Self; 7] = [
        Self::Profile,
        Self::Email,
        Self::Password,
        Self::Security,
        Self::Sessions,
        Self::Preferences,
        Self::Activity,
    ];

    /// The path, from `/account` on.
    const fn path(self) -> &'static str {
        match self {
            Self::Profile => "/account",
            Self::Email => "/account/email",
            Self::Password => "/account/password",
            Self::Security => "/account/security",
            Self::Sessions => "/account/sessions",
            Self::Preferences => "/account/preferences",
            Self::Activity => "/account/activity",
        }
    }

    fn label(self) -> String {
        match self {
            Self::Profile => t!("account-profile"),
            Self::Email => t!("account-email"),
            Self::Password => t!("account-password"),
            Self::Security => t!("account-security"),
            Self::Sessions => t!("account-sessions"),
            Self::Preferences => t!("account-preferences"),
            Self::Activity => t!("account-activity"),
        }
    }
}

/// Provider staff inside a customer's portal have their account elsewhere.
fn elsewhere(page: &Page, tab: AccountTab) -> Option<Response> {
    let own = &page.visit.caller.portal.slug;
    page.ctx()
        .is_visiting()
        .then(|| Redirect::to(&format!("/p/{own}{}", tab.path())).into_response())
}

fn tabs(page: &Page, current: AccountTab) -> Vec<Tab> {
    let tab = |tab: AccountTab| Tab {
        label: tab.label(),
        href: page.at(tab.path()),
        current: tab == current,
    };
    AccountTab::ALL.into_iter().map(tab).collect()
}

fn answer(page: &Page, mut frame: Frame, tab: AccountTab, section: AccountSection) -> Response {
    let done = match page.query.get("done") {
        "session" => Some(t!("account-done-session")),
        "others" => Some(t!("account-done-others")),
        "saved" => Some(t!("account-done-saved")),
        "password" => Some(t!("account-done-password")),
        "email-started" => Some(t!("email-done-own")),
        "email-sent" => Some(t!("email-done-sent")),
        "email-cancelled" => Some(t!("email-done-cancelled")),
        _ => None,
    };
    frame.message = done.map(|text| Message {
        kind: Kind::Done,
        text,
        focus: true,
        ..Message::default()
    });
    account_page(
        &frame,
        &AccountPage {
            tabs: tabs(page, tab),
            section,
        },
    )
    .into_response()
}

/// The form for a new password.
///
/// # Errors
/// The page of the refusal.
pub async fn password(page: Page) -> Result<Response, Refusal> {
    if let Some(response) = elsewhere(&page, AccountTab::Password) {
        return Ok(response);
    }
    password_with(&page, &Fields::default(), &Errors::default()).await
}

async fn password_with(page: &Page, typed: &Fields, errors: &Errors) -> Result<Response, Refusal> {
    let (frame, ()) = page.show(&t!("account-password"), |_| Ok(())).await?;
    let portal = &page.ctx().portal;
    let user = &page.visit.caller.user;
    let error = errors.of("password");
    let username = user.profile.username.as_ref();
    let signs_in_with = username
        .filter(|_| portal.policy.sign_in_with == SignInWith::Username)
        .map(|name| (t!("user-username"), name.to_string()))
        .unwrap_or_else(|| (t!("account-email"), user.profile.email.to_string()));
    let form = PasswordForm {
        action: page.at("/account/password"),
        signs_in_with,
        current_error: errors.of("current_password"),
        rules: renewal_rules(&portal.policy.password, error.as_ref().map(|_| typed.get("password"))),
        error,
    };
    Ok(answer(
        page,
        frame,
        AccountTab::Password,
        AccountSection::Password(Box::new(form)),
    ))
}

/// Sets it: other sessions end, this one goes on under a new cookie.
///
/// # Errors
/// The page of the refusal.
pub async fn set_password(page: Page, fields: Fields) -> Result<Response, Refusal> {
    if let Some(response) = elsewhere(&page, AccountTab::Password) {
        return Ok(response);
    }
    let (current, new) = (
        fields.get("current_password").to_owned(),
        fields.get("password").to_owned(),
    );
    match page.run(move |ctx| passwords::change(ctx, &current, &new)).await {
        Ok(started) => {
            let done = Redirect::to(&page.at("/account/password?done=password")).into_response();
            Ok(sign_in::with_session(&page.server, &started, done))
        }
        Err(error) => {
            let errors = Errors::take(error).map_err(|error| page.refuse(error))?;
            let mut response = password_with(&page, &fields, &errors).await?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
    }
}

fn own_id(page: &Page) -> UserId {
    page.visit.caller.person.id
}

/// Where one is signed in.
///
/// # Errors
/// The page of the refusal.
pub async fn sessions(page: Page) -> Result<Response, Refusal> {
    if let Some(response) = elsewhere(&page, AccountTab::Sessions) {
        return Ok(response);
    }
    let id = own_id(&page);
    let (frame, sessions) = page
        .show(&t!("account-sessions"), move |ctx| list::sessions(ctx, id))
        .await?;
    let base = page.at("/account/sessions");
    let own = page.visit.session_id();
    let mut rows: Vec<_> = sessions
        .iter()
        .map(|session| session_row(session, own, &base))
        .collect();
    rows.sort_by_key(|row| !row.own);
    let end_others = (rows.len() > 1).then(|| format!("{base}/end-others"));
    let section = AccountSection::Sessions { rows, end_others };
    Ok(answer(&page, frame, AccountTab::Sessions, section))
}

/// Ends one of one's sessions.
///
/// # Errors
/// The page of the refusal.
pub async fn end_session(page: Page) -> Result<Response, Refusal> {
    let (id, session): (UserId, uuid::Uuid) = (own_id(&page), page.id("session")?);
    page.ask(move |ctx| list::end_session(ctx, id, session)).await?;
    Ok(Redirect::to(&page.at("/account/sessions?done=session")).into_response())
}

/// Ends all of one's sessions but this one.
///
/// # Errors
/// The page of the refusal.
pub async fn end_others(page: Page) -> Result<Response, Refusal> {
    let (id, own) = (own_id(&page), page.visit.session_id());
    let end = move |ctx: &Ctx| {
        for session in list::sessions(ctx, id)?.into_iter().filter(|s| Some(s.id) != own) {
            match list::end_session(ctx, id, session.id) {
                // It ended by itself meanwhile.
                Ok(()) | Err(AppError::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    };
    page.ask(end).await?;
    Ok(Redirect::to(&page.at("/account/sessions?done=others")).into_response())
}

/// What one did oneself: open to everybody (S3.18).
///
/// # Errors
/// The page of the refusal.
pub async fn activity(page: Page) -> Result<Response, Refusal> {
    if let Some(response) = elsewhere(&page, AccountTab::Activity) {
        return Ok(response);
    }
    let own = EventQuery {
        actor_pk: Some(page.visit.caller.person.pk),
        ..EventQuery::default()
    };
    let path = page.at("/account/activity");
    activity::show(&page, &path, own).await
}
