//! Pages as pure functions from plain view structs to markup. No handler, no clock, no database: what is shown is in the struct.

pub mod accept;
pub mod access;
pub mod account;
pub mod account_security;
pub mod activity;
pub mod add_user;
pub mod bulk;
pub mod catalogue;
pub mod components;
pub mod dev_mail;
pub mod email;
pub mod entered;
pub mod errors;
pub mod export;
pub mod form;
pub mod frame;
pub mod import;
pub mod invite;
pub mod jobs;
pub mod list_view;
pub mod mark;
pub mod password;
pub mod plain_table;
pub mod policy;
pub mod portals;
pub mod second_factor;
pub mod set_up;
pub mod sign_in;
pub mod tokens;
pub mod user_page;
pub mod users_list;
pub mod wording;

#[cfg(test)]
mod form_samples;
#[cfg(test)]
mod office_samples;
#[cfg(test)]
mod office_tests;
#[cfg(test)]
mod own_samples;
#[cfg(test)]
mod page_tests;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod second_factor_samples;
#[cfg(test)]
mod tests;
