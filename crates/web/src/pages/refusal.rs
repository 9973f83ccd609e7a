//! An error on its way to a person: a page that says what happened and what to do next.

use crate::error;
use crate::extract::Anybody;
use crate::server::Server;
use crate::templates::frame::{Frame, page};
use app::error::AppError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

/// A refusal of a page.
#[derive(Debug)]
pub struct Refusal {
    error: AppError,
    request_id: String,
    /// Where signing in starts, and where it leads back to.
    sign_in: String,
    fragment: Fragment,
    frame: Box<Frame>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fragment {
    Wanted,
    WholePage,
}

impl Refusal {
    /// The refusal of a request.
    #[must_use]
    pub fn new(server: &Server, anybody: &Anybody, slug: Option<&str>, error: AppError) -> Self {
        let slug = slug.unwrap_or(model::name::Slug::PROVIDER);
        let here = anybody.uri.path_and_query().map_or("/", |p| p.as_str());
        let fragment =
            if anybody.headers.contains_key("x-fragment") { Fragment::Wanted } else { Fragment::WholePage };
        Self {
            error,
            request_id: anybody.request.id.to_string(),
            sign_in: format!("/p/{slug}/sign-in?next={}", urlencode(here)),
            fragment,
            frame: Box::new(Frame { version: server.outside.version.to_owned(), here: here.to_owned(), ..Frame::default() }),
        }
    }
}

/// Percent-encodes a query value.
#[must_use]
pub fn urlencode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        error::log(&self.error, &self.request_id);
        if self.error == AppError::Unauthenticated {
            return match self.fragment {
                Fragment::Wanted => sign_in_bar(&self.sign_in),
                Fragment::WholePage => Redirect::to(&self.sign_in).into_response(),
            };
        }
        let status = error::status(&self.error);
        let mut frame = *self.frame;
        frame.title = status.canonical_reason().unwrap_or("Error").to_owned();
        let body = html! {
            h1 tabindex="-1" { (frame.title) }
            p { (error::sentence(&self.error)) }
            p.muted { "Request " code { (self.request_id) } }
            p { a href="/" { "Start page" } }
        };
        let mut response = (status, page(&frame, body)).into_response();
        if let Some(seconds) = error::retry_after(&self.error) {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// A fragment never brings the sign-in page into a table: the script shows a bar instead (ui.md B3).
fn sign_in_bar(sign_in: &str) -> Response {
    let mut response = StatusCode::UNAUTHORIZED.into_response();
    if let Ok(value) = HeaderValue::from_str(sign_in) {
        response.headers_mut().insert("x-sign-in", value);
    }
    response
}
