//! Who holds what the portal defines: for numbers on pages, and for taking it away from everybody.

use super::grants::GrantKind;
use super::seen::{self, Value};
use super::{USER_COLUMNS, user};
use crate::StoreError;
use crate::db::Param;
use crate::portal_tx::PortalTx;
use crate::values::list;
use model::catalogue::OwnRole;
use model::ids::UserPk;
use model::user::User;
use std::collections::BTreeMap;

/// How many users in sight hold each of the portal's own roles; deleted ones aside. Roles that nobody holds are not named.
///
/// # Errors
/// When the database fails.
pub fn of_roles(p: &mut PortalTx<'_, '_>, roles: &[OwnRole]) -> Result<BTreeMap<String, i64>, StoreError> {
    if roles.is_empty() {
        return Ok(BTreeMap::new());
    }
    // The rank is what the index knows.
    let mut params: Vec<Value> = vec![Box::new(p.portal.0)];
    params.extend(roles.iter().map(|role| Box::new(role.rank) as Value));
    params.extend(roles.iter().map(|role| Box::new(role.slug.clone()) as Value));
    let seen = seen::and(p, "users.pk", &mut params);
    let sql = format!(
        "SELECT role, COUNT(*) FROM users WHERE portal = $1 AND role_rank IN ({}) AND role IN ({}) \
         AND lifecycle <> 'deleted'{seen} GROUP BY role",
        list(1, roles.len()),
        list(1 + roles.len(), roles.len()),
    );
    let rows =
        p.tx.rows(&sql, &seen::bound(&params), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.into_iter().collect())
}

/// How many users in sight were granted each thing of a kind; deleted ones aside. What nobody holds is not named.
///
/// # Errors
/// When the database fails.
pub fn of_kind(p: &mut PortalTx<'_, '_>, kind: GrantKind) -> Result<BTreeMap<String, i64>, StoreError> {
    let mut params: Vec<Value> = vec![Box::new(p.portal.0), Box::new(kind.code())];
    let seen = seen::and(p, "users.pk", &mut params);
    // Inside the condition of sight the grants have their own name.
    let sql = format!(
        "SELECT held.name, COUNT(*) FROM user_grants AS held JOIN users ON users.pk = held.user_pk \
         WHERE held.portal = $1 AND held.kind = $2 AND users.lifecycle <> 'deleted'{seen} GROUP BY held.name"
    );
    let rows =
        p.tx.rows(&sql, &seen::bound(&params), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.into_iter().collect())
}

/// Everybody who was granted one of these, deleted users too, in row-key order.
///
/// # Errors
/// When the database fails.
pub fn granted(p: &mut PortalTx<'_, '_>, kind: GrantKind, names: &[String]) -> Result<Vec<UserPk>, StoreError> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT DISTINCT user_pk FROM user_grants WHERE portal = $1 AND kind = $2 AND name IN ({}) ORDER BY user_pk",
        list(2, names.len()),
    );
    let code = kind.code();
    let mut params: Vec<&dyn Param> = vec![&p.portal.0, &code];
    params.extend(names.iter().map(|name| name as &dyn Param));
    p.tx.rows(&sql, &params, |row| row.get(0).map(UserPk))
}

/// The deleted users who had a role: it stays with them until they are restored or erased.
///
/// # Errors
/// When the database fails.
pub fn deleted_with_role(p: &mut PortalTx<'_, '_>, role: &OwnRole) -> Result<Vec<UserPk>, StoreError> {
    let sql =
        "SELECT pk FROM users WHERE portal = $1 AND role_rank = $2 AND role = $3 AND lifecycle = 'deleted' ORDER BY pk";
    p.tx.rows(sql, &[&p.portal.0, &role.rank, &role.slug], |row| {
        row.get(0).map(UserPk)
    })
}

/// The users who count as admins (C8), in row-key order; deleted ones aside.
///
/// # Errors
/// When the database fails.
pub fn admins(p: &mut PortalTx<'_, '_>) -> Result<Vec<UserPk>, StoreError> {
    let sql =
        "SELECT pk FROM users WHERE portal = $1 AND role IN ('admin', 'owner') AND lifecycle <> 'deleted' ORDER BY pk";
    p.tx.rows(sql, &[&p.portal.0], |row| row.get(0).map(UserPk))
}

/// Users who are not external and hold app roles (S0.7), by address; deleted ones aside.
///
/// # Errors
/// When the database fails.
pub fn internal_with_app_roles(p: &mut PortalTx<'_, '_>) -> Result<Vec<User>, StoreError> {
    let sql = format!(
        "SELECT {USER_COLUMNS} FROM users WHERE portal + 0 = $1 AND kind <> 'external' AND lifecycle <> 'deleted' \
         AND pk IN (SELECT user_pk FROM user_grants WHERE portal = $1 AND kind = 'app_role') ORDER BY email_sort, pk"
    );
    p.tx.rows(&sql, &[&p.portal.0], |row| user(row, 0))
}
