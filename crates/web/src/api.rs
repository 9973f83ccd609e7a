//! REST, `/api/v1`.
