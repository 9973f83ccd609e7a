//! haproxy with the configuration of the documentation, on ports of this test.

use crate::http::{Reply, Request};
use crate::node::{Node, free_port};
use crate::tool::{Place, wait_for};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const CONFIGURATION: &str = include_str!("../../../../examples/haproxy.cfg");
const MISSING: &str = "haproxy was not found, and the tests of several servers need it. Install it: \
    `apt install haproxy` on Debian and Ubuntu, `dnf install haproxy` on Fedora, `brew install haproxy` on macOS.";

/// The load balancer. Killed when dropped.
pub(crate) struct Proxy {
    pub(crate) port: u16,
    child: Option<Child>,
}

impl Proxy {
    /// A proxy that is not running yet: servers must know its address before.
    pub(crate) fn new() -> Self {
        Self {
            port: free_port(),
            child: None,
        }
    }

    /// What people type.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Starts it in front of two servers.
    pub(crate) fn start(&mut self, place: &Place, nodes: &[Node; 2]) {
        let file = place.write("haproxy.cfg", &self.configuration(nodes));
        let log = std::fs::File::create(place.file("haproxy.log")).unwrap();
        let child = Command::new("haproxy")
            .arg("-db")
            .arg("-f")
            .arg(file)
            .env("PATH", search_path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn();
        self.child = Some(child.unwrap_or_else(|error| panic!("{MISSING} ({error})")));
        wait_for("haproxy", Duration::from_secs(30), || {
            self.send(&Request::get("/readyz"))
                .ok()
                .filter(|reply| reply.status == 200)
        });
    }

    /// The documented file with the three addresses that an operator fills in.
    fn configuration(&self, nodes: &[Node; 2]) -> String {
        let mine = [
            (
                "bind :443 ssl crt /etc/haproxy/portal.pem",
                format!("bind 127.0.0.1:{}", self.port),
            ),
            ("10.0.0.11:8080", format!("127.0.0.1:{}", nodes[0].port)),
            ("10.0.0.12:8080", format!("127.0.0.1:{}", nodes[1].port)),
        ];
        mine.iter().fold(CONFIGURATION.to_owned(), |text, (theirs, mine)| {
            assert_eq!(text.matches(theirs).count(), 1, "{theirs} in examples/haproxy.cfg");
            text.replace(theirs, mine)
        })
    }

    /// Asks whichever server it chooses.
    pub(crate) fn send(&self, request: &Request) -> std::io::Result<Reply> {
        request.send(self.port)
    }
}

/// Debian puts haproxy where only root's path leads.
fn search_path() -> String {
    #[expect(
        clippy::disallowed_methods,
        reason = "the search path is no configuration of Portico"
    )]
    let path = std::env::var("PATH").unwrap_or_default();
    format!("{path}:/usr/sbin:/usr/local/sbin")
}

impl Drop for Proxy {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().ok();
            child.wait().ok();
        }
    }
}
