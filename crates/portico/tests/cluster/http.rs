//! Just enough HTTP: one request per connection, and an answer that is whole or an error.

use serde_json::Value;
use std::io::{Error, ErrorKind, Read as _, Result, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// A request.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    method: &'static str,
    path: String,
    headers: String,
    body: String,
}

/// A whole answer.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Request {
    pub(crate) fn get(path: &str) -> Self {
        Self::new("GET", path, "", String::new())
    }

    pub(crate) fn delete(path: &str) -> Self {
        Self::new("DELETE", path, "", String::new())
    }

    pub(crate) fn json(path: &str, body: &Value) -> Self {
        Self::new("POST", path, "application/json", body.to_string())
    }

    /// A form; names and values must need no encoding but that of the space.
    pub(crate) fn form(path: &str, fields: &[(&str, &str)]) -> Self {
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", value.replace(' ', "+").replace('@', "%40")));
        let body = pairs.collect::<Vec<_>>().join("&");
        Self::new("POST", path, "application/x-www-form-urlencoded", body)
    }

    fn new(method: &'static str, path: &str, kind: &str, body: String) -> Self {
        let kind = if kind.is_empty() {
            String::new()
        } else {
            format!("Content-Type: {kind}\r\n")
        };
        Self {
            method,
            path: path.to_owned(),
            headers: kind,
            body,
        }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push_str(&format!("{name}: {value}\r\n"));
        self
    }

    pub(crate) fn bearer(self, token: &str) -> Self {
        self.header("Authorization", &format!("Bearer {token}"))
    }

    /// Sends it to a port of the loopback.
    pub(crate) fn send(&self, port: u16) -> Result<Reply> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        write!(
            stream,
            "{} {} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{}Content-Length: {}\r\n\r\n{}",
            self.method,
            self.path,
            self.headers,
            self.body.len(),
            self.body
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Reply::read(&answer)
    }
}

impl Reply {
    fn read(answer: &[u8]) -> Result<Self> {
        const GAP: &[u8] = b"\r\n\r\n";
        let end = answer.windows(GAP.len()).position(|at| at == GAP);
        let end = end.ok_or(ErrorKind::UnexpectedEof)?;
        let (head, rest) = (text(&answer[..end])?, &answer[end + GAP.len()..]);
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        let mut reply = Self {
            status: status.ok_or(ErrorKind::InvalidData)?,
            head,
            body: String::new(),
        };
        if reply.header("transfer-encoding") == Some("chunked") {
            reply.body = text(&whole(rest).ok_or(ErrorKind::UnexpectedEof)?)?;
            return Ok(reply);
        }
        let length = reply.header("content-length").map(str::parse);
        if length.is_some_and(|length| length != Ok(rest.len())) {
            return Err(Error::from(ErrorKind::UnexpectedEof));
        }
        reply.body = text(rest)?;
        Ok(reply)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The answer, if it has this status.
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{self:?}");
        self
    }
}

fn text(bytes: &[u8]) -> Result<String> {
    String::from_utf8(bytes.to_vec()).map_err(|_| Error::from(ErrorKind::InvalidData))
}

/// Puts chunks together, which may end within a letter; none where the last one is missing.
fn whole(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let line = body.windows(2).position(|at| at == b"\r\n")?;
        let size = std::str::from_utf8(&body[..line]).ok()?;
        let size = usize::from_str_radix(size.trim(), 16).ok()?;
        if size == 0 {
            return Some(out);
        }
        let rest = &body[line + 2..];
        out.extend(rest.get(..size)?);
        body = rest.get(size..)?.strip_prefix(b"\r\n")?;
    }
}
