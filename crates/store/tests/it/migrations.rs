//! The migration runner, and that both engines get the same schema.

use crate::support::{TestDb, empty, migrated, options, postgres};
use crate::verify::{fill, text};
use crate::world::{ACME, ANN, BOB, CID, acme, event, id, on_both, tx};
use model::ids::OperationId;
use model::time::Time;
use store::audit::{self, EventQuery};
use store::migrate::{MIGRATIONS, catalogue, migrate, migrate_with, pending};
use store::verify::{search_index, verify};
use store::{Db, Engine, StoreError, Tx, users};

const ONE: (&str, &str) = (
    "0001_one",
    "CREATE TABLE one (a @pk, b @text NOT NULL DEFAULT '', UNIQUE (b));",
);
const TWO: (&str, &str) = (
    "0002_two",
    "CREATE TABLE two (a @int, b @id, PRIMARY KEY (b, a));\nCREATE INDEX two_a ON two (a DESC) WHERE a > 1;",
);

#[test]
fn steps_run_once_and_in_order() {
    for TestDb { db, .. } in empty() {
        assert_eq!(pending(&db).unwrap().len(), MIGRATIONS.len());
        assert_eq!(migrate_with(&db, &[ONE], Time(5)), Ok(1));
        assert_eq!(migrate_with(&db, &[ONE, TWO], Time(6)), Ok(1));
        assert_eq!(migrate_with(&db, &[ONE, TWO], Time(7)), Ok(0));
        let history = db.read(|tx| {
            tx.rows(
                "SELECT version, name, applied_at FROM schema_migrations ORDER BY version",
                &[],
                |row| Ok((row.get::<i64>(0)?, row.get::<String>(1)?, row.get::<i64>(2)?)),
            )
        });
        assert_eq!(history, Ok(vec![(1, "0001_one".into(), 5), (2, "0002_two".into(), 6)]));
        insta::allow_duplicates! { insta::assert_snapshot!(catalogue(&db).unwrap(), @r"
        one
          a int not null
          b text not null default
          primary key (a)
          unique (b)
        schema_migrations
          version int not null
          name text not null
          checksum text not null
          applied_at int not null
          primary key (version)
        two
          a int not null
          b bytes not null
          primary key (b, a)
          index two_a (a desc) where
        ") };
    }
}

#[test]
fn a_step_that_fails_leaves_nothing_and_can_be_mended() {
    for TestDb { db, .. } in empty() {
        let broken = ("0002_two", "CREATE TABLE two (a @int); CREATE TABLE one (a @int);");
        let error = migrate_with(&db, &[ONE, broken], Time(0)).unwrap_err().to_string();
        assert!(error.starts_with("The migration 0002_two failed: "), "{error}");
        assert_eq!(migrate_with(&db, &[ONE, TWO], Time(0)), Ok(1));
    }
}

#[test]
fn a_changed_step_or_a_newer_database_is_refused() {
    for TestDb { db, .. } in empty() {
        migrate_with(&db, &[ONE, TWO], Time(0)).unwrap();
        let changed = migrate_with(&db, &[("0001_one", "SELECT 1"), TWO], Time(0)).unwrap_err();
        insta::allow_duplicates! { insta::assert_snapshot!(changed, @"Migration 1 was run in another form than this program has it. Start the program that made the database, or restore a backup; nothing was changed.") };
        let newer = migrate_with(&db, &[ONE], Time(0)).unwrap_err();
        insta::allow_duplicates! { insta::assert_snapshot!(newer, @"The database was made by a newer Portico: its schema is version 2, this program knows 1. Start the newer program, or restore the backup from before the upgrade.") };
    }
}

#[test]
fn two_processes_at_once_migrate_once() {
    let TestDb { _place, db, url } = postgres();
    drop(db);
    let runs: Vec<Result<usize, StoreError>> = std::thread::scope(|scope| {
        let run = || migrate_with(&Db::open(&url, &options()).unwrap(), &[ONE, TWO], Time(0));
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(run)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(
        runs.iter().map(|run| run.as_ref().unwrap()).sum::<usize>(),
        2,
        "{runs:?}"
    );
}

#[test]
fn both_engines_get_the_same_schema() {
    let [sqlite, postgres] = migrated();
    assert_eq!(catalogue(&sqlite.db).unwrap(), catalogue(&postgres.db).unwrap());
    for TestDb { db, .. } in [sqlite, postgres] {
        assert_eq!(pending(&db), Ok(vec![]));
        assert_eq!(migrate(&db, Time(1)), Ok(0));
    }
}

/// What a fresh database would not show: whoever upgrades has people and a log.
#[test]
fn every_step_keeps_what_is_there() {
    on_both(|db| {
        fill(db);
        tx(db, |tx| audit::append(tx, ACME, &[event(2, None)]));
        for steps in 1..MIGRATIONS.len() {
            let before = all_people(db);
            take_back_to(db, steps);
            assert_eq!(migrate(db, Time(0)), Ok(MIGRATIONS.len() - steps), "from {steps}");
            assert_eq!(tx(db, |tx| verify(tx).map(|found| text(&found))), "", "from {steps}");
            assert_eq!(search_index(db).map(|found| found.is_none()), Ok(true), "from {steps}");
            assert_eq!(all_people(db), before, "from {steps}");
            let log = EventQuery {
                limit: 9,
                ..EventQuery::default()
            };
            let lines = [event(2, None), event(1, Some(OperationId(id(0x51))))];
            assert_eq!(acme(db, |p| audit::list(p, &log)), lines, "from {steps}");
        }
    });
}

fn all_people(db: &Db) -> String {
    let people = acme(db, |p| users::lock_by_pk(p, &[ANN, BOB, CID]));
    assert_eq!(people.len(), 3);
    format!("{people:?}")
}

/// A database as it was after so many steps, with the rows of the present one in what columns it had.
fn take_back_to(db: &Db, steps: usize) {
    let all = tables(db);
    tx(db, |tx| {
        for table in &all {
            tx.batch(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}"))?;
        }
        match tx.engine() {
            Engine::Sqlite => tx.batch("DROP TABLE users_fts; DROP VIEW IF EXISTS users_found")?,
            Engine::Postgres => {}
        }
        for table in all.iter().rev() {
            tx.batch(&format!("DROP TABLE {table}"))?;
        }
        tx.batch("DROP TABLE schema_migrations")
    });
    migrate_with(db, &MIGRATIONS[..steps], Time(0)).unwrap();
    let old = tables(db);
    tx(db, |tx| {
        for table in old.iter().filter(|table| !table.starts_with("kept_")) {
            let columns = columns(tx, table)?.join(", ");
            tx.batch(&format!(
                "INSERT INTO {table} ({columns}) SELECT {columns} FROM kept_{table}"
            ))?;
        }
        for table in &all {
            tx.batch(&format!("DROP TABLE kept_{table}"))?;
        }
        match tx.engine() {
            Engine::Sqlite => tx.batch("INSERT INTO users_fts (users_fts) VALUES ('rebuild')"),
            Engine::Postgres => Ok(()),
        }
    });
}

/// The tables with rows of Portico's, those first that others refer to.
fn tables(db: &Db) -> Vec<String> {
    let sql = match db.engine() {
        Engine::Sqlite => {
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'users_fts%' AND name NOT LIKE 'sqlite_%'"
        }
        Engine::Postgres => "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = 'public'",
    };
    let first = ["portals", "users", "operations"];
    let mut names: Vec<String> = tx(db, |tx| tx.rows(sql, &[], |row| row.get(0)));
    names.retain(|name| name != "schema_migrations");
    names.sort_by_key(|name| first.iter().position(|table| table == name).unwrap_or(first.len()));
    names
}

/// The columns of a table that are not made from others.
fn columns(tx: &mut Tx<'_>, table: &str) -> Result<Vec<String>, StoreError> {
    let sql = match tx.engine() {
        Engine::Sqlite => "SELECT name FROM pragma_table_xinfo($1) WHERE hidden = 0",
        Engine::Postgres => {
            "SELECT CAST(column_name AS TEXT) FROM information_schema.columns \
             WHERE table_schema = 'public' AND CAST(table_name AS TEXT) = $1 AND is_generated = 'NEVER'"
        }
    };
    tx.rows(sql, &[&table], |row| row.get(0))
}
