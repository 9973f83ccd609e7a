//! A new portal and the invitation of its admin.

use crate::speak::t;
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
    /// Where it is posted; fields `name slug preset kind seats admin_email`.
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
    /// External, internal.
    pub kinds: Vec<Choice>,
    /// What is wrong with the kind.
    pub kind_error: Option<String>,
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
        (back_link(&t!("portals-title"), &portal.back_href))
        (heading(&t!("portals-new"), &[]))
        (problems(&fields, portal.problem.as_ref()))
        form.card.narrow method="post" action=(portal.action) autocomplete="off" data-once {
            (hidden(&portal.hidden))
            @for one in &fields { (field(one)) }
            div.form-foot {
                button.btn.primary type="submit" { (t!("portals-create")) }
                a.btn href=(portal.back_href) { (t!("portals-cancel")) }
            }
        }
    };
    form_page(frame, &fields, portal.problem.as_ref(), main)
}

impl NewPortalPage {
    fn fields(&self) -> Vec<Field> {
        vec![
            Field {
                hint: t!("portals-name-hint"),
                focus: true,
                max_length: Some(100),
                ..self.name.field("name", &t!("portals-name"), Input::Text)
            },
            Field {
                hint: t!("portals-slug-hint", start = self.address_start.as_str()),
                max_length: Some(63),
                ..self.slug.field("slug", &t!("portals-slug"), Input::Text)
            },
            Field {
                name: String::from("preset"),
                label: t!("portals-preset"),
                hint: t!("portals-preset-hint"),
                error: self.preset_error.clone(),
                input: Input::Radios(self.presets.clone()),
                ..Field::default()
            },
            Field {
                name: String::from("kind"),
                label: t!("portals-kind"),
                hint: t!("portals-kind-hint"),
                error: self.kind_error.clone(),
                input: Input::Radios(self.kinds.clone()),
                ..Field::default()
            },
            Field {
                hint: t!("portals-seats-hint"),
                need: Need::Optional,
                ..self.seats.field("seats", &t!("portals-seats"), Input::Number)
            },
            Field {
                hint: t!("portals-admin-hint"),
                max_length: Some(254),
                ..self
                    .admin_email
                    .field("admin_email", &t!("portals-admin-email"), Input::Email)
            },
        ]
    }
}
