//! `/p/{portal}/account`: one's own profile. Names, language and time zone are saved field by field.

use super::{AccountTab, answer, elsewhere, own_id};
use crate::pages::Refusal;
use crate::pages::fields::Fields;
use crate::pages::page::Page;
use crate::pages::profile::{self as fields, Place, Tried};
use crate::speak::{self, t};
use crate::templates::account::AccountSection;
use crate::templates::user_page::FactValue;
use app::users::list;
use app::users::profile::ProfileField;
use axum::response::{IntoResponse as _, Redirect, Response};

/// What one changes oneself; the sign-in name is an admin's.
const OWN: [ProfileField; 4] = [
    ProfileField::FirstName,
    ProfileField::LastName,
    ProfileField::Language,
    ProfileField::TimeZone,
];

/// The profile.
///
/// # Errors
/// The page of the refusal.
pub async fn show(page: Page) -> Result<Response, Refusal> {
    if let Some(response) = elsewhere(&page, AccountTab::Profile) {
        return Ok(response);
    }
    shown(&page, None).await
}

fn place(page: &Page) -> Place {
    Place {
        action: page.at("/account/profile"),
        page: page.at("/account"),
    }
}

async fn shown(page: &Page, tried: Option<&Tried>) -> Result<Response, Refusal> {
    let id = own_id(page);
    let (frame, view) = page.show(&t!("account-title"), move |ctx| list::get(ctx, id)).await?;
    let user = &view.user;
    let portal = &page.ctx().portal;
    let seen = user.last_sign_in_at.map_or_else(
        || FactValue::Text(String::from("–")),
        |at| FactValue::At(page.long(at), String::new()),
    );
    let mut facts = vec![(t!("account-email"), FactValue::Text(user.profile.email.to_string()))];
    if let Some(name) = &user.profile.username {
        facts.push((t!("user-username"), FactValue::Text(name.to_string())));
    }
    let role = words::role(speak::language(), &portal.catalogue, &user.role.slug);
    facts.extend([
        (t!("user-role"), FactValue::Text(role)),
        (t!("account-portal"), FactValue::Text(portal.name.clone())),
        (t!("user-seen"), seen),
    ]);
    let section = AccountSection::Profile {
        editable: fields::editable(page, user, &place(page), &OWN, tried),
        facts,
        note: t!("account-wrong", portal = &portal.name),
    };
    Ok(answer(page, frame, AccountTab::Profile, section))
}

/// Saves one field.
///
/// # Errors
/// The page of the refusal.
pub async fn save(page: Page, form: Fields) -> Result<Response, Refusal> {
    if let Some(response) = elsewhere(&page, AccountTab::Profile) {
        return Ok(response);
    }
    let tried = fields::save(&page, own_id(&page), &form).await?;
    if page.visit.wants_fragment() {
        return Ok(tried.fragment(&page, &place(&page)));
    }
    if tried.is_saved() {
        let done = Redirect::to(&page.at("/account?done=saved")).into_response();
        return Ok(tried.redirected(&page, done));
    }
    let mut response = shown(&page, Some(&tried)).await?;
    *response.status_mut() = tried.status();
    Ok(response)
}
