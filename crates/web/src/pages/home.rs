//! `/`: for those who are signed in, the first page of their portal; for others, the way to a sign-in page.

use super::fields::Fields;
use super::{Refusal, frame};
use crate::extract::{Anybody, cookie};
use crate::server::Server;
use crate::speak::t;
use crate::templates::components::heading;
use crate::templates::form::{Field, Input, field};
use crate::templates::frame::page as frame_page;
use app::keys::Secret;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::html;
use model::ids::PortalPk;
use model::name::Slug;

/// Where somebody is sent who opens the installation's address.
enum First {
    NotSetUp,
    SignedIn { portal: PortalPk, slug: String },
    Unknown,
}

/// The start.
///
/// # Errors
/// The page of the refusal.
pub async fn show(State(server): State<Server>, anybody: Anybody) -> Result<Response, Refusal> {
    let secret = cookie(&anybody.headers, server.session_cookie()).map(Secret::from_text);
    let first = server.call(move |app| {
        if !app::set_up::is_set_up(app)? {
            return Ok(First::NotSetUp);
        }
        let caller = secret.and_then(|secret| app.caller_of_session(&secret).ok());
        Ok(caller.map_or(First::Unknown, |c| First::SignedIn {
            portal: c.portal.pk,
            slug: c.portal.slug.clone(),
        }))
    });
    let first = first
        .await
        .map_err(|error| Refusal::new(&server, &anybody, None, error))?;
    Ok(match first {
        First::SignedIn {
            portal: PortalPk::PROVIDER,
            ..
        } => Redirect::to("/provider").into_response(),
        First::SignedIn { slug, .. } => Redirect::to(&format!("/p/{slug}")).into_response(),
        First::NotSetUp => not_set_up(&server, &anybody),
        First::Unknown => choose(&server, &anybody),
    })
}

fn not_set_up(server: &Server, anybody: &Anybody) -> Response {
    let frame = frame::public(server, anybody, "Portico", None);
    let main = html! {
        (heading(&t!("home-not-set-up"), &[]))
        div.card {
            p { (t!("home-link")) }
            p.hint { (t!("home-again")) " " code { "portico serve" } }
        }
    };
    frame_page(&frame, main).into_response()
}

/// Customers know the word of their portal; the provider's staff have a page of their own.
fn choose(server: &Server, anybody: &Anybody) -> Response {
    let asked = Fields::of_uri(&anybody.uri);
    let typed = asked.get("portal").trim().to_lowercase();
    let slug = Slug::parse(&typed);
    if let Ok(slug) = &slug {
        return Redirect::to(&format!("/p/{slug}/sign-in")).into_response();
    }
    let portal = Field {
        name: String::from("portal"),
        label: t!("home-portal"),
        value: typed.clone(),
        hint: t!("home-portal-hint"),
        error: slug.err().filter(|_| !typed.is_empty()).map(|error| error.to_string()),
        input: Input::Text,
        max_length: Some(40),
        focus: true,
        ..Field::default()
    };
    let frame = frame::public(server, anybody, &t!("home-sign-in"), None);
    let main = html! {
        h1 #title tabindex="-1" { (t!("home-sign-in")) }
        form.card method="get" action="/" {
            (field(&portal))
            div.form-foot { button.btn.primary.wide-button type="submit" { (t!("home-go")) } }
        }
        p.muted.centred { (t!("home-provider")) " " a href={ "/p/" (Slug::PROVIDER) "/sign-in" } { (t!("home-staff")) } }
    };
    frame_page(&frame, main).into_response()
}
