//! Handing on the role of the one admin (C8, S1.3, S1.13): where a portal may have one admin only, neither giving the role
//! first nor taking it first is possible. One transaction does both.

use crate::ctx::{Ctx, Write};
use crate::error::AppError;
use crate::operations::{self, Fresh, Key};
use crate::users::apply::{behind_lock, change_event, line, write_changes};
use crate::users::run::Answer;
use model::access::{Permission, Place, Role};
use model::event::{Action, EventResult, Target};
use model::ids::{PortalPk, UserId, UserPk};
use model::operation::Work;
use model::plan::{Candidate, Change, Decision};
use model::report::{Line, Outcome, Report, Skip};
use model::user::User;
use std::collections::HashMap;
use store::portal_tx::PortalTx;
use store::users;

/// What becomes of the former admin where nothing is said.
pub const FORMER: &str = "user";

/// Whether the role can be handed on here at all: a portal with one admin, and an actor who may give that role.
#[must_use]
pub fn is_offered(ctx: &Ctx) -> bool {
    let admin = Role::built_in("admin", Place::Portal);
    ctx.portal.pk != PortalPk::PROVIDER
        && ctx.portal.policy.max_admins == Some(1)
        && ctx.actor.may(Permission::UsersPermissions)
        && admin.is_some_and(|admin| ctx.actor.may_give(&admin, &ctx.portal.catalogue))
}

/// What handing on would do, without doing it: one line for the new admin, one for each former one.
///
/// # Errors
/// `Forbidden`, `NotFound`, `Invalid` for the role, `Conflict` with code `not_single_admin`.
pub fn preview(ctx: &Ctx, to: UserId, former_role: &str) -> Result<Report, AppError> {
    ctx.require(Permission::UsersPermissions)?;
    let roles = roles(ctx, former_role)?;
    ctx.read(|p| {
        let lines = lines(&decide(ctx, p, to, &roles)?);
        Ok(Report::of(None, lines))
    })
}

/// Hands the admin role to another active user. The former admin gets `former_role`; what that person may do counts at
/// their next click. The same `key` again gives the first answer.
///
/// # Errors
/// As [`preview`], and `KeyReused`.
pub fn transfer(ctx: &Ctx, to: UserId, former_role: &str, key: Option<Key>) -> Result<Answer, AppError> {
    ctx.require_for_change(Permission::UsersPermissions)?;
    roles(ctx, former_role)?;
    let work = Work::Single {
        action: String::from("transfer-admin"),
    };
    let fresh = match operations::fresh(ctx, &work, format_args!("{to} {former_role}"), key)? {
        Fresh::Replay(answer) => return Ok(answer),
        Fresh::New(fresh) => fresh,
    };
    let scoped = ctx.with_operation(fresh.id);
    let (operation, report) = scoped.write(|w| {
        let scoped = behind_lock(&scoped, w)?;
        let roles = roles(&scoped, former_role)?;
        let decisions = decide(&scoped, &mut w.p, to, &roles)?;
        let events = written(&scoped, w, &decisions)?;
        let report = Report::of(Some(fresh.id), lines(&decisions));
        let operation = operations::record(&scoped, w, &fresh, &work, &report, &keys_of(&decisions))?;
        Ok(w.finish(events, (operation, report)))
    })?;
    Ok(Answer::Finished {
        operation: Box::new(operation),
        report,
    })
}

/// The role that goes from one to the other, and the one that stays for the former admin.
struct Roles {
    admin: Role,
    former: Role,
}

fn roles(ctx: &Ctx, former: &str) -> Result<Roles, AppError> {
    let catalogue = &ctx.portal.catalogue;
    let admin = Role::built_in("admin", Place::Portal).filter(|_| ctx.portal.pk != PortalPk::PROVIDER);
    let admin = admin
        .filter(|_| ctx.portal.policy.max_admins == Some(1))
        .ok_or_else(|| AppError::conflict("not_single_admin", words::t!("error-several-admins")))?;
    let former = catalogue
        .role(former, Place::Portal)
        .filter(|role| !role.is_admin() && ctx.actor.may_give(role, catalogue));
    let former = former.ok_or_else(|| AppError::invalid("role", words::t!("error-former-role")))?;
    Ok(Roles { admin, former })
}

/// The new admin first, then the former ones; those only where the new one is possible.
fn decide(ctx: &Ctx, p: &mut PortalTx<'_, '_>, to: UserId, roles: &Roles) -> Result<Vec<Decision>, AppError> {
    let target = users::lock(p, &[to])?.pop().ok_or(AppError::NotFound("user"))?.user;
    if !ctx.actor.scope().sees(&target.grants.sub_accounts) {
        return Err(AppError::NotFound("user"));
    }
    let change = match taken_over(ctx, &target, roles) {
        Ok(change) => change,
        Err(skip) => return Ok(vec![Decision::Skip(Box::new(target), skip)]),
    };
    let admins: Vec<UserPk> = users::holders::admins(p)?
        .into_iter()
        .filter(|pk| *pk != target.pk)
        .collect();
    let former = users::lock_by_pk(p, &admins)?;
    let handed = |Candidate { user, .. }: Candidate| user.hand_over(roles.former.clone(), &ctx.env());
    let all = std::iter::once(change).chain(former.into_iter().map(handed));
    Ok(all.map(|change| Decision::Change(Box::new(change))).collect())
}

/// Nobody hands on more than they hold, nor outside their own part of the portal.
fn taken_over(ctx: &Ctx, target: &User, roles: &Roles) -> Result<Change, Skip> {
    if !ctx.actor.may_give(&roles.admin, &ctx.portal.catalogue) {
        return Err(Skip::RoleNotGrantable);
    }
    if !ctx.actor.scope().is_all() {
        return Err(Skip::NoPermission);
    }
    target.take_over(roles.admin.clone(), &ctx.env())
}

fn written(ctx: &Ctx, w: &mut Write<'_, '_>, decisions: &[Decision]) -> Result<Vec<model::event::Event>, AppError> {
    let changes: Vec<&Change> = decisions
        .iter()
        .filter_map(|decision| match decision {
            Decision::Change(change) => Some(change.as_ref()),
            Decision::Skip(..) => None,
        })
        .collect();
    write_changes(ctx, w, &changes)?;
    let mut events: Vec<_> = changes.iter().map(|change| change_event(ctx, change, None)).collect();
    // A refusal of right is news, one of state is not.
    let refused = decisions.iter().filter_map(|decision| match decision {
        Decision::Skip(user, skip @ (Skip::RoleNotGrantable | Skip::NoPermission)) => Some((user, skip)),
        _ => None,
    });
    events.extend(refused.map(|(user, skip)| {
        let mut event = ctx.event_about(Action::CommandRefused, Some(Target::of(user)));
        event.result = EventResult::Refused;
        event.reason = Some(skip.code().to_owned());
        event
    }));
    Ok(events)
}

fn lines(decisions: &[Decision]) -> Vec<Line> {
    decisions.iter().map(line).collect()
}

fn keys_of(decisions: &[Decision]) -> HashMap<UserId, UserPk> {
    let key = |decision: &Decision| match decision {
        Decision::Change(change) => (change.after.id, change.after.pk),
        Decision::Skip(user, _) => (user.id, user.pk),
    };
    decisions.iter().map(key).collect()
}

/// Whether the role was handed on.
#[must_use]
pub fn is_done(report: &Report) -> bool {
    report.lines.first().is_some_and(|line| line.outcome == Outcome::Done)
}
