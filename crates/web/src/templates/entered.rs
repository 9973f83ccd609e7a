//! What a person typed into a form, with what is wrong about it, and the page around a form that may have failed (K20).

use super::components::{Kind, Message, Place, message};
use super::form::{Field, Input, error_summary};
use super::frame::{Frame, page as frame_page};
use crate::assets::icons::{Icon, icon};
use crate::speak::t;
use maud::{Markup, html};

/// One value of a form: kept as it was typed, with its error after a failed submit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entered {
    /// As typed.
    pub value: String,
    /// What is wrong with it, and how to mend it.
    pub error: Option<String>,
}

impl Entered {
    /// A value that is fine, or not yet judged.
    #[must_use]
    pub fn kept(value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            error: None,
        }
    }

    /// The same value with what is wrong about it.
    #[must_use]
    pub fn wrong(mut self, error: impl Into<String>) -> Self {
        self.error = Some(error.into());
        self
    }

    /// A field of one line that shows this value.
    #[must_use]
    pub fn field(&self, name: &str, label: &str, input: Input) -> Field {
        Field {
            name: String::from(name),
            label: String::from(label),
            value: self.value.clone(),
            error: self.error.clone(),
            input,
            ..Field::default()
        }
    }
}

/// A rule for a new password, with whether the last try kept it.
#[derive(Debug, Clone, Default)]
pub struct Rule {
    /// "At least 12 characters".
    pub text: String,
    /// Whether it was kept.
    pub met: Met,
}

/// Whether a rule was kept by the last try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Met {
    /// Nothing was tried yet.
    #[default]
    Untried,
    /// It was.
    Yes,
    /// It was not.
    No,
}

/// The field for a new password: one field, no confirmation, rules listed with their state in words (B18).
#[must_use]
pub fn new_password(name: &str, error: Option<&str>, rules: &[Rule]) -> Markup {
    let described = error.map_or_else(|| format!("{name}-rules"), |_| format!("{name}-rules {name}-error"));
    html! {
        div.field.wrong[error.is_some()] {
            label for=(name) { (t!("form-new-password")) }
            ul.rules #{ (name) "-rules" } { @for rule in rules { (rule_line(rule)) } }
            div.with-button {
                input #(name) name=(name) type="password" autocomplete="new-password" spellcheck="false" autocapitalize="none" required
                    aria-describedby=(described) aria-invalid=[error.map(|_| "true")];
                button.btn.needs-script type="button" data-show-password=(name) aria-pressed="false" aria-label=(t!("form-show-password")) { (icon(Icon::Eye)) span { (t!("form-show")) } }
            }
            @if let Some(text) = error { p.error #{ (name) "-error" } { (icon(Icon::Error)) (text) } }
        }
    }
}

/// Whose password it is: not to be changed here, kept by password managers beside the new password.
#[must_use]
pub fn signs_in_with(label: &str, name: &str) -> Markup {
    html! {
        div.field {
            label for="username" { (label) }
            input #username type="text" value=(name) autocomplete="username" readonly dir="ltr";
        }
    }
}

fn rule_line(rule: &Rule) -> Markup {
    match rule.met {
        Met::Untried => html! { li { (rule.text) } },
        Met::Yes => {
            html! { li data-kind="done" { (icon(Icon::Check)) span { (t!("form-rule-met", rule = &rule.text)) } } }
        }
        Met::No => {
            html! { li data-kind="error" { (icon(Icon::Error)) span { (t!("form-rule-not-met", rule = &rule.text)) } } }
        }
    }
}

/// A page with a form: what went wrong stands above it, and the title then starts with "Error: ".
#[must_use]
pub fn form_page(frame: &Frame, errors: &[Field], problem: Option<&Message>, main: Markup) -> Markup {
    let wrong = errors.iter().any(|field| field.error.is_some());
    let failed = wrong || problem.is_some_and(|problem| problem.kind == Kind::Error);
    let mut frame = frame.clone();
    if failed && !frame.title.starts_with(t!("form-error-title", title = "").trim_end()) {
        frame.title = t!("form-error-title", title = &frame.title);
    }
    frame_page(&frame, main)
}

/// What went wrong with a form: a sentence about all of it, and the list of wrong fields.
#[must_use]
pub fn problems(errors: &[Field], problem: Option<&Message>) -> Markup {
    html! {
        @if let Some(problem) = problem { (message(problem, Place::Page)) }
        (error_summary(errors))
    }
}

/// The fields without a wish for the focus when something is wrong: the summary has it then.
#[must_use]
pub fn settled(mut fields: Vec<Field>) -> Vec<Field> {
    if fields.iter().any(|field| field.error.is_some()) {
        for field in &mut fields {
            field.focus = false;
        }
    }
    fields
}
