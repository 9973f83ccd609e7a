//! The vocabulary of `model` in a language.

use crate::bundle::{has, say};
use crate::{Language, Value};
use model::access::Permission;
use model::catalogue::Catalogue;
use model::event::Action;
use model::policy::{Category, Vocabulary};
use model::presets::Preset;
use model::report::Skip;
use model::status::Status;

/// The vocabularies that are words. Those of `ChildUsers` are codes (S2.2), the same in every language.
pub(crate) const VOCABULARIES: [Vocabulary; 5] = [
    Vocabulary::Standard,
    Vocabulary::Workflow,
    Vocabulary::Mssp,
    Vocabulary::Permissions,
    Vocabulary::Simple,
];

/// A code as part of an id: `user.auto_locked` is `user-auto-locked`.
pub(crate) fn slug(code: &str) -> String {
    code.replace(['.', '_'], "-").to_lowercase()
}

/// The word for a vocabulary in ids.
pub(crate) const fn word(vocabulary: Vocabulary) -> &'static str {
    match vocabulary {
        Vocabulary::Standard => "standard",
        Vocabulary::Workflow => "workflow",
        Vocabulary::Mssp => "mssp",
        Vocabulary::ChildUsers => "child-users",
        Vocabulary::Permissions => "permissions",
        Vocabulary::Simple => "simple",
    }
}

/// One sentence about one user: why nothing was done.
#[must_use]
pub fn skip_sentence(language: Language, skip: Skip) -> String {
    say(language, &format!("skip-{}-sentence", slug(skip.code())), &[])
}

/// The words after a number in a summary: "5 already verified".
#[must_use]
pub fn skip_short<'n>(language: Language, skip: Skip, n: impl Into<Value<'n>>) -> String {
    let id = format!("skip-{}-short", slug(skip.code()));
    say(language, &id, &[("n", n.into())])
}

/// What to do about it, where there is something to do.
#[must_use]
pub fn skip_fix(language: Language, skip: Skip) -> Option<String> {
    skip.fix()
        .map(|_| say(language, &format!("skip-{}-fix", slug(skip.code())), &[]))
}

/// Why nothing was done, and what to do about it.
#[must_use]
pub fn skip_advice(language: Language, skip: Skip) -> String {
    let sentence = skip_sentence(language, skip);
    match skip_fix(language, skip) {
        Some(fix) => format!("{sentence} {fix}"),
        None => sentence,
    }
}

/// How a portal's vocabulary names a status.
#[must_use]
pub fn status(language: Language, vocabulary: Vocabulary, status: Status) -> String {
    if vocabulary == Vocabulary::ChildUsers {
        return vocabulary.label(status).to_owned();
    }
    let code = slug(status.code());
    let own = format!("status-{}-{code}", word(vocabulary));
    if has(&own) {
        say(language, &own, &[])
    } else {
        say(language, &format!("status-{code}"), &[])
    }
}

/// How a portal's vocabulary names a category of statuses.
#[must_use]
pub fn category(language: Language, vocabulary: Vocabulary, category: &Category) -> String {
    if vocabulary == Vocabulary::ChildUsers {
        return category.label.to_owned();
    }
    say(
        language,
        &format!("category-{}-{}", word(vocabulary), category.key),
        &[],
    )
}

/// What happened, as the activity list says it.
#[must_use]
pub fn action(language: Language, action: Action) -> String {
    say(language, &format!("action-{}", slug(action.code())), &[])
}

/// The name of a role: a built-in one in the language, the portal's own as the portal named it.
#[must_use]
pub fn role(language: Language, catalogue: &Catalogue, slug_of_role: &str) -> String {
    let id = format!("role-{}", slug(slug_of_role));
    match model::access::ROLES
        .iter()
        .any(|built_in| built_in.slug == slug_of_role)
    {
        true => say(language, &id, &[]),
        false => catalogue.role_name(slug_of_role).to_owned(),
    }
}

/// A permission as a thing to do.
#[must_use]
pub fn permission(language: Language, permission: Permission) -> String {
    say(language, &format!("permission-{}", slug(permission.code())), &[])
}

/// One sentence about a preset, for the form that offers it.
#[must_use]
pub fn preset(language: Language, preset: Preset) -> String {
    say(language, &format!("preset-{}", slug(preset.name())), &[])
}
