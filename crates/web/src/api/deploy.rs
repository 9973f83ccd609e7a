//! Into production, with the report of who would not get in any more.

use super::answer::{Answer, json, run, tagged};
use super::view::Deployed;
use crate::extract::Program;
use crate::server::Server;
use app::portals::deploy;
use axum::extract::State;
use axum::http::StatusCode;

/// Reports on a deployment
///
/// Whether the portal is in production, and the internal users who hold app roles. Needs `portal.settings`, or
/// `portals.manage` for the provider's staff; and `users.view`.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/deploy", tag = "portals", operation_id = "get_deployment",
    responses((status = 200, description = "The report, with `ETag`", body = Deployed))
)]
pub(super) async fn get(State(server): State<Server>, program: Program) -> Answer {
    let report = run(&server, &program, deploy::report).await?;
    Ok(tagged(json(StatusCode::OK, &Deployed::of(&report)), report.version))
}

/// Deploys the portal
///
/// From then on only external users can be added to app roles of an external portal. Internal users keep theirs and stand
/// in the report. A replay with an `Idempotency-Key` gives the report as it is now; otherwise a portal in production is a
/// 409 with the code `already_deployed`. Needs `portal.settings`, or `portals.manage` for the provider's staff; and
/// `users.view`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/deploy", tag = "portals", operation_id = "deploy_portal",
    responses((status = 200, description = "The report, with `ETag`", body = Deployed))
)]
pub(super) async fn post(State(server): State<Server>, program: Program) -> Answer {
    let (key, seen) = (program.key()?, program.if_match()?);
    let report = run(&server, &program, move |ctx| match deploy::deploy(ctx, seen) {
        Err(app::AppError::Conflict {
            code: "already_deployed",
            ..
        }) if key.is_some() => deploy::report(ctx),
        other => other,
    });
    let report = report.await?;
    Ok(tagged(json(StatusCode::OK, &Deployed::of(&report)), report.version))
}
