//! What can go wrong between a use case and its database.

/// Every failure of the storage layer, in the few kinds that a use case can tell apart.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The database is gone, its pool is exhausted, its disk is full or cannot be read: try again later.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// A unique, foreign key, check or not-null rule refused the change.
    #[error("the change breaks the rule \"{constraint}\"")]
    Conflict {
        /// PostgreSQL names the constraint or index; SQLite names an index on expressions or a check, and otherwise lists
        /// the columns as `table.column,table.column`. A foreign key on SQLite is just `foreign key`.
        constraint: String,
    },
    /// A serialisation failure or a deadlock; `Db::write` runs the closure again, so nobody else sees it.
    #[error("the change collided with another one")]
    Retry,
    /// A stored value is not what the program expects there.
    #[error("a stored row cannot be read: {0}")]
    Corrupt(String),
    /// A wrong statement, a refused start, or anything else that trying again does not cure.
    #[error("{0}")]
    Other(String),
}

impl StoreError {
    /// Whether a unique or other rule of that name refused the change. Give the PostgreSQL name and SQLite's columns.
    #[must_use]
    pub fn is_conflict_on(&self, names: &[&str]) -> bool {
        matches!(self, Self::Conflict { constraint } if names.contains(&constraint.as_str()))
    }
}
