//! Portico's storage: all SQL and nothing else. Synchronous; no rules.
//!
//! Synchronous: a use case opens [`Db::read`] or [`Db::write`] and calls the functions of the query modules inside.

pub mod api_tokens;
pub mod audit;
mod chunks;
pub mod counts;
pub mod db;
mod dialect;
mod error;
pub mod links;
pub mod migrate;
pub mod operations;
pub mod outbox;
#[cfg(test)]
mod plans;
pub mod portal_tx;
pub mod portals;
pub mod second_factors;
pub mod sessions;
pub mod users;
mod values;
pub mod verify;

pub use db::{Column, DatabaseUrl, Db, DbOptions, Engine, Ownership, Param, Row, Tx, Wake};
pub use error::StoreError;
