//! The order of a list, and its walk along an index: rows with a value first, rows without one last, in both directions.

use super::leaps::bytes_of;
use super::statement::Statement;
use crate::StoreError;
use crate::db::{Engine, Row};
use model::query::{Cursor, Direction, Page, Sort, SortValue};

/// What a sort column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Holds {
    Bytes,
    MaybeBytes,
    Int,
    MaybeInt,
}

/// A column with an index (portal, column, pk).
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) index: &'static str,
    holds: Holds,
}

impl Column {
    pub(super) const fn of(sort: Sort) -> Self {
        let (name, index, holds) = match sort {
            Sort::Name => ("name_sort", "users_by_name", Holds::MaybeBytes),
            Sort::First => ("first_sort", "users_by_first", Holds::MaybeBytes),
            Sort::Last => ("last_sort", "users_by_last", Holds::MaybeBytes),
            Sort::User => ("user_sort", "users_by_user", Holds::MaybeBytes),
            Sort::Status => ("status_order", "users_by_status", Holds::Int),
            Sort::Role => ("role_rank", "users_by_role", Holds::Int),
            Sort::Email => ("email_sort", "users_by_email", Holds::Bytes),
            Sort::Seen => ("last_sign_in_at", "users_by_seen", Holds::MaybeInt),
            Sort::Added => ("added_at", "users_by_added", Holds::Int),
            Sort::Modified => ("modified_at", "users_by_modified", Holds::Int),
        };
        Self { name, index, holds }
    }

    pub(super) fn value(self, row: &Row<'_>, at: usize) -> Result<SortValue, StoreError> {
        Ok(match self.holds {
            Holds::Bytes | Holds::MaybeBytes => row
                .get::<Option<Vec<u8>>>(at)?
                .map_or(SortValue::Null, SortValue::Bytes),
            Holds::Int | Holds::MaybeInt => row.get::<Option<i64>>(at)?.map_or(SortValue::Null, SortValue::Int),
        })
    }

    const fn may_be_empty(self) -> bool {
        matches!(self.holds, Holds::MaybeBytes | Holds::MaybeInt)
    }

    fn bind(self, statement: &mut Statement, value: &SortValue) -> Result<String, StoreError> {
        match (self.holds, value) {
            (Holds::Bytes | Holds::MaybeBytes, SortValue::Bytes(bytes)) => Ok(statement.bind(bytes.clone())),
            (Holds::Int | Holds::MaybeInt, SortValue::Int(n)) => Ok(statement.bind(*n)),
            _ => Err(StoreError::Other(format!(
                "a cursor of another column than {}",
                self.name
            ))),
        }
    }

    /// Binds what no value is before.
    fn bind_least(self, statement: &mut Statement) -> String {
        match self.holds {
            Holds::Bytes | Holds::MaybeBytes => statement.bind(Vec::<u8>::new()),
            Holds::Int | Holds::MaybeInt => statement.bind(i64::MIN),
        }
    }
}

/// A part of the list that one range of the index holds.
#[derive(Clone, Debug)]
pub(super) enum Segment {
    /// The rows with a value, from a row on.
    Valued(Option<Cursor>),
    /// Of those the rows with the value of this one.
    Tied(Cursor),
    /// And the rows beyond its value.
    Beyond(Cursor),
    /// The rows without a value, from a row key on.
    Empty(Option<i64>),
}

/// One way through the list: the segments in the order that they are met.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    pub(super) sort: Sort,
    pub(super) column: Column,
    pub(super) segments: Vec<Segment>,
    pub(super) dir: Direction,
}

impl Walk {
    /// The walk that fills a page; backward pages are walked from their end.
    pub(super) fn to(page: &Page, sort: Sort, dir: Direction) -> Self {
        let column = Column::of(sort);
        let (dir, mut segments) = match page {
            Page::First => (dir, vec![Segment::Valued(None), Segment::Empty(None)]),
            Page::Last => (dir.reversed(), vec![Segment::Empty(None), Segment::Valued(None)]),
            Page::After(cursor) if cursor.value == SortValue::Null => (dir, vec![Segment::Empty(Some(cursor.pk))]),
            Page::After(cursor) => (dir, vec![Segment::Valued(Some(cursor.clone())), Segment::Empty(None)]),
            Page::Before(cursor) if cursor.value == SortValue::Null => (
                dir.reversed(),
                vec![Segment::Empty(Some(cursor.pk)), Segment::Valued(None)],
            ),
            Page::Before(cursor) => (dir.reversed(), vec![Segment::Valued(Some(cursor.clone()))]),
        };
        segments.retain(|segment| column.may_be_empty() || matches!(segment, Segment::Valued(_)));
        Self {
            sort,
            column,
            segments,
            dir,
        }
    }

    /// The way through the whole list.
    pub(super) fn through(sort: Sort, dir: Direction) -> Self {
        Self::to(&Page::First, sort, dir)
    }

    /// The same way through one of its segments.
    pub(super) fn only(&self, segment: &Segment) -> Self {
        Self {
            segments: vec![segment.clone()],
            ..self.clone()
        }
    }

    /// The same way for reading along the index. SQLite does not see that the last column of the index is the row key, so
    /// it would begin at the first row with the cursor's value, of which there may be a million: there the rows with that
    /// value are a range of their own.
    pub(super) fn by_ranges(&self, engine: Engine) -> Self {
        let split = |segment: &Segment| match (engine, segment) {
            (Engine::Sqlite, Segment::Valued(Some(cursor))) => {
                vec![Segment::Tied(cursor.clone()), Segment::Beyond(cursor.clone())]
            }
            _ => vec![segment.clone()],
        };
        Self {
            segments: self.segments.iter().flat_map(split).collect(),
            ..self.clone()
        }
    }

    /// ` AND …`: the rows of a segment.
    pub(super) fn within(&self, segment: &Segment, statement: &mut Statement) -> Result<(), StoreError> {
        let column = self.column.name;
        let beyond = match self.dir {
            Direction::Asc => '>',
            Direction::Desc => '<',
        };
        match segment {
            Segment::Valued(cursor) => {
                self.not_empty(statement);
                if let Some(cursor) = cursor {
                    let value = self.column.bind(statement, &cursor.value)?;
                    let pk = statement.bind(cursor.pk);
                    statement.push(&format!(" AND (users.{column}, users.pk) {beyond} ({value}, {pk})"));
                }
            }
            Segment::Tied(cursor) => {
                let value = self.column.bind(statement, &cursor.value)?;
                let pk = statement.bind(cursor.pk);
                statement.push(&format!(" AND users.{column} = {value} AND users.pk {beyond} {pk}"));
            }
            Segment::Beyond(cursor) => {
                if self.dir == Direction::Desc {
                    self.not_empty(statement);
                }
                let value = self.column.bind(statement, &cursor.value)?;
                statement.push(&format!(" AND users.{column} {beyond} {value}"));
            }
            Segment::Empty(pk) => {
                statement.push(&format!(" AND users.{column} IS NULL"));
                if let Some(pk) = pk {
                    let pk = statement.bind(*pk);
                    statement.push(&format!(" AND users.pk {beyond} {pk}"));
                }
            }
        }
        Ok(())
    }

    /// ` AND …`: the rows of a segment whose sort keys begin with these two bytes, as one range of the index.
    pub(super) fn within_bytes(
        &self,
        segment: &Segment,
        bytes: u16,
        statement: &mut Statement,
    ) -> Result<(), StoreError> {
        let column = self.column.name;
        // Only one condition for each end: SQLite may take any of two for the beginning of its range.
        let cursor = match segment {
            Segment::Valued(Some(cursor)) if bytes_of(&cursor.value) == bytes => Some(cursor),
            _ => None,
        };
        if let Some(cursor) = cursor {
            let beyond = match self.dir {
                Direction::Asc => '>',
                Direction::Desc => '<',
            };
            let (value, pk) = (self.column.bind(statement, &cursor.value)?, statement.bind(cursor.pk));
            statement.push(&format!(" AND (users.{column}, users.pk) {beyond} ({value}, {pk})"));
        }
        if cursor.is_none() || self.dir == Direction::Desc {
            let first = statement.bind(least_with(bytes));
            statement.push(&format!(" AND users.{column} >= {first}"));
        }
        if (cursor.is_none() || self.dir == Direction::Asc)
            && let Some(next) = bytes.checked_add(1)
        {
            let next = statement.bind(least_with(next));
            statement.push(&format!(" AND users.{column} < {next}"));
        }
        Ok(())
    }

    /// ` AND …`: the rows with a value. `IS NOT NULL` would be no range of an index, "not before the smallest" is one.
    fn not_empty(&self, statement: &mut Statement) {
        if self.column.may_be_empty() {
            let least = self.column.bind_least(statement);
            statement.push(&format!(" AND users.{} >= {least}", self.column.name));
        }
    }

    /// ` ORDER BY …` as the index has it.
    pub(super) fn along_index(&self) -> String {
        let (column, dir) = (self.column.name, self.dir.key());
        format!(" ORDER BY users.{column} {dir}, users.pk {dir}")
    }

    /// The same order, as an expression that no index has: the rows are few, and found by something else. Else a planner
    /// that hopes for many of them would walk a million rows.
    pub(super) fn by_sorting(&self) -> String {
        let (column, dir) = (self.column.name, self.dir.key());
        format!(" ORDER BY COALESCE(users.{column}, users.{column}) {dir}, users.pk {dir}")
    }
}

/// The least key with these two bytes. What a key does not have counts as zero, and comes before it.
fn least_with(bytes: u16) -> Vec<u8> {
    let mut key = bytes.to_be_bytes().to_vec();
    while key.last() == Some(&0) {
        key.pop();
    }
    key
}
