//! A load generator: connections that are kept open, each sending its next request when the last one is answered.

use crate::Fault;
use crate::figures::Samples;
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, header};
use hyper_util::rt::TokioIo;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;

/// What is asked of the server.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ask {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Bytes,
}

impl Ask {
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self {
            method: "GET",
            path: path.into(),
            ..Self::default()
        }
    }

    pub(crate) fn post(path: impl Into<String>, content: &str, body: impl Into<Bytes>) -> Self {
        Self {
            method: "POST",
            path: path.into(),
            headers: vec![("content-type", content.to_owned())],
            body: body.into(),
        }
    }

    pub(crate) fn json(path: impl Into<String>, body: &serde_json::Value) -> Self {
        Self::post(path, "application/json", body.to_string())
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: hyper::HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn json(&self) -> Result<serde_json::Value, Fault> {
        Ok(serde_json::from_slice(&self.body)?)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The answer, if it has one of these codes.
    pub(crate) fn expect(self, codes: &[u16]) -> Result<Self, Fault> {
        if codes.contains(&self.status) {
            return Ok(self);
        }
        let text: String = self.text().chars().take(400).collect();
        Err(format!("answered {} instead of {codes:?}: {text}", self.status).into())
    }
}

/// One connection.
pub(crate) struct Line {
    address: String,
    sender: SendRequest<Full<Bytes>>,
}

impl Line {
    pub(crate) async fn open(address: &str) -> Result<Self, Fault> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        // It ends with its sender; an error shows at the next request.
        tokio::spawn(async move { connection.await.ok() });
        Ok(Self {
            address: address.to_owned(),
            sender,
        })
    }

    async fn begin(&mut self, ask: &Ask) -> Result<hyper::Response<hyper::body::Incoming>, Fault> {
        if self.sender.is_closed() {
            *self = Self::open(&self.address).await?;
        }
        let mut request = Request::builder()
            .method(ask.method)
            .uri(&ask.path)
            .header(header::HOST, &self.address);
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        self.sender.ready().await?;
        Ok(self
            .sender
            .send_request(request.body(Full::new(ask.body.clone()))?)
            .await?)
    }

    pub(crate) async fn send(&mut self, ask: &Ask) -> Result<Answer, Fault> {
        let (head, body) = self.begin(ask).await?.into_parts();
        Ok(Answer {
            status: head.status.as_u16(),
            headers: head.headers,
            body: body.collect().await?.to_bytes(),
        })
    }

    /// Reads a file of any length without keeping it; gives its code, its bytes and its lines.
    pub(crate) async fn drain(&mut self, ask: &Ask) -> Result<(u16, u64, u64), Fault> {
        let (head, mut body) = self.begin(ask).await?.into_parts();
        let (mut length, mut lines) = (0, 0);
        while let Some(frame) = body.frame().await {
            let frame = frame?;
            let part = frame.data_ref().map(AsRef::as_ref).unwrap_or_default();
            length += part.len() as u64;
            lines += part.iter().filter(|byte| **byte == b'\n').count() as u64;
        }
        Ok((head.status.as_u16(), length, lines))
    }
}

/// What a load run showed.
pub(crate) struct Load {
    pub(crate) samples: Samples,
    pub(crate) per_second: f64,
}

/// How long a load runs.
#[derive(Clone, Copy)]
pub(crate) enum Until {
    Time(Duration),
    Requests(usize),
}

/// Sends what `make` gives for each running number over `callers` connections, back to back.
///
/// An answer that `fits` does not take ends the run as an error: figures of failures are no figures.
pub(crate) async fn load(
    address: &str,
    callers: usize,
    until: Until,
    make: impl Fn(usize) -> Ask + Send + Sync + 'static,
    fits: impl Fn(&Answer) -> bool + Send + Sync + 'static,
) -> Result<Load, Fault> {
    let (make, fits) = (Arc::new(make), Arc::new(fits));
    let next = Arc::new(AtomicUsize::new(0));
    let most = match until {
        Until::Requests(n) => n,
        Until::Time(_) => usize::MAX,
    };
    let start = Instant::now();
    let deadline = match until {
        Until::Time(time) => start + time,
        Until::Requests(_) => start + Duration::from_secs(600),
    };
    let mut tasks = Vec::new();
    for _ in 0..callers {
        let (make, fits, next) = (Arc::clone(&make), Arc::clone(&fits), Arc::clone(&next));
        let mut line = Line::open(address).await?;
        tasks.push(tokio::spawn(async move {
            let mut samples = Samples::default();
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                let asked = Instant::now();
                if n >= most || asked >= deadline {
                    return Ok::<_, Fault>(samples);
                }
                let answer = line.send(&make(n)).await?;
                samples.add(asked.elapsed());
                if !fits(&answer) {
                    answer.expect(&[])?;
                }
            }
        }));
    }
    let mut samples = Samples::default();
    for task in tasks {
        samples.join(task.await??);
    }
    let per_second = samples.len() as f64 / start.elapsed().as_secs_f64();
    Ok(Load { samples, per_second })
}

/// Somebody who browses while something else goes on.
pub(crate) struct Probe {
    stop: Arc<AtomicBool>,
    task: tokio::task::JoinHandle<Result<Vec<(String, Samples)>, Fault>>,
}

impl Probe {
    /// Asks in turns, about a hundred times a second, on a connection of its own.
    pub(crate) async fn start(address: &str, asks: Vec<(String, Ask)>) -> Result<Self, Fault> {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let mut line = Line::open(address).await?;
        let task = tokio::spawn(async move {
            let mut parts: Vec<_> = asks
                .iter()
                .map(|(name, _)| (name.clone(), Samples::default()))
                .collect();
            for turn in (0..asks.len()).cycle() {
                if stopped.load(Ordering::Relaxed) {
                    break;
                }
                let asked = Instant::now();
                line.send(&asks[turn].1).await?.expect(&[200])?;
                parts[turn].1.add(asked.elapsed());
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            Ok(parts)
        });
        Ok(Self { stop, task })
    }

    /// What each of the asks took.
    pub(crate) async fn end(self) -> Result<Vec<(String, Samples)>, Fault> {
        self.stop.store(true, Ordering::Relaxed);
        self.task.await?
    }
}
