//! `/p/{portal}/account/security`: one's own second factor. What changes it needs password and code again.

use super::{AccountTab, elsewhere, tabs};
use crate::pages::fields::Fields;
use crate::pages::form::{Errors, problem};
use crate::pages::page::Page;
use crate::pages::{Refusal, sign_in};
use crate::speak::t;
use crate::templates::account::{AccountPage, AccountSection, page as account_page};
use crate::templates::account_security::{
    ProofForm, SecurityView, SetUpForm, Wanted, proof, set_up_form, state as state_section,
};
use crate::templates::components::{Kind, Message};
use crate::templates::frame::Frame;
use crate::templates::second_factor::{Codes, SetUp, codes as codes_section};
use app::error::AppError;
use app::users::second_factor::{self, Enrolled, Occasion, RECOVERY_CODES, Removal};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::Markup;

/// The tab among the others.
const TAB: AccountTab = AccountTab::Security;

fn base(page: &Page) -> String {
    page.at("/account/security")
}

fn render(page: &Page, frame: &Frame, section: Markup) -> Response {
    let view = AccountPage {
        tabs: tabs(page, TAB),
        section: AccountSection::Own(section),
    };
    account_page(frame, &view).into_response()
}

async fn frame(page: &Page, title: &str) -> Result<Frame, Refusal> {
    Ok(page.show(title, |_| Ok(())).await?.0)
}

/// The state, and what can be done about it.
///
/// # Errors
/// The page of the refusal.
pub async fn show(page: Page) -> Result<Response, Refusal> {
    if let Some(response) = elsewhere(&page, TAB) {
        return Ok(response);
    }
    let (mut frame, state) = page.show(&t!("mfa-security"), second_factor::state).await?;
    let done = match page.query.get("done") {
        "removed" => Some((Kind::Done, t!("mfa-removed"))),
        "recovery" => Some((Kind::Info, t!("mfa-recovered"))),
        _ => None,
    };
    frame.message = done.map(|(kind, text)| Message {
        kind,
        text,
        focus: true,
        ..Message::default()
    });
    let user = &page.visit.caller.user;
    let wanted = if user.must_have_second_factor(&page.ctx().portal.policy) {
        Wanted::Yes
    } else {
        Wanted::No
    };
    let view = SecurityView {
        since: state.since.map(|at| page.long(at)),
        codes: (state.codes_left, RECOVERY_CODES),
        wanted,
        base: base(&page),
    };
    Ok(render(&page, &frame, state_section(&view)))
}

/// What came of the last try.
enum Tried {
    Not,
    Wrong(Errors),
    TooFast(u64),
}

impl Tried {
    fn of(page: &Page, error: AppError) -> Result<Self, Refusal> {
        match error {
            AppError::RateLimited { retry_after } => Ok(Self::TooFast(retry_after)),
            other => Errors::take(other).map(Self::Wrong).map_err(|error| page.refuse(error)),
        }
    }

    fn password(&self) -> Option<String> {
        self.error("password").map(|()| t!("password-current-wrong"))
    }

    fn code(&self) -> Option<String> {
        self.error("code").map(|()| t!("mfa-code-wrong"))
    }

    fn error(&self, field: &str) -> Option<()> {
        match self {
            Self::Wrong(errors) => errors.of(field).map(|_| ()),
            Self::Not | Self::TooFast(_) => None,
        }
    }

    fn problem(&self) -> Option<Message> {
        match self {
            Self::TooFast(seconds) => Some(problem(&t!("sign-in-wait", n = *seconds))),
            Self::Not | Self::Wrong(_) => None,
        }
    }

    /// The page with the status and the title that fit.
    fn answer(&self, page: &Page, mut frame: Frame, section: Markup) -> Response {
        let status = match self {
            Self::Not => return render(page, &frame, section),
            Self::Wrong(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooFast(_) => StatusCode::TOO_MANY_REQUESTS,
        };
        frame.title = t!("form-error-title", title = &frame.title);
        let mut response = render(page, &frame, section);
        *response.status_mut() = status;
        response
    }
}

/// The form that sets up an authenticator app.
///
/// # Errors
/// The page of the refusal.
pub async fn set_up(page: Page) -> Result<Response, Refusal> {
    match elsewhere(&page, TAB) {
        Some(response) => Ok(response),
        None => set_up_shown(&page, &Tried::Not).await,
    }
}

async fn set_up_shown(page: &Page, tried: &Tried) -> Result<Response, Refusal> {
    let made = match page.run(second_factor::enrolment).await {
        Err(AppError::Conflict {
            code: "already_enrolled",
            ..
        }) => return Ok(Redirect::to(&base(page)).into_response()),
        made => made.map_err(|error| page.refuse(error))?,
    };
    let form = SetUpForm {
        action: format!("{}/set-up", base(page)),
        password_error: tried.password(),
        set_up: SetUp {
            uri: made.uri,
            secret: made.secret,
            error: tried.code(),
        },
        problem: tried.problem(),
        cancel_href: base(page),
    };
    Ok(tried.answer(page, frame(page, &t!("mfa-set-up-title")).await?, set_up_form(&form)))
}

/// Confirms it with a code, and shows the recovery codes: this once.
///
/// # Errors
/// The page of the refusal.
pub async fn confirm(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let (password, code) = (fields.get("password").to_owned(), fields.get("code").to_owned());
    let confirmed = page.run(move |ctx| second_factor::confirm(ctx, &code, Occasion::Account { password: &password }));
    match confirmed.await {
        Ok(Enrolled { started, codes }) => {
            let shown = codes_shown(&page, codes).await?;
            Ok(match started {
                Some(started) => sign_in::with_session(&page.server, &started, shown),
                None => shown,
            })
        }
        Err(error) => set_up_shown(&page, &Tried::of(&page, error)?).await,
    }
}

async fn codes_shown(page: &Page, codes: Vec<String>) -> Result<Response, Refusal> {
    let section = codes_section(&Codes {
        codes,
        on_href: Some(base(page)),
    });
    Ok(render(page, &frame(page, &t!("mfa-codes")).await?, section))
}

/// What a form with password and code is for.
#[derive(Clone, Copy)]
enum Purpose {
    Codes,
    Remove,
    Replace,
}

impl Purpose {
    fn form(self, page: &Page, tried: &Tried) -> ProofForm {
        let (title, text, submit, path) = match self {
            Self::Codes => (
                t!("mfa-new-codes-title"),
                t!("mfa-new-codes-text"),
                t!("mfa-new-codes"),
                "codes",
            ),
            Self::Remove => (
                t!("mfa-remove-title"),
                t!("mfa-remove-text"),
                t!("mfa-turn-off"),
                "remove",
            ),
            Self::Replace => (
                t!("mfa-replace"),
                t!("mfa-replace-text"),
                t!("mfa-replace-button"),
                "replace",
            ),
        };
        ProofForm {
            title,
            text,
            submit,
            action: format!("{}/{path}", base(page)),
            password_error: tried.password(),
            code_error: tried.code(),
            problem: tried.problem(),
            cancel_href: base(page),
        }
    }

    async fn shown(self, page: &Page, tried: &Tried) -> Result<Response, Refusal> {
        let form = self.form(page, tried);
        Ok(tried.answer(page, frame(page, &form.title).await?, proof(&form)))
    }
}

async fn asked(page: &Page, purpose: Purpose) -> Result<Response, Refusal> {
    if let Some(response) = elsewhere(page, TAB) {
        return Ok(response);
    }
    if page.visit.caller.user.second_factor_at.is_none() {
        return Ok(Redirect::to(&base(page)).into_response());
    }
    purpose.shown(page, &Tried::Not).await
}

/// The form for new recovery codes.
///
/// # Errors
/// The page of the refusal.
pub async fn codes(page: Page) -> Result<Response, Refusal> {
    asked(&page, Purpose::Codes).await
}

/// Makes them, and shows them: this once.
///
/// # Errors
/// The page of the refusal.
pub async fn make_codes(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let (password, code) = (fields.get("password").to_owned(), fields.get("code").to_owned());
    match page
        .run(move |ctx| second_factor::new_codes(ctx, &password, &code))
        .await
    {
        Ok(codes) => codes_shown(&page, codes).await,
        Err(error) => Purpose::Codes.shown(&page, &Tried::of(&page, error)?).await,
    }
}

/// The form that turns the second factor off.
///
/// # Errors
/// The page of the refusal.
pub async fn remove(page: Page) -> Result<Response, Refusal> {
    asked(&page, Purpose::Remove).await
}

/// Turns it off.
///
/// # Errors
/// The page of the refusal.
pub async fn run_remove(page: Page, fields: Fields) -> Result<Response, Refusal> {
    take_off(page, fields, Purpose::Remove, Removal::Off).await
}

/// The form that makes room for another authenticator.
///
/// # Errors
/// The page of the refusal.
pub async fn replace(page: Page) -> Result<Response, Refusal> {
    asked(&page, Purpose::Replace).await
}

/// Makes room: where the portal wants a second factor, setting up the next one is all that is open then.
///
/// # Errors
/// The page of the refusal.
pub async fn run_replace(page: Page, fields: Fields) -> Result<Response, Refusal> {
    take_off(page, fields, Purpose::Replace, Removal::Anew).await
}

async fn take_off(page: Page, fields: Fields, purpose: Purpose, removal: Removal) -> Result<Response, Refusal> {
    let (password, code) = (fields.get("password").to_owned(), fields.get("code").to_owned());
    let to = match removal {
        Removal::Off => format!("{}?done=removed", base(&page)),
        Removal::Anew => format!("{}/set-up", base(&page)),
    };
    match page
        .run(move |ctx| second_factor::remove(ctx, &password, &code, removal))
        .await
    {
        Ok(started) => Ok(sign_in::with_session(
            &page.server,
            &started,
            Redirect::to(&to).into_response(),
        )),
        Err(error) => purpose.shown(&page, &Tried::of(&page, error)?).await,
    }
}
