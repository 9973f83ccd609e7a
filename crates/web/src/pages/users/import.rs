//! `/p/{portal}/users/import`: a CSV file, then what each row would do, then the import.

use super::bulk::answered;
use super::new::seats;
use crate::pages::Refusal;
use crate::pages::fields::{Fields, address};
use crate::pages::form::{Errors, problem};
use crate::pages::page::{Page, key_of};
use crate::templates::components::Kind;
use crate::templates::entered::Entered;
use crate::templates::import::{ImportPage, ImportReport, ImportRow, page as import_page, report as report_page};
use app::Ctx;
use app::error::AppError;
use app::import::{self, Options, RowVerdict};
use app::users::list;
use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use model::access::Permission;
use model::operation::InviteMail;
use model::policy::Switch;
use model::report::{Outcome, Skip};

/// Rows listed in the report.
const LISTED: usize = 500;

/// The form.
///
/// # Errors
/// The page of the refusal.
pub async fn form(page: Page) -> Result<Response, Refusal> {
    answer(&page, &Fields::default(), &Errors::default()).await
}

async fn answer(page: &Page, fields: &Fields, errors: &Errors) -> Result<Response, Refusal> {
    let load = |ctx: &Ctx| {
        ctx.require(Permission::UsersImport)?;
        ctx.require(Permission::UsersInvite)
    };
    let (frame, ()) = page.show("Import users", load).await?;
    let about_file = errors
        .0
        .iter()
        .filter(|error| error.field == "file")
        .map(|error| error.message.clone());
    let about_file: Vec<String> = about_file.collect();
    let column = |name: &str, holds: &str| (name.to_owned(), holds.to_owned());
    let view = ImportPage {
        back_href: page.at("/users"),
        action: page.at("/users/import"),
        hidden: Vec::new(),
        problem: errors
            .0
            .iter()
            .find(|error| error.field != "file")
            .map(|error| problem(&error.message)),
        file_error: (!about_file.is_empty()).then(|| about_file.join(" ")),
        csv: Entered::kept(fields.get("csv")),
        invite: super::new::invitation(&page.ctx().portal.policy, fields, "invite"),
        columns: vec![
            column("email", "The address; every row needs it"),
            column("first name", "Given name"),
            column("last name", "Family name"),
            column("username", "For signing in, where the portal uses usernames"),
            column("role", "The name of a role; empty for a plain user"),
        ],
        sample_href: None,
        limit: String::from("10 MB and 100,000 rows"),
    };
    Ok(import_page(&frame, &view).into_response())
}

/// The fields of a form with a file; the file's text stands under `csv`.
async fn read(page: &Page, mut form: Multipart) -> Result<Fields, Refusal> {
    let unread = |error: &axum::extract::multipart::MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
        _ => AppError::invalid("file", "The file could not be read."),
    };
    let mut fields = Fields::default();
    let mut file = None;
    while let Some(part) = form.next_field().await.map_err(|e| page.refuse(unread(&e)))? {
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(|e| page.refuse(unread(&e)))?;
        if name == "file" {
            file = Some(bytes).filter(|bytes| !bytes.is_empty());
        } else {
            fields.0.push((name, String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    if let Some(bytes) = file {
        // Whatever is no text is refused by the reader of files, with the row.
        let text = String::from_utf8(bytes.to_vec()).map_err(|_| bytes.to_vec());
        fields.0.retain(|(name, _)| name != "csv");
        match text {
            Ok(text) => fields.0.push((String::from("csv"), text)),
            Err(bytes) => {
                return Err(page.refuse(
                    import::parse(&bytes)
                        .err()
                        .unwrap_or(AppError::invalid("file", "Save the file as UTF-8.")),
                ));
            }
        }
    }
    Ok(fields)
}

fn options(page: &Page, fields: &Fields) -> Options {
    let skip = page.ctx().portal.policy.may_skip_invite_mail == Switch::On && !fields.ticked("invite");
    Options {
        invite: if skip { InviteMail::Skip } else { InviteMail::Send },
    }
}

async fn wrong(page: &Page, fields: &Fields, error: AppError) -> Result<Response, Refusal> {
    let errors = Errors::take(error).map_err(|e| page.refuse(e))?;
    let mut response = answer(page, fields, &errors).await?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// What each row would do. Changes nothing.
///
/// # Errors
/// The page of the refusal.
pub async fn check(page: Page, form: Multipart) -> Result<Response, Refusal> {
    let fields = read(&page, form).await?;
    if fields.some("csv").is_none() {
        return wrong(
            &page,
            &fields,
            AppError::invalid("file", "Choose a file, or paste the rows."),
        )
        .await;
    }
    let (text, options) = (fields.get("csv").to_owned(), options(&page, &fields));
    let judged = page.run(move |ctx| {
        Ok((
            import::preview(ctx, &import::parse(text.as_bytes())?, options)?,
            list::summary(ctx)?,
        ))
    });
    match judged.await {
        Ok((verdicts, summary)) => {
            let (frame, ()) = page.show("Check the import", |_| Ok(())).await?;
            Ok(report_page(&frame, &report(&page, &fields, options, &verdicts, &summary)).into_response())
        }
        Err(error) => wrong(&page, &fields, error).await,
    }
}

fn report(
    page: &Page,
    fields: &Fields,
    options: Options,
    verdicts: &[RowVerdict],
    summary: &list::Summary,
) -> ImportReport {
    let count = |fate: Fate| verdicts.iter().filter(|v| fate_of(&v.line.outcome) == fate).count() as u64;
    let add = count(Fate::Added);
    let mut hidden = vec![
        (String::from("csv"), fields.get("csv").to_owned()),
        (String::from("key"), page.fresh_key()),
    ];
    if fields.ticked("invite") {
        hidden.push((String::from("invite"), String::from("yes")));
    }
    let mut sorted: Vec<&RowVerdict> = verdicts.iter().collect();
    sorted.sort_by_key(|v| (fate_of(&v.line.outcome) as u8, v.row));
    let short = summary
        .seats_free()
        .is_some_and(|free| u64::try_from(free).unwrap_or_default() < add);
    ImportReport {
        back_href: page.at("/users"),
        form_href: page.at("/users/import"),
        action: page.at("/users/import/run"),
        hidden,
        add,
        invite: if options.invite == InviteMail::Send { add } else { 0 },
        skipped: count(Fate::Skipped),
        wrong: count(Fate::Wrong),
        seats: if short {
            format!("{} Who accepts later waits for a seat.", seats(summary))
        } else {
            String::new()
        },
        rows: sorted.iter().take(LISTED).map(|verdict| row(verdict)).collect(),
        unlisted: verdicts.len().saturating_sub(LISTED) as u64,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Wrong,
    Skipped,
    Added,
}

/// A row is wrong when it can be mended in the file, and skipped when there is nothing to do.
const fn fate_of(outcome: &Outcome) -> Fate {
    match outcome {
        Outcome::Done => Fate::Added,
        Outcome::Failed(_)
        | Outcome::Skipped(Skip::NotUnderstood | Skip::FieldMissing | Skip::UsernameTaken | Skip::RoleNotGrantable) => {
            Fate::Wrong
        }
        Outcome::Skipped(_) => Fate::Skipped,
    }
}

fn row(verdict: &RowVerdict) -> ImportRow {
    let (kind, outcome) = match fate_of(&verdict.line.outcome) {
        Fate::Added => (Kind::Done, "Will be added"),
        Fate::Skipped => (Kind::NotDone, "Skipped"),
        Fate::Wrong => (Kind::Error, "Wrong"),
    };
    let mut reason = match &verdict.line.outcome {
        Outcome::Done => String::new(),
        Outcome::Skipped(skip) => skip.sentence().to_owned(),
        Outcome::Failed(text) => text.clone(),
    };
    if !verdict.changes.is_empty() {
        let fields: Vec<String> = verdict.changes.iter().map(|field| field.replace('_', " ")).collect();
        reason = format!("{reason} Differs in {}; an import changes nobody.", fields.join(", "));
    }
    ImportRow {
        line: verdict.row,
        who: verdict.line.email.clone(),
        kind,
        outcome: outcome.to_owned(),
        reason,
    }
}

/// Imports what was checked.
///
/// # Errors
/// The page of the refusal.
pub async fn run(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let key = key_of(&fields).map_err(|e| page.refuse(e))?;
    let (text, options) = (fields.get("csv").to_owned(), options(&page, &fields));
    match page
        .run(move |ctx| import::run(ctx, import::parse(text.as_bytes())?, options, key))
        .await
    {
        Ok(done) => {
            let newest = [(String::from("sort"), String::from("added"))];
            Ok(answered(&page, &done, &address(&page.at("/users"), &newest)))
        }
        Err(error) => wrong(&page, &fields, error).await,
    }
}
