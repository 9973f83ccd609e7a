//! A client around the router: no socket, one runtime.

use app::Ctx;
use app::catalogue;
use app::tokens::{self, Wish};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use model::access::Permission;
use model::catalogue::{App, AppRole, OwnRole, SubAccount};
use serde_json::Value;
use std::sync::Arc;
use testkit::TestApp;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt as _;
use web::server::{DevMail, Outside, Server};

/// Sends requests with the headers that it was given.
#[derive(Clone)]
pub(crate) struct Client {
    router: Router,
    runtime: Arc<Runtime>,
    headers: Vec<(String, String)>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Client {
    /// Nobody.
    pub(crate) fn new(t: &TestApp) -> Self {
        Self::of(t, DevMail::Hidden)
    }

    /// Nobody, where captured mail may be readable.
    pub(crate) fn of(t: &TestApp, dev_mail: DevMail) -> Self {
        let outside = Outside {
            trusted_proxies: Vec::new(),
            dev_mail,
            at_a_time: 8,
            version: "0.0.0-test",
        };
        let router = web::router::router(Server::new(t.app.clone(), outside));
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        Self {
            router,
            runtime: Arc::new(runtime),
            headers: Vec::new(),
        }
    }

    /// The same with one more header in every request.
    pub(crate) fn with(&self, name: &str, value: &str) -> Self {
        let mut more = self.clone();
        more.headers.push((name.to_owned(), value.to_owned()));
        more
    }

    /// The same with an API token.
    pub(crate) fn bearer(&self, token: &str) -> Self {
        self.with("authorization", &format!("Bearer {token}"))
    }

    /// The same with a cookie.
    pub(crate) fn cookie(&self, name: &str, value: &str) -> Self {
        self.with("cookie", &format!("{name}={value}"))
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.send("GET", path, "")
    }

    /// POST of a JSON body.
    pub(crate) fn post(&self, path: &str, body: &Value) -> Reply {
        self.json("POST", path, body)
    }

    /// PATCH of a JSON body.
    pub(crate) fn patch(&self, path: &str, body: &Value) -> Reply {
        self.json("PATCH", path, body)
    }

    pub(crate) fn delete(&self, path: &str) -> Reply {
        self.send("DELETE", path, "")
    }

    /// POST of a form.
    pub(crate) fn form(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        self.with("content-type", "application/x-www-form-urlencoded")
            .send("POST", path, pairs.join("&"))
    }

    pub(crate) fn json(&self, method: &str, path: &str, body: &Value) -> Reply {
        self.with("content-type", "application/json")
            .send(method, path, body.to_string())
    }

    pub(crate) fn send(&self, method: &str, path: &str, body: impl Into<Body>) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let request = request.body(body.into()).expect("a request");
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.expect("an answer");
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, usize::MAX).await.expect("the body");
            Reply {
                status: parts.status.as_u16(),
                headers: parts.headers,
                body: String::from_utf8(bytes.to_vec()).expect("UTF-8"),
            }
        })
    }
}

/// Percent-encodes a query value.
pub(crate) fn encode(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~');
    text.bytes()
        .map(|b| {
            if plain(b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

impl Reply {
    /// The body as JSON.
    #[track_caller]
    pub(crate) fn value(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{} {:?}: {e}", self.status, self.body))
    }

    /// A header, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// The same answer if it has this status.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }

    /// A problem without what differs from request to request.
    #[track_caller]
    pub(crate) fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.body);
        let mut value = self.value();
        assert_eq!(value["status"], self.status, "{value}");
        assert!(value["request_id"].is_string(), "{value}");
        value["request_id"] = Value::from("…");
        value.to_string()
    }
}

/// An API token of somebody, with all that they hold.
pub(crate) fn token(t: &TestApp, slug: &str, email: &str) -> String {
    token_for(t, slug, email, &[])
}

/// An API token of somebody, cut down.
pub(crate) fn token_for(t: &TestApp, slug: &str, email: &str, permissions: &[Permission]) -> String {
    let ctx = t.app.host_ctx(slug).expect("the portal");
    let wish = Wish {
        for_email: Some(email.to_owned()),
        name: String::from("test"),
        permissions: permissions.to_vec(),
        expires_in: None,
    };
    tokens::create(&ctx, &wish).expect("a token").secret.expose().to_owned()
}

/// One entry of each kind: the role `guide`, the sub-account `north`, the app `crm` with the role `editor`.
pub(crate) fn define(ctx: &Ctx) {
    let guide = OwnRole {
        slug: String::from("guide"),
        name: String::from("Guide"),
        rank: 15,
        permissions: [Permission::UsersView].into(),
    };
    catalogue::create(ctx, &guide, None).expect("a role");
    let north = SubAccount {
        slug: String::from("north"),
        name: String::from("North"),
    };
    catalogue::create(ctx, &north, None).expect("a sub-account");
    let editor = AppRole {
        slug: String::from("editor"),
        name: String::from("Editor"),
    };
    let crm = App {
        slug: String::from("crm"),
        name: String::from("CRM"),
        roles: vec![editor],
    };
    catalogue::create(ctx, &crm, None).expect("an app");
}

/// The admin of a portal, with a token.
pub(crate) fn admin(t: &TestApp, slug: &str) -> Client {
    Client::new(t).bearer(&token(t, slug, &testkit::admin_of(slug)))
}

/// The owner of the installation, with a token.
pub(crate) fn owner(t: &TestApp) -> Client {
    Client::new(t).bearer(&token(t, "provider", testkit::OWNER))
}
