//! Reading the audit log (S3.15 to S3.20).

use crate::ctx::Ctx;
use crate::error::AppError;
use model::access::Permission;
use model::event::Event;
use model::ids::EventId;
pub use store::audit::EventQuery;

/// One page of the log, newest first.
#[derive(Clone, Debug)]
pub struct ActivityPage {
    /// The lines.
    pub events: Vec<Event>,
    /// Whether older lines follow.
    pub more: bool,
}

/// The log of the portal.
///
/// # Errors
/// `Forbidden`: somebody without the permission sees only what they did themselves.
pub fn list(ctx: &Ctx, query: &EventQuery) -> Result<ActivityPage, AppError> {
    let own = query.actor_pk.is_some() && query.actor_pk == ctx.person().map(|p| p.pk);
    if !own {
        ctx.require(Permission::ActivityView)?;
    }
    let limit = query.limit.clamp(1, 200);
    let wanted = EventQuery {
        limit: limit + 1,
        ..query.clone()
    };
    let mut events = ctx.read(|p| Ok(store::audit::list(p, &wanted)?))?;
    let more = events.len() > limit;
    if query.before.is_some() && more {
        // Walking back, the line too many is the newest one.
        events.remove(0);
    } else {
        events.truncate(limit);
    }
    Ok(ActivityPage { events, more })
}

/// One line of the log.
///
/// # Errors
/// `NotFound`, `Forbidden`.
pub fn get(ctx: &Ctx, id: EventId) -> Result<Event, AppError> {
    let event = ctx
        .read(|p| Ok(store::audit::by_id(p, id)?))?
        .ok_or(AppError::NotFound("entry"))?;
    if event.by.pk.is_none() || event.by.pk != ctx.person().map(|p| p.pk) {
        ctx.require(Permission::ActivityView)?;
    }
    Ok(event)
}
