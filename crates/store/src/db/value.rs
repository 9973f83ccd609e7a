//! Values that both engines take and give: parameters, columns and rows.

use crate::dialect;
use crate::error::StoreError;

/// A value bound to `$n`: `i64`, `bool`, text, bytes, `Uuid`, and an `Option` of each.
pub trait Param: rusqlite::ToSql + postgres::types::ToSql + Sync {}
impl<T: rusqlite::ToSql + postgres::types::ToSql + Sync> Param for T {}

/// A value read from a column. Numbers are `i64` only, because PostgreSQL is strict about `BIGINT`.
pub trait Column: rusqlite::types::FromSql + for<'a> postgres::types::FromSql<'a> {}
impl<T: rusqlite::types::FromSql + for<'a> postgres::types::FromSql<'a>> Column for T {}

/// One row of an answer, borrowed while it is looked at.
pub struct Row<'r>(Source<'r>);

enum Source<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r postgres::Row),
}

impl<'r> Row<'r> {
    pub(super) const fn sqlite(row: &'r rusqlite::Row<'r>) -> Self {
        Self(Source::Sqlite(row))
    }

    pub(super) const fn postgres(row: &'r postgres::Row) -> Self {
        Self(Source::Postgres(row))
    }

    /// The value of column `i`, counted from 0.
    ///
    /// # Errors
    /// `Corrupt` when the column holds something else or does not exist.
    pub fn get<T: Column>(&self, i: usize) -> Result<T, StoreError> {
        match self.0 {
            Source::Sqlite(row) => row.get(i).map_err(|error| dialect::sqlite_error(&error)),
            Source::Postgres(row) => row.try_get(i).map_err(|error| StoreError::Corrupt(error.to_string())),
        }
    }

    /// The text of column `i` without a copy, for exports.
    ///
    /// # Errors
    /// `Corrupt` when the column holds no text.
    pub fn text(&self, i: usize) -> Result<&'r str, StoreError> {
        self.optional_text(i)?
            .ok_or_else(|| StoreError::Corrupt(format!("column {i} is empty")))
    }

    /// The text of column `i`, or nothing where it is NULL, without a copy.
    ///
    /// # Errors
    /// `Corrupt` when the column holds something else.
    pub fn optional_text(&self, i: usize) -> Result<Option<&'r str>, StoreError> {
        match self.0 {
            Source::Sqlite(row) => row
                .get_ref(i)
                .map_err(|error| dialect::sqlite_error(&error))?
                .as_str_or_null()
                .map_err(|error| StoreError::Corrupt(format!("column {i}: {error}"))),
            Source::Postgres(row) => row.try_get(i).map_err(|error| StoreError::Corrupt(error.to_string())),
        }
    }
}
