//! Payments of debtors and the reckonings by which they are split. All functions take a case that the caller has loaded
//! as its actor.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::domain::actor::Partner;
use crate::domain::ids::{CaseId, CollectionPartnerId, InvoiceId, PaymentId, PersonId, ReckoningId, ReferralPartnerId};
use crate::domain::ledger::Payout;
use crate::domain::money::{Currency, Money, Rate};
use crate::domain::payment::{Buckets, CommissionStatus, Entry, Invoicing, Recipient, Split, SplitRule, referral_part};
use crate::domain::pricing::UsdRate;
use crate::domain::revenue::ReferralInvoicing;
use crate::store::cases::Case;
use crate::store::cases::engagements::Former;
use crate::store::db::schema::{payments, referral_links, referral_partners};
use crate::store::{Db, StoreError, Tx};

/// A payment. Amounts are minor units of its currency, which is the case's.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = payments, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns speak the field's own terms")]
pub struct Payment {
    pub id: PaymentId,
    pub case_id: CaseId,
    pub reckoning_id: ReckoningId,
    pub received_on: NaiveDate,
    pub amount: i64,
    pub currency: Currency,
    pub recipient: Recipient,
    pub commission_status: CommissionStatus,
    pub follow_up: bool,
    pub payout_creditor: i64,
    pub payout_partner: i64,
    #[diesel(column_name = payout_platform)]
    pub payout_operator: i64,
    pub explicit_split: bool,
    pub frozen: bool,
    pub to_principal: i64,
    pub to_interest: i64,
    pub to_reminder: i64,
    pub to_collection: i64,
    pub overpaid: i64,
    pub created_at: NaiveDateTime,
    pub updated_at: Option<NaiveDateTime>,
    pub created_by: String,
    pub deleted_at: Option<NaiveDateTime>,
    /// The agency that had the case when the debtor paid; the payout is its.
    pub collection_partner_id: CollectionPartnerId,
    pub is_test: bool,
    pub referral_partner_id: Option<ReferralPartnerId>,
    /// The referral partner's percentage of the operator's share, fixed by the client's link.
    pub referral_percentage: Rate,
    pub payout_referral: i64,
    /// When it was confirmed that the agency has its commission.
    pub confirmed_at: Option<NaiveDateTime>,
    /// US dollars per unit of the currency at confirmation.
    pub usd_rate: Option<UsdRate>,
    pub invoicing: Invoicing,
    pub invoice_id: Option<InvoiceId>,
    /// Who handles the case. Kept in step by a database trigger.
    pub handler_id: Option<PersonId>,
    /// The state of the referral partner's own invoice; set by the operator.
    pub referral_status: ReferralInvoicing,
    /// The referral partner's share in US cents at the locked rate. Set whenever a payment is stored.
    pub referral_usd: Option<i64>,
    /// The operator's share in US cents at the locked rate. Set whenever a payment is stored.
    pub operator_usd: Option<i64>,
}

impl Payment {
    /// Minor units as money in the payment's currency.
    pub fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    /// The payment with its shares in US cents, if its revenue is confirmed at a known rate.
    pub(super) fn in_usd(&self) -> Self {
        let cents = |minor| self.usd_rate.and_then(|rate| rate.cents(self.money(minor)));
        let (referral_usd, operator_usd) = (cents(self.payout_referral), cents(self.payout_operator));
        Self { referral_usd, operator_usd, ..self.clone() }
    }

    /// The parts of the claim that it settled.
    pub fn allocation(&self) -> Buckets {
        Buckets {
            principal: self.to_principal,
            interest: self.to_interest,
            reminder: self.to_reminder,
            collection: self.to_collection,
        }
    }

    /// The payment as input for a reckoning.
    pub fn entry(&self) -> Entry {
        let (creditor, partner, operator) = (self.payout_creditor, self.payout_partner, self.payout_operator);
        let rule = match (self.frozen, self.explicit_split) {
            (true, by_hand) => SplitRule::Frozen { creditor, partner, operator, by_hand },
            (false, true) => SplitRule::Explicit { creditor, partner },
            (false, false) => SplitRule::Automatic,
        };
        Entry { amount: self.amount, rule, allocation: self.frozen.then(|| self.allocation()) }
    }

    /// The payment as input for a replay that must not change it.
    pub fn kept(&self) -> Entry {
        Self { frozen: true, ..self.clone() }.entry()
    }

    /// The payment with another split.
    #[must_use]
    pub fn with_split(self, split: Split) -> Self {
        Self {
            payout_creditor: split.creditor,
            payout_partner: split.partner,
            payout_operator: split.operator,
            to_principal: split.allocation.principal,
            to_interest: split.allocation.interest,
            to_reminder: split.allocation.reminder,
            to_collection: split.allocation.collection,
            overpaid: split.over,
            payout_referral: referral_part(split.operator, self.referral_percentage),
            ..self
        }
    }

    /// The payment as a payout in the books.
    pub fn payout(&self) -> Payout {
        Payout {
            recipient: self.recipient,
            commission: self.commission_status,
            amount: self.amount,
            creditor: self.payout_creditor,
            partner: self.payout_partner,
            operator: self.payout_operator,
            referral: self.payout_referral,
            allocation: self.allocation(),
        }
    }
}

/// The payments of a case in recording order, without deleted ones.
pub fn of_case(db: &mut Db, case: &Case) -> Result<Vec<Payment>, StoreError> {
    Ok(payments::table
        .filter(payments::case_id.eq(case.id).and(payments::deleted_at.is_null()))
        .order((payments::created_at.asc(), payments::id.asc()))
        .select(Payment::as_select())
        .load(&mut *db.conn)?)
}

/// Like [`of_case`], with deleted ones.
pub fn of_case_with_deleted(db: &mut Db, case: &Case) -> Result<Vec<Payment>, StoreError> {
    Ok(payments::table
        .filter(payments::case_id.eq(case.id))
        .order((payments::created_at.asc(), payments::id.asc()))
        .select(Payment::as_select())
        .load(&mut *db.conn)?)
}

/// The payments that an agency recorded on a case, in recording order, with deleted ones.
pub fn of_agency_with_deleted(db: &mut Db, who: &Partner, case: &Case) -> Result<Vec<Payment>, StoreError> {
    let mut all = of_case_with_deleted(db, case)?;
    all.retain(|payment| payment.collection_partner_id == who.agency.id);
    Ok(all)
}

/// The payments that an agency recorded on a case that it had earlier, in recording order.
pub fn of_former(db: &mut Db, former: &Former) -> Result<Vec<Payment>, StoreError> {
    let one = &former.engagement;
    Ok(payments::table
        .filter(payments::case_id.eq(one.case_id).and(payments::deleted_at.is_null()))
        .filter(payments::collection_partner_id.eq(one.collection_partner_id))
        .order((payments::created_at.asc(), payments::id.asc()))
        .select(Payment::as_select())
        .load(&mut *db.conn)?)
}

/// A payment of a case, recorded by the agency that has the case now.
///
/// # Errors
/// [`StoreError::NotFound`] if there is no such payment, it is deleted, or another agency recorded it.
pub fn load(db: &mut Db, case: &Case, id: PaymentId) -> Result<Payment, StoreError> {
    Ok(payments::table
        .filter(payments::case_id.eq(case.id).and(payments::id.eq(id)).and(payments::deleted_at.is_null()))
        .filter(payments::collection_partner_id.nullable().eq(case.collection_partner_id))
        .select(Payment::as_select())
        .first(&mut *db.conn)?)
}

/// Stores a new payment.
pub fn insert(db: &mut Tx<'_>, payment: &Payment) -> Result<(), StoreError> {
    diesel::insert_into(payments::table).values(payment.in_usd()).execute(&mut *db.conn)?;
    Ok(())
}

/// Saves a payment; `false` if it is deleted or invoiced, and unchanged.
pub fn update(db: &mut Tx<'_>, payment: &Payment) -> Result<bool, StoreError> {
    let payment = payment.in_usd();
    let rows = diesel::update(payments::table.find(payment.id))
        .filter(payments::deleted_at.is_null().and(payments::frozen.eq(false)))
        .set((
            (
                payments::reckoning_id.eq(payment.reckoning_id),
                payments::received_on.eq(payment.received_on),
                payments::amount.eq(payment.amount),
                payments::recipient.eq(payment.recipient),
                payments::commission_status.eq(payment.commission_status),
                payments::follow_up.eq(payment.follow_up),
                payments::explicit_split.eq(payment.explicit_split),
                payments::updated_at.eq(payment.updated_at),
                payments::deleted_at.eq(payment.deleted_at),
            ),
            (
                payments::payout_creditor.eq(payment.payout_creditor),
                payments::payout_partner.eq(payment.payout_partner),
                payments::payout_platform.eq(payment.payout_operator),
                payments::to_principal.eq(payment.to_principal),
                payments::to_interest.eq(payment.to_interest),
                payments::to_reminder.eq(payment.to_reminder),
                payments::to_collection.eq(payment.to_collection),
                payments::overpaid.eq(payment.overpaid),
                payments::payout_referral.eq(payment.payout_referral),
            ),
            (
                payments::referral_partner_id.eq(payment.referral_partner_id),
                payments::referral_percentage.eq(payment.referral_percentage),
                payments::confirmed_at.eq(payment.confirmed_at),
                payments::usd_rate.eq(payment.usd_rate),
                payments::invoicing.eq(payment.invoicing),
                payments::referral_usd.eq(payment.referral_usd),
                payments::operator_usd.eq(payment.operator_usd),
            ),
        ))
        .execute(&mut *db.conn)?;
    Ok(rows > 0)
}

/// The referral partner that earns on a case, with its percentage of the operator's share as fixed by the client's link.
/// Nobody if the link was withdrawn. A terminated partner earns of what is received up to its last day.
pub fn referral_of(
    db: &mut Db,
    case: &Case,
    received_on: NaiveDate,
) -> Result<Option<(ReferralPartnerId, Rate)>, StoreError> {
    let Some(partner) = case.referral_partner_id else { return Ok(None) };
    Ok(referral_links::table
        .inner_join(referral_partners::table)
        .filter(referral_links::creditor_id.eq(case.creditor_id))
        .filter(referral_links::referral_partner_id.eq(partner))
        .filter(referral_links::archived_at.is_null())
        .filter(
            referral_partners::earns_until
                .is_null()
                .or(referral_partners::earns_until.ge(received_on).assume_not_null()),
        )
        .order((referral_links::created_at.asc(), referral_links::id.asc()))
        .select((referral_links::referral_partner_id, referral_links::percentage))
        .first(&mut *db.conn)
        .optional()?)
}

/// Payments by the day they were received, newest first; those of one day by when they were recorded.
pub fn newest_first(recorded: &[Payment]) -> Vec<&Payment> {
    let mut all: Vec<&Payment> = recorded.iter().rev().collect();
    all.sort_by_key(|payment| std::cmp::Reverse(payment.received_on));
    all
}

/// The claim of a case by part: principal, interest and fees.
pub fn claim_of(case: &Case) -> Buckets {
    Buckets {
        principal: case.principal,
        interest: case.interest_fees,
        reminder: case.reminder_fees,
        collection: case.collection_fees,
    }
}

/// The open amounts of a case by part, given its payments.
pub fn open_of(case: &Case, payments: &[Payment]) -> Buckets {
    let allocated = payments.iter().fold(Buckets::default(), |sum, payment| sum.plus(payment.allocation()));
    let paid = payments.iter().fold(0_i64, |sum, payment| sum.saturating_add(payment.amount));
    claim_of(case).open_after(allocated, paid)
}

/// The open amounts by part for several cases, with one query.
pub fn open_buckets(db: &mut Db, cases: &[Case]) -> Result<HashMap<CaseId, Buckets>, StoreError> {
    let ids: Vec<CaseId> = cases.iter().filter(|case| case.payment_count > 0).map(|case| case.id).collect();
    let mut paid: HashMap<CaseId, Vec<Payment>> = HashMap::new();
    if !ids.is_empty() {
        let rows: Vec<Payment> = payments::table
            .filter(payments::case_id.eq_any(&ids).and(payments::deleted_at.is_null()))
            .select(Payment::as_select())
            .load(&mut *db.conn)?;
        for payment in rows {
            paid.entry(payment.case_id).or_default().push(payment);
        }
    }
    Ok(cases.iter().map(|case| (case.id, open_of(case, paid.get(&case.id).map_or(&[], Vec::as_slice)))).collect())
}
