//! The use cases through their public functions, on both databases.
#![expect(missing_docs, reason = "tests")]

mod lifecycle;
