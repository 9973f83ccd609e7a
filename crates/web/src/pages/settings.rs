//! `/p/{portal}/settings`: what concerns the portal as a whole.

pub mod deploy;
pub mod entries;
pub mod policy;
pub mod tokens;

use crate::pages::Refusal;
use crate::pages::page::Page;
use crate::speak::t;
use crate::templates::components::Tab;
use app::error::AppError;
use app::portals::deploy as production;
use axum::response::{IntoResponse as _, Redirect, Response};
use model::access::Permission as P;
use model::ids::PortalPk;

/// The sections that the viewer may open: words and the end of the address. Nothing is greyed (ui.md B2).
fn sections(page: &Page) -> Vec<(String, &'static str)> {
    let ctx = page.ctx();
    // Roles, modules and the rest concern the whole portal, and the provider's own one has only the built-in ones.
    let whole = ctx.actor.scope().is_all() && ctx.portal.pk != PortalPk::PROVIDER;
    let mut sections = Vec::new();
    if ctx.actor.scope().is_all() && page.may(P::PortalSettings) {
        sections.push((t!("catalogue-tab-policy"), "policy"));
    }
    if whole && page.may(P::RolesManage) {
        sections.push((t!("catalogue-roles"), "roles"));
    }
    if whole && page.may(P::PortalSettings) {
        sections.push((t!("catalogue-modules"), "modules"));
        sections.push((t!("catalogue-sub-accounts"), "sub-accounts"));
        sections.push((t!("catalogue-apps"), "apps"));
    }
    if whole && page.may(production::permission(ctx)) {
        sections.push((t!("catalogue-deploy"), "deploy"));
    }
    if page.may(P::PortalIntegrations) {
        sections.push((t!("catalogue-tab-tokens"), "tokens"));
    }
    sections
}

/// Whether there is anything to open here.
pub(super) fn is_offered(page: &Page) -> bool {
    !sections(page).is_empty()
}

/// The sub-navigation of every page below `/settings`; nothing elsewhere.
pub(super) fn tabs(page: &Page) -> Vec<Tab> {
    let base = page.at("/settings");
    let path = page.visit.uri.path();
    if !path.starts_with(&format!("{base}/")) {
        return Vec::new();
    }
    let tab = |(label, end): (String, &str)| {
        let href = format!("{base}/{end}");
        Tab {
            current: path == href || path.starts_with(&format!("{href}/")),
            label,
            href,
        }
    };
    sections(page).into_iter().map(tab).collect()
}

/// The first section that the viewer may open.
///
/// # Errors
/// The page of the refusal.
pub async fn first(page: Page) -> Result<Response, Refusal> {
    let sections = sections(&page);
    let (_, end) = sections
        .first()
        .ok_or_else(|| page.refuse(AppError::Forbidden(P::PortalSettings)))?;
    Ok(Redirect::to(&page.at(&format!("/settings/{end}"))).into_response())
}
