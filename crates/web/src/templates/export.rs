//! Exporting the list as CSV (B13): which rows, which columns, which separator.

use super::components::{back_link, count, heading, hidden, number};
use super::form::{Choice, Field, Input, check, field};
use super::frame::{Frame, page as frame_page};
use crate::assets::icons::{Icon, icon};
use maud::{Markup, html};

/// The options.
#[derive(Debug, Clone, Default)]
pub struct ExportPage {
    /// The list one came from.
    pub back_href: String,
    /// Where it is sent by GET, `/p/acme/users.csv`; fields `rows columns separator raw`.
    pub action: String,
    /// The query of the list: filters, sort, cursor.
    pub query: Vec<(String, String)>,
    /// The filters in words: "Active, “ann”"; empty when there are none.
    pub filter: String,
    /// How many users match.
    pub matching: u64,
    /// How many are on the page one came from.
    pub on_page: u64,
    /// "users-acme-2026-11-22T1405Z.csv".
    pub file_name: String,
    /// From how many rows on it becomes a job.
    pub job_from: u64,
}

/// The page.
#[must_use]
pub fn page(frame: &Frame, export: &ExportPage) -> Markup {
    let main = html! {
        (back_link("Users", &export.back_href))
        (heading("Export users", &[]))
        @if !export.filter.is_empty() { p { "The list shows: " strong { (export.filter) } } }
        form.card.narrow method="get" action=(export.action) {
            (hidden(&export.query))
            @for one in export.fields() { (field(&one)) }
            (check("raw", &raw()))
            (notes(export))
            div.form-foot {
                button.btn.primary type="submit" { (icon(Icon::Download)) "Download CSV" }
                a.btn href=(export.back_href) { "Cancel" }
            }
        }
    };
    frame_page(frame, main)
}

fn notes(export: &ExportPage) -> Markup {
    html! {
        ul.dotted.hint {
            li { "File " code { (export.file_name) } ", UTF-8, times in UTC such as " code { "2026-11-22T14:05:00Z" } "." }
            @if export.matching > export.job_from { li { "More than " (number(export.job_from)) " rows are prepared as a job; its link works for 24 hours." } }
            li { "The export is noted in the activity, with its filters." }
        }
    }
}

fn raw() -> Choice {
    Choice {
        value: String::from("yes"),
        label: String::from("Values exactly as they are"),
        hint: String::from(
            "For programs only. Otherwise values that start with = + - @ get an apostrophe in front, so that a spreadsheet cannot run them.",
        ),
        chosen: false,
    }
}

impl ExportPage {
    fn fields(&self) -> [Field; 3] {
        let radios = |name: &str, label: &str, choices: Vec<Choice>| Field {
            name: String::from(name),
            label: String::from(label),
            input: Input::Radios(choices),
            ..Field::default()
        };
        let matching = match self.matching {
            1 => String::from("The 1 matching user"),
            n => format!("All {} matching users", number(n)),
        };
        let on_page = format!("Only this page: {}", count(self.on_page, "user", "users"));
        [
            radios(
                "rows",
                "Rows",
                vec![first("all", &matching, ""), other("page", &on_page, "")],
            ),
            radios(
                "columns",
                "Columns",
                vec![
                    first("documents", "Short", "First name, last name, permissions, status"),
                    other(
                        "standard",
                        "For importing again",
                        "First name, last name, e-mail, username, role, status",
                    ),
                    other(
                        "everything",
                        "Everything",
                        "All that the list knows, with dates, locks and mail",
                    ),
                ],
            ),
            radios(
                "separator",
                "Separator",
                vec![
                    first("comma", "Comma", ""),
                    other(
                        "semicolon",
                        "Semicolon",
                        "Opens directly in spreadsheets set to German, French and others",
                    ),
                    other("tab", "Tab", ""),
                ],
            ),
        ]
    }
}

fn first(value: &str, label: &str, hint: &str) -> Choice {
    Choice {
        chosen: true,
        ..other(value, label, hint)
    }
}

fn other(value: &str, label: &str, hint: &str) -> Choice {
    Choice {
        value: String::from(value),
        label: String::from(label),
        hint: String::from(hint),
        chosen: false,
    }
}
