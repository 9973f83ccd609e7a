//! Inviting many at once from pasted text: a review that says what will happen to each address, then the sending
//! (S4.4 to S4.12, ui.md B11).

use crate::ctx::Ctx;
use crate::error::AppError;
use crate::operations::Key;
use crate::users::add;
use crate::users::run::Answer;
use model::access::Permission;
use model::admission::{Admission, Form, admit, missing};
use model::operation::{Grant, NewPerson};
use model::paste::{self, Entry, Pasted};
use model::report::{Line, Outcome, Report, Skip};
use std::collections::{HashMap, HashSet};
use store::users;

/// What an invitation of pasted text would do.
#[derive(Clone, Debug)]
pub struct Review {
    /// One line per piece of text, in the order pasted; the number is the line of the text.
    pub lines: Vec<(u32, Line)>,
    /// Free seats, where the portal has a limit.
    pub seats_free: Option<i64>,
}

impl Review {
    /// The addresses that will get a mail.
    #[must_use]
    pub fn invited(&self) -> usize {
        self.lines
            .iter()
            .filter(|(_, line)| line.outcome == Outcome::Done)
            .count()
    }
}

/// The pieces of a pasted text.
///
/// # Errors
/// `Invalid` when the text is too long or holds too many addresses.
pub fn parse(text: &str) -> Result<Pasted, AppError> {
    paste::parse(text).map_err(|e| AppError::invalid("emails", e))
}

fn person(entry: &Entry) -> NewPerson {
    let mut person = NewPerson {
        input: entry.input.clone(),
        ..NewPerson::default()
    };
    match &entry.parsed {
        Ok(address) => {
            person.email = address.email.to_string();
            if let Some(name) = &address.name {
                person.first_name = Some(name.first.to_string());
                person.last_name = name.last.as_ref().map(ToString::to_string);
            }
        }
        Err(_) => person.email.clone_from(&entry.input),
    }
    person
}

/// Says what inviting this text would do, without doing it.
///
/// # Errors
/// `Forbidden`, `Invalid`.
pub fn review(ctx: &Ctx, text: &str, grant: &Grant) -> Result<Review, AppError> {
    ctx.require(Permission::UsersInvite)?;
    add::check_grant(ctx, grant)?;
    let pasted = parse(text)?;
    let keys: Vec<String> = pasted
        .entries
        .iter()
        .filter_map(|e| e.parsed.as_ref().ok().map(|a| a.email.key().to_owned()))
        .collect();
    ctx.read(|p| {
        let existing: HashMap<String, _> = users::lock_by_email(p, &keys)?
            .into_iter()
            .map(|c| (c.user.profile.email.key().to_owned(), c.user))
            .collect();
        let pending = users::pending_addresses(p, &keys)?;
        let held = store::counts::of_portal(p)?.seats;
        let lines = pasted
            .entries
            .iter()
            .map(|entry| (entry.line, judged(ctx, entry, &existing, &pending, grant)))
            .collect();
        Ok(Review {
            lines,
            seats_free: ctx
                .portal
                .seat_limit
                .filter(|_| p.sight().is_everybody())
                .map(|limit| (limit - held).max(0)),
        })
    })
}

fn judged(
    ctx: &Ctx,
    entry: &Entry,
    existing: &HashMap<String, model::user::User>,
    pending: &HashSet<String>,
    grant: &Grant,
) -> Line {
    let person = person(entry);
    let known = entry.parsed.as_ref().ok().and_then(|a| existing.get(a.email.key()));
    let hidden = known.is_some_and(|user| !ctx.sight().sees(user));
    let outcome = match &entry.parsed {
        Err(why) => Outcome::Failed(why.to_string()),
        Ok(_) if entry.repeated_of.is_some() => Outcome::Skipped(Skip::Duplicate),
        Ok(address) if pending.contains(address.email.key()) => Outcome::Skipped(Skip::AlreadyUser),
        // Of somebody out of sight nothing is told but that the address is taken.
        Ok(_) if hidden => Outcome::Skipped(Skip::AlreadyUser),
        Ok(address) => match admit(&address.email, known, &ctx.portal.policy, grant) {
            Err(skip) => Outcome::Skipped(skip),
            Ok(Admission::New) if !missing(&person, &ctx.portal.policy, Form::Addresses).is_empty() => {
                Outcome::Skipped(Skip::FieldMissing)
            }
            Ok(_) => Outcome::Done,
        },
    };
    let name = [person.first_name.as_deref(), person.last_name.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    Line {
        input: entry.input.clone(),
        id: known.filter(|_| !hidden).map(|u| u.id),
        email: person.email,
        name,
        outcome,
    }
}

/// The report of a review, in the form of a dry run.
#[must_use]
pub fn as_report(review: &Review) -> Report {
    let understood = |line: &Line| match &line.outcome {
        Outcome::Failed(_) => Line {
            outcome: Outcome::Skipped(Skip::NotUnderstood),
            ..line.clone()
        },
        _ => line.clone(),
    };
    Report::of(None, review.lines.iter().map(|(_, line)| understood(line)).collect())
}

/// Invites everybody in a pasted text.
///
/// # Errors
/// `Forbidden`, `Invalid`, `KeyReused`.
pub fn send(ctx: &Ctx, text: &str, grant: Grant, key: Option<Key>) -> Result<Answer, AppError> {
    ctx.require_for_change(Permission::UsersInvite)?;
    let pasted = parse(text)?;
    if pasted.entries.is_empty() {
        return Err(AppError::invalid("emails", words::t!("error-no-address")));
    }
    let people: Vec<NewPerson> = pasted.entries.iter().map(person).collect();
    add::people(ctx, &people, grant, Form::Addresses, key)
}
