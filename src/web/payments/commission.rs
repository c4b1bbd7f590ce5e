//! Marks the commission on a payment to the creditor as paid.

use super::resource::PaymentDto;
use crate::actions::{Context, payments};
use crate::domain::actor::Partner;
use crate::domain::ids::{CaseId, PaymentId};
use crate::store::Writer;
use crate::web::cases::casepage::CasePage;
use crate::web::filters::shown;
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Done, Id, Input};

/// `POST /cases/{id}/payments/{paymentId}/commission-paid`
///
/// # Errors
/// If the payment is not theirs or is invoiced, or the creditor owes no commission on it.
pub(crate) async fn settle_commission(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    payment: Id<PaymentId>,
    sent: Input<()>,
    app: App,
) -> Answer<CasePage> {
    let act = move |db: &mut Writer, who: &Partner, (), ctx: &Context| {
        let settled = payments::commission_paid(db, who, id.0, payment.0, ctx)?;
        let amount = shown(settled.payment.money(settled.payment.payout_partner));
        let notice = format!("The commission of {amount} is paid.");
        Done::new(super::tab_of(id.0), notice, &PaymentDto::new(&settled.payment, &settled.case))
    };
    app.submit(who, sent, act, move |db, who, form| CasePage::load(db, who, id.0, "payments", form)).await
}
