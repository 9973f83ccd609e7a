//! `/p/{portal}/settings/policy`: the rules of the portal, a section at a time.

mod controls;
mod typed;

use crate::pages::Refusal;
use crate::pages::fields::Fields;
use crate::pages::form::problem;
use crate::pages::page::Page;
use crate::speak::t;
use crate::templates::components::{Kind, Message};
use crate::templates::form::{Field, Input};
use crate::templates::policy::{PolicyPage, Section, SettingRow, page as policy_page};
use app::error::AppError;
use app::policy::{self, Held, LANGUAGE, Rules, Source, Wanted};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use model::access::Permission;
use model::policy::{Fault, Group, Setting};
use model::presets::Preset;

/// What a form brought that could not be saved.
#[derive(Default)]
struct Failed {
    group: Option<Group>,
    typed: Fields,
    faults: Vec<Fault>,
    problem: Option<Message>,
}

/// The page.
///
/// # Errors
/// The page of the refusal.
pub async fn show(page: Page) -> Result<Response, Refusal> {
    answer(&page, &Failed::default()).await
}

async fn answer(page: &Page, failed: &Failed) -> Result<Response, Refusal> {
    let (mut frame, rules) = page.show(&t!("policy-title"), policy::get).await?;
    frame.message = match page.query.get("done") {
        "saved" => Some(done(t!("policy-saved"))),
        "reset" => Some(done(t!("policy-reset-done"))),
        _ => None,
    };
    let portal = &rules.portal;
    let preset = portal.preset.parse::<Preset>().ok();
    let view = PolicyPage {
        portal: portal.name.clone(),
        preset: preset.map_or_else(String::new, |preset| {
            t!(
                "policy-preset",
                preset = preset.name(),
                what = words::preset(crate::speak::language(), preset)
            )
        }),
        hidden: vec![(String::from("version"), portal.version.to_string())],
        problem: failed.problem.clone(),
        sections: Group::ALL
            .iter()
            .map(|group| section(page, &rules, *group, failed))
            .collect(),
    };
    Ok(policy_page(&frame, &view).into_response())
}

fn done(text: String) -> Message {
    Message {
        kind: Kind::Done,
        text,
        focus: true,
        ..Message::default()
    }
}

fn section(page: &Page, rules: &Rules, group: Group, failed: &Failed) -> Section {
    let held = rules.settings.iter().filter(|held| held.setting.group == group);
    let mut settings: Vec<SettingRow> = held.map(|held| row(page, rules, held, failed)).collect();
    if group == Group::Words {
        settings.push(language(page, rules, failed));
    }
    Section {
        key: group.key().to_owned(),
        title: controls::text(&format!("policy-section-{}", group.key())),
        about: controls::text(&format!("policy-section-{}-about", group.key())),
        action: page.at(&format!("/settings/policy/{}", group.key())),
        settings,
        fact: (group == Group::Seats).then(|| seats(page, rules)),
    }
}

/// Seats are sold, so whoever buys them does not set them.
fn seats(page: &Page, rules: &Rules) -> (String, Option<(String, String)>) {
    let text = match rules.portal.seat_limit {
        Some(owned) => t!("policy-seats", held = rules.seats_held, owned = owned),
        None => t!("policy-seats-unlimited", held = rules.seats_held),
    };
    let may = page
        .visit
        .caller
        .person
        .permissions
        .contains(&Permission::PortalsManage);
    let href = format!("/provider/portals/{}", rules.portal.slug);
    (text, may.then(|| (t!("policy-seats-change"), href)))
}

fn row(page: &Page, rules: &Rules, held: &Held, failed: &Failed) -> SettingRow {
    let own = failed.group == Some(held.setting.group);
    let fault = failed
        .faults
        .iter()
        .find(|fault| own && fault.setting.name == held.setting.name);
    let typed = own.then_some(&failed.typed);
    let changed = held.source != Source::Preset;
    SettingRow {
        fields: controls::of(held, typed, fault.map(controls::wrong)),
        source: source(page, rules, &held.source),
        reset: changed.then(|| {
            let value = controls::shown(held.setting, &held.preset);
            (held.setting.name.to_owned(), t!("policy-use-preset", value = value))
        }),
    }
}

fn language(page: &Page, rules: &Rules, failed: &Failed) -> SettingRow {
    let typed = failed
        .typed
        .some(LANGUAGE)
        .filter(|_| failed.group == Some(Group::Words));
    let chosen = typed.unwrap_or(&rules.portal.language);
    let choices = words::Language::ALL
        .iter()
        .map(|language| crate::templates::form::Choice {
            value: language.code().to_owned(),
            label: language.name().to_owned(),
            hint: String::new(),
            chosen: language.code() == chosen,
        });
    let source = match &rules.language {
        Source::Preset | Source::Made => t!("policy-from-start"),
        changed => source(page, rules, changed),
    };
    SettingRow {
        fields: vec![Field {
            name: LANGUAGE.to_owned(),
            label: t!("policy-language"),
            hint: t!("policy-language-hint"),
            input: Input::Select(choices.collect()),
            ..Field::default()
        }],
        source,
        reset: None,
    }
}

fn source(page: &Page, rules: &Rules, source: &Source) -> String {
    match source {
        Source::Preset => t!("policy-from-preset", preset = rules.portal.preset.as_str()),
        Source::Changed { by, at } => t!("policy-changed", who = by.as_str(), at = page.long(*at).text),
        Source::Made => t!("policy-from-start"),
    }
}

/// Saves a section, or brings one value of the preset back.
///
/// # Errors
/// The page of the refusal.
pub async fn save(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let group = Group::ALL
        .iter()
        .copied()
        .find(|group| group.key() == page.param("group"));
    let group = group.ok_or_else(|| page.refuse(AppError::NotFound("page")))?;
    let reset = fields.some("reset").map(str::to_owned);
    let wanted = match &reset {
        Some(name) => Wanted {
            reset: vec![name.clone()],
            ..Wanted::default()
        },
        None => asked(group, &fields),
    };
    let seen = fields.get("version").parse().ok();
    let tried = wanted.clone();
    match page.run(move |ctx| policy::set(ctx, &tried, seen)).await {
        Ok(_) => {
            let done = if reset.is_some() { "reset" } else { "saved" };
            let to = page.at(&format!("/settings/policy?done={done}#section-{}", group.key()));
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::Stale) => again(&page, group, fields, Vec::new(), Some(problem(&t!("policy-stale")))).await,
        Err(AppError::Invalid(errors)) => {
            let faults = faults(&page, &wanted);
            let shown = |fault: &Fault| fault.setting.group == group;
            // What contradicts a setting of another section has no field here.
            let elsewhere = faults.iter().find(|fault| !shown(fault)).map(|fault| {
                problem(&t!(
                    "policy-contradicts",
                    setting = controls::label(fault.setting),
                    why = controls::wrong(fault)
                ))
            });
            let unknown = || {
                errors
                    .first()
                    .filter(|_| faults.is_empty())
                    .map(|error| problem(&error.message))
            };
            let told = elsewhere.or_else(unknown);
            again(&page, group, fields, faults, told).await
        }
        Err(error) => Err(page.refuse(error)),
    }
}

/// What the form of a section asks for.
fn asked(group: Group, fields: &Fields) -> Wanted {
    let settings = Setting::ALL.iter().filter(|setting| setting.group == group);
    Wanted {
        values: settings
            .map(|setting| (setting.name.to_owned(), typed::value(setting, fields)))
            .collect(),
        language: fields
            .some(LANGUAGE)
            .map(str::to_owned)
            .filter(|_| group == Group::Words),
        reset: Vec::new(),
    }
}

/// The same judgement as the use case made, with the rule beside each setting: the page speaks more languages than the API.
fn faults(page: &Page, wanted: &Wanted) -> Vec<Fault> {
    let named = wanted.values.iter();
    let values: Vec<_> = named
        .filter_map(|(name, value)| Setting::named(name).map(|setting| (setting, value.clone())))
        .collect();
    let portal = &page.ctx().portal;
    let reset = wanted.reset.iter().filter_map(|name| Setting::named(name));
    let preset = policy::of_preset(portal);
    let values: Vec<_> = reset
        .map(|setting| (setting, setting.of(&preset)))
        .chain(values)
        .collect();
    portal.policy.with(&values).err().unwrap_or_default()
}

async fn again(
    page: &Page,
    group: Group,
    typed: Fields,
    faults: Vec<Fault>,
    problem: Option<Message>,
) -> Result<Response, Refusal> {
    let failed = Failed {
        group: Some(group),
        // A button that resets is no edit: the values are those of before.
        typed: if typed.some("reset").is_some() {
            Fields::default()
        } else {
            typed
        },
        faults,
        problem,
    };
    let failed = Failed {
        group: failed.group.filter(|_| !failed.typed.0.is_empty()),
        ..failed
    };
    let mut response = answer(page, &failed).await?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}
