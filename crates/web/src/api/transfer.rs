//! Handing on the role of the one admin.

use super::answer::{Answer, json, run};
use super::commands::answered;
use super::input::Body;
use super::view::Report;
use crate::extract::Program;
use crate::server::Server;
use app::error::AppError;
use app::users::transfer::{self, FORMER};
use axum::extract::State;
use axum::http::StatusCode;
use model::ids::UserId;
use serde::Deserialize;
use utoipa::ToSchema;

/// Who becomes the admin.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TransferBody {
    /// Exactly one user, active.
    #[schema(value_type = Vec<uuid::Uuid>, min_items = 1, max_items = 1)]
    ids: Vec<UserId>,
    /// What the former admin becomes; `user` where nothing is said.
    role: Option<String>,
    /// Whether to say only what would happen.
    #[serde(default)]
    dry_run: bool,
}

/// Transfers the admin role
///
/// Where the portal may have one admin only. The outcomes name the new admin first, then the former one. A portal that may
/// have several is a 409 with the code `not_single_admin`: use `set-role` there. Needs `users.permissions`, and all that an
/// admin holds.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/users/transfer-admin", tag = "commands", operation_id = "transfer_admin",
    request_body = TransferBody, responses((status = 200, description = "One outcome per user", body = Report))
)]
pub(super) async fn transfer_admin(
    State(server): State<Server>,
    program: Program,
    Body(body): Body<TransferBody>,
) -> Answer {
    let key = program.key()?;
    run(&server, &program, move |ctx| {
        let [to] = body.ids[..] else {
            return Err(AppError::invalid("ids", "Name exactly one user."));
        };
        let former = body.role.as_deref().unwrap_or(FORMER);
        if body.dry_run {
            let report = transfer::preview(ctx, to, former)?;
            return Ok(json(StatusCode::OK, &Report::finished(report)));
        }
        Ok(answered(ctx, transfer::transfer(ctx, to, former, key)?))
    })
    .await
}
