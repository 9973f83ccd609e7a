//! Erasing: the row, what hangs on it, and the names in the audit log. Counters are the caller's.

use super::{CHUNK, expect_rows, search};
use crate::StoreError;
use crate::db::Param;
use crate::portal_tx::PortalTx;
use crate::values::{Rows, Type, list, row};
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
    let params: Vec<&dyn Param> = users.iter().map(|user| &user.pk.0 as &dyn Param).collect();
    p.tx.exec(&sql(&list(0, users.len())), &params)
}

/// Names, addresses and the values of changed fields go; who did what to whom and when stays readable.
fn pseudonymise(p: &mut PortalTx<'_, '_>, users: &[&User]) -> Result<(), StoreError> {
    let mut rows = Rows::default();
    for user in users {
        rows.push(row![user.pk.0, pseudonym(user)]);
    }
    let values = rows.sql(p.tx.engine(), &[Type::Int, Type::Text], 1);
    // Staff leave lines in every portal; everybody else only in their own, where the index finds them.
    let portals = if p.portal == PortalPk::PROVIDER {
        "events.portal >= $1"
    } else {
        "events.portal = $1"
    };
    // The lines are looked up one user after the other: SQLite would read the portal's whole log for them.
    let of = |side: &str, more: &str| {
        format!(
            "WITH v (pk, name) AS (VALUES {values}) UPDATE events SET {side}_label = v.name{more} FROM v \
             WHERE events.{side}_pk = v.pk AND events.id IN \
             (SELECT events.id FROM v CROSS JOIN events WHERE {portals} AND events.{side}_pk = v.pk)"
        )
    };
    let portal: &dyn Param = &p.portal.0;
    let operations = portals.replace("events", "operations");
    let sql = format!(
        "WITH v (pk, name) AS (VALUES {values}) UPDATE operations SET actor_label = v.name, idempotency_key = NULL FROM v \
         WHERE {operations} AND operations.actor_pk = v.pk"
    );
    p.tx.exec(&sql, &rows.bound(&[portal]))?;
    p.tx.exec(&of("target", ", changes = '{}', reason = NULL"), &rows.bound(&[portal]))?;
    p.tx.exec(&of("actor", ", ip = '', client = ''"), &rows.bound(&[portal]))?;
    Ok(())
}
