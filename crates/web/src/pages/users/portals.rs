//! `/p/provider/users/{id}/portals`: which customers' portals a member of the staff works on (S1.21).

use crate::pages::Refusal;
use crate::pages::fields::Fields;
use crate::pages::page::Page;
use crate::templates::components::{back_link, heading};
use crate::templates::form::Choice;
use crate::templates::frame::page as frame_page;
use crate::templates::portals::{StaffPortals, StaffReach, staff_portals};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::html;
use model::access::Permission;
use model::ids::UserId;

/// From this rank on, the role itself reaches every portal.
const ALL_PORTALS: i64 = 90;

/// The page.
///
/// # Errors
/// The page of the refusal.
pub async fn show(page: Page) -> Result<Response, Refusal> {
    let id: UserId = page.id("id")?;
    let load = move |ctx: &app::Ctx| {
        let assigned = app::portals::assigned(ctx, id)?;
        Ok((app::users::list::get(ctx, id)?.user, assigned, app::portals::list(ctx)?))
    };
    let (frame, (user, assigned, lines)) = page.show("Portals of a staff member", load).await?;
    let own = page.at(&format!("/users/{id}"));
    let names = lines
        .iter()
        .filter(|l| assigned.contains(&l.portal.slug))
        .map(|l| l.portal.name.clone());
    let reach = if user.role.rank >= ALL_PORTALS {
        StaffReach::All
    } else if page.may(Permission::StaffManage) {
        let choice = |line: &app::store::portals::PortalLine| Choice {
            value: line.portal.slug.clone(),
            label: line.portal.name.clone(),
            hint: line.portal.slug.clone(),
            chosen: assigned.contains(&line.portal.slug),
        };
        StaffReach::Editable {
            action: format!("{own}/portals"),
            hidden: Vec::new(),
            portals: lines.iter().map(choice).collect(),
        }
    } else {
        StaffReach::Shown(names.collect())
    };
    let name = if user.full_name().is_empty() {
        user.profile.email.to_string()
    } else {
        user.full_name()
    };
    let main = html! {
        (back_link(&name, &own))
        (heading("Portals", &[]))
        (staff_portals(&StaffPortals { reach }))
    };
    Ok(frame_page(&frame, main).into_response())
}

/// Assigns exactly the ticked portals.
///
/// # Errors
/// The page of the refusal.
pub async fn save(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let id: UserId = page.id("id")?;
    let slugs: Vec<String> = fields.all("portal").map(str::to_owned).collect();
    page.ask(move |ctx| app::portals::assign(ctx, id, &slugs)).await?;
    Ok(Redirect::to(&page.at(&format!("/users/{id}/portals"))).into_response())
}
