//! Modules (S4.7, S4.8).

use super::{Entry, Failed, Words, held};
use crate::pages::fields::Fields;
use crate::pages::page::Page;
use crate::speak::t;
use crate::templates::form::{Choice, Field, Input};
use app::catalogue::Overview;
use app::error::AppError;
use model::catalogue::Module;
use model::policy::Switch;

impl Entry for Module {
    const PATH: &'static str = "modules";

    fn words() -> Words {
        Words {
            title: t!("catalogue-modules"),
            intro: t!("catalogue-modules-intro"),
            new: t!("catalogue-module-new"),
            add: t!("catalogue-module-add"),
            none: t!("catalogue-modules-none"),
            none_hint: t!("catalogue-modules-none-hint"),
            remove: t!("catalogue-module-remove"),
            question: |name| t!("catalogue-module-question", name = name),
        }
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn columns() -> Vec<String> {
        vec![t!("catalogue-for")]
    }

    fn cells(&self) -> Vec<String> {
        vec![match self.admin_only {
            Switch::On => t!("catalogue-for-admins"),
            Switch::Off => t!("catalogue-for-all"),
        }]
    }

    fn users(&self, all: &Overview) -> i64 {
        held(&all.modules, &self.slug)
    }

    fn fields(_page: &Page, failed: &Failed, now: Option<&Self>) -> Vec<Field> {
        let ticked = match now {
            _ if failed.is_typed() => failed.typed.ticked("admin_only"),
            Some(module) => module.admin_only == Switch::On,
            None => false,
        };
        let choice = Choice {
            value: String::from("yes"),
            label: t!("catalogue-admins-only"),
            hint: t!("catalogue-admins-only-hint"),
            chosen: ticked,
        };
        vec![Field {
            name: String::from("admin_only"),
            label: t!("catalogue-for"),
            error: failed.errors.of("admin_only"),
            input: Input::Checks(vec![choice]),
            ..Field::default()
        }]
    }

    fn typed(fields: &Fields, before: Option<&Self>) -> Result<Self, AppError> {
        Ok(Self {
            slug: before.map_or_else(|| fields.get("slug").to_owned(), |module| module.slug.clone()),
            name: fields.get("name").to_owned(),
            admin_only: if fields.ticked("admin_only") {
                Switch::On
            } else {
                Switch::Off
            },
        })
    }

    fn consequences(&self, users: i64) -> Result<Vec<String>, Vec<String>> {
        Ok(vec![
            t!("catalogue-module-holders", n = users),
            t!("catalogue-remove-logged"),
        ])
    }
}
