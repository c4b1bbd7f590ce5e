//! The host name that a brand wants for its pages: what may be claimed, how it is proved, and when that is looked up.

use chrono::Duration;

use crate::domain::calendar::Moment;
use crate::domain::vocabulary::vocabulary;

vocabulary! {
    /// How far a claim to a host name is.
    pub enum HostState {
        /// Nothing proves it yet; it is not served.
        Waiting = "Waiting for proof",
        /// It is served.
        Proved = "In use",
        /// The operator refused it; it is not served.
        Refused = "Refused",
    }
}

/// Days for which a proved name may be without its record before it is no longer served.
pub const FAILING_DAYS: i64 = 7;
/// Minutes between two look-ups of a new claim.
const SOON_MINUTES: i64 = 5;
/// Hours between two look-ups of a claim that has waited for two days, and of a proved name that fails.
const LATER_HOURS: i64 = 6;

/// The name of the TXT record that proves a host name.
pub fn record_name(host: &str) -> String {
    format!("_partner-portal.{host}")
}

/// The text of that record.
pub fn record_text(token: &str) -> String {
    format!("partner-portal={token}")
}

/// Whether a brand may claim a host name. The portal's own name, the domains it lies in and all names below it may not.
pub fn may_be_claimed(host: &str, own: &str) -> bool {
    let lies_in = |inner: &str, outer: &str| inner == outer || inner.ends_with(&format!(".{outer}"));
    own.is_empty() || !(lies_in(own, host) || lies_in(host, own))
}

/// When a claim is looked up again, after it was looked up now.
pub fn next_look(state: HostState, asked: Moment, is_failing: bool, now: Moment) -> Option<Moment> {
    let pause = match state {
        HostState::Refused => return None,
        HostState::Waiting if now - asked < Duration::days(2) => Duration::minutes(SOON_MINUTES),
        HostState::Proved if !is_failing => Duration::days(1),
        _ => Duration::hours(LATER_HOURS),
    };
    Some(now + pause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    #[test]
    fn the_portals_own_names_are_nobodys() {
        let own = "portal.example.com";
        for reserved in ["portal.example.com", "example.com", "com", "x.portal.example.com", "a.b.portal.example.com"] {
            assert!(!may_be_claimed(reserved, own), "{reserved}");
        }
        for free in ["pay.example.com", "myportal.example.com", "portal.example.com.evil.example", "example.org"] {
            assert!(may_be_claimed(free, own), "{free}");
        }
    }

    #[test]
    fn new_claims_are_looked_up_often_and_proved_ones_daily() {
        let asked = DateTime::UNIX_EPOCH;
        let minutes = |state, days, is_failing| {
            let now = asked + Duration::days(days);
            next_look(state, asked, is_failing, now).map(|at| (at - now).num_minutes())
        };
        assert_eq!(minutes(HostState::Waiting, 0, false), Some(5));
        assert_eq!(minutes(HostState::Waiting, 3, false), Some(360));
        assert_eq!(minutes(HostState::Proved, 3, false), Some(1440));
        assert_eq!(minutes(HostState::Proved, 3, true), Some(360));
        assert_eq!(minutes(HostState::Refused, 3, false), None);
    }
}
