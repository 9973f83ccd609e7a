//! What is wrong with input, in a language: the reasons of `model` by their codes, and texts that were said already.

use crate::vocabulary::{skip_sentence, slug};
use crate::{Language, Value, say};
use model::email::EmailError;
use model::name::{NameError, SlugError, UsernameError};
use model::password::Guessable;
use model::paste::{NotUnderstood, PasteError};
use model::policy::Bound;
use model::presets::UnknownPreset;
use model::report::Skip;

/// What can be told to a person as it is.
pub trait Said {
    /// The sentence in this language.
    fn said(&self, language: Language) -> String;
}

impl Said for &str {
    fn said(&self, _: Language) -> String {
        (*self).to_owned()
    }
}

impl Said for String {
    fn said(&self, _: Language) -> String {
        self.clone()
    }
}

impl Said for Skip {
    fn said(&self, language: Language) -> String {
        skip_sentence(language, *self)
    }
}

/// Reasons that have a code each, `email-problem-{code}`, and what was typed in the gaps.
macro_rules! by_code {
    ($($reason:ty = $family:literal, $gaps:expr;)*) => {
        $(impl Said for $reason {
            fn said(&self, language: Language) -> String {
                let gaps: fn(&Self) -> Vec<(&'static str, Value<'static>)> = $gaps;
                say(language, &format!("{}-problem-{}", $family, slug(self.code())), &gaps(self))
            }
        })*
    };
}

by_code! {
    EmailError = "email", |error| match error {
        EmailError::LocalCharacter(typed) => vec![("character", Value::from(typed.to_string()))],
        _ => Vec::new(),
    };
    NameError = "name", |_| Vec::new();
    UsernameError = "username", |_| Vec::new();
    SlugError = "slug", |_| Vec::new();
    PasteError = "paste", |error| match error {
        PasteError::TooManyAddresses { found } => vec![("found", Value::from(*found))],
        PasteError::TooLong => Vec::new(),
    };
    Guessable = "guess", |_| Vec::new();
    Bound = "catalogue", |_| Vec::new();
}

impl Said for NotUnderstood {
    fn said(&self, language: Language) -> String {
        match self {
            Self::NoAddress => say(language, "paste-problem-no-address", &[]),
            Self::Email(error) => error.said(language),
        }
    }
}

impl Said for UnknownPreset {
    fn said(&self, language: Language) -> String {
        say(language, "preset-problem-unknown", &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{email::Email, name::Slug, paste};

    #[test]
    fn what_is_wrong_is_said_in_the_language_of_the_reader() {
        let wrong = Email::parse("ann<lee@example.com").unwrap_err();
        assert_said(&wrong, "Remove the “<” before the @.", "Entfernen Sie „<“ vor dem @.");
        let short = Slug::parse_new("a").unwrap_err();
        assert_said(
            &short,
            "Use 2 to 40 characters for the address of the portal.",
            "Verwenden Sie 2 bis 40 Zeichen für die Adresse des Portals.",
        );
        let many = paste::PasteError::TooManyAddresses { found: 12_345 };
        assert_said(
            &many,
            "Split the list: it has 12,345 addresses, and at most 5,000 are taken at a time.",
            "Teilen Sie die Liste: Sie enthält 12.345 Adressen, und höchstens 5.000 werden auf einmal angenommen.",
        );
    }

    fn assert_said(said: &impl Said, english: &str, german: &str) {
        assert_eq!(said.said(Language::English), english);
        assert_eq!(said.said(Language::German), german);
    }

    #[test]
    fn the_english_of_reasons_is_that_of_the_model() {
        for error in EmailError::ALL {
            assert_eq!(error.said(Language::English), error.to_string());
        }
        for guessable in Guessable::ALL {
            assert_eq!(guessable.said(Language::English), guessable.to_string());
        }
    }
}
