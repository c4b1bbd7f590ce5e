//! Links in mails to creditors: how long they work, and how often a new one may be requested.

use super::calendar::Moment;
use super::limit::{DAY, Limit};

/// Days for which a link to a case works.
pub const LINK_DAYS: i64 = 90;
/// Days for which the link of a finished onboarding shows the signed documents.
pub const DONE_DAYS: i64 = 90;
/// Days for which a renewed link works.
pub const NEW_LINK_DAYS: i64 = 7;

/// New links requested through one old link, per day.
pub const RENEWALS_PER_LINK: Limit = Limit::new("new links by link", 3, DAY);
/// New links requested for one case, or for one client's documents, per day.
pub const RENEWALS_PER_CASE: Limit = Limit::new("new links to case", 5, DAY);
/// New links requested from one network address, per day.
pub const RENEWALS_PER_ADDRESS: Limit = Limit::new("new links from address", 20, DAY);
/// Files uploaded through one link, per day.
pub const FILES_PER_LINK: Limit = Limit::new("files by link", 50, DAY);
/// Files uploaded through all links of one case, per day.
pub const FILES_PER_CASE: Limit = Limit::new("files to case", 100, DAY);
/// Bytes uploaded through one link, per day: 250 MB.
pub const BYTES_PER_LINK: Limit = Limit::new("bytes by link", 250_000_000, DAY);
/// Bytes uploaded through all links of one case, per day: 500 MB.
pub const BYTES_PER_CASE: Limit = Limit::new("bytes to case", 500_000_000, DAY);

/// What a link to a case still allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStatus {
    /// Read and answer.
    Open,
    /// Read only: the case is closed.
    ReadOnly,
    /// Nothing: the link has expired.
    Ended,
    /// Nothing: the agency revoked the link.
    Revoked,
}

impl LinkStatus {
    /// The state of a link, by its age and its case.
    pub fn of(made: Moment, is_revoked: bool, is_closed: bool, now: Moment) -> Self {
        match (is_revoked, is_closed) {
            (true, _) => Self::Revoked,
            _ if now >= ends(made) => Self::Ended,
            (_, true) => Self::ReadOnly,
            _ => Self::Open,
        }
    }

    /// Whether the link shows the case.
    pub fn shows(self) -> bool {
        matches!(self, Self::Open | Self::ReadOnly)
    }
}

/// When a link expires.
pub fn ends(made: Moment) -> Moment {
    made + chrono::Duration::days(LINK_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Duration};

    #[test]
    fn a_link_works_ninety_days_unless_it_is_revoked() {
        let made = DateTime::UNIX_EPOCH;
        let at = |days| made + Duration::days(days);
        assert_eq!(LinkStatus::of(made, false, false, at(89)), LinkStatus::Open);
        assert_eq!(LinkStatus::of(made, false, true, at(89)), LinkStatus::ReadOnly);
        assert_eq!(LinkStatus::of(made, false, true, at(90)), LinkStatus::Ended);
        assert_eq!(LinkStatus::of(made, true, false, at(0)), LinkStatus::Revoked);
    }
}
