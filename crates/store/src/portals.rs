//! Portals and the kept counters' owner row, which set rules lock first.

mod recheck;

pub use recheck::{begin_recheck, next_to_recheck, rechecked, set_clocks, to_recheck};

use crate::StoreError;
use crate::db::{Row, Tx};
use crate::dialect;
use model::catalogue::Catalogue;
use model::ids::{PortalId, PortalPk, UserPk};
use model::name::Slug;
use model::policy::Policy;
use model::time::Time;
use model::user::access::Door;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

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
    /// Its own roles, modules, sub-accounts and apps.
    pub catalogue: Catalogue,
    /// Whether it is for outsiders.
    pub kind: PortalKind,
    /// Whether it is in production.
    pub stage: Stage,
    /// The language of its pages and mails, by code, where a user has chosen none.
    pub language: String,
    /// Seats owned; none for any number.
    pub seat_limit: Option<i64>,
    /// When it was created.
    pub created_at: Time,
    /// Goes up with every change.
    pub version: i64,
}

/// Whom a portal is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PortalKind {
    /// Customers' people.
    External,
    /// The company's own people.
    Internal,
}

impl PortalKind {
    /// The word in the database and the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::External => "external",
            Self::Internal => "internal",
        }
    }
}

/// Whether a portal is in production.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Being built: internal users may hold app roles for testing (S0.7).
    Draft,
    /// Open.
    Production,
}

impl Stage {
    /// The word in the database and the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Production => "production",
        }
    }
}

impl Portal {
    /// Whether app roles are for external users only (S0.6).
    #[must_use]
    pub const fn door(&self) -> Door {
        match (self.kind, self.stage) {
            (PortalKind::External, Stage::Production) => Door::ExternalProduction,
            _ => Door::Open,
        }
    }

    /// Whether people may sign in at all.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.state == "active"
    }
}

/// The columns that make a [`Portal`]. The table is always named `portals`.
pub(crate) const PORTAL_COLUMNS: &str = "portals.pk, portals.id, portals.slug, portals.name, portals.state, \
     portals.preset, portals.policy, portals.seat_limit, portals.created_at, portals.version, portals.catalogue, \
     portals.kind, portals.stage, portals.language";

/// How many columns those are.
pub(crate) const PORTAL_WIDTH: usize = 14;

/// Reads a portal from its columns, which start at `at`.
pub(crate) fn portal(row: &Row<'_>, at: usize) -> Result<Portal, StoreError> {
    let policy: String = row.get(at + 6)?;
    let catalogue: String = row.get(at + 10)?;
    let kind: String = row.get(at + 11)?;
    let stage: String = row.get(at + 12)?;
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
        catalogue: serde_json::from_str(&catalogue)
            .map_err(|e| StoreError::Corrupt(format!("portals.catalogue: {e}")))?,
        kind: if kind == "internal" {
            PortalKind::Internal
        } else {
            PortalKind::External
        },
        stage: if stage == "production" {
            Stage::Production
        } else {
            Stage::Draft
        },
        language: row.get(at + 13)?,
    })
}

/// As [`portal`], without reading rules and catalogue again that this thread has just read: they are long texts, and every
/// request brings its portal. What is remembered is compared with the row, so it is never older than the row.
pub(crate) fn shared(row: &Row<'_>, at: usize) -> Result<Arc<Portal>, StoreError> {
    let id: Uuid = row.get(at + 1)?;
    let known = KNOWN.with_borrow(|known| match known.get(&id) {
        Some(found) if found.is_still(row, at)? => Ok::<_, StoreError>(Some(Arc::clone(&found.portal))),
        _ => Ok(None),
    })?;
    if let Some(portal) = known {
        return Ok(portal);
    }
    let portal = Arc::new(portal(row, at)?);
    let remembered = Remembered {
        portal: Arc::clone(&portal),
        policy: row.get(at + 6)?,
        catalogue: row.get(at + 10)?,
    };
    KNOWN.with_borrow_mut(|known| {
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        known.insert(id, remembered);
    });
    Ok(portal)
}

/// Portals that a thread remembers.
const MOST_KNOWN: usize = 64;

thread_local! {
    static KNOWN: RefCell<HashMap<Uuid, Remembered>> = RefCell::default();
}

/// A portal with the texts that it was read from.
struct Remembered {
    portal: Arc<Portal>,
    policy: String,
    catalogue: String,
}

impl Remembered {
    fn is_still(&self, row: &Row<'_>, at: usize) -> Result<bool, StoreError> {
        let known = &self.portal;
        let same = |n: usize, text: &str| Ok::<_, StoreError>(row.text(at + n)? == text);
        Ok(row.get::<i64>(at + 9)? == known.version
            && row.get::<i64>(at)? == known.pk.0
            && row.get::<Option<i64>>(at + 7)? == known.seat_limit
            && row.get::<i64>(at + 8)? == known.created_at.0
            && same(2, &known.slug)?
            && same(3, &known.name)?
            && same(4, &known.state)?
            && same(5, &known.preset)?
            && same(6, &self.policy)?
            && same(10, &self.catalogue)?
            && same(11, known.kind.code())?
            && same(12, known.stage.code())?
            && same(13, &known.language)?)
    }
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
            seats_held: row.get(PORTAL_WIDTH)?,
            users: row.get(PORTAL_WIDTH + 1)?,
            pending: row.get(PORTAL_WIDTH + 2)?,
        })
    })
}

/// The next free portal number.
///
/// # Errors
/// When the database fails.
pub fn next_pk(tx: &mut Tx<'_>) -> Result<PortalPk, StoreError> {
    let highest = tx.one("SELECT COALESCE(MAX(pk), 0) FROM portals", &[], |row| row.get::<i64>(0))?;
    let next = highest.unwrap_or_default() + 1;
    if next > PortalPk::MOST {
        return Err(StoreError::Other(String::from(
            "there is no number left for another portal",
        )));
    }
    Ok(PortalPk(next))
}

/// Creates a portal with its counters at zero.
///
/// # Errors
/// `Conflict` when the slug is taken.
pub fn insert(tx: &mut Tx<'_>, new: &Portal) -> Result<(), StoreError> {
    let policy = serde_json::to_string(&new.policy).map_err(|e| StoreError::Other(e.to_string()))?;
    let catalogue = serde_json::to_string(&new.catalogue).map_err(|e| StoreError::Other(e.to_string()))?;
    tx.exec(
        "INSERT INTO portals (pk, id, slug, name, state, kind, stage, preset, policy, seat_limit, time_zone, language, \
         next_user, created_at, modified_at, version, catalogue) \
         VALUES ($1, $2, $3, $4, $5, $12, $13, $6, $7, $8, $9, $14, 1, $10, $10, $11, $15)",
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
            &new.kind.code(),
            &new.stage.code(),
            &new.language,
            &catalogue,
        ],
    )?;
    crate::counts::create(tx, new.pk)
}

/// Writes everything of a portal that can change.
///
/// # Errors
/// When the database fails, or somebody else changed the row.
pub fn update(tx: &mut Tx<'_>, portal: &Portal, now: Time) -> Result<(), StoreError> {
    let policy = serde_json::to_string(&portal.policy).map_err(|e| StoreError::Other(e.to_string()))?;
    let catalogue = serde_json::to_string(&portal.catalogue).map_err(|e| StoreError::Other(e.to_string()))?;
    let written = tx.exec(
        "UPDATE portals SET name = $2, state = $3, policy = $4, seat_limit = $5, modified_at = $6, version = version + 1, \
         catalogue = $8, stage = $9, language = $10, kind = $11, time_zone = $12 \
         WHERE pk = $1 AND version = $7",
        &[&portal.pk.0, &portal.name, &portal.state, &policy, &portal.seat_limit, &now.0, &portal.version,
            &catalogue, &portal.stage.code(), &portal.language, &portal.kind.code(), &portal.policy.time_zone_shown],
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

/// Writes one setting where it is not there yet: of two servers at once, the first one's stays.
///
/// # Errors
/// When the database fails.
pub fn begin_setting(tx: &mut Tx<'_>, name: &str, value: &str) -> Result<(), StoreError> {
    tx.exec(
        "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
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
