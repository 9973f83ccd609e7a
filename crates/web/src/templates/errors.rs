//! Error pages: what happened, and what to do next. Never an empty list instead (K9).

use super::frame::{Frame, page as frame_page};
use crate::assets::icons::{Icon, icon};
use crate::speak::{rich, t};
use maud::{Markup, html};

/// An error page.
#[derive(Debug, Clone)]
pub struct ErrorPage {
    /// What happened.
    pub problem: Problem,
    /// Where one can go from here: label and address, `("Users", "/p/acme/users")`.
    pub home: (String, String),
    /// To name when asking for help; shown on all but "not found".
    pub request_id: String,
}

/// What happened.
#[derive(Debug, Clone)]
pub enum Problem {
    /// 403.
    Forbidden {
        /// The permission in words, "Export users", or empty when it is not about one.
        permission: String,
        /// Its code, `users.export`.
        code: String,
        /// Who can grant it: "Maria Gomez or any other admin of Acme".
        granted_by: String,
    },
    /// 404; also what lies outside the viewer's scope.
    NotFound,
    /// 409: somebody was faster.
    Conflict {
        /// "Maria changed this user at 14:04 GMT."
        what: String,
        /// Where the fresh state is.
        retry_href: String,
    },
    /// 413.
    TooLarge {
        /// "1 MiB".
        limit: String,
    },
    /// 422, where no form can be shown again.
    NotUnderstood {
        /// What was wrong, one sentence each.
        reasons: Vec<String>,
    },
    /// 429.
    TooMany {
        /// Seconds to wait.
        seconds: u64,
        /// What to try again then.
        retry_href: Option<String>,
    },
    /// 500.
    Internal,
    /// 503.
    Unavailable {
        /// What to try again.
        retry_href: String,
    },
}

impl Problem {
    /// The status to answer with.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::Forbidden { .. } => 403,
            Self::NotFound => 404,
            Self::Conflict { .. } => 409,
            Self::TooLarge { .. } => 413,
            Self::NotUnderstood { .. } => 422,
            Self::TooMany { .. } => 429,
            Self::Internal => 500,
            Self::Unavailable { .. } => 503,
        }
    }

    /// The heading, and the page's part of the title.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::Forbidden { .. } => t!("errors-forbidden-title"),
            Self::NotFound => t!("errors-not-found-title"),
            Self::Conflict { .. } => t!("errors-conflict-title"),
            Self::TooLarge { .. } => t!("errors-too-large-title"),
            Self::NotUnderstood { .. } => t!("errors-not-understood-title"),
            Self::TooMany { .. } => t!("errors-too-many-title"),
            Self::Internal => t!("errors-internal-title"),
            Self::Unavailable { .. } => t!("errors-unavailable-title"),
        }
    }

    const fn drawing(&self) -> (Icon, &'static str) {
        match self {
            Self::Forbidden { .. } => (Icon::Lock, "not-done"),
            Self::NotFound => (Icon::Search, "info"),
            Self::TooMany { .. } | Self::Unavailable { .. } => (Icon::Hourglass, "not-done"),
            Self::Conflict { .. } | Self::TooLarge { .. } | Self::NotUnderstood { .. } => (Icon::Warning, "not-done"),
            Self::Internal => (Icon::Error, "error"),
        }
    }

    fn retry(&self) -> Option<(String, &str)> {
        match self {
            Self::Conflict { retry_href, .. } => Some((t!("errors-load-again"), retry_href)),
            Self::TooMany { retry_href, .. } => retry_href.as_deref().map(|href| (t!("errors-try-again"), href)),
            Self::Unavailable { retry_href } => Some((t!("errors-try-again"), retry_href)),
            _ => None,
        }
    }
}

/// The page. The frame's title is replaced by the problem's.
#[must_use]
pub fn page(frame: &Frame, error: &ErrorPage) -> Markup {
    let mut frame = frame.clone();
    frame.title = error.problem.title();
    let (drawing, kind) = error.problem.drawing();
    let (home, href) = &error.home;
    let retry = error.problem.retry();
    let main = html! {
        section.card.narrow.problem data-kind=(kind) {
            (icon(drawing))
            h1 #title tabindex="-1" { (error.problem.title()) }
            (words(&error.problem))
            div.form-foot {
                @if let Some((label, href)) = &retry { a.btn.primary href=(href) { (icon(Icon::Refresh)) (label) } }
                a.btn.primary[retry.is_none()] href=(href) { (t!("errors-go-to", place = home)) }
            }
            @if !matches!(error.problem, Problem::NotFound) && !error.request_id.is_empty() {
                p.hint { (rich!("errors-request", id = html! { code { bdi dir="ltr" { (error.request_id) } } })) }
            }
        }
    };
    frame_page(&frame, main)
}

fn words(problem: &Problem) -> Markup {
    match problem {
        Problem::Forbidden {
            permission,
            code,
            granted_by,
        } => forbidden(permission, code, granted_by),
        Problem::NotFound => html! {
            p { (t!("errors-not-found")) }
        },
        Problem::Conflict { what, .. } => html! {
            p { (what) " " (t!("errors-conflict")) }
        },
        Problem::TooLarge { limit } => html! {
            p { (t!("errors-too-large", limit = limit)) }
        },
        Problem::NotUnderstood { reasons } => html! {
            p { (t!("errors-nothing-changed")) }
            ul.dotted { @for reason in reasons { li { (reason) } } }
            p { (t!("errors-mend")) }
        },
        Problem::TooMany { seconds, .. } => html! {
            p { (rich!("errors-too-many", time = html! { strong { (t!("errors-seconds", n = *seconds)) } })) }
        },
        Problem::Internal => html! {
            p { (t!("errors-internal")) }
        },
        Problem::Unavailable { .. } => html! {
            p { (t!("errors-unavailable")) }
        },
    }
}

fn forbidden(permission: &str, code: &str, granted_by: &str) -> Markup {
    html! {
        @if permission.is_empty() { p { (t!("errors-not-open")) } }
        @else { p { (rich!("errors-needs", permission = html! { strong { (permission) } }, code = html! { code { (code) } })) } }
        @if !granted_by.is_empty() { p { (t!("errors-granted-by", who = granted_by)) } }
    }
}
