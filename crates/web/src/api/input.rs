//! From a request to typed input. Whatever does not fit is a problem that names what does not fit.

use super::answer::protocol;
use crate::error::Problem;
use crate::extract::Anybody;
use crate::server::Server;
use app::error::AppError;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Query, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::ids::{EventId, OperationId, TokenId, UserId};
use model::query::MAX_PAGE;
use model::time::Time;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use std::str::FromStr;

async fn anybody(parts: &mut Parts, server: &Server) -> Anybody {
    Anybody::from_request_parts(parts, server)
        .await
        .unwrap_or_else(|never| match never {})
}

/// A JSON body. An empty one counts as `{}`; unknown fields are refused by the types.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<Server> for Body<T> {
    type Rejection = Response;
    async fn from_request(request: Request, server: &Server) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let anybody = anybody(&mut parts, server).await;
        let problem = |error| Problem::new(error, anybody.request.id).into_response();
        let bytes = Bytes::from_request(Request::from_parts(parts, body), server).await;
        let bytes = bytes.map_err(|e| problem(unreadable(e.status())))?;
        if bytes.is_empty() {
            return parse(b"{}").map(Body).map_err(problem);
        }
        let kind = content_type(&anybody.headers);
        if kind != "application/json" && !(kind.starts_with("application/") && kind.ends_with("+json")) {
            let detail = "Send the body as JSON, with Content-Type: application/json.";
            return Err(protocol(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                detail,
                &anybody,
            ));
        }
        parse(&bytes).map(Body).map_err(problem)
    }
}

fn unreadable(status: StatusCode) -> AppError {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        AppError::TooLarge
    } else {
        AppError::invalid("body", "The body could not be read.")
    }
}

fn content_type(headers: &HeaderMap) -> String {
    let value = headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, AppError> {
    serde_json::from_slice(bytes).map_err(|e| AppError::invalid("body", e.to_string()))
}

/// A CSV file as the body.
pub(super) struct Csv(pub(super) Bytes);

impl FromRequest<Server> for Csv {
    type Rejection = Response;
    async fn from_request(request: Request, server: &Server) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let anybody = anybody(&mut parts, server).await;
        if content_type(&anybody.headers) != "text/csv" {
            let detail = "Send the file as the body, with Content-Type: text/csv.";
            return Err(protocol(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                detail,
                &anybody,
            ));
        }
        let bytes = Bytes::from_request(Request::from_parts(parts, body), server).await;
        bytes
            .map(Csv)
            .map_err(|e| Problem::new(unreadable(e.status()), anybody.request.id).into_response())
    }
}

/// The query parameters. Unknown ones are refused by the types (`deny_unknown_fields`).
pub(super) struct Params<T>(pub(super) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Server> for Params<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let parsed = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri)
            .map_err(|e| e.to_string())
            .and_then(|Query(pairs)| from_pairs(pairs));
        match parsed {
            Ok(params) => Ok(Self(params)),
            Err(why) => Err(Problem::new(
                AppError::invalid("query", why),
                anybody(parts, server).await.request.id,
            )),
        }
    }
}

/// A parameter that is given more than once becomes a list, which only [`Words`] takes.
fn from_pairs<T: DeserializeOwned>(pairs: Vec<(String, String)>) -> Result<T, String> {
    let mut map = Map::new();
    let mut repeated = None;
    for (name, value) in pairs {
        let value = Value::String(value);
        match map.get_mut(&name) {
            None => {
                map.insert(name, value);
            }
            Some(Value::Array(list)) => list.push(value),
            Some(first) => {
                *first = Value::Array(vec![first.take(), value]);
                repeated = Some(name);
            }
        }
    }
    serde_json::from_value(Value::Object(map)).map_err(|e| match repeated {
        Some(name) if e.to_string().starts_with("invalid type: sequence") => format!("`{name}` may be given once"),
        _ => e.to_string(),
    })
}

/// Several words: `a,b`, or the parameter more than once.
#[derive(Clone, Debug, Default)]
pub(super) struct Words(pub(super) Vec<String>);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Given {
            One(String),
            Many(Vec<String>),
        }
        let given = match Given::deserialize(d)? {
            Given::One(text) => vec![text],
            Given::Many(texts) => texts,
        };
        let words = given
            .iter()
            .flat_map(|text| text.split(','))
            .map(str::trim)
            .filter(|word| !word.is_empty());
        Ok(Self(words.map(str::to_owned).collect()))
    }
}

impl Words {
    /// Every word through `read`; the first that it does not know is refused.
    pub(super) fn each<T>(&self, field: &'static str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, AppError> {
        self.0
            .iter()
            .map(|word| read(word).ok_or_else(|| unknown(field, word)))
            .collect()
    }
}

fn unknown(field: &'static str, word: &str) -> AppError {
    AppError::invalid(
        field,
        format!("`{word}` is no value of this parameter: see the API description."),
    )
}

/// A word from a closed list, where one is given.
pub(super) fn word<T>(
    field: &'static str,
    text: Option<&str>,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, AppError> {
    text.map(|text| read(text).ok_or_else(|| unknown(field, text)))
        .transpose()
}

/// Yes or no, where it is said.
pub(super) fn flag(field: &'static str, text: Option<&str>) -> Result<Option<bool>, AppError> {
    word(field, text, |word| word.parse().ok())
}

/// An instant, where one is given.
pub(super) fn time(field: &'static str, text: Option<&str>) -> Result<Option<Time>, AppError> {
    let wrong = |_| AppError::invalid(field, "Use RFC 3339, for example 2026-11-22T14:05:00Z.");
    text.map(|text| Time::parse_rfc3339(text).map_err(wrong)).transpose()
}

/// Rows of a page: 1 to 200, 50 where nothing is said.
pub(super) fn limit(text: Option<&str>) -> Result<usize, AppError> {
    let Some(text) = text else { return Ok(50) };
    let number = text.parse::<usize>().ok().filter(|n| (1..=MAX_PAGE).contains(n));
    number.ok_or_else(|| AppError::invalid("limit", format!("Use a number from 1 to {MAX_PAGE}.")))
}

/// Tells a field that is `null` from one that is not there.
pub(super) fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(d: D) -> Result<Option<T>, D::Error> {
    T::deserialize(d).map(Some)
}

/// An id that stands in a path.
pub(super) trait InPath: FromStr {
    /// What is not found where there is none.
    const NOUN: &'static str;
}

impl InPath for UserId {
    const NOUN: &'static str = "user";
}
impl InPath for OperationId {
    const NOUN: &'static str = "operation";
}
impl InPath for EventId {
    const NOUN: &'static str = "entry";
}
impl InPath for TokenId {
    const NOUN: &'static str = "token";
}

/// The `{id}` of the path; a text that is no id is not found.
pub(super) struct Id<T>(pub(super) T);

impl<T: InPath + Send> FromRequestParts<Server> for Id<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, server).await.ok();
        let text = params
            .as_ref()
            .and_then(|all| all.iter().find(|(name, _)| *name == "id"));
        let id = text.and_then(|(_, text)| text.parse().ok());
        match id {
            Some(id) => Ok(Self(id)),
            None => Err(Problem::new(
                AppError::NotFound(T::NOUN),
                anybody(parts, server).await.request.id,
            )),
        }
    }
}
