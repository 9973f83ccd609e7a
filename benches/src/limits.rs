//! What the machine and the database can do at best, measured in the same run: nothing that keeps its promises is faster.

use crate::portico::Installation;
use crate::{Engine, Fault};
use argon2::{Algorithm, Argon2, Params, Version};
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Barrier, mpsc};
use std::time::{Duration, Instant};

/// Callers of the raw commits, as many as the load has.
const CALLERS: usize = 64;

/// Argon2id hashes a second on two threads, at the cost that the server uses.
pub(crate) fn hashes(time: Duration) -> Result<f64, Fault> {
    let params = Params::new(19_456, 2, 1, None).map_err(|e| e.to_string())?;
    let done = AtomicU64::new(0);
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
                let mut out = [0; 32];
                while start.elapsed() < time {
                    if argon2
                        .hash_password_into(b"a password", b"sixteen bytes ok", &mut out)
                        .is_ok()
                    {
                        done.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    Ok(done.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64())
}

/// Durable changes a second: one row updated, one event and one mail inserted, many callers, in a database of its own
/// beside the real one.
pub(crate) fn commits(engine: Engine, installation: &Installation, time: Duration) -> Result<f64, Fault> {
    match engine {
        Engine::Sqlite => sqlite_commits(&installation.folder.join("raw.db"), time),
        Engine::Postgres => postgres_commits(&installation.database_url, time),
    }
}

const TABLES: &str = "CREATE TABLE raw_users (pk BIGINT PRIMARY KEY, role TEXT, modified_at BIGINT);
    CREATE TABLE raw_events (id BIGINT PRIMARY KEY, body TEXT);
    CREATE TABLE raw_outbox (id BIGINT PRIMARY KEY, body TEXT);
    INSERT INTO raw_users WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
        SELECT i, 'user', 0 FROM n;";
const BODY: &str =
    "{\"status\":{\"before\":\"ACTIVE\",\"after\":\"LOCKED_BY_ADMIN\"},\"lock\":{\"before\":null,\"after\":\"admin\"}}";

/// One writing connection commits what is waiting in one go, as SQLite wants it.
fn sqlite_commits(file: &Path, time: Duration) -> Result<f64, Fault> {
    std::fs::remove_file(file).ok();
    let db = rusqlite::Connection::open(file)?;
    db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000")?;
    db.execute_batch(TABLES)?;
    let (ask, asked) = mpsc::channel::<(i64, mpsc::Sender<()>)>();
    let done = AtomicU64::new(0);
    let start = Instant::now();
    let written = std::thread::scope(|scope| {
        for caller in 0..CALLERS {
            let (ask, done) = (ask.clone(), &done);
            scope.spawn(move || {
                let mut n = caller as i64;
                while start.elapsed() < time {
                    let (answer, answered) = mpsc::channel();
                    if ask.send((n, answer)).is_err() || answered.recv().is_err() {
                        return;
                    }
                    done.fetch_add(1, Ordering::Relaxed);
                    n += CALLERS as i64;
                }
            });
        }
        drop(ask);
        write_for_all(&db, &asked)
    });
    written?;
    Ok(done.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64())
}

fn write_for_all(db: &rusqlite::Connection, asked: &mpsc::Receiver<(i64, mpsc::Sender<()>)>) -> Result<(), Fault> {
    while let Ok(first) = asked.recv() {
        let mut answers = Vec::new();
        let mut next = Some(first);
        db.execute_batch("BEGIN IMMEDIATE")?;
        while let Some((n, answer)) = next {
            db.prepare_cached("UPDATE raw_users SET role = 'x', modified_at = ?1 WHERE pk = ?2")?
                .execute((n, n * 7_919 % 100_000 + 1))?;
            db.prepare_cached("INSERT INTO raw_events (id, body) VALUES (?1, ?2)")?
                .execute((n, BODY))?;
            db.prepare_cached("INSERT INTO raw_outbox (id, body) VALUES (?1, ?2)")?
                .execute((n, BODY))?;
            answers.push(answer);
            next = (answers.len() < CALLERS).then(|| asked.try_recv().ok()).flatten();
        }
        db.execute_batch("COMMIT")?;
        for answer in answers {
            // A caller whose time is over may be gone.
            answer.send(()).ok();
        }
    }
    Ok(())
}

/// As many connections as callers; the server joins their commits.
fn postgres_commits(url: &str, time: Duration) -> Result<f64, Fault> {
    let mut db = postgres::Client::connect(url, postgres::NoTls)?;
    db.batch_execute("DROP TABLE IF EXISTS raw_users, raw_events, raw_outbox")?;
    db.batch_execute(TABLES)?;
    let (done, ready) = (AtomicU64::new(0), Barrier::new(CALLERS));
    let start = Instant::now();
    std::thread::scope(|scope| {
        let callers: Vec<_> = (0..CALLERS)
            .map(|caller| {
                let (done, ready) = (&done, &ready);
                scope.spawn(move || -> Result<(), postgres::Error> {
                    let client = postgres::Client::connect(url, postgres::NoTls);
                    ready.wait();
                    let mut db = client?;
                    let update = db.prepare("UPDATE raw_users SET role = 'x', modified_at = $1 WHERE pk = $2")?;
                    let event = db.prepare("INSERT INTO raw_events (id, body) VALUES ($1, $2)")?;
                    let mail = db.prepare("INSERT INTO raw_outbox (id, body) VALUES ($1, $2)")?;
                    let mut n = caller as i64;
                    while start.elapsed() < time {
                        let mut tx = db.transaction()?;
                        tx.execute(&update, &[&n, &(n * 7_919 % 100_000 + 1)])?;
                        tx.execute(&event, &[&n, &BODY])?;
                        tx.execute(&mail, &[&n, &BODY])?;
                        tx.commit()?;
                        done.fetch_add(1, Ordering::Relaxed);
                        n += CALLERS as i64;
                    }
                    Ok(())
                })
            })
            .collect();
        callers
            .into_iter()
            .try_for_each(|caller| caller.join().unwrap_or(Ok(())))
    })?;
    let rate = done.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64();
    db.batch_execute("DROP TABLE raw_users, raw_events, raw_outbox")?;
    Ok(rate)
}

/// The columns of the export, named alike in the file and in the database.
pub(crate) const COLUMNS: &str = "first_name,last_name,email,username,role,status,last_sign_in_at,added_at,modified_at";

/// Rows a second of the database's own export of the columns that the server exports, in the same order.
pub(crate) fn export(engine: Engine, installation: &Installation) -> Result<(f64, &'static str), Fault> {
    let select =
        format!("SELECT {COLUMNS} FROM users WHERE portal = 2 AND status <> 'DELETED' ORDER BY portal, name_sort, pk");
    let start = Instant::now();
    let mut child = match engine {
        Engine::Sqlite => Command::new("sqlite3")
            .arg("-readonly")
            .arg("-csv")
            .arg(installation.folder.join("portico.db"))
            .arg(&select)
            .stdout(Stdio::piped())
            .spawn()?,
        Engine::Postgres => Command::new("psql")
            .arg(&installation.database_url)
            .args(["-qc", &format!("COPY ({select}) TO STDOUT (FORMAT csv)")])
            .stdout(Stdio::piped())
            .spawn()?,
    };
    let mut out = child.stdout.take().ok_or("no output")?;
    let (mut part, mut rows) = (vec![0; 1 << 16], 0);
    loop {
        match out.read(&mut part)? {
            0 => break,
            n => rows += part[..n].iter().filter(|byte| **byte == b'\n').count(),
        }
    }
    if !child.wait()?.success() || rows == 0 {
        return Err("the database's own export failed".into());
    }
    let how = match engine {
        Engine::Sqlite => "sqlite3 -csv",
        Engine::Postgres => "COPY",
    };
    Ok((rows as f64 / start.elapsed().as_secs_f64(), how))
}
