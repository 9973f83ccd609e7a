//! What a user may reach besides the role: single permissions, modules, sub-accounts, app roles (C17).

use super::{Kind, User};
use crate::access::{Actor, Permission, Place, Role};
use crate::catalogue::Catalogue;
use crate::event::Action;
use crate::plan::{Change, Effect};
use crate::policy::Switch;
use crate::report::Skip;
use crate::user::lifecycle::Env;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is granted on top of the role.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Grants {
    /// Single permissions (S3.26).
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub permissions: BTreeSet<Permission>,
    /// Modules by slug (S4.7).
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub modules: BTreeSet<String>,
    /// The parts of the customer (S4.9).
    #[serde(skip_serializing_if = "Scope::is_all")]
    pub sub_accounts: Scope,
    /// App roles, `app/role` (S0.5).
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub app_roles: BTreeSet<String>,
}

/// Which sub-accounts somebody works in; it also limits whom an admin sees.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// All, also those that come later.
    #[default]
    All,
    /// These.
    Named(BTreeSet<String>),
}

impl Scope {
    /// Whether nothing is left out.
    #[must_use]
    pub const fn is_all(&self) -> bool {
        matches!(self, Self::All)
    }

    /// Whether every part of `inner` is a part of this.
    #[must_use]
    pub fn covers(&self, inner: &Self) -> bool {
        match (self, inner) {
            (Self::All, _) => true,
            (Self::Named(_), Self::All) => false,
            (Self::Named(outer), Self::Named(inner)) => inner.is_subset(outer),
        }
    }

    /// Whether the two have a part in common: somebody of `other` may be seen from here.
    #[must_use]
    pub fn sees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::All, _) => true,
            (Self::Named(_), Self::All) => false,
            (Self::Named(a), Self::Named(b)) => !a.is_disjoint(b),
        }
    }
}

/// How a set of grants is changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// These and no others.
    #[default]
    Set,
    /// These as well.
    Add,
    /// Not these.
    Remove,
}

impl Edit {
    fn apply<T: Ord + Clone>(self, held: &BTreeSet<T>, asked: impl Iterator<Item = T>) -> BTreeSet<T> {
        let asked: BTreeSet<T> = asked.collect();
        match self {
            Self::Set => asked,
            Self::Add => held.union(&asked).cloned().collect(),
            Self::Remove => held.difference(&asked).cloned().collect(),
        }
    }
}

/// The modules that a holder of this role and these grants reaches.
#[must_use]
pub fn modules(role: &Role, grants: &Grants, catalogue: &Catalogue) -> Vec<String> {
    catalogue
        .modules
        .iter()
        .filter(|m| role.is_admin() || (m.admin_only == Switch::Off && grants.modules.contains(&m.slug)))
        .map(|m| m.slug.clone())
        .collect()
}

impl User {
    /// Everything the user may do by role and single grants.
    #[must_use]
    pub fn permissions(&self, catalogue: &Catalogue) -> BTreeSet<Permission> {
        let mut held = catalogue.permissions_of(&self.role);
        held.extend(self.grants.permissions.iter().copied());
        held
    }

    /// The modules the user reaches: an admin all of them, others those chosen, never an admin-only one (S4.8).
    #[must_use]
    pub fn modules(&self, catalogue: &Catalogue) -> Vec<String> {
        modules(&self.role, &self.grants, catalogue)
    }

    /// Gives another role (S2.9, S1.13). The plan refuses what would leave no admin, or too many.
    ///
    /// # Errors
    /// `deleted`, `role_not_grantable`, `is_self`, `no_change`.
    pub fn set_role(&self, slug: &str, place: Place, actor: &Actor, env: &Env<'_>) -> Result<Change, Skip> {
        self.not_deleted()?;
        let role = env
            .catalogue
            .role(slug, place)
            .filter(|role| actor.may_give(role, env.catalogue))
            .ok_or(Skip::RoleNotGrantable)?;
        if role == self.role {
            return Err(Skip::NoChange);
        }
        let mut after = self.clone();
        after.role = role;
        let becomes_admin = after.role.is_admin() && !self.role.is_admin();
        let change = Change::new(self, after, Action::RoleChanged, env);
        Ok(if becomes_admin {
            change.with(Effect::MailMadeAdmin)
        } else {
            change
        })
    }

    /// Changes the single permissions (S3.4, S3.26).
    ///
    /// # Errors
    /// `deleted`, `no_permission` for one that the actor does not hold, `no_change`.
    pub fn set_permissions(
        &self,
        edit: Edit,
        asked: &[Permission],
        actor: &Actor,
        env: &Env<'_>,
    ) -> Result<Change, Skip> {
        self.not_deleted()?;
        let mut after = self.clone();
        after.grants.permissions = edit.apply(&self.grants.permissions, asked.iter().copied());
        let differs = self.grants.permissions.symmetric_difference(&after.grants.permissions);
        if differs.into_iter().any(|p| !actor.may(*p)) {
            return Err(Skip::NoPermission);
        }
        self.granted(after, Action::PermissionsChanged, env)
    }

    /// Changes the modules (S4.7, S4.8).
    ///
    /// # Errors
    /// `deleted`, `admin_only_module`, `not_in_catalogue`, `no_change`.
    pub fn set_modules(&self, edit: Edit, asked: &[String], env: &Env<'_>) -> Result<Change, Skip> {
        self.not_deleted()?;
        for slug in asked.iter().filter(|_| edit != Edit::Remove) {
            let module = env.catalogue.module(slug).ok_or(Skip::NotInCatalogue)?;
            if module.admin_only == Switch::On && !self.role.is_admin() {
                return Err(Skip::AdminOnlyModule);
            }
        }
        let mut after = self.clone();
        after.grants.modules = edit.apply(&self.grants.modules, asked.iter().cloned());
        self.granted(after, Action::ModulesChanged, env)
    }

    /// Changes the sub-accounts (S4.9); nobody gives a part that is not theirs.
    ///
    /// # Errors
    /// `deleted`, `not_in_catalogue`, `no_permission`, `no_change`.
    pub fn set_sub_accounts(&self, edit: Edit, asked: &Scope, actor: &Actor, env: &Env<'_>) -> Result<Change, Skip> {
        self.not_deleted()?;
        let wanted = match (asked, &self.grants.sub_accounts) {
            (Scope::All, _) => Scope::All,
            // Adding to everything is everything; taking away from it needs names to keep.
            (Scope::Named(_), Scope::All) if edit == Edit::Add => Scope::All,
            (Scope::Named(asked), Scope::All) if edit == Edit::Remove => {
                let all = env.catalogue.sub_accounts.iter().map(|s| s.slug.clone()).collect();
                Scope::Named(Edit::Remove.apply(&all, asked.iter().cloned()))
            }
            (Scope::Named(asked), Scope::All) => Scope::Named(asked.clone()),
            (Scope::Named(asked), Scope::Named(held)) => Scope::Named(edit.apply(held, asked.iter().cloned())),
        };
        if let (Scope::Named(named), true) = (&wanted, edit != Edit::Remove)
            && named.iter().any(|slug| !env.catalogue.has_sub_account(slug))
        {
            return Err(Skip::NotInCatalogue);
        }
        if !actor.scope().covers(&wanted) {
            return Err(Skip::NoPermission);
        }
        let mut after = self.clone();
        after.grants.sub_accounts = wanted;
        self.granted(after, Action::SubAccountsChanged, env)
    }

    /// Changes the app roles (S0.5). In an external portal in production only external users can be added (S0.6).
    ///
    /// # Errors
    /// `deleted`, `not_in_catalogue`, `external_only`, `no_change`.
    pub fn set_app_roles(&self, edit: Edit, asked: &[String], env: &Env<'_>) -> Result<Change, Skip> {
        self.not_deleted()?;
        if edit != Edit::Remove && asked.iter().any(|name| !env.catalogue.has_app_role(name)) {
            return Err(Skip::NotInCatalogue);
        }
        let mut after = self.clone();
        after.grants.app_roles = edit.apply(&self.grants.app_roles, asked.iter().cloned());
        let added = !after.grants.app_roles.is_subset(&self.grants.app_roles);
        if added && self.kind != Kind::External && env.door == Door::ExternalProduction {
            return Err(Skip::ExternalOnly);
        }
        self.granted(after, Action::AppRolesChanged, env)
    }

    fn granted(&self, after: Self, action: Action, env: &Env<'_>) -> Result<Change, Skip> {
        if after.grants == self.grants {
            return Err(Skip::NoChange);
        }
        Ok(Change::new(self, after, action, env))
    }

    pub(super) fn not_deleted(&self) -> Result<(), Skip> {
        match self.lifecycle {
            super::Lifecycle::Deleted { .. } => Err(Skip::Deleted),
            _ => Ok(()),
        }
    }
}

/// Whether the portal is open to outsiders by now: then app roles are for them only (S0.6).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Door {
    /// A draft, or an internal portal.
    #[default]
    Open,
    /// An external portal in production.
    ExternalProduction,
}
