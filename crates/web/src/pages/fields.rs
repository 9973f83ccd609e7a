//! Names and values of a query or a form, as they were sent. Parsing keeps everything: a form that fails shows it again.

use super::Refusal;
use super::refusal::urlencode;
use crate::extract::Anybody;
use crate::server::Server;
use crate::speak::t;
use app::error::AppError;
use axum::extract::{Form, FromRequest, FromRequestParts, Query, Request};
use axum::http::{StatusCode, Uri};
use axum::response::IntoResponse as _;

/// Names and values in their order; a name may come more than once.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// The fields of an address; none when its query is not understood.
    #[must_use]
    pub fn of_uri(uri: &Uri) -> Self {
        Query::try_from_uri(uri)
            .map(|Query(pairs)| Self(pairs))
            .unwrap_or_default()
    }

    /// The fields of an address given as text.
    #[must_use]
    pub fn of_address(address: &str) -> Self {
        address.parse::<Uri>().map(|uri| Self::of_uri(&uri)).unwrap_or_default()
    }

    /// The first value of a name, or the empty string.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(n, _)| n == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// The first value of a name, trimmed, if there is anything in it.
    #[must_use]
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.get(name).trim()).filter(|value| !value.is_empty())
    }

    /// Every value of a name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(n, _)| n == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether a checkbox of this name was sent ticked.
    #[must_use]
    pub fn ticked(&self, name: &str) -> bool {
        self.get(name) == "yes"
    }
}

/// An address with a query; none when there are no pairs.
#[must_use]
pub fn address(path: &str, pairs: &[(String, String)]) -> String {
    let query: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", urlencode(value)))
        .collect();
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", query.join("&"))
    }
}

impl FromRequest<Server> for Fields {
    type Rejection = Refusal;
    async fn from_request(request: Request, server: &Server) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let anybody = Anybody::from_request_parts(&mut parts, server)
            .await
            .unwrap_or_else(|never| match never {});
        let read = Form::<Vec<(String, String)>>::from_request(Request::from_parts(parts, body), server).await;
        read.map(|Form(pairs)| Self(pairs)).map_err(|rejection| {
            let error = match rejection.into_response().status() {
                StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
                _ => AppError::invalid("form", t!("error-form-unreadable")),
            };
            Refusal::new(server, &anybody, None, error)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_kept_in_order_and_written_back_encoded() {
        let fields = Fields::of_address("/p/acme/users?q=a%20b&status=x&status=y&empty=");
        assert_eq!(fields.get("q"), "a b");
        assert_eq!(fields.all("status").collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(fields.some("empty"), None);
        assert_eq!(address("/p", &fields.0), "/p?q=a%20b&status=x&status=y&empty=");
        assert_eq!(address("/p", &[]), "/p");
    }
}
