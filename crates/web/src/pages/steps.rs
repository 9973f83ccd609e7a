//! `/p/{portal}/sign-in/…`: what is still missing after the password. A session that has not come all the way may open
//! these pages and sign out, and nothing else.

use super::fields::{Fields, address};
use super::form::{Errors, problem, renewal_rules};
use super::{Refusal, frame, local, sign_in};
use crate::extract::{Anybody, cookie};
use crate::server::Server;
use crate::speak::{self, t};
use crate::templates::frame::Frame;
use crate::templates::second_factor::{
    CodeKind, CodePage, Codes, CodesPage, EnrolPage, ExpiredPage, SetUp, Way, code as code_page, codes_page,
    enrol as enrol_page, expired as expired_page,
};
use app::error::AppError;
use app::keys::Secret;
use app::sign_in::caller::{Arrival, Step};
use app::sign_in::steps;
use app::users::second_factor::{self, Occasion, Proof};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use model::name::Slug;
use model::policy::SignInWith;

/// Where a session is led that has come so far: to the page that mends what is missing, else to `next`.
#[must_use]
pub(super) fn way(portal: &str, step: Step, next: Option<&str>) -> String {
    let next = next.and_then(|next| local::after_sign_in(next, portal));
    let page = match step {
        Step::Full if portal == Slug::PROVIDER => return next.unwrap_or_else(|| String::from("/provider")),
        Step::Full => return next.unwrap_or_else(|| format!("/p/{portal}")),
        Step::SecondFactor => "code",
        Step::NewPassword => "new-password",
        Step::EnrolSecondFactor => "enrol",
    };
    below(portal, page, next)
}

fn below(portal: &str, page: &str, next: Option<String>) -> String {
    let next: Vec<_> = next.into_iter().map(|next| (String::from("next"), next)).collect();
    address(&format!("/p/{portal}/sign-in/{page}"), &next)
}

/// Somebody on the way in, at the page that fits.
struct Visitor {
    server: Server,
    anybody: Anybody,
    arrival: Arrival,
    next: Option<String>,
}

type Answer = Result<Response, Response>;

impl Visitor {
    /// Lets in who has come exactly as far as this page. Everybody else is led to where they belong.
    async fn at(step: Step, server: Server, slug: &str, anybody: Anybody, fields: &Fields) -> Result<Self, Response> {
        let next = local::after_sign_in(fields.get("next"), slug);
        let secret = cookie(&anybody.headers, server.session_cookie()).map(Secret::from_text);
        let request = anybody.request.clone();
        let arrived = server.call(move |app| app.arrival(&secret.ok_or(AppError::Unauthenticated)?, request));
        // Signing in leads here by itself where it has to.
        let refuse = |error| Refusal::new(&server, &anybody, Some(slug), error).without_way_back();
        let arrival = arrived.await.map_err(|error| refuse(error).into_response())?;
        let own = &arrival.ctx.portal;
        speak::settle(&anybody.headers, arrival.user.language.as_deref(), &own.language);
        if own.slug != slug || arrival.step != step {
            return Err(Redirect::to(&way(&own.slug, arrival.step, next.as_deref())).into_response());
        }
        Ok(Self {
            server,
            anybody,
            arrival,
            next,
        })
    }

    fn slug(&self) -> &str {
        &self.arrival.ctx.portal.slug
    }

    /// Runs a use case of this visitor.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Arrival) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let arrival = self.arrival.clone();
        self.server.call_hashing(move |_| work(&arrival)).await
    }

    fn refuse(&self, error: AppError) -> Refusal {
        Refusal::new(&self.server, &self.anybody, Some(self.slug()), error).without_way_back()
    }

    /// What is wrong with fields or with the pace; every other error is a page of its own.
    fn tried(&self, error: AppError) -> Result<Tried, Refusal> {
        match error {
            AppError::RateLimited { retry_after } => Ok(Tried::TooFast(retry_after)),
            other => Errors::take(other)
                .map(Tried::Wrong)
                .map_err(|error| self.refuse(error)),
        }
    }

    fn frame(&self, title: String) -> Frame {
        let portal = &self.arrival.ctx.portal;
        frame::public(&self.server, &self.anybody, &title, Some((&portal.slug, &portal.name)))
    }

    fn form(&self, page: &str, tried: &Tried) -> Way {
        let next = self.next.iter().map(|next| (String::from("next"), next.clone()));
        Way {
            portal: self.arrival.ctx.portal.name.clone(),
            action: below(self.slug(), page, None),
            hidden: next.collect(),
            sign_out_action: format!("/p/{}/sign-out", self.slug()),
            problem: match tried {
                Tried::TooFast(seconds) => Some(problem(&t!("sign-in-wait", n = *seconds))),
                Tried::Not | Tried::Wrong(_) => None,
            },
        }
    }
}

/// What came of the last try.
enum Tried {
    Not,
    Wrong(Errors),
    TooFast(u64),
}

impl Tried {
    fn error_of(&self, field: &str) -> Option<String> {
        match self {
            Self::Wrong(errors) => errors.of(field),
            Self::Not | Self::TooFast(_) => None,
        }
    }

    /// The page with the status that fits.
    fn answer(&self, page: maud::Markup) -> Response {
        let status = match self {
            Self::Not => StatusCode::OK,
            Self::Wrong(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooFast(_) => StatusCode::TOO_MANY_REQUESTS,
        };
        let mut response = (status, page).into_response();
        if let Self::TooFast(seconds) = self {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
        }
        response
    }
}

/// The form for the code of an authenticator.
///
/// # Errors
/// Where the visitor belongs instead.
pub async fn code(State(server): State<Server>, Path(slug): Path<String>, anybody: Anybody) -> Answer {
    let fields = Fields::of_uri(&anybody.uri);
    let visitor = Visitor::at(Step::SecondFactor, server, &slug, anybody, &fields).await?;
    Ok(code_shown(&visitor, CodeKind::Authenticator, &Tried::Not))
}

/// Takes the code.
///
/// # Errors
/// Where the visitor belongs instead.
pub async fn give_code(
    State(server): State<Server>,
    Path(slug): Path<String>,
    anybody: Anybody,
    fields: Fields,
) -> Answer {
    take_code(CodeKind::Authenticator, server, &slug, anybody, &fields).await
}

/// The form for a recovery code.
///
/// # Errors
/// Where the visitor belongs instead.
pub async fn recovery_code(State(server): State<Server>, Path(slug): Path<String>, anybody: Anybody) -> Answer {
    let fields = Fields::of_uri(&anybody.uri);
    let visitor = Visitor::at(Step::SecondFactor, server, &slug, anybody, &fields).await?;
    Ok(code_shown(&visitor, CodeKind::Recovery, &Tried::Not))
}

/// Takes the recovery code.
///
/// # Errors
/// Where the visitor belongs instead.
pub async fn give_recovery_code(
    State(server): State<Server>,
    Path(slug): Path<String>,
    anybody: Anybody,
    fields: Fields,
) -> Answer {
    take_code(CodeKind::Recovery, server, &slug, anybody, &fields).await
}

fn code_shown(visitor: &Visitor, kind: CodeKind, tried: &Tried) -> Response {
    let lockout = visitor.arrival.ctx.portal.policy.lockout;
    let (page, other) = match kind {
        CodeKind::Authenticator => ("code", "recovery-code"),
        CodeKind::Recovery => ("recovery-code", "code"),
    };
    let view = CodePage {
        way: visitor.form(page, tried),
        kind,
        error: tried.error_of("code").map(|_| t!("mfa-code-wrong")),
        lockout: (lockout.failures, lockout.duration_seconds / 60),
        other_href: below(visitor.slug(), other, visitor.next.clone()),
    };
    tried.answer(code_page(&visitor.frame(t!("sign-in-page")), &view))
}

async fn take_code(kind: CodeKind, server: Server, slug: &str, anybody: Anybody, fields: &Fields) -> Answer {
    let visitor = Visitor::at(Step::SecondFactor, server, slug, anybody, fields).await?;
    let code = fields.get("code").to_owned();
    match visitor.run(move |arrival| steps::give_code(arrival, &code)).await {
        Ok((started, proof)) => {
            let next = match proof {
                Proof::Authenticator => visitor.next.clone(),
                // Whoever needed a recovery code has to see what is left, and how to set up another phone.
                Proof::RecoveryCode => Some(format!("/p/{slug}/account/security?done=recovery")),
            };
            let to = Redirect::to(&way(slug, started.step, next.as_deref())).into_response();
            Ok(sign_in::with_session(&visitor.server, &started, to))
        }
        Err(error) => Ok(code_shown(
            &visitor,
            kind,
            &visitor.tried(error).map_err(Refusal::into_response)?,
        )),
    }
}

/// The form for a password in the place of an expired one.
///
/// # Errors
/// Where the visitor belongs instead.
pub async fn new_password(State(server): State<Server>, Path(slug): Path<String>, anybody: Anybody) -> Answer {
    let fields = Fields::of_uri(&anybody.uri);
    let visitor = Visitor::at(Step::NewPassword, server, &slug, anybody, &fields).await?;
    Ok(password_shown(&visitor, &fields, &Tried::Not))
}

fn password_shown(visitor: &Visitor, typed: &Fields, tried: &Tried) -> Response {
    let (portal, profile) = (&visitor.arrival.ctx.portal, &visitor.arrival.user.profile);
    let error = tried.error_of("password");
    let username = profile
        .username
        .as_ref()
        .filter(|_| portal.policy.sign_in_with == SignInWith::Username);
    let view = ExpiredPage {
        way: visitor.form("new-password", tried),
        signs_in_with: match username {
            Some(name) => (t!("sign-in-username"), name.to_string()),
            None => (t!("sign-in-email"), profile.email.to_string()),
        },
        current_error: tried.error_of("current_password").map(|_| t!("password-current-wrong")),
        rules: renewal_rules(&portal.policy.password, error.as_ref().map(|_| typed.get("password"))),
        error,
    };
    tried.answer(expired_page(&visitor.frame(t!("password-reset-page")), &view))
}

/// Sets it: every other session ends, this one goes on under a new cookie.
///
/// # Errors
/// Where the visitor belongs instead.
pub async fn set_password(
    State(server): State<Server>,
    Path(slug): Path<String>,
    anybody: Anybody,
    fields: Fields,
) -> Answer {
    let visitor = Visitor::at(Step::NewPassword, server, &slug, anybody, &fields).await?;
    let (current, new) = (
        fields.get("current_password").to_owned(),
        fields.get("password").to_owned(),
    );
    match visitor
        .run(move |arrival| steps::new_password(arrival, &current, &new))
        .await
    {
        Ok(started) => {
            let to = Redirect::to(&way(&slug, started.step, visitor.next.as_deref())).into_response();
            Ok(sign_in::with_session(&visitor.server, &started, to))
        }
        Err(error) => Ok(password_shown(
            &visitor,
            &fields,
            &visitor.tried(error).map_err(Refusal::into_response)?,
        )),
    }
}

/// The form that sets up a second factor.
///
/// # Errors
/// Where the visitor belongs instead.
pub async fn enrol(State(server): State<Server>, Path(slug): Path<String>, anybody: Anybody) -> Answer {
    let fields = Fields::of_uri(&anybody.uri);
    let visitor = Visitor::at(Step::EnrolSecondFactor, server, &slug, anybody, &fields).await?;
    enrol_shown(&visitor, &Tried::Not).await
}

async fn enrol_shown(visitor: &Visitor, tried: &Tried) -> Answer {
    let made = visitor.run(|arrival| second_factor::enrolment(&arrival.ctx)).await;
    let made = made.map_err(|error| visitor.refuse(error).into_response())?;
    let view = EnrolPage {
        way: visitor.form("enrol", tried),
        set_up: SetUp {
            uri: made.uri,
            secret: made.secret,
            error: tried.error_of("code").map(|_| t!("mfa-code-wrong")),
        },
    };
    Ok(tried.answer(enrol_page(&visitor.frame(t!("mfa-set-up-title")), &view)))
}

/// Confirms it with a code, and shows the recovery codes: this once.
///
/// # Errors
/// Where the visitor belongs instead.
pub async fn confirm(
    State(server): State<Server>,
    Path(slug): Path<String>,
    anybody: Anybody,
    fields: Fields,
) -> Answer {
    let visitor = Visitor::at(Step::EnrolSecondFactor, server, &slug, anybody, &fields).await?;
    let code = fields.get("code").to_owned();
    let confirmed =
        visitor.run(move |arrival| second_factor::confirm(&arrival.ctx, &code, Occasion::SigningIn(arrival)));
    let enrolled = match confirmed.await {
        Ok(enrolled) => enrolled,
        Err(error) => return enrol_shown(&visitor, &visitor.tried(error).map_err(Refusal::into_response)?).await,
    };
    let started = enrolled.started.as_ref();
    let on_href = started.map(|started| way(&slug, started.step, visitor.next.as_deref()));
    let email = visitor.arrival.user.profile.email.to_string();
    let view = CodesPage {
        waiting: on_href
            .is_none()
            .then(|| (visitor.arrival.ctx.portal.name.clone(), email)),
        codes: Codes {
            codes: enrolled.codes,
            on_href,
        },
    };
    let page = codes_page(&visitor.frame(t!("mfa-codes-title")), &view).into_response();
    Ok(match started {
        Some(started) => sign_in::with_session(&visitor.server, started, page),
        None => page,
    })
}
