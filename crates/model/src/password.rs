//! Which passwords everybody guesses.

use zxcvbn::{Score, zxcvbn};

/// Why a password is too easy to guess, or nothing. It is compared as a whole with common passwords and with words about
/// the person and the portal (NIST 3.1.1.2, ASVS 6.2).
#[must_use]
pub fn guessable(password: &str, words: &[&str]) -> Option<String> {
    // zxcvbn's time grows with the length; the first hundred characters decide.
    let head: String = password.chars().take(100).collect();
    let words: Vec<&str> = words.iter().copied().filter(|w| w.chars().count() > 2).collect();
    let estimate = zxcvbn(&head, &words);
    if estimate.score() >= Score::Three {
        return None;
    }
    let why = estimate
        .feedback()
        .and_then(|f| f.warning())
        .map_or_else(String::new, |w| format!(" {w}"));
    Some(format!(
        "This password is easy to guess.{why} Use a few unrelated words."
    ))
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
