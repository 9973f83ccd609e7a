//! What every handler shares, and the way from async to the synchronous use cases.

use crate::gate::Gate;
use crate::speak;
use app::App;
use app::error::AppError;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, header};
use axum::middleware::Next;
use axum::response::Response;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How the server is reached from outside.
#[derive(Clone, Debug)]
pub struct Outside {
    /// Whose `X-Forwarded-For` counts.
    pub trusted_proxies: Vec<IpAddr>,
    /// Whether captured mail can be read at `/dev/mail`: only with `mail = capture` on the loopback.
    pub dev_mail: DevMail,
    /// Requests that may be at work at a time; further ones wait a little, then get 503.
    pub at_a_time: usize,
    /// Shown in the footer.
    pub version: &'static str,
}

/// Whether captured mail can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DevMail {
    /// At `/dev/mail`.
    Readable,
    /// Not.
    Hidden,
}

/// The state of the router. Cheap to clone.
#[derive(Clone)]
pub struct Server {
    /// The use cases.
    pub app: App,
    /// How the server is reached.
    pub outside: Arc<Outside>,
    permits: Arc<Semaphore>,
    hashing: Arc<Semaphore>,
    pub(crate) gate: Gate,
    downloads: Arc<Semaphore>,
}

/// Requests that hash passwords at a time, most of them waiting for it: a little more than the queue for that takes, so
/// that the queue says when it is full.
pub const MOST_HASHING: usize = 72;
tokio::task_local! {
    /// Set while a request is answered that changes nothing.
    static ONLY_LOOKS: ();
}

/// Answers a request; whatever its method says to change nothing may be done where it is.
pub(crate) async fn answer(request: Request<Body>, next: Next) -> Response {
    match *request.method() {
        Method::GET | Method::HEAD => ONLY_LOOKS.scope((), next.run(request)).await,
        _ => next.run(request).await,
    }
}

/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);

impl Server {
    /// A server around an installation.
    #[must_use]
    pub fn new(app: App, outside: Outside) -> Self {
        let permits = Arc::new(Semaphore::new(outside.at_a_time));
        let downloads = Arc::new(Semaphore::new((outside.at_a_time / 4).max(1)));
        Self {
            gate: Gate::new(&app),
            app,
            outside: Arc::new(outside),
            permits,
            hashing: Arc::new(Semaphore::new(MOST_HASHING)),
            downloads,
        }
    }

    /// Runs a use case on a blocking thread; one that only looks, where a look is cheap, on this one.
    ///
    /// # Errors
    /// Those of the use case; `Unavailable` when too many are waiting.
    pub async fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&App) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        if self.app.reads_at_once() && ONLY_LOOKS.try_with(|()| ()).is_ok() {
            return speak::blocking(speak::speech(), || work(&self.app));
        }
        self.call_within(&self.permits, work).await
    }

    /// The same for a use case that hashes a password. It waits for that most of the time, and nobody else shall wait
    /// with it: it has places of its own.
    ///
    /// # Errors
    /// As [`Server::call`].
    pub async fn call_hashing<T: Send + 'static>(
        &self,
        work: impl FnOnce(&App) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        self.call_within(&self.hashing, work).await
    }

    async fn call_within<T: Send + 'static>(
        &self,
        places: &Arc<Semaphore>,
        work: impl FnOnce(&App) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let busy = || AppError::Unavailable(String::from("too many requests are waiting"));
        let permit = tokio::time::timeout(PATIENCE, Arc::clone(places).acquire_owned()).await;
        let permit = permit.map_err(|_| busy())?.map_err(|_| busy())?;
        let app = self.app.clone();
        let speech = speak::speech();
        let done = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            speak::blocking(speech, || work(&app))
        });
        done.await
            .map_err(|error| AppError::Internal(format!("a use case panicked: {error}")))?
    }

    /// The right to stream a file: few at a time, so that slow readers leave room for everybody else.
    ///
    /// # Errors
    /// `Unavailable` when all are taken.
    pub(crate) fn download(&self) -> Result<OwnedSemaphorePermit, AppError> {
        let taken = Arc::clone(&self.downloads).try_acquire_owned();
        taken.map_err(|_| AppError::Unavailable(String::from("too many files are being downloaded")))
    }

    /// Whether cookies carry `Secure` and the `__Host-` name: everywhere but on plain HTTP at the loopback.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.app.base_url().starts_with("https://")
    }

    /// The name of the session cookie.
    #[must_use]
    pub fn session_cookie(&self) -> &'static str {
        if self.is_https() { "__Host-portico" } else { "portico" }
    }

    /// Where a request came from, for the audit log and for limits.
    #[must_use]
    pub fn request(&self, headers: &HeaderMap, peer: Option<&ConnectInfo<SocketAddr>>) -> app::Request {
        let client = headers
            .get(header::USER_AGENT)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default();
        let ip = peer.map(|ConnectInfo(addr)| self.client_ip(addr.ip(), headers));
        self.app
            .request(ip.map(|ip| ip.to_string()).unwrap_or_default(), client)
    }

    /// The first address from the right that is not one of our proxies: everything left of it is written by the client.
    fn client_ip(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let trusted = &self.outside.trusted_proxies;
        if !trusted.contains(&peer) {
            return peer;
        }
        let forwarded = headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|v| v.to_str().ok());
        let hops: Vec<&str> = forwarded.flat_map(|v| v.split(',')).map(str::trim).collect();
        let mut address = peer;
        for hop in hops.iter().rev() {
            let Ok(ip) = hop.parse::<IpAddr>() else { return address };
            address = ip;
            if !trusted.contains(&ip) {
                break;
            }
        }
        address
    }
}
