//! Two servers, haproxy in front of them, PostgreSQL and a mail server behind them.

use crate::http::{Reply, Request};
use crate::mailbox::Mailbox;
use crate::node::Node;
use crate::proxy::Proxy;
use crate::tool::Place;
use serde_json::Value;

/// A whole installation; all its processes end with it.
pub(crate) struct Installation {
    pub(crate) nodes: [Node; 2],
    pub(crate) proxy: Proxy,
    pub(crate) mailbox: Mailbox,
    pub(crate) place: Place,
    /// A token of the owner.
    pub(crate) token: String,
}

impl Installation {
    /// Set up, with a portal `acme`, and running.
    pub(crate) fn start() -> Self {
        let place = Place::postgres().set_up().with_portal("acme");
        let (mut proxy, mailbox) = (Proxy::new(), Mailbox::start());
        let settings = settings(&proxy, &mailbox);
        let nodes = [(); 2].map(|()| Node::new(&place, &settings));
        for node in &nodes {
            node.start(&place);
        }
        for node in &nodes {
            node.ready();
        }
        proxy.start(&place, &nodes);
        let token = place.owner_token();
        Self {
            nodes,
            proxy,
            mailbox,
            place,
            token,
        }
    }

    /// What a server answers to the owner.
    pub(crate) fn ask(&self, node: usize, request: Request) -> Reply {
        self.nodes[node].send(&request.bearer(&self.token)).unwrap()
    }

    /// Every item of a list in the portal, page by page, through the proxy.
    pub(crate) fn list(&self, what: &str, query: &str) -> Vec<Value> {
        let (mut items, mut after) = (Vec::new(), String::new());
        loop {
            let path = format!("/api/v1/portals/acme/{what}?limit=200&{query}{after}");
            let reply = self.proxy.send(&Request::get(&path).bearer(&self.token)).unwrap();
            let page = reply.expect(200).json();
            items.extend(page["items"].as_array().unwrap().iter().cloned());
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => return items,
            }
        }
    }

    /// The check of every invariant.
    pub(crate) fn verify(&self) {
        assert_eq!(self.place.call(&["verify"]).ok(), "Every check passed.\n");
    }
}

/// What is equal on all servers.
pub(crate) fn settings(proxy: &Proxy, mailbox: &Mailbox) -> Vec<String> {
    let pairs = [
        ("--base-url", proxy.url()),
        ("--trusted-proxies", String::from("127.0.0.1")),
        ("--mail", format!("smtp://127.0.0.1:{}", mailbox.port)),
        ("--mail-from", String::from("Portico <portico@provider.example>")),
    ];
    pairs
        .into_iter()
        .flat_map(|(key, value)| [key.to_owned(), value])
        .collect()
}

#[expect(
    clippy::print_stdout,
    reason = "whoever reads of a failed test wants to know what the servers said"
)]
impl Drop for Installation {
    fn drop(&mut self) {
        if std::thread::panicking() {
            for node in &self.nodes {
                println!("The end of the log at port {}:\n{}", node.port, node.last_words());
            }
        }
    }
}
