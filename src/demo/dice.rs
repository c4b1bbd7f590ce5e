//! Repeatable random choices: the same seed gives the same ones on every machine.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// A sequence of random numbers from a seed.
pub(super) struct Dice(StdRng);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        // A different sequence from the one for ids.
        Self(StdRng::seed_from_u64(seed ^ 0x005e_ed0f_d1ce))
    }

    /// From 0 to `end`, excluding it; 0 if `end` is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX);
        usize::try_from(self.0.next_u64().checked_rem(end).unwrap_or_default()).unwrap_or_default()
    }

    /// From `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high.saturating_sub(low).saturating_add(1)).unwrap_or(1);
        low.saturating_add(i64::try_from(self.0.next_u64().checked_rem(span).unwrap_or_default()).unwrap_or_default())
    }

    /// True in `percent` of 100 cases on average.
    pub(crate) fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// An item of a list that is not empty.
    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// A number of `count` digits, the first not zero.
    pub(crate) fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|at| {
                let digit = self.between(i64::from(at == 0), 9);
                char::from(b'0' + u8::try_from(digit).unwrap_or_default())
            })
            .collect()
    }
}
