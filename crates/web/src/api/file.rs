//! Files as answers.

use super::answer::{Answer, run};
use crate::extract::Program;
use crate::server::Server;
use app::Ctx;
use app::error::AppError;
use axum::http::header;
use axum::response::IntoResponse;
use std::io::Write;

/// A CSV file with this name; `work` writes its bytes.
pub(super) async fn csv(
    server: &Server,
    program: &Program,
    name: &str,
    work: impl FnOnce(&Ctx, &mut dyn Write) -> Result<u64, AppError> + Send + 'static,
) -> Answer {
    let bytes = run(server, program, move |ctx| {
        let mut bytes = Vec::new();
        work(ctx, &mut bytes)?;
        Ok(bytes)
    });
    let headers = [
        (header::CONTENT_TYPE, String::from("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, String::from("no-store")),
    ];
    Ok((headers, bytes.await?).into_response())
}
