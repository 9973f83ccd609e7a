//! Form fields with label, hint and error wired together, and the error summary above a form that failed (B14, K20).

use crate::assets::icons::{Icon, icon};
use crate::speak::t;
use maud::{Markup, html};

/// One field. Its id is its name; hint and error get `{name}-hint` and `{name}-error`.
#[derive(Debug, Clone, Default)]
pub struct Field {
    /// Form name and id.
    pub name: String,
    /// Its words.
    pub label: String,
    /// What is in it; always empty for passwords.
    pub value: String,
    /// What kind of control it is.
    pub input: Input,
    /// One sentence of help, or empty.
    pub hint: String,
    /// What is wrong with the value.
    pub error: Option<String>,
    /// Value of `autocomplete`, or empty.
    pub autocomplete: String,
    /// Whether it must be filled; fields that need not be say "(optional)".
    pub need: Need,
    /// Longest accepted text in characters.
    pub max_length: Option<u32>,
    /// Whether the focus starts here.
    pub focus: bool,
}

/// Whether a field must be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Need {
    /// It must.
    #[default]
    Required,
    /// It need not, and says so.
    Optional,
}

/// The control of a field.
#[derive(Debug, Clone, Default)]
pub enum Input {
    /// One line.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A password, with a button that shows it.
    Password,
    /// A one-time code.
    Code,
    /// A date.
    Date,
    /// A whole number.
    Number,
    /// Several lines, so many rows.
    Lines(u32),
    /// One of several.
    Select(Vec<Choice>),
    /// One of several, all in view.
    Radios(Vec<Choice>),
    /// Any of several; the value is not used.
    Checks(Vec<Choice>),
}

/// One of the values of a field.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Sent value.
    pub value: String,
    /// Its words.
    pub label: String,
    /// A description, or empty.
    pub hint: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A field with its label, hint and error.
#[must_use]
pub fn field(field: &Field) -> Markup {
    match &field.input {
        Input::Radios(choices) => group(field, "radio", choices),
        Input::Checks(choices) => group(field, "checkbox", choices),
        _ => html! {
            div.field.wrong[field.error.is_some()] {
                label for=(field.name) { (field.label) @if field.need == Need::Optional { span.muted { " " (t!("form-optional")) } } }
                (hint(field))
                (control(field))
                (error(field))
            }
        },
    }
}

fn control(field: &Field) -> Markup {
    match &field.input {
        Input::Lines(rows) => html! {
            textarea #(field.name) name=(field.name) rows=(rows) spellcheck="false" required[required(field)] maxlength=[field.max_length]
                autofocus[field.focus] aria-describedby=[described(field)] aria-invalid=[invalid(field)] { "\n" (field.value) }
        },
        Input::Select(choices) => html! {
            select #(field.name) name=(field.name) required[required(field)] autofocus[field.focus] aria-describedby=[described(field)] aria-invalid=[invalid(field)] {
                @for choice in choices { option value=(choice.value) selected[choice.chosen] { (choice.label) } }
            }
        },
        Input::Password => html! {
            div.with-button {
                (line(field, "password"))
                button.btn.needs-script type="button" data-show-password=(field.name) aria-pressed="false" aria-label=(t!("form-show-password")) { (icon(Icon::Eye)) span { (t!("form-show")) } }
            }
        },
        Input::Email => line(field, "email"),
        Input::Date => line(field, "date"),
        Input::Number => line(field, "number"),
        _ => line(field, "text"),
    }
}

fn line(field: &Field, kind: &str) -> Markup {
    let autocomplete = (!field.autocomplete.is_empty()).then_some(field.autocomplete.as_str());
    let value = (kind != "password" && !field.value.is_empty()).then_some(field.value.as_str());
    let mode = matches!(field.input, Input::Code).then_some("numeric");
    html! {
        input #(field.name) name=(field.name) type=(kind) value=[value] autocomplete=[autocomplete] inputmode=[mode] spellcheck="false"
            autocapitalize=[(kind != "text").then_some("none")] required[required(field)] maxlength=[field.max_length] autofocus[field.focus]
            aria-describedby=[described(field)] aria-invalid=[invalid(field)];
    }
}

fn group(field: &Field, kind: &str, choices: &[Choice]) -> Markup {
    html! {
        fieldset.field #(field.name) .wrong[field.error.is_some()] aria-describedby=[described(field)] {
            legend { (field.label) }
            (hint(field))
            @for choice in choices {
                label.choice {
                    input type=(kind) name=(field.name) value=(choice.value) checked[choice.chosen];
                    span { (choice.label) @if !choice.hint.is_empty() { span.sub { (choice.hint) } } }
                }
            }
            (error(field))
        }
    }
}

/// One checkbox with its words.
#[must_use]
pub fn check(name: &str, choice: &Choice) -> Markup {
    html! {
        label.choice {
            input type="checkbox" name=(name) value=(choice.value) checked[choice.chosen];
            span { (choice.label) @if !choice.hint.is_empty() { span.sub { (choice.hint) } } }
        }
    }
}

/// The list of what is wrong, above the form, focused when the page opens. Nothing when all is well.
#[must_use]
pub fn error_summary(fields: &[Field]) -> Markup {
    let wrong: Vec<_> = fields
        .iter()
        .filter_map(|field| field.error.as_ref().map(|error| (&field.name, error)))
        .collect();
    html! {
        @if !wrong.is_empty() {
            div.error-summary tabindex="-1" autofocus aria-labelledby="errors-title" role="group" {
                h2 #errors-title { (icon(Icon::Error)) (t!("form-problems", n = wrong.len())) }
                ul { @for (name, error) in wrong { li { a href={ "#" (name) } { (error) } } } }
            }
        }
    }
}

fn hint(field: &Field) -> Markup {
    html! { @if !field.hint.is_empty() { p.hint #{ (field.name) "-hint" } { (field.hint) } } }
}

fn error(field: &Field) -> Markup {
    html! { @if let Some(text) = &field.error { p.error #{ (field.name) "-error" } { (icon(Icon::Error)) (text) } } }
}

fn described(field: &Field) -> Option<String> {
    let hint = (!field.hint.is_empty()).then(|| format!("{}-hint", field.name));
    let error = field.error.as_ref().map(|_| format!("{}-error", field.name));
    let ids: Vec<_> = hint.into_iter().chain(error).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn invalid(field: &Field) -> Option<&'static str> {
    field.error.as_ref().map(|_| "true")
}

fn required(field: &Field) -> bool {
    field.need == Need::Required
}
