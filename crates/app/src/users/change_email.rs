//! Another e-mail address: asked for by an admin or by the person, cancelled by either (S0.36). The links that confirm
//! it and take it back are in `email_link`.

use crate::ctx::{Ctx, Write};
use crate::error::AppError;
use crate::operations::{self, Fresh, Key};
use crate::users::apply::{apply, behind_lock, change_event, line, room, write_changes};
use crate::users::password;
use crate::users::run::Answer;
use model::access::Permission;
use model::email::Email;
use model::ids::{UserId, UserPk};
use model::operation::Work;
use model::plan::{Candidate, Change, Decision, Plan, Room};
use model::report::{Line, Outcome, Report, Skip};
use model::user::User;
use model::user::email_change::Address;
use store::links::Purpose;
use store::portal_tx::PortalTx;
use store::{links, outbox, portals, users};

/// Reads the new address of a form or body.
///
/// # Errors
/// `Invalid` for the field `email`.
pub fn parse(text: &str) -> Result<Email, AppError> {
    Email::parse(text).map_err(|why| AppError::invalid("email", why))
}

/// What an admin's change would do: the report has one line.
///
/// # Errors
/// `Forbidden`, or the database's.
pub fn preview(ctx: &Ctx, id: UserId, to: &Email) -> Result<Report, AppError> {
    ctx.require(Permission::UsersEdit)?;
    ctx.read(|p| {
        let portal = portals::lock(p.tx(), ctx.portal.pk)?.ok_or(AppError::NotFound("portal"))?;
        let held = store::counts::of_portal(p)?.seats;
        let mut room = Room {
            seats: portal.seat_limit.map(|limit| limit - held),
            admins: users::able_admins(p)?,
            admin_places: None,
        };
        let found = users::lock(p, &[id])?.pop();
        let decision = decide(ctx, p, found, to, &mut room)?;
        Ok(report(id, decision.as_ref()))
    })
}

/// An admin's change: access ends at once and waits for the new address. The report has one line.
///
/// # Errors
/// `Forbidden`, `Conflict` when the address was taken in this moment, or the database's.
pub fn change(ctx: &Ctx, id: UserId, to: &Email) -> Result<Report, AppError> {
    change_once(ctx, id, to, None)
}

/// As [`change`]; the same `key` again gives the first answer.
///
/// # Errors
/// As [`change`], and `KeyReused`.
pub fn change_once(ctx: &Ctx, id: UserId, to: &Email, key: Option<Key>) -> Result<Report, AppError> {
    ctx.require_for_change(Permission::UsersEdit)?;
    let work = Work::Single {
        action: String::from("change-email"),
    };
    let fresh = match operations::fresh(ctx, &work, format_args!("{id} {to}"), key)? {
        Fresh::Replay(Answer::Finished { report, .. }) => return Ok(told_again(report, to)),
        Fresh::Replay(Answer::Started(_)) => return Err(AppError::Internal(String::from("a single one runs on"))),
        Fresh::New(fresh) => fresh,
    };
    let scoped = ctx.with_operation(fresh.id);
    scoped.write(|w| {
        let ctx = &scoped;
        let (ctx, mut room) = room(ctx, w)?;
        let ctx = &ctx;
        let found = users::lock(&mut w.p, &[id])?.pop();
        let decision = decide(ctx, &mut w.p, found, to, &mut room)?;
        let mut report = report(id, decision.as_ref());
        report.operation = Some(fresh.id);
        let keys = decision.iter().map(|decision| (id, pk_of(decision))).collect();
        let plan = Plan {
            decisions: decision.into_iter().collect(),
        };
        let events = apply(ctx, w, &plan, None)?;
        operations::record(ctx, w, &fresh, &work, &report, &keys)?;
        Ok(w.finish(events, report))
    })
}

fn pk_of(decision: &Decision) -> UserPk {
    match decision {
        Decision::Change(change) => change.after.pk,
        Decision::Skip(user, _) => user.pk,
    }
}

/// A change is told with the address that it led to, whatever became of that since.
fn told_again(mut report: Report, to: &Email) -> Report {
    let changed = report.lines.iter_mut().filter(|line| line.outcome == Outcome::Done);
    changed.for_each(|line| line.email = to.to_string());
    report
}

/// Nobody ends their own access by an admin's change: for that there is [`change_own`].
fn decide(
    ctx: &Ctx,
    p: &mut PortalTx<'_, '_>,
    found: Option<Candidate>,
    to: &Email,
    room: &mut Room,
) -> Result<Option<Decision>, AppError> {
    let Some(Candidate { user, .. }) = found else {
        return Ok(None);
    };
    let address = address(p, to, &user)?;
    let decided = match ctx.person() {
        Some(person) if person.pk == user.pk => Err(Skip::IsSelf),
        _ => ctx
            .actor
            .may_touch(&user)
            .and_then(|()| ctx.actor.may_take_over(&user, &ctx.portal.catalogue)),
    };
    let decided = decided
        .and_then(|()| user.change_email(to, address, &ctx.env()))
        .and_then(|change| room.admit(change));
    Ok(Some(match decided {
        Ok(change) => Decision::Change(Box::new(change)),
        Err(skip) => Decision::Skip(Box::new(user), skip),
    }))
}

/// Whether the portal has room for the address. The portal is locked.
pub(crate) fn address(p: &mut PortalTx<'_, '_>, to: &Email, user: &User) -> Result<Address, AppError> {
    Ok(if users::address_is_taken(p, to.key(), user.pk)? {
        Address::Taken
    } else {
        Address::Free
    })
}

fn report(id: UserId, decision: Option<&Decision>) -> Report {
    let missing = || Line {
        input: String::new(),
        id: Some(id),
        email: String::new(),
        name: String::new(),
        outcome: Outcome::Skipped(Skip::NotFound),
    };
    let mut line = decision.map_or_else(missing, line);
    if let Some(Decision::Change(change)) = decision {
        line.email = change.after.address_to_confirm().to_string();
    }
    Report::of(None, vec![line])
}

/// The person's own change, with the current password. Access stays, and the address counts once it is confirmed.
///
/// # Errors
/// `Invalid` for the password, `Conflict` with the skip code for the address, `RateLimited`, `Unauthenticated`.
pub fn change_own(ctx: &Ctx, current: &str, to: &Email) -> Result<(), AppError> {
    let (user, hash) = password::proven(ctx, current)?;
    ctx.write(|w| {
        let ctx = &behind_lock(ctx, w)?;
        let user = users::lock_by_pk(&mut w.p, &[user.pk])?
            .pop()
            .ok_or(AppError::Unauthenticated)?
            .user;
        if users::password_hash(&mut w.p, user.pk)? != hash {
            return Err(AppError::Stale);
        }
        let address = address(&mut w.p, to, &user)?;
        let change = user.change_own_email(to, address, &ctx.env()).map_err(refusal)?;
        write_changes(ctx, w, &[&change])?;
        Ok(w.finish(vec![change_event(ctx, &change, None)], ()))
    })
}

/// Cancels a change that waits, by an admin or by the person: the former address counts as before, and both links die.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Conflict` with the skip code.
pub fn cancel(ctx: &Ctx, id: UserId) -> Result<(), AppError> {
    let own = ctx.person().is_some_and(|person| person.id == id);
    if !own {
        ctx.require_for_change(Permission::UsersEdit)?;
    }
    ctx.write(|w| {
        let ctx = &behind_lock(ctx, w)?;
        let user = locked(w, id)?.user;
        if !own {
            ctx.actor.may_touch(&user).map_err(refusal)?;
        }
        let change = user.cancel_email_change(&ctx.env()).map_err(refusal)?;
        write_changes(ctx, w, &[&change])?;
        end_links(ctx, w, &change)?;
        Ok(w.finish(vec![change_event(ctx, &change, None)], ()))
    })
}

/// The links of a change that is over: to confirm it, and to take it back.
fn end_links(ctx: &Ctx, w: &mut Write<'_, '_>, change: &Change) -> Result<(), AppError> {
    let (pk, email) = (change.after.pk, &change.after.profile.email);
    links::void_one(&mut w.p, pk, Purpose::VerifyEmail, ctx.now)?;
    links::void_undo(&mut w.p, pk, Some(email.as_str()), ctx.now)?;
    outbox::cancel_kind(&mut w.p, &[pk], "verify_email", ctx.now)?;
    outbox::delivery_cancelled(&mut w.p, &[pk])?;
    Ok(outbox::cancel_notices(&mut w.p, pk, &email.to_smtp(), ctx.now)?)
}

/// Sends the person a new link to the address that waits; the older link is void.
///
/// # Errors
/// `NotFound`, `Conflict` with the skip code, such as `cooldown`.
pub fn resend_own(ctx: &Ctx) -> Result<(), AppError> {
    let person = ctx
        .person()
        .filter(|p| p.pk.portal() == ctx.portal.pk)
        .ok_or(AppError::Unauthenticated)?;
    ctx.write(|w| {
        let Candidate { user, last_sent } = locked(w, person.id)?;
        let change = user.resend(&ctx.env(), None, last_sent).map_err(refusal)?;
        write_changes(ctx, w, &[&change])?;
        Ok(w.finish(vec![change_event(ctx, &change, None)], ()))
    })
}

fn locked(w: &mut Write<'_, '_>, id: UserId) -> Result<Candidate, AppError> {
    users::lock(&mut w.p, &[id])?.pop().ok_or(AppError::NotFound("user"))
}

/// A refusal of one user, where there is no report to stand in.
pub(crate) fn refusal(skip: Skip) -> AppError {
    AppError::conflict(skip.code(), skip)
}
