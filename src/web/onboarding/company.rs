//! The first step: the company's data, as the platform sent them, checked and completed.

use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Stage, take_step};
use crate::actions::clients::{self, Company, CompanyOrder};
use crate::domain::actor::Newcomer;
use crate::domain::agreement::Language;
use crate::domain::client::Step;
use crate::domain::{company, contact};
use crate::pdf::sheet::unsupported;
use crate::store::cases::Creditor;
use crate::store::{self, Db};
use crate::web::http::who::Spoken;
use crate::web::http::{Answer, App, Asked, Fields, Filled, Form, Input, Page, Problems};

/// The company's data. Problems are named by the message that says them.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CompanyForm {
    pub name: Option<String>,
    pub registration_number: Option<String>,
    pub vat_number: Option<String>,
    pub address: Option<String>,
    pub zip_code: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub country: Option<String>,
    pub support_email: Option<String>,
    pub support_phone: Option<String>,
    pub iban: Option<String>,
    pub account_holder: Option<String>,
}

impl Form for CompanyForm {
    type Order = CompanyOrder;

    fn parse(self) -> Result<CompanyOrder, Problems> {
        let mut problems = Problems::none();
        let country = self.country.as_deref().and_then(crate::web::clients::input::country);
        if country.is_none() {
            problems.add("country", "error-country");
        }
        let country = country.unwrap_or_default();
        let name = self.name.as_deref().map(contact::name).and_then(Result::ok);
        if name.is_none() {
            problems.add("name", "error-required");
        }
        let support_email = self.support_email.as_deref().map(contact::email).and_then(Result::ok);
        if support_email.is_none() {
            problems.add("supportEmail", "error-email");
        }
        let mut checked = |field: &str, text: Option<String>, read: &dyn Fn(&str) -> bool, message: &str| {
            let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
            if text.as_deref().is_some_and(|text| !read(text)) {
                problems.add(field, message);
            }
            text
        };
        let line = |most: usize| move |text: &str| text.chars().count() <= most && !text.contains(char::is_control);
        let registration = |text: &str| country.is_empty() || company::registration(text, &country).is_ok();
        let registration_number =
            checked("registrationNumber", self.registration_number, &registration, "error-registration-number");
        let vat = |text: &str| country.is_empty() || company::vat(text, &country).is_ok();
        let vat_number = checked("vatNumber", self.vat_number, &vat, "error-vat-number");
        let iban = checked("iban", self.iban, &|text: &str| company::iban(text).is_ok(), "error-iban");
        let holder = checked("accountHolder", self.account_holder, &line(100), "error-required");
        let address = checked("address", self.address, &line(500), "error-required");
        let zip_code = checked("zipCode", self.zip_code, &line(20), "error-required");
        let city = checked("city", self.city, &line(100), "error-required");
        let state = checked("state", self.state, &line(100), "error-required");
        let phone = |text: &str| text.chars().all(|c| c.is_ascii_digit() || "+ ()-./".contains(c)) && text.len() <= 50;
        let support_phone = checked("supportPhone", self.support_phone, &phone, "error-phone");
        // What stands in the agreement must be in a script that its paper can show.
        let printed = [
            ("name", &name),
            ("registrationNumber", &registration_number),
            ("address", &address),
            ("zipCode", &zip_code),
            ("city", &city),
            ("state", &state),
        ];
        for (field, text) in printed {
            if let Some(character) = text.as_deref().and_then(unsupported) {
                problems.add(field, format!("error-character|character={character}"));
            }
        }
        // The agreement names the company's seat.
        for (field, text) in [("address", &address), ("zipCode", &zip_code), ("city", &city)] {
            if text.is_none() {
                problems.add(field, "error-required");
            }
        }
        let name = name.unwrap_or_default();
        let account =
            iban.and_then(|text| company::iban(&text).ok()).map(|iban| (iban, holder.unwrap_or_else(|| name.clone())));
        let vat_number = vat_number.and_then(|text| company::vat(&text, &country).ok());
        let company = Company {
            name,
            registration_number,
            address,
            zip_code,
            city,
            state,
            country,
            support_email: support_email.unwrap_or_default(),
            support_phone,
        };
        problems.or(CompanyOrder { company, vat_number, account })
    }
}

/// The step's page.
#[derive(Template)]
#[template(path = "onboarding/company.html")]
pub struct CompanyPage {
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
        let stage = Stage::load(db, who, (token, Step::Company), language)?;
        let form = match form {
            Some(form) => stage.understood(form),
            None => Filled::with(fields_of(&store::clients::creditor(db, who)?)),
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
///
/// # Errors
/// No such link.
pub async fn show_company(
    who: Newcomer,
    token: Path<String>,
    asked: Asked,
    spoken: Spoken,
    app: App,
) -> Answer<CompanyPage> {
    let mine = token.clone();
    super::show_step(who, (token.into_inner(), Step::Company), &asked, &app, move |db, who, _| {
        CompanyPage::load(db, who, &mine, spoken.0, None)
    })
    .await
}

/// `POST /onboarding/{token}/company`
///
/// # Errors
/// No such link; wrong fields; signed already.
pub async fn confirm_company(
    who: Newcomer,
    token: Path<String>,
    spoken: Spoken,
    sent: Input<CompanyForm>,
    app: App,
) -> Answer<CompanyPage> {
    let mine = token.clone();
    take_step(
        who,
        (token.into_inner(), spoken),
        sent,
        &app,
        |db, who, order, now| Ok(clients::confirm_company(db, who, &order, now)?),
        move |db, who, form| CompanyPage::load(db, who, &mine, spoken.0, Some(form)),
    )
    .await
}
