//! The fields of a profile, each a form of its own that the script saves by itself (ui.md B10): on the page of a user
//! and in one's own account.

use super::fields::Fields;
use super::form::Errors;
use super::page::Page;
use super::{Refusal, prefs, zones};
use crate::speak::{self, t};
use crate::templates::form::{Choice, Field, Input, Need};
use crate::templates::user_page::{EditField, EditNote, edit_form};
use app::error::AppError;
use app::users::list::{self, UserView};
use app::users::profile::{self, ProfileField, Saved, Seen};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use model::ids::UserId;
use model::policy::Field as Required;
use model::time::{Time, zone_label};
use model::user::User;
use words::Language;

/// Where the forms are.
pub(super) struct Place {
    /// POST address of each field.
    pub(super) action: String,
    /// The page that they stand on.
    pub(super) page: String,
}

/// A field that was sent, and what came of it.
pub(super) struct Tried {
    field: ProfileField,
    typed: String,
    /// The user as it is now.
    view: UserView,
    outcome: Outcome,
}

enum Outcome {
    Saved { before: String },
    Wrong(String),
    Conflict { by: Option<(String, Time)> },
}

impl Tried {
    /// The status of the answer.
    pub(super) const fn status(&self) -> StatusCode {
        match self.outcome {
            Outcome::Saved { .. } => StatusCode::OK,
            Outcome::Wrong(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Outcome::Conflict { .. } => StatusCode::CONFLICT,
        }
    }

    /// Whether it is saved.
    pub(super) const fn is_saved(&self) -> bool {
        matches!(self.outcome, Outcome::Saved { .. })
    }

    /// The form of the field alone, for the script.
    pub(super) fn fragment(&self, page: &Page, place: &Place) -> Response {
        let mut edit = edit_field(page, &self.view.user, place, self.field);
        if self.is_saved() {
            edit.note = Some(self.note(page, place));
        } else {
            self.shown_in(page, place, &mut edit);
            // Beside the field the script says it in its own line.
            edit.field.error = None;
            edit.note = Some(self.note(page, place));
        }
        let mut response = (self.status(), edit_form(&edit)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::VARY, header::HeaderValue::from_static("X-Fragment"));
        self.remember(page, &mut response);
        response
    }

    /// What was typed stays in the field, with what is wrong about it.
    fn shown_in(&self, page: &Page, place: &Place, edit: &mut EditField) {
        set(&mut edit.field, &self.typed);
        match &self.outcome {
            Outcome::Saved { .. } => {}
            Outcome::Wrong(why) => edit.field.error = Some(why.clone()),
            Outcome::Conflict { .. } => edit.note = Some(self.note(page, place)),
        }
    }

    fn note(&self, page: &Page, place: &Place) -> EditNote {
        let label = label(self.field);
        match &self.outcome {
            Outcome::Saved { before } => EditNote::Saved {
                text: t!("user-saved-at", time = clock(page, page.ctx().now)),
                said: t!("user-said-saved", field = &label),
                undo: before.clone(),
            },
            Outcome::Wrong(why) => EditNote::NotSaved {
                text: t!("user-not-saved", why = why),
                said: t!("user-said-not-saved", field = &label, why = why),
            },
            Outcome::Conflict { by } => self.conflict(page, place, by.as_ref()),
        }
    }

    fn conflict(&self, page: &Page, place: &Place, by: Option<&(String, Time)>) -> EditNote {
        let theirs = self.field.of(&self.view.user);
        let shown = words_of(page, self.field, &theirs);
        let text = match (by, theirs.is_empty()) {
            (Some((who, at)), false) => t!("user-conflict", who = who, value = &shown, time = clock(page, *at)),
            (Some((who, at)), true) => t!("user-conflict-removed", who = who, time = clock(page, *at)),
            (None, false) => t!("user-conflict-somebody", value = &shown),
            (None, true) => t!("user-conflict-somebody-removed"),
        };
        let keep = if theirs.is_empty() {
            t!("user-keep-empty")
        } else {
            t!("user-keep", value = &shown)
        };
        EditNote::Conflict {
            text,
            keep: (keep, place.page.clone()),
            mine: t!("user-use-mine"),
        }
    }

    /// One's own choice counts in this browser too, where a cookie of an earlier choice would win.
    fn remember(&self, page: &Page, response: &mut Response) {
        let name = match self.field {
            ProfileField::Language => "language",
            ProfileField::TimeZone => "zone",
            _ => return,
        };
        if !self.is_saved() || self.view.user.id != page.visit.caller.person.id {
            return;
        }
        let value = self.field.of(&self.view.user);
        let cookie = if value.is_empty() {
            prefs::set_cookie(&page.server, &format!("portico-{name}"), "", 0)
        } else {
            prefs::keep(&page.server, name, &value)
        };
        if let Some(cookie) = cookie {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }

    /// Back to the page after a form without script.
    pub(super) fn redirected(&self, page: &Page, mut response: Response) -> Response {
        self.remember(page, &mut response);
        response
    }
}

/// Saves the one field that a form names (S0.34, S0.35).
///
/// # Errors
/// The page of the refusal.
pub(super) async fn save(page: &Page, id: UserId, form: &Fields) -> Result<Tried, Refusal> {
    let named = ProfileField::ALL
        .into_iter()
        .find(|field| form.all(field.code()).next().is_some());
    let Some(field) = named else {
        return Err(page.refuse(AppError::invalid("form", t!("error-form-empty"))));
    };
    let seen = Seen {
        version: form.get("version").parse().ok(),
        was: form.all("was").next().map(str::to_owned),
    };
    let typed = form.get(field.code()).to_owned();
    let value = typed.clone();
    let tried = |view, outcome| Tried {
        field,
        typed,
        view,
        outcome,
    };
    match page.run(move |ctx| profile::save(ctx, id, field, &value, &seen)).await {
        Ok(Saved::Saved { view, before }) => Ok(tried(*view, Outcome::Saved { before })),
        Ok(Saved::Conflict { view, by }) => Ok(tried(*view, Outcome::Conflict { by })),
        Err(error) => {
            let errors = Errors::take(error).map_err(|error| page.refuse(error))?;
            let why = errors.of(field.code()).unwrap_or_default();
            let view = page.ask(move |ctx| list::get(ctx, id)).await?;
            Ok(tried(view, Outcome::Wrong(why)))
        }
    }
}

/// The forms of these fields, one of them as it was just tried.
pub(super) fn editable(
    page: &Page,
    user: &User,
    place: &Place,
    fields: &[ProfileField],
    tried: Option<&Tried>,
) -> Vec<EditField> {
    let one = |field: &ProfileField| {
        let mut edit = edit_field(page, user, place, *field);
        if let Some(tried) = tried.filter(|tried| tried.field == *field) {
            tried.shown_in(page, place, &mut edit);
        }
        edit
    };
    fields.iter().map(one).collect()
}

fn edit_field(page: &Page, user: &User, place: &Place, field: ProfileField) -> EditField {
    let held = field.of(user);
    EditField {
        field: Field {
            name: field.code().to_owned(),
            label: label(field),
            input: input(page, field, &held),
            value: held.clone(),
            need: need(page, field),
            max_length: Some(200),
            ..Field::default()
        },
        action: place.action.clone(),
        version: user.version.to_string(),
        was: held,
        note: None,
    }
}

/// What the portal requires can be changed, not removed.
fn need(page: &Page, field: ProfileField) -> Need {
    let required = &page.ctx().portal.policy.required_fields;
    let listed = match field {
        ProfileField::FirstName => required.contains(&Required::FirstName),
        ProfileField::LastName => required.contains(&Required::LastName),
        ProfileField::Username => required.contains(&Required::Username),
        ProfileField::Language | ProfileField::TimeZone => false,
    };
    if listed { Need::Required } else { Need::Optional }
}

/// The name of a field.
pub(super) fn label(field: ProfileField) -> String {
    match field {
        ProfileField::FirstName => t!("user-first-name"),
        ProfileField::LastName => t!("user-last-name"),
        ProfileField::Username => t!("user-username"),
        ProfileField::Language => t!("user-language"),
        ProfileField::TimeZone => t!("user-time-zone"),
    }
}

fn input(page: &Page, field: ProfileField, held: &str) -> Input {
    let unset = |label: String| Choice {
        label,
        chosen: held.is_empty(),
        ..Choice::default()
    };
    match field {
        ProfileField::FirstName | ProfileField::LastName | ProfileField::Username => Input::Text,
        ProfileField::Language => {
            let own = Language::ALL.iter().map(|language| Choice {
                value: language.code().to_owned(),
                label: language.name().to_owned(),
                hint: String::new(),
                chosen: language.code() == held,
            });
            let usual = Language::from_code(&page.ctx().portal.language).unwrap_or_default();
            let usual = unset(t!("user-as-portal", value = usual.name()));
            Input::Select(std::iter::once(usual).chain(own).collect())
        }
        ProfileField::TimeZone => {
            let portal = &page.ctx().portal.policy.time_zone_shown;
            let mut choices = vec![unset(t!("user-as-portal", value = zone_label(portal)))];
            choices.extend(zones::choices(&[portal, held], held));
            if held.is_empty() {
                choices.iter_mut().skip(1).for_each(|choice| choice.chosen = false);
            }
            Input::Select(choices)
        }
    }
}

/// Another value in a field: text, or the choice.
fn set(field: &mut Field, value: &str) {
    field.value = value.to_owned();
    if let Input::Select(choices) = &mut field.input {
        choices
            .iter_mut()
            .for_each(|choice| choice.chosen = choice.value == value);
    }
}

/// How a value is called in a sentence.
pub(super) fn words_of(page: &Page, field: ProfileField, value: &str) -> String {
    match field {
        ProfileField::Language => Language::from_code(value).map_or_else(String::new, |l| l.name().to_owned()),
        ProfileField::TimeZone if value.is_empty() => {
            t!(
                "user-as-portal",
                value = zone_label(&page.ctx().portal.policy.time_zone_shown)
            )
        }
        ProfileField::TimeZone => zone_label(value).replace('_', " "),
        _ => value.to_owned(),
    }
}

/// "14:05 GMT" for a moment of today, with the date for an earlier one.
fn clock(page: &Page, at: Time) -> String {
    let zone = page.zone();
    let (now, then) = (page.ctx().now.short(&zone), at.short(&zone));
    match (now.split_once(' '), then.split_once(' ')) {
        (Some((today, _)), Some((day, time))) if day == today => format!("{time} {}", zone_label(&zone)),
        _ => words::moment(speak::language(), at, &zone),
    }
}
