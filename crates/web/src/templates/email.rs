//! Another e-mail address: the forms that ask for it, and the pages behind the two mailed links (B8, B18).

use super::accept::Dead;
use super::components::{Kind, Message, When, back_link, heading, notice, when};
use super::entered::{Entered, form_page, problems};
use super::form::{Field, Input, field};
use super::frame::{Frame, page as frame_page};
use super::mark::email;
use super::user_page::PendingEmail;
use crate::speak::{rich, t};
use app::users::email_link::EmailLink;
use maud::{Markup, html};

/// Asking for another address of somebody else.
#[derive(Debug, Clone, Default)]
pub struct ChangePage {
    /// The user, by name and page.
    pub back: (String, String),
    /// The user's name.
    pub name: String,
    /// The present address.
    pub current: String,
    /// Where the form is posted; field `email`.
    pub action: String,
    /// The new address, as typed.
    pub email: Entered,
    /// A sentence about the whole form.
    pub problem: Option<Message>,
}

/// Asking for another address of one's own.
#[derive(Debug, Clone, Default)]
pub struct OwnEmail {
    /// Where the form is posted; fields `email` and `current_password`.
    pub action: String,
    /// The present address.
    pub current: String,
    /// The one that waits; its `resend` is a POST address.
    pub pending: Option<PendingEmail>,
    /// The new address, as typed.
    pub email: Entered,
    /// What is wrong with the password.
    pub password_error: Option<String>,
    /// A sentence about the whole form.
    pub problem: Option<Message>,
}

/// A link to a new address that works.
#[derive(Debug, Clone, Default)]
pub struct VerifyPage {
    /// The portal's name.
    pub portal: String,
    /// The address.
    pub email: String,
    /// Where the button posts.
    pub action: String,
    /// Until when the link works.
    pub expires: When,
}

/// A link to a former address that works.
#[derive(Debug, Clone, Default)]
pub struct UndoPage {
    /// The portal's name.
    pub portal: String,
    /// The former address.
    pub former: String,
    /// The address instead of it.
    pub instead: String,
    /// Where the button posts.
    pub action: String,
    /// Until when the link works.
    pub expires: When,
}

/// A link that does not work.
#[derive(Debug, Clone)]
pub struct DeadEmailLink {
    /// Which of the two.
    pub which: EmailLink,
    /// The portal's name.
    pub portal: String,
    /// Why.
    pub why: Dead,
    /// When it was used or ran out.
    pub at: Option<When>,
    /// POST address that sends a new link, where the account still waits for the address.
    pub again: Option<String>,
    /// Where one signs in.
    pub sign_in_href: String,
}

/// A page that says something, with one way on.
#[derive(Debug, Clone, Default)]
pub struct Sentences {
    /// The heading.
    pub title: String,
    /// One paragraph each.
    pub lines: Vec<String>,
    /// The way on.
    pub link: (String, String),
}

fn address(entered: &Entered) -> Field {
    Field {
        max_length: Some(254),
        autocomplete: String::from("off"),
        ..entered.field("email", &t!("email-new"), Input::Email)
    }
}

/// The form for somebody else.
#[must_use]
pub fn change_page(frame: &Frame, change: &ChangePage) -> Markup {
    let fields = [address(&change.email)];
    let main = html! {
        (back_link(&change.back.0, &change.back.1))
        (heading(&t!("email-change-title", name = &change.name), &[]))
        (problems(&fields, change.problem.as_ref()))
        form.card.narrow.stack method="post" action=(change.action) data-once {
            p { (rich!("email-is-now", email = email(&change.current, &[]))) }
            @for one in &fields { (field(one)) }
            div.form-foot {
                button.btn.primary type="submit" { (t!("email-continue")) }
                a.btn href=(change.back.1) { (t!("email-cancel")) }
            }
        }
    };
    form_page(frame, &fields, change.problem.as_ref(), main)
}

impl OwnEmail {
    /// The fields, for the list of what is wrong.
    pub(super) fn fields(&self) -> Vec<Field> {
        let password = Field {
            name: String::from("current_password"),
            label: t!("email-current-password"),
            input: Input::Password,
            autocomplete: String::from("current-password"),
            error: self.password_error.clone(),
            ..Field::default()
        };
        vec![address(&self.email), password]
    }
}

/// The section of one's own account.
pub(super) fn own(own: &OwnEmail) -> Markup {
    let fields = own.fields();
    html! {
        (problems(&fields, own.problem.as_ref()))
        @if let Some(waiting) = &own.pending { (pending(waiting)) }
        section.card.narrow aria-labelledby="email-title" {
            h2 #email-title { (t!("email-change-own")) }
            form.stack method="post" action=(own.action) data-once {
                p { (rich!("email-is-now", email = email(&own.current, &[]))) }
                @for one in &fields { (field(one)) }
                p.hint { (t!("email-own-hint")) }
                div.form-foot { button.btn.primary type="submit" { (t!("email-change")) } }
            }
        }
    }
}

fn pending(waiting: &PendingEmail) -> Markup {
    let post = |action: &Option<String>, label: String| {
        html! { @if let Some(action) = action { form.inline method="post" action=(action) data-once { button.link type="submit" { (label) } } } }
    };
    let body = html! {
        p { (rich!("email-waiting", email = email(&waiting.address, &[]))) }
        (post(&waiting.resend, t!("email-resend"))) " "
        (post(&waiting.cancel, t!("email-cancel-change")))
    };
    notice(Kind::Info, body)
}

/// The question behind the link to a new address.
#[must_use]
pub fn verify(frame: &Frame, link: &VerifyPage) -> Markup {
    let main = html! {
        h1 #title tabindex="-1" { (rich!("email-verify-title", portal = html! { bdi { (link.portal) } })) }
        form.card method="post" action=(link.action) data-once {
            p { (rich!("email-verify-what", email = html! { strong { (email(&link.email, &[])) } })) }
            div.form-foot { button.btn.primary.wide-button type="submit" { (t!("email-verify-button")) } }
        }
        p.muted.centred { (rich!("email-link-until", time = when(&link.expires))) }
    };
    frame_page(frame, main)
}

/// The question behind the link to a former address.
#[must_use]
pub fn undo(frame: &Frame, link: &UndoPage) -> Markup {
    let former = html! { strong { (email(&link.former, &[])) } };
    let main = html! {
        h1 #title tabindex="-1" { (rich!("email-undo-title", portal = html! { bdi { (link.portal) } })) }
        form.card method="post" action=(link.action) data-once {
            p { (rich!("email-undo-what", former = former, instead = html! { strong { (email(&link.instead, &[])) } })) }
            p { (t!("email-undo-consequence")) }
            div.form-foot { button.btn.primary.wide-button type="submit" { (t!("email-undo-button")) } }
        }
        p.muted.centred { (rich!("email-link-until", time = when(&link.expires))) }
    };
    frame_page(frame, main)
}

/// A page that only says something.
#[must_use]
pub fn told(frame: &Frame, told: &Sentences) -> Markup {
    let main = html! {
        h1 #title tabindex="-1" { (told.title) }
        div.card {
            @for line in &told.lines { p { (line) } }
            p { a.btn.primary.wide-button href=(told.link.1) { (told.link.0) } }
        }
    };
    frame_page(frame, main)
}

/// The page of a link that does not work; answer it with a status of 4xx.
#[must_use]
pub fn dead(frame: &Frame, link: &DeadEmailLink) -> Markup {
    let main = html! {
        h1 #title tabindex="-1" { (title(link.why)) }
        div.card {
            p { (reason(link)) }
            @if let Some(action) = &link.again {
                form method="post" action=(action) data-once { button.btn.primary.wide-button type="submit" { (t!("email-send-again")) } }
                p { a href=(link.sign_in_href) { (t!("email-to-sign-in")) } }
            } @else {
                p { a.btn.primary.wide-button href=(link.sign_in_href) { (t!("email-to-sign-in")) } }
                p.hint { (t!("email-dead-hint")) }
            }
        }
    };
    frame_page(frame, main)
}

fn title(why: Dead) -> String {
    match why {
        Dead::Used => t!("email-dead-used"),
        Dead::Expired => t!("email-dead-expired"),
        Dead::Void => t!("email-dead-void"),
        Dead::Unknown => t!("email-dead-unknown"),
    }
}

fn reason(link: &DeadEmailLink) -> Markup {
    let at = link.at.as_ref().map(when).unwrap_or_default();
    match (link.which, link.why) {
        (_, Dead::Unknown) => html! { (t!("email-unknown")) },
        (_, Dead::Expired) => rich!("email-expired-at", time = at),
        (EmailLink::Verify, Dead::Used) => rich!("email-used-at", time = at),
        (EmailLink::Verify, Dead::Void) => html! { (t!("email-void")) },
        (EmailLink::Undo, Dead::Used) => rich!("email-undo-used-at", time = at),
        (EmailLink::Undo, Dead::Void) => html! { (t!("email-undo-void")) },
    }
}
