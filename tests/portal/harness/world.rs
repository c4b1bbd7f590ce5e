//! A small world: two agencies with their people and keys, and cases as a test wants them.

use chrono::{Duration, NaiveDate};
use partner_portal::actions::{Here, people::hash_password};
use partner_portal::config::Config;
use partner_portal::domain::actor::{OrganisationKind, Role};
use partner_portal::domain::calendar::Moment;
use partner_portal::domain::case::{ClaimType, DebtorKind, DisputeStatus, Lifecycle, PricingSource};
use partner_portal::domain::ids::{CaseId, CollectionPartnerId, CreditorId, DebtorId, PersonId};
use partner_portal::domain::money::Currency;
use partner_portal::store::cases::{BankAccount, Case, Creditor, Debtor};
use partner_portal::store::people::{AgencyProfile, NewPerson};
use partner_portal::store::{self, Db};

use super::database::{Folder, Fresh};
use super::server::Running;
use super::visitor::Visitor;

/// The password of everybody.
pub const PASSWORD: &str = "correct horse battery staple";

/// A started portal with people in it.
pub struct World {
    /// Admin of agency A.
    pub owner: Visitor,
    /// User of agency A.
    pub colleague: Visitor,
    /// Admin of agency B.
    pub rival: Visitor,
    /// The system of agency A.
    pub key: Visitor,
    /// The system of agency B.
    pub rival_key: Visitor,
    /// Without an account.
    pub nobody: Visitor,
    /// Agency A.
    pub agency: CollectionPartnerId,
    /// Agency B.
    pub other_agency: CollectionPartnerId,
    /// The owner's id.
    pub owner_id: PersonId,
    /// The colleague's id.
    pub colleague_id: PersonId,
    /// The rival's id.
    pub rival_id: PersonId,
    /// A creditor with a bank account.
    pub creditor: CreditorId,
    /// The server; it stops before its database goes.
    pub app: Running,
    /// The database itself, for what no page shows.
    pub sql: Fresh,
    _folder: Folder,
}

impl World {
    /// The usual world.
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    /// The usual world under other settings.
    pub fn with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = Folder::new();
        let sql = Fresh::new(folder.path());
        let app = Running::start(&sql, &folder, change);
        let at = &app.address;
        let mut db = app.shared.database.write().expect("a connection");
        let now = (app.shared.clock)();
        let built = db.write(|db| {
            let (agency, other_agency) = (agency(db, "Nordia Inkasso", now), agency(db, "Meridian Recovery", now));
            let owner = person(db, ("Signe", "Holm"), (agency, Role::Admin), now);
            let colleague = person(db, ("Jonas", "Berg"), (agency, Role::User), now);
            let rival = person(db, ("Marta", "Ruiz"), (other_agency, Role::Admin), now);
            let (key, rival_key) = (key(db, agency, now), key(db, other_agency, now));
            let creditor = creditor(db, "Fjord Design ApS", now);
            Ok::<_, store::StoreError>((agency, other_agency, owner, colleague, rival, key, rival_key, creditor))
        });
        drop(db);
        let (agency, other_agency, owner_id, colleague_id, rival_id, key, rival_key, creditor) =
            built.expect("the world");
        Self {
            owner: Visitor::person(at, "signe@example.com", PASSWORD),
            colleague: Visitor::person(at, "jonas@example.com", PASSWORD),
            rival: Visitor::person(at, "marta@example.com", PASSWORD),
            key: Visitor::key(at, &key),
            rival_key: Visitor::key(at, &rival_key),
            nobody: Visitor::nobody(at),
            agency,
            other_agency,
            owner_id,
            colleague_id,
            rival_id,
            creditor,
            app,
            sql,
            _folder: folder,
        }
    }

    /// When and where actions happen.
    pub fn here(&self) -> Here {
        self.app.shared.here()
    }

    /// A connection that may write, for building; give it back before the next request on SQLite.
    pub fn db(&self) -> Db {
        self.app.shared.database.write().expect("a connection")
    }

    /// A case of agency A, Active, EUR 1,000.00, as far as nothing else is said.
    pub fn case(&self) -> CaseBuilder<'_> {
        CaseBuilder {
            world: self,
            lifecycle: Lifecycle::Active,
            agency: self.agency,
            debtor: "Bauer GmbH".to_owned(),
            principal: 100_000,
            is_test: false,
            partner_reference: None,
            creditor_reference: None,
        }
    }
}

/// A case to be.
pub struct CaseBuilder<'a> {
    world: &'a World,
    lifecycle: Lifecycle,
    agency: CollectionPartnerId,
    debtor: String,
    principal: i64,
    is_test: bool,
    partner_reference: Option<String>,
    creditor_reference: Option<String>,
}

impl CaseBuilder<'_> {
    /// In another state.
    pub fn in_state(mut self, lifecycle: Lifecycle) -> Self {
        self.lifecycle = lifecycle;
        self
    }

    /// Of another agency.
    pub fn of(mut self, agency: CollectionPartnerId) -> Self {
        self.agency = agency;
        self
    }

    /// Against another debtor.
    pub fn against(mut self, name: &str) -> Self {
        self.debtor = name.to_owned();
        self
    }

    /// Over another principal, in cents.
    pub fn over(mut self, cents: i64) -> Self {
        self.principal = cents;
        self
    }

    /// For tests only.
    pub fn test(mut self) -> Self {
        self.is_test = true;
        self
    }

    /// With the agency's own reference.
    pub fn called(mut self, reference: &str) -> Self {
        self.partner_reference = Some(reference.to_owned());
        self
    }

    /// With the creditor's own reference.
    pub fn creditor_calls(mut self, reference: &str) -> Self {
        self.creditor_reference = Some(reference.to_owned());
        self
    }

    /// Stores it.
    pub fn make(self) -> CaseId {
        let mut db = self.world.db();
        let now = (self.world.app.shared.clock)();
        db.write(|db| self.insert(db, now)).expect("a case")
    }

    fn insert(&self, db: &mut Db, now: Moment) -> Result<CaseId, store::StoreError> {
        let debtor = Debtor {
            id: DebtorId::from_uuid(store::fresh_id()),
            kind: DebtorKind::Company,
            name: self.debtor.clone(),
            contact_person: Some("Erika Bauer".to_owned()),
            registration_number: Some("HRB 12345".to_owned()),
            address: Some("Leopoldstraße 1".to_owned()),
            zip_code: Some("80802".to_owned()),
            city: Some("München".to_owned()),
            state: None,
            country: "DE".to_owned(),
            email: Some("office@bauer.example".to_owned()),
            phone: Some("+49 89 1234567".to_owned()),
        };
        store::cases::insert_debtor(db, &debtor)?;
        let started = matches!(self.lifecycle, Lifecycle::Active | Lifecycle::Paused | Lifecycle::Closed);
        let at = now.naive_utc();
        let case = Case {
            id: CaseId::from_uuid(store::fresh_id()),
            reference: store::entropy::fresh_reference(),
            creditor_id: self.world.creditor,
            division_id: None,
            debtor_id: debtor.id,
            bank_account: None,
            collection_partner_id: Some(self.agency),
            referral_partner_id: None,
            handler_id: None,
            lifecycle: self.lifecycle,
            close_code: None,
            close_comment: None,
            decline_category: None,
            pause_reason: None,
            question: None,
            phase: None,
            creditor_reference: self.creditor_reference.clone(),
            partner_reference: self.partner_reference.clone(),
            claim_type: Some(ClaimType::UnpaidInvoice),
            dispute_status: Some(DisputeStatus::NotDisputed),
            claim_description: Some("Two invoices for chairs".to_owned()),
            creditor_comments: None,
            currency: Currency::parse("EUR").expect("a currency"),
            principal: self.principal,
            interest_fees: 0,
            reminder_fees: 0,
            collection_fees: 0,
            paid: 0,
            outstanding: self.principal,
            payment_count: 0,
            success_fee: Some("0.095".to_owned()),
            fee_base: Some("0.095".to_owned()),
            fee_uplift: None,
            blended_uplift: None,
            fee_intentional: false,
            pricing_source: Some(PricingSource::StandardAgreement),
            pricing_explanation: None,
            is_test: self.is_test,
            tag: None,
            claim_date: day(2026, 6, 1),
            due_date: day(2026, 7, 1),
            answered_at: None,
            created_at: at - Duration::days(3),
            updated_at: at,
            assigned_at: Some(at - Duration::days(2)),
            started_at: started.then_some(at - Duration::days(1)),
            finished_at: None,
            exclusive_from: None,
            exclusive_until: None,
            due_at: None,
        };
        store::cases::insert(db, &case)?;
        Ok(case.id)
    }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

fn agency(db: &mut Db, name: &str, now: Moment) -> CollectionPartnerId {
    let id = CollectionPartnerId::from_uuid(store::fresh_id());
    let profile = AgencyProfile {
        id,
        name: name.to_owned(),
        registration_number: Some("DK12345678".to_owned()),
        vat_number: Some("DK12345678".to_owned()),
        address: Some("Havnegade 5".to_owned()),
        zip_code: Some("1058".to_owned()),
        city: Some("København".to_owned()),
        state: None,
        country: "DK".to_owned(),
        office_email: Some("office@agency.example".to_owned()),
        office_phone: Some("+45 33 12 34 56".to_owned()),
        public_site: None,
        invoice_email: Some("invoices@agency.example".to_owned()),
        billing_contact: Some("Signe Holm".to_owned()),
        invoice_currency: Some("EUR".to_owned()),
        time_zone: "Europe/Copenhagen".to_owned(),
        pre_legal_share: "0.40".to_owned(),
        legal_share: "0.20".to_owned(),
        verified_profile: true,
        agreement_signed_at: Some(now.naive_utc()),
        created_at: now.naive_utc(),
    };
    store::people::any_insert_agency(db, &profile).expect("an agency");
    id
}

fn person(
    db: &mut Db,
    (first, last): (&str, &str),
    (agency, role): (CollectionPartnerId, Role),
    now: Moment,
) -> PersonId {
    let email = format!("{}@example.com", first.to_lowercase());
    let hash = hash_password(PASSWORD, true).expect("a hash");
    let new = NewPerson { email: &email, first_name: first, last_name: last, password_hash: Some(&hash) };
    let id = store::people::any_find_or_insert(db, &new, now).expect("a person");
    let organisation = (OrganisationKind::CollectionPartner, agency.as_str());
    store::people::any_join(db, id, organisation, role, now).expect("a membership");
    id
}

fn key(db: &mut Db, agency: CollectionPartnerId, now: Moment) -> String {
    let key = store::fresh_token();
    let hash = store::secret_hash(&key);
    let owner = OrganisationKind::CollectionPartner.name();
    store::keys::replace(db, owner, agency.as_str(), (&key[..6], &hash), "the test", now).expect("a key");
    key
}

fn creditor(db: &mut Db, name: &str, now: Moment) -> CreditorId {
    let id = CreditorId::from_uuid(store::fresh_id());
    let creditor = Creditor {
        id,
        name: name.to_owned(),
        registration_number: Some("DK87654321".to_owned()),
        office_email: Some("office@fjord.example".to_owned()),
        office_phone: Some("+45 44 55 66 77".to_owned()),
        address: Some("Bryggen 7".to_owned()),
        zip_code: Some("8000".to_owned()),
        city: Some("Aarhus".to_owned()),
        state: None,
        country: "DK".to_owned(),
        contact_name: "Mette Lund".to_owned(),
        contact_email: "mette@fjord.example".to_owned(),
        language: "en".to_owned(),
        referral_partner_id: None,
        external_tenant_id: None,
        created_at: now.naive_utc(),
    };
    store::cases::insert_creditor(db, &creditor).expect("a creditor");
    let account = BankAccount {
        number: store::people::any_next_number(db, "bank_accounts").expect("a number"),
        creditor_id: id,
        label: Some("Main".to_owned()),
        scheme: "IBAN".to_owned(),
        currency: Currency::parse("EUR").expect("a currency"),
        bank_country: "DK".to_owned(),
        holder: name.to_owned(),
        iban: Some("DK5000400440116243".to_owned()),
        bic: Some("DABADKKK".to_owned()),
        account_number: None,
        local_identifier: None,
        local_identifier_type: None,
        bank_name: Some("Danske Bank".to_owned()),
    };
    store::cases::insert_bank_account(db, &account).expect("a bank account");
    id
}
