//! Delivery to a mail server. The stages are driven one by one, because the same 5xx means different things: at the
//! recipient it is final, before that it is the operator's trouble and would wrongly kill every mail in the outbox.

use super::clean::one_line;
use super::error::{MailConfigError, SendError};
use super::message::Outgoing;
use super::smtp_url::{Security, SmtpUrl, bad_mail};
use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, Tls, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use std::error::Error as _;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{fmt, fs};

/// The most connections that are kept open, and for how long: servers hang up on idle clients.
const KEPT: usize = 4;
const IDLE: Duration = Duration::from_secs(30);

/// One mail server and its open connections.
pub struct Smtp {
    host: String,
    port: u16,
    tls: Tls,
    user: Option<Credentials>,
    timeout: Duration,
    idle: Mutex<Vec<Idle>>,
}

struct Idle {
    connection: SmtpConnection,
    since: Instant,
}

/// Shows where, never as whom.
impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Smtp({}:{}, TLS {:?})", self.host, self.port, self.tls)
    }
}

impl Smtp {
    pub(super) fn from_url(url: &str) -> Result<Self, MailConfigError> {
        let parsed = SmtpUrl::parse(url)?;
        let tls = tls(&parsed).map_err(|remedy| bad_mail(url, &remedy))?;
        Ok(Self {
            tls,
            host: parsed.host,
            port: parsed.port,
            user: parsed.user.map(|(name, password)| Credentials::new(name, password)),
            timeout: parsed.timeout,
            idle: Mutex::new(Vec::new()),
        })
    }

    /// Hands over one message. A connection that saw any failure is dropped.
    pub(super) fn send(&self, mail: &Outgoing) -> Result<(), SendError> {
        let message = mail.build()?;
        let bytes = message.formatted();
        let mut connection = match self.take() {
            Some(connection) => connection,
            None => self.connect().map_err(|error| SendError::Retry(self.trouble(&error)))?,
        };
        match self.hand_over(&mut connection, message.envelope(), &bytes) {
            Ok(()) => {
                self.park(connection);
                Ok(())
            }
            Err(error) => {
                hang_up(connection);
                Err(error)
            }
        }
    }

    /// Connects, says EHLO, encrypts and signs in as configured, then NOOP. Answers with a sentence either way.
    pub(super) fn check(&self) -> Result<String, String> {
        let mut connection = self.connect().map_err(|error| self.trouble(&error))?;
        let answers = connection.test_connected();
        let how = if connection.is_encrypted() {
            "encrypted"
        } else {
            "in clear text"
        };
        let who = if self.user.is_some() { ", signed in" } else { "" };
        hang_up(connection);
        if answers {
            Ok(format!(
                "The mail server {}:{} answers ({how}{who}).",
                self.host, self.port
            ))
        } else {
            Err(format!("The mail server {}:{} hung up.", self.host, self.port))
        }
    }

    fn connect(&self) -> Result<SmtpConnection, Error> {
        let wrapper = if let Tls::Wrapper(parameters) = &self.tls {
            Some(parameters)
        } else {
            None
        };
        let hello = ClientId::default();
        let address = (self.host.as_str(), self.port);
        let mut connection = SmtpConnection::connect(address, Some(self.timeout), &hello, wrapper, None)?;
        match &self.tls {
            Tls::Required(parameters) => connection.starttls(parameters, &hello)?,
            Tls::Opportunistic(parameters) if connection.can_starttls() => connection.starttls(parameters, &hello)?,
            Tls::Opportunistic(_) | Tls::Wrapper(_) | Tls::None => {}
        }
        if let Some(user) = &self.user {
            connection.auth(DEFAULT_MECHANISMS, user)?;
        }
        Ok(connection)
    }

    fn hand_over(&self, connection: &mut SmtpConnection, envelope: &Envelope, bytes: &[u8]) -> Result<(), SendError> {
        let options = options(connection, envelope, bytes)?;
        connection
            .command(Mail::new(envelope.from().cloned(), options))
            .map_err(|error| SendError::Retry(self.trouble(&error)))?;
        for recipient in envelope.to() {
            connection
                .command(Rcpt::new(recipient.clone(), Vec::new()))
                .map_err(|error| self.verdict(&error))?;
        }
        connection.command(Data).map_err(|error| self.verdict(&error))?;
        let taken = match std::str::from_utf8(bytes) {
            Ok(text) => connection.command(whole(text)),
            Err(_) => connection.message(bytes),
        };
        taken.map(|_| ()).map_err(|error| self.verdict(&error))
    }

    /// From the recipient on, 5xx is final; those codes that ask for a sign-in are the operator's all the same.
    fn verdict(&self, error: &Error) -> SendError {
        let asks_to_sign_in = error
            .status()
            .is_some_and(|code| matches!(u16::from(code), 530 | 534 | 535 | 538));
        if error.is_permanent() && !asks_to_sign_in {
            SendError::GiveUp(format!("The mail server refused the mail: {}", words_of(error)))
        } else {
            SendError::Retry(self.trouble(error))
        }
    }

    fn trouble(&self, error: &Error) -> String {
        let server = format!("{}:{}", self.host, self.port);
        if error.status().is_some() {
            format!("The mail server {server} said no: {}", words_of(error))
        } else {
            format!("The mail server {server} could not be used: {}", words_of(error))
        }
    }

    /// An open connection that still answers.
    fn take(&self) -> Option<SmtpConnection> {
        while let Some(mut idle) = self.lock().pop() {
            if idle.since.elapsed() < IDLE && idle.connection.test_connected() {
                return Some(idle.connection);
            }
            hang_up(idle.connection);
        }
        None
    }

    fn park(&self, connection: SmtpConnection) {
        let mut idle = self.lock();
        if idle.len() < KEPT {
            idle.push(Idle {
                connection,
                since: Instant::now(),
            });
            return;
        }
        drop(idle);
        hang_up(connection);
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn tls(url: &SmtpUrl) -> Result<Tls, String> {
    let mut builder = TlsParameters::builder(url.host.clone());
    if let Some(path) = &url.ca {
        let pem = fs::read(path).map_err(|error| format!("the ca file {} cannot be read: {error}.", path.display()))?;
        let certificate = Certificate::from_pem(&pem).map_err(|_| format!("{} is no PEM file.", path.display()))?;
        builder = builder.add_root_certificate(certificate);
    }
    let parameters = builder
        .build()
        .map_err(|error| format!("TLS cannot be set up: {}.", words_of(&error)))?;
    Ok(match url.security {
        Security::Wrapped => Tls::Wrapper(parameters),
        Security::Required => Tls::Required(parameters),
        Security::Opportunistic => Tls::Opportunistic(parameters),
        Security::None => Tls::None,
    })
}

/// Says QUIT, but does not wait for a server that has stopped to answer.
fn hang_up(mut connection: SmtpConnection) {
    if connection.set_timeout(Some(Duration::from_secs(1))).is_ok() {
        connection.abort();
    }
}

/// The text as it goes over the wire (RFC 5321, 4.5.2), with its end in the same piece: an end of its own would wait until the
/// server has confirmed the packets before it, which takes 40 ms and leaves the mail in doubt for so long.
fn whole(text: &str) -> String {
    let first = if text.starts_with('.') { "." } else { "" };
    format!("{first}{}\r\n.\r\n", text.replace("\r\n.", "\r\n.."))
}

/// What the server must be able to do for this message.
fn options(connection: &SmtpConnection, envelope: &Envelope, bytes: &[u8]) -> Result<Vec<MailParameter>, SendError> {
    let server = connection.server_info();
    let mut options = Vec::new();
    let addresses = envelope.to().iter().chain(envelope.from());
    if !addresses
        .into_iter()
        .all(|address| AsRef::<str>::as_ref(address).is_ascii())
    {
        if !server.supports_feature(Extension::SmtpUtfEight) {
            return Err(SendError::GiveUp(
                "The mail server takes only addresses of ASCII letters.".to_owned(),
            ));
        }
        options.push(MailParameter::SmtpUtfEight);
    }
    if !bytes.is_ascii() && server.supports_feature(Extension::EightBitMime) {
        options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    Ok(options)
}

/// The server's own words after its code, or the cause: one line, at most 200 characters.
fn words_of(error: &Error) -> String {
    let cause = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    let said = error
        .status()
        .map_or_else(|| cause.clone(), |code| format!("{code} {cause}"));
    one_line(&said, 200)
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn a_line_of_one_dot_ends_no_mail() {
        assert_eq!(whole(".\r\n..\r\na.\r\n.b"), "..\r\n...\r\na.\r\n..b\r\n.\r\n");
    }
}
