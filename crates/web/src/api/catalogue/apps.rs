//! Apps and their roles (S0.5).

use super::super::answer::{Answer, json, located, run, tagged};
use super::super::input::Body;
use super::super::view::{All, AppInfo, AppRoleInfo};
use super::{Names, create as create_part, edit as edit_part, one, overview, remove as remove_part, shown};
use crate::extract::Program;
use crate::server::Server;
use app::Ctx;
use app::catalogue::{self, Changed};
use app::error::AppError;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use model::catalogue::{App, AppRole};
use serde::Deserialize;
use utoipa::ToSchema;

/// Lists the apps of the portal
///
/// Needs `users.view`.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/apps", tag = "catalogue", operation_id = "list_apps",
    responses((status = 200, description = "The apps", body = All<AppInfo>))
)]
pub(crate) async fn list(State(server): State<Server>, program: Program) -> Answer {
    let all = overview(&server, &program).await?;
    let parts = all.catalogue.apps.iter();
    let items: Vec<AppInfo> = parts.map(|part| AppInfo::of(part, Some(&all))).collect();
    Ok(tagged(json(StatusCode::OK, &All { items }), all.version))
}

/// Reads an app
///
/// Needs `users.view`.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/apps/{app}", tag = "catalogue", operation_id = "get_app",
    responses((status = 200, description = "With `ETag`", body = AppInfo))
)]
pub(crate) async fn get(State(server): State<Server>, program: Program, names: Names) -> Answer {
    one::<App, _>(&server, &program, &names.get("app"), AppInfo::of).await
}

/// An app to add.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewApp {
    /// The word in the API; it stays.
    slug: String,
    /// The name that people see.
    name: String,
    /// Its roles.
    #[serde(default)]
    roles: Vec<NewAppRole>,
}

/// Adds an app
///
/// Needs `portal.settings`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/apps", tag = "catalogue", operation_id = "create_app",
    request_body = NewApp,
    responses((status = 201, description = "With `ETag` and `Location`", body = AppInfo))
)]
pub(crate) async fn create(State(server): State<Server>, program: Program, Body(new): Body<NewApp>) -> Answer {
    let part = App {
        slug: new.slug,
        name: new.name,
        roles: new.roles.into_iter().map(NewAppRole::part).collect(),
    };
    create_part(&server, &program, part, AppInfo::of).await
}

/// What to change about an app. A field that is not there stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AppChanges {
    name: Option<String>,
}

/// Changes an app
///
/// With `If-Match`, 412 when the portal has changed since. Needs `portal.settings`.
#[utoipa::path(
    patch, path = "/api/v1/portals/{slug}/apps/{app}", tag = "catalogue", operation_id = "edit_app",
    request_body = AppChanges, responses((status = 200, description = "With its new `ETag`", body = AppInfo))
)]
pub(crate) async fn edit(
    State(server): State<Server>,
    program: Program,
    names: Names,
    Body(changes): Body<AppChanges>,
) -> Answer {
    let change = move |part: &mut App| {
        if let Some(name) = &changes.name {
            part.name.clone_from(name);
        }
        Ok(())
    };
    edit_part(&server, &program, names.get("app"), change, AppInfo::of).await
}

/// Removes an app
///
/// And takes it from everybody who holds it, with one line in the activity each. Needs `portal.settings`.
#[utoipa::path(
    delete, path = "/api/v1/portals/{slug}/apps/{app}", tag = "catalogue", operation_id = "remove_app",
    responses((status = 204, description = "Removed"))
)]
pub(crate) async fn remove(State(server): State<Server>, program: Program, names: Names) -> Answer {
    remove_part::<App>(&server, &program, names.get("app")).await
}

/// A role of an app to add.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAppRole {
    /// The word in the API, after the app's: `crm/editor`. It stays.
    #[schema(example = "editor")]
    slug: String,
    /// The name that people see.
    #[schema(example = "Editor")]
    name: String,
}

impl NewAppRole {
    fn part(self) -> AppRole {
        AppRole {
            slug: self.slug,
            name: self.name,
        }
    }
}

/// Lists the roles of an app
///
/// Needs `users.view`.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/apps/{app}/roles", tag = "catalogue", operation_id = "list_app_roles",
    responses((status = 200, description = "The roles", body = All<AppRoleInfo>))
)]
pub(crate) async fn roles(State(server): State<Server>, program: Program, names: Names) -> Answer {
    let all = overview(&server, &program).await?;
    let name = names.get("app");
    let app = all.catalogue.apps.iter().find(|app| app.slug == name);
    let app = app.ok_or_else(|| program.problem(AppError::NotFound("app")))?;
    let items = AppInfo::of(app, Some(&all)).roles;
    Ok(tagged(json(StatusCode::OK, &All { items }), all.version))
}

/// Adds a role to an app
///
/// Needs `portal.settings`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/apps/{app}/roles", tag = "catalogue", operation_id = "create_app_role",
    request_body = NewAppRole,
    responses((status = 201, description = "The app, with `ETag` and `Location`", body = AppInfo))
)]
pub(crate) async fn add_role(
    State(server): State<Server>,
    program: Program,
    names: Names,
    Body(new): Body<NewAppRole>,
) -> Answer {
    let (key, seen) = (program.key()?, program.if_match()?);
    let path = format!("{}/{}", program.uri.path(), new.slug.trim());
    let app = names.get("app");
    let made = run(&server, &program, move |ctx| {
        let role = new.part();
        let made = match catalogue::add_app_role(ctx, &app, &role, seen) {
            Err(error) if key.is_some() => there_already(ctx, &app, &role, error),
            other => other,
        }?;
        shown(ctx, StatusCode::CREATED, &made, AppInfo::of)
    });
    Ok(located(made.await?, &path))
}

/// The app with the role that this request added before, else the error.
fn there_already(ctx: &Ctx, app: &str, role: &AppRole, error: AppError) -> Result<Changed<App>, AppError> {
    if !matches!(&error, AppError::Invalid(fields) if fields.iter().all(|f| f.field == "slug")) {
        return Err(error);
    }
    let all = catalogue::overview(ctx)?;
    let known = all.catalogue.apps.into_iter().find(|known| known.slug == app);
    let part = known.filter(|known| known.roles.contains(role)).ok_or(error)?;
    Ok(Changed {
        part,
        version: all.version,
    })
}

/// What to change about a role of an app.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AppRoleChanges {
    name: String,
}

/// Renames a role of an app
///
/// Needs `portal.settings`.
#[utoipa::path(
    patch, path = "/api/v1/portals/{slug}/apps/{app}/roles/{app_role}", tag = "catalogue", operation_id = "edit_app_role",
    request_body = AppRoleChanges, responses((status = 200, description = "The app, with its new `ETag`", body = AppInfo))
)]
pub(crate) async fn rename_role(
    State(server): State<Server>,
    program: Program,
    names: Names,
    Body(changes): Body<AppRoleChanges>,
) -> Answer {
    let seen = program.if_match()?;
    run(&server, &program, move |ctx| {
        let (app, role) = (names.get("app"), names.get("app_role"));
        let changed = catalogue::rename_app_role(ctx, &app, &role, &changes.name, seen)?;
        shown(ctx, StatusCode::OK, &changed, AppInfo::of)
    })
    .await
}

/// Removes a role of an app
///
/// And takes it from everybody who holds it, with one line in the activity each. Needs `portal.settings`.
#[utoipa::path(
    delete, path = "/api/v1/portals/{slug}/apps/{app}/roles/{app_role}", tag = "catalogue",
    operation_id = "remove_app_role", responses((status = 204, description = "Removed"))
)]
pub(crate) async fn remove_role(State(server): State<Server>, program: Program, names: Names) -> Answer {
    let seen = program.if_match()?;
    run(&server, &program, move |ctx| {
        catalogue::remove_app_role(ctx, &names.get("app"), &names.get("app_role"), seen)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
