//! The two links of a change of address: to the new mailbox, which confirms it, and to the former one, which takes it
//! back. Opening a link changes nothing; pressing its button does.

use crate::App;
use crate::ctx::{Ctx, Request, Write};
use crate::error::AppError;
use crate::keys::Secret;
use crate::users::apply::{behind_lock, change_event, write_changes};
use crate::users::change_email::{address, refusal};
use crate::users::link::{self, LinkPage, LinkState, dead};
use model::access::Actor;
use model::email::Email;
use model::plan::Candidate;
use model::report::Skip;
use model::user::User;
use store::links::{self, Purpose};
use store::portal_tx::PortalTx;
use store::{outbox, portals, users};

/// Which of the two links.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EmailLink {
    /// To the new address.
    Verify,
    /// To the former one.
    Undo,
}

impl EmailLink {
    const fn purpose(self) -> Purpose {
        match self {
            Self::Verify => Purpose::VerifyEmail,
            Self::Undo => Purpose::UndoEmail,
        }
    }
}

/// What the page of a link shows.
#[derive(Clone, PartialEq, Debug)]
pub struct Looked {
    /// The portal, and what the link is worth. A live one names the address that it is about.
    pub link: LinkPage,
    /// The address that the account has or waits for instead, for a link that takes a change back.
    pub instead: Option<String>,
    /// Whether a new link can be sent to the same address.
    pub again: Again,
}

/// Whether a new link can be sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Again {
    /// The account still waits for this address.
    Possible,
    /// Nothing waits.
    No,
}

/// Looks at a link without using it.
///
/// # Errors
/// `NotFound` when there is no such portal.
pub fn look(app: &App, slug: &str, which: EmailLink, secret: &Secret) -> Result<Looked, AppError> {
    let mut page = link::look(app, slug, which.purpose(), secret)?;
    app.db().read(|tx| {
        let portal = portals::by_slug(tx, slug)?.ok_or(AppError::NotFound("portal"))?;
        let p = &mut PortalTx::new(tx, portal.pk);
        let about = about(p, which, secret)?.filter(|_| portal.is_active());
        let mut looked = Looked {
            link: page.clone(),
            instead: None,
            again: Again::No,
        };
        let Some((user, email)) = about else {
            return Ok(looked);
        };
        looked.instead = Some(user.address_to_confirm().to_string());
        if which == EmailLink::Verify && user.waits_for(&email) && may_follow(p, secret)? {
            looked.again = Again::Possible;
        }
        if let LinkState::Live { email: shown, .. } = &mut page.state {
            *shown = email.to_string();
            looked.link = page.clone();
        }
        Ok(looked)
    })
}

/// Whether another link may take the place of this one: it worked to its end, or still does. One that died with the access
/// may be a stranger's, who had the account for a moment; pressing a button on it must not bring it back to life.
fn may_follow(p: &mut PortalTx<'_, '_>, secret: &Secret) -> Result<bool, AppError> {
    let link = links::find(p, &secret.hash(), Purpose::VerifyEmail)?;
    Ok(link.is_some_and(|link| link.used_at.is_none() && link.voided_at.is_none() && link.epoch == link.user_epoch))
}

/// Whose link it is, and the address that it is about.
fn about(p: &mut PortalTx<'_, '_>, which: EmailLink, secret: &Secret) -> Result<Option<(User, Email)>, AppError> {
    let Some(link) = links::find(p, &secret.hash(), which.purpose())? else {
        return Ok(None);
    };
    let Some(row) = users::by_pk(p, link.user)? else {
        return Ok(None);
    };
    let email = link.email.as_deref().and_then(|text| Email::parse(text).ok());
    let email = email.unwrap_or_else(|| row.user.profile.email.clone());
    Ok(Some((row.user, email)))
}

/// A link on its way to be used: in the name of its holder, with the portal and the user locked.
fn holder_ctx(app: &App, slug: &str, which: EmailLink, secret: &Secret, request: Request) -> Result<Ctx, AppError> {
    let (portal, user) = app.db().read(|tx| {
        let portal = portals::by_slug(tx, slug)?.ok_or(AppError::NotFound("portal"))?;
        let about = about(&mut PortalTx::new(tx, portal.pk), which, secret)?;
        Ok::<_, AppError>((portal, about))
    })?;
    let (user, _) = user.filter(|_| portal.is_active()).ok_or_else(dead)?;
    Ok(app.ctx(Actor::Person(link::holder(&user)), portal, request))
}

fn locked(w: &mut Write<'_, '_>, which: EmailLink, secret: &Secret) -> Result<(Candidate, Email), AppError> {
    let (user, email) = about(&mut w.p, which, secret)?.ok_or_else(dead)?;
    let found = users::lock_by_pk(&mut w.p, &[user.pk])?.pop().ok_or_else(dead)?;
    Ok((found, email))
}

/// Confirms the new address. From now on it is the one to sign in with, and mail goes there; a link to a new password in
/// the former mailbox is void.
///
/// # Errors
/// `Conflict` with code `link_not_valid`, `NotFound`.
pub fn confirm(app: &App, slug: &str, secret: &Secret, request: Request) -> Result<(), AppError> {
    let ctx = holder_ctx(app, slug, EmailLink::Verify, secret, request)?;
    ctx.write(|w| {
        let ctx = behind_lock(&ctx, w)?;
        let (found, email) = locked(w, EmailLink::Verify, secret)?;
        links::consume(&mut w.p, &secret.hash(), Purpose::VerifyEmail, ctx.now)?.ok_or_else(dead)?;
        let change = found.user.confirm_email(&email, &ctx.env()).map_err(|_| dead())?;
        write_changes(&ctx, w, &[&change])?;
        links::void_one(&mut w.p, change.after.pk, Purpose::ResetPassword, ctx.now)?;
        outbox::cancel_kind(&mut w.p, &[change.after.pk], "reset_password", ctx.now)?;
        Ok(w.finish(vec![change_event(&ctx, &change, None)], ()))
    })
}

/// Takes the change back for the owner of the former address: it counts again, and access ends. Every other way back is
/// void too: whoever had the account meanwhile must not return by one.
///
/// # Errors
/// `Conflict` with code `link_not_valid`, or `address_taken`; `NotFound`.
pub fn undo(app: &App, slug: &str, secret: &Secret, request: Request) -> Result<(), AppError> {
    let ctx = holder_ctx(app, slug, EmailLink::Undo, secret, request)?;
    ctx.write(|w| {
        let ctx = behind_lock(&ctx, w)?;
        let (found, former) = locked(w, EmailLink::Undo, secret)?;
        links::consume(&mut w.p, &secret.hash(), Purpose::UndoEmail, ctx.now)?.ok_or_else(dead)?;
        let address = address(&mut w.p, &former, &found.user)?;
        let change = found
            .user
            .undo_email_change(&former, address, &ctx.env())
            .map_err(|skip| {
                if skip == Skip::AddressTaken {
                    refusal(skip)
                } else {
                    dead()
                }
            })?;
        write_changes(&ctx, w, &[&change])?;
        links::void_undo(&mut w.p, change.after.pk, None, ctx.now)?;
        Ok(w.finish(vec![change_event(&ctx, &change, None)], ()))
    })
}

/// Sends a new link in the place of one that has run out, to the same address and no other. Who asks is told nothing: the
/// page says the same whether a mail goes out.
///
/// # Errors
/// `NotFound` when there is no such portal.
pub fn again(app: &App, slug: &str, secret: &Secret, request: Request) -> Result<(), AppError> {
    let ctx = match holder_ctx(app, slug, EmailLink::Verify, secret, request) {
        Err(AppError::Conflict { .. }) => return Ok(()),
        other => other?,
    };
    ctx.write(|w| {
        let (found, email) = locked(w, EmailLink::Verify, secret)?;
        let follows = may_follow(&mut w.p, secret)?;
        let change = Some(found)
            .filter(|found| follows && found.user.waits_for(&email))
            .and_then(|found| found.user.resend(&ctx.env(), None, found.last_sent).ok());
        let Some(change) = change else {
            return Ok(w.finish_silently("no mail goes out, and nobody is told", ()));
        };
        write_changes(&ctx, w, &[&change])?;
        Ok(w.finish(vec![change_event(&ctx, &change, None)], ()))
    })
}
