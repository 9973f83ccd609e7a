//! `/p/{portal}/users/import`: a CSV file, then what each row would do, then the import.

use super::bulk::answered;
use super::new::seats;
use crate::pages::Refusal;
use crate::pages::fields::{Fields, address};
use crate::pages::form::{Errors, problem};
use crate::pages::page::{Page, key_of};
use crate::speak::{language, t};
use crate::stream;
use crate::templates::components::Kind;
use crate::templates::entered::Entered;
use crate::templates::import::{
    ImportChange, ImportGroup, ImportPage, ImportReport, ImportRow, Shown as Folding, page as import_page,
    report as report_page,
};
use app::Ctx;
use app::error::AppError;
use app::import::{self, Effect, Options, RowVerdict};
use app::users::list;
use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use model::access::Permission;
use model::operation::InviteMail;
use model::policy::Switch;
use model::report::Outcome;
use std::collections::BTreeMap;

/// Rows listed of each kind; the file has all.
const LISTED: usize = 100;

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
    let (frame, ()) = page.show(&t!("import-title"), load).await?;
    let about_file = errors
        .0
        .iter()
        .filter(|error| error.field == "file")
        .map(|error| error.message.clone());
    let about_file: Vec<String> = about_file.collect();
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
            (t!("import-column-email"), t!("import-column-email-holds")),
            (t!("import-column-first"), t!("import-column-first-holds")),
            (t!("import-column-last"), t!("import-column-last-holds")),
            (t!("import-column-username"), t!("import-column-username-holds")),
            (t!("import-column-role"), t!("import-column-role-holds")),
        ],
        sample_href: None,
        limit: t!("import-limit"),
    };
    Ok(import_page(&frame, &view).into_response())
}

/// The fields of a form with a file; the file's text stands under `csv`.
async fn read(page: &Page, mut form: Multipart) -> Result<Fields, Refusal> {
    let unread = |error: &axum::extract::multipart::MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
        _ => AppError::invalid("file", t!("import-unreadable")),
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
        let text = std::str::from_utf8(&bytes).map(str::to_owned);
        let text = text.map_err(|_| page.refuse(not_text(&bytes)))?;
        fields.0.retain(|(name, _)| name != "csv");
        fields.0.push((String::from("csv"), text));
    }
    Ok(fields)
}

fn not_text(bytes: &[u8]) -> AppError {
    let refused = import::parse(bytes).err();
    refused.unwrap_or_else(|| AppError::invalid("file", t!("import-unreadable")))
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
        return wrong(&page, &fields, AppError::invalid("file", t!("import-choose"))).await;
    }
    let (text, options) = (fields.get("csv").to_owned(), options(&page, &fields));
    let judged = page.run(move |ctx| {
        let table = import::parse(text.as_bytes())?;
        let mut judged = Judged {
            tallies: BTreeMap::new(),
            ignored: table.ignored().to_vec(),
            summary: list::summary(ctx)?,
        };
        import::each_verdict(ctx, &table, options, |verdict| {
            let tally = judged.tallies.entry(verdict.effect).or_default();
            tally.count += 1;
            if tally.first.len() < LISTED {
                tally.first.push(verdict);
            }
            Ok(())
        })?;
        Ok(judged)
    });
    match judged.await {
        Ok(judged) => {
            let (frame, ()) = page.show(&t!("import-report-title"), |_| Ok(())).await?;
            Ok(report_page(&frame, &report(&page, &fields, options, judged)).into_response())
        }
        Err(error) => wrong(&page, &fields, error).await,
    }
}

/// A file that was judged.
struct Judged {
    tallies: BTreeMap<Effect, Tally>,
    ignored: Vec<String>,
    summary: list::Summary,
}

/// The rows of one effect: how many, and the first of them, which are shown.
#[derive(Default)]
struct Tally {
    count: u64,
    first: Vec<RowVerdict>,
}

fn report(page: &Page, fields: &Fields, options: Options, judged: Judged) -> ImportReport {
    let count = |effect: Effect| judged.tallies.get(&effect).map_or(0, |tally| tally.count);
    let add = count(Effect::New);
    let mut hidden = vec![
        (String::from("csv"), fields.get("csv").to_owned()),
        (String::from("key"), page.fresh_key()),
    ];
    if fields.ticked("invite") {
        hidden.push((String::from("invite"), String::from("yes")));
    }
    let free = judged.summary.seats_free();
    let short = free.is_some_and(|free| u64::try_from(free).unwrap_or_default() < add);
    ImportReport {
        back_href: page.at("/users"),
        form_href: page.at("/users/import"),
        action: page.at("/users/import/run"),
        diff_action: page.at("/users/import/diff"),
        hidden,
        add,
        invite: if options.invite == InviteMail::Send { add } else { 0 },
        change: count(Effect::Changed),
        unchanged: count(Effect::NoChange),
        skipped: count(Effect::Skipped),
        not_understood: count(Effect::NotUnderstood),
        seats: if short {
            t!("import-seats", seats = seats(&judged.summary))
        } else {
            String::new()
        },
        groups: groups(&judged.tallies),
        ignored: judged.ignored,
    }
}

fn groups(tallies: &BTreeMap<Effect, Tally>) -> Vec<ImportGroup> {
    let group = |effect: &Effect| {
        let tally = tallies.get(effect)?;
        let (kind, title) = match effect {
            Effect::NotUnderstood => (Kind::Error, t!("import-not-understood")),
            Effect::Skipped => (Kind::NotDone, t!("import-skipped")),
            Effect::Changed => (Kind::Done, t!("import-changed")),
            Effect::New => (Kind::Done, t!("import-new")),
            Effect::NoChange => (Kind::Info, t!("import-unchanged")),
        };
        Some(ImportGroup {
            kind,
            title,
            count: tally.count,
            rows: tally.first.iter().map(row).collect(),
            shown: match effect {
                Effect::NoChange => Folding::Folded,
                _ => Folding::Open,
            },
        })
    };
    Effect::ALL.iter().filter_map(group).collect()
}

fn row(verdict: &RowVerdict) -> ImportRow {
    let reason = match &verdict.line.outcome {
        Outcome::Skipped(skip) if verdict.effect != Effect::NoChange => words::skip_sentence(language(), *skip),
        Outcome::Done | Outcome::Skipped(_) => String::new(),
        Outcome::Failed(text) => text.clone(),
    };
    let changes = verdict.differences.iter().map(|difference| ImportChange {
        field: match difference.field {
            "first_name" => t!("import-field-first-name"),
            "last_name" => t!("import-field-last-name"),
            "username" => t!("import-field-username"),
            _ => t!("import-field-role"),
        },
        before: difference.before.clone(),
        after: difference.after.clone(),
        note: if verdict.applies(difference) {
            String::new()
        } else {
            t!("import-stays")
        },
    });
    ImportRow {
        line: verdict.row,
        who: verdict.line.email.clone(),
        reason,
        changes: changes.collect(),
    }
}

/// What each row would do, as a file. Changes nothing.
///
/// # Errors
/// The page of the refusal.
pub async fn diff(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let (text, options) = (fields.get("csv").to_owned(), options(&page, &fields));
    let name = app::export::file_name(page.ctx()).replacen("users", "import", 1);
    let file = stream::csv(&page.server, page.ctx(), &name, move |ctx, out| {
        import::write_diff(ctx, &import::parse(text.as_bytes())?, options, out)
    });
    match file.await {
        Ok(file) => Ok(file),
        Err(error) => wrong(&page, &fields, error).await,
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
        .run(move |ctx| import::run(ctx, &import::parse(text.as_bytes())?, options, key))
        .await
    {
        Ok(done) => {
            let newest = [(String::from("sort"), String::from("added"))];
            Ok(answered(&page, &done, &address(&page.at("/users"), &newest)))
        }
        Err(error) => wrong(&page, &fields, error).await,
    }
}
