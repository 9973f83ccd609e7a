//! The steps that a session may still lack: the code of the second factor, and a password in the place of an expired one.
//! Setting up a second factor is in `users::second_factor`.

use super::caller::{Arrival, Step};
use super::{Started, arrived, open_session, refused};
use crate::error::AppError;
use crate::users::password;
use crate::users::second_factor::{self, Proof};
use store::{sessions, users};

/// Gives the second factor: a code of the authenticator, or a recovery code. The session goes on under a new secret.
///
/// # Errors
/// `Invalid` for the field `code`, whatever is wrong, `RateLimited`, `Unfinished` where another step is next,
/// `Unauthenticated` when the session has ended meanwhile.
pub fn give_code(arrival: &Arrival, code: &str) -> Result<(Started, Proof), AppError> {
    arrival.expect(Step::SecondFactor)?;
    let ctx = &arrival.ctx;
    second_factor::admit(ctx, arrival.user.pk)?;
    let given = ctx.write(|w| {
        let user = users::lock_by_pk(&mut w.p, &[arrival.user.pk])?.pop();
        let user = user.ok_or(AppError::Unauthenticated)?.user;
        if sessions::find(w.p.tx(), &arrival.hash)?.is_none() || !user.may_go_on() {
            return Err(AppError::Unauthenticated);
        }
        // While the account is locked a right code is refused like a wrong one.
        let proof = match user.lock_at(ctx.now) {
            None => second_factor::take(ctx, w, &user, code)?,
            Some(_) => None,
        };
        let Some(proof) = proof else {
            let events = refused(ctx, w, &user)?;
            return Ok(w.finish(events, None));
        };
        sessions::delete(w.p.tx(), &arrival.hash)?;
        let started = open_session(ctx, w, &user, Some(ctx.now))?;
        let mut events = second_factor::used(ctx, w, &user, proof)?;
        events.extend(arrived(ctx, w, &user, &started)?);
        Ok(w.finish(events, Some((started, proof))))
    })?;
    given.ok_or_else(second_factor::wrong_code)
}

/// Sets a password in the place of an expired one (S2.16). Every other session ends.
///
/// # Errors
/// `Invalid` for either password, `RateLimited`, `Unfinished` where another step is next.
pub fn new_password(arrival: &Arrival, current: &str, new: &str) -> Result<Started, AppError> {
    arrival.expect(Step::NewPassword)?;
    let ctx = &arrival.ctx;
    password::renew(ctx, current, new, |w, user, started| arrived(ctx, w, user, started))
}
