//! A user.

use super::{Instant, codes};
use app::store::portals::Portal;
use app::store::users::Delivery;
use app::store::users::list::ListRow;
use model::access::Role;
use model::status::Status;
use model::time::Time;
use model::user::access::{Grants, Scope};
use model::user::{self, Lifecycle, Onboarding};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A user.
#[derive(Serialize, ToSchema)]
pub(crate) struct User {
    id: Uuid,
    email: String,
    username: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    /// `external`, `internal` or `service`.
    #[schema(example = "external")]
    kind: String,
    /// The derived status.
    #[schema(example = "ACTIVE")]
    status: String,
    /// The key of the portal's category that the status belongs to; empty where it is not listed.
    category: String,
    /// The slug of the role.
    #[schema(example = "user")]
    role: String,
    /// What the user may do, by role and single grants.
    permissions: Vec<String>,
    /// Modules of the user.
    modules: Vec<String>,
    /// Sub-accounts that the user is limited to; null for all.
    sub_accounts: Option<Vec<String>>,
    /// Roles in apps.
    app_roles: Vec<String>,
    /// Second factors.
    mfa: Vec<String>,
    last_sign_in_at: Option<Instant>,
    added_at: Instant,
    modified_at: Instant,
    /// The last invitation, while it has not been accepted.
    invitation: Option<Invitation>,
    /// The lock that counts now.
    lock: Option<Lock>,
    /// Whether the portal's policy lets a user in this status be deleted.
    deletable: bool,
    /// Goes up with every change; also the `ETag`.
    pub(crate) version: i64,
}

/// An invitation that has not been accepted.
#[derive(Serialize, ToSchema)]
pub(crate) struct Invitation {
    /// When the mail was queued.
    sent_at: Option<Instant>,
    /// When the link stops working; null once it was revoked.
    expires_at: Option<Instant>,
    /// What became of the mail: `queued`, `sent`, `dead` or `cancelled`.
    delivery: Option<String>,
}

/// A lock: no sign-in.
#[derive(Serialize, ToSchema)]
pub(crate) struct Lock {
    /// `auto` (too many wrong passwords) or `admin`.
    kind: String,
    /// When it ends by itself.
    until: Option<Instant>,
    /// What the admin wrote.
    reason: Option<String>,
}

impl User {
    /// A row of a list.
    pub(crate) fn of_row(row: ListRow, portal: &Portal, now: Time) -> Self {
        let role = Role {
            slug: row.role,
            rank: row.role_rank,
        };
        let grants: Grants = serde_json::from_str(&row.grants).unwrap_or_default();
        let mut permissions = portal.catalogue.permissions_of(&role);
        permissions.extend(grants.permissions.iter().copied());
        let modules = user::access::modules(&role, &grants, &portal.catalogue);
        let invitation = match row.lifecycle_detail.as_deref() {
            Some("invited") => Some((row.lifecycle_at, row.mail_at, row.mail_state)),
            Some("revoked") => Some((None, row.mail_at, row.mail_state)),
            _ => None,
        };
        let until = row.lock_until;
        let lock = row.lock_kind.filter(|_| until.is_none_or(|at| at > now));
        Self {
            id: row.id.0,
            email: row.email,
            username: row.username,
            first_name: row.first_name,
            last_name: row.last_name,
            kind: row.kind,
            status: row.status.code().to_owned(),
            category: portal.policy.category_of(row.status).to_owned(),
            permissions: codes(permissions),
            role: role.slug,
            modules,
            sub_accounts: sub_accounts(&grants.sub_accounts),
            app_roles: grants.app_roles.into_iter().collect(),
            mfa: methods(row.second_factor_at),
            last_sign_in_at: row.last_sign_in_at.map(Instant),
            added_at: Instant(row.added_at),
            modified_at: Instant(row.modified_at),
            invitation: invitation.map(|(expires_at, sent_at, delivery)| Invitation {
                sent_at: sent_at.map(Instant),
                expires_at: expires_at.map(Instant),
                delivery,
            }),
            lock: lock.map(|kind| Lock {
                kind,
                until: until.map(Instant),
                reason: row.lock_reason,
            }),
            deletable: deletable(row.status, portal),
            version: row.version,
        }
    }

    /// A user, whole.
    pub(crate) fn of(user: &user::User, delivery: Option<&Delivery>, portal: &Portal, now: Time) -> Self {
        let profile = &user.profile;
        Self {
            id: user.id.0,
            email: profile.email.to_string(),
            username: profile.username.as_ref().map(ToString::to_string),
            first_name: profile.first_name.as_ref().map(ToString::to_string),
            last_name: profile.last_name.as_ref().map(ToString::to_string),
            kind: user.kind.code().to_owned(),
            status: user.status.code().to_owned(),
            category: portal.policy.category_of(user.status).to_owned(),
            role: user.role.slug.clone(),
            permissions: codes(user.permissions(&portal.catalogue)),
            modules: user.modules(&portal.catalogue),
            sub_accounts: sub_accounts(&user.grants.sub_accounts),
            app_roles: user.grants.app_roles.iter().cloned().collect(),
            mfa: methods(user.second_factor_at),
            last_sign_in_at: user.last_sign_in_at.map(Instant),
            added_at: Instant(user.added_at),
            modified_at: Instant(user.modified_at),
            invitation: invitation(user.lifecycle, delivery),
            lock: user.lock_at(now).map(lock),
            deletable: deletable(user.status, portal),
            version: user.version,
        }
    }
}

fn invitation(lifecycle: Lifecycle, delivery: Option<&Delivery>) -> Option<Invitation> {
    let expires_at = match lifecycle {
        Lifecycle::Pending(Onboarding::Invited { expires_at }) => Some(Instant(expires_at)),
        Lifecycle::Pending(Onboarding::Revoked) => None,
        _ => return None,
    };
    Some(Invitation {
        sent_at: delivery.map(|d| Instant(d.at)),
        expires_at,
        delivery: delivery.map(|d| d.state.clone()),
    })
}

fn lock(lock: &user::Lock) -> Lock {
    match lock {
        user::Lock::Auto { until, .. } => Lock {
            kind: String::from("auto"),
            until: Some(Instant(*until)),
            reason: None,
        },
        user::Lock::Admin { reason, .. } => Lock {
            kind: String::from("admin"),
            until: None,
            reason: reason.clone(),
        },
    }
}

fn sub_accounts(scope: &Scope) -> Option<Vec<String>> {
    match scope {
        Scope::All => None,
        Scope::Named(named) => Some(named.iter().cloned().collect()),
    }
}

fn methods(second_factor_at: Option<Time>) -> Vec<String> {
    second_factor_at.iter().map(|_| String::from("totp")).collect()
}

fn deletable(status: Status, portal: &Portal) -> bool {
    let from = &portal.policy.deletable_from;
    status != Status::Deleted && (from.is_empty() || from.contains(&status))
}
