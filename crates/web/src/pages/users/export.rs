//! `/p/{portal}/users/export` and `/p/{portal}/users.csv`: what the list shows, as a file (ui.md B13).

use super::query::{ListUrl, Start};
use super::{Shown, columns, selected, show};
use crate::pages::Refusal;
use crate::pages::page::Page;
use crate::speak::t;
use crate::stream;
use crate::templates::export::{ExportPage, Of, page as export_page};
use crate::templates::list_view::ColumnKey;
use app::Ctx;
use app::error::AppError;
use app::export::{self, Column, Columns, Formulas, Language, Options, Scope, Separator};
use app::users::list;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use model::access::Permission;
use model::query::{Page as Where, Total};

/// The options; they keep the query of the list.
///
/// # Errors
/// The page of the refusal.
pub async fn options(page: Page) -> Result<Response, Refusal> {
    let url = ListUrl::read(&page.query, &page.ctx().portal.policy, page.prefs.size);
    let filter = url.filter(page.ctx().now, &page.zone(), ids(&page, &url));
    let shown = url.clone();
    let load = move |ctx: &Ctx| {
        ctx.require(Permission::UsersExport)?;
        let mut query = shown.query(filter);
        query.page = start(ctx, &shown, &query)?;
        let users = list::page(ctx, &query)?;
        Ok((users.total, users.rows.len(), export::file_name(ctx)))
    };
    let (frame, (total, on_page, file_name)) = page.show(&t!("export-title"), load).await?;
    let (Total::Exact(matching) | Total::MoreThan(matching)) = total;
    let chips = super::filters::chips(&url, &page.ctx().portal, "");
    let search = (!url.q.is_empty()).then(|| format!("“{}”", url.q));
    let category = url
        .category
        .as_deref()
        .and_then(|key| page.ctx().portal.policy.category(key))
        .map(|c| c.label.to_owned());
    let words: Vec<String> = category
        .into_iter()
        .chain(search)
        .chain(chips.into_iter().map(|chip| chip.label))
        .collect();
    let labels: Vec<String> = on_page_columns(&page, &url).into_iter().map(columns::label).collect();
    let view = ExportPage {
        back_href: url.href_at(&page.at("/users"), &url.start),
        action: page.at("/users.csv"),
        query: url.pairs_at(&url.start),
        filter: words.join(", "),
        matching: u64::try_from(matching).unwrap_or_default(),
        of: if url.view.is_some() { Of::Selected } else { Of::Matching },
        shown_columns: labels.join(", "),
        on_page: on_page as u64,
        file_name,
        // Files are made at once, whatever their length.
        job_from: u64::MAX,
    };
    Ok(export_page(&frame, &view).into_response())
}

fn ids(page: &Page, url: &ListUrl) -> Vec<model::ids::UserId> {
    url.view
        .as_ref()
        .and_then(|view| selected::recall(page, view))
        .unwrap_or_default()
}

/// The file. A remembered selection that is gone must not become "everybody": the list says so instead.
///
/// # Errors
/// The page of the refusal.
pub async fn users(page: Page) -> Result<Response, Refusal> {
    let url = ListUrl::read(&page.query, &page.ctx().portal.policy, page.prefs.size);
    let ids = ids(&page, &url);
    if url.view.is_some() && ids.is_empty() {
        let notice = Some(t!("export-forgotten"));
        return show(
            &page,
            url,
            Shown {
                told: None,
                notice,
                status: StatusCode::CONFLICT,
            },
        )
        .await;
    }
    let options = wanted(&page, &url);
    let scope = if page.query.get("rows") == "page" {
        Scope::Page
    } else {
        Scope::All
    };
    let filter = url.filter(page.ctx().now, &page.zone(), ids);
    let name = export::file_name(page.ctx());
    let file = stream::csv(&page.server, page.ctx(), &name, move |ctx, out| {
        let mut query = url.query(filter);
        query.page = start(ctx, &url, &query)?;
        export::users(ctx, &query, scope, &options, out)
    });
    file.await.map_err(|error| page.refuse(error))
}

fn start(ctx: &Ctx, url: &ListUrl, query: &model::query::UserQuery) -> Result<Where, AppError> {
    match &url.start {
        Start::First => Ok(Where::First),
        Start::Last => Ok(Where::Last),
        Start::After(cursor, _) => list::start(ctx, query, Some(cursor), None),
        Start::Before(cursor, _) => list::start(ctx, query, None, Some(cursor)),
    }
}

fn wanted(page: &Page, url: &ListUrl) -> Options {
    let columns = match page.query.get("columns") {
        "shown" => Columns::Chosen(on_page_columns(page, url).into_iter().filter_map(column).collect()),
        key => Columns::from_key(key).unwrap_or(Columns::Documents),
    };
    Options {
        columns,
        separator: Separator::from_key(page.query.get("separator")).unwrap_or_default(),
        formulas: match page.query.get("formulas") {
            "raw" => Formulas::Raw,
            _ => Formulas::Neutralised,
        },
        language: Language::from_code(page.query.get("language")).unwrap_or_default(),
    }
}

/// The columns of the list as the person sees them.
fn on_page_columns(page: &Page, url: &ListUrl) -> Vec<ColumnKey> {
    let others = columns::shown(url, &page.ctx().portal.policy);
    std::iter::once(ColumnKey::First)
        .chain(others)
        .filter(|key| column(*key).is_some())
        .collect()
}

/// What a column of the list is in a file.
const fn column(key: ColumnKey) -> Option<Column> {
    match key {
        ColumnKey::First => Some(Column::FirstName),
        ColumnKey::Last => Some(Column::LastName),
        ColumnKey::Username => Some(Column::Username),
        ColumnKey::Status => Some(Column::Status),
        ColumnKey::Role => Some(Column::Role),
        ColumnKey::Email => Some(Column::Email),
        ColumnKey::Seen => Some(Column::LastSignIn),
        ColumnKey::Added => Some(Column::Added),
        ColumnKey::Modified => Some(Column::Modified),
        ColumnKey::Id => Some(Column::Id),
        ColumnKey::Permissions | ColumnKey::SubAccounts | ColumnKey::Mfa => None,
    }
}
