//! How often something may be done in a span of time. Every limit is one constant, here or beside its noun.

use chrono::Duration;

/// A limit: at most so many in a span, counted for each subject (an address, a person, a link).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limit {
    /// Its name in the database.
    pub name: &'static str,
    /// At most so many in one span.
    pub most: i64,
    /// The length of a span, in seconds. It begins with the first one counted.
    pub span_seconds: i64,
}

impl Limit {
    /// A limit of `most` in each `span_seconds`.
    pub const fn new(name: &'static str, most: i64, span_seconds: i64) -> Self {
        Self { name, most, span_seconds }
    }

    /// The length of a span.
    pub fn span(self) -> Duration {
        Duration::seconds(self.span_seconds)
    }
}

/// Seconds in a minute, an hour and a day, for limits.
pub const MINUTE: i64 = 60;
/// See [`MINUTE`].
pub const HOUR: i64 = 60 * MINUTE;
/// See [`MINUTE`].
pub const DAY: i64 = 24 * HOUR;

/// Files that are checked on `/verify`, for each network they come from.
pub const VERIFIED_FILES: Limit = Limit::new("verified-files", 300, HOUR);
