//! Codes of six digits that prove an address. Tries and pauses belong to the account that the codes protect, whatever
//! they were asked for: another language, another code or another request starts nothing anew.

use super::calendar::Moment;
use super::limit::{DAY, Limit};

/// Digits of a code.
pub const CODE_DIGITS: usize = 6;
/// How long a code works.
pub const CODE_MINUTES: i64 = 10;
/// Wrong codes after which a new code must be sent.
pub const CODE_TRIES: i64 = 5;
/// How long a right code opens what it was asked for.
pub const PROOF_MINUTES: i64 = 60;

/// Wrong codes since a code was last used up or accepted, for an account.
pub const TRIES: Limit = Limit::new("code tries", CODE_TRIES, DAY);
/// Codes sent since the last right one, for an account. Only the pause depends on it, so it has no end of its own.
pub const SENT: Limit = Limit::new("codes sent", i64::MAX, DAY);
/// Wrong codes for an account in a day; after these no code is sent or accepted until the day is over.
pub const WRONG_FOR_ACCOUNT: Limit = Limit::new("wrong codes for account", 20, DAY);
/// Wrong codes from one network address in a day. Several colleagues may share an address.
pub const WRONG_FROM_ADDRESS: Limit = Limit::new("wrong codes from address", 40, DAY);
/// Codes asked for from one network address in a day, for whichever account.
pub const SENT_TO_ADDRESS: Limit = Limit::new("codes asked from address", 100, DAY);
/// Codes that one network address may ask for in a day before pauses grow for it, too.
pub const SENT_WITHOUT_PAUSE: i64 = 20;

/// Seconds between the first code and the second.
const CODE_PAUSE: i64 = 60;
/// Seconds between two codes at the most.
const LONGEST_PAUSE: i64 = 3600;

/// Seconds until another code may be sent, when so many were sent and the last one then: a minute, and twice as long
/// after each further one.
pub fn pause_after(sent: i64, last: Moment, now: Moment) -> i64 {
    if sent < 1 {
        return 0;
    }
    let pause = (CODE_PAUSE << (sent - 1).clamp(0, 6)).min(LONGEST_PAUSE);
    (pause - (now - last).num_seconds()).clamp(0, pause)
}

/// What is known when a code is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct SentCode {
    /// Until when the code works; `None` when none was sent, or it was used.
    pub until: Option<Moment>,
    /// How many wrong codes were typed for the account since a code was last used up or accepted.
    pub tries: i64,
    /// Seconds until another code may be sent.
    pub pause: i64,
    /// Whether no code is accepted for the rest of the day.
    pub is_closed: bool,
}

/// Why a code is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeProblem {
    /// None was sent, or it was used.
    #[error("no code is open")]
    NoneSent,
    /// It is too old.
    #[error("the code has expired")]
    Expired,
    /// Too many wrong ones were typed.
    #[error("too many wrong codes")]
    Exhausted {
        /// Seconds until a new one may be asked for.
        pause: i64,
    },
    /// It is another one.
    #[error("the code is wrong")]
    Wrong {
        /// Tries that are left.
        left: i64,
    },
}

impl CodeProblem {
    /// The message that says it, with what fills it after a bar.
    pub fn message(self) -> String {
        match self {
            Self::NoneSent => "code-used".to_owned(),
            Self::Expired => "code-expired".to_owned(),
            Self::Exhausted { pause } => format!("code-locked|minutes={}", minutes(pause)),
            Self::Wrong { left } => format!("code-wrong|tries={left}"),
        }
    }
}

/// Whole minutes to wait, at least one.
pub fn minutes(seconds: i64) -> i64 {
    seconds.max(1).saturating_add(59) / 60
}

impl SentCode {
    /// Whether a typed code counts, given whether it is the right one. A right code that is too late or comes after
    /// too many wrong ones does not.
    ///
    /// # Errors
    /// Why not.
    pub fn judge(&self, is_right: bool, now: Moment) -> Result<(), CodeProblem> {
        if self.is_closed {
            return Err(CodeProblem::Exhausted { pause: self.pause });
        }
        let until = self.until.ok_or(CodeProblem::NoneSent)?;
        if self.tries >= CODE_TRIES {
            return Err(CodeProblem::Exhausted { pause: self.pause });
        }
        if now > until {
            return Err(CodeProblem::Expired);
        }
        if is_right {
            return Ok(());
        }
        Err(CodeProblem::Wrong { left: CODE_TRIES - self.tries - 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Duration};

    #[test]
    fn a_code_works_ten_minutes_and_five_tries() {
        let sent = DateTime::UNIX_EPOCH;
        let until = Some(sent + Duration::minutes(CODE_MINUTES));
        let code = |tries| SentCode { until, tries, pause: 7, is_closed: false };
        let at = |minutes| sent + Duration::minutes(minutes);
        assert_eq!(code(0).judge(true, at(10)), Ok(()));
        assert_eq!(code(4).judge(true, at(1)), Ok(()));
        assert_eq!(code(0).judge(true, at(11)), Err(CodeProblem::Expired));
        assert_eq!(code(5).judge(true, at(1)), Err(CodeProblem::Exhausted { pause: 7 }));
        assert_eq!(code(0).judge(false, at(1)), Err(CodeProblem::Wrong { left: 4 }));
        assert_eq!(code(4).judge(false, at(1)), Err(CodeProblem::Wrong { left: 0 }));
        assert_eq!(SentCode::default().judge(true, at(1)), Err(CodeProblem::NoneSent));
        let closed = SentCode { is_closed: true, ..code(0) };
        assert_eq!(closed.judge(true, at(1)), Err(CodeProblem::Exhausted { pause: 7 }));
    }

    #[test]
    fn the_pause_between_two_codes_grows() {
        let sent = DateTime::UNIX_EPOCH;
        let after = |codes, seconds| pause_after(codes, sent, sent + Duration::seconds(seconds));
        assert_eq!((after(1, 15), after(1, 300), after(0, 0)), (45, 0, 0));
        for (codes, seconds) in [(1, 60), (2, 120), (3, 240), (7, 3600), (1_000, 3600)] {
            assert_eq!(after(codes, 0), seconds, "after {codes} codes");
        }
        assert_eq!((minutes(0), minutes(60), minutes(61), minutes(86_400)), (1, 1, 2, 1440));
    }
}
