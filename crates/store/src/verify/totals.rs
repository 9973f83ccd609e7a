//! I1 and I2: seats, kept counters, admins.

use super::Check;

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "seats (I1)",
        sql: "SELECT portals.slug, held.n, portals.seat_limit FROM portals JOIN \
              (SELECT portal, COUNT(*) AS n FROM users WHERE lifecycle = 'active' GROUP BY portal) AS held \
              ON held.portal = portals.pk WHERE held.n > portals.seat_limit ORDER BY portals.pk",
        say: |row| {
            Ok(format!(
                "{} seats are held of {}.",
                row.get::<i64>(1)?,
                row.get::<i64>(2)?
            ))
        },
    },
    Check {
        // Kept and counted numbers are added up side by side, so a row that is missing on either side shows too.
        name: "counters (I1)",
        sql: "SELECT portals.slug, sums.name, sums.kept, sums.counted FROM portals JOIN \
              (SELECT portal, name, CAST(SUM(kept) AS BIGINT) AS kept, CAST(SUM(counted) AS BIGINT) AS counted FROM \
                (SELECT portal, name, n AS kept, 0 AS counted FROM counts \
                 UNION ALL SELECT portal, 'status:' || status, 0, COUNT(*) FROM users GROUP BY portal, status \
                 UNION ALL SELECT portal, 'seats', 0, COUNT(*) FROM users WHERE lifecycle = 'active' GROUP BY portal) AS numbers \
               GROUP BY portal, name) AS sums ON sums.portal = portals.pk \
              WHERE sums.kept <> sums.counted OR sums.kept < 0 ORDER BY portals.pk, sums.name",
        say: |row| {
            let (kept, counted) = (row.get::<i64>(2)?, row.get::<i64>(3)?);
            Ok(format!(
                "The counter {} is {kept}, the rows are {counted}.",
                row.text(1)?
            ))
        },
    },
    Check {
        name: "admins (I2)",
        sql: "SELECT portals.slug, COUNT(*) FROM portals JOIN users ON users.portal = portals.pk \
              WHERE portals.state <> 'suspended' AND users.role IN ('admin', 'owner') \
              AND (users.lifecycle = 'active' OR (users.lifecycle = 'inactive' AND users.lifecycle_detail <> 'no_seat' AND users.password_state <> 'none')) \
              GROUP BY portals.pk, portals.slug \
              HAVING SUM(CASE WHEN users.lifecycle = 'active' AND users.email_verified_at IS NOT NULL \
                              AND (users.lock_kind IS NULL OR users.lock_kind <> 'admin') \
                              AND users.password_state <> 'none' THEN 1 ELSE 0 END) = 0 ORDER BY portals.pk",
        say: |row| Ok(format!("None of {} admins is able to sign in.", row.get::<i64>(1)?)),
    },
];
