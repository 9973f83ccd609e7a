//! What only the operator of the host does: the key's fit, the way back in for the owner, what waits to be done.

use crate::App;
use crate::error::AppError;
use crate::mail_out::{self, Post};
use crate::passwords;
use crate::users::apply::{change_event, write_changes};
use model::email::Email;
use model::event::Action;
use model::mail::Letter;
use model::name::Slug;
use model::plan::{Change, Effect};
use model::time::{Span, Time};
use model::user::{Lifecycle, Password, User};
use store::{Engine, operations, outbox, portals, sessions, users};

const KEY_CHECK: &str = "key_check";

impl App {
    /// Whether the key file is the one that the database was made with; a database that has seen no key yet takes any.
    ///
    /// # Errors
    /// `Conflict` with code `wrong_key`: with another key neither queued mail nor anything else encrypted can be read.
    pub fn check_key(&self) -> Result<(), AppError> {
        let known = self.db().read(|tx| portals::setting(tx, KEY_CHECK))?;
        if known.is_none_or(|known| known == self.key_check()) {
            return Ok(());
        }
        Err(AppError::conflict(
            "wrong_key",
            "The key file is not the one that this database was made with: put the right one in its place.",
        ))
    }

    /// The same, and a new database remembers the key.
    ///
    /// # Errors
    /// As [`App::check_key`].
    pub fn remember_key(&self) -> Result<(), AppError> {
        let check = self.key_check();
        self.db().write(|tx| portals::begin_setting(tx, KEY_CHECK, &check))?;
        self.check_key()
    }

    fn key_check(&self) -> String {
        self.keys().sign(KEY_CHECK, b"portico")
    }

    /// Ends the access of everybody: sessions, links and API tokens of a restored database do not come back to life.
    ///
    /// # Errors
    /// When the database fails.
    pub fn end_every_access(&self) -> Result<u64, AppError> {
        let ctx = self.host_ctx(Slug::PROVIDER)?;
        ctx.write(|w| {
            let ended = users::end_access_of_all(w.p.tx())?;
            Ok(w.finish(vec![ctx.event(Action::SessionsEnded, None)], ended))
        })
    }

    /// Frees the operation that a killed process had in its hands. Only the owner of a SQLite file can know that nobody
    /// else works on it; on PostgreSQL the claim runs out by itself.
    ///
    /// # Errors
    /// When the database fails.
    pub fn take_over(&self) -> Result<(), AppError> {
        if self.db().engine() == Engine::Sqlite {
            // A process claims one operation at a time, the oldest: with any claim seen as run out, it comes back first.
            let now = self.clock().now();
            self.db().write(|tx| operations::claim(tx, Time(i64::MAX), now))?;
        }
        Ok(())
    }

    /// What waits to be sent.
    ///
    /// # Errors
    /// When the database fails.
    pub fn waiting(&self) -> Result<Waiting, AppError> {
        let (queued, dead, since) = self.db().read(outbox::waiting)?;
        let now = self.clock().now();
        let oldest = since.map_or(Span(0), |since| Span((now.0 - since.0).max(0)));
        Ok(Waiting { queued, dead, oldest })
    }
}

/// Mail on its way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// Mails to be sent.
    pub queued: i64,
    /// Mails given up.
    pub dead: i64,
    /// How long the oldest queued one has waited.
    pub oldest: Span,
}

/// Lets the owner in again with a new password and without a second factor, whatever locked them out: for who holds the
/// host. Every session and link of the owner ends, the owner is told by mail, and the audit log has it.
///
/// # Errors
/// `NotFound` when no owner has this address, `Invalid` for the address or a password that everybody guesses.
pub fn recover_owner(app: &App, email: &str, password: &str) -> Result<(), AppError> {
    let ctx = app.host_ctx(Slug::PROVIDER)?;
    let email = Email::parse(email).map_err(|e| AppError::invalid("email", e))?;
    let found = ctx.read(|p| Ok(users::by_email_key(p, email.key())?))?;
    let owner = found
        .filter(|user| user.role.is_admin())
        .ok_or(AppError::NotFound("owner"))?;
    passwords::acceptable(password, &ctx.portal.policy.password, &owner, &ctx.portal.name)?;
    let hash = app.hasher().hash(password, app.random().bytes())?;
    ctx.write(|w| {
        let locked = users::lock_by_pk(&mut w.p, &[owner.pk])?
            .pop()
            .ok_or(AppError::NotFound("owner"))?
            .user;
        let change = Change::new(
            &locked,
            recovered(&locked, ctx.now),
            Action::OwnerRecoveryStarted,
            &ctx.env(),
        );
        let change = if change.loses_second_factor() {
            change.with(Effect::MailSecondFactorOff)
        } else {
            change
        };
        write_changes(&ctx, w, &[&change])?;
        users::set_password_hash(&mut w.p, owner.pk, &hash, ctx.now)?;
        sessions::end_all(&mut w.p, owner.pk)?;
        mail_out::queue(&ctx, w, &[Post::to(&change.after, Letter::PasswordSet { at: ctx.now })])?;
        Ok(w.finish(vec![change_event(&ctx, &change, None)], ()))
    })
}

fn recovered(owner: &User, now: Time) -> User {
    let mut after = owner.clone();
    if after.lifecycle != Lifecycle::Active {
        after.lifecycle = Lifecycle::Active;
        after.lifecycle_since = now;
    }
    after.lock = None;
    after.password = Password::Set(now);
    // The phone may be what is lost; where the policy wants one, the next sign-in sets it up anew.
    after.second_factor_at = None;
    // Whoever holds the host vouches for the owner's address.
    after.email_verified_at = after.email_verified_at.or(Some(now));
    after.access_epoch += 1;
    after
}
