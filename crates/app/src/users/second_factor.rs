//! The second factor of a person: set up with an authenticator app, removed, and recovery codes for the day the phone is
//! gone (S2.26, S2.30). An admin's reset is a command like others; `apply` deletes what belongs to it.

mod codes;
mod totp;

use crate::ctx::{Ctx, Write};
use crate::error::AppError;
use crate::mail_out::{self, Post};
use crate::sign_in::caller::Arrival;
use crate::sign_in::{self, Started, arrived, open_session};
use crate::users::accept::seat_offer;
use crate::users::apply::{behind_lock, change_event, write_changes};
use model::event::{Action, Event};
use model::ids::UserPk;
use model::mail::Letter;
use model::time::{Span, Time};
use model::user::User;
use store::{second_factors, sessions, users};

pub use codes::RECOVERY_CODES;

/// What an authenticator app needs. Shown to the person only, never logged.
#[derive(Clone)]
pub struct Enrolment {
    /// The address that the picture carries: `otpauth://totp/…`.
    pub uri: String,
    /// The secret for typing, in groups of four.
    pub secret: String,
}

/// A second factor that was just set up.
pub struct Enrolled {
    /// The session that goes on, with the factor given; none where the account waits for a seat.
    pub started: Option<Started>,
    /// The recovery codes: shown once, stored hashed.
    pub codes: Vec<String>,
}

/// The person's second factor, for the own account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct State {
    /// Since when it is set up.
    pub since: Option<Time>,
    /// Recovery codes that still work.
    pub codes_left: i64,
}

/// What proved the second factor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Proof {
    /// A code of the authenticator.
    Authenticator,
    /// A recovery code, which is used up.
    RecoveryCode,
}

/// What a second factor is set up from.
#[derive(Clone, Copy)]
pub enum Occasion<'a> {
    /// On the way in: the password has just been given. Counts while the session is alive.
    SigningIn(&'a Arrival),
    /// On the account page: the password is asked for again.
    Account {
        /// What was typed.
        password: &'a str,
    },
}

/// What comes after removing a second factor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Removal {
    /// Nothing: refused where the policy wants one.
    Off,
    /// Another one: where the policy wants one, the session leads to setting it up and no further.
    Anew,
}

/// A secret that was shown and not confirmed is shown again for so long; then there is a new one.
const KEPT: Span = Span::hours(1);

/// The secret to set up, made where there is none that waits.
///
/// # Errors
/// `Conflict` with code `already_enrolled`, `Unauthenticated` for anything but a person in the own portal.
pub fn enrolment(ctx: &Ctx) -> Result<Enrolment, AppError> {
    let pk = own(ctx)?;
    let (user, kept) = ctx.read(|p| {
        let user = users::by_pk(p, pk)?.ok_or(AppError::Unauthenticated)?.user;
        Ok((user, second_factors::totp(p, pk)?))
    })?;
    let secret = match kept {
        Some(kept) if kept.confirmed_at.is_some() => return Err(already()),
        Some(kept) if kept.created_at + KEPT > ctx.now => totp::open(ctx, pk, &kept.secret)?,
        _ => make_secret(ctx, pk)?,
    };
    Ok(totp::enrolment(&secret, &ctx.portal.name, user.profile.email.as_str()))
}

fn make_secret(ctx: &Ctx, pk: UserPk) -> Result<Vec<u8>, AppError> {
    let secret = totp::new_secret(ctx);
    let sealed = totp::seal(ctx, pk, &secret)?;
    ctx.write(|w| {
        if !second_factors::put_unconfirmed(&mut w.p, pk, &sealed, ctx.now)? {
            return Err(already());
        }
        Ok(w.finish_silently("a secret that nobody has confirmed gives no access", ()))
    })?;
    Ok(secret)
}

/// Confirms the secret with a code of the app: from now on the second factor counts. Every session of the person ends,
/// this one goes on under a new secret. Where only the factor was missing, the account becomes active (C14).
///
/// # Errors
/// `Invalid` for `code` or `password`, `RateLimited`, `Conflict` with code `already_enrolled`, `Unauthenticated`.
pub fn confirm(ctx: &Ctx, code: &str, occasion: Occasion<'_>) -> Result<Enrolled, AppError> {
    let pk = own(ctx)?;
    admit(ctx, pk)?;
    let known = match occasion {
        Occasion::SigningIn(_) => Known::Not,
        Occasion::Account { password } => know(ctx, pk, password)?,
    };
    let codes = codes::make(ctx);
    let hashes: Vec<Vec<u8>> = codes.iter().map(|code| codes::hash(ctx, pk, code)).collect();
    let done = ctx.write(|w| {
        let ctx = &behind_lock(ctx, w)?;
        let seat = seat_offer(ctx, w)?;
        let user = locked(w, pk)?;
        if let Occasion::SigningIn(arrival) = occasion
            && sessions::find(w.p.tx(), &arrival.hash)?.is_none()
        {
            return Err(AppError::Unauthenticated);
        }
        if let Some(wrong) = known.wrong(ctx, w, &user)? {
            let events = sign_in::refused(ctx, w, &user)?;
            return Ok(w.finish(events, Err(wrong)));
        }
        let Some(step) = confirmable(ctx, w, &user, code)? else {
            return Ok(w.finish_silently("there is no secret to guess: it is on that page", Err(wrong_code())));
        };
        if !second_factors::confirm(&mut w.p, pk, step, ctx.now)? {
            return Err(already());
        }
        second_factors::replace_codes(&mut w.p, pk, &hashes)?;
        let change = user
            .enrol_second_factor(&ctx.env(), seat)
            .map_err(|skip| AppError::conflict(skip.code(), skip))?;
        write_changes(ctx, w, &[&change])?;
        sessions::end_all(&mut w.p, pk)?;
        let mut events = vec![change_event(ctx, &change, None)];
        let started = if change.after.may_go_on() {
            let started = open_session(ctx, w, &change.after, Some(ctx.now))?;
            if matches!(occasion, Occasion::SigningIn(_)) {
                events.extend(arrived(ctx, w, &change.after, &started)?);
            }
            Some(started)
        } else {
            None
        };
        Ok(w.finish(events, Ok(started)))
    })?;
    Ok(Enrolled { started: done?, codes })
}

/// The step of a right code for the secret that waits.
fn confirmable(ctx: &Ctx, w: &mut Write<'_, '_>, user: &User, code: &str) -> Result<Option<i64>, AppError> {
    match second_factors::totp(&mut w.p, user.pk)? {
        Some(kept) if kept.confirmed_at.is_some() => Err(already()),
        Some(kept) => {
            let secret = totp::open(ctx, user.pk, &kept.secret)?;
            totp::step_of(&secret, code, ctx.now)
        }
        None => Ok(None),
    }
}

/// The person's second factor.
///
/// # Errors
/// `Unauthenticated` for anything but a person in the own portal.
pub fn state(ctx: &Ctx) -> Result<State, AppError> {
    let pk = own(ctx)?;
    ctx.read(|p| {
        let user = users::by_pk(p, pk)?.ok_or(AppError::Unauthenticated)?.user;
        Ok(State {
            since: user.second_factor_at,
            codes_left: second_factors::codes_left(p, pk)?,
        })
    })
}

/// Removes the second factor, with password and code. Every session of the person ends, this one goes on under a new
/// secret.
///
/// # Errors
/// `Invalid` for `password` or `code`, `Conflict` with code `mfa_required` or `no_mfa`, `RateLimited`, `Unauthenticated`.
pub fn remove(ctx: &Ctx, password: &str, code: &str, removal: Removal) -> Result<Started, AppError> {
    proven(ctx, password, code, |w, user| {
        if removal == Removal::Off && user.must_have_second_factor(&ctx.portal.policy) {
            return Err(AppError::conflict("mfa_required", words::t!("error-factor-required")));
        }
        let change = user
            .remove_second_factor(&ctx.env())
            .map_err(|skip| AppError::conflict(skip.code(), skip))?;
        write_changes(ctx, w, &[&change])?;
        sessions::end_all(&mut w.p, user.pk)?;
        let started = open_session(ctx, w, &change.after, None)?;
        Ok((vec![change_event(ctx, &change, None)], started))
    })
}

/// Makes new recovery codes, with password and code; the old ones are dead.
///
/// # Errors
/// As [`remove`].
pub fn new_codes(ctx: &Ctx, password: &str, code: &str) -> Result<Vec<String>, AppError> {
    let codes = codes::make(ctx);
    proven(ctx, password, code, |w, user| {
        let hashes: Vec<Vec<u8>> = codes.iter().map(|code| codes::hash(ctx, user.pk, code)).collect();
        second_factors::replace_codes(&mut w.p, user.pk, &hashes)?;
        let letter = Letter::RecoveryCodesMade { at: ctx.now };
        mail_out::queue(ctx, w, &[Post::to(user, letter)])?;
        Ok((vec![ctx.event(Action::RecoveryCodesMade, Some(user))], ()))
    })?;
    Ok(codes)
}

/// Does something that needs both factors again. Wrong ones count as at sign-in.
fn proven<T>(
    ctx: &Ctx,
    password: &str,
    code: &str,
    act: impl Fn(&mut Write<'_, '_>, &User) -> Result<(Vec<Event>, T), AppError>,
) -> Result<T, AppError> {
    let pk = own(ctx)?;
    admit(ctx, pk)?;
    let known = know(ctx, pk, password)?;
    ctx.write(|w| {
        let user = locked(w, pk)?;
        if user.second_factor_at.is_none() {
            let skip = model::report::Skip::NoMfa;
            return Err(AppError::conflict(skip.code(), skip));
        }
        let wrong = known.wrong(ctx, w, &user)?;
        let proof = match wrong {
            Some(wrong) => Err(wrong),
            None => take(ctx, w, &user, code)?.ok_or_else(wrong_code),
        };
        let proof = match proof {
            Ok(proof) => proof,
            Err(wrong) => {
                let events = sign_in::refused(ctx, w, &user)?;
                return Ok(w.finish(events, Err(wrong)));
            }
        };
        let mut events = used(ctx, w, &user, proof)?;
        let (more, value) = act(w, &user)?;
        events.extend(more);
        Ok(w.finish(events, Ok(value)))
    })?
}

/// What is known of the password that was typed, before the transaction: checking it takes long.
enum Known {
    /// It was not asked for.
    Not,
    /// It fits this hash, or not.
    Checked { hash: Option<String>, fits: Fits },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fits {
    Yes,
    No,
}

fn know(ctx: &Ctx, pk: UserPk, password: &str) -> Result<Known, AppError> {
    let hash = ctx.read(|p| Ok(users::password_hash(p, pk)?))?;
    let fits = if ctx.app().hasher().verify(password, hash.as_deref())? {
        Fits::Yes
    } else {
        Fits::No
    };
    Ok(Known::Checked { hash, fits })
}

impl Known {
    /// What is wrong with the password, judged against the locked user. While the account is locked it is never right.
    fn wrong(&self, ctx: &Ctx, w: &mut Write<'_, '_>, user: &User) -> Result<Option<AppError>, AppError> {
        let Self::Checked { hash, fits } = self else {
            return Ok(None);
        };
        if users::password_hash(&mut w.p, user.pk)? != *hash {
            return Err(AppError::Stale);
        }
        let right = *fits == Fits::Yes && user.lock_at(ctx.now).is_none();
        Ok((!right).then(|| AppError::invalid("password", words::t!("error-not-password"))))
    }
}

/// The answer to every code that does not work, whatever the cause.
pub(crate) fn wrong_code() -> AppError {
    AppError::invalid("code", words::t!("error-code"))
}

fn already() -> AppError {
    AppError::conflict("already_enrolled", words::t!("error-factor-set-up"))
}

/// The person, in the own portal.
fn own(ctx: &Ctx) -> Result<UserPk, AppError> {
    let person = ctx.person().filter(|person| person.pk.portal() == ctx.portal.pk);
    Ok(person.ok_or(AppError::Unauthenticated)?.pk)
}

fn locked(w: &mut Write<'_, '_>, pk: UserPk) -> Result<User, AppError> {
    let found = users::lock_by_pk(&mut w.p, &[pk])?.pop().map(|found| found.user);
    found.filter(User::may_go_on).ok_or(AppError::Unauthenticated)
}

/// Slows guessing down before anything is looked at.
pub(crate) fn admit(ctx: &Ctx, pk: UserPk) -> Result<(), AppError> {
    let key = format!("code {}", pk.0);
    ctx.app()
        .throttle()
        .admit(ctx.portal.pk, &key, &ctx.request.ip, ctx.now)
}

/// Uses up a code of the authenticator or a recovery code; the caller holds the user's row lock. Nothing where it does not
/// work (any more).
pub(crate) fn take(ctx: &Ctx, w: &mut Write<'_, '_>, user: &User, code: &str) -> Result<Option<Proof>, AppError> {
    if let Some(digits) = totp::digits(code) {
        let Some(kept) = second_factors::totp(&mut w.p, user.pk)? else {
            return Ok(None);
        };
        let secret = totp::open(ctx, user.pk, &kept.secret)?;
        let Some(step) = totp::step_of(&secret, &digits, ctx.now)? else {
            return Ok(None);
        };
        let taken = second_factors::take_step(&mut w.p, user.pk, step)?;
        return Ok(taken.then_some(Proof::Authenticator));
    }
    let hash = codes::hash(ctx, user.pk, code);
    let taken = second_factors::take_code(&mut w.p, user.pk, &hash, ctx.now)?;
    Ok(taken.then_some(Proof::RecoveryCode))
}

/// What a proof deserves by itself: for a recovery code a line of the audit log, and a mail to its owner.
pub(crate) fn used(ctx: &Ctx, w: &mut Write<'_, '_>, user: &User, proof: Proof) -> Result<Vec<Event>, AppError> {
    if proof == Proof::Authenticator {
        return Ok(Vec::new());
    }
    let left = second_factors::codes_left(&mut w.p, user.pk)?;
    let letter = Letter::RecoveryCodeUsed { at: ctx.now, left };
    mail_out::queue(ctx, w, &[Post::to(user, letter)])?;
    Ok(vec![ctx.event(Action::RecoveryCodeUsed, Some(user))])
}
