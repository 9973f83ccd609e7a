//! Commands over a set of users: one route each, one body for all.

use super::answer::{Answer, json, located, ok, run};
use super::input::Body;
use super::users::FilterBody;
use super::view::Report;
use crate::extract::Program;
use crate::server::Server;
use app::Ctx;
use app::error::AppError;
use app::operations;
use app::users::list as users;
use app::users::run::{self as engine, AT_ONCE, Target};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use model::access::Permission;
use model::command::Command;
use model::ids::UserId;
use model::query::{Page, UserQuery};
use model::report::{Line, Outcome, Report as Outcomes, Skip};
use serde::Deserialize;
use std::collections::HashSet;
use utoipa::ToSchema;

/// A set of users and what goes with the command. Either `ids` or `filter`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CommandBody {
    /// These users, in this order: at most 10,000.
    #[schema(value_type = Option<Vec<uuid::Uuid>>)]
    ids: Option<Vec<UserId>>,
    /// Everyone who matches when the command is given.
    filter: Option<FilterBody>,
    /// With `filter`: but not these.
    #[schema(value_type = Option<Vec<uuid::Uuid>>)]
    except: Option<Vec<UserId>>,
    /// Whether to say only what would happen.
    #[serde(default)]
    dry_run: bool,
    /// Why; `deactivate`, `revoke`, `lock` and `delete` keep it in the audit log.
    reason: Option<String>,
    /// Words for the mail; only for `resend` and `restore`.
    message: Option<String>,
}

/// What is done with the set.
enum Mode {
    Preview,
    Run,
}

impl CommandBody {
    /// A set of users, for a command that brings its own words.
    pub(super) const fn of_set(
        ids: Option<Vec<UserId>>,
        filter: Option<FilterBody>,
        except: Option<Vec<UserId>>,
        dry_run: bool,
    ) -> Self {
        Self {
            ids,
            filter,
            except,
            dry_run,
            reason: None,
            message: None,
        }
    }

    fn mode(&self) -> Mode {
        if self.dry_run { Mode::Preview } else { Mode::Run }
    }

    /// The command in full, with what the body says.
    fn command(&mut self, name: &str) -> Result<Command, AppError> {
        let command = match Command::from_name(name).ok_or(AppError::NotFound("command"))? {
            Command::Activate => Command::Activate,
            Command::Deactivate { .. } => Command::Deactivate {
                reason: self.reason.take(),
            },
            Command::Revoke { .. } => Command::Revoke {
                reason: self.reason.take(),
            },
            Command::Resend { .. } => Command::Resend {
                message: self.message.take(),
            },
            Command::Lock { .. } => Command::Lock {
                reason: self.reason.take(),
            },
            Command::Unlock => Command::Unlock,
            Command::ResetPassword => Command::ResetPassword,
            Command::Delete { .. } => Command::Delete {
                reason: self.reason.take(),
            },
            Command::Restore { .. } => Command::Restore {
                message: self.message.take(),
            },
            Command::Erase { .. } => Command::Erase {
                reason: self.reason.take(),
            },
            Command::ResetMfa => Command::ResetMfa,
            other => other,
        };
        self.nothing_left().map(|()| command)
    }

    fn nothing_left(&self) -> Result<(), AppError> {
        match &self.message {
            Some(_) => Err(AppError::invalid(
                "message",
                "Only `resend` and `restore` take a message.",
            )),
            None => Ok(()),
        }
    }

    fn target(self, ctx: &Ctx) -> Result<Target, AppError> {
        match (self.ids, self.filter, self.except) {
            (Some(ids), None, None) => Ok(Target::Ids(ids)),
            (None, Some(filter), except) => Ok(Target::Matching {
                filter: filter.filter(ctx)?,
                except: except.unwrap_or_default(),
            }),
            (Some(_), None, Some(_)) => Err(AppError::invalid("except", "Goes with `filter` only.")),
            (Some(_), Some(_), _) => Err(AppError::invalid("ids", "Send `ids` or `filter`, not both.")),
            (None, None, _) => Err(AppError::invalid("ids", "Send `ids` or `filter`.")),
        }
    }
}

/// The answer of the command engine: everything at once, or where the work goes on.
pub(super) fn answered(ctx: &Ctx, answer: engine::Answer) -> Response {
    match answer {
        engine::Answer::Finished { report, .. } => json(StatusCode::OK, &Report::finished(report)),
        engine::Answer::Started(operation) => {
            let path = format!("/api/v1/portals/{}/operations/{}", ctx.portal.slug, operation.id);
            located(json(StatusCode::ACCEPTED, &Report::started(&operation)), &path)
        }
    }
}

async fn command(server: &Server, program: &Program, name: &'static str, mut body: CommandBody) -> Answer {
    let command = body.command(name);
    carried_out(server, program, command, body).await
}

/// Runs a command on the set of a body, or says what it would do.
pub(super) async fn carried_out(
    server: &Server,
    program: &Program,
    command: Result<Command, AppError>,
    body: CommandBody,
) -> Answer {
    let key = program.key()?;
    let mode = body.mode();
    let answer = run(server, program, move |ctx| {
        let command = command?;
        let target = body.target(ctx)?;
        match mode {
            Mode::Preview => Ok(json(
                StatusCode::OK,
                &Report::finished(engine::preview(ctx, &command, &target)?),
            )),
            Mode::Run => Ok(answered(ctx, engine::run(ctx, command, target, key)?)),
        }
    });
    answer.await
}

/// Activates users
///
/// Takes a seat for each and gives access. Needs `users.activate`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/users/activate", tag = "commands", operation_id = "activate_users",
    request_body = CommandBody,
    responses(
        (status = 200, description = "What became of each", body = Report),
        (status = 202, description = "A large set: `Location` names the operation", body = Report)
    )
)]
pub(super) async fn activate(State(server): State<Server>, program: Program, Body(body): Body<CommandBody>) -> Answer {
    command(&server, &program, "activate", body).await
}

/// Deactivates users
///
/// Ends sessions, tokens and links at once and frees the seat. Needs `users.activate`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/users/deactivate", tag = "commands", operation_id = "deactivate_users",
    request_body = CommandBody,
    responses(
        (status = 200, description = "What became of each", body = Report),
        (status = 202, description = "A large set: `Location` names the operation", body = Report)
    )
)]
pub(super) async fn deactivate(
    State(server): State<Server>,
    program: Program,
    Body(body): Body<CommandBody>,
) -> Answer {
    command(&server, &program, "deactivate", body).await
}

/// Resends invitations
///
/// Sends the onboarding mail again with a new link; the older link is void. Needs `users.resend`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/users/resend", tag = "commands", operation_id = "resend_invitations",
    request_body = CommandBody,
    responses(
        (status = 200, description = "What became of each", body = Report),
        (status = 202, description = "A large set: `Location` names the operation", body = Report)
    )
)]
pub(super) async fn resend(State(server): State<Server>, program: Program, Body(body): Body<CommandBody>) -> Answer {
    command(&server, &program, "resend", body).await
}

/// Revokes invitations
///
/// The links stop working at once. Needs `users.invite`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/users/revoke", tag = "commands", operation_id = "revoke_invitations",
    request_body = CommandBody,
    responses(
        (status = 200, description = "What became of each", body = Report),
        (status = 202, description = "A large set: `Location` names the operation", body = Report)
    )
)]
pub(super) async fn revoke(State(server): State<Server>, program: Program, Body(body): Body<CommandBody>) -> Answer {
    command(&server, &program, "revoke", body).await
}

/// Locks users
///
/// Ends sessions, tokens and open links at once and refuses sign-in until somebody unlocks; seats stay taken. Needs `users.lock`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/users/lock", tag = "commands", operation_id = "lock_users",
    request_body = CommandBody,
    responses(
        (status = 200, description = "What became of each", body = Report),
        (status = 202, description = "A large set: `Location` names the operation", body = Report)
    )
)]
pub(super) async fn lock(State(server): State<Server>, program: Program, Body(body): Body<CommandBody>) -> Answer {
    command(&server, &program, "lock", body).await
}

/// Unlocks users
///
/// Takes any lock off; the count of wrong passwords starts again. Needs `users.lock`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/users/unlock", tag = "commands", operation_id = "unlock_users",
    request_body = CommandBody,
    responses(
        (status = 200, description = "What became of each", body = Report),
        (status = 202, description = "A large set: `Location` names the operation", body = Report)
    )
)]
pub(super) async fn unlock(State(server): State<Server>, program: Program, Body(body): Body<CommandBody>) -> Answer {
    command(&server, &program, "unlock", body).await
}

/// Resets passwords
///
/// The old passwords are void at once, access ends, and each user is mailed a link to a new one. Needs
/// `users.reset_password`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/users/reset-password", tag = "commands", operation_id = "reset_passwords",
    request_body = CommandBody,
    responses(
        (status = 200, description = "What became of each", body = Report),
        (status = 202, description = "A large set: `Location` names the operation", body = Report)
    )
)]
pub(super) async fn reset_password(
    State(server): State<Server>,
    program: Program,
    Body(body): Body<CommandBody>,
) -> Answer {
    command(&server, &program, "reset-password", body).await
}

/// Deletes users
///
/// Access ends and seats are freed at once; what stays of the data is the portal's policy. A program confirms by asking:
/// there is nothing to type. Needs `users.delete`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/users/delete", tag = "commands", operation_id = "delete_users",
    request_body = CommandBody,
    responses(
        (status = 200, description = "What became of each", body = Report),
        (status = 202, description = "A large set: `Location` names the operation", body = Report)
    )
)]
pub(super) async fn delete(State(server): State<Server>, program: Program, Body(body): Body<CommandBody>) -> Answer {
    command(&server, &program, "delete", body).await
}

/// Invites deleted users again
///
/// The same id and history, a new invitation. Needs `users.invite`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/users/restore", tag = "commands", operation_id = "restore_users",
    request_body = CommandBody,
    responses(
        (status = 200, description = "What became of each", body = Report),
        (status = 202, description = "A large set: `Location` names the operation", body = Report)
    )
)]
pub(super) async fn restore(State(server): State<Server>, program: Program, Body(body): Body<CommandBody>) -> Answer {
    command(&server, &program, "restore", body).await
}

/// Erases deleted users
///
/// Personal data is gone for good; the audit log keeps a pseudonym. Needs `users.erase`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/users/erase", tag = "commands", operation_id = "erase_users",
    request_body = CommandBody,
    responses(
        (status = 200, description = "What became of each", body = Report),
        (status = 202, description = "A large set: `Location` names the operation", body = Report)
    )
)]
pub(super) async fn erase(State(server): State<Server>, program: Program, Body(body): Body<CommandBody>) -> Answer {
    command(&server, &program, "erase", body).await
}

/// Resets second factors
///
/// Authenticators and recovery codes stop working and access ends; the next sign-in sets them up from scratch. Needs
/// `users.reset_mfa`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/users/reset-mfa", tag = "commands", operation_id = "reset_second_factors",
    request_body = CommandBody,
    responses(
        (status = 200, description = "What became of each", body = Report),
        (status = 202, description = "A large set: `Location` names the operation", body = Report)
    )
)]
pub(super) async fn reset_mfa(State(server): State<Server>, program: Program, Body(body): Body<CommandBody>) -> Answer {
    command(&server, &program, "reset-mfa", body).await
}

/// Signs users out
///
/// Ends every session, at most 300 users at a time; tokens and links stay. A repeated request finds nothing more to end;
/// with an `Idempotency-Key` it gives the first answer. Needs `users.sessions`, but for yourself.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/users/sign-out", tag = "commands", operation_id = "sign_out_users",
    request_body = CommandBody, responses((status = 200, description = "What became of each", body = Report))
)]
pub(super) async fn sign_out(State(server): State<Server>, program: Program, Body(body): Body<CommandBody>) -> Answer {
    let key = program.key()?;
    let mode = body.mode();
    let report = run(&server, &program, move |ctx| {
        body.nothing_left()?;
        let target = body.target(ctx)?;
        // A preview keeps nothing: the key waits for what is really done.
        let key = key.filter(|_| matches!(mode, Mode::Run));
        operations::once(ctx, "sign-out", &format!("{target:?}"), key, |ctx| {
            signed_out_all(ctx, &few(ctx, target.clone())?, &mode)
        })
    });
    ok(&Report::finished(report.await?))
}

fn signed_out_all(ctx: &Ctx, ids: &[UserId], mode: &Mode) -> Result<Outcomes, AppError> {
    may_sign_out(ctx, ids, mode)?;
    let mut seen = HashSet::new();
    let lines = ids.iter().map(|id| match seen.insert(*id) {
        true => signed_out(ctx, *id, mode),
        false => Ok(line(*id, String::new(), Outcome::Skipped(Skip::Duplicate))),
    });
    Ok(Outcomes::of(None, lines.collect::<Result<_, _>>()?))
}

fn too_many() -> AppError {
    AppError::invalid("ids", format!("Sign out 1 to {AT_ONCE} users at a time."))
}

/// The users of a target, in order; at most [`AT_ONCE`].
fn few(ctx: &Ctx, target: Target) -> Result<Vec<UserId>, AppError> {
    match target {
        Target::Ids(ids) if (1..=AT_ONCE).contains(&ids.len()) => Ok(ids),
        Target::Ids(_) => Err(too_many()),
        Target::Matching { filter, except } => {
            let mut query = UserQuery {
                filter,
                limit: model::query::MAX_PAGE,
                ..UserQuery::default()
            };
            let mut ids = Vec::new();
            loop {
                let page = users::page(ctx, &query)?;
                ids.extend(page.rows.iter().map(|row| row.id).filter(|id| !except.contains(id)));
                if ids.len() > AT_ONCE {
                    return Err(too_many());
                }
                let Some(next) = page.next else { return Ok(ids) };
                query.page = Page::After(users::cursor(ctx, &query, &next)?);
            }
        }
    }
}

/// Asked once before the first session ends, so that a refusal leaves nothing half done.
fn may_sign_out(ctx: &Ctx, ids: &[UserId], mode: &Mode) -> Result<(), AppError> {
    let own = ctx.person().map(|p| p.id);
    if ids.iter().all(|id| Some(*id) == own) {
        return Ok(());
    }
    match mode {
        Mode::Preview => ctx.require(Permission::UsersSessions),
        Mode::Run => ctx.require_for_change(Permission::UsersSessions),
    }
}

fn signed_out(ctx: &Ctx, id: UserId, mode: &Mode) -> Result<Line, AppError> {
    let user = match users::get(ctx, id) {
        Ok(view) => view.user,
        Err(AppError::NotFound(_)) => return Ok(line(id, String::new(), Outcome::Skipped(Skip::NotFound))),
        Err(other) => return Err(other),
    };
    let email = user.profile.email.to_string();
    let is_self = ctx.person().is_some_and(|p| p.id == id);
    if !is_self && !ctx.actor.reaches(user.role.rank) {
        return Ok(line(id, email, Outcome::Skipped(Skip::Outranked)));
    }
    if matches!(mode, Mode::Run) {
        users::end_sessions(ctx, id)?;
    }
    Ok(line(id, email, Outcome::Done))
}

fn line(id: UserId, email: String, outcome: Outcome) -> Line {
    Line {
        input: String::new(),
        id: Some(id),
        email,
        name: String::new(),
        outcome,
    }
}

/// `POST /users/{anything else}`.
pub(super) async fn unknown(program: Program) -> Answer {
    Err(program.problem(AppError::NotFound("command")))
}
