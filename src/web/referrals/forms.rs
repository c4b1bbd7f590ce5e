//! Requests about referral partners.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions::clients::PartnerOrder;
use crate::domain::agency::MAX_SUSPENSION_REASON_CHARACTERS;
use crate::domain::client::InvoicingMode;
use crate::domain::company::{self, MAX_PLACE_CHARACTERS};
use crate::domain::money::Currency;
use crate::store::clients::referrals::PartnerCompany;
use crate::web::http::request::values::{Country, Day, Email, Lines, Name, Percent, Word};
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
    /// Whether its Admins may not change its brand.
    fixed_brand: Option<bool>,
    /// The name in the register, if it is another.
    #[schemars(extend("x-autocomplete" = "off"))]
    legal_name: Option<Name>,
    /// The number in the commercial register.
    registration_number: Option<String>,
    /// The VAT number.
    vat_number: Option<String>,
    /// When the operator checked the company.
    kyc_checked_on: Option<Day>,
    /// Whose account its share goes to.
    #[validate(length(max = MAX_PLACE_CHARACTERS))]
    payout_holder: Option<String>,
    /// The account's IBAN.
    payout_iban: Option<String>,
    /// The bank's BIC.
    #[validate(length(min = 8, max = 11))]
    payout_bic: Option<String>,
    /// The currency of its share, such as EUR.
    payout_currency: Option<String>,
}

/// Ends the partnership.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TerminateForm {
    /// The reason; the operator's people can read it.
    #[validate(required, length(max = MAX_SUSPENSION_REASON_CHARACTERS))]
    #[schemars(extend("x-missing" = "Enter a reason."))]
    reason: Option<Lines>,
    /// The last day on which it earns; 24 months from today by default.
    earns_until: Option<Day>,
}

impl Request for TerminateForm {
    type Order = (String, Option<NaiveDate>);

    fn order(self, _: &mut Problems) -> Option<Self::Order> {
        Some((self.reason?.0.trim().to_owned(), self.earns_until.map(|day| day.0)))
    }
}

impl Request for PartnerForm {
    type Order = PartnerOrder;

    fn order(self, problems: &mut Problems) -> Option<PartnerOrder> {
        let (name, country) = (self.name?.0, self.country?.0);
        let number = |text: Option<String>, read: fn(&str, &str) -> Result<String, company::NumberProblem>| {
            text.map(|text| read(&text, &country)).transpose()
        };
        let registration_number =
            problems.keep("registrationNumber", number(self.registration_number, company::registration));
        let vat_number = problems.keep("vatNumber", number(self.vat_number, company::vat));
        let payout_iban = problems.keep("payoutIban", self.payout_iban.as_deref().map(company::iban).transpose());
        let payout_currency = self
            .payout_currency
            .map(|text| Currency::parse(&text).ok_or_else(|| format!("“{text}” is not a currency such as EUR.")));
        let payout_currency = problems.keep("payoutCurrency", payout_currency.transpose());
        let company = PartnerCompany {
            legal_name: self.legal_name.map(|name| name.0),
            registration_number: registration_number?,
            vat_number: vat_number?,
            payout_holder: self.payout_holder,
            payout_iban: payout_iban?,
            payout_bic: self.payout_bic,
            payout_currency: payout_currency?,
            kyc_checked_on: self.kyc_checked_on.map(|day| day.0),
        };
        Some(PartnerOrder {
            short_name: self.short_name.map_or_else(|| name.clone(), |name| name.0),
            name,
            country,
            contact_email: self.contact_email?.0,
            fee_percentage: self.fee_percentage?.0,
            approval_days: self.approval_days.unwrap_or(USUAL_APPROVAL_DAYS),
            invoicing_mode: self.invoicing_mode.map_or(InvoicingMode::PayWhenPaid, |mode| mode.0),
            sends_invitations: self.sends_invitations.unwrap_or_default(),
            sends_welcome: self.sends_welcome.unwrap_or_default(),
            fixed_brand: self.fixed_brand.unwrap_or_default(),
            company,
        })
    }
}
