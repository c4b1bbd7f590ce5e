//! What happened to a case, in the past tense. One fact is one timeline entry, one audit row and the events for other
//! systems.

mod arranged;
mod reported;
mod told;

pub use arranged::PlanFact;
pub use reported::{CommissionFact, UpdateFact};
use told::OUTSTANDING_NOW;
pub use told::text_for_client;

use super::calendar::Moment;
use super::case::{CloseCode, DeclineCategory, Lifecycle};
use super::money::{Money, Rate};
use super::payment::{CommissionStatus, Recipient};

/// What happened to a case.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the facts have docstrings; their fields speak for themselves")]
pub enum Fact {
    /// The case was submitted.
    CaseSubmitted { through: String, principal: Money },
    /// The last contract that the case waited for is signed.
    ContractsSigned,
    /// The operator asked the client a question while it verified the case.
    ClientAsked { area: &'static str, question: String },
    /// The operator checked the case and assigned it to an agency.
    CaseAssigned { agency: String },
    /// The agency declined it, and the operator looks for another one.
    CasePassedOn { category: DeclineCategory, reason: String },
    /// The agency no longer collects: the operator gives the case to another one.
    EngagementEnded { agency: String, reason: String },
    /// The operator gave it to another agency.
    CaseReassigned { agency: String },
    /// The agency accepted it.
    CaseStarted { exclusive_until: Moment },
    /// The agency declined it.
    CaseDeclined { category: DeclineCategory, reason: String },
    /// The agency asked the creditor a question.
    InformationAsked { question: String },
    /// The agency withdrew its question.
    QuestionWithdrawn,
    /// The creditor answered.
    QuestionAnswered { answer: String },
    /// Collection continues after a question.
    CaseReturned,
    /// Collection was paused.
    CasePaused { reason: String },
    /// Collection was resumed after a pause.
    CaseResumed,
    /// The case was closed.
    CaseClosed { code: CloseCode, comment: Option<String>, from: Lifecycle },
    /// A correction left a balance on a paid case.
    CaseReopened,
    /// A colleague was assigned to the case, or nobody.
    HandlerAssigned { handler: Option<String> },
    /// The agency's own reference changed.
    ReferenceChanged { from: Option<String>, to: Option<String> },
    /// A note was written, perhaps for an earlier day.
    NoteWritten { text: String, event_date: Option<Moment> },
    /// A call was made.
    CallLogged { with: String, outcome: String, text: String, event_date: Option<Moment> },
    /// A message was sent to the other side.
    MessageSent { from_creditor: bool, text: String },
    /// The operator informed both sides.
    OperatorSaid { text: String },
    /// A document was added.
    DocumentAdded { name: String, kind: Option<String> },
    /// A document was removed by the side that had added it.
    DocumentDeleted { name: String },
    /// The links in mails to the creditor were revoked.
    LinksRevoked { links: usize },
    /// The debtor paid.
    PaymentRecorded {
        amount: Money,
        recipient: Recipient,
        commission: CommissionStatus,
        creditor: Money,
        agency: Money,
        operator: Money,
        over: Money,
        outstanding: Money,
    },
    /// A payment was corrected; `what` describes the changes.
    PaymentCorrected { before: Money, after: Money, what: String, outstanding: Money },
    /// A payment was deleted.
    PaymentDeleted { amount: Money, outstanding: Money },
    /// Principal or fees were changed. Pairs are before and after.
    ClaimChanged { principal: (Money, Money), fees: (Money, Money), rate: Option<(Rate, Rate)> },
    /// The exclusive period was extended; by hand with a reason.
    PeriodExtended { reason: String, until: Moment },
    /// A promise to pay or a payment agreement.
    Plan(PlanFact),
    /// A commission that the creditor owes.
    Commission(CommissionFact),
    /// A monthly update.
    Update(UpdateFact),
}

/// A fact in words, for the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactText {
    /// The kind, as stored and as in the contract's `type`.
    pub kind: &'static str,
    /// A short title.
    pub title: String,
    /// The full text; may be empty.
    pub description: String,
    /// When it happened, if that differs from when it was recorded.
    pub event_date: Option<Moment>,
}

impl Fact {
    /// The fact's name.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::CaseSubmitted { .. } => "CaseSubmitted",
            Self::ContractsSigned => "ContractsSigned",
            Self::ClientAsked { .. } => "ClientAsked",
            Self::CaseAssigned { .. } => "CaseAssigned",
            Self::CasePassedOn { .. } => "CasePassedOn",
            Self::EngagementEnded { .. } => "EngagementEnded",
            Self::CaseReassigned { .. } => "CaseReassigned",
            Self::CaseStarted { .. } => "CaseStarted",
            Self::CaseDeclined { .. } => "CaseDeclined",
            Self::InformationAsked { .. } => "InformationAsked",
            Self::QuestionWithdrawn => "QuestionWithdrawn",
            Self::QuestionAnswered { .. } => "QuestionAnswered",
            Self::CaseReturned => "CaseReturned",
            Self::CasePaused { .. } => "CasePaused",
            Self::CaseResumed => "CaseResumed",
            Self::CaseClosed { .. } => "CaseClosed",
            Self::CaseReopened => "CaseReopened",
            Self::HandlerAssigned { .. } => "HandlerAssigned",
            Self::ReferenceChanged { .. } => "ReferenceChanged",
            Self::NoteWritten { .. } => "Note",
            Self::CallLogged { .. } => "Call",
            Self::MessageSent { .. } | Self::OperatorSaid { .. } => "Message",
            Self::DocumentAdded { .. } => "DocumentAdded",
            Self::DocumentDeleted { .. } => "DocumentDeleted",
            Self::LinksRevoked { .. } => "LinksRevoked",
            Self::PaymentRecorded { .. } => "PaymentRecorded",
            Self::PaymentCorrected { .. } => "PaymentCorrected",
            Self::PaymentDeleted { .. } => "PaymentDeleted",
            Self::ClaimChanged { .. } => "ClaimChanged",
            Self::PeriodExtended { .. } => "PeriodExtended",
            Self::Plan(fact) => fact.kind(),
            Self::Commission(fact) => fact.kind(),
            Self::Update(fact) => fact.kind(),
        }
    }

    /// The fact in words, in English.
    pub fn text(&self) -> FactText {
        let day = |moment: &Moment| moment.format("%-d %B %Y").to_string();
        let (title, description, event_date) = match self {
            Self::CaseSubmitted { through, principal } => {
                (format!("Case submitted through {through}"), format!("Principal {principal}."), None)
            }
            Self::ContractsSigned => {
                ("Contracts signed".to_owned(), "The operator verifies the case next.".to_owned(), None)
            }
            Self::ClientAsked { area, question } => {
                (format!("Question to the client ({})", area.to_lowercase()), question.clone(), None)
            }
            Self::CaseAssigned { agency } => {
                (format!("Assigned to {agency}"), "Waiting to be accepted.".to_owned(), None)
            }
            Self::CasePassedOn { category, reason } => (
                format!("Case declined: {category}"),
                format!("{reason}\nThe operator looks for another agency."),
                None,
            ),
            Self::EngagementEnded { agency, reason } => (format!("{agency} no longer collects"), reason.clone(), None),
            Self::CaseReassigned { agency } => (
                format!("Given to {agency}"),
                "Another agency collects from now on, once it has accepted.".to_owned(),
                None,
            ),
            Self::CaseStarted { exclusive_until } => (
                "Case accepted".to_owned(),
                format!("Collection has begun. Exclusive until {}.", day(exclusive_until)),
                None,
            ),
            Self::CaseDeclined { category, reason } => (format!("Case declined: {category}"), reason.clone(), None),
            Self::InformationAsked { question } => ("Information asked for".to_owned(), question.clone(), None),
            Self::QuestionWithdrawn => {
                ("Question withdrawn".to_owned(), "The answer is no longer needed.".to_owned(), None)
            }
            Self::QuestionAnswered { answer } => ("The creditor answered".to_owned(), answer.clone(), None),
            Self::CaseReturned => ("Collection goes on".to_owned(), "The case is Active again.".to_owned(), None),
            Self::CasePaused { reason } => ("Case paused".to_owned(), reason.clone(), None),
            Self::CaseResumed => ("Case resumed".to_owned(), "The case is Active again.".to_owned(), None),
            Self::CaseClosed { code, comment, .. } => {
                (format!("Case closed: {code}"), comment.clone().unwrap_or_else(|| code.description().to_owned()), None)
            }
            Self::CaseReopened => {
                ("Case reopened".to_owned(), "A correction left a balance; the case is Active again.".to_owned(), None)
            }
            Self::HandlerAssigned { handler: Some(name) } => (format!("{name} handles the case"), String::new(), None),
            Self::HandlerAssigned { handler: None } => ("Nobody handles the case now".to_owned(), String::new(), None),
            Self::ReferenceChanged { from, to } => {
                let word = |reference: &Option<String>| reference.clone().unwrap_or_else(|| "none".to_owned());
                ("Agency's reference changed".to_owned(), format!("From {} to {}.", word(from), word(to)), None)
            }
            Self::NoteWritten { text, event_date } => ("Note".to_owned(), text.clone(), *event_date),
            Self::CallLogged { with, outcome, text, event_date } => {
                let rest = if text.is_empty() { String::new() } else { format!("\n{text}") };
                (format!("Call with {with}"), format!("{outcome}{rest}"), *event_date)
            }
            Self::MessageSent { from_creditor: false, text } => {
                ("Message to the creditor".to_owned(), text.clone(), None)
            }
            Self::MessageSent { from_creditor: true, text } => {
                ("Message from the creditor".to_owned(), text.clone(), None)
            }
            Self::OperatorSaid { text } => ("Message from the platform".to_owned(), text.clone(), None),
            Self::DocumentAdded { name, kind } => {
                let kind = kind.as_ref().map(|kind| format!(" ({kind})")).unwrap_or_default();
                ("Document added".to_owned(), format!("{name}{kind}"), None)
            }
            Self::DocumentDeleted { name } => ("Document deleted".to_owned(), name.clone(), None),
            Self::LinksRevoked { links } => {
                let count = if *links == 1 { "1 link".to_owned() } else { format!("{links} links") };
                ("The creditor’s links were revoked".to_owned(), format!("{count} in mails no longer work."), None)
            }
            Self::PaymentRecorded { amount, recipient, commission, creditor, agency, operator, over, outstanding } => (
                format!("Payment of {amount} recorded"),
                format!(
                    "{} Creditor {creditor}, agency {agency}, of which the platform's share is {operator}. {OUTSTANDING_NOW} {outstanding}.",
                    reported::paid_to(*recipient, *commission, *agency, *over)
                ),
                None,
            ),
            Self::PaymentCorrected { before, what, outstanding, .. } => (
                format!("Payment of {before} corrected"),
                format!("Changed: {what}. {OUTSTANDING_NOW} {outstanding}."),
                None,
            ),
            Self::PaymentDeleted { amount, outstanding } => {
                (format!("Payment of {amount} deleted"), format!("{OUTSTANDING_NOW} {outstanding}."), None)
            }
            Self::ClaimChanged { principal, fees, rate } => {
                let mut text = format!(
                    "Principal from {} to {}, added fees from {} to {}.",
                    principal.0, principal.1, fees.0, fees.1
                );
                if let Some((before, after)) = rate.filter(|(before, after)| before != after) {
                    text.push_str(&format!(" Success fee from {before} % to {after} %."));
                }
                ("Claim changed".to_owned(), text, None)
            }
            Self::PeriodExtended { reason, until } => {
                ("Exclusive period extended".to_owned(), format!("{reason}: until {}.", day(until)), None)
            }
            Self::Plan(fact) => with_no_date(fact.words()),
            Self::Commission(fact) => with_no_date(fact.words()),
            Self::Update(fact) => with_no_date(fact.words()),
        };
        FactText { kind: self.kind(), title, description, event_date }
    }

    /// Whether payments or the claim changed, so that the ledger must be updated.
    pub fn moves_money(&self) -> bool {
        matches!(
            self,
            Self::PaymentRecorded { .. }
                | Self::PaymentCorrected { .. }
                | Self::PaymentDeleted { .. }
                | Self::ClaimChanged { .. }
                | Self::Commission(CommissionFact::Paid { .. })
        )
    }

    /// The details that the audit trail stores besides who, when and what.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        let text = self.text();
        vec![("title", text.title), ("description", text.description)]
    }

    /// The events for other systems; names of the contract.
    pub fn events(&self) -> &'static [&'static str] {
        match self {
            Self::CaseSubmitted { .. } => &["case.created"],
            // The state changes, and the agency's own event comes with it.
            Self::CaseAssigned { .. } => &["case.updated", "case.assigned"],
            // That the case changed is told with the end of the former engagement.
            Self::CaseReassigned { .. } => &["case.assigned"],
            Self::ContractsSigned
            | Self::CasePassedOn { .. }
            | Self::EngagementEnded { .. }
            | Self::CaseStarted { .. }
            | Self::InformationAsked { .. }
            | Self::QuestionWithdrawn
            | Self::CaseReturned
            | Self::CasePaused { .. }
            | Self::CaseResumed
            | Self::CaseReopened
            | Self::ClaimChanged { .. } => &["case.updated"],
            Self::CaseDeclined { .. } | Self::CaseClosed { .. } => &["case.updated", "case.closed"],
            Self::PaymentRecorded { .. } => &["payment.created"],
            Self::PaymentCorrected { .. } | Self::Commission(CommissionFact::Paid { .. }) => &["payment.updated"],
            Self::PaymentDeleted { .. } => &["payment.deleted"],
            Self::MessageSent { .. } | Self::OperatorSaid { .. } => &["chat.created"],
            _ => &[],
        }
    }

    /// The data of an event besides the case. The contract wants few.
    pub fn event_data(&self, _event: &str) -> Vec<(&'static str, String)> {
        match self {
            Self::CaseClosed { code, from, .. } => {
                vec![("closeCode", code.label().to_owned()), ("oldLifecycle", from.label().to_owned())]
            }
            Self::PaymentRecorded { amount, .. } | Self::PaymentDeleted { amount, .. } => {
                vec![("amount", amount.major())]
            }
            Self::PaymentCorrected { after, .. } => vec![("amount", after.major())],
            Self::Commission(CommissionFact::Paid { of, .. }) => vec![("amount", of.major())],
            _ => Vec::new(),
        }
    }
}

fn with_no_date((title, description): (String, String)) -> (String, String, Option<Moment>) {
    (title, description, None)
}
