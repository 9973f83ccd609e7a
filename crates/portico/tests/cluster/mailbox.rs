//! A mail server that takes everything. A mail is written down before the sender hears that it was taken.

use crate::tool::wait_for;
use std::io::{BufRead as _, BufReader, Result, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// The mail server; its threads end with the process.
pub(crate) struct Mailbox {
    pub(crate) port: u16,
    taken: Arc<Mutex<Vec<Taken>>>,
}

/// A mail as it came.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) message_id: String,
    pub(crate) recipient: String,
    /// The path of the invitation, if there is one inside.
    pub(crate) invitation: Option<String>,
    pub(crate) at: Instant,
}

impl Mailbox {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let taken = Arc::<Mutex<Vec<Taken>>>::default();
        let shared = Arc::clone(&taken);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let taken = Arc::clone(&shared);
                // A sender that was killed breaks its connection: nothing to do about it.
                thread::spawn(move || talk(stream, &taken).ok());
            }
        });
        Self { port, taken }
    }

    pub(crate) fn all(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }

    /// The path of the invitation that was mailed to somebody.
    pub(crate) fn invitation_of(&self, recipient: &str) -> String {
        wait_for("an invitation", Duration::from_secs(60), || {
            let mails = self.all();
            mails
                .into_iter()
                .find(|mail| mail.recipient == recipient)
                .and_then(|mail| mail.invitation)
        })
    }
}

fn talk(mut stream: TcpStream, taken: &Mutex<Vec<Taken>>) -> Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let mut recipient = String::new();
    stream.write_all(b"220 mailbox\r\n")?;
    while let Some(line) = lines.next().transpose()? {
        let answer = match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
            "RCPT" => {
                recipient = between(&line, "<", ">").unwrap_or_default();
                "250 ok"
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n")?;
                let mut text = String::new();
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        taken.lock().unwrap().push(read(&text, &recipient));
                        break;
                    }
                    text.push_str(&line);
                    text.push('\n');
                }
                "250 taken"
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        stream.write_all(format!("{answer}\r\n").as_bytes())?;
    }
    Ok(())
}

fn read(text: &str, recipient: &str) -> Taken {
    let body = text.replace("=\n", "").replace("=3D", "=");
    Taken {
        message_id: between(text, "Message-ID: <", ">").unwrap_or_else(|| panic!("no Message-ID: {text}")),
        recipient: recipient.to_owned(),
        invitation: body.split_once("/invite/").map(|(before, after)| {
            let path = before.rfind("/p/").map_or("", |at| &before[at..]);
            let secret = after.split(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c)));
            format!("{path}/invite/{}", secret.into_iter().next().unwrap_or_default())
        }),
        at: Instant::now(),
    }
}

fn between(text: &str, before: &str, after: &str) -> Option<String> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(inside, _)| inside.to_owned())
}
