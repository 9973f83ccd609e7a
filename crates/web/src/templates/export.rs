//! Exporting the list as CSV (B13): which rows, which columns, which separator.

use super::components::{back_link, heading, hidden};
use super::form::{Choice, Field, Input, check, field};
use super::frame::{Frame, page as frame_page};
use crate::assets::icons::{Icon, icon};
use crate::speak::{language, t};
use maud::{Markup, html};
use words::Language;

/// The options.
#[derive(Debug, Clone, Default)]
pub struct ExportPage {
    /// The list one came from.
    pub back_href: String,
    /// Where it is sent, `/p/acme/users.csv`; fields `rows columns separator language formulas`.
    pub action: String,
    /// By GET what the list shows; by POST a selection, which may be too long for an address.
    pub sent: Sent,
    /// The query of the list: filters, sort, cursor.
    pub query: Vec<(String, String)>,
    /// The filters in words: "Active, “ann”"; empty when there are none.
    pub filter: String,
    /// How many users match.
    pub matching: u64,
    /// Whether these are the users that somebody ticked.
    pub of: Of,
    /// "First name, last name, status": the columns of the list.
    pub shown_columns: String,
    /// How many are on the page one came from; zero where a page cannot be chosen.
    pub on_page: u64,
    /// "users-acme-2026-11-22T1405Z.csv".
    pub file_name: String,
    /// From how many rows on it becomes a job.
    pub job_from: u64,
}

/// What the users of an export have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Of {
    /// They match the list's filters.
    #[default]
    Matching,
    /// Somebody ticked them.
    Selected,
}

/// How the form is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sent {
    /// In the address.
    #[default]
    Get,
    /// In the body.
    Post,
}

impl Sent {
    const fn method(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Post => "post",
        }
    }
}

/// The page.
#[must_use]
pub fn page(frame: &Frame, export: &ExportPage) -> Markup {
    let main = html! {
        (back_link(&t!("export-back"), &export.back_href))
        (heading(&t!("export-title"), &[]))
        @if !export.filter.is_empty() { p { (t!("export-shows", filter = &export.filter)) } }
        form.card.narrow method=(export.sent.method()) action=(export.action) {
            (hidden(&export.query))
            @for one in export.fields() { (field(&one)) }
            (check("formulas", &raw()))
            (notes(export))
            div.form-foot {
                button.btn.primary type="submit" { (icon(Icon::Download)) (t!("export-download")) }
                a.btn href=(export.back_href) { (t!("export-cancel")) }
            }
        }
    };
    frame_page(frame, main)
}

fn notes(export: &ExportPage) -> Markup {
    html! {
        ul.dotted.hint {
            li { (t!("export-file", file = &export.file_name, time = "2026-11-22T14:05:00Z")) }
            @if export.matching > export.job_from { li { (t!("export-job", n = export.job_from)) } }
            li { (t!("export-noted")) }
        }
    }
}

fn raw() -> Choice {
    other("raw", t!("export-raw"), t!("export-raw-hint"))
}

impl ExportPage {
    fn fields(&self) -> [Field; 4] {
        let one_of = |name: &str, label: String, input: Input| Field {
            name: String::from(name),
            label,
            input,
            ..Field::default()
        };
        [
            one_of("rows", t!("export-rows"), Input::Radios(self.rows())),
            one_of("columns", t!("export-columns"), Input::Radios(self.columns())),
            one_of("separator", t!("export-separator"), Input::Radios(separators())),
            one_of("language", t!("export-language"), Input::Select(languages())),
        ]
    }

    fn rows(&self) -> Vec<Choice> {
        let all = match self.of {
            Of::Matching => t!("export-rows-all", n = self.matching),
            Of::Selected => t!("export-rows-selected", n = self.matching),
        };
        let mut rows = vec![first("all", all, String::new())];
        if self.on_page > 0 {
            let page = t!("export-rows-page", n = self.on_page);
            rows.push(other("page", page, String::new()));
        }
        rows
    }

    fn columns(&self) -> Vec<Choice> {
        let everything = t!("export-columns-everything-hint");
        vec![
            first(
                "documents",
                t!("export-columns-documents"),
                t!("export-columns-documents-hint"),
            ),
            other("shown", t!("export-columns-shown"), self.shown_columns.clone()),
            other(
                "standard",
                t!("export-columns-standard"),
                t!("export-columns-standard-hint"),
            ),
            other("everything", t!("export-columns-everything"), everything),
        ]
    }
}

fn separators() -> Vec<Choice> {
    vec![
        first("comma", t!("export-separator-comma"), String::new()),
        other(
            "semicolon",
            t!("export-separator-semicolon"),
            t!("export-separator-semicolon-hint"),
        ),
        other("tab", t!("export-separator-tab"), String::new()),
    ]
}

/// The languages of the header, that of the page chosen.
fn languages() -> Vec<Choice> {
    let choice = |one: &Language| Choice {
        chosen: *one == language(),
        ..other(one.code(), one.name().to_owned(), String::new())
    };
    Language::ALL.iter().map(choice).collect()
}

fn first(value: &str, label: String, hint: String) -> Choice {
    Choice {
        chosen: true,
        ..other(value, label, hint)
    }
}

fn other(value: &str, label: String, hint: String) -> Choice {
    Choice {
        value: String::from(value),
        label,
        hint,
        chosen: false,
    }
}
