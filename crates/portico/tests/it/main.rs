//! The real program, as an operator meets it.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where something is not as it should be"
)]

mod commands;
mod crash;
mod files;
mod requirements;
mod server;
mod settings;
mod tool;
