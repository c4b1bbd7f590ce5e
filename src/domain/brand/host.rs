//! The host name of a brand's pages: which names may be claimed, how a claim is proved, and when it is looked up.

use chrono::Duration;

use crate::domain::calendar::Moment;
use crate::domain::vocabulary::vocabulary;

vocabulary! {
    /// The state of a claim to a host name.
    pub enum HostState {
        /// Not proved yet, so not served.
        Waiting = "Waiting for proof",
        /// Proved or approved, so served.
        Proved = "In use",
        /// Refused by the operator, so not served.
        Refused = "Refused",
    }
}

/// Days after which a proved name whose record is missing is no longer served.
pub const MAX_FAILING_DAYS: i64 = 7;
/// Minutes between two look-ups of a new claim.
const NEW_CLAIM_MINUTES: i64 = 5;
/// Hours between two look-ups of a claim older than two days, and of a proved name whose record is missing.
const OLD_CLAIM_HOURS: i64 = 6;

/// The name of the TXT record that proves a claim.
pub fn record_name(host: &str) -> String {
    format!("_partner-portal.{host}")
}

/// The text of that TXT record.
pub fn record_text(token: &str) -> String {
    format!("partner-portal={token}")
}

/// Whether a brand may claim a host name. The portal's own name, its parent domains and its subdomains are refused.
pub fn may_be_claimed(host: &str, own: &str) -> bool {
    let lies_in = |inner: &str, outer: &str| inner == outer || inner.ends_with(&format!(".{outer}"));
    own.is_empty() || !(lies_in(own, host) || lies_in(host, own))
}

/// The moment of the next look-up, given that one was made now.
pub fn next_look(state: HostState, asked: Moment, is_failing: bool, now: Moment) -> Option<Moment> {
    let pause = match state {
        HostState::Refused => return None,
        HostState::Waiting if now - asked < Duration::days(2) => Duration::minutes(NEW_CLAIM_MINUTES),
        HostState::Proved if !is_failing => Duration::days(1),
        _ => Duration::hours(OLD_CLAIM_HOURS),
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
