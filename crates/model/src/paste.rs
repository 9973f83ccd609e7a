//! Reads what people paste into "E-mail addresses": columns of a spreadsheet, headers of a mail, lists of any kind
//! (S4.5, `ui.md` B11). Nothing is lost: each letter and digit is in some entry, except in lines that are the header of
//! a table. Mere punctuation ("---") is no piece of its own. The time is linear in the length of the text.

mod header;
mod line;
mod names;
mod token;

use crate::problem::coded;
use crate::{
    email::{Email, EmailError},
    name::PersonName,
};
use serde::Serialize;
use std::{collections::HashMap, fmt};

/// Cuts a display name ("Ann Lee", "Lee, Ann") in two; none for what does not look like a name.
#[must_use]
pub fn split_name(display: &str) -> Option<SplitName> {
    names::split(display)
}

/// How many different addresses one text may hold.
pub const MAX_ADDRESSES: usize = 5_000;
/// The longest text, in bytes (1 MiB).
pub const MAX_PASTE_BYTES: usize = 1 << 20;

/// The pieces of a pasted text, in its order.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Pasted {
    /// Every piece of text: addresses with what stands around them, and what was not understood.
    pub entries: Vec<Entry>,
    /// The lines (from 1) that were taken as the header of a table. Only these are in no entry.
    pub header_lines: Vec<u32>,
}

/// One piece of the pasted text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Entry {
    /// The line, from 1.
    pub line: u32,
    /// The piece as pasted, trimmed; always a part of the text.
    pub input: String,
    /// The address, or why there is none.
    pub parsed: Result<Address, NotUnderstood>,
    /// The index of the first entry with the same canonical address, if this one repeats it.
    pub repeated_of: Option<usize>,
}

/// An address and the name that stood beside it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Address {
    /// The address.
    pub email: Email,
    /// The name, where one was recognised.
    pub name: Option<SplitName>,
}

/// A display name in two parts (C12: a single name is the first name).
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SplitName {
    /// The first name or names.
    pub first: PersonName,
    /// The last name.
    pub last: Option<PersonName>,
}

impl fmt::Display for SplitName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.last {
            Some(last) => write!(f, "{} {last}", self.first),
            None => self.first.fmt(f),
        }
    }
}

/// Why a piece of text is not an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotUnderstood {
    /// No @ in the piece.
    #[error("There is no e-mail address here: add one, such as ann@example.com, or remove the text.")]
    NoAddress,
    /// Something with an @ that is no address.
    #[error(transparent)]
    Email(#[from] EmailError),
}

impl Serialize for NotUnderstood {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Why a text is not read at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PasteError {
    /// More than [`MAX_PASTE_BYTES`].
    #[error("Split the list: the text is longer than 1 MiB.")]
    TooLong,
    /// More than [`MAX_ADDRESSES`] different addresses.
    #[error("Split the list: it has {found} addresses, and at most 5,000 are taken at a time.")]
    TooManyAddresses {
        /// How many different addresses there are.
        found: usize,
    },
}

coded!(PasteError {
    TooLong = "too_long",
    TooManyAddresses { found: usize::MAX } = "too_many_addresses",
});

/// What the live count says: "18 addresses, 2 repeated, 1 not understood (line 7)".
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Totals {
    /// Different addresses.
    pub addresses: usize,
    /// Addresses that stand in the text once more.
    pub repeated: usize,
    /// Pieces without a usable address.
    pub not_understood: usize,
    /// The lines of these, each once, in order.
    pub lines_not_understood: Vec<u32>,
}

impl Pasted {
    /// The numbers for the live count.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for entry in &self.entries {
            match (&entry.parsed, entry.repeated_of) {
                (Ok(_), None) => totals.addresses += 1,
                (Ok(_), Some(_)) => totals.repeated += 1,
                (Err(_), _) => {
                    totals.not_understood += 1;
                    if totals.lines_not_understood.last() != Some(&entry.line) {
                        totals.lines_not_understood.push(entry.line);
                    }
                }
            }
        }
        totals
    }

    /// Each different address once, in the order of the text.
    pub fn addresses(&self) -> impl Iterator<Item = &Address> {
        self.entries
            .iter()
            .filter(|entry| entry.repeated_of.is_none())
            .filter_map(|entry| entry.parsed.as_ref().ok())
    }
}

/// Reads a pasted text.
///
/// # Errors
/// [`PasteError`] when the text is too long or holds too many addresses.
pub fn parse(text: &str) -> Result<Pasted, PasteError> {
    if text.len() > MAX_PASTE_BYTES {
        return Err(PasteError::TooLong);
    }
    let mut pasted = Pasted::default();
    let mut columns = None;
    for (line, number) in lines(text).zip(1..) {
        if header::is_header(line) {
            pasted.header_lines.push(number);
            columns = header::Columns::of(line);
        } else {
            let row = columns.as_ref().and_then(|columns| columns.read(line));
            let pieces = row.map_or_else(|| line::read(line), |piece| vec![piece]);
            pasted
                .entries
                .extend(pieces.into_iter().map(|piece| piece.into_entry(number)));
        }
    }
    mark_repeated(&mut pasted.entries);
    match pasted.addresses().count() {
        found if found > MAX_ADDRESSES => Err(PasteError::TooManyAddresses { found }),
        _ => Ok(pasted),
    }
}

/// The lines of a text, whichever way they end. An LF after a CR ends no second line.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

fn mark_repeated(entries: &mut [Entry]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (index, entry) in entries.iter_mut().enumerate() {
        if let Ok(address) = &entry.parsed {
            let first = *seen.entry(address.email.key().to_owned()).or_insert(index);
            entry.repeated_of = (first != index).then_some(first);
        }
    }
}

/// A part of a line, before it knows its line number.
struct Piece<'a> {
    input: &'a str,
    parsed: Result<Address, NotUnderstood>,
}

impl Piece<'_> {
    fn into_entry(self, line: u32) -> Entry {
        Entry {
            line,
            input: self.input.to_owned(),
            parsed: self.parsed,
            repeated_of: None,
        }
    }
}

/// An address out of the text, without the residue that web pages and right-to-left documents leave in and around it.
fn read_address(text: &str) -> Result<Email, NotUnderstood> {
    let edge = |c: char| crate::invisible::is_unseen(c) || c.is_whitespace();
    let text = text.trim_matches(edge);
    let email = if text.contains(crate::invisible::is_residue) {
        Email::parse(&text.replace(crate::invisible::is_residue, ""))
    } else {
        Email::parse(text)
    };
    email.map_err(NotUnderstood::Email)
}
