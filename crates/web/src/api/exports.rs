//! Users as a CSV file.

use super::answer::Answer;
use super::file::csv;
use super::input::{Params, word};
use super::users::ListParams;
use crate::extract::Program;
use crate::server::Server;
use app::error::AppError;
use app::export::{self, Columns, Formulas, Options, Scope, Separator};
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::IntoParams;
use words::Language;

/// How the file looks; all other parameters are those of the list.
#[derive(Deserialize, IntoParams)]
#[serde(try_from = "Map<String, Value>")]
#[into_params(parameter_in = Query)]
pub(super) struct FileParams {
    /// `standard` (the default: what an import reads), `documents` (what S3.23 asks for), `everything`, or names of columns
    /// divided by commas: `first_name,email,added_at`.
    columns: Option<String>,
    /// `comma` (the default), `semicolon` or `tab`.
    separator: Option<String>,
    /// `neutralised` (the default: a leading apostrophe) or `raw`, for programs.
    formulas: Option<String>,
    /// Of the header: `en` (the default) or `de`. Values are the same in every language.
    language: Option<String>,
    #[param(ignore)]
    list: ListParams,
}

impl TryFrom<Map<String, Value>> for FileParams {
    type Error = serde_json::Error;
    fn try_from(mut all: Map<String, Value>) -> Result<Self, Self::Error> {
        let mut own = |name: &str| all.remove(name).map(serde_json::from_value).transpose();
        let (columns, separator) = (own("columns")?, own("separator")?);
        let (formulas, language) = (own("formulas")?, own("language")?);
        Ok(Self {
            columns,
            separator,
            formulas,
            language,
            list: serde_json::from_value(Value::Object(all))?,
        })
    }
}

impl FileParams {
    fn options(&self) -> Result<Options, AppError> {
        let formulas = word("formulas", self.formulas.as_deref(), |f| match f {
            "neutralised" => Some(Formulas::Neutralised),
            "raw" => Some(Formulas::Raw),
            _ => None,
        })?;
        Ok(Options {
            columns: word("columns", self.columns.as_deref(), Columns::from_key)?.unwrap_or_default(),
            separator: word("separator", self.separator.as_deref(), Separator::from_key)?.unwrap_or_default(),
            formulas: formulas.unwrap_or_default(),
            language: word("language", self.language.as_deref(), Language::from_code)?.unwrap_or_default(),
        })
    }

    fn scope(&self) -> Scope {
        if self.list.is_at_a_page() {
            Scope::Page
        } else {
            Scope::All
        }
    }
}

/// Exports users
///
/// Everyone who matches, or with `limit`, `after` or `before` that page. Needs `users.export`.
#[utoipa::path(
    get, path = "/api/v1/portals/{slug}/users.csv", tag = "users", operation_id = "export_users",
    params(ListParams, FileParams),
    responses((status = 200, description = "UTF-8 CSV with a byte order mark", body = String, content_type = "text/csv"))
)]
pub(super) async fn users(
    State(server): State<Server>,
    program: Program,
    Params(params): Params<FileParams>,
) -> Answer {
    let name = export::file_name(&program.ctx);
    let file = csv(&server, &program, &name, move |ctx, out| {
        export::users(ctx, &params.list.query(ctx)?, params.scope(), &params.options()?, out)
    });
    file.await
}
