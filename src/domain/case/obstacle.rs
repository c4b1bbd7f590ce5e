//! What keeps a client's own system from handing in a claim.

use thiserror::Error;

use crate::domain::ids::CollectionPartnerId;

/// A reason why a claim is not taken. The contract calls it a business error and has a name for each.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Obstacle {
    /// No agency covers such claims.
    #[error("No agency covers such claims at present.")]
    NoPartner,
    /// The claim is outside the standard terms (decisions, Working with cases). The contract has no other name for it.
    #[error("{0} The claim is outside the standard terms; ask us for a quote.")]
    OutsideTerms(String),
    /// The debt-collection agreement is not signed, or only an older one.
    #[error("The debt collection agreement is not signed.")]
    Agreement,
    /// The power of attorney for the agency, or prices that belong to it, are not signed.
    #[error("The power of attorney for {agency_name} is not signed.")]
    Power {
        /// The agency.
        agency: CollectionPartnerId,
        /// Its name.
        agency_name: String,
    },
    /// The agency requires a director's data, and none are on file.
    #[error("{agency_name} needs the data of a director of the company.")]
    Kyc {
        /// The agency.
        agency: CollectionPartnerId,
        /// Its name.
        agency_name: String,
    },
    /// The client has a case with this reference of its own.
    #[error("The client has a case with this reference already.")]
    DuplicateReference,
}

impl Obstacle {
    /// The contract's name of the business error.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NoPartner | Self::OutsideTerms(_) => "NoPartnerAvailable",
            Self::Agreement => "MissingDebtCollectionContract",
            Self::Power { .. } => "MissingPowerOfAttorney",
            Self::Kyc { .. } => "MissingKycVerification",
            Self::DuplicateReference => "DuplicateReference",
        }
    }

    /// Whether the client can remove it by signing or by giving data.
    pub fn is_pending_step(&self) -> bool {
        matches!(self, Self::Agreement | Self::Power { .. } | Self::Kyc { .. })
    }
}
