//! `/p/{portal}/users/{id}/change-email`: another address for somebody else, confirmed first (ui.md B8). The address
//! stands in forms only, never in an address line.

use crate::pages::Refusal;
use crate::pages::fields::Fields;
use crate::pages::form::Errors;
use crate::pages::page::Page;
use crate::speak::{self, t};
use crate::templates::bulk::{self, ConfirmPage};
use crate::templates::email::{ChangePage, change_page};
use crate::templates::entered::Entered;
use crate::templates::wording::Level;
use app::error::{AppError, FieldError};
use app::users::change_email::{self, cancel as cancel_change};
use app::users::list::{self, UserView};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use model::access::Permission;
use model::ids::UserId;
use model::report::{Outcome, Report, Skip};
use model::user::{Lifecycle, Onboarding};

/// The form.
///
/// # Errors
/// The page of the refusal.
pub async fn form(page: Page) -> Result<Response, Refusal> {
    let id: UserId = page.id("id")?;
    if page.visit.caller.person.id == id && !page.ctx().is_visiting() {
        return Ok(Redirect::to(&page.at("/account/email")).into_response());
    }
    shown(&page, id, "", &Errors::default()).await
}

fn here(page: &Page, id: UserId) -> String {
    page.at(&format!("/users/{id}"))
}

fn name_of(view: &UserView) -> String {
    let name = view.user.full_name();
    if name.is_empty() {
        view.user.profile.email.to_string()
    } else {
        name
    }
}

async fn shown(page: &Page, id: UserId, typed: &str, errors: &Errors) -> Result<Response, Refusal> {
    let load = move |ctx: &app::Ctx| {
        let view = list::get(ctx, id)?;
        ctx.require(Permission::UsersEdit)?;
        Ok(view)
    };
    let (frame, view) = page.show(&t!("email-change"), load).await?;
    let back = here(page, id);
    let view = ChangePage {
        back: (name_of(&view), back.clone()),
        name: name_of(&view),
        current: view.user.profile.email.to_string(),
        action: format!("{back}/change-email"),
        email: Entered {
            value: typed.to_owned(),
            error: errors.of("email"),
        },
        problem: errors.of_others(&["email"]),
    };
    let status = if errors.0.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok((status, change_page(&frame, &view)).into_response())
}

/// Asks once more, or changes the address.
///
/// # Errors
/// The page of the refusal.
pub async fn run(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let id: UserId = page.id("id")?;
    let typed = fields.get("email").to_owned();
    let confirmed = fields.get("confirm") == "yes";
    let asked = typed.clone();
    let work = move |ctx: &app::Ctx| {
        // Outside the scope is not found, whatever was typed; without the right nothing is said about addresses.
        let view = list::get(ctx, id)?;
        let report = if confirmed {
            ctx.require_for_change(Permission::UsersEdit)?;
            change_email::change(ctx, id, &change_email::parse(&asked)?)?
        } else {
            ctx.require(Permission::UsersEdit)?;
            change_email::preview(ctx, id, &change_email::parse(&asked)?)?
        };
        Ok((view, report))
    };
    match page.run(work).await {
        Ok((view, report)) => match skip_of(&report) {
            Some(skip) => shown(&page, id, &typed, &Errors(vec![told(skip)])).await,
            None if confirmed => Ok(changed(&page, &view)),
            None => confirmation(&page, &view, &typed).await,
        },
        Err(error) => {
            let errors = refused(error).map_err(|error| page.refuse(error))?;
            shown(&page, id, &typed, &errors).await
        }
    }
}

fn skip_of(report: &Report) -> Option<Skip> {
    report.lines.first().and_then(|line| match line.outcome {
        Outcome::Skipped(skip) => Some(skip),
        Outcome::Done | Outcome::Failed(_) => None,
    })
}

fn changed(page: &Page, view: &UserView) -> Response {
    let done = if view.user.never_accepted() {
        "email-replaced"
    } else {
        "email-started"
    };
    Redirect::to(&format!("{}?done={done}", here(page, view.user.id))).into_response()
}

async fn confirmation(page: &Page, view: &UserView, email: &str) -> Result<Response, Refusal> {
    let (frame, ()) = page.show(&t!("email-change"), |_| Ok(())).await?;
    let back = here(page, view.user.id);
    let confirm = ConfirmPage {
        title: t!("email-question", name = name_of(view), email = email.trim()),
        level: Level::Two,
        consequences: consequences(view),
        changed_note: String::new(),
        groups: Vec::new(),
        typed: None,
        reason: None,
        action: format!("{back}/change-email"),
        hidden: vec![(String::from("email"), email.trim().to_owned())],
        confirm_label: Some(t!("email-change")),
        danger: false,
        cancel_href: back,
    };
    Ok(bulk::page(&frame, &confirm).into_response())
}

fn consequences(view: &UserView) -> Vec<String> {
    let user = &view.user;
    if !user.never_accepted() {
        let mut lines = vec![t!("email-what-access"), t!("email-what-confirm")];
        if user.email_verified_at.is_some() {
            lines.push(t!("email-what-notice"));
        }
        return lines;
    }
    match user.lifecycle {
        Lifecycle::Pending(Onboarding::Invited { .. }) => vec![t!("email-what-invitation")],
        _ => vec![t!("email-what-replaced")],
    }
}

/// Cancels a change that waits.
///
/// # Errors
/// The page of the refusal.
pub async fn cancel(page: Page) -> Result<Response, Refusal> {
    let id: UserId = page.id("id")?;
    page.ask(move |ctx| cancel_change(ctx, id)).await?;
    Ok(Redirect::to(&format!("{}?done=email-cancelled", here(&page, id))).into_response())
}

/// Why an address cannot be had, in the language of the page, at its field.
fn told(skip: Skip) -> FieldError {
    let language = speak::language();
    let fix = words::skip_fix(language, skip)
        .map(|fix| format!(" {fix}"))
        .unwrap_or_default();
    FieldError::new("email", format!("{}{fix}", words::skip_sentence(language, skip)))
}

/// The errors of a form about an address; what is about something else comes back.
///
/// # Errors
/// The error itself.
pub(in crate::pages) fn refused(error: AppError) -> Result<Errors, AppError> {
    match error {
        AppError::Conflict { code, message } => Ok(Errors(vec![
            Skip::from_code(code).map_or_else(|| FieldError::new("email", message), told),
        ])),
        other => Errors::take(other),
    }
}
