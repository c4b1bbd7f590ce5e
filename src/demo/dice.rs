//! Chance that repeats: the same seed throws the same dice, on every machine.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// A row of throws that follows from a seed.
pub(super) struct Dice(StdRng);

impl Dice {
    pub fn new(seed: u64) -> Self {
        // Another row than the one that ids are made of.
        Self(StdRng::seed_from_u64(seed ^ 0x005e_ed0f_d1ce))
    }

    /// From 0 up to, not including, `end`; 0 when there is nothing to choose.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX);
        usize::try_from(self.0.next_u64().checked_rem(end).unwrap_or_default()).unwrap_or_default()
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high.saturating_sub(low).saturating_add(1)).unwrap_or(1);
        low.saturating_add(i64::try_from(self.0.next_u64().checked_rem(span).unwrap_or_default()).unwrap_or_default())
    }

    /// Whether something happens that happens in so many of a hundred cases.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of a list that is not empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// So many digits, the first not zero.
    pub fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|at| {
                let digit = self.between(i64::from(at == 0), 9);
                char::from(b'0' + u8::try_from(digit).unwrap_or_default())
            })
            .collect()
    }
}
