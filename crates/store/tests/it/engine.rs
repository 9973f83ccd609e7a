//! The layer below all queries: values, transactions, group commit, failures and their healing.

use crate::support::{TestDb, empty, options, postgres, sqlite};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use store::{Db, DbOptions, Ownership, StoreError, Tx};
use uuid::Uuid;

pub(crate) fn table(db: &Db) {
    db.write(|tx| tx.batch("CREATE TABLE t (n BIGINT PRIMARY KEY, s TEXT); CREATE UNIQUE INDEX t_s ON t (s)"))
        .unwrap();
}

pub(crate) fn insert(tx: &mut Tx<'_>, n: i64) -> Result<u64, StoreError> {
    tx.exec("INSERT INTO t (n) VALUES ($1)", &[&n])
}

pub(crate) fn numbers(db: &Db) -> Vec<i64> {
    db.read(|tx| tx.rows("SELECT n FROM t ORDER BY n", &[], |row| row.get(0)))
        .unwrap()
}

#[test]
fn every_kind_of_value_comes_back_as_it_went_in() {
    for TestDb { db, .. } in empty() {
        let ddl = "CREATE TABLE v (a @pk, b @id, c @text, d @blob, e @bool, f @int)";
        let id = Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
        let bytes = vec![0_u8, 255, 7];
        db.write(|tx| {
            let ddl = tx.engine().ddl(ddl);
            tx.batch(&ddl)?;
            let sql = "INSERT INTO v (f, e, d, c, b, a) VALUES ($6, $5, $4, $3, $2, $1)";
            tx.exec(sql, &[&1_i64, &id, &"naïve $1", &bytes, &true, &None::<i64>])?;
            tx.exec(
                sql,
                &[
                    &2_i64,
                    &Some(id),
                    &None::<String>,
                    &None::<Vec<u8>>,
                    &false,
                    &Some(i64::MAX),
                ],
            )
        })
        .unwrap();
        type Values = (i64, Option<Uuid>, Option<String>, Option<Vec<u8>>, bool, Option<i64>);
        let rows: Vec<Values> = db
            .read(|tx| {
                tx.rows(
                    "SELECT a, b, c, d, e, f FROM v WHERE e OR NOT e ORDER BY a",
                    &[],
                    |row| {
                        Ok((
                            row.get(0)?,
                            row.get(1)?,
                            row.get(2)?,
                            row.get(3)?,
                            row.get(4)?,
                            row.get(5)?,
                        ))
                    },
                )
            })
            .unwrap();
        let first = (
            1,
            Some(id),
            Some("naïve $1".to_owned()),
            Some(bytes.clone()),
            true,
            None,
        );
        assert_eq!(rows, [first, (2, Some(id), None, None, false, Some(i64::MAX))]);
    }
}

#[test]
fn a_parameter_used_twice_or_out_of_order_is_bound_by_its_number() {
    for TestDb { db, .. } in empty() {
        table(&db);
        db.write(|tx| insert(tx, 5)).unwrap();
        let sql = "SELECT n + $2, '$1' FROM t WHERE n > $1 AND n <> $2 AND n > $1";
        let row = db.read(|tx| {
            tx.one(sql, &[&4_i64, &100_i64], |row| {
                Ok((row.get(0)?, row.text(1)?.to_owned()))
            })
        });
        assert_eq!(row, Ok(Some((105_i64, "$1".to_owned()))));
    }
}

#[test]
fn a_value_of_another_kind_is_reported_as_corrupt() {
    for TestDb { db, .. } in empty() {
        let read = |column: usize| {
            db.read(|tx| tx.one("SELECT 'text', CAST(NULL AS BIGINT)", &[], |row| row.get::<i64>(column)))
        };
        assert!(matches!(read(0), Err(StoreError::Corrupt(_))));
        assert!(matches!(read(1), Err(StoreError::Corrupt(_))));
        assert!(matches!(read(7), Err(StoreError::Corrupt(_))));
    }
}

#[test]
fn an_error_rolls_back_and_a_statement_that_failed_cannot_be_ignored() {
    for TestDb { db, .. } in empty() {
        table(&db);
        let refused = db.write(|tx| {
            insert(tx, 1)?;
            Err::<(), _>(StoreError::Other("no".into()))
        });
        assert_eq!(refused, Err(StoreError::Other("no".into())));
        let ignored = db.write(|tx| {
            insert(tx, 1)?;
            insert(tx, 1).ok();
            Ok::<_, StoreError>(())
        });
        assert!(matches!(ignored, Err(StoreError::Conflict { .. })), "{ignored:?}");
        assert_eq!(numbers(&db), [] as [i64; 0]);
    }
}

#[test]
fn a_conflict_names_what_it_broke() {
    let mut names = Vec::new();
    for TestDb { db, .. } in empty() {
        db.write(|tx| {
            tx.batch(
                "CREATE TABLE p (n BIGINT PRIMARY KEY);
                 CREATE TABLE c (a TEXT NOT NULL, b TEXT, n BIGINT CONSTRAINT c_n REFERENCES p (n), CONSTRAINT c_size CHECK (length(a) < 3));
                 CREATE UNIQUE INDEX c_ab ON c (a, b); CREATE UNIQUE INDEX c_lower ON c (lower(a)) WHERE b IS NULL",
            )
        })
        .unwrap();
        let sql = "INSERT INTO c (a, b, n) VALUES ($1, $2, $3)";
        db.write(|tx| {
            tx.exec(sql, &[&"x", &"y", &None::<i64>])?;
            tx.exec(sql, &[&"z", &None::<String>, &None::<i64>])
        })
        .unwrap();
        for (a, b, n) in [
            (Some("x"), Some("y"), None),
            (Some("Z"), None, None),
            (Some("long"), Some("b"), None),
            (None, Some("b"), None),
            (Some("q"), Some("b"), Some(1_i64)),
        ] {
            let error = db.write(|tx| tx.exec(sql, &[&a, &b, &n])).unwrap_err();
            names.push(format!("{:?}: {error}", db.engine()));
        }
    }
    insta::assert_snapshot!(names.join("\n"), @r#"
    Sqlite: the change breaks the rule "c.a,c.b"
    Sqlite: the change breaks the rule "c_lower"
    Sqlite: the change breaks the rule "c_size"
    Sqlite: the change breaks the rule "c.a"
    Sqlite: the change breaks the rule "foreign key"
    Postgres: the change breaks the rule "c_ab"
    Postgres: the change breaks the rule "c_lower"
    Postgres: the change breaks the rule "c_size"
    Postgres: the change breaks the rule "c.a"
    Postgres: the change breaks the rule "c_n"
    "#);
}

#[test]
fn a_read_sees_one_moment_and_changes_nothing() {
    for TestDb { db, .. } in empty() {
        table(&db);
        let seen = db.read(|tx| {
            let count = |tx: &mut Tx<'_>| tx.one("SELECT count(*) FROM t", &[], |row| row.get::<i64>(0));
            let before = count(tx)?;
            db.write(|tx| insert(tx, 1))?;
            assert!(tx.is_read_only());
            assert!(matches!(insert(tx, 2), Err(StoreError::Other(_))));
            Ok::<_, StoreError>((before, count(tx)?))
        });
        assert_eq!(seen, Ok((Some(0), Some(0))));
        assert_eq!(numbers(&db), [1]);
    }
}

#[test]
fn rows_stream_and_the_receiver_may_stop_them() {
    for TestDb { db, .. } in empty() {
        let sql = "WITH RECURSIVE c (n) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM c WHERE n < $1) SELECT n FROM c";
        let mut sum = 0;
        let take = |tx: &mut Tx<'_>, sum: &mut i64| {
            tx.each(sql, &[&100_000_i64], |row| {
                *sum += row.get::<i64>(0)?;
                if *sum > 1_000_000_000 {
                    Err(StoreError::Other("enough".into()))
                } else {
                    Ok(())
                }
            })
        };
        // The transaction is as good as before after the receiver stopped.
        let after = db.read(|tx| {
            assert_eq!(take(tx, &mut sum), Err(StoreError::Other("enough".into())));
            tx.one("SELECT CAST(42 AS BIGINT)", &[], |row| row.get::<i64>(0))
        });
        assert_eq!(after, Ok(Some(42)));
        assert!(sum > 1_000_000_000);
    }
}

#[test]
fn what_shares_a_commit_fails_and_panics_alone() {
    for TestDb { db, .. } in empty() {
        table(&db);
        let start = Barrier::new(48);
        let (panics, refusals) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for n in 0..48_i64 {
                let (db, start, panics, refusals) = (&db, &start, &panics, &refusals);
                scope.spawn(move || {
                    start.wait();
                    let result = catch_unwind(AssertUnwindSafe(|| {
                        db.write(|tx| {
                            insert(tx, n)?;
                            match n % 3 {
                                0 => Ok(()),
                                1 => Err(StoreError::Other("refused".into())),
                                _ => panic!("on purpose"),
                            }
                        })
                    }));
                    match (n % 3, result) {
                        (0, Ok(Ok(()))) => {
                            assert!(numbers(db).contains(&n), "an answered write must be visible");
                        }
                        (1, Ok(Err(StoreError::Other(_)))) => {
                            refusals.fetch_add(1, Ordering::Relaxed);
                        }
                        (2, Err(_)) => {
                            panics.fetch_add(1, Ordering::Relaxed);
                        }
                        (_, other) => panic!("{n}: {other:?}"),
                    }
                });
            }
        });
        assert_eq!(numbers(&db), (0..48).filter(|n| n % 3 == 0).collect::<Vec<i64>>());
        assert_eq!((panics.into_inner(), refusals.into_inner()), (16, 16));
    }
}

#[test]
fn nobody_is_answered_before_the_shared_commit() {
    let TestDb { _place, db, .. } = sqlite();
    table(&db);
    let (second_waits, answered) = (Barrier::new(2), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        let first = scope.spawn(|| {
            db.write(|tx| {
                second_waits.wait();
                // Long enough for the second to stand in line, so that both share one commit.
                std::thread::sleep(Duration::from_millis(5));
                insert(tx, 1)
            })
            .unwrap();
            answered.fetch_add(1, Ordering::SeqCst);
        });
        second_waits.wait();
        db.write(|tx| {
            std::thread::sleep(Duration::from_millis(5));
            assert_eq!(answered.load(Ordering::SeqCst), 0, "answered before the commit");
            assert_eq!(numbers(&db), [] as [i64; 0], "committed too early");
            insert(tx, 2)
        })
        .unwrap();
        first.join().unwrap();
    });
    assert_eq!(numbers(&db), [1, 2]);
}

#[test]
fn a_write_inside_of_a_write_is_refused() {
    let TestDb { _place, db, .. } = sqlite();
    table(&db);
    let nested = db.write(|tx| {
        insert(tx, 1)?;
        db.write(|tx| insert(tx, 2))
    });
    assert_eq!(
        nested,
        Err(StoreError::Other("a write was started inside of a write".into()))
    );
    db.write(|tx| insert(tx, 3)).unwrap();
    assert_eq!(numbers(&db), [3]);
}

#[test]
fn a_second_process_is_refused_but_a_guest_may_look() {
    let TestDb { _place, db, url } = sqlite();
    table(&db);
    db.write(|tx| insert(tx, 1)).unwrap();
    let refused = Db::open(&url, &options()).err().unwrap().to_string();
    let path = url.to_string().replacen("sqlite:", "", 1);
    insta::assert_snapshot!(refused.replace(&path, "PATH"), @"The database PATH is in use by another Portico process. Stop that one first; two of them cannot share a SQLite file.");
    let guest = Db::open(
        &url,
        &DbOptions {
            ownership: Ownership::Guest,
            ..options()
        },
    )
    .unwrap();
    assert_eq!(numbers(&guest), [1]);
    insta::assert_snapshot!(guest.write(|tx| insert(tx, 2)).unwrap_err(), @"The database was opened for reading only.");
    drop((db, guest));
    assert_eq!(numbers(&Db::open(&url, &options()).unwrap()), [1]);
}

#[cfg(unix)]
#[test]
fn the_files_are_for_this_user_only() {
    use std::os::unix::fs::PermissionsExt;
    let TestDb { _place, db, url } = sqlite();
    table(&db);
    let path = url.to_string().replacen("sqlite:", "", 1);
    for (suffix, expected) in [("", 0o600), ("-wal", 0o600), (".lock", 0o600), ("/..", 0o700)] {
        let mode = std::fs::metadata(format!("{path}{suffix}").replace("/portico.db/..", ""))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, expected, "{suffix}");
    }
}

#[test]
fn a_backup_is_a_whole_database_and_overwrites_nothing() {
    let TestDb { _place, db, url } = sqlite();
    table(&db);
    db.write(|tx| insert(tx, 1)).unwrap();
    let path = std::path::PathBuf::from(url.to_string().replacen("sqlite:", "", 1)).with_file_name("copy.db");
    db.backup_to(&path).unwrap();
    db.write(|tx| insert(tx, 2)).unwrap();
    assert_eq!(
        numbers(&Db::open(&store::DatabaseUrl::Sqlite(path.clone()), &options()).unwrap()),
        [1]
    );
    assert!(matches!(db.backup_to(&path), Err(StoreError::Other(_))));
    assert_eq!(
        numbers(&Db::open(&store::DatabaseUrl::Sqlite(path), &options()).unwrap()),
        [1]
    );
    insta::assert_snapshot!(postgres().db.backup_to(std::path::Path::new("x")).unwrap_err(), @"PostgreSQL is backed up with its own program: run pg_dump --format=custom --file=FILE and the database URL.");
}

#[test]
fn the_chosen_statement_fails_and_leaves_nothing_behind() {
    for TestDb { db, .. } in empty() {
        table(&db);
        let two = |db: &Db| db.write(|tx| insert(tx, 1).and(insert(tx, 2)));
        for n in [1, 2] {
            db.fail_nth_statement(n);
            assert!(matches!(two(&db), Err(StoreError::Unavailable(_))));
            assert_eq!(numbers(&db), [] as [i64; 0]);
        }
        db.fail_statements_from(2);
        assert!(two(&db).is_err());
        assert!(two(&db).is_err());
        db.fail_nth_statement(0);
        two(&db).unwrap();
        assert_eq!(numbers(&db), [1, 2]);
    }
}
