//! API tokens.

use super::answer::{Answer, json, located, ok, run};
use super::input::{Body, Id};
use super::view::{All, Instant, NewToken, Token};
use crate::extract::Program;
use crate::server::Server;
use app::Ctx;
use app::error::AppError;
use app::tokens::{self, Created, Wish};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use model::access::Permission;
use model::ids::TokenId;
use model::time::Span;
use serde::Deserialize;
use utoipa::ToSchema;

/// Lists API tokens
///
/// Newest first; revoked ones, too. Secrets are stored only as hashes. Needs `portal.integrations`.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/tokens", tag = "tokens", operation_id = "list_tokens",
    responses((status = 200, description = "The tokens of the portal", body = All<Token>))
)]
pub(super) async fn list(State(server): State<Server>, program: Program) -> Answer {
    let now = program.ctx.now;
    let all = run(&server, &program, tokens::list).await?;
    ok(&All {
        items: all
            .into_iter()
            .map(|(token, user)| Token::of(token, user, now))
            .collect(),
    })
}

/// A new token. It acts for you, never with more than you hold by the token that makes it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TokenWish {
    /// What people call it.
    #[schema(example = "nightly sync")]
    name: String,
    /// What it may do; everything that you may do where nothing is said.
    #[serde(default)]
    #[schema(value_type = Vec<String>, example = json!(["users.view"]))]
    permissions: Vec<Permission>,
    /// When it stops working; never where nothing is said.
    expires_at: Option<Instant>,
}

impl TokenWish {
    fn wish(self, ctx: &Ctx) -> Result<Wish, AppError> {
        let expires_in = self.expires_at.map(|at| Span(at.0.0 - ctx.now.0));
        if expires_in.is_some_and(|span| span <= Span(0)) {
            return Err(AppError::invalid(
                "expires_at",
                "Choose an instant that is still to come.",
            ));
        }
        let permissions = within(ctx, self.permissions)?;
        Ok(Wish {
            for_email: None,
            name: self.name,
            permissions,
            expires_in,
        })
    }
}

/// A token that was cut down makes no token that may do more.
fn within(ctx: &Ctx, wanted: Vec<Permission>) -> Result<Vec<Permission>, AppError> {
    let Some(person) = ctx.person() else { return Ok(wanted) };
    if let Some(beyond) = wanted.iter().find(|p| !person.permissions.contains(p)) {
        return Err(AppError::invalid(
            "permissions",
            format!("You do not hold {}.", beyond.code()),
        ));
    }
    let cut_down = !ctx
        .portal
        .catalogue
        .permissions_of(&person.role)
        .is_subset(&person.permissions);
    if wanted.is_empty() && cut_down {
        Ok(person.permissions.iter().copied().collect())
    } else {
        Ok(wanted)
    }
}

/// Makes an API token
///
/// The secret is in this answer only. A replay cannot show it again: with an `Idempotency-Key`, the name must be new
/// among your live tokens, and a replay is a 409 with the code `already_created`. Needs `portal.integrations`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/tokens", tag = "tokens", operation_id = "create_token",
    request_body = TokenWish, responses((status = 201, description = "The token with its secret", body = NewToken))
)]
pub(super) async fn create(State(server): State<Server>, program: Program, Body(body): Body<TokenWish>) -> Answer {
    let key = program.key()?;
    let created = run(&server, &program, move |ctx| {
        if key.is_some() {
            no_replay(ctx, &body.name)?;
        }
        tokens::create(ctx, &body.wish(ctx)?)
    });
    let Created { secret, id } = created.await?;
    let path = format!("/api/v1/portals/{}/tokens/{id}", program.ctx.portal.slug);
    let body = NewToken {
        id: id.0,
        token: secret.expose().to_owned(),
    };
    Ok(located(json(StatusCode::CREATED, &body), &path))
}

fn no_replay(ctx: &Ctx, name: &str) -> Result<(), AppError> {
    let me = ctx.person().map(|p| p.pk);
    let live = |t: &app::store::api_tokens::Token| t.revoked_at.is_none() && t.epoch == t.user_epoch;
    let all = tokens::list(ctx)?;
    let same = all
        .iter()
        .find(|(t, _)| live(t) && Some(t.user) == me && t.name == name.trim());
    match same {
        None => Ok(()),
        Some((token, _)) => Err(AppError::conflict(
            "already_created",
            format!(
                "You have this token already, with the id {}. Its secret cannot be shown again: revoke it and make another.",
                token.id
            ),
        )),
    }
}

/// Revokes an API token
///
/// The next request with it is refused. Needs `portal.integrations`.
#[utoipa::path(
    delete, path = "/api/v1/portals/{slug}/tokens/{id}", tag = "tokens", operation_id = "revoke_token",
    responses((status = 204, description = "Revoked"))
)]
pub(super) async fn revoke(State(server): State<Server>, program: Program, Id(id): Id<TokenId>) -> Answer {
    run(&server, &program, move |ctx| tokens::revoke(ctx, id)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
