//! Filters by what users hold: permissions, modules, sub-accounts, app roles; by role or granted singly (C17).

use super::statement::Statement;
use crate::StoreError;
use crate::portal_tx::PortalTx;
use crate::portals;
use crate::users::grants::GrantKind;
use crate::users::seen;
use model::access::{Place, Role};
use model::catalogue::Catalogue;
use model::ids::PortalPk;
use model::policy::Switch;
use model::query::Filter;

/// One condition: any of these granted singly, or one of these roles.
#[derive(Clone, Debug)]
pub(super) struct Held {
    kind: GrantKind,
    names: Vec<String>,
    /// The roles that come with one of them.
    roles: Vec<String>,
    /// Their ranks.
    ranks: Vec<i64>,
}

/// The conditions of a filter. The portal's roles and modules are read only where it asks for them.
pub(super) fn of(p: &mut PortalTx<'_, '_>, filter: &Filter) -> Result<Vec<Held>, StoreError> {
    let mut all = Vec::new();
    if !filter.permission.is_empty() || !filter.module.is_empty() {
        let portal = portals::by_pk(p.tx, p.portal)?;
        let catalogue = portal.map(|portal| portal.catalogue).unwrap_or_default();
        all.extend((!filter.permission.is_empty()).then(|| permission(filter, &catalogue)));
        all.extend((!filter.module.is_empty()).then(|| module(filter, &catalogue)));
    }
    let plain = |kind, names: &[String]| {
        (!names.is_empty()).then(|| Held {
            kind,
            names: names.to_vec(),
            roles: Vec::new(),
            ranks: Vec::new(),
        })
    };
    all.extend(plain(GrantKind::SubAccount, &filter.sub_account));
    all.extend(plain(GrantKind::AppRole, &filter.app_role));
    Ok(all)
}

/// The ranks of the roles that a filter names; none if it names one that the portal does not have (any more): somebody who
/// was deleted may still have it.
pub(super) fn ranks(p: &mut PortalTx<'_, '_>, filter: &Filter) -> Result<Vec<i64>, StoreError> {
    if filter.role.is_empty() {
        return Ok(Vec::new());
    }
    let portal = portals::by_pk(p.tx, p.portal)?;
    let catalogue = portal.map(|portal| portal.catalogue).unwrap_or_default();
    let rank = |slug: &String| {
        let mut same = roles(&catalogue).filter(|role| role.slug == *slug);
        same.next().map(|role| role.rank)
    };
    let ranks = filter.role.iter().map(rank).collect::<Option<Vec<_>>>();
    Ok(each_once(ranks.unwrap_or_default()))
}

fn each_once(mut ranks: Vec<i64>) -> Vec<i64> {
    ranks.sort_unstable();
    ranks.dedup();
    ranks
}

/// `role_rank IN (…)`. The numbers are the program's and the portal's own.
pub(super) fn in_ranks(ranks: &[i64]) -> String {
    let ranks: Vec<String> = ranks.iter().map(i64::to_string).collect();
    format!("users.role_rank IN ({})", ranks.join(", "))
}

fn roles(catalogue: &Catalogue) -> impl Iterator<Item = Role> {
    let of = |place| catalogue.roles_in(place);
    let mut all = [of(Place::Provider), of(Place::Portal)].concat();
    all.sort_by(|a, b| a.slug.cmp(&b.slug));
    all.dedup_by(|a, b| a.slug == b.slug);
    all.into_iter()
}

fn permission(filter: &Filter, catalogue: &Catalogue) -> Held {
    let wanted = &filter.permission;
    let holds = |role: &Role| {
        let held = catalogue.permissions_of(role);
        wanted.iter().any(|permission| held.contains(permission))
    };
    let names = wanted.iter().map(|permission| permission.code().to_owned());
    Held::new(GrantKind::Permission, names.collect(), roles(catalogue).filter(holds))
}

/// Admins have every module of the portal; others those granted, never one for admins only (S4.8).
fn module(filter: &Filter, catalogue: &Catalogue) -> Held {
    let known = || filter.module.iter().filter_map(|slug| catalogue.module(slug));
    let names = known().filter(|m| m.admin_only == Switch::Off).map(|m| m.slug.clone());
    let is_one = known().next().is_some();
    let admins = roles(catalogue).filter(|role| is_one && role.is_admin());
    Held::new(GrantKind::Module, names.collect(), admins)
}

impl Held {
    fn new(kind: GrantKind, names: Vec<String>, roles: impl Iterator<Item = Role>) -> Self {
        let (slugs, ranks): (Vec<String>, Vec<i64>) = roles.map(|role| (role.slug, role.rank)).unzip();
        Self {
            kind,
            names,
            roles: slugs,
            ranks: each_once(ranks),
        }
    }

    /// Those to whom a role brings it: a range of the index of roles. None where no role does.
    pub(super) fn by_role(&self, statement: &mut Statement) -> Option<String> {
        if self.roles.is_empty() {
            return None;
        }
        let slugs = statement.bind_all(self.roles.iter().cloned());
        Some(format!("{} AND users.role IN ({slugs})", in_ranks(&self.ranks)))
    }

    /// The condition on a row of users.
    pub(super) fn condition(&self, portal: PortalPk, statement: &mut Statement) -> String {
        let by_role = (!self.roles.is_empty()).then(|| {
            let slugs = statement.bind_all(self.roles.iter().cloned());
            format!("users.role IN ({slugs})")
        });
        let singly = (!self.names.is_empty()).then(|| {
            let granted = self.granted(portal, statement);
            format!("EXISTS (SELECT 1 {granted} AND user_grants.user_pk = users.pk)")
        });
        let either: Vec<String> = by_role.into_iter().chain(singly).collect();
        if either.is_empty() {
            return String::from("1 = 0");
        }
        format!("({})", either.join(" OR "))
    }

    /// `SELECT pk`: the row keys of users that were granted one of them singly and to whom no role brings it, each once.
    /// None where it is by role alone.
    pub(super) fn singly(&self, portal: PortalPk, statement: &mut Statement) -> Option<String> {
        let singly = self.grants(portal, statement)?;
        if self.roles.is_empty() {
            return Some(singly);
        }
        let slugs = statement.bind_all(self.roles.iter().cloned());
        Some(format!(
            "SELECT users.pk AS pk FROM ({singly}) AS singly CROSS JOIN users \
             WHERE users.pk = singly.pk AND users.role NOT IN ({slugs})"
        ))
    }

    /// `SELECT pk`: the row keys of users that were granted one of them singly, each once.
    pub(super) fn grants(&self, portal: PortalPk, statement: &mut Statement) -> Option<String> {
        if self.names.is_empty() && !self.roles.is_empty() {
            return None;
        }
        let granted = self.granted(portal, statement);
        Some(format!("SELECT DISTINCT user_grants.user_pk AS pk {granted}"))
    }

    fn granted(&self, portal: PortalPk, statement: &mut Statement) -> String {
        seen::granted(portal, self.kind, self.names.iter(), |value| {
            statement.bind_boxed(value)
        })
    }
}
