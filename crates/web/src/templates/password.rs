//! A forgotten password: asking for a link, the page behind it, or why the link does not work, each with a way on (B18).

use super::accept::Dead;
use super::components::{Kind, When, notice, when};
use super::entered::{Entered, Rule, form_page, new_password, problems, settled, signs_in_with};
use super::form::{Field, Input, field};
use super::frame::{Frame, page as frame_page};
use super::sign_in::SignInName;
use maud::{Markup, html};

/// Asking for a link.
#[derive(Debug, Clone, Default)]
pub struct ForgotPage {
    /// The portal's name.
    pub portal: String,
    /// Where the form is posted; field `name`.
    pub action: String,
    /// What people sign in with.
    pub with: SignInName,
    /// The name, as it was typed.
    pub name: Entered,
    /// Where one signs in.
    pub sign_in_href: String,
}

/// The one answer to everybody who asks.
#[derive(Debug, Clone, Default)]
pub struct LinkSent {
    /// What people sign in with.
    pub with: SignInName,
    /// How long a link works: "1 hour".
    pub valid: String,
    /// Where one asks again.
    pub forgot_href: String,
    /// Where one signs in.
    pub sign_in_href: String,
}

/// A link that works.
#[derive(Debug, Clone, Default)]
pub struct ResetPage {
    /// The portal's name.
    pub portal: String,
    /// Where the form is posted; field `password`.
    pub action: String,
    /// The address that the link was sent to.
    pub email: String,
    /// Until when the link works.
    pub expires: When,
    /// What is wrong with the password, which is never shown again.
    pub error: Option<String>,
    /// The rules for it.
    pub rules: Vec<Rule>,
}

/// A link that does not work.
#[derive(Debug, Clone, Default)]
pub struct DeadReset {
    /// The portal's name; not shown when the link is unknown.
    pub portal: String,
    /// Why.
    pub why: Dead,
    /// When it was used or ran out.
    pub at: Option<When>,
    /// Where one asks for a new link.
    pub forgot_href: String,
    /// Where one signs in.
    pub sign_in_href: String,
}

/// The form that asks for a link.
#[must_use]
pub fn forgot(frame: &Frame, forgot: &ForgotPage) -> Markup {
    let fields = settled(vec![forgot.field()]);
    let main = html! {
        h1 #title tabindex="-1" { "Forgot your password for " bdi { (forgot.portal) } "?" }
        (problems(&fields, None))
        form.card method="post" action=(forgot.action) data-once {
            p { "We send a link to your mailbox. With it you set a new password." }
            @for one in &fields { (field(one)) }
            div.form-foot { button.btn.primary.wide-button type="submit" { "Send link" } }
            p { a href=(forgot.sign_in_href) { "Back to sign-in" } }
        }
    };
    form_page(frame, &fields, None, main)
}

impl ForgotPage {
    fn field(&self) -> Field {
        // "email" would refuse a username before it is sent.
        let input = if self.with == SignInName::Email {
            Input::Email
        } else {
            Input::Text
        };
        Field {
            autocomplete: String::from("username"),
            focus: true,
            max_length: Some(254),
            ..self.name.field("name", self.with.label(), input)
        }
    }
}

/// The answer: the same whether there is such an account or not.
#[must_use]
pub fn sent(frame: &Frame, sent: &LinkSent) -> Markup {
    let name = match sent.with {
        SignInName::Email => "address",
        SignInName::Username => "username",
        SignInName::Both => "e-mail or username",
    };
    let main = html! {
        h1 #title tabindex="-1" { "Look into your mailbox" }
        (notice(Kind::Done, html! { p { "If an account exists for that " (name) ", we have sent a link. It works for " (sent.valid) "." } }))
        div.card {
            p { "No mail? Look among unwanted mail, wait a minute, then " a href=(sent.forgot_href) { "ask again" } "." }
            p { a href=(sent.sign_in_href) { "Back to sign-in" } }
        }
    };
    frame_page(frame, main)
}

/// The form behind a link.
#[must_use]
pub fn reset(frame: &Frame, reset: &ResetPage) -> Markup {
    let errors = [Field {
        name: String::from("password"),
        error: reset.error.clone(),
        ..Field::default()
    }];
    let main = html! {
        h1 #title tabindex="-1" { "Set a new password for " bdi { (reset.portal) } }
        (problems(&errors, None))
        form.card method="post" action=(reset.action) data-once {
            (signs_in_with("E-mail", &reset.email))
            (new_password("password", reset.error.as_deref(), &reset.rules))
            p.hint { "You are then signed out everywhere, and sign in with the new password." }
            div.form-foot { button.btn.primary.wide-button type="submit" { "Set password" } }
        }
        p.muted.centred { "This link works until " (when(&reset.expires)) "." }
    };
    form_page(frame, &errors, None, main)
}

/// The page of a link that does not work; answer it with a status of 4xx.
#[must_use]
pub fn dead(frame: &Frame, link: &DeadReset) -> Markup {
    let main = html! {
        h1 #title tabindex="-1" { (title(link.why)) }
        div.card {
            (reason(link))
            p { a.btn.primary.wide-button href=(link.forgot_href) { "Send me a new link" } }
            p { "Do you know your password? " a href=(link.sign_in_href) { "Sign in" } }
            @if link.why == Dead::Used { p.hint { "Was it not you? Ask for a new link, set another password, and tell your admin at once." } }
        }
    };
    frame_page(frame, main)
}

const fn title(why: Dead) -> &'static str {
    match why {
        Dead::Used => "This link has been used",
        Dead::Expired => "This link has expired",
        Dead::Void => "This link no longer works",
        Dead::Unknown => "This link does not work",
    }
}

fn reason(link: &DeadReset) -> Markup {
    let to = html! { " for " bdi { (link.portal) } };
    match (link.why, &link.at) {
        (Dead::Used, Some(at)) => html! { p { "A new password" (to) " was set with it on " (when(at)) "." } },
        (Dead::Used, None) => html! { p { "A new password" (to) " was set with it." } },
        (Dead::Expired, Some(at)) => html! { p { "The link to a new password" (to) " worked until " (when(at)) "." } },
        (Dead::Expired, None) => html! { p { "The link to a new password" (to) " has run out." } },
        (Dead::Void, _) => {
            html! { p { "A newer link to a new password" (to) " was sent, or the account has changed since. Look for a newer mail." } }
        }
        (Dead::Unknown, _) => {
            html! { p { "It may be incomplete. Copy the whole link from the mail into the address bar." } }
        }
    }
}
