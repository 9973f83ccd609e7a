//! REST, `/api/v1`: parse, call, render. The router and the OpenAPI document come from the same list of handlers.

mod access;
mod activity;
mod answer;
mod catalogue;
mod change_email;
mod commands;
mod cursor;
mod deploy;
mod docs;
mod document;
mod exports;
mod file;
mod imports;
mod input;
mod invitations;
mod me;
mod operations;
mod policy;
mod portals;
mod summary;
mod tokens;
mod transfer;
mod users;
mod view;

use crate::server::Server;
use app::import::MAX_BYTES;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::{any, get};
use std::sync::Arc;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

/// Everything below `/api`, and the document that describes it.
pub fn routes() -> (Router<Server>, OpenApi) {
    let (router, mut api) = listed().split_for_parts();
    document::complete(&mut api);
    let text: Arc<str> = text(&api).into();
    let page = docs::page(&api);
    let router = router
        .route("/api/openapi.json", get(async move || json(text)))
        .route("/api/docs", get(async move |server| docs::framed(server, page)))
        .method_not_allowed_fallback(answer::wrong_method)
        .route("/api", any(answer::no_route))
        .route("/api/{*rest}", any(answer::no_route));
    (router, api)
}

/// The document as `/api/openapi.json` and `docs/openapi.json` have it.
#[must_use]
pub fn text(api: &OpenApi) -> String {
    let mut text = api.to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

fn json(text: Arc<str>) -> impl IntoResponse {
    let mut response = text.to_string().into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn listed() -> OpenApiRouter<Server> {
    OpenApiRouter::with_openapi(document::outline())
        .routes(routes!(me::home))
        .routes(routes!(portals::list, portals::create))
        .routes(routes!(portals::get, portals::edit))
        .routes(routes!(me::in_portal))
        .routes(routes!(summary::get))
        .routes(routes!(deploy::get, deploy::post))
        .routes(routes!(catalogue::roles::list, catalogue::roles::create))
        .routes(routes!(catalogue::roles::get, catalogue::roles::edit, catalogue::roles::remove))
        .routes(routes!(catalogue::modules::list, catalogue::modules::create))
        .routes(routes!(catalogue::modules::get, catalogue::modules::edit, catalogue::modules::remove))
        .routes(routes!(catalogue::sub_accounts::list, catalogue::sub_accounts::create))
        .routes(routes!(catalogue::sub_accounts::get, catalogue::sub_accounts::edit, catalogue::sub_accounts::remove))
        .routes(routes!(catalogue::apps::list, catalogue::apps::create))
        .routes(routes!(catalogue::apps::get, catalogue::apps::edit, catalogue::apps::remove))
        .routes(routes!(catalogue::apps::roles, catalogue::apps::add_role))
        .routes(routes!(catalogue::apps::rename_role, catalogue::apps::remove_role))
        .routes(routes!(users::list, users::add))
        // A command has a path of its own; what is no command is not found, although users have the same path.
        .routes(routes!(users::get, users::edit).map(|methods| methods.post(commands::unknown)))
        .routes(routes!(users::sessions))
        .routes(routes!(commands::activate))
        .routes(routes!(commands::deactivate))
        .routes(routes!(commands::resend))
        .routes(routes!(commands::revoke))
        .routes(routes!(commands::lock))
        .routes(routes!(commands::unlock))
        .routes(routes!(commands::reset_password))
        .routes(routes!(commands::delete))
        .routes(routes!(commands::restore))
        .routes(routes!(commands::erase))
        .routes(routes!(commands::reset_mfa))
        .routes(routes!(access::set_role))
        .routes(routes!(access::set_permissions))
        .routes(routes!(access::set_modules))
        .routes(routes!(access::set_sub_accounts))
        .routes(routes!(access::set_app_roles))
        .routes(routes!(change_email::change_email))
        .routes(routes!(commands::sign_out))
        .routes(routes!(transfer::transfer_admin))
        .routes(routes!(invitations::invite))
        .routes(routes!(exports::users))
        .routes(routes!(imports::import).layer(DefaultBodyLimit::max(MAX_BYTES)))
        .routes(routes!(operations::list))
        .routes(routes!(operations::get))
        .routes(routes!(operations::outcomes))
        .routes(routes!(operations::stop))
        .routes(routes!(operations::undo))
        .routes(routes!(operations::retry))
        .routes(routes!(policy::get, policy::edit))
        .routes(routes!(activity::list))
        .routes(routes!(activity::get))
        .routes(routes!(tokens::list, tokens::create))
        .routes(routes!(tokens::revoke))
}
