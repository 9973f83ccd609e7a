//! E-mail addresses: shown as typed, compared by one canonical key (pattern 4 of `security.md`, S0.11, S4.5, S4.12).

use crate::invisible;
use crate::problem::{GAP, coded};
use idna::{
    AsciiDenyList,
    uts46::{DnsLength, Hyphens, Uts46},
};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, fmt, str::FromStr};
use unicode_normalization::UnicodeNormalization;

/// The longest address, in bytes, in the form that mail servers see (RFC 5321, erratum 1690).
pub const MAX_BYTES: usize = 254;
/// The longest part before the @, in bytes (RFC 5321, 4.5.3.1.1).
pub const MAX_LOCAL_BYTES: usize = 64;

/// A well-formed address. `==` compares what was typed; two spellings of one mailbox have the same [`Email::key`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email {
    /// As typed: trimmed, NFC.
    text: String,
    /// Local part folded, domain in ASCII.
    key: String,
}

/// Why a text is not an e-mail address, said as what to do about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum EmailError {
    /// Nothing but white space.
    #[error("Enter an e-mail address, such as ann@example.com.")]
    Empty,
    /// No @ at all.
    #[error("Add the @ and what comes after it: an address looks like ann@example.com.")]
    NoAt,
    /// More than one @.
    #[error("Enter one address at a time: there is more than one @ in it.")]
    ManyAts,
    /// White space inside the address.
    #[error("Remove the space inside the address.")]
    Space,
    /// A line break or another control character.
    #[error("Remove the line break or control character from the address.")]
    ControlCharacter,
    /// A zero-width or direction-changing character.
    #[error("Type the address by hand: it contains an invisible character.")]
    InvisibleCharacter,
    /// More than [`MAX_BYTES`].
    #[error("Use a shorter address: mail servers take at most 254 characters.")]
    TooLong,
    /// Nothing before the @.
    #[error("Add the name before the @: an address looks like ann@example.com.")]
    LocalMissing,
    /// More than [`MAX_LOCAL_BYTES`] before the @.
    #[error("Shorten the part before the @: mail servers take at most 64 characters there.")]
    LocalTooLong,
    /// A quoted local part: it would be a second spelling of the plain one.
    #[error("Use an address without quotation marks before the @.")]
    Quoted,
    /// A dot at the start or end of the local part, or two in a row.
    #[error("Check the dots before the @: none at the start or the end, and no two in a row.")]
    LocalDots,
    /// A character that mail servers refuse before the @.
    #[error("Remove the “{0}” before the @.")]
    LocalCharacter(char),
    /// Nothing after the @.
    #[error("Add the domain after the @: an address looks like ann@example.com.")]
    DomainMissing,
    /// A domain such as `localhost`.
    #[error("Complete the domain after the @: it needs an ending, such as .com.")]
    DomainWithoutDot,
    /// An IP address in the place of the domain.
    #[error("Use a domain name after the @ instead of an IP address.")]
    IpAddress,
    /// Not a domain name that can exist.
    #[error("Check the domain after the @: it is not a domain name.")]
    DomainInvalid,
}

coded!(EmailError {
    Empty = "empty",
    NoAt = "no_at",
    ManyAts = "many_ats",
    Space = "space",
    ControlCharacter = "control_character",
    InvisibleCharacter = "invisible_character",
    TooLong = "too_long",
    LocalMissing = "local_missing",
    LocalTooLong = "local_too_long",
    Quoted = "quoted",
    LocalDots = "local_dots",
    LocalCharacter { 0: GAP } = "local_character",
    DomainMissing = "domain_missing",
    DomainWithoutDot = "domain_without_dot",
    IpAddress = "ip_address",
    DomainInvalid = "domain_invalid",
});

impl Email {
    /// Reads one address; white space around it is dropped. Internationalised addresses are fine (RFC 6531).
    ///
    /// # Errors
    /// [`EmailError`] says what the writer can do.
    pub fn parse(input: &str) -> Result<Self, EmailError> {
        let input = input.trim();
        // Normalising can only shorten by a small factor: far longer texts are refused before any work is done.
        if input.len() > 4 * MAX_BYTES {
            return Err(EmailError::TooLong);
        }
        let text: String = input.nfc().collect();
        let (local, domain) = split(&text)?;
        check_local(local)?;
        let domain = ascii_domain(domain)?;
        let key = format!("{}@{domain}", fold_local(local));
        check_lengths(&text, local, &key, &domain)?;
        Ok(Self { text, key })
    }

    /// As typed, trimmed and in NFC: what people see.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The canonical key: what is stored as unique and compared. One per mailbox, whatever the spelling.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The part before the @, as typed.
    #[must_use]
    pub fn local(&self) -> &str {
        self.text.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// The part after the @, as typed.
    #[must_use]
    pub fn domain(&self) -> &str {
        after_at(&self.text)
    }

    /// The domain in lower-case ASCII (A-labels).
    #[must_use]
    pub fn domain_ascii(&self) -> &str {
        after_at(&self.key)
    }

    /// The domain in Unicode (U-labels), whichever way it was typed.
    #[must_use]
    pub fn domain_unicode(&self) -> Cow<'_, str> {
        let ascii = self.domain_ascii();
        let (unicode, outcome) =
            Uts46::new().to_unicode(ascii.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast);
        if outcome.is_ok() { unicode } else { Cow::Borrowed(ascii) }
    }

    /// For the envelope and the header: local part as typed, domain in ASCII.
    #[must_use]
    pub fn to_smtp(&self) -> String {
        format!("{}@{}", self.local(), self.domain_ascii())
    }

    /// Whether the mailbox is a throw-away one (S4.12). The most specific domain decides: first `allowed`, then
    /// `extra_blocked` and the built-in list, then the same for the parent domain. Entries are [`ascii_domain`]s.
    #[must_use]
    pub fn is_disposable(&self, extra_blocked: &[String], allowed: &[String]) -> bool {
        let listed = |list: &[String], domain: &str| list.iter().any(|entry| entry.eq_ignore_ascii_case(domain));
        let mut domain = self.domain_ascii();
        loop {
            if listed(allowed, domain) {
                return false;
            }
            if listed(extra_blocked, domain) || listed_as_disposable(domain) {
                return true;
            }
            match domain.split_once('.') {
                Some((_, parent)) if parent.contains('.') => domain = parent,
                _ => return false,
            }
        }
    }
}

/// The one spelling of a domain: lower-case ASCII, internationalised labels as A-labels. Also for lists of domains.
///
/// # Errors
/// One of the variants of [`EmailError`] that speak of the domain.
pub fn ascii_domain(domain: &str) -> Result<String, EmailError> {
    if domain.is_empty() {
        return Err(EmailError::DomainMissing);
    }
    if domain.contains(['[', ']']) {
        return Err(EmailError::IpAddress);
    }
    let ascii = Uts46::new()
        .to_ascii(
            domain.as_bytes(),
            AsciiDenyList::STD3,
            Hyphens::CheckFirstLast,
            DnsLength::Verify,
        )
        .map_err(|_| EmailError::DomainInvalid)?;
    match ascii.rsplit_once('.') {
        None => Err(EmailError::DomainWithoutDot),
        Some((_, last)) if last.bytes().all(|b| b.is_ascii_digit()) => Err(EmailError::IpAddress),
        Some(_) => Ok(ascii.into_owned()),
    }
}

/// The built-in list, without the domains of examples and documentation (RFC 2606), which it holds too.
fn listed_as_disposable(domain: &str) -> bool {
    !matches!(domain, "example.com" | "example.net" | "example.org") && disposable_emails::is_disposable_domain(domain)
}

fn after_at(text: &str) -> &str {
    text.rsplit_once('@').map_or("", |(_, domain)| domain)
}

/// Cuts at the only @, after refusing what no part may hold.
fn split(text: &str) -> Result<(&str, &str), EmailError> {
    if text.is_empty() {
        return Err(EmailError::Empty);
    }
    for c in text.chars() {
        if c.is_control() || invisible::breaks_line(c) {
            return Err(EmailError::ControlCharacter);
        }
        if invisible::is_unseen(c) {
            return Err(EmailError::InvisibleCharacter);
        }
    }
    let (local, domain) = text.rsplit_once('@').ok_or(EmailError::NoAt)?;
    if local.starts_with('"') {
        return Err(EmailError::Quoted);
    }
    if text.contains(char::is_whitespace) {
        return Err(EmailError::Space);
    }
    // The wide and small forms of @ read as one: an address with two would be read two ways.
    if local.contains(['@', '\u{FF20}', '\u{FE6B}']) {
        return Err(EmailError::ManyAts);
    }
    Ok((local, domain))
}

/// A dot-atom (RFC 5322, 3.2.3) whose atoms may hold any visible character beyond ASCII (RFC 6531, 3.3).
fn check_local(local: &str) -> Result<(), EmailError> {
    if local.is_empty() {
        return Err(EmailError::LocalMissing);
    }
    if local.split('.').any(str::is_empty) {
        return Err(EmailError::LocalDots);
    }
    let refused = |c: &char| matches!(c, '(' | ')' | '<' | '>' | '[' | ']' | ':' | ';' | ',' | '\\' | '"');
    match local.chars().find(refused) {
        Some(c) => Err(EmailError::LocalCharacter(c)),
        None => Ok(()),
    }
}

/// Checks both spellings, so that the key of an address is an address itself.
fn check_lengths(text: &str, local: &str, key: &str, domain: &str) -> Result<(), EmailError> {
    let folded = key.len() - domain.len() - 1;
    if local.len().max(folded) > MAX_LOCAL_BYTES {
        return Err(EmailError::LocalTooLong);
    }
    if text.len().max(local.len() + 1 + domain.len()).max(key.len()) > MAX_BYTES {
        return Err(EmailError::TooLong);
    }
    Ok(())
}

/// Lower case letter by letter: the context rule for a final sigma would give one mailbox two keys.
fn fold_local(local: &str) -> String {
    local
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ς' => 'σ',
            'ſ' => 's',
            c => c,
        })
        .nfc()
        .collect()
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Email {
    type Err = EmailError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Email {
    type Error = EmailError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.text
    }
}
