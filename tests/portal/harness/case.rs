//! Builds cases for tests, with the same actions that pages and API use.

use chrono::Days;
use partner_portal::actions::Context;
use partner_portal::actions::cases::{self, AccruedFees, FixedPrice, Named, StartOrder, SubmitOrder};
use partner_portal::actions::clients::register_debtor;
use partner_portal::domain::actor::{Author, Partner};
use partner_portal::domain::case::{ClaimType, CloseCode, DebtorKind, DisputeStatus, Lifecycle, PricingSource};
use partner_portal::domain::ids::{CaseId, DebtorId};
use partner_portal::domain::money::{Currency, Money, Rate};
use partner_portal::store::cases::Debtor;
use partner_portal::store::{self, Writer};

use super::world::World;

/// A case to be made.
pub struct CaseBuilder<'a> {
    world: &'a World,
    lifecycle: Lifecycle,
    who: Partner,
    debtor: String,
    principal: i64,
    currency: Currency,
    is_test: bool,
    has_price: bool,
    partner_reference: Option<String>,
    creditor_reference: Option<String>,
}

impl<'a> CaseBuilder<'a> {
    pub(super) fn new(world: &'a World) -> Self {
        Self {
            world,
            lifecycle: Lifecycle::Active,
            who: world.as_owner.clone(),
            debtor: "Bauer GmbH".to_owned(),
            principal: 100_000,
            currency: Currency::parse("EUR").expect("a currency"),
            is_test: false,
            has_price: true,
            partner_reference: None,
            creditor_reference: None,
        }
    }

    /// In another state.
    pub fn in_state(mut self, lifecycle: Lifecycle) -> Self {
        self.lifecycle = lifecycle;
        self
    }

    /// Of the rival's agency.
    pub fn of_rival(mut self) -> Self {
        self.who = self.world.as_rival.clone();
        self
    }

    /// With another debtor.
    pub fn against(mut self, name: &str) -> Self {
        name.clone_into(&mut self.debtor);
        self
    }

    /// With another principal, in cents.
    pub fn over(mut self, cents: i64) -> Self {
        self.principal = cents;
        self
    }

    /// In another currency; the principal is in its minor units.
    pub fn in_currency(mut self, code: &str) -> Self {
        self.currency = Currency::parse(code).expect("a currency");
        self
    }

    /// As a test case.
    pub fn test(mut self) -> Self {
        self.is_test = true;
        self
    }

    /// Without a standard price.
    pub fn unpriced(mut self) -> Self {
        self.has_price = false;
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

    /// Makes the case.
    #[track_caller]
    pub fn make(self) -> CaseId {
        let (mut db, ctx) = (self.world.db(), self.world.context());
        let id = self.submit(&mut db, &ctx);
        if self.lifecycle == Lifecycle::PendingVerificationInternal {
            return id;
        }
        let (db, who) = (&mut db, &self.who);
        cases::assign(db, id, who.agency.id, &Author::system(), &ctx).expect("assigned");
        match self.lifecycle {
            Lifecycle::PendingVerification => {}
            Lifecycle::NeedsAdditionalDetails => {
                cases::ask_information(db, who, id, "Is there a contract?", &ctx).map(drop).expect("asked");
            }
            state => {
                self.start(db, id, &ctx);
                match state {
                    Lifecycle::Paused => {
                        cases::pause(db, who, id, "Waiting for the court", &ctx).map(drop).expect("paused");
                    }
                    Lifecycle::Closed => {
                        let code = CloseCode::WithdrawnByClient;
                        cases::close(db, who, id, code, None, &ctx).map(drop).expect("closed");
                    }
                    _ => {}
                }
            }
        }
        if self.lifecycle == Lifecycle::Merged {
            // No action merges cases yet, but merged ones must be handled.
            self.world.sql.execute(&format!("UPDATE cases SET lifecycle = 'Merged' WHERE id = '{id}'"));
        }
        if let (Some(reference), Lifecycle::PendingVerification) = (&self.partner_reference, self.lifecycle) {
            cases::set_reference(db, who, id, Some(reference.clone()), &ctx).map(drop).expect("a reference");
        }
        id
    }

    fn start(&self, db: &mut Writer, id: CaseId, ctx: &Context) {
        let order = StartOrder {
            sender: Named { email: self.who.person().map(|person| person.email.clone()), id: None },
            welcome_message: "Welcome. We begin today.".to_owned(),
            partner_reference: self.partner_reference.clone(),
            ..StartOrder::default()
        };
        cases::start(db, &self.who, id, order, ctx).map(drop).expect("started");
    }

    fn submit(&self, db: &mut Writer, ctx: &Context) -> CaseId {
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
        register_debtor(db, &debtor).expect("a debtor");
        let rate = |text: &str| Rate::parse(text).expect("a rate");
        let today = ctx.now.date_naive();
        let order = SubmitOrder {
            creditor: self.world.creditor,
            division: None,
            debtor: debtor.id,
            bank_account: Some(self.world.bank_account),
            referral_partner: store::clients::unscoped::earning_partner(db, self.world.creditor, None).expect("a link"),
            through: "the test".to_owned(),
            creditor_reference: self.creditor_reference.clone(),
            principal: Money::new(self.principal, self.currency),
            fees: AccruedFees::default(),
            claim_type: Some(ClaimType::UnpaidInvoice),
            dispute: Some(DisputeStatus::NotDisputed),
            claim_description: Some("Two invoices for chairs".to_owned()),
            creditor_comments: None,
            claim_date: today - Days::new(90),
            due_date: today - Days::new(60),
            routed: None,
            waits_for_contracts: false,
            price: self.has_price.then(|| FixedPrice {
                total: rate("9.5"),
                base: rate("9.5"),
                uplift: rate("0"),
                blended: None,
                is_intentional: false,
                source: PricingSource::StandardAgreement,
                explanation: "9.5 % by the grid".to_owned(),
            }),
            is_test: self.is_test,
            tag: None,
            owner: None,
            skips_verification: false,
        };
        cases::submit(db, order, &Author::system(), ctx).expect("a case")
    }
}
