//! `/p/{portal}/account/email`: one's own address. Another one counts once it is confirmed; access stays.

use super::{AccountTab, answer, elsewhere, own_id};
use crate::pages::Refusal;
use crate::pages::fields::Fields;
use crate::pages::form::Errors;
use crate::pages::page::Page;
use crate::pages::users::change_email::refused;
use crate::speak::t;
use crate::templates::account::AccountSection;
use crate::templates::email::OwnEmail;
use crate::templates::entered::Entered;
use crate::templates::user_page::PendingEmail;
use app::error::AppError;
use app::users::{change_email, list};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

/// The address, the one that waits, and the form for another.
///
/// # Errors
/// The page of the refusal.
pub async fn show(page: Page) -> Result<Response, Refusal> {
    if let Some(response) = elsewhere(&page, AccountTab::Email) {
        return Ok(response);
    }
    shown(&page, "", &Errors::default()).await
}

async fn shown(page: &Page, typed: &str, errors: &Errors) -> Result<Response, Refusal> {
    let id = own_id(page);
    let (frame, view) = page.show(&t!("account-email"), move |ctx| list::get(ctx, id)).await?;
    let pending = view.user.pending_email.as_ref().map(|pending| PendingEmail {
        address: pending.email.to_string(),
        resend: Some(page.at("/account/email/resend")),
        cancel: Some(page.at("/account/email/cancel")),
    });
    let own = OwnEmail {
        action: page.at("/account/email"),
        current: view.user.profile.email.to_string(),
        pending,
        email: Entered {
            value: typed.to_owned(),
            error: errors.of("email"),
        },
        password_error: errors.of("current_password"),
        problem: errors.of_others(&["email", "current_password"]),
    };
    let section = AccountSection::Email(Box::new(own));
    let mut response = answer(page, frame, AccountTab::Email, section);
    if !errors.0.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// Asks for another address, with the current password.
///
/// # Errors
/// The page of the refusal.
pub async fn change(page: Page, fields: Fields) -> Result<Response, Refusal> {
    if let Some(response) = elsewhere(&page, AccountTab::Email) {
        return Ok(response);
    }
    let (email, password) = (
        fields.get("email").to_owned(),
        fields.get("current_password").to_owned(),
    );
    let asked = page.run(move |ctx| change_email::change_own(ctx, &password, &change_email::parse(&email)?));
    match asked.await {
        Ok(()) => Ok(Redirect::to(&page.at("/account/email?done=email-started")).into_response()),
        Err(error) => {
            let errors = refused(error).map_err(|error| page.refuse(error))?;
            shown(&page, fields.get("email"), &errors).await
        }
    }
}

/// Sends the link to the address that waits again.
///
/// # Errors
/// The page of the refusal.
pub async fn resend(page: Page) -> Result<Response, Refusal> {
    if let Some(response) = elsewhere(&page, AccountTab::Email) {
        return Ok(response);
    }
    done(&page, page.run(change_email::resend_own).await, "email-sent").await
}

/// Cancels the change.
///
/// # Errors
/// The page of the refusal.
pub async fn cancel(page: Page) -> Result<Response, Refusal> {
    if let Some(response) = elsewhere(&page, AccountTab::Email) {
        return Ok(response);
    }
    let id = own_id(&page);
    let cancelled = page.run(move |ctx| change_email::cancel(ctx, id)).await;
    done(&page, cancelled, "email-cancelled").await
}

/// Back to the page, with what came of it.
async fn done(page: &Page, result: Result<(), AppError>, word: &str) -> Result<Response, Refusal> {
    match result {
        Ok(()) => Ok(Redirect::to(&page.at(&format!("/account/email?done={word}"))).into_response()),
        Err(error) => {
            let Errors(mut errors) = refused(error).map_err(|error| page.refuse(error))?;
            // It is about no field of the form.
            errors.iter_mut().for_each(|error| error.field = "form");
            shown(page, "", &Errors(errors)).await
        }
    }
}
