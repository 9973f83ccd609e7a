//! The languages of pages and mails.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A language that texts exist in. The last two are made from English, for tests: they show a text that is not yet a
/// message, a box too small for longer words, and a page that does not turn round.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Language {
    /// English, which every text falls back to.
    #[default]
    English,
    /// German, formal.
    German,
    /// English with accents, 40 % longer.
    Accented,
    /// The same, written from right to left.
    Mirrored,
}

impl Language {
    /// Those that people can choose.
    pub const ALL: &[Self] = &[Self::English, Self::German];

    /// Those made for tests.
    pub const PSEUDO: &[Self] = &[Self::Accented, Self::Mirrored];

    /// The BCP 47 code, in `lang`, cookies, API and database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Accented => "en-XA",
            Self::Mirrored => "ar-XB",
        }
    }

    /// The language with exactly this code, one made for tests included.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().chain(Self::PSEUDO).copied();
        all.find(|language| language.code() == code)
    }

    /// The name in the language itself, as a choice of languages shows it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::Accented => "Accented",
            Self::Mirrored => "Mirrored",
        }
    }

    /// `ltr` or `rtl`, for the attribute `dir`.
    #[must_use]
    pub const fn direction(self) -> &'static str {
        match self {
            Self::Mirrored => "rtl",
            _ => "ltr",
        }
    }

    /// The offered language that somebody likes best, from the header `Accept-Language` (RFC 9110, section 12.5.4). A
    /// region is of no matter: `de-AT` gets German. None where nothing fits.
    #[must_use]
    pub fn negotiate(accept_language: &str) -> Option<Self> {
        let mut best: Option<(Self, u16)> = None;
        for range in accept_language.split(',').take(MOST_RANGES) {
            let Some((language, weight)) = range_of(range) else {
                continue;
            };
            // Of two equally liked, the one that is named first.
            if weight > best.map_or(0, |(_, weight)| weight) {
                best = Some((language, weight));
            }
        }
        best.map(|(language, _)| language)
    }
}

/// More ranges than any browser sends are not looked at.
const MOST_RANGES: usize = 20;

/// One range with its weight in thousandths: `de;q=0.8`. None for a language that is not offered, or broken.
fn range_of(range: &str) -> Option<(Language, u16)> {
    let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
    let primary = tag.trim().split('-').next().unwrap_or_default();
    let language = if primary == "*" {
        Language::English
    } else {
        *Language::ALL
            .iter()
            .find(|language| language.code().eq_ignore_ascii_case(primary))?
    };
    let weight = match parameters.trim() {
        "" => 1000,
        text => thousandths(text.strip_prefix("q=").or_else(|| text.strip_prefix("Q="))?.trim())?,
    };
    Some((language, weight))
}

/// `1`, `0.8`, `0.125` in thousandths, without the way through a floating point number.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let fraction: u16 = format!("{fraction:0<3}").parse().ok()?;
    match whole {
        "1" if fraction == 0 => Some(1000),
        "0" => Some(fraction),
        _ => None,
    }
}

/// No language has this code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnknownLanguage;

impl std::fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("unknown language: use en or de")
    }
}

impl std::error::Error for UnknownLanguage {}

impl std::str::FromStr for Language {
    type Err = UnknownLanguage;
    fn from_str(code: &str) -> Result<Self, UnknownLanguage> {
        Self::from_code(code).ok_or(UnknownLanguage)
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        code.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_of_a_browser_finds_the_best_offered_language() {
        let cases = [
            ("de-AT,de;q=0.9,en;q=0.8", Some(Language::German)),
            ("en-GB,en;q=0.9,de;q=0.8", Some(Language::English)),
            ("fr, de;q=0.4, en;q=0.5", Some(Language::English)),
            ("fr;q=0.9, DE ; q=0.25", Some(Language::German)),
            ("de;q=0, en;q=0.1", Some(Language::English)),
            ("de;q=0", None),
            ("fr, it", None),
            ("*", Some(Language::English)),
            ("de;q=7, de;q=1.5, de;q=x, de;z=1", None),
            ("", None),
            ("ar-XB, en-XA", Some(Language::English)),
        ];
        for (header, expected) in cases {
            assert_eq!(Language::negotiate(header), expected, "{header}");
        }
    }

    #[test]
    fn a_language_is_stored_by_its_code() {
        for language in Language::ALL.iter().chain(Language::PSEUDO) {
            let json = serde_json::to_string(language).unwrap();
            assert_eq!(json, format!("\"{}\"", language.code()));
            assert_eq!(serde_json::from_str::<Language>(&json).unwrap(), *language);
        }
        assert!(serde_json::from_str::<Language>("\"tlh\"").is_err());
    }
}
