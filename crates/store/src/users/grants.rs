//! Which users were granted what: rows beside the users, so that filters and scopes need not read everybody.

use crate::StoreError;
use crate::chunks::exec_for_users;
use crate::portal_tx::PortalTx;
use crate::users::CHUNK;
use crate::values::{Rows, row};
use model::ids::UserPk;
use model::user::User;
use model::user::access::Scope;

/// What a row of the index is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GrantKind {
    /// A single permission.
    Permission,
    /// A module.
    Module,
    /// A sub-account.
    SubAccount,
    /// An app role, `app/role`.
    AppRole,
}

impl GrantKind {
    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Permission => "permission",
            Self::Module => "module",
            Self::SubAccount => "sub_account",
            Self::AppRole => "app_role",
        }
    }
}

/// The rows of one user.
pub(crate) fn rows_of(user: &User) -> Vec<(GrantKind, String)> {
    let grants = &user.grants;
    let permissions = grants
        .permissions
        .iter()
        .map(|p| (GrantKind::Permission, p.code().to_owned()));
    let modules = grants.modules.iter().map(|m| (GrantKind::Module, m.clone()));
    let app_roles = grants.app_roles.iter().map(|a| (GrantKind::AppRole, a.clone()));
    let mut rows: Vec<(GrantKind, String)> = permissions.chain(modules).chain(app_roles).collect();
    if let Scope::Named(named) = &grants.sub_accounts {
        rows.extend(named.iter().map(|s| (GrantKind::SubAccount, s.clone())));
    }
    rows
}

/// Adds the rows of new users.
pub(crate) fn index(p: &mut PortalTx<'_, '_>, users: &[&User]) -> Result<(), StoreError> {
    let all: Vec<(UserPk, GrantKind, String)> = users
        .iter()
        .flat_map(|user| rows_of(user).into_iter().map(|(kind, name)| (user.pk, kind, name)))
        .collect();
    for chunk in all.chunks(CHUNK) {
        let mut rows = Rows::default();
        for (pk, kind, name) in chunk {
            rows.push(row![p.portal.0, kind.code(), name.clone(), pk.0]);
        }
        let sql = |values: &str| format!("INSERT INTO user_grants (portal, kind, name, user_pk) {values}");
        rows.exec(p.tx, &[], sql)?;
    }
    Ok(())
}

/// Replaces the rows of users whose grants have changed.
///
/// # Errors
/// When the database fails.
pub fn reindex(p: &mut PortalTx<'_, '_>, users: &[&User]) -> Result<(), StoreError> {
    let pks: Vec<UserPk> = users.iter().map(|user| user.pk).collect();
    forget(p, &pks)?;
    index(p, users)
}

/// Removes the rows of users.
///
/// # Errors
/// When the database fails.
pub fn forget(p: &mut PortalTx<'_, '_>, pks: &[UserPk]) -> Result<(), StoreError> {
    exec_for_users(p.tx, pks, &[&p.portal.0], |list| {
        format!("DELETE FROM user_grants WHERE portal + 0 = $1 AND user_pk IN ({list})")
    })?;
    Ok(())
}
