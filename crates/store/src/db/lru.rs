//! A small bounded map from statement text to what a connection prepared for it.

use std::collections::HashMap;

/// Keeps at most `limit` entries and drops the one that was used longest ago.
pub(super) struct Lru<V> {
    entries: HashMap<Box<str>, (u64, V)>,
    clock: u64,
    limit: usize,
}

impl<V: Clone> Lru<V> {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            entries: HashMap::new(),
            clock: 0,
            limit: limit.max(1),
        }
    }

    pub(super) fn get(&mut self, key: &str) -> Option<V> {
        self.clock += 1;
        let (used, value) = self.entries.get_mut(key)?;
        *used = self.clock;
        Some(value.clone())
    }

    pub(super) fn put(&mut self, key: &str, value: V) {
        // A scan of a few hundred entries costs less than the statement that is about to be prepared.
        if self.entries.len() >= self.limit
            && let Some(oldest) = self
                .entries
                .iter()
                .min_by_key(|(_, (used, _))| *used)
                .map(|(key, _)| key.clone())
        {
            self.entries.remove(&oldest);
        }
        self.clock += 1;
        self.entries.insert(key.into(), (self.clock, value));
    }

    pub(super) fn clear(&mut self) {
        self.entries.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_used_longest_ago_makes_room() {
        let mut lru = Lru::new(2);
        lru.put("a", 1);
        lru.put("b", 2);
        assert_eq!(lru.get("a"), Some(1));
        lru.put("c", 3);
        assert_eq!((lru.get("a"), lru.get("b"), lru.get("c")), (Some(1), None, Some(3)));
        assert_eq!(lru.entries.len(), 2);
    }
}
