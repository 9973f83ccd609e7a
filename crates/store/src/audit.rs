//! The audit log: lines are added and read, never changed. The id is the order.

use crate::StoreError;
use crate::db::{Param, Row, Tx};
use crate::portal_tx::PortalTx;
use crate::users::seen::{self, Value};
use crate::users::{CHUNK, expect_rows};
use crate::values::{Rows, row};
use model::event::{Action, By, Event, EventResult, Target};
use model::ids::{EventId, OperationId, PortalPk, RequestId, UserId, UserPk};
use model::time::Time;
use model::user::sight::Sight;
use uuid::Uuid;

const EVENT_COLUMNS: &str = "id, at, actor_pk, actor_label, actor_role, by_provider, action, result, target_pk, target_id, \
     target_label, reason, operation, request, changes, ip, client";

/// Adds lines to the log of a portal: one statement per chunk.
///
/// # Errors
/// `Conflict` when an id exists or the portal does not.
pub fn append(tx: &mut Tx<'_>, portal: PortalPk, events: &[Event]) -> Result<(), StoreError> {
    for chunk in events.chunks(CHUNK) {
        let mut rows = Rows::default();
        for event in chunk {
            let changes = serde_json::to_string(&event.changes).map_err(|e| StoreError::Other(e.to_string()))?;
            let target = event.target.as_ref();
            rows.push(row![
                event.id.0,
                event.at.0,
                event.by.pk.map(|pk| pk.0),
                event.by.label.clone(),
                event.by.role.clone(),
                event.by.provider,
                event.action.code(),
                event.result.code(),
                target.map(|t| t.pk.0),
                target.map(|t| t.id.0),
                target.map(|t| t.label.clone()),
                event.reason.clone(),
                event.operation.map(|id| id.0),
                event.request.0,
                changes,
                event.ip.clone(),
                event.client.clone(),
                portal.0,
            ]);
        }
        let sql = |values: &str| format!("INSERT INTO events ({EVENT_COLUMNS}, portal) {values}");
        let written = rows.exec(tx, &[], sql)?;
        expect_rows(written, rows.len())?;
    }
    Ok(())
}

/// Which lines of the log; every condition that is set must hold.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct EventQuery {
    /// Who acted, as text: the address as the log has it, or the public id of a user.
    pub actor: Option<String>,
    /// Who acted, by row key.
    pub actor_pk: Option<UserPk>,
    /// Whom it was done to, by row key.
    pub target_pk: Option<UserPk>,
    /// Whom it was done to, as text: the address as the log has it, or the public id of a user.
    pub target: Option<String>,
    /// What happened.
    pub action: Option<Action>,
    /// How it ended.
    pub result: Option<EventResult>,
    /// At or after this instant.
    pub from: Option<Time>,
    /// Before this instant.
    pub to: Option<Time>,
    /// The operation it belongs to.
    pub operation: Option<OperationId>,
    /// Only lines older than this one: the next page.
    pub after: Option<EventId>,
    /// Only lines newer than this one, the nearest ones: the page before.
    pub before: Option<EventId>,
    /// How many lines at most.
    pub limit: usize,
}

/// Conditions with their parameters, joined by `AND`.
struct Conditions {
    sql: String,
    params: Vec<Box<dyn Param + Send>>,
}

impl Conditions {
    /// The parameter stands where `sql` has a `?`.
    fn add(&mut self, sql: &str, value: impl Param + Send + 'static) {
        self.params.push(Box::new(value));
        self.sql.push_str(" AND ");
        self.sql.push_str(&sql.replace('?', &format!("${}", self.params.len())));
    }

    /// A person given as text: by id where it is one.
    fn person(&mut self, text: &str, by_id: &str, by_label: &str) {
        match Uuid::parse_str(text) {
            Ok(id) => self.add(by_id, id),
            Err(_) => self.add(by_label, text.to_owned()),
        }
    }

    /// `about` is the row key of the target that `q` names by its id.
    fn of(portal: PortalPk, q: &EventQuery, about: Option<UserPk>) -> Self {
        // The sum keeps the portal's index out, which SQLite would read from end to end for the few lines of an operation.
        let of_portal = if q.operation.is_some() {
            "portal + 0 = $1"
        } else {
            "portal = $1"
        };
        let mut all = Self {
            sql: String::from(of_portal),
            params: vec![Box::new(portal.0)],
        };
        if let Some(text) = &q.actor {
            all.person(
                text,
                "actor_pk = (SELECT pk FROM users WHERE users.id = ?)",
                "actor_label = ?",
            );
        }
        if let Some(pk) = q.actor_pk {
            all.add("actor_pk = ?", pk.0);
        }
        match (&q.target, about) {
            (Some(_), Some(pk)) => all.add("target_pk = ?", pk.0),
            (Some(text), None) => all.person(text, "target_id = ?", "target_label = ?"),
            (None, _) => {}
        }
        if let Some(pk) = q.target_pk {
            all.add("target_pk = ?", pk.0);
        }
        all.what_and_when(q);
        all
    }

    /// Only lines about users whom the actor sees, and what the actor did.
    fn seen(&mut self, p: &PortalTx<'_, '_>) {
        let Sight::Of { own, .. } = &p.sight else { return };
        let params = &mut self.params;
        let mut bind = |value: Value| {
            params.push(value);
            format!("${}", params.len())
        };
        let own = bind(Box::new(own.0));
        let about = seen::condition(&p.sight, p.portal, "events.target_pk", bind).unwrap_or_default();
        self.sql.push_str(&format!(" AND (events.actor_pk = {own} OR {about})"));
    }

    fn what_and_when(&mut self, q: &EventQuery) {
        if let Some(action) = q.action {
            self.add("action = ?", action.code());
        }
        if let Some(result) = q.result {
            self.add("result = ?", result.code());
        }
        if let Some(from) = q.from {
            self.add("at >= ?", from.0);
        }
        if let Some(to) = q.to {
            self.add("at < ?", to.0);
        }
        if let Some(operation) = q.operation {
            self.add("operation = ?", operation.0);
        }
        if let Some(after) = q.after {
            self.add("id < ?", after.0);
        }
        if let Some(before) = q.before {
            self.add("id > ?", before.0);
        }
    }
}

/// How many lines of an operation have this action.
///
/// # Errors
/// When the database fails.
pub fn count_of_operation(p: &mut PortalTx<'_, '_>, operation: OperationId, action: Action) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM events WHERE portal + 0 = $1 AND operation = $2 AND action = $3";
    let counted = p.tx.one(sql, &[&p.portal.0, &operation.0, &action.code()], |row| {
        row.get::<i64>(0)
    })?;
    Ok(counted.unwrap_or_default())
}

/// Lines of the portal's log, always newest first. With `before`, the page right above that line.
///
/// # Errors
/// When the database fails.
pub fn list(p: &mut PortalTx<'_, '_>, q: &EventQuery) -> Result<Vec<Event>, StoreError> {
    let about = still_there(p, q.target.as_deref())?;
    let mut conditions = Conditions::of(p.portal, q, about);
    conditions.seen(p);
    conditions
        .params
        .push(Box::new(i64::try_from(q.limit).unwrap_or(i64::MAX)));
    let direction = if q.before.is_some() { "ASC" } else { "DESC" };
    let sql = format!(
        "SELECT {EVENT_COLUMNS} FROM events WHERE {} ORDER BY id {direction} LIMIT ${}",
        conditions.sql,
        conditions.params.len(),
    );
    let params: Vec<&dyn Param> = conditions
        .params
        .iter()
        .map(|param| param.as_ref() as &dyn Param)
        .collect();
    let mut events = p.tx.rows(&sql, &params, event)?;
    if q.before.is_some() {
        events.reverse();
    }
    Ok(events)
}

/// The row key of a user given by public id: the log has an index of row keys only. Nobody when the user is purged; the
/// lines are there all the same.
fn still_there(p: &mut PortalTx<'_, '_>, target: Option<&str>) -> Result<Option<UserPk>, StoreError> {
    let Some(id) = target.and_then(|text| Uuid::parse_str(text).ok()) else {
        return Ok(None);
    };
    p.tx.one("SELECT pk FROM users WHERE id = $1", &[&id], |row| {
        row.get(0).map(UserPk)
    })
}

/// One line of the portal's log.
///
/// # Errors
/// When the database fails.
pub fn by_id(p: &mut PortalTx<'_, '_>, id: EventId) -> Result<Option<Event>, StoreError> {
    let mut conditions = Conditions {
        sql: String::from("portal = $1 AND id = $2"),
        params: vec![Box::new(p.portal.0), Box::new(id.0)],
    };
    conditions.seen(p);
    let sql = format!("SELECT {EVENT_COLUMNS} FROM events WHERE {}", conditions.sql);
    p.tx.one(&sql, &seen::bound(&conditions.params), event)
}

/// How many lines are newer than this one; 100 stands for "100 or more".
///
/// # Errors
/// When the database fails.
pub fn newer_than(p: &mut PortalTx<'_, '_>, id: EventId) -> Result<i64, StoreError> {
    let mut conditions = Conditions {
        sql: String::from("portal = $1 AND id > $2"),
        params: vec![Box::new(p.portal.0), Box::new(id.0)],
    };
    conditions.seen(p);
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT 1 FROM events WHERE {} LIMIT 100) AS newer",
        conditions.sql
    );
    Ok(p.tx
        .one(&sql, &seen::bound(&conditions.params), |row| row.get(0))?
        .unwrap_or_default())
}

fn event(row: &Row<'_>) -> Result<Event, StoreError> {
    let corrupt = |what: &str, value: &str| StoreError::Corrupt(format!("events.{what} is {value:?}"));
    let (action, result, changes) = (row.text(6)?, row.text(7)?, row.text(14)?);
    Ok(Event {
        id: EventId(row.get(0)?),
        at: Time(row.get(1)?),
        by: By {
            pk: row.get::<Option<i64>>(2)?.map(UserPk),
            label: row.get(3)?,
            role: row.get(4)?,
            provider: row.get(5)?,
        },
        action: Action::from_code(action).ok_or_else(|| corrupt("action", action))?,
        result: EventResult::ALL
            .iter()
            .copied()
            .find(|r| r.code() == result)
            .ok_or_else(|| corrupt("result", result))?,
        target: target(row)?,
        reason: row.get(11)?,
        operation: row.get::<Option<Uuid>>(12)?.map(OperationId),
        request: RequestId(row.get(13)?),
        changes: serde_json::from_str(changes).map_err(|_| corrupt("changes", changes))?,
        ip: row.get(15)?,
        client: row.get(16)?,
    })
}

fn target(row: &Row<'_>) -> Result<Option<Target>, StoreError> {
    let (pk, id, label) = (
        row.get::<Option<i64>>(8)?,
        row.get::<Option<Uuid>>(9)?,
        row.get::<Option<String>>(10)?,
    );
    Ok(match (pk, id) {
        (Some(pk), Some(id)) => Some(Target {
            pk: UserPk(pk),
            id: UserId(id),
            label: label.unwrap_or_default(),
        }),
        _ => None,
    })
}
