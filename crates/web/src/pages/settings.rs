//! `/p/{portal}/settings`: what concerns the portal as a whole.

pub mod tokens;
