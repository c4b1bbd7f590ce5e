//! Requests about clients of the operator.

use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions::clients::{ClientOrder, Company, CompanyOrder, NamedPerson};
use crate::domain::company::{
    self, MAX_ADDRESS_CHARACTERS, MAX_PHONE_CHARACTERS, MAX_PLACE_CHARACTERS, MAX_ZIP_CHARACTERS,
};
use crate::domain::ids::ReferralPartnerId;
use crate::pdf::sheet::unsupported;
use crate::web::clients::MAX_TENANT_CHARACTERS;
use crate::web::http::request::values::{Country, Email, IdOf, Name};
use crate::web::http::{Problems, Request};

/// A client's company data.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ChangeClientForm {
    /// The legal name, which its agreement names.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a name.", "x-autocomplete" = "off"))]
    name: Option<Name>,
    /// The country, as two letters or by its English name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose a country."))]
    country: Option<Country>,
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
    /// The address of the office.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter an e-mail address.", "x-autocomplete" = "off"))]
    support_email: Option<Email>,
    /// The telephone number of the office.
    #[validate(length(max = MAX_PHONE_CHARACTERS))]
    support_phone: Option<String>,
    /// A bank account for what is collected. It is added to those it has.
    iban: Option<String>,
    /// Whose account it is; the client's by default.
    #[validate(length(max = MAX_PLACE_CHARACTERS))]
    account_holder: Option<String>,
}

/// What becomes of a case that its agency declines.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DeclinedCasesForm {
    /// Whether the operator gives it to another agency; else it is closed.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Say whether declined cases are given to another agency."))]
    pass_on: Option<bool>,
}

impl Request for DeclinedCasesForm {
    type Order = bool;

    fn order(self, _: &mut Problems) -> Option<bool> {
        self.pass_on
    }
}

/// A new client. It completes its data itself while it onboards.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewClientForm {
    /// The referral partner that brings it. Without one it has no onboarding link and signs on paper.
    #[schemars(extend("x-wrong" = "Choose a referral partner."))]
    referral_partner_id: Option<IdOf<ReferralPartnerId>>,
    /// The referral partner's own id of the client; the portal chooses one by default.
    #[validate(length(max = MAX_TENANT_CHARACTERS))]
    external_tenant_id: Option<String>,
    /// The legal name, which its agreement names.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a name.", "x-autocomplete" = "off"))]
    name: Option<Name>,
    /// The country, as two letters or by its English name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose a country."))]
    country: Option<Country>,
    /// The number in the commercial register.
    registration_number: Option<String>,
    /// The address of the office; by default that of the person.
    #[schemars(extend("x-autocomplete" = "off"))]
    support_email: Option<Email>,
    /// First name of the person who onboards it.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a name.", "x-autocomplete" = "off"))]
    first_name: Option<Name>,
    /// Last name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a name.", "x-autocomplete" = "off"))]
    last_name: Option<Name>,
    /// Their address. Codes for signing go there.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter an e-mail address.", "x-autocomplete" = "off"))]
    email: Option<Email>,
}

impl Request for NewClientForm {
    type Order = ClientOrder;

    fn order(self, problems: &mut Problems) -> Option<ClientOrder> {
        let country = self.country?.0;
        let registration_number = self.registration_number.map(|text| company::registration(&text, &country));
        let registration_number = problems.keep("registrationNumber", registration_number.transpose());
        let email = self.email?.0;
        let company = Company {
            name: self.name?.0,
            registration_number: registration_number?,
            address: None,
            zip_code: None,
            city: None,
            state: None,
            country,
            support_email: self.support_email.map_or_else(|| email.clone(), |email| email.0),
            support_phone: None,
        };
        printable(&company, problems);
        Some(ClientOrder {
            referral_partner: self.referral_partner_id.map(|id| id.0),
            tenant: self.external_tenant_id,
            company,
            person: NamedPerson { first_name: self.first_name?.0, last_name: self.last_name?.0, email },
        })
    }
}

impl Request for ChangeClientForm {
    type Order = CompanyOrder;

    fn order(self, problems: &mut Problems) -> Option<CompanyOrder> {
        let (name, country) = (self.name?.0, self.country?.0);
        let number = |text: Option<String>, read: fn(&str, &str) -> Result<String, company::NumberProblem>| {
            text.map(|text| read(&text, &country)).transpose()
        };
        let registration_number =
            problems.keep("registrationNumber", number(self.registration_number, company::registration));
        let vat_number = problems.keep("vatNumber", number(self.vat_number, company::vat));
        let iban = problems.keep("iban", self.iban.as_deref().map(company::iban).transpose());
        let company = Company {
            name,
            registration_number: registration_number?,
            address: self.address,
            zip_code: self.zip_code,
            city: self.city,
            state: self.state,
            country,
            support_email: self.support_email?.0,
            support_phone: self.support_phone,
        };
        printable(&company, problems);
        let holder = self.account_holder.unwrap_or_else(|| company.name.clone());
        Some(CompanyOrder { company, vat_number: vat_number?, account: iban?.map(|iban| (iban, holder)) })
    }
}

/// Refuses characters that the fonts of agreements do not have.
fn printable(company: &Company, problems: &mut Problems) {
    let printed = [
        ("name", Some(company.name.as_str())),
        ("address", company.address.as_deref()),
        ("zipCode", company.zip_code.as_deref()),
        ("city", company.city.as_deref()),
        ("state", company.state.as_deref()),
    ];
    for (field, text) in printed {
        if let Some(character) = text.and_then(unsupported) {
            problems.add(field, format!("The character “{character}” cannot be printed in the agreement."));
        }
    }
}
