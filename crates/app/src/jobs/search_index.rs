//! SQLite's search index is kept quick to ask: what changes leave behind is merged, a little at a time.

use super::{Step, Stop};
use crate::App;
use crate::error::AppError;
use std::time::Duration;
use store::StoreError;
use store::users::search;

/// Pages of one step: about a millisecond of the writer's time.
const PAGES: i64 = 16;
/// Others get the writer in between.
const PAUSE: Duration = Duration::from_millis(4);

/// One small merge, unless the index is as it was when there was nothing left to merge.
pub(super) fn step(app: &App, _stop: &Stop) -> Result<Step, AppError> {
    let segments = app.db().read(search::segments)?;
    if app.is_merged(&segments) {
        return Ok(Step::Idle);
    }
    let merged = app.db().write(|tx| match search::merge(tx, PAGES)? {
        true => Ok::<_, StoreError>(None),
        false => Ok(Some(search::segments(tx)?)),
    })?;
    if let Some(segments) = merged {
        app.remember_merged(segments);
        return Ok(Step::Idle);
    }
    std::thread::sleep(PAUSE);
    Ok(Step::Worked)
}
