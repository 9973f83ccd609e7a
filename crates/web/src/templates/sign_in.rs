//! The sign-in page (B18): name and password on one page, one failure text for every cause.

use super::components::{Kind, Message, Place, message};
use super::entered::form_page;
use super::form::{Field, Input, field};
use super::frame::Frame;
use crate::speak::{rich, t};
use maud::{Markup, html};

/// The sign-in page.
#[derive(Debug, Clone, Default)]
pub struct SignInPage {
    /// The portal's name, or the provider's.
    pub portal: String,
    /// Where the form is posted; fields `name` and `password`.
    pub action: String,
    /// Hidden fields: where to go afterwards.
    pub hidden: Vec<(String, String)>,
    /// What people sign in with.
    pub with: SignInName,
    /// What was typed as the name.
    pub name: String,
    /// What just happened.
    pub note: SignInNote,
    /// Where "Forgot password?" leads, if that is possible here.
    pub forgot_href: Option<String>,
}

/// What people sign in with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SignInName {
    /// The e-mail address.
    #[default]
    Email,
    /// The username.
    Username,
    /// Either.
    Both,
}

/// What just happened before the page.
#[derive(Debug, Clone, Default)]
pub enum SignInNote {
    /// Nothing.
    #[default]
    None,
    /// The sign-in failed, for whatever cause.
    Failed {
        /// So many wrong tries lock an account.
        tries: i64,
        /// For so many minutes.
        minutes: i64,
    },
    /// Too many tries from here.
    Wait {
        /// Seconds until the next try.
        seconds: u64,
    },
    /// An invitation was accepted.
    Accepted,
    /// A new password was set by a mailed link.
    PasswordSet,
    /// The installation was set up.
    SetUp,
    /// The person signed out.
    SignedOut,
    /// The session ended by itself, or was ended by somebody.
    Ended,
}

impl SignInName {
    /// The words of the field.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::Email => t!("sign-in-email"),
            Self::Username => t!("sign-in-username"),
            Self::Both => t!("sign-in-email-or-username"),
        }
    }
}

/// The page; the password is never shown again, the name is kept.
#[must_use]
pub fn page(frame: &Frame, sign_in: &SignInPage) -> Markup {
    let note = sign_in.note(sign_in.with);
    let main = html! {
        h1 #title tabindex="-1" { (rich!("sign-in-title", portal = html! { bdi { (sign_in.portal) } })) }
        @if let Some(note) = &note { (message(note, Place::Page)) }
        form.card method="post" action=(sign_in.action) data-once {
            (super::components::hidden(&sign_in.hidden))
            (field(&sign_in.name_field()))
            (field(&password()))
            div.form-foot {
                button.btn.primary.wide-button type="submit" { (t!("sign-in-button")) }
            }
            @if let Some(href) = &sign_in.forgot_href { p { a href=(href) { (t!("sign-in-forgot")) } } }
        }
        p.muted.centred { (rich!("sign-in-no-account", portal = html! { bdi { (sign_in.portal) } })) }
    };
    form_page(frame, &[], note.as_ref(), main)
}

impl SignInPage {
    fn name_field(&self) -> Field {
        Field {
            name: String::from("name"),
            label: self.with.label(),
            value: self.name.clone(),
            // "email" would refuse a username before it is sent.
            input: if self.with == SignInName::Email {
                Input::Email
            } else {
                Input::Text
            },
            autocomplete: String::from("username webauthn"),
            focus: matches!(self.note, SignInNote::None),
            max_length: Some(254),
            ..Field::default()
        }
    }

    fn note(&self, with: SignInName) -> Option<Message> {
        let (kind, text) = match self.note {
            SignInNote::None => return None,
            SignInNote::Failed { tries, minutes } => (Kind::Error, failure(with, tries, minutes)),
            SignInNote::Wait { seconds } => (Kind::Error, t!("sign-in-wait", n = seconds)),
            SignInNote::Accepted => (Kind::Done, t!("sign-in-accepted")),
            SignInNote::PasswordSet => (Kind::Done, t!("sign-in-password-set")),
            SignInNote::SetUp => (Kind::Done, t!("sign-in-set-up")),
            SignInNote::SignedOut => (Kind::Done, t!("sign-in-signed-out")),
            SignInNote::Ended => (Kind::Info, t!("sign-in-ended")),
        };
        Some(Message {
            kind,
            text,
            focus: true,
            ..Message::default()
        })
    }
}

fn failure(with: SignInName, tries: i64, minutes: i64) -> String {
    match with {
        SignInName::Email => t!("sign-in-failed-email", tries = tries, minutes = minutes),
        SignInName::Username => t!("sign-in-failed-username", tries = tries, minutes = minutes),
        SignInName::Both => t!("sign-in-failed-both", tries = tries, minutes = minutes),
    }
}

fn password() -> Field {
    Field {
        name: String::from("password"),
        label: t!("sign-in-password"),
        input: Input::Password,
        autocomplete: String::from("current-password"),
        ..Field::default()
    }
}
