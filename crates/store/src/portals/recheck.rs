//! The pass over all users of a portal after a change of its policy. Where it stands is a column, so a crash resumes it.

use crate::StoreError;
use crate::db::{Param, Tx};
use crate::portal_tx::PortalTx;
use crate::users::expect_rows;
use crate::values::{Rows, row};
use model::ids::{PortalPk, UserPk};
use model::time::Time;

/// From now on every user of the portal is looked at again, from the first one.
///
/// # Errors
/// When the database fails.
pub fn begin_recheck(tx: &mut Tx<'_>, portal: PortalPk) -> Result<(), StoreError> {
    let written = tx.exec("UPDATE portals SET recheck_after = 0 WHERE pk = $1", &[&portal.0])?;
    expect_rows(written, 1)
}

/// A portal whose users are to be looked at.
///
/// # Errors
/// When the database fails.
pub fn to_recheck(tx: &mut Tx<'_>) -> Result<Option<PortalPk>, StoreError> {
    let sql = "SELECT pk FROM portals WHERE recheck_after IS NOT NULL ORDER BY pk LIMIT 1";
    tx.one(sql, &[], |row| row.get(0).map(PortalPk))
}

/// The next users of the pass; none where there is no pass, an empty list at its end. Lock the portal first.
///
/// # Errors
/// When the database fails.
pub fn next_to_recheck(p: &mut PortalTx<'_, '_>, limit: i64) -> Result<Option<Vec<UserPk>>, StoreError> {
    let sql = "SELECT recheck_after FROM portals WHERE pk = $1";
    let after =
        p.tx.one(sql, &[&p.portal.0], |row| row.get::<Option<i64>>(0))?
            .flatten();
    let Some(after) = after else { return Ok(None) };
    // By the range of row keys: with the portal's number SQLite would read and sort the whole portal for each chunk.
    let (least, most) = UserPk::range(p.portal);
    let sql = "SELECT pk FROM users WHERE pk > $1 AND pk <= $2 ORDER BY pk LIMIT $3";
    let found = p.tx.rows(sql, &[&after.max(least - 1), &most, &limit], |row| {
        row.get(0).map(UserPk)
    })?;
    Ok(Some(found))
}

/// Notes how far the pass has come; nothing for its end.
///
/// # Errors
/// When the database fails.
pub fn rechecked(p: &mut PortalTx<'_, '_>, up_to: Option<UserPk>) -> Result<(), StoreError> {
    let sql = "UPDATE portals SET recheck_after = $2 WHERE pk = $1";
    expect_rows(p.tx.exec(sql, &[&p.portal.0, &up_to.map(|pk| pk.0)])?, 1)
}

/// Sets when the clock comes back for users, without touching anything else: one statement.
///
/// # Errors
/// When the database fails.
pub fn set_clocks(p: &mut PortalTx<'_, '_>, clocks: &[(UserPk, Option<Time>)]) -> Result<(), StoreError> {
    if clocks.is_empty() {
        return Ok(());
    }
    let mut rows = Rows::default();
    for (pk, at) in clocks {
        rows.push(row![pk.0, at.map(|t| t.0)]);
    }
    let names = &["pk", "clock_at"];
    let sql = "UPDATE users SET clock_at = v.clock_at FROM v \
         WHERE users.pk = v.pk AND users.portal = $1";
    let portal: &dyn Param = &p.portal.0;
    let written = rows.update(p.tx, &[portal], names, sql)?;
    expect_rows(written, rows.len())
}
