//! Six-digit codes sent by mail. A plain hash of so few digits could be guessed at once, so the hash depends on the
//! instance's secrets. Tries and pauses are counted for the account that the codes protect and for the network address,
//! over all purposes of codes.

use subtle::ConstantTimeEq;

use super::{Context, Outcome};
use crate::domain::calendar::Moment;
use crate::domain::code::{
    CODES_ASKED_FROM_ADDRESS, CODES_SENT_TO_ACCOUNT, CODES_WITHOUT_PAUSE, CodeProblem, MAX_WRONG_TRIES_PER_CODE,
    SentCode, WRONG_CODES_FOR_ACCOUNT, WRONG_CODES_FROM_ADDRESS, WRONG_CODES_IN_A_ROW, pause_after,
};
use crate::domain::limit::Limit;
use crate::domain::network::counted_as;
use crate::store::agreements::evidence::Subject;
use crate::store::db::tallies::{self, Tally};
use crate::store::{self, Db, Tx};

/// The stored hash of a code: it depends on purpose, recipient and secret.
pub(super) fn hash_of(ctx: &Context, purpose: &str, whose: &str, code: &str) -> String {
    store::secret_hash(&ctx.secrets.token(purpose, &format!("{whose}\n{code}")))
}

/// Whether the typed text, spaces ignored, is the code with this hash.
pub(super) fn is_right(ctx: &Context, purpose: &str, whose: &str, typed: &str, known: Option<&str>) -> bool {
    let typed: String = typed.chars().filter(|character| !character.is_whitespace()).collect();
    let is_known =
        |token: String| known.is_some_and(|known| known.as_bytes().ct_eq(store::secret_hash(&token).as_bytes()).into());
    // A code stays valid when the secret is replaced.
    ctx.secrets.tokens(purpose, &format!("{whose}\n{typed}")).any(is_known)
}

/// The account and network address for which codes are counted.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    /// The account that the codes protect.
    account: String,
    /// The network address; if empty, it is not known and not counted.
    address: String,
}

/// The result of checking a code.
pub(super) enum Tried {
    /// The code is right.
    Right,
    /// The code is wrong, or is not accepted any more.
    Refused {
        problem: CodeProblem,
        /// Set if this wrong code used the code up: the number of wrong codes of the day.
        used_up: Option<i64>,
        /// Set if this wrong code closed the account's codes for the day.
        is_closing: bool,
    },
}

impl Guard {
    pub(super) fn new(subject: Subject, address: &str) -> Self {
        let account = match subject {
            Subject::Client(id) => format!("client:{id}"),
            Subject::Agency(id) => format!("agency:{id}"),
        };
        let address = if address.is_empty() { String::new() } else { counted_as(address) };
        Self { account, address }
    }

    fn subject_of(&self, limit: Limit) -> &str {
        if limit == WRONG_CODES_FROM_ADDRESS || limit == CODES_ASKED_FROM_ADDRESS {
            &self.address
        } else {
            &self.account
        }
    }

    fn tally(&self, db: &mut Db, limit: Limit, now: Moment) -> Outcome<Option<Tally>> {
        let subject = self.subject_of(limit);
        if subject.is_empty() { Ok(None) } else { Ok(tallies::tally(db, limit.name, subject, now)?) }
    }

    fn add(&self, db: &mut Tx<'_>, limit: Limit, by: i64, now: Moment) -> Outcome<i64> {
        let subject = self.subject_of(limit);
        if subject.is_empty() {
            return Ok(0);
        }
        Ok(tallies::add(db, limit.name, subject, by, limit.span(), now)?.count)
    }

    /// Locks the account's counts, so that two requests at once are counted as two tries.
    fn hold(&self, db: &mut Tx<'_>, now: Moment) -> Outcome<()> {
        self.add(db, WRONG_CODES_FOR_ACCOUNT, 0, now).map(|_| ())
    }

    /// Seconds until the account's codes are open again after too many wrong ones; 0 if they are open.
    fn closed_for(&self, db: &mut Db, now: Moment) -> Outcome<i64> {
        let mut closed = 0;
        for limit in [WRONG_CODES_FOR_ACCOUNT, WRONG_CODES_FROM_ADDRESS] {
            if let Some(tally) = self.tally(db, limit, now)?.filter(|tally| tally.count >= limit.most) {
                closed = closed.max((tally.until - now).num_seconds().max(1));
            }
        }
        Ok(closed)
    }

    /// Seconds until another code may be sent.
    pub(super) fn pause(&self, db: &mut Db, now: Moment) -> Outcome<i64> {
        let mut pause = self.closed_for(db, now)?;
        if let Some(sent) = self.tally(db, CODES_SENT_TO_ACCOUNT, now)? {
            pause = pause.max(pause_after(sent.count, sent.last, now));
        }
        if let Some(asked) = self.tally(db, CODES_ASKED_FROM_ADDRESS, now)? {
            pause = pause.max(pause_after(asked.count - CODES_WITHOUT_PAUSE, asked.last, now));
            if asked.count >= CODES_ASKED_FROM_ADDRESS.most {
                pause = pause.max((asked.until - now).num_seconds());
            }
        }
        Ok(pause)
    }

    /// Counts a code that is about to be sent; if it is too early, returns the seconds to wait instead.
    pub(super) fn send(&self, db: &mut Tx<'_>, now: Moment) -> Outcome<i64> {
        self.hold(db, now)?;
        let pause = self.pause(db, now)?;
        if pause > 0 {
            return Ok(pause);
        }
        self.add(db, CODES_SENT_TO_ACCOUNT, 1, now)?;
        self.add(db, CODES_ASKED_FROM_ADDRESS, 1, now)?;
        // Remaining tries are not renewed by a new code; only a used-up code gives five new tries.
        if self.tally(db, WRONG_CODES_IN_A_ROW, now)?.is_some_and(|tally| tally.count >= MAX_WRONG_TRIES_PER_CODE) {
            tallies::clear(db, WRONG_CODES_IN_A_ROW.name, &self.account)?;
        }
        Ok(0)
    }

    /// Wrong codes for the account of the day.
    pub(super) fn wrong(&self, db: &mut Db, now: Moment) -> Outcome<i64> {
        Ok(self.tally(db, WRONG_CODES_FOR_ACCOUNT, now)?.map_or(0, |tally| tally.count))
    }

    fn known(&self, db: &mut Db, until: Option<chrono::NaiveDateTime>, now: Moment) -> Outcome<SentCode> {
        Ok(SentCode {
            until: until.map(|at| at.and_utc()),
            tries: self.tally(db, WRONG_CODES_IN_A_ROW, now)?.map_or(0, |tally| tally.count),
            pause: self.pause(db, now)?,
            is_closed: self.closed_for(db, now)? > 0,
        })
    }

    /// Checks a code and counts a wrong one.
    pub(super) fn try_code(
        &self,
        db: &mut Tx<'_>,
        until: Option<chrono::NaiveDateTime>,
        is_right: bool,
        now: Moment,
    ) -> Outcome<Tried> {
        self.hold(db, now)?;
        let (mut used_up, mut is_closing) = (None, false);
        let problem = match self.known(db, until, now)?.judge(is_right, now) {
            Ok(()) => return Ok(Tried::Right),
            Err(CodeProblem::Wrong { left }) => {
                self.add(db, WRONG_CODES_IN_A_ROW, 1, now)?;
                let wrong = self.add(db, WRONG_CODES_FOR_ACCOUNT, 1, now)?;
                self.add(db, WRONG_CODES_FROM_ADDRESS, 1, now)?;
                is_closing = wrong == WRONG_CODES_FOR_ACCOUNT.most;
                used_up = (left == 0 || is_closing).then_some(wrong);
                match used_up {
                    Some(_) => CodeProblem::Exhausted { pause: self.pause(db, now)? },
                    None => CodeProblem::Wrong { left },
                }
            }
            Err(other) => other,
        };
        Ok(Tried::Refused { problem, used_up, is_closing })
    }

    /// Checks a code again, without counting.
    pub(super) fn judge(
        &self,
        db: &mut Db,
        until: Option<chrono::NaiveDateTime>,
        is_right: bool,
        now: Moment,
    ) -> Outcome<Result<(), CodeProblem>> {
        Ok(self.known(db, until, now)?.judge(is_right, now))
    }

    /// Records that a right code was used: the next one may be sent at once. Wrong codes of the day still count.
    pub(super) fn accept(&self, db: &mut Tx<'_>, now: Moment) -> Outcome<()> {
        // Lock first, as every change of this account's counts does.
        self.hold(db, now)?;
        tallies::clear(db, WRONG_CODES_IN_A_ROW.name, &self.account)?;
        Ok(tallies::clear(db, CODES_SENT_TO_ACCOUNT.name, &self.account)?)
    }
}
