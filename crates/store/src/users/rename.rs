//! Names and usernames of many users at once, as an import changes them.

use super::{CHUNK, SortKeys, expect_rows, search};
use crate::StoreError;
use crate::portal_tx::PortalTx;
use crate::users::mapping::Facts;
use crate::values::{Rows, row};
use model::policy::Policy;
use model::user::User;

/// Writes names and usernames with their keys, one statement per chunk, and moves the search entries. The address stays.
///
/// # Errors
/// `Conflict` when a username is taken; an error too when a row is not there or has another version.
pub fn rename(p: &mut PortalTx<'_, '_>, users: &[(&User, &User)], policy: &Policy) -> Result<(), StoreError> {
    for chunk in users.chunks(CHUNK) {
        let before: Vec<&User> = chunk.iter().map(|(before, _)| *before).collect();
        let after: Vec<&User> = chunk.iter().map(|(_, after)| *after).collect();
        search::removed(p, &before)?;
        let mut rows = Rows::default();
        for user in &after {
            let profile = &user.profile;
            let keys = SortKeys::of(user);
            rows.push(row![
                user.pk.0,
                profile.username.as_ref().map(|n| n.as_str().to_owned()),
                profile.username.as_ref().map(|n| n.key().to_owned()),
                profile.first_name.as_ref().map(|n| n.as_str().to_owned()),
                profile.last_name.as_ref().map(|n| n.as_str().to_owned()),
                keys.search,
                keys.name,
                keys.first,
                keys.last,
                keys.username,
                user.modified_at.0,
                user.version,
                user.status.code(),
                user.status.order(),
                Facts::of(user, policy).clock_at,
            ]);
        }
        let names = &[
            "pk",
            "username",
            "username_key",
            "first_name",
            "last_name",
            "search_key",
            "name_sort",
            "first_sort",
            "last_sort",
            "user_sort",
            "modified_at",
            "version",
            "status",
            "status_order",
            "clock_at",
        ];
        let sql = "UPDATE users SET username = v.username, username_key = v.username_key, first_name = v.first_name, \
             last_name = v.last_name, search_key = v.search_key, name_sort = v.name_sort, first_sort = v.first_sort, \
             last_sort = v.last_sort, user_sort = v.user_sort, modified_at = v.modified_at, version = v.version, \
             status = v.status, status_order = v.status_order, clock_at = v.clock_at \
             FROM v WHERE users.pk = v.pk AND users.portal = $1 AND users.version = v.version - 1";
        let portal: &dyn crate::db::Param = &p.portal.0;
        let written = rows.update(p.tx, &[portal], names, sql)?;
        expect_rows(written, rows.len())?;
        search::added(p, &after)?;
    }
    Ok(())
}
