//! The sign-in page (B18): name and password on one page, one failure text for every cause.

use super::components::{Kind, Message, Place, message};
use super::entered::form_page;
use super::form::{Field, Input, field};
use super::frame::Frame;
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
    pub const fn label(self) -> &'static str {
        match self {
            Self::Email => "E-mail",
            Self::Username => "Username",
            Self::Both => "E-mail or username",
        }
    }
}

/// The page; the password is never shown again, the name is kept.
#[must_use]
pub fn page(frame: &Frame, sign_in: &SignInPage) -> Markup {
    let note = sign_in.note(sign_in.with);
    let main = html! {
        h1 #title tabindex="-1" { "Sign in to " bdi { (sign_in.portal) } }
        @if let Some(note) = &note { (message(note, Place::Page)) }
        form.card method="post" action=(sign_in.action) data-once {
            (super::components::hidden(&sign_in.hidden))
            (field(&sign_in.name_field()))
            (field(&password()))
            div.form-foot {
                button.btn.primary.wide-button type="submit" { "Sign in" }
            }
            @if let Some(href) = &sign_in.forgot_href { p { a href=(href) { "Forgot password?" } } }
        }
        p.muted.centred { "No account yet? An admin of " bdi { (sign_in.portal) } " can invite you." }
    };
    form_page(frame, &[], note.as_ref(), main)
}

impl SignInPage {
    fn name_field(&self) -> Field {
        Field {
            name: String::from("name"),
            label: String::from(self.with.label()),
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
            SignInNote::Wait { seconds } => (
                Kind::Error,
                format!("Too many tries. Wait {seconds} seconds, then sign in again."),
            ),
            SignInNote::Accepted => (
                Kind::Done,
                String::from("Your password is set. Sign in with it to start."),
            ),
            SignInNote::PasswordSet => (Kind::Done, String::from("Your new password is set. Sign in with it.")),
            SignInNote::SetUp => (
                Kind::Done,
                String::from("Portico is set up. Sign in with the password you have just set."),
            ),
            SignInNote::SignedOut => (Kind::Done, String::from("You are signed out.")),
            SignInNote::Ended => (
                Kind::Info,
                String::from("Your session has ended. Sign in again to go on."),
            ),
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
    let name = match with {
        SignInName::Email => "E-mail or password",
        SignInName::Username => "Username or password",
        SignInName::Both => "E-mail, username or password",
    };
    format!(
        "{name} is not right, or the account cannot sign in. After {tries} wrong tries an account locks for {minutes} minutes."
    )
}

fn password() -> Field {
    Field {
        name: String::from("password"),
        label: String::from("Password"),
        input: Input::Password,
        autocomplete: String::from("current-password"),
        ..Field::default()
    }
}
