//! Numbers as a language writes them.

use crate::Language;

/// A whole number in groups of three: `12,345` in English, `12.345` in German.
#[must_use]
pub fn number(language: Language, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::from(if number < 0 { "-" } else { "" });
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(separator(language));
        }
        out.push(digit);
    }
    out
}

const fn separator(language: Language) -> char {
    match language {
        Language::German => '.',
        Language::English | Language::Accented | Language::Mirrored => ',',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        for (plain, english, german) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (1_000, "1,000", "1.000"),
            (-12_345, "-12,345", "-12.345"),
            (1_234_567, "1,234,567", "1.234.567"),
        ] {
            assert_eq!(number(Language::English, plain), english);
            assert_eq!(number(Language::German, plain), german);
        }
    }
}
