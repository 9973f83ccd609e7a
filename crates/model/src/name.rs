//! Names of people, user names and the slugs of portals.

use crate::invisible;
use crate::problem::coded;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The longest name of a person or a portal, in characters (code points).
pub const MAX_NAME: usize = 200;
/// The shortest and the longest user name, in characters.
pub const USERNAME_LENGTHS: (usize, usize) = (3, 64);
/// The shortest and the longest slug, in characters.
pub const SLUG_LENGTHS: (usize, usize) = (2, 40);

/// Slugs that are paths of the server or belong to the built-in portal: nobody can make a portal of that name.
const RESERVED_SLUGS: [&str; 9] = [
    "account", "api", "assets", "dev", "healthz", "p", "provider", "readyz", "setup",
];

macro_rules! text_newtype {
    ($name:ident, $error:ident) => {
        impl $name {
            /// The text as people see it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.as_ref()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_ref())
            }
        }

        impl FromStr for $name {
            type Err = $error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $error;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }
    };
}

/// A first or last name, or the name of a portal (S0.10, S0.12, C12): NFC, single spaces, any script.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

/// Why a text is not a name, said as what to do about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NameError {
    /// Nothing that can be seen.
    #[error("Enter a name.")]
    Empty,
    /// More than [`MAX_NAME`].
    #[error("Shorten the name to at most 200 characters.")]
    TooLong,
    /// A line break inside.
    #[error("Write the name on one line.")]
    LineBreak,
    /// Another control character.
    #[error("Remove the control character from the name.")]
    ControlCharacter,
    /// A direction-changing or blank character.
    #[error("Type the name by hand: it contains an invisible character.")]
    InvisibleCharacter,
}

coded!(NameError {
    Empty = "empty",
    TooLong = "too_long",
    LineBreak = "line_break",
    ControlCharacter = "control_character",
    InvisibleCharacter = "invisible_character",
});

impl PersonName {
    /// Reads a name: white space is trimmed and collapsed, residue of copying (zero-width spaces) dropped.
    ///
    /// # Errors
    /// [`NameError`] says what the writer can do.
    pub fn parse(input: &str) -> Result<Self, NameError> {
        let name = collapse(input.trim())?;
        if !name.chars().any(|c| !invisible::is_joiner(c) && !is_combining_mark(c)) {
            return Err(NameError::Empty);
        }
        if name.chars().count() > MAX_NAME {
            return Err(NameError::TooLong);
        }
        Ok(Self(name))
    }

    /// As [`PersonName::parse`], for a field that may stay empty.
    ///
    /// # Errors
    /// As [`PersonName::parse`], but never [`NameError::Empty`].
    pub fn parse_optional(input: &str) -> Result<Option<Self>, NameError> {
        match Self::parse(input) {
            Ok(name) => Ok(Some(name)),
            Err(NameError::Empty) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// NFC with single spaces. Stops early, so a megabyte of text costs no more than a long name.
fn collapse(input: &str) -> Result<String, NameError> {
    // A composed character is made of at most a few: a text this long cannot become a name any more.
    let longest = 20 * MAX_NAME;
    let mut name = String::with_capacity(input.len().min(4 * MAX_NAME));
    let mut space = false;
    for (count, c) in input.chars().filter(|c| !invisible::is_residue(*c)).nfc().enumerate() {
        match c {
            _ if count > longest => return Err(NameError::TooLong),
            c if invisible::breaks_line(c) => return Err(NameError::LineBreak),
            c if c.is_whitespace() => space = true,
            c if c.is_control() => return Err(NameError::ControlCharacter),
            c if invisible::turns_text(c) || invisible::is_blank_letter(c) => {
                return Err(NameError::InvisibleCharacter);
            }
            c => {
                if space && !name.is_empty() {
                    name.push(' ');
                }
                space = false;
                name.push(c);
            }
        }
    }
    Ok(name)
}

impl AsRef<str> for PersonName {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<PersonName> for String {
    fn from(name: PersonName) -> Self {
        name.0
    }
}

text_newtype!(PersonName, NameError);

/// A user name (C11): shown as typed, unique in a portal by [`Username::key`]. `==` compares what was typed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Username {
    text: String,
    key: String,
}

/// Why a text is not a user name, said as what to do about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum UsernameError {
    /// Fewer than three characters.
    #[error("Use at least 3 characters for the user name.")]
    TooShort,
    /// More than 64 characters.
    #[error("Use at most 64 characters for the user name.")]
    TooLong,
    /// An @: a user name must never be somebody's e-mail address (pattern 4 of `security.md`).
    #[error("Leave out the @: a user name is not an e-mail address.")]
    At,
    /// White space inside.
    #[error("Leave out the spaces in the user name.")]
    Space,
    /// Neither letter, digit nor ASCII punctuation.
    #[error("Use letters, digits and simple punctuation for the user name.")]
    Character,
}

coded!(UsernameError {
    TooShort = "too_short",
    TooLong = "too_long",
    At = "at",
    Space = "space",
    Character = "character",
});

impl Username {
    /// Reads a user name by the rules of RFC 8265 (`UsernameCaseMapped`); white space around it is dropped.
    ///
    /// # Errors
    /// [`UsernameError`] says what the writer can do.
    pub fn parse(input: &str) -> Result<Self, UsernameError> {
        let (shortest, longest) = USERNAME_LENGTHS;
        let input = input.trim();
        // Three code points and more can compose to one; ten times the limit cannot be within it.
        if input.len() > 40 * longest {
            return Err(UsernameError::TooLong);
        }
        let text: String = input.nfc().collect();
        let key = case_map(&text);
        check_username(&text)?;
        check_username(&key)?;
        let (typed, mapped) = (text.chars().count(), key.chars().count());
        if typed.min(mapped) < shortest {
            return Err(UsernameError::TooShort);
        }
        if typed.max(mapped) > longest {
            return Err(UsernameError::TooLong);
        }
        Ok(Self { text, key })
    }

    /// The canonical key: width- and case-mapped, NFKC.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// NFKC, lower case letter by letter, NFKC again because lower case can undo the composition.
fn case_map(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'ς' { 'σ' } else { c })
        .nfkc()
        .collect()
}

fn check_username(text: &str) -> Result<(), UsernameError> {
    for (index, c) in text.chars().enumerate() {
        let mark_after_letter = index > 0 && is_combining_mark(c);
        match c {
            '@' | '\u{FF20}' | '\u{FE6B}' => return Err(UsernameError::At),
            c if c.is_whitespace() => return Err(UsernameError::Space),
            c if invisible::is_unseen(c) => return Err(UsernameError::Character),
            c if c.is_alphanumeric() || c.is_ascii_graphic() || mark_after_letter => {}
            _ => return Err(UsernameError::Character),
        }
    }
    Ok(())
}

impl AsRef<str> for Username {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl From<Username> for String {
    fn from(name: Username) -> Self {
        name.text
    }
}

text_newtype!(Username, UsernameError);

/// A portal's name in the address bar: 2 to 40 of `a-z`, `0-9` and inner `-`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

/// Why a text is not a slug, said as what to do about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SlugError {
    /// Shorter than two or longer than forty characters.
    #[error("Use 2 to 40 characters for the address of the portal.")]
    Length,
    /// Something else than `a-z`, `0-9` and `-`.
    #[error("Use only the letters a to z in lower case, digits and hyphens for the address of the portal.")]
    Character,
    /// A hyphen at the start or at the end.
    #[error("Start and end the address of the portal with a letter or a digit.")]
    Edge,
    /// A word that Portico needs for itself.
    #[error("Choose another address: this word is reserved.")]
    Reserved,
}

coded!(SlugError {
    Length = "length",
    Character = "character",
    Edge = "edge",
    Reserved = "reserved",
});

impl Slug {
    /// The slug of the built-in portal of the provider's staff.
    pub const PROVIDER: &'static str = "provider";

    /// Reads the slug of a portal that exists: from a path, the command line or the database.
    ///
    /// # Errors
    /// [`SlugError::Length`], [`SlugError::Character`] or [`SlugError::Edge`].
    pub fn parse(input: &str) -> Result<Self, SlugError> {
        let (shortest, longest) = SLUG_LENGTHS;
        if !(shortest..=longest).contains(&input.chars().take(longest + 1).count()) {
            return Err(SlugError::Length);
        }
        if !input
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        {
            return Err(SlugError::Character);
        }
        if input.starts_with('-') || input.ends_with('-') {
            return Err(SlugError::Edge);
        }
        Ok(Self(input.to_owned()))
    }

    /// Reads the slug of a portal that is being created: white space around it is dropped, reserved words are refused.
    ///
    /// # Errors
    /// [`SlugError`] says what the writer can do.
    pub fn parse_new(input: &str) -> Result<Self, SlugError> {
        let input = input.trim();
        if RESERVED_SLUGS.contains(&input) {
            return Err(SlugError::Reserved);
        }
        Self::parse(input)
    }

    /// The slug of the built-in portal.
    #[must_use]
    pub fn provider() -> Self {
        Self(Self::PROVIDER.to_owned())
    }
}

impl AsRef<str> for Slug {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

text_newtype!(Slug, SlugError);
