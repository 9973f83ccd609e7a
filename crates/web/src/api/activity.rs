//! The audit log.

use super::answer::{Answer, ok, run};
use super::cursor;
use super::input::{Id, Params, limit, time, word};
use super::view::{Entry, Page};
use crate::extract::Program;
use crate::server::Server;
use app::Ctx;
use app::activity::{self, ActivityPage, EventQuery};
use app::error::AppError;
use axum::extract::State;
use model::event::{Action, EventResult};
use model::ids::EventId;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which lines, from where.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct LogParams {
    /// Who acted: an address as the log has it, or the id of a user.
    actor: Option<String>,
    /// What happened, for example `user.deactivated`.
    action: Option<String>,
    /// Whom it was done to: an address as the log has it, or the id of a user.
    target: Option<String>,
    /// `done`, `refused` or `failed`.
    result: Option<String>,
    /// At or after this instant.
    #[param(format = DateTime)]
    from: Option<String>,
    /// Before this instant.
    #[param(format = DateTime)]
    to: Option<String>,
    /// Rows per page: 1 to 200.
    #[param(value_type = Option<i32>, minimum = 1, maximum = 200, default = 50)]
    limit: Option<String>,
    /// The `next` of a page with the same parameters.
    after: Option<String>,
    /// The `prev` of a page with the same parameters.
    before: Option<String>,
}

impl LogParams {
    /// What a cursor is bound to: everything but the place.
    fn list(&self) -> String {
        let Self {
            actor,
            action,
            target,
            result,
            from,
            to,
            ..
        } = self;
        format!("activity {actor:?} {action:?} {target:?} {result:?} {from:?} {to:?}")
    }

    fn query(&self, ctx: &Ctx) -> Result<EventQuery, AppError> {
        if self.after.is_some() && self.before.is_some() {
            return Err(AppError::invalid("before", "Use `after` or `before`, not both."));
        }
        let list = self.list();
        let place = |text: &Option<String>| {
            text.as_deref()
                .map(|t| cursor::open(ctx, &list, t).map(EventId))
                .transpose()
        };
        let result = |code: &str| EventResult::ALL.iter().copied().find(|r| r.code() == code);
        // What somebody did themselves may be read without `activity.view`, and is asked for by row key.
        let own = ctx.person().filter(|p| {
            self.actor
                .as_deref()
                .is_some_and(|a| a == p.email || a == p.id.to_string())
        });
        Ok(EventQuery {
            actor: self.actor.clone().filter(|_| own.is_none()),
            actor_pk: own.map(|p| p.pk),
            target: self.target.clone(),
            action: word("action", self.action.as_deref(), Action::from_code)?,
            result: word("result", self.result.as_deref(), result)?,
            from: time("from", self.from.as_deref())?,
            to: time("to", self.to.as_deref())?,
            after: place(&self.after)?,
            before: place(&self.before)?,
            limit: limit(self.limit.as_deref())?,
            ..EventQuery::default()
        })
    }
}

/// Lists activity
///
/// Newest first. Needs `activity.view`; everybody may read what they did themselves (`actor` is then your own address).
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/activity", tag = "activity", operation_id = "list_activity", params(LogParams),
    responses((status = 200, description = "A page of the audit log", body = Page<Entry>))
)]
pub(super) async fn list(State(server): State<Server>, program: Program, Params(params): Params<LogParams>) -> Answer {
    let page = run(&server, &program, move |ctx| {
        let page = activity::list(ctx, &params.query(ctx)?)?;
        Ok(listed(ctx, &params, page))
    });
    ok(&page.await?)
}

fn listed(ctx: &Ctx, params: &LogParams, page: ActivityPage) -> Page<Entry> {
    let list = params.list();
    let seal = |entry: &Entry| cursor::seal(ctx, &list, entry.id);
    let items: Vec<Entry> = page.events.into_iter().map(Entry::of).collect();
    // Walking back, `more` speaks of newer lines, and the line that was walked back from is an older one.
    let (older, newer) = match (&params.after, &params.before) {
        (_, Some(_)) => (true, page.more),
        (after, None) => (page.more, after.is_some()),
    };
    Page {
        next: items.last().filter(|_| older).map(seal),
        prev: items.first().filter(|_| newer).map(seal),
        items,
        total: None,
        total_is_exact: false,
    }
}

/// Reads one line of the log
///
/// Needs `activity.view`, but for what you did yourself.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/activity/{id}", tag = "activity", operation_id = "get_activity",
    responses((status = 200, description = "The line", body = Entry))
)]
pub(super) async fn get(State(server): State<Server>, program: Program, Id(id): Id<EventId>) -> Answer {
    let event = run(&server, &program, move |ctx| activity::get(ctx, id)).await?;
    ok(&Entry::of(event))
}
