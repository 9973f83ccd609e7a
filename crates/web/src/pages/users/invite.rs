//! `/p/{portal}/users/invite`: addresses, then the review, then sending. Nothing typed is lost on the way (ui.md B11).

use super::access_form;
use super::bulk::answered;
use super::new::seats;
use crate::pages::Refusal;
use crate::pages::fields::{Fields, address};
use crate::pages::form::{Errors, problem};
use crate::pages::page::{Page, key_of};
use crate::speak::{self, t};
use crate::templates::access::Part;
use crate::templates::components::Kind;
use crate::templates::entered::Entered;
use crate::templates::invite::{
    InvitePage, Listed, Resend, Review, ReviewGroup, Unread, page as invite_page, review as review_page,
};
use app::Ctx;
use app::error::AppError;
use app::users::{invite, list};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use model::access::Permission;
use model::operation::{AlreadyInvited, Grant, InviteMail};
use model::report::{Line, Outcome, Skip};
use model::status::Status;
use model::time::Span;

/// People of one fate, and lines to mend, shown at most.
const SHOWN: usize = 500;

/// The empty form.
///
/// # Errors
/// The page of the refusal.
pub async fn form(page: Page) -> Result<Response, Refusal> {
    answer(&page, &Fields::default(), &Errors::default()).await
}

/// The form again, with everything in it: "Back" from the review.
///
/// # Errors
/// The page of the refusal.
pub async fn again(page: Page, fields: Fields) -> Result<Response, Refusal> {
    answer(&page, &mended(&fields), &Errors::default()).await
}

/// The review: what would happen to each address. Changes nothing.
///
/// # Errors
/// The page of the refusal.
pub async fn review(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let fields = mended(&fields);
    if fields.some("addresses").is_none() {
        return wrong(&page, &fields, AppError::invalid("emails", t!("invite-no-address"))).await;
    }
    let (text, grant) = (fields.get("addresses").to_owned(), grant(&fields));
    match page
        .show(&t!("invite-review-title"), move |ctx| {
            tried(invite::review(ctx, &text, &grant))
        })
        .await?
    {
        (frame, Ok(reviewed)) => Ok(review_page(&frame, &review_view(&page, &fields, &reviewed)).into_response()),
        (_, Err(errors)) => wrong(&page, &fields, AppError::Invalid(errors.0)).await,
    }
}

/// Errors of input belong to the form, all others to the page.
fn tried<T>(result: Result<T, AppError>) -> Result<Result<T, Errors>, AppError> {
    match result {
        Ok(value) => Ok(Ok(value)),
        Err(error) => Errors::take(error).map(Err),
    }
}

/// Sends. Lines that were mended on the review are reviewed first: nobody gets a mail unseen.
///
/// # Errors
/// The page of the refusal.
pub async fn send(page: Page, fields: Fields) -> Result<Response, Refusal> {
    if mended(&fields).get("addresses") != fields.get("addresses") {
        return review(page, fields).await;
    }
    let key = key_of(&fields).map_err(|e| page.refuse(e))?;
    let (text, grant) = (fields.get("addresses").to_owned(), grant(&fields));
    match page.run(move |ctx| invite::send(ctx, &text, grant, key)).await {
        Ok(done) => {
            let category = page.ctx().portal.policy.category_of(Status::Invited);
            let newest =
                [("cat", category), ("sort", "added")].map(|(name, value)| (name.to_owned(), value.to_owned()));
            Ok(answered(&page, &done, &address(&page.at("/users"), &newest)))
        }
        Err(error @ AppError::Invalid(_)) => wrong(&page, &fields, error).await,
        Err(error) => Err(page.refuse(error)),
    }
}

async fn wrong(page: &Page, fields: &Fields, error: AppError) -> Result<Response, Refusal> {
    let errors = Errors::take(error).map_err(|e| page.refuse(e))?;
    let mut response = answer(page, fields, &errors).await?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

async fn answer(page: &Page, fields: &Fields, errors: &Errors) -> Result<Response, Refusal> {
    let load = |ctx: &Ctx| {
        ctx.require(Permission::UsersInvite)?;
        list::summary(ctx)
    };
    let (frame, summary) = page.show(&t!("invite-title"), load).await?;
    let entered = |name: &str, field: &str| Entered {
        value: fields.get(name).to_owned(),
        error: errors.of(field),
    };
    let view = InvitePage {
        back_href: page.at("/users"),
        review_action: page.at("/users/invite/review"),
        hidden: Vec::new(),
        problem: errors
            .0
            .iter()
            .find(|e| {
                !["emails", "role", "message"].contains(&e.field) && !Part::ALL.iter().any(|p| p.key() == e.field)
            })
            .map(|e| problem(&e.message)),
        addresses: entered("addresses", "emails"),
        roles: access_form::roles(page.ctx(), fields.some("role").unwrap_or("user")),
        access: access_form::fields(page.ctx(), &access_form::grants(fields), None, errors),
        role_error: errors.of("role"),
        personal_message: entered("personal_message", "message"),
        link_life: life(page.ctx().portal.policy.invite_ttl()),
        seats: seats(&summary),
        import_href: page.may(Permission::UsersImport).then(|| page.at("/users/import")),
    };
    Ok(invite_page(&frame, &view).into_response())
}

/// "7 days", "12 hours".
fn life(span: Span) -> String {
    let hours = span.as_seconds() / 3_600;
    if hours >= 48 && hours % 24 == 0 {
        t!("invite-days", n = hours / 24)
    } else {
        t!("invite-hours", n = hours)
    }
}

fn grant(fields: &Fields) -> Grant {
    Grant {
        role: fields.get("role").to_owned(),
        message: fields.some("personal_message").map(str::to_owned),
        mail: InviteMail::Send,
        already_invited: if fields.ticked("resend") {
            AlreadyInvited::Resend
        } else {
            AlreadyInvited::Skip
        },
        access: access_form::grants(fields),
        kind: model::user::Kind::default(),
    }
}

/// The form with the mended lines in place: the n-th pair of `line` and `mended` is the n-th piece that was not understood.
fn mended(fields: &Fields) -> Fields {
    let text = fields.get("addresses");
    let Ok(pasted) = invite::parse(text) else {
        return fields.clone();
    };
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let unread = pasted.entries.iter().filter(|entry| entry.parsed.is_err());
    for ((entry, line), mended) in unread.zip(fields.all("line")).zip(fields.all("mended")) {
        let at = usize::try_from(entry.line).unwrap_or_default().checked_sub(1);
        let place = at
            .filter(|_| line == entry.line.to_string())
            .and_then(|at| lines.get_mut(at));
        if let Some(place) = place.filter(|_| mended != entry.input) {
            *place = place.replacen(&entry.input, mended, 1);
        }
    }
    let mut kept: Vec<(String, String)> = fields
        .0
        .iter()
        .filter(|(n, _)| n != "line" && n != "mended")
        .cloned()
        .collect();
    if let Some((_, value)) = kept.iter_mut().find(|(name, _)| name == "addresses") {
        *value = lines.join("\n");
    }
    Fields(kept)
}

fn review_view(page: &Page, fields: &Fields, reviewed: &invite::Review) -> Review {
    let carried = ["addresses", "role", "personal_message"];
    let mut hidden: Vec<(String, String)> = carried
        .iter()
        .map(|name| ((*name).to_owned(), fields.get(name).to_owned()))
        .collect();
    hidden.push((String::from("key"), page.fresh_key()));
    hidden.extend(access_form::carried(fields));
    let fate = |fate: Fate| {
        reviewed
            .lines
            .iter()
            .map(|(_, line)| line)
            .filter(move |line| fate_of(line) == fate)
    };
    let invited = fate(Fate::Invited).count() as u64;
    let waiting = fate(Fate::Waiting).count() as u64;
    let role = words::role(speak::language(), &page.ctx().portal.catalogue, fields.get("role"));
    let life = life(page.ctx().portal.policy.invite_ttl());
    let summary = t!("invite-summary", role = role, life = life);
    Review {
        back_href: page.at("/users"),
        send_action: page.at("/users/invite/send"),
        review_action: page.at("/users/invite/review"),
        edit_action: page.at("/users/invite"),
        hidden,
        problem: None,
        summary: std::iter::once(summary)
            .chain(access_words(page, fields))
            .collect::<Vec<_>>()
            .join(" "),
        invited,
        groups: vec![
            group(page, Kind::Done, &t!("invite-will"), fate(Fate::Invited)),
            group(page, Kind::Info, &t!("invite-already"), fate(Fate::Waiting)),
            group(page, Kind::NotDone, &t!("invite-skipped"), fate(Fate::Skipped)),
        ],
        resend: (waiting > 0).then(|| Resend {
            count: waiting,
            chosen: fields.ticked("resend"),
        }),
        unread: unread(reviewed),
        seats: seats_note(reviewed.seats_free, invited),
    }
}

/// What all of them get besides the role, where it is anything.
fn access_words(page: &Page, fields: &Fields) -> Vec<String> {
    let ctx = page.ctx();
    let grants = access_form::grants(fields);
    let mut said = Vec::new();
    if !grants.permissions.is_empty() {
        let names = grants
            .permissions
            .iter()
            .map(|p| words::permission(speak::language(), *p));
        said.push(t!("invite-permissions", names = access_form::listed(names.collect())));
    }
    if !grants.modules.is_empty() {
        let names = grants.modules.iter().map(|slug| access_form::module_name(ctx, slug));
        said.push(t!("invite-modules", names = access_form::listed(names.collect())));
    }
    if !grants.sub_accounts.is_all() {
        said.push(t!(
            "invite-sub-accounts",
            names = access_form::scope_words(ctx, &grants.sub_accounts)
        ));
    }
    if !grants.app_roles.is_empty() {
        let names = access_form::listed(grants.app_roles.into_iter().collect());
        said.push(t!("invite-app-roles", names = names));
    }
    said
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Invited,
    /// Invited before: a tick sends a new link.
    Waiting,
    Skipped,
    Unread,
}

fn fate_of(line: &Line) -> Fate {
    match line.outcome {
        Outcome::Done if line.id.is_some() => Fate::Waiting,
        Outcome::Done => Fate::Invited,
        Outcome::Skipped(Skip::AlreadyInvited) => Fate::Waiting,
        Outcome::Skipped(_) => Fate::Skipped,
        Outcome::Failed(_) => Fate::Unread,
    }
}

fn group<'l>(page: &Page, kind: Kind, title: &str, lines: impl Iterator<Item = &'l Line> + Clone) -> ReviewGroup {
    let listed = |line: &Line| Listed {
        email: line.email.clone(),
        name: line.name.clone(),
        reason: match line.outcome {
            Outcome::Skipped(skip) => words::skip_sentence(speak::language(), skip),
            _ => String::new(),
        },
        href: line.id.map(|id| page.at(&format!("/users/{id}"))),
    };
    ReviewGroup {
        kind,
        title: title.to_owned(),
        count: lines.clone().count() as u64,
        people: lines.take(SHOWN).map(listed).collect(),
    }
}

fn unread(reviewed: &invite::Review) -> Vec<Unread> {
    let wrong = reviewed.lines.iter().filter_map(|(number, line)| match &line.outcome {
        Outcome::Failed(reason) => Some(Unread {
            line: *number,
            text: line.input.clone(),
            reason: reason.clone(),
        }),
        _ => None,
    });
    wrong.take(SHOWN).collect()
}

/// Seats are taken when people accept, not when they are invited (S0.21).
fn seats_note(free: Option<i64>, invited: u64) -> String {
    let Some(free) = free.and_then(|n| u64::try_from(n).ok()) else {
        return String::new();
    };
    let short = invited.saturating_sub(free);
    if short == 0 {
        return String::new();
    }
    let [free, invited, short] = [free, invited, short].map(|n| i64::try_from(n).unwrap_or(i64::MAX));
    t!("invite-seats-short", free = free, invited = invited, short = short)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields(
            pairs
                .iter()
                .map(|(n, v)| (String::from(*n), String::from(*v)))
                .collect(),
        )
    }

    #[test]
    fn mended_lines_replace_exactly_what_was_not_understood() {
        let sent = fields(&[
            ("addresses", "ann@example.com, bob(at)example.com\ncarl@example"),
            ("line", "1"),
            ("mended", "bob@example.com"),
            ("line", "2"),
            ("mended", "carl@example"),
        ]);
        assert_eq!(
            mended(&sent).get("addresses"),
            "ann@example.com, bob@example.com\ncarl@example"
        );
        assert_eq!(mended(&sent).get("mended"), "");
        let untouched = fields(&[("addresses", "ann@example.com"), ("role", "user")]);
        assert_eq!(mended(&untouched), untouched);
    }

    #[test]
    fn lives_are_said_in_days_where_they_are_whole_ones() {
        assert_eq!(life(Span::days(7)), "7 days");
        assert_eq!(life(Span::hours(36)), "36 hours");
        assert_eq!(life(Span::hours(1)), "1 hour");
    }
}
