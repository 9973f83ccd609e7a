//! Tokens, roles, sessions, and who one is.

use super::users::User;
use super::{Instant, codes};
use app::store::{api_tokens, sessions};
use model::time::Time;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An API token, without its secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct Token {
    id: Uuid,
    name: String,
    /// The address of the user it acts for.
    user: String,
    /// What it is cut down to; null for all that its user holds.
    permissions: Option<Vec<String>>,
    /// `live`, `expired`, `revoked`, or `ended` when the access of its user was ended since it was made.
    state: String,
    created_at: Instant,
    created_by: String,
    expires_at: Option<Instant>,
    last_used_at: Option<Instant>,
    revoked_at: Option<Instant>,
}

impl Token {
    pub(crate) fn of(token: api_tokens::Token, user: String, now: Time) -> Self {
        let state = match &token {
            t if t.revoked_at.is_some() => "revoked",
            t if t.epoch != t.user_epoch => "ended",
            t if t.expires_at.is_some_and(|at| at <= now) => "expired",
            _ => "live",
        };
        Self {
            id: token.id.0,
            name: token.name,
            user,
            permissions: token.permissions.map(codes),
            state: state.to_owned(),
            created_at: Instant(token.created_at),
            created_by: token.created_by,
            expires_at: token.expires_at.map(Instant),
            last_used_at: token.last_used_at.map(Instant),
            revoked_at: token.revoked_at.map(Instant),
        }
    }
}

/// A new API token. The secret is shown this once.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewToken {
    pub(crate) id: Uuid,
    /// The text for the `Authorization` header.
    #[schema(example = "ptc_…")]
    pub(crate) token: String,
}

/// A session of a user.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionInfo {
    id: Uuid,
    created_at: Instant,
    last_seen_at: Instant,
    expires_at: Instant,
    ip: String,
    client: String,
}

impl SessionInfo {
    pub(crate) fn of(session: sessions::Session) -> Self {
        Self {
            id: session.id,
            created_at: Instant(session.created_at),
            last_seen_at: Instant(session.last_seen_at),
            expires_at: Instant(session.expires_at),
            ip: session.ip,
            client: session.client,
        }
    }
}

/// Who the token is and what it may do.
#[derive(Serialize, ToSchema)]
pub(crate) struct Me {
    /// The user that the token acts for.
    pub(crate) id: Uuid,
    pub(crate) email: String,
    /// First and last name; empty where there is none.
    pub(crate) name: String,
    /// The portal that the request is in.
    pub(crate) portal: PortalName,
    /// The slug of the role.
    pub(crate) role: String,
    /// What the token may do: never more than its user holds now.
    pub(crate) permissions: Vec<String>,
    /// The modules that the user reaches; an admin all of them.
    pub(crate) modules: Vec<String>,
    /// The sub-accounts that the user is limited to; null for all.
    pub(crate) sub_accounts: Option<Vec<String>>,
    /// Roles in apps, as `app/role`.
    pub(crate) app_roles: Vec<String>,
    /// The language of the user, by BCP 47 code; the portal's where none is chosen.
    pub(crate) language: String,
    /// The whole user.
    pub(crate) user: User,
    /// The token.
    pub(crate) token: TokenName,
}

/// A portal by its names.
#[derive(Serialize, ToSchema)]
pub(crate) struct PortalName {
    pub(crate) slug: String,
    pub(crate) name: String,
}

/// A token by its names.
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenName {
    pub(crate) id: Uuid,
    pub(crate) name: String,
}
