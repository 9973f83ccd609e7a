//! The four kinds of entries, as far as they are alike.

use super::{name, roles, slug};
use crate::ctx::{Ctx, Write};
use crate::error::AppError;
use model::access::{Permission, Place, Role};
use model::catalogue::{App, Catalogue, Module, OwnRole, SubAccount};
use model::ids::UserPk;
use model::user::losing::Lost;
use serde::Serialize;
use store::users::grants::GrantKind;
use store::users::holders;

/// An entry of the catalogue.
pub trait Part: Clone + PartialEq + Serialize + Send + Sync + 'static {
    /// The field in the audit log.
    const FIELD: &'static str;
    /// What is not found where there is none.
    const NOUN: &'static str;
    /// Who may change it.
    const PERMISSION: Permission;

    /// The word in the API.
    fn slug(&self) -> &str;

    /// All of them.
    fn all(catalogue: &Catalogue) -> &[Self];

    /// All of them, to be changed.
    fn all_mut(catalogue: &mut Catalogue) -> &mut Vec<Self>;

    /// The same with its texts as they are stored.
    ///
    /// # Errors
    /// `Invalid` for `slug` and `name`.
    fn tidied(&self) -> Result<Self, AppError>;

    /// What it takes from those who hold it when it goes, and who they are.
    ///
    /// # Errors
    /// When the database fails.
    fn lost(&self, w: &mut Write<'_, '_>) -> Result<(Lost, Vec<UserPk>), AppError>;

    /// Whether the actor may bring it into this form.
    ///
    /// # Errors
    /// `Invalid` with the field that goes too far.
    fn allow(&self, _ctx: &Ctx) -> Result<(), AppError> {
        Ok(())
    }

    /// Whether the actor may change or remove it at all.
    ///
    /// # Errors
    /// `Conflict` with code `outranked`.
    fn allow_touching(&self, _ctx: &Ctx) -> Result<(), AppError> {
        Ok(())
    }

    /// Whether it may go although somebody holds it.
    ///
    /// # Errors
    /// `Conflict` with code `role_in_use`.
    fn free(&self, _w: &mut Write<'_, '_>) -> Result<(), AppError> {
        Ok(())
    }
}

impl Part for OwnRole {
    const FIELD: &'static str = "roles";
    const NOUN: &'static str = "role";
    const PERMISSION: Permission = Permission::RolesManage;

    fn slug(&self) -> &str {
        &self.slug
    }

    fn all(catalogue: &Catalogue) -> &[Self] {
        &catalogue.roles
    }

    fn all_mut(catalogue: &mut Catalogue) -> &mut Vec<Self> {
        &mut catalogue.roles
    }

    fn tidied(&self) -> Result<Self, AppError> {
        Ok(Self {
            slug: slug(&self.slug)?,
            name: name(&self.name)?,
            ..self.clone()
        })
    }

    fn lost(&self, w: &mut Write<'_, '_>) -> Result<(Lost, Vec<UserPk>), AppError> {
        let user = Role::built_in("user", Place::Portal);
        let user = user.ok_or_else(|| AppError::Internal(String::from("the role user is missing")))?;
        Ok((Lost::Role(user), holders::deleted_with_role(&mut w.p, self)?))
    }

    fn allow(&self, ctx: &Ctx) -> Result<(), AppError> {
        roles::allow(ctx, self)
    }

    fn allow_touching(&self, ctx: &Ctx) -> Result<(), AppError> {
        roles::allow_touching(ctx, self)
    }

    fn free(&self, w: &mut Write<'_, '_>) -> Result<(), AppError> {
        roles::free(w, self)
    }
}

impl Part for Module {
    const FIELD: &'static str = "modules";
    const NOUN: &'static str = "module";
    const PERMISSION: Permission = Permission::PortalSettings;

    fn slug(&self) -> &str {
        &self.slug
    }

    fn all(catalogue: &Catalogue) -> &[Self] {
        &catalogue.modules
    }

    fn all_mut(catalogue: &mut Catalogue) -> &mut Vec<Self> {
        &mut catalogue.modules
    }

    fn tidied(&self) -> Result<Self, AppError> {
        Ok(Self {
            slug: slug(&self.slug)?,
            name: name(&self.name)?,
            ..self.clone()
        })
    }

    fn lost(&self, w: &mut Write<'_, '_>) -> Result<(Lost, Vec<UserPk>), AppError> {
        let names = [self.slug.clone()];
        let held = holders::granted(&mut w.p, GrantKind::Module, &names)?;
        Ok((Lost::Module(self.slug.clone()), held))
    }
}

impl Part for SubAccount {
    const FIELD: &'static str = "sub_accounts";
    const NOUN: &'static str = "sub-account";
    const PERMISSION: Permission = Permission::PortalSettings;

    fn slug(&self) -> &str {
        &self.slug
    }

    fn all(catalogue: &Catalogue) -> &[Self] {
        &catalogue.sub_accounts
    }

    fn all_mut(catalogue: &mut Catalogue) -> &mut Vec<Self> {
        &mut catalogue.sub_accounts
    }

    fn tidied(&self) -> Result<Self, AppError> {
        Ok(Self {
            slug: slug(&self.slug)?,
            name: name(&self.name)?,
        })
    }

    fn lost(&self, w: &mut Write<'_, '_>) -> Result<(Lost, Vec<UserPk>), AppError> {
        let names = [self.slug.clone()];
        let held = holders::granted(&mut w.p, GrantKind::SubAccount, &names)?;
        Ok((Lost::SubAccount(self.slug.clone()), held))
    }
}

impl Part for App {
    const FIELD: &'static str = "apps";
    const NOUN: &'static str = "app";
    const PERMISSION: Permission = Permission::PortalSettings;

    fn slug(&self) -> &str {
        &self.slug
    }

    fn all(catalogue: &Catalogue) -> &[Self] {
        &catalogue.apps
    }

    fn all_mut(catalogue: &mut Catalogue) -> &mut Vec<Self> {
        &mut catalogue.apps
    }

    fn tidied(&self) -> Result<Self, AppError> {
        let mut app = Self {
            slug: slug(&self.slug)?,
            name: name(&self.name)?,
            roles: self.roles.clone(),
        };
        for role in &mut app.roles {
            role.slug = slug(&role.slug)?;
            role.name = name(&role.name)?;
        }
        Ok(app)
    }

    fn lost(&self, w: &mut Write<'_, '_>) -> Result<(Lost, Vec<UserPk>), AppError> {
        let names: Vec<String> = self
            .roles
            .iter()
            .map(|role| format!("{}/{}", self.slug, role.slug))
            .collect();
        let held = holders::granted(&mut w.p, GrantKind::AppRole, &names)?;
        Ok((Lost::AppRoles(names), held))
    }
}
