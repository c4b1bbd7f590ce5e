//! Creditors, debtors and referral partners are registered.

mod approve;
mod bring;
mod by_operator;
mod contracts;
mod divisions;
mod ended;
mod kyc;
mod letters;
mod onboard;
mod partners;
mod powers;
mod prove;
mod reissue;
mod team;
pub mod token;
mod undo;

pub use approve::{Decision, decide, open_request};
pub use bring::{BringOrder, Brought, CaseFailure, CaseOutcome, bring, expire_requests};
pub use by_operator::{
    ClientOrder, change_client, create_client, onboarding_link, passes_on_declined, resume_client, set_passing_on,
    suspend_client,
};
pub use contracts::{Contracts, MissingContracts, SigningPage, Standing, missing_contracts};
pub use divisions::{DivisionOrder, add_division, archive_division, change_division, delete_division};
pub use ended::{is_over, renew_documents_link};
pub use kyc::{KycOrder, give_kyc};
pub use letters::Asked;
pub use letters::remind_onboarding;
pub(super) use letters::{ask_to_sign, welcome};
pub use onboard::{
    CompanyOrder, OnboardingQuery, PersonOrder, confirm_company, give_kyc_as_client, name_people, open, progress,
};
pub use partners::{
    PartnerOrder, change_referral_partner, create_referral_partner, resume_referral_partner, suspend_referral_partner,
    terminate_referral_partner,
};
pub use powers::{CarveOutOrder, agree_on_prices, end_agreed_prices, pending_powers};
pub use prove::{Claimant, proof_state, prove, send_proof_code};
pub use reissue::reissue_links;
pub use team::{TeamOrder, add_person, change_person, remove_person};
pub use undo::{blockers, delete, withdraw};

use super::{Context, Outcome};
use crate::domain::actor::{Author, Referrer};
use crate::domain::client::ClientFact;
use crate::domain::ids::{ClientPersonId, CreditorId, ReferralLinkId, ReferralPartnerId};
use crate::store::agreements::evidence::{self, About, Subject};
use crate::store::cases::{BankAccount, Creditor, Debtor};
use crate::store::clients::referrals::ReferralPartner;
use crate::store::clients::{ClientPerson, ReferralLink};
use crate::store::db::series::{self, Series};
use crate::store::{self, Tx, Writer};

/// Registers a creditor with their bank accounts; returns the accounts' numbers.
pub fn register_creditor(
    db: &mut Writer,
    creditor: &Creditor,
    accounts: Vec<BankAccount>,
    by: &Author,
    ctx: &Context,
) -> Outcome<Vec<i64>> {
    db.write(|db| {
        store::cases::insert_creditor(db, creditor)?;
        let mut numbers = Vec::with_capacity(accounts.len());
        for account in accounts {
            let number = series::next(db, Series::BankAccounts)?;
            store::cases::insert_bank_account(db, &BankAccount { number, ..account })?;
            numbers.push(number);
        }
        let details = [("name", creditor.name.clone())];
        store::facts::audit(db, by, "CreditorRegistered", "creditor", creditor.id.as_str(), &details, ctx.now)?;
        Ok(numbers)
    })
}

/// Registers a debtor, before their first case is submitted.
pub fn register_debtor(db: &mut Writer, debtor: &Debtor) -> Outcome<()> {
    db.write(|db| Ok(store::cases::insert_debtor(db, debtor)?))
}

/// Registers a referral partner.
pub fn register_referral_partner(
    db: &mut Writer,
    partner: &ReferralPartner,
    by: &Author,
    ctx: &Context,
) -> Outcome<ReferralPartnerId> {
    db.write(|db| {
        store::clients::referrals::insert(db, partner)?;
        let details = [("name", partner.name.clone())];
        store::facts::audit(db, by, "ReferralPartnerRegistered", "referral", partner.id.as_str(), &details, ctx.now)?;
        Ok(partner.id)
    })
}

/// A company's data as sent or typed, already checked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the field's own terms; the country is ISO 3166 alpha-2, addresses are in lower case")]
pub struct Company {
    pub name: String,
    pub registration_number: Option<String>,
    pub address: Option<String>,
    pub zip_code: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub country: String,
    pub support_email: String,
    pub support_phone: Option<String>,
}

/// A person of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPerson {
    /// First name.
    pub first_name: String,
    /// Last name; may be empty.
    pub last_name: String,
    /// The address, in lower case.
    pub email: String,
}

impl NamedPerson {
    /// First and last name.
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }
}

/// The subject of a client's facts, and the referral partner that is notified.
fn about(who: &Referrer, creditor: CreditorId) -> About {
    About { subject: Subject::Client(creditor), agreement: None, referral_partner: Some(who.id) }
}

/// Records what somebody else than a referral partner did to a client. The referral partner that it is linked with, if
/// any, is notified.
fn record(db: &mut Tx<'_>, client: CreditorId, by: &Author, fact: &ClientFact, ctx: &Context) -> Outcome<()> {
    let referral_partner = store::clients::unscoped::partner_of(db, client)?;
    let about = About { subject: Subject::Client(client), agreement: None, referral_partner };
    Ok(evidence::record(db, &about, by, fact, &[], ctx.now)?)
}

/// A link to be created.
struct FreshLink<'a> {
    creditor: CreditorId,
    tenant: &'a str,
    is_attributed: bool,
}

/// Links a creditor with a referral partner. The percentage is the partner's on this day and never changes.
fn insert_link(
    db: &mut Tx<'_>,
    partner: ReferralPartnerId,
    fresh: &FreshLink<'_>,
    ctx: &Context,
) -> Outcome<ReferralLink> {
    let id = ReferralLinkId::from_uuid(store::fresh_id());
    let profile = store::clients::referrals::profile(db, partner)?;
    let link = ReferralLink {
        id,
        referral_partner_id: partner,
        creditor_id: fresh.creditor,
        collection_partner_id: None,
        external_tenant_id: fresh.tenant.to_owned(),
        percentage: profile.fee_percentage,
        is_attributed: fresh.is_attributed,
        token_hash: store::secret_hash(&ctx.new_onboarding_token(id.as_str())),
        language: None,
        return_url: None,
        created_at: ctx.now.naive_utc(),
        opened_at: None,
        company_at: None,
        people_at: None,
        reminders: 0,
        remind_at: None,
        archived_at: None,
    };
    store::clients::insert_link(db, &link)?;
    Ok(link)
}

/// Stores the people of a new client. The first is the onboarding user and gets `number`; the others get the next
/// numbers.
fn people_of(db: &mut Tx<'_>, creditor: CreditorId, people: &[NamedPerson], number: i64, ctx: &Context) -> Outcome<()> {
    let mut number = Some(number);
    for (place, person) in (0_i64..).zip(people) {
        let person = ClientPerson {
            id: ClientPersonId::from_uuid(store::fresh_id()),
            number: match number.take() {
                Some(number) => number,
                None => series::next(db, Series::People)?,
            },
            creditor_id: creditor,
            first_name: person.first_name.clone(),
            last_name: person.last_name.clone(),
            email: person.email.clone(),
            title: None,
            place,
            is_admin: place == 0,
            signs: place == 0,
            created_at: ctx.now.naive_utc(),
            removed_at: None,
        };
        store::clients::insert_person(db, &person)?;
    }
    Ok(())
}

/// Links a creditor with the referral partner that brought it; for imports.
pub fn link_as_attributed(
    db: &mut Writer,
    partner: ReferralPartnerId,
    tenant: &str,
    creditor: &Creditor,
    ctx: &Context,
) -> Outcome<ReferralLink> {
    db.write(|db| {
        first_person(db, creditor.id, ctx)?;
        insert_link(db, partner, &FreshLink { creditor: creditor.id, tenant, is_attributed: true }, ctx)
    })
}

/// Makes the contact of a creditor its first person, if it has none yet.
fn first_person(db: &mut Tx<'_>, creditor: CreditorId, ctx: &Context) -> Outcome<()> {
    let number = series::next(db, Series::People)?;
    if !store::clients::unscoped::people(db, creditor)?.is_empty() {
        return Ok(());
    }
    let creditor = store::clients::unscoped::creditor(db, creditor)?;
    let (first_name, last_name) = split_name(&creditor.contact_name);
    let contact = NamedPerson { first_name, last_name, email: creditor.contact_email };
    people_of(db, creditor.id, &[contact], number, ctx)
}

/// Splits a full name: the first word is the first name, the rest the last name.
pub fn split_name(name: &str) -> (String, String) {
    let (first, last) = name.trim().split_once(' ').unwrap_or((name.trim(), ""));
    (first.to_owned(), last.trim().to_owned())
}

/// Completes rows that are older than some columns: creates the tokens of links that have none, and folds the names of
/// creditors and agencies. In batches of 100.
pub fn complete_older(db: &mut Writer, ctx: &Context) -> Outcome<()> {
    db.write(|db| {
        for link in store::clients::unscoped::unissued(db)? {
            store::clients::unscoped::issue(db, link, &store::secret_hash(&ctx.new_onboarding_token(link.as_str())))?;
        }
        store::people::agencies::unscoped::fold(db)?;
        Ok(store::clients::unscoped::fold(db)?)
    })
}
