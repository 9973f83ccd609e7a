//! Which portals a member of the provider's staff works on: a section of that user's page.

use crate::speak::t;
use crate::templates::components::hidden;
use crate::templates::form::{Choice, check};
use maud::{Markup, html};

/// The section.
#[derive(Debug, Clone, Default)]
pub struct StaffPortals {
    /// What the person can reach.
    pub reach: StaffReach,
}

/// What a member of the staff can reach.
#[derive(Debug, Clone, Default)]
pub enum StaffReach {
    /// Every portal, by role: "Provider admin".
    #[default]
    All,
    /// Named portals, only shown: the viewer may not change them.
    Shown(Vec<String>),
    /// Named portals, to be changed.
    Editable {
        /// Where it is posted; field `portal`, repeated, value the slug.
        action: String,
        /// Hidden fields: idempotency key.
        hidden: Vec<(String, String)>,
        /// All portals, by name; chosen ones are assigned.
        portals: Vec<Choice>,
    },
}

/// The section.
#[must_use]
pub fn staff_portals(staff: &StaffPortals) -> Markup {
    html! {
        section.card.narrow aria-labelledby="staff-title" {
            h2 #staff-title { (t!("portals-of-staff")) }
            @match &staff.reach {
                StaffReach::All => { p { (t!("portals-staff-all")) } },
                StaffReach::Shown(names) if names.is_empty() => { p.muted { (t!("portals-staff-none")) } },
                StaffReach::Shown(names) => { ul.dotted { @for name in names { li { bdi { (name) } } } } },
                StaffReach::Editable { action, hidden, portals } => { (form(action, hidden, portals)) },
            }
        }
    }
}

fn form(action: &str, fields: &[(String, String)], portals: &[Choice]) -> Markup {
    let assigned = portals.iter().filter(|portal| portal.chosen).count() as u64;
    html! {
        p.muted { (t!("portals-staff-assigned", n = assigned, all = portals.len())) }
        form.stack method="post" action=(action) data-once {
            (hidden(fields))
            fieldset.choices {
                legend.vh { (t!("portals-title")) }
                @for portal in portals { (check("portal", portal)) }
            }
            button.btn.primary type="submit" { (t!("portals-staff-save")) }
        }
    }
}
