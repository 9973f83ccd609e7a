//! Mailed one-time links: what one is worth, and who is behind it.

use crate::App;
use crate::error::AppError;
use crate::keys::Secret;
use model::access::Person;
use model::time::Time;
use model::user::User;
use std::collections::BTreeSet;
use store::links::{self, Purpose};
use store::portal_tx::PortalTx;
use store::portals::{self, Portal};

/// What a mailed link is worth now.
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
    /// The language of the portal, by code.
    pub language: String,
    /// What the link is worth.
    pub state: LinkState,
}

/// Looks at a mailed link without using it: opening it changes nothing (mail scanners follow links).
///
/// # Errors
/// `NotFound` when there is no such portal.
pub(crate) fn look(app: &App, slug: &str, purpose: Purpose, secret: &Secret) -> Result<LinkPage, AppError> {
    app.db().read(|tx| {
        let portal = portals::by_slug(tx, slug)?.ok_or(AppError::NotFound("portal"))?;
        let state = state(app, &mut PortalTx::new(tx, portal.pk), &portal, purpose, secret)?.0;
        let zone = portal.policy.time_zone_shown.clone();
        Ok(LinkPage {
            portal: portal.name,
            slug: portal.slug,
            language: portal.language,
            zone,
            state,
        })
    })
}

pub(crate) fn state(
    app: &App,
    p: &mut PortalTx<'_, '_>,
    portal: &Portal,
    purpose: Purpose,
    secret: &Secret,
) -> Result<(LinkState, Option<User>), AppError> {
    let now = app.clock().now();
    if !portal.is_active() {
        return Ok((LinkState::Void, None));
    }
    let Some(link) = links::find(p, &secret.hash(), purpose)? else {
        return Ok((LinkState::Unknown, None));
    };
    if let Some(at) = link.used_at {
        return Ok((LinkState::Used { at }, None));
    }
    // The way back to a former address gives no access, so it outlives its end.
    let outlived = link.epoch != link.user_epoch && purpose != Purpose::UndoEmail;
    if link.voided_at.is_some() || outlived {
        return Ok((LinkState::Void, None));
    }
    if link.expires_at <= now {
        return Ok((LinkState::Expired { at: link.expires_at }, None));
    }
    let Some(row) = store::users::by_pk(p, link.user)? else {
        return Ok((LinkState::Unknown, None));
    };
    let live = LinkState::Live {
        email: row.user.profile.email.to_string(),
        expires_at: link.expires_at,
        min_password: portal.policy.password.min_length,
    };
    Ok((live, Some(row.user)))
}

/// The person behind a link acts for itself, and may do nothing else.
pub(crate) fn holder(user: &User) -> Person {
    Person {
        pk: user.pk,
        id: user.id,
        email: user.profile.email.to_string(),
        name: user.full_name(),
        role: user.role.clone(),
        permissions: BTreeSet::new(),
        scope: user.grants.sub_accounts.clone(),
    }
}

/// The answer to every link that does not work (any more).
pub(crate) fn dead() -> AppError {
    AppError::conflict("link_not_valid", words::t!("error-link"))
}
