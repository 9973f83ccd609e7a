//! The fields of what somebody may reach, for the forms that ask for it: inviting, adding, one user, many users.

use crate::pages::fields::Fields;
use crate::pages::form::Errors;
use crate::pages::permissions::words as permission_words;
use crate::speak::{self, t};
use crate::templates::access::{AccessFields, Choices, Part, SubAccounts};
use crate::templates::form::Choice;
use app::Ctx;
use app::users::access;
use model::access::{Permission, Role};
use model::command::Command;
use model::policy::Switch;
use model::user::User;
use model::user::access::{Edit, Grants, Scope};
use model::user::sight::Sight;
use std::collections::BTreeSet;

/// What a form says; the same words everywhere.
pub(super) fn grants(fields: &Fields) -> Grants {
    let names = |name: &str| fields.all(name).map(str::to_owned).collect::<BTreeSet<String>>();
    Grants {
        permissions: fields.all("permission").filter_map(Permission::from_code).collect(),
        modules: names("module"),
        sub_accounts: match fields.get("scope") {
            "named" => Scope::Named(names("sub")),
            _ => Scope::All,
        },
        app_roles: names("app_role"),
    }
}

/// The names and values of these fields, to be carried from page to page.
pub(super) fn carried(fields: &Fields) -> Vec<(String, String)> {
    const NAMES: [&str; 6] = ["part", "permission", "module", "scope", "sub", "app_role"];
    fields
        .0
        .iter()
        .filter(|(name, _)| NAMES.contains(&name.as_str()))
        .cloned()
        .collect()
}

/// Whether the form had this part: then nothing ticked means nothing.
pub(super) fn had(fields: &Fields, part: Part) -> bool {
    fields.all("part").any(|key| key == part.key())
}

/// The fields. `user` is whose they are, where there is somebody already.
pub(super) fn fields(ctx: &Ctx, ticked: &Grants, user: Option<&User>, errors: &Errors) -> AccessFields {
    let (permissions, withheld) = permissions(ctx, ticked, user);
    let (open, closed): (Vec<_>, Vec<_>) = ctx
        .portal
        .catalogue
        .modules
        .iter()
        .partition(|module| module.admin_only == Switch::Off);
    let parts = Part::ALL.map(Part::key).into_iter();
    AccessFields {
        permissions,
        withheld,
        modules: open
            .into_iter()
            .map(|m| choice(&m.slug, m.name.clone(), ticked.modules.contains(&m.slug)))
            .collect(),
        admins_only: closed.into_iter().map(|m| m.name.clone()).collect(),
        sub_accounts: sub_accounts(ctx, &ticked.sub_accounts),
        app_roles: app_roles(ctx, ticked),
        errors: parts
            .filter_map(|key| errors.of(key).map(|text| (key.to_owned(), text)))
            .collect(),
    }
}

fn choice(value: &str, label: String, chosen: bool) -> Choice {
    Choice {
        value: value.to_owned(),
        label,
        hint: String::new(),
        chosen,
    }
}

/// Those that the viewer holds as ticks; the others as words with the reason.
fn permissions(ctx: &Ctx, ticked: &Grants, user: Option<&User>) -> (Vec<Choices>, Vec<(String, String)>) {
    let here = access::permissions_here(ctx);
    let by_role = user
        .map(|user| ctx.portal.catalogue.permissions_of(&user.role))
        .unwrap_or_default();
    let (mine, others): (Vec<_>, Vec<_>) = Permission::ALL
        .iter()
        .copied()
        .filter(|permission| here.contains(permission))
        .partition(|permission| ctx.actor.may(*permission));
    let mut groups: Vec<Choices> = Vec::new();
    for permission in mine {
        let title = group_of(permission);
        let mut one = choice(
            permission.code(),
            permission_words(permission),
            ticked.permissions.contains(&permission),
        );
        if by_role.contains(&permission) {
            one.hint = t!("access-by-role");
        }
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.choices.push(one),
            None => groups.push(Choices {
                title,
                choices: vec![one],
            }),
        }
    }
    let reason = |permission: &Permission| {
        let held = user.is_some_and(|user| user.grants.permissions.contains(permission));
        if held {
            t!("access-not-yours-held")
        } else {
            t!("access-not-yours")
        }
    };
    let withheld = others
        .into_iter()
        .map(|permission| (permission_words(permission), reason(&permission)));
    (groups, withheld.collect())
}

/// The heading that a permission stands below: the first word of its code says it.
fn group_of(permission: Permission) -> String {
    match permission.code().split('.').next() {
        Some("users") => t!("access-group-users"),
        Some("activity") => t!("access-group-activity"),
        Some("roles" | "portal") => t!("access-group-portal"),
        _ => t!("access-group-provider"),
    }
}

fn sub_accounts(ctx: &Ctx, ticked: &Scope) -> SubAccounts {
    let sight = ctx.sight();
    let named = |slug: &str| matches!(ticked, Scope::Named(named) if named.contains(slug));
    let mine = |slug: &String| match &sight {
        Sight::Everybody => true,
        Sight::Of { sub_accounts, .. } => sub_accounts.contains(slug),
    };
    let listed = ctx.portal.catalogue.sub_accounts.iter().filter(|sub| mine(&sub.slug));
    let limited = !sight.is_everybody();
    let scopes = if limited {
        Vec::new()
    } else {
        let all = Choice {
            hint: t!("access-scope-all-hint"),
            ..choice("all", t!("access-scope-all"), ticked.is_all())
        };
        vec![all, choice("named", t!("access-scope-named"), !ticked.is_all())]
    };
    SubAccounts {
        scopes,
        // Where the viewer cannot give all, everything of the viewer's is what "nothing said" means.
        choices: listed
            .map(|sub| {
                choice(
                    &sub.slug,
                    sub.name.clone(),
                    named(&sub.slug) || (limited && ticked.is_all()),
                )
            })
            .collect(),
    }
}

fn app_roles(ctx: &Ctx, ticked: &Grants) -> Vec<Choices> {
    let apps = ctx.portal.catalogue.apps.iter().filter(|app| !app.roles.is_empty());
    let app = |app: &model::catalogue::App| Choices {
        title: app.name.clone(),
        choices: app
            .roles
            .iter()
            .map(|role| {
                let name = format!("{}/{}", app.slug, role.slug);
                choice(&name, role.name.clone(), ticked.app_roles.contains(&name))
            })
            .collect(),
    };
    apps.map(app).collect()
}

/// The roles that the viewer may give, lowest first; the lowest is chosen where nothing else is (S4.7).
pub(super) fn roles(ctx: &Ctx, chosen: &str) -> Vec<Choice> {
    let catalogue = &ctx.portal.catalogue;
    let mut given: Vec<Role> = catalogue.roles_in(access::place(ctx));
    given.retain(|role| ctx.actor.may_give(role, catalogue));
    given.reverse();
    let known = given.iter().any(|role| role.slug == chosen);
    let first = given.iter().find(|role| role.slug == "user").or(given.first()).cloned();
    let choice = |role: &Role| Choice {
        value: role.slug.clone(),
        label: words::role(speak::language(), catalogue, &role.slug),
        hint: role_hint(&role.slug),
        chosen: if known {
            role.slug == chosen
        } else {
            first.as_ref() == Some(role)
        },
    };
    given.iter().map(choice).collect()
}

/// What a built-in role may do, in one line.
fn role_hint(slug: &str) -> String {
    match slug {
        "admin" => t!("access-role-admin"),
        "manager" => t!("access-role-manager"),
        "helpdesk" => t!("access-role-helpdesk"),
        "auditor" => t!("access-role-auditor"),
        "user" => t!("access-role-user"),
        "owner" => t!("access-role-owner"),
        "provider-admin" => t!("access-role-provider-admin"),
        "technician" => t!("access-role-technician"),
        "provider-auditor" => t!("access-role-provider-auditor"),
        _ => String::new(),
    }
}

/// A command of the path with what the form says; other commands come back as they are.
pub(super) fn command(command: Command, fields: &Fields) -> Command {
    let edit = match fields.get("edit") {
        "add" => Edit::Add,
        "remove" => Edit::Remove,
        _ => Edit::Set,
    };
    let Grants {
        permissions,
        modules,
        sub_accounts,
        app_roles,
    } = grants(fields);
    match command {
        Command::SetRole { .. } => Command::SetRole {
            role: fields.get("role").to_owned(),
        },
        Command::SetPermissions { .. } => Command::SetPermissions {
            edit,
            permissions: permissions.into_iter().collect(),
        },
        Command::SetModules { .. } => Command::SetModules {
            edit,
            modules: modules.into_iter().collect(),
        },
        Command::SetSubAccounts { .. } => Command::SetSubAccounts {
            edit,
            sub_accounts: match sub_accounts {
                Scope::All => None,
                Scope::Named(named) => Some(named.into_iter().collect()),
            },
        },
        Command::SetAppRoles { .. } => Command::SetAppRoles {
            edit,
            app_roles: app_roles.into_iter().collect(),
        },
        other => other,
    }
}

/// The hidden fields from which [`command`] makes the same command again.
pub(super) fn words_of(command: &Command) -> Vec<(String, String)> {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let many = |edit: &Edit, name: &str, values: Vec<&str>| {
        let edit = match edit {
            Edit::Set => "set",
            Edit::Add => "add",
            Edit::Remove => "remove",
        };
        let values = values.into_iter().map(|value| pair(name, value));
        std::iter::once(pair("edit", edit)).chain(values).collect::<Vec<_>>()
    };
    match command {
        Command::SetRole { role } => vec![pair("role", role)],
        Command::SetPermissions { edit, permissions } => {
            many(edit, "permission", permissions.iter().map(|p| p.code()).collect())
        }
        Command::SetModules { edit, modules } => many(edit, "module", modules.iter().map(String::as_str).collect()),
        Command::SetSubAccounts {
            edit,
            sub_accounts: None,
        } => [many(edit, "sub", Vec::new()), vec![pair("scope", "all")]].concat(),
        Command::SetSubAccounts {
            edit,
            sub_accounts: Some(named),
        } => [
            many(edit, "sub", named.iter().map(String::as_str).collect()),
            vec![pair("scope", "named")],
        ]
        .concat(),
        Command::SetAppRoles { edit, app_roles } => {
            many(edit, "app_role", app_roles.iter().map(String::as_str).collect())
        }
        _ => Vec::new(),
    }
}

/// What a command about access will do, in sentences; nothing for other commands.
pub(super) fn consequences(ctx: &Ctx, command: &Command) -> Vec<String> {
    let catalogue = &ctx.portal.catalogue;
    let change = |edit: &Edit, names: Vec<String>| {
        let names = listed(names);
        match edit {
            Edit::Add => t!("access-will-add", names = names),
            Edit::Remove => t!("access-will-remove", names = names),
            Edit::Set => t!("access-will-set", names = names),
        }
    };
    let what = match command {
        Command::SetRole { role } if is_admin(ctx, role) => t!("access-make-admin-what"),
        Command::SetRole { role } => t!(
            "access-will-role",
            role = words::role(speak::language(), catalogue, role)
        ),
        Command::SetPermissions { edit, permissions } => change(
            edit,
            permissions
                .iter()
                .map(|permission| permission_words(*permission))
                .collect(),
        ),
        Command::SetModules { edit, modules } => change(edit, modules.iter().map(|m| module_name(ctx, m)).collect()),
        Command::SetSubAccounts { sub_accounts: None, .. } => t!("access-will-all"),
        Command::SetSubAccounts {
            edit,
            sub_accounts: Some(named),
        } => change(edit, named.iter().map(|sub| sub_account_name(ctx, sub)).collect()),
        Command::SetAppRoles { edit, app_roles } => change(edit, app_roles.clone()),
        _ => return Vec::new(),
    };
    vec![what, t!("access-at-once")]
}

/// Whether this role makes an admin.
pub(super) fn is_admin(ctx: &Ctx, slug: &str) -> bool {
    let role = ctx.portal.catalogue.role(slug, access::place(ctx));
    role.is_some_and(|role| role.is_admin())
}

pub(super) fn module_name(ctx: &Ctx, slug: &str) -> String {
    ctx.portal
        .catalogue
        .module(slug)
        .map_or_else(|| slug.to_owned(), |module| module.name.clone())
}

pub(super) fn sub_account_name(ctx: &Ctx, slug: &str) -> String {
    let found = ctx.portal.catalogue.sub_accounts.iter().find(|sub| sub.slug == slug);
    found.map_or_else(|| slug.to_owned(), |sub| sub.name.clone())
}

/// "Reports, Dashboard", or the word for nothing.
pub(super) fn listed(names: Vec<String>) -> String {
    if names.is_empty() {
        t!("access-none")
    } else {
        names.join(", ")
    }
}

/// A scope in words.
pub(super) fn scope_words(ctx: &Ctx, scope: &Scope) -> String {
    match scope {
        Scope::All => t!("access-all"),
        Scope::Named(named) => listed(named.iter().map(|slug| sub_account_name(ctx, slug)).collect()),
    }
}
