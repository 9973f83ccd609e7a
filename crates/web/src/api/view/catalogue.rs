//! Roles, modules, sub-accounts, apps.

use super::codes;
use app::catalogue::Overview;
use model::access::BuiltIn;
use model::catalogue::{App, AppRole, Module, OwnRole, SubAccount};
use model::policy::Switch;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A role that can be held in the portal.
#[derive(Serialize, ToSchema)]
pub(crate) struct RoleInfo {
    slug: String,
    name: String,
    /// Nobody acts on a higher rank.
    pub(crate) rank: i64,
    permissions: Vec<String>,
    /// Whether it comes with Portico and cannot be changed.
    built_in: bool,
    /// How many users hold it; null for a built-in one, and for who may not see users.
    users: Option<i64>,
}

impl RoleInfo {
    pub(crate) fn of(role: &OwnRole, all: Option<&Overview>) -> Self {
        Self {
            slug: role.slug.clone(),
            name: role.name.clone(),
            rank: role.rank,
            permissions: codes(role.permissions.iter().copied()),
            built_in: false,
            users: all.map(|all| held(&all.roles, &role.slug)),
        }
    }

    pub(crate) fn of_built_in(role: &BuiltIn) -> Self {
        Self {
            slug: role.slug.to_owned(),
            name: role.label.to_owned(),
            rank: role.rank,
            permissions: codes((role.permissions)()),
            built_in: true,
            users: None,
        }
    }
}

fn held(numbers: &BTreeMap<String, i64>, name: &str) -> i64 {
    numbers.get(name).copied().unwrap_or_default()
}

/// A menu of the portal.
#[derive(Serialize, ToSchema)]
pub(crate) struct ModuleInfo {
    slug: String,
    name: String,
    /// Whether only admins may have it; they have every module.
    admin_only: bool,
    /// How many users were given it; null for who may not see users.
    users: Option<i64>,
}

impl ModuleInfo {
    pub(crate) fn of(module: &Module, all: Option<&Overview>) -> Self {
        Self {
            slug: module.slug.clone(),
            name: module.name.clone(),
            admin_only: module.admin_only == Switch::On,
            users: all.map(|all| held(&all.modules, &module.slug)),
        }
    }
}

/// A part of the customer.
#[derive(Serialize, ToSchema)]
pub(crate) struct SubAccountInfo {
    slug: String,
    name: String,
    /// How many users are limited to it, among others; null for who may not see users.
    users: Option<i64>,
}

impl SubAccountInfo {
    pub(crate) fn of(part: &SubAccount, all: Option<&Overview>) -> Self {
        Self {
            slug: part.slug.clone(),
            name: part.name.clone(),
            users: all.map(|all| held(&all.sub_accounts, &part.slug)),
        }
    }
}

/// An application of the portal.
#[derive(Serialize, ToSchema)]
pub(crate) struct AppInfo {
    slug: String,
    name: String,
    pub(crate) roles: Vec<AppRoleInfo>,
}

/// A role inside an application.
#[derive(Serialize, ToSchema)]
pub(crate) struct AppRoleInfo {
    slug: String,
    name: String,
    /// How many users hold it; null for who may not see users.
    users: Option<i64>,
}

impl AppInfo {
    pub(crate) fn of(app: &App, all: Option<&Overview>) -> Self {
        let role = |role: &AppRole| AppRoleInfo {
            slug: role.slug.clone(),
            name: role.name.clone(),
            users: all.map(|all| held(&all.app_roles, &format!("{}/{}", app.slug, role.slug))),
        };
        Self {
            slug: app.slug.clone(),
            name: app.name.clone(),
            roles: app.roles.iter().map(role).collect(),
        }
    }
}
