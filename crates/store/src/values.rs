//! Statements over many rows. PostgreSQL gets one statement with a column of values in each parameter, whose text is the
//! same for any number of rows, so it is parsed once. SQLite has no round trip to save: one prepared statement of one row
//! runs for each.

use crate::db::{Engine, Param, Row, Tx};
use crate::dialect;
use crate::error::StoreError;
use postgres::types::ToSql;
use std::borrow::Cow;
use uuid::Uuid;

/// One value. The variant says its type, also where there is none.
#[derive(Debug)]
pub(crate) enum Value<'v> {
    Int(Option<i64>),
    Text(Option<Cow<'v, str>>),
    Blob(Option<Cow<'v, [u8]>>),
    Id(Option<Uuid>),
    Bool(Option<bool>),
}

impl Value<'_> {
    /// As SQLite binds it.
    fn param(&self) -> &dyn Param {
        match self {
            Self::Int(value) => value,
            Self::Text(value) => value
                .as_ref()
                .map_or(&None::<String> as &dyn Param, |text| text as &dyn Param),
            Self::Blob(value) => value
                .as_ref()
                .map_or(&None::<String> as &dyn Param, |bytes| bytes as &dyn Param),
            Self::Id(value) => value,
            Self::Bool(value) => value,
        }
    }
}

/// Rows of values that are bound in order, all of one width.
#[derive(Default)]
pub(crate) struct Rows<'v> {
    values: Vec<Value<'v>>,
    width: usize,
}

impl<'v> Rows<'v> {
    pub(crate) fn push(&mut self, row: impl IntoIterator<Item = Value<'v>>) {
        let before = self.values.len();
        self.values.extend(row);
        self.width = self.values.len() - before;
    }

    pub(crate) fn len(&self) -> usize {
        self.values.len().checked_div(self.width).unwrap_or_default()
    }

    fn each(&self) -> impl Iterator<Item = &[Value<'v>]> {
        self.values.chunks(self.width.max(1))
    }

    /// Runs a statement on every row and says how many rows it changed. `sql` is given the table of these rows, to be put
    /// into parentheses; its parameters are numbered after those in `before`.
    pub(crate) fn exec(
        &self,
        tx: &mut Tx<'_>,
        before: &[&dyn Param],
        sql: impl FnOnce(&str) -> String,
    ) -> Result<u64, StoreError> {
        let table = match tx.engine() {
            Engine::Sqlite => format!("VALUES ({})", list(before.len(), self.width)),
            Engine::Postgres => format!("SELECT * FROM UNNEST({})", self.arrays(before.len())),
        };
        self.exec_text(tx, before, &sql(&table))
    }

    /// Runs an UPDATE on every row and says how many rows it changed. In its text `v.name` stands for the value of that
    /// name, and it ends in `FROM v WHERE …`. SQLite gets it without the table: such a statement finds its one row by key
    /// and needs no journal of its own to be undone.
    pub(crate) fn update(
        &self,
        tx: &mut Tx<'_>,
        before: &[&dyn Param],
        names: &[&str],
        sql: &str,
    ) -> Result<u64, StoreError> {
        debug_assert!(self.len() == 0 || names.len() == self.width, "{sql}");
        let text = match tx.engine() {
            Engine::Sqlite => with_params(&sql.replace(" FROM v WHERE ", " WHERE "), names, before.len()),
            Engine::Postgres => format!(
                "WITH v ({}) AS (SELECT * FROM UNNEST({})) {sql}",
                names.join(", "),
                self.arrays(before.len()),
            ),
        };
        self.exec_text(tx, before, &text)
    }

    /// The same for rows of one value, where `sql` is given what stands in `IN (…)`.
    pub(crate) fn exec_in(
        &self,
        tx: &mut Tx<'_>,
        before: &[&dyn Param],
        sql: impl FnOnce(&str) -> String,
    ) -> Result<u64, StoreError> {
        let inside = match tx.engine() {
            Engine::Sqlite => list(before.len(), 1),
            Engine::Postgres => format!("SELECT UNNEST({})", self.arrays(before.len())),
        };
        self.exec_text(tx, before, &sql(&inside))
    }

    fn exec_text(&self, tx: &mut Tx<'_>, before: &[&dyn Param], sql: &str) -> Result<u64, StoreError> {
        if self.len() == 0 {
            return Ok(0);
        }
        match tx.engine() {
            Engine::Sqlite => {
                let rows = self.each().map(|row| bound(before, row));
                tx.exec_each(sql, rows)
            }
            Engine::Postgres => {
                let columns = self.columns();
                tx.exec_columns(sql, &with_columns(before, &columns))
            }
        }
    }

    /// The rows of a query that is given what stands behind a column: any of these values.
    pub(crate) fn select_any<T>(
        &self,
        tx: &mut Tx<'_>,
        before: &[&dyn Param],
        sql: impl FnOnce(&str) -> String,
        map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        if self.len() == 0 {
            return Ok(Vec::new());
        }
        match tx.engine() {
            Engine::Sqlite => {
                let (any, params) = self.padded(before);
                tx.rows(&sql(&any), &params, map)
            }
            Engine::Postgres => {
                let columns = self.columns();
                let any = format!("= ANY ({})", self.arrays(before.len()));
                tx.rows_of_columns(&sql(&any), &with_columns(before, &columns), map)
            }
        }
    }

    /// Runs one statement on SQLite that is given what stands behind a column: any of these values.
    pub(crate) fn exec_any(
        &self,
        tx: &mut Tx<'_>,
        before: &[&dyn Param],
        sql: impl FnOnce(&str) -> String,
    ) -> Result<u64, StoreError> {
        let (any, params) = self.padded(before);
        tx.exec(&sql(&any), &params)
    }

    /// `IN ($2, $3, …)` with its parameters. Few lengths make few texts to prepare: the last value comes again until there
    /// is a power of two.
    fn padded<'a>(&'a self, before: &[&'a dyn Param]) -> (String, Vec<&'a dyn Param>) {
        let size = self.values.len().next_power_of_two();
        let last = self.values.last().into_iter().cycle();
        let mut params = before.to_vec();
        params.extend(self.values.iter().chain(last).take(size).map(Value::param));
        (format!("IN ({})", list(before.len(), size)), params)
    }

    /// `CAST($3 AS BIGINT[]), CAST($4 AS TEXT[])`.
    fn arrays(&self, before: usize) -> String {
        let first = self.values.iter().take(self.width);
        let arrays = first.zip(before + 1..).map(|(value, n)| dialect::array_param(n, value));
        arrays.collect::<Vec<_>>().join(", ")
    }

    /// The values turned round: one array for each column.
    fn columns(&self) -> Vec<Box<dyn ToSql + Sync + '_>> {
        (0..self.width).map(|at| self.column(at)).collect()
    }

    fn column(&self, at: usize) -> Box<dyn ToSql + Sync + '_> {
        macro_rules! array {
            ($variant:ident, $value:ident => $borrowed:expr) => {
                Box::new(
                    self.each()
                        .map(|row| match &row[at] {
                            Value::$variant($value) => $borrowed,
                            _ => None,
                        })
                        .collect::<Vec<_>>(),
                )
            };
        }
        match self.values[at] {
            Value::Int(_) => array!(Int, value => *value),
            Value::Text(_) => array!(Text, value => value.as_deref()),
            Value::Blob(_) => array!(Blob, value => value.as_deref()),
            Value::Id(_) => array!(Id, value => *value),
            Value::Bool(_) => array!(Bool, value => *value),
        }
    }
}

/// `v.pk` becomes `$2`.
fn with_params(sql: &str, names: &[&str], before: usize) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(at) = rest.find("v.") {
        let stands_alone = !rest[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let name = rest[at + 2..]
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .next();
        let place = name.and_then(|name| names.iter().position(|known| *known == name));
        out.push_str(&rest[..at]);
        match (stands_alone, place, name) {
            (true, Some(place), Some(name)) => {
                out.push_str(&format!("${}", before + place + 1));
                rest = &rest[at + 2 + name.len()..];
            }
            _ => {
                out.push_str("v.");
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn with_columns<'a>(
    before: &[&'a dyn Param],
    columns: &'a [Box<dyn ToSql + Sync + 'a>],
) -> Vec<&'a (dyn ToSql + Sync)> {
    let before = before.iter().map(|param| *param as &(dyn ToSql + Sync));
    before
        .chain(columns.iter().map(|column| column.as_ref() as &(dyn ToSql + Sync)))
        .collect()
}

fn bound<'a>(before: &[&'a dyn Param], row: &'a [Value<'_>]) -> Vec<&'a dyn Param> {
    before.iter().copied().chain(row.iter().map(Value::param)).collect()
}

macro_rules! from {
    ($($ty:ty => $variant:ident, $value:ident => $into:expr;)*) => {
        $(
            impl<'v> From<$ty> for Value<'v> {
                fn from($value: $ty) -> Self {
                    Self::$variant(Some($into))
                }
            }
            impl<'v> From<Option<$ty>> for Value<'v> {
                fn from(value: Option<$ty>) -> Self {
                    Self::$variant(value.map(|$value| $into))
                }
            }
        )*
    };
}

from! {
    i64 => Int, value => value;
    bool => Bool, value => value;
    Uuid => Id, value => value;
    &'v str => Text, value => Cow::Borrowed(value);
    String => Text, value => Cow::Owned(value);
    Vec<u8> => Blob, value => Cow::Owned(value);
    &'v [u8] => Blob, value => Cow::Borrowed(value);
}

/// The values of one row.
macro_rules! row {
    ($($value:expr),* $(,)?) => { [$(crate::values::Value::from($value)),*] };
}
pub(crate) use row;

/// `$3, $4, $5`: a list for `IN`.
pub(crate) fn list(before: usize, count: usize) -> String {
    (1..=count)
        .map(|i| format!("${}", before + i))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_values_become_places() {
        let sql = "UPDATE t SET a = v.a, ab = v.ab, gov.x = v.y WHERE t.pk = v.pk AND t.n = v.a - 1";
        insta::assert_snapshot!(
            with_params(sql, &["pk", "a", "ab"], 1),
            @"UPDATE t SET a = $3, ab = $4, gov.x = v.y WHERE t.pk = $2 AND t.n = $3 - 1"
        );
    }
}
