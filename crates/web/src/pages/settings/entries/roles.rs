//! Roles of the portal's own, beside the built-in ones.

use super::{Entry, Failed, Words, held};
use crate::pages::fields::{Fields, address};
use crate::pages::page::Page;
use crate::pages::permissions;
use crate::speak::{self, t};
use crate::templates::catalogue::{Held, Matrix};
use crate::templates::form::{Choice, Field, Input};
use app::catalogue::{Overview, grantable};
use app::error::AppError;
use model::access::{Permission, Place, ROLES};
use model::catalogue::{Catalogue, OwnRole};
use std::collections::BTreeSet;

impl Entry for OwnRole {
    const PATH: &'static str = "roles";

    fn words() -> Words {
        Words {
            title: t!("catalogue-roles"),
            intro: t!("catalogue-roles-intro"),
            new: t!("catalogue-role-new"),
            add: t!("catalogue-role-add"),
            none: t!("catalogue-roles-none"),
            none_hint: t!("catalogue-roles-none-hint"),
            remove: t!("catalogue-role-remove"),
            question: |name| t!("catalogue-role-question", name = name),
        }
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn columns() -> Vec<String> {
        vec![t!("catalogue-rank"), t!("catalogue-permissions")]
    }

    fn cells(&self) -> Vec<String> {
        let held: Vec<String> = self.permissions.iter().map(|p| permissions::words(*p)).collect();
        let held = if held.is_empty() {
            t!("catalogue-permissions-none")
        } else {
            held.join(", ")
        };
        vec![self.rank.to_string(), held]
    }

    fn users(&self, all: &Overview) -> i64 {
        held(&all.roles, &self.slug)
    }

    fn users_href(&self, page: &Page) -> Option<String> {
        Some(address(
            &page.at("/users"),
            &[(String::from("role"), self.slug.clone())],
        ))
    }

    fn is_open(&self, page: &Page) -> bool {
        let actor = &page.ctx().actor;
        actor.reaches(self.rank) && self.permissions.iter().all(|p| actor.may(*p))
    }

    fn fields(page: &Page, failed: &Failed, now: Option<&Self>) -> Vec<Field> {
        let rank = now.is_none().then(|| Field {
            hint: t!("catalogue-rank-hint"),
            ..failed
                .entered("rank", "20")
                .field("rank", &t!("catalogue-rank"), Input::Number)
        });
        let ticked: BTreeSet<&str> = match now {
            Some(role) if !failed.is_typed() => role.permissions.iter().map(|p| p.code()).collect(),
            _ => failed.typed.all("permission").collect(),
        };
        let choice = |p: &Permission| Choice {
            value: p.code().to_owned(),
            label: permissions::words(*p),
            hint: p.code().to_owned(),
            chosen: ticked.contains(p.code()),
        };
        let held = Field {
            name: String::from("permission"),
            label: t!("catalogue-permissions"),
            hint: t!("catalogue-permissions-hint"),
            error: failed.errors.of("permissions"),
            input: Input::Checks(grantable(page.ctx()).iter().map(choice).collect()),
            ..Field::default()
        };
        rank.into_iter().chain([held]).collect()
    }

    fn facts(&self) -> Vec<(String, String)> {
        vec![(t!("catalogue-rank"), self.rank.to_string())]
    }

    fn typed(fields: &Fields, before: Option<&Self>) -> Result<Self, AppError> {
        let permission = |code: &str| {
            Permission::from_code(code)
                .ok_or_else(|| AppError::invalid("permissions", t!("token-no-permission", code = code)))
        };
        let rank = match before {
            Some(role) => role.rank,
            None => fields
                .get("rank")
                .trim()
                .parse()
                .map_err(|_| AppError::invalid("rank", t!("error-rank")))?,
        };
        Ok(Self {
            slug: before.map_or_else(|| fields.get("slug").to_owned(), |role| role.slug.clone()),
            name: fields.get("name").to_owned(),
            rank,
            permissions: fields.all("permission").map(permission).collect::<Result<_, _>>()?,
        })
    }

    /// A role that somebody holds stays: what these people may do must be decided by somebody.
    fn consequences(&self, users: i64) -> Result<Vec<String>, Vec<String>> {
        if users > 0 {
            return Err(vec![t!("catalogue-role-holders", n = users)]);
        }
        Ok(vec![t!("catalogue-role-unused"), t!("catalogue-remove-logged")])
    }

    fn built_in() -> Option<Matrix> {
        let roles: Vec<_> = ROLES.iter().filter(|role| role.place == Place::Portal).collect();
        let shown: BTreeSet<Permission> = roles.iter().flat_map(|role| (role.permissions)()).collect();
        let row = |permission: &Permission| {
            let held = roles
                .iter()
                .map(|role| match (role.permissions)().contains(permission) {
                    true => Held::Yes,
                    false => Held::No,
                });
            (permissions::words(*permission), held.collect())
        };
        let none = Catalogue::default();
        Some(Matrix {
            roles: roles
                .iter()
                .map(|role| words::role(speak::language(), &none, role.slug))
                .collect(),
            rows: shown.iter().map(row).collect(),
        })
    }
}
