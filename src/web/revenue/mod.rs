//! What a referral partner earns, payment by payment and in sums.

mod page;
pub(crate) mod query;
pub(crate) mod resource;

use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions::revenue as actions;
use crate::domain::actor::{Operator, Referrer};
use crate::domain::ids::PaymentId;
use crate::domain::revenue::ReferralInvoicing;
use crate::store;
use crate::store::books::revenue;
use crate::web::customer::Shown;
use crate::web::http::request::values::Word;
use crate::web::http::who::{OperatorAdmin, Who};
use crate::web::http::wire::PageData;
use crate::web::http::{Answer, App, Asked, Done, Id, Input, Problems, Request};
use crate::web::referred::{MAX_PER_PAGE, USUAL_PER_PAGE};
use page::StatePage;
use resource::{RevenueStateDto, TransactionItem, TransactionsResponse, TransactionsSummary};

/// The message if no state was sent, or an unknown one.
const NO_STATE: &str = "Choose Pending, Invoiced, Paid or Disputed.";

/// `GET /reporting/transactions`
///
/// # Errors
/// If a filter or the page number is wrong.
pub(crate) async fn list_transactions(
    Who(who): Who<Referrer>,
    asked: Asked,
    app: App,
) -> Answer<Shown<TransactionsResponse>> {
    let paging = asked.paging(USUAL_PER_PAGE, MAX_PER_PAGE)?;
    let wanted = query::wanted(&asked, &who)?;
    app.show(who, move |db, who| {
        let mode = store::clients::referrals::profile(db, who.id)?.invoicing_mode;
        let rates = store::prices::rates::unscoped::latest(db)?;
        let sums = revenue::sums(db, who, &wanted.filter)?;
        let narrowed = wanted.rows(mode);
        let (rows, total) = revenue::find(db, who, &narrowed, (paging.skip(), paging.size))?;
        let data: Vec<_> = rows.iter().map(|row| TransactionItem::new(row, &rates)).collect();
        let page = PageData::new(total, paging, data.len());
        let summary = TransactionsSummary::new(&sums, mode, &rates);
        Ok(Shown { resource: TransactionsResponse { data, page, summary } })
    })
    .await
}

/// The state of a referral partner's invoice for its share of a payment.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RevenueStateRequest {
    /// `Pending`, `Invoiced`, `Paid` or `Disputed`.
    #[validate(required)]
    #[schemars(extend("x-missing" = NO_STATE, "x-wrong" = NO_STATE))]
    referral_invoicing_status: Option<Word<ReferralInvoicing>>,
}

impl Request for RevenueStateRequest {
    type Order = ReferralInvoicing;

    fn order(self, _: &mut Problems) -> Option<ReferralInvoicing> {
        self.referral_invoicing_status.map(|word| word.0)
    }
}

/// `GET /operator/payments/{paymentId}/referral-invoicing`
///
/// # Errors
/// If no referral partner earns on the payment.
pub(crate) async fn show_state(Who(who): Who<Operator>, id: Id<PaymentId>, app: App) -> Answer<StatePage> {
    app.show(who, move |db, who| StatePage::load(db, who, id.0, None)).await
}

/// `POST /operator/payments/{paymentId}/referral-invoicing`: sets the state of a referral partner's invoice.
///
/// # Errors
/// If no referral partner earns on the payment.
pub(crate) async fn set_state(
    who: OperatorAdmin,
    id: Id<PaymentId>,
    sent: Input<RevenueStateRequest>,
    app: App,
) -> Answer<StatePage> {
    app.submit(
        who,
        sent,
        move |db, who, state, ctx| {
            let payment = actions::set_state(db, &who.0, id.0, state, ctx)?;
            let notice = format!("The referral partner's invoice is {}.", state.name().to_lowercase());
            let at = format!("/operator/cases/{}", payment.case_id);
            Done::new(at, notice, &RevenueStateDto::new(&payment))
        },
        move |db, who, form| StatePage::load(db, &who.0, id.0, Some(form)),
    )
    .await
}
