//! The provider's portals: the list, a new one, its settings, and which staff works on which.

use super::components::{Action, Empty, Pager, empty, heading, icon, number, pager};
use super::frame::{Frame, page as frame_page};
use super::plain_table::{Cell, head, plain_table};
use crate::assets::icons::Icon;
use crate::speak::t;
use maud::{Markup, html};

mod new;
mod settings;
mod staff;
pub use new::{NewPortalPage, new_portal};
pub use settings::{
    PortalSettings, SeatsLimit, StateChange, draft_confirmation, settings, suspend_confirmation, suspend_page,
};
pub use staff::{StaffPortals, StaffReach, staff_portals};

/// The list.
#[derive(Debug, Clone, Default)]
pub struct PortalsPage {
    /// "New portal", for those who may.
    pub actions: Vec<Action>,
    /// Where the search is sent by GET.
    pub path: String,
    /// What was searched for: part of a name or slug.
    pub q: String,
    /// By name.
    pub rows: Vec<PortalRow>,
    /// The foot.
    pub pager: Pager,
}

/// One portal in the list.
#[derive(Debug, Clone, Default)]
pub struct PortalRow {
    /// Its name.
    pub name: String,
    /// The word in its addresses.
    pub slug: String,
    /// Its users.
    pub href: String,
    /// Its settings, for those who may.
    pub settings_href: Option<String>,
    /// "standard".
    pub preset: String,
    /// Whether people can sign in.
    pub state: PortalState,
    /// Users, without deleted ones.
    pub users: u64,
    /// Of them: not yet confirmed.
    pub pending: u64,
    /// Seats held.
    pub held: u64,
    /// Seats owned; none for any number.
    pub owned: Option<u64>,
}

/// Whether people can sign in to a portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PortalState {
    /// They can.
    #[default]
    Active,
    /// Nobody can; everything is kept.
    Suspended,
    /// It is being removed.
    Closing,
}

impl PortalState {
    /// The word shown.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::Active => t!("portals-active"),
            Self::Suspended => t!("portals-suspended"),
            Self::Closing => t!("portals-closing"),
        }
    }
}

/// The state with its icon.
#[must_use]
pub fn state(state: PortalState) -> Markup {
    let (tone, drawing) = match state {
        PortalState::Active => ("t-active", Icon::Check),
        PortalState::Suspended => ("t-locked", Icon::Stop),
        PortalState::Closing => ("t-inactive", Icon::Hourglass),
    };
    html! { span class={ "tag " (tone) } { (icon(drawing)) (state.label()) } }
}

/// The list.
#[must_use]
pub fn page(frame: &Frame, portals: &PortalsPage) -> Markup {
    let main = html! {
        (heading(&t!("portals-title"), &portals.actions))
        (search(portals))
        @if portals.rows.is_empty() { div.card { (empty(&nothing(portals))) } } @else { (table(&portals.rows)) }
        div.pager { @if !portals.rows.is_empty() { (pager(&portals.pager)) } }
    };
    frame_page(frame, main)
}

fn search(portals: &PortalsPage) -> Markup {
    html! {
        div.toolbar {
            search {
                form.find method="get" action=(portals.path) {
                    div.search-field {
                        label for="q" { (t!("portals-find")) }
                        p #q-hint .hint { (t!("portals-find-hint")) }
                        div.box {
                            (icon(Icon::Search))
                            input #q type="search" name="q" value=(portals.q) autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="q-hint";
                        }
                    }
                    button.btn type="submit" { (t!("portals-search")) }
                }
            }
        }
    }
}

fn nothing(portals: &PortalsPage) -> Empty {
    if !portals.q.is_empty() {
        return Empty {
            text: t!("portals-no-match", q = portals.q.as_str()),
            hint: String::new(),
            links: vec![(t!("portals-clear-search"), portals.path.clone())],
        };
    }
    let links = portals
        .actions
        .iter()
        .map(|action| (action.label.clone(), action.href.clone()));
    Empty {
        text: t!("portals-none"),
        hint: t!("portals-none-hint"),
        links: links.collect(),
    }
}

fn table(rows: &[PortalRow]) -> Markup {
    let heads = [
        head(t!("portals-portal"), Cell::Name),
        head(t!("portals-state"), Cell::Text),
        head(t!("portals-users"), Cell::Number),
        head(t!("portals-pending"), Cell::Number),
        head(t!("portals-seats"), Cell::Number),
        head(t!("portals-preset"), Cell::Text),
        head(t!("portals-settings"), Cell::Action),
    ];
    let rows: Vec<_> = rows.iter().map(row).collect();
    plain_table(&t!("portals-title"), &heads, &rows)
}

fn row(portal: &PortalRow) -> Vec<Markup> {
    let full = portal.owned.is_some_and(|owned| portal.held >= owned);
    vec![
        html! { a href=(portal.href) { bdi { (portal.name) } } span.sub { bdi dir="ltr" { (portal.slug) } } },
        state(portal.state),
        html! { (number(portal.users)) },
        html! { (number(portal.pending)) },
        html! { (seats(portal.held, portal.owned)) @if full { span.sub.warn { (icon(Icon::Warning)) (t!("portals-none-free")) } } },
        html! { (portal.preset) },
        html! { @if let Some(href) = &portal.settings_href { a.btn.small href=(href) aria-label=(t!("portals-settings-of", name = portal.name.as_str())) { (t!("portals-settings")) } } },
    ]
}

/// "212 of 250", or "212, no limit".
#[must_use]
pub fn seats(held: u64, owned: Option<u64>) -> String {
    owned.map_or_else(
        || t!("portals-seats-no-limit", held = held),
        |owned| t!("portals-seats-of", held = held, owned = owned),
    )
}
