//! Several servers on one PostgreSQL, behind haproxy as `examples/haproxy.cfg` sets it up.
//!
//! The chaos lasts 20 seconds, or as long as `CHAOS_SECONDS` says: `CHAOS_SECONDS=120 cargo test -p portico
//! --test cluster nothing_acknowledged -- --nocapture` prints what happened in two minutes.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where something is not as it should be"
)]

mod chaos;
mod http;
mod installation;
mod ledger;
mod mailbox;
mod node;
mod operation;
mod proxy;
mod shared;
mod start;
#[expect(dead_code, reason = "the tests of a single server use the rest")]
#[path = "../it/tool.rs"]
mod tool;
