//! Inviting many (B11): addresses, a review, then sending. Hidden fields carry everything, so Back loses nothing.

use super::components::{Message, back_link, heading, hidden};
use super::entered::{Entered, form_page, problems, settled};
use super::form::{Choice, Field, Input, Need, field};
use super::frame::Frame;
use crate::assets::icons::{Icon, icon};
use maud::{Markup, html};

mod review;
pub use review::{Listed, Resend, Review, ReviewGroup, Unread, review};

/// The form.
#[derive(Debug, Clone, Default)]
pub struct InvitePage {
    /// The list one came from.
    pub back_href: String,
    /// Where it is posted for review; fields `addresses role personal_message`.
    pub review_action: String,
    /// Hidden fields: idempotency key.
    pub hidden: Vec<(String, String)>,
    /// A sentence about the whole form.
    pub problem: Option<Message>,
    /// The pasted text.
    pub addresses: Entered,
    /// Roles that the viewer may give, with what they mean.
    pub roles: Vec<Choice>,
    /// What is wrong with the role.
    pub role_error: Option<String>,
    /// A few words of the admin for the mail.
    pub personal_message: Entered,
    /// "7 days".
    pub link_life: String,
    /// "12 of 250 seats are free.", or empty.
    pub seats: String,
    /// Where a CSV file can be imported, for those who may.
    pub import_href: Option<String>,
}

/// Roles up to this many are all in view.
const RADIOS: usize = 6;

/// Step one.
#[must_use]
pub fn page(frame: &Frame, invite: &InvitePage) -> Markup {
    let fields = settled(invite.fields());
    let main = html! {
        (back_link("Users", &invite.back_href))
        (heading("Invite users", &[]))
        (steps(1))
        (problems(&fields, invite.problem.as_ref()))
        form.card.narrow method="post" action=(invite.review_action) autocomplete="off" data-once {
            (hidden(&invite.hidden))
            @for (at, one) in fields.iter().enumerate() {
                @if at == 0 { (addresses(one, invite.import_href.as_deref())) } @else { (field(one)) }
            }
            p.hint { "Each person gets a mail with a link that works for " (invite.link_life) "." @if !invite.seats.is_empty() { " " (invite.seats) } }
            div.form-foot {
                button.btn.primary type="submit" { "Review invitations" }
                a.btn.ghost href=(invite.back_href) { "Cancel" }
            }
        }
    };
    form_page(frame, &fields, invite.problem.as_ref(), main)
}

/// Where one is: 1 addresses, 2 review, 3 sent.
pub(super) fn steps(current: usize) -> Markup {
    html! {
        ol.steps {
            @for (at, label) in ["Addresses and role", "Review", "Sent"].iter().enumerate() {
                li aria-current=[(at + 1 == current).then_some("step")] { span { (label) } }
            }
        }
    }
}

/// The big field; where script runs it counts the addresses below while one types.
fn addresses(one: &Field, import_href: Option<&str>) -> Markup {
    let described = match one.error {
        Some(_) => "addresses-hint addresses-error",
        None => "addresses-hint",
    };
    html! {
        div.field.wrong[one.error.is_some()] {
            label for="addresses" { (one.label) }
            p #addresses-hint .hint { (one.hint) }
            textarea #addresses name="addresses" rows="8" spellcheck="false" autocapitalize="none" required autofocus[one.focus]
                data-address-count="addresses-count" aria-describedby=(described) aria-invalid=[one.error.as_ref().map(|_| "true")] { "\n" (one.value) }
            @if let Some(error) = &one.error { p #addresses-error .error { (icon(Icon::Error)) (error) } }
            p #addresses-count .hint.needs-script {}
            @if let Some(href) = import_href { p.hint { "Names and roles in a file? " a href=(href) { "Import a CSV file" } } }
        }
    }
}

impl InvitePage {
    fn fields(&self) -> Vec<Field> {
        let roles = if self.roles.len() <= RADIOS {
            Input::Radios(self.roles.clone())
        } else {
            Input::Select(self.roles.clone())
        };
        vec![
            Field {
                hint: String::from(
                    "One per line, or separated by comma, semicolon, space or tab. “Ann Lee <ann@example.com>” also works. You can paste a column. Up to 5,000.",
                ),
                focus: true,
                ..self.addresses.field("addresses", "E-mail addresses", Input::Text)
            },
            Field {
                name: String::from("role"),
                label: String::from("Role for all of them"),
                error: self.role_error.clone(),
                input: roles,
                ..Field::default()
            },
            Field {
                hint: String::from("Stands in the mail above the link. Plain text, up to 500 characters."),
                need: Need::Optional,
                max_length: Some(500),
                ..self
                    .personal_message
                    .field("personal_message", "Message", Input::Lines(3))
            },
        ]
    }
}
