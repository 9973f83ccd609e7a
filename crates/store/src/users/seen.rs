//! Whom the actor sees, in SQL.

use super::grants::GrantKind;
use crate::db::Param;
use crate::portal_tx::PortalTx;
use model::ids::PortalPk;
use model::user::sight::Sight;

/// A value to be bound.
pub(crate) type Value = Box<dyn Param + Send>;

/// The condition that the user with the row key in `key` is seen; none where everybody is. `bind` gives the placeholder
/// of a value.
pub(crate) fn condition(
    sight: &Sight,
    portal: PortalPk,
    key: &str,
    mut bind: impl FnMut(Value) -> String,
) -> Option<String> {
    let Sight::Of { own, sub_accounts } = sight else {
        return None;
    };
    let is_own = format!("{key} = {}", bind(Box::new(own.0)));
    if sub_accounts.is_empty() {
        return Some(is_own);
    }
    let granted = granted(portal, GrantKind::SubAccount, sub_accounts.iter(), bind);
    Some(format!(
        "({is_own} OR EXISTS (SELECT 1 {granted} AND user_grants.user_pk = {key}))"
    ))
}

/// `SELECT … AS pk`: the row keys of those who are seen, each once; none where everybody is.
pub(crate) fn keys(sight: &Sight, portal: PortalPk, mut bind: impl FnMut(Value) -> String) -> Option<String> {
    let Sight::Of { own, sub_accounts } = sight else {
        return None;
    };
    let own = format!("SELECT CAST({} AS BIGINT) AS pk", bind(Box::new(own.0)));
    if sub_accounts.is_empty() {
        return Some(own);
    }
    let granted = granted(portal, GrantKind::SubAccount, sub_accounts.iter(), bind);
    Some(format!("{own} UNION SELECT user_grants.user_pk {granted}"))
}

/// `FROM user_grants WHERE …`: the rows of users who were granted any of these.
pub(crate) fn granted<'n>(
    portal: PortalPk,
    kind: GrantKind,
    names: impl Iterator<Item = &'n String>,
    mut bind: impl FnMut(Value) -> String,
) -> String {
    let portal = bind(Box::new(portal.0));
    // PostgreSQL takes no NUL, and nothing that is granted has one.
    let names: Vec<String> = names
        .map(|name| bind(Box::new(name.replace('\0', "\u{FFFD}"))))
        .collect();
    format!(
        "FROM user_grants WHERE user_grants.portal = {portal} AND user_grants.kind = '{}' AND user_grants.name IN ({})",
        kind.code(),
        names.join(", "),
    )
}

/// ` AND …`, to be pushed behind the conditions of a statement whose values are in `params`.
pub(crate) fn and(p: &PortalTx<'_, '_>, key: &str, params: &mut Vec<Value>) -> String {
    let bind = |value: Value| {
        params.push(value);
        format!("${}", params.len())
    };
    condition(&p.sight, p.portal, key, bind)
        .map(|seen| format!(" AND {seen}"))
        .unwrap_or_default()
}

/// The values of a statement as they are bound.
pub(crate) fn bound(params: &[Value]) -> Vec<&dyn Param> {
    params.iter().map(|value| value.as_ref() as &dyn Param).collect()
}
