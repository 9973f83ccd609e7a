//! Every route on one screen, and what wraps them all.

use crate::assets;
use crate::extract::MAX_BODY;
use crate::pages::settings::entries;
use crate::pages::{
    account, activity, dev_mail, forgot, home, invite, jobs, missing, portal, preferences, provider, reset, settings,
    setup, sign_in, steps, undo_email, users, verify,
};
use crate::server::Server;
use crate::speak;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::handler::Handler as _;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use model::catalogue::{App, Module, OwnRole, SubAccount};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

/// Largest file that the import page takes, with the form around it; it comes back percent-encoded with the confirmation.
const MAX_FILE: usize = app::import::MAX_BYTES + 64 * 1024;

/// Method, path and handler of every page: the list is what the router is made of, and what tests walk through.
macro_rules! pages {
    ($($method:ident $path:literal => $handler:expr;)*) => {
        /// Method and path of every page.
        pub const PAGES: &[(&str, &str)] = &[$((stringify!($method), $path),)*];

        fn pages() -> Router<Server> {
            Router::new()$(.route($path, $method($handler)))*
        }
    };
}

pages! {
    get  "/" => home::show;
    get  "/setup" => setup::form;
    post "/setup" => setup::set_up;
    post "/preferences" => preferences::save;
    get  "/p/{portal}" => portal::first;
    get  "/p/{portal}/sign-in" => sign_in::form;
    post "/p/{portal}/sign-in" => sign_in::sign_in;
    get  "/p/{portal}/sign-in/code" => steps::code;
    post "/p/{portal}/sign-in/code" => steps::give_code;
    get  "/p/{portal}/sign-in/recovery-code" => steps::recovery_code;
    post "/p/{portal}/sign-in/recovery-code" => steps::give_recovery_code;
    get  "/p/{portal}/sign-in/new-password" => steps::new_password;
    post "/p/{portal}/sign-in/new-password" => steps::set_password;
    get  "/p/{portal}/sign-in/enrol" => steps::enrol;
    post "/p/{portal}/sign-in/enrol" => steps::confirm;
    post "/p/{portal}/sign-out" => sign_in::sign_out;
    get  "/p/{portal}/invite/{token}" => invite::form;
    post "/p/{portal}/invite/{token}" => invite::accept;
    get  "/p/{portal}/forgot" => forgot::form;
    post "/p/{portal}/forgot" => forgot::ask;
    get  "/p/{portal}/reset/{token}" => reset::form;
    post "/p/{portal}/reset/{token}" => reset::set;
    get  "/p/{portal}/verify/{token}" => verify::form;
    post "/p/{portal}/verify/{token}" => verify::confirm;
    post "/p/{portal}/verify/{token}/again" => verify::again;
    get  "/p/{portal}/undo-email/{token}" => undo_email::form;
    post "/p/{portal}/undo-email/{token}" => undo_email::undo;
    get  "/p/{portal}/users" => users::list;
    get  "/p/{portal}/users.csv" => users::export::users;
    get  "/p/{portal}/users/export" => users::export::options;
    get  "/p/{portal}/users/import" => users::import::form;
    post "/p/{portal}/users/import" => users::import::check.layer(DefaultBodyLimit::max(MAX_FILE));
    post "/p/{portal}/users/import/run" => users::import::run.layer(DefaultBodyLimit::max(3 * MAX_FILE));
    post "/p/{portal}/users/import/diff" => users::import::diff.layer(DefaultBodyLimit::max(3 * MAX_FILE));
    get  "/p/{portal}/users/new" => users::new::form;
    post "/p/{portal}/users/new" => users::new::add;
    get  "/p/{portal}/users/invite" => users::invite::form;
    post "/p/{portal}/users/invite" => users::invite::again;
    post "/p/{portal}/users/invite/review" => users::invite::review;
    post "/p/{portal}/users/invite/send" => users::invite::send;
    post "/p/{portal}/users/selected" => users::selected::post;
    post "/p/{portal}/users/bulk/{action}" => users::bulk::post;
    get  "/p/{portal}/users/{id}" => users::user::profile;
    get  "/p/{portal}/users/{id}/permissions" => users::access::show;
    post "/p/{portal}/users/{id}/permissions" => users::access::save;
    get  "/p/{portal}/users/{id}/security" => users::user::security;
    get  "/p/{portal}/users/{id}/activity" => users::user::activity;
    get  "/p/{portal}/users/{id}/portals" => users::portals::show;
    post "/p/{portal}/users/{id}/portals" => users::portals::save;
    post "/p/{portal}/users/{id}/profile" => users::edit::save;
    get  "/p/{portal}/users/{id}/change-email" => users::change_email::form;
    post "/p/{portal}/users/{id}/change-email" => users::change_email::run;
    post "/p/{portal}/users/{id}/change-email/cancel" => users::change_email::cancel;
    post "/p/{portal}/users/{id}/sessions/{session}/end" => users::edit::end_session;
    post "/p/{portal}/users/{id}/sign-out" => users::edit::sign_out;
    get  "/p/{portal}/users/{id}/transfer-admin" => users::transfer::confirm;
    post "/p/{portal}/users/{id}/transfer-admin" => users::transfer::run;
    get  "/p/{portal}/users/{id}/{action}" => users::action::confirm;
    post "/p/{portal}/users/{id}/{action}" => users::action::run;
    get  "/p/{portal}/jobs" => jobs::list;
    get  "/p/{portal}/jobs/{id}" => jobs::show;
    get  "/p/{portal}/jobs/{id}/results.csv" => jobs::results;
    post "/p/{portal}/jobs/{id}/stop" => jobs::stop;
    post "/p/{portal}/jobs/{id}/stop-sending" => jobs::stop_sending;
    post "/p/{portal}/jobs/{id}/undo" => jobs::undo;
    post "/p/{portal}/jobs/{id}/retry" => jobs::retry;
    get  "/p/{portal}/activity" => activity::list;
    get  "/p/{portal}/activity/{id}" => activity::entry;
    get  "/p/{portal}/account" => account::profile::show;
    post "/p/{portal}/account/profile" => account::profile::save;
    get  "/p/{portal}/account/email" => account::email::show;
    post "/p/{portal}/account/email" => account::email::change;
    post "/p/{portal}/account/email/resend" => account::email::resend;
    post "/p/{portal}/account/email/cancel" => account::email::cancel;
    get  "/p/{portal}/account/password" => account::password;
    post "/p/{portal}/account/password" => account::set_password;
    get  "/p/{portal}/account/sessions" => account::sessions;
    post "/p/{portal}/account/sessions/end-others" => account::end_others;
    post "/p/{portal}/account/sessions/{session}/end" => account::end_session;
    get  "/p/{portal}/account/security" => account::security::show;
    get  "/p/{portal}/account/security/set-up" => account::security::set_up;
    post "/p/{portal}/account/security/set-up" => account::security::confirm;
    get  "/p/{portal}/account/security/codes" => account::security::codes;
    post "/p/{portal}/account/security/codes" => account::security::make_codes;
    get  "/p/{portal}/account/security/remove" => account::security::remove;
    post "/p/{portal}/account/security/remove" => account::security::run_remove;
    get  "/p/{portal}/account/security/replace" => account::security::replace;
    post "/p/{portal}/account/security/replace" => account::security::run_replace;
    get  "/p/{portal}/account/preferences" => account::preferences::show;
    post "/p/{portal}/account/preferences" => account::preferences::save;
    get  "/p/{portal}/account/activity" => account::activity;
    get  "/p/{portal}/settings" => settings::first;
    get  "/p/{portal}/settings/roles" => entries::list::<OwnRole>;
    post "/p/{portal}/settings/roles" => entries::create::<OwnRole>;
    get  "/p/{portal}/settings/roles/new" => entries::new::<OwnRole>;
    get  "/p/{portal}/settings/roles/{name}" => entries::form::<OwnRole>;
    post "/p/{portal}/settings/roles/{name}" => entries::save::<OwnRole>;
    get  "/p/{portal}/settings/roles/{name}/remove" => entries::ask::<OwnRole>;
    post "/p/{portal}/settings/roles/{name}/remove" => entries::remove::<OwnRole>;
    get  "/p/{portal}/settings/modules" => entries::list::<Module>;
    post "/p/{portal}/settings/modules" => entries::create::<Module>;
    get  "/p/{portal}/settings/modules/new" => entries::new::<Module>;
    get  "/p/{portal}/settings/modules/{name}" => entries::form::<Module>;
    post "/p/{portal}/settings/modules/{name}" => entries::save::<Module>;
    get  "/p/{portal}/settings/modules/{name}/remove" => entries::ask::<Module>;
    post "/p/{portal}/settings/modules/{name}/remove" => entries::remove::<Module>;
    get  "/p/{portal}/settings/sub-accounts" => entries::list::<SubAccount>;
    post "/p/{portal}/settings/sub-accounts" => entries::create::<SubAccount>;
    get  "/p/{portal}/settings/sub-accounts/new" => entries::new::<SubAccount>;
    get  "/p/{portal}/settings/sub-accounts/{name}" => entries::form::<SubAccount>;
    post "/p/{portal}/settings/sub-accounts/{name}" => entries::save::<SubAccount>;
    get  "/p/{portal}/settings/sub-accounts/{name}/remove" => entries::ask::<SubAccount>;
    post "/p/{portal}/settings/sub-accounts/{name}/remove" => entries::remove::<SubAccount>;
    get  "/p/{portal}/settings/apps" => entries::list::<App>;
    post "/p/{portal}/settings/apps" => entries::create::<App>;
    get  "/p/{portal}/settings/apps/new" => entries::new::<App>;
    get  "/p/{portal}/settings/apps/{name}" => entries::form::<App>;
    post "/p/{portal}/settings/apps/{name}" => entries::save::<App>;
    get  "/p/{portal}/settings/apps/{name}/remove" => entries::ask::<App>;
    post "/p/{portal}/settings/apps/{name}/remove" => entries::remove::<App>;
    post "/p/{portal}/settings/apps/{name}/roles" => entries::apps::add_role;
    get  "/p/{portal}/settings/apps/{name}/roles/{role}" => entries::apps::role;
    post "/p/{portal}/settings/apps/{name}/roles/{role}" => entries::apps::save_role;
    get  "/p/{portal}/settings/apps/{name}/roles/{role}/remove" => entries::apps::ask_role;
    post "/p/{portal}/settings/apps/{name}/roles/{role}/remove" => entries::apps::remove_role;
    get  "/p/{portal}/settings/deploy" => settings::deploy::show;
    post "/p/{portal}/settings/deploy" => settings::deploy::run;
    post "/p/{portal}/settings/deploy/release" => settings::deploy::release;
    get  "/p/{portal}/settings/policy" => settings::policy::show;
    post "/p/{portal}/settings/policy/{group}" => settings::policy::save;
    get  "/p/{portal}/settings/tokens" => settings::tokens::list;
    post "/p/{portal}/settings/tokens" => settings::tokens::create;
    get  "/p/{portal}/settings/tokens/new" => settings::tokens::form;
    get  "/p/{portal}/settings/tokens/{id}/revoke" => settings::tokens::confirm_revoke;
    post "/p/{portal}/settings/tokens/{id}/revoke" => settings::tokens::revoke;
    get  "/provider" => provider::first;
    get  "/provider/portals" => provider::portals::list;
    post "/provider/portals" => provider::portals::create;
    get  "/provider/portals/new" => provider::portals::form;
    get  "/provider/portals/{customer}" => provider::portals::settings;
    post "/provider/portals/{customer}/rename" => provider::portals::rename;
    post "/provider/portals/{customer}/seats" => provider::portals::set_seats;
    get  "/provider/portals/{customer}/suspend" => provider::portals::confirm_suspend;
    post "/provider/portals/{customer}/suspend" => provider::portals::suspend;
    get  "/provider/portals/{customer}/draft" => provider::portals::confirm_draft;
    post "/provider/portals/{customer}/draft" => provider::portals::draft;
    post "/provider/portals/{customer}/resume" => provider::portals::resume;
    get  "/dev/mail" => dev_mail::list;
    get  "/dev/mail/{number}" => dev_mail::show;
    get  "/dev/mail/{number}/html" => dev_mail::html;
}

/// The whole server.
pub fn router(server: Server) -> Router {
    Router::new()
        .route("/assets/{file}", get(asset))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .merge(crate::api::routes().0)
        .merge(pages())
        .fallback(missing::not_found)
        .method_not_allowed_fallback(missing::wrong_method)
        .layer(CsrfLayer::new())
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(from_fn(headers))
        .layer(from_fn(speak::scope))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new())
        .with_state(server)
}

async fn asset(Path(file): Path<String>) -> Response {
    let Some(asset) = assets::get(&file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = Body::from(asset.bytes.to_vec()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    if let Ok(etag) = HeaderValue::from_str(&asset.etag) {
        headers.insert(header::ETAG, etag);
    }
    response
}

async fn ready(State(server): State<Server>) -> Response {
    match server.call(|app| app.ready()).await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            let mut response = (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response();
            if let Some(seconds) = crate::error::retry_after(&error) {
                response
                    .headers_mut()
                    .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            response
        }
    }
}

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The headers of every answer: a strict policy, nothing cached unless a handler says so (ui.md B2, B19).
async fn headers(request: Request, next: Next) -> Response {
    let mut response = crate::server::answer(request, next).await;
    let headers = response.headers_mut();
    let wanted = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in wanted {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
