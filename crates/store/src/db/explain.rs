//! For tests: the plan of every statement, asked of the engine with the statement's own text and values right before it
//! runs. So no test copies a statement, and none can explain another one than the program runs.

use super::{Param, Tx};
use crate::Engine;
use postgres::types::ToSql;
use std::cell::RefCell;

/// A statement with the plans that the engine may run it by.
#[derive(Clone, Debug)]
pub(crate) struct Explained {
    pub(crate) sql: String,
    /// The plan for these values, as the engine prints it, line by line.
    pub(crate) plan: Vec<String>,
    /// On PostgreSQL, where the transaction allows it, the plan for any values: a connection that has run the statement
    /// five times goes over to it if it is estimated to be no dearer.
    pub(crate) for_any: Option<Vec<String>>,
}

thread_local! {
    static RECORD: RefCell<Option<Vec<Explained>>> = const { RefCell::new(None) };
}

/// What `run` makes this thread's transactions do.
pub(crate) fn recorded(run: impl FnOnce()) -> Vec<Explained> {
    RECORD.set(Some(Vec::new()));
    run();
    RECORD.take().unwrap_or_default()
}

impl Tx<'_> {
    /// Explains a statement if somebody wants to know. Nothing is counted by the faults, nothing is run.
    pub(super) fn explain(&mut self, sql: &str, params: &[&dyn Param]) {
        if RECORD.with_borrow(Option::is_none) {
            return;
        }
        let explained = match self.engine() {
            Engine::Sqlite => Explained {
                sql: sql.to_owned(),
                plan: self.lines(&format!("EXPLAIN QUERY PLAN {sql}"), params, 3),
                for_any: None,
            },
            Engine::Postgres => Explained {
                sql: sql.to_owned(),
                plan: self.lines(&format!("EXPLAIN {sql}"), params, 0),
                for_any: self.plan_for_any(sql, params.len()),
            },
        };
        RECORD.with_borrow_mut(|record| record.as_mut().unwrap().push(explained));
    }

    /// The same for a statement of PostgreSQL with a column of values in each parameter.
    pub(super) fn explain_columns(&mut self, sql: &str, params: &[&(dyn ToSql + Sync)]) {
        if RECORD.with_borrow(Option::is_none) {
            return;
        }
        let explained = Explained {
            sql: sql.to_owned(),
            plan: self.lines_of_columns(&format!("EXPLAIN {sql}"), params),
            for_any: self.plan_for_any(sql, params.len()),
        };
        RECORD.with_borrow_mut(|record| record.as_mut().unwrap().push(explained));
    }

    fn plan_for_any(&mut self, sql: &str, params: usize) -> Option<Vec<String>> {
        let mode = self.lines("SHOW plan_cache_mode", &[], 0);
        if params == 0 || mode != ["auto"] {
            return None;
        }
        let values = vec!["NULL"; params].join(", ");
        self.script(&format!(
            "SET LOCAL plan_cache_mode = force_generic_plan; PREPARE explained AS {sql}"
        ));
        let plan = self.lines(&format!("EXPLAIN EXECUTE explained ({values})"), &[], 0);
        self.script("DEALLOCATE explained; SET LOCAL plan_cache_mode = auto");
        Some(plan)
    }
}
