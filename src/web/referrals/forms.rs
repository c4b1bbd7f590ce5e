//! Requests about referral partners.

use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions::clients::PartnerOrder;
use crate::domain::client::InvoicingMode;
use crate::web::http::request::values::{Country, Email, Name, Percent, Word};
use crate::web::http::{Problems, Request};

/// Days until a link request expires, unless others are given.
pub(super) const USUAL_APPROVAL_DAYS: i64 = 7;

/// A referral partner's terms.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PartnerForm {
    /// The company's name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a name.", "x-autocomplete" = "off"))]
    name: Option<Name>,
    /// The name of its software, which clients know; the company's name by default.
    #[schemars(extend("x-autocomplete" = "off"))]
    short_name: Option<Name>,
    /// The country, as two letters or by its English name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose a country."))]
    country: Option<Country>,
    /// Where mails about the partnership go.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter an e-mail address.", "x-autocomplete" = "off"))]
    contact_email: Option<Email>,
    /// Its share of what the operator earns, in percent. Clients that are linked already keep theirs.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a percentage."))]
    fee_percentage: Option<Percent>,
    /// Days until a link request expires; 7 by default.
    #[validate(range(min = 1, max = 30))]
    approval_days: Option<i64>,
    /// When it may invoice its share; `PayWhenPaid` by default.
    invoicing_mode: Option<Word<InvoicingMode>>,
    /// Whether new clients are mailed their link, and reminded of it.
    sends_invitations: Option<bool>,
    /// Whether clients are welcomed by mail when they have signed.
    sends_welcome: Option<bool>,
}

impl Request for PartnerForm {
    type Order = PartnerOrder;

    fn order(self, _: &mut Problems) -> Option<PartnerOrder> {
        let name = self.name?.0;
        Some(PartnerOrder {
            short_name: self.short_name.map_or_else(|| name.clone(), |name| name.0),
            name,
            country: self.country?.0,
            contact_email: self.contact_email?.0,
            fee_percentage: self.fee_percentage?.0,
            approval_days: self.approval_days.unwrap_or(USUAL_APPROVAL_DAYS),
            invoicing_mode: self.invoicing_mode.map_or(InvoicingMode::PayWhenPaid, |mode| mode.0),
            sends_invitations: self.sends_invitations.unwrap_or_default(),
            sends_welcome: self.sends_welcome.unwrap_or_default(),
        })
    }
}
