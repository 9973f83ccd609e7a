//! Roles: the built-in ones to read, the portal's own to define.

use super::super::answer::{Answer, json, tagged};
use super::super::input::Body;
use super::super::view::{All, RoleInfo};
use super::{Names, create as create_part, edit as edit_part, one, overview, remove as remove_part};
use crate::extract::Program;
use crate::server::Server;
use app::error::AppError;
use axum::extract::State;
use axum::http::StatusCode;
use model::access::{BuiltIn, Permission, Place, ROLES};
use model::catalogue::OwnRole;
use model::ids::PortalPk;
use serde::Deserialize;
use utoipa::ToSchema;

fn built_in(program: &Program) -> impl Iterator<Item = &'static BuiltIn> {
    let place = if program.ctx.portal.pk == PortalPk::PROVIDER {
        Place::Provider
    } else {
        Place::Portal
    };
    ROLES.iter().filter(move |role| role.place == place)
}

/// Lists the roles of the portal
///
/// Built-in and own ones, highest first. Needs `users.view`.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/roles", tag = "catalogue", operation_id = "list_roles",
    responses((status = 200, description = "Roles that can be held here", body = All<RoleInfo>))
)]
pub(crate) async fn list(State(server): State<Server>, program: Program) -> Answer {
    let all = overview(&server, &program).await?;
    let own = all.catalogue.roles.iter().map(|role| RoleInfo::of(role, Some(&all)));
    let mut items: Vec<RoleInfo> = built_in(&program).map(RoleInfo::of_built_in).chain(own).collect();
    items.sort_by_key(|role| std::cmp::Reverse(role.rank));
    Ok(tagged(json(StatusCode::OK, &All { items }), all.version))
}

/// Reads a role
///
/// Needs `users.view`.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/roles/{role}", tag = "catalogue", operation_id = "get_role",
    responses((status = 200, description = "The role, with `ETag`", body = RoleInfo))
)]
pub(crate) async fn get(State(server): State<Server>, program: Program, names: Names) -> Answer {
    let name = names.get("role");
    if let Some(role) = built_in(&program).find(|role| role.slug == name) {
        let version = overview(&server, &program).await?.version;
        return Ok(tagged(json(StatusCode::OK, &RoleInfo::of_built_in(role)), version));
    }
    one::<OwnRole, _>(&server, &program, &name, RoleInfo::of).await
}

/// A role of the portal's own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRole {
    /// The word in the API; it stays.
    #[schema(example = "team-lead")]
    slug: String,
    /// The name that people see.
    #[schema(example = "Team lead")]
    name: String,
    /// 1 to 49, below your own; it stays. Nobody acts on users of a higher rank.
    #[schema(example = 25)]
    rank: i64,
    /// What it holds: nothing that you do not hold.
    #[serde(default)]
    #[schema(value_type = Vec<String>, example = json!(["users.view"]))]
    permissions: Vec<Permission>,
}

/// Adds a role
///
/// Needs `roles.manage`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/roles", tag = "catalogue", operation_id = "create_role",
    request_body = NewRole,
    responses((status = 201, description = "The role, with `ETag` and `Location`", body = RoleInfo))
)]
pub(crate) async fn create(State(server): State<Server>, program: Program, Body(new): Body<NewRole>) -> Answer {
    let role = OwnRole {
        slug: new.slug,
        name: new.name,
        rank: new.rank,
        permissions: new.permissions.into_iter().collect(),
    };
    create_part(&server, &program, role, RoleInfo::of).await
}

/// What to change about a role. A field that is not there stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoleChanges {
    name: Option<String>,
    /// All that it holds from now on.
    #[schema(value_type = Option<Vec<String>>)]
    permissions: Option<Vec<Permission>>,
}

/// Changes a role
///
/// It counts at the next request of everybody who holds the role. Built-in roles cannot be changed. With `If-Match`, 412
/// when the portal has changed since. Needs `roles.manage`.
#[utoipa::path(
    patch, path = "/api/v1/portals/{slug}/roles/{role}", tag = "catalogue", operation_id = "edit_role",
    request_body = RoleChanges, responses((status = 200, description = "The role, with its new `ETag`", body = RoleInfo))
)]
pub(crate) async fn edit(
    State(server): State<Server>,
    program: Program,
    names: Names,
    Body(changes): Body<RoleChanges>,
) -> Answer {
    let name = own(&program, &names)?;
    let change = move |role: &mut OwnRole| {
        if let Some(name) = &changes.name {
            role.name.clone_from(name);
        }
        if let Some(permissions) = &changes.permissions {
            role.permissions = permissions.iter().copied().collect();
        }
        Ok(())
    };
    edit_part(&server, &program, name, change, RoleInfo::of).await
}

/// Removes a role
///
/// A role that somebody holds is a 409 with the code `role_in_use`. Needs `roles.manage`.
#[utoipa::path(
    delete, path = "/api/v1/portals/{slug}/roles/{role}", tag = "catalogue", operation_id = "remove_role",
    responses((status = 204, description = "Removed"))
)]
pub(crate) async fn remove(State(server): State<Server>, program: Program, names: Names) -> Answer {
    let name = own(&program, &names)?;
    remove_part::<OwnRole>(&server, &program, name).await
}

/// The role of the path, if it is none of the built-in ones.
fn own(program: &Program, names: &Names) -> Result<String, crate::error::Problem> {
    let name = names.get("role");
    if built_in(program).all(|role| role.slug != name) {
        return Ok(name);
    }
    Err(program.problem(AppError::conflict(
        "built_in_role",
        "A built-in role stays as it is: define one of your own.",
    )))
}
