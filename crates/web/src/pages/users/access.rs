//! `/p/{portal}/users/{id}/permissions`: what one user may reach, saved as a whole (S3.2, S3.4, ui.md B10).

use super::access_form::{self as form, listed, module_name, scope_words};
use super::user;
use crate::pages::Refusal;
use crate::pages::fields::{Fields, address};
use crate::pages::form::{Errors, problem};
use crate::pages::page::Page;
use crate::pages::permissions::words as permission_words;
use crate::speak::{self, t};
use crate::templates::access::{AccessTab, Part};
use crate::templates::bulk::{self, ConfirmPage};
use crate::templates::components::{Kind, Message};
use crate::templates::user_page::Section;
use crate::templates::wording::Level;
use app::Ctx;
use app::error::AppError;
use app::users::access::{self, Wanted};
use app::users::list;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use model::access::Permission as P;
use model::command::Command;
use model::ids::UserId;
use model::user::access::{Grants, Scope};
use model::user::{Lifecycle, User};
use std::collections::BTreeSet;

/// The tab.
///
/// # Errors
/// The page of the refusal.
pub async fn show(page: Page) -> Result<Response, Refusal> {
    answer(&page, &Fields::default(), &Errors::default(), Tried::Nothing).await
}

/// What has just been tried.
enum Tried {
    Nothing,
    /// Something is wrong with a part.
    Wrong,
    /// Somebody else was quicker.
    Stale,
}

async fn answer(page: &Page, typed: &Fields, errors: &Errors, tried: Tried) -> Result<Response, Refusal> {
    let (mut shown, ()) = user::load(page, |ctx| ctx.require(P::UsersPermissions)).await?;
    let view = tab(page, &shown.view.user, typed, errors);
    shown.note = match &tried {
        Tried::Nothing => saved(page),
        Tried::Wrong => errors.0.first().map(|error| problem(&error.message)),
        Tried::Stale => Some(problem(&conflict(page.ctx(), &shown.view.user))),
    };
    let mut response = shown.render(page, user::PERMISSIONS, Section::Permissions(Box::new(view)));
    *response.status_mut() = match tried {
        Tried::Nothing => StatusCode::OK,
        Tried::Wrong => StatusCode::UNPROCESSABLE_ENTITY,
        Tried::Stale => StatusCode::CONFLICT,
    };
    Ok(response)
}

/// What saving has just done: "2 added, 1 removed".
fn saved(page: &Page) -> Option<Message> {
    let number = |name| page.query.get(name).parse::<i64>().ok();
    let (added, removed) = (number("added")?, number("removed")?);
    let text = if added + removed == 0 {
        t!("access-unchanged")
    } else {
        t!("access-saved", added = added, removed = removed)
    };
    Some(Message {
        kind: Kind::Done,
        text,
        focus: true,
        ..Message::default()
    })
}

/// What is saved now, beside what was typed.
fn conflict(ctx: &Ctx, user: &User) -> String {
    let grants = &user.grants;
    t!(
        "access-conflict",
        role = words::role(speak::language(), &ctx.portal.catalogue, &user.role.slug),
        permissions = listed(grants.permissions.iter().map(|p| permission_words(*p)).collect()),
        modules = listed(grants.modules.iter().map(|slug| module_name(ctx, slug)).collect()),
        subs = scope_words(ctx, &grants.sub_accounts),
        apps = listed(grants.app_roles.iter().cloned().collect()),
    )
}

fn tab(page: &Page, user: &User, typed: &Fields, errors: &Errors) -> AccessTab {
    let ctx = page.ctx();
    let was_typed = !typed.0.is_empty();
    let ticked = if was_typed {
        form::grants(typed)
    } else {
        user.grants.clone()
    };
    let chosen = typed.some("role").unwrap_or(&user.role.slug);
    let read_only = read_only(ctx, user);
    AccessTab {
        action: page.at(&format!("/users/{}/permissions", user.id)),
        hidden: vec![(String::from("version"), user.version.to_string())],
        roles: form::roles(ctx, chosen),
        fixed_role: fixed_role(ctx, user),
        role_error: errors.of("role"),
        access: form::fields(ctx, &ticked, Some(user), errors),
        facts: read_only.as_ref().map(|_| facts(ctx, user)).unwrap_or_default(),
        read_only,
        cancel_href: page.at(&format!("/users/{}", user.id)),
    }
}

/// Why this viewer changes nothing of this user.
fn read_only(ctx: &Ctx, user: &User) -> Option<String> {
    if matches!(user.lifecycle, Lifecycle::Deleted { .. }) {
        Some(t!("access-deleted"))
    } else if !ctx.actor.reaches(user.role.rank) {
        Some(t!("access-outranked"))
    } else if !ctx.actor.scope().covers(&user.grants.sub_accounts) {
        Some(t!("access-out-of-reach"))
    } else {
        None
    }
}

/// The role as words, where it is the viewer's own or one that the viewer could not give back.
fn fixed_role(ctx: &Ctx, user: &User) -> Option<(String, String)> {
    let catalogue = &ctx.portal.catalogue;
    let label = words::role(speak::language(), catalogue, &user.role.slug);
    if ctx.person().is_some_and(|person| person.pk == user.pk) {
        Some((label, t!("access-own-role")))
    } else if !ctx.actor.may_give(&user.role, catalogue) {
        Some((label, t!("access-role-above")))
    } else {
        None
    }
}

fn facts(ctx: &Ctx, user: &User) -> Vec<(String, String)> {
    let catalogue = &ctx.portal.catalogue;
    let held = user.permissions(catalogue).into_iter().map(permission_words);
    let modules = user.modules(catalogue);
    vec![
        (
            t!("access-role"),
            words::role(speak::language(), catalogue, &user.role.slug),
        ),
        (t!("access-permissions"), listed(held.collect())),
        (
            t!("access-modules"),
            listed(modules.iter().map(|slug| module_name(ctx, slug)).collect()),
        ),
        (t!("access-sub-accounts"), scope_words(ctx, &user.grants.sub_accounts)),
        (
            t!("access-app-roles"),
            listed(user.grants.app_roles.iter().cloned().collect()),
        ),
    ]
}

/// Saves.
///
/// # Errors
/// The page of the refusal.
pub async fn save(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let id: UserId = page.id("id")?;
    let wanted = wanted(&fields);
    let seen = fields.get("version").parse().ok();
    if let Some(question) = makes_admin(&page, id, &wanted, &fields).await? {
        return Ok(question);
    }
    let saving = page.run(move |ctx| {
        ctx.require_for_change(P::UsersPermissions)?;
        let before = list::get(ctx, id)?.user;
        let after = access::save(ctx, id, &wanted, seen)?.user;
        Ok(difference(&before, &after))
    });
    match saving.await {
        Ok((added, removed)) => {
            let done = [("added", added), ("removed", removed)];
            let done = done.map(|(name, n)| (name.to_owned(), n.to_string()));
            let tab = page.at(&format!("/users/{id}/permissions"));
            Ok(Redirect::to(&address(&tab, &done)).into_response())
        }
        Err(AppError::Invalid(errors)) => answer(&page, &fields, &Errors(errors), Tried::Wrong).await,
        Err(AppError::Stale) => answer(&page, &fields, &Errors::default(), Tried::Stale).await,
        Err(error) => Err(page.refuse(error)),
    }
}

/// Only parts that the form had are said anything about.
fn wanted(fields: &Fields) -> Wanted {
    let Grants {
        permissions,
        modules,
        sub_accounts,
        app_roles,
    } = form::grants(fields);
    Wanted {
        role: fields.some("role").map(str::to_owned),
        permissions: form::had(fields, Part::Permissions).then_some(permissions),
        modules: form::had(fields, Part::Modules).then_some(modules),
        sub_accounts: form::had(fields, Part::SubAccounts).then_some(sub_accounts),
        app_roles: form::had(fields, Part::AppRoles).then_some(app_roles),
    }
}

/// How much was given and taken.
fn difference(before: &User, after: &User) -> (usize, usize) {
    let held = |user: &User| {
        let grants = &user.grants;
        let permissions = grants.permissions.iter().map(|p| format!("permission {}", p.code()));
        let modules = grants.modules.iter().map(|m| format!("module {m}"));
        let apps = grants.app_roles.iter().map(|a| format!("app {a}"));
        let subs = match &grants.sub_accounts {
            Scope::All => vec![String::from("every sub-account")],
            Scope::Named(named) => named.iter().map(|s| format!("sub-account {s}")).collect(),
        };
        let role = std::iter::once(format!("role {}", user.role.slug));
        permissions
            .chain(modules)
            .chain(apps)
            .chain(subs)
            .chain(role)
            .collect::<BTreeSet<String>>()
    };
    let (before, after) = (held(before), held(after));
    (after.difference(&before).count(), before.difference(&after).count())
}

/// Somebody becomes an admin by this: asked once more (ui.md B8).
async fn makes_admin(page: &Page, id: UserId, wanted: &Wanted, fields: &Fields) -> Result<Option<Response>, Refusal> {
    let ctx = page.ctx();
    let role = wanted.role.clone().filter(|role| form::is_admin(ctx, role));
    let Some(role) = role.filter(|_| fields.get("confirm") != "yes") else {
        return Ok(None);
    };
    let load = move |ctx: &Ctx| {
        ctx.require(P::UsersPermissions)?;
        Ok(list::get(ctx, id)?.user)
    };
    let (frame, user) = page.show(&t!("access-title"), load).await?;
    if user.role.is_admin() {
        return Ok(None);
    }
    let name = if user.full_name().is_empty() {
        user.profile.email.to_string()
    } else {
        user.full_name()
    };
    let mut hidden = form::carried(fields);
    hidden.extend(["role", "version"].map(|field| (field.to_owned(), fields.get(field).to_owned())));
    let question = ConfirmPage {
        title: t!("access-make-admin-one", name = name),
        level: Level::Two,
        consequences: form::consequences(ctx, &Command::SetRole { role }),
        changed_note: String::new(),
        groups: Vec::new(),
        typed: None,
        reason: None,
        action: page.at(&format!("/users/{id}/permissions")),
        hidden,
        confirm_label: Some(t!("access-make-admin-button-one")),
        danger: false,
        cancel_href: page.at(&format!("/users/{id}/permissions")),
    };
    Ok(Some(bulk::page(&frame, &question).into_response()))
}
