//! Inviting many (B11): addresses, a review, then sending. Hidden fields carry everything, so Back loses nothing.

use super::access::{AccessFields, folded};
use super::components::{Message, back_link, heading, hidden};
use super::entered::{Entered, form_page, problems, settled};
use super::form::{Choice, Field, Input, Need, field};
use super::frame::Frame;
use crate::assets::icons::{Icon, icon};
use crate::speak::t;
use maud::{Markup, html};

mod review;
pub use review::{Listed, Resend, Review, ReviewGroup, Unread, review};

/// The form.
#[derive(Debug, Clone, Default)]
pub struct InvitePage {
    /// The list one came from.
    pub back_href: String,
    /// Where it is posted for review; fields `addresses role personal_message` and those of access.
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
    /// What they may reach besides (S4.6).
    pub access: AccessFields,
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
    let fields = invite.fields();
    let wrong = settled([fields.as_slice(), invite.access.wrong().as_slice()].concat());
    let fields = wrong.get(..fields.len()).unwrap_or(&wrong);
    let main = html! {
        (back_link(&t!("invite-users"), &invite.back_href))
        (heading(&t!("invite-title"), &[]))
        (steps(1))
        (problems(&wrong, invite.problem.as_ref()))
        form.card.narrow method="post" action=(invite.review_action) autocomplete="off" data-once {
            (hidden(&invite.hidden))
            @for (at, one) in fields.iter().enumerate() {
                @if at == 0 { (addresses(one, invite.import_href.as_deref())) } @else { (field(one)) }
                @if one.name == "role" { (folded(&invite.access)) }
            }
            p.hint { (t!("invite-link-life", life = &invite.link_life)) @if !invite.seats.is_empty() { " " (invite.seats) } }
            div.form-foot {
                button.btn.primary type="submit" { (t!("invite-review-title")) }
                a.btn.ghost href=(invite.back_href) { (t!("invite-cancel")) }
            }
        }
    };
    form_page(frame, &wrong, invite.problem.as_ref(), main)
}

/// Where one is: 1 addresses, 2 review, 3 sent.
pub(super) fn steps(current: usize) -> Markup {
    html! {
        ol.steps {
            @for (at, label) in [t!("invite-step-addresses"), t!("invite-step-review"), t!("invite-step-sent")].iter().enumerate() {
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
            @if let Some(href) = import_href { p.hint { (t!("invite-file")) " " a href=(href) { (t!("invite-import")) } } }
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
                hint: t!("invite-addresses-hint"),
                focus: true,
                ..self.addresses.field("addresses", &t!("invite-addresses"), Input::Text)
            },
            Field {
                name: String::from("role"),
                label: t!("invite-role"),
                error: self.role_error.clone(),
                input: roles,
                ..Field::default()
            },
            Field {
                hint: t!("invite-message-hint"),
                need: Need::Optional,
                max_length: Some(500),
                ..self
                    .personal_message
                    .field("personal_message", &t!("invite-message"), Input::Lines(3))
            },
        ]
    }
}
