//! The frame around every page: skip links, header, navigation, main, footer, live regions (B3, B15).

use super::components::{Message, Place, Tab, message, tabs};
use crate::assets;
use crate::assets::icons::{Icon, icon, sprite};
use crate::speak::{self, rich, t};
use maud::{DOCTYPE, Markup, html};

/// What stands around the content of one page. Start from `Frame::default()` and set what the page has.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// The page's part of the title, position included: `Users: Active, 1–50 of 120`. Prefix `Error: ` after a failed submit.
    pub title: String,
    /// Chosen colours.
    pub theme: Theme,
    /// Chosen row height.
    pub density: Density,
    /// The portal the page belongs to; none on pages of the installation.
    pub portal: Option<PortalFrame>,
    /// Who looks; none on public pages, which then show a narrow centred column.
    pub viewer: Option<Viewer>,
    /// Navigation, only what the viewer may open.
    pub nav: Vec<NavItem>,
    /// The sections of a group of pages, as links above the content: the settings.
    pub tabs: Vec<Tab>,
    /// Shown while provider staff work inside a portal.
    pub provider_bar: Option<ProviderBar>,
    /// The result of the last action, above the content. The user list has its own strip instead.
    pub message: Option<Message>,
    /// The viewer's running job, shown in the header of every page.
    pub job: Option<JobLink>,
    /// Whether the page has a table worth a skip link.
    pub skip: Skip,
    /// Whether captured mail can be read here.
    pub dev_mail: DevMail,
    /// Path and query of this page, where theme and language forms return to.
    pub here: String,
    /// The version in the footer.
    pub version: String,
    /// The zone of the times on this page, `GMT` or an IANA name.
    pub zone: String,
}

/// Colours: as the system says, or fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The value in the cookie and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Its word on the button.
    fn label(self) -> String {
        match self {
            Self::Auto => t!("frame-theme-auto"),
            Self::Light => t!("frame-theme-light"),
            Self::Dark => t!("frame-theme-dark"),
        }
    }
}

/// Row height of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Density {
    /// 44 px rows.
    #[default]
    Normal,
    /// 36 px rows.
    Compact,
}

/// The portal named in the header.
#[derive(Debug, Clone, Default)]
pub struct PortalFrame {
    /// Its slug, the scope of the script's selection.
    pub slug: String,
    /// Its name, the suffix of the title.
    pub name: String,
    /// Where the name leads to.
    pub href: String,
    /// Other portals the viewer can switch to: name and address.
    pub others: Vec<(String, String)>,
}

/// The signed-in person and the account menu.
#[derive(Debug, Clone, Default)]
pub struct Viewer {
    /// Shown name.
    pub name: String,
    /// Shown address.
    pub email: String,
    /// Links of the account menu: label and address.
    pub links: Vec<(String, String)>,
    /// POST address that sets the theme (fields `theme`, `back`).
    pub theme_action: String,
    /// POST address that signs out.
    pub sign_out_action: String,
}

/// One entry of the navigation.
#[derive(Debug, Clone)]
pub struct NavItem {
    /// Where it leads.
    pub href: String,
    /// Its words.
    pub label: String,
    /// Its drawing.
    pub icon: Icon,
    /// Whether this page is it, or below it.
    pub current: bool,
}

/// "You are acting as provider staff in Acme. Leave".
#[derive(Debug, Clone)]
pub struct ProviderBar {
    /// The portal's name.
    pub portal: String,
    /// Where "Leave" leads.
    pub leave_href: String,
}

/// A running job of the viewer.
#[derive(Debug, Clone)]
pub struct JobLink {
    /// Its page.
    pub href: String,
    /// The action in words, `Deactivate`.
    pub label: String,
    /// Done so far, 0 to 100.
    pub percent: u64,
}

/// Skip links beyond (t!("frame-skip-main")).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Skip {
    /// None.
    #[default]
    Main,
    /// Also to the table, id `table`.
    Table,
}

/// Whether the footer links to captured mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DevMail {
    /// Mail is really sent.
    #[default]
    Off,
    /// Mail is captured and readable at `/dev/mail`.
    On,
}

/// The whole document. `main` brings the one `h1` (see `components::heading`).
#[must_use]
pub fn page(frame: &Frame, main: Markup) -> Markup {
    let language = speak::language();
    let theme = (frame.theme != Theme::Auto).then(|| frame.theme.code());
    let density = (frame.density == Density::Compact).then_some("compact");
    let body = body(frame, main);
    let later: &[Icon] = if frame.skip == Skip::Table { &SWAPPED } else { &[] };
    html! {
        (DOCTYPE)
        html lang=(language.code()) dir=(language.direction()) data-theme=[theme] data-density=[density] {
            (head(frame))
            body.public[frame.viewer.is_none()] {
                (body)
                (sprite(&body.0, later))
            }
        }
    }
}

/// Icons that a fragment of the list may bring although the first page had none of them.
const SWAPPED: [Icon; 23] = [
    Icon::Check,
    Icon::Draft,
    Icon::Mail,
    Icon::User,
    Icon::Hourglass,
    Icon::MailX,
    Icon::Unlink,
    Icon::MailQuestion,
    Icon::Key,
    Icon::KeyArrow,
    Icon::LockClock,
    Icon::Lock,
    Icon::Bin,
    Icon::Bar,
    Icon::Cross,
    Icon::Warning,
    Icon::Half,
    Icon::Error,
    Icon::Info,
    Icon::First,
    Icon::Previous,
    Icon::Next,
    Icon::Last,
];

fn body(frame: &Frame, main: Markup) -> Markup {
    html! {
        a.skip href="#main" { (t!("frame-skip-main")) }
        @if frame.skip == Skip::Table { a.skip href="#table" { (t!("frame-skip-table")) } }
        (header(frame))
        @if let Some(bar) = &frame.provider_bar { (provider_bar(bar)) }
        div.shell.bare[frame.nav.is_empty()] {
            @if !frame.nav.is_empty() { (navigation(&frame.nav)) }
            main #main tabindex="-1" {
                @if !frame.tabs.is_empty() { (tabs(&t!("catalogue-settings"), &frame.tabs)) }
                @if let Some(text) = &frame.message { (message(text, Place::Page)) }
                (main)
            }
        }
        (footer(frame))
        div #live-status .vh role="status" {}
        div #live-alert .vh role="alert" {}
    }
}

fn head(frame: &Frame) -> Markup {
    let place = frame.portal.as_ref().map_or("Portico", |portal| portal.name.as_str());
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (frame.title) " – " (place) }
            link rel="icon" type="image/svg+xml" href=(assets::url("favicon.svg"));
            link rel="stylesheet" href=(assets::url("base.css"));
            script type="module" src=(assets::url(&assets::texts_name(crate::speak::language()))) {}
            script type="module" src=(assets::url("app.js")) {}
        }
    }
}

fn header(frame: &Frame) -> Markup {
    html! {
        header.top {
            @if !frame.nav.is_empty() {
                button.btn.ghost.menu-button type="button" popovertarget="nav" { (icon(Icon::Menu)) span { (t!("frame-menu")) } }
            }
            (brand(frame))
            span.grow {}
            @if let Some(job) = &frame.job {
                a.job-pill href=(job.href) { (icon(Icon::Refresh)) span { span.job-words { (t!("frame-job-running", job = &job.label)) ", " } (job.percent) " %" } }
            }
            @if let Some(viewer) = &frame.viewer { (account(frame, viewer)) }
        }
    }
}

fn brand(frame: &Frame) -> Markup {
    let (name, href) = frame
        .portal
        .as_ref()
        .map_or(("Portico", "/"), |p| (p.name.as_str(), p.href.as_str()));
    let others = frame.portal.as_ref().map_or(&[][..], |portal| &portal.others);
    html! {
        a.brand href=(href) { span.logo aria-hidden="true" { (initial(name)) } bdi { (name) } }
        @if !others.is_empty() {
            button.btn.ghost.square type="button" popovertarget="portals" aria-label=(t!("frame-switch-portal")) { (icon(Icon::Down)) }
            div #portals .menu popover {
                p.menu-title { (t!("frame-switch-portal")) }
                ul { @for (name, href) in others { li { a href=(href) { bdi { (name) } } } } }
            }
        }
    }
}

fn account(frame: &Frame, viewer: &Viewer) -> Markup {
    let shown = if viewer.name.is_empty() {
        &viewer.email
    } else {
        &viewer.name
    };
    html! {
        button.btn.ghost.account type="button" popovertarget="account-menu" {
            span.avatar aria-hidden="true" { (initial(shown)) }
            span.account-name { span.vh { (t!("frame-account-of")) " " } bdi { (shown) } }
            (icon(Icon::Down))
        }
        div #account-menu .menu popover {
            p.menu-title { bdi { (viewer.name) } br; bdi.muted dir="ltr" { (viewer.email) } }
            ul { @for (label, href) in &viewer.links { li { a href=(href) { (label) } } } }
            form.theme method="post" action=(viewer.theme_action) data-theme-form {
                input type="hidden" name="back" value=(frame.here);
                fieldset {
                    legend { (t!("frame-colours")) }
                    div.choices { @for (theme, drawing) in THEMES {
                        button type="submit" name="theme" value=(theme.code()) aria-pressed=(frame.theme == theme) { (icon(drawing)) (theme.label()) }
                    } }
                }
            }
            form method="post" action=(viewer.sign_out_action) data-sign-out {
                button.menu-item type="submit" { (icon(Icon::SignOut)) (t!("frame-sign-out")) }
            }
        }
    }
}

const THEMES: [(Theme, Icon); 3] = [
    (Theme::Auto, Icon::Screen),
    (Theme::Light, Icon::Sun),
    (Theme::Dark, Icon::Moon),
];

fn navigation(items: &[NavItem]) -> Markup {
    html! {
        nav #nav .side popover aria-label=(t!("frame-navigation")) {
            ul {
                @for item in items {
                    li { a href=(item.href) aria-current=[item.current.then_some("page")] { (icon(item.icon)) span { (item.label) } } }
                }
            }
        }
    }
}

fn provider_bar(bar: &ProviderBar) -> Markup {
    html! {
        aside.provider-bar aria-label=(t!("frame-provider-staff")) {
            (icon(Icon::Shield))
            p { (rich!("frame-acting-in", portal = html! { strong { bdi { (bar.portal) } } })) }
            a href=(bar.leave_href) { (t!("frame-leave")) }
        }
    }
}

fn footer(frame: &Frame) -> Markup {
    html! {
        footer.foot {
            span { "Portico" @if !frame.version.is_empty() { " " (frame.version) } }
            @if !frame.zone.is_empty() { span { (t!("frame-times-in", zone = &frame.zone)) } }
            @if frame.dev_mail == DevMail::On { a href="/dev/mail" { (t!("frame-captured-mail")) } }
        }
    }
}

fn initial(name: &str) -> String {
    name.chars()
        .find(|c| c.is_alphanumeric())
        .map_or_else(|| String::from("?"), |c| c.to_uppercase().collect())
}
