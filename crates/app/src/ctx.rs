//! The context of one request: who acts, where, when; and the only two ways to the database.

use crate::App;
use crate::error::AppError;
use crate::jobs::Bell;
use crate::keys::Secret;
use model::access::{Actor, Permission};
use model::event::{Action, By, Event, EventResult, Target};
use model::ids::{EventId, OperationId, PortalPk, RequestId, UserPk};
use model::time::Time;
use model::user::User;
use model::user::lifecycle::Env;
use model::user::sight::Sight;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use store::portal_tx::PortalTx;
use store::portals::Portal;

/// Where a request came from: for the audit log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// Printed in logs, errors and audit entries.
    pub id: RequestId,
    /// Address of the client; empty for the system.
    pub ip: String,
    /// Name of the client program; empty for the system.
    pub client: String,
}

/// What one request may know and do. Made by [`App`] from exactly one credential; cheap to clone.
#[derive(Clone)]
pub struct Ctx {
    pub(crate) app: App,
    /// Who acts.
    pub actor: Arc<Actor>,
    /// Where.
    pub portal: Arc<Portal>,
    /// From where.
    pub request: Request,
    /// The moment that every decision of this request is made for.
    pub now: Time,
    /// The operation that the work belongs to, once there is one.
    pub(crate) operation: Option<OperationId>,
}

impl Ctx {
    /// Refuses the request when the actor lacks a permission.
    ///
    /// # Errors
    /// `Forbidden`.
    pub fn require(&self, permission: Permission) -> Result<(), AppError> {
        if self.actor.may(permission) {
            Ok(())
        } else {
            Err(AppError::Forbidden(permission))
        }
    }

    /// The same before a change: the refusal stands in the audit log.
    ///
    /// # Errors
    /// `Forbidden`.
    pub fn require_for_change(&self, permission: Permission) -> Result<(), AppError> {
        if self.actor.may(permission) {
            return Ok(());
        }
        let mut event = self.event(Action::CommandRefused, None);
        event.result = EventResult::Refused;
        event.reason = Some(permission.code().to_owned());
        self.write(|w| Ok(w.finish(vec![event.clone()], ())))?;
        Err(AppError::Forbidden(permission))
    }

    /// What pure decisions may depend on.
    #[must_use]
    pub fn env(&self) -> Env<'_> {
        Env {
            now: self.now,
            policy: &self.portal.policy,
            catalogue: &self.portal.catalogue,
            door: self.portal.door(),
        }
    }

    /// The person's row key, if a person acts.
    #[must_use]
    pub fn person(&self) -> Option<&model::access::Person> {
        match self.actor.as_ref() {
            Actor::Person(person) => Some(person),
            Actor::System(_) => None,
        }
    }

    /// Whom this request sees; reads and writes leave everybody else out.
    #[must_use]
    pub fn sight(&self) -> Sight {
        self.actor.sight(self.portal.pk)
    }

    /// Whether provider staff act inside a customer's portal.
    #[must_use]
    pub fn is_visiting(&self) -> bool {
        self.person().is_some_and(|p| p.pk.portal() != self.portal.pk)
    }

    /// The app behind this request.
    #[must_use]
    pub const fn app(&self) -> &App {
        &self.app
    }

    pub(crate) fn with_operation(&self, operation: OperationId) -> Self {
        Self {
            operation: Some(operation),
            ..self.clone()
        }
    }

    pub(crate) fn new_id(&self) -> uuid::Uuid {
        self.app.new_id(self.now)
    }

    pub(crate) fn new_secret(&self) -> Secret {
        Secret::from_bytes(self.app.random().bytes())
    }

    /// An audit line of this request: done, about `user` if there is one.
    #[must_use]
    pub fn event(&self, action: Action, user: Option<&User>) -> Event {
        self.event_about(action, user.map(Target::of))
    }

    pub(crate) fn event_about(&self, action: Action, target: Option<Target>) -> Event {
        let person = self.person();
        Event {
            id: EventId(self.new_id()),
            at: self.now,
            by: By {
                pk: person.map(|p| p.pk),
                label: self.actor.label().to_owned(),
                role: person.map(|p| p.role.slug.clone()).unwrap_or_default(),
                provider: self.is_visiting(),
            },
            action,
            result: EventResult::Done,
            target,
            reason: None,
            operation: self.operation,
            request: self.request.id,
            changes: Map::new(),
            ip: self.request.ip.clone(),
            client: self.request.client.clone(),
        }
    }

    /// Reads the portal: everything seen is of one moment.
    ///
    /// # Errors
    /// Those of `body`, or `Unavailable`.
    pub fn read<T>(&self, body: impl FnOnce(&mut PortalTx<'_, '_>) -> Result<T, AppError>) -> Result<T, AppError> {
        self.app
            .db()
            .read(|tx| body(&mut PortalTx::new(tx, self.portal.pk).within(self.sight())))
    }

    /// Reads the portal, where every statement may see its own moment: cheaper than [`Ctx::read`] by two round trips to a
    /// PostgreSQL. For a single statement there is no difference. The body may run more than once.
    ///
    /// # Errors
    /// As [`Ctx::read`].
    pub fn glance<T>(&self, body: impl Fn(&mut PortalTx<'_, '_>) -> Result<T, AppError>) -> Result<T, AppError> {
        self.app
            .db()
            .glance(|tx| body(&mut PortalTx::new(tx, self.portal.pk).within(self.sight())))
    }

    /// Changes the portal. The body ends in [`Write::finish`], which names the audit events: there is no other way to
    /// make a [`Committed`], so a change without its events does not compile. The body may run more than once.
    ///
    /// # Errors
    /// Those of `body`: then everything is rolled back.
    pub fn write<T>(
        &self,
        mut body: impl FnMut(&mut Write<'_, '_>) -> Result<Committed<T>, AppError>,
    ) -> Result<T, AppError> {
        let committed = self.app.db().write_in(self.portal.pk, |tx| {
            let mut write = Write {
                p: PortalTx::new(tx, self.portal.pk).within(self.sight()),
                elsewhere: Vec::new(),
                work: Rc::default(),
            };
            let committed = body(&mut write)?;
            let Write { mut p, elsewhere, work } = write;
            store::audit::append(p.tx(), self.portal.pk, &committed.events)?;
            for (portal, event) in &elsewhere {
                store::audit::append(p.tx(), *portal, std::slice::from_ref(event))?;
            }
            Ok::<_, AppError>((committed, work.take()))
        })?;
        let (committed, work) = committed;
        work.iter().for_each(|bell| self.app.ring(*bell));
        Ok(committed.value)
    }
}

/// An open change of one portal.
pub struct Write<'a, 't> {
    /// The portal's rows.
    pub p: PortalTx<'a, 't>,
    elsewhere: Vec<(PortalPk, Event)>,
    /// Which jobs get something to do by this change, also by its parts in other portals.
    work: Rc<RefCell<Vec<Bell>>>,
}

impl Write<'_, '_> {
    /// Ends the change and names its audit events. Consumes nothing but the right to commit.
    pub fn finish<T>(&mut self, events: Vec<Event>, value: T) -> Committed<T> {
        Committed { events, value }
    }

    /// Ends a change that deserves no line in the audit log, and says why.
    pub fn finish_silently<T>(&mut self, why: &'static str, value: T) -> Committed<T> {
        tracing::trace!(why, "committed without an audit event");
        Committed {
            events: Vec::new(),
            value,
        }
    }

    /// An event that belongs into another portal's log: a portal that this change creates, for example.
    pub fn event_elsewhere(&mut self, portal: PortalPk, event: Event) {
        self.elsewhere.push((portal, event));
    }

    /// A job has something to do once this change is committed.
    pub(crate) fn work_for(&self, bell: Bell) {
        self.work.borrow_mut().push(bell);
    }
}

impl<'t> Write<'_, 't> {
    /// The same open change, bound to another portal: for the provider's side, which works over several. Events of that
    /// portal go through [`Write::event_elsewhere`].
    pub(crate) fn in_portal(&mut self, portal: PortalPk) -> Write<'_, 't> {
        Write {
            p: PortalTx::new(self.p.tx(), portal),
            elsewhere: Vec::new(),
            work: Rc::clone(&self.work),
        }
    }
}

/// A change that may be committed.
#[must_use]
pub struct Committed<T> {
    events: Vec<Event>,
    value: T,
}

/// The target of an event about a user that is only known by key and address.
pub(crate) fn target(pk: UserPk, id: model::ids::UserId, label: &str) -> Target {
    Target {
        pk,
        id,
        label: label.to_owned(),
    }
}

/// Before and after of one field, for an event that is not about a user's facts.
pub(crate) fn change_of(field: &str, before: impl Into<Value>, after: impl Into<Value>) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert(
        field.to_owned(),
        serde_json::json!({ "before": before.into(), "after": after.into() }),
    );
    map
}
