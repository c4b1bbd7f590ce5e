//! Template structs of the operator's clients.

use askama::Template;

use super::forms::ChangeClientForm;
use super::query::LIST;
use super::resource::{ClientDto, ClientListDto, ClientSummaryDto};
use crate::actions::Context;
use crate::domain::actor::Operator;
use crate::domain::client::ClientRefusal;
use crate::domain::ids::CreditorId;
use crate::store::Db;
use crate::store::cases::{CaseLine, Creditor};
use crate::store::clients::console::{self, ConsoleFilter, Row};
use crate::store::people::parties;
use crate::web::cases::page::state_class;
use crate::web::clients::version_in_force;
use crate::web::filters;
use crate::web::http::asked::Paging;
use crate::web::http::lists::{Chip, Choices, Pager};
use crate::web::http::wire::PageData;
use crate::web::http::{Asked, Failure, Fields, Filled, Page};
use crate::web::wording::{address, countries, known};

/// Parameters that are left out of an address that begins the list again.
const FROM_THE_FIRST_PAGE: [&str; 1] = ["page"];

/// The list of clients.
#[derive(Template)]
#[template(path = "clients/console/list.html")]
pub(crate) struct ClientsPage {
    resource: ClientListDto,
    choices: Choices,
    asked: Asked,
    paging: Paging,
    is_admin: bool,
}

impl Page for ClientsPage {
    type Resource = ClientListDto;
    fn resource(&self) -> &ClientListDto {
        &self.resource
    }
}

impl ClientsPage {
    pub(super) fn load(
        db: &mut Db,
        who: &Operator,
        filter: &ConsoleFilter,
        asked: Asked,
        paging: Paging,
    ) -> Result<Self, Failure> {
        let version = version_in_force(db)?;
        let found = console::find(db, who, filter, &version, (paging.skip(), paging.size))?;
        let ids: Vec<CreditorId> = found.clients.iter().map(|row| row.creditor.id).collect();
        let open = console::open_cases_of(db, who, &ids)?;
        let cases_of = |id| open.iter().find(|(client, _)| *client == id).map_or(0, |(_, cases)| *cases);
        let dto = |row: &Row| ClientSummaryDto::new(row, &version, cases_of(row.creditor.id));
        let resource = ClientListDto {
            page: PageData::new(found.total, paging, found.clients.len()),
            clients: found.clients.iter().map(dto).collect(),
        };
        Ok(Self { resource, choices: Choices::default(), asked, paging, is_admin: who.is_admin() })
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
        let total = self.resource.page.total_results;
        Pager::counted(self.paging, total, false, self.resource.clients.len(), page).of("clients")
    }
}

/// A client, read-only.
#[derive(Template)]
#[template(path = "clients/console/client.html")]
pub(crate) struct ClientPage {
    resource: ClientDto,
    creditor: Creditor,
    cases: Vec<CaseLine>,
    /// Since when it is suspended, UTC.
    suspended_at: Option<chrono::NaiveDateTime>,
    suspension_reason: Option<String>,
    form: Filled,
    is_admin: bool,
}

impl Page for ClientPage {
    type Resource = ClientDto;
    fn resource(&self) -> &ClientDto {
        &self.resource
    }
}

impl ClientPage {
    pub(super) fn load(db: &mut Db, who: &Operator, id: CreditorId, ctx: &Context) -> Result<Self, Failure> {
        Self::again(db, who, id, Filled::new::<()>(), ctx)
    }

    pub(super) fn again(
        db: &mut Db,
        who: &Operator,
        id: CreditorId,
        form: Filled,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        let row = console::load(db, who, id)?;
        Ok(Self {
            resource: ClientDto::load(db, who, id, ctx)?,
            cases: console::cases_of(db, who, id, false)?,
            creditor: row.creditor,
            suspended_at: row.suspended_at,
            suspension_reason: row.suspension_reason,
            form,
            is_admin: who.is_admin(),
        })
    }

    fn is_ready(&self) -> bool {
        self.resource.summary.status == "Ready"
    }

    /// Labels and texts of its data; what is missing is left out.
    fn facts(&self) -> Vec<(&'static str, String)> {
        let client = &self.creditor;
        let country = filters::country_name(&client.country);
        let place = [client.state.as_deref(), Some(country.as_str())];
        let (street, zip, city) = (client.address.as_deref(), client.zip_code.as_deref(), client.city.as_deref());
        let address = address(street, zip, city, &place);
        known([
            ("Registration number", client.registration_number.clone()),
            ("VAT number", client.vat_number.clone()),
            ("Address", Some(address)),
            ("Office e-mail", client.office_email.clone()),
            ("Telephone", client.office_phone.clone()),
        ])
    }

    fn agreement(kind: &str) -> &'static str {
        match kind {
            "Poa" => "Power of attorney",
            "PricingAppendix" => "Pricing appendix",
            _ => "Debt collection agreement",
        }
    }

    fn class(case: &CaseLine) -> &'static str {
        state_class(case.lifecycle)
    }
}

/// The question before a client is suspended, with its open cases.
#[derive(Template)]
#[template(path = "clients/console/suspend.html")]
pub(crate) struct SuspendPage {
    form: Filled,
    creditor: Creditor,
    open: Vec<CaseLine>,
}

impl Page for SuspendPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl SuspendPage {
    pub(super) fn load(db: &mut Db, who: &Operator, id: CreditorId, form: Filled) -> Result<Self, Failure> {
        let row = console::load(db, who, id)?;
        if row.suspended_at.is_some() {
            return Err(ClientRefusal::Suspended.into());
        }
        Ok(Self { form, creditor: row.creditor, open: console::cases_of(db, who, id, true)? })
    }
}

/// The form of a client, new or changed.
#[derive(Template)]
#[template(path = "clients/console/form.html")]
pub(crate) struct ClientFormPage {
    form: Filled,
    /// The client that is changed; `None` for a new one.
    creditor: Option<Creditor>,
    countries: Vec<(&'static str, String)>,
    partners: Vec<(String, String)>,
}

impl Page for ClientFormPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl ClientFormPage {
    /// A new client.
    pub(super) fn new(db: &mut Db, who: &Operator, form: Filled) -> Result<Self, Failure> {
        let none = (String::new(), "None: it signs on paper".to_owned());
        let partners = parties::choices(db, who)?.platforms.into_iter().filter(|(id, _)| !id.is_empty());
        let partners = std::iter::once(none).chain(partners).collect();
        Ok(Self { form, creditor: None, countries: choose(), partners })
    }

    /// One that is changed; the form is filled from what is stored, if it was not sent yet.
    pub(super) fn load(db: &mut Db, who: &Operator, id: CreditorId, form: Option<Filled>) -> Result<Self, Failure> {
        let creditor = console::load(db, who, id)?.creditor;
        let form = form.unwrap_or_else(|| Filled::with::<ChangeClientForm>(client_fields(&creditor)));
        Ok(Self { form, creditor: Some(creditor), countries: choose(), partners: Vec::new() })
    }

    fn title(&self) -> String {
        self.creditor.as_ref().map_or_else(|| "New client".to_owned(), |client| format!("Change {}", client.name))
    }

    /// Where the form goes, and where it leads back to.
    fn action(&self) -> String {
        self.creditor.as_ref().map_or_else(|| super::CLIENTS.to_owned(), |client| super::page_of(client.id))
    }
}

fn choose() -> Vec<(&'static str, String)> {
    std::iter::once(("", "Choose…".to_owned())).chain(countries()).collect()
}

/// What the form shows of it as it is.
pub(crate) fn client_fields(client: &Creditor) -> Fields {
    let texts = [
        ("name", Some(&client.name)),
        ("country", Some(&client.country)),
        ("registrationNumber", client.registration_number.as_ref()),
        ("vatNumber", client.vat_number.as_ref()),
        ("address", client.address.as_ref()),
        ("zipCode", client.zip_code.as_ref()),
        ("city", client.city.as_ref()),
        ("state", client.state.as_ref()),
        ("supportEmail", client.office_email.as_ref()),
        ("supportPhone", client.office_phone.as_ref()),
    ];
    let known = texts.into_iter().filter_map(|(name, text)| Some((name, text?)));
    known.fold(Fields::default(), |fields, (name, text)| fields.with(name, text.as_str()))
}
