//! A statement that is put together from parts, with its values.

use crate::db::Param;
use crate::users::seen::{self, Value};
use model::ids::PortalPk;
use model::user::sight::Sight;

/// SQL text and what is bound to it.
#[derive(Default)]
pub(super) struct Statement {
    pub(super) sql: String,
    values: Vec<Box<dyn Param>>,
}

impl Statement {
    pub(super) fn new(sql: &str) -> Self {
        Self {
            sql: sql.to_owned(),
            values: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, sql: &str) {
        self.sql.push_str(sql);
    }

    /// The placeholder that this value is bound to.
    pub(super) fn bind(&mut self, value: impl Param + 'static) -> String {
        self.values.push(Box::new(value));
        format!("${}", self.values.len())
    }

    /// ` AND …`: only users whom the actor sees.
    pub(super) fn seen(&mut self, sight: &Sight, portal: PortalPk) {
        let condition = seen::condition(sight, portal, "users.pk", |value| self.bind_boxed(value));
        if let Some(condition) = condition {
            self.push(&format!(" AND {condition}"));
        }
    }

    pub(super) fn bind_boxed(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }

    /// The placeholders of several values, for `IN`.
    pub(super) fn bind_all<T: Param + 'static>(&mut self, values: impl IntoIterator<Item = T>) -> String {
        values
            .into_iter()
            .map(|value| self.bind(value))
            .collect::<Vec<_>>()
            .join(", ")
    }

    pub(super) fn params(&self) -> Vec<&dyn Param> {
        self.values.iter().map(AsRef::as_ref).collect()
    }
}
