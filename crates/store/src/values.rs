//! Multi-row statements: one statement writes a whole chunk, so the number of statements does not grow with the set.

use crate::db::{Engine, Param};
use crate::dialect;
use std::fmt::Write as _;

/// The type of a value in a multi-row statement; PostgreSQL wants it said once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Type {
    Int,
    Text,
    Blob,
    Id,
    Bool,
}

/// Rows of owned values, bound in order.
#[derive(Default)]
pub(crate) struct Rows {
    params: Vec<Box<dyn Param + Send>>,
    count: usize,
}

impl Rows {
    pub(crate) fn push<const N: usize>(&mut self, row: [Box<dyn Param + Send>; N]) {
        self.params.extend(row);
        self.count += 1;
    }

    pub(crate) const fn len(&self) -> usize {
        self.count
    }

    /// The parameters, after those that the statement has before them.
    pub(crate) fn bound<'a>(&'a self, before: &[&'a dyn Param]) -> Vec<&'a dyn Param> {
        before
            .iter()
            .copied()
            .chain(self.params.iter().map(|p| p.as_ref() as &dyn Param))
            .collect()
    }

    /// `($1, $2), ($3, $4)`, numbered after `before` other parameters; the first row says the types.
    pub(crate) fn sql(&self, engine: Engine, types: &[Type], before: usize) -> String {
        let mut out = String::with_capacity(self.count * types.len() * 6);
        let mut n = before;
        for row in 0..self.count {
            out.push_str(if row == 0 { "(" } else { ", (" });
            for (i, ty) in types.iter().enumerate() {
                n += 1;
                if i > 0 {
                    out.push_str(", ");
                }
                if row == 0 {
                    out.push_str(&dialect::typed_param(engine, n, *ty));
                } else {
                    let _ = write!(out, "${n}");
                }
            }
            out.push(')');
        }
        out
    }
}

/// Boxes the values of one row.
macro_rules! row {
    ($($value:expr),* $(,)?) => { [$(Box::new($value) as Box<dyn crate::db::Param + Send>),*] };
}
pub(crate) use row;

/// `$3, $4, $5`: a list for `IN`.
pub(crate) fn list(before: usize, count: usize) -> String {
    (1..=count)
        .map(|i| format!("${}", before + i))
        .collect::<Vec<_>>()
        .join(", ")
}
