//! The use cases through their public functions, on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where something is not as it should be"
)]

mod faults;
mod files;
mod imports;
mod invite;
mod lifecycle;
mod mail_flow;
mod matrix;
mod operations;
mod passwords;
mod policy;
mod races;
mod random_walk;
mod review;
mod rights;
mod seats;
mod second_factor;
mod sign_in;
mod undo;
