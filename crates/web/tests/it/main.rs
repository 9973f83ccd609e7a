//! The adapters over HTTP, in process, on both databases.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where something is not as it should be"
)]

mod api_access;
mod api_commands;
mod api_lists;
mod api_problems;
mod api_repeats;
mod api_walk;
mod browser;
mod openapi;
mod outage;
mod pages_access;
mod pages_bulk;
mod pages_dev_mail;
mod pages_list;
mod pages_password;
mod pages_sign_in;
mod pages_walk;
mod support;
