//! The list, one user, adding and editing.

use super::access;
use super::answer::{Answer, json, located, ok, run, tagged};
use super::input::{Body, Id, Params, Words, limit, present, time, word};
use super::view::{All, Instant, Page, SessionInfo, User};
use crate::extract::Program;
use crate::server::Server;
use app::Ctx;
use app::error::AppError;
use app::users::list::{UserPage, UserView};
use app::users::profile::Edit;
use app::users::{add, list as users, profile};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use model::access::Permission;
use model::ids::UserId;
use model::operation::{AlreadyInvited, Grant, InviteMail, NewPerson};
use model::policy::Switch;
use model::query::{Direction, Filter, Sort, Total, UserQuery};
use model::status::Status;
use model::user::Kind;
use model::user::access::{Grants, Scope};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Which users, in which order, from where.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ListParams {
    /// Search text: every word must occur in a name, the username or the e-mail; a whole id finds its user.
    q: Option<String>,
    /// Any of these statuses.
    #[param(value_type = Vec<String>, explode = false, example = json!(["ACTIVE"]))]
    status: Words,
    /// The key of one of the portal's categories; without it and without `status`, all but deleted users.
    category: Option<String>,
    /// Any of these role slugs.
    #[param(value_type = Vec<String>, explode = false)]
    role: Words,
    /// Last signed in before this instant, or never; the word `never` finds only those who never did.
    seen_before: Option<String>,
    /// Added at or after this instant.
    #[param(format = DateTime)]
    added_after: Option<String>,
    /// Added before this instant.
    #[param(format = DateTime)]
    added_before: Option<String>,
    /// Only these users.
    #[param(value_type = Vec<uuid::Uuid>, explode = false)]
    ids: Words,
    /// Holders of any of these permissions, by role or granted singly.
    #[param(value_type = Vec<String>, explode = false)]
    permission: Words,
    /// Users who reach any of these modules.
    #[param(value_type = Vec<String>, explode = false)]
    module: Words,
    /// Users who are limited to sub-accounts, and to any of these among them.
    #[param(value_type = Vec<String>, explode = false)]
    sub_account: Words,
    /// Users with any of these app roles, `app/role`.
    #[param(value_type = Vec<String>, explode = false)]
    app_role: Words,
    /// Whether multi-factor sign-in is set up: `on` or `off`.
    mfa: Option<String>,
    /// `name` (the default), `first`, `last`, `user`, `status`, `role`, `email`, `seen`, `added` or `modified`.
    sort: Option<String>,
    /// `asc` or `desc`; without it the natural direction of the column.
    dir: Option<String>,
    /// Rows per page: 1 to 200.
    #[param(value_type = Option<i32>, minimum = 1, maximum = 200, default = 50)]
    limit: Option<String>,
    /// The `next` of a page with the same parameters.
    after: Option<String>,
    /// The `prev` of a page with the same parameters, or `last` for the last page.
    before: Option<String>,
}

fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}

impl ListParams {
    /// Whether a place in the list is named.
    pub(super) fn is_at_a_page(&self) -> bool {
        [&self.limit, &self.after, &self.before]
            .into_iter()
            .any(Option::is_some)
    }

    fn filter(&self, ctx: &Ctx) -> Result<Filter, AppError> {
        let never_seen = self.seen_before.as_deref() == Some("never");
        let seen_before = given(&self.seen_before).filter(|_| !never_seen);
        let filter = Filter {
            q: self.q.clone().unwrap_or_default(),
            status: self.status.each("status", Status::from_code)?,
            category: given(&self.category).map(str::to_owned),
            role: self.role.0.clone(),
            seen_before: time("seen_before", seen_before)?,
            never_seen,
            added_after: time("added_after", given(&self.added_after))?,
            added_before: time("added_before", given(&self.added_before))?,
            ids: self.ids.each("ids", |id| id.parse().ok())?,
            permission: self.permission.each("permission", Permission::from_code)?,
            module: self.module.0.clone(),
            sub_account: self.sub_account.0.clone(),
            app_role: self.app_role.0.clone(),
            second_factor: word("mfa", given(&self.mfa), switch)?,
        };
        known_category(ctx, filter)
    }

    /// The whole query.
    pub(super) fn query(&self, ctx: &Ctx) -> Result<UserQuery, AppError> {
        let sort = word("sort", given(&self.sort), Sort::from_key)?.unwrap_or_default();
        let dir = word("dir", given(&self.dir), |d| match d {
            "asc" => Some(Direction::Asc),
            "desc" => Some(Direction::Desc),
            _ => None,
        })?;
        let mut query = UserQuery {
            filter: self.filter(ctx)?,
            sort,
            dir: dir.unwrap_or(sort.natural()),
            limit: limit(given(&self.limit))?,
            ..UserQuery::default()
        };
        let (after, before) = (given(&self.after), given(&self.before));
        if after.is_some() && before.is_some() {
            return Err(AppError::invalid("before", "Use `after` or `before`, not both."));
        }
        query.page = users::start(ctx, &query, after, before)?;
        Ok(query)
    }
}

fn switch(word: &str) -> Option<Switch> {
    match word {
        "on" => Some(Switch::On),
        "off" => Some(Switch::Off),
        _ => None,
    }
}

/// A category that the portal does not have would match nobody, which helps no program.
pub(super) fn known_category(ctx: &Ctx, filter: Filter) -> Result<Filter, AppError> {
    let policy = &ctx.portal.policy;
    match filter.category.as_deref().filter(|key| policy.category(key).is_none()) {
        None => Ok(filter),
        Some(key) => {
            let keys: Vec<&str> = policy.categories().iter().map(|c| c.key).collect();
            Err(AppError::invalid(
                "category",
                format!("`{key}` is no category of this portal: use {}.", keys.join(", ")),
            ))
        }
    }
}

fn listed(ctx: &Ctx, page: UserPage) -> Page<User> {
    let (total, total_is_exact) = match page.total {
        Total::Exact(n) => (n, true),
        Total::MoreThan(n) => (n, false),
    };
    let user = |row| User::of_row(row, &ctx.portal, ctx.now);
    Page {
        items: page.rows.into_iter().map(user).collect(),
        next: page.next,
        prev: page.prev,
        total: Some(total),
        total_is_exact,
    }
}

pub(super) fn shown(ctx: &Ctx, view: &UserView) -> User {
    User::of(&view.user, view.delivery.as_ref(), &ctx.portal, ctx.now)
}

/// Lists users
///
/// Needs `users.view`.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/users", tag = "users", operation_id = "list_users", params(ListParams),
    responses((status = 200, description = "A page of users", body = Page<User>))
)]
pub(super) async fn list(State(server): State<Server>, program: Program, Params(params): Params<ListParams>) -> Answer {
    let page = run(&server, &program, move |ctx| users::page(ctx, &params.query(ctx)?)).await?;
    ok(&listed(&program.ctx, page))
}

/// One user to add.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewUser {
    #[schema(example = "ann@acme.example")]
    email: String,
    first_name: Option<String>,
    last_name: Option<String>,
    username: Option<String>,
    /// The slug of a role up to your own; `user` where nothing is said.
    role: Option<String>,
    /// Whether the invitation is mailed; `true` where nothing is said.
    send_invitation: Option<bool>,
    /// Words for the mail.
    message: Option<String>,
    /// Single permissions on top of the role: only what you hold.
    #[serde(default)]
    permissions: Vec<String>,
    /// Modules by their slugs.
    #[serde(default)]
    modules: Vec<String>,
    /// Sub-accounts by their slugs; without them all that you work in yourself.
    sub_accounts: Option<Vec<String>>,
    /// App roles, `app/role`.
    #[serde(default)]
    app_roles: Vec<String>,
    /// Whose person it is: `external` (also where nothing is said) or `internal`. In the provider's own portal everybody
    /// is internal.
    kind: Option<String>,
}

impl NewUser {
    fn parts(self) -> Result<(NewPerson, Grant), AppError> {
        let kinds = [Kind::External, Kind::Internal];
        let kind = word("kind", self.kind.as_deref(), |word| {
            kinds.into_iter().find(|kind| kind.code() == word)
        })?;
        let mail = if self.send_invitation.unwrap_or(true) {
            InviteMail::Send
        } else {
            InviteMail::Skip
        };
        let person = NewPerson {
            input: self.email.clone(),
            email: self.email,
            first_name: self.first_name,
            last_name: self.last_name,
            username: self.username,
            role: None,
            settled: None,
        };
        let role = self.role.unwrap_or_else(|| String::from("user"));
        Ok((
            person,
            Grant {
                role,
                message: self.message,
                mail,
                already_invited: AlreadyInvited::Skip,
                access: grants(&self.permissions, self.modules, self.sub_accounts, self.app_roles)?,
                kind: kind.unwrap_or_default(),
            },
        ))
    }
}

/// What a new user gets besides the role.
///
/// # Errors
/// `Invalid` for a permission that there is not.
pub(super) fn grants(
    permissions: &[String],
    modules: Vec<String>,
    sub_accounts: Option<Vec<String>>,
    app_roles: Vec<String>,
) -> Result<Grants, AppError> {
    Ok(Grants {
        permissions: access::codes(permissions)?.into_iter().collect(),
        modules: modules.into_iter().collect(),
        sub_accounts: sub_accounts.map_or(Scope::All, |named| Scope::Named(named.into_iter().collect())),
        app_roles: app_roles.into_iter().collect(),
    })
}

/// Adds one user
///
/// With an invitation by mail, or without. An address that may not come in is a 409 whose code is the reason.
/// Needs `users.invite`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/users", tag = "users", operation_id = "add_user", request_body = NewUser,
    responses((status = 201, description = "The new user, with `ETag` and `Location`", body = User))
)]
pub(super) async fn add(State(server): State<Server>, program: Program, Body(new): Body<NewUser>) -> Answer {
    let key = program.key()?;
    let (person, grant) = new.parts().map_err(|error| program.problem(error))?;
    let view = run(&server, &program, move |ctx| add::one(ctx, person, grant, key)).await?;
    let path = format!("/api/v1/portals/{}/users/{}", program.ctx.portal.slug, view.user.id);
    Ok(located(whole(StatusCode::CREATED, &program.ctx, &view), &path))
}

fn whole(status: StatusCode, ctx: &Ctx, view: &UserView) -> Response {
    tagged(json(status, &shown(ctx, view)), view.user.version)
}

/// Reads one user
///
/// Needs `users.view`, but for yourself.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/users/{id}", tag = "users", operation_id = "get_user",
    responses((status = 200, description = "The user, with `ETag`", body = User))
)]
pub(super) async fn get(State(server): State<Server>, program: Program, Id(id): Id<UserId>) -> Answer {
    let view = run(&server, &program, move |ctx| users::get(ctx, id)).await?;
    Ok(whole(StatusCode::OK, &program.ctx, &view))
}

/// The fields to change. A field that is not there stays; `null` or an empty text removes it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UserChanges {
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    first_name: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    last_name: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    username: Option<Option<String>>,
    /// Refused, with what to do instead.
    #[serde(default)]
    #[schema(ignore)]
    email: Option<serde::de::IgnoredAny>,
}

impl UserChanges {
    fn edit(self) -> Result<Edit, AppError> {
        if self.email.is_some() {
            let remedy = "The e-mail is a step of its own: POST to `users/change-email`.";
            return Err(AppError::invalid("email", remedy));
        }
        let text = |field: Option<Option<String>>| field.map(Option::unwrap_or_default);
        Ok(Edit {
            first_name: text(self.first_name),
            last_name: text(self.last_name),
            username: text(self.username),
            ..Edit::default()
        })
    }
}

/// Changes the names of a user
///
/// Needs `users.edit`, but for yourself. With `If-Match`, 412 when somebody else was quicker.
#[utoipa::path(
    patch, path = "/api/v1/portals/{slug}/users/{id}", tag = "users", operation_id = "edit_user",
    request_body = UserChanges, responses((status = 200, description = "The user, with its new `ETag`", body = User))
)]
pub(super) async fn edit(
    State(server): State<Server>,
    program: Program,
    Id(id): Id<UserId>,
    Body(changes): Body<UserChanges>,
) -> Answer {
    let seen = program.if_match()?;
    let edit = changes.edit().map_err(|error| program.problem(error))?;
    let view = run(&server, &program, move |ctx| profile::edit(ctx, id, &edit, seen)).await?;
    Ok(whole(StatusCode::OK, &program.ctx, &view))
}

/// Lists the sessions of a user
///
/// Needs `users.sessions`, but for yourself.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/users/{id}/sessions", tag = "users", operation_id = "list_sessions",
    responses((status = 200, description = "Sessions that have not ended", body = All<SessionInfo>))
)]
pub(super) async fn sessions(State(server): State<Server>, program: Program, Id(id): Id<UserId>) -> Answer {
    let sessions = run(&server, &program, move |ctx| users::sessions(ctx, id)).await?;
    ok(&All {
        items: sessions.into_iter().map(SessionInfo::of).collect(),
    })
}

/// Which users, in a JSON body: the same fields as in the query of the list.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct FilterBody {
    /// Search text: every word must occur in a name, the username or the e-mail.
    q: String,
    /// Any of these statuses.
    #[schema(value_type = Vec<String>)]
    status: Vec<Status>,
    /// The key of one of the portal's categories; without it and without `status`, all but deleted users.
    category: Option<String>,
    /// Any of these role slugs.
    role: Vec<String>,
    /// Last signed in before this instant, or never.
    seen_before: Option<Instant>,
    /// Never signed in.
    never_seen: bool,
    /// Added at or after this instant.
    added_after: Option<Instant>,
    /// Added before this instant.
    added_before: Option<Instant>,
    /// Only these users.
    #[schema(value_type = Vec<uuid::Uuid>)]
    ids: Vec<UserId>,
    /// Holders of any of these permissions, by role or granted singly.
    permission: Vec<String>,
    /// Users who reach any of these modules.
    module: Vec<String>,
    /// Users who are limited to sub-accounts, and to any of these among them.
    sub_account: Vec<String>,
    /// Users with any of these app roles, `app/role`.
    app_role: Vec<String>,
    /// Whether multi-factor sign-in is set up: `on` or `off`.
    mfa: Option<String>,
}

impl FilterBody {
    pub(super) fn filter(self, ctx: &Ctx) -> Result<Filter, AppError> {
        let filter = Filter {
            q: self.q,
            status: self.status,
            category: self.category,
            role: self.role,
            seen_before: self.seen_before.map(|at| at.0),
            never_seen: self.never_seen,
            added_after: self.added_after.map(|at| at.0),
            added_before: self.added_before.map(|at| at.0),
            ids: self.ids,
            permission: Words(self.permission).each("permission", Permission::from_code)?,
            module: self.module,
            sub_account: self.sub_account,
            app_role: self.app_role,
            second_factor: word("mfa", given(&self.mfa), switch)?,
        };
        known_category(ctx, filter)
    }
}
