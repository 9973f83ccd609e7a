//! Sub-accounts: the parts of the customer (S4.9).

use super::super::answer::{Answer, json, tagged};
use super::super::input::Body;
use super::super::view::{All, SubAccountInfo};
use super::{Names, create as create_part, edit as edit_part, one, overview, remove as remove_part};
use crate::extract::Program;
use crate::server::Server;
use axum::extract::State;
use axum::http::StatusCode;
use model::catalogue::SubAccount;
use serde::Deserialize;
use utoipa::ToSchema;

/// Lists the sub-accounts of the portal
///
/// Needs `users.view`.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/sub-accounts", tag = "catalogue", operation_id = "list_sub_accounts",
    responses((status = 200, description = "The sub-accounts", body = All<SubAccountInfo>))
)]
pub(crate) async fn list(State(server): State<Server>, program: Program) -> Answer {
    let all = overview(&server, &program).await?;
    let parts = all.catalogue.sub_accounts.iter();
    let items: Vec<SubAccountInfo> = parts.map(|part| SubAccountInfo::of(part, Some(&all))).collect();
    Ok(tagged(json(StatusCode::OK, &All { items }), all.version))
}

/// Reads a sub-account
///
/// Needs `users.view`.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/sub-accounts/{sub_account}", tag = "catalogue", operation_id = "get_sub_account",
    responses((status = 200, description = "With `ETag`", body = SubAccountInfo))
)]
pub(crate) async fn get(State(server): State<Server>, program: Program, names: Names) -> Answer {
    one::<SubAccount, _>(&server, &program, &names.get("sub_account"), SubAccountInfo::of).await
}

/// A sub-account to add.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSubAccount {
    /// The word in the API; it stays.
    slug: String,
    /// The name that people see.
    name: String,
}

/// Adds a sub-account
///
/// Needs `portal.settings`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/sub-accounts", tag = "catalogue", operation_id = "create_sub_account",
    request_body = NewSubAccount,
    responses((status = 201, description = "With `ETag` and `Location`", body = SubAccountInfo))
)]
pub(crate) async fn create(State(server): State<Server>, program: Program, Body(new): Body<NewSubAccount>) -> Answer {
    let part = SubAccount {
        slug: new.slug,
        name: new.name,
    };
    create_part(&server, &program, part, SubAccountInfo::of).await
}

/// What to change about a sub-account. A field that is not there stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubAccountChanges {
    name: Option<String>,
}

/// Changes a sub-account
///
/// With `If-Match`, 412 when the portal has changed since. Needs `portal.settings`.
#[utoipa::path(
    patch, path = "/api/v1/portals/{slug}/sub-accounts/{sub_account}", tag = "catalogue", operation_id = "edit_sub_account",
    request_body = SubAccountChanges, responses((status = 200, description = "With its new `ETag`", body = SubAccountInfo))
)]
pub(crate) async fn edit(
    State(server): State<Server>,
    program: Program,
    names: Names,
    Body(changes): Body<SubAccountChanges>,
) -> Answer {
    let change = move |part: &mut SubAccount| {
        if let Some(name) = &changes.name {
            part.name.clone_from(name);
        }
        Ok(())
    };
    edit_part(&server, &program, names.get("sub_account"), change, SubAccountInfo::of).await
}

/// Removes a sub-account
///
/// And takes it from everybody who holds it, with one line in the activity each. Needs `portal.settings`.
#[utoipa::path(
    delete, path = "/api/v1/portals/{slug}/sub-accounts/{sub_account}", tag = "catalogue", operation_id = "remove_sub_account",
    responses((status = 204, description = "Removed"))
)]
pub(crate) async fn remove(State(server): State<Server>, program: Program, names: Names) -> Answer {
    remove_part::<SubAccount>(&server, &program, names.get("sub_account")).await
}
