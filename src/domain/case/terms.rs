//! What a claim is: its type, whether it is disputed, against whom, in which phase, at whose price.

use crate::domain::vocabulary::vocabulary;

vocabulary! {
    /// What the claim arose from.
    pub enum ClaimType {
        /// Goods or services were invoiced and not paid.
        UnpaidInvoice = "Unpaid Invoice",
        /// A loan was not paid back.
        LoanRepayment = "Loan Repayment",
        /// A contract was broken.
        BreachOfContract = "Breach of Contract",
        /// Property was damaged.
        PropertyDamage = "Property Damage",
        /// A person was hurt.
        PersonalInjury = "Personal Injury",
        /// A name was harmed.
        Defamation = "Defamation",
        /// A product was faulty.
        ProductRelatedClaims = "Product Related Claims",
        /// Something else.
        Other = "Other",
    }
}

impl ClaimType {
    /// Whether the standard terms cover it; everything else is negotiated.
    pub fn is_standard(self) -> bool {
        matches!(self, Self::UnpaidInvoice | Self::LoanRepayment)
    }
}

vocabulary! {
    /// What is known of the debtor's objection.
    pub enum DisputeStatus {
        /// The debtor objects.
        Disputed = "Yes, the claim is disputed",
        /// The debtor does not object.
        NotDisputed = "No, the claim is not disputed",
        /// Nobody knows.
        DontKnow = "Don't Know" | "Don’t Know" | "Unknown",
    }
}

vocabulary! {
    /// Whether the debtor is a business or a person.
    pub enum DebtorKind {
        /// A business.
        Company = "Company",
        /// A natural person. Two contracts call it by two names; both are read.
        Private = "Private" | "Person",
    }
}

impl DebtorKind {
    /// The word of the contract that says `Person`.
    pub fn wire(self) -> &'static str {
        match self {
            Self::Company => "Company",
            Self::Private => "Person",
        }
    }
}

vocabulary! {
    /// How far the engagement has gone; it is no state of the case.
    pub enum Phase {
        /// Letters, calls and agreements.
        PreLegal = "Pre-legal",
        /// In court.
        Legal = "Legal",
        /// A judgment is enforced.
        Enforcement = "Enforcement",
    }
}

vocabulary! {
    /// Which rule set the success fee. Fixed when the case is created; an accepted quote replaces it.
    pub enum PricingSource {
        /// The platform's own grid.
        StandardAgreement = "Standard agreement",
        /// Agreed between this creditor and the agency.
        CreditorCustomPricing = "Creditor custom pricing",
        /// Set by the agency that manages the client.
        ManagingPartnerCustomPricing = "Managing partner custom pricing",
        /// Set for the jurisdiction.
        JurisdictionCustomPricing = "Jurisdiction custom pricing",
        /// Set for the agency.
        PartnerCustomPricing = "Partner custom pricing",
        /// Quoted by the agency and accepted by the creditor.
        AcceptedQuote = "Accepted quote",
    }
}
