//! The only file outside of `db/` that knows which engine it is: type names, row locks, errors, parameters.

use crate::db::{Engine, Tx};
use crate::error::StoreError;
use crate::values::Value;
use postgres::error::SqlState;
use rusqlite::ErrorCode;
use std::error::Error;

/// Type names for migrations: placeholder, SQLite, PostgreSQL. Text compares by bytes on both.
const TYPES: &[(&str, &str, &str)] = &[
    ("@pk", "INTEGER PRIMARY KEY", "BIGINT PRIMARY KEY"),
    ("@id", "BLOB", "UUID"),
    ("@int", "BIGINT", "BIGINT"),
    ("@time", "BIGINT", "BIGINT"),
    ("@bool", "BOOLEAN", "BOOLEAN"),
    ("@blob", "BLOB", "BYTEA"),
    ("@text", "TEXT", "TEXT COLLATE \"C\""),
];

impl Engine {
    /// A migration file as this engine reads it: placeholders replaced (`@pk @id @int @time @bool @blob @text`), and of the
    /// sections between `-- only sqlite` or `-- only postgres` and `-- end` only its own.
    #[must_use]
    pub fn ddl(self, sql: &str) -> String {
        let mut only = None;
        let mut out = String::with_capacity(sql.len());
        for line in sql.lines() {
            match line.trim() {
                "-- only sqlite" => only = Some(Self::Sqlite),
                "-- only postgres" => only = Some(Self::Postgres),
                "-- end" => only = None,
                _ if only.is_none_or(|engine| engine == self) => {
                    out.push_str(&self.types(line));
                    out.push('\n');
                }
                _ => {}
            }
        }
        out
    }

    fn types(self, line: &str) -> String {
        let mut parts = line.split('@');
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let name = part.len()
                - part
                    .trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_')
                    .len();
            let known = TYPES.iter().find(|(placeholder, ..)| placeholder[1..] == part[..name]);
            match (known, self) {
                (Some((_, sqlite, _)), Self::Sqlite) => out.push_str(sqlite),
                (Some((_, _, postgres)), Self::Postgres) => out.push_str(postgres),
                (None, _) => out.push_str(&format!("@{}", &part[..name])),
            }
            out.push_str(&part[name..]);
        }
        out
    }
}

/// Ends a `SELECT` whose rows shall be locked until the commit. SQLite has one writer at a time and needs nothing.
#[must_use]
pub(crate) const fn for_update(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "",
        Engine::Postgres => " FOR UPDATE",
    }
}

/// The same for a row whose key stays: rows that only refer to it (audit lines, mails) need not wait.
#[must_use]
pub(crate) const fn for_no_key_update(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "",
        Engine::Postgres => " FOR NO KEY UPDATE",
    }
}

/// The same, leaving out rows that another worker holds.
#[must_use]
pub(crate) const fn skip_locked(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "",
        Engine::Postgres => " FOR UPDATE SKIP LOCKED",
    }
}

/// Lets one process migrate at a time: the others wait here and then see it done. SQLite's write transaction is that lock.
///
/// # Errors
/// The database's.
pub(crate) fn lock_migrations(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    /// "Portico" in ASCII: any number that no other program takes.
    const LOCK: i64 = 0x50_6f_72_74_69_63_6f;
    match tx.engine() {
        Engine::Sqlite => Ok(()),
        Engine::Postgres => tx
            .rows("SELECT 1 FROM pg_advisory_xact_lock($1)", &[&LOCK], |_| Ok(()))
            .map(|_| ()),
    }
}

/// Turns `$1` into `?1` outside of quotes and comments: SQLite numbers `$1` by first appearance and would bind wrong values.
pub(crate) fn numbered_params(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(at) = rest.find(['$', '\'', '"', '-', '/']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = literal_length(rest);
        match (length, rest.as_bytes()) {
            (0, [b'$', b'0'..=b'9', ..]) => {
                out.push('?');
                rest = &rest[1..];
            }
            (0, _) => {
                out.push_str(&rest[..1]);
                rest = &rest[1..];
            }
            (length, _) => {
                out.push_str(&rest[..length]);
                rest = &rest[length..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The length of the quoted text or comment at the start, or 0. A doubled quote reads as two texts side by side.
fn literal_length(sql: &str) -> usize {
    let to_end = |start: usize, end: &str| sql[start..].find(end).map_or(sql.len(), |at| start + at + end.len());
    match sql.as_bytes() {
        [b'\'', ..] => to_end(1, "'"),
        [b'"', ..] => to_end(1, "\""),
        [b'-', b'-', ..] => to_end(2, "\n"),
        [b'/', b'*', ..] => to_end(2, "*/"),
        _ => 0,
    }
}

/// SQLite's errors in the words of this layer.
pub(crate) fn sqlite_error(error: &rusqlite::Error) -> StoreError {
    use rusqlite::Error as E;
    match error {
        E::SqliteFailure(code, message) => {
            let text = message.clone().unwrap_or_else(|| error.to_string());
            match code.code {
                ErrorCode::ConstraintViolation => StoreError::Conflict {
                    constraint: sqlite_constraint(&text),
                },
                ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Corrupt(text),
                ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::PermissionDenied
                | ErrorCode::OutOfMemory
                | ErrorCode::OperationInterrupted
                | ErrorCode::FileLockingProtocolFailed => StoreError::Unavailable(text),
                _ => StoreError::Other(text),
            }
        }
        E::FromSqlConversionFailure(..)
        | E::IntegralValueOutOfRange(..)
        | E::Utf8Error(..)
        | E::InvalidColumnIndex(_)
        | E::InvalidColumnType(..) => StoreError::Corrupt(error.to_string()),
        _ => StoreError::Other(error.to_string()),
    }
}

/// `UNIQUE constraint failed: users.portal, users.email` → `users.portal,users.email`; `…: index 'users_email'` →
/// `users_email`; `FOREIGN KEY constraint failed` → `foreign key`.
fn sqlite_constraint(message: &str) -> String {
    let Some((_, what)) = message.split_once("constraint failed: ") else {
        return message
            .strip_suffix(" constraint failed")
            .unwrap_or(message)
            .to_lowercase();
    };
    match what.strip_prefix("index '").and_then(|rest| rest.strip_suffix('\'')) {
        Some(index) => index.to_owned(),
        None => what.replace(", ", ","),
    }
}

/// PostgreSQL's errors in the words of this layer.
pub(crate) fn postgres_error(error: &postgres::Error) -> StoreError {
    let Some(db) = error.as_db_error() else {
        let lost = error.is_closed() || error.source().is_some_and(|source| source.is::<std::io::Error>());
        let text = with_causes(error);
        return if lost {
            StoreError::Unavailable(text)
        } else {
            StoreError::Other(text)
        };
    };
    let code = db.code();
    let text = db.message().to_owned();
    if *code == SqlState::T_R_SERIALIZATION_FAILURE || *code == SqlState::T_R_DEADLOCK_DETECTED {
        return StoreError::Retry;
    }
    if *code == SqlState::FEATURE_NOT_SUPPORTED && text.starts_with("cached plan") {
        return StoreError::Retry;
    }
    // Classes: 08 connection, 53 resources (disk, connections), 57 operator, 58 system, 55P03 lock timeout, 25P03 frozen for
    // too long.
    match code.code().get(..2) {
        Some("23") => StoreError::Conflict {
            constraint: postgres_constraint(db),
        },
        Some("08" | "53" | "57" | "58") => StoreError::Unavailable(text),
        Some("XX") => StoreError::Corrupt(text),
        _ if [
            SqlState::LOCK_NOT_AVAILABLE,
            SqlState::READ_ONLY_SQL_TRANSACTION,
            SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
        ]
        .contains(code) =>
        {
            StoreError::Unavailable(text)
        }
        _ => StoreError::Other(format!("{text} ({})", code.code())),
    }
}

/// The name of the constraint; a missing value has none and is named as SQLite does, `table.column`.
fn postgres_constraint(db: &postgres::error::DbError) -> String {
    match (db.constraint(), db.table(), db.column()) {
        (Some(name), ..) => name.to_owned(),
        (None, Some(table), Some(column)) => format!("{table}.{column}"),
        _ => db.message().to_owned(),
    }
}

/// An error with what caused it, without repeating a cause that the error prints itself.
pub(crate) fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = error.source();
    }
    text
}

/// `$3` as an array of what this value is: PostgreSQL only.
pub(crate) fn array_param(n: usize, value: &Value<'_>) -> String {
    let name = match value {
        Value::Int(_) => "BIGINT",
        Value::Text(_) => "TEXT",
        Value::Blob(_) => "BYTEA",
        Value::Id(_) => "UUID",
        Value::Bool(_) => "BOOLEAN",
    };
    format!("CAST(${n} AS {name}[])")
}

/// Follows a table: reads it by this index. SQLite keeps no statistics and would guess; PostgreSQL decides by its own.
pub(crate) fn by_index(engine: Engine, index: &str) -> String {
    match engine {
        Engine::Sqlite => format!(" INDEXED BY {index}"),
        Engine::Postgres => String::new(),
    }
}

/// Follows a table: reads its rows in the order of their keys. For PostgreSQL as [`by_index`].
pub(crate) const fn by_row_key(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => " NOT INDEXED",
        Engine::Postgres => "",
    }
}

/// Whether the engine finds the best index by itself: PostgreSQL has statistics, SQLite is told.
pub(crate) const fn plans_by_statistics(engine: Engine) -> bool {
    matches!(engine, Engine::Postgres)
}

/// How the search key of a row is compared with a term.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Substring {
    /// Row by row, along another index.
    Looked,
    /// So that an index of the text may be used. Only PostgreSQL tells the two apart: SQLite asks its index by `MATCH`.
    Indexed,
}

impl Substring {
    /// The condition that `column` contains the term bound to `param`; [`Substring::operand`] says what to bind.
    pub(crate) fn condition(self, engine: Engine, column: &str, param: &str) -> String {
        match (engine, self) {
            (Engine::Sqlite, _) => format!("instr({column}, {param}) > 0"),
            (Engine::Postgres, Self::Looked) => format!("strpos({column}, {param}) > 0"),
            (Engine::Postgres, Self::Indexed) => format!("{column} LIKE {param}"),
        }
    }

    /// The term as [`Substring::condition`] wants it bound.
    pub(crate) fn operand(self, engine: Engine, term: &str) -> String {
        match (engine, self) {
            (Engine::Sqlite, _) | (Engine::Postgres, Self::Looked) => term.to_owned(),
            (Engine::Postgres, Self::Indexed) => format!("%{}%", escaped_like(term)),
        }
    }
}

/// A text that means itself inside a `LIKE` pattern.
fn escaped_like(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A text that means itself inside an FTS5 query.
pub(crate) fn quoted_match(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_renumbered_outside_of_quotes_and_comments() {
        let text = r#"SELECT $2, '$1''$3', "$4", a-$1 / 2 -- $5
FROM t /* $6 */ WHERE b = $10"#;
        insta::assert_snapshot!(numbered_params(text), @r#"
        SELECT ?2, '$1''$3', "$4", a-?1 / 2 -- $5
        FROM t /* $6 */ WHERE b = ?10
        "#);
        assert_eq!(numbered_params("SELECT 'é$1' || $1"), "SELECT 'é$1' || ?1");
    }

    #[test]
    fn a_migration_is_read_by_each_engine_in_its_own_way() {
        let file = "CREATE TABLE t (pk @pk, id @id NOT NULL, note @text, mail @mail);\n-- only sqlite\nONE;\n-- end\n-- only postgres\nTWO;\n-- end\nBOTH;\n";
        insta::assert_snapshot!(Engine::Sqlite.ddl(file), @r"
        CREATE TABLE t (pk INTEGER PRIMARY KEY, id BLOB NOT NULL, note TEXT, mail @mail);
        ONE;
        BOTH;
        ");
        insta::assert_snapshot!(Engine::Postgres.ddl(file), @r#"
        CREATE TABLE t (pk BIGINT PRIMARY KEY, id UUID NOT NULL, note TEXT COLLATE "C", mail @mail);
        TWO;
        BOTH;
        "#);
    }

    #[test]
    fn sqlite_names_what_was_broken() {
        let name = |message: &str| sqlite_constraint(message);
        assert_eq!(
            name("UNIQUE constraint failed: users.portal, users.email_key"),
            "users.portal,users.email_key"
        );
        assert_eq!(name("UNIQUE constraint failed: index 'users_email'"), "users_email");
        assert_eq!(
            name("CHECK constraint failed: seats_not_negative"),
            "seats_not_negative"
        );
        assert_eq!(name("FOREIGN KEY constraint failed"), "foreign key");
    }
}
