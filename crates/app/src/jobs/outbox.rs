//! Mail leaves: claimed one by one, sent outside of any transaction, with back-off and a dead letter that a person
//! sees. A retry sends the same link under the same Message-ID.

use super::{Step, Stop};
use crate::App;
use crate::error::AppError;
use crate::mail::{Brand, Outgoing, SendError};
use model::access::SystemActor;
use model::event::{Action, EventResult};
use model::ids::MessageId;
use model::mail::Mail;
use model::time::{Span, Time};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;
use store::outbox::{self, Claimed};
use store::portal_tx::PortalTx;
use store::users;

/// Another server may take a message over after this long without a sign of life. Longer than a database needs to fail
/// over: nobody can renew a claim meanwhile.
const LEASE: Span = Span::seconds(60);
/// How often a claim is renewed while the mail server takes its time.
const RENEWAL: Duration = Duration::from_secs(2);
/// How long a server tries to write down that a mail has left, and how long it waits in between.
const PATIENCE: u32 = 120;
const PAUSE: Duration = Duration::from_millis(500);
/// After so many tries a message is given up: some two days of back-off.
const MAX_ATTEMPTS: i64 = 20;

/// One due message. One at a time: a server that dies leaves no more than one behind that waits for its claim to run out.
pub(super) fn step(app: &App, stop: &Stop) -> Result<Step, AppError> {
    let now = app.clock().now();
    let claimed = app.db().write(|tx| outbox::claim(tx, now, now + LEASE, 1))?;
    let Some(message) = claimed.into_iter().next() else {
        return Ok(Step::Idle);
    };
    let verdict = while_held(app, message.id, || deliver(app, &message));
    settle_patiently(app, &message, &verdict, stop)?;
    Ok(Step::Worked)
}

/// Sends while a second thread keeps the claim: however long the mail server takes, nobody else sends the same mail.
fn while_held(app: &App, id: MessageId, send: impl FnOnce() -> Verdict) -> Verdict {
    let (sending, sent) = channel::<()>();
    thread::scope(|scope| {
        let keeper = move || {
            while sent.recv_timeout(RENEWAL) == Err(RecvTimeoutError::Timeout) {
                let until = app.clock().now() + LEASE;
                if let Err(error) = app.db().write(|tx| outbox::renew(tx, id, until)) {
                    tracing::info!(message = %id, %error, "the claim on a mail was not renewed");
                }
            }
        };
        if let Err(error) = thread::Builder::new().spawn_scoped(scope, keeper) {
            tracing::warn!(message = %id, %error, "the claim on a mail is not renewed");
        }
        let verdict = send();
        drop(sending);
        verdict
    })
}

enum Verdict {
    Sent,
    Again(String),
    Dead(String),
    Cancelled(&'static str),
}

fn deliver(app: &App, message: &Claimed) -> Verdict {
    let now = app.clock().now();
    // A dead link is worse than no mail.
    if message.expires_at.is_some_and(|at| at <= now) {
        return Verdict::Dead(String::from("The link ran out before the mail could be delivered."));
    }
    if message.epoch.is_some() && message.epoch != message.user_epoch {
        return Verdict::Cancelled("The link does not work any more.");
    }
    let plain = app.keys().open(message.id.0.as_bytes(), &message.body).map_err(|_| ());
    let mail: Mail = match plain.and_then(|p| serde_json::from_slice(&p).map_err(|_| ())) {
        Ok(mail) => mail,
        Err(()) => {
            return Verdict::Dead(String::from(
                "The stored mail cannot be read: was the key file replaced?",
            ));
        }
    };
    let brand = Brand {
        product: String::from("Portico"),
        base_url: app.base_url().to_owned(),
    };
    let outgoing = Outgoing::compose(message.id, message.created_at, &mail, app.sender(), &brand);
    match app.transport().send(&outgoing) {
        Ok(()) => Verdict::Sent,
        Err(SendError::Retry(why)) if message.attempts >= MAX_ATTEMPTS => Verdict::Dead(why),
        Err(SendError::Retry(why)) => Verdict::Again(why),
        Err(SendError::GiveUp(why)) => Verdict::Dead(why),
    }
}

/// A mail that has left must not leave again because the database was away at that moment.
fn settle_patiently(app: &App, message: &Claimed, verdict: &Verdict, stop: &Stop) -> Result<(), AppError> {
    let mut tries = 1;
    loop {
        match settle(app, message, verdict) {
            Err(AppError::Unavailable(why))
                if matches!(verdict, Verdict::Sent) && tries < PATIENCE && !stop.asked() =>
            {
                tracing::info!(message = %message.id, tries, %why, "a mail has left, which cannot be written down yet");
                tries += 1;
                thread::sleep(PAUSE);
            }
            settled => return settled,
        }
    }
}

fn settle(app: &App, message: &Claimed, verdict: &Verdict) -> Result<(), AppError> {
    let now = app.clock().now();
    match verdict {
        Verdict::Sent => {
            app.db().write(|tx| outbox::sent(tx, message.id, now))?;
        }
        Verdict::Again(why) => {
            let next = next_try(app, now, message.attempts);
            tracing::info!(message = %message.id, attempts = message.attempts, %why, "mail waits for another try");
            app.db().write(|tx| outbox::retry(tx, message.id, next, why))?;
        }
        Verdict::Cancelled(why) => {
            app.db().write(|tx| outbox::cancel(tx, message.id, now, why))?;
        }
        Verdict::Dead(why) => give_up(app, message, why)?,
    }
    Ok(())
}

/// 10 s, 20 s, 40 s … up to 4 hours, with up to a quarter more so that waiting mails do not come back in step.
fn next_try(app: &App, now: Time, attempts: i64) -> Time {
    let exponent = u32::try_from(attempts.clamp(1, 12) - 1).unwrap_or(0);
    let wait = Span::seconds((10 * 2i64.pow(exponent)).min(4 * 3_600));
    let [byte, ..] = app.random().bytes();
    now + wait + Span(wait.0 / 4 * i64::from(byte) / 255)
}

fn give_up(app: &App, message: &Claimed, why: &str) -> Result<(), AppError> {
    let ctx = app.system_ctx(SystemActor::Clock, app.portal(message.portal)?);
    tracing::warn!(message = %message.id, %why, "mail given up");
    ctx.write(|w| {
        if !outbox::give_up(w.p.tx(), message.id, ctx.now, why)? {
            return Ok(w.finish_silently("it was cancelled meanwhile", ()));
        }
        let user = match message.user {
            Some(pk) => users::by_pk(&mut PortalTx::new(w.p.tx(), message.portal), pk)?.map(|row| row.user),
            None => None,
        };
        let mut event = ctx.event(Action::MailGivenUp, user.as_ref());
        event.result = EventResult::Failed;
        event.reason = Some(why.to_owned());
        Ok(w.finish(vec![event], ()))
    })
}
