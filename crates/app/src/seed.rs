//! People for demonstrations and benchmarks: many languages and scripts, every status in realistic shares, years of history.
//! The same number and seed make the same people in any new portal. They get no mail, no links and no usable password, so
//! nobody can sign in as one of them; none is an admin. All addresses end in the reserved `.example`.

mod dice;
// Lists are read as lists, not one name to a line.
#[rustfmt::skip]
mod names;
mod people;

use crate::ctx::{Committed, Ctx, Write, change_of};
use crate::error::AppError;
use model::event::Action;
use model::ids::{PortalPk, UserId, UserPk};
use model::plan::CountDelta;
use model::user::{InactiveReason, Lifecycle, User};
use people::Person;
use std::ops::RangeInclusive;
use store::{counts, portals, users};

/// People per transaction: a fiftieth of all, within these. Their names are spread over whole indexes, so the more of them,
/// the fewer pages are written for each.
const AT_A_TIME: RangeInclusive<u64> = 2_000..=20_000;
/// After each, a page of the search index is merged for so many people: as much as it takes to stay small.
const PEOPLE_TO_A_PAGE: u64 = 2;
/// Most people in one run.
pub const MOST: u64 = 10_000_000;

/// Adds `n` people to the portal of the context and tells `progress` how many are there after each step. The audit log has
/// one entry for the whole run.
///
/// # Errors
/// `Invalid` for a number out of bounds or the provider's own portal; `Forbidden`; `Conflict` with code `already_user` when
/// somebody has one of the addresses. What was added before stays.
pub fn users(ctx: &Ctx, n: u64, seed: u64, progress: &mut dyn FnMut(u64)) -> Result<(), AppError> {
    ctx.require_for_change(model::access::Permission::UsersImport)?;
    if !(1..=MOST).contains(&n) {
        return Err(AppError::invalid("users", "Use a number from 1 to 10,000,000."));
    }
    if ctx.portal.pk == PortalPk::PROVIDER {
        return Err(AppError::invalid(
            "portal",
            "Demonstration people belong in a customer's portal: create one first.",
        ));
    }
    let at_a_time = (n / 50).clamp(*AT_A_TIME.start(), *AT_A_TIME.end());
    let merged = i64::try_from(at_a_time / PEOPLE_TO_A_PAGE).unwrap_or(i64::MAX);
    let mut done = 0;
    while done < n {
        let step = at_a_time.min(n - done);
        ctx.write(|w| chunk(ctx, w, seed, done..done + step, n))?;
        ctx.app.db().write(|tx| users::search::merge(tx, merged))?;
        done += step;
        progress(done);
    }
    Ok(ctx.app.db().write(users::know_numbers)?)
}

/// One transaction of people. The first one carries the audit entry, so that no seeded person is there without it.
fn chunk(
    ctx: &Ctx,
    w: &mut Write<'_, '_>,
    seed: u64,
    indexes: std::ops::Range<u64>,
    total: u64,
) -> Result<Committed<()>, AppError> {
    let first_of_all = indexes.start == 0;
    let portal = portals::lock(w.p.tx(), ctx.portal.pk)?.ok_or(AppError::NotFound("portal"))?;
    let mut seats = match portal.seat_limit {
        Some(limit) => Some(limit - counts::of_portal(&mut w.p)?.seats),
        None => None,
    };
    let size = usize::try_from(indexes.end - indexes.start).map_err(|e| AppError::Internal(e.to_string()))?;
    let first = users::take_numbers(&mut w.p, size)?;
    let mut people = Vec::with_capacity(size);
    for (number, index) in (first..).zip(indexes) {
        people.push(user(ctx, seed, index, number, &mut seats)?);
    }
    write(ctx, w, &people)?;
    if !first_of_all {
        return Ok(w.finish_silently("the first part of the run names the whole", ()));
    }
    let mut event = ctx.event(Action::UsersSeeded, None);
    event.changes = change_of("users", serde_json::Value::Null, total);
    event.changes.extend(change_of("seed", serde_json::Value::Null, seed));
    Ok(w.finish(vec![event], ()))
}

fn user(ctx: &Ctx, seed: u64, index: u64, number: i64, seats: &mut Option<i64>) -> Result<User, AppError> {
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    let env = ctx.env();
    let mut user =
        Person::new(seed, index, number, &env).user(UserPk::new(ctx.portal.pk, number), UserId(ctx.new_id()))?;
    if user.holds_seat()
        && let Some(free) = seats
    {
        if *free > 0 {
            *free -= 1;
        } else {
            user.lifecycle = Lifecycle::Inactive(InactiveReason::NoSeat);
            user.lock = None;
            // Who waits for a seat has accepted, and so proved the address.
            user.email_verified_at = user.email_verified_at.or(Some(user.lifecycle_since));
        }
    }
    user.status = user.status_at(&ctx.portal.policy, ctx.now);
    Ok(user)
}

fn write(ctx: &Ctx, w: &mut Write<'_, '_>, people: &[User]) -> Result<(), AppError> {
    let policy = &ctx.portal.policy;
    let all: Vec<&User> = people.iter().collect();
    users::insert(&mut w.p, &all, policy)?;
    // Who locked, and why, is no part of an insertion.
    let inserted: Vec<&User> = people.iter().filter(|user| user.lock.is_some()).collect();
    let locked = inserted.iter().map(|user| User {
        version: user.version + 1,
        ..User::clone(user)
    });
    let locked: Vec<User> = locked.collect();
    users::update(&mut w.p, &inserted.into_iter().zip(&locked).collect::<Vec<_>>(), policy)?;
    let mut delta = CountDelta::default();
    all.iter().for_each(|user| delta.enter(user));
    Ok(counts::add(&mut w.p, &delta)?)
}
