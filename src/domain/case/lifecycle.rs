//! The states of a case.

use crate::domain::vocabulary::vocabulary;

vocabulary! {
    /// The state of a case. Names are stored and filtered by; labels are returned.
    pub enum Lifecycle {
        /// A required agreement is not signed yet.
        PendingContractSigning = "Pending contract signing",
        /// The operator checks the case before it assigns an agency.
        PendingVerificationInternal = "Pending Verification Internal",
        /// The assigned agency reviews the case.
        PendingVerification = "Pending Verification",
        /// The agency asked the creditor a question.
        NeedsAdditionalDetails = "More Info Required" | "Needs Additional Details",
        /// Agencies are asked for quotes.
        Leads = "Collecting Quotes" | "Pending quote by partner" | "Pending Giving Quote",
        /// An agency has quoted; the creditor has not accepted a quote yet.
        LeadsQuoteGiven = "Pending Quote Selection" | "Quote given by partner" | "Quote Given",
        /// The agency is collecting.
        Active = "Active",
        /// Suspended; it can be resumed.
        Paused = "Paused",
        /// Finished; the close code says how.
        Closed = "Closed",
        /// Merged into another case; read-only from then on.
        Merged = "Merged",
    }
}

impl Lifecycle {
    /// Whether the case is neither closed nor merged.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Merged)
    }
}
