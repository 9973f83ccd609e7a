//! Setting a new password: by the link of a reset, or with the current one.

use crate::App;
use crate::ctx::{Ctx, Request, Write};
use crate::error::AppError;
use crate::keys::Secret;
use crate::passwords;
use crate::sign_in::{self, Started};
use crate::users::apply::{change_event, write_changes};
use crate::users::link::{self, LinkPage, dead};
use model::access::{Actor, SystemActor};
use model::event::Event;
use model::ids::UserPk;
use model::user::User;
use store::links::{self, Purpose};
use store::portal_tx::PortalTx;
use store::portals::{self, Portal};
use store::users;

/// Somebody asks for a new password (S2.19). The answer is always the same; a mail goes out where there is an account
/// that may have one. Nothing is blocked: whoever asks may be a stranger (I10).
///
/// # Errors
/// `NotFound` when there is no such portal, `RateLimited`.
pub fn forgot(app: &App, slug: &str, identifier: &str, mut request: Request) -> Result<(), AppError> {
    let portal = app
        .db()
        .read(|tx| portals::by_slug(tx, slug))?
        .ok_or(AppError::NotFound("portal"))?;
    app.throttle().admit(
        portal.pk,
        &format!("forgot {identifier}"),
        &request.ip,
        app.clock().now(),
    )?;
    let known = app
        .db()
        .read(|tx| sign_in::find(&mut PortalTx::new(tx, portal.pk), &portal, identifier))?;
    let Some((user, _)) = known.filter(|_| portal.is_active()) else {
        return Ok(());
    };
    request.client.truncate(0);
    let ctx = app.ctx(Actor::System(SystemActor::Clock), portal, request);
    ctx.write(|w| {
        let user = users::lock_by_pk(&mut w.p, &[user.pk])?.pop().map(|found| found.user);
        let recent = match &user {
            Some(user) => links::sent_since(
                &mut w.p,
                user.pk,
                Purpose::ResetPassword,
                ctx.now - ctx.portal.policy.resend_cooldown(),
            )?,
            None => false,
        };
        let change = user
            .filter(|_| !recent)
            .and_then(|user| user.forgot_password(&ctx.env()).ok());
        let Some(change) = change else {
            return Ok(w.finish_silently("no mail goes out, and nobody is told", ()));
        };
        write_changes(&ctx, w, &[&change])?;
        let mut event = change_event(&ctx, &change, None);
        event.by.label = String::from("anonymous");
        Ok(w.finish(vec![event], ()))
    })
}

/// Looks at a reset link without using it.
///
/// # Errors
/// `NotFound` when there is no such portal.
pub fn look(app: &App, slug: &str, secret: &Secret) -> Result<LinkPage, AppError> {
    link::look(app, slug, Purpose::ResetPassword, secret)
}

/// Uses a reset link: the password is set, every session ends. The person signs in afterwards: a mailed link is no
/// second factor.
///
/// # Errors
/// `Invalid` for the password, `Conflict` with code `link_not_valid`, `NotFound`.
pub fn reset(app: &App, slug: &str, secret: &Secret, password: &str, request: Request) -> Result<(), AppError> {
    let (portal, user) = app.db().read(|tx| {
        let portal = portals::by_slug(tx, slug)?.ok_or(AppError::NotFound("portal"))?;
        let found = link::state(
            app,
            &mut PortalTx::new(tx, portal.pk),
            &portal,
            Purpose::ResetPassword,
            secret,
        )?;
        Ok::<_, AppError>((portal, found.1))
    })?;
    let user = user.ok_or_else(dead)?;
    let hash = new_hash(app, &portal, &user, password)?;
    let ctx = app.ctx(Actor::Person(link::holder(&user)), portal, request);
    ctx.write(|w| {
        let user = users::lock_by_pk(&mut w.p, &[user.pk])?.pop().ok_or_else(dead)?.user;
        links::consume(&mut w.p, &secret.hash(), Purpose::ResetPassword, ctx.now)?.ok_or_else(dead)?;
        let events = set(&ctx, w, &user, &hash)?;
        Ok(w.finish(events, ()))
    })
}

/// Changes one's own password with the current one. Other sessions end; this one goes on under a new secret.
///
/// # Errors
/// `Invalid` for either password, `RateLimited`, `Unauthenticated` for anything but a person.
pub fn change(ctx: &Ctx, current: &str, new: &str) -> Result<Started, AppError> {
    renew(ctx, current, new, |_, _, _| Ok(Vec::new()))
}

/// The same with more that happens in the transaction. Whoever comes here has given the second factor, where there is
/// one, so the new session has it too.
pub(crate) fn renew(
    ctx: &Ctx,
    current: &str,
    new: &str,
    more: impl Fn(&mut Write<'_, '_>, &User, &Started) -> Result<Vec<Event>, AppError>,
) -> Result<Started, AppError> {
    let app = ctx.app();
    let (user, hash) = proven(ctx, current)?;
    let fresh = new_hash(app, &ctx.portal, &user, new)?;
    let known = user;
    ctx.write(|w| {
        let user = users::lock_by_pk(&mut w.p, &[known.pk])?
            .pop()
            .ok_or(AppError::Unauthenticated)?
            .user;
        let same = users::password_hash(&mut w.p, user.pk)? == hash && user.second_factor_at == known.second_factor_at;
        if !same {
            return Err(AppError::Stale);
        }
        let mut events = set(ctx, w, &user, &fresh)?;
        let user = users::by_pk(&mut w.p, user.pk)?.ok_or(AppError::Unauthenticated)?.user;
        let started = sign_in::open_session(ctx, w, &user, user.second_factor_at.map(|_| ctx.now))?;
        events.extend(more(w, &user, &started)?);
        Ok(w.finish(events, started))
    })
}

/// The person who acts, after giving their current password; with its hash as it is now.
///
/// # Errors
/// `Invalid` for the password, `RateLimited`, `Unauthenticated` for anything but a person at home.
pub(crate) fn proven(ctx: &Ctx, current: &str) -> Result<(User, Option<String>), AppError> {
    let app = ctx.app();
    let person = ctx
        .person()
        .filter(|p| p.pk.portal() == ctx.portal.pk)
        .ok_or(AppError::Unauthenticated)?;
    app.throttle()
        .admit(ctx.portal.pk, &person.email, &ctx.request.ip, ctx.now)?;
    let (user, hash) = ctx.read(|p| {
        let row = users::by_pk(p, person.pk)?.ok_or(AppError::Unauthenticated)?;
        Ok((row.user, users::password_hash(p, person.pk)?))
    })?;
    if app.hasher().verify(current, hash.as_deref())? {
        Ok((user, hash))
    } else {
        Err(AppError::invalid(
            "current_password",
            words::t!("error-current-password"),
        ))
    }
}

/// A new password that the rules and the person's own history allow, as a hash.
fn new_hash(app: &App, portal: &Portal, user: &User, password: &str) -> Result<String, AppError> {
    passwords::acceptable(password, &portal.policy.password, user, &portal.name)?;
    let former = app
        .db()
        .read(|tx| former(&mut PortalTx::new(tx, portal.pk), user.pk, portal))?;
    for hash in &former {
        if app.hasher().verify(password, Some(hash))? {
            return Err(AppError::invalid("password", words::t!("error-password-before")));
        }
    }
    app.hasher().hash(password, app.random().bytes())
}

fn former(p: &mut PortalTx<'_, '_>, pk: UserPk, portal: &Portal) -> Result<Vec<String>, AppError> {
    Ok(users::former_passwords(p, pk, portal.policy.password.history)?)
}

fn set(ctx: &Ctx, w: &mut Write<'_, '_>, user: &User, hash: &str) -> Result<Vec<Event>, AppError> {
    let change = user.set_password(&ctx.env()).map_err(|_| dead())?;
    write_changes(ctx, w, &[&change])?;
    users::set_password_hash(&mut w.p, user.pk, hash, ctx.now)?;
    Ok(vec![change_event(ctx, &change, None)])
}
