//! An agency as the operator keeps it.

use super::vocabulary::vocabulary;

/// Characters in the reason for a suspension.
pub const MAX_SUSPENSION_REASON_CHARACTERS: u64 = 500;

vocabulary! {
    /// How an agency gets its cases.
    pub enum AgencyKind {
        /// It gets every case of its places that fits its rules.
        Exclusive = "Exclusive",
        /// It offers quotes for single cases.
        LegalNetwork = "Legal network",
    }
}

vocabulary! {
    /// Whether an agency can work.
    pub enum AgencyStatus {
        /// Its people sign in, and its key works.
        Active = "Active",
        /// The operator has suspended it: nobody of it is signed in, and its key opens nothing.
        Suspended = "Suspended",
    }
}

/// Why a change of an agency is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AgencyRefusal {
    /// It is suspended already.
    #[error("This agency is suspended already.")]
    Suspended,
    /// It is not suspended.
    #[error("This agency is not suspended.")]
    NotSuspended,
}
