//! An error on its way to a person: a page that says what happened and what to do next.

use super::page::Page;
use super::{frame, permissions, steps};
use crate::error;
use crate::extract::{Anybody, MAX_BODY};
use crate::server::Server;
use crate::speak::t;
use crate::templates::errors::{ErrorPage, Problem, page as error_page};
use crate::templates::frame::Frame;
use app::error::AppError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

/// A refusal of a page. Boxed: the good answer is what handlers mostly return.
#[derive(Debug)]
pub struct Refusal(Box<Refused>);

#[derive(Debug)]
struct Refused {
    error: AppError,
    request_id: String,
    /// The portal whose sign-in page is meant, and the page to come back to.
    slug: String,
    back: Option<String>,
    /// Where one can go from the page of the error.
    home: (String, String),
    fragment: Fragment,
    frame: Frame,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fragment {
    Wanted,
    WholePage,
}

impl Refusal {
    /// The refusal of a request of somebody unknown.
    #[must_use]
    pub fn new(server: &Server, anybody: &Anybody, slug: Option<&str>, error: AppError) -> Self {
        let slug = slug.unwrap_or(model::name::Slug::PROVIDER);
        let fragment = if anybody.headers.contains_key("x-fragment") {
            Fragment::Wanted
        } else {
            Fragment::WholePage
        };
        let frame = frame::public(server, anybody, "", None);
        Self(Box::new(Refused {
            error,
            request_id: anybody.request.id.to_string(),
            slug: slug.to_owned(),
            back: Some(frame.here.clone()),
            home: (t!("errors-start-page"), String::from("/")),
            fragment,
            frame,
        }))
    }

    /// The refusal of a page, with the viewer's own frame around it.
    #[must_use]
    pub fn of(page: &Page, error: AppError) -> Self {
        let first = frame::of(page, String::new());
        let home = first.nav.first().map_or_else(
            || (t!("errors-start-page"), String::from("/")),
            |item| (item.label.clone(), item.href.clone()),
        );
        let fragment = if page.visit.wants_fragment() {
            Fragment::Wanted
        } else {
            Fragment::WholePage
        };
        Self(Box::new(Refused {
            error,
            request_id: page.ctx().request.id.to_string(),
            slug: page.ctx().portal.slug.clone(),
            back: Some(page.here.clone()),
            home,
            fragment,
            frame: first,
        }))
    }

    /// The same, where the page cannot be opened again after signing in.
    #[must_use]
    pub fn without_way_back(mut self) -> Self {
        self.0.back = None;
        self
    }
}

impl Refused {
    /// Where somebody is led who is not signed in, or not all the way.
    fn way_in(&self) -> Option<String> {
        match &self.error {
            AppError::Unauthenticated => Some(self.sign_in()),
            AppError::Unfinished { portal, step } => Some(steps::way(portal, *step, self.back.as_deref())),
            _ => None,
        }
    }

    fn sign_in(&self) -> String {
        match &self.back {
            Some(back) => format!("/p/{}/sign-in?next={}", self.slug, urlencode(back)),
            None => format!("/p/{}/sign-in", self.slug),
        }
    }

    fn problem(&self) -> Problem {
        let here = self.frame.here.clone();
        match &self.error {
            AppError::NotFound(_) | AppError::Unauthenticated | AppError::Unfinished { .. } => Problem::NotFound,
            AppError::Forbidden(permission) => Problem::Forbidden {
                permission: permissions::words(*permission),
                code: permission.code().to_owned(),
                granted_by: self
                    .frame
                    .portal
                    .as_ref()
                    .map(|p| t!("errors-any-admin", portal = &p.name))
                    .unwrap_or_default(),
            },
            AppError::Invalid(fields) => Problem::NotUnderstood {
                reasons: fields.iter().map(|f| f.message.clone()).collect(),
            },
            AppError::TooLarge => Problem::TooLarge {
                limit: format!("{} MiB", MAX_BODY / (1024 * 1024)),
            },
            AppError::RateLimited { retry_after } => Problem::TooMany {
                seconds: *retry_after,
                retry_href: None,
            },
            AppError::Unavailable(_) => Problem::Unavailable { retry_href: here },
            AppError::Internal(_) => Problem::Internal,
            AppError::Conflict { .. }
            | AppError::Stale
            | AppError::KeyReused
            | AppError::BadCursor
            | AppError::SignInFailed => Problem::Conflict {
                what: error::sentence(&self.error),
                retry_href: here,
            },
        }
    }
}

/// Percent-encodes a query value.
#[must_use]
pub(crate) fn urlencode(text: &str) -> String {
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
        let refused = *self.0;
        error::log(&refused.error, &refused.request_id);
        if let Some(way_in) = refused.way_in() {
            return match refused.fragment {
                Fragment::Wanted => sign_in_bar(&way_in),
                Fragment::WholePage => Redirect::to(&way_in).into_response(),
            };
        }
        let problem = refused.problem();
        let status = StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let view = ErrorPage {
            problem,
            home: refused.home,
            request_id: refused.request_id,
        };
        let mut response = (status, error_page(&refused.frame, &view)).into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = error::retry_after(&refused.error) {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Ok(id) = HeaderValue::from_str(&view.request_id) {
            headers.insert("x-request-id", id);
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
