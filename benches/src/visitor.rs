//! Somebody with a credential in the big portal.

use crate::Fault;
use crate::http::{Answer, Ask, Line, Until, load};
use crate::portico::{ADMIN, PASSWORD};
use serde_json::Value;

/// A server's address and the ways in.
#[derive(Clone)]
pub(crate) struct Visitor {
    pub(crate) address: String,
    token: String,
    cookie: String,
}

/// Below the big portal's API.
pub(crate) fn api(path: &str) -> String {
    format!("/api/v1/portals/big/{path}")
}

/// Text inside of a query.
pub(crate) fn quoted(text: &str) -> String {
    let byte = |b: u8| match b {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(b).to_string(),
        _ => format!("%{b:02X}"),
    };
    text.bytes().map(byte).collect()
}

impl Visitor {
    /// With a token in hand, signs in on the page as well.
    pub(crate) async fn arrive(address: &str, token: &str) -> Result<Self, Fault> {
        let mut line = Line::open(address).await?;
        let cookie = sign_in(&mut line, ADMIN, "10.0.0.1").await?;
        Ok(Self {
            address: address.to_owned(),
            token: token.to_owned(),
            cookie,
        })
    }

    /// The same ask as a program.
    pub(crate) fn program(&self, ask: Ask) -> Ask {
        ask.with("authorization", format!("Bearer {}", self.token))
    }

    /// The same ask as a browser.
    pub(crate) fn browser(&self, ask: Ask) -> Ask {
        ask.with("cookie", self.cookie.clone())
    }

    pub(crate) fn get(&self, path: &str) -> Ask {
        self.program(Ask::get(path))
    }

    pub(crate) async fn json(&self, ask: Ask) -> Result<Value, Fault> {
        self.ask(ask).await?.expect(&[200, 201, 202])?.json()
    }

    pub(crate) async fn ask(&self, ask: Ask) -> Result<Answer, Fault> {
        Line::open(&self.address).await?.send(&self.program(ask)).await
    }

    /// Waits for a long operation and gives it as it ended.
    pub(crate) async fn finished(&self, operation: &str) -> Result<Value, Fault> {
        loop {
            let found = self.json(Ask::get(api(&format!("operations/{operation}")))).await?;
            if found["state"] != "running" {
                return Ok(found);
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }
}

/// The form of the sign-in page; gives the session cookie.
pub(crate) fn sign_in_ask(email: &str, from: &str) -> Ask {
    let form = format!("name={}&password={}", quoted(email), quoted(PASSWORD));
    Ask::post("/p/big/sign-in", "application/x-www-form-urlencoded", form).with("x-forwarded-for", from)
}

async fn sign_in(line: &mut Line, email: &str, from: &str) -> Result<String, Fault> {
    let answer = line.send(&sign_in_ask(email, from)).await?.expect(&[303])?;
    let set = answer.headers.get("set-cookie").ok_or("no cookie")?.to_str()?;
    Ok(set.split(';').next().unwrap_or_default().to_owned())
}

/// Follows the captured invitations with one of these addresses: everybody gets the same password.
pub(crate) async fn accept_invitations(address: &str) -> Result<usize, Fault> {
    let mut line = Line::open(address).await?;
    let list = line.send(&Ask::get("/dev/mail")).await?.expect(&[200])?.text();
    let mut links = Vec::new();
    for number in list
        .split("href=\"/dev/mail/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
    {
        let mail = line.send(&Ask::get(format!("/dev/mail/{number}"))).await?.text();
        let link = mail.split("/p/big/invite/").nth(1);
        links.extend(link.map(|rest| {
            let secret: String = rest
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
                .collect();
            format!("/p/big/invite/{secret}")
        }));
    }
    let n = links.len();
    let form = format!("password={0}&repeat={0}", quoted(PASSWORD));
    load(
        address,
        4,
        Until::Requests(n),
        move |n| Ask::post(links[n].clone(), "application/x-www-form-urlencoded", form.clone()),
        |answer| matches!(answer.status, 303 | 404 | 410),
    )
    .await?;
    Ok(n)
}
