//! `/p/{portal}/users`: the list. The address is the view; the parts with ids are answered alone to the script (ui.md B19).

pub mod access;
mod access_bulk;
mod access_form;
pub mod action;
pub mod bulk;
pub mod change_email;
mod columns;
pub(in crate::pages) mod confirm;
pub mod edit;
mod empty;
pub mod export;
mod filters;
pub mod import;
pub mod invite;
mod mails;
pub mod new;
pub mod offers;
pub mod portals;
pub mod query;
pub mod result;
pub mod selected;
mod selection;
pub mod status;
pub mod transfer;
pub mod user;
mod view;

use super::fields::Fields;
use super::page::Page;
use super::prefs;
use super::refusal::{Refusal, urlencode};
use crate::speak::t;
use crate::templates::frame::{Frame, Skip};
use crate::templates::list_view::{Strip, UserListPage};
use crate::templates::users_list;
use app::Ctx;
use app::error::AppError;
use app::users::list::{self, Summary, UserPage};
use app::users::run::{self, Target};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use model::command::Command;
use model::ids::UserId;
use model::policy::Category;
use model::query::{Filter, Page as Where, Total, UserQuery};
use model::report::{Outcome, Skip as Why};
use model::status::Status;
use query::{ListUrl, Start};
use result::Told;

/// The list.
///
/// # Errors
/// The page of the refusal.
pub async fn list(page: Page) -> Result<Response, Refusal> {
    let url = ListUrl::read(&page.query, &page.ctx().portal.policy, page.prefs.size);
    let told = page.query.get("result").parse().ok();
    show(
        &page,
        url,
        Shown {
            told,
            notice: None,
            status: StatusCode::OK,
        },
    )
    .await
}

/// What the list shows besides its rows.
pub(super) struct Shown {
    /// The operation whose result stands in the strip.
    pub(super) told: Option<model::ids::OperationId>,
    /// A sentence for the strip instead.
    pub(super) notice: Option<String>,
    /// The status of the answer.
    pub(super) status: StatusCode,
}

/// Everything that the list shows, of one request.
pub(super) struct Listed {
    pub(super) url: ListUrl,
    pub(super) zone: String,
    pub(super) users: UserPage,
    pub(super) summary: Summary,
    /// The strip's note about the cursor or the remembered selection.
    pub(super) note: Option<String>,
    /// Hits in other categories, when there are none here: where, how many.
    pub(super) elsewhere: Vec<(&'static Category, i64)>,
    /// The one admin on the page, if nobody may take access from them.
    pub(super) last_admin: Option<UserId>,
    pub(super) told: Option<Told>,
    pub(super) frozen: String,
}

pub(super) async fn show(page: &Page, url: ListUrl, shown: Shown) -> Result<Response, Refusal> {
    let chosen_size = prefs::size(page.query.get("size"));
    let remembered = url.view.as_ref().map(|view| selected::recall(page, view));
    let zone = url.tz.clone().unwrap_or_else(|| page.zone());
    let told = shown.told;
    let (frame, listed) = page.show("", move |ctx| load(ctx, url, zone, remembered, told)).await?;
    let mut view = view::list(page, &listed);
    if let Some(text) = &shown.notice {
        view.strip = view::notice(text);
    } else if let (Strip::Idle, Some(job)) = (&view.strip, &frame.job) {
        view.strip = Strip::Job {
            text: t!("list-job-running", name = job.label.as_str(), percent = job.percent),
            href: job.href.clone(),
        };
    }
    let frame = Frame {
        title: view::title(&listed, &view),
        skip: Skip::Table,
        zone: String::new(),
        ..frame
    };
    let mut response = answer(page, &frame, &view);
    *response.status_mut() = shown.status;
    if let Some(cookie) = chosen_size.and_then(|size| prefs::keep(&page.server, "size", &size.to_string())) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn answer(page: &Page, frame: &Frame, view: &UserListPage) -> Response {
    let fragment = page
        .visit
        .headers
        .get("x-fragment")
        .is_some_and(|wanted| wanted == "list");
    let mut response = if fragment {
        users_list::fragment(view)
    } else {
        users_list::page(frame, view)
    }
    .into_response();
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("X-Fragment"));
    if fragment {
        let title = format!("{} – {}", frame.title, page.ctx().portal.name);
        if let Ok(title) = HeaderValue::from_str(&urlencode(&title)) {
            headers.insert("x-title", title);
        }
    }
    response
}

fn load(
    ctx: &Ctx,
    url: ListUrl,
    zone: String,
    remembered: Option<Option<Vec<UserId>>>,
    told: Option<model::ids::OperationId>,
) -> Result<Listed, AppError> {
    let mut note = None;
    let ids = match remembered {
        Some(Some(ids)) => ids,
        Some(None) => {
            note = Some(t!("list-selection-forgotten"));
            Vec::new()
        }
        None => Vec::new(),
    };
    let filter = url.filter(ctx.now, &zone, ids);
    let (url, users, stale) = page_of(ctx, url, &filter)?;
    let summary = list::summary(ctx)?;
    let elsewhere = if users.rows.is_empty() && url.is_narrowed() {
        elsewhere(ctx, &summary, &filter)?
    } else {
        Vec::new()
    };
    let last_admin = last_admin(ctx, &users)?;
    // A result that is not there (any more) is no reason to refuse the list.
    let told = told.map(|id| result::load(ctx, id)).transpose().unwrap_or_default();
    let seen = match users.total {
        Total::Exact(n) => n,
        Total::MoreThan(_) => selection::UNKNOWN,
    };
    let frozen = list::freeze(ctx, &filter, seen);
    Ok(Listed {
        zone,
        users,
        summary,
        note: note.or(stale),
        elsewhere,
        last_admin,
        told,
        frozen,
        url,
    })
}

/// The rows. A cursor that is stale, or behind which there is nothing left, gives the first page and says so.
fn page_of(ctx: &Ctx, url: ListUrl, filter: &Filter) -> Result<(ListUrl, UserPage, Option<String>), AppError> {
    let query = url.query(filter.clone());
    let start = match &url.start {
        Start::First => Ok(Where::First),
        Start::Last => Ok(Where::Last),
        Start::After(cursor, _) => list::start(ctx, &query, Some(cursor), None),
        Start::Before(cursor, _) => list::start(ctx, &query, None, Some(cursor)),
    };
    let first = |note| {
        let users = list::page(ctx, &query)?;
        Ok((url.with(|_| ()), users, note))
    };
    match start {
        Ok(Where::First) => first(None),
        Ok(start) => {
            let users = list::page(
                ctx,
                &UserQuery {
                    page: start,
                    ..query.clone()
                },
            )?;
            if users.rows.is_empty() {
                first(Some(t!("list-changed")))
            } else {
                Ok((url.clone(), users, None))
            }
        }
        Err(AppError::BadCursor) => first(Some(t!("list-changed"))),
        Err(error) => Err(error),
    }
}

/// Where else the same search and filters would find somebody.
fn elsewhere(ctx: &Ctx, summary: &Summary, filter: &Filter) -> Result<Vec<(&'static Category, i64)>, AppError> {
    let mut found = Vec::new();
    for category in summary
        .categories
        .iter()
        .filter(|c| filter.category.as_deref() != Some(c.key))
    {
        let other = Filter {
            category: Some(category.key.to_owned()),
            ..filter.clone()
        };
        let (Total::Exact(n) | Total::MoreThan(n)) = list::count(ctx, &other)?;
        if n > 0 {
            found.push((category, n));
        }
    }
    Ok(found)
}

/// With two admins on the page neither is the last one, so at most one user has to be asked about.
fn last_admin(ctx: &Ctx, users: &UserPage) -> Result<Option<UserId>, AppError> {
    let admins = users
        .rows
        .iter()
        .filter(|r| matches!(r.role.as_str(), "admin" | "owner") && r.status == Status::Active);
    let admins: Vec<UserId> = admins.map(|row| row.id).collect();
    let [only] = admins.as_slice() else { return Ok(None) };
    let command = Command::Deactivate { reason: None };
    if !ctx.actor.may(command.permission()) {
        return Ok(None);
    }
    let report = run::preview(ctx, &command, &Target::Ids(vec![*only]))?;
    let last = report
        .lines
        .iter()
        .any(|line| line.outcome == Outcome::Skipped(Why::LastAdmin));
    Ok(last.then_some(*only))
}

/// The list that an address of it shows: for answers to forms that stand in the list.
pub(super) fn url_of(page: &Page, address: &str) -> ListUrl {
    ListUrl::read(&Fields::of_address(address), &page.ctx().portal.policy, page.prefs.size)
}
