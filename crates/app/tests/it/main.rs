//! The use cases through their public functions, on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where something is not as it should be"
)]

mod faults;
mod files;
mod invite;
mod lifecycle;
mod mail_flow;
mod matrix;
mod operations;
mod passwords;
mod races;
mod random_walk;
mod rights;
mod seats;
mod sign_in;
