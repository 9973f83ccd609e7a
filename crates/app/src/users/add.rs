//! Adding people: one by a form, many by invitation or file. One function writes a chunk of them.

mod judge;
mod people;

pub(crate) use judge::{Judge, Verdict};
pub use people::People;
pub(crate) use people::Repeated;

use crate::ctx::{Ctx, Write};
use crate::error::{AppError, FieldError};
use crate::import::{self, rename};
use crate::operations::{self, Fresh, Key};
use crate::users::access;
use crate::users::apply::{behind_lock, effects};
use crate::users::list::UserView;
use crate::users::run::{AT_ONCE, Answer};
use model::access::{Permission, Place, Role};
use model::admission::{Form, missing};
use model::email::Email;
use model::event::{Action, Event};
use model::ids::{PortalPk, UserId, UserPk};
use model::name::{PersonName, Username};
use model::operation::{Grant, InviteMail, NewPerson, Work};
use model::plan::{Change, CountDelta};
use model::policy::{Field, Switch};
use model::report::{Line, Outcome, Report, Skip};
use model::user::access::Door;
use model::user::access::Grants;
use model::user::lifecycle::NewUser;
use model::user::{Kind, Profile, User};
use std::collections::HashMap;
use store::{counts, users};

/// Adds one person, with or without a mail (S0.9 to S0.15, S1.8 to S1.12).
///
/// # Errors
/// `Forbidden`, `Invalid` with every bad field, `Conflict` with the skip code when the address may not come in.
pub fn one(ctx: &Ctx, person: NewPerson, grant: Grant, key: Option<Key>) -> Result<UserView, AppError> {
    ctx.require_for_change(Permission::UsersInvite)?;
    check_fields(ctx, &person)?;
    let email = person.email.clone();
    let report = match people(ctx, &vec![person], grant, Form::Fields, key)? {
        Answer::Finished { report, .. } => report,
        Answer::Started(_) => return Err(AppError::Internal(String::from("one person is no large set"))),
    };
    match report.lines.first().map(|line| (line.id, &line.outcome)) {
        // Whoever may add somebody may see what was added.
        Some((Some(id), Outcome::Done)) => ctx.read(|p| {
            let row = users::by_id(p, id)?.ok_or(AppError::NotFound("user"))?;
            Ok(UserView {
                user: row.user,
                delivery: row.delivery,
            })
        }),
        Some((_, Outcome::Skipped(skip))) => {
            let advice = words::skip_advice(words::language(), *skip);
            Err(AppError::conflict(skip.code(), format!("{email}: {advice}")))
        }
        _ => Err(AppError::Internal(String::from("no outcome"))),
    }
}

fn check_fields(ctx: &Ctx, person: &NewPerson) -> Result<(), AppError> {
    let mut errors = Vec::new();
    if let Err(e) = Email::parse(&person.email) {
        errors.push(FieldError::new("email", e));
    }
    for (field, value) in [("first_name", &person.first_name), ("last_name", &person.last_name)] {
        if let Some(Err(e)) = value.as_deref().map(PersonName::parse_optional) {
            errors.push(FieldError::new(field, e));
        }
    }
    if let Some(Err(e)) = person
        .username
        .as_deref()
        .filter(|u| !u.trim().is_empty())
        .map(Username::parse)
    {
        errors.push(FieldError::new("username", e));
    }
    for field in missing(person, &ctx.portal.policy, Form::Fields) {
        errors.push(match field {
            Field::FirstName => FieldError::new("first_name", words::t!("error-first-name")),
            Field::LastName => FieldError::new("last_name", words::t!("error-last-name")),
            Field::Username => FieldError::new("username", words::t!("error-username-sign-in")),
        });
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid(errors))
    }
}

/// Adds many people: at once up to [`AT_ONCE`], else as a durable operation.
///
/// # Errors
/// `Forbidden`, `Invalid` for a role that the actor cannot give, `KeyReused`, or the database's.
pub fn people(ctx: &Ctx, people: &dyn People, grant: Grant, form: Form, key: Option<Key>) -> Result<Answer, AppError> {
    ctx.require_for_change(Permission::UsersInvite)?;
    check_grant(ctx, &grant)?;
    let access = access::narrowed(ctx, &grant.access);
    let work = Work::Add {
        grant: Grant { access, ..grant },
        form,
    };
    let fresh = match operations::fresh(ctx, &work, format_args!("{:?}", people::Listed(people)), key)? {
        Fresh::Replay(answer) => return Ok(answer),
        Fresh::New(fresh) => fresh,
    };
    let repeated = Repeated::among(people);
    if repeated.of() > AT_ONCE {
        let inputs = || {
            let people = people.each().enumerate();
            Box::new(people.map(|(n, person)| Ok((stored(&person)?, repeated.outcome(n))))) as operations::Inputs<'_>
        };
        let size = operations::Size {
            total: repeated.of(),
            settled: repeated.len(),
        };
        let started = operations::start_on_inputs(ctx, &fresh, &work, &size, &inputs)?;
        return Ok(Answer::Started(Box::new(started)));
    }
    let people: Vec<NewPerson> = people.each().collect();
    let Work::Add { grant, form } = &work else {
        return Err(AppError::Internal(String::from("not an addition")));
    };
    let scoped = ctx.with_operation(fresh.id);
    let (operation, report) = scoped.write(|w| {
        let batch: Vec<(&NewPerson, Option<Outcome>)> = people
            .iter()
            .enumerate()
            .map(|(n, person)| (person, repeated.outcome(n)))
            .collect();
        let Added { mut events, lines } = write_batch(&scoped, w, &batch, grant, *form)?;
        let keys = lines
            .iter()
            .filter_map(|(line, pk)| line.id.zip(*pk))
            .collect::<HashMap<UserId, UserPk>>();
        let stored_lines = lines.iter().zip(&people).map(|((line, _), person)| {
            Ok(Line {
                input: stored(person)?,
                ..line.clone()
            })
        });
        let stored_lines = stored_lines.collect::<Result<Vec<_>, AppError>>()?;
        let kept = Report::of(Some(fresh.id), stored_lines);
        let operation = operations::record(&scoped, w, &fresh, &work, &kept, &keys)?;
        if work.is_import() {
            let ended = import::ended(&scoped, &mut w.p, &operation, &events)?;
            events.push(ended);
        }
        let lines = lines.into_iter().map(|(line, _)| line).collect();
        Ok(w.finish(events, (operation, Report::of(Some(fresh.id), lines))))
    })?;
    Ok(Answer::Finished {
        operation: Box::new(operation),
        report,
    })
}

fn stored(person: &NewPerson) -> Result<String, AppError> {
    serde_json::to_string(person).map_err(|e| AppError::Internal(e.to_string()))
}

/// Whether the actor may give what the batch gives.
pub(crate) fn check_grant(ctx: &Ctx, grant: &Grant) -> Result<(), AppError> {
    let role = role_of(ctx, &grant.role).ok_or_else(|| AppError::invalid("role", words::t!("error-no-role-here")))?;
    if !ctx.actor.may_give(&role, &ctx.portal.catalogue) {
        return Err(AppError::invalid("role", words::t!("error-role-beyond")));
    }
    access::check_grants(ctx, &grant.access, &role)?;
    if grant.mail == InviteMail::Skip && ctx.portal.policy.may_skip_invite_mail == Switch::Off {
        return Err(AppError::invalid("send_invitation", words::t!("error-always-invites")));
    }
    let guarded = ctx.portal.door() == Door::ExternalProduction && grant.kind != Kind::External;
    if guarded && !grant.access.app_roles.is_empty() {
        return Err(AppError::invalid("app_roles", Skip::ExternalOnly));
    }
    if grant.message.as_ref().is_some_and(|m| m.chars().count() > 2_000) {
        return Err(AppError::invalid("message", words::t!("error-too-long", most = 2_000)));
    }
    Ok(())
}

pub(crate) fn role_of(ctx: &Ctx, slug: &str) -> Option<Role> {
    let place = if ctx.portal.pk == PortalPk::PROVIDER {
        Place::Provider
    } else {
        Place::Portal
    };
    ctx.portal.catalogue.role(slug, place)
}

/// What became of one batch.
pub(crate) struct Added {
    pub(crate) events: Vec<Event>,
    pub(crate) lines: Vec<(Line, Option<UserPk>)>,
}

/// Adds one batch of at most a chunk: judges every person against the rows as they are behind the portal's lock, then
/// writes users, counters, links and mails set-wise.
pub(crate) fn write_batch(
    ctx: &Ctx,
    w: &mut Write<'_, '_>,
    people: &[(&NewPerson, Option<Outcome>)],
    grant: &Grant,
    form: Form,
) -> Result<Added, AppError> {
    let ctx = &behind_lock(ctx, w)?;
    let verdicts = Judge::new(ctx, &mut w.p, grant, form)?.judge(&mut w.p, people)?;
    let new = verdicts.iter().filter(|v| matches!(v, Verdict::New(..))).count();
    let first = if new > 0 {
        users::take_numbers(&mut w.p, new)?
    } else {
        0
    };
    let mut writer = Batch {
        ctx,
        grant,
        number: first,
        changes: Vec::new(),
        renames: Vec::new(),
        inserted: Vec::new(),
        events: Vec::new(),
    };
    let lines = people
        .iter()
        .zip(verdicts)
        .map(|((person, _), verdict)| writer.take(person, verdict))
        .collect();
    let events = writer.write(w)?;
    Ok(Added { events, lines })
}

/// The writes of one batch, collected.
struct Batch<'c> {
    ctx: &'c Ctx,
    grant: &'c Grant,
    number: i64,
    changes: Vec<Change>,
    renames: Vec<Change>,
    inserted: Vec<Change>,
    events: Vec<Event>,
}

impl Batch<'_> {
    fn take(&mut self, person: &NewPerson, verdict: Verdict) -> (Line, Option<UserPk>) {
        let (user, outcome) = match verdict {
            Verdict::Skip(skip, user) => (user.map(|user| *user), Outcome::Skipped(skip)),
            Verdict::New(profile, role) => (Some(self.insert(*profile, role)), Outcome::Done),
            Verdict::Resend(user) => {
                let change = user.invited(&self.ctx.env(), self.grant.message.as_deref(), Action::InvitationResent);
                self.events
                    .push(crate::users::apply::change_event(self.ctx, &change, None));
                self.changes.push(change);
                (Some(*user), Outcome::Done)
            }
            Verdict::Rename(change) => {
                self.events
                    .push(crate::users::apply::change_event(self.ctx, &change, None));
                let user = change.after.clone();
                self.renames.push(*change);
                (Some(user), Outcome::Done)
            }
        };
        let line = Line {
            input: person.input.clone(),
            id: user.as_ref().map(|u| u.id),
            email: user
                .as_ref()
                .map_or_else(|| person.email.clone(), |u| u.profile.email.to_string()),
            name: user.as_ref().map(User::full_name).unwrap_or_default(),
            outcome,
        };
        (line, user.map(|u| u.pk))
    }

    fn insert(&mut self, profile: Profile, role: Role) -> User {
        let env = self.ctx.env();
        let number = u32::try_from(self.number).unwrap_or(u32::MAX);
        self.number += 1;
        let kind = if self.ctx.portal.pk == PortalPk::PROVIDER {
            Kind::Internal
        } else {
            self.grant.kind
        };
        let pk = UserPk::new(self.ctx.portal.pk, number);
        let added = User::added(
            NewUser {
                pk,
                id: UserId(self.ctx.new_id()),
                kind,
                profile,
                role,
                grants: access::narrowed(self.ctx, &self.grant.access),
            },
            &env,
        );
        let (change, action) = match self.grant.mail {
            InviteMail::Send => (
                added.invited(&env, self.grant.message.as_deref(), Action::UserInvited),
                Action::UserInvited,
            ),
            InviteMail::Skip => (
                Change::new(&added, added.clone(), Action::UserAdded, &env),
                Action::UserAdded,
            ),
        };
        let mut event = self.ctx.event(action, Some(&change.after));
        event.changes = crate::ctx::change_of("role", serde_json::Value::Null, change.after.role.slug.clone());
        let bare = User {
            grants: Grants::default(),
            ..change.after.clone()
        };
        event.changes.extend(model::event::differences(&bare, &change.after));
        self.events.push(event);
        let mut inserted = change;
        inserted.after.version = 1;
        let user = inserted.after.clone();
        self.inserted.push(inserted);
        user
    }

    fn write(self, w: &mut Write<'_, '_>) -> Result<Vec<Event>, AppError> {
        let new: Vec<&User> = self.inserted.iter().map(|c| &c.after).collect();
        users::insert(&mut w.p, &new, &self.ctx.portal.policy)?;
        let mut delta = CountDelta::default();
        new.iter().for_each(|user| delta.enter(user));
        counts::add(&mut w.p, &delta)?;
        effects(
            self.ctx,
            w,
            self.inserted
                .iter()
                .flat_map(|c| c.effects.iter().map(|e| (&c.after, e))),
        )?;
        rename::write(self.ctx, w, &self.renames)?;
        let changes: Vec<&Change> = self.changes.iter().collect();
        crate::users::apply::write_changes(self.ctx, w, &changes)?;
        Ok(self.events)
    }
}
