//! Checks any database against the invariants of the model (I1 to I11), by reading only. Each check reports what it found
//! in words for the operator; nothing found means that the rows agree with each other.

mod access;
mod accounts;
mod deliveries;
mod progress;
mod totals;

use crate::StoreError;
use crate::db::{Db, Engine, Row, Tx};

/// One thing that is not as it must be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The check that found it.
    pub check: &'static str,
    /// The slug of the portal it is in, where it is in one.
    pub portal: Option<String>,
    /// What is wrong, in one English sentence.
    pub detail: String,
}

/// Findings per check: beyond these, more of the same tell nothing new.
const MOST: usize = 100;

/// A check that is one statement. Each row is a finding: the portal's slug, then what `say` needs.
struct Check {
    name: &'static str,
    sql: &'static str,
    say: fn(&Row<'_>) -> Result<String, StoreError>,
}

impl Check {
    fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Finding>, StoreError> {
        let sql = format!("{} LIMIT {MOST}", self.sql);
        tx.rows(&sql, &[], |row| {
            Ok(Finding {
                check: self.name,
                portal: row.get(0)?,
                detail: (self.say)(row)?,
            })
        })
    }
}

/// Runs every check, in one transaction and so on one moment's rows.
///
/// # Errors
/// When the database fails; never because of what is found.
pub fn verify(tx: &mut Tx<'_>) -> Result<Vec<Finding>, StoreError> {
    let mut found = Vec::new();
    let checks = [
        totals::CHECKS,
        accounts::CHECKS,
        access::CHECKS,
        progress::CHECKS,
        deliveries::CHECKS,
    ];
    for check in checks.into_iter().flatten() {
        found.extend(check.run(tx)?);
    }
    found.extend(accounts::status_order(tx)?);
    found.extend(accounts::keys(tx)?);
    found.extend(access::index(tx)?);
    found.extend(progress::operations(tx)?);
    found.extend(progress::events(tx)?);
    found.extend(search_entries(tx)?);
    Ok(found)
}

/// The search index keeps a document per user; on PostgreSQL it is a table of its own.
fn search_entries(tx: &mut Tx<'_>) -> Result<Option<Finding>, StoreError> {
    let sql = match tx.engine() {
        Engine::Sqlite => "SELECT (SELECT COUNT(*) FROM users), (SELECT COUNT(*) FROM users_fts_docsize)",
        Engine::Postgres => "SELECT (SELECT COUNT(*) FROM users), (SELECT COUNT(*) FROM users_found)",
    };
    let counts = tx.one(sql, &[], |row| Ok((row.get::<i64>(0)?, row.get::<i64>(1)?)))?;
    Ok(counts
        .filter(|(users, entries)| users != entries)
        .map(|(users, entries)| Finding {
            check: SEARCH,
            portal: None,
            detail: format!("The search index has {entries} entries for {users} users."),
        }))
}

const SEARCH: &str = "search index";

/// Compares the search index with the users word by word. On SQLite it is a transaction of its own, because the engine
/// answers a difference by an error; and the engine counts it as writing, so it needs the owner of the database.
///
/// # Errors
/// When the database fails otherwise.
pub fn search_index(db: &Db) -> Result<Option<Finding>, StoreError> {
    if db.engine() == Engine::Postgres {
        return db.read(texts_of_found);
    }
    match db.write(|tx| {
        tx.exec(
            "INSERT INTO users_fts (users_fts, rank) VALUES ('integrity-check', 1)",
            &[],
        )
    }) {
        Ok(_) => Ok(None),
        Err(StoreError::Corrupt(text)) => {
            let detail = format!("The search index differs from the users: {text}.");
            Ok(Some(Finding {
                check: SEARCH,
                portal: None,
                detail,
            }))
        }
        Err(error) => Err(error),
    }
}

fn texts_of_found(tx: &mut Tx<'_>) -> Result<Option<Finding>, StoreError> {
    let sql = "SELECT COUNT(*) FROM users JOIN users_found AS found ON found.pk = users.pk \
               WHERE found.portal <> users.portal OR found.deleted <> users.deleted OR found.search_key <> users.search_key \
               OR found.name_sort IS DISTINCT FROM users.name_sort OR found.first_sort IS DISTINCT FROM users.first_sort";
    let wrong = tx.one(sql, &[], |row| row.get::<i64>(0))?.unwrap_or_default();
    Ok((wrong > 0).then(|| Finding {
        check: SEARCH,
        portal: None,
        detail: format!("The search index differs from the users: {wrong} of them."),
    }))
}
