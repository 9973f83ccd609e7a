//! `POST /p/{portal}/users/selected`: the list of just the ticked users. Their ids would not fit into an address, so the
//! server remembers them under a short key for a while (ui.md B6).

use super::selection::Selection;
use super::{Shown, show, url_of};
use crate::pages::Refusal;
use crate::pages::fields::Fields;
use crate::pages::local;
use crate::pages::page::Page;
use crate::speak::t;
use app::users::list;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use model::ids::{PortalPk, UserId};
use std::collections::VecDeque;
use std::sync::{LazyLock, Mutex, PoisonError};

/// Selections remembered at a time, of all portals; the oldest go first.
const KEPT: usize = 500;
/// Largest selection that is remembered.
const MAX: usize = 1_000;

struct Remembered {
    portal: PortalPk,
    key: String,
    ids: Vec<UserId>,
}

/// Ids only, readable by whoever may see the portal's list anyway; after a restart the list says that it forgot them.
static VIEWS: LazyLock<Mutex<VecDeque<Remembered>>> = LazyLock::new(Mutex::default);

/// Remembers the ticked users and shows them.
///
/// # Errors
/// The page of the refusal.
pub async fn post(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let path = page.at("/users");
    let back = local::way_back(&fields, &page.visit.headers, &path, &path);
    let read = page.ask(move |ctx| Selection::read(ctx, &fields)).await?;
    let Some(Selection::Ids(mut ids)) = read else {
        let notice = Some(t!("list-tick-first"));
        let url = url_of(&page, &back);
        return show(
            &page,
            url,
            Shown {
                told: None,
                notice,
                status: StatusCode::UNPROCESSABLE_ENTITY,
            },
        )
        .await;
    };
    ids.truncate(MAX);
    ids.sort_unstable();
    let key = remember(page.ctx().portal.pk, ids);
    let url = url_of(&page, &back).cleared().with(|url| {
        url.category = None;
        url.view = Some(key);
    });
    Ok(Redirect::to(&url.href(&path)).into_response())
}

fn remember(portal: PortalPk, ids: Vec<UserId>) -> String {
    let key = list::fingerprint(&format!("{portal:?} {ids:?}"));
    let mut views = VIEWS.lock().unwrap_or_else(PoisonError::into_inner);
    views.retain(|view| view.portal != portal || view.key != key);
    if views.len() >= KEPT {
        views.pop_front();
    }
    views.push_back(Remembered {
        portal,
        key: key.clone(),
        ids,
    });
    key
}

/// The ids under a key of this portal.
pub(super) fn recall(page: &Page, key: &str) -> Option<Vec<UserId>> {
    let portal = page.ctx().portal.pk;
    let views = VIEWS.lock().unwrap_or_else(PoisonError::into_inner);
    views
        .iter()
        .find(|view| view.portal == portal && view.key == key)
        .map(|view| view.ids.clone())
}
