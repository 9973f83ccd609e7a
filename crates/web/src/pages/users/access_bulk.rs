//! `POST /p/{portal}/users/bulk/permissions`: what to change for many, each part with a preview of its own (ui.md B7).

use super::access_form as form;
use super::selection::Selection;
use crate::pages::Refusal;
use crate::pages::form::Errors;
use crate::pages::page::Page;
use crate::speak::t;
use crate::templates::access::{ManyPage, many};
use axum::response::{IntoResponse as _, Response};
use model::command::Command;
use model::user::access::{Edit, Grants, Scope};
use std::collections::BTreeSet;

/// The word in the address of the choice; what follows it are the names of commands.
pub(super) const ACTION: &str = "permissions";

/// What stands for the command while nothing is chosen yet: all of them need the same permission.
pub(super) const fn undecided() -> Command {
    Command::SetPermissions {
        edit: Edit::Add,
        permissions: Vec::new(),
    }
}

/// The choice.
pub(super) async fn choose(page: &Page, selection: Selection, back: String) -> Result<Response, Refusal> {
    let title = match &selection {
        Selection::Ids(ids) => t!("access-many-title", n = ids.len()),
        Selection::All { .. } => t!("access-many-matching"),
    };
    let load = move |ctx: &app::Ctx| {
        ctx.require(undecided().permission())?;
        selection.hidden(ctx)
    };
    let (frame, mut hidden) = page.show(&title, load).await?;
    hidden.push((String::from("back"), back.clone()));
    let nothing = Grants {
        sub_accounts: Scope::Named(BTreeSet::new()),
        ..Grants::default()
    };
    let view = ManyPage {
        title,
        back_href: back,
        path: page.at("/users/bulk"),
        hidden,
        roles: form::roles(page.ctx(), "user"),
        access: form::fields(page.ctx(), &nothing, None, &Errors::default()),
    };
    Ok(many(&frame, &view).into_response())
}
