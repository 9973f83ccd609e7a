//! The facts before a command, and the way back to them (ui.md B9).

use super::access::{Door, Grants, Scope};
use super::lifecycle::Env;
use super::{InactiveReason, Kind, Lifecycle, Lock, Onboarding, User};
use crate::access::{Actor, Place, Role};
use crate::event::Action;
use crate::ids::PortalPk;
use crate::plan::{Change, Effect};
use crate::policy::Switch;
use crate::report::Skip;
use crate::time::Time;
use serde::{Deserialize, Serialize};

/// What a command may have changed and undo brings back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Former {
    /// Where the account was.
    pub lifecycle: Lifecycle,
    /// Since when it was there.
    pub since: Time,
    /// The lock it had.
    pub lock: Option<Lock>,
    /// The role it had.
    pub role: Role,
    /// What was granted on top of it.
    pub grants: Grants,
    /// The version that the command made: whoever has another one has changed since.
    #[serde(skip)]
    pub version: i64,
}

impl Former {
    /// The facts before a change.
    #[must_use]
    pub fn of(change: &Change) -> Self {
        let before = &change.before;
        Self {
            lifecycle: before.lifecycle,
            since: before.lifecycle_since,
            lock: before.lock.clone(),
            role: before.role.clone(),
            grants: before.grants.clone(),
            version: change.after.version,
        }
    }

    /// Where the account can really come back to. The link of an invitation died with the access; who waited for a seat
    /// would get the one that undoing frees.
    const fn lifecycle(&self) -> Lifecycle {
        match self.lifecycle {
            Lifecycle::Pending(Onboarding::Invited { .. }) => Lifecycle::Pending(Onboarding::Revoked),
            Lifecycle::Inactive(InactiveReason::NoSeat) => Lifecycle::Inactive(InactiveReason::Manual),
            other => other,
        }
    }
}

impl User {
    /// Undo: the facts before a command come back, where nothing has changed since. Sessions, tokens and links that the
    /// command ended stay dead: the epoch never goes back.
    ///
    /// # Errors
    /// `changed_since_preview`, `no_change`, `is_self`, and what refuses to give the role or a grant back.
    pub fn undo(&self, former: &Former, actor: &Actor, env: &Env<'_>) -> Result<Change, Skip> {
        if self.version != former.version {
            return Err(Skip::ChangedSincePreview);
        }
        self.may_get_back(former, actor, env)?;
        let mut after = self.clone();
        if after.lifecycle != former.lifecycle {
            after.lifecycle = former.lifecycle();
            after.lifecycle_since = former.since;
        }
        let ran_out = matches!(former.lock, Some(Lock::Auto { until, .. }) if until <= env.now);
        after.lock = if ran_out { None } else { former.lock.clone() };
        after.role = former.role.clone();
        after.grants = former.grants.clone();
        if after == *self {
            return Err(Skip::NoChange);
        }
        if loses_access(self, &after) {
            if matches!(actor, Actor::Person(person) if person.pk == self.pk) {
                return Err(Skip::IsSelf);
            }
            after.end_access();
        }
        let becomes_admin = after.role.is_admin() && !self.role.is_admin();
        let change = Change::new(self, after, Action::ChangeUndone, env);
        Ok(if becomes_admin {
            change.with(Effect::MailMadeAdmin)
        } else {
            change
        })
    }

    /// Giving back is giving: nobody gives what they do not hold, nor what the portal has no more.
    fn may_get_back(&self, former: &Former, actor: &Actor, env: &Env<'_>) -> Result<(), Skip> {
        if former.role != self.role {
            let place = if self.portal() == PortalPk::PROVIDER {
                Place::Provider
            } else {
                Place::Portal
            };
            let role = env.catalogue.role(&former.role.slug, place);
            let same = role.is_some_and(|role| role == former.role && actor.may_give(&role, env.catalogue));
            if !same {
                return Err(Skip::RoleNotGrantable);
            }
        }
        let (held, wanted) = (&self.grants, &former.grants);
        let mut differing = held.permissions.symmetric_difference(&wanted.permissions);
        if differing.any(|permission| !actor.may(*permission)) {
            return Err(Skip::NoPermission);
        }
        if held.sub_accounts != wanted.sub_accounts && !actor.scope().covers(&wanted.sub_accounts) {
            return Err(Skip::NoPermission);
        }
        if let Scope::Named(named) = &wanted.sub_accounts
            && named.iter().any(|slug| !env.catalogue.has_sub_account(slug))
        {
            return Err(Skip::NotInCatalogue);
        }
        for slug in wanted.modules.difference(&held.modules) {
            let module = env.catalogue.module(slug).ok_or(Skip::NotInCatalogue)?;
            if module.admin_only == Switch::On && !former.role.is_admin() {
                return Err(Skip::AdminOnlyModule);
            }
        }
        let mut added = wanted.app_roles.difference(&held.app_roles).peekable();
        if added.peek().is_some() && self.kind != Kind::External && env.door == Door::ExternalProduction {
            return Err(Skip::ExternalOnly);
        }
        if added.any(|name| !env.catalogue.has_app_role(name)) {
            return Err(Skip::NotInCatalogue);
        }
        Ok(())
    }
}

/// Whether somebody who could sign in cannot any more.
fn loses_access(before: &User, after: &User) -> bool {
    let active = |user: &User| matches!(user.lifecycle, Lifecycle::Active);
    let locked = |user: &User| matches!(user.lock, Some(Lock::Admin { .. }));
    (active(before) && !active(after)) || (!locked(before) && locked(after))
}
