//! Bodies that are written while they are sent: a blocking thread fills a bounded channel, so a slow reader holds the
//! writer back and a million lines take no memory.

use crate::server::Server;
use crate::speak;
use app::Ctx;
use app::error::AppError;
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_core::Stream;
use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};

type Chunk = Result<Bytes, AppError>;

const CHUNK: usize = 32 * 1024;
/// Chunks that may wait for the reader.
const AHEAD: usize = 8;
/// How long a reader may take nothing.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where the work writes to.
struct Pipe {
    buffer: Vec<u8>,
    out: Sender<Chunk>,
    runtime: Handle,
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= CHUNK {
            self.send()?;
        }
        Ok(bytes.len())
    }

    /// Lines go out in chunks, however often the writer flushes.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Pipe {
    fn send(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let chunk = Bytes::from(std::mem::take(&mut self.buffer));
        let sent = tokio::time::timeout(PATIENCE, self.out.send(Ok(chunk)));
        // A reader who takes nothing for so long gives the place to somebody else.
        match self.runtime.block_on(sent) {
            Ok(Ok(())) => Ok(()),
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }
}

/// A CSV file with this name. What fails before the first chunk is the error; later the connection breaks off, so that
/// half a file is never taken for a whole one.
///
/// # Errors
/// Those of `work` before it has written anything.
pub async fn csv(
    server: &Server,
    ctx: &Ctx,
    name: &str,
    work: impl FnOnce(&Ctx, &mut dyn Write) -> Result<u64, AppError> + Send + 'static,
) -> Result<Response, AppError> {
    let place = server.download()?;
    let (out, mut chunks) = channel(AHEAD);
    let failed = out.clone();
    let (server, ctx) = (server.clone(), ctx.clone());
    let task = async move {
        let runtime = Handle::current();
        let done = server.call(move |_| {
            let _place = place;
            let mut pipe = Pipe {
                buffer: Vec::with_capacity(CHUNK),
                out,
                runtime,
            };
            work(&ctx, &mut pipe)?;
            pipe.send()
                .map_err(|error| AppError::Unavailable(format!("the reader is gone: {error}")))
        });
        if let Err(error) = done.await {
            // A reader who is gone needs no error.
            let _ = failed.send(Err(error)).await;
        }
    };
    tokio::spawn(speak::within(speak::speech(), task));
    let first = chunks.recv().await.transpose()?;
    let headers = [
        (header::CONTENT_TYPE, String::from("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, String::from("no-store")),
    ];
    Ok((headers, Body::from_stream(Chunks { first, rest: chunks })).into_response())
}

struct Chunks {
    first: Option<Bytes>,
    rest: Receiver<Chunk>,
}

impl Stream for Chunks {
    type Item = Chunk;
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Chunk>> {
        match self.first.take() {
            Some(first) => Poll::Ready(Some(Ok(first))),
            None => self.rest.poll_recv(cx),
        }
    }
}
