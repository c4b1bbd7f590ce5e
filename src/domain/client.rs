//! A client of a referral partner: its link, the steps of its onboarding, and when it may be withdrawn.

mod fact;
mod refusal;
mod states;

use super::calendar::Moment;
pub use fact::ClientFact;
pub use refusal::ClientRefusal;
pub use states::{ClientStatus, InvoicingMode, KycReview, LinkRequestStatus};

/// The steps of onboarding, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// The company's data are checked.
    Company,
    /// Colleagues and signatories are named.
    People,
    /// The director's data, if an agency requires them.
    Kyc,
    /// The powers of attorney, if agencies are known.
    PowerOfAttorney,
    /// The debt-collection agreement.
    Agreement,
    /// All steps are done.
    Done,
}

/// What a client has done and what is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Progress {
    /// The company's data are confirmed.
    pub company: bool,
    /// The people are named.
    pub people: bool,
    /// An agency requires a director's data, and none are on file.
    pub needs_kyc: bool,
    /// Number of powers of attorney that are missing or outdated.
    pub missing_powers: usize,
    /// The current debt-collection agreement is signed by all signatories.
    pub agreement: bool,
    /// An earlier version was signed. Then only the new version is left to sign; nothing else is asked again.
    pub agreement_before: bool,
}

impl Step {
    /// Every step, in order of display.
    pub const ALL: [Self; 6] =
        [Self::Company, Self::People, Self::Kyc, Self::PowerOfAttorney, Self::Agreement, Self::Done];

    /// The step with this slug.
    pub fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.slug() == slug)
    }

    /// The slug in addresses and message names.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::People => "people",
            Self::Kyc => "kyc",
            Self::PowerOfAttorney => "poa",
            Self::Agreement => "sdca",
            Self::Done => "done",
        }
    }
}

impl Progress {
    /// The steps in this client's order. A client that signed before reviews the changed agreement first, then what is
    /// new (the contract's order for a combined link).
    pub fn order(&self) -> [Step; 6] {
        if self.agreement_before {
            [Step::Company, Step::People, Step::Agreement, Step::PowerOfAttorney, Step::Kyc, Step::Done]
        } else {
            Step::ALL
        }
    }

    /// Whether a step is done.
    fn is_done(&self, step: Step) -> bool {
        match step {
            Step::Company => self.company || self.agreement_before,
            Step::People => self.people || self.agreement_before,
            Step::Kyc => !self.needs_kyc,
            Step::PowerOfAttorney => self.missing_powers == 0,
            Step::Agreement => self.agreement,
            Step::Done => false,
        }
    }

    /// The first step that is not done.
    pub fn next(&self) -> Step {
        self.order().into_iter().find(|step| !self.is_done(*step)).unwrap_or(Step::Done)
    }

    /// Whether a step comes before the next one, so that it is done.
    pub fn is_behind(&self, step: Step) -> bool {
        let next = self.next();
        self.order().into_iter().take_while(|one| *one != next).any(|one| one == step)
    }

    /// Whether a step may be opened: all steps before it are done.
    pub fn may_open(&self, step: Step) -> bool {
        step == self.next() || self.is_behind(step)
    }
}

/// The deadline of a link request: the partner's setting in days, limited to 1 to 30.
pub fn decide_until(now: Moment, days: i64) -> Moment {
    now + chrono::Duration::days(days.clamp(1, 30))
}

/// People of one client who are not removed.
pub const MAX_PEOPLE_PER_CLIENT: usize = 50;
/// Characters in the name of a division.
pub const MAX_DIVISION_NAME_CHARACTERS: u64 = 200;
/// Divisions of one client, archived ones included.
pub const MAX_DIVISIONS_PER_CLIENT: usize = 500;

/// Characters in a return address.
const MAX_RETURN_URL_CHARACTERS: usize = 2048;

/// A return address, if it is usable: an absolute http or https address of at most 2,048 printable ASCII
/// characters. Anything else is ignored, as the contract says.
pub fn return_url(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = text.chars().all(|c| c.is_ascii_graphic() && !"\"'<>\\^`{|}".contains(c));
    // A user name and password before the host are only used for phishing.
    let named = !host.is_empty() && !host.contains('@');
    (web && named && plain && text.chars().count() <= MAX_RETURN_URL_CHARACTERS).then_some(text)
}

/// Why a client cannot be withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotWithdraw {
    /// The account existed before the referral partner brought it.
    #[error("This client was here before the link and cannot be withdrawn.")]
    NotAttributed,
    /// A case has gone beyond its first states.
    #[error("A case of this client has moved on; only a client whose cases all wait for signatures can be withdrawn.")]
    CaseMovedOn,
}

/// Whether a client may be withdrawn.
///
/// # Errors
/// The reason.
pub fn may_withdraw(is_attributed: bool, cases: i64, waiting_for_signature: i64) -> Result<(), CannotWithdraw> {
    if !is_attributed {
        return Err(CannotWithdraw::NotAttributed);
    }
    if cases != waiting_for_signature {
        return Err(CannotWithdraw::CaseMovedOn);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_come_in_order_and_a_new_version_asks_for_a_signature_only() {
        let fresh = Progress::default();
        let table = [
            (fresh, Step::Company),
            (Progress { company: true, ..fresh }, Step::People),
            (Progress { company: true, people: true, ..fresh }, Step::Agreement),
            (Progress { company: true, people: true, missing_powers: 2, ..fresh }, Step::PowerOfAttorney),
            (Progress { company: true, people: true, needs_kyc: true, missing_powers: 1, ..fresh }, Step::Kyc),
            (Progress { agreement_before: true, ..fresh }, Step::Agreement),
            (Progress { agreement_before: true, agreement: true, ..fresh }, Step::Done),
            (Progress { agreement_before: true, agreement: true, missing_powers: 1, ..fresh }, Step::PowerOfAttorney),
            (Progress { agreement_before: true, missing_powers: 1, needs_kyc: true, ..fresh }, Step::Agreement),
            (Progress { agreement_before: true, agreement: true, needs_kyc: true, ..fresh }, Step::Kyc),
        ];
        for (progress, step) in table {
            assert_eq!(progress.next(), step, "{progress:?}");
            assert!(progress.may_open(step) && progress.may_open(Step::Company));
            assert!(step == Step::Done || !progress.may_open(Step::Done));
        }
    }

    #[test]
    fn only_plain_absolute_web_addresses_lead_back() {
        for good in ["https://app.ledgerly.example/back?x=1#y", "http://localhost:3000", "HTTPS://a.example/%20"] {
            assert_eq!(return_url(good), Some(good));
        }
        let long = format!("https://a.example/{}", "x".repeat(2048));
        for bad in [
            "/relative",
            "javascript:alert(1)",
            "javascript://a.example/%0aalert(1)",
            "ftp://a.example",
            "https://",
            "https:///x",
            "https://user@a.example",
            "https://a.example/\r\nSet-Cookie: x",
            "https://a.example/ x",
            "https://a.example/\"",
            "https://a.example\\@b.example",
            "",
            &long,
        ] {
            assert_eq!(return_url(bad), None, "{bad}");
        }
    }

    #[test]
    fn approval_takes_between_one_and_thirty_days() {
        let now = chrono::DateTime::UNIX_EPOCH;
        for (days, until) in [(7, 7), (0, 1), (-3, 1), (30, 30), (365, 30)] {
            assert_eq!((decide_until(now, days) - now).num_days(), until);
        }
    }

    #[test]
    fn a_client_is_withdrawn_only_before_anything_is_done_for_it() {
        assert_eq!(may_withdraw(true, 0, 0), Ok(()));
        assert_eq!(may_withdraw(true, 2, 2), Ok(()));
        assert_eq!(may_withdraw(true, 2, 1), Err(CannotWithdraw::CaseMovedOn));
        assert_eq!(may_withdraw(false, 0, 0), Err(CannotWithdraw::NotAttributed));
    }
}
