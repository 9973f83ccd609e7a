//! The JSON shapes of the API. Only these files say how a thing looks outside.

mod access;
mod catalogue;
mod imports;
mod log;
mod portals;
mod users;
mod work;

pub(super) use access::{Me, NewToken, PortalName, SessionInfo, Token, TokenName};
pub(super) use catalogue::{AppInfo, AppRoleInfo, ModuleInfo, RoleInfo, SubAccountInfo};
pub(super) use imports::{ImportOutcome, ImportReport};
pub(super) use log::Entry;
pub(super) use portals::{Deployed, PortalInfo, Summary};
pub(super) use users::User;
pub(super) use work::{Job, Report};

use model::access::Permission;
use model::time::Time;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// An instant: RFC 3339, UTC.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, format = DateTime, example = "2026-11-22T14:05:00Z")]
pub(super) struct Instant(pub(super) Time);

/// One page of a list.
#[derive(Serialize, ToSchema)]
pub(super) struct Page<T> {
    /// The entries.
    pub(super) items: Vec<T>,
    /// The value of `after` for the next page; null on the last one.
    pub(super) next: Option<String>,
    /// The value of `before` for the page before; null on the first one.
    pub(super) prev: Option<String>,
    /// How many match; null where they are not counted.
    pub(super) total: Option<i64>,
    /// Whether `total` is the exact number; if not, there are more.
    pub(super) total_is_exact: bool,
}

/// Everything of a short list: it has no pages.
#[derive(Serialize, ToSchema)]
pub(super) struct All<T> {
    /// The entries.
    pub(super) items: Vec<T>,
}

fn codes(permissions: impl IntoIterator<Item = Permission>) -> Vec<String> {
    permissions.into_iter().map(|p| p.code().to_owned()).collect()
}

/// An error (RFC 9457), sent as `application/problem+json`.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what `error::Problem` writes")]
pub(super) struct Problem {
    /// `about:blank#` and the code.
    r#type: String,
    /// The words of the HTTP status.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What went wrong; stable.
    #[schema(example = "invalid")]
    code: String,
    /// One sentence for people.
    detail: String,
    /// Stands in the log, too.
    request_id: Uuid,
    /// With code `invalid`: the fields.
    errors: Option<Vec<ProblemField>>,
    /// With code `forbidden`: what was missing.
    permission: Option<String>,
}

/// One field that cannot stand as it is.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what `error::Problem` writes")]
pub(super) struct ProblemField {
    field: String,
    message: String,
}
