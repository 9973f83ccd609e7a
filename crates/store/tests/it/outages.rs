//! What the engines do under pressure: collisions, cut connections, queues, full disks, long logs.

use crate::engine::{insert, numbers, table};
use crate::support::{TestDb, empty, options, postgres, sqlite};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Barrier, mpsc};
use std::time::Duration;
use store::{Db, DbOptions, Engine, StoreError, Tx};

#[test]
fn postgres_runs_a_deadlocked_write_again() {
    let TestDb { _place, db, .. } = postgres();
    table(&db);
    db.write(|tx| insert(tx, 1).and(insert(tx, 2))).unwrap();
    let (runs, meet) = (AtomicUsize::new(0), Barrier::new(2));
    std::thread::scope(|scope| {
        for [first, second] in [[1_i64, 2], [2, 1]] {
            let (db, runs, meet) = (&db, &runs, &meet);
            scope.spawn(move || {
                db.write(|tx| {
                    let lock = "UPDATE t SET s = NULL WHERE n = $1";
                    tx.exec(lock, &[&first])?;
                    if runs.fetch_add(1, Ordering::SeqCst) < 2 {
                        meet.wait();
                    }
                    tx.exec(lock, &[&second])
                })
                .unwrap();
            });
        }
    });
    assert!(runs.into_inner() > 2, "one of the two must have run again");
}

#[test]
fn a_collision_at_every_attempt_ends_as_unavailable() {
    let TestDb { _place, db, .. } = postgres();
    let mut runs = 0;
    let result = db.write(|tx| {
        runs += 1;
        tx.batch("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$")
    });
    assert!(matches!(result, Err(StoreError::Unavailable(_))), "{result:?}");
    assert_eq!(runs, 6);
}

#[test]
fn a_frozen_writer_lets_go_of_its_rows_after_a_minute() {
    let TestDb { _place, db, .. } = postgres();
    let patience = |tx: &mut Tx<'_>| {
        let sql = "SELECT current_setting('idle_in_transaction_session_timeout')";
        tx.one(sql, &[], |row| row.get::<String>(0))
    };
    assert_eq!(db.write(patience).unwrap().as_deref(), Some("1min"));
    // A reader locks nothing, and may wait long for somebody who takes an export slowly.
    assert_eq!(db.read(patience).unwrap().as_deref(), Some("0"));
}

#[test]
fn the_pool_heals_after_its_connections_were_cut() {
    let TestDb { _place, db, .. } = postgres();
    table(&db);
    // Fill the pool with several connections, then cut them all, once idle and once in the middle of a transaction.
    let fill = Barrier::new(4);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| db.read(|_| Ok::<_, StoreError>(fill.wait().is_leader())).unwrap());
        }
    });
    let cut = |tx: &mut Tx<'_>| {
        let others = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
        tx.one(others, &[], |row| row.get::<i64>(0))
    };
    let cut_idle = db.read(cut).unwrap();
    assert!(cut_idle >= Some(3), "{cut_idle:?}");
    for n in 0..4 {
        db.write(|tx| insert(tx, n)).unwrap();
    }
    let halfway = db.write(|tx| {
        insert(tx, 100)?;
        std::thread::scope(|scope| scope.spawn(|| db.read(cut)).join().unwrap())?;
        insert(tx, 101)
    });
    assert!(matches!(halfway, Err(StoreError::Unavailable(_))), "{halfway:?}");
    db.write(|tx| insert(tx, 4)).unwrap();
    assert_eq!(numbers(&db), [0, 1, 2, 3, 4]);
}

#[test]
fn an_exhausted_pool_answers_in_time() {
    for TestDb { _place, db, url } in empty() {
        drop(db);
        let options = DbOptions {
            readers: 1,
            connections: 1,
            patience: Duration::from_millis(50),
            ..options()
        };
        let db = Db::open(&url, &options).unwrap();
        let inner = db
            .read(|_| Ok::<_, StoreError>(db.read(|_| Ok::<_, StoreError>(()))))
            .unwrap();
        assert!(matches!(inner, Err(StoreError::Unavailable(_))), "{inner:?}");
        db.read(|_| Ok::<_, StoreError>(())).unwrap();
    }
}

#[test]
fn a_writer_who_waits_too_long_is_sent_away_and_the_rest_commits() {
    let TestDb { _place, db, url } = sqlite();
    drop(db);
    let db = Db::open(
        &url,
        &DbOptions {
            patience: Duration::from_millis(50),
            ..options()
        },
    )
    .unwrap();
    table(&db);
    let (inside, is_inside) = mpsc::channel();
    std::thread::scope(|scope| {
        let (db, slow) = (&db, inside);
        scope.spawn(move || {
            db.write(|tx| {
                slow.send(()).unwrap();
                std::thread::sleep(Duration::from_millis(300));
                insert(tx, 1)
            })
            .unwrap();
        });
        is_inside.recv().unwrap();
        assert!(matches!(db.write(|tx| insert(tx, 2)), Err(StoreError::Unavailable(_))));
    });
    db.write(|tx| insert(tx, 3)).unwrap();
    assert_eq!(numbers(&db), [1, 3]);
}

#[test]
fn prepared_statements_are_bounded_and_survive_a_change_of_the_table() {
    let TestDb { _place, db, .. } = postgres();
    table(&db);
    db.read(|tx| {
        for n in 0..400_i64 {
            tx.one(&format!("SELECT CAST($1 AS BIGINT) + {n}"), &[&1_i64], |row| {
                row.get::<i64>(0)
            })?;
        }
        let prepared = tx.one("SELECT count(*) FROM pg_prepared_statements", &[], |row| {
            row.get::<i64>(0)
        })?;
        assert!(prepared <= Some(257), "{prepared:?}");
        Ok::<_, StoreError>(())
    })
    .unwrap();
    let all = |db: &Db| db.write(|tx| tx.rows("SELECT * FROM t", &[], |_| Ok(())));
    all(&db).unwrap();
    db.write(|tx| tx.batch("ALTER TABLE t ADD COLUMN x BIGINT")).unwrap();
    all(&db).unwrap();
}

#[test]
fn a_search_is_planned_with_its_values_until_its_transaction_ends() {
    let TestDb { _place, db, .. } = postgres();
    let mode = |tx: &mut Tx<'_>| tx.one("SHOW plan_cache_mode", &[], |row| row.get::<String>(0));
    let during = db.read(|tx| tx.search_plan().and_then(|()| mode(tx))).unwrap();
    let after = db.read(mode).unwrap();
    assert_eq!(
        (during.as_deref(), after.as_deref()),
        (Some("force_custom_plan"), Some("auto"))
    );
    let TestDb { _place, db, .. } = sqlite();
    db.read(|tx| tx.search_plan()).unwrap();
    assert_eq!(db.engine(), Engine::Sqlite);
}

#[test]
fn a_full_disk_is_unavailable_and_passes() {
    let TestDb { _place, db, .. } = sqlite();
    table(&db);
    // SQLite's own page limit stands in for the disk: the same error, without a file system of our own.
    let pages = |tx: &mut Tx<'_>, limit: i64| tx.rows(&format!("PRAGMA max_page_count = {limit}"), &[], |_| Ok(()));
    db.write(|tx| pages(tx, 1)).unwrap();
    let big = |db: &Db| db.write(|tx| tx.exec("INSERT INTO t (n, s) VALUES (7, $1)", &[&"x".repeat(100_000)]));
    assert!(matches!(big(&db), Err(StoreError::Unavailable(_))));
    assert_eq!(numbers(&db), [] as [i64; 0]);
    db.write(|tx| pages(tx, 1_000_000)).unwrap();
    big(&db).unwrap();
    assert_eq!(numbers(&db), [7]);
}

#[test]
fn the_log_is_copied_back_while_writers_go_on() {
    let TestDb { _place, db, url } = sqlite();
    table(&db);
    let log = url.to_string().replacen("sqlite:", "", 1) + "-wal";
    let text = "x".repeat(400_000);
    for n in 0..200_i64 {
        db.write(|tx| tx.exec("INSERT INTO t (n, s) VALUES ($1, $2)", &[&n, &format!("{n}{text}")]))
            .unwrap();
    }
    // 160 MB were written, with the index; a log that never started over would be that long.
    let length = std::fs::metadata(log).unwrap().len();
    assert!(length < 100_000_000, "{length}");
    assert_eq!(numbers(&db).len(), 200);
}
