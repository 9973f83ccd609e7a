//! The outbox: mail that must leave after the commit. Bodies are encrypted and wiped as soon as nobody needs them.
//!
//! Claiming and finishing are in `delivery`.

mod delivery;

pub use delivery::{Claimed, cancel, claim, give_up, renew, retry, sent};

use crate::StoreError;
use crate::chunks::exec_for_users;
use crate::db::Tx;
use crate::portal_tx::PortalTx;
use crate::users::{CHUNK, expect_rows};
use crate::values::{Rows, row};
use model::ids::{MessageId, PortalPk, UserPk};
use model::time::Time;

/// The kinds whose delivery the list of users shows.
const ONBOARDING: &str = "('invitation', 'verify_email')";

/// A mail to be sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewMessage {
    /// Also the local part of the Message-ID.
    pub id: MessageId,
    /// The portal it is sent for.
    pub portal: PortalPk,
    /// Whom it is for, where that is a user.
    pub user: Option<UserPk>,
    /// The kind of letter.
    pub kind: &'static str,
    /// The address.
    pub recipient: String,
    /// The encrypted mail.
    pub body: Vec<u8>,
    /// The user's access epoch, where the mail must not go out once access has ended.
    pub epoch: Option<i64>,
    /// When the link inside stops working.
    pub expires_at: Option<Time>,
    /// When it was made.
    pub created_at: Time,
    /// Not to be sent before.
    pub next_at: Time,
}

/// A mail as the page of its user shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// Also the local part of the Message-ID.
    pub id: MessageId,
    /// The kind of letter.
    pub kind: String,
    /// The address.
    pub recipient: String,
    /// `queued`, `sent`, `dead` or `cancelled`.
    pub state: String,
    /// How often sending was begun.
    pub attempts: i64,
    /// What the mail server said, or why it was cancelled.
    pub error: Option<String>,
    /// When it was made.
    pub created_at: Time,
    /// When it was sent, given up or cancelled.
    pub finished_at: Option<Time>,
    /// The next attempt, while it is queued.
    pub next_at: Time,
}

/// Queues mails. The delivery shown in the list of users is set by `users::mail_queued`.
///
/// # Errors
/// `Conflict` when an id exists.
pub fn enqueue(tx: &mut Tx<'_>, messages: &[NewMessage]) -> Result<(), StoreError> {
    for chunk in messages.chunks(CHUNK) {
        let mut rows = Rows::default();
        for m in chunk {
            rows.push(row![
                m.id.0,
                m.portal.0,
                m.user.map(|pk| pk.0),
                m.kind,
                m.recipient.clone(),
                m.body.clone(),
                m.epoch,
                m.expires_at.map(|t| t.0),
                m.created_at.0,
                m.next_at.0,
                "queued",
                0,
            ]);
        }
        let sql = |values: &str| {
            format!(
                "INSERT INTO outbox (id, portal, user_pk, kind, recipient, body, epoch, expires_at, created_at, next_at, state, attempts) \
             {values}"
            )
        };
        let written = rows.exec(tx, &[], sql)?;
        expect_rows(written, rows.len())?;
    }
    Ok(())
}

/// Cancels the queued mails of these users that carry a link: for when their access ends or a new link replaces it.
///
/// # Errors
/// When the database fails.
pub fn cancel_of_users(p: &mut PortalTx<'_, '_>, pks: &[UserPk], now: Time) -> Result<(), StoreError> {
    exec_for_users(p.tx, pks, &[&p.portal.0, &now.0], |list| {
        format!(
            "UPDATE outbox SET state = 'cancelled', body = NULL, claimed_until = NULL, finished_at = $2 \
             WHERE portal = $1 AND state = 'queued' AND (epoch IS NOT NULL OR expires_at IS NOT NULL) \
             AND kind <> 'email_changing' AND user_pk IN ({list})"
        )
    })?;
    delivery_cancelled(p, pks)
}

/// Notes of users that wait for an onboarding mail which was taken back that none comes.
///
/// # Errors
/// When the database fails.
pub fn delivery_cancelled(p: &mut PortalTx<'_, '_>, pks: &[UserPk]) -> Result<(), StoreError> {
    exec_for_users(p.tx, pks, &[&p.portal.0], |list| {
        format!(
            "UPDATE users SET mail_state = 'cancelled', mail_error = NULL \
             WHERE portal + 0 = $1 AND mail_state = 'queued' AND pk IN ({list}) AND NOT EXISTS \
             (SELECT 1 FROM outbox WHERE outbox.user_pk = users.pk AND state = 'queued' AND outbox.kind IN {ONBOARDING})"
        )
    })?;
    Ok(())
}

/// Takes mails of one kind back that have not left: the link they carry was replaced by a newer one.
///
/// # Errors
/// When the database fails.
pub fn cancel_kind(p: &mut PortalTx<'_, '_>, pks: &[UserPk], kind: &str, now: Time) -> Result<(), StoreError> {
    exec_for_users(p.tx, pks, &[&p.portal.0, &now.0, &kind], |list| {
        format!(
            "UPDATE outbox SET state = 'cancelled', body = NULL, claimed_until = NULL, finished_at = $2 \
             WHERE portal = $1 AND state = 'queued' AND kind = $3 AND user_pk IN ({list})"
        )
    })?;
    Ok(())
}

/// Takes the notices to a former address back that have not left: there is nothing to object to any more.
///
/// # Errors
/// When the database fails.
pub fn cancel_notices(p: &mut PortalTx<'_, '_>, pk: UserPk, recipient: &str, now: Time) -> Result<(), StoreError> {
    let sql = "UPDATE outbox SET state = 'cancelled', body = NULL, claimed_until = NULL, finished_at = $2 \
               WHERE portal = $1 AND state = 'queued' AND kind = 'email_changing' AND user_pk = $3 AND recipient = $4";
    p.tx.exec(sql, &[&p.portal.0, &now.0, &pk.0, &recipient])?;
    Ok(())
}

/// The mails of a user, newest first.
///
/// # Errors
/// When the database fails.
pub fn of_user(p: &mut PortalTx<'_, '_>, pk: UserPk, limit: i64) -> Result<Vec<Message>, StoreError> {
    let sql = "SELECT id, kind, recipient, state, attempts, error, created_at, finished_at, next_at FROM outbox \
               WHERE user_pk = $1 AND portal = $2 ORDER BY created_at DESC, id DESC LIMIT $3";
    p.tx.rows(sql, &[&pk.0, &p.portal.0, &limit], |row| {
        Ok(Message {
            id: MessageId(row.get(0)?),
            kind: row.get(1)?,
            recipient: row.get(2)?,
            state: row.get(3)?,
            attempts: row.get(4)?,
            error: row.get(5)?,
            created_at: Time(row.get(6)?),
            finished_at: row.get::<Option<i64>>(7)?.map(Time),
            next_at: Time(row.get(8)?),
        })
    })
}

/// How many mails are queued and how many were given up, and since when the oldest queued one waits.
///
/// # Errors
/// When the database fails.
pub fn waiting(tx: &mut Tx<'_>) -> Result<(i64, i64, Option<Time>), StoreError> {
    let sql = "SELECT (SELECT COUNT(*) FROM outbox WHERE state = 'queued'), (SELECT COUNT(*) FROM outbox WHERE state = 'dead'), \
               (SELECT MIN(created_at) FROM outbox WHERE state = 'queued')";
    let found = tx.one(sql, &[], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get::<Option<i64>>(2)?.map(Time)))
    })?;
    Ok(found.unwrap_or_default())
}
