//! Into production (S0.6, S0.7): from then on only external users can be added to app roles of an external portal, so the
//! report names the internal ones who still hold some.

use crate::catalogue::{self, inside};
use crate::ctx::{Ctx, change_of};
use crate::error::AppError;
use model::access::Permission;
use model::event::Action;
use model::user::User;
use store::portals::{self, Portal, PortalKind, Stage};
use store::users::holders;

/// Where the portal is, and who would not get in any more.
#[derive(Clone, Debug)]
pub struct Deployment {
    /// Whom the portal is for.
    pub kind: PortalKind,
    /// Whether it is in production.
    pub stage: Stage,
    /// Users of the provider or the owner who hold app roles: for testing they may, in production they should not.
    pub internal_users: Vec<User>,
    /// The version of the portal's row.
    pub version: i64,
}

/// Who may deploy: the portal's admin, and the provider's staff who manage portals.
#[must_use]
pub fn permission(ctx: &Ctx) -> Permission {
    if ctx.is_visiting() && ctx.actor.may(Permission::PortalsManage) {
        Permission::PortalsManage
    } else {
        Permission::PortalSettings
    }
}

/// The report, before and after.
///
/// # Errors
/// `Forbidden`, `NotFound` in the provider's own portal.
pub fn report(ctx: &Ctx) -> Result<Deployment, AppError> {
    catalogue::require(ctx, permission(ctx))?;
    ctx.require(Permission::UsersView)?;
    ctx.read(|p| {
        let portal = portals::by_pk(p.tx(), ctx.portal.pk)?.ok_or(AppError::NotFound("portal"))?;
        Ok(of(&portal, holders::internal_with_app_roles(p)?))
    })
}

/// Takes the portal into production. Nobody loses anything by that: the report says who should.
///
/// # Errors
/// `Forbidden`, `NotFound`, `Stale`, `Conflict` with code `already_deployed`.
pub fn deploy(ctx: &Ctx, seen: Option<i64>) -> Result<Deployment, AppError> {
    catalogue::require_for_change(ctx, permission(ctx))?;
    ctx.require(Permission::UsersView)?;
    ctx.write(|w| {
        let before = portals::lock(w.p.tx(), ctx.portal.pk)?.ok_or(AppError::NotFound("portal"))?;
        if seen.is_some_and(|seen| seen != before.version) {
            return Err(AppError::Stale);
        }
        if before.stage == Stage::Production {
            return Err(AppError::conflict("already_deployed", words::t!("error-in-production")));
        }
        let after = Portal {
            stage: Stage::Production,
            ..before.clone()
        };
        portals::update(w.p.tx(), &after, ctx.now)?;
        let internal = holders::internal_with_app_roles(&mut w.p)?;
        let mut event = inside(ctx, &after).event(Action::PortalDeployed, None);
        event.changes = change_of("stage", before.stage.code(), after.stage.code());
        let done = Deployment {
            version: after.version + 1,
            ..of(&after, internal)
        };
        Ok(w.finish(vec![event], done))
    })
}

fn of(portal: &Portal, internal_users: Vec<User>) -> Deployment {
    Deployment {
        kind: portal.kind,
        stage: portal.stage,
        internal_users,
        version: portal.version,
    }
}
