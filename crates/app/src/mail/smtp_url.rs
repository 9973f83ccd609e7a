//! Reads `smtp://user:pass@host:port?tls=…&ca=PATH` and `smtps://…`.

use super::error::MailConfigError;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

/// How the connection is protected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Security {
    /// TLS from the first byte (`smtps://`).
    Wrapped,
    /// STARTTLS or nothing.
    Required,
    /// STARTTLS where it is offered.
    Opportunistic,
    /// Clear text.
    None,
}

/// A mail server, as configured. Holds the password: has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct SmtpUrl {
    pub(super) security: Security,
    /// Without the brackets of an IPv6 address.
    pub(super) host: String,
    pub(super) port: u16,
    /// User name and password.
    pub(super) user: Option<(String, String)>,
    /// PEM file of more authorities to trust.
    pub(super) ca: Option<PathBuf>,
    /// Of the connect and of each command.
    pub(super) timeout: Duration,
}

impl SmtpUrl {
    /// Reads the part after the scheme.
    pub(super) fn parse(url: &str) -> Result<Self, MailConfigError> {
        let bad = |remedy: &str| bad_mail(url, remedy);
        let (scheme, rest) = url.split_once("://").ok_or_else(|| bad("write smtp://HOST:PORT."))?;
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (user, address) = match rest.rsplit_once('@') {
            Some((user, address)) => (Some(credentials(user).ok_or_else(|| bad(CREDENTIALS))?), address),
            None => (None, rest),
        };
        let (host, port) = host_and_port(address).ok_or_else(|| bad(ADDRESS))?;
        let mut parsed = Self {
            security: default_security(scheme, &host),
            port: port.unwrap_or(if scheme == "smtps" { 465 } else { 587 }),
            host,
            user,
            ca: None,
            timeout: Duration::from_secs(20),
        };
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            parsed.set(pair).map_err(bad)?;
        }
        parsed.refuse_half_measures().map_err(bad)?;
        Ok(parsed)
    }

    fn set(&mut self, pair: &str) -> Result<(), &'static str> {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        match (key, value) {
            ("tls", _) if self.security == Security::Wrapped => {
                return Err("smtps:// is always encrypted: leave out tls.");
            }
            ("tls", "required") => self.security = Security::Required,
            ("tls", "opportunistic") => self.security = Security::Opportunistic,
            ("tls", "none") => self.security = Security::None,
            ("tls", _) => return Err("tls is one of required, opportunistic, none."),
            ("ca", path) => self.ca = Some(PathBuf::from(decoded(path).filter(|p| !p.is_empty()).ok_or(CA)?)),
            ("timeout", seconds) => {
                self.timeout = timeout(seconds).ok_or("timeout is a number of seconds from 1 to 120.")?
            }
            _ => return Err("the options are tls, ca and timeout."),
        }
        Ok(())
    }

    fn refuse_half_measures(&self) -> Result<(), &'static str> {
        let clear = matches!(self.security, Security::Opportunistic | Security::None);
        if clear && self.user.is_some() && !is_loopback(&self.host) {
            return Err("the password could cross the network in clear text. Write smtps://… or tls=required.");
        }
        if self.security == Security::None && self.ca.is_some() {
            return Err("ca is of no use without TLS. Write tls=required, too.");
        }
        Ok(())
    }
}

const ADDRESS: &str = "write the server as HOST or HOST:PORT, an IPv6 address in brackets.";
const CREDENTIALS: &str = "write user name and password as USER:PASSWORD@ with special characters percent-encoded.";
const CA: &str = "ca is the path of a PEM file.";

/// A configuration error that shows the value without its user name and password.
pub(super) fn bad_mail(value: &str, remedy: &str) -> MailConfigError {
    MailConfigError {
        key: "mail",
        value: without_password(value),
        remedy: remedy.to_owned(),
    }
}

/// Everything up to the last `@` goes. Without an `@`, what follows the first `:` goes unless it is a port: it may be a
/// password whose host was forgotten.
pub(super) fn without_password(url: &str) -> String {
    let shown = match url.split_once("://") {
        _ if url.starts_with("file:") => url.to_owned(),
        Some((scheme, rest)) => match rest.rsplit_once('@') {
            Some((_, address)) => format!("{scheme}://***@{address}"),
            None if is_plain_address(rest) => url.to_owned(),
            None => format!("{scheme}://***"),
        },
        None => url
            .split_once([':', '@'])
            .map_or_else(|| url.to_owned(), |(word, _)| format!("{word}:***")),
    };
    super::clean::one_line(&shown, 200)
}

fn is_plain_address(rest: &str) -> bool {
    host_and_port(rest.split(['/', '?']).next().unwrap_or_default()).is_some()
}

/// No TLS is wanted on the way to the same machine, where certificates rarely fit.
fn default_security(scheme: &str, host: &str) -> Security {
    match scheme {
        "smtps" => Security::Wrapped,
        _ if is_loopback(host) => Security::None,
        _ => Security::Required,
    }
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn timeout(seconds: &str) -> Option<Duration> {
    seconds
        .parse()
        .ok()
        .filter(|s| (1..=120).contains(s))
        .map(Duration::from_secs)
}

fn host_and_port(text: &str) -> Option<(String, Option<u16>)> {
    let (host, port) = if let Some(rest) = text.strip_prefix('[') {
        let (host, port) = rest.split_once(']')?;
        host.parse::<IpAddr>().ok()?;
        (
            host,
            if port.is_empty() {
                None
            } else {
                Some(port.strip_prefix(':')?)
            },
        )
    } else {
        text.split_once(':')
            .map_or((text, None), |(host, port)| (host, Some(port)))
    };
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
    let port = port
        .map(|p| p.parse().ok().filter(|n| *n != 0))
        .map_or(Some(None), |p: Option<u16>| p.map(Some))?;
    (!host.is_empty() && host.chars().all(named)).then(|| (host.to_owned(), port))
}

fn credentials(text: &str) -> Option<(String, String)> {
    let (user, password) = text.split_once(':')?;
    let (user, password) = (decoded(user)?, decoded(password)?);
    (!user.is_empty() && !password.is_empty()).then_some((user, password))
}

/// Percent-decoding; nothing when an escape is broken or the bytes are no UTF-8.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let (high, low) = (
                char::from(rest.next()?).to_digit(16)?,
                char::from(rest.next()?).to_digit(16)?,
            );
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(url: &str) -> SmtpUrl {
        SmtpUrl::parse(url).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn tls_is_required_unless_the_server_is_this_machine() {
        assert_eq!(parse("smtp://mail.example.com").security, Security::Required);
        assert_eq!(parse("smtp://localhost").security, Security::None);
        assert_eq!(parse("smtp://[::1]:25/").security, Security::None);
        assert_eq!(parse("smtp://127.0.0.1:25?tls=required").security, Security::Required);
        assert_eq!(parse("smtps://mail.example.com").security, Security::Wrapped);
        assert_eq!(
            parse("smtp://mail.example.com?tls=opportunistic").security,
            Security::Opportunistic
        );
    }

    #[test]
    fn ports_and_credentials() {
        let url = parse("smtps://ann%40example.com:p%3Aa%2F%20ss@mail.example.com");
        assert_eq!((url.host.as_str(), url.port), ("mail.example.com", 465));
        assert_eq!(url.user, Some(("ann@example.com".to_owned(), "p:a/ ss".to_owned())));
        assert_eq!(parse("smtp://mail.example.com").port, 587);
        assert_eq!(parse("smtp://[fe80::1]:2525").host, "fe80::1");
        assert_eq!(
            parse("smtp://h?ca=%2Ftmp%2Fca.pem&timeout=3").ca,
            Some(PathBuf::from("/tmp/ca.pem"))
        );
    }

    #[test]
    fn errors_never_show_a_password() {
        for url in [
            "smtp://ann:hunter2@mail.example.com?tls=none",
            "smtp://ann:hunter2@mail.example.com:99999",
            "smtp://ann:hunter2",
            "smtp://ann:hun/ter2@mail.example.com?tls=maybe",
            "smtp://ann:a?hunter2@mail.example.com",
            "smtp://ann:hunter2%zz@mail.example.com",
        ] {
            let error = SmtpUrl::parse(url)
                .err()
                .unwrap_or_else(|| panic!("{url} was taken"))
                .to_string();
            assert!(!error.contains("ter2") && !error.contains("hunter2"), "{error}");
            assert!(error.starts_with("mail = \"smtp://***"), "{error}");
        }
    }

    #[test]
    fn bad_values_are_named_with_their_remedy() {
        let all: Vec<String> = [
            "smtp://",
            "smtp://h:0",
            "smtp://h?tls=yes",
            "smtps://h?tls=none",
            "smtp://h?x=1",
            "smtp://a:b@h?tls=none",
            "smtp://localhost?ca=x.pem",
        ]
        .iter()
        .filter_map(|url| SmtpUrl::parse(url).err().map(|error| error.to_string()))
        .collect();
        insta::assert_snapshot!(all.join("\n"), @r#"
        mail = "smtp://***": write the server as HOST or HOST:PORT, an IPv6 address in brackets.
        mail = "smtp://***": write the server as HOST or HOST:PORT, an IPv6 address in brackets.
        mail = "smtp://h?tls=yes": tls is one of required, opportunistic, none.
        mail = "smtps://h?tls=none": smtps:// is always encrypted: leave out tls.
        mail = "smtp://h?x=1": the options are tls, ca and timeout.
        mail = "smtp://***@h?tls=none": the password could cross the network in clear text. Write smtps://… or tls=required.
        mail = "smtp://localhost?ca=x.pem": ca is of no use without TLS. Write tls=required, too.
        "#);
    }
}
