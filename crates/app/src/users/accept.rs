//! Accepting an invitation: the link proves the mailbox, a password is set, a seat is taken if there is one.

use crate::App;
use crate::ctx::{Ctx, Request, Write};
use crate::error::AppError;
use crate::keys::Secret;
use crate::passwords;
use crate::sign_in::{Started, open_session};
use crate::users::apply::{behind_lock, change_event, room, write_changes};
use crate::users::link;
pub use crate::users::link::{LinkPage, LinkState};
use model::access::Actor;
use model::user::Lifecycle;
use model::user::lifecycle::SeatOffer;
use store::links::{self, Purpose};
use store::portal_tx::PortalTx;
use store::portals;

/// Looks at an invitation link without using it.
///
/// # Errors
/// `NotFound` when there is no such portal.
pub fn look(app: &App, slug: &str, secret: &Secret) -> Result<LinkPage, AppError> {
    link::look(app, slug, Purpose::Invitation, secret)
}

/// What came of accepting.
#[derive(PartialEq, Eq, Debug)]
pub enum Accepted {
    /// The person can sign in now.
    Active,
    /// A second factor has to be set up first: a session that leads there and no further (S2.30, C14).
    SecondFactor(Started),
    /// Every seat is taken: the account waits (S0.21).
    WaitingForSeat,
}

/// Uses the link: sets the password and activates, in one transaction. Of two requests with one link exactly one wins.
///
/// # Errors
/// `Invalid` for the password, `Conflict` with code `link_not_valid` when the link does not work (any more), `NotFound`.
pub fn accept(app: &App, slug: &str, secret: &Secret, password: &str, request: Request) -> Result<Accepted, AppError> {
    let dead = || AppError::conflict("link_not_valid", words::t!("error-link"));
    let (portal, user) = app.db().read(|tx| {
        let portal = portals::by_slug(tx, slug)?.ok_or(AppError::NotFound("portal"))?;
        let user = link::state(
            app,
            &mut PortalTx::new(tx, portal.pk),
            &portal,
            Purpose::Invitation,
            secret,
        )?
        .1;
        Ok::<_, AppError>((portal, user))
    })?;
    let user = user.ok_or_else(dead)?;
    passwords::acceptable(password, &portal.policy.password, &user, &portal.name)?;
    let hash = app.hasher().hash(password, app.random().bytes())?;
    let ctx = app.ctx(Actor::Person(link::holder(&user)), portal, request);
    ctx.write(|w| {
        let ctx = behind_lock(&ctx, w)?;
        let offer = seat_offer(&ctx, w)?;
        let pk = links::consume(&mut w.p, &secret.hash(), Purpose::Invitation, ctx.now)?.ok_or_else(dead)?;
        let user = store::users::lock_by_pk(&mut w.p, &[pk])?.pop().ok_or_else(dead)?.user;
        let change = user.accept(&ctx.env(), offer).map_err(|_| dead())?;
        write_changes(&ctx, w, &[&change])?;
        store::users::set_password_hash(&mut w.p, pk, &hash, ctx.now)?;
        let accepted = match change.after.lifecycle {
            Lifecycle::Active => Accepted::Active,
            Lifecycle::Pending(_) => Accepted::SecondFactor(open_session(&ctx, w, &change.after, None)?),
            Lifecycle::Inactive(_) | Lifecycle::Deleted { .. } => Accepted::WaitingForSeat,
        };
        Ok(w.finish(vec![change_event(&ctx, &change, None)], accepted))
    })
}

/// Whether a seat is free, behind the portal's row lock.
pub(crate) fn seat_offer(ctx: &Ctx, w: &mut Write<'_, '_>) -> Result<SeatOffer, AppError> {
    let seats = room(ctx, w)?.1.seats;
    Ok(if seats.is_none_or(|free| free > 0) {
        SeatOffer::Free
    } else {
        SeatOffer::NoneLeft
    })
}
