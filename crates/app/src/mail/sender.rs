//! The `From` of a mail.

use super::clean::one_line;
use super::error::MailConfigError;
use lettre::Address;
use std::fmt;

/// A display name (may be empty) and one address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sender {
    /// What the mail program shows; a portal's name in every mail of that portal.
    pub name: String,
    /// The configured address; also the envelope sender, so bounces go there.
    pub address: String,
}

impl Sender {
    /// Reads the value of `mail_from`: `Name <a@b>`, `"Name" <a@b>` or `a@b`.
    ///
    /// # Errors
    /// When there is no valid address in it.
    pub fn parse(mail_from: &str) -> Result<Self, MailConfigError> {
        let text = mail_from.trim();
        let (name, address) = match text.strip_suffix('>').and_then(|t| t.rsplit_once('<')) {
            Some((name, address)) => (name.trim().trim_matches('"'), address.trim()),
            None => ("", text),
        };
        if mail_from.chars().any(char::is_control) || address.parse::<Address>().is_err() {
            return Err(MailConfigError {
                key: "mail_from",
                value: one_line(mail_from, 200),
                remedy: "this is no e-mail address. Write one, such as \"Portico <no-reply@example.com>\".".to_owned(),
            });
        }
        Ok(Self {
            name: name.to_owned(),
            address: address.to_owned(),
        })
    }

    /// The same address under the portal's name; without one, under the configured name.
    #[must_use]
    pub fn for_portal(&self, portal: &str) -> Self {
        let name = one_line(portal, 100);
        Self {
            name: if name.is_empty() { self.name.clone() } else { name },
            address: self.address.clone(),
        }
    }
}

impl fmt::Display for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.name.is_empty() {
            f.write_str(&self.address)
        } else {
            write!(f, "{} <{}>", self.name, self.address)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_is_read_with_and_without_a_name() {
        assert_eq!(Sender::parse("a@b.example").unwrap().to_string(), "a@b.example");
        assert_eq!(
            Sender::parse("\"Ä, B\" <a@b.example>").unwrap().to_string(),
            "Ä, B <a@b.example>"
        );
        assert_eq!(
            Sender::parse("X <a@b.example>").unwrap().for_portal("Acme").to_string(),
            "Acme <a@b.example>"
        );
        assert_eq!(
            Sender::parse("X <a@b.example>").unwrap().for_portal("").to_string(),
            "X <a@b.example>"
        );
    }

    #[test]
    fn a_broken_sender_is_named_with_its_remedy() {
        insta::assert_snapshot!(Sender::parse("Portico").unwrap_err(), @r#"mail_from = "Portico": this is no e-mail address. Write one, such as "Portico <no-reply@example.com>"."#);
        assert!(Sender::parse("a@b.example\r\nBcc: c@d.example").is_err());
        assert!(Sender::parse("<a@b.example> x").is_err());
    }
}
