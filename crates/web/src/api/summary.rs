//! The tiles.

use super::answer::{Answer, ok, run};
use super::view::Summary;
use crate::extract::Program;
use crate::server::Server;
use app::users::list;
use axum::extract::State;

/// Counts users and seats
///
/// Numbers of the whole portal, per category and status. Needs `users.view`.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/summary", tag = "users", operation_id = "get_summary",
    responses((status = 200, description = "The numbers", body = Summary))
)]
pub(super) async fn get(State(server): State<Server>, program: Program) -> Answer {
    ok(&Summary::of(&run(&server, &program, list::summary).await?))
}
