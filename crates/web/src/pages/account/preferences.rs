//! `/p/{portal}/account/preferences`: how pages look in this browser, and language and time zone of the person.

use super::{AccountTab, answer, elsewhere, own_id};
use crate::pages::fields::{Fields, address};
use crate::pages::page::Page;
use crate::pages::users::query::DEFAULT_SIZE;
use crate::pages::{Refusal, preferences, prefs, zones};
use crate::speak::{self, t};
use crate::templates::account::{AccountSection, Preferences};
use crate::templates::form::Choice;
use crate::templates::frame::{Density, Theme};
use app::users::profile::{self, Edit};
use axum::extract::State;
use axum::response::Response;
use model::time::zone_label;
use words::Language;

/// The form.
///
/// # Errors
/// The page of the refusal.
pub async fn show(page: Page) -> Result<Response, Refusal> {
    if let Some(response) = elsewhere(&page, AccountTab::Preferences) {
        return Ok(response);
    }
    let (frame, ()) = page.show(&t!("account-preferences"), |_| Ok(())).await?;
    let choice = |value: &str, label: String, chosen| Choice {
        value: value.to_owned(),
        label,
        hint: String::new(),
        chosen,
    };
    let theme = |theme: Theme, label| choice(theme.code(), label, page.prefs.theme == theme);
    let density = |density, code, label| choice(code, label, page.prefs.density == density);
    let size = page.prefs.size.unwrap_or(DEFAULT_SIZE);
    let done = [(String::from("done"), String::from("saved"))];
    let section = Preferences {
        action: page.at("/account/preferences"),
        hidden: vec![(String::from("back"), address(&page.at("/account/preferences"), &done))],
        themes: vec![
            theme(Theme::Auto, t!("account-theme-auto")),
            theme(Theme::Light, t!("account-theme-light")),
            theme(Theme::Dark, t!("account-theme-dark")),
        ],
        densities: vec![
            density(Density::Normal, "normal", t!("account-density-normal")),
            density(Density::Compact, "compact", t!("account-density-compact")),
        ],
        zones: zones::choices(&[&page.ctx().portal.policy.time_zone_shown, &page.zone()], &page.zone()),
        zone_error: None,
        languages: languages(),
        sizes: prefs::SIZES
            .into_iter()
            .map(|n| choice(&n.to_string(), n.to_string(), n == size))
            .collect(),
        problem: None,
    };
    let section = AccountSection::Preferences(Box::new(section));
    Ok(answer(&page, frame, AccountTab::Preferences, section))
}

/// Each under its own name; chosen is what this page speaks.
fn languages() -> Vec<Choice> {
    let choice = |language: &Language| Choice {
        value: language.code().to_owned(),
        label: language.name().to_owned(),
        hint: String::new(),
        chosen: *language == speak::language(),
    };
    Language::ALL.iter().map(choice).collect()
}

/// Keeps language and time zone with the person, where they differ from what counts without a choice, and everything
/// with the browser.
///
/// # Errors
/// The page of the refusal.
pub async fn save(page: Page, fields: Fields) -> Result<Response, Refusal> {
    if let Some(response) = elsewhere(&page, AccountTab::Preferences) {
        return Ok(response);
    }
    let user = &page.visit.caller.user;
    let portal = &page.ctx().portal;
    let language = fields.some("language").and_then(prefs::language).map(Language::code);
    let zone = fields.some("zone").and_then(prefs::zone);
    let usual_zone = zone.as_deref().map(zone_label) == Some(zone_label(&portal.policy.time_zone_shown));
    let usual_language = language == Some(portal.language.as_str());
    let edit = Edit {
        language: language
            .filter(|_| !usual_language || user.language.is_some())
            .map(str::to_owned),
        time_zone: zone.filter(|_| !usual_zone || user.time_zone.is_some()),
        ..Edit::default()
    };
    let id = own_id(&page);
    page.ask(move |ctx| profile::edit(ctx, id, &edit, None)).await?;
    Ok(preferences::save(State(page.server.clone()), fields).await)
}
