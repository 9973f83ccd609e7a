//! `/p/{portal}/users/new`: adding one user by hand (S0.9 to S0.15).

use super::access_form;
use crate::pages::Refusal;
use crate::pages::fields::{Fields, address};
use crate::pages::form::Errors;
use crate::pages::page::{Page, key_of};
use crate::speak::t;
use crate::templates::add_user::{AddUserPage, InvitationMail, page as add_page};
use crate::templates::components::{Kind, Message};
use crate::templates::entered::Entered;
use crate::templates::form::{Choice, Need};
use app::Ctx;
use app::error::{AppError, FieldError};
use app::users::{add, list};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use model::access::Permission;
use model::ids::PortalPk;
use model::operation::{AlreadyInvited, Grant, InviteMail, NewPerson};
use model::policy::{Field, Policy, SignInWith, Switch};
use model::user::Kind as UserKind;

/// The fields of the form: what is wrong with them stands beside them.
const SHOWN: [&str; 9] = [
    "first_name",
    "last_name",
    "email",
    "username",
    "role",
    "permissions",
    "modules",
    "sub_accounts",
    "app_roles",
];

/// The empty form.
///
/// # Errors
/// The page of the refusal.
pub async fn form(page: Page) -> Result<Response, Refusal> {
    let note = page.query.some("added").map(|email| done(&page, email));
    answer(&page, &Fields::default(), &Errors::default(), note).await
}

fn done(page: &Page, email: &str) -> Message {
    let found = address(&page.at("/users"), &[(String::from("q"), email.to_owned())]);
    let links = vec![(t!("add-show-in-list"), found)];
    Message {
        kind: Kind::Done,
        text: t!("add-done", email = email),
        links,
        ..Message::default()
    }
}

/// Adds the user.
///
/// # Errors
/// The page of the refusal.
pub async fn add(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let (person, grant) = (person(&fields), grant(&page, &fields));
    let key = key_of(&fields).map_err(|e| page.refuse(e))?;
    match page.run(move |ctx| add::one(ctx, person, grant, key)).await {
        Ok(view) if fields.get("then") == "another" => {
            let email = (String::from("added"), view.user.profile.email.to_string());
            Ok(Redirect::to(&address(&page.at("/users/new"), &[email])).into_response())
        }
        Ok(view) => Ok(Redirect::to(&page.at(&format!("/users/{}?done=added", view.user.id))).into_response()),
        Err(AppError::Invalid(errors)) => wrong(&page, &fields, Errors(errors)).await,
        // The address may not come in: it stands in the form, and so does the reason.
        Err(AppError::Conflict { code, message }) if code != "in_progress" => {
            wrong(&page, &fields, Errors(vec![FieldError::new("email", message)])).await
        }
        Err(error) => Err(page.refuse(error)),
    }
}

async fn wrong(page: &Page, fields: &Fields, errors: Errors) -> Result<Response, Refusal> {
    let mut response = answer(page, fields, &errors, None).await?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

async fn answer(page: &Page, fields: &Fields, errors: &Errors, note: Option<Message>) -> Result<Response, Refusal> {
    let load = |ctx: &Ctx| {
        ctx.require(Permission::UsersInvite)?;
        list::summary(ctx)
    };
    let (mut frame, summary) = page.show(&t!("add-title"), load).await?;
    frame.message = note;
    let view = view(page, fields, errors, seats(&summary));
    Ok(add_page(&frame, &view).into_response())
}

fn view(page: &Page, fields: &Fields, errors: &Errors, seats: String) -> AddUserPage {
    let policy = &page.ctx().portal.policy;
    let entered = |name: &str| Entered {
        value: fields.get(name).to_owned(),
        error: errors.of(name),
    };
    let need = |field| {
        if policy.required_fields.contains(&field) {
            Need::Required
        } else {
            Need::Optional
        }
    };
    let with_username = policy.sign_in_with != SignInWith::Email || policy.required_fields.contains(&Field::Username);
    let chosen = fields.some("role").unwrap_or("user").to_owned();
    AddUserPage {
        back_href: page.at("/users"),
        action: page.at("/users/new"),
        hidden: vec![(String::from("key"), page.fresh_key())],
        problem: errors.of_others(&SHOWN),
        first_name: entered("first_name"),
        first_name_need: need(Field::FirstName),
        last_name: entered("last_name"),
        last_name_need: need(Field::LastName),
        email: entered("email"),
        username: with_username.then(|| (entered("username"), need(Field::Username))),
        roles: access_form::roles(page.ctx(), &chosen),
        access: access_form::fields(page.ctx(), &access_form::grants(fields), None, errors),
        role_error: errors.of("role"),
        kinds: kinds(page, kind(fields)),
        invitation: invitation(policy, fields, "send_invitation"),
        seats,
    }
}

/// Whose person it is; the provider's own staff are internal without being asked.
fn kinds(page: &Page, chosen: UserKind) -> Vec<Choice> {
    let choice = |kind: UserKind, label: String, hint: String| Choice {
        value: kind.code().to_owned(),
        label,
        hint,
        chosen: kind == chosen,
    };
    if page.ctx().portal.pk == PortalPk::PROVIDER {
        return Vec::new();
    }
    vec![
        choice(
            UserKind::External,
            t!("catalogue-kind-external"),
            t!("catalogue-kind-external-hint"),
        ),
        choice(
            UserKind::Internal,
            t!("catalogue-kind-internal"),
            t!("catalogue-kind-internal-hint"),
        ),
    ]
}

fn kind(fields: &Fields) -> UserKind {
    if fields.get("kind") == UserKind::Internal.code() {
        UserKind::Internal
    } else {
        UserKind::External
    }
}

/// Whether the tick for a mail is shown, and ticked: `name` is its field. It starts ticked.
pub(super) fn invitation(policy: &Policy, fields: &Fields, name: &str) -> InvitationMail {
    match policy.may_skip_invite_mail {
        Switch::Off => InvitationMail::Always,
        Switch::On if fields.0.is_empty() || fields.ticked(name) => InvitationMail::Ticked,
        Switch::On => InvitationMail::Unticked,
    }
}

/// "12 of 250 seats are free.", or nothing where there is no limit.
pub(super) fn seats(summary: &list::Summary) -> String {
    match (summary.seats_free(), summary.seats_owned) {
        (Some(free), Some(owned)) => {
            t!("add-seats", free = free, owned = owned)
        }
        _ => String::new(),
    }
}

fn person(fields: &Fields) -> NewPerson {
    let given = |name: &str| fields.some(name).map(str::to_owned);
    let email = fields.get("email").trim().to_owned();
    NewPerson {
        input: email.clone(),
        email,
        first_name: given("first_name"),
        last_name: given("last_name"),
        username: given("username"),
        role: None,
        settled: None,
    }
}

fn grant(page: &Page, fields: &Fields) -> Grant {
    let skip = page.ctx().portal.policy.may_skip_invite_mail == Switch::On && !fields.ticked("send_invitation");
    Grant {
        role: fields.get("role").to_owned(),
        message: None,
        mail: if skip { InviteMail::Skip } else { InviteMail::Send },
        already_invited: AlreadyInvited::Skip,
        access: access_form::grants(fields),
        kind: kind(fields),
    }
}
