//! How a page is come by: along the index of its order, or by an index that leads to few rows.

use super::Strategy;
use super::driver::{Counted, Driver};
use super::order::{Segment, Walk};
use super::row::{COLUMNS, ListRow, WIDTH, line};
use super::statement::Statement;
use super::wanted::Wanted;
use crate::StoreError;
use crate::dialect::{self, Substring};
use crate::portal_tx::PortalTx;
use crate::users::search::{Size, Text};
use model::ids::UserPk;
use model::query::{Sort, Total};

/// By so much leaps to where the hits are cost less than a walk past all rows.
const CHEAPER: i64 = 4;

/// Users who are searched on PostgreSQL should be met after so many times the rows that it takes if they are spread evenly.
const FARTHER: i64 = 4;

/// The way to a page.
#[derive(Debug)]
pub(super) enum Access {
    /// Along the index of the order, however far.
    Walk,
    /// By another index, and sorted.
    Fetch(Driver),
    /// Along the index for so many rows of a segment; if they do not fill the page, by another index.
    WalkSome { reach: i64, driver: Driver },
    /// The same past users who are searched by their texts, in the order of names.
    WalkFound { reach: i64, driver: Driver },
    /// Along the index of names, by leaps to where these trigrams are.
    Leap(String),
}

impl Strategy {
    pub(super) fn access(
        &self,
        p: &mut PortalTx<'_, '_>,
        wanted: &Wanted<'_>,
        sort: Sort,
        page: i64,
        total: Option<Total>,
    ) -> Result<Access, StoreError> {
        if wanted.is_open() {
            return Ok(Access::Walk);
        }
        let few = page.saturating_mul(wanted.users).saturating_mul(self.few).isqrt();
        let by_leaps = wanted.text_is_beside(sort);
        let few = if by_leaps { few / CHEAPER } else { few };
        let (Total::Exact(found) | Total::MoreThan(found)) = total.unwrap_or(Total::MoreThan(self.counted));
        Ok(match self.driver(p, wanted, few)? {
            None => Access::Walk,
            Some(Counted { driver, hits }) if hits <= few => Access::Fetch(driver),
            Some(Counted {
                driver: Driver::Trigrams(asked),
                ..
            }) if by_leaps => Access::Leap(asked),
            Some(Counted { driver, .. }) if wanted.is_found(sort) && found <= few => Access::Fetch(driver),
            Some(Counted { driver, .. }) if wanted.is_found(sort) && !wanted.has_long_texts(p)? => {
                let apart = (wanted.users / found.max(1)).max(1);
                Access::WalkFound {
                    reach: page.saturating_mul(apart).saturating_mul(FARTHER * self.patience),
                    driver,
                }
            }
            Some(Counted { driver, .. }) => Access::WalkSome {
                reach: few.max(1).saturating_mul(self.patience),
                driver,
            },
        })
    }

    /// The index to go by instead of walking, if the portal is too big for that.
    pub(super) fn driver(
        &self,
        p: &mut PortalTx<'_, '_>,
        wanted: &Wanted<'_>,
        cap: i64,
    ) -> Result<Option<Counted>, StoreError> {
        match (wanted.named(), wanted.size) {
            (Some(driver), Size::Small) => Ok(Some(Counted { driver, hits: 0 })),
            (None, Size::Small) => Ok(None),
            (_, Size::Big) => wanted.best_driver(p, cap),
        }
    }
}

impl Wanted<'_> {
    /// The page by walking as far as it takes.
    pub(super) fn walk(&self, p: &mut PortalTx<'_, '_>, walk: &Walk, limit: usize) -> Result<Vec<ListRow>, StoreError> {
        self.fill(p, &walk.by_ranges(self.engine), limit, |segment, statement| {
            self.by_walk(walk, statement);
            self.conditions(statement, Substring::Looked);
            walk.within(segment, statement)?;
            self.on_sort_column(walk.sort, segment, statement);
            statement.push(&walk.along_index());
            Ok(())
        })
    }

    /// The page by a driver and sorting. On SQLite the page's keys are found first: else every column of all hits would be
    /// read before they are sorted.
    pub(super) fn fetch(
        &self,
        p: &mut PortalTx<'_, '_>,
        driver: &Driver,
        walk: &Walk,
        limit: usize,
    ) -> Result<Vec<ListRow>, StoreError> {
        if let Some(words) = self.words_found().filter(|_| walk.sort == Sort::Name) {
            return self.fetch_found(p, words, walk, limit);
        }
        let keys_first = !dialect::plans_by_statistics(self.engine);
        self.fill(p, walk, limit, |segment, statement| {
            if keys_first {
                statement.push(" FROM (SELECT users.pk AS key");
            }
            self.by_driver(driver, statement);
            self.conditions(statement, self.how());
            walk.within(segment, statement)?;
            statement.push(&walk.by_sorting());
            if keys_first {
                let most = statement.bind(i64::try_from(limit).unwrap_or(i64::MAX));
                statement.push(&format!(" LIMIT {most}) AS page CROSS JOIN users"));
                self.in_portal(statement);
                statement.push(" AND users.pk = page.key");
                statement.push(&walk.by_sorting());
            }
            Ok(())
        })
    }

    /// The page by walking at most `reach` rows of each segment; none when that was not far enough.
    pub(super) fn walk_some(
        &self,
        p: &mut PortalTx<'_, '_>,
        walk: &Walk,
        limit: usize,
        reach: i64,
    ) -> Result<Option<Vec<ListRow>>, StoreError> {
        let walk = &walk.by_ranges(self.engine);
        let mut rows = Vec::new();
        for segment in &walk.segments {
            rows.extend(
                self.fill(p, &walk.only(segment), limit - rows.len(), |segment, statement| {
                    statement.push(" FROM (SELECT users.*");
                    self.range(walk, segment, statement)?;
                    let reach = statement.bind(reach);
                    statement.push(&format!(" LIMIT {reach}) AS users"));
                    self.in_portal(statement);
                    self.conditions(statement, Substring::Looked);
                    // SQLite keeps the order of a limited subquery, and would sort it once more. PostgreSQL knows the order it
                    // has, and loses it where it hashes those who hold something.
                    if dialect::plans_by_statistics(self.engine) {
                        statement.push(&walk.along_index());
                    }
                    Ok(())
                })?,
            );
            if rows.len() >= limit {
                return Ok(Some(rows));
            }
            if self.goes_on(p, walk, segment, reach)? {
                return Ok(None);
            }
        }
        Ok(Some(rows))
    }

    /// Whether the index of the order has the text that is searched for beside the sort key: then a row that does not match
    /// costs a tenth, because it is not looked up in the table.
    pub(super) fn text_is_beside(&self, sort: Sort) -> bool {
        let is_text = matches!(self.text, Text::Words(_) | Text::Beginnings(_));
        !dialect::plans_by_statistics(self.engine) && sort == Sort::Name && is_text
    }

    /// Whether a segment has rows beyond the first `reach`. Only the index is read.
    fn goes_on(
        &self,
        p: &mut PortalTx<'_, '_>,
        walk: &Walk,
        segment: &Segment,
        reach: i64,
    ) -> Result<bool, StoreError> {
        let mut statement = Statement::new("SELECT 1");
        self.range(walk, segment, &mut statement)?;
        has_more(p, statement, reach)
    }

    /// Whether a driver that was not counted to its end leads to so many rows that walking past the others is better.
    pub(super) fn leads_to_most(&self, p: &mut PortalTx<'_, '_>, driver: &Driver) -> Result<bool, StoreError> {
        let most = self.users / 2;
        let counts = !dialect::plans_by_statistics(self.engine) && !matches!(driver, Driver::Roles);
        Ok(counts && self.hits(p, driver, most)? > most)
    }

    /// ` FROM … WHERE … ORDER BY …`: the rows of a segment along the index, before most conditions.
    fn range(&self, walk: &Walk, segment: &Segment, statement: &mut Statement) -> Result<(), StoreError> {
        self.by_walk(walk, statement);
        if self.one_status(walk) {
            let status = self.in_statuses();
            statement.push(&format!(" AND {status}"));
        }
        walk.within(segment, statement)?;
        self.on_sort_column(walk.sort, segment, statement);
        statement.push(&walk.along_index());
        Ok(())
    }

    /// ` FROM … WHERE …`: the portal by the index of the order.
    pub(super) fn by_walk(&self, walk: &Walk, statement: &mut Statement) {
        let index = if self.one_status(walk) {
            "users_by_status_name"
        } else {
            walk.column.index
        };
        statement.push(&format!(" FROM users{}", dialect::by_index(self.engine, index)));
        self.in_portal(statement);
    }

    /// Whether the list is one status by name, which has an index of its own.
    fn one_status(&self, walk: &Walk) -> bool {
        walk.sort == Sort::Name && self.statuses.len() == 1 && !self.text_is_beside(walk.sort)
    }

    /// ` FROM … WHERE …`: the portal's rows as they are stored, side by side.
    pub(super) fn by_rows(&self, statement: &mut Statement) {
        statement.push(&format!(" FROM users{}", dialect::by_row_key(self.engine)));
        self.in_portal(statement);
        let (least, most) = UserPk::range(self.portal);
        let (least, most) = (statement.bind(least), statement.bind(most));
        statement.push(&format!(" AND users.pk BETWEEN {least} AND {most}"));
    }

    /// Runs the statement of each segment until there are enough rows.
    pub(super) fn fill(
        &self,
        p: &mut PortalTx<'_, '_>,
        walk: &Walk,
        limit: usize,
        write: impl Fn(&Segment, &mut Statement) -> Result<(), StoreError>,
    ) -> Result<Vec<ListRow>, StoreError> {
        let mut rows = Vec::new();
        for segment in &walk.segments {
            if rows.len() >= limit {
                break;
            }
            let mut statement = Statement::new(&format!("SELECT {COLUMNS}, users.{}", walk.column.name));
            write(segment, &mut statement)?;
            let most = statement.bind(i64::try_from(limit - rows.len()).unwrap_or(i64::MAX));
            statement.push(&format!(" LIMIT {most}"));
            rows.extend(p.tx.rows(&statement.sql, &statement.params(), |row| {
                Ok(ListRow {
                    sort_value: walk.column.value(row, WIDTH)?,
                    ..line(row)?.to_row()
                })
            })?);
        }
        Ok(rows)
    }
}

/// Whether there are rows beyond the first `reach` of a statement.
pub(super) fn has_more(p: &mut PortalTx<'_, '_>, mut statement: Statement, reach: i64) -> Result<bool, StoreError> {
    let reach = statement.bind(reach);
    statement.push(&format!(" LIMIT 1 OFFSET {reach}"));
    Ok(p.tx.one(&statement.sql, &statement.params(), |_| Ok(()))?.is_some())
}
