//! The state machine: who may do what in which state, and where it leads. Nothing else changes a
//! state.

use super::Lifecycle::{
    self, Active, Closed, Leads, LeadsQuoteGiven, Merged, NeedsAdditionalDetails, Paused, PendingContractSigning,
    PendingVerification, PendingVerificationInternal,
};
use super::{ClaimType, CloseCode, DisputeStatus};
use crate::domain::refusal::Refusal;

/// What of a case decides over its moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The state the case is in.
    pub lifecycle: Lifecycle,
    /// How it was closed; only when it is.
    pub close_code: Option<CloseCode>,
    /// Whether the agency has ever accepted it.
    pub started: bool,
    /// What the claim arose from; not every case says.
    pub claim_type: Option<ClaimType>,
    /// Whether it is disputed; not every case says.
    pub dispute: Option<DisputeStatus>,
    /// How many payments there are.
    pub payments: u64,
    /// What was paid, in minor units.
    pub paid: i64,
    /// What is still owed, in minor units.
    pub outstanding: i64,
}

/// What can be done to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    /// Every required agreement is signed.
    ContractsSigned,
    /// The platform hands the case to an agency.
    Assign,
    /// The agency accepts the case and starts collecting.
    Start,
    /// The agency declines the case; it closes as `CaseNeverStarted`.
    Decline,
    /// The agency asks the creditor something that it needs to go on.
    AskInformation,
    /// The agency takes its question back before it has started.
    WithdrawQuestion,
    /// The creditor answers the agency's question.
    CreditorAnswers,
    /// The agency goes on collecting after its question.
    ReturnToActive,
    /// The agency suspends the case.
    Pause,
    /// The agency goes on with a suspended case.
    Resume,
    /// The case is finished.
    Close(CloseCode),
    /// A correction of its payments brings a paid case back. The standing is that after the
    /// correction.
    Reopen,
    /// A payment by the debtor is recorded.
    RecordPayment,
    /// A payment is edited or deleted.
    CorrectPayment,
    /// A promise to pay or a payment agreement is recorded or ended.
    Arrange,
    /// The exclusive period is extended by hand.
    ExtendPeriod,
    /// Principal or added fees change.
    ChangeClaim,
    /// A document is added.
    AddDocument,
    /// A note is written.
    AddNote,
    /// A message is sent.
    SendMessage,
    /// The case is offered for quotes: custom terms, legal action, or after a decline.
    AskForQuotes,
    /// An agency quotes.
    GiveQuote,
    /// The creditor accepts a quote; it replaces the terms, and collecting begins.
    AcceptQuote,
    /// The creditor asks the agency to close a case that is being collected.
    RequestClosure,
    /// The case is folded into another one of the same parties.
    Merge,
    /// The case gets a handler.
    AssignHandler,
    /// The case gets the agency's own reference.
    SetReference,
}

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// The assigned agency.
    Partner,
    /// The client who is owed.
    Creditor,
    /// The platform that runs the portal, its staff and its clock.
    Platform,
}

/// How an agency may close a case that it only reviewed.
const REVIEWED_CODES: &[CloseCode] = &[
    CloseCode::DebtorInsolventBankrupt,
    CloseCode::DebtorUntraceable,
    CloseCode::StatuteOfLimitationsExpired,
    CloseCode::WithdrawnByClient,
    CloseCode::Other,
];

/// How an agency may close a case that it only asked about.
const UNANSWERED_CODES: &[CloseCode] = &[CloseCode::UnresponsiveClient, CloseCode::WithdrawnByClient];

/// How the platform may close a case that nobody has started.
const REJECTED_CODES: &[CloseCode] = &[
    CloseCode::CaseNeverStarted,
    CloseCode::CaseNeverStartedInternal,
    CloseCode::InvalidCaseData,
    CloseCode::WithdrawnByClient,
];

/// The states from Pending Verification on in which a case can still be worked with.
const SEEN: &[Lifecycle] =
    &[PendingVerification, NeedsAdditionalDetails, Leads, LeadsQuoteGiven, Active, Paused, Closed];

/// Every state but the read-only one.
const NOT_MERGED: &[Lifecycle] = &[
    PendingContractSigning,
    PendingVerificationInternal,
    PendingVerification,
    NeedsAdditionalDetails,
    Leads,
    LeadsQuoteGiven,
    Active,
    Paused,
    Closed,
];

impl Verb {
    /// The verb in words that follow "You can".
    pub fn words(self) -> &'static str {
        match self {
            Self::ContractsSigned => "complete the signing",
            Self::Assign => "assign the case",
            Self::Start => "accept the case",
            Self::Decline => "decline the case",
            Self::AskInformation => "ask the creditor for information",
            Self::WithdrawQuestion => "withdraw the question",
            Self::CreditorAnswers => "answer the question",
            Self::ReturnToActive => "return the case to Active",
            Self::Pause => "pause the case",
            Self::Resume => "resume the case",
            Self::Close(_) => "close the case",
            Self::Reopen => "reopen the case",
            Self::RecordPayment => "record a payment",
            Self::CorrectPayment => "correct a payment",
            Self::Arrange => "record a promise or an agreement",
            Self::ExtendPeriod => "extend the exclusive period",
            Self::ChangeClaim => "change the claim",
            Self::AddDocument => "add a document",
            Self::AddNote => "write a note",
            Self::SendMessage => "send a message",
            Self::AskForQuotes => "ask for quotes",
            Self::GiveQuote => "give a quote",
            Self::AcceptQuote => "accept a quote",
            Self::RequestClosure => "ask for the case to be closed",
            Self::Merge => "merge the case into another one",
            Self::AssignHandler => "choose a handler",
            Self::SetReference => "set your reference",
        }
    }

    /// Who may do it at all, in any state.
    fn actors(self) -> &'static [By] {
        use By::{Creditor, Partner, Platform};
        match self {
            Self::ContractsSigned | Self::Assign | Self::ExtendPeriod => &[Platform],
            Self::CreditorAnswers | Self::AcceptQuote | Self::RequestClosure => &[Creditor],
            Self::Merge | Self::Decline | Self::AskInformation | Self::WithdrawQuestion | Self::ReturnToActive => {
                &[Partner]
            }
            Self::AddDocument | Self::SendMessage | Self::Close(_) => &[Partner, Creditor, Platform],
            // The platform stands in for the agency: test cases are advanced by it, and its staff
            // corrects what an agency cannot.
            _ => &[Partner, Platform],
        }
    }

    /// The states in which this actor may do it, before any guard.
    fn states(self, by: By) -> &'static [Lifecycle] {
        match self {
            Self::ContractsSigned => &[PendingContractSigning],
            Self::Assign => &[PendingVerificationInternal],
            Self::Start | Self::Decline => &[PendingVerification],
            Self::AskInformation => &[PendingVerification, Active],
            Self::WithdrawQuestion | Self::CreditorAnswers | Self::ReturnToActive => &[NeedsAdditionalDetails],
            Self::Pause => &[Active],
            Self::Resume => &[Paused],
            Self::Close(_) => match by {
                By::Partner => &[PendingVerification, NeedsAdditionalDetails, Active, Paused],
                // Without a fee; from Active on the creditor asks the agency to close.
                By::Creditor => &[PendingVerification, Leads, LeadsQuoteGiven],
                By::Platform => &[
                    PendingContractSigning,
                    PendingVerificationInternal,
                    PendingVerification,
                    NeedsAdditionalDetails,
                    Leads,
                    LeadsQuoteGiven,
                    Active,
                    Paused,
                ],
            },
            Self::Reopen => &[Closed],
            Self::AskForQuotes => &[PendingVerification, Active],
            // Several agencies may quote.
            Self::GiveQuote => &[Leads, LeadsQuoteGiven],
            Self::AcceptQuote => &[LeadsQuoteGiven],
            Self::RequestClosure => &[Active, Paused, NeedsAdditionalDetails],
            Self::Merge => &[PendingVerification, NeedsAdditionalDetails, Active, Paused],
            Self::RecordPayment | Self::Arrange | Self::ExtendPeriod => &[Active, Paused, NeedsAdditionalDetails],
            Self::CorrectPayment => &[Active, Paused, NeedsAdditionalDetails, Closed],
            Self::ChangeClaim => &[PendingVerification, NeedsAdditionalDetails, Leads, LeadsQuoteGiven, Active, Paused],
            Self::AddDocument if by != By::Partner => NOT_MERGED,
            Self::AddDocument | Self::AddNote | Self::SendMessage | Self::AssignHandler | Self::SetReference => SEEN,
        }
    }
}

/// The state after this verb, or why it is refused. A verb that moves nothing answers with the
/// state that the case is in.
pub fn decide(now: &Standing, verb: Verb, by: By) -> Result<Lifecycle, Refusal> {
    if !verb.actors().contains(&by) {
        return Err(Refusal::NotYours { verb });
    }
    let allowed = verb.states(by);
    if verb == Verb::AddDocument && now.lifecycle == Merged {
        return Err(Refusal::MergedReadOnly);
    }
    if !allowed.contains(&now.lifecycle) {
        return Err(Refusal::WrongState { verb, now: now.lifecycle, allowed });
    }
    let asked_before_start = now.lifecycle == NeedsAdditionalDetails && !now.started;
    match verb {
        Verb::ContractsSigned => Ok(PendingVerificationInternal),
        Verb::Assign => Ok(PendingVerification),
        Verb::Start => standard_terms(now).map(|()| Active),
        Verb::Decline => Ok(Closed),
        Verb::AskInformation => Ok(NeedsAdditionalDetails),
        Verb::WithdrawQuestion if now.started => Err(Refusal::AlreadyStarted { verb }),
        Verb::WithdrawQuestion => Ok(PendingVerification),
        Verb::CreditorAnswers if asked_before_start => Ok(PendingVerification),
        Verb::ReturnToActive
        | Verb::RecordPayment
        | Verb::CorrectPayment
        | Verb::RequestClosure
        | Verb::Arrange
        | Verb::ExtendPeriod
            if asked_before_start =>
        {
            Err(Refusal::NotStarted { verb })
        }
        Verb::ReturnToActive | Verb::Resume | Verb::AcceptQuote => Ok(Active),
        // A creditor's wish to close suspends the case until the agency has decided over it.
        Verb::Pause | Verb::RequestClosure => Ok(Paused),
        Verb::AskForQuotes => Ok(Leads),
        Verb::GiveQuote => Ok(LeadsQuoteGiven),
        Verb::Merge => Ok(Merged),
        Verb::Close(code) => close(now, code, by).map(|()| Closed),
        Verb::Reopen => reopen(now).map(|()| Active),
        Verb::CreditorAnswers
        | Verb::RecordPayment
        | Verb::CorrectPayment
        | Verb::Arrange
        | Verb::ExtendPeriod
        | Verb::ChangeClaim
        | Verb::AddDocument
        | Verb::AddNote
        | Verb::SendMessage
        | Verb::AssignHandler
        | Verb::SetReference => Ok(now.lifecycle),
    }
}

/// Whether this verb would be allowed now; for buttons.
pub fn may(now: &Standing, verb: &Verb, by: By) -> bool {
    decide(now, *verb, by).is_ok()
}

/// The codes with which this actor could close the case now; for the list to choose from.
pub fn close_codes(now: &Standing, by: By) -> Vec<CloseCode> {
    CloseCode::ALL.iter().copied().filter(|code| may(now, &Verb::Close(*code), by)).collect()
}

/// Standard terms cover unpaid invoices and loans that nobody disputes; the rest is negotiated. A
/// case that does not say is taken as standard.
fn standard_terms(now: &Standing) -> Result<(), Refusal> {
    match (now.claim_type, now.dispute) {
        (Some(claim), _) if !claim.is_standard() => {
            Err(Refusal::NeedsCustomTerms { reason: format!("its claim type is {}", claim.label()) })
        }
        (_, Some(DisputeStatus::Disputed)) => {
            Err(Refusal::NeedsCustomTerms { reason: "the claim is disputed".to_owned() })
        }
        _ => Ok(()),
    }
}

fn close(now: &Standing, code: CloseCode, by: By) -> Result<(), Refusal> {
    if by != By::Platform && !code.settable_by_partner() {
        return Err(Refusal::CodeNotYours { code });
    }
    let collected =
        matches!(now.lifecycle, Active | Paused) || (now.lifecycle == NeedsAdditionalDetails && now.started);
    let allowed = match (by, now.lifecycle) {
        (By::Creditor, _) => &[CloseCode::WithdrawnByClient],
        _ if collected => CloseCode::SETTABLE,
        (By::Platform, Leads) => &[CloseCode::NoQuotesReceived, CloseCode::WithdrawnByClient],
        (By::Platform, LeadsQuoteGiven) => &[CloseCode::QuotesExpiredNotAccepted, CloseCode::WithdrawnByClient],
        (By::Platform, _) => REJECTED_CODES,
        (By::Partner, NeedsAdditionalDetails) => UNANSWERED_CODES,
        (By::Partner, _) => REVIEWED_CODES,
    };
    if !allowed.contains(&code) {
        return Err(Refusal::CodeNotNow { code, now: now.lifecycle, allowed });
    }
    match code {
        CloseCode::Paid | CloseCode::PartiallyPaid if now.payments == 0 => Err(Refusal::NothingPaid { code }),
        CloseCode::Paid if now.outstanding > 0 => Err(Refusal::NotSettled { outstanding: now.outstanding }),
        CloseCode::PartiallyPaid if now.outstanding <= 0 => Err(Refusal::NothingOutstanding),
        _ => Ok(()),
    }
}

fn reopen(now: &Standing) -> Result<(), Refusal> {
    match now.close_code {
        Some(CloseCode::Paid) if now.outstanding > 0 => Ok(()),
        Some(CloseCode::Paid) => Err(Refusal::StillNothingOutstanding),
        _ => Err(Refusal::NotPaidClosed),
    }
}
