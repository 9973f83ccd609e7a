//! One engine with one number of users: made, driven, measured.

use crate::Fault;
use crate::figures::{Figure, Samples};
use crate::portico::{Installation, Server};
use crate::visitor::{Visitor, accept_invitations, api};
use crate::{Engine, Size};
use serde_json::Value;
use std::time::Duration;

/// Users of the small portal beside the big one.
const SMALL: u64 = 2_000;

/// A running installation and what was measured on it.
pub(crate) struct Bench {
    pub(crate) engine: Engine,
    pub(crate) users: u64,
    pub(crate) installation: Installation,
    pub(crate) server: Server,
    /// The big portal's admin.
    pub(crate) visitor: Visitor,
    /// The provider's owner, for the small portal.
    pub(crate) owner: Visitor,
    /// Ids of active users of the big portal.
    pub(crate) ids: Vec<String>,
    /// How often each thing is asked.
    pub(crate) times: usize,
    /// How long a load runs.
    pub(crate) second: Duration,
    pub(crate) figures: Vec<Figure>,
    peak: f64,
}

impl Bench {
    /// Sets up, seeds and starts.
    pub(crate) async fn start(
        installation: Installation,
        engine: Engine,
        users: u64,
        size: Size,
    ) -> Result<Self, Fault> {
        installation.set_up()?;
        installation.seed("small", SMALL)?;
        let seeding = installation.seed("big", users)?;
        let server = accepted(&installation).await?;
        server.stop()?;
        let (token, owner_token) = (installation.token()?, installation.owner_token()?);
        // The first start after so many rows may find work of the system's; the best of three is the program's.
        let mut starts = Vec::new();
        for _ in 0..2 {
            let (server, time) = Server::start(&installation).await?;
            starts.push(time);
            server.stop()?;
        }
        let (server, time) = Server::start(&installation).await?;
        starts.push(time);
        server.quiet().await;
        let idle = server.memory("VmRSS");
        let visitor = Visitor::arrive(&server.address, &token).await?;
        let owner = Visitor::arrive(&server.address, &owner_token).await?;
        let mut bench = Self {
            engine,
            users,
            installation,
            server,
            visitor,
            owner,
            ids: Vec::new(),
            times: size.times(),
            second: size.second(),
            figures: Vec::new(),
            peak: 0.0,
        };
        bench.once("start", starts.into_iter().min().unwrap_or_default());
        bench.mark("memory.idle", idle);
        bench.rate_of(
            "seed",
            &Samples::default(),
            users as f64 / seeding.as_secs_f64(),
            None,
            format!("{:.1} s", seeding.as_secs_f64()),
        );
        bench.ids = bench.some_ids(size.ids().min(usize::try_from(users / 4)?)).await?;
        Ok(bench)
    }

    /// Active users from all over the list.
    async fn some_ids(&self, most: usize) -> Result<Vec<String>, Fault> {
        let mut ids = Vec::new();
        let mut at = api("users?status=ACTIVE&role=user&sort=added&dir=asc&limit=200");
        let path = at.clone();
        while ids.len() < most {
            let page = self.visitor.json(crate::http::Ask::get(at)).await?;
            let items = page["items"].as_array().cloned().unwrap_or_default();
            ids.extend(items.iter().filter_map(|item| item["id"].as_str().map(str::to_owned)));
            let Some(next) = page["next"].as_str() else { break };
            at = format!("{path}&after={}", crate::visitor::quoted(next));
        }
        ids.truncate(most);
        Ok(ids)
    }

    pub(crate) fn operation_of(answer: &Value) -> Result<String, Fault> {
        Ok(answer["operation"]
            .as_str()
            .ok_or("no operation in the answer")?
            .to_owned())
    }

    pub(crate) fn times_of(&mut self, key: &str, samples: &Samples, note: String) {
        self.rate_of(key, samples, 0.0, None, note);
    }

    pub(crate) fn once(&mut self, key: &str, time: Duration) {
        let mut samples = Samples::default();
        samples.add(time);
        self.times_of(key, &samples, String::new());
    }

    fn mark(&mut self, key: &str, memory: f64) {
        let figure = Figure {
            memory,
            ..self.figure(key, &Samples::default())
        };
        self.keep(figure);
    }

    fn figure(&self, key: &str, samples: &Samples) -> Figure {
        Figure {
            work: key.to_owned(),
            engine: self.engine.key().to_owned(),
            users: self.users,
            n: samples.len(),
            p50: samples.at(50),
            p99: samples.at(99),
            per_second: 0.0,
            memory: 0.0,
            limit: None,
            note: String::new(),
        }
    }

    fn keep(&mut self, figure: Figure) {
        crate::say(&crate::report::line(&figure));
        self.figures.push(figure);
    }

    /// Notes a figure, with the memory that the server took at most since the last one.
    pub(crate) fn rate_of(&mut self, key: &str, samples: &Samples, per_second: f64, limit: Option<f64>, note: String) {
        let memory = self.server.memory("VmHWM");
        self.server.forget_peak();
        self.peak = self.peak.max(memory);
        let figure = Figure {
            per_second,
            memory,
            limit,
            note,
            ..self.figure(key, samples)
        };
        self.keep(figure);
    }

    /// Stops the server, has the program check its rows, and measures what the bare database does with the same rows.
    pub(crate) fn end(mut self) -> Result<Vec<Figure>, Fault> {
        self.mark("memory.most", self.peak);
        self.server.stop()?;
        self.installation.verify()?;
        Ok(self.figures)
    }
}

/// Accounts that can sign in: the admin, and those that the sign-in load uses.
async fn accepted(installation: &Installation) -> Result<Server, Fault> {
    let (server, _) = Server::start(installation).await?;
    // The admins' invitations were queued on the command line; the server sends them now.
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        if accept_invitations(&server.address).await? > 0 {
            break;
        }
    }
    Ok(server)
}
