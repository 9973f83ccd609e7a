//! Search: keeping what the trigram indexes know, and what a search text asks for.
//!
//! The rule. Every word of the text must occur somewhere in the first name, last name, username or e-mail, without
//! regard to case and accents, in any order. A text that is a whole user id matches that user. In a portal of more users
//! than [`Strategy::walk_up_to`](super::list::Strategy::walk_up_to) a text of which *every* word has one or two letters
//! would be found nearly everywhere, so there each of its words must be the *beginning* of a first name, last name, username
//! or e-mail, both as it is searched and as it is sorted: `o` finds Ömer and Øystein. What is sorted elsewhere is not found
//! by so little: `t` does not find Þór, `tho` does; a Thai vowel written first is sorted second. PostgreSQL finds beginnings
//! by ranges of the sort keys, SQLite by the trigrams of the signs before each field (migration 0003).

use crate::StoreError;
use crate::chunks::{exec_for_users, in_chunks};
use crate::db::{Engine, Tx};
use crate::dialect;
use crate::portal_tx::PortalTx;
use crate::values::Value;
use model::ids::{PortalPk, UserPk};
use model::keys::{search_terms, sort_key};
use model::user::User;
use uuid::Uuid;

/// The shortest word that the trigram index knows.
pub(super) const TRIGRAM: usize = 3;
/// Trigrams asked for at most: the rows found are compared with the whole words anyway.
const MOST_TRIGRAMS: usize = 32;

/// Enters users in the search index, as their rows are now.
pub(crate) fn added(p: &mut PortalTx<'_, '_>, users: &[&User]) -> Result<(), StoreError> {
    if p.tx.engine() == Engine::Postgres {
        const ADD: &str = "INSERT INTO users_found (pk, portal, name_sort, first_sort, deleted, search_key) \
                           SELECT pk, portal, name_sort, first_sort, deleted, search_key FROM users WHERE pk IN";
        exec_for_users(p.tx, &keys(users), &[], |list| format!("{ADD} ({list})"))?;
        return Ok(());
    }
    enter(p, users, "(rowid, search_key) SELECT place, search_key")
}

/// Takes users out of the search index, before their rows change: SQLite has to be told what they were entered with.
pub(crate) fn removed(p: &mut PortalTx<'_, '_>, users: &[&User]) -> Result<(), StoreError> {
    if p.tx.engine() == Engine::Postgres {
        exec_for_users(p.tx, &keys(users), &[], |list| {
            format!("DELETE FROM users_found WHERE pk IN ({list})")
        })?;
        return Ok(());
    }
    enter(
        p,
        users,
        "(users_fts, rowid, search_key) SELECT 'delete', place, search_key",
    )
}

/// Notes who is deleted and who is not any more, as the rows are now. SQLite has that in its indexes of users.
pub(crate) fn marked(p: &mut PortalTx<'_, '_>, users: &[&User]) -> Result<(), StoreError> {
    if p.tx.engine() == Engine::Postgres {
        const MARK: &str = "UPDATE users_found SET deleted = users.deleted FROM users \
                            WHERE users.pk = users_found.pk AND users.deleted <> users_found.deleted AND users_found.pk IN";
        exec_for_users(p.tx, &keys(users), &[], |list| format!("{MARK} ({list})"))?;
    }
    Ok(())
}

fn keys(users: &[&User]) -> Vec<UserPk> {
    users.iter().map(|user| user.pk).collect()
}

/// One statement for many users, in the order of the index, which writes a segment whenever the order breaks. New users
/// have row keys side by side.
fn enter(p: &mut PortalTx<'_, '_>, users: &[&User], what: &str) -> Result<(), StoreError> {
    let Some(first) = users.first() else {
        return Ok(());
    };
    let from = format!("INSERT INTO users_fts {what} FROM users_found WHERE portal + 0 = $1 AND pk");
    let keys = || users.iter().map(|user| user.pk.0);
    if keys().eq(first.pk.0..first.pk.0 + users.len() as i64) {
        let last = first.pk.0 + users.len() as i64 - 1;
        let sql = format!("{from} BETWEEN $2 AND $3 ORDER BY place");
        p.tx.exec(&sql, &[&p.portal.0, &first.pk.0, &last])?;
        return Ok(());
    }
    for chunk in in_chunks(keys().map(Value::from).collect()) {
        chunk.exec_any(p.tx, &[&p.portal.0], |any| format!("{from} {any} ORDER BY place"))?;
    }
    Ok(())
}

/// A place in SQLite's search index, which has the users of a portal in the order of the first two bytes of their names'
/// sort keys (migration 0003).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Place(pub(super) i64);

impl Place {
    const BELOW: i64 = (1 << 28) - 1;

    /// The places of those whose names begin with these two bytes, the first and the last of them.
    pub(super) const fn of(portal: PortalPk, bytes: u16) -> (Self, Self) {
        let first = (portal.0 << 44) | ((bytes as i64) << 28);
        (Self(first), Self(first | Self::BELOW))
    }

    /// The first and the last place of a portal.
    pub(super) const fn whole(portal: PortalPk) -> (Self, Self) {
        (Self::of(portal, 0).0, Self::of(portal, u16::MAX).1)
    }

    /// The two bytes.
    pub(super) const fn bytes(self) -> u16 {
        (self.0 >> 28 & 0xFFFF) as u16
    }

    /// The row key of who is at this place.
    pub(super) const fn key(self, portal: PortalPk) -> UserPk {
        UserPk((portal.0 << 32) | (self.0 & Self::BELOW))
    }

    /// The same in SQL, for a `place` of the portal whose number is in `portal`.
    pub(super) fn key_in_sql(place: &str, portal: &str) -> String {
        format!("(({portal} << 32) + ({place} & {}))", Self::BELOW)
    }
}

/// The first two bytes of a sort key; of no name the last there are.
pub(super) fn two_bytes(name_sort: Option<&[u8]>) -> u16 {
    match name_sort {
        None => u16::MAX,
        Some(key) => {
            let byte = |n| u16::from(key.get(n).copied().unwrap_or_default());
            byte(0) << 8 | byte(1)
        }
    }
}

/// Merges a little of SQLite's search index, which gets a segment with every change and is the slower to ask the more
/// there are. Says whether there was anything to merge. PostgreSQL does so by itself.
///
/// # Errors
/// When the database fails.
pub fn merge(tx: &mut Tx<'_>, pages: i64) -> Result<bool, StoreError> {
    if tx.engine() == Engine::Postgres {
        return Ok(false);
    }
    let changes = |tx: &mut Tx<'_>| tx.one("SELECT total_changes()", &[], |row| row.get::<i64>(0));
    let before = changes(tx)?;
    tx.exec(
        "INSERT INTO users_fts (users_fts, rank) VALUES ('merge', $1)",
        &[&pages],
    )?;
    // FTS5 says so itself: the command counts as one change, every page that it writes as another.
    Ok(changes(tx)?
        .zip(before)
        .is_some_and(|(after, before)| after - before > 1))
}

/// What SQLite's search index consists of: equal as long as nothing was entered or merged. None on PostgreSQL.
///
/// # Errors
/// When the database fails.
pub fn segments(tx: &mut Tx<'_>) -> Result<Option<Vec<u8>>, StoreError> {
    /// Where FTS5 keeps its structure record (`FTS5_STRUCTURE_ROWID` in its source).
    const STRUCTURE: i64 = 10;
    if tx.engine() == Engine::Postgres {
        return Ok(None);
    }
    tx.one("SELECT block FROM users_fts_data WHERE id = $1", &[&STRUCTURE], |row| {
        row.get(0)
    })
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

/// A word that a text begins with, and the sort keys of such texts: from the first to before the second.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Beginning {
    pub(super) word: String,
    pub(super) from: Vec<u8>,
    pub(super) before: Vec<u8>,
}

impl Beginning {
    /// U+FFFF sorts after every other character (CLDR root), so all texts that begin with the word are between.
    pub(super) fn of(word: &str) -> Self {
        Self {
            word: word.to_owned(),
            from: sort_key(word),
            before: sort_key(&format!("{word}\u{FFFF}")),
        }
    }
}

/// The columns that a beginning is looked for in.
pub(super) const BEGINNINGS: [&str; 4] = ["first_sort", "last_sort", "user_sort", "email_sort"];
/// Before every field in SQLite's search index (migration 0003).
const SIGNS: &str = "\u{2}\u{2}";

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

/// The FTS5 query for rows of which a field begins with each of these words of one or two letters.
pub(super) fn beginnings(beginnings: &[Beginning]) -> String {
    let asked = beginnings.iter().map(|beginning| {
        let signs = SIGNS.len() + 1 - beginning.word.chars().count();
        dialect::quoted_match(&format!("{}{}", &SIGNS[..signs.min(SIGNS.len())], beginning.word))
    });
    asked.collect::<Vec<_>>().join(" AND ")
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
            let Beginning { from, before, .. } = Beginning::of(word);
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
