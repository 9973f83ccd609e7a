//! The frame around every page: who looks, where one is, what one may open. The only place that builds it.

use super::page::Page;
use super::prefs::Prefs;
use super::settings;
use crate::assets::icons::Icon;
use crate::extract::Anybody;
use crate::server::{DevMail as Readable, Server};
use crate::speak::t;
use crate::templates::frame::{DevMail, Frame, JobLink, NavItem, PortalFrame, ProviderBar, Viewer};
use app::Ctx;
use app::error::AppError;
use app::sign_in::caller::Caller;
use model::access::Permission as P;
use model::ids::PortalPk;
use model::name::Slug;
use model::operation::Operation;

/// What a frame shows out of the database.
pub(super) struct Surroundings {
    /// The person's own running operations, newest first.
    running: Vec<Operation>,
    /// Portals to switch to: name and slug.
    portals: Vec<(String, String)>,
}

/// Portals in the switch; the rest is in the list of portals.
const SWITCH: usize = 12;

/// Loads them: one indexed read for everybody, and the portals for the provider's staff.
pub(super) fn surroundings(ctx: &Ctx, caller: &Caller) -> Result<Surroundings, AppError> {
    let running = app::operations::running(ctx)?;
    let mut portals = Vec::new();
    if caller.portal.pk == PortalPk::PROVIDER && caller.person.permissions.contains(&P::PortalsView) {
        let home = ctx.app().enter(caller, Slug::PROVIDER, ctx.request.clone())?;
        let lines = app::portals::list(&home)?.into_iter().map(|line| line.portal);
        portals = lines
            .filter(|p| p.pk != ctx.portal.pk)
            .take(SWITCH)
            .map(|p| (p.name, p.slug))
            .collect();
    }
    Ok(Surroundings { running, portals })
}

/// The frame with what the database knows.
pub(super) fn with(mut frame: Frame, page: &Page, around: Surroundings) -> Frame {
    frame.job = around.running.first().map(|operation| JobLink {
        href: page.at(&format!("/jobs/{}", operation.id)),
        label: super::jobs::label(&operation.work).to_owned(),
        percent: super::jobs::percent_of(operation),
    });
    if let Some(portal) = &mut frame.portal {
        let others = around
            .portals
            .into_iter()
            .map(|(name, slug)| (name, format!("/p/{slug}/users")));
        portal.others = others.collect();
        if is_staff(page) && page.visit.caller.person.permissions.contains(&P::PortalsView) {
            portal
                .others
                .push((t!("frame-all-portals"), String::from("/provider/portals")));
        }
    }
    frame
}

fn is_staff(page: &Page) -> bool {
    page.visit.caller.portal.pk == PortalPk::PROVIDER
}

/// The frame of a page of a signed-in person.
pub(super) fn of(page: &Page, title: String) -> Frame {
    let portal = &page.ctx().portal;
    let visiting = page.ctx().is_visiting();
    Frame {
        title,
        theme: page.prefs.theme,
        density: page.prefs.density,
        portal: Some(PortalFrame {
            slug: portal.slug.clone(),
            name: portal.name.clone(),
            href: page.visit.base(),
            others: Vec::new(),
        }),
        viewer: Some(viewer(page)),
        nav: navigation(page),
        tabs: settings::tabs(page),
        provider_bar: visiting.then(|| ProviderBar {
            portal: portal.name.clone(),
            leave_href: String::from("/provider/portals"),
        }),
        dev_mail: dev_mail(&page.server),
        here: page.here.clone(),
        version: page.server.outside.version.to_owned(),
        ..Frame::default()
    }
}

/// The frame of a public page, of a portal where its slug and name are known.
pub(super) fn public(server: &Server, anybody: &Anybody, title: &str, portal: Option<(&str, &str)>) -> Frame {
    let prefs = Prefs::of(&anybody.headers);
    Frame {
        title: title.to_owned(),
        theme: prefs.theme,
        density: prefs.density,
        portal: portal.map(|(slug, name)| PortalFrame {
            slug: slug.to_owned(),
            name: name.to_owned(),
            href: format!("/p/{slug}/sign-in"),
            others: Vec::new(),
        }),
        dev_mail: dev_mail(server),
        here: anybody.uri.path_and_query().map_or("/", |p| p.as_str()).to_owned(),
        version: server.outside.version.to_owned(),
        ..Frame::default()
    }
}

fn dev_mail(server: &Server) -> DevMail {
    match server.outside.dev_mail {
        Readable::Readable => DevMail::On,
        Readable::Hidden => DevMail::Off,
    }
}

/// The person belongs to one portal; account and signing out are there, wherever the person is at the moment.
fn viewer(page: &Page) -> Viewer {
    let caller = &page.visit.caller;
    let own = format!("/p/{}", caller.portal.slug);
    Viewer {
        name: caller.person.name.clone(),
        email: caller.person.email.clone(),
        links: vec![
            (t!("frame-your-account"), format!("{own}/account")),
            (t!("frame-sessions"), format!("{own}/account/sessions")),
            (t!("frame-preferences"), format!("{own}/account/preferences")),
        ],
        theme_action: String::from("/preferences"),
        sign_out_action: format!("{own}/sign-out"),
    }
}

/// Only what the viewer may open: nothing is greyed (ui.md B2).
fn navigation(page: &Page) -> Vec<NavItem> {
    let path = page.visit.uri.path().to_owned();
    let item = |href: String, label: String, icon| NavItem {
        current: path == href || path.starts_with(&format!("{href}/")),
        label,
        href,
        icon,
    };
    let provider = page.ctx().portal.pk == PortalPk::PROVIDER;
    let mut items = Vec::new();
    if provider && page.may(P::PortalsView) {
        items.push(item(
            String::from("/provider/portals"),
            t!("frame-portals"),
            Icon::Portal,
        ));
    }
    if page.may(P::UsersView) {
        items.push(item(
            page.at("/users"),
            if provider { t!("frame-staff") } else { t!("frame-users") },
            Icon::Users,
        ));
    }
    if page.may(P::ActivityView) {
        items.push(item(page.at("/activity"), t!("frame-activity"), Icon::Activity));
    }
    if page.may(P::UsersView) {
        items.push(item(page.at("/jobs"), t!("frame-jobs"), Icon::Jobs));
    }
    if settings::is_offered(page) {
        items.push(item(page.at("/settings"), t!("catalogue-settings"), Icon::Settings));
    }
    if items.is_empty() {
        items.push(item(page.at("/account"), t!("frame-your-account"), Icon::User));
    }
    items
}
