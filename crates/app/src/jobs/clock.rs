//! Time passes: invitations run out, automatic locks end, passwords expire, and what has run out is cleared away.

use super::{Step, Stop};
use crate::App;
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::users::apply::{change_event, write_changes};
use model::access::SystemActor;
use model::ids::{PortalPk, UserPk};
use model::plan::Change;
use model::time::{Span, Time};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use store::{links, sessions, users};

/// After so long without a password the memory for passwords is given back.
const PASSWORDS_UNUSED: Duration = Duration::from_secs(10);

/// One chunk of users whose status time has changed.
pub(super) fn step(app: &App, _: &Stop) -> Result<Step, AppError> {
    let now = app.clock().now();
    if app.takes_cleaning(now) {
        clear_away(app, now)?;
    }
    let due = app.db().read(|tx| users::due(tx, now, 500))?;
    if due.is_empty() {
        app.db().rest();
        app.hasher().forget_unused(PASSWORDS_UNUSED);
        return recheck(app);
    }
    let mut by_portal: BTreeMap<PortalPk, Vec<UserPk>> = BTreeMap::new();
    for pk in due {
        by_portal.entry(pk.portal()).or_default().push(pk);
    }
    for (portal, pks) in by_portal {
        tick(app, portal, &pks)?;
    }
    Ok(Step::Worked)
}

/// Rows that no longer work take only space: sessions that have run out, links a month after their end.
fn clear_away(app: &App, now: Time) -> Result<(), AppError> {
    app.db().write(|tx| {
        sessions::remove_expired(tx, now, 10_000)?;
        links::remove_old(tx, now - Span::days(30), 10_000)?;
        Ok(())
    })
}

fn tick(app: &App, portal: PortalPk, pks: &[UserPk]) -> Result<(), AppError> {
    let ctx = app.system_ctx(SystemActor::Clock, app.portal(portal)?);
    ctx.write(|w| {
        let ctx = crate::users::apply::behind_lock(&ctx, w)?;
        let env = ctx.env();
        let loaded = users::lock_by_pk(&mut w.p, pks)?;
        let mut changes: Vec<Change> = Vec::with_capacity(loaded.len());
        for found in &loaded {
            match found.user.tick(&env) {
                Some(change) => changes.push(change),
                // Due by the row but not by the facts: the row is put right, or the clock would come back for ever.
                None => users::set_clock(&mut w.p, found.user.pk, found.user.clock_at(env.policy))?,
            }
        }
        let changes: Vec<&Change> = changes.iter().collect();
        write_changes(&ctx, w, &changes)?;
        Ok(w.finish(changes.iter().map(|c| change_event(&ctx, c, None)).collect(), ()))
    })
}

/// Users of a portal that are looked at again in one go.
const CHUNK: i64 = 500;

/// One chunk of the pass over a portal whose policy has changed: what the new rules make of its users.
fn recheck(app: &App) -> Result<Step, AppError> {
    let Some(portal) = app.db().read(store::portals::to_recheck)? else {
        return Ok(Step::Idle);
    };
    let ctx = app.system_ctx(SystemActor::Clock, app.portal(portal)?);
    ctx.write(|w| {
        // The rules are read behind the lock: a chunk under former ones would not be looked at again.
        let portal = store::portals::lock(w.p.tx(), portal)?.ok_or(AppError::NotFound("portal"))?;
        let ctx = Ctx {
            portal: Arc::new(portal),
            ..ctx.clone()
        };
        let Some(pks) = store::portals::next_to_recheck(&mut w.p, CHUNK)? else {
            return Ok(w.finish_silently("another server has ended the pass", Step::Worked));
        };
        store::portals::rechecked(&mut w.p, pks.last().copied())?;
        let env = ctx.env();
        let loaded = users::lock_by_pk(&mut w.p, &pks)?;
        let (mut changes, mut clocks) = (Vec::new(), Vec::new());
        for found in &loaded {
            match found.user.refreshed(&env) {
                Some(change) => changes.push(change),
                None => clocks.push((found.user.pk, found.user.clock_at(env.policy))),
            }
        }
        store::portals::set_clocks(&mut w.p, &clocks)?;
        let changes: Vec<&Change> = changes.iter().collect();
        write_changes(&ctx, w, &changes)?;
        let events = changes.iter().map(|c| change_event(&ctx, c, None)).collect();
        Ok(w.finish(events, Step::Worked))
    })
}
