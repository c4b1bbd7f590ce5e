//! States and modes of clients, their links and their referral partners.

use crate::domain::vocabulary::vocabulary;

vocabulary! {
    /// The state of a link request: a referral partner asks to be linked with an existing creditor.
    pub enum LinkRequestStatus {
        /// Not decided yet.
        Pending = "Pending",
        /// The creditor agreed.
        Approved = "Approved",
        /// The creditor declined.
        Declined = "Declined",
        /// Not decided in time.
        Expired = "Expired",
    }
}

vocabulary! {
    /// Whether a client can hand in cases that are collected.
    pub enum ClientStatus {
        /// The agreement in force is not signed yet.
        Onboarding = "Onboarding",
        /// It has signed the agreement in force.
        Ready = "Ready",
        /// The operator has suspended it.
        Suspended = "Suspended",
    }
}

vocabulary! {
    /// When a referral partner may invoice its share; names of the contract.
    pub enum InvoicingMode {
        /// When the agency has paid the operator.
        PayWhenPaid = "PayWhenPaid",
        /// When the commission is confirmed.
        ConfirmedPipeline = "ConfirmedPipeline",
    }
}

vocabulary! {
    /// The state of the check of a director's data; names of the contract.
    pub enum KycReview {
        /// Being checked.
        Processing = "Processing",
        /// Checked.
        Completed = "Completed",
    }
}
