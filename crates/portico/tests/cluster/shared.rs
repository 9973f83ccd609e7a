//! What one server begins or ends holds on the other at once.

use crate::http::{Reply, Request};
use crate::installation::Installation;
use crate::tool::PASSWORD;
use serde_json::json;

const ANN: &str = "ann@acme.example";

/// Ann accepts on the first server and signs in there; her cookie.
fn signed_in(installation: &Installation) -> String {
    let invited = json!({ "emails": [ANN], "role": "user" });
    installation
        .ask(0, Request::json("/api/v1/portals/acme/invitations", &invited))
        .expect(200);
    let link = installation.mailbox.invitation_of(ANN);
    let first = &installation.nodes[0];
    let accepted = first.send(&Request::form(&link, &[("password", PASSWORD)])).unwrap();
    accepted.expect(303);
    let form = Request::form("/p/acme/sign-in", &[("name", ANN), ("password", PASSWORD)]);
    let reply = first.send(&form).unwrap().expect(303);
    let cookie = reply.header("set-cookie").unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

fn page(installation: &Installation, node: usize, cookie: &str) -> Reply {
    let request = Request::get("/p/acme/account").header("Cookie", cookie);
    installation.nodes[node].send(&request).unwrap()
}

#[test]
fn a_session_is_valid_on_both_servers_and_ends_on_both_at_once() {
    let installation = Installation::start();
    let cookie = signed_in(&installation);
    for node in [0, 1, 0] {
        let reply = page(&installation, node, &cookie).expect(200);
        assert!(reply.body.contains(ANN), "{reply:?}");
    }
    let found = installation.list("users", &format!("q={ANN}"));
    let off = json!({ "ids": [found[0]["id"]], "reason": "left" });
    installation
        .ask(0, Request::json("/api/v1/portals/acme/users/deactivate", &off))
        .expect(200);
    for node in [1, 0] {
        let reply = page(&installation, node, &cookie).expect(303);
        assert!(
            reply.header("location").unwrap().starts_with("/p/acme/sign-in"),
            "{reply:?}"
        );
    }
    installation.verify();
}

#[test]
fn a_browser_stays_with_its_server_until_that_one_dies() {
    let installation = Installation::start();
    let session = signed_in(&installation);
    let page = |cookie: &str| {
        let request = Request::get("/p/acme/account").header("Cookie", cookie);
        installation.proxy.send(&request).unwrap().expect(200)
    };
    let first = page(&session);
    let balancer = first.header("set-cookie").unwrap().split(';').next().unwrap();
    let cookies = format!("{session}; {balancer}");
    assert_eq!(page(&cookies).header("set-cookie"), None, "it is known there");
    let at_home = usize::from(balancer.ends_with("two"));
    installation.nodes[at_home].kill();
    let moved = page(&cookies);
    assert_ne!(moved.header("set-cookie").unwrap().split(';').next(), Some(balancer));
}

#[test]
fn a_token_that_one_server_revoked_is_refused_by_the_other() {
    let installation = Installation::start();
    let wish = json!({ "name": "short" });
    let made = installation.ask(0, Request::json("/api/v1/portals/provider/tokens", &wish));
    let made = made.expect(201).json();
    let me = Request::get("/api/v1/me").bearer(made["token"].as_str().unwrap());
    installation.nodes[1].send(&me).unwrap().expect(200);
    let path = format!("/api/v1/portals/provider/tokens/{}", made["id"].as_str().unwrap());
    let revoked = installation.ask(0, Request::delete(&path));
    assert!((200..300).contains(&revoked.status), "{revoked:?}");
    for node in &installation.nodes {
        node.send(&me).unwrap().expect(401);
    }
}
