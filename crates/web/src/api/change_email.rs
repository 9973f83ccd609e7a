//! Another e-mail address for one user: a command with a field of its own, so it takes one user at a time.

use super::answer::{Answer, ok, run};
use super::input::Body;
use super::view::Report;
use crate::extract::Program;
use crate::server::Server;
use app::error::AppError;
use app::users::change_email as addresses;
use axum::extract::State;
use model::ids::UserId;
use serde::Deserialize;
use utoipa::ToSchema;

/// The user, and the new address.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeEmail {
    /// Exactly one user.
    #[schema(value_type = Vec<uuid::Uuid>)]
    ids: Vec<UserId>,
    #[schema(example = "ann@new.example")]
    email: String,
    /// Whether to say only what would happen.
    #[serde(default)]
    dry_run: bool,
}

/// Changes the e-mail of a user
///
/// Access ends at once and waits until the new address is confirmed by the mailed link; the former address gets a notice
/// with a way back. Of somebody who never accepted the address is replaced, and an open invitation goes there. A repeated
/// request is `no_change`, but for one with the same `Idempotency-Key`, which gives the first answer. Needs `users.edit`;
/// your own address is changed on the page of your account.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/users/change-email", tag = "commands", operation_id = "change_email",
    request_body = ChangeEmail, responses((status = 200, description = "What became of the user", body = Report))
)]
pub(super) async fn change_email(
    State(server): State<Server>,
    program: Program,
    Body(body): Body<ChangeEmail>,
) -> Answer {
    let key = program.key()?;
    let report = run(&server, &program, move |ctx| {
        let [id] = body.ids.as_slice() else {
            return Err(AppError::invalid("ids", "Name exactly one user."));
        };
        let email = addresses::parse(&body.email)?;
        if body.dry_run {
            addresses::preview(ctx, *id, &email)
        } else {
            addresses::change_once(ctx, *id, &email, key)
        }
    });
    ok(&Report::finished(report.await?))
}
