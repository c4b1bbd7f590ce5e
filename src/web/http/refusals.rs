//! How each refusal of the domain looks to callers: its field, status and type in JSON. One exhaustive match, so a new
//! refusal does not compile without its entry. The texts are in the domain.

use actix_web::http::StatusCode;

use super::problems::Problems;
use crate::domain::agency::AgencyRefusal;
use crate::domain::case::CaseRefusal;
use crate::domain::client::ClientRefusal;
use crate::domain::document::DocumentRefusal;
use crate::domain::engagement::EngagementRefusal;
use crate::domain::import::ImportRefusal;
use crate::domain::invoice::InvoiceRefusal;
use crate::domain::payment::PaymentRefusal;
use crate::domain::period::PeriodProblem;
use crate::domain::plan::{PlanKind, PlanProblem};
use crate::domain::pricing::PricingRefusal;
use crate::domain::referral::PartnerRefusal;
use crate::domain::refusal::Refusal;
use crate::domain::routing::RoutingRefusal;
use crate::domain::verification::VerificationRefusal;

/// How a refusal looks to callers.
pub(super) struct Wire {
    /// The field's name in the contract; "" if it belongs to no field.
    pub field: &'static str,
    /// `businessErrors[].type` of the contract. The contract lists none for refusals, so the names are ours.
    pub kind: &'static str,
    /// The status under `/api/`.
    json: StatusCode,
    /// The status of a page.
    page: StatusCode,
}

/// The type for a rule about a single field, reported like a validation error.
const VALIDATION: &str = "ValidationError";

impl Wire {
    /// The input itself is refused: 400.
    const fn input(field: &'static str) -> Self {
        Self::new(VALIDATION, field, StatusCode::BAD_REQUEST)
    }

    /// A refusal with its own type and status.
    const fn new(kind: &'static str, field: &'static str, json: StatusCode) -> Self {
        Self { field, kind, json, page: StatusCode::UNPROCESSABLE_ENTITY }
    }

    /// Refused because of a state: 409.
    const fn conflict(kind: &'static str, field: &'static str) -> Self {
        Self::new(kind, field, StatusCode::CONFLICT)
    }

    /// Refused to this caller: 403.
    const fn forbidden(kind: &'static str) -> Self {
        Self { field: "", kind, json: StatusCode::FORBIDDEN, page: StatusCode::FORBIDDEN }
    }

    pub(super) fn status(&self, json: bool) -> StatusCode {
        if json { self.json } else { self.page }
    }

    /// The problem at its field, for formats that list problems by field.
    pub(super) fn problems(&self, refusal: &Refusal) -> Problems {
        if self.kind == VALIDATION && !self.field.is_empty() {
            Problems::at(self.field, refusal)
        } else {
            Problems::none()
        }
    }
}

/// How a refusal looks from outside.
pub(super) fn wire(refusal: &Refusal) -> Wire {
    match refusal {
        Refusal::Case(refusal) => of_case(refusal),
        Refusal::Payment(refusal) => of_payment(refusal),
        Refusal::Pricing(refusal) => of_pricing(refusal),
        Refusal::Routing(refusal) => of_routing(*refusal),
        Refusal::Verification(refusal) => of_verification(refusal),
        Refusal::Import(refusal) => of_import(refusal),
        Refusal::Partner(refusal) => of_partner(*refusal),
        Refusal::Engagement(refusal) => of_engagement(refusal),
        Refusal::Invoice(refusal) => of_invoice(refusal),
        Refusal::Client(refusal) => of_client(refusal),
        Refusal::Document(DocumentRefusal::OfOthers) => Wire::forbidden("Forbidden"),
        Refusal::Plan(problem) => of_plan(problem),
        Refusal::Agency(AgencyRefusal::Suspended | AgencyRefusal::NotSuspended) => Wire::conflict("WrongState", ""),
        Refusal::Period(problem) => match problem {
            PeriodProblem::None => Wire::input(""),
            PeriodProblem::NotLonger | PeriodProblem::TooLong => Wire::input("until"),
        },
    }
}

fn of_case(refusal: &CaseRefusal) -> Wire {
    use CaseRefusal as R;
    let wrong_state = || Wire::new("WrongState", "", StatusCode::BAD_REQUEST);
    match refusal {
        R::WrongState { .. } | R::NotStarted { .. } | R::AlreadyStarted { .. } => wrong_state(),
        R::MergedReadOnly => Wire::conflict("CaseMerged", ""),
        R::AgreementUnsigned => Wire::conflict("AgreementUnsigned", ""),
        R::Overtaken => Wire::conflict("Overtaken", ""),
        R::NeedsCustomTerms { .. } => Wire::new("NeedsCustomTerms", "", StatusCode::BAD_REQUEST),
        R::NotSettled { .. } | R::NothingPaid { .. } | R::NothingOutstanding => Wire::input("closeCode"),
        R::CodeNotYours { .. } | R::CodeNotNow { .. } => Wire::input("closeCode"),
        R::CommentRequired => Wire::input("comment"),
        R::NotYours { .. } | R::StillNothingOutstanding | R::NotPaidClosed | R::NoUpdateDue => Wire::input(""),
    }
}

fn of_payment(refusal: &PaymentRefusal) -> Wire {
    use PaymentRefusal as R;
    match refusal {
        R::SplitDoesNotAddUp { .. } | R::SplitIncomplete => Wire::input("payoutCreditor"),
        R::SurplusUnconfirmed { .. } => Wire::input("confirmSurplus"),
        R::LaterSplitsStay { .. } => Wire::conflict("LaterSplitsStay", "paymentAmount"),
        R::Frozen => Wire::new("PaymentInvoiced", "", StatusCode::UNPROCESSABLE_ENTITY),
        R::ReopenConsent { .. } => Wire::conflict("ReopenConsentRequired", "reopenCaseIfNeeded"),
        R::FutureDate => Wire::input("date"),
        R::AmountNotPositive => Wire::input("paymentAmount"),
        R::CommissionStatusMissing => Wire::input("commissionPaymentStatus"),
        R::OtherCurrency { .. } => Wire::input("currency"),
        R::NoCommissionOwed => Wire::input(""),
    }
}

fn of_verification(refusal: &VerificationRefusal) -> Wire {
    match refusal {
        VerificationRefusal::NoAgency => Wire::conflict("NoPartnerAvailable", ""),
        VerificationRefusal::OutsideStandardTerms { .. } => Wire::conflict("OutsideStandardTerms", ""),
        VerificationRefusal::ContractsMissing { .. } => Wire::conflict("ContractsMissing", ""),
    }
}

fn of_partner(refusal: PartnerRefusal) -> Wire {
    match refusal {
        PartnerRefusal::Suspended | PartnerRefusal::Terminated | PartnerRefusal::Active => {
            Wire::conflict("WrongState", "")
        }
        PartnerRefusal::PastDay => Wire::input("earnsUntil"),
        PartnerRefusal::NoBrand => Wire::forbidden("Forbidden"),
    }
}

fn of_import(refusal: &ImportRefusal) -> Wire {
    match refusal {
        ImportRefusal::Known { .. } => Wire::conflict("AlreadyImported", "file"),
        ImportRefusal::Begun => Wire::conflict("WrongState", ""),
        ImportRefusal::WrongRows { .. } | ImportRefusal::NothingGood => Wire::conflict("WrongRows", ""),
    }
}

fn of_engagement(refusal: &EngagementRefusal) -> Wire {
    match refusal {
        EngagementRefusal::ClientHasNoLink => Wire::conflict("ClientHasNoLink", ""),
        EngagementRefusal::SameAgency { .. }
        | EngagementRefusal::Signed { .. }
        | EngagementRefusal::AgencySuspended { .. } => Wire::input("collectionPartnerId"),
        EngagementRefusal::ContractsMissing { .. } => Wire::conflict("ContractsMissing", "collectionPartnerId"),
    }
}

fn of_routing(refusal: RoutingRefusal) -> Wire {
    match refusal {
        RoutingRefusal::Suspended | RoutingRefusal::NotCovered => Wire::input("collectionPartnerId"),
        // The type of the contract.
        RoutingRefusal::NobodyCovers => Wire::new("NoPartnerAvailable", "", StatusCode::UNPROCESSABLE_ENTITY),
        RoutingRefusal::RuleEnded => Wire::conflict("RuleEnded", ""),
    }
}

fn of_pricing(refusal: &PricingRefusal) -> Wire {
    use PricingRefusal as R;
    const PRICE_CHANGE: &str = "PriceChangeConfirmationRequired";
    match refusal {
        R::PriceChange { intentional: true, .. } => Wire::conflict(PRICE_CHANGE, "keepIntentionalRate"),
        R::PriceChange { intentional: false, .. } => Wire::conflict(PRICE_CHANGE, "confirmPriceChange"),
        R::IntentionalRateKept => Wire::input("confirmPriceChange"),
        R::BelowMinimum { .. } => Wire::input("amountToRecover"),
        R::NoRate { .. } => Wire::new("ExchangeRateMissing", "currencyCode", StatusCode::SERVICE_UNAVAILABLE),
        R::AgesOutOfOrder => Wire::input("amountToRecoverOver12Months"),
    }
}

fn of_invoice(refusal: &InvoiceRefusal) -> Wire {
    match refusal {
        InvoiceRefusal::Closed { .. } | InvoiceRefusal::Credited => Wire::conflict("InvoiceClosed", ""),
        InvoiceRefusal::Amount { .. } => Wire::new("InvoiceAmount", "amount", StatusCode::BAD_REQUEST),
    }
}

fn of_client(refusal: &ClientRefusal) -> Wire {
    match refusal {
        ClientRefusal::StepOver => Wire::conflict("StepOver", ""),
        ClientRefusal::ProofNeeded => Wire::forbidden("ProofNeeded"),
        ClientRefusal::LinkedMeanwhile => Wire::conflict("AlreadyLinkedToAnotherPartner", ""),
        ClientRefusal::Suspended => Wire::conflict("ClientSuspended", ""),
        ClientRefusal::NotSuspended => Wire::conflict("ClientNotSuspended", ""),
        ClientRefusal::LastAdmin => Wire::conflict("LastAdmin", "isAdmin"),
        ClientRefusal::LastSignatory => Wire::conflict("LastSignatory", "signs"),
        ClientRefusal::SignatureAwaited => Wire::conflict("SignatureAwaited", ""),
        ClientRefusal::SignedAlready => Wire::conflict("SignedAlready", "collectionPartnerId"),
        ClientRefusal::BeingSigned => Wire::conflict("BeingSigned", "collectionPartnerId"),
        ClientRefusal::TooManyPeople => Wire::conflict("TooManyPeople", ""),
        ClientRefusal::TooManyDivisions => Wire::conflict("TooManyDivisions", ""),
        // The contract declares 422 for both.
        ClientRefusal::DivisionArchived => Wire::new("DivisionArchived", "", StatusCode::UNPROCESSABLE_ENTITY),
        ClientRefusal::DivisionHasCases => Wire::new("DivisionHasCases", "", StatusCode::UNPROCESSABLE_ENTITY),
        ClientRefusal::Withdraw(_) => Wire::conflict("CannotWithdraw", ""),
    }
}

fn of_plan(problem: &PlanProblem) -> Wire {
    use PlanProblem as P;
    Wire::input(match problem {
        P::NothingAgreed | P::MoreThanOwed => "amount",
        P::InThePast(PlanKind::Promise) | P::PromiseTooFar => "date",
        P::InThePast(PlanKind::Agreement) => "firstDate",
        P::SizeUnclear | P::TooMany(false) | P::TooSmall => "instalments",
        P::TooMany(true) => "instalmentAmount",
        P::LengthNotApproved | P::DiscountNotApproved => "approval",
        P::AnotherRuns => "replaceReason",
        P::NothingOwed | P::Over => "",
    })
}
