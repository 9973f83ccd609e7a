//! Portico's texts: one file of Fluent messages per area and language in `locales/`, and the vocabulary of `model` in
//! words.
//!
//! Dependencies: `fluent-bundle` reads the messages and knows plural rules (it is Mozilla's own implementation; the
//! `gettext` family has no named variables with plurals inside one message); `unic-langid` is the type in which it takes
//! a language. Messages are compiled in: a server has no text files that could be missing.

mod bundle;
mod csv;
mod date;
mod english;
mod here;
mod language;
mod number;
mod pseudo;
mod said;
#[cfg(test)]
mod tests;
mod value;
mod vocabulary;

pub use bundle::{ids, say};
pub use csv::csv_header;
pub use date::{long_date, moment};
pub use here::{Speech, here, in_language, language, speaking, speech, turn_to, use_words_of};
pub use language::{Language, UnknownLanguage};
pub use number::number;
pub use said::Said;
pub use value::Value;
pub use vocabulary::{
    action, category, permission, preset, role, skip_advice, skip_fix, skip_sentence, skip_short, status,
};
