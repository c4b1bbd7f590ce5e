//! The automatic checks of a submitted case before an agency sees it, each with a result and a reason for staff.

mod refusal;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use super::case::{ClaimType, DebtorKind, DisputeStatus};
use super::ids::Reference;
use super::money::Money;
use super::search::fold;
use super::state::COUNTRY_WITH_STATES;
use super::vocabulary::vocabulary;
pub use refusal::VerificationRefusal;

/// Principals below this have no standard rate, in US cents.
pub const LEAST_PRINCIPAL_USD_MINOR: i64 = 10_000;
/// From this principal on, a file or a description is needed, in US cents.
const SOME_EVIDENCE_FROM_USD_MINOR: i64 = 200_000;
/// Above this principal, a file is needed, in US cents.
const FILE_ABOVE_USD_MINOR: i64 = 1_000_000;
/// Above this principal staff look at the amount, in US cents.
const UNUSUAL_ABOVE_USD_MINOR: i64 = 500_000_000;
/// Claims older than this, by due date, may be time-barred.
const UNUSUAL_AFTER_YEARS: u32 = 5;

/// Words that point to business that is not accepted: gambling, cryptocurrency, multi-level marketing, adult
/// entertainment.
const PROHIBITED_WORDS: [&str; 15] = [
    "casino",
    "gambling",
    "betting",
    "sportsbook",
    "lottery",
    "poker",
    "crypto",
    "cryptocurrency",
    "bitcoin",
    "multi-level marketing",
    "multilevel marketing",
    "mlm",
    "porn",
    "escort",
    "adult entertainment",
];

vocabulary! {
    /// The automatic checks, in order of display.
    pub enum Check {
        /// What an agency needs to begin is there.
        Completeness = "Complete",
        /// Dates, amounts and parties make sense.
        Plausibility = "Plausible",
        /// The documents that the amount calls for are there.
        Documents = "Documents",
        /// The claim is within the standard terms, and an agency covers it.
        Eligibility = "Eligible",
        /// The claim is not from prohibited business.
        ProhibitedBusiness = "Accepted business",
        /// It was not submitted before.
        Duplicates = "Not a duplicate",
    }
}

vocabulary! {
    /// The result of a check.
    pub enum Verdict {
        /// Nothing was found.
        Passed = "Passed",
        /// Somebody has to look.
        Unsure = "Look",
        /// Something is missing or wrong.
        Failed = "Failed",
    }
}

vocabulary! {
    /// What a question to the client is about; the contract calls it the resolution area.
    pub enum ResolutionArea {
        /// Files or a description of the claim.
        Documentation = "Documents",
        /// Amounts, dates, the type of the claim.
        ClaimDetails = "Claim",
        /// Name, address and contacts of the debtor.
        DebtorDetails = "Debtor",
        /// Agreements that are not signed.
        Signature = "Signature",
        /// Anything else.
        Other = "Other",
    }
}

/// A check with its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The check.
    pub check: Check,
    /// Its result.
    pub verdict: Verdict,
    /// What was found, in one or more sentences; empty if it passed.
    pub reason: String,
}

/// A case, as far as the checks ask.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields speak the field's own terms")]
pub struct Examined<'a> {
    pub creditor_name: &'a str,
    pub debtor_name: &'a str,
    pub debtor_kind: DebtorKind,
    pub debtor_country: &'a str,
    pub debtor_state: Option<&'a str>,
    pub debtor_address: Option<&'a str>,
    pub debtor_city: Option<&'a str>,
    /// Whether there is an e-mail address or a telephone number.
    pub debtor_reachable: bool,
    pub principal: Money,
    /// The principal in US cents; `None` without an exchange rate.
    pub principal_usd_minor: Option<i64>,
    pub claim_type: Option<ClaimType>,
    pub dispute: Option<DisputeStatus>,
    pub claim_date: NaiveDate,
    pub due_date: NaiveDate,
    /// The day of submission.
    pub submitted: NaiveDate,
    /// What was delivered.
    pub description: Option<&'a str>,
    pub comments: Option<&'a str>,
    /// Number of files.
    pub files: i64,
    /// Whether an agency was chosen.
    pub has_agency: bool,
    /// Cases that look like this one.
    pub alike: &'a [Reference],
}

/// All checks, in order of display.
pub fn examine(case: &Examined<'_>) -> Vec<Finding> {
    let found = [
        (Check::Completeness, completeness(case)),
        (Check::Plausibility, plausibility(case)),
        (Check::Documents, documents(case)),
        (Check::Eligibility, eligibility(case)),
        (Check::ProhibitedBusiness, prohibited(case)),
        (Check::Duplicates, duplicates(case)),
    ];
    found.into_iter().map(|(check, notes)| notes.finding(check)).collect()
}

/// Whether a case can go on without anybody looking at it.
pub fn is_clear(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.verdict == Verdict::Passed)
}

/// What a check has found.
#[derive(Default)]
struct Notes {
    failed: Vec<String>,
    unsure: Vec<String>,
}

impl Notes {
    fn fail(&mut self, when: bool, text: impl Into<String>) {
        if when {
            self.failed.push(text.into());
        }
    }

    fn doubt(&mut self, when: bool, text: impl Into<String>) {
        if when {
            self.unsure.push(text.into());
        }
    }

    fn finding(self, check: Check) -> Finding {
        let verdict = match (self.failed.is_empty(), self.unsure.is_empty()) {
            (false, _) => Verdict::Failed,
            (true, false) => Verdict::Unsure,
            (true, true) => Verdict::Passed,
        };
        Finding { check, verdict, reason: [self.failed, self.unsure].concat().join(" ") }
    }
}

fn completeness(case: &Examined<'_>) -> Notes {
    let mut notes = Notes::default();
    notes.fail(case.debtor_address.is_none(), "The debtor’s street is missing.");
    notes.fail(case.debtor_city.is_none(), "The debtor’s city is missing.");
    notes.fail(
        case.debtor_country == COUNTRY_WITH_STATES && case.debtor_state.is_none(),
        "The debtor’s state is missing.",
    );
    notes.doubt(!case.debtor_reachable, "The debtor has neither an e-mail address nor a telephone number.");
    notes
}

fn plausibility(case: &Examined<'_>) -> Notes {
    let mut notes = Notes::default();
    notes.fail(case.claim_date > case.submitted, "The invoice date lies in the future.");
    notes.fail(case.due_date < case.claim_date, "The due date is before the invoice date.");
    notes.fail(case.due_date >= case.submitted, "The claim was not overdue when it was submitted.");
    let old = case.due_date.checked_add_months(chrono::Months::new(UNUSUAL_AFTER_YEARS * 12));
    notes.doubt(
        old.is_some_and(|day| day <= case.submitted),
        format!("The claim is more than {UNUSUAL_AFTER_YEARS} years old and may be time-barred."),
    );
    notes.doubt(
        case.principal_usd_minor.is_some_and(|minor| minor > UNUSUAL_ABOVE_USD_MINOR),
        "The amount is unusually high.",
    );
    notes.fail(fold(case.debtor_name) == fold(case.creditor_name), "Client and debtor have the same name.");
    notes
}

fn documents(case: &Examined<'_>) -> Notes {
    let mut notes = Notes::default();
    let (file, description) = (case.files > 0, case.description.is_some());
    let is_complex = case.debtor_kind == DebtorKind::Private
        || case.claim_type.is_some_and(|kind| !kind.is_standard())
        || case.dispute == Some(DisputeStatus::Disputed);
    if is_complex {
        notes.fail(!file, "A file is needed: the debtor is a private person, or the claim is not standard.");
        notes.fail(!description, "A description is needed for the same reason.");
        return notes;
    }
    match case.principal_usd_minor {
        Some(minor) if minor > FILE_ABOVE_USD_MINOR => {
            notes.fail(!file, "A file is needed above 10,000 USD.");
        }
        Some(minor) if minor >= SOME_EVIDENCE_FROM_USD_MINOR => {
            notes.fail(!file && !description, "A file or a description is needed from 2,000 USD on.");
        }
        Some(_) => {}
        None => notes.doubt(true, "No exchange rate is known, so it is not known which documents are needed."),
    }
    notes
}

fn eligibility(case: &Examined<'_>) -> Notes {
    let mut notes = Notes::default();
    for reason in outside_standard_terms(case.claim_type, case.dispute, case.principal_usd_minor) {
        notes.fail(true, reason);
    }
    notes.doubt(case.principal_usd_minor.is_none(), "No exchange rate is known for this currency.");
    notes.fail(!case.has_agency, "No agency covers such claims.");
    notes
}

/// Why a claim is outside the standard terms; empty if it is within.
pub fn outside_standard_terms(
    claim_type: Option<ClaimType>,
    dispute: Option<DisputeStatus>,
    principal_usd_minor: Option<i64>,
) -> Vec<String> {
    let claim = claim_type.filter(|kind| !kind.is_standard());
    let claim = claim.map(|kind| format!("The claim type is {}, which needs a quote.", kind.label()));
    let disputed = dispute == Some(DisputeStatus::Disputed);
    let disputed = disputed.then(|| "The claim is disputed, which needs a quote.".to_owned());
    let small = principal_usd_minor.is_some_and(|minor| minor < LEAST_PRINCIPAL_USD_MINOR);
    let small = small.then(|| "The principal is below 100 USD.".to_owned());
    [claim, disputed, small].into_iter().flatten().collect()
}

fn prohibited(case: &Examined<'_>) -> Notes {
    let mut notes = Notes::default();
    let texts = [Some(case.creditor_name), case.description, case.comments];
    let text = fold(&texts.into_iter().flatten().collect::<Vec<_>>().join(" "));
    let padded: String = text.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { ' ' }).collect();
    let padded = format!(" {padded} ");
    let found: Vec<&str> =
        PROHIBITED_WORDS.iter().copied().filter(|word| padded.contains(&format!(" {word} "))).collect();
    notes.doubt(!found.is_empty(), format!("The text mentions: {}.", found.join(", ")));
    notes
}

fn duplicates(case: &Examined<'_>) -> Notes {
    let mut notes = Notes::default();
    let alike: Vec<&str> = case.alike.iter().map(Reference::as_str).collect();
    notes.doubt(!alike.is_empty(), format!("Looks like {}.", alike.join(", ")));
    notes
}
