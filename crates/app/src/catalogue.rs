//! What a portal defines for itself: roles, modules, sub-accounts, apps with their roles (S0.5, S4.7, S4.9). One row holds
//! all of it; whoever changes it works behind that row's lock, and a change counts at the next request of everybody.

mod apps;
mod parts;
mod roles;

pub use apps::{add_app_role, remove_app_role, rename_app_role};
pub use parts::Part;
pub use roles::grantable;

use crate::ctx::{Ctx, Write, change_of};
use crate::error::AppError;
use crate::users::apply::{behind_lock, change_event, write_changes};
use model::access::Permission;
use model::catalogue::Catalogue;
use model::event::{Action, Event};
use model::ids::{PortalPk, UserPk};
use model::name::{PersonName, Slug};
use model::plan::Change;
use model::user::access::Scope;
use model::user::losing::Lost;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::portals::{self, Portal};
use store::users::{self, grants::GrantKind, holders};

/// The catalogue with how many users hold each entry.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The definitions; sub-accounts only those that the viewer sees.
    pub catalogue: Catalogue,
    /// The version of the portal's row: the ETag of every entry.
    pub version: i64,
    /// Holders of the portal's own roles.
    pub roles: BTreeMap<String, i64>,
    /// Holders of modules.
    pub modules: BTreeMap<String, i64>,
    /// Users limited to each sub-account.
    pub sub_accounts: BTreeMap<String, i64>,
    /// Holders of app roles, by `app/role`.
    pub app_roles: BTreeMap<String, i64>,
}

/// Everything that the portal defines.
///
/// # Errors
/// `Forbidden`.
pub fn overview(ctx: &Ctx) -> Result<Overview, AppError> {
    ctx.require(Permission::UsersView)?;
    ctx.read(|p| {
        let portal = portals::by_pk(p.tx(), ctx.portal.pk)?.ok_or(AppError::NotFound("portal"))?;
        let mut catalogue = portal.catalogue;
        let mut sub_accounts = holders::of_kind(p, GrantKind::SubAccount)?;
        if let Scope::Named(named) = ctx.actor.scope() {
            catalogue.sub_accounts.retain(|s| named.contains(&s.slug));
            sub_accounts.retain(|slug, _| named.contains(slug));
        }
        Ok(Overview {
            version: portal.version,
            roles: holders::of_roles(p, &catalogue.roles)?,
            modules: holders::of_kind(p, GrantKind::Module)?,
            sub_accounts,
            app_roles: holders::of_kind(p, GrantKind::AppRole)?,
            catalogue,
        })
    })
}

/// An entry after a change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Changed<P> {
    /// The entry.
    pub part: P,
    /// The portal's new version.
    pub version: i64,
}

/// Adds an entry. `seen` is the version of the portal that the caller looked at, if it says so.
///
/// # Errors
/// `Forbidden`, `Invalid`, `Stale`.
pub fn create<P: Part>(ctx: &Ctx, new: &P, seen: Option<i64>) -> Result<Changed<P>, AppError> {
    alter(ctx, P::PERMISSION, seen, |w, portal| {
        let part = new.tidied()?;
        if P::all(&portal.catalogue)
            .iter()
            .any(|known| known.slug() == part.slug())
        {
            return Err(AppError::invalid("slug", words::t!("error-word-taken")));
        }
        part.allow(ctx)?;
        P::all_mut(&mut portal.catalogue).push(part.clone());
        let event = event_of(ctx, None, Some(&part))?;
        finish(ctx, w, portal, vec![event], part)
    })
}

/// Changes an entry; its slug stays.
///
/// # Errors
/// `Forbidden`, `NotFound`, `Invalid`, `Stale`.
pub fn edit<P: Part>(
    ctx: &Ctx,
    slug: &str,
    seen: Option<i64>,
    change: impl Fn(&mut P) -> Result<(), AppError>,
) -> Result<Changed<P>, AppError> {
    alter(ctx, P::PERMISSION, seen, |w, portal| {
        let found = P::all_mut(&mut portal.catalogue)
            .iter_mut()
            .find(|part| part.slug() == slug);
        let part = found.ok_or(AppError::NotFound(P::NOUN))?;
        let before = part.clone();
        before.allow_touching(ctx)?;
        change(part)?;
        *part = part.tidied()?;
        part.allow(ctx)?;
        let part = part.clone();
        let event = event_of(ctx, Some(&before), Some(&part))?;
        finish(ctx, w, portal, vec![event], part)
    })
}

/// Removes an entry, and takes it from whoever holds it in the same transaction; a role must not be held.
///
/// # Errors
/// `Forbidden`, `NotFound`, `Stale`, `Conflict` with code `role_in_use`.
pub fn remove<P: Part>(ctx: &Ctx, slug: &str, seen: Option<i64>) -> Result<Changed<P>, AppError> {
    alter(ctx, P::PERMISSION, seen, |w, portal| {
        let all = P::all_mut(&mut portal.catalogue);
        let at = all.iter().position(|part| part.slug() == slug);
        let part = all.remove(at.ok_or(AppError::NotFound(P::NOUN))?);
        part.allow_touching(ctx)?;
        part.free(w)?;
        let mut events = vec![event_of(ctx, Some(&part), None)?];
        let (lost, holders) = part.lost(w)?;
        events.extend(release(ctx, w, &lost, &holders)?);
        finish(ctx, w, portal, events, part)
    })
}

/// Opens a change of the catalogue: who may, which version, behind the portal's lock.
fn alter<T>(
    ctx: &Ctx,
    permission: Permission,
    seen: Option<i64>,
    mut body: impl FnMut(&mut Write<'_, '_>, &mut Portal) -> Result<Done<T>, AppError>,
) -> Result<Changed<T>, AppError> {
    require_for_change(ctx, permission)?;
    ctx.write(|w| {
        let mut portal = portals::lock(w.p.tx(), ctx.portal.pk)?.ok_or(AppError::NotFound("portal"))?;
        if seen.is_some_and(|seen| seen != portal.version) {
            return Err(AppError::Stale);
        }
        let Done { events, part } = body(w, &mut portal)?;
        let version = portal.version + 1;
        Ok(w.finish(events, Changed { part, version }))
    })
}

/// Who may change what concerns the portal as a whole: with the permission, and not limited to a part of it. The
/// provider's own portal has the built-in roles and nothing else.
pub(crate) fn require_for_change(ctx: &Ctx, permission: Permission) -> Result<(), AppError> {
    if ctx.portal.pk == PortalPk::PROVIDER {
        return Err(AppError::NotFound("page"));
    }
    ctx.require_for_change(permission)?;
    require(ctx, permission)
}

/// The same before something is only shown.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Conflict` with code `limited_to_sub_accounts`.
pub fn require(ctx: &Ctx, permission: Permission) -> Result<(), AppError> {
    if ctx.portal.pk == PortalPk::PROVIDER {
        return Err(AppError::NotFound("page"));
    }
    ctx.require(permission)?;
    of_the_whole(ctx)
}

/// Refuses who is limited to a part of the portal.
pub(crate) fn of_the_whole(ctx: &Ctx) -> Result<(), AppError> {
    if ctx.actor.scope().is_all() {
        return Ok(());
    }
    Err(AppError::conflict(
        "limited_to_sub_accounts",
        words::t!("error-some-sub-accounts"),
    ))
}

/// What a change of the catalogue leaves behind.
struct Done<T> {
    events: Vec<Event>,
    part: T,
}

fn finish<T>(
    ctx: &Ctx,
    w: &mut Write<'_, '_>,
    portal: &Portal,
    events: Vec<Event>,
    part: T,
) -> Result<Done<T>, AppError> {
    portal
        .catalogue
        .check()
        .map_err(|wrong| AppError::invalid(wrong.field, wrong.bound))?;
    portals::update(w.p.tx(), portal, ctx.now)?;
    Ok(Done { events, part })
}

fn event_of<P: Part>(ctx: &Ctx, before: Option<&P>, after: Option<&P>) -> Result<Event, AppError> {
    let value = |part: Option<&P>| match part {
        None => Ok(Value::Null),
        Some(part) => serde_json::to_value(part).map_err(|e| AppError::Internal(e.to_string())),
    };
    let mut event = ctx.event(Action::CatalogueChanged, None);
    event.changes = change_of(P::FIELD, value(before)?, value(after)?);
    Ok(event)
}

/// Takes something from everybody who holds it, a chunk at a time; one event each.
fn release(ctx: &Ctx, w: &mut Write<'_, '_>, lost: &Lost, holders: &[UserPk]) -> Result<Vec<Event>, AppError> {
    let ctx = &behind_lock(ctx, w)?;
    let mut events = Vec::with_capacity(holders.len());
    for chunk in holders.chunks(users::CHUNK) {
        let held = users::lock_by_pk(&mut w.p, chunk)?;
        let changes: Vec<Change> = held.iter().map(|c| c.user.lose(lost, &ctx.env())).collect();
        let changes: Vec<&Change> = changes.iter().collect();
        write_changes(ctx, w, &changes)?;
        events.extend(changes.iter().map(|change| change_event(ctx, change, None)));
    }
    Ok(events)
}

/// The same context with another state of its portal.
pub(crate) fn inside(ctx: &Ctx, portal: &Portal) -> Ctx {
    Ctx {
        portal: Arc::new(portal.clone()),
        ..ctx.clone()
    }
}

fn name(text: &str) -> Result<String, AppError> {
    PersonName::parse(text)
        .map(|name| name.to_string())
        .map_err(|e| AppError::invalid("name", e))
}

fn slug(text: &str) -> Result<String, AppError> {
    Slug::parse(text.trim())
        .map(|slug| slug.to_string())
        .map_err(|e| AppError::invalid("slug", e))
}
