//! Apps and their roles (S0.5).

use super::{Entry, Failed, Words, answer_form, at, confirmation, find, held, load, name_field, seen, unsigned};
use crate::assets::icons::Icon;
use crate::pages::Refusal;
use crate::pages::fields::Fields;
use crate::pages::page::Page;
use crate::speak::t;
use crate::templates::catalogue::{EntryForm, EntryRow, Parts, form as form_page, remove as remove_page};
use crate::templates::components::{Action, Look, Opens};
use crate::templates::form::{Field, Input};
use app::catalogue::{self, Overview};
use app::error::AppError;
use axum::response::{IntoResponse as _, Redirect, Response};
use model::catalogue::{App, AppRole};

impl Entry for App {
    const PATH: &'static str = "apps";

    fn words() -> Words {
        Words {
            title: t!("catalogue-apps"),
            intro: t!("catalogue-apps-intro"),
            new: t!("catalogue-app-new"),
            add: t!("catalogue-app-add"),
            none: t!("catalogue-apps-none"),
            none_hint: t!("catalogue-apps-none-hint"),
            remove: t!("catalogue-app-remove"),
            question: |name| t!("catalogue-app-question", name = name),
        }
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn columns() -> Vec<String> {
        vec![t!("catalogue-app-roles")]
    }

    fn cells(&self) -> Vec<String> {
        let roles: Vec<&str> = self.roles.iter().map(|role| role.name.as_str()).collect();
        vec![if roles.is_empty() {
            t!("catalogue-app-roles-none")
        } else {
            roles.join(", ")
        }]
    }

    /// Places in roles: who holds two of them counts twice.
    fn users(&self, all: &Overview) -> i64 {
        self.roles.iter().map(|role| role_users(self, role, all)).sum()
    }

    fn typed(fields: &Fields, before: Option<&Self>) -> Result<Self, AppError> {
        Ok(Self {
            slug: before.map_or_else(|| fields.get("slug").to_owned(), |app| app.slug.clone()),
            name: fields.get("name").to_owned(),
            roles: before.map(|app| app.roles.clone()).unwrap_or_default(),
        })
    }

    fn consequences(&self, users: i64) -> Result<Vec<String>, Vec<String>> {
        Ok(vec![
            t!("catalogue-app-holders", n = users),
            t!("catalogue-remove-logged"),
        ])
    }

    fn parts(&self, page: &Page, all: &Overview, failed: &Failed) -> Option<Parts> {
        let own = format!("{}/{}/roles", at::<Self>(page), self.slug);
        let row = |role: &AppRole| EntryRow {
            name: role.name.clone(),
            href: format!("{own}/{}", role.slug),
            slug: format!("{}/{}", self.slug, role.slug),
            users: unsigned(role_users(self, role, all)),
            remove_href: Some(format!("{own}/{}/remove", role.slug)),
            ..EntryRow::default()
        };
        let field = |name: &str, label: String, most| Field {
            max_length: Some(most),
            ..failed.entered(name, "").field(name, &label, Input::Text)
        };
        Some(Parts {
            rows: self.roles.iter().map(row).collect(),
            fields: vec![
                field("role_name", t!("catalogue-name"), 100),
                Field {
                    hint: t!("catalogue-slug-hint"),
                    ..field("role_slug", t!("catalogue-slug"), 40)
                },
            ],
            action: own,
        })
    }
}

fn role_users(app: &App, role: &AppRole, all: &Overview) -> i64 {
    held(&all.app_roles, &format!("{}/{}", app.slug, role.slug))
}

fn own(page: &Page) -> String {
    format!("{}/{}", at::<App>(page), page.param("name"))
}

/// Adds a role to an app.
///
/// # Errors
/// The page of the refusal.
pub async fn add_role(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let (app, version) = (page.param("name").to_owned(), seen(&fields));
    let role = AppRole {
        slug: fields.get("role_slug").to_owned(),
        name: fields.get("role_name").to_owned(),
    };
    match page
        .run(move |ctx| catalogue::add_app_role(ctx, &app, &role, version))
        .await
    {
        Ok(_) => Ok(Redirect::to(&format!("{}?done=added", own(&page))).into_response()),
        Err(error) => answer_form::<App>(&page, &Failed::of(&page, &fields, of_role(error))?).await,
    }
}

/// The fields of a role stand beside those of its app under names of their own.
fn of_role(error: AppError) -> AppError {
    let AppError::Invalid(mut fields) = error else {
        return error;
    };
    for wrong in &mut fields {
        wrong.field = match wrong.field {
            "slug" => "role_slug",
            "name" => "role_name",
            other => other,
        };
    }
    AppError::Invalid(fields)
}

fn find_role(page: &Page, app: &App) -> Result<AppRole, Refusal> {
    let found = app.roles.iter().find(|role| role.slug == page.param("role"));
    found
        .cloned()
        .ok_or_else(|| page.refuse(AppError::NotFound("app role")))
}

/// The form of a role of an app.
///
/// # Errors
/// The page of the refusal.
pub async fn role(page: Page) -> Result<Response, Refusal> {
    answer_role(&page, &Failed::default()).await
}

async fn answer_role(page: &Page, failed: &Failed) -> Result<Response, Refusal> {
    let (mut frame, all) = page.show("", load::<App>).await?;
    let app: App = find(page, &all)?;
    let role = find_role(page, &app)?;
    frame.title.clone_from(&role.name);
    let action = format!("{}/roles/{}", own(page), role.slug);
    let fields = vec![name_field(failed, &role.name)];
    let view = EntryForm {
        back: (app.name.clone(), own(page)),
        title: role.name.clone(),
        hidden: vec![(String::from("version"), all.version.to_string())],
        problem: super::problem_of(failed, &fields),
        fields,
        facts: vec![(t!("catalogue-slug"), format!("{}/{}", app.slug, role.slug))],
        submit: t!("catalogue-save"),
        remove: Some(Action {
            label: t!("catalogue-app-role-remove"),
            href: format!("{action}/remove"),
            icon: Some(Icon::Bin),
            look: Look::Secondary,
            opens: Opens::Dialog,
        }),
        action,
        ..EntryForm::default()
    };
    Ok((failed.status, form_page(&frame, &view)).into_response())
}

/// Renames a role of an app.
///
/// # Errors
/// The page of the refusal.
pub async fn save_role(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let (app, role) = (page.param("name").to_owned(), page.param("role").to_owned());
    let (name, version) = (fields.get("name").to_owned(), seen(&fields));
    let saved = page.run(move |ctx| catalogue::rename_app_role(ctx, &app, &role, &name, version));
    match saved.await {
        Ok(_) => Ok(Redirect::to(&format!("{}?done=saved", own(&page))).into_response()),
        Err(error) => answer_role(&page, &Failed::of(&page, &fields, error)?).await,
    }
}

/// The confirmation of removing a role of an app.
///
/// # Errors
/// The page of the refusal.
pub async fn ask_role(page: Page) -> Result<Response, Refusal> {
    let (frame, all) = page.show(&t!("catalogue-app-role-remove"), load::<App>).await?;
    let app: App = find(&page, &all)?;
    let role = find_role(&page, &app)?;
    let confirm = confirmation(
        t!(
            "catalogue-app-role-question",
            name = role.name.as_str(),
            app = app.name.as_str()
        ),
        vec![
            t!("catalogue-app-holders", n = role_users(&app, &role, &all)),
            t!("catalogue-remove-logged"),
        ],
        format!("{}/roles/{}/remove", own(&page), role.slug),
        own(&page),
        Some(t!("catalogue-app-role-remove")),
        all.version,
    );
    Ok(remove_page(&frame, &app.name, &confirm).into_response())
}

/// Removes a role of an app.
///
/// # Errors
/// The page of the refusal.
pub async fn remove_role(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let (app, role) = (page.param("name").to_owned(), page.param("role").to_owned());
    page.ask(move |ctx| catalogue::remove_app_role(ctx, &app, &role, seen(&fields)))
        .await?;
    Ok(Redirect::to(&format!("{}?done=removed", own(&page))).into_response())
}
