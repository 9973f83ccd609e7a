//! Texts for tests, made from English: accented letters, 40 % longer, between white brackets.

use std::borrow::Cow;

/// Our own words, changed; white space between two gaps stays as it is. The gaps' values never come here.
pub(crate) fn accented(text: &str) -> Cow<'_, str> {
    let words = text.trim();
    if words.is_empty() {
        return Cow::Borrowed(text);
    }
    let start = text.len() - text.trim_start().len();
    let (before, after) = (&text[..start], &text[start + words.len()..]);
    let longer = "~".repeat((words.chars().count() * 2).div_ceil(5));
    let letters: String = words.chars().map(accent).collect();
    Cow::Owned(format!("{before}⟦{letters}{longer}⟧{after}"))
}

const fn accent(letter: char) -> char {
    match letter {
        'a' => 'á',
        'c' => 'ç',
        'e' => 'é',
        'i' => 'î',
        'n' => 'ñ',
        'o' => 'ö',
        's' => 'š',
        'u' => 'û',
        'y' => 'ý',
        'z' => 'ž',
        'A' => 'Å',
        'C' => 'Ç',
        'D' => 'Ð',
        'E' => 'É',
        'I' => 'Î',
        'N' => 'Ñ',
        'O' => 'Ö',
        'S' => 'Š',
        'U' => 'Û',
        'Y' => 'Ý',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_readable_and_gets_two_fifths_longer() {
        assert_eq!(accented("Sign in"), "⟦Šîgñ îñ~~~⟧");
        assert_eq!(accented(" of "), " ⟦öf~⟧ ");
        assert_eq!(accented(" "), " ");
    }
}
