//! The page behind an invitation link: setting a password, or why the link does not work, each with a way on (B18).

use super::components::{Kind, Message, When, hidden, notice, when};
use super::entered::{Rule, form_page, new_password, problems, signs_in_with};
use super::form::Field;
use super::frame::{Frame, page as frame_page};
use crate::speak::{rich, t};
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
        h1 #title tabindex="-1" { (rich!("sign-in-welcome", portal = html! { bdi { (accept.portal) } })) }
        p { (t!("sign-in-invited")) }
        (problems(&errors, accept.problem.as_ref()))
        form.card method="post" action=(accept.action) data-once {
            (hidden(&accept.hidden))
            (signs_in_with(label, name))
            (new_password("password", accept.error.as_deref(), &accept.rules))
            div.form-foot { button.btn.primary.wide-button type="submit" { (t!("password-set")) } }
        }
        p.muted.centred { (rich!("password-link-until", time = when(&accept.expires))) }
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
        h1 #title tabindex="-1" { (t!("sign-in-waiting-title")) }
        (notice(Kind::Done, html! { p { (t!("sign-in-waiting-done")) } }))
        div.card {
            (no_seat(portal, email))
        }
    };
    frame_page(frame, main)
}

/// Why somebody who has done everything cannot sign in yet, and that there is nothing to do.
#[must_use]
pub fn no_seat(portal: &str, email: &str) -> Markup {
    html! {
        p { (rich!("sign-in-no-seat", portal = html! { bdi { (portal) } })) }
        p { (rich!("sign-in-no-seat-mail", email = html! { strong { (super::mark::email(email, &[])) } })) }
        p.hint { (t!("sign-in-no-seat-urgent")) }
    }
}

fn title(why: Dead) -> String {
    match why {
        Dead::Used => t!("sign-in-dead-used"),
        Dead::Expired => t!("sign-in-dead-expired"),
        Dead::Void => t!("sign-in-dead-void"),
        Dead::Unknown => t!("password-dead-unknown"),
    }
}

fn reason(link: &DeadLink) -> Markup {
    let portal = html! { bdi { (link.portal) } };
    let text = match (link.why, &link.at) {
        (Dead::Used, Some(at)) => rich!("sign-in-used-at", portal = portal, time = when(at)),
        (Dead::Used, None) => rich!("sign-in-used", portal = portal),
        (Dead::Expired, Some(at)) => rich!("sign-in-expired-at", portal = portal, time = when(at)),
        (Dead::Expired, None) => rich!("sign-in-expired", portal = portal),
        (Dead::Void, _) => rich!("sign-in-void", portal = portal),
        (Dead::Unknown, _) => html! { (t!("password-unknown")) },
    };
    html! { p { (text) } }
}

fn way_on(link: &DeadLink) -> Markup {
    let sign_in =
        html! { p { (t!("sign-in-have-password")) " " a href=(link.sign_in_href) { (t!("sign-in-button")) } } };
    match (link.why, &link.ask_action) {
        (Dead::Used, _) => html! {
            p { a.btn.primary.wide-button href=(link.sign_in_href) { (t!("sign-in-button")) } }
            p.hint { (t!("sign-in-not-you")) }
        },
        (_, Some(action)) => html! {
            form method="post" action=(action) data-once { button.btn.primary.wide-button type="submit" { (t!("sign-in-ask-admin-button")) } }
            (sign_in)
        },
        (_, None) => html! {
            p { strong { (t!("sign-in-ask-admin")) } }
            (sign_in)
        },
    }
}
