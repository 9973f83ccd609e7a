//! Where mail goes.

use super::capture::Capture;
use super::directory;
use super::error::{MailConfigError, SendError};
use super::message::Outgoing;
use super::sender::Sender;
use super::smtp::Smtp;
use super::smtp_url::bad_mail;
use std::path::PathBuf;
use std::sync::Arc;

/// Where mail goes. `Debug` shows no password.
#[derive(Debug)]
pub enum Transport {
    /// To a mail server.
    Smtp(Smtp),
    /// One `.eml` file per message in this directory.
    File(PathBuf),
    /// To memory.
    Capture(Arc<Capture>),
}

impl Transport {
    /// Reads the configuration: `capture`, `file:DIR`, `smtps://…` or
    /// `smtp://[user:pass@]host[:port][?tls=required|opportunistic|none]`. The last two also take `ca=PATH` (a PEM file
    /// of more authorities to trust) and `timeout=SECONDS` (of the connect and of each command; 20).
    /// `smtp://` requires STARTTLS; to a loopback host it uses none. Creates DIR; opens no connection.
    ///
    /// # Errors
    /// When a value cannot work; `mail_from` may be empty for `capture` only.
    pub fn from_url(url: &str, mail_from: &str) -> Result<Self, MailConfigError> {
        let url = url.trim();
        if url != "capture" || !mail_from.is_empty() {
            Sender::parse(mail_from)?;
        }
        match url.split_once(':').unwrap_or((url, "")) {
            ("capture", "") => Ok(Self::Capture(Arc::default())),
            ("file", dir) if !dir.is_empty() => Self::file(url, PathBuf::from(dir)),
            ("smtp" | "smtps", _) => Smtp::from_url(url).map(Self::Smtp),
            _ => Err(bad_mail(
                url,
                "write capture, file:DIR, smtp://HOST:PORT or smtps://HOST:PORT.",
            )),
        }
    }

    fn file(url: &str, dir: PathBuf) -> Result<Self, MailConfigError> {
        match directory::prepare(&dir) {
            Ok(()) => Ok(Self::File(dir)),
            Err(error) => Err(bad_mail(
                url,
                &format!("no file can be written there ({error}). Name another directory."),
            )),
        }
    }

    /// Hands over one message. Blocks, at most the timeout per step of the talk with the server.
    ///
    /// # Errors
    /// Every failure says whether another try makes sense.
    pub fn send(&self, mail: &Outgoing) -> Result<(), SendError> {
        match self {
            Self::Smtp(smtp) => smtp.send(mail),
            Self::File(dir) => directory::write(dir, mail),
            Self::Capture(capture) => {
                mail.mime()?;
                capture.keep(mail.clone());
                Ok(())
            }
        }
    }

    /// One sentence on whether mail can leave, for `portico doctor`. Sends nothing.
    ///
    /// # Errors
    /// The sentence says what is wrong.
    pub fn check(&self) -> Result<String, String> {
        match self {
            Self::Smtp(smtp) => smtp.check(),
            Self::File(dir) => directory::prepare(dir)
                .map(|()| format!("Mails are written to {}.", dir.display()))
                .map_err(|error| format!("No mail can be written to {}: {error}.", dir.display())),
            Self::Capture(_) => Ok("Mails stay in memory and can be read at /dev/mail; none leaves.".to_owned()),
        }
    }
}
