//! SQLite's search index is kept quick to ask: what changes leave behind is merged, a little at a time.

use super::{Step, Stop};
use crate::App;
use crate::error::AppError;
use std::time::Duration;
use store::users::search;

/// Pages of one step: about a millisecond of the writer's time.
const PAGES: i64 = 16;
/// Others get the writer in between.
const PAUSE: Duration = Duration::from_millis(4);

/// One small merge.
pub(super) fn step(app: &App, _stop: &Stop) -> Result<Step, AppError> {
    if !app.db().write(|tx| search::merge(tx, PAGES))? {
        return Ok(Step::Idle);
    }
    std::thread::sleep(PAUSE);
    Ok(Step::Worked)
}
