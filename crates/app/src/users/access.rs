//! What a user may reach: the checks before it is given, and the page that changes all of it at once (S3.2, S3.4, S4.6
//! to S4.9, C17).

use crate::ctx::{Ctx, Write};
use crate::error::AppError;
use crate::users::apply::{change_event, room, write_changes};
use crate::users::list::UserView;
use model::access::{Permission, Place, Role};
use model::catalogue::Catalogue;
use model::command::Command;
use model::event::Event;
use model::ids::{PortalPk, UserId};
use model::plan::{Candidate, Decision, Plan, Room};
use model::policy::Switch;
use model::report::Skip;
use model::user::access::{Door, Edit, Grants, Scope};
use model::user::sight::Sight;
use model::user::{Kind, User};
use std::collections::BTreeSet;

/// Where the roles of this portal are held.
#[must_use]
pub fn place(ctx: &Ctx) -> Place {
    if ctx.portal.pk == PortalPk::PROVIDER {
        Place::Provider
    } else {
        Place::Portal
    }
}

/// The permissions that mean something in this portal: those of its highest role.
#[must_use]
pub fn permissions_here(ctx: &Ctx) -> BTreeSet<Permission> {
    let highest = ctx.portal.catalogue.roles_in(place(ctx)).into_iter().next();
    highest
        .map(|role| ctx.portal.catalogue.permissions_of(&role))
        .unwrap_or_default()
}

/// Whether a command names only what the portal has. What is taken away need not exist any more.
///
/// # Errors
/// `Invalid` with the field.
pub(crate) fn known(ctx: &Ctx, command: &Command) -> Result<(), AppError> {
    let catalogue = &ctx.portal.catalogue;
    match command {
        Command::SetRole { role } if catalogue.role(role, place(ctx)).is_none() => {
            Err(AppError::invalid("role", words::t!("error-no-role", role = role)))
        }
        Command::SetPermissions { edit, permissions } if *edit != Edit::Remove => {
            check_permissions(ctx, permissions.iter())
        }
        Command::SetModules { edit, modules } if *edit != Edit::Remove => check_modules(catalogue, modules.iter()),
        Command::SetSubAccounts {
            edit: Edit::Remove,
            sub_accounts: None,
        } => Err(AppError::invalid("sub_accounts", words::t!("error-name-sub-accounts"))),
        Command::SetSubAccounts {
            edit,
            sub_accounts: Some(named),
        } if *edit != Edit::Remove => check_sub_accounts(catalogue, named.iter()),
        Command::SetAppRoles { edit, app_roles } if *edit != Edit::Remove => {
            check_app_roles(catalogue, app_roles.iter())
        }
        _ => Ok(()),
    }
}

fn check_permissions<'p>(ctx: &Ctx, mut permissions: impl Iterator<Item = &'p Permission>) -> Result<(), AppError> {
    let here = permissions_here(ctx);
    match permissions.find(|permission| !here.contains(permission)) {
        None => Ok(()),
        Some(foreign) => Err(AppError::invalid(
            "permissions",
            words::t!("error-foreign-permission", permission = foreign.code()),
        )),
    }
}

fn check_modules<'n>(catalogue: &Catalogue, mut names: impl Iterator<Item = &'n String>) -> Result<(), AppError> {
    match names.find(|name| catalogue.module(name).is_none()) {
        None => Ok(()),
        Some(name) => Err(AppError::invalid("modules", words::t!("error-no-module", name = name))),
    }
}

fn check_sub_accounts<'n>(catalogue: &Catalogue, mut names: impl Iterator<Item = &'n String>) -> Result<(), AppError> {
    match names.find(|name| !catalogue.has_sub_account(name)) {
        None => Ok(()),
        Some(name) => Err(AppError::invalid(
            "sub_accounts",
            words::t!("error-no-sub-account", name = name),
        )),
    }
}

fn check_app_roles<'n>(catalogue: &Catalogue, mut names: impl Iterator<Item = &'n String>) -> Result<(), AppError> {
    match names.find(|name| !catalogue.has_app_role(name)) {
        None => Ok(()),
        Some(name) => Err(AppError::invalid(
            "app_roles",
            words::t!("error-no-app-role", name = name),
        )),
    }
}

/// Whether the actor may give this to new users of this role: only what exists, and nothing that the actor does not hold.
///
/// # Errors
/// `Invalid` with the field.
pub(crate) fn check_grants(ctx: &Ctx, access: &Grants, role: &Role) -> Result<(), AppError> {
    let catalogue = &ctx.portal.catalogue;
    check_permissions(ctx, access.permissions.iter())?;
    check_modules(catalogue, access.modules.iter())?;
    check_app_roles(catalogue, access.app_roles.iter())?;
    if let Scope::Named(named) = &access.sub_accounts {
        check_sub_accounts(catalogue, named.iter())?;
    }
    if let Some(missing) = access
        .permissions
        .iter()
        .find(|permission| !ctx.actor.may(**permission))
    {
        return Err(AppError::invalid(
            "permissions",
            words::t!("error-not-held", permission = missing.code()),
        ));
    }
    if let Some(module) = admin_only(catalogue, access, role) {
        return Err(AppError::invalid(
            "modules",
            words::t!("error-admin-module", module = module),
        ));
    }
    let scope = narrowed(ctx, access).sub_accounts;
    if !ctx.actor.scope().covers(&scope) {
        return Err(AppError::invalid("sub_accounts", words::t!("error-own-sub-accounts")));
    }
    match (&scope, ctx.sight()) {
        // Somebody in no sub-account would be out of sight at once.
        (Scope::Named(named), Sight::Of { .. }) if named.is_empty() => {
            Err(AppError::invalid("sub_accounts", words::t!("error-one-sub-account")))
        }
        _ => Ok(()),
    }
}

/// The first module that only admins may have (S4.8).
fn admin_only(catalogue: &Catalogue, access: &Grants, role: &Role) -> Option<String> {
    let modules = access.modules.iter().filter_map(|slug| catalogue.module(slug));
    let mut closed = modules.filter(|module| module.admin_only == Switch::On);
    closed
        .next()
        .filter(|_| !role.is_admin())
        .map(|module| module.name.clone())
}

/// The same judgement for one person of a batch, when its turn comes: rights and catalogue may be others by then.
pub(crate) fn withheld(ctx: &Ctx, access: &Grants, role: &Role, kind: Kind) -> Option<Skip> {
    let catalogue = &ctx.portal.catalogue;
    if !access.app_roles.is_empty() && kind != Kind::External && ctx.portal.door() == Door::ExternalProduction {
        return Some(Skip::ExternalOnly);
    }
    if admin_only(catalogue, access, role).is_some() {
        return Some(Skip::AdminOnlyModule);
    }
    let gone = check_modules(catalogue, access.modules.iter())
        .and_then(|()| check_app_roles(catalogue, access.app_roles.iter()))
        .and_then(|()| match &access.sub_accounts {
            Scope::All => Ok(()),
            Scope::Named(named) => check_sub_accounts(catalogue, named.iter()),
        });
    if gone.is_err() {
        return Some(Skip::NotInCatalogue);
    }
    let held = access.permissions.iter().all(|permission| ctx.actor.may(*permission));
    let covered = ctx.actor.scope().covers(&narrowed(ctx, access).sub_accounts);
    (!held || !covered).then_some(Skip::NoPermission)
}

/// What a new user gets where nothing is said about sub-accounts: those of the actor, never more.
pub(crate) fn narrowed(ctx: &Ctx, access: &Grants) -> Grants {
    let mut access = access.clone();
    if let (Scope::All, Sight::Of { sub_accounts, .. }) = (&access.sub_accounts, ctx.sight()) {
        access.sub_accounts = Scope::Named(sub_accounts);
    }
    access
}

/// What a form says about one user's access. What is none stays; what the actor cannot give stays as well.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    /// The role's slug.
    pub role: Option<String>,
    /// Single permissions, of those that the actor holds.
    pub permissions: Option<BTreeSet<Permission>>,
    /// Modules.
    pub modules: Option<BTreeSet<String>>,
    /// Sub-accounts.
    pub sub_accounts: Option<Scope>,
    /// App roles.
    pub app_roles: Option<BTreeSet<String>>,
}

impl Wanted {
    /// The commands that lead there, each with the field that a refusal belongs to.
    fn commands(&self, user: &User, ctx: &Ctx) -> Vec<(&'static str, Command)> {
        let role = self.role.clone().filter(|role| *role != user.role.slug);
        let admin = role.as_deref().map_or(user.role.is_admin(), |slug| {
            ctx.portal
                .catalogue
                .role(slug, place(ctx))
                .is_some_and(|role| role.is_admin())
        });
        let mut all = Vec::new();
        all.extend(role.map(|role| ("role", Command::SetRole { role })));
        all.extend(self.permissions.as_ref().map(|ticked| {
            let kept = user.grants.permissions.iter().filter(|held| !ctx.actor.may(**held));
            let permissions = ticked.iter().chain(kept).copied().collect();
            let edit = Edit::Set;
            ("permissions", Command::SetPermissions { edit, permissions })
        }));
        all.extend(self.modules.as_ref().map(|ticked| {
            let closed = |slug: &&String| {
                let module = ctx.portal.catalogue.module(slug);
                admin && module.is_some_and(|module| module.admin_only == Switch::On)
            };
            let kept = user.grants.modules.iter().filter(closed);
            let modules = ticked.iter().chain(kept).cloned().collect();
            (
                "modules",
                Command::SetModules {
                    edit: Edit::Set,
                    modules,
                },
            )
        }));
        all.extend(self.sub_accounts.as_ref().map(|scope| {
            let sub_accounts = match scope {
                Scope::All => None,
                Scope::Named(named) => Some(named.iter().cloned().collect()),
            };
            let edit = Edit::Set;
            ("sub_accounts", Command::SetSubAccounts { edit, sub_accounts })
        }));
        all.extend(self.app_roles.as_ref().map(|ticked| {
            let app_roles = ticked.iter().cloned().collect();
            (
                "app_roles",
                Command::SetAppRoles {
                    edit: Edit::Set,
                    app_roles,
                },
            )
        }));
        all
    }
}

/// Changes what one user may reach: everything or nothing, each part with its own line in the log (S3.4). `seen` is the
/// version that the actor edited.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Invalid` with the part that cannot be given, `Stale` when somebody else was quicker.
pub fn save(ctx: &Ctx, id: UserId, wanted: &Wanted, seen: Option<i64>) -> Result<UserView, AppError> {
    ctx.require_for_change(Permission::UsersPermissions)?;
    ctx.write(|w| {
        let (ctx, mut room) = room(ctx, w)?;
        let ctx = &ctx;
        let found = store::users::lock(&mut w.p, &[id])?.pop();
        let mut user = found.ok_or(AppError::NotFound("user"))?.user;
        if seen.is_some_and(|seen| seen != user.version) {
            return Err(AppError::Stale);
        }
        let mut events = Vec::new();
        for (field, command) in wanted.commands(&user, ctx) {
            known(ctx, &command)?;
            stays_in_sight(ctx, &command)?;
            let step = step(ctx, w, &user, field, &command, &mut room)?;
            if let Some((after, event)) = step {
                user = after;
                events.push(event);
            }
        }
        // The answer is read before the commit: a read that fails afterwards would deny a change that is done.
        let row = store::users::by_id(&mut w.p, id)?.ok_or(AppError::NotFound("user"))?;
        let view = UserView {
            user: row.user,
            delivery: row.delivery,
        };
        if events.is_empty() {
            return Ok(w.finish_silently("nothing was changed", view));
        }
        Ok(w.finish(events, view))
    })
}

/// One part of the change; none where it is as it should be already.
fn step(
    ctx: &Ctx,
    w: &mut Write<'_, '_>,
    user: &User,
    field: &'static str,
    command: &Command,
    room: &mut Room,
) -> Result<Option<(User, Event)>, AppError> {
    // Judged first: what stays as it is needs no right.
    if command.decide(user, None, &ctx.actor, &ctx.env()) == Err(Skip::NoChange) {
        return Ok(None);
    }
    let candidate = Candidate {
        user: user.clone(),
        last_sent: None,
    };
    let plan = Plan::new(&ctx.actor, command, vec![candidate], &ctx.env(), room);
    match plan.decisions.into_iter().next() {
        Some(Decision::Change(change)) => {
            write_changes(ctx, w, &[&change])?;
            let event = change_event(ctx, &change, None);
            Ok(Some((change.after, event)))
        }
        Some(Decision::Skip(_, skip)) => Err(AppError::invalid(field, words::skip_advice(words::language(), skip))),
        None => Ok(None),
    }
}

/// Somebody in no sub-account would be out of the actor's sight at once.
fn stays_in_sight(ctx: &Ctx, command: &Command) -> Result<(), AppError> {
    match command {
        Command::SetSubAccounts {
            sub_accounts: Some(named),
            ..
        } if named.is_empty() && !ctx.sight().is_everybody() => {
            Err(AppError::invalid("sub_accounts", words::t!("error-one-sub-account")))
        }
        _ => Ok(()),
    }
}
