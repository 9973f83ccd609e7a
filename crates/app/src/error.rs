//! What a use case can answer instead of a result. One table in `web::error` turns it into a page or problem+json.

use crate::sign_in::caller::Step;
use model::access::Permission;
use store::StoreError;
use words::Said;

/// One field of the input that cannot stand as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldError {
    /// The field, as the API names it.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

impl FieldError {
    /// A message about one field, in the language spoken here.
    #[must_use]
    pub fn new(field: &'static str, message: impl Said) -> Self {
        Self {
            field,
            message: message.said(words::language()),
        }
    }
}

/// Every way in which a use case can refuse or fail.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AppError {
    /// There is no such thing, or it is outside the caller's scope: the answer is the same.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The caller lacks a permission.
    #[error("this needs the permission {}", .0.code())]
    Forbidden(Permission),
    /// No credential, or one that does not work (any more).
    #[error("sign in first")]
    Unauthenticated,
    /// Signed in, but not all the way: a second factor, a new password or the setting up of a factor is missing.
    #[error("finish signing in first")]
    Unfinished {
        /// The slug of the person's portal.
        portal: String,
        /// What is missing.
        step: Step,
    },
    /// The sign-in failed. One answer for every cause.
    #[error("{}", words::t!("error-sign-in-failed"))]
    SignInFailed,
    /// Fields that cannot stand as they are.
    #[error("{}", .0.iter().map(|e| format!("{}: {}", e.field, e.message)).collect::<Vec<_>>().join("; "))]
    Invalid(Vec<FieldError>),
    /// A guard failed: code and sentence.
    #[error("{message}")]
    Conflict {
        /// Stable code.
        code: &'static str,
        /// What to do.
        message: String,
    },
    /// The caller saw an older version.
    #[error("{}", words::t!("error-stale"))]
    Stale,
    /// The idempotency key was used with another body.
    #[error("{}", words::t!("error-key-reused"))]
    KeyReused,
    /// A cursor that is not of this list.
    #[error("{}", words::t!("error-bad-cursor"))]
    BadCursor,
    /// The body is larger than the door takes.
    #[error("this is too large: send less at a time")]
    TooLarge,
    /// Too many tries.
    #[error("too many requests: try again in {retry_after} seconds")]
    RateLimited {
        /// Seconds.
        retry_after: u64,
    },
    /// The database or another part is gone for now.
    #[error("the service is not available: {0}")]
    Unavailable(String),
    /// A defect of ours, or damaged rows.
    #[error("internal error: {0}")]
    Internal(String),
}

impl AppError {
    /// One bad field.
    #[must_use]
    pub fn invalid(field: &'static str, message: impl Said) -> Self {
        Self::Invalid(vec![FieldError::new(field, message)])
    }

    /// A failed guard.
    #[must_use]
    pub fn conflict(code: &'static str, message: impl Said) -> Self {
        Self::Conflict {
            code,
            message: message.said(words::language()),
        }
    }

    /// The stable code of the API.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "not_found",
            Self::Forbidden(_) => "forbidden",
            Self::Unauthenticated => "unauthenticated",
            Self::Unfinished { .. } => "sign_in_unfinished",
            Self::SignInFailed => "sign_in_failed",
            Self::Invalid(_) => "invalid",
            Self::Conflict { code, .. } => code,
            Self::Stale => "stale",
            Self::KeyReused => "idempotency_key_reused",
            Self::BadCursor => "bad_cursor",
            Self::TooLarge => "too_large",
            Self::RateLimited { .. } => "rate_limited",
            Self::Unavailable(_) => "unavailable",
            Self::Internal(_) => "internal",
        }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(why) => Self::Unavailable(why),
            StoreError::Retry => Self::Stale,
            StoreError::Conflict { constraint } => match constraint.as_str() {
                "users_email" | "users.portal,users.email_key" => {
                    Self::conflict("already_user", words::t!("error-address-of-user"))
                }
                "users_pending" | "users.portal,users.pending_key" => {
                    Self::conflict("address_taken", words::t!("error-address-taken"))
                }
                "users_username" | "users.portal,users.username_key" => {
                    Self::invalid("username", words::t!("error-username-taken"))
                }
                store::users::NO_NUMBER_LEFT => Self::conflict("portal_full", words::t!("error-portal-full")),
                "portals_slug" | "portals.slug" => Self::invalid("slug", words::t!("error-slug-taken")),
                "operations_idempotency" | "operations.portal,operations.actor_label,operations.idempotency_key" => {
                    Self::conflict("in_progress", words::t!("error-in-progress"))
                }
                "operations_undone" | "operations.undoes" => {
                    Self::conflict("already_undone", words::t!("error-already-undone"))
                }
                other => Self::Internal(format!("constraint {other}")),
            },
            StoreError::Corrupt(what) | StoreError::Other(what) => Self::Internal(what),
        }
    }
}
