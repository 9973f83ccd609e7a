//! Numbers that look random and repeat themselves: the same seed and index give the same throws on any machine.

/// SplitMix64. Not for secrets.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) const fn new(seed: u64, index: u64) -> Self {
        let mut dice = Self(seed ^ index.wrapping_mul(0xD1B5_4A32_D192_ED03));
        // Neighbouring indexes begin far apart.
        dice.0 = dice.next();
        dice
    }

    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to below `n`.
    pub(super) const fn below(&mut self, n: u64) -> u64 {
        ((self.next() as u128 * n as u128) >> 64) as u64
    }

    /// Whether something happens that happens so many times in a thousand.
    pub(super) const fn chance(&mut self, in_a_thousand: u64) -> bool {
        self.below(1_000) < in_a_thousand
    }

    /// One of a list whose early entries are frequent and late ones rare (Zipf): the nth has the weight 1/(n+2).
    pub(super) fn frequent<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        // Whole numbers, so that every machine throws the same.
        const UNIT: u64 = 1_000_000;
        let weight = |n: usize| UNIT / (n as u64 + 2);
        let sum: u64 = (0..list.len()).map(weight).sum();
        let mut left = self.below(sum.max(1));
        list.iter().enumerate().find_map(|(n, entry)| {
            let weight = weight(n);
            if left < weight {
                return Some(entry);
            }
            left -= weight;
            None
        })
    }

    /// One of a list by given weights.
    pub(super) fn weighted<'a, T>(&mut self, list: &'a [(u64, T)]) -> Option<&'a T> {
        let mut left = self.below(list.iter().map(|(weight, _)| weight).sum());
        list.iter().find_map(|(weight, entry)| {
            if left < *weight {
                return Some(entry);
            }
            left -= weight;
            None
        })
    }
}
