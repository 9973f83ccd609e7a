//! Importing users from CSV: a file or pasted text, a report per row that changes nothing, then the import.

use super::add_user::InvitationMail;
use super::components::{
    Kind, Message, back_link, count, heading, hidden, icon, kind_class, kind_icon, notice, number,
};
use super::entered::{Entered, form_page, problems};
use super::form::{Choice, Field, Input, Need, check, field};
use super::frame::{Frame, page as frame_page};
use super::plain_table::{Cell, head, plain_table};
use crate::assets::icons::Icon;
use maud::{Markup, html};

/// The form.
#[derive(Debug, Clone, Default)]
pub struct ImportPage {
    /// The list one came from.
    pub back_href: String,
    /// Where it is posted as `multipart/form-data`; fields `file csv invite`.
    pub action: String,
    /// Hidden fields: idempotency key.
    pub hidden: Vec<(String, String)>,
    /// A sentence about the whole form.
    pub problem: Option<Message>,
    /// What is wrong with the file.
    pub file_error: Option<String>,
    /// Pasted text.
    pub csv: Entered,
    /// Whether new users are invited.
    pub invite: InvitationMail,
    /// Columns that are understood: name, and what it holds.
    pub columns: Vec<(String, String)>,
    /// An example to download.
    pub sample_href: Option<String>,
    /// "5 MiB and 100,000 rows".
    pub limit: String,
}

/// What an import would do.
#[derive(Debug, Clone, Default)]
pub struct ImportReport {
    /// The list one came from.
    pub back_href: String,
    /// The form again.
    pub form_href: String,
    /// POST address of the import.
    pub action: String,
    /// Hidden fields: the text or its key, the choice about invitations.
    pub hidden: Vec<(String, String)>,
    /// How many users will be added.
    pub add: u64,
    /// How many of them get an invitation.
    pub invite: u64,
    /// How many rows change nothing: already a user, repeated.
    pub skipped: u64,
    /// How many rows are wrong.
    pub wrong: u64,
    /// "12 seats are free; …", or empty.
    pub seats: String,
    /// Wrong rows first, then skipped ones, then the first that are fine.
    pub rows: Vec<ImportRow>,
    /// How many rows are not listed.
    pub unlisted: u64,
}

/// One row of the file.
#[derive(Debug, Clone, Default)]
pub struct ImportRow {
    /// Its line.
    pub line: u64,
    /// Address, or what stands there.
    pub who: String,
    /// How it is meant.
    pub kind: Kind,
    /// "Will be added", "Skipped", "Wrong".
    pub outcome: String,
    /// "email: enter a whole address", or empty.
    pub reason: String,
}

/// The form.
#[must_use]
pub fn page(frame: &Frame, import: &ImportPage) -> Markup {
    let fields = import.fields();
    let [file, csv] = &fields;
    let main = html! {
        (back_link("Users", &import.back_href))
        (heading("Import users", &[]))
        p.muted { "Nothing is changed yet: the next page shows what each row would do." }
        (problems(&fields, import.problem.as_ref()))
        form.card.narrow method="post" action=(import.action) enctype="multipart/form-data" autocomplete="off" data-once {
            (hidden(&import.hidden))
            (file_field(file))
            (field(csv))
            (invitations(import.invite))
            (columns(import))
            div.form-foot {
                button.btn.primary type="submit" { "Check the rows" }
                a.btn href=(import.back_href) { "Cancel" }
            }
        }
    };
    form_page(frame, &fields, import.problem.as_ref(), main)
}

fn file_field(file: &Field) -> Markup {
    let described = file.error.as_ref().map_or("file-hint", |_| "file-hint file-error");
    html! {
        div.field {
            label for="file" { (file.label) }
            p #file-hint .hint { (file.hint) }
            input #file type="file" name="file" accept=".csv,text/csv,text/plain" aria-describedby=(described) aria-invalid=[file.error.as_ref().map(|_| "true")];
            @if let Some(error) = &file.error { p #file-error .error { (icon(Icon::Error)) (error) } }
        }
    }
}

fn invitations(invitation: InvitationMail) -> Markup {
    let choice = Choice {
        value: String::from("yes"),
        label: String::from("Send invitations to the new users"),
        hint: String::from("Otherwise they are only added. You can invite them later from the list."),
        chosen: invitation == InvitationMail::Ticked,
    };
    match invitation {
        InvitationMail::Always => html! { p.hint { "New users get an invitation by e-mail." } },
        InvitationMail::Ticked | InvitationMail::Unticked => check("invite", &choice),
    }
}

fn columns(import: &ImportPage) -> Markup {
    html! {
        details.quiet {
            summary { "Which columns are understood" }
            dl.facts { @for (name, holds) in &import.columns { div { dt { code { (name) } } dd { (holds) } } } }
            @if let Some(href) = &import.sample_href { p { a href=(href) { (icon(Icon::Download)) "Download an example" } } }
        }
    }
}

impl ImportPage {
    fn fields(&self) -> [Field; 2] {
        [
            Field {
                name: String::from("file"),
                label: String::from("CSV file"),
                hint: format!("First line with column names. Up to {}.", self.limit),
                error: self.file_error.clone(),
                ..Field::default()
            },
            Field {
                hint: String::from("Used when no file is chosen."),
                need: Need::Optional,
                ..self.csv.field("csv", "Or paste the rows", Input::Lines(6))
            },
        ]
    }
}

/// The report.
#[must_use]
pub fn report(frame: &Frame, report: &ImportReport) -> Markup {
    let main = html! {
        (back_link("Users", &report.back_href))
        (heading("Check the import", &[]))
        dl.numbers.card { @for (label, n) in report.totals() { div { dt { (label) } dd { (number(n)) } } } }
        @if !report.seats.is_empty() { (notice(Kind::NotDone, html! { p { (report.seats) } })) }
        @if report.wrong > 0 { (notice(Kind::NotDone, html! { p { "Wrong rows are left out. Mend them in the file and import it again: rows that are already users are skipped then." } })) }
        (decision(report))
        @if !report.rows.is_empty() { (rows(report)) }
    };
    frame_page(frame, main)
}

fn decision(report: &ImportReport) -> Markup {
    html! {
        form.inline-foot method="post" action=(report.action) data-once {
            (hidden(&report.hidden))
            @if report.add > 0 { button.btn.primary type="submit" { "Import " (count(report.add, "user", "users")) } }
            a.btn href=(report.form_href) { "Choose another file" }
            a.btn.ghost href=(report.back_href) { "Cancel" }
        }
    }
}

fn rows(report: &ImportReport) -> Markup {
    let heads = [
        head("Line", Cell::Text),
        head("E-mail", Cell::Name),
        head("What happens", Cell::Text),
        head("Why", Cell::Text),
    ];
    let rows: Vec<_> = report.rows.iter().map(row).collect();
    html! {
        (plain_table("Rows", &heads, &rows))
        @if report.unlisted > 0 { p.muted { "and " (count(report.unlisted, "more row", "more rows")) } }
    }
}

fn row(row: &ImportRow) -> Vec<Markup> {
    vec![
        html! { (number(row.line)) },
        super::mark::email(&row.who, &[]),
        html! { span.result data-kind=(kind_class(row.kind)) { (icon(kind_icon(row.kind))) (row.outcome) } },
        html! { @if row.reason.is_empty() { span.muted { "–" } } @else { (row.reason) } },
    ]
}

impl ImportReport {
    const fn totals(&self) -> [(&'static str, u64); 4] {
        [
            ("Will be added", self.add),
            ("Invitations", self.invite),
            ("Skipped", self.skipped),
            ("Wrong", self.wrong),
        ]
    }
}
