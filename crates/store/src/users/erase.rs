//! Erasing: the row, what hangs on it, and the names in the audit log. Counters are the caller's.

use super::{CHUNK, expect_rows, search};
use crate::StoreError;
use crate::db::Param;
use crate::portal_tx::PortalTx;
use crate::values::{Rows, row};
use model::ids::PortalPk;
use model::user::User;

/// What stands in the audit log instead of an erased person's address: the same for all their lines.
#[must_use]
pub fn pseudonym(user: &User) -> String {
    let id = user.id.0.as_u128();
    format!("Erased user {:08X}", (id ^ (id >> 64)) & 0xFFFF_FFFF)
}

/// Removes users with everything personal. The audit log keeps its lines under a pseudonym, operations keep the ids.
///
/// # Errors
/// When the database fails.
pub fn erase(p: &mut PortalTx<'_, '_>, users: &[&User]) -> Result<(), StoreError> {
    for chunk in users.chunks(CHUNK) {
        pseudonymise(p, chunk)?;
        search::removed(p, chunk)?;
        for table in [
            "sessions",
            "links",
            "api_tokens",
            "staff_portals",
            "outbox",
            "former_passwords",
            "user_grants",
            "totp",
            "recovery_codes",
        ] {
            for_users(p, chunk, |list| {
                format!("DELETE FROM {table} WHERE user_pk IN ({list})")
            })?;
        }
        for_users(p, chunk, |list| {
            format!("UPDATE operation_items SET user_pk = NULL, input = NULL, former = NULL WHERE user_pk IN ({list})")
        })?;
        let gone = for_users(p, chunk, |list| format!("DELETE FROM users WHERE pk IN ({list})"))?;
        expect_rows(gone, chunk.len())?;
    }
    Ok(())
}

fn for_users(p: &mut PortalTx<'_, '_>, users: &[&User], sql: impl FnOnce(&str) -> String) -> Result<u64, StoreError> {
    let mut rows = Rows::default();
    users.iter().for_each(|user| rows.push(row![user.pk.0]));
    rows.exec_in(p.tx, &[], sql)
}

/// Names, addresses and the values of changed fields go; who did what to whom and when stays readable.
fn pseudonymise(p: &mut PortalTx<'_, '_>, users: &[&User]) -> Result<(), StoreError> {
    let mut rows = Rows::default();
    for user in users {
        rows.push(row![user.pk.0, pseudonym(user)]);
    }
    // Staff leave lines in every portal; everybody else only in their own, where the index finds them.
    let portals = if p.portal == PortalPk::PROVIDER {
        "events.portal >= $1"
    } else {
        "events.portal = $1"
    };
    let portal: &dyn Param = &p.portal.0;
    let operations = portals.replace("events", "operations");
    rows.exec(p.tx, &[portal], |values| {
        format!(
            "WITH v (pk, name) AS ({values}) UPDATE operations SET actor_label = v.name, idempotency_key = NULL FROM v \
             WHERE {operations} AND operations.actor_pk = v.pk"
        )
    })?;
    for (side, more) in [
        ("target", ", changes = '{}', reason = NULL"),
        ("actor", ", ip = '', client = ''"),
    ] {
        rows.exec(p.tx, &[portal], |values| {
            format!(
                "WITH v (pk, name) AS ({values}) UPDATE events SET {side}_label = v.name{more} FROM v \
                 WHERE {portals} AND events.{side}_pk = v.pk"
            )
        })?;
    }
    Ok(())
}
