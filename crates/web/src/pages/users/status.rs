//! The tag of a user's status: the portal's own word, and the line below it (ui.md B1).

use crate::speak::{self, t};
use crate::templates::components::Tag;
use app::store::users::Delivery;
use app::store::users::list::ListRow;
use model::policy::{Policy, Vocabulary};
use model::status::Status;
use model::time::Time;
use model::user::{InactiveReason, Lifecycle, Lock, Onboarding, User};
use std::borrow::Cow;
use words::moment;

/// What the tag depends on.
struct Known<'a> {
    status: Status,
    lifecycle_at: Option<Time>,
    inactive: Option<&'a str>,
    lock_until: Option<Time>,
    lock_reason: Option<&'a str>,
    mail_dead: Option<Cow<'a, str>>,
}

/// The tag of a row.
#[must_use]
pub fn of_row(row: &ListRow, policy: &Policy, zone: &str) -> Tag {
    let dead = row.mail_state.as_deref() == Some("dead");
    let known = Known {
        status: row.status,
        lifecycle_at: row.lifecycle_at,
        inactive: row.lifecycle_detail.as_deref(),
        lock_until: row.lock_until,
        lock_reason: row.lock_reason.as_deref(),
        mail_dead: dead.then(|| why(row.mail_error.as_deref())),
    };
    known.tag(policy, zone)
}

/// The tag of a whole user.
#[must_use]
pub fn of_user(user: &User, delivery: Option<&Delivery>, policy: &Policy, zone: &str) -> Tag {
    let dead = delivery.filter(|delivery| delivery.state == "dead");
    let known = Known {
        status: user.status,
        lifecycle_at: match user.lifecycle {
            Lifecycle::Pending(Onboarding::Invited { expires_at }) => Some(expires_at),
            Lifecycle::Deleted { purge_after } => purge_after,
            _ => None,
        },
        inactive: match user.lifecycle {
            Lifecycle::Inactive(reason) => Some(reason.code()),
            _ => None,
        },
        lock_until: match user.lock {
            Some(Lock::Auto { until, .. }) => Some(until),
            _ => None,
        },
        lock_reason: match &user.lock {
            Some(Lock::Admin { reason, .. }) => reason.as_deref(),
            _ => None,
        },
        mail_dead: dead.map(|delivery| why(delivery.error.as_deref())),
    };
    known.tag(policy, zone)
}

impl Known<'_> {
    fn tag(&self, policy: &Policy, zone: &str) -> Tag {
        let label = words::status(speak::language(), policy.vocabulary, self.status);
        if let (Status::Invited, Some(error)) = (self.status, &self.mail_dead) {
            let standard = policy.vocabulary == Vocabulary::Standard;
            return Tag {
                code: String::from("INVITE_NOT_DELIVERED"),
                label: if standard { t!("list-not-delivered") } else { label },
                sub: Some(if standard {
                    error.to_string()
                } else {
                    t!("list-not-delivered-why", why = error.as_ref())
                }),
            };
        }
        Tag {
            code: self.status.code().to_owned(),
            label,
            sub: self.sub(zone),
        }
    }

    fn sub(&self, zone: &str) -> Option<String> {
        match self.status {
            Status::Invited => self
                .lifecycle_at
                .map(|at| t!("list-expires", at = moment(speak::language(), at, zone))),
            Status::InviteExpired => self
                .lifecycle_at
                .map(|at| t!("list-since", at = moment(speak::language(), at, zone))),
            Status::InviteRevoked => Some(t!("list-link-revoked")),
            Status::Added => Some(t!("list-no-invitation")),
            Status::AutoLocked => self
                .lock_until
                .map(|at| t!("list-until", at = moment(speak::language(), at, zone))),
            Status::LockedByAdmin => self.lock_reason.map(str::to_owned),
            Status::Inactive => self.inactive.map(inactive),
            Status::Deleted => self
                .lifecycle_at
                .map(|at| t!("list-erased-on", at = moment(speak::language(), at, zone))),
            _ => None,
        }
    }
}

/// Why an account is inactive, in words.
fn inactive(code: &str) -> String {
    match InactiveReason::ALL.iter().find(|reason| reason.code() == code) {
        Some(InactiveReason::NoSeat) => t!("list-no-seat"),
        Some(InactiveReason::Dormant) => t!("list-dormant"),
        Some(InactiveReason::Ended) => t!("list-ended"),
        Some(InactiveReason::Provisioning) => t!("list-provisioning"),
        Some(InactiveReason::Manual) | None => t!("list-deactivated"),
    }
}

/// What the mail server said, or that nobody knows.
fn why(error: Option<&str>) -> Cow<'_, str> {
    error.map_or_else(|| Cow::Owned(t!("list-given-up")), Cow::Borrowed)
}
