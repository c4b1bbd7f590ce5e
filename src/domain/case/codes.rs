//! How a case ends: close codes, and the categories of declined cases.

use crate::domain::vocabulary::vocabulary;

vocabulary! {
    /// How a case was closed. Some labels have an en dash and one has a hyphen, as in the contract.
    pub enum CloseCode {
        /// At least one payment, nothing outstanding.
        Paid = "Paid",
        /// At least one payment, something outstanding.
        PartiallyPaid = "Partially paid",
        /// The debtor is insolvent, bankrupt, dissolved or has died.
        DebtorInsolventBankrupt = "Debtor Insolvent/Bankrupt",
        /// The debtor cannot be found.
        DebtorUntraceable = "Debtor Untraceable",
        /// The claim is disputed and the creditor wants no legal action.
        DisputedLegalActionDeclinedByClient = "Disputed – Legal Action Declined by Client",
        /// The creditor withdrew the claim.
        WithdrawnByClient = "Withdrawn by Client",
        /// Every step before court was taken without a payment.
        PreLegalExhaustedNoPayment = "Pre-Legal Exhausted – No Payment",
        /// The claim is time-barred.
        StatuteOfLimitationsExpired = "Statute of Limitations Expired",
        /// The creditor rejected the debtor's offer.
        SettlementRejectedByClient = "Settlement Rejected by Client",
        /// The creditor does not answer.
        UnresponsiveClient = "Unresponsive Client",
        /// Collecting would cost more than the claim is worth.
        UneconomicalToPursue = "Uneconomical to Pursue",
        /// Another reason, given in the comment.
        Other = "Other",
        /// The agency declined before it accepted.
        CaseNeverStarted = "Case never started",
        /// The operator or the referral partner ended the case before it was accepted.
        CaseNeverStartedInternal = "Case never started - Internal",
        /// Essential data were wrong or missing.
        InvalidCaseData = "Invalid Case Data",
        /// No agency quoted in time.
        NoQuotesReceived = "No Quotes Received",
        /// The creditor accepted no quote in time.
        QuotesExpiredNotAccepted = "Quotes Expired – Not Accepted",
    }
}

impl CloseCode {
    /// One sentence that explains the code in a list.
    pub fn description(self) -> &'static str {
        match self {
            Self::Paid => "The debtor paid everything that was owed.",
            Self::PartiallyPaid => "The debtor paid a part, and the rest will not be collected.",
            Self::DebtorInsolventBankrupt => "The debtor is insolvent, bankrupt, dissolved or has died.",
            Self::DebtorUntraceable => "The debtor cannot be located or contacted.",
            Self::DisputedLegalActionDeclinedByClient => {
                "The claim is disputed and the creditor does not want legal action."
            }
            Self::WithdrawnByClient => "The creditor withdrew the claim.",
            Self::PreLegalExhaustedNoPayment => "Every step before court was taken and the debtor did not pay.",
            Self::StatuteOfLimitationsExpired => "The claim is time-barred.",
            Self::SettlementRejectedByClient => "The creditor rejected the settlement that the debtor offered.",
            Self::UnresponsiveClient => "The creditor does not answer, and the case cannot go on.",
            Self::UneconomicalToPursue => "Going on would cost more than can be recovered.",
            Self::Other => "Another reason; say which in the comment.",
            Self::CaseNeverStarted => "The agency declined the case before starting it.",
            Self::CaseNeverStartedInternal => "The case was ended before it started.",
            Self::InvalidCaseData => "Essential data of the case is wrong or missing.",
            Self::NoQuotesReceived => "No agency quoted in time.",
            Self::QuotesExpiredNotAccepted => "The creditor accepted no quote before they expired.",
        }
    }

    /// The codes that an agency may choose. The others are set by declining, by the operator or by a deadline.
    pub const SETTABLE: &'static [Self] = &[
        Self::Paid,
        Self::PartiallyPaid,
        Self::DebtorInsolventBankrupt,
        Self::DebtorUntraceable,
        Self::DisputedLegalActionDeclinedByClient,
        Self::WithdrawnByClient,
        Self::PreLegalExhaustedNoPayment,
        Self::StatuteOfLimitationsExpired,
        Self::SettlementRejectedByClient,
        Self::UnresponsiveClient,
        Self::UneconomicalToPursue,
        Self::Other,
    ];

    /// Whether an agency may close a case with this code.
    pub fn settable_by_partner(self) -> bool {
        Self::SETTABLE.contains(&self)
    }

    /// Whether the code requires a comment.
    pub fn wants_comment(self) -> bool {
        self == Self::Other
    }
}

vocabulary! {
    /// Why an agency declines a case; its own words come with it.
    pub enum DeclineCategory {
        /// The claim is too small.
        BelowMinimum = "Below minimum",
        /// The debtor cannot be found.
        DebtorUntraceable = "Debtor untraceable",
        /// The agency does not collect in this country.
        OutOfJurisdiction = "Out of jurisdiction",
        /// The claim is too old to be enforced.
        TimeBarred = "Time-barred",
        /// The law or a licence forbids it.
        RegulatoryRestriction = "Regulatory restriction",
        /// The debtor is insolvent, dissolved or has died.
        DebtorInsolvent = "Debtor insolvent",
        /// Essential information is missing.
        MissingInformation = "Missing information",
        /// The agency works for the debtor.
        ConflictOfInterest = "Conflict of interest",
        /// The claim is disputed, or only a court can decide.
        DisputedOrLegal = "Disputed or needing legal action",
        /// The agency has no capacity.
        NoCapacity = "No capacity",
        /// The agency has this claim already.
        DuplicateCase = "Duplicate case",
        /// The agency does not speak the language.
        LanguageNotHandled = "Language not handled",
        /// The agency lacks the expertise.
        SpecialismNotHandled = "Specialism not handled",
    }
}

impl DeclineCategory {
    /// One sentence that explains the category in a list.
    pub fn hint(self) -> &'static str {
        match self {
            Self::BelowMinimum => "The claim is below the smallest amount you take, usually about 100 USD.",
            Self::DebtorUntraceable => "The debtor cannot be located or contacted with what is known.",
            Self::OutOfJurisdiction => "The debtor is in a country or state where you do not collect.",
            Self::TimeBarred => "The claim is too old to be enforced.",
            Self::RegulatoryRestriction => "A law, a licence or a sanction keeps you from collecting this claim.",
            Self::DebtorInsolvent => "The debtor is insolvent, bankrupt, dissolved or has died.",
            Self::MissingInformation => "Something essential is missing and asking the creditor would not help.",
            Self::ConflictOfInterest => "You act for the debtor, or are bound to one of the two sides.",
            Self::DisputedOrLegal => "The debtor disputes the claim, or only a court can settle it.",
            Self::NoCapacity => "You cannot take further cases at present.",
            Self::DuplicateCase => "You are collecting this claim already.",
            Self::LanguageNotHandled => "Nobody on your team speaks the language that the case needs.",
            Self::SpecialismNotHandled => "The claim needs knowledge of a field that you do not work in.",
        }
    }
}
