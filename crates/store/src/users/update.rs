//! Changes of users that are there: their facts set-wise, their names and addresses one by one.

use super::insert::SortKeys;
use super::mapping::{self, Facts};
use super::{CHUNK, expect_rows, search};
use crate::StoreError;
use crate::portal_tx::PortalTx;
use crate::values::{Rows, row};
use model::policy::Policy;
use model::status::Status;
use model::user::User;

/// Writes the facts of changed users, each as it was and as it is: one statement per chunk. Names and addresses are written
/// by [`update_profile`].
///
/// # Errors
/// When the database fails, or a row is not there or has another version than the one the change was decided on.
pub fn update(p: &mut PortalTx<'_, '_>, users: &[(&User, &User)], policy: &Policy) -> Result<(), StoreError> {
    for chunk in users.chunks(CHUNK) {
        let rarely = chunk.iter().any(|(before, after)| changes_rarely(before, after));
        let mut rows = Rows::default();
        for (_, user) in chunk {
            let facts = Facts::of(user, policy);
            let often = row![
                user.pk.0,
                facts.lifecycle,
                facts.detail,
                facts.at,
                user.lifecycle_since.0,
                facts.lock_kind,
                facts.lock_until,
                facts.lock_failures,
                facts.lock_by,
                facts.lock_reason,
                facts.password_state,
                facts.password_at,
                user.email_verified_at.map(|t| t.0),
                user.access_epoch,
                user.status.code(),
                user.status.order(),
                facts.clock_at,
                user.modified_at.0,
                user.version,
                mapping::grants_text(user)?,
            ];
            if !rarely {
                rows.push(often);
                continue;
            }
            let pending = user.pending_email.as_ref();
            let seldom = row![
                user.role.slug.clone(),
                user.role.rank,
                pending.map(|p| p.email.to_string()),
                pending.map(|p| p.email.key().to_owned()),
                pending.map(|p| p.since.0),
                pending.and_then(|p| p.verified_before).map(|t| t.0),
                user.second_factor_at.map(|t| t.0),
                is_deleted(user),
            ];
            rows.push(often.into_iter().chain(seldom));
        }
        let names = [OFTEN, SELDOM].concat();
        let names = if rarely { &names[..] } else { OFTEN };
        let set: Vec<String> = names[1..].iter().map(|name| format!("{name} = v.{name}")).collect();
        let sql = format!(
            "UPDATE users SET {} FROM v WHERE users.pk = v.pk AND users.portal = $1 AND users.version = v.version - 1",
            set.join(", ")
        );
        let portal: &dyn crate::db::Param = &p.portal.0;
        let written = rows.update(p.tx, &[portal], names, &sql)?;
        expect_rows(written, rows.len())?;
        let marked = chunk
            .iter()
            .filter(|(before, after)| is_deleted(before) != is_deleted(after));
        search::marked(p, &marked.map(|(_, after)| *after).collect::<Vec<_>>())?;
    }
    Ok(())
}

pub(super) fn is_deleted(user: &User) -> bool {
    user.status == Status::Deleted
}

/// The columns of [`update`] that most commands change.
const OFTEN: &[&str] = &[
    "pk",
    "lifecycle",
    "lifecycle_detail",
    "lifecycle_at",
    "lifecycle_since",
    "lock_kind",
    "lock_until",
    "lock_failures",
    "lock_by",
    "lock_reason",
    "password_state",
    "password_at",
    "email_verified_at",
    "access_epoch",
    "status",
    "status_order",
    "clock_at",
    "modified_at",
    "version",
    "grants",
];

/// Those that few change, and that have indexes: naming them would rewrite the indexes, whatever the values.
const SELDOM: &[&str] = &[
    "role",
    "role_rank",
    "pending_email",
    "pending_key",
    "pending_since",
    "pending_verified",
    "second_factor_at",
    "deleted",
];

fn changes_rarely(before: &User, after: &User) -> bool {
    before.role != after.role
        || before.pending_email != after.pending_email
        || before.second_factor_at != after.second_factor_at
        || is_deleted(before) != is_deleted(after)
}

/// Writes names, address, username, language and time zone with their keys, and moves the search entry.
///
/// # Errors
/// `Conflict` when the address or username is taken.
pub fn update_profile(
    p: &mut PortalTx<'_, '_>,
    before: &User,
    after: &User,
    policy: &Policy,
) -> Result<(), StoreError> {
    let facts = Facts::of(after, policy);
    let keys = SortKeys::of(after);
    let profile = &after.profile;
    search::removed(p, &[before])?;
    let written = p.tx.exec(
        "UPDATE users SET email = $3, email_key = $4, username = $5, username_key = $6, first_name = $7, last_name = $8, \
         search_key = $9, name_sort = $10, first_sort = $11, last_sort = $12, user_sort = $13, email_sort = $14, \
         modified_at = $15, version = $16, status = $17, status_order = $18, clock_at = $19, language = $20, time_zone = $21 \
         WHERE pk = $1 AND portal = $2 AND version + 1 = $16",
        &[
            &after.pk.0, &p.portal.0, &profile.email.to_string(), &profile.email.key().to_owned(),
            &profile.username.as_ref().map(|n| n.as_str().to_owned()), &profile.username.as_ref().map(|n| n.key().to_owned()),
            &profile.first_name.as_ref().map(|n| n.as_str().to_owned()), &profile.last_name.as_ref().map(|n| n.as_str().to_owned()),
            &keys.search, &keys.name, &keys.first, &keys.last, &keys.username, &keys.email, &after.modified_at.0, &after.version,
            &after.status.code(),
            &after.status.order(),
            &facts.clock_at,
            &after.language,
            &after.time_zone,
        ],
    )?;
    expect_rows(written, 1)?;
    search::added(p, &[after])
}
