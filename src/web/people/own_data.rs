//! The form with which an agency changes its own data. It is sent twice: without a code, which is mailed then, and with
//! it. Nothing that was typed is lost between.

use askama::Template;
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions::people::{OwnChange, OwnData, change_own_data};
use crate::domain::company::{
    self, MAX_ADDRESS_CHARACTERS, MAX_PHONE_CHARACTERS, MAX_PLACE_CHARACTERS, MAX_ZIP_CHARACTERS,
};
use crate::store::people::organisations::AgencyProfile;
use crate::store::{self, Db};
use crate::web::agencies::MAX_SITE_CHARACTERS;
use crate::web::filters;
use crate::web::http::request::values::{Code, Email, Name};
use crate::web::http::who::PartnerAdmin;
use crate::web::http::{Answer, App, Done, Failure, Fields, Filled, Input, Page, Problems, Reply, Request};

/// The page that shows the data.
const PAGE: &str = "/partner/settings/agency";

/// The data that an agency changes itself.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OwnDataForm {
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
    /// Where mails about cases go.
    office_email: Option<Email>,
    /// The telephone number.
    #[validate(length(max = MAX_PHONE_CHARACTERS))]
    office_phone: Option<String>,
    /// The address of its web site.
    #[validate(length(max = MAX_SITE_CHARACTERS), url)]
    public_site: Option<String>,
    /// Where invoices go.
    invoice_email: Option<Email>,
    /// The person to whom invoices are addressed.
    billing_contact: Option<Name>,
    /// Whose account money for the agency goes to.
    #[validate(length(max = MAX_PLACE_CHARACTERS))]
    payout_holder: Option<String>,
    /// The account's IBAN.
    payout_iban: Option<String>,
    /// The bank's BIC.
    #[validate(length(min = 8, max = 11))]
    payout_bic: Option<String>,
    /// The name that clients see in mails about their cases, if it is not the agency's.
    sender_name: Option<Name>,
    /// Where answers to these mails go.
    sender_email: Option<Email>,
    /// The code that was mailed; without it, one is mailed.
    code: Option<Code>,
}

impl Request for OwnDataForm {
    type Order = (OwnData, Option<String>);

    fn order(self, problems: &mut Problems) -> Option<Self::Order> {
        let iban = problems.keep("payoutIban", self.payout_iban.as_deref().map(company::iban).transpose());
        let data = OwnData {
            address: self.address,
            zip_code: self.zip_code,
            city: self.city,
            state: self.state,
            office_email: self.office_email.map(|email| email.0),
            office_phone: self.office_phone,
            public_site: self.public_site,
            invoice_email: self.invoice_email.map(|email| email.0),
            billing_contact: self.billing_contact.map(|name| name.0),
            payout_holder: self.payout_holder,
            payout_iban: iban?,
            payout_bic: self.payout_bic,
            sender_name: self.sender_name.map(|name| name.0),
            sender_email: self.sender_email.map(|email| email.0),
        };
        Some((data, self.code.map(|code| code.0)))
    }
}

/// `GET /settings/agency/change`
pub(crate) async fn show_change(who: PartnerAdmin, app: App) -> Answer<OwnDataPage> {
    app.show(who, |db, who| {
        let agency = store::people::organisations::profile(db, who.0.agency.id)?;
        Ok(OwnDataPage::new(&agency, Filled::with::<OwnDataForm>(fields_of(&agency)), false))
    })
    .await
}

/// `POST /settings/agency/change`: mails a code, or changes the data given the code.
///
/// # Errors
/// If fields or the code are wrong.
pub(crate) async fn change(who: PartnerAdmin, sent: Input<OwnDataForm>, app: App) -> Answer<OwnDataPage> {
    let by = who.clone();
    let done = match sent.parse() {
        Err(problems) => Err(problems.into()),
        Ok((data, code)) => app.run(move |db, ctx| Ok(change_own_data(db, &by.0, &data, code.as_deref(), ctx)?)).await,
    };
    let sent_to = if let Ok(OwnChange::CodeSent(email)) = &done { Some(email.clone()) } else { None };
    let wants_code = sent.fields.has("code") || sent_to.is_some();
    let failure: Failure = match done {
        Ok(OwnChange::Same) => return Ok(Reply::Done(Done::gone(PAGE, "Nothing was changed."))),
        Ok(OwnChange::Changed) => return Ok(Reply::Done(Done::gone(PAGE, "The agency’s data are changed."))),
        Ok(OwnChange::CodeSent(email)) => Problems::at("code", format!("We sent a code to {email}. Enter it.")).into(),
        Ok(OwnChange::WrongCode) => Problems::at("code", "This is not the code, or it is no longer valid.").into(),
        Err(failure) => failure,
    };
    let page = move |db: &mut Db, who: &PartnerAdmin, form: Filled| {
        let agency = store::people::organisations::profile(db, who.0.agency.id)?;
        // That a code was sent is no mistake of the reader.
        let form = if sent_to.is_some() { Filled { problems: Problems::none(), ..form } } else { form };
        Ok(OwnDataPage { sent_to, ..OwnDataPage::new(&agency, form, wants_code) })
    };
    app.again(who, &sent, failure, page).await
}

/// The form.
#[derive(Template)]
#[template(path = "people/own_data.html")]
pub(crate) struct OwnDataPage {
    form: Filled,
    agency: String,
    /// Whether a code is asked for.
    wants_code: bool,
    /// Where a code was mailed to just now.
    sent_to: Option<String>,
}

impl Page for OwnDataPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl OwnDataPage {
    fn new(agency: &AgencyProfile, form: Filled, wants_code: bool) -> Self {
        Self { form, agency: agency.name.clone(), wants_code, sent_to: None }
    }
}

fn fields_of(agency: &AgencyProfile) -> Fields {
    let texts = [
        ("address", &agency.address),
        ("zipCode", &agency.zip_code),
        ("city", &agency.city),
        ("state", &agency.state),
        ("officeEmail", &agency.office_email),
        ("officePhone", &agency.office_phone),
        ("publicSite", &agency.public_site),
        ("invoiceEmail", &agency.invoice_email),
        ("billingContact", &agency.billing_contact),
        ("payoutHolder", &agency.payout_holder),
        ("payoutIban", &agency.payout_iban),
        ("payoutBic", &agency.payout_bic),
        ("senderName", &agency.sender_name),
        ("senderEmail", &agency.sender_email),
    ];
    let known = texts.into_iter().filter_map(|(name, text)| Some((name, text.as_ref()?)));
    known.fold(Fields::default(), |fields, (name, text)| fields.with(name, text.as_str()))
}
