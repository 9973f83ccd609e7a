//! Who the token is: the one call that a customer's portal makes per request.

use super::answer::{Answer, ok};
use super::view::{Me, PortalName, TokenName, User};
use crate::extract::Program;
use app::error::AppError;
use app::sign_in::caller::Credential;
use model::access::Permission;

/// Who am I
///
/// The token's user, in the portal that the user belongs to.
#[utoipa::path(
    get, path = "/api/v1/me", tag = "me", operation_id = "who_am_i",
    responses((status = 200, description = "User, portal and permissions", body = Me))
)]
pub(super) async fn home(program: Program) -> Answer {
    answer(&program)
}

/// Who am I in this portal
///
/// For the provider's staff, the portal that they work in; for everybody else the same as `/api/v1/me`.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/me", tag = "me", operation_id = "who_am_i_in_portal",
    responses((status = 200, description = "User, portal and permissions", body = Me))
)]
pub(super) async fn in_portal(program: Program) -> Answer {
    answer(&program)
}

fn answer(program: &Program) -> Answer {
    let (ctx, caller) = (&program.ctx, &program.caller);
    let Credential::Token { id, name } = &caller.credential else {
        return Err(program.problem(AppError::Unauthenticated));
    };
    let user = User::of(&caller.user, None, &caller.portal.policy, ctx.now);
    let portal = PortalName {
        slug: ctx.portal.slug.clone(),
        name: ctx.portal.name.clone(),
    };
    let held: Vec<Permission> = caller.person.permissions.iter().copied().collect();
    ok(&Me::of(
        user,
        portal,
        &held,
        TokenName {
            id: id.0,
            name: name.clone(),
        },
    ))
}
