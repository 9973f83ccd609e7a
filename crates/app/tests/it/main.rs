//! The use cases through their public functions, on both databases.

mod faults;
mod files;
mod invite;
mod lifecycle;
mod mail_flow;
mod matrix;
mod operations;
mod races;
mod random_walk;
mod seats;
mod sign_in;
