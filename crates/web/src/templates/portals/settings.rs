//! What the provider changes about a portal: its name, its seats, whether people can sign in.

use super::{PortalState, seats, state};
use crate::assets::icons::{Icon, icon};
use crate::speak::{rich, t};
use crate::templates::bulk::{ConfirmPage, confirmation};
use crate::templates::components::{Message, back_link, hidden};
use crate::templates::entered::{Entered, form_page, problems};
use crate::templates::form::{Field, Input, Need, field};
use crate::templates::frame::{Frame, page as frame_page};
use crate::templates::wording::Level;
use maud::{Markup, html};

/// The settings of a portal.
#[derive(Debug, Clone, Default)]
pub struct PortalSettings {
    /// The list of portals.
    pub back_href: String,
    /// Its present name.
    pub portal: String,
    /// The word in its addresses.
    pub slug: String,
    /// Its users.
    pub users_href: String,
    /// "standard: Every status under its own name …".
    pub preset: String,
    /// Hidden fields of every form here: idempotency key.
    pub hidden: Vec<(String, String)>,
    /// A sentence about what was tried.
    pub problem: Option<Message>,
    /// POST address of renaming (field `name`).
    pub rename_action: String,
    /// The name as typed.
    pub name: Entered,
    /// The seats.
    pub seats: SeatsLimit,
    /// "For external users, a draft."
    pub stage: String,
    /// The portal's own page of its deployment.
    pub deploy_href: Option<String>,
    /// The confirmation of going back to draft; none where it is one.
    pub draft_href: Option<String>,
    /// Whether people can sign in.
    pub state: PortalState,
    /// What can be done about that.
    pub change: Option<StateChange>,
}

/// The seats of a portal.
#[derive(Debug, Clone, Default)]
pub struct SeatsLimit {
    /// POST address (field `seats`).
    pub action: String,
    /// The number as typed; empty for any number.
    pub entered: Entered,
    /// Seats held.
    pub held: u64,
    /// Seats owned.
    pub owned: Option<u64>,
}

/// What can be done about a portal's state.
#[derive(Debug, Clone)]
pub enum StateChange {
    /// Suspend: the address of the confirmation.
    Suspend(String),
    /// Resume: the POST address.
    Resume(String),
}

/// The page.
#[must_use]
pub fn settings(frame: &Frame, portal: &PortalSettings) -> Markup {
    let fields = [portal.name_field(), portal.seats_field()];
    let [name, limit] = &fields;
    let main = html! {
        (back_link(&t!("portals-title"), &portal.back_href))
        div.page-head.user-head {
            div {
                h1 #title tabindex="-1" { (rich!("portals-settings-of", name = html! { bdi { (portal.portal) } })) }
                p.user-line { (state(portal.state)) bdi.muted dir="ltr" { (portal.slug) } }
            }
            div.actions { a.btn href=(portal.users_href) { (icon(Icon::Users)) (t!("portals-open")) } }
        }
        (problems(&fields, portal.problem.as_ref()))
        section.card.narrow aria-labelledby="facts-title" {
            h2 #facts-title { (t!("portals-name-and-seats")) }
            (one_field(portal, &portal.rename_action, name))
            (one_field(portal, &portal.seats.action, limit))
            p.muted { (t!("portals-made-from", preset = portal.preset.as_str())) }
        }
        @if !portal.stage.is_empty() { (production(portal)) }
        @if let Some(change) = &portal.change { (access(portal, change)) }
    };
    form_page(frame, &fields, portal.problem.as_ref(), main)
}

fn one_field(portal: &PortalSettings, action: &str, one: &Field) -> Markup {
    html! {
        form.edit method="post" action=(action) data-once {
            (hidden(&portal.hidden))
            (field(one))
            button.btn type="submit" aria-label=(t!("portals-save-field", field = one.label.as_str())) { (t!("portals-save")) }
        }
    }
}

fn production(portal: &PortalSettings) -> Markup {
    html! {
        section.card.narrow aria-labelledby="production-title" {
            h2 #production-title { (t!("portals-production")) }
            p { (portal.stage) }
            p {
                @if let Some(href) = &portal.deploy_href { a.btn href=(href) { (t!("portals-deployment")) } " " }
                @if let Some(href) = &portal.draft_href { a.btn href=(href) data-dialog { (t!("portals-draft")) } }
            }
        }
    }
}

fn access(portal: &PortalSettings, change: &StateChange) -> Markup {
    html! {
        section.card.narrow aria-labelledby="access-title" {
            h2 #access-title { (t!("portals-access")) }
            @match change {
                StateChange::Suspend(href) => {
                    p { (t!("portals-access-on")) }
                    p { a.btn href=(href) data-dialog { (icon(Icon::Stop)) (t!("portals-suspend")) } }
                },
                StateChange::Resume(action) => {
                    p { (t!("portals-access-off")) }
                    form method="post" action=(action) data-once {
                        (hidden(&portal.hidden))
                        button.btn.primary type="submit" { (icon(Icon::Power)) (t!("portals-resume")) }
                    }
                },
            }
        }
    }
}

/// The confirmation of suspending; `users` can sign in at the moment.
#[must_use]
pub fn suspend_confirmation(portal: &str, users: u64, action: &str, cancel_href: &str) -> ConfirmPage {
    ConfirmPage {
        title: t!("portals-suspend-question", name = portal),
        level: Level::Two,
        consequences: vec![
            t!("portals-suspend-out", n = users),
            t!("portals-suspend-links"),
            t!("portals-suspend-kept"),
        ],
        changed_note: String::new(),
        groups: Vec::new(),
        typed: None,
        reason: Some(String::new()),
        action: String::from(action),
        hidden: Vec::new(),
        confirm_label: Some(t!("portals-suspend")),
        danger: true,
        cancel_href: String::from(cancel_href),
    }
}

/// The confirmation of going back to draft.
#[must_use]
pub fn draft_confirmation(portal: &str, action: &str, cancel_href: &str) -> ConfirmPage {
    ConfirmPage {
        title: t!("portals-draft-question", name = portal),
        level: Level::Two,
        consequences: vec![t!("portals-draft-internal"), t!("portals-draft-kept")],
        changed_note: String::new(),
        groups: Vec::new(),
        typed: None,
        reason: None,
        action: String::from(action),
        hidden: Vec::new(),
        confirm_label: Some(t!("portals-draft")),
        danger: false,
        cancel_href: String::from(cancel_href),
    }
}

/// The page of one of these confirmations.
#[must_use]
pub fn suspend_page(frame: &Frame, confirm: &ConfirmPage) -> Markup {
    frame_page(
        frame,
        html! { (back_link(&t!("portals-settings"), &confirm.cancel_href)) (confirmation(confirm)) },
    )
}

impl PortalSettings {
    fn name_field(&self) -> Field {
        Field {
            max_length: Some(100),
            ..self.name.field("name", &t!("portals-name"), Input::Text)
        }
    }

    fn seats_field(&self) -> Field {
        let held = seats(self.seats.held, self.seats.owned);
        Field {
            hint: t!("portals-seats-taken", held = held),
            need: Need::Optional,
            ..self.seats.entered.field("seats", &t!("portals-seats"), Input::Number)
        }
    }
}
