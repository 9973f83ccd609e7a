//! `/dev/mail`: captured mail, where the installation sends none and is on the own machine only.

use super::{Refusal, frame};
use crate::extract::Anybody;
use crate::server::{DevMail, Server};
use crate::speak::{self, t};
use crate::templates::components::When;
use crate::templates::dev_mail::{MailLine, MailPage, list as list_page, mail as mail_page};
use app::error::AppError;
use app::mail::{Capture, Captured, Transport};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse as _, Response};
use model::time::Time;

const PATH: &str = "/dev/mail";

/// The page of one mail shows its HTML part in a frame of the same site.
const MAIL_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                           frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// The HTML part itself may be shown in that frame and do nothing but look and open links.
const HTML_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; \
                           frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

fn capture<'s>(server: &'s Server, anybody: &Anybody) -> Result<&'s Capture, Refusal> {
    match (server.outside.dev_mail, server.app.transport()) {
        (DevMail::Readable, Transport::Capture(capture)) => Ok(capture),
        _ => Err(missing(server, anybody)),
    }
}

fn missing(server: &Server, anybody: &Anybody) -> Refusal {
    Refusal::new(server, anybody, None, AppError::NotFound("page"))
}

fn find(server: &Server, anybody: &Anybody, number: &str) -> Result<Captured, Refusal> {
    let found = number
        .parse()
        .ok()
        .and_then(|number| capture(server, anybody).ok()?.get(number));
    found.ok_or_else(|| missing(server, anybody))
}

fn when(at: Time) -> When {
    When {
        datetime: at.rfc3339(),
        text: words::moment(speak::language(), at, "UTC"),
    }
}

/// The list, newest first.
///
/// # Errors
/// 404 where mail is really sent.
pub async fn list(State(server): State<Server>, anybody: Anybody) -> Result<Response, Refusal> {
    let capture = capture(&server, &anybody)?;
    let line = |captured: &Captured| MailLine {
        href: format!("{PATH}/{}", captured.number),
        to: captured.mail.to.clone(),
        subject: captured.mail.subject.clone(),
        at: when(captured.mail.date),
    };
    let lines: Vec<MailLine> = capture.list().iter().rev().map(line).collect();
    Ok(list_page(&frame::public(&server, &anybody, &t!("dev-mail-title"), None), &lines).into_response())
}

/// One mail.
///
/// # Errors
/// 404 where there is none, or mail is really sent.
pub async fn show(
    State(server): State<Server>,
    Path(number): Path<String>,
    anybody: Anybody,
) -> Result<Response, Refusal> {
    let Captured { number, mail } = find(&server, &anybody, &number)?;
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let view = MailPage {
        back_href: PATH.to_owned(),
        headers: vec![
            header("From", &mail.from.to_string()),
            header("To", &mail.to),
            header("Subject", &mail.subject),
            header("Date", &mail.date.long("UTC")),
            header("Message-ID", &mail.message_id),
        ],
        subject: mail.subject,
        text: mail.text,
        html_href: Some(format!("{PATH}/{number}/html")),
    };
    let mut response = mail_page(&frame::public(&server, &anybody, &view.subject, None), &view).into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(MAIL_POLICY));
    Ok(response)
}

/// The HTML part, as a document without rights; its links open beside it.
///
/// # Errors
/// 404 where there is none, or mail is really sent.
pub async fn html(
    State(server): State<Server>,
    Path(number): Path<String>,
    anybody: Anybody,
) -> Result<Response, Refusal> {
    let captured = find(&server, &anybody, &number)?;
    let document = captured
        .mail
        .html
        .replacen("<head>", "<head><base target=\"_blank\">", 1);
    let mut response = Html(document).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(HTML_POLICY));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    Ok(response)
}
