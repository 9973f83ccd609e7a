//! What can be done with the users of a portal. One file per command that is not a plain set command; those all run
//! through `run`.

pub mod accept;
pub mod access;
pub mod add;
pub mod again;
pub(crate) mod apply;
pub mod change_email;
pub mod email_link;
pub mod invite;
pub mod link;
pub mod list;
pub mod password;
pub mod profile;
pub mod run;
pub mod second_factor;
pub mod transfer;
