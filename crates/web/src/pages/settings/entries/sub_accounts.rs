//! Sub-accounts (S4.9).

use super::{Entry, Words, held};
use crate::pages::fields::Fields;
use crate::speak::t;
use app::catalogue::Overview;
use app::error::AppError;
use model::catalogue::SubAccount;

impl Entry for SubAccount {
    const PATH: &'static str = "sub-accounts";

    fn words() -> Words {
        Words {
            title: t!("catalogue-sub-accounts"),
            intro: t!("catalogue-sub-accounts-intro"),
            new: t!("catalogue-sub-account-new"),
            add: t!("catalogue-sub-account-add"),
            none: t!("catalogue-sub-accounts-none"),
            none_hint: t!("catalogue-sub-accounts-none-hint"),
            remove: t!("catalogue-sub-account-remove"),
            question: |name| t!("catalogue-sub-account-question", name = name),
        }
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn users(&self, all: &Overview) -> i64 {
        held(&all.sub_accounts, &self.slug)
    }

    fn typed(fields: &Fields, before: Option<&Self>) -> Result<Self, AppError> {
        Ok(Self {
            slug: before.map_or_else(|| fields.get("slug").to_owned(), |part| part.slug.clone()),
            name: fields.get("name").to_owned(),
        })
    }

    fn consequences(&self, users: i64) -> Result<Vec<String>, Vec<String>> {
        Ok(vec![
            t!("catalogue-sub-account-holders", n = users),
            t!("catalogue-sub-account-empty"),
            t!("catalogue-remove-logged"),
        ])
    }
}
