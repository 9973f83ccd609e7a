//! Who the token is: the one call that a customer's portal makes per request.

use super::answer::{Answer, ok};
use super::view::{Me, PortalName, TokenName, User};
use crate::extract::Program;
use app::error::AppError;
use app::sign_in::caller::Credential;
use model::user::access::Scope;

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

/// Everything stands on the row that was read to judge the token.
fn answer(program: &Program) -> Answer {
    let (ctx, caller) = (&program.ctx, &program.caller);
    let (Credential::Token { id, name }, Some(person)) = (&caller.credential, ctx.person()) else {
        return Err(program.problem(AppError::Unauthenticated));
    };
    let user = &caller.user;
    ok(&Me {
        id: user.id.0,
        email: user.profile.email.to_string(),
        name: user.full_name(),
        portal: PortalName {
            slug: ctx.portal.slug.clone(),
            name: ctx.portal.name.clone(),
        },
        role: user.role.slug.clone(),
        permissions: person.permissions.iter().map(|p| p.code().to_owned()).collect(),
        modules: user.modules(&caller.portal.catalogue),
        sub_accounts: match &user.grants.sub_accounts {
            Scope::All => None,
            Scope::Named(named) => Some(named.iter().cloned().collect()),
        },
        app_roles: user.grants.app_roles.iter().cloned().collect(),
        language: user.language.clone().unwrap_or_else(|| ctx.portal.language.clone()),
        user: User::of(user, None, &caller.portal, ctx.now),
        token: TokenName {
            id: id.0,
            name: name.clone(),
        },
    })
}
