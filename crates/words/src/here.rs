//! The language that is spoken here and now. It is kept beside the thread rather than handed through every use case;
//! where nobody has set it, it is English.

use crate::{Language, Value, say};
use std::cell::Cell;

thread_local! {
    static SPOKEN: Cell<Option<Language>> = const { Cell::new(None) };
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
    say(language(), id, args)
}

/// The language spoken here; English outside of [`in_language`].
#[must_use]
pub fn language() -> Language {
    SPOKEN.get().unwrap_or_default()
}

/// Runs something in a language.
pub fn in_language<T>(language: Language, work: impl FnOnce() -> T) -> T {
    speaking(language, work).0
}

/// As [`in_language`], and tells which language was spoken at the end.
pub fn speaking<T>(begin: Language, work: impl FnOnce() -> T) -> (T, Language) {
    let _before = Before(SPOKEN.replace(Some(begin)));
    let done = work();
    (done, language())
}

/// From here on this language is spoken. Outside of [`in_language`] nothing happens.
pub fn turn_to(language: Language) {
    if SPOKEN.get().is_some() {
        SPOKEN.set(Some(language));
    }
}

/// What was spoken before: again when this goes, after a panic too.
struct Before(Option<Language>);

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
        let (inside, after) = speaking(Language::German, || {
            let inner = in_language(Language::Accented, language);
            let broken = std::panic::catch_unwind(|| in_language(Language::Mirrored, || panic!("on purpose")));
            assert!(broken.is_err());
            let inside = (inner, language());
            turn_to(Language::Mirrored);
            inside
        });
        assert_eq!(inside, (Language::Accented, Language::German));
        assert_eq!((after, language()), (Language::Mirrored, Language::English));
    }
}
