//! How domain values lie in columns: ids, states and kinds as text by name. What a column cannot hold is
//! found when it is read, not believed.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, Queryable};
use diesel::expression::AsExpression;
use diesel::internal::derives::as_expression::Bound;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::{Nullable, SingleValue, Text};

use crate::domain::actor::{OrganisationKind, Role};
use crate::domain::agreement::{AgreementKind, FileLevel, Language, SignatureMethod};
use crate::domain::brand::host::HostState;
use crate::domain::calendar::Zone;
use crate::domain::case::{
    ClaimType, CloseCode, DebtorKind, DeclineCategory, DisputeStatus, Lifecycle, Phase, PricingSource,
};
use crate::domain::case_update::Recommendation;
use crate::domain::client::{InvoicingMode, KycReview, LinkRequestStatus};
use crate::domain::document::{DocumentType, Uploader};
use crate::domain::ids::{
    AgreementId, CarveOutId, CaseId, CaseUpdateId, ClientPersonId, CollectionPartnerId, CreditorId, DebtorId,
    DivisionId, DocumentId, FilterId, InvitationId, InvoiceId, KeyId, KycId, LedgerId, LinkRequestId, MailId,
    MembershipId, MessageId, PaymentId, PersonId, PlanId, PriceId, ReckoningId, Reference, ReferralLinkId,
    ReferralPartnerId, SignatureId, TaskId, TimelineId,
};
use crate::domain::invoice::InvoiceStatus;
use crate::domain::ledger::EntryKind;
use crate::domain::money::Currency;
use crate::domain::payment::{CommissionStatus, Invoicing, Recipient};
use crate::domain::period::ExtensionKind;
use crate::domain::plan::{PlanEnd, PlanKind};
use crate::domain::task::TaskKind;

macro_rules! text_columns {
    ($as_text:ident: $($ty:ty),* $(,)?) => {$(
        impl<DB: Backend> FromSql<Text, DB> for $ty
        where
            String: FromSql<Text, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                let text = String::from_sql(bytes)?;
                <$ty>::parse(&text).ok_or_else(|| format!("“{text}” is not a {}", stringify!($ty)).into())
            }
        }

        impl<ST: SingleValue, DB: Backend> Queryable<ST, DB> for $ty
        where
            Self: FromSql<ST, DB>,
        {
            type Row = Self;
            fn build(row: Self) -> deserialize::Result<Self> {
                Ok(row)
            }
        }

        impl<DB: Backend> ToSql<Text, DB> for $ty
        where
            str: ToSql<Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                self.$as_text().to_sql(out)
            }
        }

        impl<DB: Backend> ToSql<Nullable<Text>, DB> for $ty
        where
            Self: ToSql<Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                ToSql::<Text, DB>::to_sql(self, out)
            }
        }

        text_columns!(@expression $ty, Text);
        text_columns!(@expression $ty, Nullable<Text>);
    )*};
    (@expression $ty:ty, $st:ty) => {
        impl AsExpression<$st> for $ty {
            type Expression = Bound<$st, Self>;
            fn as_expression(self) -> Self::Expression {
                Bound::new(self)
            }
        }
        impl<'a> AsExpression<$st> for &'a $ty {
            type Expression = Bound<$st, Self>;
            fn as_expression(self) -> Self::Expression {
                Bound::new(self)
            }
        }
    };
}

text_columns!(as_str: AgreementId, CarveOutId, CaseId, CaseUpdateId, PlanId, ClientPersonId, CollectionPartnerId, CreditorId, DebtorId, DivisionId, DocumentId, FilterId, InvitationId,
    InvoiceId, KeyId, KycId, LedgerId, LinkRequestId, MailId, MembershipId, MessageId, PaymentId, PersonId, PriceId, ReckoningId, Reference,
    ReferralLinkId, ReferralPartnerId, SignatureId, TaskId, TimelineId);
text_columns!(name: HostState, PlanKind, PlanEnd, Recommendation, ClaimType, CloseCode, DebtorKind, DeclineCategory, DisputeStatus, Lifecycle, Phase, PricingSource,
    DocumentType, OrganisationKind, Role, TaskKind, CommissionStatus, EntryKind, InvoiceStatus, Invoicing, Recipient, ExtensionKind, Uploader, AgreementKind, FileLevel, SignatureMethod, InvoicingMode, KycReview,
    LinkRequestStatus, Zone);
text_columns!(code: Currency, Language);
