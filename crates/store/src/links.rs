//! One-time links: one purpose, one use, at most one live per user and purpose (I3). Only hashes are kept.

use crate::StoreError;
use crate::chunks::exec_for_users;
use crate::db::{Param, Tx};
use crate::dialect;
use crate::portal_tx::PortalTx;
use crate::users::{CHUNK, expect_rows};
use crate::values::{Rows, row};
use model::ids::UserPk;
use model::time::Time;

/// What a link is for. A link of one purpose never serves another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// Accept an invitation.
    Invitation,
    /// Confirm a changed address.
    VerifyEmail,
    /// Set a new password.
    ResetPassword,
    /// Let the owner in again, asked for on the host.
    OwnerRecovery,
    /// Take a change of address back.
    UndoEmail,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: &[Self] = &[
        Self::Invitation,
        Self::VerifyEmail,
        Self::ResetPassword,
        Self::OwnerRecovery,
        Self::UndoEmail,
    ];

    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::VerifyEmail => "verify_email",
            Self::ResetPassword => "reset_password",
            Self::OwnerRecovery => "owner_recovery",
            Self::UndoEmail => "undo_email",
        }
    }
}

/// A link to be kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewLink {
    /// Hash of the secret in the link.
    pub hash: Vec<u8>,
    /// Whom it is for.
    pub user: UserPk,
    /// What it is for.
    pub purpose: Purpose,
    /// The user's access epoch; the link dies when the user's goes up.
    pub epoch: i64,
    /// When it was made.
    pub created_at: Time,
    /// When it stops working.
    pub expires_at: Time,
    /// The address it is about, where it is not the user's.
    pub email: Option<String>,
}

/// A link as it was found; whether it still works is for the caller to say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// Whom it is for.
    pub user: UserPk,
    /// What it is for.
    pub purpose: Purpose,
    /// The user's access epoch when it was made.
    pub epoch: i64,
    /// When it was made.
    pub created_at: Time,
    /// When it stops working.
    pub expires_at: Time,
    /// When it was used.
    pub used_at: Option<Time>,
    /// When it was taken back.
    pub voided_at: Option<Time>,
    /// The user's access epoch now.
    pub user_epoch: i64,
    /// The address it is about, where it is not the user's.
    pub email: Option<String>,
}

/// Gives each user a new link and voids the live one of that purpose. All links of one call have one purpose, and no user
/// has two.
///
/// # Errors
/// `Other` when the purposes differ, `Conflict` when a user has two links or a hash exists.
pub fn replace(p: &mut PortalTx<'_, '_>, links: &[NewLink], now: Time) -> Result<(), StoreError> {
    let Some(purpose) = links.first().map(|link| link.purpose) else {
        return Ok(());
    };
    if links.iter().any(|link| link.purpose != purpose) {
        return Err(StoreError::Other(String::from(
            "links of several purposes were replaced at once",
        )));
    }
    let users: Vec<UserPk> = links.iter().map(|link| link.user).collect();
    let (low, high) = UserPk::range(p.portal);
    exec_for_users(p.tx, &users, &[&now.0, &purpose.code(), &low, &high], |list| {
        format!(
            "UPDATE links SET voided_at = $1 WHERE purpose = $2 AND used_at IS NULL AND voided_at IS NULL \
             AND user_pk BETWEEN $3 AND $4 AND user_pk IN ({list})"
        )
    })?;
    insert(p, links)
}

fn insert(p: &mut PortalTx<'_, '_>, links: &[NewLink]) -> Result<(), StoreError> {
    for chunk in links.chunks(CHUNK) {
        let mut rows = Rows::default();
        for link in chunk {
            rows.push(row![
                link.hash.clone(),
                link.user.0,
                link.purpose.code(),
                link.epoch,
                link.created_at.0,
                link.expires_at.0,
                link.email.clone(),
            ]);
        }
        // The join leaves out users of other portals, and then the number of rows is wrong.
        let sql = |values: &str| {
            format!(
                "INSERT INTO links (hash, user_pk, purpose, epoch, created_at, expires_at, email) \
             WITH v (hash, user_pk, purpose, epoch, created_at, expires_at, email) AS ({values}) \
             SELECT v.* FROM v JOIN users ON users.pk = v.user_pk WHERE users.portal = $1"
            )
        };
        let portal: &dyn Param = &p.portal.0;
        let written = rows.exec(p.tx, &[portal], sql)?;
        expect_rows(written, rows.len())?;
    }
    Ok(())
}

/// Adds a link that takes a change of address back; the live one of the same address is void.
///
/// # Errors
/// `Conflict` when the hash exists.
pub fn add_undo(p: &mut PortalTx<'_, '_>, link: &NewLink, now: Time) -> Result<(), StoreError> {
    void_undo(p, link.user, link.email.as_deref(), now)?;
    insert(p, std::slice::from_ref(link))
}

/// Voids the links that take a change of a user's address back: those mailed to one address, or all of them.
///
/// # Errors
/// When the database fails.
pub fn void_undo(p: &mut PortalTx<'_, '_>, pk: UserPk, email: Option<&str>, now: Time) -> Result<(), StoreError> {
    let sql = "UPDATE links SET voided_at = $1 WHERE purpose = 'undo_email' AND used_at IS NULL AND voided_at IS NULL \
               AND user_pk = (SELECT pk FROM users WHERE pk = $2 AND portal = $3) \
               AND (CAST($4 AS TEXT) IS NULL OR email = $4)";
    p.tx.exec(sql, &[&now.0, &pk.0, &p.portal.0, &email])?;
    Ok(())
}

/// Voids every link of these users that takes a change of address back: the account has ended.
///
/// # Errors
/// When the database fails.
pub fn void_all_undo(p: &mut PortalTx<'_, '_>, pks: &[UserPk], now: Time) -> Result<(), StoreError> {
    let (low, high) = UserPk::range(p.portal);
    exec_for_users(p.tx, pks, &[&now.0, &low, &high], |list| {
        format!(
            "UPDATE links SET voided_at = $1 WHERE used_at IS NULL AND voided_at IS NULL AND purpose = 'undo_email' \
             AND user_pk BETWEEN $2 AND $3 AND user_pk IN ({list})"
        )
    })?;
    Ok(())
}

/// Voids the live link of a user with this purpose.
///
/// # Errors
/// When the database fails.
pub fn void_one(p: &mut PortalTx<'_, '_>, pk: UserPk, purpose: Purpose, now: Time) -> Result<(), StoreError> {
    let sql = "UPDATE links SET voided_at = $1 WHERE purpose = $4 AND used_at IS NULL AND voided_at IS NULL \
               AND user_pk = (SELECT pk FROM users WHERE pk = $2 AND portal = $3)";
    p.tx.exec(sql, &[&now.0, &pk.0, &p.portal.0, &purpose.code()])?;
    Ok(())
}

/// Voids every live link of these users. Those that take a change of address back stay: whoever has taken the account
/// over must not void them by ending its access.
///
/// # Errors
/// When the database fails.
pub fn void(p: &mut PortalTx<'_, '_>, pks: &[UserPk], now: Time) -> Result<(), StoreError> {
    let (low, high) = UserPk::range(p.portal);
    exec_for_users(p.tx, pks, &[&now.0, &low, &high], |list| {
        format!(
            "UPDATE links SET voided_at = $1 WHERE used_at IS NULL AND voided_at IS NULL AND purpose <> 'undo_email' \
             AND user_pk BETWEEN $2 AND $3 AND user_pk IN ({list})"
        )
    })?;
    Ok(())
}

/// The link of the portal with this hash and purpose, whether it still works or not. Looking does not use it up.
///
/// # Errors
/// When the database fails.
pub fn find(p: &mut PortalTx<'_, '_>, hash: &[u8], purpose: Purpose) -> Result<Option<Link>, StoreError> {
    let sql = "SELECT links.user_pk, links.epoch, links.created_at, links.expires_at, links.used_at, links.voided_at, \
               users.access_epoch, links.email FROM links JOIN users ON users.pk = links.user_pk \
               WHERE links.hash = $1 AND links.purpose = $2 AND users.portal = $3";
    p.tx.one(sql, &[&hash, &purpose.code(), &p.portal.0], |row| {
        Ok(Link {
            user: UserPk(row.get(0)?),
            purpose,
            epoch: row.get(1)?,
            created_at: Time(row.get(2)?),
            expires_at: Time(row.get(3)?),
            used_at: row.get::<Option<i64>>(4)?.map(Time),
            voided_at: row.get::<Option<i64>>(5)?.map(Time),
            user_epoch: row.get(6)?,
            email: row.get(7)?,
        })
    })
}

/// Uses a link up and says whose it is; nothing when it does not work (any more). Of two at once one wins. Lock the user
/// first: access that ends meanwhile is then seen. A link that takes a change of address back gives no access and
/// outlives its end.
///
/// # Errors
/// When the database fails.
pub fn consume(
    p: &mut PortalTx<'_, '_>,
    hash: &[u8],
    purpose: Purpose,
    now: Time,
) -> Result<Option<UserPk>, StoreError> {
    let sql = "UPDATE links SET used_at = $3 WHERE hash = $1 AND purpose = $2 AND used_at IS NULL AND voided_at IS NULL \
               AND expires_at > $3 \
               AND EXISTS (SELECT 1 FROM users WHERE users.pk = links.user_pk AND users.portal = $4 \
               AND (links.purpose = 'undo_email' OR users.access_epoch = links.epoch)) \
               RETURNING user_pk";
    p.tx.one(sql, &[&hash, &purpose.code(), &now.0, &p.portal.0], |row| {
        row.get(0).map(UserPk)
    })
}

/// Removes up to `limit` links that stopped working before an instant; says how many.
///
/// # Errors
/// When the database fails.
pub fn remove_old(tx: &mut Tx<'_>, before: Time, limit: i64) -> Result<u64, StoreError> {
    let sql = format!(
        "DELETE FROM links WHERE hash IN (SELECT hash FROM links WHERE expires_at < $1 ORDER BY expires_at LIMIT $2{})",
        dialect::skip_locked(tx.engine()),
    );
    tx.exec(&sql, &[&before.0, &limit])
}

/// Whether a link with this purpose was made for the user since then, used or not.
///
/// # Errors
/// When the database fails.
pub fn sent_since(p: &mut PortalTx<'_, '_>, user: UserPk, purpose: Purpose, since: Time) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM links WHERE user_pk = $1 AND purpose = $2 AND created_at > $3 LIMIT 1";
    Ok(p.tx
        .one(sql, &[&user.0, &purpose.code(), &since.0], |_| Ok(()))?
        .is_some())
}
