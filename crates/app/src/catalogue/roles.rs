//! What a role of the portal's own may be, and who says so: nobody defines a role beyond what they hold and reach.

use crate::ctx::{Ctx, Write};
use crate::error::AppError;
use model::access::{Permission, Place, Role};
use model::catalogue::{Catalogue, OWN_RANKS, OwnRole};
use std::collections::BTreeSet;
use store::users::holders;

/// The permissions that a role of a customer's portal can hold, as far as the actor holds them: those of the provider are
/// not among them, whoever asks.
#[must_use]
pub fn grantable(ctx: &Ctx) -> Vec<Permission> {
    let of_a_portal = of_a_portal();
    let all = Permission::ALL.iter().copied();
    all.filter(|p| of_a_portal.contains(p) && ctx.actor.may(*p)).collect()
}

fn of_a_portal() -> BTreeSet<Permission> {
    Role::built_in("admin", Place::Portal)
        .map(|admin| Catalogue::default().permissions_of(&admin))
        .unwrap_or_default()
}

pub(super) fn allow(ctx: &Ctx, role: &OwnRole) -> Result<(), AppError> {
    if !OWN_RANKS.contains(&role.rank) {
        return Err(AppError::invalid("rank", words::t!("error-rank")));
    }
    if !ctx.actor.reaches(role.rank) {
        return Err(AppError::invalid("rank", words::t!("error-rank-below")));
    }
    if Role::built_in(&role.slug, Place::Portal).is_some() || Role::built_in(&role.slug, Place::Provider).is_some() {
        return Err(AppError::invalid("slug", words::t!("error-built-in-role")));
    }
    let allowed = grantable(ctx);
    match role.permissions.iter().find(|p| !allowed.contains(p)) {
        None => Ok(()),
        Some(beyond) => Err(AppError::invalid(
            "permissions",
            words::t!("error-not-held-here", permission = beyond.code()),
        )),
    }
}

pub(super) fn allow_touching(ctx: &Ctx, role: &OwnRole) -> Result<(), AppError> {
    if ctx.actor.reaches(role.rank) && role.permissions.iter().all(|p| ctx.actor.may(*p)) {
        return Ok(());
    }
    Err(AppError::conflict("outranked", words::t!("error-role-outranks")))
}

pub(super) fn free(w: &mut Write<'_, '_>, role: &OwnRole) -> Result<(), AppError> {
    let held = holders::of_roles(&mut w.p, std::slice::from_ref(role))?;
    match held.get(&role.slug) {
        None => Ok(()),
        Some(n) => Err(AppError::conflict(
            "role_in_use",
            words::t!("error-role-in-use", n = *n),
        )),
    }
}
