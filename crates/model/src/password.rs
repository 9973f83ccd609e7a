//! Which passwords everybody guesses.

use std::fmt;
use zxcvbn::feedback::Warning;
use zxcvbn::{Score, zxcvbn};

/// A password that is too easy to guess, with the reason where there is a known one.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Guessable(Option<Warning>);

impl Guessable {
    /// One of every reason.
    pub const ALL: &[Self] = &[
        Self(None),
        Self(Some(Warning::StraightRowsOfKeysAreEasyToGuess)),
        Self(Some(Warning::ShortKeyboardPatternsAreEasyToGuess)),
        Self(Some(Warning::RepeatsLikeAaaAreEasyToGuess)),
        Self(Some(Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess)),
        Self(Some(Warning::ThisIsATop10Password)),
        Self(Some(Warning::ThisIsATop100Password)),
        Self(Some(Warning::ThisIsACommonPassword)),
        Self(Some(Warning::ThisIsSimilarToACommonlyUsedPassword)),
        Self(Some(Warning::SequencesLikeAbcAreEasyToGuess)),
        Self(Some(Warning::RecentYearsAreEasyToGuess)),
        Self(Some(Warning::AWordByItselfIsEasyToGuess)),
        Self(Some(Warning::DatesAreOftenEasyToGuess)),
        Self(Some(Warning::NamesAndSurnamesByThemselvesAreEasyToGuess)),
        Self(Some(Warning::CommonNamesAndSurnamesAreEasyToGuess)),
    ];

    /// The stable code of the reason.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self.0 {
            None => "plain",
            Some(Warning::StraightRowsOfKeysAreEasyToGuess) => "row_of_keys",
            Some(Warning::ShortKeyboardPatternsAreEasyToGuess) => "keyboard_pattern",
            Some(Warning::RepeatsLikeAaaAreEasyToGuess) => "repeated_letter",
            Some(Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess) => "repeated_letters",
            Some(Warning::ThisIsATop10Password) => "top_10",
            Some(Warning::ThisIsATop100Password) => "top_100",
            Some(Warning::ThisIsACommonPassword) => "common",
            Some(Warning::ThisIsSimilarToACommonlyUsedPassword) => "nearly_common",
            Some(Warning::SequencesLikeAbcAreEasyToGuess) => "sequence",
            Some(Warning::RecentYearsAreEasyToGuess) => "recent_year",
            Some(Warning::AWordByItselfIsEasyToGuess) => "single_word",
            Some(Warning::DatesAreOftenEasyToGuess) => "date",
            Some(Warning::NamesAndSurnamesByThemselvesAreEasyToGuess) => "name_alone",
            Some(Warning::CommonNamesAndSurnamesAreEasyToGuess) => "common_name",
        }
    }
}

impl fmt::Display for Guessable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = self.0.map_or_else(String::new, |warning| format!(" {warning}"));
        write!(f, "This password is easy to guess.{why} Use a few unrelated words.")
    }
}

/// Why a password is too easy to guess, or nothing. It is compared as a whole with common passwords and with words about
/// the person and the portal (NIST 3.1.1.2, ASVS 6.2).
#[must_use]
pub fn guessable(password: &str, words: &[&str]) -> Option<Guessable> {
    // zxcvbn's time grows with the length; the first hundred characters decide.
    let head: String = password.chars().take(100).collect();
    let words: Vec<&str> = words.iter().copied().filter(|w| w.chars().count() > 2).collect();
    let estimate = zxcvbn(&head, &words);
    if estimate.score() >= Score::Three {
        return None;
    }
    Some(Guessable(estimate.feedback().and_then(|f| f.warning())))
}

#[cfg(test)]
mod tests {
    use super::guessable;

    #[test]
    fn common_and_personal_passwords_are_guessable_and_others_are_not() {
        assert!(guessable("passwordpassword", &[]).is_some());
        assert!(guessable("aaaaaaaaaaaaaaaaaaa", &[]).is_some());
        assert!(guessable("ann.lee@example.com", &["ann.lee@example.com"]).is_some());
        assert!(guessable("correct horse battery staple", &[]).is_none());
    }
}
