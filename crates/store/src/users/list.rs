//! Lists of users: pages by keyset, totals, "all matching", and the stream for exports. The one builder of dynamic SQL.
//!
//! A small portal is walked along the index of the sort column. In a big one some thousand rows are walked; if they do
//! not fill the page, the wanted users are few, and are fetched by the index that leads to the fewest rows and sorted.
//! So no page reads a million rows, whatever it is asked for (performance.md section 2).

mod access;
mod count;
mod driver;
mod found;
mod held;
mod leaps;
mod order;
mod row;
mod statement;
#[cfg(test)]
mod tests;
mod wanted;

pub use row::{ListLine, ListPage, ListRow};

use crate::StoreError;
use crate::dialect;
use crate::portal_tx::PortalTx;
use crate::users::CHUNK;
use access::Access;
use driver::Driver;
use model::ids::{OperationId, UserId, UserPk};
use model::policy::Policy;
use model::query::{COUNT_LIMIT, Filter, Page, Total, UserQuery};
use order::Walk;
use row::{COLUMNS, line};
use statement::Statement;
use std::collections::HashMap;
use wanted::Wanted;

/// Where walking ends and asking an index begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Strategy {
    /// In a portal of up to so many users every row may be looked at.
    pub walk_up_to: i64,
    /// Rows cost about as much to fetch and sort as √(page × users × this) cost to walk past; up to there hits are few.
    pub few: i64,
    /// A walk gives up after this many times the number that is few.
    pub patience: i64,
    /// Hits of one leap. As many whose names begin with the same two bytes make that part of the list worth walking.
    pub leap: usize,
    /// Users are counted up to so many; of more it is said that they are more.
    pub counted: i64,
}

impl Default for Strategy {
    fn default() -> Self {
        Self {
            walk_up_to: 5_000,
            few: 1,
            patience: 1,
            leap: 256,
            counted: COUNT_LIMIT,
        }
    }
}

/// One page of the list. Ties go by row key, in the direction of the sort; users without a value come last.
///
/// # Errors
/// When the database fails, or a cursor belongs to another sort.
pub fn page(p: &mut PortalTx<'_, '_>, query: &UserQuery, policy: &Policy) -> Result<ListPage, StoreError> {
    Strategy::default().page(p, query, policy)
}

/// One page of the list and how many match, as [`page`] and [`count`] give them.
///
/// # Errors
/// As [`page`].
pub fn page_with_total(
    p: &mut PortalTx<'_, '_>,
    query: &UserQuery,
    policy: &Policy,
) -> Result<(ListPage, Total), StoreError> {
    Strategy::default().page_with_total(p, query, policy)
}

/// Whether a filter asks for nothing but statuses, whose numbers are kept.
#[must_use]
pub fn is_plain(filter: &Filter) -> bool {
    let plain = Filter {
        status: filter.status.clone(),
        category: filter.category.clone(),
        ..Filter::default()
    };
    *filter == plain
}

/// How many users match: known by the counters, or counted up to [`COUNT_LIMIT`].
///
/// # Errors
/// When the database fails.
pub fn count(p: &mut PortalTx<'_, '_>, filter: &Filter, policy: &Policy) -> Result<Total, StoreError> {
    Strategy::default().count(p, filter, policy)
}

/// How many users match, however many: it may take a while.
///
/// # Errors
/// When the database fails.
pub fn count_all(p: &mut PortalTx<'_, '_>, filter: &Filter, policy: &Policy) -> Result<i64, StoreError> {
    Strategy::default().count_all(p, filter, policy)
}

/// All users that match, in the order that they were added in: what an operation on "all matching" freezes.
///
/// # Errors
/// When the database fails.
pub fn ids(p: &mut PortalTx<'_, '_>, filter: &Filter, policy: &Policy) -> Result<Vec<(UserPk, UserId)>, StoreError> {
    Strategy::default().ids(p, filter, policy)
}

/// Freezes all users that match, less some, as the items of an operation that has none yet. Says how many they are. The
/// database does it by itself: a million users are never here. They come in the order that they were added in: who waits
/// longest gets a seat first, and a chunk's rows lie side by side.
///
/// # Errors
/// When the database fails.
pub fn freeze(
    p: &mut PortalTx<'_, '_>,
    filter: &Filter,
    except: &[UserId],
    policy: &Policy,
    operation: OperationId,
) -> Result<i64, StoreError> {
    Strategy::default().freeze(p, filter, except, policy, operation)
}

/// Calls `take` for every user that matches, in the order of the query; its page and limit do not count. Nothing is
/// collected, so a million users take no memory.
///
/// # Errors
/// When the database fails, or what `take` returns.
pub fn each<E: From<StoreError>>(
    p: &mut PortalTx<'_, '_>,
    query: &UserQuery,
    policy: &Policy,
    take: impl FnMut(&ListLine<'_>) -> Result<(), E>,
) -> Result<(), E> {
    Strategy::default().each(p, query, policy, take)
}

/// These users of the portal, whatever their status, in the order asked. Others, and those whom the actor does not see,
/// do not come back.
///
/// # Errors
/// When the database fails.
pub fn by_ids(p: &mut PortalTx<'_, '_>, ids: &[UserId]) -> Result<Vec<ListRow>, StoreError> {
    let mut found = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let mut statement = Statement::new(&format!("SELECT {COLUMNS} FROM users"));
        let (portal, ids) = (
            statement.bind(p.portal.0),
            statement.bind_all(chunk.iter().map(|id| id.0)),
        );
        // The sum keeps the portal's indexes out: SQLite would read the whole portal rather than look up many ids.
        statement.push(&format!(" WHERE users.portal + 0 = {portal} AND users.id IN ({ids})"));
        statement.seen(&p.sight, p.portal);
        let rows =
            p.tx.rows(&statement.sql, &statement.params(), |row| Ok(line(row)?.to_row()))?;
        found.extend(rows.into_iter().map(|row| (row.id, row)));
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// The same with other thresholds: tests use them to go each way.
impl Strategy {
    /// As [`page`].
    ///
    /// # Errors
    /// As [`page`].
    pub fn page(&self, p: &mut PortalTx<'_, '_>, query: &UserQuery, policy: &Policy) -> Result<ListPage, StoreError> {
        let wanted = Wanted::of(p, &query.filter, policy, self)?;
        self.page_of(p, &wanted, query, None)
    }

    /// As [`page_with_total`].
    ///
    /// # Errors
    /// As [`page`].
    pub fn page_with_total(
        &self,
        p: &mut PortalTx<'_, '_>,
        query: &UserQuery,
        policy: &Policy,
    ) -> Result<(ListPage, Total), StoreError> {
        let wanted = Wanted::of(p, &query.filter, policy, self)?;
        if wanted.is_found(query.sort) {
            // The number tells the way to the page.
            let total = self.count_of(p, &wanted)?;
            let page = match total {
                Total::Exact(0) if query.page == Page::First => ListPage::default(),
                _ => self.page_of(p, &wanted, query, Some(total))?,
            };
            return Ok((page, total));
        }
        let page = self.page_of(p, &wanted, query, None)?;
        let is_whole = query.page == Page::First && !page.has_next;
        let total = match i64::try_from(page.rows.len()) {
            Ok(n) if is_whole => Total::Exact(n),
            _ => self.count_of(p, &wanted)?,
        };
        Ok((page, total))
    }

    fn page_of(
        &self,
        p: &mut PortalTx<'_, '_>,
        wanted: &Wanted<'_>,
        query: &UserQuery,
        total: Option<Total>,
    ) -> Result<ListPage, StoreError> {
        let walk = Walk::to(&query.page, query.sort, query.dir);
        // One more than shown, to know whether there is more.
        let limit = query.limit + 1;
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut rows = match self.access(p, wanted, query.sort, most, total)? {
            Access::Walk => wanted.walk(p, &walk, limit)?,
            Access::Fetch(driver) => wanted.fetch(p, &driver, &walk, limit)?,
            Access::Leap(asked) => wanted.leap(p, &asked, &walk, limit, self.leap)?,
            Access::WalkFound { reach, driver } => match wanted.walk_found(p, &walk, limit, reach)? {
                Some(rows) => rows,
                None => wanted.fetch(p, &driver, &walk, limit)?,
            },
            Access::WalkSome { reach, driver } => match wanted.walk_some(p, &walk, limit, reach)? {
                Some(rows) => rows,
                None if wanted.leads_to_most(p, &driver)? => wanted.walk(p, &walk, limit)?,
                None => wanted.fetch(p, &driver, &walk, limit)?,
            },
        };
        let more = rows.len() > query.limit;
        rows.truncate(query.limit);
        Ok(match query.page {
            Page::First => ListPage {
                rows,
                has_next: more,
                has_prev: false,
            },
            Page::After(_) => ListPage {
                rows,
                has_next: more,
                has_prev: true,
            },
            Page::Last => ListPage {
                rows: reversed(rows),
                has_next: false,
                has_prev: more,
            },
            Page::Before(_) => ListPage {
                rows: reversed(rows),
                has_next: true,
                has_prev: more,
            },
        })
    }

    /// As [`count`].
    ///
    /// # Errors
    /// As [`count`].
    pub fn count(&self, p: &mut PortalTx<'_, '_>, filter: &Filter, policy: &Policy) -> Result<Total, StoreError> {
        let wanted = Wanted::of(p, filter, policy, self)?;
        self.count_of(p, &wanted)
    }

    /// As [`ids`].
    ///
    /// # Errors
    /// As [`ids`].
    pub fn ids(
        &self,
        p: &mut PortalTx<'_, '_>,
        filter: &Filter,
        policy: &Policy,
    ) -> Result<Vec<(UserPk, UserId)>, StoreError> {
        let statement = self.keys(p, filter, policy)?;
        p.tx.rows(&statement.sql, &statement.params(), |row| {
            Ok((UserPk(row.get(0)?), UserId(row.get(1)?)))
        })
    }

    fn freeze(
        &self,
        p: &mut PortalTx<'_, '_>,
        filter: &Filter,
        except: &[UserId],
        policy: &Policy,
        operation: OperationId,
    ) -> Result<i64, StoreError> {
        let mut statement = self.keys(p, filter, policy)?;
        let operation = statement.bind(operation.0);
        let found = std::mem::take(&mut statement.sql);
        // Numbered as the rows come.
        statement.push(&format!(
            "INSERT INTO operation_items (operation, n, user_pk, user_id) \
             SELECT {operation}, ROW_NUMBER() OVER () - 1, found.pk, found.id FROM ({found}) AS found"
        ));
        if !except.is_empty() {
            let except = statement.bind_all(except.iter().map(|id| id.0));
            statement.push(&format!(" WHERE found.id NOT IN ({except})"));
        }
        let written = p.tx.exec(&statement.sql, &statement.params())?;
        i64::try_from(written).map_err(|e| StoreError::Other(e.to_string()))
    }

    /// Row keys and ids of all who are wanted, by row key: by an index that leads to few of them, or past everybody.
    fn keys(&self, p: &mut PortalTx<'_, '_>, filter: &Filter, policy: &Policy) -> Result<Statement, StoreError> {
        let wanted = Wanted::of(p, filter, policy, self)?;
        let mut statement = Statement::new("SELECT users.pk, users.id");
        match self.few(p, &wanted)? {
            Some(driver) => wanted.by_driver(&driver, &mut statement),
            None => wanted.by_rows(&mut statement),
        }
        wanted.conditions(&mut statement, wanted.how());
        statement.push(" ORDER BY users.pk");
        Ok(statement)
    }

    /// The driver of who is wanted, if it leads to far fewer than everybody.
    fn few(&self, p: &mut PortalTx<'_, '_>, wanted: &Wanted<'_>) -> Result<Option<Driver>, StoreError> {
        let cap = wanted.users / 4;
        let driver = self.driver(p, wanted, cap)?;
        Ok(driver
            .filter(|counted| counted.hits <= cap)
            .map(|counted| counted.driver))
    }

    /// As [`each`].
    ///
    /// # Errors
    /// As [`each`].
    pub fn each<E: From<StoreError>>(
        &self,
        p: &mut PortalTx<'_, '_>,
        query: &UserQuery,
        policy: &Policy,
        mut take: impl FnMut(&ListLine<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let walk = Walk::through(query.sort, query.dir);
        for statement in self.everything(p, &query.filter, policy, &walk)? {
            p.tx.each(&statement.sql, &statement.params(), |row| take(&line(row)?))?;
        }
        Ok(())
    }

    /// One statement for each segment of the list, over all who are wanted. SQLite walks the index, which takes no
    /// memory, unless another index leads to far fewer rows.
    fn everything(
        &self,
        p: &mut PortalTx<'_, '_>,
        filter: &Filter,
        policy: &Policy,
        walk: &Walk,
    ) -> Result<Vec<Statement>, StoreError> {
        let wanted = Wanted::of(p, filter, policy, self)?;
        let driver = self.few(p, &wanted)?;
        let engine = wanted.engine;
        let statement = |segment| {
            let mut statement = Statement::new(&format!("SELECT {COLUMNS}"));
            match &driver {
                Some(driver) => wanted.by_driver(driver, &mut statement),
                None => wanted.by_walk(walk, &mut statement),
            }
            wanted.conditions(&mut statement, wanted.how());
            walk.within(segment, &mut statement)?;
            wanted.on_sort_column(walk.sort, segment, &mut statement);
            let order = match driver {
                Some(_) if !dialect::plans_by_statistics(engine) => walk.by_sorting(),
                _ => walk.along_index(),
            };
            statement.push(&order);
            Ok(statement)
        };
        walk.segments.iter().map(statement).collect()
    }
}

fn reversed(mut rows: Vec<ListRow>) -> Vec<ListRow> {
    rows.reverse();
    rows
}
