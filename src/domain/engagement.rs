//! Engagements: which agency works on a case, from when to when.

use super::vocabulary::vocabulary;

vocabulary! {
    /// Why an engagement ended.
    pub enum EngagementEnd {
        /// The operator gave the case to another agency.
        Reassigned = "Given to another agency",
        /// The agency declined the case, and the client lets the operator give it to another one.
        Declined = "Declined",
    }
}

/// Why a case cannot be given to another agency.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EngagementRefusal {
    /// It has the case already.
    #[error("{agency} has this case already.")]
    SameAgency {
        /// The agency's name.
        agency: String,
    },
    /// It cannot take cases.
    #[error("{agency} is suspended and cannot take cases.")]
    AgencySuspended {
        /// The agency's name.
        agency: String,
    },
    /// The client has not signed the agreement or the power of attorney for it.
    #[error("The client has not signed what {agency} needs. Ask it to sign first.")]
    ContractsMissing {
        /// The agency's name.
        agency: String,
    },
    /// The client has signed everything.
    #[error("The client has signed all that {agency} needs.")]
    Signed {
        /// The agency's name.
        agency: String,
    },
    /// No referral partner brought the client, so it has no link to sign by.
    #[error("The client has no link to sign by, because no referral partner brought it.")]
    ClientHasNoLink,
}
