//! The English texts that stand in `model` beside the codes they belong to, as messages: written once, there.

use crate::vocabulary::{VOCABULARIES, slug, word};
use model::access::ROLES;
use model::email::EmailError;
use model::event::Action;
use model::name::{NameError, SlugError, UsernameError};
use model::password::Guessable;
use model::paste::{NotUnderstood, PasteError};
use model::policy::{Bound, Policy, Vocabulary};
use model::presets::{Preset, UnknownPreset};
use model::problem::GAP;
use model::report::Skip;
use model::status::Status;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// `id = text` for every reason, problem, action, status, category, role and preset.
pub(crate) fn messages() -> String {
    let mut all: BTreeMap<String, &str> = BTreeMap::new();
    for skip in Skip::ALL {
        let code = slug(skip.code());
        all.insert(format!("skip-{code}-sentence"), skip.sentence());
        if skip.short_of_one().is_none() {
            all.insert(format!("skip-{code}-short"), skip.short());
        }
        all.extend(skip.fix().map(|fix| (format!("skip-{code}-fix"), fix)));
    }
    for action in Action::ALL {
        all.insert(format!("action-{}", slug(action.code())), action.label());
    }
    for role in ROLES {
        all.insert(format!("role-{}", slug(role.slug)), role.label);
    }
    for preset in Preset::ALL {
        all.insert(format!("preset-{}", slug(preset.name())), preset.description());
    }
    for vocabulary in VOCABULARIES {
        all.extend(statuses(vocabulary));
        all.extend(categories(vocabulary));
    }
    as_fluent(&all) + &as_fluent(&problems()) + &counted()
}

/// The words after a number that differ by that number.
fn counted() -> String {
    let differing = Skip::ALL.iter().filter_map(|skip| Some((skip, skip.short_of_one()?)));
    differing.fold(String::new(), |mut out, (skip, one)| {
        let (code, other) = (slug(skip.code()), skip.short());
        let _ = writeln!(
            out,
            "skip-{code}-short = {{ $n ->\n    [one] {one}\n   *[other] {other}\n}}"
        );
        out
    })
}

/// What can be wrong with input.
fn problems() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    macro_rules! family {
        ($family:literal, $reason:ty, $text:expr) => {
            let text: fn(&$reason) -> String = $text;
            all.extend(<$reason>::ALL.iter().map(|reason| {
                let id = format!("{}-problem-{}", $family, slug(reason.code()));
                (id, text(reason))
            }));
        };
    }
    family!("email", EmailError, EmailError::to_string);
    family!("name", NameError, NameError::to_string);
    family!("username", UsernameError, UsernameError::to_string);
    family!("slug", SlugError, SlugError::to_string);
    family!("paste", PasteError, PasteError::to_string);
    family!("guess", Guessable, Guessable::to_string);
    family!("catalogue", Bound, |bound| format!(
        "It can only be {}.",
        bound.allowed()
    ));
    all.insert(
        String::from("paste-problem-no-address"),
        NotUnderstood::NoAddress.to_string(),
    );
    all.insert(String::from("preset-problem-unknown"), UnknownPreset.to_string());
    all
}

/// The statuses that a vocabulary names otherwise than the standard one does.
fn statuses(vocabulary: Vocabulary) -> impl Iterator<Item = (String, &'static str)> {
    Status::ALL.iter().filter_map(move |status| {
        let label = vocabulary.label(*status);
        let code = slug(status.code());
        match vocabulary {
            Vocabulary::Standard => Some((format!("status-{code}"), label)),
            _ if label == status.label() => None,
            other => Some((format!("status-{}-{code}", word(other)), label)),
        }
    })
}

fn categories(vocabulary: Vocabulary) -> impl Iterator<Item = (String, &'static str)> {
    let policy = Policy {
        vocabulary,
        ..Policy::default()
    };
    policy.categories().iter().map(move |category| {
        (
            format!("category-{}-{}", word(vocabulary), category.key),
            category.label,
        )
    })
}

fn as_fluent(messages: &BTreeMap<String, impl AsRef<str>>) -> String {
    messages.iter().fold(String::new(), |mut out, (id, text)| {
        // Braces would open a gap.
        let text = text
            .as_ref()
            .replace('{', "\u{0}")
            .replace('}', "{\"}\"}")
            .replace('\u{0}', "{\"{\"}")
            .replace(GAP, "{ $character }")
            .replace(&usize::MAX.to_string(), "{ $found }");
        let _ = writeln!(out, "{id} = {text}");
        out
    })
}
