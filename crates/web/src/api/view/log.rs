//! The audit log.

use super::Instant;
use model::event::Event;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// One line of the audit log.
#[derive(Serialize, ToSchema)]
pub(crate) struct Entry {
    pub(crate) id: Uuid,
    at: Instant,
    actor: EntryActor,
    /// What happened.
    #[schema(example = "user.deactivated")]
    action: String,
    /// `done`, `refused` or `failed`.
    result: String,
    /// The user it was done to.
    target: Option<EntryTarget>,
    /// Why it was refused, or what the actor wrote.
    reason: Option<String>,
    /// The operation it belongs to.
    operation: Option<Uuid>,
    request_id: Uuid,
    /// Changed fields: `{"field": {"before": …, "after": …}}`.
    #[schema(value_type = Object)]
    changes: serde_json::Map<String, serde_json::Value>,
    /// Address of the client; empty for the system.
    ip: String,
    /// Name of the client program.
    client: String,
}

/// Who acted.
#[derive(Serialize, ToSchema)]
pub(crate) struct EntryActor {
    /// The address, `system` or `command line`.
    email: String,
    /// The slug of the role at that time; empty for the system.
    role: String,
    /// Whether the provider's staff acted inside a customer's portal.
    provider: bool,
}

/// Whom it was done to.
#[derive(Serialize, ToSchema)]
pub(crate) struct EntryTarget {
    id: Uuid,
    /// The address at that time.
    email: String,
}

impl Entry {
    pub(crate) fn of(event: Event) -> Self {
        Self {
            id: event.id.0,
            at: Instant(event.at),
            actor: EntryActor {
                email: event.by.label,
                role: event.by.role,
                provider: event.by.provider,
            },
            action: event.action.code().to_owned(),
            result: event.result.code().to_owned(),
            target: event.target.map(|t| EntryTarget {
                id: t.id.0,
                email: t.label,
            }),
            reason: event.reason,
            operation: event.operation.map(|id| id.0),
            request_id: event.request.0,
            changes: event.changes,
            ip: event.ip,
            client: event.client,
        }
    }
}
