//! Users from a CSV file.

use super::answer::{Answer, json, run as call};
use super::commands::answered;
use super::input::{Csv, Params, flag};
use super::view::{ImportOutcome, ImportReport, Report};
use crate::extract::Program;
use crate::server::Server;
use app::import::{self, Options};
use app::users::run;
use axum::extract::State;
use axum::http::StatusCode;
use model::operation::InviteMail;
use serde::Deserialize;
use utoipa::IntoParams;

/// How the file goes in.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ImportParams {
    /// Whether to say only what would happen.
    #[param(value_type = Option<bool>, default = false)]
    dry_run: Option<String>,
    /// Whether new people are mailed their invitation.
    #[param(value_type = Option<bool>, default = true)]
    send_invitation: Option<String>,
}

/// Imports users
///
/// A file with a header: first name, last name, e-mail, username, role; exports of Google Workspace, Microsoft Entra, Okta
/// and of this server are understood as they are. Other columns are named in `ignored_columns`. The file goes in whole or,
/// where a row cannot be read, not at all. People who are there already get the names and the username of their row, which
/// needs `users.edit`; their roles and addresses stay. Ask with `dry_run` first. Needs `users.import` and `users.invite`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/imports", tag = "commands", operation_id = "import_users", params(ImportParams),
    request_body(content = String, content_type = "text/csv"),
    responses(
        (status = 200, description = "What became of each row", body = ImportReport),
        (status = 202, description = "A large file: `Location` names the operation", body = Report)
    )
)]
pub(super) async fn import(
    State(server): State<Server>,
    program: Program,
    Params(params): Params<ImportParams>,
    Csv(file): Csv,
) -> Answer {
    let key = program.key()?;
    let answer = call(&server, &program, move |ctx| {
        let dry_run = flag("dry_run", params.dry_run.as_deref())?.unwrap_or(false);
        let mailed = flag("send_invitation", params.send_invitation.as_deref())?.unwrap_or(true);
        let options = Options {
            invite: if mailed { InviteMail::Send } else { InviteMail::Skip },
        };
        let table = import::parse(&file)?;
        let ignored = table.ignored().to_vec();
        if dry_run {
            let mut rows = Vec::with_capacity(table.count());
            import::each_verdict(ctx, &table, options, |verdict| {
                rows.push(ImportOutcome::of(verdict));
                Ok(())
            })?;
            return Ok(json(StatusCode::OK, &ImportReport::of(rows, ignored)));
        }
        Ok(match import::run(ctx, &table, options, key)? {
            run::Answer::Finished { report, .. } => {
                let rows = table.rows().map(|row| row.number).collect();
                json(StatusCode::OK, &ImportReport::done(report, rows, ignored))
            }
            started @ run::Answer::Started(_) => answered(ctx, started),
        })
    });
    answer.await
}
