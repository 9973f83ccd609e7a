//! Search: keeping the trigram index of SQLite, and what a search text asks for.
//!
//! The rule. Every word of the text must occur somewhere in the first name, last name, username or e-mail, without
//! regard to case and accents, in any order. A text that is a whole user id matches that user. In a portal of more users
//! than [`Strategy::walk_up_to`](super::list::Strategy::walk_up_to) a text of which *every* word has one or two letters
//! has no trigram to look up, so there each of its words must be the *beginning* of a first name, last name, username or
//! e-mail. A beginning is judged by the sort keys, so it costs an index range: `o` finds Ömer and Øystein. What is sorted
//! elsewhere is not found by so little: `t` does not find Þór, `tho` does; a Thai vowel written first is sorted second.

use super::SortKeys;
use crate::StoreError;
use crate::db::{Engine, Tx};
use crate::dialect;
use crate::portal_tx::PortalTx;
use crate::values::{Rows, Type, row};
use model::keys::{search_terms, sort_key};
use model::user::User;
use uuid::Uuid;

/// The shortest word that the trigram index knows.
const TRIGRAM: usize = 3;
/// Trigrams asked for at most: the rows found are compared with the whole words anyway.
const MOST_TRIGRAMS: usize = 32;
/// Pages that one merge step may write: some milliseconds.
const MERGE_PAGES: i64 = 64;

/// Enters users in the search index. PostgreSQL keeps its index itself.
pub(crate) fn added(p: &mut PortalTx<'_, '_>, users: &[&User]) -> Result<(), StoreError> {
    enter(
        p,
        users,
        "INSERT INTO users_fts (rowid, search_key) WITH v (pk, text) AS (VALUES",
        "SELECT pk, text FROM v",
    )
}

/// Takes users out of the search index; they must be as they were when they were entered.
pub(crate) fn removed(p: &mut PortalTx<'_, '_>, users: &[&User]) -> Result<(), StoreError> {
    enter(
        p,
        users,
        "INSERT INTO users_fts (users_fts, rowid, search_key) WITH v (pk, text) AS (VALUES",
        "SELECT 'delete', pk, text FROM v",
    )
}

fn enter(p: &mut PortalTx<'_, '_>, users: &[&User], before: &str, after: &str) -> Result<(), StoreError> {
    if p.tx.engine() == Engine::Postgres {
        return Ok(());
    }
    for chunk in users.chunks(super::CHUNK) {
        let mut rows = Rows::default();
        for user in chunk {
            rows.push(row![user.pk.0, SortKeys::of(user).search]);
        }
        let sql = format!(
            "{before} {}) {after}",
            rows.sql(p.tx.engine(), &[Type::Int, Type::Text], 0)
        );
        p.tx.exec(&sql, &rows.bound(&[]))?;
    }
    Ok(())
}

/// Merges a little of the search index: for moments when nobody writes. Nothing on PostgreSQL.
///
/// # Errors
/// When the database fails.
pub fn merge(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    if tx.engine() == Engine::Sqlite {
        tx.exec(
            "INSERT INTO users_fts (users_fts, rank) VALUES ('merge', $1)",
            &[&MERGE_PAGES],
        )?;
    }
    Ok(())
}

/// Whether the search index knows the letters of every script. PostgreSQL takes letters for what the character type of
/// the database says; in the locale C no name but a Latin one has trigrams, and a search for it reads everybody.
///
/// # Errors
/// When the database fails.
pub fn knows_all_letters(tx: &mut Tx<'_>) -> Result<bool, StoreError> {
    if tx.engine() == Engine::Sqlite {
        return Ok(true);
    }
    let known = tx.one("SELECT CARDINALITY(show_trgm($1)) > 0", &[&"имя"], |row| row.get(0))?;
    Ok(known.unwrap_or_default())
}

/// How large the portal is, which decides what short words mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Size {
    /// Every row may be looked at.
    Small,
    /// Only an index may be asked.
    Big,
}

/// What a search text asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Text {
    /// Nothing.
    Any,
    /// The user with this id.
    Id(Uuid),
    /// All of these occur in the search key.
    Words(Vec<String>),
    /// For each of these, one of the four fields is sorted within.
    Beginnings(Vec<Beginning>),
}

/// The sort keys of the texts that begin with a word, from the first to before the second.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Beginning {
    pub(super) from: Vec<u8>,
    pub(super) before: Vec<u8>,
}

impl Beginning {
    /// U+FFFF sorts after every other character (CLDR root), so all texts that begin with the word are between.
    fn of(word: &str) -> Self {
        Self {
            from: sort_key(word),
            before: sort_key(&format!("{word}\u{FFFF}")),
        }
    }
}

/// The columns that a beginning is looked for in, and their indexes.
pub(super) const BEGINNINGS: [(&str, &str); 4] = [
    ("first_sort", "users_by_first"),
    ("last_sort", "users_by_last"),
    ("user_sort", "users_by_user"),
    ("email_sort", "users_by_email"),
];

impl Text {
    pub(super) fn of(q: &str, size: Size) -> Self {
        if let Ok(id) = Uuid::parse_str(q.trim()) {
            return Self::Id(id);
        }
        let words = search_terms(q);
        match (words.is_empty(), size) {
            (true, _) => Self::Any,
            (false, Size::Big) if words.iter().all(|word| is_short(word)) => {
                Self::Beginnings(words.iter().map(|word| Beginning::of(word)).collect())
            }
            (false, _) => Self::Words(words),
        }
    }
}

fn is_short(word: &str) -> bool {
    word.chars().nth(TRIGRAM - 1).is_none()
}

/// The FTS5 query for rows that have the trigrams of these words; empty when the words are all too short.
pub(super) fn trigrams(words: &[String]) -> String {
    let mut asked: Vec<String> = Vec::new();
    for word in words {
        let letters: Vec<char> = word.chars().collect();
        for three in letters.windows(TRIGRAM) {
            let one = dialect::quoted_match(&three.iter().collect::<String>());
            if asked.len() < MOST_TRIGRAMS && !asked.contains(&one) {
                asked.push(one);
            }
        }
    }
    asked.join(" AND ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_asked_for_by_trigrams_and_short_words_by_their_range() {
        let words = |q: &str| match Text::of(q, Size::Big) {
            Text::Words(words) => trigrams(&words),
            other => format!("{other:?}").chars().take(10).collect(),
        };
        insta::assert_snapshot!(words("Smïth jo"), @r#""smi" AND "mit" AND "ith""#);
        insta::assert_snapshot!(words("a\"b%c smi"), @r#""a""b" AND """b%" AND "b%c" AND "smi""#);
        insta::assert_snapshot!(words("jo s"), @"Beginnings");
        insta::assert_snapshot!(words(" \u{200B} "), @"Any");
        assert_eq!(
            Text::of("jo s", Size::Small),
            Text::Words(vec!["jo".into(), "s".into()])
        );
        assert_eq!(trigrams(&["x".repeat(100)]), r#""xxx""#);
        let long: String = ('a'..='z').chain('0'..='9').cycle().take(100).collect();
        assert_eq!(trigrams(&[long]).matches(" AND ").count(), MOST_TRIGRAMS - 1);
        let id = "018f0000-0000-7000-8000-000000000001";
        assert_eq!(
            Text::of(&format!(" {id} "), Size::Small),
            Text::Id(Uuid::parse_str(id).unwrap())
        );
    }

    #[test]
    fn a_beginning_spans_case_accents_and_every_continuation() {
        let within = |word: &str, text: &str| {
            let Beginning { from, before } = Beginning::of(word);
            let key = sort_key(text);
            from <= key && key < before
        };
        for text in ["zz", "ZZ", "Zz Top", "zzzzzz", "źżebra", "zz@example.org", "zz王"] {
            assert!(within("zz", text), "{text}");
        }
        for text in ["z", "za", "zy", "ya", "aa zz", "王"] {
            assert!(!within("zz", text), "{text}");
        }
        assert!(within("o", "Øystein") && within("l", "Łukasz") && within("王", "王伟") && within("ив", "Иван"));
        assert!(within("%", "%mark") && !within("%", "mark%"));
        assert!(within("d", "Đorđe") && within("a", "Æsa") && within("ss", "ß") && !within("t", "Þór"));
    }
}
