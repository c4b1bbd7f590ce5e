//! The four parts of a claim, and which of them a payment settles.

/// The parts of a claim, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Buckets {
    /// What was owed before anything was added.
    pub principal: i64,
    /// Interest.
    pub interest: i64,
    /// Reminder fees.
    pub reminder: i64,
    /// Collection fees.
    pub collection: i64,
}

impl Buckets {
    /// Everything together.
    pub fn total(self) -> i64 {
        self.list().into_iter().fold(0, i64::saturating_add)
    }

    /// What was added to the principal.
    pub fn fees(self) -> i64 {
        self.interest.saturating_add(self.reminder).saturating_add(self.collection)
    }

    /// Bucket by bucket together.
    pub fn plus(self, other: Self) -> Self {
        self.each(other, i64::saturating_add)
    }

    /// What is left bucket by bucket, never below nothing.
    pub fn less(self, other: Self) -> Self {
        self.each(other, |mine, theirs| mine.saturating_sub(theirs).max(0))
    }

    /// What is open of a claim of these parts when so much of it was allocated and paid. What was
    /// paid beyond a part (a fee that was lowered later, an overpayment) counts towards the rest,
    /// the principal first, so that the parts always come to the claim less what was paid.
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

    /// Shares `amount` out to the buckets that are furthest behind their own share of `paid`, when
    /// `allocated` has gone to them before. No bucket gets more than is left in it.
    ///
    /// As if each cent in turn went to the bucket then furthest behind; found by searching for the
    /// level down to which every bucket is served, because a payment may have milliards of cents.
    pub(super) fn behind(self, allocated: Self, paid: i64, amount: i64) -> Self {
        let total = i128::from(self.total());
        let room = self.less(allocated).list();
        let amount = amount.min(self.less(allocated).total());
        if amount <= 0 {
            return Self::default();
        }
        let (owed, allocated) = (self.list(), allocated.list());
        // How far each is behind, in parts of a cent: `total` parts make one.
        let behind: [i128; 4] =
            std::array::from_fn(|at| i128::from(owed[at]) * i128::from(paid) - i128::from(allocated[at]) * total);
        let served = |level: i128| -> [i64; 4] {
            std::array::from_fn(|at| {
                let cents = (behind[at] - level).max(0).div_euclid(total);
                i64::try_from(cents).map_or(room[at], |cents| cents.min(room[at]))
            })
        };
        let sum = |cents: [i64; 4]| cents.into_iter().fold(0, i64::saturating_add);

        // At the upper level nobody is served, at the lower everybody to the brim.
        let mut upper = behind.into_iter().fold(i128::MIN, i128::max);
        let mut lower = behind.into_iter().fold(i128::MAX, i128::min) - total * i128::from(amount + 1);
        while upper - lower > 1 {
            let middle = lower + (upper - lower) / 2;
            if sum(served(middle)) <= amount { upper = middle } else { lower = middle }
        }
        let mut given = served(upper);
        // Buckets level with each other: at most one cent more for each.
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
