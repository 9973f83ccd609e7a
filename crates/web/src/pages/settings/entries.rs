//! `/p/{portal}/settings/roles`, `modules`, `sub-accounts`, `apps`: what the portal defines for itself. The four are alike
//! but for their fields and words, which each of them brings.

pub mod apps;
mod modules;
mod roles;
mod sub_accounts;

use crate::assets::icons::Icon;
use crate::pages::Refusal;
use crate::pages::fields::Fields;
use crate::pages::form::{Errors, problem};
use crate::pages::page::Page;
use crate::speak::t;
use crate::templates::bulk::ConfirmPage;
use crate::templates::catalogue::{
    EntryForm, EntryList, EntryRow, Matrix, Parts, form as form_page, list as list_page, remove as remove_page,
};
use crate::templates::components::{Action, Empty, Kind, Look, Message, Opens};
use crate::templates::entered::Entered;
use crate::templates::form::{Field, Input};
use crate::templates::wording::Level;
use app::Ctx;
use app::catalogue::{self, Overview, Part};
use app::error::AppError;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use std::collections::BTreeMap;

/// The words of one kind of entries.
pub struct Words {
    /// "Modules".
    title: String,
    /// What they are for.
    intro: String,
    /// "New module".
    new: String,
    /// "Add module".
    add: String,
    /// "No modules".
    none: String,
    /// What to do where there are none.
    none_hint: String,
    /// "Remove module".
    remove: String,
    /// "Remove the module Reports?"
    question: fn(&str) -> String,
}

/// A kind of entries as pages show it.
pub trait Entry: Part {
    /// Its pages, below `/settings/`.
    const PATH: &'static str;

    /// Its words.
    fn words() -> Words;

    /// The name of the entry.
    fn name(&self) -> &str;

    /// The heads of its own columns.
    fn columns() -> Vec<String> {
        Vec::new()
    }

    /// What stands in them.
    fn cells(&self) -> Vec<String> {
        Vec::new()
    }

    /// How many users hold it.
    fn users(&self, all: &Overview) -> i64;

    /// Those users, where the list can show them.
    fn users_href(&self, _page: &Page) -> Option<String> {
        None
    }

    /// Whether the viewer may change this one.
    fn is_open(&self, _page: &Page) -> bool {
        true
    }

    /// The fields beside name and slug.
    fn fields(_page: &Page, _failed: &Failed, _now: Option<&Self>) -> Vec<Field> {
        Vec::new()
    }

    /// What stays as it was made, beside the slug.
    fn facts(&self) -> Vec<(String, String)> {
        Vec::new()
    }

    /// The entry as a form says it.
    ///
    /// # Errors
    /// `Invalid`.
    fn typed(fields: &Fields, before: Option<&Self>) -> Result<Self, AppError>;

    /// What removing means; `None` where it is not possible now.
    fn consequences(&self, users: i64) -> Result<Vec<String>, Vec<String>>;

    /// A table below the list.
    fn built_in() -> Option<Matrix> {
        None
    }

    /// What stands below the form.
    fn parts(&self, _page: &Page, _all: &Overview, _failed: &Failed) -> Option<Parts> {
        None
    }
}

/// What a form brought that could not be saved.
#[derive(Default)]
pub struct Failed {
    typed: Fields,
    errors: Errors,
    problem: Option<Message>,
    status: StatusCode,
}

impl Failed {
    /// An error that the form itself can show; any other is a page.
    fn of(page: &Page, fields: &Fields, error: AppError) -> Result<Self, Refusal> {
        let failed = |errors, problem, status| Self {
            typed: fields.clone(),
            errors,
            problem,
            status,
        };
        match error {
            AppError::Invalid(wrong) => Ok(failed(Errors(wrong), None, StatusCode::UNPROCESSABLE_ENTITY)),
            AppError::Conflict { message, .. } => {
                Ok(failed(Errors::default(), Some(problem(&message)), StatusCode::CONFLICT))
            }
            AppError::Stale => {
                let text = t!("catalogue-stale");
                Ok(failed(
                    Errors::default(),
                    Some(problem(&text)),
                    StatusCode::PRECONDITION_FAILED,
                ))
            }
            other => Err(page.refuse(other)),
        }
    }

    /// A value as it was typed, else as it is.
    pub(super) fn entered(&self, name: &str, now: &str) -> Entered {
        Entered {
            value: self.typed.all(name).next().unwrap_or(now).to_owned(),
            error: self.errors.of(name),
        }
    }

    /// Whether a form was sent at all.
    pub(super) fn is_typed(&self) -> bool {
        !self.typed.0.is_empty()
    }
}

/// The version of the portal that a form was made from.
fn seen(fields: &Fields) -> Option<i64> {
    fields.some("version").and_then(|version| version.parse().ok())
}

fn unsigned(n: i64) -> u64 {
    u64::try_from(n).unwrap_or_default()
}

/// How many hold one of the entries.
fn held(numbers: &BTreeMap<String, i64>, name: &str) -> i64 {
    numbers.get(name).copied().unwrap_or_default()
}

fn load<P: Entry>(ctx: &Ctx) -> Result<Overview, AppError> {
    catalogue::require(ctx, P::PERMISSION)?;
    catalogue::overview(ctx)
}

fn find<P: Entry>(page: &Page, all: &Overview) -> Result<P, Refusal> {
    let name = page.param("name");
    let found = P::all(&all.catalogue).iter().find(|part| part.slug() == name);
    found.cloned().ok_or_else(|| page.refuse(AppError::NotFound(P::NOUN)))
}

fn at<P: Entry>(page: &Page) -> String {
    page.at(&format!("/settings/{}", P::PATH))
}

/// The list.
///
/// # Errors
/// The page of the refusal.
pub async fn list<P: Entry>(page: Page) -> Result<Response, Refusal> {
    let words = P::words();
    let (mut frame, all) = page.show(&words.title, load::<P>).await?;
    frame.message = done(&page);
    let base = at::<P>(&page);
    let new = Action {
        label: words.new,
        href: format!("{base}/new"),
        icon: Some(Icon::Plus),
        look: Look::Primary,
        opens: Opens::Page,
    };
    let links = vec![(new.label.clone(), new.href.clone())];
    let row = |part: &P| EntryRow {
        name: part.name().to_owned(),
        href: format!("{base}/{}", part.slug()),
        slug: part.slug().to_owned(),
        cells: part.cells(),
        users: unsigned(part.users(&all)),
        users_href: part.users_href(&page),
        remove_href: part.is_open(&page).then(|| format!("{base}/{}/remove", part.slug())),
    };
    let view = EntryList {
        title: words.title,
        intro: words.intro,
        actions: vec![new],
        columns: P::columns(),
        rows: P::all(&all.catalogue).iter().map(row).collect(),
        empty: Empty {
            text: words.none,
            hint: words.none_hint,
            links,
        },
        built_in: P::built_in(),
    };
    Ok(list_page(&frame, &view).into_response())
}

fn done(page: &Page) -> Option<Message> {
    let text = match page.query.get("done") {
        "added" => t!("catalogue-done-added"),
        "saved" => t!("catalogue-done-saved"),
        "removed" => t!("catalogue-done-removed"),
        _ => return None,
    };
    Some(Message {
        kind: Kind::Done,
        text,
        focus: true,
        ..Message::default()
    })
}

/// The form of a new one.
///
/// # Errors
/// The page of the refusal.
pub async fn new<P: Entry>(page: Page) -> Result<Response, Refusal> {
    answer_new::<P>(&page, &Failed::default()).await
}

async fn answer_new<P: Entry>(page: &Page, failed: &Failed) -> Result<Response, Refusal> {
    let words = P::words();
    let (frame, _) = page.show(&words.new, load::<P>).await?;
    let mut fields = vec![
        Field {
            focus: true,
            ..name_field(failed, "")
        },
        slug_field(failed),
    ];
    fields.extend(P::fields(page, failed, None));
    let view = EntryForm {
        back: (words.title, at::<P>(page)),
        title: words.new,
        action: at::<P>(page),
        problem: problem_of(failed, &fields),
        fields,
        submit: words.add,
        ..EntryForm::default()
    };
    Ok((failed.status, form_page(&frame, &view)).into_response())
}

fn problem_of(failed: &Failed, fields: &[Field]) -> Option<Message> {
    let shown: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    failed.problem.clone().or_else(|| failed.errors.of_others(&shown))
}

fn name_field(failed: &Failed, now: &str) -> Field {
    Field {
        max_length: Some(100),
        ..failed
            .entered("name", now)
            .field("name", &t!("catalogue-name"), Input::Text)
    }
}

fn slug_field(failed: &Failed) -> Field {
    Field {
        hint: t!("catalogue-slug-hint"),
        max_length: Some(40),
        ..failed
            .entered("slug", "")
            .field("slug", &t!("catalogue-slug"), Input::Text)
    }
}

/// Adds one.
///
/// # Errors
/// The page of the refusal.
pub async fn create<P: Entry>(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let sent = fields.clone();
    let added = page.run(move |ctx| catalogue::create(ctx, &P::typed(&sent, None)?, None));
    match added.await {
        Ok(_) => Ok(Redirect::to(&format!("{}?done=added", at::<P>(&page))).into_response()),
        Err(error) => answer_new::<P>(&page, &Failed::of(&page, &fields, error)?).await,
    }
}

/// The form of one that is there.
///
/// # Errors
/// The page of the refusal.
pub async fn form<P: Entry>(page: Page) -> Result<Response, Refusal> {
    answer_form::<P>(&page, &Failed::default()).await
}

async fn answer_form<P: Entry>(page: &Page, failed: &Failed) -> Result<Response, Refusal> {
    let words = P::words();
    let (mut frame, all) = page.show("", load::<P>).await?;
    let part: P = find(page, &all)?;
    part.name().clone_into(&mut frame.title);
    frame.message = done(page);
    let own = format!("{}/{}", at::<P>(page), part.slug());
    let mut fields = Vec::new();
    if part.is_open(page) {
        fields.push(name_field(failed, part.name()));
        fields.extend(P::fields(page, failed, Some(&part)));
    }
    let mut facts = vec![(t!("catalogue-slug"), part.slug().to_owned())];
    facts.extend(part.facts());
    let remove = Action {
        label: words.remove,
        href: format!("{own}/remove"),
        icon: Some(Icon::Bin),
        look: Look::Secondary,
        opens: Opens::Dialog,
    };
    let parts = part.parts(page, &all, failed);
    let of_parts = parts.iter().flat_map(|parts| &parts.fields);
    let shown: Vec<Field> = fields.iter().chain(of_parts).cloned().collect();
    let view = EntryForm {
        back: (words.title, at::<P>(page)),
        title: part.name().to_owned(),
        action: own,
        hidden: vec![(String::from("version"), all.version.to_string())],
        problem: problem_of(failed, &shown),
        locked: if fields.is_empty() {
            t!("catalogue-locked")
        } else {
            String::new()
        },
        remove: part.is_open(page).then_some(remove),
        fields,
        facts,
        submit: t!("catalogue-save"),
        parts,
    };
    Ok((failed.status, form_page(&frame, &view)).into_response())
}

/// Changes one.
///
/// # Errors
/// The page of the refusal.
pub async fn save<P: Entry>(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let (sent, name) = (fields.clone(), page.param("name").to_owned());
    let saved = page.run(move |ctx| {
        catalogue::edit(ctx, &name, seen(&sent), |part: &mut P| {
            *part = P::typed(&sent, Some(part))?;
            Ok(())
        })
    });
    match saved.await {
        Ok(_) => Ok(Redirect::to(&format!("{}?done=saved", at::<P>(&page))).into_response()),
        Err(error) => answer_form::<P>(&page, &Failed::of(&page, &fields, error)?).await,
    }
}

/// The confirmation of removing one: how many hold it, and what becomes of them.
///
/// # Errors
/// The page of the refusal.
pub async fn ask<P: Entry>(page: Page) -> Result<Response, Refusal> {
    let words = P::words();
    let (frame, all) = page.show(&words.remove, load::<P>).await?;
    let part: P = find(&page, &all)?;
    let base = at::<P>(&page);
    let (consequences, confirm_label) = match part.consequences(part.users(&all)) {
        Ok(possible) => (possible, Some(words.remove)),
        Err(not) => (not, None),
    };
    let confirm = confirmation(
        (words.question)(part.name()),
        consequences,
        format!("{base}/{}/remove", part.slug()),
        base,
        confirm_label,
        all.version,
    );
    Ok(remove_page(&frame, &words.title, &confirm).into_response())
}

/// A confirmation of level 2 that carries the version of the portal.
fn confirmation(
    title: String,
    consequences: Vec<String>,
    action: String,
    cancel_href: String,
    confirm_label: Option<String>,
    version: i64,
) -> ConfirmPage {
    ConfirmPage {
        title,
        level: Level::Two,
        consequences,
        changed_note: String::new(),
        groups: Vec::new(),
        typed: None,
        reason: None,
        action,
        hidden: vec![(String::from("version"), version.to_string())],
        confirm_label,
        danger: true,
        cancel_href,
    }
}

/// Removes one.
///
/// # Errors
/// The page of the refusal.
pub async fn remove<P: Entry>(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let name = page.param("name").to_owned();
    page.ask(move |ctx| catalogue::remove::<P>(ctx, &name, seen(&fields)))
        .await?;
    Ok(Redirect::to(&format!("{}?done=removed", at::<P>(&page))).into_response())
}
