//! Portico's domain model: what a user is, what a command does to one, who may run it.
//!
//! Pure: no I/O, no clock, no randomness, no SQL. Everything that depends on the moment gets it as an argument.

pub mod access;
pub mod admission;
pub mod catalogue;
pub mod command;
pub mod email;
pub mod event;
pub mod ids;
mod invisible;
pub mod keys;
pub mod mail;
pub mod name;
pub mod operation;
pub mod password;
pub mod paste;
pub mod plan;
pub mod policy;
pub mod presets;
pub mod problem;
pub mod query;
pub mod report;
pub mod status;
pub mod time;
pub mod user;
