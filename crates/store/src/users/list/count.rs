//! How many have a text, in a big portal: most of it is known without looking anybody up.

use super::Strategy;
use super::driver::{Counted, Driver, ROLES};
use super::statement::Statement;
use super::wanted::Wanted;
use crate::StoreError;
use crate::dialect::{self, Substring};
use crate::portal_tx::PortalTx;
use crate::users::search::{self, Beginning, Place, Size, TRIGRAM, Text};
use model::policy::Policy;
use model::query::{Filter, Total};

impl Strategy {
    /// As [`count`](super::count).
    pub(super) fn count_of(&self, p: &mut PortalTx<'_, '_>, wanted: &Wanted<'_>) -> Result<Total, StoreError> {
        if !wanted.is_narrowed() {
            return Ok(Total::Exact(wanted.of_statuses()));
        }
        let limit = self.counted;
        if wanted.is_text_in_big_portal() && wanted.are_by_trigrams_more_than(p, limit)? {
            return Ok(Total::MoreThan(limit));
        }
        if wanted.size == Size::Big && wanted.are_by_role_more_than(p, limit)? {
            return Ok(Total::MoreThan(limit));
        }
        if wanted.are_called_so_more_than(p, limit)? {
            return Ok(Total::MoreThan(limit));
        }
        let driver = self.driver(p, wanted, limit)?;
        let most_have_it = driver.as_ref().is_some_and(|counted| counted.hits > limit);
        if most_have_it && wanted.is_text_in_big_portal() && wanted.is_last_name_of_more_than(p, limit)? {
            return Ok(Total::MoreThan(limit));
        }
        let n = wanted.count_up_to(p, driver.map(|Counted { driver, .. }| driver), limit + 1)?;
        Ok(if n > limit {
            Total::MoreThan(limit)
        } else {
            Total::Exact(n)
        })
    }
}

impl Strategy {
    /// As [`count_all`](super::count_all).
    pub(super) fn count_all(
        &self,
        p: &mut PortalTx<'_, '_>,
        filter: &Filter,
        policy: &Policy,
    ) -> Result<i64, StoreError> {
        let wanted = Wanted::of(p, filter, policy, self)?;
        if !wanted.is_narrowed() {
            return Ok(wanted.of_statuses());
        }
        let driver = self.few(p, &wanted)?;
        wanted.count_up_to(p, driver, i64::MAX)
    }
}

impl Wanted<'_> {
    /// Whether nothing but a text and statuses is asked for, where the indexes of SQLite know the text.
    fn is_text_in_big_portal(&self) -> bool {
        self.is_text_alone() && self.size == Size::Big && !dialect::plans_by_statistics(self.engine)
    }

    /// Whether so many rows have the text that even without all those of other statuses more than `limit` are left. For
    /// words of three plain letters the trigram index alone knows it.
    fn are_by_trigrams_more_than(&self, p: &mut PortalTx<'_, '_>, limit: i64) -> Result<bool, StoreError> {
        let asked = match &self.text {
            Text::Words(words) if words.iter().all(|word| word.len() == TRIGRAM && word.is_ascii()) => {
                search::trigrams(words)
            }
            _ => return Ok(false),
        };
        let others = self.users - self.of_statuses();
        if others > 4 * limit {
            return Ok(false);
        }
        let driver = Driver::Trigrams(asked);
        Ok(self.hits(p, &driver, limit + others)? > limit + others)
    }

    /// Whether one of the words, or the one beginning, begins the last names of so many: they are side by side in the index
    /// of names, which has their texts.
    fn is_last_name_of_more_than(&self, p: &mut PortalTx<'_, '_>, limit: i64) -> Result<bool, StoreError> {
        let beginning = match &self.text {
            Text::Words(words) => words
                .iter()
                .max_by_key(|word| word.len())
                .map(|word| Beginning::of(word)),
            Text::Beginnings(all) => <[Beginning; 1]>::try_from(all.clone()).ok().map(|[one]| one),
            Text::Any | Text::Id(_) => None,
        };
        let Some(beginning) = beginning.filter(|_| self.has_all_statuses()) else {
            return Ok(false);
        };
        let Beginning { from, before, .. } = &beginning;
        let mut statement = Statement::new("SELECT COUNT(*) FROM (SELECT 1 FROM users");
        statement.push(&dialect::by_index(self.engine, "users_by_name"));
        self.in_portal(&mut statement);
        let (from, before) = (statement.bind(from.clone()), statement.bind(before.clone()));
        statement.push(&format!(
            " AND users.name_sort >= {from} AND users.name_sort < {before}"
        ));
        if let Text::Beginnings(_) = self.text {
            // The range is what the sort keys of the fields would tell, and those are not in the index.
            let begins = self.begins(&beginning, &mut statement);
            statement.push(&format!(" AND NOT users.deleted AND {begins}"));
        } else {
            self.conditions(&mut statement, Substring::Looked);
        }
        Ok(limited(p, statement, limit + 1)? > limit)
    }

    /// Whether a role alone brings what is wanted to more than `limit`: the index of roles knows it.
    fn are_by_role_more_than(&self, p: &mut PortalTx<'_, '_>, limit: i64) -> Result<bool, StoreError> {
        let index = dialect::by_index(self.engine, ROLES);
        let mut statement = Statement::new(&format!("SELECT COUNT(*) FROM (SELECT 1 FROM users{index}"));
        self.in_portal(&mut statement);
        let Some(by_role) = self.held_alone().and_then(|held| held.by_role(&mut statement)) else {
            return Ok(false);
        };
        statement.push(&format!(" AND {by_role} AND NOT users.deleted"));
        Ok(limited(p, statement, limit + 1)? > limit)
    }

    /// How many are wanted, counted up to `most`.
    fn count_up_to(&self, p: &mut PortalTx<'_, '_>, driver: Option<Driver>, most: i64) -> Result<i64, StoreError> {
        if let Some(words) = self.words_found() {
            let mut statement = Statement::new("SELECT COUNT(*) FROM (");
            self.count_found(words, &mut statement)?;
            return limited(p, statement, most);
        }
        let mut statement = Statement::new("SELECT COUNT(*) FROM (SELECT 1");
        if self.is_by_texts() {
            self.by_texts(&mut statement);
            return limited(p, statement, most);
        }
        match &driver {
            Some(driver) => self.by_driver_alone(driver, &mut statement),
            None => self.by_rows(&mut statement),
        }
        self.conditions(&mut statement, self.how());
        limited(p, statement, most)
    }
}

impl Wanted<'_> {
    /// ` FROM … WHERE …`: the users that a driver leads to. What the index itself knows is not looked up in the table.
    fn by_driver_alone(&self, driver: &Driver, statement: &mut Statement) {
        let has_all = self.is_text_in_big_portal() && self.has_all_statuses();
        match (driver, &self.text) {
            _ if dialect::plans_by_statistics(self.engine) => self.by_driver(driver, statement),
            (Driver::Trigrams(asked), Text::Words(_)) if has_all => {
                let found = self.places(asked, Place::whole(self.portal), statement);
                let index = dialect::by_index(self.engine, "users_texts");
                statement.push(&format!(
                    " FROM (SELECT rowid AS place {found}) AS hits CROSS JOIN users{index}"
                ));
                self.in_portal(statement);
                statement.push(" AND users.place = hits.place");
            }
            _ => match self.range_of(driver, statement) {
                Some((index, condition)) => {
                    statement.push(&format!(" FROM users{}", dialect::by_index(self.engine, index)));
                    self.in_portal(statement);
                    statement.push(&format!(" AND {condition}"));
                }
                None => self.by_driver(driver, statement),
            },
        }
    }
}

pub(super) fn limited(p: &mut PortalTx<'_, '_>, mut statement: Statement, most: i64) -> Result<i64, StoreError> {
    let most = statement.bind(most);
    statement.push(&format!(" LIMIT {most}) AS found"));
    let n = p.tx.one(&statement.sql, &statement.params(), |row| row.get::<i64>(0))?;
    Ok(n.unwrap_or_default())
}
