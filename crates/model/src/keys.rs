//! Keys for searching and sorting, made here so that both databases give the same hits in the same order.

use crate::{
    email::Email,
    invisible,
    name::{PersonName, Username},
};
use icu_collator::{
    Collator, CollatorBorrowed, CollatorPreferences,
    options::{CollatorOptions, Strength},
};
use std::sync::LazyLock;
use unicode_normalization::{
    UnicodeNormalization,
    char::{canonical_combining_class, is_combining_mark},
};

/// How much of a search is looked at, in characters.
pub const MAX_QUERY: usize = 100;
/// How many words of a search are looked at.
pub const MAX_TERMS: usize = 8;

/// The text without case, accents and doubled white space: what a search compares. Idempotent.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

fn fold_into(text: &str, out: &mut String) {
    let start = out.len();
    let mut space = false;
    for c in text.nfkd().flat_map(char::to_lowercase).filter(|c| !is_dropped(*c)) {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        if c.is_control() {
            continue;
        }
        if space && out.len() > start {
            out.push(' ');
        }
        space = false;
        match spelt_out(c) {
            Some(plain) => out.push_str(plain),
            None => out.push(c),
        }
    }
}

/// Accents and points, and characters without a shape. Signs that carry a vowel (Devanagari, Thai) and the marks that
/// tell one kana from another have other combining classes and stay: without them the names would be different names.
fn is_dropped(c: char) -> bool {
    let accent = is_combining_mark(c) && matches!(canonical_combining_class(c), 1 | 10..=36 | 200..=240);
    accent || invisible::is_unseen(c)
}

/// Letters that no decomposition takes apart, and the punctuation that keyboards and word processors write differently.
const fn spelt_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'þ' => "th",
        'æ' => "ae",
        'œ' => "oe",
        'ı' => "i",
        'ς' => "σ",
        '‘' | '’' | 'ʼ' | 'ʻ' | 'ʹ' => "'",
        '‐' | '–' | '—' | '−' => "-",
        _ => return None,
    })
}

/// What a user is found by: first name, last name, user name and e-mail, one line each, so that no term matches across
/// two fields. An internationalised domain is there in both spellings.
#[must_use]
pub fn search_key(
    first: Option<&PersonName>,
    last: Option<&PersonName>,
    username: Option<&Username>,
    email: Option<&Email>,
) -> String {
    let mut key = String::with_capacity(64);
    let names = [
        first.map(PersonName::as_str),
        last.map(PersonName::as_str),
        username.map(Username::as_str),
    ];
    for field in names.into_iter().flatten().chain(email.map(Email::as_str)) {
        push_field(field, &mut key);
    }
    if let Some(email) = email {
        let ascii = email.domain_ascii();
        if !email.domain().eq_ignore_ascii_case(ascii) {
            push_field(ascii, &mut key);
        } else if ascii.contains("xn--") {
            push_field(&email.domain_unicode(), &mut key);
        }
    }
    key
}

fn push_field(field: &str, key: &mut String) {
    if !key.is_empty() {
        key.push('\n');
    }
    fold_into(field, key);
}

/// The words of a search, folded: all of them must be found. At most [`MAX_QUERY`] characters and [`MAX_TERMS`] words.
#[must_use]
pub fn search_terms(query: &str) -> Vec<String> {
    let considered = query
        .char_indices()
        .nth(MAX_QUERY)
        .map_or(query, |(end, _)| &query[..end]);
    fold(considered)
        .split(' ')
        .filter(|term| !term.is_empty())
        .take(MAX_TERMS)
        .map(str::to_owned)
        .collect()
}

/// Bytes whose order is the order of the texts for people: the root collation of Unicode (CLDR), tertiary strength.
/// Texts that differ less than that have equal keys; the caller breaks the tie.
#[must_use]
pub fn sort_key(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() + 16);
    match &*COLLATOR {
        Some(collator) => {
            let Ok(()) = collator.write_sort_key_to(text, &mut key);
        }
        None => key.extend_from_slice(fold(text).as_bytes()),
    }
    key
}

/// The root collation is compiled in; without it the order would be that of the folded texts.
static COLLATOR: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
    let mut options = CollatorOptions::default();
    options.strength = Some(Strength::Tertiary);
    Collator::try_new(CollatorPreferences::default(), options).ok()
});
