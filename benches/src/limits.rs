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

/// Durable changes a second by many callers: one user updated, one event and one mail inserted, in the real tables with
/// their indexes and all their rows, and nothing else. On SQLite in a copy beside the real one.
pub(crate) fn commits(engine: Engine, installation: &Installation, time: Duration) -> Result<f64, Fault> {
    match engine {
        Engine::Sqlite => {
            let copy = installation.folder.join("raw.db");
            std::fs::remove_file(&copy).ok();
            let path = copy.to_str().ok_or("a path that is no text")?;
            installation.run(&["backup", path], "")?;
            let rate = sqlite_commits(&copy, time);
            std::fs::remove_file(&copy)?;
            rate
        }
        Engine::Postgres => postgres_commits(&installation.database_url, time),
    }
}

const UPDATE: &str = "UPDATE users SET modified_at = $1 WHERE pk = $2";
const EVENT: &str = "INSERT INTO events (id, portal, at, actor_pk, actor_label, actor_role, by_provider, action, result, target_pk, \
    target_id, target_label, request, changes, ip, client) VALUES ($1, 2, $2, 8589934593, 'admin@big.example', 'admin', FALSE, \
    'user.locked', 'done', $3, $1, 'someone@else.example', $1, '{\"status\":{\"before\":\"ACTIVE\",\"after\":\"LOCKED_BY_ADMIN\"}}', \
    '127.0.0.1', 'bench')";
const MAIL: &str = "INSERT INTO outbox (id, portal, user_pk, kind, recipient, body, state, attempts, next_at, created_at) \
    VALUES ($1, 2, $2, 'locked', 'someone@else.example', NULL, 'cancelled', 0, $3, $3)";
const USERS: &str = "SELECT pk FROM users WHERE portal = 2 ORDER BY id LIMIT 50000";

/// An id as the server makes them: time first, so that rows come in order.
fn id(n: i64) -> [u8; 16] {
    let mut id = [0x7f; 16];
    id[..8].copy_from_slice(&(0x01a3_0000_0000_0000_i64 + n).to_be_bytes());
    id
}

/// One writing connection commits what is waiting in one go, as SQLite wants it.
fn sqlite_commits(file: &Path, time: Duration) -> Result<f64, Fault> {
    let db = rusqlite::Connection::open(file)?;
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -65536",
    )?;
    let users: Vec<i64> = db
        .prepare(USERS)?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
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
        write_for_all(&db, &users, &asked)
    });
    written?;
    Ok(done.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64())
}

fn write_for_all(
    db: &rusqlite::Connection,
    users: &[i64],
    asked: &mpsc::Receiver<(i64, mpsc::Sender<()>)>,
) -> Result<(), Fault> {
    let [update, event, mail] = [UPDATE, EVENT, MAIL].map(|sql| sql.replace('$', "?"));
    while let Ok(first) = asked.recv() {
        let mut answers = Vec::new();
        let mut next = Some(first);
        db.execute_batch("BEGIN IMMEDIATE")?;
        while let Some((n, answer)) = next {
            let user = users[n as usize * 7_919 % users.len()];
            db.prepare_cached(&update)?.execute((n, user))?;
            db.prepare_cached(&event)?.execute((id(n), n, user))?;
            db.prepare_cached(&mail)?.execute((id(n), user, n))?;
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

/// As many connections as callers; the server joins their commits. The rows are taken away again.
fn postgres_commits(url: &str, time: Duration) -> Result<f64, Fault> {
    let mut db = postgres::Client::connect(url, postgres::NoTls)?;
    let users: Vec<i64> = db.query(USERS, &[])?.iter().map(|row| row.get(0)).collect();
    let (done, ready, users) = (AtomicU64::new(0), Barrier::new(CALLERS + 1), &users);
    let mut start = Instant::now();
    std::thread::scope(|scope| {
        let callers: Vec<_> = (0..CALLERS)
            .map(|caller| {
                let (done, ready) = (&done, &ready);
                scope.spawn(move || -> Result<(), postgres::Error> {
                    let client = postgres::Client::connect(url, postgres::NoTls);
                    ready.wait();
                    let start = Instant::now();
                    let mut db = client?;
                    let (update, event, mail) = (db.prepare(UPDATE)?, db.prepare(EVENT)?, db.prepare(MAIL)?);
                    let mut n = caller;
                    while start.elapsed() < time {
                        let (user, at, id) = (
                            users[n * 7_919 % users.len()],
                            n as i64,
                            uuid::Uuid::from_bytes(id(n as i64)),
                        );
                        let mut tx = db.transaction()?;
                        tx.execute(&update, &[&at, &user])?;
                        tx.execute(&event, &[&id, &at, &user])?;
                        tx.execute(&mail, &[&id, &user, &at])?;
                        tx.commit()?;
                        done.fetch_add(1, Ordering::Relaxed);
                        n += CALLERS;
                    }
                    Ok(())
                })
            })
            .collect();
        ready.wait();
        start = Instant::now();
        callers
            .into_iter()
            .try_for_each(|caller| caller.join().unwrap_or(Ok(())))
    })?;
    let rate = done.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64();
    db.batch_execute("DELETE FROM events WHERE client = 'bench'; DELETE FROM outbox WHERE kind = 'locked'")?;
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
