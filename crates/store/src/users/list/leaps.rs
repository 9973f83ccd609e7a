//! A search in the order of names, in a big portal on SQLite: by leaps to where the hits are.
//!
//! Who is called Smith stands side by side in that order, behind hundreds of thousands of others. The search index has the
//! users in the order of the first two bytes of their names' sort keys, so it says where the next hits are: where they are
//! few, they are looked up, and where they are many, that part of the list is walked.

use super::order::{Segment, Walk};
use super::row::ListRow;
use super::statement::Statement;
use super::wanted::Wanted;
use crate::StoreError;
use crate::dialect::{self, Substring};
use crate::portal_tx::PortalTx;
use crate::users::search::{Place, two_bytes};
use model::query::{Direction, SortValue};

impl Wanted<'_> {
    /// The page, for these trigrams.
    pub(super) fn leap(
        &self,
        p: &mut PortalTx<'_, '_>,
        asked: &str,
        walk: &Walk,
        limit: usize,
        leap: usize,
    ) -> Result<Vec<ListRow>, StoreError> {
        let mut rows = Vec::new();
        for segment in &walk.segments {
            if rows.len() < limit {
                rows.extend(self.leap_within(p, asked, &walk.only(segment), limit - rows.len(), leap)?);
            }
        }
        Ok(rows)
    }

    /// The same in the one segment of this walk.
    fn leap_within(
        &self,
        p: &mut PortalTx<'_, '_>,
        asked: &str,
        walk: &Walk,
        limit: usize,
        leap: usize,
    ) -> Result<Vec<ListRow>, StoreError> {
        let mut rows = Vec::new();
        let mut part = self.part(walk);
        while rows.len() < limit && part.0 <= part.1 {
            let missing = limit - rows.len();
            let places = self.next(p, asked, part, walk.dir, leap)?;
            let (Some(near), Some(far)) = (places.first(), places.last()) else {
                break;
            };
            // The places of the nameless are in the very order of the list.
            let in_order = matches!(walk.segments[..], [Segment::Empty(_)]);
            let is_end = places.len() < leap;
            let (first, last) = Place::of(self.portal, far.bytes());
            // Where the next leap starts: upwards, downwards.
            let done = if is_end || in_order {
                rows.extend(self.at(p, walk, &places, missing)?);
                (far.0 + 1, far.0 - 1)
            } else if near.bytes() == far.bytes() {
                rows.extend(self.walk_bytes(p, walk, far.bytes(), missing)?);
                (last.0 + 1, first.0 - 1)
            } else {
                // Others with the two bytes of the last one may not be among these: they are left for the next leap.
                let whole: Vec<Place> = places.iter().copied().filter(|at| at.bytes() != far.bytes()).collect();
                rows.extend(self.at(p, walk, &whole, missing)?);
                (first.0, last.0)
            };
            match walk.dir {
                _ if is_end => break,
                Direction::Asc => part.0 = Place(done.0),
                Direction::Desc => part.1 = Place(done.1),
            }
        }
        Ok(rows)
    }

    /// Where in the search index the segment's rows are.
    fn part(&self, walk: &Walk) -> (Place, Place) {
        let (least, most) = Place::whole(self.portal);
        let from = |bytes| {
            let (first, last) = Place::of(self.portal, bytes);
            match walk.dir {
                Direction::Asc => (first, most),
                Direction::Desc => (least, last),
            }
        };
        match &walk.segments[..] {
            [Segment::Valued(Some(cursor))] => from(bytes_of(&cursor.value)),
            [Segment::Empty(_)] => Place::of(self.portal, u16::MAX),
            _ => (least, most),
        }
    }

    /// The next hits in the order of the list, as far as the places tell it.
    fn next(
        &self,
        p: &mut PortalTx<'_, '_>,
        asked: &str,
        part: (Place, Place),
        dir: Direction,
        most: usize,
    ) -> Result<Vec<Place>, StoreError> {
        let mut statement = Statement::new("SELECT rowid ");
        let found = self.places(asked, part, &mut statement);
        statement.push(&format!("{found} ORDER BY rowid {} LIMIT {most}", dir.key()));
        p.tx.rows(&statement.sql, &statement.params(), |row| Ok(Place(row.get(0)?)))
    }

    /// Who is wanted at these places.
    fn at(
        &self,
        p: &mut PortalTx<'_, '_>,
        walk: &Walk,
        places: &[Place],
        limit: usize,
    ) -> Result<Vec<ListRow>, StoreError> {
        let Some(last) = places.last() else {
            return Ok(Vec::new());
        };
        // Few numbers of values, so that there are few texts to prepare.
        let size = places.len().next_power_of_two();
        let keys = places.iter().chain(std::iter::repeat(last)).take(size);
        let keys: Vec<i64> = keys.map(|place| place.key(self.portal).0).collect();
        self.fill(p, walk, limit, |segment, statement| {
            let keys = statement.bind_all(keys.iter().copied());
            statement.push(&format!(" FROM users{}", dialect::by_row_key(self.engine)));
            self.in_portal(statement);
            statement.push(&format!(" AND users.pk IN ({keys})"));
            self.conditions(statement, Substring::Looked);
            walk.within(segment, statement)?;
            statement.push(&walk.by_sorting());
            Ok(())
        })
    }

    /// Who is wanted among those whose names begin with these two bytes, by walking.
    fn walk_bytes(
        &self,
        p: &mut PortalTx<'_, '_>,
        walk: &Walk,
        bytes: u16,
        limit: usize,
    ) -> Result<Vec<ListRow>, StoreError> {
        self.fill(p, walk, limit, |segment, statement| {
            self.by_walk(walk, statement);
            self.conditions(statement, Substring::Looked);
            walk.within_bytes(segment, bytes, statement)?;
            statement.push(&walk.along_index());
            Ok(())
        })
    }
}

/// The two bytes of a row's place.
pub(super) fn bytes_of(value: &SortValue) -> u16 {
    match value {
        SortValue::Bytes(key) => two_bytes(Some(key)),
        SortValue::Int(_) | SortValue::Null => two_bytes(None),
    }
}
