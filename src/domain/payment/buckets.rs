//! The four buckets of a claim, and which of them a payment settles.

/// A claim by bucket, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Buckets {
    /// The principal, before anything was added.
    pub principal: i64,
    /// Interest.
    pub interest: i64,
    /// Reminder fees.
    pub reminder: i64,
    /// Collection fees.
    pub collection: i64,
}

impl Buckets {
    /// The sum of all buckets.
    pub fn total(self) -> i64 {
        self.list().into_iter().fold(0, i64::saturating_add)
    }

    /// Everything except the principal.
    pub fn fees(self) -> i64 {
        self.interest.saturating_add(self.reminder).saturating_add(self.collection)
    }

    /// The sum, bucket by bucket.
    pub fn plus(self, other: Self) -> Self {
        self.each(other, i64::saturating_add)
    }

    /// The difference, bucket by bucket, never below zero.
    pub fn less(self, other: Self) -> Self {
        self.each(other, |mine, theirs| mine.saturating_sub(theirs).max(0))
    }

    /// The open part of this claim after `paid` was paid, of which `allocated` went to the buckets. What was paid
    /// beyond a bucket (a fee that was lowered later, an overpayment) is set off against the others, the principal
    /// first, so that the open buckets always add up to the claim less what was paid.
    pub fn open_after(self, allocated: Self, paid: i64) -> Self {
        let mut left = self.less(allocated);
        let mut excess = left.total() - self.total().saturating_sub(paid).max(0);
        for part in [&mut left.principal, &mut left.interest, &mut left.reminder, &mut left.collection] {
            let taken = excess.clamp(0, *part);
            *part -= taken;
            excess -= taken;
        }
        left
    }

    /// Allocates `amount` to the buckets that are furthest behind their proportion of `paid`, after `allocated`. No
    /// bucket gets more than is open in it.
    ///
    /// The result is the same as giving each cent in turn to the bucket furthest behind. It is found by bisection of
    /// the level down to which all buckets are served, because a payment may have billions of cents.
    #[expect(clippy::indexing_slicing, reason = "all arrays have one entry for each of the four buckets")]
    pub(super) fn behind(self, allocated: Self, paid: i64, amount: i64) -> Self {
        let total = i128::from(self.total());
        let room = self.less(allocated).list();
        let amount = amount.min(self.less(allocated).total());
        if amount <= 0 {
            return Self::default();
        }
        let (owed, allocated) = (self.list(), allocated.list());
        // How far each is behind, in fractions of a cent: `total` of them are one cent.
        let behind: [i128; 4] =
            std::array::from_fn(|at| i128::from(owed[at]) * i128::from(paid) - i128::from(allocated[at]) * total);
        let served = |level: i128| -> [i64; 4] {
            std::array::from_fn(|at| {
                let cents = (behind[at] - level).max(0).div_euclid(total);
                i64::try_from(cents).map_or(room[at], |cents| cents.min(room[at]))
            })
        };
        let sum = |cents: [i64; 4]| cents.into_iter().fold(0, i64::saturating_add);

        // At the upper level no bucket gets anything; at the lower level each is filled.
        let mut upper = behind.into_iter().fold(i128::MIN, i128::max);
        let mut lower = behind.into_iter().fold(i128::MAX, i128::min) - total * i128::from(amount + 1);
        while upper - lower > 1 {
            let middle = lower + (upper - lower) / 2;
            if sum(served(middle)) <= amount { upper = middle } else { lower = middle }
        }
        let mut given = served(upper);
        // Buckets at the same level: at most one more cent for each.
        for _ in 0..amount - sum(given) {
            let left = |at: usize| behind[at] - i128::from(given[at]) * total;
            let next = (0..4).filter(|at| given[*at] < room[*at]).max_by_key(|at| (left(*at), std::cmp::Reverse(*at)));
            match next {
                Some(at) => given[at] += 1,
                None => break,
            }
        }
        let [principal, interest, reminder, collection] = given;
        Self { principal, interest, reminder, collection }
    }

    fn list(self) -> [i64; 4] {
        [self.principal, self.interest, self.reminder, self.collection]
    }

    fn each(self, other: Self, f: impl Fn(i64, i64) -> i64) -> Self {
        Self {
            principal: f(self.principal, other.principal),
            interest: f(self.interest, other.interest),
            reminder: f(self.reminder, other.reminder),
            collection: f(self.collection, other.collection),
        }
    }
}
