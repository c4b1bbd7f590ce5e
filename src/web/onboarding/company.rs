//! The first step: the company's data as the partner sent them, to be checked and completed.

use actix_web::web::Path;
use askama::Template;
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use super::{Stage, submit_step};
use crate::actions::clients::{self, Company, CompanyOrder};
use crate::domain::actor::Newcomer;
use crate::domain::agreement::Language;
use crate::domain::client::Step;
use crate::domain::company;
use crate::domain::company::{MAX_ADDRESS_CHARACTERS, MAX_PHONE_CHARACTERS, MAX_PLACE_CHARACTERS, MAX_ZIP_CHARACTERS};
use crate::pdf::sheet::unsupported;
use crate::store::cases::Creditor;
use crate::store::{self, Db};
use crate::web::http::request::values::{Country, Email, Name};
use crate::web::http::who::{Spoken, Who};
use crate::web::http::{Answer, App, Asked, Fields, Filled, Input, Page, Problems, Request};

/// The company's data. Problems are named by the message that says them.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CompanyForm {
    /// The legal name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "error-required", "x-wrong" = "error-required", "x-autocomplete" = "organization"))]
    name: Option<Name>,
    /// The registration number.
    registration_number: Option<String>,
    /// The VAT number.
    vat_number: Option<String>,
    /// Street and number of the seat, which the agreement names.
    #[validate(required, length(max = MAX_ADDRESS_CHARACTERS))]
    #[schemars(extend("x-missing" = "error-required", "x-wrong" = "error-required", "x-autocomplete" = "street-address"))]
    address: Option<String>,
    /// The postal code.
    #[validate(required, length(max = MAX_ZIP_CHARACTERS))]
    #[schemars(extend("x-missing" = "error-required", "x-wrong" = "error-required", "x-autocomplete" = "postal-code"))]
    zip_code: Option<String>,
    /// The city.
    #[validate(required, length(max = MAX_PLACE_CHARACTERS))]
    #[schemars(extend("x-missing" = "error-required", "x-wrong" = "error-required", "x-autocomplete" = "address-level2"))]
    city: Option<String>,
    /// The state or region.
    #[validate(length(max = MAX_PLACE_CHARACTERS))]
    #[schemars(extend("x-wrong" = "error-required", "x-autocomplete" = "address-level1"))]
    state: Option<String>,
    /// The country.
    #[validate(required)]
    #[schemars(extend("x-missing" = "error-country", "x-wrong" = "error-country", "x-autocomplete" = "country"))]
    country: Option<Country>,
    /// Where mails about cases go.
    #[validate(required)]
    #[schemars(extend("x-missing" = "error-email", "x-wrong" = "error-email"))]
    support_email: Option<Email>,
    /// The telephone number.
    #[validate(length(max = MAX_PHONE_CHARACTERS))]
    #[schemars(extend("x-wrong" = "error-phone", "x-autocomplete" = "tel", "x-inputmode" = "tel"))]
    support_phone: Option<String>,
    /// The bank account.
    iban: Option<String>,
    /// Whose account it is; the company's unless said.
    #[validate(length(max = MAX_PLACE_CHARACTERS))]
    #[schemars(extend("x-wrong" = "error-required"))]
    account_holder: Option<String>,
}

impl Request for CompanyForm {
    type Order = CompanyOrder;

    fn order(self, problems: &mut Problems) -> Option<CompanyOrder> {
        let country = self.country.map(|country| country.0).unwrap_or_default();
        let name = self.name.map(|name| name.0);
        let mut checked = |field: &str, text: &Option<String>, read: &dyn Fn(&str) -> bool, message: &str| {
            if text.as_deref().is_some_and(|text| !read(text)) {
                problems.add(field, message);
            }
        };
        let registration = |text: &str| country.is_empty() || company::registration(text, &country).is_ok();
        checked("registrationNumber", &self.registration_number, &registration, "error-registration-number");
        let vat = |text: &str| country.is_empty() || company::vat(text, &country).is_ok();
        checked("vatNumber", &self.vat_number, &vat, "error-vat-number");
        checked("iban", &self.iban, &|text: &str| company::iban(text).is_ok(), "error-iban");
        let phone = |text: &str| text.chars().all(|c| c.is_ascii_digit() || "+ ()-./".contains(c));
        checked("supportPhone", &self.support_phone, &phone, "error-phone");
        // These fields are printed in the agreement, so the PDF's fonts must have their characters.
        let printed = [
            ("name", &name),
            ("registrationNumber", &self.registration_number),
            ("address", &self.address),
            ("zipCode", &self.zip_code),
            ("city", &self.city),
            ("state", &self.state),
        ];
        for (field, text) in printed {
            if let Some(character) = text.as_deref().and_then(unsupported) {
                problems.add(field, format!("error-character|character={character}"));
            }
        }
        let name = name?;
        let holder = self.account_holder.unwrap_or_else(|| name.clone());
        let account = self.iban.and_then(|text| company::iban(&text).ok()).map(|iban| (iban, holder));
        let vat_number = self.vat_number.and_then(|text| company::vat(&text, &country).ok());
        let company = Company {
            name,
            registration_number: self.registration_number,
            address: self.address,
            zip_code: self.zip_code,
            city: self.city,
            state: self.state,
            country,
            support_email: self.support_email?.0,
            support_phone: self.support_phone,
        };
        Some(CompanyOrder { company, vat_number, account })
    }
}

#[derive(Template)]
#[template(path = "onboarding/company.html")]
pub(crate) struct CompanyPage {
    stage: Stage,
    form: Filled,
    countries: Vec<(String, String)>,
}

impl Page for CompanyPage {
    type Resource = Fields;
    fn resource(&self) -> &Fields {
        &self.form.fields
    }
}

impl CompanyPage {
    fn load(
        db: &mut Db,
        who: &Newcomer,
        token: &str,
        language: Option<Language>,
        form: Option<Filled>,
    ) -> Result<Self, crate::web::http::Failure> {
        let stage = Stage::load(db, who, token, Step::Company, language)?;
        let form = match form {
            Some(form) => stage.understood(form),
            None => Filled::with::<CompanyForm>(fields_of(&store::clients::creditor(db, who)?)),
        };
        let mut countries: Vec<(String, String)> =
            rust_iso3166::ALL.iter().map(|one| (one.alpha2.to_owned(), stage.words.country(one.alpha2))).collect();
        countries.sort_by_cached_key(|(_, name)| crate::domain::search::fold(name));
        Ok(Self { stage, form, countries })
    }
}

fn fields_of(creditor: &Creditor) -> Fields {
    let mut fields = Fields::default();
    let mut put = |name: &str, text: Option<&str>| {
        if let Some(text) = text {
            fields.add(name, text);
        }
    };
    put("name", Some(&creditor.name));
    put("registrationNumber", creditor.registration_number.as_deref());
    put("vatNumber", creditor.vat_number.as_deref());
    put("address", creditor.address.as_deref());
    put("zipCode", creditor.zip_code.as_deref());
    put("city", creditor.city.as_deref());
    put("state", creditor.state.as_deref());
    put("country", Some(&creditor.country));
    put("supportEmail", creditor.office_email.as_deref());
    put("supportPhone", creditor.office_phone.as_deref());
    fields
}

/// `GET /onboarding/{token}/company`
pub(crate) async fn show_company(
    Who(who): Who<Newcomer>,
    token: Path<String>,
    asked: Asked,
    spoken: Spoken,
    app: App,
) -> Answer<CompanyPage> {
    let mine = token.clone();
    super::show_step(who, token.into_inner(), Step::Company, &asked, &app, move |db, who, _| {
        CompanyPage::load(db, who, &mine, spoken.0, None)
    })
    .await
}

/// `POST /onboarding/{token}/company`
///
/// # Errors
/// If fields are wrong, or the agreement is signed already.
pub(crate) async fn confirm_company(
    Who(who): Who<Newcomer>,
    token: Path<String>,
    spoken: Spoken,
    sent: Input<CompanyForm>,
    app: App,
) -> Answer<CompanyPage> {
    let mine = token.clone();
    submit_step(
        who,
        token.into_inner(),
        spoken,
        sent,
        &app,
        |db, who, order, now| Ok(clients::confirm_company(db, who, &order, now)?),
        move |db, who, form| CompanyPage::load(db, who, &mine, spoken.0, Some(form)),
    )
    .await
}
