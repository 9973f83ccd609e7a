//! What a use case can answer instead of a result. One table in `web::error` turns it into a page or problem+json.

use model::access::Permission;
use store::StoreError;

/// One field of the input that cannot stand as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldError {
    /// The field, as the API names it.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

impl FieldError {
    /// A message about one field.
    #[must_use]
    pub fn new(field: &'static str, message: impl ToString) -> Self {
        Self {
            field,
            message: message.to_string(),
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
    /// The sign-in failed. One answer for every cause.
    #[error("the e-mail or password is not right, or the account cannot sign in")]
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
    #[error("somebody else changed this meanwhile: look again, then repeat")]
    Stale,
    /// The idempotency key was used with another body.
    #[error("this Idempotency-Key was used for another request: use a new key")]
    KeyReused,
    /// A cursor that is not of this list.
    #[error("the cursor is not one of this list: start at the first page")]
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
    pub fn invalid(field: &'static str, message: impl ToString) -> Self {
        Self::Invalid(vec![FieldError::new(field, message)])
    }

    /// A failed guard.
    #[must_use]
    pub fn conflict(code: &'static str, message: impl ToString) -> Self {
        Self::Conflict {
            code,
            message: message.to_string(),
        }
    }

    /// The stable code of the API.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "not_found",
            Self::Forbidden(_) => "forbidden",
            Self::Unauthenticated => "unauthenticated",
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
                    Self::conflict("already_user", "This address already belongs to a user of the portal.")
                }
                "users_username" | "users.portal,users.username_key" => {
                    Self::invalid("username", "Another user has this username: choose another.")
                }
                "portals_slug" | "portals.slug" => {
                    Self::invalid("slug", "Another portal has this name in its address: choose another.")
                }
                "operations_idempotency" | "operations.portal,operations.actor_label,operations.idempotency_key" => {
                    Self::conflict(
                        "in_progress",
                        "The same request is being carried out: wait a moment, then repeat it.",
                    )
                }
                other => Self::Internal(format!("constraint {other}")),
            },
            StoreError::Corrupt(what) | StoreError::Other(what) => Self::Internal(what),
        }
    }
}
