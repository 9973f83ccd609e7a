//! The migration runner, and that both engines get the same schema.

use crate::support::{TestDb, empty, migrated, options, postgres};
use model::time::Time;
use store::migrate::{MIGRATIONS, catalogue, migrate, migrate_with, pending};
use store::{Db, StoreError};

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
