//! An operation outlives the server that worked on it: killed or told to stop, another one goes on.

use crate::http::Request;
use crate::installation::Installation;
use crate::tool::wait_for;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::time::Duration;

const USERS: &str = "10000";
const LONG: Duration = Duration::from_secs(180);

/// Begins an operation that the first server works on, and waits until some of it is done. The second one, which could
/// have taken it, is started after that.
fn begun(installation: &Installation) -> String {
    let seed = ["seed", "--portal", "acme", "--users", USERS];
    installation.place.call(&seed).ok();
    installation.nodes[1].kill();
    // The invited admin stays: a portal without any would be a finding of its own.
    let everybody = json!({ "filter": { "role": ["user", "helpdesk", "auditor", "manager"] }, "reason": "test" });
    let started = installation.ask(0, Request::json("/api/v1/portals/acme/users/deactivate", &everybody));
    let id = started.expect(202).json()["operation"].as_str().unwrap().to_owned();
    wait_for("some of the users", LONG, || {
        let now = progress(installation, 0, &id);
        (now["done"] != 0).then_some(())
    });
    installation.nodes[1].start(&installation.place);
    installation.nodes[1].ready();
    id
}

fn progress(installation: &Installation, node: usize, id: &str) -> Value {
    let path = format!("/api/v1/portals/acme/operations/{id}");
    installation.ask(node, Request::get(&path)).expect(200).json()
}

/// The second server ends the operation; every user has one outcome, and each change one event.
fn ends_on_the_other(installation: &Installation, id: &str) {
    let left = progress(installation, 1, id);
    assert_eq!(left["state"], "running", "too late to show anything");
    let end = wait_for("the end of the operation", LONG, || {
        let now = progress(installation, 1, id);
        (now["state"] != "running").then_some(now)
    });
    let number = |name: &str| end[name].as_i64().unwrap_or_else(|| panic!("{name} in {end}"));
    assert_eq!((end["state"].as_str(), number("failed")), (Some("done"), 0));
    assert_eq!(number("done") + number("skipped"), number("total"));
    let events = installation.list("activity", "action=user.deactivated&result=done");
    let mut by_user = HashMap::<&str, usize>::new();
    for event in events.iter().filter(|event| event["operation"] == id) {
        *by_user.entry(event["target"]["id"].as_str().unwrap()).or_default() += 1;
    }
    assert!(by_user.values().all(|n| *n == 1));
    assert_eq!(i64::try_from(by_user.len()).unwrap(), number("done"));
    let table = format!("/api/v1/portals/acme/operations/{id}/outcomes.csv");
    let lines = installation.ask(1, Request::get(&table)).expect(200).body;
    let outcomes = lines.lines().count() - 1;
    assert_eq!(
        i64::try_from(outcomes).unwrap(),
        number("total"),
        "one outcome for each"
    );
    installation.verify();
}

#[test]
fn killed_in_the_middle_another_server_ends_it() {
    let installation = Installation::start();
    let id = begun(&installation);
    installation.nodes[0].kill();
    ends_on_the_other(&installation, &id);
}

#[test]
fn told_to_stop_it_leaves_the_rest_to_another_server() {
    let installation = Installation::start();
    let id = begun(&installation);
    installation.nodes[0].signal("-TERM");
    assert_eq!(installation.nodes[0].ended(), Some(0));
    ends_on_the_other(&installation, &id);
}
