//! A transaction, and the statements run in it.

use super::postgres::PgConnection;
use super::sqlite::SqliteConnection;
use super::{Access, Engine, Faults, Param, Row};
use crate::error::StoreError;
use postgres::types::ToSql;

/// An open transaction. Its end is decided by what the closure given to `read` or `write` returns.
pub struct Tx<'t> {
    link: Link<'t>,
    access: Access,
    faults: &'t Faults,
    spoiled: Option<StoreError>,
}

enum Link<'t> {
    Sqlite(&'t SqliteConnection),
    Postgres(&'t mut PgConnection),
}

impl<'t> Tx<'t> {
    pub(super) const fn sqlite(connection: &'t SqliteConnection, access: Access, faults: &'t Faults) -> Self {
        Self {
            link: Link::Sqlite(connection),
            access,
            faults,
            spoiled: None,
        }
    }

    pub(super) const fn postgres(connection: &'t mut PgConnection, access: Access, faults: &'t Faults) -> Self {
        Self {
            link: Link::Postgres(connection),
            access,
            faults,
            spoiled: None,
        }
    }

    /// The failure of the first statement that failed. Such a transaction must not commit, whatever its closure returned:
    /// PostgreSQL would answer the commit by a silent rollback, and both engines shall behave alike.
    pub(super) fn into_failure(self) -> Option<StoreError> {
        self.spoiled
    }

    /// Which engine it runs on.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        match self.link {
            Link::Sqlite(_) => Engine::Sqlite,
            Link::Postgres(_) => Engine::Postgres,
        }
    }

    /// Whether it was opened by `Db::read`.
    #[must_use]
    pub const fn is_read_only(&self) -> bool {
        matches!(self.access, Access::Read)
    }

    /// All rows of a query.
    ///
    /// # Errors
    /// The database's, or what `map` returns for a row.
    pub fn rows<T>(
        &mut self,
        sql: &str,
        params: &[&dyn Param],
        mut map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        #[cfg(test)]
        self.explain(sql, params);
        self.statement(|link| match link {
            Link::Sqlite(connection) => {
                let mut out = Vec::new();
                let outcome = connection.each(sql, params, |row| map(row).map(|value| out.push(value)))?;
                Ok(outcome.map(|()| out))
            }
            Link::Postgres(connection) => {
                let rows = connection.query(sql, &bound(params))?;
                Ok(rows.iter().map(|row| map(&Row::postgres(row))).collect())
            }
        })
    }

    /// The first row of a query, if there is one.
    ///
    /// # Errors
    /// The database's, or what `map` returns.
    pub fn one<T>(
        &mut self,
        sql: &str,
        params: &[&dyn Param],
        map: impl FnOnce(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        #[cfg(test)]
        self.explain(sql, params);
        self.statement(|link| match link {
            Link::Sqlite(connection) => connection.first(sql, params, map),
            Link::Postgres(connection) => {
                let rows = connection.query(sql, &bound(params))?;
                Ok(rows.first().map(|row| map(&Row::postgres(row))).transpose())
            }
        })
    }

    /// Calls `take` for each row as it arrives; a million rows are never in memory together. An error of `take` stops it.
    ///
    /// # Errors
    /// The database's, or what `take` returns.
    pub fn each<E: From<StoreError>>(
        &mut self,
        sql: &str,
        params: &[&dyn Param],
        take: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        #[cfg(test)]
        self.explain(sql, params);
        self.statement(|link| match link {
            Link::Sqlite(connection) => connection.each(sql, params, take),
            Link::Postgres(connection) => connection.each(sql, params, take),
        })
    }

    /// Runs a statement that returns no rows; the answer is the number of rows it changed.
    ///
    /// # Errors
    /// `Conflict` when a constraint refuses, `Other` in a read transaction, or another error of the database.
    pub fn exec(&mut self, sql: &str, params: &[&dyn Param]) -> Result<u64, StoreError> {
        self.must_write(sql)?;
        #[cfg(test)]
        self.explain(sql, params);
        self.statement(|link| match link {
            Link::Sqlite(connection) => connection.execute(sql, params).map(Ok),
            Link::Postgres(connection) => connection.execute(sql, &bound(params)).map(Ok),
        })
    }

    /// Runs one statement for each row of parameters and says how many rows it changed in all. SQLite only: elsewhere
    /// each would be a round trip.
    pub(crate) fn exec_each<'p>(
        &mut self,
        sql: &str,
        rows: impl Iterator<Item = Vec<&'p dyn Param>>,
    ) -> Result<u64, StoreError> {
        self.must_write(sql)?;
        #[cfg(test)]
        let rows = {
            let mut rows = rows.peekable();
            if let Some(first) = rows.peek().cloned() {
                self.explain(sql, &first);
            }
            rows
        };
        self.statement(|link| match link {
            Link::Sqlite(connection) => connection.execute_each(sql, rows).map(Ok),
            Link::Postgres(_) => Err(not_here()),
        })
    }

    /// Runs a statement with a column of values in each parameter. PostgreSQL only: SQLite has no arrays.
    pub(crate) fn exec_columns(&mut self, sql: &str, params: &[&(dyn ToSql + Sync)]) -> Result<u64, StoreError> {
        self.must_write(sql)?;
        #[cfg(test)]
        self.explain_columns(sql, params);
        self.statement(|link| match link {
            Link::Sqlite(_) => Err(not_here()),
            Link::Postgres(connection) => connection.execute(sql, params).map(Ok),
        })
    }

    /// The same for a query.
    pub(crate) fn rows_of_columns<T>(
        &mut self,
        sql: &str,
        params: &[&(dyn ToSql + Sync)],
        mut map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        #[cfg(test)]
        self.explain_columns(sql, params);
        self.statement(|link| match link {
            Link::Sqlite(_) => Err(not_here()),
            Link::Postgres(connection) => {
                let rows = connection.query(sql, params)?;
                Ok(rows.iter().map(|row| map(&Row::postgres(row))).collect())
            }
        })
    }

    /// Runs several statements without parameters, for migrations.
    ///
    /// # Errors
    /// As `exec`.
    pub fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        self.must_write(sql)?;
        self.statement(|link| match link {
            Link::Sqlite(connection) => connection.batch(sql).map(Ok),
            Link::Postgres(connection) => connection.batch(sql).map(Ok),
        })
    }

    /// Makes PostgreSQL plan each statement of this transaction with its values: the general plan of a search is 15 times
    /// slower (performance.md 2). Nothing on SQLite.
    ///
    /// # Errors
    /// The database's.
    pub fn search_plan(&mut self) -> Result<(), StoreError> {
        match &mut self.link {
            Link::Sqlite(_) => Ok(()),
            Link::Postgres(connection) => match connection.batch("SET LOCAL plan_cache_mode = force_custom_plan") {
                Ok(()) => Ok(()),
                Err(error) => Err(self.spoil(error)),
            },
        }
    }

    /// Every statement passes here. The outer error is the statement's and spoils the transaction, the inner one is the
    /// caller's own and does not.
    fn statement<T, E: From<StoreError>>(
        &mut self,
        run: impl FnOnce(&mut Link<'t>) -> Result<Result<T, E>, StoreError>,
    ) -> Result<T, E> {
        match self.faults.check().and_then(|()| run(&mut self.link)) {
            Ok(result) => result,
            Err(error) => Err(E::from(self.spoil(error))),
        }
    }

    fn spoil(&mut self, error: StoreError) -> StoreError {
        self.spoiled.get_or_insert_with(|| error.clone());
        error
    }

    fn must_write(&self, sql: &str) -> Result<(), StoreError> {
        match self.access {
            Access::Write => Ok(()),
            Access::Read => Err(StoreError::Other(format!(
                "a read transaction cannot change anything: {sql}"
            ))),
        }
    }
}

fn bound<'p>(params: &[&'p dyn Param]) -> Vec<&'p (dyn ToSql + Sync)> {
    params.iter().map(|param| *param as &(dyn ToSql + Sync)).collect()
}

fn not_here() -> StoreError {
    StoreError::Other("a statement of the other engine".into())
}

#[cfg(test)]
impl Tx<'_> {
    /// One column of an answer, past the faults and past [`Self::explain`].
    pub(super) fn lines(&mut self, sql: &str, params: &[&dyn Param], column: usize) -> Vec<String> {
        let mut lines = Vec::new();
        let mut take = |row: &Row<'_>| {
            lines.push(row.text(column)?.to_owned());
            Ok::<_, StoreError>(())
        };
        let asked = match &mut self.link {
            Link::Sqlite(connection) => connection.each(sql, params, take),
            Link::Postgres(connection) => connection
                .query(sql, &bound(params))
                .map(|rows| rows.iter().try_for_each(|row| take(&Row::postgres(row)))),
        };
        asked
            .and_then(|taken| taken)
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
        lines
    }

    /// The same with a column of values in each parameter.
    pub(super) fn lines_of_columns(&mut self, sql: &str, params: &[&(dyn ToSql + Sync)]) -> Vec<String> {
        match &mut self.link {
            Link::Sqlite(_) => Vec::new(),
            Link::Postgres(connection) => {
                let rows = connection.query(sql, params);
                let rows = rows.unwrap_or_else(|error| panic!("{sql}: {error}"));
                rows.iter().map(|row| row.get(0)).collect()
            }
        }
    }

    /// Statements of the session on PostgreSQL.
    pub(super) fn script(&mut self, sql: &str) {
        if let Link::Postgres(connection) = &mut self.link {
            connection.batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
        }
    }
}
