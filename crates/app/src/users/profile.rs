//! Editing names and username. The e-mail is a step of its own.

use crate::ctx::{Ctx, Write};
use crate::error::{AppError, FieldError};
use crate::users::apply::room;
use crate::users::list::UserView;
use model::access::Permission;
use model::event::{Action, differences};
use model::ids::UserId;
use model::name::{PersonName, Username};
use model::plan::{Change, CountDelta};

/// The fields to change; those that are `None` stay.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Edit {
    /// Given name; empty removes it.
    pub first_name: Option<String>,
    /// Family name; empty removes it.
    pub last_name: Option<String>,
    /// Sign-in name; empty removes it.
    pub username: Option<String>,
}

/// Changes names (S0.34). `seen` is the version that the caller edited.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Invalid`, `Stale` when somebody else was quicker, `Conflict` for a user of higher rank.
pub fn edit(ctx: &Ctx, id: UserId, edit: &Edit, seen: Option<i64>) -> Result<UserView, AppError> {
    let is_self = ctx.person().is_some_and(|p| p.id == id);
    if !is_self {
        ctx.require_for_change(Permission::UsersEdit)?;
    }
    let parsed = parse(edit)?;
    ctx.write(|w| {
        // The answer is read before the commit: a read that fails afterwards would deny a change that is done.
        let answer = |w: &mut Write<'_, '_>| -> Result<UserView, AppError> {
            let row = store::users::by_id(&mut w.p, id)?.ok_or(AppError::NotFound("user"))?;
            Ok(UserView {
                user: row.user,
                delivery: row.delivery,
            })
        };
        room(w)?;
        let found = store::users::lock(&mut w.p, &[id])?
            .pop()
            .ok_or(AppError::NotFound("user"))?;
        let before = found.user;
        if !is_self && !ctx.actor.reaches(before.role.rank) {
            let skip = model::report::Skip::Outranked;
            return Err(AppError::conflict(skip.code(), skip.sentence()));
        }
        if seen.is_some_and(|seen| seen != before.version) {
            return Err(AppError::Stale);
        }
        let mut after = before.clone();
        parsed.clone().write_to(&mut after.profile);
        if after.profile == before.profile {
            let view = answer(w)?;
            return Ok(w.finish_silently("nothing was changed", view));
        }
        let change = Change::new(&before, after, Action::ProfileChanged, &ctx.env());
        store::users::update_profile(&mut w.p, &before, &change.after, &ctx.portal.policy)?;
        let mut delta = CountDelta::default();
        delta.add(&change);
        store::counts::add(&mut w.p, &delta)?;
        let mut event = ctx.event(Action::ProfileChanged, Some(&change.after));
        event.changes = differences(&change.before, &change.after);
        let view = answer(w)?;
        Ok(w.finish(vec![event], view))
    })
}

#[derive(Clone)]
struct Parsed {
    first: Option<Option<PersonName>>,
    last: Option<Option<PersonName>>,
    username: Option<Option<Username>>,
}

impl Parsed {
    fn write_to(self, profile: &mut model::user::Profile) {
        if let Some(first) = self.first {
            profile.first_name = first;
        }
        if let Some(last) = self.last {
            profile.last_name = last;
        }
        if let Some(username) = self.username {
            profile.username = username;
        }
    }
}

fn parse(edit: &Edit) -> Result<Parsed, AppError> {
    let mut errors = Vec::new();
    let mut name = |field: &'static str, text: &Option<String>| {
        text.as_deref().map(|t| {
            PersonName::parse_optional(t).unwrap_or_else(|e| {
                errors.push(FieldError::new(field, e));
                None
            })
        })
    };
    let first = name("first_name", &edit.first_name);
    let last = name("last_name", &edit.last_name);
    let username = edit.username.as_deref().map(|t| {
        if t.trim().is_empty() {
            Ok(None)
        } else {
            Username::parse(t).map(Some)
        }
    });
    let username = match username {
        Some(Err(e)) => {
            errors.push(FieldError::new("username", e));
            None
        }
        Some(Ok(username)) => Some(username),
        None => None,
    };
    if errors.is_empty() {
        Ok(Parsed { first, last, username })
    } else {
        Err(AppError::Invalid(errors))
    }
}
