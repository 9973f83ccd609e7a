//! Cursors of the lists that go by id. They carry no secret, so they are not signed; the fingerprint only tells a cursor
//! of another portal or query, which would show a page that nobody asked for.

use app::Ctx;
use app::error::AppError;
use app::users::list::fingerprint;
use uuid::Uuid;

fn mark(ctx: &Ctx, query: &str, id: Uuid) -> String {
    fingerprint(&format!("{} {query} {id}", ctx.portal.id))
}

/// The place of a row in the list that `query` describes.
pub(super) fn seal(ctx: &Ctx, query: &str, id: Uuid) -> String {
    format!("{}.{}", id.simple(), mark(ctx, query, id))
}

/// The id in a cursor of the same list.
///
/// # Errors
/// `BadCursor` for anything else.
pub(super) fn open(ctx: &Ctx, query: &str, text: &str) -> Result<Uuid, AppError> {
    let (id, tag) = text.split_once('.').ok_or(AppError::BadCursor)?;
    let id = Uuid::try_parse(id).map_err(|_| AppError::BadCursor)?;
    if mark(ctx, query, id) == tag {
        Ok(id)
    } else {
        Err(AppError::BadCursor)
    }
}
