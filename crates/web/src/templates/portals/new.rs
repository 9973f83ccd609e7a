//! A new portal and the invitation of its admin.

use crate::templates::components::{Message, back_link, heading, hidden};
use crate::templates::entered::{Entered, form_page, problems, settled};
use crate::templates::form::{Choice, Field, Input, Need, field};
use crate::templates::frame::Frame;
use maud::{Markup, html};

/// The form.
#[derive(Debug, Clone, Default)]
pub struct NewPortalPage {
    /// The list of portals.
    pub back_href: String,
    /// Where it is posted; fields `name slug preset seats admin_email`.
    pub action: String,
    /// Hidden fields: idempotency key.
    pub hidden: Vec<(String, String)>,
    /// A sentence about the whole form.
    pub problem: Option<Message>,
    /// The portal's name.
    pub name: Entered,
    /// The word in its addresses.
    pub slug: Entered,
    /// Its address before the slug: `https://portal.example/p/`.
    pub address_start: String,
    /// Presets with their descriptions.
    pub presets: Vec<Choice>,
    /// What is wrong with the preset.
    pub preset_error: Option<String>,
    /// Seats; empty for any number.
    pub seats: Entered,
    /// Who becomes its admin.
    pub admin_email: Entered,
}

/// The page.
#[must_use]
pub fn new_portal(frame: &Frame, portal: &NewPortalPage) -> Markup {
    let fields = settled(portal.fields());
    let main = html! {
        (back_link("Portals", &portal.back_href))
        (heading("New portal", &[]))
        (problems(&fields, portal.problem.as_ref()))
        form.card.narrow method="post" action=(portal.action) autocomplete="off" data-once {
            (hidden(&portal.hidden))
            @for one in &fields { (field(one)) }
            div.form-foot {
                button.btn.primary type="submit" { "Create portal and invite admin" }
                a.btn href=(portal.back_href) { "Cancel" }
            }
        }
    };
    form_page(frame, &fields, portal.problem.as_ref(), main)
}

impl NewPortalPage {
    fn fields(&self) -> Vec<Field> {
        vec![
            Field {
                hint: String::from("The customer, as its users know it."),
                focus: true,
                max_length: Some(100),
                ..self.name.field("name", "Name", Input::Text)
            },
            Field {
                hint: format!(
                    "The end of its address, {}acme. Small letters, digits and hyphens. It cannot be changed later.",
                    self.address_start
                ),
                max_length: Some(63),
                ..self.slug.field("slug", "Address word", Input::Text)
            },
            Field {
                name: String::from("preset"),
                label: String::from("Preset"),
                hint: String::from("How users, statuses and deletion work. Every single setting can be changed later."),
                error: self.preset_error.clone(),
                input: Input::Radios(self.presets.clone()),
                ..Field::default()
            },
            Field {
                hint: String::from("How many users can be active at once. Leave it empty for any number."),
                need: Need::Optional,
                ..self.seats.field("seats", "Seats", Input::Number)
            },
            Field {
                hint: String::from("Gets an invitation and manages everybody else."),
                max_length: Some(254),
                ..self.admin_email.field("admin_email", "Admin’s e-mail", Input::Email)
            },
        ]
    }
}
