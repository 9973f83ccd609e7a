//! `/p/{portal}/settings/deploy`: into production, with the report before and after (S0.6, S0.7).

use crate::pages::Refusal;
use crate::pages::fields::Fields;
use crate::pages::form::problem;
use crate::pages::page::Page;
use crate::speak::t;
use crate::templates::catalogue::{DeployPage, Holder, Release, deploy as deploy_page};
use crate::templates::components::{Kind, Message};
use app::error::AppError;
use app::portals::deploy::{self, Deployment};
use app::store::portals::{PortalKind, Stage};
use app::users::run::{self, Answer, Target};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use model::access::Permission;
use model::command::Command;
use model::user::User;
use model::user::access::Edit;

/// The page.
///
/// # Errors
/// The page of the refusal.
pub async fn show(page: Page) -> Result<Response, Refusal> {
    answer(&page, None).await
}

async fn answer(page: &Page, wrong: Option<Message>) -> Result<Response, Refusal> {
    let (mut frame, report) = page.show(&t!("catalogue-deploy"), deploy::report).await?;
    frame.message = done(page);
    let status = if wrong.is_some() {
        StatusCode::CONFLICT
    } else {
        StatusCode::OK
    };
    let view = view(page, &report, wrong);
    Ok((status, deploy_page(&frame, &view)).into_response())
}

fn view(page: &Page, report: &Deployment, problem: Option<Message>) -> DeployPage {
    let draft = report.stage == Stage::Draft;
    let staff = page.ctx().is_visiting() && page.may(Permission::PortalsManage);
    let ids = report
        .internal_users
        .iter()
        .map(|user| (String::from("id"), user.id.to_string()));
    let release = Release {
        action: page.at("/settings/deploy/release"),
        hidden: ids.collect(),
    };
    let slug = &page.ctx().portal.slug;
    DeployPage {
        problem,
        state: state(report),
        about: about(report),
        holders: report.internal_users.iter().map(|user| holder(page, user)).collect(),
        release: page.may(Permission::UsersPermissions).then_some(release),
        deploy_action: draft.then(|| page.at("/settings/deploy")),
        hidden: vec![(String::from("version"), report.version.to_string())],
        draft_href: (staff && !draft).then(|| format!("/provider/portals/{slug}/draft")),
    }
}

fn state(report: &Deployment) -> String {
    match (report.kind, report.stage) {
        (PortalKind::External, Stage::Draft) => t!("catalogue-state-external-draft"),
        (PortalKind::External, Stage::Production) => t!("catalogue-state-external-production"),
        (PortalKind::Internal, Stage::Draft) => t!("catalogue-state-internal-draft"),
        (PortalKind::Internal, Stage::Production) => t!("catalogue-state-internal-production"),
    }
}

fn about(report: &Deployment) -> String {
    match (report.kind, report.stage) {
        (PortalKind::External, Stage::Draft) => t!("catalogue-about-draft"),
        (PortalKind::External, Stage::Production) => t!("catalogue-about-production"),
        (PortalKind::Internal, _) => t!("catalogue-about-internal"),
    }
}

fn holder(page: &Page, user: &User) -> Holder {
    let email = user.profile.email.to_string();
    let name = user.full_name();
    Holder {
        name: if name.is_empty() { email.clone() } else { name },
        email,
        href: page.at(&format!("/users/{}", user.id)),
        app_roles: user.grants.app_roles.iter().cloned().collect::<Vec<_>>().join(", "),
    }
}

fn done(page: &Page) -> Option<Message> {
    let number = |name: &str| page.query.get(name).parse::<i64>().ok();
    let text = match page.query.get("done") {
        "deployed" => t!("catalogue-deployed"),
        "released" => t!(
            "catalogue-released",
            n = number("n")?,
            skipped = number("skipped").unwrap_or_default()
        ),
        _ => return None,
    };
    Some(Message {
        kind: Kind::Done,
        text,
        focus: true,
        ..Message::default()
    })
}

/// Deploys.
///
/// # Errors
/// The page of the refusal.
pub async fn run(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let seen = fields.some("version").and_then(|version| version.parse().ok());
    match page.run(move |ctx| deploy::deploy(ctx, seen)).await {
        Ok(_) => Ok(Redirect::to(&page.at("/settings/deploy?done=deployed")).into_response()),
        Err(AppError::Conflict { message, .. }) => answer(&page, Some(problem(&message))).await,
        Err(AppError::Stale) => answer(&page, Some(problem(&t!("catalogue-stale")))).await,
        Err(error) => Err(page.refuse(error)),
    }
}

/// Takes all app roles from the users that the report named (S0.7).
///
/// # Errors
/// The page of the refusal.
pub async fn release(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let ids: Vec<_> = fields.all("id").filter_map(|id| id.parse().ok()).collect();
    let command = Command::SetAppRoles {
        edit: Edit::Set,
        app_roles: Vec::new(),
    };
    let answer = page.ask(move |ctx| {
        app::catalogue::require(ctx, deploy::permission(ctx))?;
        run::run(ctx, command, Target::Ids(ids), None)
    });
    let to = match answer.await? {
        Answer::Finished { report, .. } => {
            let (n, skipped) = (report.done(), report.skipped());
            format!("/settings/deploy?done=released&n={n}&skipped={skipped}")
        }
        Answer::Started(operation) => format!("/jobs/{}", operation.id),
    };
    Ok(Redirect::to(&page.at(&to)).into_response())
}
