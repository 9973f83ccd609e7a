//! What a portal defines for itself: roles, modules, sub-accounts, apps. Every entry has the version of the portal as its
//! `ETag`: whoever changes one of them changes the portal.

pub(super) mod apps;
pub(super) mod modules;
pub(super) mod roles;
pub(super) mod sub_accounts;

use super::answer::{Answer, json, located, run, tagged};
use crate::error::Problem;
use crate::extract::Program;
use crate::server::Server;
use app::Ctx;
use app::catalogue::{self, Changed, Overview, Part};
use app::error::AppError;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use model::access::Permission;
use serde::Serialize;

/// The words of the path that name entries, such as `{role}`.
pub(super) struct Names(Vec<(String, String)>);

impl FromRequestParts<Server> for Names {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Self::Rejection> {
        let params = RawPathParams::from_request_parts(parts, server).await;
        let pairs = params.map(|all| all.iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect());
        // What cannot be read names nothing.
        Ok(Self(pairs.unwrap_or_default()))
    }
}

impl Names {
    /// The word of this name; empty where there is none.
    pub(super) fn get(&self, name: &str) -> String {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

/// A view of an entry, made of the entry and of the number of its holders where the caller may see users.
type View<P, V> = fn(&P, Option<&Overview>) -> V;

/// Loads the catalogue with its numbers.
async fn overview(server: &Server, program: &Program) -> Result<Overview, Problem> {
    run(server, program, catalogue::overview).await
}

/// One entry out of the catalogue.
async fn one<P: Part, V: Serialize>(server: &Server, program: &Program, name: &str, view: View<P, V>) -> Answer {
    let all = overview(server, program).await?;
    let found = P::all(&all.catalogue).iter().find(|part| part.slug() == name);
    let found = found.ok_or_else(|| program.problem(AppError::NotFound(P::NOUN)))?;
    Ok(tagged(json(StatusCode::OK, &view(found, Some(&all))), all.version))
}

/// Adds an entry; with an `Idempotency-Key`, a replay finds what is there.
async fn create<P: Part, V: Serialize + Send + 'static>(
    server: &Server,
    program: &Program,
    new: P,
    view: View<P, V>,
) -> Answer {
    let (key, seen) = (program.key()?, program.if_match()?);
    let path = format!("{}/{}", program.uri.path(), new.slug().trim());
    let made = run(server, program, move |ctx| {
        let made = match catalogue::create(ctx, &new, seen) {
            Err(error) if key.is_some() => replayed(ctx, &new, error),
            other => other,
        }?;
        shown(ctx, StatusCode::CREATED, &made, view)
    });
    Ok(located(made.await?, &path))
}

/// The entry that this request made before, else the error.
fn replayed<P: Part>(ctx: &Ctx, new: &P, error: AppError) -> Result<Changed<P>, AppError> {
    let about_slug = matches!(&error, AppError::Invalid(fields) if fields.iter().all(|f| f.field == "slug"));
    if !about_slug || !ctx.actor.may(Permission::UsersView) {
        return Err(error);
    }
    let all = catalogue::overview(ctx)?;
    let wanted = new.tidied()?;
    let there = P::all(&all.catalogue).iter().find(|part| **part == wanted);
    there.map_or(Err(error), |part| {
        Ok(Changed {
            part: part.clone(),
            version: all.version,
        })
    })
}

/// Changes an entry.
async fn edit<P: Part, V: Serialize + Send + 'static>(
    server: &Server,
    program: &Program,
    name: String,
    change: impl Fn(&mut P) -> Result<(), AppError> + Send + 'static,
    view: View<P, V>,
) -> Answer {
    let seen = program.if_match()?;
    run(server, program, move |ctx| {
        let changed = catalogue::edit(ctx, &name, seen, change)?;
        shown(ctx, StatusCode::OK, &changed, view)
    })
    .await
}

/// Removes an entry.
async fn remove<P: Part>(server: &Server, program: &Program, name: String) -> Answer {
    let seen = program.if_match()?;
    run(server, program, move |ctx| catalogue::remove::<P>(ctx, &name, seen)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// An entry after a change: with the number of its holders for who may see users.
fn shown<P: Part, V: Serialize>(
    ctx: &Ctx,
    status: StatusCode,
    changed: &Changed<P>,
    view: View<P, V>,
) -> Result<Response, AppError> {
    let all = match ctx.actor.may(Permission::UsersView) {
        true => Some(catalogue::overview(ctx)?),
        false => None,
    };
    Ok(tagged(
        json(status, &view(&changed.part, all.as_ref())),
        changed.version,
    ))
}
