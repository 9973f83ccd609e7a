//! What the sending job does: claim, then say how it went.

use super::ONBOARDING;
use crate::StoreError;
use crate::db::{Param, Tx};
use crate::dialect;
use crate::users::expect_rows;
use crate::values::list;
use model::ids::{MessageId, PortalPk, UserPk};
use model::time::Time;

/// A mail that this worker may send until its claim runs out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claimed {
    /// Also the local part of the Message-ID.
    pub id: MessageId,
    /// The portal it is sent for.
    pub portal: PortalPk,
    /// Whom it is for, where that is a user.
    pub user: Option<UserPk>,
    /// The kind of letter.
    pub kind: String,
    /// The address.
    pub recipient: String,
    /// The encrypted mail.
    pub body: Vec<u8>,
    /// How often sending was begun, this time included: a mail that kills its worker is given up some day.
    pub attempts: i64,
    /// When it was made.
    pub created_at: Time,
    /// When the link inside stops working.
    pub expires_at: Option<Time>,
    /// The user's access epoch when it was made, where that matters.
    pub epoch: Option<i64>,
    /// The user's access epoch now; none where the user is gone.
    pub user_epoch: Option<i64>,
}

/// Claims up to `limit` mails that are due and not in another worker's hands, those that are longest due first.
///
/// # Errors
/// When the database fails.
pub fn claim(tx: &mut Tx<'_>, now: Time, lease_until: Time, limit: i64) -> Result<Vec<Claimed>, StoreError> {
    let sql = format!(
        "SELECT id, portal, user_pk, kind, recipient, body, attempts + 1, created_at, expires_at, epoch, \
         (SELECT access_epoch FROM users WHERE users.pk = outbox.user_pk) FROM outbox \
         WHERE state = 'queued' AND next_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1) \
         ORDER BY next_at, id LIMIT $2{}",
        dialect::skip_locked(tx.engine()),
    );
    let claimed = tx.rows(&sql, &[&now.0, &limit], |row| {
        Ok(Claimed {
            id: MessageId(row.get(0)?),
            portal: PortalPk(row.get(1)?),
            user: row.get::<Option<i64>>(2)?.map(UserPk),
            kind: row.get(3)?,
            recipient: row.get(4)?,
            body: row.get(5)?,
            attempts: row.get(6)?,
            created_at: Time(row.get(7)?),
            expires_at: row.get::<Option<i64>>(8)?.map(Time),
            epoch: row.get(9)?,
            user_epoch: row.get(10)?,
        })
    })?;
    for chunk in claimed.chunks(crate::users::CHUNK) {
        let sql = format!(
            "UPDATE outbox SET claimed_until = $1, attempts = attempts + 1 WHERE id IN ({})",
            list(1, chunk.len())
        );
        let lease: &dyn Param = &lease_until.0;
        let ids = chunk.iter().map(|m| &m.id.0 as &dyn Param);
        let written = tx.exec(&sql, &std::iter::once(lease).chain(ids).collect::<Vec<_>>())?;
        expect_rows(written, chunk.len())?;
    }
    Ok(claimed)
}

/// Keeps a claim for longer. False when the mail is not queued any more.
///
/// # Errors
/// When the database fails.
pub fn renew(tx: &mut Tx<'_>, id: MessageId, lease_until: Time) -> Result<bool, StoreError> {
    let sql = "UPDATE outbox SET claimed_until = $2 WHERE id = $1 AND state = 'queued'";
    Ok(tx.exec(sql, &[&id.0, &lease_until.0])? == 1)
}

/// The mail has left; its body is wiped. False when it was not queued any more.
///
/// # Errors
/// When the database fails.
pub fn sent(tx: &mut Tx<'_>, id: MessageId, at: Time) -> Result<bool, StoreError> {
    finish(tx, id, at, "sent", None)
}

/// The mail will never leave; its body is wiped. False when it was not queued any more.
///
/// # Errors
/// When the database fails.
pub fn give_up(tx: &mut Tx<'_>, id: MessageId, at: Time, error: &str) -> Result<bool, StoreError> {
    finish(tx, id, at, "dead", Some(error))
}

/// The mail must not leave any more; its body is wiped. False when it was not queued any more.
///
/// # Errors
/// When the database fails.
pub fn cancel(tx: &mut Tx<'_>, id: MessageId, at: Time, why: &str) -> Result<bool, StoreError> {
    finish(tx, id, at, "cancelled", Some(why))
}

fn finish(tx: &mut Tx<'_>, id: MessageId, at: Time, state: &str, error: Option<&str>) -> Result<bool, StoreError> {
    lock_user_of(tx, id)?;
    let changed = tx.exec(
        "UPDATE outbox SET state = $2, error = $3, finished_at = $4, body = NULL, claimed_until = NULL \
         WHERE id = $1 AND state = 'queued'",
        &[&id.0, &state, &error, &at.0],
    )? == 1;
    if changed {
        show_on_user(tx, id, state, error)?;
    }
    Ok(changed)
}

/// The mail did not leave and is tried again at `next_at`. False when it was not queued any more.
///
/// # Errors
/// When the database fails.
pub fn retry(tx: &mut Tx<'_>, id: MessageId, next_at: Time, error: &str) -> Result<bool, StoreError> {
    lock_user_of(tx, id)?;
    let changed = tx.exec(
        "UPDATE outbox SET next_at = $2, error = $3, claimed_until = NULL WHERE id = $1 AND state = 'queued'",
        &[&id.0, &next_at.0, &error],
    )? == 1;
    if changed {
        show_on_user(tx, id, "queued", Some(error))?;
    }
    Ok(changed)
}

/// The user's row comes before the mail's, as in the commands; and a command that queues a newer mail at this moment has
/// committed when [`show_on_user`] looks for one.
fn lock_user_of(tx: &mut Tx<'_>, id: MessageId) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT pk FROM users WHERE pk = (SELECT user_pk FROM outbox WHERE id = $1 AND kind IN {ONBOARDING}){}",
        dialect::for_update(tx.engine()),
    );
    tx.one(&sql, &[&id.0], |_| Ok(()))?;
    Ok(())
}

/// Writes the delivery to the user, where this is the user's newest onboarding mail.
fn show_on_user(tx: &mut Tx<'_>, id: MessageId, state: &str, error: Option<&str>) -> Result<(), StoreError> {
    let sql = format!(
        "UPDATE users SET mail_state = $2, mail_error = $3 \
         WHERE pk = (SELECT user_pk FROM outbox WHERE id = $1 AND kind IN {ONBOARDING}) AND NOT EXISTS \
         (SELECT 1 FROM outbox AS newer JOIN outbox AS this ON this.id = $1 WHERE newer.user_pk = users.pk \
         AND newer.kind IN {ONBOARDING} AND (newer.created_at, newer.id) > (this.created_at, this.id))"
    );
    tx.exec(&sql, &[&id.0, &state, &error])?;
    Ok(())
}
