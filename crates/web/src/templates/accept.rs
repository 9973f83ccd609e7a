//! The page behind an invitation link: setting a password, or why the link does not work, each with a way on (B18).

use super::components::{Kind, Message, When, hidden, notice, when};
use super::entered::{Rule, form_page, new_password, problems, signs_in_with};
use super::form::Field;
use super::frame::{Frame, page as frame_page};
use maud::{Markup, html};

/// A link that works.
#[derive(Debug, Clone, Default)]
pub struct AcceptPage {
    /// The portal's name.
    pub portal: String,
    /// Where the form is posted; field `password`.
    pub action: String,
    /// Hidden fields.
    pub hidden: Vec<(String, String)>,
    /// "E-mail" or "Username", and what it is: kept by password managers beside the new password.
    pub signs_in_with: (String, String),
    /// Until when the link works.
    pub expires: When,
    /// A sentence about the whole form.
    pub problem: Option<Message>,
    /// What is wrong with the password, which is never shown again.
    pub error: Option<String>,
    /// The rules for it.
    pub rules: Vec<Rule>,
}

/// A link that does not work.
#[derive(Debug, Clone, Default)]
pub struct DeadLink {
    /// The portal's name; not shown when the link is unknown.
    pub portal: String,
    /// Why.
    pub why: Dead,
    /// When it was used or ran out.
    pub at: Option<When>,
    /// Where one signs in.
    pub sign_in_href: String,
    /// POST address that asks the admins for a new invitation, where that is possible.
    pub ask_action: Option<String>,
}

/// Why a link does not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dead {
    /// It was used.
    Used,
    /// It has run out.
    Expired,
    /// It was taken back, or a newer one was sent.
    Void,
    /// There is no such link.
    #[default]
    Unknown,
}

/// The form.
#[must_use]
pub fn page(frame: &Frame, accept: &AcceptPage) -> Markup {
    let password = Field {
        name: String::from("password"),
        error: accept.error.clone(),
        ..Field::default()
    };
    let errors = [password];
    let (label, name) = &accept.signs_in_with;
    let main = html! {
        h1 #title tabindex="-1" { "Welcome to " bdi { (accept.portal) } }
        p { "You have been invited. Set a password to start." }
        (problems(&errors, accept.problem.as_ref()))
        form.card method="post" action=(accept.action) data-once {
            (hidden(&accept.hidden))
            (signs_in_with(label, name))
            (new_password("password", accept.error.as_deref(), &accept.rules))
            div.form-foot { button.btn.primary.wide-button type="submit" { "Set password" } }
        }
        p.muted.centred { "This link works until " (when(&accept.expires)) "." }
    };
    form_page(frame, &errors, accept.problem.as_ref(), main)
}

/// The page of a link that does not work; answer it with a status of 4xx.
#[must_use]
pub fn dead(frame: &Frame, link: &DeadLink) -> Markup {
    let main = html! {
        h1 #title tabindex="-1" { (title(link.why)) }
        div.card {
            (reason(link))
            (way_on(link))
        }
    };
    frame_page(frame, main)
}

/// After accepting when no seat is free.
#[must_use]
pub fn waiting(frame: &Frame, portal: &str, email: &str) -> Markup {
    let main = html! {
        h1 #title tabindex="-1" { "Almost there" }
        (notice(Kind::Done, html! { p { "Your password is set and your e-mail is confirmed." } }))
        div.card {
            p { "All seats of " bdi { (portal) } " are taken at the moment, so you cannot sign in yet." }
            p { "You need to do nothing. As soon as a seat is free you get a mail at " strong { (super::mark::email(email, &[])) } "." }
            p.hint { "Is it urgent? Ask your admin to free a seat or to buy more." }
        }
    };
    frame_page(frame, main)
}

const fn title(why: Dead) -> &'static str {
    match why {
        Dead::Used => "This invitation has been used",
        Dead::Expired => "This invitation has expired",
        Dead::Void => "This invitation no longer works",
        Dead::Unknown => "This link does not work",
    }
}

fn reason(link: &DeadLink) -> Markup {
    let to = html! { " to " bdi { (link.portal) } };
    match (link.why, &link.at) {
        (Dead::Used, Some(at)) => html! { p { "The invitation" (to) " was accepted on " (when(at)) "." } },
        (Dead::Used, None) => html! { p { "The invitation" (to) " was accepted." } },
        (Dead::Expired, Some(at)) => html! { p { "The invitation" (to) " worked until " (when(at)) "." } },
        (Dead::Expired, None) => html! { p { "The invitation" (to) " has run out." } },
        (Dead::Void, _) => {
            html! { p { "The invitation" (to) " was taken back, or a newer one was sent. Look for a newer mail." } }
        }
        (Dead::Unknown, _) => {
            html! { p { "It may be incomplete. Copy the whole link from the mail into the address bar." } }
        }
    }
}

fn way_on(link: &DeadLink) -> Markup {
    let sign_in = html! { a href=(link.sign_in_href) { "Sign in" } };
    match (link.why, &link.ask_action) {
        (Dead::Used, _) => html! {
            p { a.btn.primary.wide-button href=(link.sign_in_href) { "Sign in" } }
            p.hint { "Was it not you? Tell your admin at once." }
        },
        (_, Some(action)) => html! {
            form method="post" action=(action) data-once { button.btn.primary.wide-button type="submit" { "Ask your admin for a new invitation" } }
            p { "Already have a password? " (sign_in) }
        },
        (_, None) => html! {
            p { strong { "Ask your admin for a new invitation." } }
            p { "Already have a password? " (sign_in) }
        },
    }
}
