//! Kept counters per portal: users per status, and seats held. Changed only by the sums of a plan.

use crate::StoreError;
use crate::db::{Param, Tx};
use crate::portal_tx::PortalTx;
use crate::users::seen::{self, Value};
use crate::values::{Rows, row};
use model::ids::PortalPk;
use model::plan::CountDelta;
use model::status::Status;
use std::collections::BTreeMap;

/// The counters of one portal.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Users per status; a status without users may be missing.
    pub status: BTreeMap<Status, i64>,
    /// Seats held.
    pub seats: i64,
}

impl Counts {
    /// Users in any of these statuses.
    #[must_use]
    pub fn of(&self, statuses: &[Status]) -> i64 {
        statuses.iter().filter_map(|s| self.status.get(s)).sum()
    }
}

fn name_of(status: Status) -> String {
    format!("status:{}", status.code())
}

pub(crate) fn create(tx: &mut Tx<'_>, portal: PortalPk) -> Result<(), StoreError> {
    let mut rows = Rows::default();
    for status in Status::ALL {
        rows.push(row![portal.0, name_of(*status), 0i64]);
    }
    rows.push(row![portal.0, String::from("seats"), 0i64]);
    let sql = |values: &str| format!("INSERT INTO counts (portal, name, n) {values}");
    rows.exec(tx, &[], sql)?;
    Ok(())
}

/// Adds the sums of a plan: one statement.
///
/// # Errors
/// When the database fails.
pub fn add(p: &mut PortalTx<'_, '_>, delta: &CountDelta) -> Result<(), StoreError> {
    let mut rows = Rows::default();
    for (status, n) in delta.status.iter().filter(|(_, n)| **n != 0) {
        rows.push(row![name_of(*status), *n]);
    }
    if delta.seats != 0 {
        rows.push(row![String::from("seats"), delta.seats]);
    }
    if rows.len() == 0 {
        return Ok(());
    }
    let names = &["name", "n"];
    let sql = "UPDATE counts SET n = counts.n + v.n FROM v WHERE counts.portal = $1 AND counts.name = v.name";
    let portal: &dyn Param = &p.portal.0;
    let written = rows.update(p.tx, &[portal], names, sql)?;
    crate::users::expect_rows(written, rows.len())
}

/// The same numbers over those whom the actor sees. Where that is not everybody, they are counted.
///
/// # Errors
/// When the database fails.
pub fn seen(p: &mut PortalTx<'_, '_>) -> Result<Counts, StoreError> {
    let mut params: Vec<Value> = vec![Box::new(p.portal.0)];
    let bind = |value: Value| {
        params.push(value);
        format!("${}", params.len())
    };
    let Some(keys) = seen::keys(&p.sight, p.portal, bind) else {
        return of_portal(p);
    };
    let sql = format!(
        "SELECT users.status, COUNT(*), COUNT(CASE WHEN users.lifecycle = 'active' THEN 1 END) FROM ({keys}) AS seen \
         JOIN users ON users.pk = seen.pk WHERE users.portal = $1 GROUP BY users.status"
    );
    let rows = p.tx.rows(&sql, &seen::bound(&params), |row| {
        Ok((row.get::<String>(0)?, row.get::<i64>(1)?, row.get::<i64>(2)?))
    })?;
    let mut counts = Counts::default();
    for (code, n, seats) in rows {
        let status = Status::from_code(&code);
        let status = status.ok_or_else(|| StoreError::Corrupt(format!("users.status is {code:?}")))?;
        counts.status.insert(status, n);
        counts.seats += seats;
    }
    Ok(counts)
}

/// The counters of the portal.
///
/// # Errors
/// When the database fails.
pub fn of_portal(p: &mut PortalTx<'_, '_>) -> Result<Counts, StoreError> {
    let rows =
        p.tx.rows("SELECT name, n FROM counts WHERE portal = $1", &[&p.portal.0], |row| {
            Ok((row.get::<String>(0)?, row.get::<i64>(1)?))
        })?;
    let mut counts = Counts::default();
    for (name, n) in rows {
        match name.strip_prefix("status:").and_then(Status::from_code) {
            Some(status) => {
                counts.status.insert(status, n);
            }
            None if name == "seats" => counts.seats = n,
            None => {}
        }
    }
    Ok(counts)
}
