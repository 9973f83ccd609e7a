//! `/provider/portals`: the customers' portals with their numbers, a new one, and what the provider changes about one.

use crate::assets::icons::Icon;
use crate::pages::Refusal;
use crate::pages::fields::{Fields, address};
use crate::pages::form::{Errors, problem};
use crate::pages::page::Page;
use crate::speak::{self, t};
use crate::templates::components::{Action, Kind, Look, Message, Opens, Pager};
use crate::templates::entered::Entered;
use crate::templates::form::Choice;
use crate::templates::portals::{
    NewPortalPage, PortalRow, PortalSettings, PortalState, PortalsPage, SeatsLimit, StateChange, draft_confirmation,
    new_portal, page as portals_page, settings as settings_page, suspend_confirmation, suspend_page,
};
use app::Ctx;
use app::error::AppError;
use app::portals::{self, Edit, NewPortal};
use app::store::portals::{Portal, PortalKind, PortalLine, Stage};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use model::access::Permission as P;
use model::keys::fold;
use model::presets::Preset;

/// Portals per page.
const PAGE: usize = 100;
const LIST: &str = "/provider/portals";

fn unsigned(n: i64) -> u64 {
    u64::try_from(n).unwrap_or_default()
}

fn state(portal: &Portal) -> PortalState {
    match portal.state.as_str() {
        "active" => PortalState::Active,
        "closing" => PortalState::Closing,
        _ => PortalState::Suspended,
    }
}

/// The list.
///
/// # Errors
/// The page of the refusal.
pub async fn list(page: Page) -> Result<Response, Refusal> {
    let (frame, all) = page.show(&t!("portals-title"), portals::list).await?;
    let q = page.query.get("q").trim().to_owned();
    let wanted = fold(&q);
    let found: Vec<&PortalLine> = all
        .iter()
        .filter(|l| fold(&l.portal.name).contains(&wanted) || l.portal.slug.contains(&wanted))
        .collect();
    let at: usize = page
        .query
        .get("page")
        .parse()
        .unwrap_or(1)
        .clamp(1, found.len().div_ceil(PAGE).max(1));
    let shown: Vec<&PortalLine> = found.iter().skip((at - 1) * PAGE).take(PAGE).copied().collect();
    let new = Action {
        label: t!("portals-new"),
        href: format!("{LIST}/new"),
        icon: Some(Icon::Plus),
        look: Look::Primary,
        opens: Opens::Page,
    };
    let view = PortalsPage {
        actions: page.may(P::PortalsCreate).then_some(new).into_iter().collect(),
        path: LIST.to_owned(),
        pager: pager(&q, at, shown.len(), found.len()),
        q,
        rows: shown.into_iter().map(|line| row(&page, line)).collect(),
    };
    Ok(portals_page(&frame, &view).into_response())
}

fn pager(q: &str, at: usize, shown: usize, found: usize) -> Pager {
    let link = |to: usize| {
        let mut pairs = Vec::new();
        if !q.is_empty() {
            pairs.push((String::from("q"), q.to_owned()));
        }
        if to > 1 {
            pairs.push((String::from("page"), to.to_string()));
        }
        address(LIST, &pairs)
    };
    let last = found.div_ceil(PAGE);
    let first = (at - 1) * PAGE + 1;
    Pager {
        range: t!(
            "portals-range",
            first = first,
            last = (first + shown).saturating_sub(1),
            all = found
        ),
        first: (at > 2).then(|| link(1)),
        previous: (at > 1).then(|| link(at - 1)),
        next: (at < last).then(|| link(at + 1)),
        last: (at + 1 < last).then(|| link(last)),
        sizes: Vec::new(),
    }
}

fn row(page: &Page, line: &PortalLine) -> PortalRow {
    let portal = &line.portal;
    PortalRow {
        name: portal.name.clone(),
        slug: portal.slug.clone(),
        href: format!("/p/{}/users", portal.slug),
        settings_href: page.may(P::PortalsManage).then(|| format!("{LIST}/{}", portal.slug)),
        preset: portal.preset.clone(),
        state: state(portal),
        users: unsigned(line.users),
        pending: unsigned(line.pending),
        held: unsigned(line.seats_held),
        owned: portal.seat_limit.map(unsigned),
    }
}

/// The form of a new portal.
///
/// # Errors
/// The page of the refusal.
pub async fn form(page: Page) -> Result<Response, Refusal> {
    answer_new(&page, &Fields::default(), &Errors::default()).await
}

async fn answer_new(page: &Page, fields: &Fields, errors: &Errors) -> Result<Response, Refusal> {
    let (frame, ()) = page
        .show(&t!("portals-new"), |ctx| ctx.require(P::PortalsCreate))
        .await?;
    let entered = |name: &str| Entered {
        value: fields.get(name).to_owned(),
        error: errors.of(name),
    };
    let chosen = fields.some("preset").unwrap_or(Preset::Standard.name());
    let preset = |preset: &Preset| Choice {
        value: preset.name().to_owned(),
        label: preset.name().replace('_', " "),
        hint: words::preset(speak::language(), *preset),
        chosen: preset.name() == chosen,
    };
    let chosen_kind = fields.some("kind").unwrap_or("external");
    let kind = |value: &str, label: String, hint: String| Choice {
        value: value.to_owned(),
        label,
        hint,
        chosen: value == chosen_kind,
    };
    let view = NewPortalPage {
        back_href: LIST.to_owned(),
        action: LIST.to_owned(),
        hidden: Vec::new(),
        problem: errors.of_others(&["name", "slug", "preset", "kind", "seats", "admin_email"]),
        name: entered("name"),
        slug: entered("slug"),
        address_start: format!("{}/p/", page.server.app.base_url()),
        presets: Preset::ALL.iter().map(preset).collect(),
        preset_error: errors.of("preset"),
        kinds: vec![
            kind("external", t!("portals-external"), t!("portals-external-hint")),
            kind("internal", t!("portals-internal"), t!("portals-internal-hint")),
        ],
        kind_error: errors.of("kind"),
        seats: entered("seats"),
        admin_email: entered("admin_email"),
    };
    Ok(new_portal(&frame, &view).into_response())
}

/// A number of seats as typed; nothing for any number.
fn seats(fields: &Fields) -> Result<Option<i64>, AppError> {
    let wrong = |_| AppError::invalid("seats", t!("portals-seats-wrong"));
    fields.some("seats").map(str::parse).transpose().map_err(wrong)
}

/// Creates a portal and invites its admin.
///
/// # Errors
/// The page of the refusal.
pub async fn create(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let text = |name: &str| fields.get(name).trim().to_owned();
    let wanted = seats(&fields).map(|seats| NewPortal {
        slug: text("slug"),
        name: text("name"),
        preset: text("preset"),
        seats,
        admin_email: text("admin_email"),
        kind: fields.some("kind").unwrap_or("external").to_owned(),
    });
    let created = match wanted {
        Ok(new) => page.run(move |ctx: &Ctx| portals::create(ctx, &new)).await,
        Err(error) => Err(error),
    };
    match created {
        Ok(portal) => Ok(Redirect::to(&settings_of(&portal.slug, "created")).into_response()),
        Err(error) => {
            let errors = Errors::take(error).map_err(|e| page.refuse(e))?;
            let mut response = answer_new(&page, &fields, &errors).await?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
    }
}

fn settings_of(slug: &str, done: &str) -> String {
    address(&format!("{LIST}/{slug}"), &[(String::from("done"), done.to_owned())])
}

/// The settings of a portal.
///
/// # Errors
/// The page of the refusal.
pub async fn settings(page: Page) -> Result<Response, Refusal> {
    answer_settings(&page, &Fields::default(), &Errors::default(), None).await
}

/// One portal out of those that the person may enter.
fn find(ctx: &Ctx, slug: &str) -> Result<PortalLine, AppError> {
    ctx.require(P::PortalsManage)?;
    portals::list(ctx)?
        .into_iter()
        .find(|line| line.portal.slug == slug)
        .ok_or(AppError::NotFound("portal"))
}

async fn answer_settings(
    page: &Page,
    typed: &Fields,
    errors: &Errors,
    wrong: Option<Message>,
) -> Result<Response, Refusal> {
    let slug = page.param("customer").to_owned();
    let (mut frame, line) = page
        .show(&t!("portals-settings-title"), move |ctx| find(ctx, &slug))
        .await?;
    frame.message = done(page);
    let portal = &line.portal;
    let base = format!("{LIST}/{}", portal.slug);
    let entered = |name: &str, now: String| Entered {
        value: typed.all(name).next().map_or(now, str::to_owned),
        error: errors.of(name),
    };
    let preset = portal.preset.parse::<Preset>();
    let preset = preset.map_or_else(|_| String::new(), |preset| words::preset(speak::language(), preset));
    let view = PortalSettings {
        back_href: LIST.to_owned(),
        portal: portal.name.clone(),
        slug: portal.slug.clone(),
        users_href: format!("/p/{}/users", portal.slug),
        preset: format!("{}: {preset}", portal.preset),
        hidden: Vec::new(),
        problem: wrong.or_else(|| errors.of_others(&["name", "seats"])),
        rename_action: format!("{base}/rename"),
        name: entered("name", portal.name.clone()),
        seats: SeatsLimit {
            action: format!("{base}/seats"),
            entered: entered("seats", portal.seat_limit.map(|n| n.to_string()).unwrap_or_default()),
            held: unsigned(line.seats_held),
            owned: portal.seat_limit.map(unsigned),
        },
        stage: stage(portal),
        deploy_href: Some(format!("/p/{}/settings/deploy", portal.slug)),
        draft_href: (portal.stage == Stage::Production).then(|| format!("{base}/draft")),
        state: state(portal),
        change: match state(portal) {
            PortalState::Active => Some(StateChange::Suspend(format!("{base}/suspend"))),
            PortalState::Suspended => Some(StateChange::Resume(format!("{base}/resume"))),
            PortalState::Closing => None,
        },
    };
    Ok(settings_page(&frame, &view).into_response())
}

fn done(page: &Page) -> Option<Message> {
    let text = match page.query.get("done") {
        "created" => t!("portals-done-created"),
        "saved" => t!("portals-done-saved"),
        "suspended" => t!("portals-done-suspended"),
        "resumed" => t!("portals-done-resumed"),
        "draft" => t!("portals-done-draft"),
        _ => return None,
    };
    Some(Message {
        kind: Kind::Done,
        text,
        focus: true,
        ..Message::default()
    })
}

async fn change(page: &Page, fields: &Fields, edit: Result<Edit, AppError>, done: &str) -> Result<Response, Refusal> {
    let slug = page.param("customer").to_owned();
    let changed = match edit {
        Ok(edit) => page.run(move |ctx: &Ctx| portals::edit(ctx, &slug, &edit)).await,
        Err(error) => Err(error),
    };
    match changed {
        Ok(portal) => Ok(Redirect::to(&settings_of(&portal.slug, done)).into_response()),
        Err(AppError::Conflict { message, .. }) => {
            let mut response = answer_settings(page, fields, &Errors::default(), Some(problem(&message))).await?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
        Err(error) => {
            let errors = Errors::take(error).map_err(|e| page.refuse(e))?;
            let mut response = answer_settings(page, fields, &errors, None).await?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
    }
}

/// Renames a portal.
///
/// # Errors
/// The page of the refusal.
pub async fn rename(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let edit = Edit::Rename(fields.get("name").to_owned());
    change(&page, &fields, Ok(edit), "saved").await
}

/// Sets the number of seats.
///
/// # Errors
/// The page of the refusal.
pub async fn set_seats(page: Page, fields: Fields) -> Result<Response, Refusal> {
    change(&page, &fields, seats(&fields).map(Edit::Seats), "saved").await
}

/// The confirmation of suspending.
///
/// # Errors
/// The page of the refusal.
pub async fn confirm_suspend(page: Page) -> Result<Response, Refusal> {
    let slug = page.param("customer").to_owned();
    let (frame, line) = page.show(&t!("portals-suspend"), move |ctx| find(ctx, &slug)).await?;
    let base = format!("{LIST}/{}", line.portal.slug);
    let active = unsigned(line.seats_held);
    let mut confirm = suspend_confirmation(&line.portal.name, active, &format!("{base}/suspend"), &base);
    // The log of a suspension has no words of its own.
    confirm.reason = None;
    Ok(suspend_page(&frame, &confirm).into_response())
}

/// Suspends a portal: everybody is signed out at once.
///
/// # Errors
/// The page of the refusal.
pub async fn suspend(page: Page) -> Result<Response, Refusal> {
    change(&page, &Fields::default(), Ok(Edit::Suspend), "suspended").await
}

fn stage(portal: &Portal) -> String {
    match (portal.kind, portal.stage) {
        (PortalKind::External, Stage::Draft) => t!("portals-external-draft"),
        (PortalKind::External, Stage::Production) => t!("portals-external-production"),
        (PortalKind::Internal, Stage::Draft) => t!("portals-internal-draft"),
        (PortalKind::Internal, Stage::Production) => t!("portals-internal-production"),
    }
}

/// The confirmation of going back to draft.
///
/// # Errors
/// The page of the refusal.
pub async fn confirm_draft(page: Page) -> Result<Response, Refusal> {
    let slug = page.param("customer").to_owned();
    let (frame, line) = page.show(&t!("portals-draft"), move |ctx| find(ctx, &slug)).await?;
    let base = format!("{LIST}/{}", line.portal.slug);
    let confirm = draft_confirmation(&line.portal.name, &format!("{base}/draft"), &base);
    Ok(suspend_page(&frame, &confirm).into_response())
}

/// Takes a portal out of production.
///
/// # Errors
/// The page of the refusal.
pub async fn draft(page: Page) -> Result<Response, Refusal> {
    change(&page, &Fields::default(), Ok(Edit::BackToDraft), "draft").await
}

/// Opens a suspended portal again.
///
/// # Errors
/// The page of the refusal.
pub async fn resume(page: Page) -> Result<Response, Refusal> {
    change(&page, &Fields::default(), Ok(Edit::Resume), "resumed").await
}
