//! A user as lists and exports show one: plain columns, nothing parsed.

use crate::StoreError;
use crate::db::Row;
use model::ids::{UserId, UserPk};
use model::query::SortValue;
use model::status::Status;
use model::time::Time;

/// A user in a list; in an export its texts are borrowed from the database ([`ListLine`]).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListRow<S = String> {
    /// Row key.
    pub pk: UserPk,
    /// Public id.
    pub id: UserId,
    /// As typed.
    pub email: S,
    /// As typed.
    pub username: Option<S>,
    /// Given name.
    pub first_name: Option<S>,
    /// Family name.
    pub last_name: Option<S>,
    /// `external`, `internal` or `service`.
    pub kind: S,
    /// The status as of the last write.
    pub status: Status,
    /// The role's slug.
    pub role: S,
    /// Last sign-in.
    pub last_sign_in_at: Option<Time>,
    /// When the account was added.
    pub added_at: Time,
    /// Last change by anyone.
    pub modified_at: Time,
    /// When the invitation ends, or the row is purged.
    pub lifecycle_at: Option<Time>,
    /// The word for how far onboarding is, or for why the account is inactive.
    pub lifecycle_detail: Option<S>,
    /// `auto` or `admin`.
    pub lock_kind: Option<S>,
    /// When an automatic lock ends.
    pub lock_until: Option<Time>,
    /// What an admin wrote when locking.
    pub lock_reason: Option<S>,
    /// When the mailbox proved itself; none while unverified.
    pub email_verified_at: Option<Time>,
    /// Delivery of the last onboarding mail: `queued`, `sent`, `dead` or `cancelled`.
    pub mail_state: Option<S>,
    /// What the mail server said.
    pub mail_error: Option<S>,
    /// When that mail was queued.
    pub mail_at: Option<Time>,
    /// The ETag.
    pub version: i64,
    /// The role's rank.
    pub role_rank: i64,
    /// Since when a second factor is enrolled.
    pub second_factor_at: Option<Time>,
    /// What was granted on top of the role, as JSON.
    pub grants: S,
    /// The row's place in the page's order, for cursors; `Null` outside of pages.
    pub sort_value: SortValue,
}

/// A user in an export.
pub type ListLine<'r> = ListRow<&'r str>;

impl<S> ListRow<S> {
    /// Whether the mailbox has proved itself.
    pub const fn is_email_verified(&self) -> bool {
        self.email_verified_at.is_some()
    }
}

impl ListLine<'_> {
    /// The same with texts of its own.
    #[must_use]
    pub fn to_row(&self) -> ListRow {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        ListRow {
            pk: self.pk,
            id: self.id,
            email: self.email.to_owned(),
            username: owned(self.username),
            first_name: owned(self.first_name),
            last_name: owned(self.last_name),
            kind: self.kind.to_owned(),
            status: self.status,
            role: self.role.to_owned(),
            last_sign_in_at: self.last_sign_in_at,
            added_at: self.added_at,
            modified_at: self.modified_at,
            lifecycle_at: self.lifecycle_at,
            lifecycle_detail: owned(self.lifecycle_detail),
            lock_kind: owned(self.lock_kind),
            lock_until: self.lock_until,
            lock_reason: owned(self.lock_reason),
            email_verified_at: self.email_verified_at,
            mail_state: owned(self.mail_state),
            mail_error: owned(self.mail_error),
            mail_at: self.mail_at,
            version: self.version,
            role_rank: self.role_rank,
            second_factor_at: self.second_factor_at,
            grants: self.grants.to_owned(),
            sort_value: self.sort_value.clone(),
        }
    }
}

/// One page of a list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ListPage {
    /// At most as many as asked.
    pub rows: Vec<ListRow>,
    /// Whether there is a page after it.
    pub has_next: bool,
    /// Whether there is a page before it.
    pub has_prev: bool,
}

/// The columns that [`line`] reads.
pub(super) const COLUMNS: &str = "users.pk, users.id, users.email, users.username, users.first_name, users.last_name, \
     users.kind, users.status, users.role, users.last_sign_in_at, users.added_at, users.modified_at, users.lifecycle_at, \
     users.lifecycle_detail, users.lock_kind, users.lock_until, users.lock_reason, users.email_verified_at, \
     users.mail_state, users.mail_error, users.mail_at, users.version, users.role_rank, users.second_factor_at, \
     users.grants";

/// How many columns those are.
pub(super) const WIDTH: usize = 25;

pub(super) fn line<'r>(row: &Row<'r>) -> Result<ListLine<'r>, StoreError> {
    let time = |at: usize| row.get::<Option<i64>>(at).map(|micros| micros.map(Time));
    let status = row.text(7)?;
    Ok(ListRow {
        pk: UserPk(row.get(0)?),
        id: UserId(row.get(1)?),
        email: row.text(2)?,
        username: row.optional_text(3)?,
        first_name: row.optional_text(4)?,
        last_name: row.optional_text(5)?,
        kind: row.text(6)?,
        status: Status::from_code(status).ok_or_else(|| StoreError::Corrupt(format!("users.status is {status:?}")))?,
        role: row.text(8)?,
        last_sign_in_at: time(9)?,
        added_at: Time(row.get(10)?),
        modified_at: Time(row.get(11)?),
        lifecycle_at: time(12)?,
        lifecycle_detail: row.optional_text(13)?,
        lock_kind: row.optional_text(14)?,
        lock_until: time(15)?,
        lock_reason: row.optional_text(16)?,
        email_verified_at: time(17)?,
        mail_state: row.optional_text(18)?,
        mail_error: row.optional_text(19)?,
        mail_at: time(20)?,
        version: row.get(21)?,
        role_rank: row.get(22)?,
        second_factor_at: time(23)?,
        grants: row.text(24)?,
        sort_value: SortValue::Null,
    })
}
