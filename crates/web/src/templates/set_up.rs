//! The first page of an installation: the provider and its owner, once, by the link that the server printed.

use super::components::{Kind, Message, hidden, notice};
use super::entered::{Entered, Rule, form_page, new_password, problems, settled};
use super::form::{Field, Input, Need, field};
use super::frame::Frame;
use crate::speak::{rich, t};
use maud::{Markup, html};

/// The set-up form.
#[derive(Debug, Clone, Default)]
pub struct SetUpPage {
    /// Where it is posted; fields `provider owner_email first_name last_name password`.
    pub action: String,
    /// Hidden fields: the token of the link.
    pub hidden: Vec<(String, String)>,
    /// A sentence about the whole form.
    pub problem: Option<Message>,
    /// The provider's name.
    pub provider: Entered,
    /// The owner's address.
    pub owner_email: Entered,
    /// The owner's given name.
    pub first_name: Entered,
    /// The owner's family name.
    pub last_name: Entered,
    /// What is wrong with the password, which is never shown again.
    pub password_error: Option<String>,
    /// The rules for it.
    pub rules: Vec<Rule>,
}

/// Why there is no form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoSetUp {
    /// The link is not, or no longer, the printed one.
    LinkInvalid,
    /// Somebody has set it up.
    AlreadyDone,
}

/// The form.
#[must_use]
pub fn page(frame: &Frame, set_up: &SetUpPage) -> Markup {
    let fields = settled(set_up.fields());
    let shown = fields.iter().filter(|field| field.name != "password");
    let main = html! {
        h1 #title tabindex="-1" { (t!("set-up-title")) }
        p.muted { (t!("set-up-intro")) }
        (problems(&fields, set_up.problem.as_ref()))
        form.card method="post" action=(set_up.action) data-once {
            (hidden(&set_up.hidden))
            @for one in shown { (field(one)) }
            (new_password("password", set_up.password_error.as_deref(), &set_up.rules))
            div.form-foot { button.btn.primary.wide-button type="submit" { (t!("set-up-title")) } }
        }
    };
    form_page(frame, &fields, set_up.problem.as_ref(), main)
}

/// The page of a link that does not work.
#[must_use]
pub fn no_form(frame: &Frame, why: NoSetUp, sign_in_href: &str) -> Markup {
    let main = match why {
        NoSetUp::LinkInvalid => html! {
            h1 #title tabindex="-1" { (t!("set-up-dead-title")) }
            (notice(Kind::NotDone, html! { p { (t!("set-up-dead-why")) } }))
            div.card {
                p { (t!("set-up-dead-fix")) }
                p { code { "portico serve" } }
            }
        },
        NoSetUp::AlreadyDone => html! {
            h1 #title tabindex="-1" { (t!("set-up-done-title")) }
            div.card {
                p { (t!("set-up-done")) }
                p { a.btn.primary.wide-button href=(sign_in_href) { (t!("set-up-sign-in")) } }
                p.hint { (rich!("set-up-locked-out", command = html! { code { "portico admin recover" } })) }
            }
        },
    };
    super::frame::page(frame, main)
}

impl SetUpPage {
    fn fields(&self) -> Vec<Field> {
        vec![
            Field {
                hint: t!("set-up-provider-hint"),
                autocomplete: String::from("organization"),
                max_length: Some(100),
                focus: true,
                ..self.provider.field("provider", &t!("set-up-provider"), Input::Text)
            },
            Field {
                hint: t!("set-up-owner-hint"),
                autocomplete: String::from("username"),
                max_length: Some(254),
                ..self.owner_email.field("owner_email", &t!("set-up-owner"), Input::Email)
            },
            Field {
                autocomplete: String::from("given-name"),
                need: Need::Optional,
                max_length: Some(100),
                ..self
                    .first_name
                    .field("first_name", &t!("set-up-first-name"), Input::Text)
            },
            Field {
                autocomplete: String::from("family-name"),
                need: Need::Optional,
                max_length: Some(100),
                ..self.last_name.field("last_name", &t!("set-up-last-name"), Input::Text)
            },
            Field {
                name: String::from("password"),
                error: self.password_error.clone(),
                ..Field::default()
            },
        ]
    }
}
