//! The onboarding steps of a client, by its link: company, people, a director's data.

use super::{Company, KycOrder, NamedPerson};
use crate::actions::agreements::Seen;
use crate::actions::{ActionError, Context, Outcome};
use crate::domain::actor::Newcomer;
use crate::domain::agreement::{AgreementKind, Language};
use crate::domain::client::ClientRefusal;
use crate::domain::client::{ClientFact, Progress, return_url};
use crate::domain::ids::CollectionPartnerId;
use crate::store::agreements::evidence::{self, About, Subject};
use crate::store::cases::BankAccount;
use crate::store::clients::{ClientPerson, ReferralLink};
use crate::store::db::series::{self, Series};
use crate::store::{self, Db, Tx, Writer};

/// A person as entered in the people step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonOrder {
    /// Name and address.
    pub named: NamedPerson,
    /// The role in the company.
    pub title: Option<String>,
    /// Whether they sign.
    pub signs: bool,
}

/// A company as confirmed in the company step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyOrder {
    /// The company.
    pub company: Company,
    /// Its VAT number.
    pub vat_number: Option<String>,
    /// Its bank account: IBAN and holder.
    pub account: Option<(String, String)>,
}

/// The subject of an onboarding's evidence.
pub(super) fn about(who: &Newcomer) -> About {
    About { subject: Subject::Client(who.creditor), agreement: None, referral_partner: Some(who.referral_partner) }
}

/// The query of an onboarding page: another language, a return address, the agency that is to work for the client.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "said above")]
pub struct OnboardingQuery {
    pub language: Option<Language>,
    pub back: Option<String>,
    pub agency: Option<CollectionPartnerId>,
}

/// Records that an onboarding page was opened, and saves its query: another language, a return address.
pub fn open(
    db: &mut Writer,
    who: &Newcomer,
    page: &str,
    query: &OnboardingQuery,
    ctx: &Context,
) -> Outcome<ReferralLink> {
    db.write(|db| {
        let mut link = store::clients::link(db, who)?;
        link.opened_at = link.opened_at.or(Some(ctx.now.naive_utc()));
        if let Some(language) = query.language {
            link.language = Some(language.code().to_owned());
        }
        if let Some(back) = query.back.as_deref().and_then(return_url) {
            link.return_url = Some(back.to_owned());
        }
        if let Some(agency) = query.agency {
            store::agreements::powers::name_agency(db, who, agency)?;
        }
        store::clients::update_link(db, &link)?;
        let fact = ClientFact::Opened { page: page.to_owned() };
        evidence::record(db, &about(who), &who.author(), &fact, &Seen::of(who).details(), ctx.now)?;
        Ok(link)
    })
}

/// The progress of a client.
pub fn progress(db: &mut Db, who: &Newcomer) -> Outcome<Progress> {
    let link = store::clients::link(db, who)?;
    let creditor = store::clients::creditor(db, who)?;
    let in_force = store::agreements::unscoped::version(db, AgreementKind::Sdca)?;
    Ok(Progress {
        company: link.company_at.is_some(),
        people: link.people_at.is_some(),
        needs_kyc: store::clients::unscoped::needs_kyc(db, who.creditor)?
            && store::clients::unscoped::kyc(db, who.creditor)?.is_none(),
        missing_powers: super::pending_powers(db, who)?.len(),
        agreement: in_force.is_some() && creditor.agreement_version == in_force,
        agreement_before: creditor.agreement_version.is_some(),
    })
}

/// Refuses a step whose data were signed: the first signature fixes them, so that a page left open does not change what
/// others are about to sign.
fn step_is_open(db: &mut Db, who: &Newcomer) -> Outcome<()> {
    let mut signed = progress(db, who)?.agreement_before;
    for agreement in store::agreements::of(db, Subject::Client(who.creditor))? {
        signed = signed || store::agreements::parts(db, agreement.id)?.iter().any(|part| part.signed_at.is_some());
    }
    if signed || who.must_prove() {
        return Err(ClientRefusal::StepOver.into());
    }
    Ok(())
}

/// Confirms the company's data.
///
/// # Errors
/// When the agreement is signed already.
pub fn confirm_company(db: &mut Writer, who: &Newcomer, order: &CompanyOrder, ctx: &Context) -> Outcome<()> {
    db.write(|db| {
        step_is_open(db, who)?;
        let before = store::clients::creditor(db, who)?;
        let after = with_company(&before, order);
        let changed = changes(&before, &after);
        store::clients::update_creditor(db, &after)?;
        if let Some((iban, holder)) = &order.account {
            note_account(db, &after, iban, holder)?;
        }
        let mut link = store::clients::link(db, who)?;
        link.company_at = Some(ctx.now.naive_utc());
        store::clients::update_link(db, &link)?;
        let fact = ClientFact::CompanyConfirmed { changed };
        Ok(evidence::record(db, &about(who), &who.author(), &fact, &Seen::of(who).details(), ctx.now)?)
    })
}

/// The creditor with these company data.
pub(super) fn with_company(before: &store::cases::Creditor, order: &CompanyOrder) -> store::cases::Creditor {
    let company = &order.company;
    store::cases::Creditor {
        name: company.name.clone(),
        registration_number: company.registration_number.clone(),
        vat_number: order.vat_number.clone(),
        address: company.address.clone(),
        zip_code: company.zip_code.clone(),
        city: company.city.clone(),
        state: company.state.clone(),
        country: company.country.clone(),
        office_email: Some(company.support_email.clone()),
        office_phone: company.support_phone.clone(),
        ..before.clone()
    }
}

/// The names of the changed fields.
pub(super) fn changes(before: &store::cases::Creditor, after: &store::cases::Creditor) -> Vec<String> {
    let fields = [
        ("name", Some(&before.name) == Some(&after.name)),
        ("registrationNumber", before.registration_number == after.registration_number),
        ("vatNumber", before.vat_number == after.vat_number),
        ("address", before.address == after.address),
        ("zipCode", before.zip_code == after.zip_code),
        ("city", before.city == after.city),
        ("state", before.state == after.state),
        ("country", before.country == after.country),
        ("supportEmail", before.office_email == after.office_email),
        ("supportPhone", before.office_phone == after.office_phone),
    ];
    fields.into_iter().filter(|(_, same)| !same).map(|(name, _)| name.to_owned()).collect()
}

/// Stores a bank account by its IBAN, unless it is known. The currency is that of the bank's country, or the euro.
pub(super) fn note_account(
    db: &mut Tx<'_>,
    creditor: &store::cases::Creditor,
    iban: &str,
    holder: &str,
) -> Outcome<()> {
    if store::clients::has_account(db, creditor.id, iban)? {
        return Ok(());
    }
    let country = iban.get(..2).unwrap_or_default().to_owned();
    let usual = match country.as_str() {
        "DK" => "DKK",
        "SE" => "SEK",
        "NO" => "NOK",
        "GB" => "GBP",
        "CH" | "LI" => "CHF",
        "PL" => "PLN",
        _ => "EUR",
    };
    let Some(currency) = crate::domain::money::Currency::parse(usual) else { return Ok(()) };
    let account = BankAccount {
        number: series::next(db, Series::BankAccounts)?,
        creditor_id: creditor.id,
        label: None,
        scheme: "IBAN".to_owned(),
        currency,
        bank_country: country,
        holder: holder.to_owned(),
        iban: Some(iban.to_owned()),
        bic: None,
        account_number: None,
        local_identifier: None,
        local_identifier_type: None,
        bank_name: None,
    };
    Ok(store::cases::insert_bank_account(db, &account)?)
}

/// Names the people and the signatories. People who are no longer named are removed. The first is the onboarding user,
/// who gets the mails about cases.
///
/// # Errors
/// No people, no signatory, or an address twice; the agreement is signed already.
pub fn name_people(db: &mut Writer, who: &Newcomer, people: &[PersonOrder], ctx: &Context) -> Outcome<()> {
    if !people.iter().any(|person| person.signs) {
        return Err(ActionError::At("people", "signatory-missing".to_owned()));
    }
    db.write(|db| {
        step_is_open(db, who)?;
        let mut known = store::clients::unscoped::people(db, who.creditor)?;
        for (place, order) in (0_i64..).zip(people) {
            let at = known.iter().position(|person| person.email == order.named.email);
            let person = ClientPerson {
                first_name: order.named.first_name.clone(),
                last_name: order.named.last_name.clone(),
                title: order.title.clone(),
                place,
                is_admin: place == 0,
                signs: order.signs,
                ..match at {
                    Some(at) => known.swap_remove(at),
                    None => new_person(db, who, &order.named.email, ctx)?,
                }
            };
            store::clients::put_person(db, &person)?;
        }
        for gone in known {
            store::clients::put_person(db, &ClientPerson { removed_at: Some(ctx.now.naive_utc()), ..gone })?;
        }
        let mut link = store::clients::link(db, who)?;
        link.people_at = Some(ctx.now.naive_utc());
        store::clients::update_link(db, &link)?;
        if let Some(first) = people.first() {
            let creditor = store::clients::creditor(db, who)?;
            let (contact_name, contact_email) = (first.named.name(), first.named.email.clone());
            store::clients::update_creditor(db, &store::cases::Creditor { contact_name, contact_email, ..creditor })?;
        }
        let signatories = people.iter().filter(|person| person.signs).count();
        let fact = ClientFact::PeopleNamed { people: people.len(), signatories };
        Ok(evidence::record(db, &about(who), &who.author(), &fact, &Seen::of(who).details(), ctx.now)?)
    })
}

fn new_person(db: &mut Tx<'_>, who: &Newcomer, email: &str, ctx: &Context) -> Outcome<ClientPerson> {
    Ok(ClientPerson {
        id: crate::domain::ids::ClientPersonId::from_uuid(store::fresh_id()),
        number: series::next(db, Series::People)?,
        creditor_id: who.creditor,
        first_name: String::new(),
        last_name: String::new(),
        email: email.to_owned(),
        title: None,
        place: 0,
        is_admin: false,
        signs: false,
        created_at: ctx.now.naive_utc(),
        removed_at: None,
    })
}

/// The client provides a director's data.
///
/// # Errors
/// An impossible birthday; the account has not been proved.
pub fn give_kyc_as_client(db: &mut Writer, who: &Newcomer, order: &KycOrder, ctx: &Context) -> Outcome<()> {
    if who.must_prove() {
        return Err(ClientRefusal::ProofNeeded.into());
    }
    db.write(|db| {
        let record = order.record(who.creditor, ctx)?;
        store::clients::insert_kyc(db, &record)?;
        crate::actions::cases::contracts_signed(db, Some(who.creditor), ctx)?;
        let fact = ClientFact::KycGiven { by_referral_partner: false };
        Ok(evidence::record(db, &about(who), &who.author(), &fact, &Seen::of(who).details(), ctx.now)?)
    })
}
