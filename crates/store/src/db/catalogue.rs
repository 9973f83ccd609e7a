//! A print of the schema in the words of both engines, so that a test can compare them.
//!
//! Left out by rule, because they exist on one engine only: virtual tables and their shadow tables, triggers, and indexes
//! that are not B-trees; what search has for itself (`users_found`, on SQLite a view and the computed column
//! `users.place`); and what an index has behind the row key, which decides no order and is there only to be read without
//! the table. Types are printed as `int`, `bool`, `bytes` (ids too) and `text`. A unique index made by a
//! constraint has no name here, because only PostgreSQL lets it have one.

use super::{Db, Engine, Tx};
use crate::error::StoreError;
use std::collections::BTreeMap;
use std::fmt::Write;

const SQLITE_COLUMNS: &str = "
    SELECT t.name, c.name,
           CASE WHEN upper(c.type) IN ('INTEGER', 'BIGINT') THEN 'int' WHEN upper(c.type) = 'BOOLEAN' THEN 'bool'
                WHEN upper(c.type) = 'BLOB' THEN 'bytes' ELSE lower(c.type) END
           || CASE WHEN c.\"notnull\" <> 0 OR c.pk > 0 THEN ' not null' ELSE '' END
           || CASE WHEN c.dflt_value IS NOT NULL THEN ' default' ELSE '' END,
           c.pk
    FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) c
    WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND c.hidden = 0
    ORDER BY t.name, c.cid";
const POSTGRES_COLUMNS: &str = "
    SELECT t.relname::text COLLATE \"C\", a.attname::text,
           CASE format_type(a.atttypid, NULL) WHEN 'bigint' THEN 'int' WHEN 'boolean' THEN 'bool' WHEN 'uuid' THEN 'bytes'
                WHEN 'bytea' THEN 'bytes' ELSE format_type(a.atttypid, NULL) END
           || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
           || CASE WHEN a.atthasdef THEN ' default' ELSE '' END,
           COALESCE((SELECT array_position(i.indkey::int2[], a.attnum) + 1 FROM pg_index i
                     WHERE i.indrelid = t.oid AND i.indisprimary), 0)::bigint
    FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid
    WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind = 'r' AND t.relname <> 'users_found' AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY 1, a.attnum";
const SQLITE_INDEXES: &str = "
    SELECT t.name, CASE WHEN i.origin = 'c' THEN i.name ELSE '' END, i.\"unique\", i.partial,
           (SELECT group_concat(part, ', ') FROM
              (SELECT COALESCE(x.name, 'expression') || CASE WHEN x.desc <> 0 THEN ' desc' ELSE '' END AS part
               FROM pragma_index_xinfo(i.name) x WHERE x.key <> 0 ORDER BY x.seqno))
    FROM pragma_table_list t JOIN pragma_index_list(t.name) i
    WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND i.origin <> 'pk'";
const POSTGRES_INDEXES: &str = "
    SELECT t.relname::text, CASE WHEN EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype = 'u')
                THEN '' ELSE c.relname::text END,
           i.indisunique::int::bigint, (i.indpred IS NOT NULL)::int::bigint,
           (SELECT string_agg(COALESCE(a.attname::text, 'expression')
                     || CASE WHEN i.indoption[n] & 1 = 1 THEN ' desc' ELSE '' END, ', ' ORDER BY n)
            FROM generate_series(0, i.indnkeyatts - 1) n
            LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[n] AND a.attnum > 0)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
    JOIN pg_am m ON m.oid = c.relam
    WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind = 'r' AND t.relname <> 'users_found' AND m.amname = 'btree' AND NOT i.indisprimary";

/// Tables, columns, keys and indexes, sorted, one per line.
///
/// # Errors
/// The database's.
pub fn catalogue(db: &Db) -> Result<String, StoreError> {
    db.read(|tx| {
        let mut tables = columns(tx)?;
        add_indexes(tx, &mut tables)?;
        Ok(tables
            .into_iter()
            .fold(String::new(), |out, (name, lines)| out + &name + "\n" + &lines.concat()))
    })
}

type Tables = BTreeMap<String, Vec<String>>;

fn columns(tx: &mut Tx<'_>) -> Result<Tables, StoreError> {
    let sql = match tx.engine() {
        Engine::Sqlite => SQLITE_COLUMNS,
        Engine::Postgres => POSTGRES_COLUMNS,
    };
    let mut tables = Tables::new();
    let mut keys: BTreeMap<String, BTreeMap<i64, String>> = BTreeMap::new();
    tx.each(sql, &[], |row| {
        let (table, column, key) = (row.text(0)?, row.text(1)?, row.get::<i64>(3)?);
        let line = format!("  {column} {}\n", row.text(2)?);
        tables.entry(table.to_owned()).or_default().push(line);
        if key > 0 {
            keys.entry(table.to_owned()).or_default().insert(key, column.to_owned());
        }
        Ok::<_, StoreError>(())
    })?;
    for (table, columns) in keys {
        let columns: Vec<_> = columns.into_values().collect();
        tables
            .entry(table)
            .or_default()
            .push(format!("  primary key ({})\n", columns.join(", ")));
    }
    Ok(tables)
}

fn add_indexes(tx: &mut Tx<'_>, tables: &mut Tables) -> Result<(), StoreError> {
    let sql = match tx.engine() {
        Engine::Sqlite => SQLITE_INDEXES,
        Engine::Postgres => POSTGRES_INDEXES,
    };
    let mut indexes = tx.rows(sql, &[], |row| {
        let mut line = String::from(if row.get::<i64>(2)? == 0 { "  index" } else { "  unique" });
        let name = row.text(1)?;
        if !name.is_empty() {
            write!(line, " {name}").ok();
        }
        let columns = row.text(4)?;
        let columns = columns.find("pk, ").map_or(columns, |at| &columns[..at + 2]);
        write!(line, " ({columns})").ok();
        line.push_str(if row.get::<i64>(3)? == 0 { "\n" } else { " where\n" });
        Ok((row.text(0)?.to_owned(), line, columns.starts_with("place, ")))
    })?;
    indexes.sort();
    let ordering = indexes.into_iter().filter(|(.., searched)| !searched);
    for (table, line, _) in ordering {
        tables.entry(table).or_default().push(line);
    }
    Ok(())
}
