//! The use cases through their public functions, on both databases.

mod faults;
mod lifecycle;
mod matrix;
mod races;
