//! Accepting an invitation: the link proves the mailbox, a password is set, a seat is taken if there is one.

use crate::App;
use crate::ctx::Request;
use crate::error::AppError;
use crate::keys::Secret;
use crate::passwords;
use crate::users::apply::{change_event, room, write_changes};
use model::access::{Actor, Person};
use model::time::Time;
use model::user::User;
use model::user::lifecycle::SeatOffer;
use std::collections::BTreeSet;
use store::links::{self, Purpose};
use store::portal_tx::PortalTx;
use store::portals::{self, Portal};

/// What an invitation link is worth now.
#[derive(Clone, PartialEq, Debug)]
pub enum LinkState {
    /// It works.
    Live {
        /// The address it was sent to.
        email: String,
        /// When it stops working.
        expires_at: Time,
        /// Shortest password in characters.
        min_password: i64,
    },
    /// It was used.
    Used {
        /// When.
        at: Time,
    },
    /// It has run out.
    Expired {
        /// When.
        at: Time,
    },
    /// It was taken back, or a newer one was sent.
    Void,
    /// There is no such link.
    Unknown,
}

/// What the page of a link shows.
#[derive(Clone, PartialEq, Debug)]
pub struct LinkPage {
    /// The portal's name.
    pub portal: String,
    /// The portal's slug.
    pub slug: String,
    /// The IANA zone of times.
    pub zone: String,
    /// What the link is worth.
    pub state: LinkState,
}

/// Looks at an invitation link without using it: opening a mailed link changes nothing (mail scanners follow links).
///
/// # Errors
/// `NotFound` when there is no such portal.
pub fn look(app: &App, slug: &str, secret: &Secret) -> Result<LinkPage, AppError> {
    app.db().read(|tx| {
        let portal = portals::by_slug(tx, slug)?.ok_or(AppError::NotFound("portal"))?;
        let state = state(app, &mut PortalTx::new(tx, portal.pk), &portal, secret)?.0;
        let zone = portal.policy.time_zone_shown.clone();
        Ok(LinkPage { portal: portal.name, slug: portal.slug, zone, state })
    })
}

fn state(
    app: &App,
    p: &mut PortalTx<'_, '_>,
    portal: &Portal,
    secret: &Secret,
) -> Result<(LinkState, Option<User>), AppError> {
    let now = app.clock().now();
    let Some(link) = links::find(p, &secret.hash(), Purpose::Invitation)? else { return Ok((LinkState::Unknown, None)) };
    if let Some(at) = link.used_at {
        return Ok((LinkState::Used { at }, None));
    }
    if link.voided_at.is_some() || link.epoch != link.user_epoch {
        return Ok((LinkState::Void, None));
    }
    if link.expires_at <= now {
        return Ok((LinkState::Expired { at: link.expires_at }, None));
    }
    let Some(row) = store::users::by_pk(p, link.user)? else { return Ok((LinkState::Unknown, None)) };
    let live = LinkState::Live {
        email: row.user.profile.email.to_string(),
        expires_at: link.expires_at,
        min_password: portal.policy.password.min_length,
    };
    Ok((live, Some(row.user)))
}

/// What came of accepting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Accepted {
    /// The person can sign in now.
    Active,
    /// Every seat is taken: the account waits (S0.21).
    WaitingForSeat,
}

/// Uses the link: sets the password and activates, in one transaction. Of two requests with one link exactly one wins.
///
/// # Errors
/// `Invalid` for the password, `Conflict` with code `link_not_valid` when the link does not work (any more), `NotFound`.
pub fn accept(app: &App, slug: &str, secret: &Secret, password: &str, request: Request) -> Result<Accepted, AppError> {
    let dead = || AppError::conflict("link_not_valid", "This link was used or has expired.");
    let (portal, user) = app.db().read(|tx| {
        let portal = portals::by_slug(tx, slug)?.ok_or(AppError::NotFound("portal"))?;
        let user = state(app, &mut PortalTx::new(tx, portal.pk), &portal, secret)?.1;
        Ok::<_, AppError>((portal, user))
    })?;
    let user = user.ok_or_else(dead)?;
    passwords::acceptable(password, &portal.policy.password, &user, &portal.name)?;
    let hash = app.hasher().hash(password, app.random().bytes())?;
    let ctx = app.ctx(Actor::Person(invitee(&user)), portal, request);
    ctx.write(|w| {
        let seats = room(w)?.seats;
        let offer = if seats.is_none_or(|free| free > 0) { SeatOffer::Free } else { SeatOffer::NoneLeft };
        let pk = links::consume(&mut w.p, &secret.hash(), Purpose::Invitation, ctx.now)?.ok_or_else(dead)?;
        let user = store::users::lock_by_pk(&mut w.p, &[pk])?.pop().ok_or_else(dead)?.user;
        let change = user.accept(&ctx.env(), offer).map_err(|_| dead())?;
        write_changes(&ctx, w, &[&change])?;
        store::users::set_password_hash(&mut w.p, pk, &hash)?;
        let accepted = if change.after.holds_seat() { Accepted::Active } else { Accepted::WaitingForSeat };
        Ok(w.finish(vec![change_event(&ctx, &change, None)], accepted))
    })
}

/// The person behind the link acts for itself, and may do nothing else.
fn invitee(user: &User) -> Person {
    Person {
        pk: user.pk,
        id: user.id,
        email: user.profile.email.to_string(),
        name: user.full_name(),
        role: user.role.clone(),
        permissions: BTreeSet::new(),
    }
}
