//! Typed parts of an address.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::failure::Failure;

/// The `{id}` of an address, or another named part, as a typed value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Id<T>(pub T);

/// A type that is read from one part of an address.
pub(crate) trait PathId: Sized + 'static {
    /// The name of the part in the route.
    const PART: &'static str;
    /// Parses the part.
    fn read(text: &str) -> Option<Self>;
}

macro_rules! path_ids {
    ($($ty:ty = $part:literal),* $(,)?) => {$(
        impl PathId for $ty {
            const PART: &'static str = $part;
            fn read(text: &str) -> Option<Self> { Self::parse(text) }
        }
    )*};
}

path_ids! {
    crate::domain::ids::CaseId = "id",
    crate::domain::ids::PaymentId = "paymentId",
    crate::domain::ids::DocumentId = "documentId",
    crate::domain::ids::FilterId = "filterId",
    crate::domain::ids::ImportId = "importId",
    crate::domain::ids::MembershipId = "membershipId",
    crate::domain::ids::InvitationId = "invitationId",
    crate::domain::ids::MailId = "mailId",
    crate::domain::ids::InvoiceId = "invoiceId",
    crate::domain::ids::CreditorId = "creditorId",
    crate::domain::ids::PlanId = "planId",
    crate::domain::ids::PriceId = "priceId",
    crate::domain::ids::CarveOutId = "carveOutId",
    crate::domain::ids::CoverageId = "coverageId",
    crate::domain::ids::CollectionPartnerId = "collectionPartnerId",
    crate::domain::ids::ReferralPartnerId = "referralPartnerId",
    crate::domain::ids::ClientPersonId = "clientPersonId",
    crate::domain::ids::DivisionId = "divisionId",
    crate::domain::ids::KeyId = "keyId",
    crate::domain::ids::SignatureId = "signatureId",
}

impl<T: PathId> FromRequest for Id<T> {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let part = request.match_info().get(T::PART).unwrap_or_default();
        ready(T::read(part).map(Id).ok_or(Failure::MalformedId))
    }
}
