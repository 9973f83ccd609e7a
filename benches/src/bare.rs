//! A server that does nothing: the same framework answers the same bytes. A process of its own, as the real one is.

use crate::Fault;
use axum::Router;
use axum::http::header;
use axum::routing::get;
use bytes::Bytes;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, Command, Stdio};

/// A running server that answers everything alike. Killed when dropped.
pub(crate) struct Bare {
    child: Child,
    pub(crate) address: String,
}

impl Bare {
    pub(crate) async fn start(body: &Bytes) -> Result<Self, Fault> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("bare")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        child.stdin.take().ok_or("no input")?.write_all(body)?;
        let stdout = child.stdout.take().ok_or("no output")?;
        let address = BufReader::new(stdout)
            .lines()
            .next()
            .ok_or("the bare server did not start")??;
        Ok(Self { child, address })
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// What the child process does: prints its address, and answers with what it read.
#[expect(clippy::print_stdout, reason = "the parent reads the address")]
pub(crate) fn serve() -> Result<(), Fault> {
    let mut body = Vec::new();
    std::io::stdin().read_to_end(&mut body)?;
    let body = Bytes::from(body);
    let answer = move || {
        let body = body.clone();
        async move { ([(header::CONTENT_TYPE, "application/json")], body) }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("{}", listener.local_addr()?);
        axum::serve(listener, Router::new().route("/api/v1/me", get(answer))).await?;
        Ok(())
    })
}
