//! Limits the requests of a key, a person or a network. Each node counts in memory and shares its counts through the
//! database about once a second. If sharing fails, nobody is refused for it. Limits that must be exact (sign-ins,
//! codes) are counted by `actions::limits` instead.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{Duration, Timelike};

use crate::config::RequestLimits;
use crate::domain::calendar::Moment;
use crate::store::db::tallies;
use crate::store::{Database, StoreError};

/// Length in seconds of a segment of the sliding minute. The contracts use the same.
const SEGMENT_SECONDS: i64 = 10;
/// Segments in a minute.
const SEGMENTS_PER_MINUTE: i64 = 60 / SEGMENT_SECONDS;
/// The same as a length.
#[expect(clippy::as_conversions, reason = "a small constant; `try_from` cannot be used in one")]
const SEGMENTS: usize = SEGMENTS_PER_MINUTE as usize;
/// Callers kept in memory. Above this, callers whose day is over are removed; if that is not enough, all.
const MAX_CALLERS: usize = 20_000;
/// Each node shares a caller's counts at most this often, in milliseconds.
const SHARE_EVERY_MILLISECONDS: i64 = 1_000;

/// What a caller has left, for the headers of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// The caller's limits.
    pub limits: RequestLimits,
    /// Requests left in the window with the fewest left.
    pub remaining: u64,
    /// The name of that window.
    pub window: &'static str,
    /// Seconds until the window is reset.
    pub reset_seconds: u64,
}

/// The limit is used up: seconds until the next request is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Over(pub u64);

/// Requests in one window: counted by this node, and reported by the others.
#[derive(Clone, Copy, Default, Debug)]
struct Window {
    /// Number of the segment, hour or day since 1970.
    slot: i64,
    own: u64,
    shared: u64,
    others: u64,
}

impl Window {
    fn at(&mut self, slot: i64) -> &mut Self {
        if self.slot != slot {
            *self = Self { slot, ..Self::default() };
        }
        self
    }

    fn total(&self) -> u64 {
        self.own + self.others
    }
}

/// A limit, what is used of it, and the seconds until a part of it is free again.
#[derive(Clone, Copy, Debug)]
struct Measure {
    name: &'static str,
    most: u64,
    used: u64,
    ends_in: u64,
}

/// The row in which the nodes share a count.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tally {
    kind: &'static str,
    key: String,
    /// How long the row is kept.
    kept: Duration,
}

/// A window of this node and its shared row.
struct SharedWindow<'a> {
    tally: Tally,
    window: &'a mut Window,
}

#[derive(Clone, Debug)]
struct Caller {
    segments: [Window; SEGMENTS],
    hour: Window,
    day: Window,
    day_ends: Moment,
    shared_at: Moment,
}

impl Caller {
    fn new(now: Moment) -> Self {
        let never = now - Duration::days(1);
        let none = Window::default();
        Self {
            segments: [none; SEGMENTS],
            hour: none,
            day: none,
            day_ends: now + Duration::hours(24),
            shared_at: never,
        }
    }

    fn minute(&self, now: Moment) -> u64 {
        let current = now.timestamp() / SEGMENT_SECONDS;
        let is_inside = |window: &&Window| current - window.slot < SEGMENTS_PER_MINUTE;
        self.segments.iter().filter(is_inside).map(Window::total).sum()
    }

    /// Counts one request, or returns how long to wait.
    fn count(&mut self, limits: RequestLimits, now: Moment) -> Result<Left, Over> {
        let seconds = now.timestamp();
        let segment = seconds / SEGMENT_SECONDS;
        if now >= self.day_ends {
            self.day = Window::default();
            self.day_ends = now + Duration::hours(24);
        }
        self.hour.at(seconds / 3600);
        let to_hour = u64::from(3600 - (now.minute() * 60 + now.second()));
        let to_day = u64::try_from((self.day_ends - now).num_seconds()).unwrap_or_default().max(1);
        let to_segment = u64::try_from(SEGMENT_SECONDS - seconds.rem_euclid(SEGMENT_SECONDS)).unwrap_or(1);
        let minute = Measure { name: "minute", most: limits.minute, used: self.minute(now), ends_in: to_segment };
        let hour = Measure { name: "hour", most: limits.hour, used: self.hour.total(), ends_in: to_hour };
        let day = Measure { name: "day", most: limits.day, used: self.day.total(), ends_in: to_day };
        let measures = [minute, hour, day];
        if let Some(wait) = measures.iter().filter(|one| one.used >= one.most).map(|one| one.ends_in).max() {
            return Err(Over(wait));
        }
        let place = usize::try_from(segment.rem_euclid(SEGMENTS_PER_MINUTE)).unwrap_or_default();
        if let Some(window) = self.segments.get_mut(place) {
            window.at(segment).own += 1;
        }
        self.hour.own += 1;
        self.day.own += 1;
        let nearest = measures.iter().min_by_key(|one| one.most.saturating_sub(one.used)).unwrap_or(&minute);
        let remaining = nearest.most.saturating_sub(nearest.used + 1);
        Ok(Left { limits, remaining, window: nearest.name, reset_seconds: nearest.ends_in })
    }

    /// The current windows.
    fn windows(&mut self, subject: &str, now: Moment) -> Vec<SharedWindow<'_>> {
        let segment = now.timestamp() / SEGMENT_SECONDS;
        let hour = now.timestamp() / 3600;
        let mut all: Vec<_> = self
            .segments
            .iter_mut()
            .filter(|window| segment - window.slot < SEGMENTS_PER_MINUTE)
            .map(|window| {
                let tally = Tally {
                    kind: "api-segment",
                    key: format!("{subject} {}", window.slot),
                    kept: Duration::seconds(90),
                };
                SharedWindow { tally, window }
            })
            .collect();
        let tally = Tally { kind: "api-hour", key: format!("{subject} {hour}"), kept: Duration::hours(1) };
        all.push(SharedWindow { tally, window: self.hour.at(hour) });
        let tally = Tally { kind: "api-day", key: subject.to_owned(), kept: Duration::hours(24) };
        all.push(SharedWindow { tally, window: &mut self.day });
        all
    }
}

/// The callers of this node.
#[derive(Clone, Default)]
pub struct Throttle(Arc<Mutex<HashMap<String, Caller>>>);

impl Throttle {
    fn with<T>(&self, work: impl FnOnce(&mut HashMap<String, Caller>) -> T) -> T {
        // A panicked thread can leave wrong counts at worst, so a poisoned lock is used as it is.
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Counts one request of a caller. The flag is `true` when the caller of this function must call
    /// [`Throttle::share`] now.
    ///
    /// # Errors
    /// [`Over`] if a window is used up.
    pub fn count(&self, subject: &str, limits: RequestLimits, now: Moment) -> Result<(Left, bool), Over> {
        self.with(|callers| {
            if callers.len() >= MAX_CALLERS && !callers.contains_key(subject) {
                callers.retain(|_, caller| caller.day_ends > now && caller.minute(now) > 0);
                if callers.len() >= MAX_CALLERS {
                    callers.clear();
                }
            }
            let caller = callers.entry(subject.to_owned()).or_insert_with(|| Caller::new(now));
            let left = caller.count(limits, now)?;
            let is_due = (now - caller.shared_at).num_milliseconds() >= SHARE_EVERY_MILLISECONDS;
            if is_due {
                caller.shared_at = now;
            }
            Ok((left, is_due))
        })
    }

    /// Adds this node's counts of a caller to the shared counts, and reads those of the other nodes.
    ///
    /// # Errors
    /// If the database fails. The counts are then shared the next time.
    pub fn share(&self, database: &Database, subject: &str, now: Moment) -> Result<(), StoreError> {
        let unsent: Vec<(Tally, u64)> = self.with(|callers| {
            let Some(caller) = callers.get_mut(subject) else { return Vec::new() };
            let unsent = |window: &Window| window.own.saturating_sub(window.shared);
            caller.windows(subject, now).into_iter().map(|own| (own.tally, unsent(own.window))).collect()
        });
        let mut known = Vec::with_capacity(unsent.len());
        database.write()?.write(|db| {
            for (Tally { kind, key, kept }, by) in &unsent {
                let by = i64::try_from(*by).unwrap_or_default();
                known.push(tallies::add(db, kind, key, by, *kept, now)?);
            }
            Ok::<_, StoreError>(())
        })?;
        self.with(|callers| {
            let Some(caller) = callers.get_mut(subject) else { return };
            let day_ends = known.last().map(|tally| tally.until);
            for SharedWindow { tally, window } in caller.windows(subject, now) {
                let Some(((_, by), tally)) = unsent.iter().zip(&known).find(|((sent, _), _)| *sent == tally) else {
                    continue;
                };
                window.shared += by;
                window.others = u64::try_from(tally.count).unwrap_or_default().saturating_sub(window.shared);
            }
            caller.day_ends = day_ends.unwrap_or(caller.day_ends);
        });
        Ok(())
    }
}

impl Left {
    /// The two headers of draft-ietf-httpapi-ratelimit-headers.
    pub fn headers(&self) -> [(&'static str, String); 2] {
        let RequestLimits { minute, hour, day } = self.limits;
        [
            (
                "ratelimit-policy",
                format!("\"minute\";q={minute};w=60, \"hour\";q={hour};w=3600, \"day\";q={day};w=86400"),
            ),
            ("ratelimit", format!("\"{}\";r={};t={}", self.window, self.remaining, self.reset_seconds)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEW: RequestLimits = RequestLimits { minute: 3, hour: 5, day: 7 };

    fn at(text: &str) -> Moment {
        text.parse().expect("a moment")
    }

    #[test]
    fn the_minute_slides_in_segments() {
        let throttle = Throttle::default();
        let ask = |time: &str| throttle.count("a", FEW, at(time)).map(|(left, _)| left.remaining);
        assert_eq!(ask("2026-11-29T10:00:05Z"), Ok(2));
        assert_eq!(ask("2026-11-29T10:00:15Z"), Ok(1));
        assert_eq!(ask("2026-11-29T10:00:16Z"), Ok(0));
        assert_eq!(ask("2026-11-29T10:00:59Z"), Err(Over(1)));
        assert_eq!(ask("2026-11-29T10:01:00Z"), Ok(0), "the first segment has left the minute");
        assert_eq!(ask("2026-11-29T10:01:01Z"), Err(Over(9)));
    }

    #[test]
    fn hours_and_days_have_their_own_limits() {
        let throttle = Throttle::default();
        let ask = |time: &str| throttle.count("a", FEW, at(time)).map(|(left, _)| left.window);
        for minute in [0, 2, 4, 6, 8] {
            assert!(ask(&format!("2026-11-29T10:{minute:02}:00Z")).is_ok(), "{minute}");
        }
        assert_eq!(ask("2026-11-29T10:10:00Z"), Err(Over(3000)), "until the hour is over");
        assert!(ask("2026-11-29T11:00:00Z").is_ok());
        assert_eq!(ask("2026-11-29T11:02:00Z"), Ok("day"));
        assert_eq!(ask("2026-11-29T12:00:00Z"), Err(Over(22 * 3600)), "until a day after the first request");
        assert!(ask("2026-11-30T10:00:00Z").is_ok());
        assert!(throttle.count("b", FEW, at("2026-11-29T12:00:00Z")).is_ok(), "another caller");
    }
}
