//! Template structs of agencies.

use askama::Template;

use super::forms::AgencyForm;
use super::query::LIST;
use super::resource::{AgencyDto, AgencyListDto, AgencySummaryDto};
use crate::domain::actor::Operator;
use crate::domain::agency::{AgencyKind, AgencyRefusal, AgencyStatus};
use crate::domain::ids::CollectionPartnerId;
use crate::store::Db;
use crate::store::cases::CaseLine;
use crate::store::people::agencies::{self, AgencyFilter};
use crate::store::people::organisations::AgencyProfile;
use crate::web::filters;
use crate::web::http::asked::Paging;
use crate::web::http::lists::{Chip, Choices, Pager};
use crate::web::http::wire::PageData;
use crate::web::http::{Asked, Failure, Fields, Filled, Page};
use crate::web::wording::{address, countries, known, time_zones};

/// Parameters that are left out of an address that begins the list again.
const FROM_THE_FIRST_PAGE: [&str; 1] = ["page"];

/// The list of agencies.
#[derive(Template)]
#[template(path = "agencies/list.html")]
pub(crate) struct AgenciesPage {
    resource: AgencyListDto,
    rows: Vec<(AgencyProfile, i64)>,
    choices: Choices,
    asked: Asked,
    paging: Paging,
    is_admin: bool,
}

impl Page for AgenciesPage {
    type Resource = AgencyListDto;
    fn resource(&self) -> &AgencyListDto {
        &self.resource
    }
}

impl AgenciesPage {
    pub(super) fn load(
        db: &mut Db,
        who: &Operator,
        filter: &AgencyFilter,
        asked: Asked,
        paging: Paging,
    ) -> Result<Self, Failure> {
        let found = agencies::find(db, who, filter, paging.skip(), paging.size)?;
        let ids: Vec<CollectionPartnerId> = found.agencies.iter().map(|agency| agency.id).collect();
        let open = agencies::open_cases_of(db, who, &ids)?;
        let cases_of = |id| open.iter().find(|(agency, _)| *agency == id).map_or(0, |(_, cases)| *cases);
        let rows: Vec<_> = found.agencies.into_iter().map(|agency| (cases_of(agency.id), agency)).collect();
        let resource = AgencyListDto {
            page: PageData::new(found.total, paging, rows.len()),
            agencies: rows.iter().map(|(cases, agency)| AgencySummaryDto::new(agency, *cases)).collect(),
        };
        let rows = rows.into_iter().map(|(cases, agency)| (agency, cases)).collect();
        Ok(Self { resource, rows, choices: Choices::default(), asked, paging, is_admin: who.is_admin() })
    }

    fn search(&self) -> &str {
        self.asked.one("query").unwrap_or_default()
    }

    fn chips(&self) -> Vec<Chip> {
        LIST.chips(&self.asked, &self.choices, &FROM_THE_FIRST_PAGE)
    }

    fn is_filtered(&self) -> bool {
        !self.search().is_empty() || LIST.is_filtered(&self.asked, &self.choices)
    }

    fn pager(&self) -> Pager {
        let page = |number: i64| LIST.address(&self.asked, &[("page", &number.to_string())], &[]);
        Pager::counted(self.paging, self.resource.page.total_results, false, self.rows.len(), page).of("agencies")
    }
}

/// An agency, read-only.
#[derive(Template)]
#[template(path = "agencies/agency.html")]
pub(crate) struct AgencyPage {
    resource: AgencyDto,
    agency: AgencyProfile,
    form: Filled,
    is_admin: bool,
}

impl Page for AgencyPage {
    type Resource = AgencyDto;
    fn resource(&self) -> &AgencyDto {
        &self.resource
    }
}

impl AgencyPage {
    pub(super) fn load(db: &mut Db, who: &Operator, id: CollectionPartnerId) -> Result<Self, Failure> {
        Self::again(db, who, id, Filled::new::<()>())
    }

    pub(super) fn again(db: &mut Db, who: &Operator, id: CollectionPartnerId, form: Filled) -> Result<Self, Failure> {
        let agency = agencies::load(db, id)?;
        Ok(Self { resource: AgencyDto::load(db, who, id)?, agency, form, is_admin: who.is_admin() })
    }

    /// Labels and texts of its data; what is missing is left out.
    fn facts(&self) -> Vec<(&'static str, String)> {
        let agency = &self.agency;
        let country = filters::country_name(&agency.country);
        let place = [agency.state.as_deref(), Some(country.as_str())];
        let (street, zip, city) = (agency.address.as_deref(), agency.zip_code.as_deref(), agency.city.as_deref());
        let address = address(street, zip, city, &place);
        known([
            ("Legal name", agency.legal_name.clone()),
            ("Type", Some(agency.kind.label().to_owned())),
            ("Registration number", agency.registration_number.clone()),
            ("VAT number", agency.vat_number.clone()),
            ("Address", Some(address)),
            ("Office e-mail", agency.office_email.clone()),
            ("Telephone", agency.office_phone.clone()),
            ("Web site", agency.public_site.clone()),
            ("Sender of mails to clients", agency.sender_name.clone()),
            ("Clients’ answers go to", agency.sender_email.clone()),
            ("Time zone", Some(agency.time_zone.name().replace('_', " "))),
        ])
    }

    /// Labels and texts of what concerns money.
    fn money(&self) -> Vec<(&'static str, String)> {
        let agency = &self.agency;
        let currency = agency.invoice_currency.map(|currency| currency.code().to_owned());
        known([
            ("Share before court", Some(format!("{}%", agency.pre_legal_share.rate()))),
            ("Share in court", Some(format!("{}%", agency.legal_share.rate()))),
            ("Invoice currency", currency.or_else(|| Some("As the country".to_owned()))),
            ("Invoices to", agency.invoice_email.clone()),
            ("Billing contact", agency.billing_contact.clone()),
            ("Account holder", agency.payout_holder.clone()),
            ("IBAN", agency.payout_iban.clone()),
            ("BIC", agency.payout_bic.clone()),
        ])
    }

    fn address(&self) -> String {
        super::page_of(&self.agency)
    }

    fn is_suspended(&self) -> bool {
        self.agency.status() == AgencyStatus::Suspended
    }
}

/// The form of an agency's data.
#[derive(Template)]
#[template(path = "agencies/form.html")]
pub(crate) struct AgencyFormPage {
    form: Filled,
    /// The agency that is changed; `None` for a new one.
    agency: Option<AgencyProfile>,
    kinds: Vec<(&'static str, &'static str)>,
    countries: Vec<(&'static str, String)>,
    zones: Vec<(&'static str, String)>,
}

impl Page for AgencyFormPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl AgencyFormPage {
    /// A new agency.
    pub(super) fn new(form: Filled) -> Self {
        Self::of(form, None)
    }

    /// An agency that is changed; the form is filled from what is stored, if it was not sent yet.
    pub(super) fn load(db: &mut Db, id: CollectionPartnerId, form: Option<Filled>) -> Result<Self, Failure> {
        let agency = agencies::load(db, id)?;
        let form = form.unwrap_or_else(|| Filled::with::<AgencyForm>(agency_fields(&agency)));
        Ok(Self::of(form, Some(agency)))
    }

    fn of(form: Filled, agency: Option<AgencyProfile>) -> Self {
        let none = || std::iter::once(("", "Choose…".to_owned()));
        Self {
            form,
            agency,
            kinds: AgencyKind::ALL.iter().map(|kind| (kind.name(), kind.label())).collect(),
            countries: none().chain(countries()).collect(),
            zones: none().chain(time_zones()).collect(),
        }
    }

    fn title(&self) -> String {
        self.agency.as_ref().map_or_else(|| "New agency".to_owned(), |agency| format!("Change {}", agency.name))
    }

    /// Where the form goes, and where it leads back to.
    fn action(&self) -> String {
        let list = super::AGENCIES;
        self.agency.as_ref().map_or_else(|| list.to_owned(), super::page_of)
    }
}

/// What a new agency usually has.
pub(super) fn usual() -> Fields {
    Fields::default().with("kind", AgencyKind::Exclusive.name()).with("preLegalShare", "40").with("legalShare", "20")
}

/// What the form shows of it as it is.
pub(crate) fn agency_fields(agency: &AgencyProfile) -> Fields {
    let currency = agency.invoice_currency.map(|currency| currency.code().to_owned());
    let texts = [
        ("name", Some(agency.name.clone())),
        ("legalName", agency.legal_name.clone()),
        ("kind", Some(agency.kind.name().to_owned())),
        ("registrationNumber", agency.registration_number.clone()),
        ("vatNumber", agency.vat_number.clone()),
        ("address", agency.address.clone()),
        ("zipCode", agency.zip_code.clone()),
        ("city", agency.city.clone()),
        ("state", agency.state.clone()),
        ("country", Some(agency.country.clone())),
        ("timeZone", Some(agency.time_zone.name().to_owned())),
        ("officeEmail", agency.office_email.clone()),
        ("officePhone", agency.office_phone.clone()),
        ("publicSite", agency.public_site.clone()),
        ("invoiceEmail", agency.invoice_email.clone()),
        ("billingContact", agency.billing_contact.clone()),
        ("invoiceCurrency", currency),
        ("preLegalShare", Some(agency.pre_legal_share.rate().to_string())),
        ("legalShare", Some(agency.legal_share.rate().to_string())),
        ("payoutHolder", agency.payout_holder.clone()),
        ("payoutIban", agency.payout_iban.clone()),
        ("payoutBic", agency.payout_bic.clone()),
        ("senderName", agency.sender_name.clone()),
        ("senderEmail", agency.sender_email.clone()),
        ("requiresKyc", agency.requires_kyc.then(|| "true".to_owned())),
        ("verifiedProfile", agency.verified_profile.then(|| "true".to_owned())),
    ];
    texts
        .into_iter()
        .filter_map(|(name, text)| Some((name, text?)))
        .fold(Fields::default(), |fields, (name, text)| fields.with(name, text))
}

/// The question before an agency is suspended, with its open cases.
#[derive(Template)]
#[template(path = "agencies/suspend.html")]
pub(crate) struct SuspendPage {
    form: Filled,
    agency: AgencyProfile,
    open: Vec<CaseLine>,
    /// Number of open cases, test cases left out.
    total: i64,
}

impl Page for SuspendPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl SuspendPage {
    pub(super) fn load(db: &mut Db, who: &Operator, id: CollectionPartnerId, form: Filled) -> Result<Self, Failure> {
        let agency = agencies::load(db, id)?;
        if agency.status() == AgencyStatus::Suspended {
            return Err(AgencyRefusal::Suspended.into());
        }
        let total = agencies::open_cases_of(db, who, &[id])?.first().map_or(0, |(_, cases)| *cases);
        Ok(Self { form, agency, open: agencies::open_cases(db, who, id)?, total })
    }

    /// How many open cases are not listed.
    fn more(&self) -> i64 {
        self.total.saturating_sub(i64::try_from(self.open.len()).unwrap_or(i64::MAX))
    }
}
