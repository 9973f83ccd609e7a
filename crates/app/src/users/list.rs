//! Reading users: the list, one user, the tiles.

use crate::ctx::Ctx;
use crate::error::AppError;
use base64::Engine as _;
use model::access::Permission;
use model::event::Action;
use model::ids::UserId;
use model::policy::Category;
use model::query::{Cursor, Filter, MAX_PAGE, Page, Total, UserQuery};
use model::report::Skip;
use model::status::Status;
use model::user::User;
use std::collections::HashSet;
use store::counts::Counts;
use store::portal_tx::PortalTx;
use store::sessions::Session;
use store::users::list::ListRow;
use store::users::{Delivery, list};

/// One page of users, with signed cursors.
#[derive(Clone, Debug)]
pub struct UserPage {
    /// The rows.
    pub rows: Vec<ListRow>,
    /// Where the next page starts; none on the last one.
    pub next: Option<String>,
    /// Where the former page ends; none on the first one.
    pub prev: Option<String>,
    /// How many match.
    pub total: Total,
}

/// One user, whole.
#[derive(Clone, Debug)]
pub struct UserView {
    /// The user.
    pub user: User,
    /// The last onboarding mail.
    pub delivery: Option<Delivery>,
}

/// The tiles: users per category and status, and seats.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Users per status.
    pub counts: Counts,
    /// Seats owned; none for any number.
    pub seats_owned: Option<i64>,
    /// The portal's categories, in order.
    pub categories: &'static [Category],
}

impl Summary {
    /// Users in a category.
    #[must_use]
    pub fn in_category(&self, category: &Category) -> i64 {
        self.counts.of(category.statuses)
    }

    /// Users of every status that is listed by default.
    #[must_use]
    pub fn all(&self) -> i64 {
        let listed: Vec<Status> = Status::ALL.iter().copied().filter(|s| *s != Status::Deleted).collect();
        self.counts.of(&listed)
    }

    /// Free seats, where there is a limit.
    #[must_use]
    pub fn seats_free(&self) -> Option<i64> {
        self.seats_owned.map(|owned| (owned - self.counts.seats).max(0))
    }
}

/// A page of the list (S0.4, S2.22, S2.23, S3.27).
///
/// # Errors
/// `Forbidden`, or the database's.
pub fn page(ctx: &Ctx, query: &UserQuery) -> Result<UserPage, AppError> {
    ctx.require(Permission::UsersView)?;
    let query = UserQuery {
        limit: query.limit.clamp(1, MAX_PAGE),
        ..query.clone()
    };
    let look = |p: &mut PortalTx<'_, '_>| {
        let (page, total) = list::page_with_total(p, &query, &ctx.portal.policy)?;
        let sign = |row: &ListRow| {
            cursor_text(
                ctx,
                &query,
                &Cursor {
                    value: row.sort_value.clone(),
                    pk: row.pk.0,
                },
            )
        };
        let next = page.rows.last().filter(|_| page.has_next).map(sign);
        let prev = page.rows.first().filter(|_| page.has_prev).map(sign);
        Ok(UserPage {
            rows: page.rows,
            next,
            prev,
            total,
        })
    };
    // The number comes from the counters then: whether it is of the same moment as the rows makes no difference to anybody.
    if list::is_plain(&query.filter) {
        ctx.glance(look)
    } else {
        ctx.read(look)
    }
}

/// What a cursor is bound to: portal, sort and filter. A cursor of another list is refused.
fn cursor_context(ctx: &Ctx, query: &UserQuery) -> String {
    format!(
        "list {} {} {} {:?}",
        ctx.portal.pk.0,
        query.sort.key(),
        query.dir.key(),
        query.filter
    )
}

fn cursor_text(ctx: &Ctx, query: &UserQuery, cursor: &Cursor) -> String {
    let payload = serde_json::to_vec(cursor).unwrap_or_default();
    ctx.app.keys().sign(&cursor_context(ctx, query), &payload)
}

/// Reads a cursor that came back from the outside, for the query it stands in.
///
/// # Errors
/// `BadCursor` when it is forged, stale or of another list.
pub fn cursor(ctx: &Ctx, query: &UserQuery, text: &str) -> Result<Cursor, AppError> {
    let payload = ctx
        .app
        .keys()
        .verify(&cursor_context(ctx, query), text)
        .ok_or(AppError::BadCursor)?;
    serde_json::from_slice(&payload).map_err(|_| AppError::BadCursor)
}

/// Signs a filter that a form carries while a person confirms ("all matching"), with the number seen.
#[must_use]
pub fn freeze(ctx: &Ctx, filter: &Filter, seen: i64) -> String {
    let payload = serde_json::to_vec(&(filter, seen)).unwrap_or_default();
    ctx.app.keys().sign(&format!("filter {}", ctx.portal.pk.0), &payload)
}

/// Reads a frozen filter back.
///
/// # Errors
/// `BadCursor` when it was not signed for this portal.
pub fn thaw(ctx: &Ctx, text: &str) -> Result<(Filter, i64), AppError> {
    let payload = ctx
        .app
        .keys()
        .verify(&format!("filter {}", ctx.portal.pk.0), text)
        .ok_or(AppError::BadCursor)?;
    serde_json::from_slice(&payload).map_err(|_| AppError::BadCursor)
}

/// The start of a page from the texts of a URL.
///
/// # Errors
/// `BadCursor`.
pub fn start(ctx: &Ctx, query: &UserQuery, after: Option<&str>, before: Option<&str>) -> Result<Page, AppError> {
    match (after, before) {
        (Some(after), _) => Ok(Page::After(cursor(ctx, query, after)?)),
        (None, Some("last")) => Ok(Page::Last),
        (None, Some(before)) => Ok(Page::Before(cursor(ctx, query, before)?)),
        (None, None) => Ok(Page::First),
    }
}

/// How many users match a filter.
///
/// # Errors
/// `Forbidden`.
pub fn count(ctx: &Ctx, filter: &Filter) -> Result<Total, AppError> {
    ctx.require(Permission::UsersView)?;
    ctx.read(|p| Ok(list::count(p, filter, &ctx.portal.policy)?))
}

/// How many users match a filter, less some, however many they are.
///
/// # Errors
/// `Forbidden`.
pub fn count_all(ctx: &Ctx, filter: &Filter, except: &[UserId]) -> Result<i64, AppError> {
    ctx.require(Permission::UsersView)?;
    ctx.read(|p| {
        let all = list::count_all(p, filter, &ctx.portal.policy)?;
        if except.is_empty() {
            return Ok(all);
        }
        let shown: HashSet<UserId> = filter.ids.iter().copied().collect();
        let those = except
            .iter()
            .copied()
            .filter(|id| shown.is_empty() || shown.contains(id));
        let excepted = Filter {
            ids: those.collect::<HashSet<_>>().into_iter().collect(),
            ..filter.clone()
        };
        match excepted.ids.is_empty() {
            true => Ok(all),
            false => Ok(all - list::count_all(p, &excepted, &ctx.portal.policy)?),
        }
    })
}

/// One user.
///
/// # Errors
/// `NotFound` (also outside the scope), `Forbidden`.
pub fn get(ctx: &Ctx, id: UserId) -> Result<UserView, AppError> {
    let is_self = ctx.person().is_some_and(|p| p.id == id);
    if !is_self {
        ctx.require(Permission::UsersView)?;
    }
    let row = ctx
        .glance(|p| Ok(store::users::by_id(p, id)?))?
        .ok_or(AppError::NotFound("user"))?;
    Ok(UserView {
        user: row.user,
        delivery: row.delivery,
    })
}

/// The tiles (S0.46, S0.47): numbers of all whom the actor sees, whatever is searched for. Seats are the whole portal's,
/// so who sees a part of the users is not told about them (I5).
///
/// # Errors
/// `Forbidden`.
pub fn summary(ctx: &Ctx) -> Result<Summary, AppError> {
    ctx.require(Permission::UsersView)?;
    ctx.glance(|p| {
        let portal = p.portal();
        let portal = store::portals::by_pk(p.tx(), portal)?.ok_or(AppError::NotFound("portal"))?;
        Ok(Summary {
            counts: store::counts::seen(p)?,
            seats_owned: portal.seat_limit.filter(|_| p.sight().is_everybody()),
            categories: ctx.portal.policy.categories(),
        })
    })
}

/// Mails to one user, newest first: the user page shows what became of them.
///
/// # Errors
/// `NotFound`, `Forbidden`.
pub fn mails(ctx: &Ctx, id: UserId) -> Result<Vec<store::outbox::Message>, AppError> {
    let view = get(ctx, id)?;
    ctx.read(|p| Ok(store::outbox::of_user(p, view.user.pk, 10)?))
}

/// Sessions of one user.
///
/// # Errors
/// `NotFound`, `Forbidden`.
pub fn sessions(ctx: &Ctx, id: UserId) -> Result<Vec<Session>, AppError> {
    let view = get(ctx, id)?;
    if ctx.person().is_none_or(|p| p.id != id) {
        ctx.require(Permission::UsersSessions)?;
    }
    let now = ctx.now;
    let all = ctx.read(|p| Ok(store::sessions::of_user(p, view.user.pk)?))?;
    Ok(all.into_iter().filter(|s| s.expires_at > now).collect())
}

/// Ends one session of a user.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Conflict` for a user of higher rank.
pub fn end_session(ctx: &Ctx, id: UserId, session: uuid::Uuid) -> Result<(), AppError> {
    let view = get(ctx, id)?;
    if ctx.person().is_none_or(|p| p.id != id) {
        ctx.require_for_change(Permission::UsersSessions)?;
        reach(ctx, &view.user)?;
    }
    ctx.write(|w| {
        if !store::sessions::end_one(&mut w.p, view.user.pk, session)? {
            return Err(AppError::NotFound("session"));
        }
        Ok(w.finish(vec![ctx.event(Action::SignedOut, Some(&view.user))], ()))
    })
}

/// Ends every session of a user.
///
/// # Errors
/// `NotFound`, `Forbidden`, `Conflict` for a user of higher rank.
pub fn end_sessions(ctx: &Ctx, id: UserId) -> Result<u64, AppError> {
    let view = get(ctx, id)?;
    if ctx.person().is_none_or(|p| p.id != id) {
        ctx.require_for_change(Permission::UsersSessions)?;
        reach(ctx, &view.user)?;
    }
    ctx.write(|w| {
        let ended = store::sessions::end_all(&mut w.p, view.user.pk)?;
        store::second_factors::forget_unconfirmed(&mut w.p, &[view.user.pk])?;
        Ok(w.finish(vec![ctx.event(Action::SessionsEnded, Some(&view.user))], ended))
    })
}

/// Whether the actor may act on the user by a way that is no command: rank, and no part of the user out of sight.
fn reach(ctx: &Ctx, user: &User) -> Result<(), AppError> {
    let skip = if !ctx.actor.reaches(user.role.rank) {
        Skip::Outranked
    } else if !ctx.actor.scope().covers(&user.grants.sub_accounts) {
        Skip::NoPermission
    } else {
        return Ok(());
    };
    Err(AppError::conflict(skip.code(), skip))
}

/// A short text that stands for a view in a URL where the ids would not fit.
#[must_use]
pub fn fingerprint(text: &str) -> String {
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(crate::keys::hash(text).get(..9).unwrap_or_default())
}
