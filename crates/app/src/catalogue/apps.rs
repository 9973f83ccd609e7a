//! Roles inside an app (S0.5).

use super::{Changed, alter, edit, event_of, finish, release};
use crate::ctx::Ctx;
use crate::error::AppError;
use model::access::Permission;
use model::catalogue::{App, AppRole};
use model::user::losing::Lost;
use store::users::grants::GrantKind;
use store::users::holders;

/// Adds a role to an app.
///
/// # Errors
/// `Forbidden`, `NotFound` for the app, `Invalid`, `Stale`.
pub fn add_app_role(ctx: &Ctx, app: &str, new: &AppRole, seen: Option<i64>) -> Result<Changed<App>, AppError> {
    edit::<App>(ctx, app, seen, |app| {
        let slug = super::slug(&new.slug)?;
        if app.roles.iter().any(|role| role.slug == slug) {
            return Err(AppError::invalid("slug", words::t!("error-word-taken")));
        }
        app.roles.push(AppRole {
            slug,
            name: super::name(&new.name)?,
        });
        Ok(())
    })
}

/// Gives a role of an app another name.
///
/// # Errors
/// `Forbidden`, `NotFound`, `Invalid`, `Stale`.
pub fn rename_app_role(
    ctx: &Ctx,
    app: &str,
    role: &str,
    name: &str,
    seen: Option<i64>,
) -> Result<Changed<App>, AppError> {
    edit::<App>(ctx, app, seen, |app| {
        let found = app.roles.iter_mut().find(|known| known.slug == role);
        found.ok_or(AppError::NotFound("app role"))?.name = super::name(name)?;
        Ok(())
    })
}

/// Removes a role of an app, and takes it from whoever holds it in the same transaction.
///
/// # Errors
/// `Forbidden`, `NotFound`, `Stale`.
pub fn remove_app_role(ctx: &Ctx, app: &str, role: &str, seen: Option<i64>) -> Result<Changed<App>, AppError> {
    alter(ctx, Permission::PortalSettings, seen, |w, portal| {
        let found = portal.catalogue.apps.iter_mut().find(|known| known.slug == app);
        let found = found.ok_or(AppError::NotFound("app"))?;
        let before = found.clone();
        found.roles.retain(|known| known.slug != role);
        if found.roles.len() == before.roles.len() {
            return Err(AppError::NotFound("app role"));
        }
        let after = found.clone();
        let names = vec![format!("{app}/{role}")];
        let held = holders::granted(&mut w.p, GrantKind::AppRole, &names)?;
        let mut events = vec![event_of(ctx, Some(&before), Some(&after))?];
        events.extend(release(ctx, w, &Lost::AppRoles(names), &held)?);
        finish(ctx, w, portal, events, after)
    })
}
