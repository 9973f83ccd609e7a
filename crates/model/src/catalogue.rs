//! What a portal defines for itself: roles beside the built-in ones, modules, sub-accounts, apps with their roles.
//! Small, read with every request, so it is one JSON column of the portal's row.

use crate::access::{Permission, Place, ROLES, Role};
use crate::name::Slug;
use crate::policy::{Bound, OutOfBounds, Switch};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Most entries of each kind: the catalogue is read with every request.
pub const MOST: usize = 500;
/// Ranks of a portal's own roles lie between the ordinary user and the portal admin.
pub const OWN_RANKS: std::ops::RangeInclusive<i64> = 1..=49;

/// A portal's own definitions.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Catalogue {
    /// Roles beside the built-in ones.
    pub roles: Vec<OwnRole>,
    /// Menus of the portal (S4.7).
    pub modules: Vec<Module>,
    /// Parts of the customer (S4.9).
    pub sub_accounts: Vec<SubAccount>,
    /// Applications and their roles (S0.5).
    pub apps: Vec<App>,
}

/// A role that the portal defines.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OwnRole {
    /// The word in the API.
    pub slug: String,
    /// The name people see.
    pub name: String,
    /// Nobody acts on a higher rank; fixed when the role is made.
    pub rank: i64,
    /// What it holds.
    pub permissions: BTreeSet<Permission>,
}

/// A menu of the portal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Module {
    /// The word in the API.
    pub slug: String,
    /// The name people see.
    pub name: String,
    /// Whether only admins may have it (S4.8).
    pub admin_only: Switch,
}

/// A part of the customer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SubAccount {
    /// The word in the API.
    pub slug: String,
    /// The name people see.
    pub name: String,
}

/// An application of the portal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct App {
    /// The word in the API.
    pub slug: String,
    /// The name people see.
    pub name: String,
    /// Its roles.
    pub roles: Vec<AppRole>,
}

/// A role inside an application.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AppRole {
    /// The word in the API, after the app's: `crm/editor`.
    pub slug: String,
    /// The name people see.
    pub name: String,
}

impl Catalogue {
    /// What a new portal starts with: two menus for everybody, and the three that only admins have (S4.8).
    #[must_use]
    pub fn starting() -> Self {
        let module = |slug: &str, name: &str, admin_only| Module {
            slug: slug.to_owned(),
            name: name.to_owned(),
            admin_only,
        };
        Self {
            modules: vec![
                module("dashboard", "Dashboard", Switch::Off),
                module("reports", "Reports", Switch::Off),
                module("pricing", "Pricing", Switch::On),
                module("payment", "Payment", Switch::On),
                module("user-management", "User management", Switch::On),
            ],
            ..Self::default()
        }
    }

    /// The role with this slug where it can be held in `place`: built-in, or the portal's own.
    #[must_use]
    pub fn role(&self, slug: &str, place: Place) -> Option<Role> {
        Role::built_in(slug, place).or_else(|| {
            let own = self.own_role(slug)?;
            Some(Role {
                slug: own.slug.clone(),
                rank: own.rank,
            })
        })
    }

    /// Every role that can be held in `place`, highest first.
    #[must_use]
    pub fn roles_in(&self, place: Place) -> Vec<Role> {
        let mut roles: Vec<Role> = ROLES
            .iter()
            .filter(|r| r.place == place)
            .filter_map(|r| Role::built_in(r.slug, place))
            .chain(self.roles.iter().map(|own| Role {
                slug: own.slug.clone(),
                rank: own.rank,
            }))
            .collect();
        roles.sort_by_key(|role| std::cmp::Reverse(role.rank));
        roles
    }

    /// The portal's own role with this slug.
    #[must_use]
    pub fn own_role(&self, slug: &str) -> Option<&OwnRole> {
        self.roles.iter().find(|r| r.slug == slug)
    }

    /// What a role holds; nothing, where it has been removed.
    #[must_use]
    pub fn permissions_of(&self, role: &Role) -> BTreeSet<Permission> {
        match ROLES.iter().find(|r| r.slug == role.slug) {
            Some(built_in) => (built_in.permissions)(),
            None => self
                .own_role(&role.slug)
                .map(|r| r.permissions.clone())
                .unwrap_or_default(),
        }
    }

    /// The English or own name of a role.
    #[must_use]
    pub fn role_name<'a>(&'a self, slug: &'a str) -> &'a str {
        ROLES
            .iter()
            .find(|r| r.slug == slug)
            .map(|r| r.label)
            .or_else(|| self.own_role(slug).map(|r| r.name.as_str()))
            .unwrap_or(slug)
    }

    /// The module with this slug.
    #[must_use]
    pub fn module(&self, slug: &str) -> Option<&Module> {
        self.modules.iter().find(|m| m.slug == slug)
    }

    /// Whether there is such a sub-account.
    #[must_use]
    pub fn has_sub_account(&self, slug: &str) -> bool {
        self.sub_accounts.iter().any(|s| s.slug == slug)
    }

    /// Whether there is such an app role, written `app/role`.
    #[must_use]
    pub fn has_app_role(&self, name: &str) -> bool {
        name.split_once('/').is_some_and(|(app, role)| {
            self.apps
                .iter()
                .any(|a| a.slug == app && a.roles.iter().any(|r| r.slug == role))
        })
    }

    /// Checks names, ranks and numbers.
    ///
    /// # Errors
    /// The part, and what it may be.
    pub fn check(&self) -> Result<(), OutOfBounds> {
        let apps = self.apps.iter().map(|a| (a.slug.as_str(), a.name.as_str()));
        let parts: [(&'static str, Vec<(&str, &str)>); 4] = [
            (
                "roles",
                self.roles.iter().map(|r| (r.slug.as_str(), r.name.as_str())).collect(),
            ),
            (
                "modules",
                self.modules
                    .iter()
                    .map(|m| (m.slug.as_str(), m.name.as_str()))
                    .collect(),
            ),
            (
                "sub_accounts",
                self.sub_accounts
                    .iter()
                    .map(|s| (s.slug.as_str(), s.name.as_str()))
                    .collect(),
            ),
            ("apps", apps.collect()),
        ];
        for (field, entries) in &parts {
            check_entries(field, entries)?;
        }
        for app in &self.apps {
            let roles: Vec<(&str, &str)> = app.roles.iter().map(|r| (r.slug.as_str(), r.name.as_str())).collect();
            check_entries("apps.roles", &roles)?;
        }
        if self.roles.iter().any(|r| !OWN_RANKS.contains(&r.rank)) {
            return Err(OutOfBounds {
                field: "roles.rank",
                bound: Bound::Rank,
            });
        }
        if self.roles.iter().any(|r| ROLES.iter().any(|b| b.slug == r.slug)) {
            return Err(OutOfBounds {
                field: "roles.slug",
                bound: Bound::NotBuiltIn,
            });
        }
        Ok(())
    }
}

fn check_entries(field: &'static str, entries: &[(&str, &str)]) -> Result<(), OutOfBounds> {
    let refuse = |bound| Err(OutOfBounds { field, bound });
    if entries.len() > MOST {
        return refuse(Bound::Number);
    }
    if entries.iter().any(|(slug, _)| Slug::parse(slug).is_err()) {
        return refuse(Bound::Word);
    }
    if entries
        .iter()
        .any(|(_, name)| name.trim().is_empty() || name.chars().count() > 100)
    {
        return refuse(Bound::Name);
    }
    let mut seen = BTreeMap::new();
    if entries.iter().any(|(slug, _)| seen.insert(*slug, ()).is_some()) {
        return refuse(Bound::Once);
    }
    Ok(())
}
