//! One message on its way out, and its MIME form.

use super::Brand;
use super::clean::{one_line, without_control};
use super::error::SendError;
use super::render::render;
use super::sender::Sender;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};
use model::ids::MessageId;
use model::mail::Mail;
use model::time::Time;
use std::fmt;
use std::time::{Duration, SystemTime};

/// A message: words, addresses and the two headers that must not change on a retry.
#[derive(Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// `<uuid@host>`, the host of the base URL; the same on every try, so a duplicate can be recognised (AC-81).
    pub message_id: String,
    /// The configured address under the portal's name.
    pub from: Sender,
    /// The one recipient's address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The plain-text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The `Date` header: when the outbox row was made.
    pub date: Time,
}

impl Outgoing {
    /// Renders an outbox row; `id` and `date` are the row's own.
    #[must_use]
    pub fn compose(id: MessageId, date: Time, mail: &Mail, sender: &Sender, brand: &Brand) -> Self {
        let rendered = render(mail, brand);
        Self {
            message_id: format!("<{id}@{}>", host(&brand.base_url)),
            from: sender.for_portal(&mail.portal),
            to: mail.to.clone(),
            subject: rendered.subject,
            text: rendered.text,
            html: rendered.html,
            date,
        }
    }

    /// The left side of the Message-ID: the outbox row's UUID; for file names and the MIME boundary.
    #[must_use]
    pub fn id(&self) -> &str {
        let inner = self.message_id.trim_start_matches('<');
        inner.split_once('@').map_or(inner, |(id, _)| id)
    }

    /// The message as it goes over the wire: `multipart/alternative`, the same bytes on every try.
    ///
    /// # Errors
    /// Give up when the recipient is no address; retry when the sender is none (the operator can mend that).
    pub fn mime(&self) -> Result<Vec<u8>, SendError> {
        self.build().map(|message| message.formatted())
    }

    /// Control characters are taken out here once more: the builder panics on one in a display name.
    pub(super) fn build(&self) -> Result<Message, SendError> {
        let to = self
            .address(&self.to)
            .ok_or_else(|| SendError::GiveUp("The recipient's address is none that mail can be sent to.".to_owned()))?;
        let from = self.address(&self.from.address).ok_or_else(|| {
            SendError::Retry("The sender's address (mail_from) is none that mail can be sent from.".to_owned())
        })?;
        let name = Some(one_line(&self.from.name, 100)).filter(|name| !name.is_empty());
        Message::builder()
            .message_id(Some(one_line(&self.message_id, 320)))
            .date(wall_clock(self.date))
            .from(Mailbox::new(name, from))
            .to(Mailbox::new(None, to))
            .subject(without_control(&self.subject))
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("X-Auto-Response-Suppress", "All"))
            .multipart(self.parts())
            .map_err(|error| SendError::GiveUp(format!("No message could be built: {error}.")))
    }

    /// The boundary comes from the id, not from chance, so that a retry repeats every byte.
    fn parts(&self) -> MultiPart {
        MultiPart::alternative()
            .boundary(format!("part-{}", self.id()))
            .singlepart(SinglePart::plain(self.text.clone()))
            .singlepart(SinglePart::html(self.html.clone()))
    }

    fn address(&self, text: &str) -> Option<Address> {
        let clean = !text.chars().any(|c| c.is_control() || c.is_whitespace());
        text.parse().ok().filter(|_| clean)
    }
}

/// Shows neither words nor addresses: the text holds links that let somebody in.
impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing")
            .field("message_id", &self.message_id)
            .finish_non_exhaustive()
    }
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// `Date` knows the years 1970 to 9999 only.
fn wall_clock(time: Time) -> SystemTime {
    let seconds = time.0.div_euclid(1_000_000).clamp(0, 253_402_300_799);
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.unsigned_abs())
}

/// The host of a URL without its port; `localhost` where there is none that fits a Message-ID.
fn host(base_url: &str) -> &str {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = match authority.split_once(']') {
        Some((address, _)) => &authority[..=address.len()],
        None => authority.split_once(':').map_or(authority, |(host, _)| host),
    };
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '[' | ']' | ':');
    if host.is_empty() || !host.chars().all(fits) {
        "localhost"
    } else {
        host
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_a_base_url() {
        assert_eq!(host("https://portal.example.com:8443/x"), "portal.example.com");
        assert_eq!(host("http://127.0.0.1:8080"), "127.0.0.1");
        assert_eq!(host("http://[::1]:8080/"), "[::1]");
        assert_eq!(host("https://a>b\r\n"), "localhost");
        assert_eq!(host(""), "localhost");
    }

    #[test]
    fn any_time_has_a_date() {
        assert_eq!(wall_clock(Time(i64::MIN)), SystemTime::UNIX_EPOCH);
        let far = wall_clock(Time(i64::MAX));
        assert!(far > SystemTime::UNIX_EPOCH);
        assert!(
            Message::builder().date(far).body(String::new()).is_err(),
            "no panic, only the sender is missing"
        );
    }
}
