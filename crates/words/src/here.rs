//! What is spoken here and now. It is kept beside the thread rather than handed through every use case; where nobody has
//! set it, it is plain English.

use crate::bundle::said;
use crate::{Language, Value};
use model::policy::Vocabulary;
use std::cell::Cell;

thread_local! {
    static SPOKEN: Cell<Option<Speech>> = const { Cell::new(None) };
}

/// A language, and a portal's own words for things in it (C1, C24).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Speech {
    /// The language.
    pub language: Language,
    /// Whose words.
    pub vocabulary: Vocabulary,
}

impl From<Language> for Speech {
    fn from(language: Language) -> Self {
        Self {
            language,
            vocabulary: Vocabulary::Standard,
        }
    }
}

impl Default for Speech {
    fn default() -> Self {
        Self::from(Language::default())
    }
}

/// A text in the language spoken here: `t!("error-taken")`, `t!("error-too-long", most = 200)`.
#[macro_export]
macro_rules! t {
    ($id:literal $(,)?) => { $crate::here($id, &[]) };
    ($id:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::here($id, &[$((stringify!($name), $crate::Value::from($value))),+])
    };
}

/// The text that [`t!`] stands for.
#[must_use]
pub fn here(id: &str, args: &[(&str, Value<'_>)]) -> String {
    said(speech(), id, args)
}

/// What is spoken here; plain English outside of [`in_language`].
#[must_use]
pub fn speech() -> Speech {
    SPOKEN.get().unwrap_or_default()
}

/// The language spoken here.
#[must_use]
pub fn language() -> Language {
    speech().language
}

/// Runs something in a language.
pub fn in_language<T>(begin: impl Into<Speech>, work: impl FnOnce() -> T) -> T {
    speaking(begin.into(), work).0
}

/// As [`in_language`], and tells what was spoken at the end.
pub fn speaking<T>(begin: Speech, work: impl FnOnce() -> T) -> (T, Speech) {
    let _before = Before(SPOKEN.replace(Some(begin)));
    let done = work();
    (done, speech())
}

/// From here on this language is spoken. Outside of [`in_language`] nothing happens.
pub fn turn_to(language: Language) {
    SPOKEN.set(SPOKEN.get().map(|speech| Speech { language, ..speech }));
}

/// From here on things have the names that they have in this vocabulary. Outside of [`in_language`] nothing happens.
pub fn use_words_of(vocabulary: Vocabulary) {
    SPOKEN.set(SPOKEN.get().map(|speech| Speech { vocabulary, ..speech }));
}

/// What was spoken before: again when this goes, after a panic too.
struct Before(Option<Speech>);

impl Drop for Before {
    fn drop(&mut self) {
        SPOKEN.set(self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_spoken_until_the_work_ends_in_whatever_way() {
        turn_to(Language::German);
        assert_eq!(language(), Language::English, "outside of any work");
        let (inside, after) = speaking(Language::German.into(), || {
            let inner = in_language(Language::Accented, language);
            let broken = std::panic::catch_unwind(|| in_language(Language::Mirrored, || panic!("on purpose")));
            assert!(broken.is_err());
            let inside = (inner, language());
            turn_to(Language::Mirrored);
            inside
        });
        assert_eq!(inside, (Language::Accented, Language::German));
        assert_eq!((after.language, language()), (Language::Mirrored, Language::English));
    }

    /// Proves: S1.14
    #[test]
    fn things_have_the_names_that_the_vocabulary_gives_them() {
        let label = || here("bulk-activate-label", &[]);
        use_words_of(Vocabulary::Mssp);
        assert_eq!(label(), "Activate", "outside of any work");
        let in_words = |language, vocabulary| in_language(Speech { language, vocabulary }, label);
        assert_eq!(in_words(Language::English, Vocabulary::Mssp), "Enable");
        assert_eq!(in_words(Language::German, Vocabulary::Mssp), "Freischalten");
        assert_eq!(in_words(Language::German, Vocabulary::Simple), "Aktivieren");
        let later = in_language(Language::English, || {
            use_words_of(Vocabulary::Mssp);
            turn_to(Language::German);
            label()
        });
        assert_eq!(later, "Freischalten");
    }
}
