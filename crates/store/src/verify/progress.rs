//! I6 and I7: operations, their items and their lines in the log.

use super::{Check, Finding, MOST};
use crate::StoreError;
use crate::db::Tx;
use crate::operations::SINGLE;
use uuid::Uuid;

pub(super) const CHECKS: &[Check] = &[Check {
    name: "operations (I6)",
    sql: "SELECT portals.slug, operations.id, operations.done + operations.skipped + operations.failed, operations.total \
              FROM operations JOIN portals ON portals.pk = operations.portal WHERE operations.state <> 'running' \
              AND operations.done + operations.skipped + operations.failed <> operations.total ORDER BY operations.id",
    say: |row| {
        let (id, reached, total) = (row.get::<Uuid>(1)?, row.get::<i64>(2)?, row.get::<i64>(3)?);
        Ok(format!("Operation {id} is finished with {reached} of {total}."))
    },
}];

/// Whether the counters of operations over sets are those of their items.
pub(super) fn operations(tx: &mut Tx<'_>) -> Result<Vec<Finding>, StoreError> {
    let sql = format!(
        "SELECT portals.slug, o.id, o.total, o.done, o.skipped, o.failed, COALESCE(i.total, 0), COALESCE(i.done, 0), \
         COALESCE(i.skipped, 0), COALESCE(i.failed, 0) FROM operations AS o JOIN portals ON portals.pk = o.portal LEFT JOIN \
         (SELECT operation, COUNT(*) AS total, COUNT(CASE WHEN outcome = 'done' THEN 1 END) AS done, \
          COUNT(CASE WHEN outcome = 'skipped' THEN 1 END) AS skipped, COUNT(CASE WHEN outcome = 'failed' THEN 1 END) AS failed \
          FROM operation_items GROUP BY operation) AS i ON i.operation = o.id \
         WHERE o.work NOT LIKE $1 AND (o.total <> COALESCE(i.total, 0) OR o.done <> COALESCE(i.done, 0) \
         OR o.skipped <> COALESCE(i.skipped, 0) OR o.failed <> COALESCE(i.failed, 0)) ORDER BY o.id LIMIT {MOST}"
    );
    tx.rows(&sql, &[&SINGLE], |row| {
        let numbers = |at: usize| -> Result<String, StoreError> {
            let n = |i: usize| row.get::<i64>(at + i);
            Ok(format!(
                "{} asked, {} done, {} skipped, {} failed",
                n(0)?,
                n(1)?,
                n(2)?,
                n(3)?
            ))
        };
        let detail = format!(
            "Operation {} says {}; its items say {}.",
            row.get::<Uuid>(1)?,
            numbers(2)?,
            numbers(6)?
        );
        Ok(Finding {
            check: "operations (I6)",
            portal: row.get(0)?,
            detail,
        })
    })
}

/// Whether every change of a finished operation has its one line in the log. A move into a freed seat and a mail given up
/// are consequences with lines of their own.
pub(super) fn events(tx: &mut Tx<'_>) -> Result<Vec<Finding>, StoreError> {
    let sql = format!(
        "SELECT portals.slug, o.id, o.done, COALESCE(e.n, 0) FROM operations AS o JOIN portals ON portals.pk = o.portal LEFT JOIN \
         (SELECT operation, COUNT(*) AS n FROM events WHERE operation IS NOT NULL AND result = 'done' \
          AND target_pk IS NOT NULL AND action NOT IN ('user.moved_up', 'mail.given_up') GROUP BY operation) AS e \
         ON e.operation = o.id \
         WHERE o.state <> 'running' AND o.work NOT LIKE $1 AND o.done <> COALESCE(e.n, 0) ORDER BY o.id LIMIT {MOST}"
    );
    tx.rows(&sql, &[&SINGLE], |row| {
        let (id, done, lines) = (row.get::<Uuid>(1)?, row.get::<i64>(2)?, row.get::<i64>(3)?);
        let detail = format!("Operation {id} changed {done} users and has {lines} lines in the log.");
        Ok(Finding {
            check: "activity (I7)",
            portal: row.get(0)?,
            detail,
        })
    })
}
