//! Files as answers.

use super::answer::Answer;
use crate::extract::Program;
use crate::server::Server;
use crate::stream;
use app::Ctx;
use app::error::AppError;
use std::io::Write;

/// A CSV file with this name; `work` writes its bytes while they are sent.
pub(super) async fn csv(
    server: &Server,
    program: &Program,
    name: &str,
    work: impl FnOnce(&Ctx, &mut dyn Write) -> Result<u64, AppError> + Send + 'static,
) -> Answer {
    stream::csv(server, &program.ctx, name, work)
        .await
        .map_err(|error| program.problem(error))
}
