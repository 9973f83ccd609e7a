//! API tokens: each acts for one user in one portal, never with more than that user holds at the time of use.

use crate::ctx::{Ctx, target};
use crate::error::AppError;
use crate::keys::Secret;
use crate::mail_out::{self, Post};
use crate::users::change_email::refusal;
use model::access::Permission;
use model::email::Email;
use model::event::Action;
use model::ids::TokenId;
use model::mail::Letter;
use model::name::PersonName;
use model::time::Span;
use model::user::User;
use store::api_tokens::{self, NewToken, Token};
use store::users;

/// What a new token shall be.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Whom it acts for; none for the caller.
    pub for_email: Option<String>,
    /// What people call it.
    pub name: String,
    /// The permissions it may use; empty for all that its user holds.
    pub permissions: Vec<Permission>,
    /// How long it works; none for as long as its user.
    pub expires_in: Option<Span>,
}

/// A new token. The secret is shown once and stored only as a hash.
#[derive(Debug)]
pub struct Created {
    /// The text for the `Authorization` header.
    pub secret: Secret,
    /// Its public id.
    pub id: TokenId,
}

/// Makes a token. A person makes tokens for themselves; the command line on the host for anybody.
///
/// # Errors
/// `Forbidden`, `Invalid`, `NotFound` for an unknown user.
pub fn create(ctx: &Ctx, wish: &Wish) -> Result<Created, AppError> {
    ctx.require_for_change(Permission::PortalIntegrations)?;
    let name = PersonName::parse(&wish.name).map_err(|e| AppError::invalid("name", e))?;
    if wish
        .expires_in
        .is_some_and(|span| span <= Span(0) || span > Span::days(3660))
    {
        return Err(AppError::invalid("expires", words::t!("error-token-life")));
    }
    let secret = ctx.new_secret().prefixed("ptc_");
    let id = TokenId(ctx.new_id());
    ctx.write(|w| {
        let user = owner(ctx, w, wish.for_email.as_deref())?;
        // A person gives what they hold by this very credential: a cut-down token makes no fuller one.
        let own = user.permissions(&ctx.portal.catalogue);
        let held = ctx
            .person()
            .map_or_else(|| own.clone(), |person| person.permissions.clone());
        let cut_down = held != own;
        if let Some(beyond) = wish.permissions.iter().find(|p| !held.contains(p)) {
            return Err(AppError::invalid(
                "permissions",
                words::t!(
                    "error-token-beyond",
                    email = user.profile.email.as_str(),
                    permission = beyond.code()
                ),
            ));
        }
        let token = NewToken {
            id,
            hash: secret.hash(),
            user: user.pk,
            name: name.to_string(),
            permissions: match (wish.permissions.is_empty(), cut_down) {
                (true, false) => None,
                (true, true) => Some(held.into_iter().collect()),
                (false, _) => Some(wish.permissions.clone()),
            },
            epoch: user.access_epoch,
            created_at: ctx.now,
            created_by: ctx.actor.label().to_owned(),
            expires_at: wish.expires_in.map(|span| ctx.now + span),
        };
        api_tokens::insert(&mut w.p, &token)?;
        let letter = Letter::ApiTokenCreated {
            token_name: token.name.clone(),
            created_by: token.created_by.clone(),
        };
        mail_out::queue(ctx, w, &[Post::to(&user, letter)])?;
        let mut event = ctx.event(Action::TokenCreated, Some(&user));
        event.changes = crate::ctx::change_of("token", serde_json::Value::Null, token.name.clone());
        Ok(w.finish(vec![event], ()))
    })?;
    Ok(Created { secret, id })
}

fn owner(ctx: &Ctx, w: &mut crate::ctx::Write<'_, '_>, email: Option<&str>) -> Result<User, AppError> {
    let found = match (email, ctx.person()) {
        (None, Some(person)) => users::by_pk(&mut w.p, person.pk)?.map(|row| row.user),
        (Some(email), None) => {
            let email = Email::parse(email).map_err(|e| AppError::invalid("as", e))?;
            users::by_email_key(&mut w.p, email.key())?
        }
        (Some(_), Some(_)) => return Err(AppError::invalid("as", words::t!("error-token-own"))),
        (None, None) => return Err(AppError::invalid("as", words::t!("error-token-whom"))),
    };
    let user = found.ok_or(AppError::NotFound("user"))?;
    if user.may_sign_in(ctx.now) {
        Ok(user)
    } else {
        Err(AppError::conflict(
            "cannot_sign_in",
            words::t!("error-token-cannot-sign-in", email = user.profile.email.as_str()),
        ))
    }
}

/// The tokens of the portal with the addresses of those they act for.
///
/// # Errors
/// `Forbidden`.
pub fn list(ctx: &Ctx) -> Result<Vec<(Token, String)>, AppError> {
    ctx.require(Permission::PortalIntegrations)?;
    ctx.read(|p| Ok(api_tokens::list(p)?))
}

/// Revokes a token: the next request with it is refused.
///
/// # Errors
/// `Forbidden`, `NotFound`.
pub fn revoke(ctx: &Ctx, id: TokenId) -> Result<(), AppError> {
    ctx.require_for_change(Permission::PortalIntegrations)?;
    ctx.write(|w| {
        let token = api_tokens::by_id(&mut w.p, id)?.ok_or(AppError::NotFound("token"))?;
        let user = users::by_pk(&mut w.p, token.user)?
            .ok_or(AppError::NotFound("user"))?
            .user;
        if ctx.person().is_none_or(|person| person.pk != user.pk) {
            ctx.actor.may_touch(&user).map_err(refusal)?;
        }
        if !api_tokens::revoke(&mut w.p, id, ctx.now)? {
            return Err(AppError::conflict("already_revoked", words::t!("error-token-revoked")));
        }
        let about = target(user.pk, user.id, user.profile.email.as_str());
        let mut event = ctx.event_about(Action::TokenRevoked, Some(about));
        event.changes = crate::ctx::change_of("token", token.name.clone(), serde_json::Value::Null);
        Ok(w.finish(vec![event], ()))
    })
}
