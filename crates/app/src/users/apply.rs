//! Writes a plan set-wise: a constant number of statements per chunk, whatever the command.

use crate::catalogue::inside;
use crate::ctx::{Ctx, Write};
use crate::error::AppError;
use crate::mail_out::{self, Post};
use model::access::{Actor, SystemActor};
use model::event::{Event, EventResult, Target, differences};
use model::ids::UserPk;
use model::mail::Letter;
use model::plan::{Change, CountDelta, Decision, Effect, Fate, Plan, Room};
use model::report::{Line, Outcome, Skip};
use model::user::User;
use store::links::{NewLink, Purpose};
use store::{counts, links, outbox, portals, second_factors, users};

/// The same request behind the portal's row lock, with the portal as it is there: a module that goes or a deployment that
/// was answered counts for whatever is decided from here on.
pub(crate) fn behind_lock(ctx: &Ctx, w: &mut Write<'_, '_>) -> Result<Ctx, AppError> {
    let portal = w.p.portal();
    let portal = portals::lock(w.p.tx(), portal)?.ok_or(AppError::NotFound("portal"))?;
    Ok(inside(ctx, &portal))
}

/// Loads what the set rules need, behind the portal's row lock; decide with the context that comes with it.
pub(crate) fn room(ctx: &Ctx, w: &mut Write<'_, '_>) -> Result<(Ctx, Room), AppError> {
    let ctx = behind_lock(ctx, w)?;
    let held = counts::of_portal(&mut w.p)?.seats;
    let room = Room {
        seats: ctx.portal.seat_limit.map(|limit| limit - held),
        admins: users::able_admins(&mut w.p)?,
        admin_places: admin_places(&ctx, &mut w.p)?,
    };
    Ok((ctx, room))
}

/// Admins that the portal may still get (C8); the provider's own staff are not limited.
pub(crate) fn admin_places(ctx: &Ctx, p: &mut store::portal_tx::PortalTx<'_, '_>) -> Result<Option<i64>, AppError> {
    match ctx.portal.policy.max_admins {
        Some(most) => Ok(Some(most - users::admins(p)?)),
        None => Ok(None),
    }
}

/// Writes every change of a plan and returns the audit events, one per user and change, plus those of refusals that
/// somebody should hear of. Seats that became free go to those who wait longest.
pub(crate) fn apply(
    ctx: &Ctx,
    w: &mut Write<'_, '_>,
    plan: &Plan,
    reason: Option<&str>,
) -> Result<Vec<Event>, AppError> {
    let changes: Vec<&Change> = plan.changes().collect();
    write_changes(ctx, w, &changes)?;
    let mut events: Vec<Event> = changes.iter().map(|change| change_event(ctx, change, reason)).collect();
    events.extend(refusals(ctx, plan));
    if changes.iter().any(|c| c.before.holds_seat() && !c.after.holds_seat()) {
        events.extend(move_up(ctx, w)?);
    }
    Ok(events)
}

/// The write path of every change: facts, counters, links, mails. Nothing else updates users.
pub(crate) fn write_changes(ctx: &Ctx, w: &mut Write<'_, '_>, changes: &[&Change]) -> Result<(), AppError> {
    if changes.is_empty() {
        return Ok(());
    }
    let changed: Vec<(&User, &User)> = changes.iter().map(|c| (&c.before, &c.after)).collect();
    users::update(&mut w.p, &changed, &ctx.portal.policy)?;
    for moved in changes
        .iter()
        .filter(|c| c.before.profile.email != c.after.profile.email)
    {
        users::readdress(&mut w.p, &moved.before, &moved.after)?;
    }
    let regranted: Vec<&User> = changes
        .iter()
        .filter(|c| c.before.grants != c.after.grants)
        .map(|c| &c.after)
        .collect();
    if !regranted.is_empty() {
        users::grants::reindex(&mut w.p, &regranted)?;
    }
    let mut delta = CountDelta::default();
    changes.iter().for_each(|change| delta.add(change));
    counts::add(&mut w.p, &delta)?;
    let ended: Vec<UserPk> = changes.iter().filter(|c| c.ends_access()).map(|c| c.after.pk).collect();
    if !ended.is_empty() {
        // The new epoch has already killed sessions, tokens and links; mail that still carries a dead link must not go out.
        outbox::cancel_of_users(&mut w.p, &ended, ctx.now)?;
        links::void(&mut w.p, &ended, ctx.now)?;
        second_factors::forget_unconfirmed(&mut w.p, &ended)?;
    }
    let deleted: Vec<UserPk> = changes.iter().filter(|c| c.is_deletion()).map(|c| c.after.pk).collect();
    if !deleted.is_empty() {
        links::void_all_undo(&mut w.p, &deleted, ctx.now)?;
        outbox::cancel_kind(&mut w.p, &deleted, "email_changing", ctx.now)?;
    }
    let without: Vec<UserPk> = changes
        .iter()
        .filter(|c| c.loses_second_factor())
        .map(|c| c.after.pk)
        .collect();
    if !without.is_empty() {
        second_factors::remove(&mut w.p, &without)?;
    }
    effects(
        ctx,
        w,
        changes.iter().flat_map(|c| c.effects.iter().map(|e| (&c.after, e))),
    )?;
    let erased: Vec<&User> = changes
        .iter()
        .filter(|c| c.fate == Fate::Erased)
        .map(|c| &c.after)
        .collect();
    Ok(users::erase(&mut w.p, &erased)?)
}

/// Makes the links and queues the mails of changed or new users.
pub(crate) fn effects<'c>(
    ctx: &Ctx,
    w: &mut Write<'_, '_>,
    effects: impl Iterator<Item = (&'c User, &'c Effect)>,
) -> Result<(), AppError> {
    let mut posts = Vec::new();
    let mut invitations = Vec::new();
    let mut verifications = Vec::new();
    let mut resets = Vec::new();
    for (user, effect) in effects {
        let letter = match effect {
            Effect::InvitationLink { expires_at, message } => {
                let secret = ctx.new_secret();
                let link = ctx.app.link(&ctx.portal.slug, "invite", &secret);
                invitations.push(new_link(ctx, user, Purpose::Invitation, &secret, *expires_at));
                let invited_by = ctx
                    .person()
                    .map_or_else(|| String::from("An administrator"), |p| p.email.clone());
                Letter::Invitation {
                    link,
                    expires_at: *expires_at,
                    message: message.clone(),
                    invited_by,
                }
            }
            Effect::VerifyEmailLink { expires_at } => {
                let secret = ctx.new_secret();
                let link = ctx.app.link(&ctx.portal.slug, "verify", &secret);
                let address = user.address_to_confirm();
                verifications.push(NewLink {
                    email: Some(address.to_string()),
                    ..new_link(ctx, user, Purpose::VerifyEmail, &secret, *expires_at)
                });
                let letter = Letter::VerifyEmail {
                    link,
                    expires_at: *expires_at,
                };
                posts.push(Post::at(user, address, letter));
                continue;
            }
            Effect::EmailChangeNotice { expires_at } => email_changing(ctx, w, user, *expires_at)?,
            Effect::ResetLink { expires_at } => {
                let secret = ctx.new_secret();
                let link = ctx.app.link(&ctx.portal.slug, "reset", &secret);
                resets.push(new_link(ctx, user, Purpose::ResetPassword, &secret, *expires_at));
                // The person's own request carries nobody's name: whoever asked is unknown.
                let by = ctx
                    .person()
                    .filter(|person| person.pk != user.pk)
                    .map(|person| person.email.clone());
                Letter::ResetPassword {
                    link,
                    expires_at: *expires_at,
                    by,
                }
            }
            Effect::MailPasswordSet => Letter::PasswordSet { at: ctx.now },
            Effect::MailMadeAdmin => Letter::MadeAdmin {
                by: ctx.actor.label().to_owned(),
            },
            Effect::MailSecondFactorOn => Letter::SecondFactorOn { at: ctx.now },
            Effect::MailSecondFactorOff => Letter::SecondFactorOff {
                at: ctx.now,
                by: ctx
                    .person()
                    .filter(|person| person.pk != user.pk)
                    .map(|person| person.email.clone()),
            },
            Effect::MailAutoLocked { until } => Letter::AutoLocked { until: *until },
            Effect::MailActivated => Letter::Activated {
                link: ctx.app.sign_in_link(&ctx.portal.slug),
            },
            Effect::MailWaitingForSeat => Letter::WaitingForSeat,
        };
        posts.push(Post::to(user, letter));
    }
    for made in [invitations, verifications] {
        if !made.is_empty() {
            links::replace(&mut w.p, &made, ctx.now)?;
            let pks: Vec<UserPk> = made.iter().map(|l| l.user).collect();
            for kind in ["invitation", "verify_email"] {
                outbox::cancel_kind(&mut w.p, &pks, kind, ctx.now)?;
            }
            users::mail_queued(&mut w.p, &pks, ctx.now)?;
        }
    }
    if !resets.is_empty() {
        links::replace(&mut w.p, &resets, ctx.now)?;
        let pks: Vec<UserPk> = resets.iter().map(|l| l.user).collect();
        outbox::cancel_kind(&mut w.p, &pks, "reset_password", ctx.now)?;
    }
    mail_out::queue(ctx, w, &posts)
}

/// The notice to the former address, with the way back.
fn email_changing(
    ctx: &Ctx,
    w: &mut Write<'_, '_>,
    user: &User,
    expires_at: model::time::Time,
) -> Result<Letter, AppError> {
    let secret = ctx.new_secret();
    let link = NewLink {
        email: Some(user.profile.email.to_string()),
        ..new_link(ctx, user, Purpose::UndoEmail, &secret, expires_at)
    };
    links::add_undo(&mut w.p, &link, ctx.now)?;
    outbox::cancel_notices(&mut w.p, user.pk, &user.profile.email.to_smtp(), ctx.now)?;
    let own = ctx.person().is_some_and(|person| person.pk == user.pk);
    Ok(Letter::EmailChanging {
        to: user.address_to_confirm().to_string(),
        link: ctx.app.link(&ctx.portal.slug, "undo-email", &secret),
        expires_at,
        by: (!own).then(|| ctx.actor.label().to_owned()),
    })
}

fn new_link(
    ctx: &Ctx,
    user: &User,
    purpose: Purpose,
    secret: &crate::keys::Secret,
    expires_at: model::time::Time,
) -> NewLink {
    NewLink {
        hash: secret.hash(),
        user: user.pk,
        purpose,
        epoch: user.access_epoch,
        created_at: ctx.now,
        expires_at,
        email: None,
    }
}

pub(crate) fn change_event(ctx: &Ctx, change: &Change, reason: Option<&str>) -> Event {
    let mut event = ctx.event(change.action, Some(&change.after));
    if change.fate == Fate::Erased {
        // The line about the erasing is the first that must not name the person.
        event.target = Some(Target {
            label: users::pseudonym(&change.after),
            ..Target::of(&change.after)
        });
        event.reason = None;
        return event;
    }
    event.changes = differences(&change.before, &change.after);
    event.reason = reason.map(str::to_owned);
    event
}

/// Refusals of right, not of state: "already active" is no news, "tried to deactivate the last admin" is.
fn refusals(ctx: &Ctx, plan: &Plan) -> Vec<Event> {
    let refused = plan.decisions.iter().filter_map(|decision| match decision {
        Decision::Skip(
            user,
            skip @ (Skip::Outranked | Skip::IsSelf | Skip::LastAdmin | Skip::NoPermission | Skip::NoSeat),
        ) => Some((user, skip)),
        _ => None,
    });
    refused
        .map(|(user, skip)| {
            let mut event = ctx.event_about(model::event::Action::CommandRefused, Some(Target::of(user)));
            event.result = EventResult::Refused;
            event.reason = Some(skip.code().to_owned());
            event
        })
        .collect()
}

/// Gives free seats to those who wait longest, in the name of the system.
pub(crate) fn move_up(ctx: &Ctx, w: &mut Write<'_, '_>) -> Result<Vec<Event>, AppError> {
    let mut events = Vec::new();
    loop {
        let moved = move_up_some(ctx, w)?;
        let last = moved.len() < AT_A_TIME;
        events.extend(moved);
        if last {
            return Ok(events);
        }
    }
}

/// Waiting users that move up in one statement.
const AT_A_TIME: usize = 500;

fn move_up_some(ctx: &Ctx, w: &mut Write<'_, '_>) -> Result<Vec<Event>, AppError> {
    let (ctx, room) = room(ctx, w)?;
    let free = room.seats.unwrap_or(i64::MAX).clamp(0, 500);
    if free == 0 {
        return Ok(Vec::new());
    }
    let waiting = users::waiting_for_seat(&mut w.p, free)?;
    let system = Ctx {
        actor: std::sync::Arc::new(Actor::System(SystemActor::Clock)),
        ..ctx.clone()
    };
    let changes: Vec<Change> = waiting
        .iter()
        .filter_map(|user| user.move_up(&ctx.env()).ok())
        .collect();
    let changes: Vec<&Change> = changes.iter().collect();
    write_changes(&system, w, &changes)?;
    Ok(changes
        .iter()
        .map(|change| change_event(&system, change, None))
        .collect())
}

/// The line of a report for one decision.
pub(crate) fn line(decision: &Decision) -> Line {
    let (user, outcome) = match decision {
        Decision::Change(change) => (&change.after, Outcome::Done),
        Decision::Skip(user, skip) => (user.as_ref(), Outcome::Skipped(*skip)),
    };
    Line {
        input: String::new(),
        id: Some(user.id),
        email: user.profile.email.to_string(),
        name: user.full_name(),
        outcome,
    }
}
