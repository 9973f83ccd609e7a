//! A forgotten password: asking for a link, the page behind it, or why the link does not work, each with a way on (B18).

use super::accept::Dead;
use super::components::{Kind, When, notice, when};
use super::entered::{Entered, Rule, form_page, new_password, problems, settled, signs_in_with};
use super::form::{Field, Input, field};
use super::frame::{Frame, page as frame_page};
use super::sign_in::SignInName;
use crate::speak::{rich, t};
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
        h1 #title tabindex="-1" { (rich!("password-forgot-title", portal = html! { bdi { (forgot.portal) } })) }
        (problems(&fields, None))
        form.card method="post" action=(forgot.action) data-once {
            p { (t!("password-forgot-how")) }
            @for one in &fields { (field(one)) }
            div.form-foot { button.btn.primary.wide-button type="submit" { (t!("password-send-link")) } }
            p { a href=(forgot.sign_in_href) { (t!("password-back")) } }
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
            ..self.name.field("name", &self.with.label(), input)
        }
    }
}

/// The answer: the same whether there is such an account or not.
#[must_use]
pub fn sent(frame: &Frame, sent: &LinkSent) -> Markup {
    let told = match sent.with {
        SignInName::Email => t!("password-sent-email", time = &sent.valid),
        SignInName::Username => t!("password-sent-username", time = &sent.valid),
        SignInName::Both => t!("password-sent-both", time = &sent.valid),
    };
    let again = html! { a href=(sent.forgot_href) { (t!("password-ask-again")) } };
    let main = html! {
        h1 #title tabindex="-1" { (t!("password-sent-title")) }
        (notice(Kind::Done, html! { p { (told) } }))
        div.card {
            p { (rich!("password-no-mail", again = again)) }
            p { a href=(sent.sign_in_href) { (t!("password-back")) } }
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
        h1 #title tabindex="-1" { (rich!("password-reset-title", portal = html! { bdi { (reset.portal) } })) }
        (problems(&errors, None))
        form.card method="post" action=(reset.action) data-once {
            (signs_in_with(&t!("sign-in-email"), &reset.email))
            (new_password("password", reset.error.as_deref(), &reset.rules))
            p.hint { (t!("password-reset-hint")) }
            div.form-foot { button.btn.primary.wide-button type="submit" { (t!("password-set")) } }
        }
        p.muted.centred { (rich!("password-link-until", time = when(&reset.expires))) }
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
            p { a.btn.primary.wide-button href=(link.forgot_href) { (t!("password-new-link")) } }
            p { (t!("password-known")) " " a href=(link.sign_in_href) { (t!("sign-in-button")) } }
            @if link.why == Dead::Used { p.hint { (t!("password-not-you")) } }
        }
    };
    frame_page(frame, main)
}

fn title(why: Dead) -> String {
    match why {
        Dead::Used => t!("password-dead-used"),
        Dead::Expired => t!("password-dead-expired"),
        Dead::Void => t!("password-dead-void"),
        Dead::Unknown => t!("password-dead-unknown"),
    }
}

fn reason(link: &DeadReset) -> Markup {
    let portal = html! { bdi { (link.portal) } };
    let text = match (link.why, &link.at) {
        (Dead::Used, Some(at)) => rich!("password-used-at", portal = portal, time = when(at)),
        (Dead::Used, None) => rich!("password-used", portal = portal),
        (Dead::Expired, Some(at)) => rich!("password-expired-at", portal = portal, time = when(at)),
        (Dead::Expired, None) => rich!("password-expired", portal = portal),
        (Dead::Void, _) => rich!("password-void", portal = portal),
        (Dead::Unknown, _) => html! { (t!("password-unknown")) },
    };
    html! { p { (text) } }
}
