//! The states of a case.

use crate::domain::vocabulary::vocabulary;

vocabulary! {
    /// Where a case stands. The names are stored and filtered by, the labels are returned.
    pub enum Lifecycle {
        /// A required agreement is not signed yet.
        PendingContractSigning = "Pending contract signing",
        /// The platform checks the case before it assigns it.
        PendingVerificationInternal = "Pending Verification Internal",
        /// The assigned agency reviews the case.
        PendingVerification = "Pending Verification",
        /// The creditor was asked something.
        NeedsAdditionalDetails = "More Info Required" | "Needs Additional Details",
        /// Offered for quotes.
        Leads = "Collecting Quotes" | "Pending quote by partner" | "Pending Giving Quote",
        /// Quoted, and nothing accepted yet.
        LeadsQuoteGiven = "Pending Quote Selection" | "Quote given by partner" | "Quote Given",
        /// Being collected.
        Active = "Active",
        /// Suspended; it can be resumed.
        Paused = "Paused",
        /// Finished; the close code says how.
        Closed = "Closed",
        /// Folded into another case, and read-only for good.
        Merged = "Merged",
    }
}

impl Lifecycle {
    /// Whether the case is not finished.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Merged)
    }

    /// Whether the assigned agency sees the case: from Pending Verification on.
    pub fn is_seen_by_partner(self) -> bool {
        !matches!(self, Self::PendingContractSigning | Self::PendingVerificationInternal)
    }
}
