//! The people of one request, and which of them come twice.

use model::email::Email;
use model::operation::NewPerson;
use model::report::{Outcome, Skip};
use std::collections::HashSet;
use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher as _;

/// People to add, to be read as often as needed: those of a large file are not held in memory all at once.
pub trait People {
    /// Everybody, in order; the same each time.
    fn each(&self) -> Box<dyn Iterator<Item = NewPerson> + '_>;
}

impl People for Vec<NewPerson> {
    fn each(&self) -> Box<dyn Iterator<Item = NewPerson> + '_> {
        Box::new(self.iter().cloned())
    }
}

/// Writes people down as a vector of them would be.
pub(super) struct Listed<'p>(pub(super) &'p dyn People);

impl fmt::Debug for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.each()).finish()
    }
}

/// Those whose address an earlier person of the same batch has already: skipped whatever the database says.
pub(crate) struct Repeated {
    places: HashSet<usize>,
    of: usize,
}

impl Repeated {
    /// Addresses are remembered by 128 bits that nobody outside can aim at: as texts a hundred thousand take more room
    /// than their file.
    pub(crate) fn among(people: &(impl People + ?Sized)) -> Self {
        let (one, other) = (RandomState::new(), RandomState::new());
        let mut seen: HashSet<(u64, u64)> = HashSet::new();
        let (mut places, mut of) = (HashSet::new(), 0);
        for (n, person) in people.each().enumerate() {
            of = n + 1;
            let Ok(email) = Email::parse(&person.email) else {
                continue;
            };
            if !seen.insert((one.hash_one(email.key()), other.hash_one(email.key()))) {
                places.insert(n);
            }
        }
        Self { places, of }
    }

    /// What became of the `n`th person already, where that is settled.
    pub(crate) fn outcome(&self, n: usize) -> Option<Outcome> {
        self.places.contains(&n).then_some(Outcome::Skipped(Skip::Duplicate))
    }

    /// How many come twice.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// Among how many people.
    pub(crate) const fn of(&self) -> usize {
        self.of
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_comes_again_is_settled_whatever_the_case() {
        let people: Vec<NewPerson> = [
            "ann@x.example",
            "no address",
            "ANN@x.example",
            "bo@x.example",
            "no address",
        ]
        .map(|email| NewPerson {
            email: email.to_owned(),
            ..NewPerson::default()
        })
        .into();
        let repeated = Repeated::among(&people);
        let settled: Vec<usize> = (0..people.len()).filter(|n| repeated.outcome(*n).is_some()).collect();
        assert_eq!((settled, repeated.len(), repeated.of()), (vec![2], 1, 5));
        assert_eq!(format!("{:?}", Listed(&people)), format!("{people:?}"));
    }
}
