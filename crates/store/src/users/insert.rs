//! New users: their numbers, their rows and what they are found by.

use super::update::is_deleted;
use super::{CHUNK, expect_rows, grants, mapping, search};
use crate::StoreError;
use crate::portal_tx::PortalTx;
use crate::values::{Rows, row};
use mapping::Facts;
use model::ids::UserPk;
use model::keys::{search_key, sort_key};
use model::policy::Policy;
use model::user::User;

/// The rule of a portal that has had as many users as row keys have room for.
pub const NO_NUMBER_LEFT: &str = "portals.next_user";

/// Takes `n` running numbers of the portal; the first of them is returned.
///
/// # Errors
/// `Conflict` on [`NO_NUMBER_LEFT`] when the portal has not so many, `Corrupt` when it is gone.
pub fn take_numbers(p: &mut PortalTx<'_, '_>, n: usize) -> Result<i64, StoreError> {
    let n = i64::try_from(n).map_err(|_| StoreError::Other(String::from("too many users at once")))?;
    let sql = "UPDATE portals SET next_user = next_user + $2 WHERE pk = $1 RETURNING next_user";
    let next = p.tx.one(sql, &[&p.portal.0, &n], |row| row.get::<i64>(0))?;
    let next = next.ok_or_else(|| StoreError::Corrupt(String::from("the portal of the transaction does not exist")))?;
    if next > UserPk::MOST {
        return Err(StoreError::Conflict {
            constraint: NO_NUMBER_LEFT.to_owned(),
        });
    }
    Ok(next - n)
}

/// Inserts users and their search entries. Addresses must be free: the unique index refuses the whole statement otherwise.
///
/// # Errors
/// `Conflict` when an address or username is taken.
pub fn insert(p: &mut PortalTx<'_, '_>, users: &[&User], policy: &Policy) -> Result<(), StoreError> {
    for chunk in users.chunks(CHUNK) {
        let mut rows = Rows::default();
        for user in chunk {
            let facts = Facts::of(user, policy);
            let profile = &user.profile;
            let keys = SortKeys::of(user);
            rows.push(row![
                user.pk.0,
                p.portal.0,
                user.id.0,
                user.kind.code(),
                profile.email.to_string(),
                profile.email.key().to_owned(),
                profile.username.as_ref().map(|n| n.as_str().to_owned()),
                profile.username.as_ref().map(|n| n.key().to_owned()),
                profile.first_name.as_ref().map(|n| n.as_str().to_owned()),
                profile.last_name.as_ref().map(|n| n.as_str().to_owned()),
                facts.lifecycle,
                facts.detail,
                facts.at,
                user.lifecycle_since.0,
                facts.password_state,
                facts.password_at,
                user.role.slug.clone(),
                user.role.rank,
                user.status.code(),
                user.status.order(),
                facts.clock_at,
                facts.lock_kind,
                facts.lock_until,
                user.email_verified_at.map(|t| t.0),
                user.access_epoch,
                user.last_sign_in_at.map(|t| t.0),
                user.added_at.0,
                user.modified_at.0,
                keys.search,
                keys.name,
                keys.first,
                keys.last,
                keys.username,
                keys.email,
                mapping::grants_text(user)?,
                user.language.clone(),
                user.time_zone.clone(),
                1,
                is_deleted(user),
            ]);
        }
        let sql = |values: &str| {
            format!(
                "INSERT INTO users (pk, portal, id, kind, email, email_key, username, username_key, first_name, last_name, \
             lifecycle, lifecycle_detail, lifecycle_at, lifecycle_since, password_state, password_at, role, role_rank, \
             status, status_order, clock_at, lock_kind, lock_until, email_verified_at, access_epoch, last_sign_in_at, added_at, \
             modified_at, search_key, name_sort, first_sort, last_sort, user_sort, email_sort, grants, language, time_zone, version, deleted) \
             {values}"
            )
        };
        let written = rows.exec(p.tx, &[], sql)?;
        expect_rows(written, rows.len())?;
        grants::index(p, chunk)?;
    }
    search::added(p, users)
}

/// What a user is found and sorted by.
pub(crate) struct SortKeys {
    pub(crate) search: String,
    pub(crate) name: Option<Vec<u8>>,
    pub(crate) first: Option<Vec<u8>>,
    pub(crate) last: Option<Vec<u8>>,
    pub(crate) username: Option<Vec<u8>>,
    pub(crate) email: Vec<u8>,
}

impl SortKeys {
    pub(crate) fn of(user: &User) -> Self {
        let profile = &user.profile;
        let first = profile.first_name.as_ref().map(|n| sort_key(n.as_str()));
        let last = profile.last_name.as_ref().map(|n| sort_key(n.as_str()));
        Self {
            search: search_key(
                profile.first_name.as_ref(),
                profile.last_name.as_ref(),
                profile.username.as_ref(),
                Some(&profile.email),
            ),
            name: by_last_then_first(last.as_deref(), first.as_deref()),
            first,
            last,
            username: profile.username.as_ref().map(|n| sort_key(n.as_str())),
            email: sort_key(profile.email.as_str()),
        }
    }
}

/// Sorted by last, then first name; somebody with one name is sorted by it; nobody's name is last.
fn by_last_then_first(last: Option<&[u8]>, first: Option<&[u8]>) -> Option<Vec<u8>> {
    match (last, first) {
        (Some(last), Some(first)) => Some([last, &[0], first].concat()),
        (Some(one), None) | (None, Some(one)) => Some(one.to_vec()),
        (None, None) => None,
    }
}
