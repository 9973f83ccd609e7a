//! Who calls: from a cookie or a bearer token to a person with permissions, judged at every use.

use super::admission::Used;
use crate::App;
use crate::ctx::{Ctx, Request};
use crate::error::AppError;
use crate::keys::Secret;
use crate::users::link;
use model::access::{Actor, Permission, Person};
use model::catalogue::Catalogue;
use model::ids::{PortalPk, TokenId};
use model::policy::Policy;
use model::time::{Span, Time};
use model::user::access::Scope;
use model::user::{Lifecycle, User};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::api_tokens::Bearer;
use store::portals::{self, Portal};
use store::sessions::Holder;
use store::{api_tokens, sessions, users};
use uuid::Uuid;

/// A person whose credential has just been judged.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The person, with what this credential may do.
    pub person: Person,
    /// The portal that the person belongs to.
    pub portal: Arc<Portal>,
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

/// How far a session has come. Judged at every use: a policy that changes, a password that expires and a factor that is
/// set up or gone count at once (S2.16, S2.30).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// All the way.
    Full,
    /// The code of the second factor is missing.
    SecondFactor,
    /// The password has expired.
    NewPassword,
    /// The policy wants a second factor that is not set up.
    EnrolSecondFactor,
}

/// What a session of this user lacks, whose second factor was given then or never.
pub(crate) fn step(user: &User, second_factor_at: Option<Time>, policy: &Policy, now: Time) -> Step {
    if user.second_factor_at.is_some() && second_factor_at.is_none() {
        Step::SecondFactor
    } else if user.password_expired(policy, now) {
        Step::NewPassword
    } else if user.lacks_second_factor(policy) || matches!(user.lifecycle, Lifecycle::Pending(_)) {
        Step::EnrolSecondFactor
    } else {
        Step::Full
    }
}

/// A session on its way in. Its holder may mend what is missing or sign out, and nothing else: the context holds no
/// permission.
#[derive(Clone)]
pub struct Arrival {
    /// The context of the person, in their own portal.
    pub ctx: Ctx,
    /// What is missing.
    pub step: Step,
    /// The user as it is now.
    pub user: User,
    /// What is stored of the session's secret.
    pub(crate) hash: Vec<u8>,
}

impl Arrival {
    /// Refuses what belongs to another step.
    ///
    /// # Errors
    /// `Unfinished` with the step that is next.
    pub fn expect(&self, step: Step) -> Result<(), AppError> {
        if self.step == step {
            Ok(())
        } else {
            Err(unfinished(&self.ctx.portal, self.step))
        }
    }
}

pub(crate) fn unfinished(portal: &Portal, step: Step) -> AppError {
    AppError::Unfinished {
        portal: portal.slug.clone(),
        step,
    }
}

/// A person from a user's row; a token may hold less than its user, never more.
pub(crate) fn person(user: &User, catalogue: &Catalogue, limit: Option<&[Permission]>) -> Person {
    let mut permissions: BTreeSet<Permission> = user.permissions(catalogue);
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
        scope: scope_of(user),
    }
}

/// The provider's staff are limited by portal, never by sub-account.
fn scope_of(user: &User) -> Scope {
    if user.portal() == PortalPk::PROVIDER {
        Scope::All
    } else {
        user.grants.sub_accounts.clone()
    }
}

/// Sessions note their last use at most this often: a read stays a read.
const TOUCH_EVERY: Span = Span::minutes(1);

impl App {
    /// Who holds this session cookie.
    ///
    /// # Errors
    /// `Unauthenticated` for every reason why it does not work; `Unfinished` while it has not come all the way.
    pub fn caller_of_session(&self, secret: &Secret) -> Result<Caller, AppError> {
        let hash = secret.hash();
        let holder = self.db().read(|tx| sessions::find(tx, &hash))?;
        let (holder, ends_at, used) = self.judge_session(holder, &hash)?;
        self.note(used.as_slice());
        self.session_caller(holder, ends_at)
    }

    pub(super) fn session_caller(&self, holder: Holder, ends_at: Time) -> Result<Caller, AppError> {
        let step = self.step_of(&holder);
        if step != Step::Full {
            return Err(unfinished(&holder.portal, step));
        }
        let credential = Credential::Session {
            id: holder.session.id,
            ends_at,
        };
        Ok(Caller {
            person: person(&holder.user, &holder.portal.catalogue, None),
            portal: holder.portal,
            user: holder.user,
            credential,
        })
    }

    /// Who holds this session cookie, however far it has come.
    ///
    /// # Errors
    /// `Unauthenticated` for every reason why it does not work.
    pub fn arrival(&self, secret: &Secret, request: Request) -> Result<Arrival, AppError> {
        let hash = secret.hash();
        let holder = self.db().read(|tx| sessions::find(tx, &hash))?;
        let (holder, _, used) = self.judge_session(holder, &hash)?;
        self.note(used.as_slice());
        let step = self.step_of(&holder);
        Ok(Arrival {
            ctx: self.ctx(Actor::Person(link::holder(&holder.user)), holder.portal, request),
            step,
            user: holder.user,
            hash,
        })
    }

    fn step_of(&self, holder: &Holder) -> Step {
        let policy = &holder.portal.policy;
        step(
            &holder.user,
            holder.session.second_factor_at,
            policy,
            self.clock().now(),
        )
    }

    /// A session that counts, when it ends if it is not used, and whether this use is to be noted. Judged now.
    pub(super) fn judge_session(
        &self,
        holder: Option<Holder>,
        hash: &[u8],
    ) -> Result<(Holder, Time, Option<Used>), AppError> {
        let holder = holder.ok_or(AppError::Unauthenticated)?;
        let now = self.clock().now();
        let idle_end = holder.session.last_seen_at + Span::seconds(holder.portal.policy.session.idle_seconds);
        let ends_at = idle_end.min(holder.session.expires_at);
        if ends_at <= now || !holder.portal.is_active() || !holder.user.may_go_on() {
            return Err(AppError::Unauthenticated);
        }
        let due = holder.session.last_seen_at + TOUCH_EVERY <= now;
        Ok((holder, ends_at, due.then(|| Used::Session(hash.to_vec(), now))))
    }

    /// Who holds this API token.
    ///
    /// # Errors
    /// `Unauthenticated` for every reason why it does not work.
    pub fn caller_of_token(&self, secret: &Secret) -> Result<Caller, AppError> {
        let bearer = self.db().read(|tx| api_tokens::find(tx, &secret.hash()))?;
        let (caller, used) = self.judge_token(bearer)?;
        self.note(used.as_slice());
        Ok(caller)
    }

    pub(super) fn judge_token(&self, bearer: Option<Bearer>) -> Result<(Caller, Option<Used>), AppError> {
        let bearer = bearer.ok_or(AppError::Unauthenticated)?;
        let now = self.clock().now();
        let over = bearer.token.expires_at.is_some_and(|at| at <= now);
        if over || !bearer.portal.is_active() || !bearer.user.may_sign_in(now) {
            return Err(AppError::Unauthenticated);
        }
        let due = bearer.token.last_used_at.is_none_or(|at| at + TOUCH_EVERY <= now);
        let used = due.then_some(Used::Token(bearer.token.id, now));
        let person = person(
            &bearer.user,
            &bearer.portal.catalogue,
            bearer.token.permissions.as_deref(),
        );
        let credential = Credential::Token {
            id: bearer.token.id,
            name: bearer.token.name,
        };
        let caller = Caller {
            person,
            portal: bearer.portal,
            user: bearer.user,
            credential,
        };
        Ok((caller, used))
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
            .glance(|tx| portals::by_slug(tx, slug))?
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
        let assigned = self.db().glance(|tx| users::assigned_portals(tx, person.pk))?;
        Ok(assigned.contains(&portal.0))
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
