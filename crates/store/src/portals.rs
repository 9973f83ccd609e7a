//! Portals and the kept counters' owner row, which set rules lock first.

use crate::StoreError;
use crate::db::{Row, Tx};
use crate::dialect;
use model::ids::{PortalId, PortalPk, UserPk};
use model::name::Slug;
use model::policy::Policy;
use model::time::Time;

/// A portal.
#[derive(Clone, PartialEq, Debug)]
pub struct Portal {
    /// Row key.
    pub pk: PortalPk,
    /// Public id.
    pub id: PortalId,
    /// The word in URLs.
    pub slug: String,
    /// The name that people see.
    pub name: String,
    /// `active`, `suspended` or `closing`.
    pub state: String,
    /// The preset it was made from.
    pub preset: String,
    /// Its rules.
    pub policy: Policy,
    /// Seats owned; none for any number.
    pub seat_limit: Option<i64>,
    /// When it was created.
    pub created_at: Time,
    /// Goes up with every change.
    pub version: i64,
}

impl Portal {
    /// Whether people may sign in at all.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.state == "active"
    }
}

/// The columns that make a [`Portal`]. The table is always named `portals`.
pub(crate) const PORTAL_COLUMNS: &str = "portals.pk, portals.id, portals.slug, portals.name, portals.state, \
     portals.preset, portals.policy, portals.seat_limit, portals.created_at, portals.version";

/// Reads a portal from its columns, which start at `at`.
pub(crate) fn portal(row: &Row<'_>, at: usize) -> Result<Portal, StoreError> {
    let policy: String = row.get(at + 6)?;
    Ok(Portal {
        pk: PortalPk(row.get(at)?),
        id: PortalId(row.get(at + 1)?),
        slug: row.get(at + 2)?,
        name: row.get(at + 3)?,
        state: row.get(at + 4)?,
        preset: row.get(at + 5)?,
        policy: serde_json::from_str(&policy).map_err(|e| StoreError::Corrupt(format!("portals.policy: {e}")))?,
        seat_limit: row.get(at + 7)?,
        created_at: Time(row.get(at + 8)?),
        version: row.get(at + 9)?,
    })
}

/// The portal with this slug.
///
/// # Errors
/// When the database fails.
pub fn by_slug(tx: &mut Tx<'_>, slug: &str) -> Result<Option<Portal>, StoreError> {
    // What is no slug names no portal; PostgreSQL would refuse a NUL as an error.
    if Slug::parse(slug).is_err() {
        return Ok(None);
    }
    tx.one(
        &format!("SELECT {PORTAL_COLUMNS} FROM portals WHERE slug = $1"),
        &[&slug],
        |row| portal(row, 0),
    )
}

/// The portal with this row key.
///
/// # Errors
/// When the database fails.
pub fn by_pk(tx: &mut Tx<'_>, pk: PortalPk) -> Result<Option<Portal>, StoreError> {
    tx.one(
        &format!("SELECT {PORTAL_COLUMNS} FROM portals WHERE pk = $1"),
        &[&pk.0],
        |row| portal(row, 0),
    )
}

/// The portal, with its row locked until the commit: set rules over the portal are decided behind this lock.
///
/// # Errors
/// When the database fails.
pub fn lock(tx: &mut Tx<'_>, pk: PortalPk) -> Result<Option<Portal>, StoreError> {
    let lock = if tx.is_read_only() {
        ""
    } else {
        dialect::for_no_key_update(tx.engine())
    };
    let sql = format!("SELECT {PORTAL_COLUMNS} FROM portals WHERE pk = $1{lock}");
    tx.one(&sql, &[&pk.0], |row| portal(row, 0))
}

/// A portal with the numbers that the provider's list shows.
#[derive(Clone, PartialEq, Debug)]
pub struct PortalLine {
    /// The portal.
    pub portal: Portal,
    /// Seats held.
    pub seats_held: i64,
    /// Users of any status but deleted.
    pub users: i64,
    /// Users whose invitation is open or has run out.
    pub pending: i64,
}

/// The customers' portals, by name; for limited staff only those assigned to `staff`.
///
/// # Errors
/// When the database fails.
pub fn list(tx: &mut Tx<'_>, staff: Option<UserPk>) -> Result<Vec<PortalLine>, StoreError> {
    let sum = |names: &str| {
        format!(
            "COALESCE((SELECT CAST(SUM(n) AS BIGINT) FROM counts WHERE counts.portal = portals.pk AND counts.name {names}), 0)"
        )
    };
    let sql = format!(
        "SELECT {PORTAL_COLUMNS}, {}, {}, {} FROM portals WHERE portals.pk <> 1 \
         AND (CAST($1 AS BIGINT) = 0 OR portals.pk IN (SELECT portal FROM staff_portals WHERE user_pk = CAST($1 AS BIGINT))) ORDER BY portals.name, portals.pk",
        sum("= 'seats'"),
        sum("NOT IN ('seats', 'status:DELETED')"),
        sum(
            "IN ('status:ADDED', 'status:INVITED', 'status:INVITE_EXPIRED', 'status:INVITE_REVOKED', 'status:PROVISIONED')"
        ),
    );
    let staff = staff.map_or(0, |pk| pk.0);
    tx.rows(&sql, &[&staff], |row| {
        Ok(PortalLine {
            portal: portal(row, 0)?,
            seats_held: row.get(10)?,
            users: row.get(11)?,
            pending: row.get(12)?,
        })
    })
}

/// The next free portal number.
///
/// # Errors
/// When the database fails.
pub fn next_pk(tx: &mut Tx<'_>) -> Result<PortalPk, StoreError> {
    let highest = tx.one("SELECT COALESCE(MAX(pk), 0) FROM portals", &[], |row| row.get::<i64>(0))?;
    Ok(PortalPk(highest.unwrap_or_default() + 1))
}

/// Creates a portal with its counters at zero.
///
/// # Errors
/// `Conflict` when the slug is taken.
pub fn insert(tx: &mut Tx<'_>, new: &Portal) -> Result<(), StoreError> {
    let policy = serde_json::to_string(&new.policy).map_err(|e| StoreError::Other(e.to_string()))?;
    tx.exec(
        "INSERT INTO portals (pk, id, slug, name, state, kind, stage, preset, policy, seat_limit, time_zone, language, \
         next_user, created_at, modified_at, version) \
         VALUES ($1, $2, $3, $4, $5, 'external', 'draft', $6, $7, $8, $9, 'en', 1, $10, $10, $11)",
        &[
            &new.pk.0,
            &new.id.0,
            &new.slug,
            &new.name,
            &new.state,
            &new.preset,
            &policy,
            &new.seat_limit,
            &new.policy.time_zone_shown,
            &new.created_at.0,
            &new.version,
        ],
    )?;
    crate::counts::create(tx, new.pk)
}

/// Writes name, state, policy and seats of a portal.
///
/// # Errors
/// When the database fails, or somebody else changed the row.
pub fn update(tx: &mut Tx<'_>, portal: &Portal, now: Time) -> Result<(), StoreError> {
    let policy = serde_json::to_string(&portal.policy).map_err(|e| StoreError::Other(e.to_string()))?;
    let written = tx.exec(
        "UPDATE portals SET name = $2, state = $3, policy = $4, seat_limit = $5, modified_at = $6, version = version + 1 \
         WHERE pk = $1 AND version = $7",
        &[&portal.pk.0, &portal.name, &portal.state, &policy, &portal.seat_limit, &now.0, &portal.version],
    )?;
    crate::users::expect_rows(written, 1)
}

/// One setting of the installation.
///
/// # Errors
/// When the database fails.
pub fn setting(tx: &mut Tx<'_>, name: &str) -> Result<Option<String>, StoreError> {
    tx.one("SELECT value FROM settings WHERE name = $1", &[&name], |row| row.get(0))
}

/// Writes one setting of the installation.
///
/// # Errors
/// When the database fails.
pub fn set_setting(tx: &mut Tx<'_>, name: &str, value: &str) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        &[&name, &value],
    )?;
    Ok(())
}

/// Removes one setting; says whether it was there.
///
/// # Errors
/// When the database fails.
pub fn take_setting(tx: &mut Tx<'_>, name: &str, value: &str) -> Result<bool, StoreError> {
    Ok(tx.exec("DELETE FROM settings WHERE name = $1 AND value = $2", &[&name, &value])? == 1)
}
