//! The rows of a case. Times are UTC, amounts are minor units of the case's currency.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::domain::case::{
    CaseSnapshot, ClaimType, CloseCode, DebtorKind, DeclineCategory, DisputeStatus, Lifecycle, Phase, PricingSource,
};
use crate::domain::ids::{
    CaseId, ClientPersonId, CollectionPartnerId, CreditorId, DebtorId, DivisionId, PersonId, Reference,
    ReferralPartnerId,
};
use crate::domain::money::{Currency, Money, Rate};
use crate::domain::routing::RoutingReason;
use crate::domain::search::fold;
use crate::store::db::schema::{bank_accounts, cases, client_people, creditors, debtors, divisions, people};

/// A case.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = cases, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns speak the field's own terms; what needs a word has one in the migration")]
pub struct Case {
    pub id: CaseId,
    pub reference: Reference,
    pub creditor_id: CreditorId,
    pub division_id: Option<DivisionId>,
    pub debtor_id: DebtorId,
    pub bank_account: Option<i64>,
    pub collection_partner_id: Option<CollectionPartnerId>,
    pub referral_partner_id: Option<ReferralPartnerId>,
    pub handler_id: Option<PersonId>,
    pub lifecycle: Lifecycle,
    pub close_code: Option<CloseCode>,
    pub close_comment: Option<String>,
    pub decline_category: Option<DeclineCategory>,
    pub pause_reason: Option<String>,
    pub question: Option<String>,
    pub phase: Option<Phase>,
    pub creditor_reference: Option<String>,
    pub partner_reference: Option<String>,
    pub claim_type: Option<ClaimType>,
    pub dispute_status: Option<DisputeStatus>,
    pub claim_description: Option<String>,
    pub creditor_comments: Option<String>,
    pub currency: Currency,
    pub principal: i64,
    pub interest_fees: i64,
    pub reminder_fees: i64,
    pub collection_fees: i64,
    pub paid: i64,
    pub outstanding: i64,
    pub payment_count: i64,
    pub success_fee: Option<Rate>,
    pub fee_base: Option<Rate>,
    pub fee_uplift: Option<Rate>,
    pub blended_uplift: Option<Rate>,
    pub fee_intentional: bool,
    pub pricing_source: Option<PricingSource>,
    pub pricing_explanation: Option<String>,
    pub is_test: bool,
    pub tag: Option<String>,
    pub claim_date: NaiveDate,
    pub due_date: NaiveDate,
    pub answered_at: Option<NaiveDateTime>,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
    pub assigned_at: Option<NaiveDateTime>,
    pub started_at: Option<NaiveDateTime>,
    pub finished_at: Option<NaiveDateTime>,
    pub exclusive_from: Option<NaiveDateTime>,
    pub exclusive_until: Option<NaiveDateTime>,
    pub due_at: Option<NaiveDateTime>,
    pub routing_reason: Option<RoutingReason>,
    pub assigned_person: Option<ClientPersonId>,
    pub skips_verification: bool,
}

impl Case {
    /// Minor units as money in the case's currency.
    pub fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    /// What the debtor still owes.
    pub fn outstanding(&self) -> Money {
        self.money(self.outstanding)
    }

    /// What the debtor has paid.
    pub fn paid_so_far(&self) -> Money {
        self.money(self.paid)
    }

    /// The principal.
    pub fn principal_money(&self) -> Money {
        self.money(self.principal)
    }

    /// Interest added to the claim.
    pub fn interest(&self) -> Money {
        self.money(self.interest_fees)
    }

    /// Reminder fees added to the claim.
    pub fn reminder(&self) -> Money {
        self.money(self.reminder_fees)
    }

    /// Collection fees added to the claim.
    pub fn collection(&self) -> Money {
        self.money(self.collection_fees)
    }

    /// Sum of interest, reminder and collection fees, in minor units.
    pub fn added_fees(&self) -> i64 {
        self.interest_fees.saturating_add(self.reminder_fees).saturating_add(self.collection_fees)
    }

    /// The success fee, once it is known.
    pub fn rate(&self) -> Option<Rate> {
        self.success_fee
    }

    /// What the state machine needs.
    pub fn snapshot(&self) -> CaseSnapshot {
        CaseSnapshot {
            lifecycle: self.lifecycle,
            close_code: self.close_code,
            started: self.started_at.is_some(),
            claim_type: self.claim_type,
            dispute: self.dispute_status,
            payments: u64::try_from(self.payment_count).unwrap_or_default(),
            paid: self.paid,
            outstanding: self.outstanding,
        }
    }
}

/// A debtor.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = debtors, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns speak the field's own terms")]
pub struct Debtor {
    pub id: DebtorId,
    pub kind: DebtorKind,
    pub name: String,
    pub contact_person: Option<String>,
    pub registration_number: Option<String>,
    pub address: Option<String>,
    pub zip_code: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub country: String,
    pub email: Option<String>,
    pub phone: Option<String>,
}

/// A creditor.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = creditors)]
#[expect(missing_docs, reason = "the columns speak the field's own terms")]
pub struct Creditor {
    pub id: CreditorId,
    pub name: String,
    pub registration_number: Option<String>,
    pub office_email: Option<String>,
    pub office_phone: Option<String>,
    pub address: Option<String>,
    pub zip_code: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub country: String,
    pub contact_name: String,
    pub contact_email: String,
    pub language: String,
    pub created_at: NaiveDateTime,
    pub vat_number: Option<String>,
    /// The last signed version of the debt-collection agreement.
    pub agreement_version: Option<String>,
}

impl Creditor {
    /// Folded text for search and sorting: name, office address and registration number.
    pub fn folded(&self) -> String {
        let parts = [Some(self.name.as_str()), self.office_email.as_deref(), self.registration_number.as_deref()];
        fold(&parts.into_iter().flatten().collect::<Vec<_>>().join("\n"))
    }
}

/// A creditor's bank account.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = bank_accounts)]
#[expect(missing_docs, reason = "the columns speak the field's own terms")]
pub struct BankAccount {
    pub number: i64,
    pub creditor_id: CreditorId,
    pub label: Option<String>,
    pub scheme: String,
    pub currency: Currency,
    pub bank_country: String,
    pub holder: String,
    pub iban: Option<String>,
    pub bic: Option<String>,
    pub account_number: Option<String>,
    pub local_identifier: Option<String>,
    pub local_identifier_type: Option<String>,
    pub bank_name: Option<String>,
}

/// A department of a creditor.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = divisions)]
#[expect(missing_docs, reason = "the columns speak the field's own terms")]
pub struct Division {
    pub id: DivisionId,
    pub name: String,
}

/// The colleague who handles a case.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = people)]
#[expect(missing_docs, reason = "the columns speak the field's own terms")]
pub struct Handler {
    pub id: PersonId,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
}

impl Handler {
    /// First and last name.
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}

/// The person of the client's team that owns a case.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = client_people)]
#[expect(missing_docs, reason = "the columns speak the field's own terms")]
pub struct Owner {
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub removed_at: Option<NaiveDateTime>,
}

impl Owner {
    /// First and last name.
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }

    /// Name and address for mails; `None` if the person has left the team.
    pub fn reached(self) -> Option<(String, String)> {
        self.removed_at.is_none().then(|| (self.name(), self.email))
    }
}

/// A case with everything that pages and contract show.
#[derive(Clone, Debug)]
pub struct CaseFile {
    /// The case itself.
    pub case: Case,
    /// The debtor.
    pub debtor: Debtor,
    /// The creditor.
    pub creditor: Creditor,
    /// The handler.
    pub handler: Option<Handler>,
    /// The creditor's department.
    pub division: Option<Division>,
    /// The creditor's bank account.
    pub bank_account: Option<BankAccount>,
    /// The person of the creditor's team that owns the case.
    pub owner: Option<Owner>,
}

impl CaseFile {
    /// Name and address of the person that mails about this case go to: its owner, or else the creditor's contact.
    pub fn contact(&self) -> (String, String) {
        let creditor = &self.creditor;
        let owner = self.owner.clone().and_then(Owner::reached);
        owner.unwrap_or_else(|| (creditor.contact_name.clone(), creditor.contact_email.clone()))
    }
}
