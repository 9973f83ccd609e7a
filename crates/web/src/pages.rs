//! HTML pages. File names equal URLs; every route is in `router.rs`.
//!
//! A handler parses, calls a use case, renders: `page.rs` and `frame.rs` are what all of them start from.

pub mod account;
pub mod activity;
pub mod dev_mail;
mod device;
pub mod fields;
pub mod forgot;
mod form;
mod frame;
pub mod home;
pub mod invite;
pub mod jobs;
mod local;
pub mod missing;
pub mod page;
mod permissions;
pub mod portal;
pub mod preferences;
pub mod prefs;
mod profile;
pub mod provider;
mod refusal;
pub mod reset;
pub mod settings;
pub mod setup;
pub mod sign_in;
pub mod steps;
pub mod undo_email;
pub mod users;
pub mod verify;
mod zones;

pub use refusal::Refusal;
