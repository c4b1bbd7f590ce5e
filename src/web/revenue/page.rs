//! Template struct of the form for the state of a referral partner's invoice.

use askama::Template;

use super::RevenueStateRequest;
use super::resource::RevenueStateDto;
use crate::domain::actor::Operator;
use crate::domain::ids::PaymentId;
use crate::domain::revenue::ReferralInvoicing;
use crate::store::books::payments::Payment;
use crate::store::books::revenue;
use crate::store::{self, Db};
use crate::web::filters;
use crate::web::http::{Failure, Fields, Filled, Page};

/// The form, with what the payment brings.
#[derive(Template)]
#[template(path = "revenue/state.html")]
pub(crate) struct StatePage {
    resource: RevenueStateDto,
    payment: Payment,
    reference: String,
    partner: String,
    states: Vec<(String, String)>,
    form: Filled,
}

impl Page for StatePage {
    type Resource = RevenueStateDto;
    fn resource(&self) -> &RevenueStateDto {
        &self.resource
    }
}

impl StatePage {
    pub(super) fn load(db: &mut Db, who: &Operator, id: PaymentId, form: Option<Filled>) -> Result<Self, Failure> {
        let (payment, partner) = revenue::load(db, who, id)?;
        let as_it_is = Fields::default().with("referralInvoicingStatus", payment.referral_status.name());
        Ok(Self {
            resource: RevenueStateDto::new(&payment),
            reference: store::cases::load(db, who, payment.case_id)?.case.reference.to_string(),
            partner: store::clients::referrals::profile(db, partner)?.name,
            states: ReferralInvoicing::ALL.iter().map(|one| (one.name().to_owned(), one.name().to_owned())).collect(),
            form: form.unwrap_or_else(|| Filled::with::<RevenueStateRequest>(as_it_is)),
            payment,
        })
    }
}
