//! Portico's adapters: pages and REST. They parse, call a use case, render; they never decide, and they reach no SQL.
//!
//! Async lives here only: a use case is synchronous and runs on a blocking thread ([`server::Server::call`]).

pub mod api;
pub mod assets;
pub mod error;
pub mod extract;
mod gate;
pub mod pages;
pub mod router;
pub mod server;
mod speak;
pub mod stream;
pub mod templates;
