//! What is refused while a case is verified, in words.

use thiserror::Error;

/// A refusal of a decision about a case that is being verified.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VerificationRefusal {
    /// No agency was found for the case.
    #[error("No agency covers this case. Add a coverage rule, fix an agency for the client, or reject the case.")]
    NoAgency,
    /// The claim is outside the standard terms and has no accepted quote.
    #[error(
        "This case is outside the standard terms: {reasons} It stays here until it is priced by a quote or rejected."
    )]
    OutsideStandardTerms {
        /// Why, in sentences.
        reasons: String,
    },
    /// Contracts are missing.
    #[error("The client has not signed what {agency} needs. The case waits until it has.")]
    ContractsMissing {
        /// The agency's name.
        agency: String,
    },
}
