//! What every page of a signed-in person starts from: the visit, the parameters of its address, its preferences; and
//! the way to the use cases.

use super::fields::Fields;
use super::prefs::Prefs;
use super::{Refusal, frame, local};
use crate::extract::Visit;
use crate::server::Server;
use crate::speak;
use crate::templates::components::When;
use crate::templates::frame::Frame;
use app::Ctx;
use app::error::AppError;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::Method;
use axum::http::request::Parts;
use model::access::Permission;
use model::time::{Time, zone_label};
use std::str::FromStr;

/// A page that somebody signed in asks for.
#[derive(Clone)]
pub struct Page {
    /// The server.
    pub server: Server,
    /// Who asks, and where.
    pub visit: Visit,
    /// The query of the address.
    pub query: Fields,
    /// How pages look.
    pub prefs: Prefs,
    /// Path and query of a page that can be opened again: this one, or the one whose form was sent.
    pub here: String,
    params: Vec<(String, String)>,
}

impl FromRequestParts<Server> for Page {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Refusal> {
        let sends_form = parts.method != Method::GET && parts.method != Method::HEAD;
        let visit = Visit::from_request_parts(parts, server).await;
        // Signing in again cannot repeat a form: it leads to the portal's first page.
        let visit = visit.map_err(|refusal| {
            if sends_form {
                refusal.without_way_back()
            } else {
                refusal
            }
        })?;
        let params = RawPathParams::from_request_parts(parts, server).await;
        let params = params
            .map(|all| all.iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect())
            .unwrap_or_default();
        let asked = visit.uri.path_and_query().map_or("/", |p| p.as_str()).to_owned();
        let form_of = || local::came_from(&visit.headers, "").unwrap_or_else(|| visit.base());
        let here = if sends_form { form_of() } else { asked };
        let query = Fields::of_uri(&visit.uri);
        let prefs = Prefs::of(&visit.headers);
        Ok(Self {
            server: server.clone(),
            query,
            prefs,
            here,
            params,
            visit,
        })
    }
}

impl Page {
    /// The context of the use cases.
    #[must_use]
    pub const fn ctx(&self) -> &Ctx {
        &self.visit.ctx
    }

    /// Whether the person may, here and with this credential.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.ctx().actor.may(permission)
    }

    /// The address of something in this portal: `page.at("/users")`.
    #[must_use]
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.visit.base())
    }

    /// A part of the path.
    #[must_use]
    pub fn param(&self, name: &str) -> &str {
        self.params
            .iter()
            .find(|(n, _)| n == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// A part of the path that is an id: anything else is not found, as is an id of elsewhere.
    ///
    /// # Errors
    /// The page of 404.
    pub fn id<T: FromStr>(&self, name: &str) -> Result<T, Refusal> {
        self.param(name)
            .parse()
            .map_err(|_| self.refuse(AppError::NotFound("page")))
    }

    /// The zone of the times on this page: as the address says, as the person chose, as the portal shows.
    #[must_use]
    pub fn zone(&self) -> String {
        let asked = super::prefs::zone(self.query.get("tz"));
        asked.unwrap_or_else(|| self.usual_zone())
    }

    /// The zone without a word in the address: as the person chose in this browser or for the account, as the portal
    /// shows (C23).
    #[must_use]
    pub fn usual_zone(&self) -> String {
        let own = || self.visit.caller.user.time_zone.as_deref().and_then(super::prefs::zone);
        let chosen = self.prefs.zone.clone().or_else(own);
        chosen.unwrap_or_else(|| self.ctx().portal.policy.time_zone_shown.clone())
    }

    /// A moment with its zone, for sentences and facts.
    #[must_use]
    pub fn long(&self, at: Time) -> When {
        When {
            datetime: at.rfc3339(),
            text: words::moment(speak::language(), at, &self.zone()),
        }
    }

    /// The frame around this page, without what the database knows.
    #[must_use]
    pub fn frame(&self, title: impl Into<String>) -> Frame {
        Frame {
            zone: zone_label(&self.zone()).to_owned(),
            ..frame::of(self, title.into())
        }
    }

    /// Runs a use case; the handler decides what its refusal means.
    ///
    /// # Errors
    /// Those of the use case.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Ctx) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let ctx = self.ctx().clone();
        self.server.call(move |_| work(&ctx)).await
    }

    /// Runs a use case whose refusal is a page.
    ///
    /// # Errors
    /// The page.
    pub async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Ctx) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.run(work).await.map_err(|error| self.refuse(error))
    }

    /// Loads what a page shows, together with what its frame needs, and gives both.
    ///
    /// # Errors
    /// The page of the refusal.
    pub async fn show<T: Send + 'static>(
        &self,
        title: &str,
        work: impl FnOnce(&Ctx) -> Result<T, AppError> + Send + 'static,
    ) -> Result<(Frame, T), Refusal> {
        let caller = self.visit.caller.clone();
        let (around, value) = self
            .ask(move |ctx| Ok((frame::surroundings(ctx, &caller)?, work(ctx)?)))
            .await?;
        Ok((frame::with(self.frame(title), self, around), value))
    }

    /// The page of an error.
    #[must_use]
    pub fn refuse(&self, error: AppError) -> Refusal {
        Refusal::of(self, error)
    }

    /// The idempotency key of a form that is about to be shown: used once, by whoever sends that form.
    #[must_use]
    pub fn fresh_key(&self) -> String {
        self.ctx().request.id.to_string()
    }
}

/// The idempotency key that a form brings; forms without one (hand-made ones) simply have none.
///
/// # Errors
/// When it is malformed.
pub fn key_of(fields: &Fields) -> Result<Option<app::operations::Key>, AppError> {
    fields.some("key").map(app::operations::Key::parse).transpose()
}
