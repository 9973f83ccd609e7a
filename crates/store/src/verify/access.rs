//! What users were granted, their second factors, and addresses that wait: rows beside the users must agree with them.

use super::{Check, Finding, MOST};
use crate::StoreError;
use crate::db::Tx;
use crate::users::{USER_COLUMNS, grants, user};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "second factors",
        sql: "SELECT portals.slug, users.pk FROM users JOIN portals ON portals.pk = users.portal \
              LEFT JOIN totp ON totp.user_pk = users.pk AND totp.confirmed_at IS NOT NULL \
              WHERE (users.second_factor_at IS NULL) <> (totp.user_pk IS NULL) ORDER BY users.pk",
        say: |row| {
            Ok(format!(
                "User {} has a second factor by the account or by the secret, not by both.",
                row.get::<i64>(1)?
            ))
        },
    },
    Check {
        name: "pending addresses (I8)",
        sql: "SELECT portals.slug, users.pk FROM users JOIN portals ON portals.pk = users.portal \
              JOIN users AS holder ON holder.portal = users.portal AND holder.email_key = users.pending_key \
              AND holder.pk <> users.pk ORDER BY users.pk",
        say: |row| {
            Ok(format!(
                "User {} waits for an address that somebody else has.",
                row.get::<i64>(1)?
            ))
        },
    },
];

/// Whether the index of grants says what the users say.
pub(super) fn index(tx: &mut Tx<'_>) -> Result<Vec<Finding>, StoreError> {
    let mut wanted: BTreeMap<i64, BTreeSet<(String, String)>> = BTreeMap::new();
    let sql = format!("SELECT {USER_COLUMNS} FROM users WHERE users.grants <> '{{}}' ORDER BY users.pk");
    tx.each(&sql, &[], |row| {
        // One that cannot be read is found by the check of computed columns.
        if let Ok(user) = user(row, 0) {
            let rows = grants::rows_of(&user).into_iter();
            wanted.insert(
                user.pk.0,
                rows.map(|(kind, name)| (kind.code().to_owned(), name)).collect(),
            );
        }
        Ok::<_, StoreError>(())
    })?;
    wanted.retain(|_, rows| !rows.is_empty());
    let mut kept: BTreeMap<i64, BTreeSet<(String, String)>> = BTreeMap::new();
    tx.each("SELECT user_pk, kind, name FROM user_grants", &[], |row| {
        kept.entry(row.get(0)?).or_default().insert((row.get(1)?, row.get(2)?));
        Ok::<_, StoreError>(())
    })?;
    let everybody: BTreeSet<i64> = wanted.keys().chain(kept.keys()).copied().collect();
    let differing = everybody.into_iter().filter(|pk| wanted.get(pk) != kept.get(pk));
    Ok(differing
        .take(MOST)
        .map(|pk| Finding {
            check: "grants",
            portal: None,
            detail: format!("The index of grants is wrong about user {pk}."),
        })
        .collect())
}
