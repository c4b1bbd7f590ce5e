//! What the form of a transfer sends.

use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions::transfers::TransferOrder;
use crate::domain::money::Currency;
use crate::web::http::request::values::{Amount, Day};
use crate::web::http::{Problems, Request};

/// Records a transfer.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TransferForm {
    /// The amount.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter the amount that was transferred."))]
    amount: Option<Amount>,
    /// The currency.
    currency: Option<String>,
    /// The day.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a day such as 2026-11-21."))]
    paid_on: Option<Day>,
}

impl Request for TransferForm {
    type Order = TransferOrder;

    fn order(self, problems: &mut Problems) -> Option<TransferOrder> {
        let currency = self.currency.as_deref().and_then(Currency::parse);
        let currency = problems.need("currency", currency, "Enter a currency, such as EUR.");
        Some(TransferOrder { amount: self.amount?.0, currency: currency?, paid_on: self.paid_on?.0 })
    }
}
