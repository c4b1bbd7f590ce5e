//! Six-digit codes that prove an e-mail address. Tries and pauses are counted for the account that the codes protect.
//! Another language, code or request does not reset them.

use super::calendar::Moment;
use super::limit::{DAY, Limit};

/// Digits of a code.
pub const CODE_DIGITS: usize = 6;
/// Minutes for which a code works.
pub const CODE_MINUTES: i64 = 10;
/// Wrong codes after which a new code must be requested.
pub const MAX_WRONG_TRIES_PER_CODE: i64 = 5;
/// Minutes for which an accepted code gives access.
pub const PROOF_MINUTES: i64 = 60;

/// Wrong codes for an account since a code was last used up or accepted.
pub const WRONG_CODES_IN_A_ROW: Limit = Limit::new("code tries", MAX_WRONG_TRIES_PER_CODE, DAY);
/// Codes sent for an account since the last accepted one. Sets the pause only, so it has no maximum.
pub const CODES_SENT_TO_ACCOUNT: Limit = Limit::new("codes sent", i64::MAX, DAY);
/// Wrong codes for an account in a day. Then no code is sent or accepted until the day is over.
pub const WRONG_CODES_FOR_ACCOUNT: Limit = Limit::new("wrong codes for account", 20, DAY);
/// Wrong codes from one network address in a day. Colleagues may share an address.
pub const WRONG_CODES_FROM_ADDRESS: Limit = Limit::new("wrong codes from address", 40, DAY);
/// Codes requested from one network address in a day, for all accounts together.
pub const CODES_ASKED_FROM_ADDRESS: Limit = Limit::new("codes asked from address", 100, DAY);
/// Codes that one network address may request in a day before the pauses for it grow.
pub const CODES_WITHOUT_PAUSE: i64 = 20;

/// Seconds between the first code and the second.
const FIRST_PAUSE_SECONDS: i64 = 60;
/// The longest pause between two codes, in seconds.
const MAX_PAUSE_SECONDS: i64 = 3600;

/// A code as it was typed, without what people put between its digits: `870-297` and `870 297` are `870297`. What is no
/// code of digits stays as it is.
pub fn typed(text: &str) -> String {
    let bare: String = text.chars().filter(|one| !one.is_whitespace() && !matches!(one, '-' | '–' | '.')).collect();
    let is_digits = !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits { bare } else { text.to_owned() }
}

/// Seconds until another code may be sent, by the number of codes sent: one minute, doubled after each code.
pub fn pause_after(sent: i64, last: Moment, now: Moment) -> i64 {
    if sent < 1 {
        return 0;
    }
    let pause = (FIRST_PAUSE_SECONDS << (sent - 1).clamp(0, 6)).min(MAX_PAUSE_SECONDS);
    (pause - (now - last).num_seconds()).clamp(0, pause)
}

/// What is known when a code is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct SentCode {
    /// When the code expires; `None` if none was sent, or it was used.
    pub until: Option<Moment>,
    /// Wrong codes for the account since a code was last used up or accepted.
    pub tries: i64,
    /// Seconds until another code may be sent.
    pub pause: i64,
    /// Whether no code is accepted for the rest of the day.
    pub is_closed: bool,
}

/// Why a code is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeProblem {
    /// No code was sent, or it was used.
    #[error("no code is open")]
    NoneSent,
    /// The code has expired.
    #[error("the code has expired")]
    Expired,
    /// Too many wrong codes were entered.
    #[error("too many wrong codes")]
    Exhausted {
        /// Seconds until a new code may be requested.
        pause: i64,
    },
    /// The code is wrong.
    #[error("the code is wrong")]
    Wrong {
        /// Tries left.
        left: i64,
    },
}

impl CodeProblem {
    /// The message name, with its values after a bar.
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
    /// Whether an entered code is accepted. `is_right` says whether it is the right code; a right code is still refused
    /// when it has expired or too many wrong ones were entered.
    ///
    /// # Errors
    /// The reason.
    pub fn judge(&self, is_right: bool, now: Moment) -> Result<(), CodeProblem> {
        if self.is_closed {
            return Err(CodeProblem::Exhausted { pause: self.pause });
        }
        let until = self.until.ok_or(CodeProblem::NoneSent)?;
        if self.tries >= MAX_WRONG_TRIES_PER_CODE {
            return Err(CodeProblem::Exhausted { pause: self.pause });
        }
        if now > until {
            return Err(CodeProblem::Expired);
        }
        if is_right {
            return Ok(());
        }
        Err(CodeProblem::Wrong { left: MAX_WRONG_TRIES_PER_CODE - self.tries - 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Duration};

    #[test]
    fn what_people_put_between_digits_is_left_out() {
        for text in ["870297", "870-297", "870 297", " 870–297 ", "8 7 0 . 2 9 7"] {
            assert_eq!(typed(text), "870297", "{text}");
        }
        for text in ["", "-", "87a-297", "K7Q2-M9XP"] {
            assert_eq!(typed(text), text);
        }
    }

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
