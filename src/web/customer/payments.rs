//! The payments on all cases of the client.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::{MAX_PER_PAGE, Shown, USUAL_PER_PAGE};
use crate::domain::actor::Customer;
use crate::domain::ids::{CaseId, PaymentId};
use crate::store::books::of_client;
use crate::store::{self, books::payments::Payment};
use crate::web::http::who::Who;
use crate::web::http::wire::PageData;
use crate::web::http::{Answer, App, Asked, Failure, Id, Problems};
use crate::web::payments::resource::PaymentDto;

/// A page of payments.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PaymentListApiDTO)]
pub(crate) struct PaymentListApiDto {
    pub page: PageData,
    pub payments: Vec<PaymentDto>,
}

/// `GET /Payments`
///
/// # Errors
/// If a parameter is wrong.
pub(crate) async fn list_payments(Who(who): Who<Customer>, asked: Asked, app: App) -> Answer<Shown<PaymentListApiDto>> {
    let paging = asked.paging(USUAL_PER_PAGE, MAX_PER_PAGE)?;
    let mut problems = Problems::none();
    let since = asked.moment("updatedSince", &mut problems);
    problems.or(())?;
    app.show(who, move |db, who| {
        let (found, total) = of_client::find(db, who, since, (paging.skip(), paging.size))?;
        let ids: Vec<CaseId> = found.iter().map(|payment| payment.case_id).collect();
        let files = store::cases::load_many(db, who, &ids)?;
        let cases: HashMap<CaseId, _> = files.iter().map(|file| (file.case.id, &file.case)).collect();
        let shown = |payment: &Payment| Some(PaymentDto::for_client(payment, cases.get(&payment.case_id)?));
        let payments: Vec<_> = found.iter().filter_map(shown).collect();
        Ok(Shown { resource: PaymentListApiDto { page: PageData::new(total, paging, payments.len()), payments } })
    })
    .await
}

/// `GET /Payments/{paymentId}`
///
/// # Errors
/// If the payment is not on one of their cases.
pub(crate) async fn show_payment(Who(who): Who<Customer>, id: Id<PaymentId>, app: App) -> Answer<Shown<PaymentDto>> {
    app.show(who, move |db, who| {
        let payment = of_client::load(db, who, id.0)?;
        let case = store::cases::load_case(db, who, payment.case_id).map_err(Failure::from)?;
        Ok(Shown { resource: PaymentDto::for_client(&payment, &case) })
    })
    .await
}
