//! Payments of a case, its claim, and its exclusive period.

mod change;
mod commission;
pub(crate) mod forms;
mod owed;
pub(crate) mod page;
mod period;
mod preview;
pub(crate) mod resource;

pub(crate) use change::{ClaimPage, DeletePaymentPage};
pub(crate) use commission::settle_commission;
pub(crate) use page::{PaymentFormPage, PaymentsPage, PaymentsTab};
pub(crate) use period::{PeriodPage, PeriodView};

use actix_web::http::StatusCode;

use crate::actions::payments::{self, Recorded};
use crate::actions::{ActionError, Context};
use crate::domain::actor::Partner;
use crate::domain::ids::{CaseId, PaymentId};
use crate::domain::pricing::PricingRefusal;
use crate::domain::refusal::Refusal;
use crate::store::Writer;
use crate::web::filters::shown;
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Asked, Done, Failure, Filled, Id, Input, Problems};
use forms::{Correction, CreatePaymentRequest, DeletePaymentForm, UpdateCaseFeesRequest, UpdatePaymentRequest};
use resource::{CorrectedPaymentDto, CreatePaymentResponse, PriceChangeConfirmationResponse, UpdateCaseFeesResponse};

/// The address of a case's payments tab.
fn tab_of(id: CaseId) -> String {
    format!("/partner/cases/{id}?tab=payments")
}

/// `GET /cases/{id}/payments`
pub(crate) async fn list_payments(Who(who): Who<Partner>, id: Id<CaseId>, app: App) -> Answer<PaymentsPage> {
    app.show(who, move |db, who| PaymentsPage::load(db, who, id.0)).await
}

/// `GET /cases/{id}/payments/new`: the form. Fields in the address are filled in, with the resulting split beside them.
///
/// # Errors
/// If the case is not theirs, or its state does not allow payments.
pub(crate) async fn show_new_payment(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    asked: Asked,
    app: App,
) -> Answer<PaymentFormPage> {
    let ctx = app.context();
    app.show(who, move |db, who| PaymentFormPage::fresh(db, who, id.0, &asked, &ctx)).await
}

/// `POST /cases/{id}/payments`
///
/// # Errors
/// If the state does not allow it, or amount, split, date or commission status are wrong.
pub(crate) async fn record_payment(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    sent: Input<CreatePaymentRequest>,
    app: App,
) -> Answer<PaymentFormPage> {
    let ctx = app.context();
    let act = move |db: &mut Writer, who: &Partner, mut order: payments::RecordOrder, ctx: &Context| {
        order.payment.surplus_confirmed |= who.person().is_none();
        let recorded = payments::record(db, who, id.0, &order, ctx)?;
        Done::new(tab_of(id.0), told(&recorded), &CreatePaymentResponse::new(&recorded, order.close_case))
    };
    app.submit(who, sent, act, move |db, who, form| PaymentFormPage::again(db, who, id.0, None, form, &ctx)).await
}

/// The notice after recording a payment.
fn told(recorded: &Recorded) -> String {
    let (payment, case) = (&recorded.payment, &recorded.case);
    let amount = shown(payment.money(payment.amount));
    let rest = match (recorded.is_closed, case.outstanding) {
        (true, _) => "The case is closed as Paid.".to_owned(),
        (false, 0) => "Nothing is outstanding any more; the case stays open.".to_owned(),
        (false, _) => format!("{} stays outstanding.", shown(case.outstanding())),
    };
    let warnings: String = recorded.warnings.iter().map(|warning| format!(" {warning}")).collect();
    format!("The payment of {amount} is recorded. {rest}{warnings}")
}

/// `GET /cases/{id}/payments/{paymentId}/edit`
///
/// # Errors
/// If the payment is not theirs or is invoiced.
pub(crate) async fn show_edit_payment(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    payment: Id<PaymentId>,
    asked: Asked,
    app: App,
) -> Answer<PaymentFormPage> {
    let ctx = app.context();
    app.show(who, move |db, who| PaymentFormPage::of(db, who, id.0, payment.0, &asked, &ctx)).await
}

/// `PUT /cases/{id}/payments/{paymentId}`
///
/// # Errors
/// If the payment is not theirs or is invoiced, values are wrong, or a paid case would get a balance without consent.
pub(crate) async fn correct_payment(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    payment: Id<PaymentId>,
    sent: Input<UpdatePaymentRequest>,
    app: App,
) -> Answer<PaymentFormPage> {
    let ctx = app.context();
    let act = move |db: &mut Writer, who: &Partner, mut order: Correction, ctx: &Context| {
        order.payment.surplus_confirmed |= who.person().is_none();
        let corrected = payments::correct(db, who, id.0, payment.0, &order.payment, order.may_reopen, ctx)?;
        let notice = if corrected.is_reopened {
            "The payment is corrected. The case is Active again."
        } else {
            "The payment is corrected."
        };
        Done::new(tab_of(id.0), notice, &CorrectedPaymentDto::new(corrected))
    };
    app.submit(who, sent, act, move |db, who, form| PaymentFormPage::again(db, who, id.0, Some(payment.0), form, &ctx))
        .await
}

/// `GET /cases/{id}/payments/{paymentId}/delete`: asks before deleting, with the effect in figures.
///
/// # Errors
/// If the payment is not theirs or is invoiced.
pub(crate) async fn show_delete_payment(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    payment: Id<PaymentId>,
    app: App,
) -> Answer<DeletePaymentPage> {
    app.show(who, move |db, who| DeletePaymentPage::load(db, who, id.0, payment.0, Filled::new::<DeletePaymentForm>()))
        .await
}

/// `DELETE /cases/{id}/payments/{paymentId}`
///
/// # Errors
/// If the payment is not theirs or is invoiced, or a paid case would get a balance without consent.
pub(crate) async fn delete_payment(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    payment: Id<PaymentId>,
    asked: Asked,
    sent: Input<DeletePaymentForm>,
    app: App,
) -> Answer<DeletePaymentPage> {
    let mut problems = Problems::none();
    let consent = asked.flag("reopenCaseIfNeeded", &mut problems).unwrap_or_default();
    problems.or(())?;
    let act = move |db: &mut Writer, who: &Partner, may_reopen: bool, ctx: &Context| {
        let gone = payments::delete(db, who, id.0, payment.0, may_reopen || consent, ctx)?;
        let amount = shown(gone.payment.money(gone.payment.amount));
        let owed = shown(gone.case.outstanding());
        let again = if gone.is_reopened { " The case is Active again." } else { "" };
        Ok(Done::gone(tab_of(id.0), format!("The payment of {amount} is deleted. Outstanding now {owed}.{again}")))
    };
    app.submit(who, sent, act, move |db, who, form| DeletePaymentPage::load(db, who, id.0, payment.0, form)).await
}

/// `GET /cases/{id}/claim`
///
/// # Errors
/// If the case is not theirs, or its state does not allow it.
pub(crate) async fn show_claim(Who(who): Who<Partner>, id: Id<CaseId>, app: App) -> Answer<ClaimPage> {
    app.show(who, move |db, who| ClaimPage::load(db, who, id.0, None)).await
}

/// `PUT /cases/{id}/fees`
///
/// # Errors
/// If the state does not allow it, amounts are impossible, or the success fee would change and nobody has agreed.
pub(crate) async fn change_claim(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    sent: Input<UpdateCaseFeesRequest>,
    app: App,
) -> Answer<ClaimPage> {
    let act = move |db: &mut Writer, who: &Partner, order: payments::ClaimOrder, ctx: &Context| {
        let changed = payments::change_claim(db, who, id.0, &order, ctx);
        let (case, is_principal_changed) = changed.map_err(|error| price_question(who, id.0, error))?;
        let to = format!("/partner/cases/{}?tab=claim", id.0);
        let notice = format!("The claim is saved. {} is outstanding.", shown(case.outstanding()));
        Done::new(to, notice, &UpdateCaseFeesResponse::new(&case, is_principal_changed))
    };
    app.submit(who, sent, act, move |db, who, form| ClaimPage::load(db, who, id.0, Some(form))).await
}

/// If the success fee would change, the contract has its own body for the answer; a page shows it at the field.
fn price_question(who: &Partner, id: CaseId, error: ActionError) -> Failure {
    let ActionError::Refused(refusal @ Refusal::Pricing(PricingRefusal::PriceChange { .. })) = error else {
        return error.into();
    };
    let Refusal::Pricing(PricingRefusal::PriceChange { intentional, current, proposed, warning }) = refusal.clone()
    else {
        return refusal.into();
    };
    if who.person().is_some() {
        return refusal.into();
    }
    let body = PriceChangeConfirmationResponse {
        warning,
        message: refusal.to_string(),
        ..PriceChangeConfirmationResponse::new(id.as_str(), intentional, current, proposed)
    };
    match serde_json::to_string(&body).and_then(|text| serde_json::from_str(&text)) {
        Ok(body) => Failure::Answered(StatusCode::CONFLICT, refusal.to_string(), body),
        Err(error) => error.into(),
    }
}

/// `GET /cases/{id}/exclusive-period`
///
/// # Errors
/// If the case is not theirs, or it has no such period.
pub(crate) async fn show_period(Who(who): Who<Partner>, id: Id<CaseId>, app: App) -> Answer<PeriodPage> {
    let now = app.now();
    app.show(who, move |db, who| PeriodPage::load(db, who, id.0, now)).await
}
