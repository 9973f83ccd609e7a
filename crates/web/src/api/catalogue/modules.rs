//! Modules: the menus of the portal (S4.7).

use super::super::answer::{Answer, json, tagged};
use super::super::input::Body;
use super::super::view::{All, ModuleInfo};
use super::{Names, create as create_part, edit as edit_part, one, overview, remove as remove_part};
use crate::extract::Program;
use crate::server::Server;
use axum::extract::State;
use axum::http::StatusCode;
use model::catalogue::Module;
use model::policy::Switch;
use serde::Deserialize;
use utoipa::ToSchema;

/// Lists the modules of the portal
///
/// Needs `users.view`.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/modules", tag = "catalogue", operation_id = "list_modules",
    responses((status = 200, description = "The modules", body = All<ModuleInfo>))
)]
pub(crate) async fn list(State(server): State<Server>, program: Program) -> Answer {
    let all = overview(&server, &program).await?;
    let parts = all.catalogue.modules.iter();
    let items: Vec<ModuleInfo> = parts.map(|part| ModuleInfo::of(part, Some(&all))).collect();
    Ok(tagged(json(StatusCode::OK, &All { items }), all.version))
}

/// Reads a module
///
/// Needs `users.view`.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/modules/{module}", tag = "catalogue", operation_id = "get_module",
    responses((status = 200, description = "With `ETag`", body = ModuleInfo))
)]
pub(crate) async fn get(State(server): State<Server>, program: Program, names: Names) -> Answer {
    one::<Module, _>(&server, &program, &names.get("module"), ModuleInfo::of).await
}

/// A module to add.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewModule {
    /// The word in the API; it stays.
    slug: String,
    /// The name that people see.
    name: String,
    /// Whether only admins may have it.
    #[serde(default)]
    admin_only: bool,
}

/// Adds a module
///
/// Needs `portal.settings`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/modules", tag = "catalogue", operation_id = "create_module",
    request_body = NewModule,
    responses((status = 201, description = "With `ETag` and `Location`", body = ModuleInfo))
)]
pub(crate) async fn create(State(server): State<Server>, program: Program, Body(new): Body<NewModule>) -> Answer {
    let part = Module {
        slug: new.slug,
        name: new.name,
        admin_only: if new.admin_only { Switch::On } else { Switch::Off },
    };
    create_part(&server, &program, part, ModuleInfo::of).await
}

/// What to change about a module. A field that is not there stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ModuleChanges {
    name: Option<String>,
    /// Whether only admins may have it.
    admin_only: Option<bool>,
}

/// Changes a module
///
/// With `If-Match`, 412 when the portal has changed since. Needs `portal.settings`.
#[utoipa::path(
    patch, path = "/api/v1/portals/{slug}/modules/{module}", tag = "catalogue", operation_id = "edit_module",
    request_body = ModuleChanges, responses((status = 200, description = "With its new `ETag`", body = ModuleInfo))
)]
pub(crate) async fn edit(
    State(server): State<Server>,
    program: Program,
    names: Names,
    Body(changes): Body<ModuleChanges>,
) -> Answer {
    let change = move |part: &mut Module| {
        if let Some(name) = &changes.name {
            part.name.clone_from(name);
        }
        if let Some(admin_only) = changes.admin_only {
            part.admin_only = if admin_only { Switch::On } else { Switch::Off };
        }
        Ok(())
    };
    edit_part(&server, &program, names.get("module"), change, ModuleInfo::of).await
}

/// Removes a module
///
/// And takes it from everybody who holds it, with one line in the activity each. Needs `portal.settings`.
#[utoipa::path(
    delete, path = "/api/v1/portals/{slug}/modules/{module}", tag = "catalogue", operation_id = "remove_module",
    responses((status = 204, description = "Removed"))
)]
pub(crate) async fn remove(State(server): State<Server>, program: Program, names: Names) -> Answer {
    remove_part::<Module>(&server, &program, names.get("module")).await
}
