//! A referral partner as the operator keeps it: whether it can work, and what it earns.

use chrono::{Months, NaiveDate};

use super::vocabulary::vocabulary;

/// Months for which a terminated referral partner earns its share of what its clients' cases recover. The agreement says
/// so; the operator may agree on another day.
pub const TAIL_MONTHS: u32 = 24;

vocabulary! {
    /// Whether a referral partner can work.
    pub enum PartnerStatus {
        /// Its people sign in, and its key works.
        Active = "Active",
        /// Nobody of it is signed in; its key and the links of its clients open nothing. It goes on earning.
        Suspended = "Suspended",
        /// The partnership has ended. Its people may read; it earns until its last day.
        Terminated = "Terminated",
    }
}

impl PartnerStatus {
    /// Whether a partner in this state can be suspended.
    ///
    /// # Errors
    /// It is suspended or terminated already.
    pub fn may_be_suspended(self) -> Result<(), PartnerRefusal> {
        match self {
            Self::Active => Ok(()),
            Self::Suspended => Err(PartnerRefusal::Suspended),
            Self::Terminated => Err(PartnerRefusal::Terminated),
        }
    }

    /// Whether the partnership can be ended.
    ///
    /// # Errors
    /// It has ended already.
    pub fn may_be_terminated(self) -> Result<(), PartnerRefusal> {
        if self == Self::Terminated { Err(PartnerRefusal::Terminated) } else { Ok(()) }
    }
}

/// The last day on which a partner earns that is terminated on this day.
pub fn end_of_tail(terminated_on: NaiveDate) -> NaiveDate {
    terminated_on.checked_add_months(Months::new(TAIL_MONTHS)).unwrap_or(NaiveDate::MAX)
}

/// Why a change of a referral partner is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartnerRefusal {
    /// It is suspended already.
    #[error("This referral partner is suspended already.")]
    Suspended,
    /// The partnership has ended.
    #[error("The partnership has ended already.")]
    Terminated,
    /// It is neither suspended nor terminated.
    #[error("This referral partner is active already.")]
    Active,
    /// The last day on which it earns is before today.
    #[error("The last day cannot be in the past.")]
    PastDay,
    /// The operator has not agreed to a brand of its own.
    #[error("You cannot change your brand. Ask the operator to agree to a brand of your own.")]
    NoBrand,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_ends_two_years_later_also_from_a_leap_day() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        for (from, to) in [("2026-11-30", "2028-11-30"), ("2028-02-29", "2030-02-28"), ("2026-12-31", "2028-12-31")] {
            assert_eq!(end_of_tail(day(from)), day(to));
        }
    }
}
