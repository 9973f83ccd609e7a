//! Importing users from CSV: a file or pasted text, a report per row that changes nothing, then the import.

use super::add_user::InvitationMail;
use super::components::{Kind, Message, back_link, heading, hidden, icon, kind_class, kind_icon, notice, number};
use super::entered::{Entered, form_page, problems};
use super::form::{Choice, Field, Input, Need, check, field};
use super::frame::{Frame, page as frame_page};
use super::plain_table::{Cell, head, plain_table};
use crate::assets::icons::Icon;
use crate::speak::t;
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
    /// POST address of the whole report as a file.
    pub diff_action: String,
    /// Hidden fields: the text or its key, the choice about invitations.
    pub hidden: Vec<(String, String)>,
    /// How many users will be added.
    pub add: u64,
    /// How many of them get an invitation.
    pub invite: u64,
    /// How many users get other names.
    pub change: u64,
    /// How many rows are there already as they say.
    pub unchanged: u64,
    /// How many rows do nothing for another reason.
    pub skipped: u64,
    /// How many rows have no address that could be one.
    pub not_understood: u64,
    /// "12 seats are free; …", or empty.
    pub seats: String,
    /// Titles of columns that are not understood.
    pub ignored: Vec<String>,
    /// The rows by what they do, those first that need attention most.
    pub groups: Vec<ImportGroup>,
}

/// Rows that do the same.
#[derive(Debug, Clone, Default)]
pub struct ImportGroup {
    /// How it is meant.
    pub kind: Kind,
    /// "Will be added".
    pub title: String,
    /// How many there are.
    pub count: u64,
    /// The first of them.
    pub rows: Vec<ImportRow>,
    /// Whether they are folded away at first.
    pub shown: Shown,
}

/// Whether rows are folded away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// They are in view.
    #[default]
    Open,
    /// They are not: nothing happens to them.
    Folded,
}

/// One row of the file.
#[derive(Debug, Clone, Default)]
pub struct ImportRow {
    /// Its line.
    pub line: u64,
    /// Address, or what stands there.
    pub who: String,
    /// "email: enter a whole address", or empty.
    pub reason: String,
    /// In what it differs from the user who is there.
    pub changes: Vec<ImportChange>,
}

/// One field of a row that differs.
#[derive(Debug, Clone, Default)]
pub struct ImportChange {
    /// "First name".
    pub field: String,
    /// What is there; empty for nothing.
    pub before: String,
    /// What the row says.
    pub after: String,
    /// "(stays)" where the import leaves the field, else empty.
    pub note: String,
}

/// The form.
#[must_use]
pub fn page(frame: &Frame, import: &ImportPage) -> Markup {
    let fields = import.fields();
    let [file, csv] = &fields;
    let main = html! {
        (back_link(&t!("import-back"), &import.back_href))
        (heading(&t!("import-title"), &[]))
        p.muted { (t!("import-note")) }
        (problems(&fields, import.problem.as_ref()))
        form.card.narrow method="post" action=(import.action) enctype="multipart/form-data" autocomplete="off" data-once {
            (hidden(&import.hidden))
            (file_field(file))
            (field(csv))
            (invitations(import.invite))
            (columns(import))
            div.form-foot {
                button.btn.primary type="submit" { (t!("import-check")) }
                a.btn href=(import.back_href) { (t!("import-cancel")) }
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
        label: t!("import-invite"),
        hint: t!("import-invite-hint"),
        chosen: invitation == InvitationMail::Ticked,
    };
    match invitation {
        InvitationMail::Always => html! { p.hint { (t!("import-invite-always")) } },
        InvitationMail::Ticked | InvitationMail::Unticked => check("invite", &choice),
    }
}

fn columns(import: &ImportPage) -> Markup {
    html! {
        details.quiet {
            summary { (t!("import-columns")) }
            dl.facts { @for (name, holds) in &import.columns { div { dt { code { (name) } } dd { (holds) } } } }
            p.hint { (t!("import-columns-others")) }
            @if let Some(href) = &import.sample_href { p { a href=(href) { (icon(Icon::Download)) (t!("import-example")) } } }
        }
    }
}

impl ImportPage {
    fn fields(&self) -> [Field; 2] {
        [
            Field {
                name: String::from("file"),
                label: t!("import-file"),
                hint: t!("import-file-hint", limit = &self.limit),
                error: self.file_error.clone(),
                ..Field::default()
            },
            Field {
                hint: t!("import-paste-hint"),
                need: Need::Optional,
                ..self.csv.field("csv", &t!("import-paste"), Input::Lines(6))
            },
        ]
    }
}

/// The report.
#[must_use]
pub fn report(frame: &Frame, report: &ImportReport) -> Markup {
    let main = html! {
        (back_link(&t!("import-back"), &report.back_href))
        (heading(&t!("import-report-title"), &[]))
        dl.numbers.card { @for (label, n) in report.totals() { div { dt { (label) } dd { (number(n)) } } } }
        @if !report.seats.is_empty() { (notice(Kind::NotDone, html! { p { (report.seats) } })) }
        @if report.not_understood > 0 { (notice(Kind::NotDone, html! { p { (t!("import-not-understood-note")) } })) }
        @if !report.ignored.is_empty() { (notice(Kind::Info, html! { p { (t!("import-ignored", n = report.ignored.len(), titles = report.ignored.join(", "))) } })) }
        (decision(report))
        @for group in &report.groups { (rows(group)) }
        p.hint { (t!("import-kept-note")) }
    };
    frame_page(frame, main)
}

fn decision(report: &ImportReport) -> Markup {
    let run = match (report.add, report.change) {
        (0, 0) => None,
        (add, 0) => Some(t!("import-run", n = add)),
        (0, change) => Some(t!("import-run-changes", n = change)),
        (add, change) => Some(t!("import-run-both", add = add, change = change)),
    };
    html! {
        form.inline-foot method="post" action=(report.action) {
            (hidden(&report.hidden))
            @if let Some(run) = run { button.btn.primary type="submit" { (run) } }
            button.btn type="submit" formaction=(report.diff_action) { (icon(Icon::Download)) (t!("import-diff")) }
            a.btn href=(report.form_href) { (t!("import-other-file")) }
            a.btn.ghost href=(report.back_href) { (t!("import-cancel")) }
        }
    }
}

fn rows(group: &ImportGroup) -> Markup {
    let heads = [
        head(t!("import-head-line"), Cell::Text),
        head(t!("import-head-email"), Cell::Name),
        head(t!("import-head-what"), Cell::Text),
    ];
    let rows: Vec<_> = group
        .rows
        .iter()
        .map(|one| row(group.kind, &group.title, one))
        .collect();
    let unlisted = group.count.saturating_sub(group.rows.len() as u64);
    html! {
        details.quiet open[group.shown == Shown::Open] {
            summary { (t!("import-group", title = &group.title, n = group.count)) }
            (plain_table(&group.title, &heads, &rows))
            @if unlisted > 0 { p.muted { (t!("import-unlisted", n = unlisted)) } }
        }
    }
}

fn row(kind: Kind, title: &str, row: &ImportRow) -> Vec<Markup> {
    vec![
        html! { (number(row.line)) },
        super::mark::email(&row.who, &[]),
        html! {
            span.result data-kind=(kind_class(kind)) { (icon(kind_icon(kind))) (title) }
            @if !row.reason.is_empty() { span.sub { (row.reason) } }
            @for change in &row.changes { (difference(change)) }
        },
    ]
}

fn difference(change: &ImportChange) -> Markup {
    let value = |text: &str| html! { @if text.is_empty() { (t!("import-nothing")) } @else { bdi { (text) } } };
    html! {
        span.sub {
            (change.field) ": " (value(&change.before)) " → " (value(&change.after))
            @if !change.note.is_empty() { " " (change.note) }
        }
    }
}

impl ImportReport {
    fn totals(&self) -> [(String, u64); 6] {
        [
            (t!("import-new"), self.add),
            (t!("import-invitations"), self.invite),
            (t!("import-changed"), self.change),
            (t!("import-unchanged"), self.unchanged),
            (t!("import-skipped"), self.skipped),
            (t!("import-not-understood"), self.not_understood),
        ]
    }
}
