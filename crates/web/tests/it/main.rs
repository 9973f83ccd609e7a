//! The adapters over HTTP, in process, on both databases.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where something is not as it should be"
)]

mod access_ends;
mod access_grants;
mod access_scope;
mod access_world;
mod api_access;
mod api_commands;
mod api_lists;
mod api_problems;
mod api_repeats;
mod api_walk;
mod browser;
mod catalogue;
mod change_email;
mod deployment;
mod documents;
mod languages;
mod openapi;
mod outage;
mod pages_access;
mod pages_bulk;
mod pages_dev_mail;
mod pages_list;
mod pages_password;
mod pages_policy;
mod pages_second_factor;
mod pages_settings;
mod pages_sign_in;
mod pages_undo;
mod pages_walk;
mod pages_words;
mod profile_edit;
mod pseudo;
mod pseudo_text;
mod review;
mod skip_reasons;
mod support;
mod transfer;
