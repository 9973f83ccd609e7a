//! HTML pages. File names equal URLs.

mod refusal;

pub use refusal::Refusal;
