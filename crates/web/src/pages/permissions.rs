//! Permissions in words, for forms and for the page that says which one is missing.

use crate::speak;
use model::access::Permission;

/// The permission as a thing to do.
#[must_use]
pub(crate) fn words(permission: Permission) -> String {
    words::permission(speak::language(), permission)
}
