//! I3, I8 and the columns that are computed from other columns of a user.

use super::{Check, Finding, MOST};
use crate::StoreError;
use crate::db::{Row, Tx};
use crate::users::{SortKeys, USER_COLUMNS, USER_WIDTH, user};
use model::status::Status;
use model::user::User;

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "links (I3)",
        sql: "SELECT portals.slug, links.user_pk, links.purpose, COUNT(*) FROM links JOIN users ON users.pk = links.user_pk \
              JOIN portals ON portals.pk = users.portal WHERE links.used_at IS NULL AND links.voided_at IS NULL \
              GROUP BY portals.slug, links.user_pk, links.purpose, CASE WHEN links.purpose = 'undo_email' THEN links.email END \
              HAVING COUNT(*) > 1 ORDER BY links.user_pk",
        say: |row| {
            let (pk, n) = (row.get::<i64>(1)?, row.get::<i64>(3)?);
            Ok(format!("User {pk} has {n} live links for {}.", row.text(2)?))
        },
    },
    Check {
        name: "addresses (I8)",
        sql: "SELECT portals.slug, users.email_key, COUNT(*) FROM users JOIN portals ON portals.pk = users.portal \
              GROUP BY portals.pk, portals.slug, users.email_key HAVING COUNT(*) > 1 ORDER BY users.email_key",
        say: |row| {
            Ok(format!(
                "{} users have the address {}.",
                row.get::<i64>(2)?,
                row.text(1)?
            ))
        },
    },
    Check {
        name: "usernames (I8)",
        sql: "SELECT portals.slug, users.username_key, COUNT(*) FROM users JOIN portals ON portals.pk = users.portal \
              WHERE users.username_key IS NOT NULL \
              GROUP BY portals.pk, portals.slug, users.username_key HAVING COUNT(*) > 1 ORDER BY users.username_key",
        say: |row| {
            Ok(format!(
                "{} users have the username {}.",
                row.get::<i64>(2)?,
                row.text(1)?
            ))
        },
    },
    Check {
        name: "row keys",
        sql: "SELECT portals.slug, users.pk FROM users JOIN portals ON portals.pk = users.portal \
              WHERE (users.pk >> 32) <> users.portal ORDER BY users.pk",
        say: |row| {
            Ok(format!(
                "User {} has the row key of another portal.",
                row.get::<i64>(1)?
            ))
        },
    },
    Check {
        name: "running numbers",
        sql: "SELECT portals.slug, portals.next_user, highest.n FROM portals JOIN \
              (SELECT portal, MAX(pk - portal * 4294967296) AS n FROM users GROUP BY portal) AS highest \
              ON highest.portal = portals.pk WHERE highest.n >= portals.next_user ORDER BY portals.pk",
        say: |row| {
            let (next, highest) = (row.get::<i64>(1)?, row.get::<i64>(2)?);
            Ok(format!(
                "The next user would get the number {next}, but {highest} is taken."
            ))
        },
    },
    Check {
        name: "clock",
        sql: "SELECT portals.slug, users.pk FROM users JOIN portals ON portals.pk = users.portal \
              WHERE users.lifecycle = 'pending' AND users.lifecycle_detail = 'invited' AND users.status = 'INVITED' \
              AND users.clock_at IS NULL ORDER BY users.pk",
        say: |row| {
            Ok(format!(
                "The invitation of user {} would never run out.",
                row.get::<i64>(1)?
            ))
        },
    },
];

/// Whether every status is stored with its place in the order, and whether it is the one of the deleted.
pub(super) fn status_order(tx: &mut Tx<'_>) -> Result<Vec<Finding>, StoreError> {
    let sql = "SELECT portals.slug, users.status, users.status_order, users.deleted, COUNT(*) FROM users \
               JOIN portals ON portals.pk = users.portal \
               GROUP BY portals.pk, portals.slug, users.status, users.status_order, users.deleted \
               ORDER BY portals.pk, users.status_order, users.deleted";
    let rows = tx.rows(sql, &[], |row| {
        Ok((
            row.get::<Option<String>>(0)?,
            row.get::<String>(1)?,
            row.get::<i64>(2)?,
            row.get::<bool>(3)?,
            row.get::<i64>(4)?,
        ))
    })?;
    let wrong = rows.into_iter().filter(|(_, code, order, deleted, _)| {
        let known = Status::from_code(code).map(|status| (status.order(), status == Status::Deleted));
        known != Some((*order, *deleted))
    });
    let finding = |(portal, status, order, deleted, n): (Option<String>, String, i64, bool, i64)| {
        let place = Status::from_code(&status).map(Status::order);
        let wrong = match deleted {
            _ if place != Some(order) => format!("at place {order}"),
            true => String::from("and are marked as deleted"),
            false => String::from("and are not marked as deleted"),
        };
        Finding {
            check: "status",
            portal,
            detail: format!("{n} users have the status {status} {wrong}."),
        }
    };
    Ok(wrong.map(finding).collect())
}

/// So many users are looked at one by one.
const USERS: i64 = 100_000;

/// Whether the computed columns of users are what this program computes from the others.
pub(super) fn keys(tx: &mut Tx<'_>) -> Result<Vec<Finding>, StoreError> {
    let sql = format!(
        "SELECT {USER_COLUMNS}, users.email_key, users.username_key, users.search_key, users.name_sort, users.first_sort, \
         users.last_sort, users.user_sort, users.email_sort, portals.slug FROM users \
         JOIN portals ON portals.pk = users.portal ORDER BY users.pk LIMIT $1"
    );
    let mut found = Vec::new();
    tx.each(&sql, &[&USERS], |row| {
        let detail = match user(row, 0) {
            Ok(user) => differing(&user, row)?,
            Err(StoreError::Corrupt(text)) => Some(format!("User {} cannot be read: {text}.", row.get::<i64>(0)?)),
            Err(error) => return Err(error),
        };
        if let Some(detail) = detail.filter(|_| found.len() < MOST) {
            found.push(Finding {
                check: "computed columns (I8)",
                portal: row.get(USER_WIDTH + 8)?,
                detail,
            });
        }
        Ok::<_, StoreError>(())
    })?;
    Ok(found)
}

fn differing(user: &User, row: &Row<'_>) -> Result<Option<String>, StoreError> {
    let keys = SortKeys::of(user);
    let profile = &user.profile;
    let text = |i: usize, computed: Option<&str>| Ok::<_, StoreError>(row.optional_text(USER_WIDTH + i)? == computed);
    let bytes = |i: usize, computed: Option<&[u8]>| {
        Ok::<_, StoreError>(row.get::<Option<Vec<u8>>>(USER_WIDTH + i)?.as_deref() == computed)
    };
    let columns = [
        ("email_key", text(0, Some(profile.email.key()))?),
        (
            "username_key",
            text(1, profile.username.as_ref().map(|name| name.key()))?,
        ),
        ("search_key", text(2, Some(&keys.search))?),
        ("name_sort", bytes(3, keys.name.as_deref())?),
        ("first_sort", bytes(4, keys.first.as_deref())?),
        ("last_sort", bytes(5, keys.last.as_deref())?),
        ("user_sort", bytes(6, keys.username.as_deref())?),
        ("email_sort", bytes(7, Some(&keys.email))?),
    ];
    let wrong: Vec<&str> = columns
        .into_iter()
        .filter(|(_, equal)| !equal)
        .map(|(name, _)| name)
        .collect();
    Ok((!wrong.is_empty()).then(|| format!("User {} has a wrong {}.", user.pk.0, wrong.join(", "))))
}
