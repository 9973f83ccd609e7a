//! `/p/{portal}/users/export` and `/p/{portal}/users.csv`: what the list shows, as a file (ui.md B13).

use super::query::{ListUrl, Start};
use super::selection::Selection;
use super::{Shown, columns, selected as remembered, show, url_of};
use crate::pages::Refusal;
use crate::pages::fields::Fields;
use crate::pages::local;
use crate::pages::page::Page;
use crate::speak::t;
use crate::stream;
use crate::templates::export::{ExportPage, Of, Sent, page as export_page};
use crate::templates::list_view::ColumnKey;
use app::Ctx;
use app::error::AppError;
use app::export::{self, Column, Columns, Formulas, Language, Options, Scope, Separator};
use app::users::list;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use model::access::Permission;
use model::query::{Filter, Page as Where, Total};
use model::status::Status;

/// The word in the address of an export of the ticked users.
pub(super) const ACTION: &str = "export";

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
        sent: Sent::Get,
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
        .and_then(|view| remembered::recall(page, view))
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
    let options = wanted(&page, &page.query, &url);
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

/// `POST /p/{portal}/users/bulk/export`: exactly the ticked users (ui.md B7). The options first, then the file.
pub(super) async fn selected(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let back = local::way_back(&fields, &page.visit.headers, &page.at("/users"), &page.at("/users"));
    let url = url_of(&page, &back);
    let form = fields.clone();
    let read = page.ask(move |ctx| {
        ctx.require(Permission::UsersExport)?;
        Selection::read(ctx, &form)
    });
    let Some(selection) = read.await? else {
        let shown = Shown {
            told: None,
            notice: Some(t!("list-tick-first")),
            status: StatusCode::UNPROCESSABLE_ENTITY,
        };
        return show(&page, url, shown).await;
    };
    if fields.get("confirm") != "yes" {
        return options_of_selected(&page, &fields, &url, selection, back).await;
    }
    let options = wanted(&page, &fields, &url);
    let name = export::file_name(page.ctx());
    let file = stream::csv(&page.server, page.ctx(), &name, move |ctx, out| {
        let (filter, scope) = meant(selection);
        export::users(ctx, &url.query(filter), scope, &options, out)
    });
    file.await.map_err(|error| page.refuse(error))
}

async fn options_of_selected(
    page: &Page,
    fields: &Fields,
    url: &ListUrl,
    selection: Selection,
    back: String,
) -> Result<Response, Refusal> {
    let load = move |ctx: &Ctx| {
        let (filter, scope) = meant(selection);
        Ok((export::count(ctx, &filter, &scope)?, export::file_name(ctx)))
    };
    let (frame, (total, file_name)) = page.show(&t!("export-title"), load).await?;
    let (Total::Exact(matching) | Total::MoreThan(matching)) = total;
    let labels: Vec<String> = on_page_columns(page, url).into_iter().map(columns::label).collect();
    let carried = ["sel", "filter", "ids", "except"];
    let mut query: Vec<(String, String)> = fields.0.clone();
    query.retain(|(name, _)| carried.contains(&name.as_str()));
    query.push((String::from("confirm"), String::from("yes")));
    query.push((String::from("back"), back.clone()));
    let view = ExportPage {
        back_href: back,
        action: page.at("/users/bulk/export"),
        sent: Sent::Post,
        query,
        matching: u64::try_from(matching).unwrap_or_default(),
        of: Of::Selected,
        shown_columns: labels.join(", "),
        file_name,
        job_from: u64::MAX,
        ..ExportPage::default()
    };
    Ok(export_page(&frame, &view).into_response())
}

/// Ticked users are meant whatever their status; of those who match, all but the ones unticked again.
fn meant(selection: Selection) -> (Filter, Scope) {
    match selection {
        Selection::Ids(ids) => {
            let filter = Filter {
                ids,
                status: Status::ALL.to_vec(),
                ..Filter::default()
            };
            (filter, Scope::All)
        }
        Selection::All { filter, except, .. } => (filter, Scope::AllBut(except)),
    }
}

fn start(ctx: &Ctx, url: &ListUrl, query: &model::query::UserQuery) -> Result<Where, AppError> {
    match &url.start {
        Start::First => Ok(Where::First),
        Start::Last => Ok(Where::Last),
        Start::After(cursor, _) => list::start(ctx, query, Some(cursor), None),
        Start::Before(cursor, _) => list::start(ctx, query, None, Some(cursor)),
    }
}

fn wanted(page: &Page, chosen: &Fields, url: &ListUrl) -> Options {
    let columns = match chosen.get("columns") {
        "shown" => Columns::Chosen(on_page_columns(page, url).into_iter().filter_map(column).collect()),
        key => Columns::from_key(key).unwrap_or(Columns::Documents),
    };
    Options {
        columns,
        separator: Separator::from_key(chosen.get("separator")).unwrap_or_default(),
        formulas: match chosen.get("formulas") {
            "raw" => Formulas::Raw,
            _ => Formulas::Neutralised,
        },
        language: Language::from_code(chosen.get("language")).unwrap_or_default(),
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
