//! Signing in and out, and what a credential is worth on each request.

pub mod admission;
pub mod caller;
pub mod steps;
pub mod throttle;

use crate::App;
use crate::ctx::{Ctx, Request, Write};
use crate::error::AppError;
use crate::keys::Secret;
use crate::sign_in::caller::Step;
use crate::users::apply::{change_event, write_changes};
use model::access::{Actor, Person, SystemActor};
use model::email::Email;
use model::event::{Action, Event, EventResult};
use model::name::Username;
use model::policy::{SignInWith, Switch};
use model::time::Time;
use model::user::User;
use model::user::locking::failures_now;
use store::portal_tx::PortalTx;
use store::portals::{self, Portal};
use store::sessions::{self, NewSession};
use store::users;

/// A session that has just begun.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Started {
    /// For the cookie.
    pub secret: Secret,
    /// When it ends in any case.
    pub expires_at: Time,
    /// What is still missing before it is worth anything.
    pub step: Step,
}

/// Signs a person in. One answer for every failure, after the same work (ASVS 6.3.8).
///
/// # Errors
/// `SignInFailed`; `RateLimited`; `NotFound` when there is no such portal.
pub fn sign_in(app: &App, slug: &str, identifier: &str, password: &str, request: Request) -> Result<Started, AppError> {
    let portal = app
        .db()
        .read(|tx| portals::by_slug(tx, slug))?
        .ok_or(AppError::NotFound("portal"))?;
    app.throttle()
        .admit(portal.pk, identifier, &request.ip, app.clock().now())?;
    let found = app
        .db()
        .read(|tx| find(&mut PortalTx::new(tx, portal.pk), &portal, identifier))?;
    let (user, hash) = found.map_or((None, None), |(user, hash)| (Some(user), hash));
    let fits = app.hasher().verify(password, hash.as_deref())?;
    match user {
        Some(user) if fits && portal.is_active() && portal.policy.password_sign_in == Switch::On => {
            begin(app, portal, &user, hash, request)
        }
        user => {
            let given = if fits { Given::Right } else { Given::Wrong };
            refuse(app, portal, user.as_ref(), given, request)
        }
    }
}

type Known = (User, Option<String>);

pub(crate) fn find(p: &mut PortalTx<'_, '_>, portal: &Portal, identifier: &str) -> Result<Option<Known>, AppError> {
    let by_email = portal.policy.sign_in_with != SignInWith::Username;
    let by_username = portal.policy.sign_in_with != SignInWith::Email;
    let user = match (Email::parse(identifier), Username::parse(identifier)) {
        (Ok(email), _) if by_email => users::by_email_key(p, email.key())?,
        (_, Ok(username)) if by_username => users::by_username_key(p, username.key())?,
        _ => None,
    };
    match user {
        Some(user) => {
            let hash = users::password_hash(p, user.pk)?;
            Ok(Some((user, hash)))
        }
        None => Ok(None),
    }
}

/// The password was right; whether the account may sign in is judged in the transaction that makes the session, so a
/// deactivation that has been answered always wins.
fn begin(app: &App, portal: Portal, user: &User, hash: Option<String>, request: Request) -> Result<Started, AppError> {
    let person = caller::person(user, &portal.catalogue, None);
    let ctx = app.ctx(Actor::Person(person), portal, request.clone());
    let started = ctx.write(|w| {
        let user = users::lock_by_pk(&mut w.p, &[user.pk])?.pop().map(|c| c.user);
        let current = match &user {
            Some(user) => users::password_hash(&mut w.p, user.pk)?,
            None => None,
        };
        let user = user.filter(|user| user.may_come_in(ctx.now) && current == hash);
        let Some(user) = user else {
            return Ok(w.finish_silently("refused below, with an event", None));
        };
        let started = open_session(&ctx, w, &user, None)?;
        let events = arrived(&ctx, w, &user, &started)?;
        Ok(w.finish(events, Some(started)))
    })?;
    if let Some(started) = started {
        return Ok(started);
    }
    refuse(app, (*ctx.portal).clone(), Some(user), Given::Right, request)
}

/// Writes a session for a user, whose second factor was given now or not at all.
pub(crate) fn open_session(
    ctx: &Ctx,
    w: &mut Write<'_, '_>,
    user: &User,
    second_factor_at: Option<Time>,
) -> Result<Started, AppError> {
    let secret = ctx.new_secret();
    let expires_at = ctx.now + model::time::Span::seconds(ctx.portal.policy.session.absolute_seconds);
    let session = NewSession {
        hash: secret.hash(),
        id: ctx.new_id(),
        user: user.pk,
        epoch: user.access_epoch,
        created_at: ctx.now,
        expires_at,
        ip: ctx.request.ip.clone(),
        client: ctx.request.client.clone(),
        second_factor_at,
    };
    sessions::insert(w.p.tx(), &session)?;
    Ok(Started {
        secret,
        expires_at,
        step: caller::step(user, second_factor_at, &ctx.portal.policy, ctx.now),
    })
}

/// Notes a sign-in once the session has come all the way. Before that wrong passwords and codes stay counted: whoever
/// knows the password must not get ever more tries at the code.
pub(crate) fn arrived(
    ctx: &Ctx,
    w: &mut Write<'_, '_>,
    user: &User,
    started: &Started,
) -> Result<Vec<Event>, AppError> {
    if started.step != Step::Full {
        return Ok(Vec::new());
    }
    users::signed_in(&mut w.p, user.pk, ctx.now)?;
    Ok(vec![ctx.event(Action::SignedIn, Some(user))])
}

/// The answer to every failure. A wrong password counts; enough of them lock the account for a while (S2.15, S2.21).
fn refuse(
    app: &App,
    portal: Portal,
    user: Option<&User>,
    password: Given,
    request: Request,
) -> Result<Started, AppError> {
    let ctx = app.ctx(Actor::System(SystemActor::Clock), portal, request);
    ctx.write(|w| {
        // Read again: whoever was erased meanwhile is not named.
        let user = match user {
            Some(user) => users::by_pk(&mut w.p, user.pk)?.map(|row| row.user),
            None => None,
        };
        let events = match (&user, password) {
            (Some(user), Given::Wrong) => refused(&ctx, w, user)?,
            _ => vec![refusal(&ctx, user.as_ref())],
        };
        Ok(w.finish(events, ()))
    })?;
    Err(AppError::SignInFailed)
}

/// Counts a wrong password or code of a user, which may lock the account, and gives the lines of the audit log.
pub(crate) fn refused(ctx: &Ctx, w: &mut Write<'_, '_>, user: &User) -> Result<Vec<Event>, AppError> {
    let mut events = vec![refusal(ctx, Some(user))];
    events.extend(count_failure(ctx, w, user)?.map(anonymous));
    Ok(events)
}

fn refusal(ctx: &Ctx, user: Option<&User>) -> Event {
    let mut refused = anonymous(ctx.event(Action::SignInRefused, user));
    refused.result = EventResult::Refused;
    refused
}

/// Whoever guesses has not proved to be the person.
fn anonymous(mut event: Event) -> Event {
    event.by.pk = None;
    event.by.role.clear();
    event.by.label = String::from("anonymous");
    event
}

/// What was given as a password.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Given {
    Right,
    Wrong,
}

fn count_failure(ctx: &Ctx, w: &mut Write<'_, '_>, user: &User) -> Result<Option<Event>, AppError> {
    let Some(found) = users::lock_by_pk(&mut w.p, &[user.pk])?.pop() else {
        return Ok(None);
    };
    let lockout = &ctx.portal.policy.lockout;
    let (count, last) = users::failed_sign_ins(&mut w.p, user.pk)?;
    let count = failures_now(lockout, count, last, ctx.now);
    users::note_failed_sign_in(&mut w.p, user.pk, count, ctx.now)?;
    if count % lockout.failures != 0 {
        return Ok(None);
    }
    let Ok(change) = found.user.auto_lock(&ctx.env(), count) else {
        return Ok(None);
    };
    write_changes(ctx, w, &[&change])?;
    Ok(Some(change_event(ctx, &change, None)))
}

/// Ends the session of a cookie. Without one nothing happens.
///
/// # Errors
/// When the database fails.
pub fn sign_out(app: &App, secret: &Secret, request: Request) -> Result<(), AppError> {
    let Some(holder) = app.db().read(|tx| sessions::find(tx, &secret.hash()))? else {
        return Ok(());
    };
    let person: Person = caller::person(&holder.user, &holder.portal.catalogue, None);
    let ctx = app.ctx(Actor::Person(person), holder.portal, request);
    ctx.write(|w| {
        sessions::delete(w.p.tx(), &secret.hash())?;
        Ok(w.finish(vec![ctx.event(Action::SignedOut, Some(&holder.user))], ()))
    })
}

/// The portal whose sign-in page somebody opens: its name and what people sign in with are public, nothing else is shown.
///
/// # Errors
/// `NotFound` when there is no such portal.
pub fn door(app: &App, slug: &str) -> Result<Portal, AppError> {
    app.db()
        .read(|tx| portals::by_slug(tx, slug))?
        .ok_or(AppError::NotFound("portal"))
}
