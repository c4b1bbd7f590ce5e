//! Every refusal by a rule of the business: each area has its own, beside its verbs.

use thiserror::Error;

use super::agency::AgencyRefusal;
use super::case::CaseRefusal;
use super::client::ClientRefusal;
use super::document::DocumentRefusal;
use super::engagement::EngagementRefusal;
use super::import::ImportRefusal;
use super::invoice::InvoiceRefusal;
use super::payment::PaymentRefusal;
use super::period::PeriodProblem;
use super::plan::PlanProblem;
use super::pricing::PricingRefusal;
use super::referral::PartnerRefusal;
use super::routing::RoutingRefusal;
use super::verification::VerificationRefusal;

/// A refusal by a rule, in words: what was refused, why, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Of a case.
    #[error(transparent)]
    Case(#[from] CaseRefusal),
    /// Of a payment.
    #[error(transparent)]
    Payment(#[from] PaymentRefusal),
    /// Of a price.
    #[error(transparent)]
    Pricing(#[from] PricingRefusal),
    /// Of an invoice of the operator.
    #[error(transparent)]
    Invoice(#[from] InvoiceRefusal),
    /// Of a client, its onboarding included.
    #[error(transparent)]
    Client(#[from] ClientRefusal),
    /// Of a document.
    #[error(transparent)]
    Document(#[from] DocumentRefusal),
    /// Of a promise or a payment agreement.
    #[error(transparent)]
    Plan(#[from] PlanProblem),
    /// Of a change of an agency.
    #[error(transparent)]
    Agency(#[from] AgencyRefusal),
    /// Of a file of cases.
    #[error(transparent)]
    Import(#[from] ImportRefusal),
    /// Of a change of a referral partner.
    #[error(transparent)]
    Partner(#[from] PartnerRefusal),
    /// Of routing and its rules.
    #[error(transparent)]
    Routing(#[from] RoutingRefusal),
    /// Of a decision about a case that is being verified.
    #[error(transparent)]
    Verification(#[from] VerificationRefusal),
    /// Of giving a case to another agency.
    #[error(transparent)]
    Engagement(#[from] EngagementRefusal),
    /// Of an extension of the exclusive period.
    #[error(transparent)]
    Period(#[from] PeriodProblem),
}

/// Makes an error that holds a refusal from the refusal of any area.
#[macro_export]
macro_rules! from_refusals {
    ($Error:ty) => {
        $crate::from_refusals!(
            $Error,
            $crate::domain::case::CaseRefusal,
            $crate::domain::payment::PaymentRefusal,
            $crate::domain::pricing::PricingRefusal,
            $crate::domain::invoice::InvoiceRefusal,
            $crate::domain::client::ClientRefusal,
            $crate::domain::document::DocumentRefusal,
            $crate::domain::plan::PlanProblem,
            $crate::domain::period::PeriodProblem,
            $crate::domain::agency::AgencyRefusal,
            $crate::domain::routing::RoutingRefusal,
            $crate::domain::verification::VerificationRefusal,
            $crate::domain::engagement::EngagementRefusal,
            $crate::domain::referral::PartnerRefusal,
            $crate::domain::import::ImportRefusal
        );
    };
    ($Error:ty, $($Area:ty),+) => {$(
        impl From<$Area> for $Error {
            fn from(refusal: $Area) -> Self {
                $crate::domain::refusal::Refusal::from(refusal).into()
            }
        }
    )+};
}
