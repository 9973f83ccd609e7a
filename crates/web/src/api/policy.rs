//! The rules of a portal.

use super::answer::{Answer, json, run, tagged};
use super::input::Body;
use super::view::Instant;
use crate::extract::Program;
use crate::server::Server;
use app::error::AppError;
use app::policy::{self, Held, Rules, Source, Wanted};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// The rules of a portal.
#[derive(Serialize, ToSchema)]
pub(super) struct PolicyInfo {
    /// Goes up with every change of the portal; also the `ETag`.
    version: i64,
    /// The preset it was made from.
    #[schema(example = "standard")]
    preset: String,
    /// The language of pages and mails of people who have chosen none.
    #[schema(example = "en")]
    language: String,
    /// Every setting, in the order of the page.
    settings: Vec<SettingInfo>,
}

/// One setting.
#[derive(Serialize, ToSchema)]
pub(super) struct SettingInfo {
    #[schema(example = "lockout.failures")]
    name: String,
    /// What it is.
    value: Value,
    /// What the preset says.
    preset_value: Value,
    /// What it may be, in words.
    #[schema(example = "3 to 100")]
    allowed: String,
    /// `preset`, `changed`, or `made`: so since the portal was made.
    #[schema(example = "preset")]
    source: &'static str,
    /// Who changed it last, where it was changed.
    changed_by: Option<String>,
    /// When.
    changed_at: Option<Instant>,
}

impl SettingInfo {
    fn of(held: Held) -> Self {
        let (source, by, at) = match held.source {
            Source::Preset => ("preset", None, None),
            Source::Made => ("made", None, None),
            Source::Changed { by, at } => ("changed", Some(by), Some(Instant(at))),
        };
        Self {
            name: held.setting.name.to_owned(),
            value: held.value,
            preset_value: held.preset,
            allowed: held.setting.kind.allowed(),
            source,
            changed_by: by,
            changed_at: at,
        }
    }
}

fn shown(rules: Rules) -> Response {
    let version = rules.portal.version;
    let info = PolicyInfo {
        version,
        preset: rules.portal.preset,
        language: rules.portal.language,
        settings: rules.settings.into_iter().map(SettingInfo::of).collect(),
    };
    tagged(json(StatusCode::OK, &info), version)
}

/// Reads the policy
///
/// Every setting with its bounds and where its value comes from. Needs `portal.settings`; provider staff `portals.manage`.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/policy", tag = "portals", operation_id = "get_policy",
    responses((status = 200, description = "The rules, with `ETag`", body = PolicyInfo))
)]
pub(super) async fn get(State(server): State<Server>, program: Program) -> Answer {
    Ok(shown(run(&server, &program, policy::get).await?))
}

/// What to change; all of it or nothing.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PolicyChange {
    /// New values by the name of the setting: `{"lockout.failures": 7, "max_admins": null}`.
    #[serde(default)]
    #[schema(value_type = Object, example = json!({"lockout.failures": 7}))]
    values: Map<String, Value>,
    /// Settings that get the preset's value again.
    #[serde(default)]
    reset: Vec<String>,
    /// `en` or `de`.
    language: Option<String>,
}

/// Changes the policy
///
/// With `If-Match`, 412 when the portal has changed since it was read. Every setting out of bounds is named in `errors`.
/// What follows for users is done in the background. Needs `portal.settings`; provider staff `portals.manage`.
#[utoipa::path(
    patch, path = "/api/v1/portals/{slug}/policy", tag = "portals", operation_id = "edit_policy",
    request_body = PolicyChange,
    responses((status = 200, description = "The rules, with their new `ETag`", body = PolicyInfo))
)]
pub(super) async fn edit(State(server): State<Server>, program: Program, Body(change): Body<PolicyChange>) -> Answer {
    let seen = program.if_match()?;
    let rules = run(&server, &program, move |ctx| {
        if change.values.is_empty() && change.reset.is_empty() && change.language.is_none() {
            return Err(AppError::invalid("body", "Send `values`, `reset` or `language`."));
        }
        let wanted = Wanted {
            values: change.values.into_iter().collect(),
            reset: change.reset,
            language: change.language,
        };
        policy::set(ctx, &wanted, seen)?;
        policy::get(ctx)
    });
    Ok(shown(rules.await?))
}
