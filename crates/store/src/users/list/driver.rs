//! Indexes that lead to the wanted users without a walk through the others, and how many rows each leads to.
//!
//! SQLite keeps no statistics, so it is asked for a capped number of hits, which costs microseconds, and told the way.
//! PostgreSQL has statistics but reads all hits of a text before it counts the first: there a short walk comes first, or
//! the number of hits.

use super::held::{self, Held};
use super::statement::Statement;
use super::wanted::{Wanted, with_second_factor};
use crate::StoreError;
use crate::dialect;
use crate::portal_tx::PortalTx;
use crate::users::search::{self, Place, Text};
use crate::users::seen;
use model::ids::UserPk;
use model::policy::Switch;
use uuid::Uuid;

/// A condition with an index of its own.
#[derive(Clone, Debug)]
pub(super) enum Driver {
    Ids(Vec<Uuid>),
    Trigrams(String),
    Statuses,
    Admins,
    /// By the ranks of the roles, where all of them are known. Else no index: the rows as they are stored, which is still
    /// far quicker than in the order of an index.
    Roles,
    /// Who has a second factor.
    SecondFactor,
    Unseen,
    Added,
    /// Granted singly, or by a role.
    Held(Held),
    /// Whom the actor sees.
    Sight,
}

/// A driver with its number of hits: exact, or a number above the cap.
pub(super) struct Counted {
    pub(super) driver: Driver,
    pub(super) hits: i64,
}

impl Wanted<'_> {
    /// The driver with the fewest hits. Hits are counted up to `cap`.
    pub(super) fn best_driver(&self, p: &mut PortalTx<'_, '_>, cap: i64) -> Result<Option<Counted>, StoreError> {
        let mut best: Option<Counted> = None;
        for driver in self.drivers() {
            let hits = self.hits(p, &driver, cap)?;
            if best.as_ref().is_none_or(|best| hits < best.hits) {
                best = Some(Counted { driver, hits });
            }
        }
        Ok(best)
    }

    /// Whoever is named is found by the name, however small the portal.
    pub(super) fn named(&self) -> Option<Driver> {
        match &self.text {
            Text::Id(id) => Some(Driver::Ids(vec![*id])),
            _ if self.filter.ids.is_empty() => None,
            _ => Some(Driver::Ids(self.filter.ids.iter().map(|id| id.0).collect())),
        }
    }

    fn drivers(&self) -> Vec<Driver> {
        let mut drivers: Vec<Driver> = self.named().into_iter().collect();
        match &self.text {
            Text::Words(words) => {
                let asked = search::trigrams(words);
                drivers.extend((!asked.is_empty()).then_some(Driver::Trigrams(asked)));
            }
            Text::Beginnings(beginnings) => drivers.push(Driver::Trigrams(search::beginnings(beginnings))),
            Text::Any | Text::Id(_) => {}
        }
        // Leading to most of the users is worse than walking past the others.
        if self.of_statuses() <= self.users / 2 {
            drivers.push(Driver::Statuses);
        }
        let filter = self.filter;
        if !filter.role.is_empty() {
            let admins = filter.role.iter().all(|slug| ADMINS.contains(&slug.as_str()));
            drivers.push(if admins { Driver::Admins } else { Driver::Roles });
        }
        if filter.second_factor == Some(Switch::On) {
            drivers.push(Driver::SecondFactor);
        }
        if filter.never_seen || filter.seen_before.is_some() {
            drivers.push(Driver::Unseen);
        }
        if filter.added_after.is_some() || filter.added_before.is_some() {
            drivers.push(Driver::Added);
        }
        drivers.extend(self.held.iter().cloned().map(Driver::Held));
        if !self.sight.is_everybody() {
            drivers.push(Driver::Sight);
        }
        drivers
    }

    pub(super) fn hits(&self, p: &mut PortalTx<'_, '_>, driver: &Driver, cap: i64) -> Result<i64, StoreError> {
        match driver {
            Driver::Ids(ids) => Ok(i64::try_from(ids.len()).unwrap_or(i64::MAX)),
            Driver::Statuses => Ok(self.of_statuses()),
            Driver::Roles if self.ranks.is_empty() => Ok(self.users),
            _ if dialect::plans_by_statistics(self.engine) => Ok(self.users),
            _ => self.count_hits(p, driver, cap),
        }
    }

    fn count_hits(&self, p: &mut PortalTx<'_, '_>, driver: &Driver, cap: i64) -> Result<i64, StoreError> {
        let mut statement = Statement::default();
        let limit = statement.bind(cap.saturating_add(1));
        let sources = self.sources(driver, &mut statement);
        let counts: Vec<String> = sources
            .iter()
            .map(|source| format!("(SELECT COUNT(*) FROM ({source} LIMIT {limit}))"))
            .collect();
        statement.push(&format!("SELECT {}", counts.join(" + ")));
        Ok(p.tx
            .one(&statement.sql, &statement.params(), |row| row.get(0))?
            .unwrap_or_default())
    }

    /// ` FROM …`: the users that a driver leads to, each once. Closes with the `WHERE` of the portal.
    pub(super) fn by_driver(&self, driver: &Driver, statement: &mut Statement) {
        if dialect::plans_by_statistics(self.engine) {
            statement.push(" FROM users");
            self.in_portal(statement);
            if let Driver::Held(held) = driver {
                self.by_held(held, statement);
            }
            return self.by_sight(statement);
        }
        let sources = self.sources(driver, statement).join(" UNION ALL ");
        statement.push(&format!(" FROM ({sources}) AS hits CROSS JOIN users"));
        self.in_portal(statement);
        statement.push(" AND users.pk = hits.pk");
    }

    /// ` AND …`: what PostgreSQL may begin from, whichever leads to fewest.
    pub(super) fn by_sets(&self, statement: &mut Statement) {
        for held in &self.held {
            self.by_held(held, statement);
        }
        self.by_sight(statement);
    }

    /// ` AND …`: those who hold something by role or singly, as a set of row keys: that is an `OR`, too.
    fn by_held(&self, held: &Held, statement: &mut Statement) {
        if let Some(by_role) = held.by_role(statement) {
            let by_role = self.source(ROLES, &by_role, statement);
            let granted = held.grants(self.portal, statement);
            let keys: Vec<String> = std::iter::once(by_role).chain(granted).collect();
            statement.push(&format!(" AND users.pk IN ({})", keys.join(" UNION ")));
        }
    }

    /// ` AND …`: that a user is seen, as a set of row keys. The condition itself is an `OR`, which PostgreSQL can only try on
    /// each user of the portal; from a set it can begin.
    fn by_sight(&self, statement: &mut Statement) {
        let keys = seen::keys(&self.sight, self.portal, |value| statement.bind_boxed(value));
        if let Some(keys) = keys {
            statement.push(&format!(" AND users.pk IN ({keys})"));
        }
    }

    /// The one index and the range of it that a driver is, if it is one.
    pub(super) fn range_of(&self, driver: &Driver, statement: &mut Statement) -> Option<(&'static str, String)> {
        match driver {
            Driver::Statuses => Some(("users_by_status_name", self.in_statuses())),
            Driver::Admins => Some(("users_admins", String::from("users.role IN ('admin', 'owner')"))),
            Driver::SecondFactor => Some(("users_with_factor", with_second_factor(Switch::On).to_owned())),
            Driver::Roles if !self.ranks.is_empty() => {
                let slugs = statement.bind_all(self.roles());
                let condition = format!("{} AND users.role IN ({slugs})", held::in_ranks(&self.ranks));
                Some((ROLES, condition))
            }
            Driver::Added => {
                let range = self.added_range(statement);
                Some(("users_by_added", range.trim_start_matches(" AND ").to_owned()))
            }
            _ => None,
        }
    }

    /// One or more `SELECT pk`: row keys by a range of an index each.
    fn sources(&self, driver: &Driver, statement: &mut Statement) -> Vec<String> {
        if let Some((index, condition)) = self.range_of(driver, statement) {
            return vec![self.source(index, &condition, statement)];
        }
        match driver {
            Driver::Ids(ids) => {
                let ids = statement.bind_all(ids.iter().copied());
                vec![self.source("users_id", &format!("users.id IN ({ids})"), statement)]
            }
            Driver::Trigrams(asked) => {
                let portal = statement.bind(self.portal.0);
                let found = self.places(asked, Place::whole(self.portal), statement);
                vec![format!("SELECT {} AS pk {found}", Place::key_in_sql("rowid", &portal))]
            }
            Driver::Roles => {
                let (least, most) = UserPk::range(self.portal);
                let (least, most) = (statement.bind(least), statement.bind(most));
                let slugs = statement.bind_all(self.roles());
                vec![format!(
                    "SELECT users.pk AS pk FROM users{} WHERE users.pk BETWEEN {least} AND {most} AND users.role IN ({slugs})",
                    dialect::by_row_key(self.engine),
                )]
            }
            Driver::Unseen => {
                let never = self.source("users_by_seen", "users.last_sign_in_at IS NULL", statement);
                let before = self
                    .filter
                    .seen_before
                    .filter(|_| !self.filter.never_seen)
                    .map(|before| {
                        let before = statement.bind(before.0);
                        self.source("users_by_seen", &format!("users.last_sign_in_at < {before}"), statement)
                    });
                std::iter::once(never).chain(before).collect()
            }
            Driver::Held(held) => {
                let by_role = held.by_role(statement);
                let by_role = by_role.map(|range| self.source(ROLES, &range, statement));
                by_role.into_iter().chain(held.singly(self.portal, statement)).collect()
            }
            Driver::Sight => {
                let keys = seen::keys(&self.sight, self.portal, |value| statement.bind_boxed(value));
                let keys = keys.unwrap_or_default();
                vec![format!("SELECT seen.pk AS pk FROM ({keys}) AS seen")]
            }
            // They are of one range, and were answered above.
            Driver::Statuses | Driver::Admins | Driver::SecondFactor | Driver::Added => Vec::new(),
        }
    }

    /// ` FROM …`: what SQLite's search index has for these trigrams in a part of it.
    pub(super) fn places(&self, asked: &str, (first, last): (Place, Place), statement: &mut Statement) -> String {
        let (asked, first, last) = (
            statement.bind(asked.to_owned()),
            statement.bind(first.0),
            statement.bind(last.0),
        );
        format!("FROM users_fts WHERE users_fts MATCH {asked} AND rowid BETWEEN {first} AND {last}")
    }

    fn source(&self, index: &str, condition: &str, statement: &mut Statement) -> String {
        let portal = statement.bind(self.portal.0);
        let index = dialect::by_index(self.engine, index);
        format!("SELECT users.pk AS pk FROM users{index} WHERE users.portal = {portal} AND {condition}")
    }
}

/// The index that has the role beside its rank.
pub(super) const ROLES: &str = "users_by_role";

/// The roles of the partial index `users_admins`.
const ADMINS: [&str; 2] = ["admin", "owner"];
