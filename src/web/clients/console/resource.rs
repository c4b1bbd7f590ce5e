//! Clients as JSON of the operator's API.

use serde::Serialize;
use utoipa::ToSchema;

use super::divisions::ClientDivisionDto;
use crate::actions::Context;
use crate::actions::clients::onboarding_link;
use crate::domain::actor::Operator;
use crate::domain::agreement::FileLevel;
use crate::domain::ids::CreditorId;
use crate::store::agreements::evidence::Subject;
use crate::store::cases::{BankAccount, CaseLine};
use crate::store::clients::console::{self, Row};
use crate::store::clients::{ClientPerson, divisions};
use crate::store::{self, Db};
use crate::web::http::Failure;
use crate::web::http::wire::{Major, PageData};
use crate::web::organisations::resource::OrganisationKeyDto;

/// A page of clients.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClientListDto {
    pub page: PageData,
    pub clients: Vec<ClientSummaryDto>,
}

/// A client in the list.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClientSummaryDto {
    pub id: String,
    pub name: String,
    /// Two letters.
    pub country: String,
    /// `Onboarding`, `Ready` or `Suspended`.
    pub status: &'static str,
    /// The referral partner that it is linked with; null if none.
    pub referral_partner_id: Option<String>,
    pub referral_partner: Option<String>,
    /// The referral partner's own id of the client.
    pub external_tenant_id: Option<String>,
    /// Number of open cases, without test cases.
    pub open_cases: i64,
    pub created_at: chrono::DateTime<chrono::Utc>,
}

/// One of a client's people.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClientPersonDto {
    pub id: String,
    pub name: String,
    pub email: String,
    /// The role in the company.
    pub title: Option<String>,
    /// Whether the person may also change keys and bank accounts. The first such person is the contact.
    pub is_admin: bool,
    /// Whether the person signs agreements.
    pub signs: bool,
}

/// One of a client's bank accounts.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClientAccountDto {
    pub number: i64,
    pub holder: String,
    pub currency: String,
    pub iban: Option<String>,
    pub account_number: Option<String>,
}

/// An agreement of a client.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClientAgreementDto {
    pub id: String,
    /// `Sdca`, `Poa` or `PricingAppendix`.
    pub kind: &'static str,
    pub version: String,
    /// Null until the last signatory has signed.
    pub signed_at: Option<chrono::DateTime<chrono::Utc>>,
    /// The agency of a power of attorney.
    pub agency: Option<String>,
    /// Whether it was signed on paper; its file is a scan then.
    pub on_paper: bool,
    /// Whether its file is there.
    pub has_file: bool,
}

/// One of a client's newest cases.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClientCaseDto {
    pub id: String,
    pub reference: String,
    pub lifecycle: &'static str,
    pub debtor: String,
    pub currency: String,
    pub outstanding: Major,
}

/// A client with its people, accounts, agreements and newest cases.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClientDto {
    #[serde(flatten)]
    pub summary: ClientSummaryDto,
    pub registration_number: Option<String>,
    pub vat_number: Option<String>,
    /// Since when it is suspended; null if it is not.
    pub suspended_at: Option<chrono::DateTime<chrono::Utc>>,
    pub suspension_reason: Option<String>,
    /// Whether a case that its agency declines is given to another one; else it is closed.
    pub passes_on_declined_cases: bool,
    pub address: Option<String>,
    pub zip_code: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub support_email: Option<String>,
    pub support_phone: Option<String>,
    /// Where the client onboards and signs; null if it has no referral partner.
    pub onboarding_url: Option<String>,
    pub people: Vec<ClientPersonDto>,
    /// By name, archived ones last.
    pub divisions: Vec<ClientDivisionDto>,
    /// The working API keys, oldest first.
    pub keys: Vec<OrganisationKeyDto>,
    pub bank_accounts: Vec<ClientAccountDto>,
    pub agreements: Vec<ClientAgreementDto>,
    /// At most 50, newest first, without test cases.
    pub cases: Vec<ClientCaseDto>,
}

impl ClientSummaryDto {
    pub(super) fn new(row: &Row, version: &str, open_cases: i64) -> Self {
        Self {
            id: row.creditor.id.to_string(),
            name: row.creditor.name.clone(),
            country: row.creditor.country.clone(),
            status: row.status(version).name(),
            referral_partner_id: row.link.as_ref().map(|link| link.referral_partner_id.to_string()),
            referral_partner: row.referral_partner.clone(),
            external_tenant_id: row.link.as_ref().map(|link| link.external_tenant_id.clone()),
            open_cases,
            created_at: row.creditor.created_at.and_utc(),
        }
    }
}

impl From<&ClientPerson> for ClientPersonDto {
    fn from(person: &ClientPerson) -> Self {
        Self {
            id: person.id.to_string(),
            name: person.name(),
            email: person.email.clone(),
            title: person.title.clone(),
            is_admin: person.is_admin,
            signs: person.signs,
        }
    }
}

impl From<BankAccount> for ClientAccountDto {
    fn from(account: BankAccount) -> Self {
        Self {
            number: account.number,
            holder: account.holder,
            currency: account.currency.code().to_owned(),
            iban: account.iban,
            account_number: account.account_number,
        }
    }
}

impl From<CaseLine> for ClientCaseDto {
    fn from(case: CaseLine) -> Self {
        Self {
            id: case.id.to_string(),
            reference: case.reference.to_string(),
            lifecycle: case.lifecycle.label(),
            currency: case.currency.code().to_owned(),
            outstanding: case.owed().into(),
            debtor: case.other,
        }
    }
}

impl ClientDto {
    /// A client as it is now.
    pub(crate) fn load(db: &mut Db, who: &Operator, id: CreditorId, ctx: &Context) -> Result<Self, Failure> {
        let row = console::load(db, who, id)?;
        let version = crate::web::clients::version_in_force(db)?;
        let open = console::open_cases_of(db, who, &[id])?.first().map_or(0, |(_, cases)| *cases);
        let onboarding_url = onboarding_link(db, id, ctx)?;
        let creditor = &row.creditor;
        Ok(Self {
            registration_number: creditor.registration_number.clone(),
            vat_number: creditor.vat_number.clone(),
            suspended_at: row.suspended_at.map(|at| at.and_utc()),
            suspension_reason: row.suspension_reason.clone(),
            passes_on_declined_cases: row.passes_on_declined,
            address: creditor.address.clone(),
            zip_code: creditor.zip_code.clone(),
            city: creditor.city.clone(),
            state: creditor.state.clone(),
            support_email: creditor.office_email.clone(),
            support_phone: creditor.office_phone.clone(),
            onboarding_url,
            people: console::people(db, who, id)?.iter().map(Into::into).collect(),
            divisions: divisions::of(db, id)?.into_iter().map(Into::into).collect(),
            keys: store::people::keys::all(db, id.as_str(), ctx.now)?.into_iter().map(Into::into).collect(),
            bank_accounts: console::accounts(db, who, id)?.into_iter().map(Into::into).collect(),
            agreements: agreements(db, id)?,
            cases: console::cases_of(db, who, id, false)?.into_iter().map(Into::into).collect(),
            summary: ClientSummaryDto::new(&row, &version, open),
        })
    }
}

fn agreements(db: &mut Db, id: CreditorId) -> Result<Vec<ClientAgreementDto>, Failure> {
    let found = store::agreements::of(db, Subject::Client(id))?;
    let agencies: Vec<_> = found.iter().filter_map(|agreement| agreement.collection_partner_id).collect();
    let names = store::people::agencies::names(db, &agencies)?;
    let ids: Vec<_> = found.iter().map(|agreement| agreement.id).collect();
    let levels = store::agreements::files::levels(db, &ids)?;
    let level_of = |id| levels.iter().find(|(of, _)| *of == id).map(|(_, level)| *level);
    let name_of = |agency| names.iter().find(|(id, _)| *id == agency).map(|(_, name)| name.clone());
    Ok(found
        .into_iter()
        .map(|agreement| ClientAgreementDto {
            on_paper: level_of(agreement.id) == Some(FileLevel::P),
            has_file: level_of(agreement.id).is_some(),
            id: agreement.id.to_string(),
            kind: agreement.kind.name(),
            version: agreement.version,
            signed_at: agreement.signed_at.map(|at| at.and_utc()),
            agency: agreement.collection_partner_id.and_then(name_of),
        })
        .collect())
}
