//! The state machine: who may do what in which state, and the state that follows. Only this file changes states.

use super::Lifecycle::{
    self, Active, Closed, Leads, LeadsQuoteGiven, Merged, NeedsAdditionalDetails, Paused, PendingContractSigning,
    PendingVerification, PendingVerificationInternal,
};
use super::{ClaimType, CloseCode, DisputeStatus};
use crate::domain::case::CaseRefusal;

/// What the state machine needs to know of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseSnapshot {
    /// The present state.
    pub lifecycle: Lifecycle,
    /// The close code, if the case is closed.
    pub close_code: Option<CloseCode>,
    /// Whether the agency has ever accepted the case.
    pub started: bool,
    /// What the claim arose from, if known.
    pub claim_type: Option<ClaimType>,
    /// Whether the claim is disputed, if known.
    pub dispute: Option<DisputeStatus>,
    /// Number of payments.
    pub payments: u64,
    /// Total paid, in minor units.
    pub paid: i64,
    /// Outstanding, in minor units.
    pub outstanding: i64,
}

/// The actions on a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    /// The last required agreement is signed.
    ContractsSigned,
    /// The operator assigns the case to an agency.
    Assign,
    /// The agency accepts the case and starts collecting.
    Start,
    /// The agency declines the case; it is closed as `CaseNeverStarted`.
    Decline,
    /// The agency declines the case, and the client lets the operator give it to another one.
    PassOn,
    /// The operator gives the case to another agency.
    Reassign,
    /// The agency asks the creditor a question and waits for the answer.
    AskInformation,
    /// The operator rejects the case while it verifies it; it is closed as `InvalidCaseData`.
    Reject,
    /// The operator asks the client a question while it verifies the case.
    AskClient,
    /// The agency withdraws a question that it asked before it accepted the case.
    WithdrawQuestion,
    /// The creditor answers the agency's or the operator's question.
    CreditorAnswers,
    /// The agency continues an accepted case after a question.
    ReturnToActive,
    /// The agency pauses the case.
    Pause,
    /// The agency resumes a paused case.
    Resume,
    /// The case is closed.
    Close(CloseCode),
    /// A correction of its payments reopens a case that was closed as paid. `CaseSnapshot` holds the totals after the
    /// correction.
    Reopen,
    /// A payment by the debtor is recorded.
    RecordPayment,
    /// A payment is edited or deleted.
    CorrectPayment,
    /// A promise to pay or a payment agreement is recorded or ended.
    Arrange,
    /// The operator extends the exclusive period by hand.
    ExtendPeriod,
    /// Principal or added fees are changed.
    ChangeClaim,
    /// A document is added.
    AddDocument,
    /// A note is written.
    AddNote,
    /// A message is sent.
    SendMessage,
    /// Agencies are asked for quotes: custom terms, legal action, or after a decline.
    AskForQuotes,
    /// An agency quotes.
    GiveQuote,
    /// The creditor accepts a quote: its terms replace the earlier ones, and the case is Active.
    AcceptQuote,
    /// The creditor asks the agency to close an Active case.
    RequestClosure,
    /// The case is merged into another case of the same parties.
    Merge,
    /// A colleague of the agency is assigned to the case.
    AssignHandler,
    /// The agency's own reference is set.
    SetReference,
}

/// The party that acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// The assigned agency.
    Agency,
    /// The client.
    Creditor,
    /// The operator: its staff and the worker.
    Operator,
}

/// The codes with which an agency may close a case that it has not accepted.
const REVIEWED_CODES: &[CloseCode] = &[
    CloseCode::DebtorInsolventBankrupt,
    CloseCode::DebtorUntraceable,
    CloseCode::StatuteOfLimitationsExpired,
    CloseCode::WithdrawnByClient,
    CloseCode::Other,
];

/// The codes with which an agency may close a case while its question is unanswered.
const UNANSWERED_CODES: &[CloseCode] = &[CloseCode::UnresponsiveClient, CloseCode::WithdrawnByClient];

/// The codes with which the operator may close a case that was never accepted.
const REJECTED_CODES: &[CloseCode] = &[
    CloseCode::CaseNeverStarted,
    CloseCode::CaseNeverStartedInternal,
    CloseCode::InvalidCaseData,
    CloseCode::WithdrawnByClient,
];

/// The states from Pending Verification on in which a case can still be worked on.
const SEEN: &[Lifecycle] =
    &[PendingVerification, NeedsAdditionalDetails, Leads, LeadsQuoteGiven, Active, Paused, Closed];

/// Every state except Merged.
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
    /// The verb as it follows "You can".
    pub fn words(self) -> &'static str {
        match self {
            Self::ContractsSigned => "complete the signing",
            Self::Assign => "assign the case",
            Self::Start => "accept the case",
            Self::Decline => "decline the case",
            Self::PassOn => "decline the case",
            Self::Reassign => "give the case to another agency",
            Self::AskInformation => "ask the creditor for information",
            Self::Reject => "reject the case",
            Self::AskClient => "ask the client a question",
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
        use By::{Agency, Creditor, Operator};
        match self {
            Self::ContractsSigned
            | Self::Assign
            | Self::Reassign
            | Self::Reject
            | Self::AskClient
            | Self::ExtendPeriod => &[Operator],
            Self::CreditorAnswers | Self::AcceptQuote | Self::RequestClosure => &[Creditor],
            Self::Merge
            | Self::Decline
            | Self::PassOn
            | Self::AskInformation
            | Self::WithdrawQuestion
            | Self::ReturnToActive => &[Agency],
            Self::AddDocument | Self::SendMessage | Self::Close(_) => &[Agency, Creditor, Operator],
            // The operator acts for the agency on test cases, and corrects what an agency cannot.
            _ => &[Agency, Operator],
        }
    }

    /// The states in which this actor may do it, before any further condition.
    fn states(self, by: By) -> &'static [Lifecycle] {
        match self {
            Self::ContractsSigned => &[PendingContractSigning],
            Self::Assign | Self::Reject | Self::AskClient => &[PendingVerificationInternal],
            Self::Start | Self::Decline | Self::PassOn => &[PendingVerification],
            Self::AskInformation => &[PendingVerification, Active],
            Self::CreditorAnswers => &[NeedsAdditionalDetails, PendingVerificationInternal],
            Self::WithdrawQuestion | Self::ReturnToActive => &[NeedsAdditionalDetails],
            Self::Pause => &[Active],
            Self::Resume => &[Paused],
            Self::Close(_) => match by {
                By::Agency => &[PendingVerification, NeedsAdditionalDetails, Active, Paused],
                // Free of charge. From Active on, the creditor asks the agency to close instead.
                By::Creditor => &[PendingVerification, Leads, LeadsQuoteGiven],
                By::Operator => &[
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
            Self::Merge | Self::Reassign => &[PendingVerification, NeedsAdditionalDetails, Active, Paused],
            Self::RecordPayment | Self::Arrange | Self::ExtendPeriod => &[Active, Paused, NeedsAdditionalDetails],
            Self::CorrectPayment => &[Active, Paused, NeedsAdditionalDetails, Closed],
            Self::ChangeClaim => &[PendingVerification, NeedsAdditionalDetails, Leads, LeadsQuoteGiven, Active, Paused],
            Self::AddDocument if by != By::Agency => NOT_MERGED,
            Self::AddDocument | Self::AddNote | Self::SendMessage | Self::AssignHandler | Self::SetReference => SEEN,
        }
    }
}

/// The state after this verb, or the refusal. A verb that does not change the state returns the present one.
pub fn decide(now: &CaseSnapshot, verb: Verb, by: By) -> Result<Lifecycle, CaseRefusal> {
    if !verb.actors().contains(&by) {
        return Err(CaseRefusal::NotYours { verb });
    }
    let allowed = verb.states(by);
    if verb == Verb::AddDocument && now.lifecycle == Merged {
        return Err(CaseRefusal::MergedReadOnly);
    }
    if !allowed.contains(&now.lifecycle) {
        return Err(CaseRefusal::WrongState { verb, now: now.lifecycle, allowed });
    }
    let asked_before_start = now.lifecycle == NeedsAdditionalDetails && !now.started;
    match verb {
        Verb::ContractsSigned | Verb::PassOn => Ok(PendingVerificationInternal),
        Verb::Assign | Verb::Reassign => Ok(PendingVerification),
        Verb::Start => standard_terms(now).map(|()| Active),
        Verb::Decline | Verb::Reject => Ok(Closed),
        Verb::AskInformation => Ok(NeedsAdditionalDetails),
        Verb::WithdrawQuestion if now.started => Err(CaseRefusal::AlreadyStarted { verb }),
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
            Err(CaseRefusal::NotStarted { verb })
        }
        Verb::ReturnToActive | Verb::Resume | Verb::AcceptQuote => Ok(Active),
        // A creditor's request to close pauses the case until the agency has decided.
        Verb::Pause | Verb::RequestClosure => Ok(Paused),
        Verb::AskForQuotes => Ok(Leads),
        Verb::GiveQuote => Ok(LeadsQuoteGiven),
        Verb::Merge => Ok(Merged),
        Verb::Close(code) => close(now, code, by).map(|()| Closed),
        Verb::Reopen => reopen(now).map(|()| Active),
        Verb::CreditorAnswers
        | Verb::AskClient
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

/// Whether this verb is allowed now; decides which buttons are shown.
pub fn may(now: &CaseSnapshot, verb: &Verb, by: By) -> bool {
    decide(now, *verb, by).is_ok()
}

/// The close codes that this actor may use now, for the list of a form.
pub fn close_codes(now: &CaseSnapshot, by: By) -> Vec<CloseCode> {
    CloseCode::ALL.iter().copied().filter(|code| may(now, &Verb::Close(*code), by)).collect()
}

/// Refuses claims outside the standard terms: these cover undisputed unpaid invoices and loans, the rest needs a quote.
/// A case without this information counts as standard.
fn standard_terms(now: &CaseSnapshot) -> Result<(), CaseRefusal> {
    match (now.claim_type, now.dispute) {
        (Some(claim), _) if !claim.is_standard() => {
            Err(CaseRefusal::NeedsCustomTerms { reason: format!("its claim type is {}", claim.label()) })
        }
        (_, Some(DisputeStatus::Disputed)) => {
            Err(CaseRefusal::NeedsCustomTerms { reason: "the claim is disputed".to_owned() })
        }
        _ => Ok(()),
    }
}

fn close(now: &CaseSnapshot, code: CloseCode, by: By) -> Result<(), CaseRefusal> {
    if by != By::Operator && !code.settable_by_partner() {
        return Err(CaseRefusal::CodeNotYours { code });
    }
    let collected =
        matches!(now.lifecycle, Active | Paused) || (now.lifecycle == NeedsAdditionalDetails && now.started);
    let allowed = match (by, now.lifecycle) {
        (By::Creditor, _) => &[CloseCode::WithdrawnByClient],
        _ if collected => CloseCode::SETTABLE,
        (By::Operator, Leads) => &[CloseCode::NoQuotesReceived, CloseCode::WithdrawnByClient],
        (By::Operator, LeadsQuoteGiven) => &[CloseCode::QuotesExpiredNotAccepted, CloseCode::WithdrawnByClient],
        (By::Operator, _) => REJECTED_CODES,
        (By::Agency, NeedsAdditionalDetails) => UNANSWERED_CODES,
        (By::Agency, _) => REVIEWED_CODES,
    };
    if !allowed.contains(&code) {
        return Err(CaseRefusal::CodeNotNow { code, now: now.lifecycle, allowed });
    }
    match code {
        CloseCode::Paid | CloseCode::PartiallyPaid if now.payments == 0 => Err(CaseRefusal::NothingPaid { code }),
        CloseCode::Paid if now.outstanding > 0 => Err(CaseRefusal::NotSettled { outstanding: now.outstanding }),
        CloseCode::PartiallyPaid if now.outstanding <= 0 => Err(CaseRefusal::NothingOutstanding),
        _ => Ok(()),
    }
}

fn reopen(now: &CaseSnapshot) -> Result<(), CaseRefusal> {
    match now.close_code {
        Some(CloseCode::Paid) if now.outstanding > 0 => Ok(()),
        Some(CloseCode::Paid) => Err(CaseRefusal::StillNothingOutstanding),
        _ => Err(CaseRefusal::NotPaidClosed),
    }
}
