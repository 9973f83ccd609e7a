//! Adding one user by hand (S0.9 to S0.15).

use super::access::{AccessFields, folded};
use super::components::{Message, back_link, heading, hidden};
use super::entered::{Entered, form_page, problems, settled};
use super::form::{Choice, Field, Input, Need, check, field};
use super::frame::Frame;
use crate::speak::t;
use maud::{Markup, html};

/// The form.
#[derive(Debug, Clone, Default)]
pub struct AddUserPage {
    /// The list one came from.
    pub back_href: String,
    /// Where it is posted; fields `first_name last_name email username role kind send_invitation then`.
    pub action: String,
    /// Hidden fields: idempotency key.
    pub hidden: Vec<(String, String)>,
    /// A sentence about the whole form.
    pub problem: Option<Message>,
    /// Given name.
    pub first_name: Entered,
    /// Whether it must be given.
    pub first_name_need: Need,
    /// Family name.
    pub last_name: Entered,
    /// Whether it must be given.
    pub last_name_need: Need,
    /// Address.
    pub email: Entered,
    /// Username, where people sign in with one, and whether it must be given.
    pub username: Option<(Entered, Need)>,
    /// Roles that the viewer may give.
    pub roles: Vec<Choice>,
    /// What is wrong with the role.
    pub role_error: Option<String>,
    /// Whose person it is; nothing where there is no choice.
    pub kinds: Vec<Choice>,
    /// What the user may reach besides.
    pub access: AccessFields,
    /// Whether a mail is sent.
    pub invitation: InvitationMail,
    /// "12 of 250 seats are free.", or empty.
    pub seats: String,
}

/// Whether the new user gets a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InvitationMail {
    /// As the admin chooses; ticked.
    #[default]
    Ticked,
    /// As the admin chooses; not ticked.
    Unticked,
    /// Always: the portal's policy leaves no choice.
    Always,
}

/// The page. The second button sends `then=another`, the first `then=open`.
#[must_use]
pub fn page(frame: &Frame, add: &AddUserPage) -> Markup {
    let fields = add.fields();
    let wrong = settled([fields.as_slice(), add.access.wrong().as_slice()].concat());
    let fields = wrong.get(..fields.len()).unwrap_or(&wrong);
    let main = html! {
        (back_link(&t!("add-users"), &add.back_href))
        (heading(&t!("add-title"), &[]))
        (problems(&wrong, add.problem.as_ref()))
        form.card.narrow method="post" action=(add.action) autocomplete="off" data-once {
            (hidden(&add.hidden))
            @for one in fields { (field(one)) }
            (folded(&add.access))
            (mail(add.invitation))
            @if !add.seats.is_empty() { p.hint { (add.seats) } }
            div.form-foot {
                button.btn.primary type="submit" name="then" value="open" { (t!("add-submit")) }
                button.btn type="submit" name="then" value="another" { (t!("add-and-another")) }
                a.btn.ghost href=(add.back_href) { (t!("add-cancel")) }
            }
        }
    };
    form_page(frame, &wrong, add.problem.as_ref(), main)
}

fn mail(invitation: InvitationMail) -> Markup {
    let choice = Choice {
        value: String::from("yes"),
        label: t!("add-send"),
        hint: t!("add-send-hint"),
        chosen: invitation == InvitationMail::Ticked,
    };
    match invitation {
        InvitationMail::Always => html! { p.hint { (t!("add-always")) } },
        InvitationMail::Ticked | InvitationMail::Unticked => check("send_invitation", &choice),
    }
}

impl AddUserPage {
    fn fields(&self) -> Vec<Field> {
        let name = |entered: &Entered, name, label: String, need| Field {
            need,
            max_length: Some(100),
            ..entered.field(name, &label, Input::Text)
        };
        let mut fields = vec![
            Field {
                focus: true,
                ..name(
                    &self.first_name,
                    "first_name",
                    t!("add-first-name"),
                    self.first_name_need,
                )
            },
            name(&self.last_name, "last_name", t!("add-last-name"), self.last_name_need),
            Field {
                max_length: Some(254),
                ..self.email.field("email", &t!("add-email"), Input::Email)
            },
        ];
        if let Some((username, need)) = &self.username {
            fields.push(Field {
                hint: t!("add-username-hint"),
                ..name(username, "username", t!("add-username"), *need)
            });
        }
        fields.push(Field {
            name: String::from("role"),
            label: t!("add-role"),
            error: self.role_error.clone(),
            input: Input::Select(self.roles.clone()),
            ..Field::default()
        });
        if !self.kinds.is_empty() {
            fields.push(Field {
                name: String::from("kind"),
                label: t!("catalogue-kind"),
                input: Input::Radios(self.kinds.clone()),
                ..Field::default()
            });
        }
        fields
    }
}
