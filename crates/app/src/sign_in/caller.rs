//! Who calls: from a cookie or a bearer token to a person with permissions, judged at every use.

use crate::App;
use crate::ctx::{Ctx, Request};
use crate::error::AppError;
use crate::keys::Secret;
use model::access::{Actor, Permission, Person};
use model::ids::{PortalPk, TokenId};
use model::time::{Span, Time};
use model::user::User;
use std::collections::BTreeSet;
use store::portals::{self, Portal};
use store::{api_tokens, sessions, users};
use uuid::Uuid;

/// A person whose credential has just been judged.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The person, with what this credential may do.
    pub person: Person,
    /// The portal that the person belongs to.
    pub portal: Portal,
    /// The user as it is now.
    pub user: User,
    /// By what the person is known.
    pub credential: Credential,
}

/// By what a caller is known.
#[derive(Clone, Debug)]
pub enum Credential {
    /// A cookie.
    Session {
        /// The session's public id.
        id: Uuid,
        /// The earlier of both ends.
        ends_at: Time,
    },
    /// An API token.
    Token {
        /// Its id.
        id: TokenId,
        /// Its name.
        name: String,
    },
}

/// A person from a user's row; a token may hold less than its user, never more.
pub(crate) fn person(user: &User, limit: Option<&[Permission]>) -> Person {
    let mut permissions: BTreeSet<Permission> = user.role.permissions();
    if let Some(limit) = limit {
        permissions.retain(|p| limit.contains(p));
    }
    Person {
        pk: user.pk,
        id: user.id,
        email: user.profile.email.to_string(),
        name: user.full_name(),
        role: user.role.clone(),
        permissions,
    }
}

/// Sessions note their last use at most this often: a read stays a read.
const TOUCH_EVERY: Span = Span::minutes(1);

impl App {
    /// Who holds this session cookie: one indexed read, judged now.
    ///
    /// # Errors
    /// `Unauthenticated` for every reason why it does not work.
    pub fn caller_of_session(&self, secret: &Secret) -> Result<Caller, AppError> {
        let hash = secret.hash();
        let holder = self
            .db()
            .read(|tx| sessions::find(tx, &hash))?
            .ok_or(AppError::Unauthenticated)?;
        let now = self.clock().now();
        let idle_end = holder.session.last_seen_at + Span::seconds(holder.portal.policy.session.idle_seconds);
        let ends_at = idle_end.min(holder.session.expires_at);
        if ends_at <= now || !holder.portal.is_active() || !holder.user.may_sign_in(now) {
            return Err(AppError::Unauthenticated);
        }
        if holder.session.last_seen_at + TOUCH_EVERY <= now {
            noted(self.db().write(|tx| sessions::touch(tx, &hash, now)));
        }
        let credential = Credential::Session {
            id: holder.session.id,
            ends_at,
        };
        Ok(Caller {
            person: person(&holder.user, None),
            portal: holder.portal,
            user: holder.user,
            credential,
        })
    }

    /// Who holds this API token.
    ///
    /// # Errors
    /// `Unauthenticated` for every reason why it does not work.
    pub fn caller_of_token(&self, secret: &Secret) -> Result<Caller, AppError> {
        let bearer = self
            .db()
            .read(|tx| api_tokens::find(tx, &secret.hash()))?
            .ok_or(AppError::Unauthenticated)?;
        let now = self.clock().now();
        let over = bearer.token.expires_at.is_some_and(|at| at <= now);
        if over || !bearer.portal.is_active() || !bearer.user.may_sign_in(now) {
            return Err(AppError::Unauthenticated);
        }
        if bearer.token.last_used_at.is_none_or(|at| at + TOUCH_EVERY <= now) {
            noted(self.db().write(|tx| api_tokens::touch(tx, bearer.token.id, now)));
        }
        let person = person(&bearer.user, bearer.token.permissions.as_deref());
        let credential = Credential::Token {
            id: bearer.token.id,
            name: bearer.token.name,
        };
        Ok(Caller {
            person,
            portal: bearer.portal,
            user: bearer.user,
            credential,
        })
    }

    /// The context of a caller in a portal: their own, or one that the provider's staff may enter. Anything else is not
    /// found, whether it exists or not.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn enter(&self, caller: &Caller, slug: &str, request: Request) -> Result<Ctx, AppError> {
        if caller.portal.slug == slug {
            let mut person = caller.person.clone();
            keep_from_staff(&caller.portal, &mut person, caller.portal.pk);
            return Ok(self.ctx(Actor::Person(person), caller.portal.clone(), request));
        }
        if caller.portal.pk != PortalPk::PROVIDER {
            return Err(AppError::NotFound("portal"));
        }
        let portal = self
            .db()
            .read(|tx| portals::by_slug(tx, slug))?
            .ok_or(AppError::NotFound("portal"))?;
        if !self.may_enter(&caller.person, portal.pk)? {
            return Err(AppError::NotFound("portal"));
        }
        Ok(self.ctx(Actor::Person(caller.person.clone()), portal, request))
    }

    /// Owners and provider admins enter every portal, other staff those assigned to them (S1.21).
    pub(crate) fn may_enter(&self, person: &Person, portal: PortalPk) -> Result<bool, AppError> {
        if person.pk.portal() != PortalPk::PROVIDER {
            return Ok(false);
        }
        if sees_all_portals(person) {
            return Ok(true);
        }
        let assigned = self.db().read(|tx| users::assigned_portals(tx, person.pk))?;
        Ok(assigned.contains(&portal.0))
    }
}

/// Reading goes on while nothing can be written: a use that is not noted only shortens the session.
fn noted(written: Result<(), store::StoreError>) {
    if let Err(error) = written {
        tracing::warn!(%error, "the use of a credential was not noted");
    }
}

/// The staff's own portal is managed with `staff.manage` only: whoever works for customers may look at colleagues, no more.
pub(crate) fn keep_from_staff(home: &Portal, person: &mut Person, place: PortalPk) {
    use Permission as P;
    if home.pk == PortalPk::PROVIDER && place == PortalPk::PROVIDER && !person.permissions.contains(&P::StaffManage) {
        let look = [
            P::UsersView,
            P::UsersExport,
            P::ActivityView,
            P::ActivityExport,
            P::PortalsView,
        ];
        person.permissions.retain(|permission| look.contains(permission));
    }
}

/// Whether a member of the provider's staff sees every portal.
pub(crate) fn sees_all_portals(person: &Person) -> bool {
    person.pk.portal() == PortalPk::PROVIDER && person.role.rank >= 90
}
