//! The real program, as an operator meets it.

mod commands;
mod crash;
mod files;
mod server;
mod settings;
mod tool;
