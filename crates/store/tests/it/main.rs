//! Tests of the storage layer, each on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what a test prepares must be there")]

#[path = "../../../testkit/src/postgres.rs"]
#[expect(dead_code, unreachable_pub, reason = "the other users of this file are in testkit")]
#[expect(
    clippy::expect_used,
    reason = "a test cannot go on without its database, and says why"
)]
mod postgres_server;

mod api_tokens;
mod audit;
mod engine;
mod filters;
mod links;
mod list;
mod migrations;
mod operations;
mod outages;
mod outbox;
mod people;
mod reference;
mod sessions;
mod support;
mod verify;
mod world;
