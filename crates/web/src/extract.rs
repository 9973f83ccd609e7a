//! From a request to a caller: the only place that reads credentials. A handler that takes [`Visit`] or [`Program`]
//! cannot run without one.

use crate::error::Problem;
use crate::pages::Refusal;
use crate::server::Server;
use crate::speak;
use app::error::AppError;
use app::keys::Secret;
use app::sign_in::admission::{Admitted, Knock, Ticket};
use app::sign_in::caller::{Caller, Credential};
use app::{Ctx, Request};
use axum::extract::{ConnectInfo, FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use std::net::SocketAddr;

/// The value of a cookie.
#[must_use]
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    all.flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, _)| *n == name)
        .map(|(_, v)| v)
}

/// The request itself, for pages that need no caller.
#[derive(Clone)]
pub struct Anybody {
    /// The request.
    pub request: Request,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its path and query.
    pub uri: Uri,
}

impl FromRequestParts<Server> for Anybody {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Self::Rejection> {
        let request = server.request(&parts.headers, parts.extensions.get::<ConnectInfo<SocketAddr>>());
        Ok(Self {
            request,
            headers: parts.headers.clone(),
            uri: parts.uri.clone(),
        })
    }
}

/// A signed-in person on a page of a portal.
#[derive(Clone)]
pub struct Visit {
    /// What the use cases need.
    pub ctx: Ctx,
    /// Who it is and by what credential.
    pub caller: Caller,
    /// The request's headers: preferences and fragments.
    pub headers: HeaderMap,
    /// Path and query of this page.
    pub uri: Uri,
}

impl Visit {
    /// Whether the script asks for parts of the page only (ui.md B19).
    #[must_use]
    pub fn wants_fragment(&self) -> bool {
        self.headers.contains_key("x-fragment")
    }

    /// The path of this portal's pages.
    #[must_use]
    pub fn base(&self) -> String {
        format!("/p/{}", self.ctx.portal.slug)
    }

    /// The session's public id.
    #[must_use]
    pub fn session_id(&self) -> Option<uuid::Uuid> {
        match self.caller.credential {
            Credential::Session { id, .. } => Some(id),
            Credential::Token { .. } => None,
        }
    }
}

async fn slug_of(parts: &mut Parts, server: &Server) -> Option<String> {
    let Ok(params) = RawPathParams::from_request_parts(parts, server).await else {
        // A slug that cannot be read names no portal; it is not the same as none.
        return Some(String::new());
    };
    params
        .iter()
        .find(|(name, _)| *name == "portal" || *name == "slug")
        .map(|(_, value)| value.to_owned())
}

impl FromRequestParts<Server> for Visit {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Refusal> {
        let anybody = Anybody::from_request_parts(parts, server)
            .await
            .unwrap_or_else(|never| match never {});
        let slug = slug_of(parts, server)
            .await
            .unwrap_or_else(|| model::name::Slug::PROVIDER.to_string());
        let secret = cookie(&parts.headers, server.session_cookie()).map(Secret::from_text);
        let refusal = |error: AppError| Refusal::new(server, &anybody, Some(&slug), error);
        let secret = secret.ok_or_else(|| refusal(AppError::Unauthenticated))?;
        let admitted = server.gate.admit(Knock {
            ticket: Ticket::Session(secret),
            portal: Some(slug.clone()),
            request: anybody.request.clone(),
        });
        let Admitted { caller, ctx, .. } = admitted.await.map_err(refusal)?;
        speak::settle(&anybody.headers, caller.user.language.as_deref(), &ctx.portal.language);
        // Pages name things as the portal does; the API and the activity keep the words of the model.
        words::use_words_of(ctx.portal.policy.vocabulary);
        Ok(Self {
            ctx,
            caller,
            headers: anybody.headers,
            uri: anybody.uri,
        })
    }
}

/// A program with a bearer token, below `/api/v1/portals/{slug}` or on `/api/v1/me`.
#[derive(Clone)]
pub struct Program {
    /// What the use cases need.
    pub ctx: Ctx,
    /// Who it acts for.
    pub caller: Caller,
    /// The request's headers.
    pub headers: HeaderMap,
    /// Path and query.
    pub uri: Uri,
}

impl Program {
    /// An error of this request.
    #[must_use]
    pub fn problem(&self, error: AppError) -> Problem {
        Problem::new(error, self.ctx.request.id)
    }

    /// The caller's `Idempotency-Key`, if there is one.
    ///
    /// # Errors
    /// When it is malformed.
    pub fn key(&self) -> Result<Option<app::operations::Key>, Problem> {
        let header = self.headers.get("idempotency-key");
        let text = header.map(|v| v.to_str().unwrap_or_default());
        text.map(app::operations::Key::parse)
            .transpose()
            .map_err(|e| self.problem(e))
    }

    /// The version in `If-Match`, if there is one.
    ///
    /// # Errors
    /// When it is no ETag of ours.
    pub fn if_match(&self) -> Result<Option<i64>, Problem> {
        let Some(value) = self.headers.get(header::IF_MATCH) else {
            return Ok(None);
        };
        let text = value.to_str().unwrap_or_default().trim().trim_matches('"');
        let bad = || self.problem(AppError::invalid("If-Match", "Send the ETag of your last read."));
        text.parse().map(Some).map_err(|_| bad())
    }
}

/// The secret of an `Authorization: Bearer` header. Tokens in the query string are not looked at.
fn bearer(headers: &HeaderMap) -> Option<Secret> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| Secret::from_text(token.trim()))
}

impl FromRequestParts<Server> for Program {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let anybody = Anybody::from_request_parts(parts, server)
            .await
            .unwrap_or_else(|never| match never {});
        let id = anybody.request.id;
        let secret = bearer(&parts.headers).ok_or_else(|| Problem::new(AppError::Unauthenticated, id))?;
        let admitted = server.gate.admit(Knock {
            ticket: Ticket::Token(secret),
            portal: slug_of(parts, server).await,
            request: anybody.request.clone(),
        });
        let Admitted { caller, ctx, .. } = admitted.await.map_err(|e| Problem::new(e, id))?;
        Ok(Self {
            ctx,
            caller,
            headers: anybody.headers,
            uri: anybody.uri,
        })
    }
}

/// Largest JSON or form body in bytes; imports have a limit of their own.
pub const MAX_BODY: usize = 2 * 1024 * 1024;
