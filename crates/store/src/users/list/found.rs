//! A search on PostgreSQL, by the table of what is searched (migrations 0003 and 0004).
//!
//! Its trigram index has no order, and each hit is looked up in the table. Who is called Smith stands side by side in the
//! order of names, in tens of thousands, so those are kept out of there: in the trigram index the three letters that
//! somebody's second field begins with, the *head*, are cut apart wherever that user has them. Who has the head `smi` is
//! read from an index that has the text beside the name, and stops at the end of the page; whoever else has a text with
//! these letters has all of its trigrams uncut. Whose second field has fewer letters has no head, nor has whose text is
//! long. So a text leads to everybody with one of its threes of letters as head, and to what the trigram index has of the
//! others.

use super::access::has_more;
use super::order::{Segment, Walk};
use super::row::ListRow;
use super::statement::Statement;
use super::wanted::Wanted;
use crate::StoreError;
use crate::dialect::{self, Substring};
use crate::portal_tx::PortalTx;
use crate::users::search::{Beginning, Size, TRIGRAM, Text};
use model::ids::UserPk;
use model::query::Sort;
use model::status::Status;

/// Whose text and name's sort key fit into an index together: the condition of the indexes of migration 0004.
const FITS: &str = "octet_length(users.search_key) + COALESCE(octet_length(users.name_sort), 0) < 2000";
/// The others.
const IS_LONG: &str = "octet_length(users.search_key) + COALESCE(octet_length(users.name_sort), 0) >= 2000";

impl Wanted<'_> {
    /// Whether a search in the order of this column goes by the table of what is searched. A small portal's is walked.
    pub(super) fn is_found(&self, sort: Sort) -> bool {
        let is_text = matches!(self.text, Text::Words(_) | Text::Beginnings(_));
        dialect::plans_by_statistics(self.engine) && self.size == Size::Big && sort == Sort::Name && is_text
    }

    /// The words to look for in that table, in a big portal.
    pub(super) fn words_found(&self) -> Option<&[String]> {
        match &self.text {
            Text::Words(words) if self.size == Size::Big && dialect::plans_by_statistics(self.engine) => Some(words),
            _ => None,
        }
    }

    /// Whether that table alone answers: nothing but a text is asked for, of all who are not deleted.
    fn is_found_alone(&self) -> bool {
        self.has_all_statuses() && self.is_text_alone()
    }

    /// The page by walking at most `reach` rows of a segment; none when that was not far enough. A row that does not match is
    /// not looked up.
    pub(super) fn walk_found(
        &self,
        p: &mut PortalTx<'_, '_>,
        walk: &Walk,
        limit: usize,
        reach: i64,
    ) -> Result<Option<Vec<ListRow>>, StoreError> {
        let mut rows = Vec::new();
        for segment in &walk.segments {
            let only = walk.only(segment);
            rows.extend(self.fill(p, &only, limit - rows.len(), |segment, statement| {
                statement
                    .push(" FROM (SELECT users.pk, users.name_sort FROM (SELECT pk, name_sort, deleted, search_key");
                self.texts(walk, segment, statement)?;
                let reach = statement.bind(reach);
                statement.push(&format!(" LIMIT {reach}) AS users WHERE {}", self.deleted()));
                self.text_beside(statement);
                // The limit keeps the other conditions out, each of which may have an index that leads to many more.
                statement.push(") AS page CROSS JOIN LATERAL (SELECT * FROM users");
                self.in_portal(statement);
                statement.push(" AND users.pk = page.pk LIMIT 1) AS users WHERE TRUE");
                self.conditions(statement, Substring::Looked);
                let dir = walk.dir.key();
                statement.push(&format!(" ORDER BY page.name_sort {dir}, page.pk {dir}"));
                Ok(())
            })?);
            if rows.len() >= limit {
                return Ok(Some(rows));
            }
            // The nameless are few, and on the last page they come first. Of the others there are always more.
            let mut all = Statement::new("SELECT 1");
            self.texts(walk, segment, &mut all)?;
            if !matches!(segment, Segment::Empty(_)) || has_more(p, all, reach)? {
                return Ok(None);
            }
        }
        Ok(Some(rows))
    }

    /// ` FROM … WHERE … ORDER BY …`: the rows of a segment that have their texts beside the name.
    fn texts(&self, walk: &Walk, segment: &Segment, statement: &mut Statement) -> Result<(), StoreError> {
        statement.push(" FROM users_found AS users");
        self.in_portal(statement);
        statement.push(&format!(" AND {FITS}"));
        walk.within(segment, statement)?;
        statement.push(&walk.along_index());
        Ok(())
    }

    /// Whether somebody of the portal has so long a name and text that there is none beside the name: then nothing is walked
    /// there.
    pub(super) fn has_long_texts(&self, p: &mut PortalTx<'_, '_>) -> Result<bool, StoreError> {
        let mut statement = Statement::new("SELECT 1 FROM users_found AS users");
        self.in_portal(&mut statement);
        statement.push(&format!(" AND {IS_LONG} ORDER BY users.pk LIMIT 1"));
        Ok(p.tx.one(&statement.sql, &statement.params(), |_| Ok(()))?.is_some())
    }

    /// The page by finding all who have these words and sorting them.
    pub(super) fn fetch_found(
        &self,
        p: &mut PortalTx<'_, '_>,
        words: &[String],
        walk: &Walk,
        limit: usize,
    ) -> Result<Vec<ListRow>, StoreError> {
        let heads = heads(words);
        let dir = walk.dir.key();
        self.fill(p, walk, limit, |segment, statement| {
            let most = statement.bind(i64::try_from(limit).unwrap_or(i64::MAX));
            statement.push(" FROM (SELECT found.pk FROM (");
            if !heads.is_empty() {
                let rows = heads.iter().map(|head| format!("(CAST({} AS TEXT))", statement.bind(head.clone())));
                let rows = rows.collect::<Vec<_>>().join(", ");
                statement.push(&format!(
                    "SELECT headed.pk, headed.name_sort FROM (VALUES {rows}) AS heads (head) CROSS JOIN LATERAL (SELECT found.pk, found.name_sort"
                ));
                self.among(statement, |statement| {
                    self.headed(words, "= heads.head", statement);
                    walk.within(segment, statement)
                })?;
                statement.push(&format!(
                    " ORDER BY found.name_sort {dir}, found.pk {dir} LIMIT {most}) AS headed UNION ALL "
                ));
            }
            statement.push("(SELECT found.pk, found.name_sort");
            self.among(statement, |statement| {
                self.others(words, &heads, statement);
                walk.within(segment, statement)
            })?;
            statement.push(&format!(
                " ORDER BY COALESCE(found.name_sort, found.name_sort) {dir}, found.pk {dir} LIMIT {most})) AS found \
                 ORDER BY found.name_sort {dir}, found.pk {dir} LIMIT {most}) AS page CROSS JOIN users"
            ));
            self.in_portal(statement);
            statement.push(" AND users.pk = page.pk");
            statement.push(&walk.by_sorting());
            Ok(())
        })
    }

    /// ` FROM … WHERE …`: those found so, under that name, who meet every other condition.
    fn among(
        &self,
        statement: &mut Statement,
        find: impl FnOnce(&mut Statement) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        statement.push(" FROM (SELECT users.pk, users.name_sort");
        find(statement)?;
        statement.push(&format!(" AND {}) AS found", self.deleted()));
        if !self.is_found_alone() {
            statement.push(" CROSS JOIN users");
            self.in_portal(statement);
            let status = self.in_statuses();
            statement.push(&format!(" AND users.pk = found.pk AND {status}"));
            self.by_sets(statement);
            self.other_conditions(statement);
        }
        Ok(())
    }

    /// `SELECT …` of all who are wanted and have these words, each once: to be counted.
    pub(super) fn count_found(&self, words: &[String], statement: &mut Statement) -> Result<(), StoreError> {
        let heads = heads(words);
        if !heads.is_empty() {
            let any = statement.bind_all(heads.iter().cloned());
            statement.push("SELECT 1");
            self.among(statement, |statement| {
                self.headed(words, &format!("IN ({any})"), statement);
                Ok(())
            })?;
            statement.push(" UNION ALL ");
        }
        statement.push("SELECT 1");
        self.among(statement, |statement| {
            self.others(words, &heads, statement);
            Ok(())
        })
    }

    /// Whether the texts of a small portal alone answer.
    pub(super) fn is_by_texts(&self) -> bool {
        let is_text = matches!(self.text, Text::Words(_));
        dialect::plans_by_statistics(self.engine) && self.size == Size::Small && is_text && self.is_found_alone()
    }

    /// ` FROM … WHERE …`: those of a portal whose texts have the words, all of which are read as they are stored.
    pub(super) fn by_texts(&self, statement: &mut Statement) {
        let (least, most) = UserPk::range(self.portal);
        let (least, most) = (statement.bind(least), statement.bind(most));
        // Without the portal itself: that would lead into the trigram index.
        statement.push(&format!(
            " FROM users_found AS users WHERE users.pk BETWEEN {least} AND {most} AND NOT users.deleted"
        ));
        self.text_beside(statement);
    }

    /// ` AND …`: that a user has these words, as a set of row keys.
    pub(super) fn among_found(&self, words: &[String], statement: &mut Statement) {
        let heads = heads(words);
        statement.push(" AND users.pk IN (");
        if !heads.is_empty() {
            let any = statement.bind_all(heads.iter().cloned());
            statement.push("SELECT users.pk");
            self.headed(words, &format!("IN ({any})"), statement);
            statement.push(" UNION ALL ");
        }
        statement.push("SELECT users.pk");
        self.others(words, &heads, statement);
        statement.push(")");
    }

    /// ` FROM … WHERE …`: those with such a head who have the words.
    fn headed(&self, words: &[String], head: &str, statement: &mut Statement) {
        statement.push(" FROM users_found AS users");
        self.in_portal(statement);
        statement.push(&format!(" AND users.head {head} AND {FITS}"));
        self.words(words, "users.search_key", Substring::Looked, statement);
    }

    /// ` FROM … WHERE …`: those with any other head who have the words.
    fn others(&self, words: &[String], heads: &[String], statement: &mut Statement) {
        statement.push(" FROM users_found AS users");
        self.in_portal(statement);
        self.words(words, "users.rest", Substring::Indexed, statement);
        if !heads.is_empty() {
            let none = statement.bind_all(heads.iter().cloned());
            statement.push(&format!(" AND users.head NOT IN ({none})"));
        }
    }

    /// Whether more than `limit` have a last or a first name that begins with the one word, or the one beginning, of the
    /// text: they are side by side in an index each, which has their texts. Whoever has both counts once.
    pub(super) fn are_called_so_more_than(&self, p: &mut PortalTx<'_, '_>, limit: i64) -> Result<bool, StoreError> {
        let beginning = match &self.text {
            Text::Words(words) => <&[String; 1]>::try_from(words.as_slice())
                .ok()
                .map(|[word]| Beginning::of(word)),
            Text::Beginnings(all) => <[Beginning; 1]>::try_from(all.clone()).ok().map(|[one]| one),
            Text::Any | Text::Id(_) => None,
        };
        let is_asked = self.is_found(Sort::Name) && self.is_found_alone();
        let Some(Beginning { word, from, before }) = beginning.filter(|_| is_asked) else {
            return Ok(false);
        };
        let mut statement = Statement::new("SELECT COUNT(*) FROM (");
        let (word, from, before) = (statement.bind(word), statement.bind(from), statement.bind(before));
        for (part, column, is_second) in [("", "name_sort", ""), (" UNION ALL ", "first_sort", "NOT ")] {
            statement.push(&format!("{part}SELECT 1 FROM users_found AS users"));
            self.in_portal(&mut statement);
            statement.push(&format!(
                " AND users.{column} >= {from} AND users.{column} < {before} AND {FITS} AND NOT users.deleted \
                 AND {is_second}starts_with(split_part(users.search_key, chr(10), 2), {word})"
            ));
            self.text_beside(&mut statement);
        }
        Ok(super::count::limited(p, statement, limit + 1)? > limit)
    }

    /// ` AND …`: what the text beside a name tells. Of a beginning that is not all: how it is sorted is not there.
    fn text_beside(&self, statement: &mut Statement) {
        match &self.text {
            Text::Any | Text::Id(_) => {}
            Text::Words(words) => self.words(words, "users.search_key", Substring::Looked, statement),
            Text::Beginnings(beginnings) => {
                for beginning in beginnings {
                    let begins = self.begins(beginning, statement);
                    statement.push(&format!(" AND {begins}"));
                }
            }
        }
    }

    /// Whether the deleted are wanted, as far as the statuses tell.
    fn deleted(&self) -> &'static str {
        match self.statuses.as_slice() {
            [Status::Deleted] => "users.deleted",
            all if all.contains(&Status::Deleted) => "TRUE",
            _ => "NOT users.deleted",
        }
    }
}

/// All threes of letters of the words, each once. Who has none of them as head has every trigram of the words uncut.
fn heads(words: &[String]) -> Vec<String> {
    let mut heads: Vec<String> = Vec::new();
    for word in words {
        let letters: Vec<char> = word.chars().collect();
        for three in letters.windows(TRIGRAM) {
            let head: String = three.iter().collect();
            if !heads.contains(&head) {
                heads.push(head);
            }
        }
    }
    heads
}
