//! Editing a profile: names, username, language, time zone. The e-mail is a step of its own (`change_email`).

use crate::ctx::{Committed, Ctx, Write};
use crate::error::{AppError, FieldError};
use crate::users::apply::behind_lock;
use crate::users::change_email::refusal;
use crate::users::list::UserView;
use jiff::tz::TimeZone;
use model::access::Permission;
use model::event::{Action, differences};
use model::ids::UserId;
use model::name::{PersonName, Username};
use model::plan::{Change, CountDelta};
use model::policy::{Field as Required, Policy};
use model::report::Skip;
use model::time::Time;
use model::user::{Lifecycle, User};
use store::audit::{self, EventQuery};
use store::users;
use words::Language;

/// The fields to change; those that are `None` stay, an empty text removes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Edit {
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Sign-in name.
    pub username: Option<String>,
    /// Code of the language of pages and mails; empty for the portal's.
    pub language: Option<String>,
    /// IANA zone of times; empty for the portal's.
    pub time_zone: Option<String>,
}

/// A field that is saved by itself (ui.md B10).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProfileField {
    /// Given name.
    FirstName,
    /// Family name.
    LastName,
    /// Sign-in name.
    Username,
    /// Language of pages and mails.
    Language,
    /// Zone of times.
    TimeZone,
}

impl ProfileField {
    /// Every field.
    pub const ALL: [Self; 5] = [
        Self::FirstName,
        Self::LastName,
        Self::Username,
        Self::Language,
        Self::TimeZone,
    ];

    /// The name in forms, API and audit log.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::Username => "username",
            Self::Language => "language",
            Self::TimeZone => "time_zone",
        }
    }

    /// What the user has in it; empty for nothing.
    #[must_use]
    pub fn of(self, user: &User) -> String {
        let name = |name: &Option<PersonName>| name.as_ref().map(ToString::to_string);
        match self {
            Self::FirstName => name(&user.profile.first_name),
            Self::LastName => name(&user.profile.last_name),
            Self::Username => user.profile.username.as_ref().map(ToString::to_string),
            Self::Language => user.language.clone(),
            Self::TimeZone => user.time_zone.clone(),
        }
        .unwrap_or_default()
    }

    fn edit(self, value: &str) -> Edit {
        let value = Some(value.to_owned());
        match self {
            Self::FirstName => Edit {
                first_name: value,
                ..Edit::default()
            },
            Self::LastName => Edit {
                last_name: value,
                ..Edit::default()
            },
            Self::Username => Edit {
                username: value,
                ..Edit::default()
            },
            Self::Language => Edit {
                language: value,
                ..Edit::default()
            },
            Self::TimeZone => Edit {
                time_zone: value,
                ..Edit::default()
            },
        }
    }
}

/// What the person saw who edits one field.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Seen {
    /// The version of the user.
    pub version: Option<i64>,
    /// What stood in the field.
    pub was: Option<String>,
}

/// What became of one field.
#[derive(Clone, Debug)]
pub enum Saved {
    /// It is saved, or was so already.
    Saved {
        /// The user as it is now.
        view: Box<UserView>,
        /// What stood there before.
        before: String,
    },
    /// Somebody else has changed this very field meanwhile; nothing was saved.
    Conflict {
        /// The user as it is now.
        view: Box<UserView>,
        /// Who changed it and when, where the log still knows.
        by: Option<(String, Time)>,
    },
}

/// Changes a profile (S0.34). `seen` is the version that the caller edited.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Invalid`, `Stale` when somebody else was quicker, `Conflict` for a user of higher rank.
pub fn edit(ctx: &Ctx, id: UserId, edit: &Edit, seen: Option<i64>) -> Result<UserView, AppError> {
    may_edit(ctx, id, edit)?;
    let parsed = parse(edit)?;
    ctx.write(|w| {
        let before = locked(ctx, w, id)?;
        if seen.is_some_and(|seen| seen != before.version) {
            return Err(AppError::Stale);
        }
        write(ctx, w, &before, &parsed, |view| view)
    })
}

/// Saves one field by itself (S0.35). Other fields may have changed meanwhile; this one may not.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Invalid`, `Conflict` for a user of higher rank.
pub fn save(ctx: &Ctx, id: UserId, field: ProfileField, value: &str, seen: &Seen) -> Result<Saved, AppError> {
    may_edit(ctx, id, &field.edit(value))?;
    let parsed = parse(&field.edit(value))?;
    ctx.write(|w| {
        let before = locked(ctx, w, id)?;
        let held = field.of(&before);
        let wanted = field.of(&parsed.written_to(&before));
        let moved = seen.version.is_some_and(|version| version != before.version);
        if moved && wanted != held && seen.was.as_deref() != Some(held.as_str()) {
            let by = last_change(w, &before, field)?;
            let view = Box::new(view(w, id)?);
            return Ok(w.finish_silently("somebody else was quicker", Saved::Conflict { view, by }));
        }
        write(ctx, w, &before, &parsed, |view| Saved::Saved {
            view: Box::new(view),
            before: held.clone(),
        })
    })
}

/// One's own names are one's own; the name to sign in with is given by who may edit users.
fn may_edit(ctx: &Ctx, id: UserId, edit: &Edit) -> Result<(), AppError> {
    if ctx.person().is_some_and(|person| person.id == id) && edit.username.is_none() {
        return Ok(());
    }
    ctx.require_for_change(Permission::UsersEdit)
}

fn locked(ctx: &Ctx, w: &mut Write<'_, '_>, id: UserId) -> Result<User, AppError> {
    behind_lock(ctx, w)?;
    let found = users::lock(&mut w.p, &[id])?.pop();
    let user = found.ok_or(AppError::NotFound("user"))?.user;
    if ctx.person().is_none_or(|person| person.pk != user.pk) {
        ctx.actor.may_touch(&user).map_err(refusal)?;
    }
    if matches!(user.lifecycle, Lifecycle::Deleted { .. }) {
        return Err(refusal(Skip::Deleted));
    }
    Ok(user)
}

/// The answer is read before the commit: a read that fails afterwards would deny a change that is done.
fn view(w: &mut Write<'_, '_>, id: UserId) -> Result<UserView, AppError> {
    let row = users::by_id(&mut w.p, id)?.ok_or(AppError::NotFound("user"))?;
    Ok(UserView {
        user: row.user,
        delivery: row.delivery,
    })
}

fn write<T>(
    ctx: &Ctx,
    w: &mut Write<'_, '_>,
    before: &User,
    parsed: &Parsed,
    answer: impl Fn(UserView) -> T,
) -> Result<Committed<T>, AppError> {
    let after = parsed.written_to(before);
    if after == *before {
        let view = view(w, before.id)?;
        return Ok(w.finish_silently("nothing was changed", answer(view)));
    }
    keeps_required(before, &after, &ctx.portal.policy)?;
    let change = Change::new(before, after, Action::ProfileChanged, &ctx.env());
    users::update_profile(&mut w.p, before, &change.after, &ctx.portal.policy)?;
    let mut delta = CountDelta::default();
    delta.add(&change);
    store::counts::add(&mut w.p, &delta)?;
    let mut event = ctx.event(Action::ProfileChanged, Some(&change.after));
    event.changes = differences(&change.before, &change.after);
    let view = view(w, before.id)?;
    Ok(w.finish(vec![event], answer(view)))
}

/// What the portal requires may be changed, not removed (C12).
fn keeps_required(before: &User, after: &User, policy: &Policy) -> Result<(), AppError> {
    let removed = |field: ProfileField| !field.of(before).is_empty() && field.of(after).is_empty();
    let wanted = policy.required_fields.iter().filter_map(|field| match field {
        Required::FirstName => removed(ProfileField::FirstName).then(|| ("first_name", words::t!("error-first-name"))),
        Required::LastName => removed(ProfileField::LastName).then(|| ("last_name", words::t!("error-last-name"))),
        Required::Username => removed(ProfileField::Username).then(|| ("username", words::t!("error-username"))),
    });
    let errors: Vec<FieldError> = wanted.map(|(field, text)| FieldError::new(field, text)).collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid(errors))
    }
}

/// How many lines of the log are looked through for the last change of a field.
const LINES: usize = 50;

/// Who changed a field last, by name where the portal has one, and when.
fn last_change(w: &mut Write<'_, '_>, user: &User, field: ProfileField) -> Result<Option<(String, Time)>, AppError> {
    let query = EventQuery {
        target_pk: Some(user.pk),
        limit: LINES,
        ..EventQuery::default()
    };
    let events = audit::list(&mut w.p, &query)?;
    let Some(event) = events
        .into_iter()
        .find(|event| event.changes.contains_key(field.code()))
    else {
        return Ok(None);
    };
    let person = match event.by.pk {
        Some(pk) => users::by_pk(&mut w.p, pk)?,
        None => None,
    };
    let name = person.map(|row| row.user.full_name()).filter(|name| !name.is_empty());
    Ok(Some((name.unwrap_or(event.by.label), event.at)))
}

#[derive(Clone, Default)]
struct Parsed {
    first: Option<Option<PersonName>>,
    last: Option<Option<PersonName>>,
    username: Option<Option<Username>>,
    language: Option<Option<String>>,
    time_zone: Option<Option<String>>,
}

impl Parsed {
    fn written_to(&self, user: &User) -> User {
        let parsed = self.clone();
        let mut after = user.clone();
        let profile = &mut after.profile;
        profile.first_name = parsed.first.unwrap_or_else(|| profile.first_name.take());
        profile.last_name = parsed.last.unwrap_or_else(|| profile.last_name.take());
        profile.username = parsed.username.unwrap_or_else(|| profile.username.take());
        after.language = parsed.language.unwrap_or_else(|| after.language.take());
        after.time_zone = parsed.time_zone.unwrap_or_else(|| after.time_zone.take());
        after
    }
}

fn parse(edit: &Edit) -> Result<Parsed, AppError> {
    let mut errors = Vec::new();
    let parsed = Parsed {
        first: read(
            &mut errors,
            "first_name",
            edit.first_name.as_deref(),
            PersonName::parse_optional,
        ),
        last: read(
            &mut errors,
            "last_name",
            edit.last_name.as_deref(),
            PersonName::parse_optional,
        ),
        username: read(&mut errors, "username", edit.username.as_deref(), |text| {
            Username::parse(text).map(Some)
        }),
        language: read(&mut errors, "language", edit.language.as_deref(), language),
        time_zone: read(&mut errors, "time_zone", edit.time_zone.as_deref(), time_zone),
    };
    if errors.is_empty() {
        Ok(parsed)
    } else {
        Err(AppError::Invalid(errors))
    }
}

/// One field: not given, given empty, or read.
fn read<T, E: words::Said>(
    errors: &mut Vec<FieldError>,
    field: &'static str,
    text: Option<&str>,
    parse: impl Fn(&str) -> Result<Option<T>, E>,
) -> Option<Option<T>> {
    let text = text?;
    if text.trim().is_empty() {
        return Some(None);
    }
    match parse(text) {
        Ok(value) => Some(value),
        Err(why) => {
            errors.push(FieldError::new(field, why));
            None
        }
    }
}

fn language(code: &str) -> Result<Option<String>, String> {
    let known = Language::ALL.iter().find(|language| language.code() == code.trim());
    known
        .map(|language| Some(language.code().to_owned()))
        .ok_or_else(|| words::t!("error-language-offered"))
}

fn time_zone(name: &str) -> Result<Option<String>, String> {
    let unknown = || words::t!("error-zone-offered");
    let zone = TimeZone::get(name.trim()).map_err(|_| unknown())?;
    zone.iana_name().map(|name| Some(name.to_owned())).ok_or_else(unknown)
}
