//! Lists, searches, filters, single users: one caller, one request after the other, so that a time is the server's.

use crate::Fault;
use crate::bench::Bench;
use crate::figures::Samples;
use crate::http::{Ask, Line, Until, load};
use crate::visitor::{api, quoted};
use std::time::Instant;

pub(crate) const SORTS: [&str; 10] = [
    "name", "first", "last", "user", "status", "role", "email", "seen", "added", "modified",
];

/// The test set: frequent, two words, a beginning, accents left out, Cyrillic, Arabic, Chinese, an address's middle, one
/// and two letters, no hit, and what could be taken for syntax.
pub(crate) const TERMS: [&str; 14] = [
    "mit",
    "smith jo",
    "joh",
    "mueller",
    "иван",
    "محمد",
    "王伟",
    "@harbor-",
    "a",
    "zz",
    "qxz",
    "%",
    "\"",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvw",
];

/// Times of one kind, and its slowest part.
#[derive(Default)]
struct Kind {
    samples: Samples,
    slowest: (f64, String),
}

impl Kind {
    /// Sends the same ask several times; the part with the highest median is named.
    async fn ask(&mut self, line: &mut Line, name: &str, ask: &Ask, times: usize) -> Result<(), Fault> {
        let mut part = Samples::default();
        for _ in 0..times {
            let start = Instant::now();
            let answer = line.send(ask).await?;
            part.add(start.elapsed());
            answer.expect(&[200]).map_err(|fault| format!("{name}: {fault}"))?;
        }
        let median = part.at(50);
        if median > self.slowest.0 {
            self.slowest = (median, name.to_owned());
        }
        self.samples.join(part);
        Ok(())
    }

    fn note(&self) -> String {
        format!("slowest: {} ({:.1} ms)", self.slowest.1, self.slowest.0 / 1_000.0)
    }
}

impl Bench {
    /// Everything that reads.
    pub(crate) async fn reading(&mut self) -> Result<(), Fault> {
        let mut line = Line::open(&self.visitor.address).await?;
        self.lists(&mut line).await?;
        self.middle(&mut line).await?;
        self.filters(&mut line).await?;
        self.searches(&mut line).await?;
        self.single(&mut line).await?;
        self.me_rate().await
    }

    async fn lists(&mut self, line: &mut Line) -> Result<(), Fault> {
        let (mut first, mut deep, mut last) = (Kind::default(), Kind::default(), Kind::default());
        let mut small = Kind::default();
        for sort in SORTS {
            for dir in ["asc", "desc"] {
                let name = format!("{sort} {dir}");
                let path = api(&format!("users?sort={sort}&dir={dir}"));
                first.ask(line, &name, &self.visitor.get(&path), self.times).await?;
                let end = format!("{path}&before=last");
                last.ask(line, &name, &self.visitor.get(&end), self.times).await?;
                for (from, turn, param) in [(path.clone(), "next", "after"), (end, "prev", "before")] {
                    let mut at = from;
                    for _ in 0..self.times.min(20) {
                        let page = line.send(&self.visitor.get(&at)).await?.expect(&[200])?.json()?;
                        let Some(cursor) = page[turn].as_str() else { break };
                        at = format!("{path}&{param}={}", quoted(cursor));
                        deep.ask(line, &name, &self.visitor.get(&at), 1).await?;
                    }
                }
                let path = format!("/api/v1/portals/small/users?sort={sort}&dir={dir}");
                small.ask(line, &name, &self.owner.get(&path), self.times).await?;
            }
        }
        for (key, kind) in [
            ("list.first", first),
            ("list.deep", deep),
            ("list.last", last),
            ("list.small", small),
        ] {
            self.times_of(key, &kind.samples, kind.note());
        }
        let mut html = Kind::default();
        for path in ["/p/big/users", "/p/big/users?sort=email", "/p/big/users?status=INVITED"] {
            html.ask(line, path, &self.visitor.browser(Ask::get(path)), 2 * self.times)
                .await?;
        }
        self.times_of("list.html", &html.samples, html.note());
        Ok(())
    }

    /// From page to page as far as the middle.
    async fn middle(&mut self, line: &mut Line) -> Result<(), Fault> {
        let mut samples = Samples::default();
        let path = api("users?sort=name&limit=200");
        let mut at = path.clone();
        for _ in 0..self.users / 400 {
            let start = Instant::now();
            let answer = line.send(&self.visitor.get(&at)).await?;
            samples.add(start.elapsed());
            let page = answer.expect(&[200])?.json()?;
            let Some(cursor) = page["next"].as_str() else { break };
            at = format!("{path}&after={}", quoted(cursor));
        }
        self.times_of("list.middle", &samples, String::new());
        Ok(())
    }

    async fn filters(&mut self, line: &mut Line) -> Result<(), Fault> {
        const FILTERS: [&str; 15] = [
            "category=active",
            "category=inactive",
            "category=unconfirmed",
            "category=locked",
            "status=ACTIVE",
            "status=DELETED",
            "status=INVITED,INVITE_EXPIRED",
            "role=manager",
            "role=admin",
            "mfa=on",
            "seen_before=2025-01-01T00:00:00Z",
            "added_after=2026-06-01T00:00:00Z",
            "role=auditor&status=ACTIVE&sort=email",
            "permission=users.view",
            "status=INACTIVE&sort=seen&dir=desc",
        ];
        let mut kind = Kind::default();
        for filter in FILTERS {
            kind.ask(
                line,
                filter,
                &self.visitor.get(&api(&format!("users?{filter}"))),
                self.times,
            )
            .await?;
        }
        self.times_of("filter", &kind.samples, kind.note());
        Ok(())
    }

    async fn searches(&mut self, line: &mut Line) -> Result<(), Fault> {
        let (mut big, mut small, mut typed) = (Kind::default(), Kind::default(), Kind::default());
        for term in TERMS {
            let query = quoted(term);
            let name: String = term.chars().take(12).collect();
            big.ask(
                line,
                &name,
                &self.visitor.get(&api(&format!("users?q={query}"))),
                self.times,
            )
            .await?;
            let path = format!("/api/v1/portals/small/users?q={query}");
            small.ask(line, &name, &self.owner.get(&path), self.times).await?;
        }
        for text in ["schmidt anna", "fitzgerald zoe", "olivia.wright"] {
            let letters: Vec<char> = text.chars().collect();
            for n in 1..=letters.len() {
                let begun: String = letters[..n].iter().collect();
                let path = format!("/p/big/users?q={}", quoted(&begun));
                let ask = self.visitor.browser(Ask::get(path)).with("x-fragment", "list");
                typed.ask(line, &begun, &ask, self.times.div_ceil(4)).await?;
            }
        }
        for (key, kind) in [("search", big), ("search.small", small), ("search.typed", typed)] {
            self.times_of(key, &kind.samples, kind.note());
        }
        Ok(())
    }

    async fn single(&mut self, line: &mut Line) -> Result<(), Fault> {
        let (mut tiles, mut user, mut me) = (Kind::default(), Kind::default(), Kind::default());
        tiles
            .ask(line, "tiles", &self.visitor.get(&api("summary")), 10 * self.times)
            .await?;
        me.ask(line, "me", &self.visitor.get("/api/v1/me"), 20 * self.times)
            .await?;
        for id in self.ids.iter().step_by(7).take(10 * self.times) {
            user.ask(line, "user", &self.visitor.get(&api(&format!("users/{id}"))), 1)
                .await?;
        }
        for (key, kind) in [("tiles", tiles), ("user", user), ("me", me)] {
            self.times_of(key, &kind.samples, String::new());
        }
        Ok(())
    }

    /// Side by side with a server that answers the same bytes and does nothing else, in turns, so that both have the
    /// same weather.
    async fn me_rate(&mut self) -> Result<(), Fault> {
        let ask = self.visitor.get("/api/v1/me");
        let answer = Line::open(&self.visitor.address)
            .await?
            .send(&ask)
            .await?
            .expect(&[200])?;
        let bare = crate::bare::Bare::start(&answer.body).await?;
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..3 {
            for (address, rates) in [(&bare.address, &mut theirs), (&self.visitor.address, &mut ours)] {
                let ask = ask.clone();
                let run = load(
                    address,
                    64,
                    Until::Time(self.second),
                    move |_| ask.clone(),
                    |answer| answer.status == 200,
                );
                rates.push(run.await?);
            }
        }
        let best = |runs: &[crate::http::Load]| runs.iter().map(|run| run.per_second).fold(0.0, f64::max);
        let limit = best(&theirs);
        let rate = best(&ours);
        let mut samples = Samples::default();
        ours.into_iter().for_each(|run| samples.join(run.samples));
        self.rate_of(
            "me.rate",
            &samples,
            rate,
            Some(limit),
            String::from("limit: bare axum response of the same bytes"),
        );
        Ok(())
    }
}
