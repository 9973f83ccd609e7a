//! One statement over a list of users, cut into chunks.

use crate::StoreError;
use crate::db::{Param, Tx};
use crate::users::CHUNK;
use crate::values::list;
use model::ids::UserPk;

/// Runs a statement once per chunk of users and says how many rows changed. `sql` gets the list for `IN (…)`, numbered
/// after the parameters in `before`.
pub(crate) fn exec_for_users(
    tx: &mut Tx<'_>,
    users: &[UserPk],
    before: &[&dyn Param],
    sql: impl Fn(&str) -> String,
) -> Result<u64, StoreError> {
    let mut changed = 0;
    for chunk in users.chunks(CHUNK) {
        let keys = chunk.iter().map(|pk| &pk.0 as &dyn Param);
        let params: Vec<&dyn Param> = before.iter().copied().chain(keys).collect();
        changed += tx.exec(&sql(&list(before.len(), chunk.len())), &params)?;
    }
    Ok(changed)
}
