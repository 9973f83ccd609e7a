//! The tab "Security" of the own account: the second factor, with what needs password and code again (B18).

use super::components::{Fact, Kind, Message, When, facts, notice, when};
use super::entered::problems;
use super::form::{Field, field};
use super::second_factor::{SetUp, current_password, set_up};
use crate::speak::t;
use maud::{Markup, html};

/// The state of the second factor.
#[derive(Debug, Clone, Default)]
pub struct SecurityView {
    /// Since when it is on.
    pub since: Option<When>,
    /// Recovery codes that still work, and how many there were.
    pub codes: (i64, usize),
    /// Whether the portal wants it.
    pub wanted: Wanted,
    /// Where the pages below this one are.
    pub base: String,
}

/// Whether the portal wants a second factor of this person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wanted {
    /// It is the person's own choice.
    #[default]
    No,
    /// It does.
    Yes,
}

/// A form that asks for password and code.
#[derive(Debug, Clone, Default)]
pub struct ProofForm {
    /// What it is about.
    pub title: String,
    /// What will happen.
    pub text: String,
    /// Where it is posted; fields `password` and `code`.
    pub action: String,
    /// What is wrong with the password.
    pub password_error: Option<String>,
    /// What is wrong with the code.
    pub code_error: Option<String>,
    /// A sentence about the whole form.
    pub problem: Option<Message>,
    /// The words of the button.
    pub submit: String,
    /// Where one goes back to.
    pub cancel_href: String,
}

/// The form that sets up an authenticator app; fields `password` and `code`.
#[derive(Clone, Default)]
pub struct SetUpForm {
    /// Where it is posted.
    pub action: String,
    /// What is wrong with the password.
    pub password_error: Option<String>,
    /// The authenticator app.
    pub set_up: SetUp,
    /// A sentence about the whole form.
    pub problem: Option<Message>,
    /// Where one goes back to.
    pub cancel_href: String,
}

/// Fewer recovery codes than this are a reason to make new ones.
const FEW: i64 = 4;

/// On or off, and what can be done about it.
#[must_use]
pub fn state(view: &SecurityView) -> Markup {
    html! {
        section.card.narrow aria-labelledby="mfa-title" {
            h2 #mfa-title { (t!("mfa-name")) }
            @match &view.since {
                None => {
                    p { (t!("mfa-off")) }
                    div.form-foot { a.btn.primary href={ (view.base) "/set-up" } { (t!("mfa-set-up")) } }
                },
                Some(since) => { (on(view, since)) },
            }
        }
    }
}

fn on(view: &SecurityView, since: &When) -> Markup {
    let (left, of) = view.codes;
    let rows = [
        Fact {
            label: t!("mfa-on-since"),
            value: when(since),
        },
        Fact {
            label: t!("mfa-codes-left"),
            value: html! { (t!("mfa-codes-left-of", left = left, of = of)) },
        },
    ];
    html! {
        (facts(&rows))
        @if left < FEW { (notice(Kind::NotDone, html! { p { (t!("mfa-few-codes")) } })) }
        div.form-foot {
            a.btn href={ (view.base) "/codes" } { (t!("mfa-new-codes")) }
            @match view.wanted {
                Wanted::No => { a.btn href={ (view.base) "/remove" } { (t!("mfa-turn-off")) } },
                Wanted::Yes => { a.btn href={ (view.base) "/replace" } { (t!("mfa-replace")) } },
            }
        }
        @if view.wanted == Wanted::Yes { p.hint { (t!("mfa-wanted")) } }
    }
}

impl ProofForm {
    /// The fields, with what is wrong about them.
    #[must_use]
    pub fn fields(&self) -> [Field; 2] {
        let code = Field {
            name: String::from("code"),
            label: t!("mfa-any-code"),
            autocomplete: String::from("one-time-code"),
            error: self.code_error.clone(),
            max_length: Some(64),
            ..Field::default()
        };
        [current_password("password", self.password_error.clone()), code]
    }
}

/// The form.
#[must_use]
pub fn proof(form: &ProofForm) -> Markup {
    let fields = form.fields();
    html! {
        (problems(&fields, form.problem.as_ref()))
        section.card.narrow aria-labelledby="proof-title" {
            h2 #proof-title { (form.title) }
            p { (form.text) }
            form.stack method="post" action=(form.action) data-once {
                @for one in &fields { (field(one)) }
                div.form-foot {
                    button.btn.primary type="submit" { (form.submit) }
                    a.btn href=(form.cancel_href) { (t!("mfa-cancel")) }
                }
            }
        }
    }
}

/// Setting up.
#[must_use]
pub fn set_up_form(form: &SetUpForm) -> Markup {
    let password = current_password("password", form.password_error.clone());
    let code = super::second_factor::code_field(form.set_up.error.clone());
    html! {
        (problems(&[password.clone(), code], form.problem.as_ref()))
        section.card.narrow aria-labelledby="set-up-title" {
            h2 #set-up-title { (t!("mfa-set-up-title")) }
            form.stack method="post" action=(form.action) data-once {
                (set_up(&form.set_up))
                (field(&password))
                div.form-foot {
                    button.btn.primary type="submit" { (t!("mfa-confirm")) }
                    a.btn href=(form.cancel_href) { (t!("mfa-cancel")) }
                }
            }
        }
        p.muted { (t!("mfa-sessions-end")) }
    }
}
