//! How domain values are stored in columns: ids, states and kinds as text. A value that cannot be read is an error.

use diesel::backend::Backend;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Text;

use crate::domain::actor::{OrganisationKind, Role};
use crate::domain::agency::AgencyKind;
use crate::domain::agreement::{AgreementKind, FileLevel, Language, SignatureMethod};
use crate::domain::brand::host::HostState;
use crate::domain::calendar::Zone;
use crate::domain::case::{
    ClaimType, CloseCode, DebtorKind, DeclineCategory, DisputeStatus, Lifecycle, Phase, PricingSource,
};
use crate::domain::case_update::Recommendation;
use crate::domain::client::{InvoicingMode, KycReview, LinkRequestStatus};
use crate::domain::document::{DocumentType, Uploader};
use crate::domain::engagement::EngagementEnd;
use crate::domain::ids::{
    AgreementId, CarveOutId, CaseId, CaseUpdateId, ClientAgencyId, ClientPersonId, CollectionPartnerId, CoverageGapId,
    CoverageId, CreditorId, DebtorId, DivisionId, DocumentId, FilterId, ImportId, InvitationId, InvoiceId, KeyId,
    KycId, LedgerId, LinkRequestId, MailId, MembershipId, MessageId, NoticeId, PaymentId, PersonId, PlanId, PriceId,
    QuestionId, ReckoningId, Reference, ReferralLinkId, ReferralPartnerId, SignatureId, TaskId, TimelineId,
};
use crate::domain::import::ImportStatus;
use crate::domain::invoice::InvoiceStatus;
use crate::domain::ledger::EntryKind;
use crate::domain::money::{Currency, Rate, Share};
use crate::domain::month::Month;
use crate::domain::notice::NoticeKind;
use crate::domain::payment::{CommissionStatus, Invoicing, Recipient};
use crate::domain::period::ExtensionKind;
use crate::domain::plan::{PlanEnd, PlanKind};
use crate::domain::pricing::UsdRate;
use crate::domain::revenue::ReferralInvoicing;
use crate::domain::routing::RoutingReason;
use crate::domain::task::TaskKind;
use crate::domain::verification::ResolutionArea;

/// Reads a type from its text.
macro_rules! read_from_text {
    ($($ty:ty),* $(,)?) => {$(
        impl<DB: diesel::backend::Backend> diesel::deserialize::FromSql<diesel::sql_types::Text, DB> for $ty
        where
            String: diesel::deserialize::FromSql<diesel::sql_types::Text, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                let text = <String as diesel::deserialize::FromSql<diesel::sql_types::Text, DB>>::from_sql(bytes)?;
                <$ty>::parse(&text).ok_or_else(|| format!("“{text}” is not a {}", stringify!($ty)).into())
            }
        }

        impl<ST, DB> diesel::deserialize::Queryable<ST, DB> for $ty
        where
            ST: diesel::sql_types::SingleValue,
            DB: diesel::backend::Backend,
            Self: diesel::deserialize::FromSql<ST, DB>,
        {
            type Row = Self;
            fn build(row: Self) -> diesel::deserialize::Result<Self> {
                Ok(row)
            }
        }

        impl<DB: diesel::backend::Backend> diesel::serialize::ToSql<diesel::sql_types::Nullable<diesel::sql_types::Text>, DB>
            for $ty
        where
            Self: diesel::serialize::ToSql<diesel::sql_types::Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
                diesel::serialize::ToSql::<diesel::sql_types::Text, DB>::to_sql(self, out)
            }
        }

        $crate::store::db::columns::read_from_text!(@expression $ty, diesel::sql_types::Text);
        $crate::store::db::columns::read_from_text!(@expression $ty, diesel::sql_types::Nullable<diesel::sql_types::Text>);
    )*};
    (@expression $ty:ty, $st:ty) => {
        impl diesel::expression::AsExpression<$st> for $ty {
            type Expression = diesel::internal::derives::as_expression::Bound<$st, Self>;
            fn as_expression(self) -> Self::Expression {
                diesel::internal::derives::as_expression::Bound::new(self)
            }
        }
        impl<'a> diesel::expression::AsExpression<$st> for &'a $ty {
            type Expression = diesel::internal::derives::as_expression::Bound<$st, Self>;
            fn as_expression(self) -> Self::Expression {
                diesel::internal::derives::as_expression::Bound::new(self)
            }
        }
    };
}
pub(in crate::store) use read_from_text;

/// A type that is read from its text and written by formatting it.
macro_rules! printed_columns {
    ($($ty:ty),* $(,)?) => {
        $crate::store::db::columns::read_from_text!($($ty),*);
        $crate::store::db::dialect::written_as_text!($($ty),*);
    };
}
pub(in crate::store) use printed_columns;

/// A type that already holds its text, so that it can be borrowed for writing.
macro_rules! text_columns {
    ($as_text:ident: $($ty:ty),* $(,)?) => {$(
        read_from_text!($ty);

        impl<DB: Backend> ToSql<Text, DB> for $ty
        where
            str: ToSql<Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                self.$as_text().to_sql(out)
            }
        }
    )*};
}

text_columns!(as_str: AgreementId, CarveOutId, ClientAgencyId, CoverageGapId, CoverageId, CaseId, CaseUpdateId, PlanId, ClientPersonId, CollectionPartnerId, CreditorId, DebtorId, DivisionId, DocumentId, FilterId, ImportId, InvitationId,
    InvoiceId, KeyId, KycId, LedgerId, LinkRequestId, MailId, MembershipId, MessageId, PaymentId, PersonId, PriceId, QuestionId, NoticeId, ReckoningId, Reference,
    ReferralLinkId, ReferralPartnerId, SignatureId, TaskId, TimelineId);
text_columns!(name: ReferralInvoicing, AgencyKind, EngagementEnd, ImportStatus, NoticeKind, ResolutionArea, RoutingReason, HostState, PlanKind, PlanEnd, Recommendation, ClaimType, CloseCode, DebtorKind, DeclineCategory, DisputeStatus, Lifecycle, Phase, PricingSource,
    DocumentType, OrganisationKind, Role, TaskKind, CommissionStatus, EntryKind, InvoiceStatus, Invoicing, Recipient, ExtensionKind, Uploader, AgreementKind, FileLevel, SignatureMethod, InvoicingMode, KycReview,
    LinkRequestStatus, Zone);
text_columns!(code: Currency, Language);

printed_columns!(Rate, Share, UsdRate, Month);
