//! One statement over a list of users.

use crate::StoreError;
use crate::db::{Param, Tx};
use crate::users::CHUNK;
use crate::values::{Rows, Value, row};
use model::ids::UserPk;

/// Runs a statement on users and says how many rows changed. `sql` gets what stands in `IN (…)`, numbered after the
/// parameters in `before`.
pub(crate) fn exec_for_users(
    tx: &mut Tx<'_>,
    users: &[UserPk],
    before: &[&dyn Param],
    sql: impl Fn(&str) -> String,
) -> Result<u64, StoreError> {
    let mut changed = 0;
    for chunk in users.chunks(CHUNK) {
        let mut rows = Rows::default();
        chunk.iter().for_each(|pk| rows.push(row![pk.0]));
        changed += rows.exec_in(tx, before, &sql)?;
    }
    Ok(changed)
}

/// Keys for `select_any`, cut into chunks.
pub(crate) fn in_chunks(keys: Vec<Value<'_>>) -> Vec<Rows<'_>> {
    let mut chunks: Vec<Rows<'_>> = Vec::with_capacity(keys.len().div_ceil(CHUNK));
    for (n, key) in keys.into_iter().enumerate() {
        if n % CHUNK == 0 {
            chunks.push(Rows::default());
        }
        if let Some(chunk) = chunks.last_mut() {
            chunk.push([key]);
        }
    }
    chunks
}
