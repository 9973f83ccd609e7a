//! The server: listens, says where, works until it is told to stop.

use crate::config::{Config, Log};
use crate::failure::Failure;
use crate::{installation, metrics};
use app::{App, jobs};
use axum::serve::ListenerExt as _;
use std::future::IntoFuture as _;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;
use tokio::sync::watch;
use web::server::{DevMail, Outside, Server};

/// Requests at work for each connection to the database. Those that read wait for a connection; those that write to the
/// same portal share one, and the more of them wait, the more share a commit.
const AT_A_TIME: usize = 4;
/// Threads that answer. With SQLite they also read, so there are more of them than cores: one that waits for the disk keeps
/// nobody waiting.
const THREADS: usize = 4;
/// How long running requests may take once the server stops.
const PATIENCE: Duration = Duration::from_secs(10);

/// Migrates, prints where Portico is, and serves until SIGTERM or SIGINT.
pub(crate) fn serve(config: &Config) -> Result<(), Failure> {
    start_log(config.log, tracing::Level::INFO);
    let (listener, address) = bind("listen", config.listen)?;
    let metrics = config
        .metrics_listen
        .map(|address| bind("metrics_listen", address))
        .transpose()?;
    let base_url = config.base_url(address);
    let app = installation::open_at(config, &base_url)?;
    app.take_over()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(THREADS)
        .max_blocking_threads(config.workers * AT_A_TIME + web::server::MOST_HASHING + 4)
        .enable_all()
        .build()
        .map_err(cannot_start)?;
    // Whoever has read where Portico is may already want to stop it.
    let asked_to_stop = {
        let _context = runtime.enter();
        signals().map_err(cannot_start)?
    };
    greet(config, &app, metrics.as_ref().map(|(_, address)| *address))?;
    let workers = jobs::Workers::start(&app);
    let metrics = metrics.map(|(listener, _)| listener);
    let outcome = runtime.block_on(run(config, app.clone(), listener, metrics, asked_to_stop));
    // In this order: nobody asks any more, the jobs end their step, the database closes outside of async code.
    runtime.shutdown_timeout(Duration::from_secs(1));
    drop(workers);
    drop(app);
    tracing::info!("stopped");
    outcome.map_err(|error| Failure::new(format!("The server stopped by itself ({error}): look at its log.")))
}

fn bind(key: &str, address: SocketAddr) -> Result<(TcpListener, SocketAddr), Failure> {
    let bound = TcpListener::bind(address).and_then(|listener| {
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        Ok((listener, address))
    });
    bound.map_err(|error| {
        Failure::new(format!("{key} = \"{address}\": nobody can listen there ({error}). Stop the other program, or choose another address."))
    })
}

/// What the operator needs to see first, on the standard output.
fn greet(config: &Config, app: &App, metrics: Option<SocketAddr>) -> Result<(), Failure> {
    let mut lines = vec![format!(
        "Portico {} is at {}",
        env!("CARGO_PKG_VERSION"),
        app.base_url()
    )];
    if let Some(link) = app::set_up::link(app)? {
        lines.push(format!("Set it up: {link}"));
    }
    if config.captures_mail() {
        lines.push(format!("Mail is captured: {}/dev/mail", app.base_url()));
    }
    if let Some(address) = metrics {
        lines.push(format!("Metrics: http://{address}/metrics"));
    }
    crate::cli::print(&lines.join("\n"))
}

async fn run(
    config: &Config,
    app: App,
    listener: TcpListener,
    metrics: Option<TcpListener>,
    asked_to_stop: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let server = Server::new(
        app,
        Outside {
            trusted_proxies: config.trusted_proxies.clone(),
            dev_mail: if config.captures_mail() {
                DevMail::Readable
            } else {
                DevMail::Hidden
            },
            at_a_time: config.workers * AT_A_TIME,
            version: env!("CARGO_PKG_VERSION"),
        },
    );
    let (stop, stopped) = watch::channel(());
    if let Some(listener) = metrics {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let serving =
            axum::serve(listener, metrics::router(server.clone())).with_graceful_shutdown(until(stopped.clone()));
        tokio::spawn(serving.into_future());
    }
    let listener = tokio::net::TcpListener::from_std(listener)?.tap_io(|stream| {
        // An answer must not wait for the next packet; where it cannot be set, it is only slower.
        stream.set_nodelay(true).ok();
    });
    let service = web::router::router(server).into_make_service_with_connect_info::<SocketAddr>();
    let mut serving = Box::pin(
        axum::serve(listener, service)
            .with_graceful_shutdown(until(stopped))
            .into_future(),
    );
    tokio::select! {
        ended = &mut serving => return ended,
        () = asked_to_stop => {}
    }
    tracing::info!("stopping: running requests get {} seconds", PATIENCE.as_secs());
    drop(stop);
    match tokio::time::timeout(PATIENCE, serving).await {
        Ok(ended) => ended,
        Err(_) => {
            tracing::warn!("some requests did not end in time and were cut off");
            Ok(())
        }
    }
}

/// Until the sender is gone.
async fn until(mut stopped: watch::Receiver<()>) {
    while stopped.changed().await.is_ok() {}
}

/// Until SIGTERM or SIGINT. Listening begins with the call, not with the first look at the future.
#[cfg(unix)]
fn signals() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Until Ctrl+C.
#[cfg(not(unix))]
fn signals() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Where it cannot be listened for, only the system ends the server.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

fn cannot_start(error: std::io::Error) -> Failure {
    Failure::new(format!(
        "The server cannot start its threads ({error}): raise the limits of this user."
    ))
}

/// Sends log lines to the error stream. They hold no addresses of people and no query strings: nothing below logs any.
pub(crate) fn start_log(log: Log, level: tracing::Level) {
    let lines = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_max_level(level)
        .with_target(false);
    let started = match log {
        Log::Text => lines
            .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
            .try_init(),
        Log::Json => lines.json().try_init(),
    };
    // There is one already only if a test has started it.
    started.ok();
}
