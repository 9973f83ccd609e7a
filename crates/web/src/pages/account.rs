//! `/p/{portal}/account`: one's own account. It is in the portal one belongs to, wherever one is at the moment.

use super::fields::{Fields, address};
use super::form::{Errors, renewal_rules};
use super::page::Page;
use super::users::user::session_row;
use super::{Refusal, activity, prefs, sign_in};
use crate::templates::account::{AccountPage, AccountSection, PasswordForm, Preferences, page as account_page};
use crate::templates::components::{Kind, Message, Tab};
use crate::templates::form::Choice;
use crate::templates::frame::{Density, Frame, Theme};
use crate::templates::user_page::FactValue;
use app::Ctx;
use app::activity::EventQuery;
use app::error::AppError;
use app::users::list::{self, role_label};
use app::users::password as passwords;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use model::ids::UserId;
use model::policy::SignInWith;
use model::time::zone_label;

const TABS: [(&str, &str); 5] = [
    ("", "Profile"),
    ("/password", "Password"),
    ("/sessions", "Sessions"),
    ("/preferences", "Preferences"),
    ("/activity", "My activity"),
];

/// Provider staff inside a customer's portal have their account elsewhere.
fn elsewhere(page: &Page, tab: usize) -> Option<Response> {
    let (path, _) = TABS.get(tab)?;
    let own = &page.visit.caller.portal.slug;
    page.ctx()
        .is_visiting()
        .then(|| Redirect::to(&format!("/p/{own}/account{path}")).into_response())
}

fn tabs(page: &Page, current: usize) -> Vec<Tab> {
    let tab = |(at, (path, label)): (usize, &(&str, &str))| Tab {
        label: (*label).to_owned(),
        href: page.at(&format!("/account{path}")),
        current: at == current,
    };
    TABS.iter().enumerate().map(tab).collect()
}

fn answer(page: &Page, mut frame: Frame, tab: usize, section: AccountSection) -> Response {
    frame.message = match page.query.get("done") {
        "session" => Some("Done. The session has ended."),
        "others" => Some("Done. You are signed out everywhere else."),
        "saved" => Some("Saved."),
        "password" => Some("Done. Your password is set, and you are signed out everywhere else."),
        _ => None,
    }
    .map(|text| Message {
        kind: Kind::Done,
        text: text.to_owned(),
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

/// Facts about oneself.
///
/// # Errors
/// The page of the refusal.
pub async fn profile(page: Page) -> Result<Response, Refusal> {
    if let Some(response) = elsewhere(&page, 0) {
        return Ok(response);
    }
    let (frame, ()) = page.show("Your account", |_| Ok(())).await?;
    let user = &page.visit.caller.user;
    let portal = &page.ctx().portal.name;
    let or_none = |text: String| FactValue::Text(if text.is_empty() { String::from("–") } else { text });
    let seen = user.last_sign_in_at.map_or_else(
        || or_none(String::new()),
        |at| FactValue::At(page.long(at), String::new()),
    );
    let username = user.profile.username.as_ref().map(ToString::to_string);
    let mut facts = vec![
        (String::from("Name"), or_none(user.full_name())),
        (String::from("E-mail"), or_none(user.profile.email.to_string())),
    ];
    facts.extend(username.map(|name| (String::from("Username"), or_none(name))));
    facts.extend([
        (String::from("Role"), or_none(role_label(&user.role.slug))),
        (String::from("Portal"), or_none(portal.clone())),
        (String::from("Last signed in"), seen),
    ]);
    let note = format!("Is something wrong? An admin of {portal} can change it.");
    Ok(answer(&page, frame, 0, AccountSection::Profile { facts, note }))
}

/// The form for a new password.
///
/// # Errors
/// The page of the refusal.
pub async fn password(page: Page) -> Result<Response, Refusal> {
    if let Some(response) = elsewhere(&page, 1) {
        return Ok(response);
    }
    password_with(&page, &Fields::default(), &Errors::default()).await
}

async fn password_with(page: &Page, typed: &Fields, errors: &Errors) -> Result<Response, Refusal> {
    let (frame, ()) = page.show("Password", |_| Ok(())).await?;
    let portal = &page.ctx().portal;
    let user = &page.visit.caller.user;
    let error = errors.of("password");
    let username = user.profile.username.as_ref();
    let signs_in_with = username
        .filter(|_| portal.policy.sign_in_with == SignInWith::Username)
        .map(|name| (String::from("Username"), name.to_string()))
        .unwrap_or_else(|| (String::from("E-mail"), user.profile.email.to_string()));
    let form = PasswordForm {
        action: page.at("/account/password"),
        signs_in_with,
        current_error: errors.of("current_password"),
        rules: renewal_rules(&portal.policy.password, error.as_ref().map(|_| typed.get("password"))),
        error,
    };
    Ok(answer(page, frame, 1, AccountSection::Password(Box::new(form))))
}

/// Sets it: other sessions end, this one goes on under a new cookie.
///
/// # Errors
/// The page of the refusal.
pub async fn set_password(page: Page, fields: Fields) -> Result<Response, Refusal> {
    if let Some(response) = elsewhere(&page, 1) {
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
    if let Some(response) = elsewhere(&page, 2) {
        return Ok(response);
    }
    let id = own_id(&page);
    let (frame, sessions) = page.show("Sessions", move |ctx| list::sessions(ctx, id)).await?;
    let base = page.at("/account/sessions");
    let own = page.visit.session_id();
    let mut rows: Vec<_> = sessions
        .iter()
        .map(|session| session_row(session, own, &base))
        .collect();
    rows.sort_by_key(|row| !row.own);
    let end_others = (rows.len() > 1).then(|| format!("{base}/end-others"));
    Ok(answer(&page, frame, 2, AccountSection::Sessions { rows, end_others }))
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

/// How pages look; saved by `/preferences`.
///
/// # Errors
/// The page of the refusal.
pub async fn preferences(page: Page) -> Result<Response, Refusal> {
    if let Some(response) = elsewhere(&page, 3) {
        return Ok(response);
    }
    let (frame, ()) = page.show("Preferences", |_| Ok(())).await?;
    let choice = |value: &str, label: &str, chosen| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
        chosen,
    };
    let theme = |theme: Theme, label| choice(theme.code(), label, page.prefs.theme == theme);
    let density = |density, code, label| choice(code, label, page.prefs.density == density);
    let size = page.prefs.size.unwrap_or(super::users::query::DEFAULT_SIZE);
    let section = Preferences {
        action: String::from("/preferences"),
        hidden: vec![(
            String::from("back"),
            address(
                &page.at("/account/preferences"),
                &[(String::from("done"), String::from("saved"))],
            ),
        )],
        themes: vec![
            theme(Theme::Auto, "As the device says"),
            theme(Theme::Light, "Light"),
            theme(Theme::Dark, "Dark"),
        ],
        densities: vec![
            density(Density::Normal, "normal", "Normal"),
            density(Density::Compact, "compact", "Compact"),
        ],
        zones: zones(&page),
        zone_error: None,
        sizes: prefs::SIZES
            .into_iter()
            .map(|n| choice(&n.to_string(), &n.to_string(), n == size))
            .collect(),
        problem: None,
    };
    Ok(answer(&page, frame, 3, AccountSection::Preferences(Box::new(section))))
}

/// Zones with a city, after GMT and the portal's own.
fn zones(page: &Page) -> Vec<Choice> {
    const REGIONS: [&str; 9] = [
        "Africa/",
        "America/",
        "Antarctica/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    ];
    let portal = page.ctx().portal.policy.time_zone_shown.clone();
    let current = page.prefs.zone.clone().unwrap_or_else(|| portal.clone());
    let known: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    let mut cities: Vec<String> = known
        .into_iter()
        .filter(|name| REGIONS.iter().any(|region| name.starts_with(region)))
        .collect();
    cities.sort_unstable();
    let mut names = vec![String::from("UTC"), portal, current.clone()];
    names.append(&mut cities);
    let mut choices: Vec<Choice> = Vec::new();
    for name in names {
        if !choices
            .iter()
            .any(|choice| zone_label(&choice.value) == zone_label(&name))
        {
            let chosen = zone_label(&name) == zone_label(&current);
            choices.push(Choice {
                label: zone_label(&name).replace('_', " "),
                value: name,
                hint: String::new(),
                chosen,
            });
        }
    }
    choices
}

/// What one did oneself: open to everybody (S3.18).
///
/// # Errors
/// The page of the refusal.
pub async fn activity(page: Page) -> Result<Response, Refusal> {
    if let Some(response) = elsewhere(&page, 4) {
        return Ok(response);
    }
    let own = EventQuery {
        actor_pk: Some(page.visit.caller.person.pk),
        ..EventQuery::default()
    };
    let path = page.at("/account/activity");
    activity::show(&page, &path, own).await
}
