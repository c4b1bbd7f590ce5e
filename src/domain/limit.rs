//! Limits of how often something may be done. Every limit is one constant, here or beside its noun.

use chrono::Duration;

/// At most `most` actions per period, counted for each subject (an address, a person, a link).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limit {
    /// Its name in the database.
    pub name: &'static str,
    /// The most actions in one period.
    pub most: i64,
    /// The length of a period, in seconds. It starts with the first action counted.
    pub span_seconds: i64,
}

impl Limit {
    /// A limit of `most` in each `span_seconds`.
    pub const fn new(name: &'static str, most: i64, span_seconds: i64) -> Self {
        Self { name, most, span_seconds }
    }

    /// The length of a period.
    pub fn span(self) -> Duration {
        Duration::seconds(self.span_seconds)
    }
}

/// Seconds in a minute; for limits.
pub const MINUTE: i64 = 60;
/// Seconds in an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Seconds in a day.
pub const DAY: i64 = 24 * HOUR;

/// Files checked on `/verify`, for each network.
pub const VERIFIED_FILES: Limit = Limit::new("verified-files", 300, HOUR);
