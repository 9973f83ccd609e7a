//! People of a file who are there already: an import gives them the names of their row. Role and address stay.

use crate::ctx::{Ctx, Write};
use crate::error::AppError;
use model::access::Permission;
use model::event::Action;
use model::name::{PersonName, Username};
use model::operation::NewPerson;
use model::plan::{Change, CountDelta};
use model::report::Skip;
use model::user::User;
use std::collections::HashSet;
use store::portal_tx::PortalTx;
use store::{counts, users};

/// The change of a user into what the row says, under the guards of editing a profile. `taken` are the usernames that
/// earlier rows have asked for.
pub(crate) fn renamed(
    ctx: &Ctx,
    p: &mut PortalTx<'_, '_>,
    person: &NewPerson,
    user: &User,
    taken: &mut HashSet<String>,
) -> Result<Result<Change, Skip>, AppError> {
    let is_self = ctx.person().is_some_and(|actor| actor.pk == user.pk);
    let touched = ctx.actor.may_touch(user);
    if !ctx.actor.may(Permission::UsersEdit) {
        return Ok(Err(Skip::NoPermission));
    }
    if let (false, Err(skip)) = (is_self, touched) {
        return Ok(Err(skip));
    }
    let mut after = user.clone();
    let name = |text: &Option<String>| {
        let text = text.as_deref()?;
        PersonName::parse_optional(text).ok().flatten()
    };
    if let Some(first) = name(&person.first_name) {
        after.profile.first_name = Some(first);
    }
    if let Some(last) = name(&person.last_name) {
        after.profile.last_name = Some(last);
    }
    let username = person.username.as_deref().map(str::trim).filter(|u| !u.is_empty());
    if let Some(username) = username {
        let Ok(username) = Username::parse(username) else {
            return Ok(Err(Skip::NotUnderstood));
        };
        let own = user
            .profile
            .username
            .as_ref()
            .is_some_and(|held| held.key() == username.key());
        let free =
            own || (taken.insert(username.key().to_owned()) && users::by_username_key(p, username.key())?.is_none());
        if !free {
            return Ok(Err(Skip::UsernameTaken));
        }
        after.profile.username = Some(username);
    }
    Ok(Ok(Change::new(user, after, Action::ProfileChanged, &ctx.env())))
}

/// Writes the changes of a chunk set-wise. Their events are the caller's.
pub(crate) fn write(ctx: &Ctx, w: &mut Write<'_, '_>, changes: &[Change]) -> Result<(), AppError> {
    if changes.is_empty() {
        return Ok(());
    }
    let pairs: Vec<(&User, &User)> = changes.iter().map(|change| (&change.before, &change.after)).collect();
    users::rename(&mut w.p, &pairs, &ctx.portal.policy)?;
    let mut delta = CountDelta::default();
    changes.iter().for_each(|change| delta.add(change));
    Ok(counts::add(&mut w.p, &delta)?)
}
