//! Mail: from the outbox's data ([`model::mail::Mail`]) to words, from words to a message, from there to a server.
//!
//! Rendering is pure: the same outbox row gives the same words, link and Message-ID on every try (AC-81).

mod capture;
mod clean;
mod directory;
mod error;
mod letters;
mod message;
mod render;
mod sender;
mod smtp;
mod smtp_url;
mod transport;
mod words;

pub use capture::{Capture, Captured};
pub use error::{MailConfigError, SendError};
pub use message::Outgoing;
pub use render::{Rendered, render};
pub use sender::Sender;
pub use smtp::Smtp;
pub use transport::Transport;

/// Who runs the server, as mails name it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Brand {
    /// The product's name in the last line of each mail, such as `Portico`.
    pub product: String,
    /// The configured base URL: its host is the right side of every Message-ID.
    pub base_url: String,
}
