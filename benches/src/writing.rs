//! Commands, bulk work, imports, exports, sign-ins, and how others fare meanwhile.

use crate::bench::Bench;
use crate::figures::Samples;
use crate::http::{Answer, Ask, Line, Probe, Until, load};
use crate::portico::Installation;
use crate::visitor::{Visitor, accept_invitations, api, sign_in_ask};
use crate::{Engine, Fault, limits};
use serde_json::json;
use std::sync::Arc;
use std::time::{Duration, Instant};

impl Bench {
    /// Everything that writes, from small to large.
    pub(crate) async fn writing(&mut self) -> Result<(), Fault> {
        self.commands().await?;
        self.bulk().await?;
        self.import().await?;
        self.export().await?;
        self.sign_ins().await
    }

    /// Measures a limit on a thread of its own: clients of PostgreSQL that block must not run on this one.
    async fn limit<T: Send + 'static>(
        &self,
        measure: impl FnOnce(Engine, &Installation, Duration) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let (engine, installation, time) = (self.engine, self.installation.clone(), self.second * 2);
        tokio::task::spawn_blocking(move || measure(engine, &installation, time)).await?
    }

    fn browsing(&self) -> Vec<(String, Ask)> {
        let paths = [
            "users",
            "users?sort=email",
            "users?q=smith",
            "users?status=ACTIVE&sort=seen&dir=desc",
        ];
        paths
            .iter()
            .map(|path| ((*path).to_owned(), self.visitor.get(&api(path))))
            .collect()
    }

    /// The times of somebody who browsed, and which of the pages they are of at worst.
    fn meanwhile(&mut self, key: &str, mut parts: Vec<(String, Samples)>) {
        parts.sort_by(|(_, a), (_, b)| a.at(50).total_cmp(&b.at(50)));
        let Some((name, slowest)) = parts.pop() else { return };
        let mut all = Samples::default();
        parts.into_iter().for_each(|(_, samples)| all.join(samples));
        let note = format!(
            "slowest: {name} ({:.1} ms); the others {:.1} · {:.1} ms",
            slowest.at(50) / 1_000.0,
            all.at(50) / 1_000.0,
            all.at(99) / 1_000.0
        );
        all.join(slowest);
        self.times_of(key, &all, note);
    }

    /// Locking and unlocking: each on one user, each with its lines in the audit log, each on the disk when answered.
    async fn commands(&mut self) -> Result<(), Fault> {
        let (visitor, ids) = (self.visitor.clone(), Arc::new(self.ids.clone()));
        let make = move |n: usize| {
            let id = &ids[n % ids.len()];
            let verb = if (n / ids.len()).is_multiple_of(2) {
                "lock"
            } else {
                "unlock"
            };
            visitor.program(Ask::json(api(&format!("users/{verb}")), &json!({ "ids": [id] })))
        };
        let done = |answer: &Answer| answer.status == 200 && answer.text().contains("\"done\":1");
        let address = self.visitor.address.clone();
        let one = load(&address, 1, Until::Requests(self.times * 5), make.clone(), done).await?;
        self.times_of("command.one", &one.samples, String::new());
        let offset = self.times * 5;
        let many = load(
            &address,
            64,
            Until::Time(self.second * 3),
            move |n| make(n + offset),
            done,
        )
        .await?;
        let limit = self.limit(limits::commits).await?;
        self.rate_of(
            "command.rate",
            &many.samples,
            many.per_second,
            Some(limit),
            String::from("limit: one update, one event and one mail row in a raw durable commit, 64 callers"),
        );
        Ok(())
    }

    async fn bulk(&mut self) -> Result<(), Fault> {
        let some: Vec<&String> = self.ids.iter().rev().take(500).collect();
        let (n, time) = self.operation("deactivate", &json!({ "ids": some })).await?;
        self.done("bulk.500", n, time);
        // A window of the years in which a tenth of the users were added.
        let filter = json!({ "filter": { "added_after": "2025-11-01T00:00:00Z", "added_before": "2026-03-26T00:00:00Z",
                                         "status": ["ACTIVE"], "role": ["user"] } });
        let probe = Probe::start(&self.visitor.address, self.browsing()).await?;
        let (n, time) = self.operation("deactivate", &filter).await?;
        let meanwhile = probe.end().await?;
        self.done("bulk.100k", n, time);
        self.meanwhile("bulk.meanwhile", meanwhile);
        let (n, time) = self
            .operation("lock", &json!({ "filter": { "status": ["ACTIVE"], "role": ["user"] } }))
            .await?;
        self.done("bulk.all", n, time);
        Ok(())
    }

    /// Runs a command on many to its end, and says how many there were and how long it took.
    async fn operation(&self, verb: &str, body: &serde_json::Value) -> Result<(u64, Duration), Fault> {
        let start = Instant::now();
        let answer = self
            .visitor
            .json(Ask::json(api(&format!("users/{verb}")), body))
            .await?;
        let ended = self.visitor.finished(&Self::operation_of(&answer)?).await?;
        let time = start.elapsed();
        let count = |name: &str| ended[name].as_u64().unwrap_or_default();
        if count("failed") > 0 || count("done") == 0 {
            return Err(format!("{verb}: {ended}").into());
        }
        Ok((count("done") + count("skipped"), time))
    }

    fn done(&mut self, key: &str, n: u64, time: Duration) {
        let mut samples = Samples::default();
        samples.add(time);
        let rate = n as f64 / time.as_secs_f64();
        let note = format!("{n} users in {:.2} s, {:.0} µs each", time.as_secs_f64(), 1e6 / rate);
        self.rate_of(key, &samples, rate, None, note);
    }

    async fn import(&mut self) -> Result<(), Fault> {
        let rows = (self.users / 10).clamp(1_000, 100_000);
        let mut file = String::from("first_name,last_name,email\n");
        for n in 0..rows {
            file.push_str(&format!("Imke{},Import{n},imke.import{n}@import.example\n", n % 97));
        }
        let probe = Probe::start(&self.visitor.address, self.browsing()).await?;
        let start = Instant::now();
        let path = api("imports?send_invitation=false");
        let answer = self.visitor.json(Ask::post(path, "text/csv", file)).await?;
        let operation = Self::operation_of(&answer)?;
        let ended = self.visitor.finished(&operation).await?;
        let time = start.elapsed();
        let meanwhile = probe.end().await?;
        if ended["done"].as_u64() != Some(rows) {
            return Err(format!("the import: {ended}").into());
        }
        self.done("import", rows, time);
        self.meanwhile("import.meanwhile", meanwhile);
        Ok(())
    }

    async fn export(&mut self) -> Result<(), Fault> {
        let path = api(&format!("users.csv?columns={}", limits::COLUMNS));
        let mut best: Option<(Duration, u64, u64)> = None;
        for _ in 0..2 {
            let start = Instant::now();
            let (status, length, lines) = Line::open(&self.visitor.address)
                .await?
                .drain(&self.visitor.get(&path))
                .await?;
            if status != 200 || lines < 2 {
                return Err(format!("the export answered {status} with {length} bytes").into());
            }
            let run = (start.elapsed(), length, lines - 1);
            best = Some(best.map_or(run, |best| best.min(run)));
        }
        let (time, length, rows) = best.ok_or("no export")?;
        let (limit, how) = self
            .limit(|engine, installation, _| limits::export(engine, installation))
            .await?;
        let mut samples = Samples::default();
        samples.add(time);
        let seconds = time.as_secs_f64();
        let note = format!(
            "{rows} rows, {:.0} MB in {seconds:.2} s; limit: {how}",
            length as f64 / 1e6
        );
        self.rate_of("export", &samples, rows as f64 / seconds, Some(limit), note);
        Ok(())
    }

    /// Many accounts from many addresses, as the limits on tries want it.
    async fn sign_ins(&mut self) -> Result<(), Fault> {
        let accounts = self.accounts().await?;
        let address = self.visitor.address.clone();
        let hashing = self.limit(|_, _, time| limits::hashes(time)).await?;
        let make = move |n: usize| {
            let from = format!("10.1.{}.{}", n / 250 % 250, n % 250);
            sign_in_ask(&accounts[n % accounts.len()], &from)
        };
        let come_in = |answer: &Answer| answer.status == 303;
        let run = load(&address, 8, Until::Time(self.second * 4), make.clone(), come_in).await?;
        let note = String::from("limit: raw Argon2id of the same cost, two threads");
        self.rate_of("sign_in", &run.samples, run.per_second, Some(hashing), note);
        let probe = Probe::start(&address, self.browsing()).await?;
        load(
            &address,
            8,
            Until::Time(self.second * 2),
            move |n| make(n + 100_000),
            come_in,
        )
        .await?;
        let meanwhile = probe.end().await?;
        self.meanwhile("sign_in.meanwhile", meanwhile);
        Ok(())
    }

    /// People who were invited and have accepted, in lots that are mailed at once.
    async fn accounts(&self) -> Result<Vec<String>, Fault> {
        // Ten tries a minute for each account.
        let lots = if self.second > Duration::from_secs(1) { 14 } else { 3 };
        let mut all = Vec::new();
        for lot in 0..lots {
            let emails: Vec<String> = (0..20).map(|n| format!("signer{lot}.{n}@sign.example")).collect();
            let body = json!({ "emails": emails, "role": "user" });
            self.visitor.json(Ask::json(api("invitations"), &body)).await?;
            all.extend(emails);
        }
        accept_all(&self.visitor, all.len()).await?;
        Ok(all)
    }
}

/// Waits until so many invitations have come and are accepted.
async fn accept_all(visitor: &Visitor, n: usize) -> Result<(), Fault> {
    for _ in 0..300 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let path = api("users?q=sign.example&status=INVITED&limit=1");
        let waiting = visitor.json(Ask::get(path)).await?;
        if waiting["items"].as_array().is_some_and(Vec::is_empty) {
            return Ok(());
        }
        accept_invitations(&visitor.address).await?;
    }
    Err(format!("{n} invitations were not all accepted").into())
}
