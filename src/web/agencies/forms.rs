//! Requests about agencies.

use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions::people::AgencyOrder;
use crate::domain::agency::{AgencyKind, MAX_SUSPENSION_REASON_CHARACTERS};
use crate::domain::company::{MAX_ADDRESS_CHARACTERS, MAX_PHONE_CHARACTERS, MAX_PLACE_CHARACTERS, MAX_ZIP_CHARACTERS};
use crate::web::http::request::values::{Country, Email, Lines, Name, Percent, Word};
use crate::web::http::{Problems, Request};

/// Characters in the address of a web site.
pub(crate) const MAX_SITE_CHARACTERS: u64 = 200;

/// An agency's data.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AgencyForm {
    /// The name everybody sees.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a name.", "x-autocomplete" = "off"))]
    name: Option<Name>,
    /// The name in the register, if it is another.
    #[schemars(extend("x-autocomplete" = "off"))]
    legal_name: Option<Name>,
    /// How it gets its cases; `Exclusive` by default.
    kind: Option<Word<AgencyKind>>,
    /// The number in the commercial register.
    registration_number: Option<String>,
    /// The VAT number.
    vat_number: Option<String>,
    /// Street and house number.
    #[validate(length(max = MAX_ADDRESS_CHARACTERS))]
    address: Option<String>,
    /// The postal code.
    #[validate(length(max = MAX_ZIP_CHARACTERS))]
    zip_code: Option<String>,
    /// The city.
    #[validate(length(max = MAX_PLACE_CHARACTERS))]
    city: Option<String>,
    /// The state or region.
    #[validate(length(max = MAX_PLACE_CHARACTERS))]
    state: Option<String>,
    /// The country, as two letters or by its English name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose a country."))]
    country: Option<Country>,
    /// The time zone of its business days, such as `Europe/Berlin`.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose a time zone."))]
    time_zone: Option<String>,
    /// Where mails about cases go.
    #[schemars(extend("x-autocomplete" = "off"))]
    office_email: Option<Email>,
    /// The telephone number.
    #[validate(length(max = MAX_PHONE_CHARACTERS))]
    office_phone: Option<String>,
    /// The address of its web site.
    #[validate(length(max = MAX_SITE_CHARACTERS), url)]
    public_site: Option<String>,
    /// Where invoices go.
    #[schemars(extend("x-autocomplete" = "off"))]
    invoice_email: Option<Email>,
    /// The person to whom invoices are addressed.
    #[schemars(extend("x-autocomplete" = "off"))]
    billing_contact: Option<Name>,
    /// The currency of invoices, such as EUR; the currency of the country by default.
    invoice_currency: Option<String>,
    /// The operator's share before court, in percent; 40 by default.
    pre_legal_share: Option<Percent>,
    /// The operator's share in court, in percent; 20 by default.
    legal_share: Option<Percent>,
    /// Whose account money for the agency goes to.
    #[validate(length(max = MAX_PLACE_CHARACTERS))]
    payout_holder: Option<String>,
    /// The account's IBAN.
    payout_iban: Option<String>,
    /// The bank's BIC.
    #[validate(length(min = 8, max = 11))]
    payout_bic: Option<String>,
    /// The name that clients see in mails about their cases, if it is not the agency's.
    #[schemars(extend("x-autocomplete" = "off"))]
    sender_name: Option<Name>,
    /// Where answers to these mails go.
    #[schemars(extend("x-autocomplete" = "off"))]
    sender_email: Option<Email>,
    /// Whether clients must give a director's data before it starts.
    requires_kyc: Option<bool>,
    /// Whether the operator has verified this profile.
    verified_profile: Option<bool>,
}

impl Request for AgencyForm {
    type Order = AgencyOrder;

    fn order(self, _: &mut Problems) -> Option<AgencyOrder> {
        Some(AgencyOrder {
            name: self.name?.0,
            legal_name: self.legal_name.map(|name| name.0),
            kind: self.kind.map(|kind| kind.0),
            registration_number: self.registration_number,
            vat_number: self.vat_number,
            address: self.address,
            zip_code: self.zip_code,
            city: self.city,
            state: self.state,
            country: self.country?.0,
            office_email: self.office_email.map(|email| email.0),
            office_phone: self.office_phone,
            public_site: self.public_site,
            invoice_email: self.invoice_email.map(|email| email.0),
            billing_contact: self.billing_contact.map(|name| name.0),
            invoice_currency: self.invoice_currency,
            time_zone: self.time_zone?,
            pre_legal_share: self.pre_legal_share.map(|share| share.0),
            legal_share: self.legal_share.map(|share| share.0),
            payout_holder: self.payout_holder,
            payout_iban: self.payout_iban,
            payout_bic: self.payout_bic,
            sender_name: self.sender_name.map(|name| name.0),
            sender_email: self.sender_email.map(|email| email.0),
            verified_profile: self.verified_profile.unwrap_or_default(),
            agreement_signed: false,
            requires_kyc: self.requires_kyc.unwrap_or_default(),
        })
    }
}

/// Suspends an agency.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct SuspendForm {
    /// The reason; the operator's people can read it.
    #[validate(required, length(max = MAX_SUSPENSION_REASON_CHARACTERS))]
    #[schemars(extend("x-missing" = "Enter a reason."))]
    reason: Option<Lines>,
}

impl Request for SuspendForm {
    type Order = String;

    fn order(self, _: &mut Problems) -> Option<String> {
        Some(self.reason?.0.trim().to_owned())
    }
}
