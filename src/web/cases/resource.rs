//! A case in the collection partner's contract. Names, casing and nulls are the contract's.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::calendar::Moment;
use crate::domain::case::Lifecycle;
use crate::domain::payment::Buckets;
use crate::store::cases::{BankAccount, CaseFile, Creditor, Debtor};
use crate::store::people::organisations::AgencyProfile;
use crate::web::filters::country_name;
use crate::web::http::error_bodies::SigningHandoffDto;
use crate::web::http::wire::{Major, PageData, midnight, moment};

/// A list of cases.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InvoiceListDto {
    /// Page metadata.
    pub page: PageData,
    /// The cases.
    pub cases: Vec<InvoiceDto>,
}

/// A case.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InvoiceDto {
    pub id: String,
    pub date_created: DateTime<Utc>,
    pub date_updated: Option<DateTime<Utc>>,
    pub reference: String,
    pub creditor_reference: Option<String>,
    /// The agency's own reference; an addition to the agency's contract. Clients do not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub collection_partner_reference: Option<AgencysReference>,
    pub creditor_comments: Option<String>,
    pub claim_description: Option<String>,
    pub gross_amount: Major,
    pub remainder: Major,
    pub interest_fees: Major,
    pub reminder_fees: Major,
    pub collection_fees: Major,
    pub total_added_fees: Major,
    pub currency: String,
    pub is_test_case: bool,
    pub lifecycle: String,
    pub due_date: DateTime<Utc>,
    pub date: DateTime<Utc>,
    pub date_finished: Option<DateTime<Utc>>,
    pub date_collection_started: Option<DateTime<Utc>>,
    pub close_code: Option<String>,
    pub current_engagement_phase: Option<String>,
    pub claim_type: Option<String>,
    pub creditor_division_id: Option<String>,
    pub debtor: DebtorDto,
    pub collection_partner: Option<CollectionPartnerDto>,
    pub creditor: CreditorDto,
    pub bank_account: Option<BankAccountDto>,
    pub blended_age_uplift_points: Option<Major>,
    pub pre_legal_success_fee: Option<Major>,
    pub solution_url: Option<String>,
    pub signing_handoff: Option<SigningHandoffDto>,
    pub exclusive_period_end_date: Option<DateTime<Utc>>,
    pub dispute_status: Option<String>,
    pub validation: CaseValidationLeanDto,
    pub assigned_user: Option<AssignedUserDto>,
    pub allocation_outstanding: InvoiceAllocationOutstandingDto,
}

/// The agency's own reference of a case, if it has one.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct AgencysReference(pub Option<String>);

/// The debtor.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DebtorDto {
    pub r#type: String,
    pub name: String,
    pub contact_person: Option<String>,
    pub company_registration_number: Option<String>,
    pub address: Option<String>,
    pub zip_code: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub state_alpha2: Option<String>,
    pub country_alpha2: Option<String>,
    pub country: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
}

/// The agency.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CollectionPartnerDto {
    pub name: String,
    pub office_email: Option<String>,
    pub office_phone: Option<String>,
    pub public_site: Option<String>,
    pub survey_cadence_mode: i32,
}

/// The creditor.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CreditorDto {
    pub id: String,
    pub company_name: String,
    pub company_registration_number: Option<String>,
    pub office_email: Option<String>,
    pub office_phone: Option<String>,
    pub address: Option<String>,
    pub city: Option<String>,
    pub zip_code: Option<String>,
    pub state: Option<String>,
    pub country: Option<String>,
    pub division: Option<CreditorDivisionDto>,
}

/// A department of a creditor.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CreditorDivisionDto {
    pub id: String,
    pub name: String,
}

/// The bank account for the creditor's money.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BankAccountDto {
    pub id: i64,
    pub label: Option<String>,
    pub scheme: String,
    pub currency_code: String,
    pub bank_country_code: String,
    pub account_holder_name: String,
    pub iban: Option<String>,
    pub bic: Option<String>,
    pub account_number: Option<String>,
    pub local_identifier: Option<String>,
    pub local_identifier_type: Option<String>,
    pub bank_name: Option<String>,
    pub bank_address: Option<String>,
    pub bank_city: Option<String>,
    pub bank_zip_code: Option<String>,
    pub bank_state: Option<String>,
}

/// Whether something is missing from the creditor.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CaseValidationLeanDto {
    pub needs_info: bool,
}

/// The handler of the case.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AssignedUserDto {
    pub email: String,
    pub name: String,
}

/// What is outstanding, by bucket.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InvoiceAllocationOutstandingDto {
    pub principal: Major,
    pub interest: Major,
    pub reminder_fees: Major,
    pub collection_fees: Major,
}

impl InvoiceDto {
    /// A case as its agency sees it.
    pub(crate) fn new(file: &CaseFile, agency: &AgencyProfile, open: &Buckets) -> Self {
        let handler = file.handler.as_ref();
        Self {
            collection_partner_reference: Some(AgencysReference(file.case.partner_reference.clone())),
            collection_partner: Some(agency.into()),
            validation: CaseValidationLeanDto { needs_info: needs_info(file) },
            assigned_user: handler.map(|one| AssignedUserDto { email: one.email.clone(), name: one.name() }),
            ..Self::shared(file, open)
        }
    }

    /// A case as its client sees it; `signing` is the page where it signs what is missing.
    pub(crate) fn for_client(
        file: &CaseFile,
        agency: Option<&AgencyProfile>,
        open: &Buckets,
        signing: Option<String>,
    ) -> Self {
        let owner = file.owner.as_ref();
        Self {
            collection_partner: agency.map(Into::into),
            solution_url: signing.clone(),
            signing_handoff: signing.map(|url| SigningHandoffDto { combined_signing_url: Some(url) }),
            validation: CaseValidationLeanDto { needs_info: asks_client(file) },
            assigned_user: owner.map(|one| AssignedUserDto { email: one.email.clone(), name: one.name() }),
            ..Self::shared(file, open)
        }
    }

    /// What agency and client see alike.
    fn shared(file: &CaseFile, open: &Buckets) -> Self {
        let case = &file.case;
        let major = |minor: i64| Major::from(case.money(minor));
        Self {
            id: case.id.to_string(),
            date_created: moment(case.created_at),
            date_updated: Some(moment(case.updated_at)),
            reference: case.reference.to_string(),
            creditor_reference: case.creditor_reference.clone(),
            collection_partner_reference: None,
            creditor_comments: case.creditor_comments.clone(),
            claim_description: case.claim_description.clone(),
            gross_amount: major(case.principal),
            remainder: major(case.outstanding),
            interest_fees: major(case.interest_fees),
            reminder_fees: major(case.reminder_fees),
            collection_fees: major(case.collection_fees),
            total_added_fees: major(case.added_fees()),
            currency: case.currency.code().to_owned(),
            is_test_case: case.is_test,
            lifecycle: case.lifecycle.label().to_owned(),
            due_date: midnight(case.due_date),
            date: midnight(case.claim_date),
            date_finished: case.finished_at.map(moment),
            date_collection_started: case.started_at.map(moment),
            close_code: case.close_code.map(|code| code.label().to_owned()),
            current_engagement_phase: case.phase.map(|phase| phase.label().to_owned()),
            claim_type: case.claim_type.map(|claim| claim.label().to_owned()),
            creditor_division_id: case.division_id.map(|id| id.to_string()),
            debtor: DebtorDto::from(&file.debtor),
            collection_partner: None,
            creditor: CreditorDto::new(&file.creditor, file),
            bank_account: file.bank_account.as_ref().map(BankAccountDto::from),
            blended_age_uplift_points: case.blended_uplift.map(|points| Major::decimal(points.points())),
            pre_legal_success_fee: case.rate().map(|rate| Major::decimal(rate.points())),
            solution_url: None,
            signing_handoff: None,
            exclusive_period_end_date: case.exclusive_until.map(moment),
            dispute_status: case.dispute_status.map(|status| status.label().to_owned()),
            validation: CaseValidationLeanDto { needs_info: false },
            assigned_user: None,
            allocation_outstanding: InvoiceAllocationOutstandingDto {
                principal: major(open.principal),
                interest: major(open.interest),
                reminder_fees: major(open.reminder),
                collection_fees: major(open.collection),
            },
        }
    }
}

/// Whether the client has yet to answer a question of the agency, or of the operator that verifies the case.
pub(crate) fn asks_client(file: &CaseFile) -> bool {
    let case = &file.case;
    let is_verified = case.lifecycle == Lifecycle::PendingVerificationInternal;
    needs_info(file) || (is_verified && case.question.is_some() && case.answered_at.is_none())
}

/// Whether the creditor has yet to answer a question.
pub(crate) fn needs_info(file: &CaseFile) -> bool {
    let since_question: Option<Moment> = file.case.answered_at.map(|at| at.and_utc());
    file.case.lifecycle == Lifecycle::NeedsAdditionalDetails && since_question.is_none()
}

impl From<&AgencyProfile> for CollectionPartnerDto {
    fn from(agency: &AgencyProfile) -> Self {
        Self {
            name: agency.name.clone(),
            office_email: agency.office_email.clone(),
            office_phone: agency.office_phone.clone(),
            public_site: agency.public_site.clone(),
            survey_cadence_mode: 0,
        }
    }
}

impl From<&Debtor> for DebtorDto {
    fn from(debtor: &Debtor) -> Self {
        let in_us = debtor.country == "US";
        Self {
            r#type: debtor.kind.wire().to_owned(),
            name: debtor.name.clone(),
            contact_person: debtor.contact_person.clone(),
            company_registration_number: debtor.registration_number.clone(),
            address: debtor.address.clone(),
            zip_code: debtor.zip_code.clone(),
            city: debtor.city.clone(),
            state: debtor.state.clone(),
            state_alpha2: debtor.state.clone().filter(|_| in_us),
            country_alpha2: Some(debtor.country.clone()),
            country: Some(country_name(&debtor.country)),
            email: debtor.email.clone(),
            phone: debtor.phone.clone(),
        }
    }
}

impl CreditorDto {
    fn new(creditor: &Creditor, file: &CaseFile) -> Self {
        Self {
            id: creditor.id.to_string(),
            company_name: creditor.name.clone(),
            company_registration_number: creditor.registration_number.clone(),
            office_email: creditor.office_email.clone(),
            office_phone: creditor.office_phone.clone(),
            address: creditor.address.clone(),
            city: creditor.city.clone(),
            zip_code: creditor.zip_code.clone(),
            state: creditor.state.clone(),
            country: Some(country_name(&creditor.country)),
            division: file
                .division
                .as_ref()
                .map(|division| CreditorDivisionDto { id: division.id.to_string(), name: division.name.clone() }),
        }
    }
}

impl From<&BankAccount> for BankAccountDto {
    fn from(account: &BankAccount) -> Self {
        Self {
            id: account.number,
            label: account.label.clone(),
            scheme: account.scheme.clone(),
            currency_code: account.currency.code().to_owned(),
            bank_country_code: account.bank_country.clone(),
            account_holder_name: account.holder.clone(),
            iban: account.iban.clone(),
            bic: account.bic.clone(),
            account_number: account.account_number.clone(),
            local_identifier: account.local_identifier.clone(),
            local_identifier_type: account.local_identifier_type.clone(),
            bank_name: account.bank_name.clone(),
            bank_address: None,
            bank_city: None,
            bank_zip_code: None,
            bank_state: None,
        }
    }
}
