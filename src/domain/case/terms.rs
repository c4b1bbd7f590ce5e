//! The kind of a claim: its type, dispute, debtor, phase, and the source of its price.

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
        /// A person was injured.
        PersonalInjury = "Personal Injury",
        /// A reputation was harmed.
        Defamation = "Defamation",
        /// A product was faulty.
        ProductRelatedClaims = "Product Related Claims",
        /// Something else.
        Other = "Other",
    }
}

impl ClaimType {
    /// Whether the standard terms cover it; the rest needs a quote.
    pub fn is_standard(self) -> bool {
        matches!(self, Self::UnpaidInvoice | Self::LoanRepayment)
    }
}

vocabulary! {
    /// Whether the debtor disputes the claim.
    pub enum DisputeStatus {
        /// The debtor objects.
        Disputed = "Yes, the claim is disputed",
        /// The debtor does not object.
        NotDisputed = "No, the claim is not disputed",
        /// Not known.
        DontKnow = "Don't Know" | "Don’t Know" | "Unknown",
    }
}

vocabulary! {
    /// Whether the debtor is a business or a person.
    pub enum DebtorKind {
        /// A business.
        Company = "Company",
        /// A natural person. Two contracts use two names; both are read.
        Private = "Private" | "Person",
    }
}

impl DebtorKind {
    /// The name in the contract that says `Person`.
    pub fn wire(self) -> &'static str {
        match self {
            Self::Company => "Company",
            Self::Private => "Person",
        }
    }
}

vocabulary! {
    /// How far collection has gone. It is not a state of the case.
    pub enum Phase {
        /// Letters, calls and agreements.
        PreLegal = "Pre-legal",
        /// In court.
        Legal = "Legal",
        /// A judgment is being enforced.
        Enforcement = "Enforcement",
    }
}

vocabulary! {
    /// Which rule set the success fee. Fixed when the case is created; an accepted quote replaces it.
    pub enum PricingSource {
        /// The operator's standard price list.
        StandardAgreement = "Standard agreement",
        /// Agreed between this creditor and the agency.
        CreditorCustomPricing = "Creditor custom pricing",
        /// Set by the managing partner of the client.
        ManagingPartnerCustomPricing = "Managing partner custom pricing",
        /// Set for the debtor's country.
        JurisdictionCustomPricing = "Jurisdiction custom pricing",
        /// Set for the agency.
        PartnerCustomPricing = "Partner custom pricing",
        /// Quoted by the agency and accepted by the creditor.
        AcceptedQuote = "Accepted quote",
    }
}
