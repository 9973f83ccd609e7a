//! Portico's use cases. Synchronous; the only place that opens and commits a write.
//!
//! Every function reads as: who may, load, decide, write, answer. An adapter (page, REST, CLI, job) parses, calls one of
//! these, and renders; it never decides.

pub mod activity;
mod app;
pub mod catalogue;
pub mod ctx;
pub mod error;
pub mod export;
pub mod host;
pub mod import;
pub mod jobs;
pub mod keys;
pub mod mail;
mod mail_out;
pub mod operations;
pub mod passwords;
pub mod policy;
pub mod portals;
pub mod seed;
pub mod set_up;
pub mod sign_in;
pub mod source;
pub mod tokens;
pub mod users;

pub use app::{App, Parts};
pub use ctx::{Ctx, Request};
pub use error::{AppError, FieldError};
pub use store;
