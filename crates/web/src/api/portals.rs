//! The provider's side: customers' portals.

use super::answer::{Answer, json, located, ok, tagged};
use super::input::{Body, present};
use super::view::{All, PortalInfo};
use crate::error::Problem;
use crate::extract::Program;
use crate::server::Server;
use app::error::AppError;
use app::portals::{self, Edit, NewPortal};
use app::{App, Ctx};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

/// Runs a use case of the provider: `{slug}` names the portal it is about, the caller acts at home.
async fn at_home<T: Send + 'static>(
    server: &Server,
    program: &Program,
    work: impl FnOnce(&Ctx) -> Result<T, AppError> + Send + 'static,
) -> Result<T, Problem> {
    let (caller, request) = (program.caller.clone(), program.ctx.request.clone());
    let done = server.call(move |app: &App| {
        let ctx = app.enter(&caller, &caller.portal.slug, request)?;
        work(&ctx)
    });
    done.await.map_err(|error| program.problem(error))
}

fn find(ctx: &Ctx, slug: &str) -> Result<PortalInfo, AppError> {
    let line = portals::list(ctx)?.into_iter().find(|line| line.portal.slug == slug);
    line.map(PortalInfo::of).ok_or(AppError::NotFound("portal"))
}

/// Lists portals
///
/// By name, with their numbers; limited staff see those assigned to them. Only for tokens of the provider's staff. Needs
/// `portals.view`.
#[utoipa::path(
    get, path = "/api/v1/portals", tag = "portals", operation_id = "list_portals",
    responses((status = 200, description = "The portals", body = All<PortalInfo>))
)]
pub(super) async fn list(State(server): State<Server>, program: Program) -> Answer {
    let lines = at_home(&server, &program, portals::list).await?;
    ok(&All {
        items: lines.into_iter().map(PortalInfo::of).collect(),
    })
}

/// A new portal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PortalWish {
    /// The word in its URLs.
    #[schema(example = "acme")]
    slug: String,
    /// The name that people see.
    name: String,
    /// Where its policy starts: `standard` (also where nothing is said), `workflow`, `mssp`, `child_users`, `permissions`
    /// or `simple`.
    preset: Option<String>,
    /// Seats owned; any number where nothing is said.
    seats: Option<i64>,
    /// Who gets the invitation of the first admin.
    admin_email: String,
    /// Whom the portal is for: `external` (also where nothing is said) or `internal`.
    kind: Option<String>,
}

impl PortalWish {
    fn portal(self) -> NewPortal {
        NewPortal {
            slug: self.slug,
            name: self.name,
            preset: self.preset.unwrap_or_else(|| String::from("standard")),
            seats: self.seats,
            admin_email: self.admin_email,
            kind: self.kind.unwrap_or_else(|| String::from("external")),
        }
    }
}

/// Creates a portal
///
/// And invites its first admin. The slug is unique, so nothing is created twice: with an `Idempotency-Key`, a replay gives
/// the portal that is there, as it is now. Needs `portals.create`.
#[utoipa::path(
    post, path = "/api/v1/portals", tag = "portals", operation_id = "create_portal", request_body = PortalWish,
    responses((status = 201, description = "The portal, with `ETag` and `Location`", body = PortalInfo))
)]
pub(super) async fn create(State(server): State<Server>, program: Program, Body(body): Body<PortalWish>) -> Answer {
    let key = program.key()?;
    let info = at_home(&server, &program, move |ctx| {
        let new = body.portal();
        match portals::create(ctx, &new) {
            Ok(portal) => find(ctx, &portal.slug),
            Err(error) if key.is_some() => replayed(ctx, &new, error),
            Err(error) => Err(error),
        }
    });
    let info = info.await?;
    let path = format!("/api/v1/portals/{}", info.slug);
    Ok(located(shown(StatusCode::CREATED, &info), &path))
}

/// The portal that this request made before, else the error.
fn replayed(ctx: &Ctx, new: &NewPortal, error: AppError) -> Result<PortalInfo, AppError> {
    let about_slug = matches!(&error, AppError::Invalid(fields) if fields.iter().all(|f| f.field == "slug"));
    let there = if about_slug { find(ctx, &new.slug).ok() } else { None };
    there
        .filter(|info| info.name == new.name.trim() && info.preset == new.preset)
        .ok_or(error)
}

fn shown(status: StatusCode, info: &PortalInfo) -> Response {
    tagged(json(status, info), info.version)
}

/// Reads a portal
///
/// Only for tokens of the provider's staff. Needs `portals.view`.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}", tag = "portals", operation_id = "get_portal",
    responses((status = 200, description = "The portal, with `ETag`", body = PortalInfo))
)]
pub(super) async fn get(State(server): State<Server>, program: Program) -> Answer {
    let slug = program.ctx.portal.slug.clone();
    let info = at_home(&server, &program, move |ctx| find(ctx, &slug)).await?;
    Ok(shown(StatusCode::OK, &info))
}

/// What to change: exactly one field, so that nothing is changed by half.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PortalChange {
    /// The name that people see.
    name: Option<String>,
    /// Seats owned; `null` for any number. Fewer than held is a 409 with the code `seats_held`.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<i64>)]
    seats: Option<Option<i64>>,
    /// `suspended`: nobody signs in and no token works. `active`: the opposite.
    state: Option<String>,
    /// `draft`: out of production, so that internal users can be added to app roles again. Into production leads
    /// `POST /deploy`.
    stage: Option<String>,
}

impl PortalChange {
    fn edit(self) -> Result<Edit, AppError> {
        match (self.name, self.seats, self.state.as_deref(), self.stage.as_deref()) {
            (Some(name), None, None, None) => Ok(Edit::Rename(name)),
            (None, Some(seats), None, None) => Ok(Edit::Seats(seats)),
            (None, None, Some("suspended"), None) => Ok(Edit::Suspend),
            (None, None, Some("active"), None) => Ok(Edit::Resume),
            (None, None, Some(_), None) => Err(AppError::invalid("state", "Use `active` or `suspended`.")),
            (None, None, None, Some("draft")) => Ok(Edit::BackToDraft),
            (None, None, None, Some(_)) => Err(AppError::invalid(
                "stage",
                "Use `draft`; a portal goes into production with `POST /deploy`.",
            )),
            _ => Err(AppError::invalid(
                "body",
                "Send exactly one of `name`, `seats`, `state` and `stage`.",
            )),
        }
    }
}

/// Changes a portal
///
/// One field at a time. With `If-Match`, 412 when it has changed since it was read. Needs `portals.manage`.
#[utoipa::path(
    patch, path = "/api/v1/portals/{slug}", tag = "portals", operation_id = "edit_portal", request_body = PortalChange,
    responses((status = 200, description = "The portal, with its new `ETag`", body = PortalInfo))
)]
pub(super) async fn edit(State(server): State<Server>, program: Program, Body(change): Body<PortalChange>) -> Answer {
    let seen = program.if_match()?;
    let slug = program.ctx.portal.slug.clone();
    let info = at_home(&server, &program, move |ctx| {
        let edit = change.edit()?;
        if let Some(seen) = seen
            && find(ctx, &slug)?.version != seen
        {
            return Err(AppError::Stale);
        }
        portals::edit(ctx, &slug, &edit)?;
        find(ctx, &slug)
    });
    Ok(shown(StatusCode::OK, &info.await?))
}
