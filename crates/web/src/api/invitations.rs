//! Inviting many by address.

use super::answer::{Answer, json, run};
use super::commands::answered;
use super::input::Body;
use super::users::grants;
use super::view::Report;
use crate::extract::Program;
use crate::server::Server;
use app::error::AppError;
use app::users::invite;
use axum::extract::State;
use axum::http::StatusCode;
use model::operation::{AlreadyInvited, Grant, InviteMail};
use model::user::Kind;
use serde::Deserialize;
use utoipa::ToSchema;

/// Addresses and what each of them gets.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Invitations {
    /// Addresses as pasted: `Name <a@b>` and lists in one text are understood, too.
    #[schema(example = json!(["ann@acme.example", "Bob Lee <bob@acme.example>"]))]
    emails: Vec<String>,
    /// The slug of a role up to your own; `user` where nothing is said.
    role: Option<String>,
    /// Words for the mail.
    message: Option<String>,
    /// Single permissions on top of the role, for all of them: only what you hold.
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
    /// Whether to say only what would happen.
    #[serde(default)]
    dry_run: bool,
    /// Whether addresses that are invited already get a new link instead of being skipped.
    #[serde(default)]
    resend: bool,
}

impl Invitations {
    fn grant(&self) -> Result<Grant, AppError> {
        let (sub_accounts, app_roles) = (self.sub_accounts.clone(), self.app_roles.clone());
        Ok(Grant {
            role: self.role.clone().unwrap_or_else(|| String::from("user")),
            message: self.message.clone(),
            mail: InviteMail::Send,
            already_invited: if self.resend {
                AlreadyInvited::Resend
            } else {
                AlreadyInvited::Skip
            },
            access: grants(&self.permissions, self.modules.clone(), sub_accounts, app_roles)?,
            kind: Kind::External,
        })
    }
}

/// Invites many
///
/// One outcome per piece of text that was understood or not. Needs `users.invite`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/invitations", tag = "commands", operation_id = "invite_users",
    request_body = Invitations,
    responses(
        (status = 200, description = "What became of each", body = Report),
        (status = 202, description = "A large set: `Location` names the operation", body = Report)
    )
)]
pub(super) async fn invite(State(server): State<Server>, program: Program, Body(body): Body<Invitations>) -> Answer {
    let key = program.key()?;
    let answer = run(&server, &program, move |ctx| {
        let (text, grant) = (body.emails.join("\n"), body.grant()?);
        if body.dry_run {
            let report = invite::as_report(&invite::review(ctx, &text, &grant)?);
            return Ok(json(StatusCode::OK, &Report::finished(report)));
        }
        Ok(answered(ctx, invite::send(ctx, &text, grant, key)?))
    });
    answer.await
}
