//! Actions on debtors' payments and on the claim. Case totals, splits, exclusive period and facts are updated in the
//! transaction of the payment.

mod book;
mod claim;
mod commission;
mod correct;
mod reckon;
mod typed;

pub(super) use book::book;
pub use book::book_older;
pub use claim::{ClaimOrder, change_claim};
pub use commission::{chase_commissions, commission_paid};
pub use correct::{Corrected, correct, delete, preview_correction, preview_deletion, surplus_of};
pub use typed::PaymentOrder;

use crate::domain::actor::Partner;
use crate::domain::calendar::Moment;
use crate::domain::case::{By, CloseCode, Verb, decide};
use crate::domain::fact::Fact;
use crate::domain::ids::{CaseId, PaymentId};
use crate::domain::money::Rate;
use crate::domain::payment::{CommissionStatus, Invoicing, Recipient, Reckoning};
use crate::domain::period::ExtensionKind;
use crate::domain::revenue::ReferralInvoicing;
use crate::domain::task::TaskKind;
use crate::mail;
use crate::store::books::payments::Payment;
use crate::store::books::reckonings::StoredReckoning;
use crate::store::cases::Case;
use crate::store::{self, Db, Writer, fresh_id};

use super::cases::{extension_by, moved, save, tell};
use super::{Context, Outcome, plans};
use reckon::Current;
use typed::Typed;

/// A payment to record.
#[derive(Clone, Debug)]
pub struct RecordOrder {
    /// The payment.
    pub payment: PaymentOrder,
    /// Whether the case is closed as Paid if nothing is outstanding after the payment.
    pub close_case: bool,
    /// Whether the agency is reminded of an unpaid commission.
    pub follow_up: bool,
}

/// A recorded payment.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The payment.
    pub payment: Payment,
    /// The case after the payment.
    pub case: Case,
    /// Whether the payment closed the case.
    pub is_closed: bool,
    /// Warnings about the payment, which was recorded anyway.
    pub warnings: Vec<String>,
}

/// The result of a payment before it is recorded.
#[derive(Clone, Debug)]
pub struct PaymentPreview {
    /// The payment with its split.
    pub payment: Payment,
    /// The reckoning that splits it.
    pub reckoning: StoredReckoning,
    /// The case after the payment, not closed.
    pub after: Case,
    /// The extension of the exclusive period, if any: the moment of the event and the new end.
    pub extension: Option<(Moment, Moment)>,
    /// Warnings about the payment.
    pub warnings: Vec<String>,
    starts_reckoning: bool,
}

/// The result of a payment if it were recorded now; nothing is stored.
///
/// # Errors
/// As [`record`].
pub fn preview_payment(
    db: &mut Db,
    who: &Partner,
    id: CaseId,
    order: &PaymentOrder,
    ctx: &Context,
) -> Outcome<PaymentPreview> {
    let before = store::cases::load_case(db, who, id)?;
    preview_on(db, who, &before, order, ctx)
}

fn preview_on(
    db: &mut Db,
    who: &Partner,
    before: &Case,
    order: &PaymentOrder,
    ctx: &Context,
) -> Outcome<PaymentPreview> {
    let mut after = moved(before, Verb::RecordPayment, By::Agency)?;
    let typed = order.read(before, who.agency.time_zone, ctx.now)?;
    let mut payments = store::books::payments::of_case(db, before)?;
    let Current { reckoning, is_new } = reckon::current(db, who, before, &payments)?;
    let earlier: Vec<_> =
        payments.iter().filter(|payment| payment.reckoning_id == reckoning.id).map(Payment::entry).collect();
    let split = reckoning.terms.next(&earlier, &typed.entry());
    let mut payment = new_payment(before, &reckoning, &typed, who, ctx);
    if let Some((referral_partner, percentage)) = store::books::payments::referral_of(db, before, typed.received_on)? {
        (payment.referral_partner_id, payment.referral_percentage) = (Some(referral_partner), percentage);
    }
    let payment = confirm(db, payment.with_split(split), ctx)?;
    payments.push(payment.clone());
    reckon::total_up(&mut after, &payments);
    let extension = extension_by(before, typed.received_on, ctx.now);
    if let Some((_, end)) = extension {
        after.exclusive_until = Some(end.naive_utc());
    }
    let mut warnings = warnings(before, &payment);
    if before.outstanding == 0 {
        warnings.insert(0, "Nothing was outstanding on the case before this payment.".to_owned());
    }
    Ok(PaymentPreview { payment, reckoning, after, extension, warnings, starts_reckoning: is_new })
}

/// The reckoning of the next payment of a case; nothing is stored.
pub fn terms_now(db: &mut Db, who: &Partner, case: &Case) -> Outcome<Reckoning> {
    let payments = store::books::payments::of_case(db, case)?;
    Ok(reckon::current(db, who, case, &payments)?.reckoning.terms)
}

/// Records a payment: split, totals, exclusive period, and closing the case if requested and possible.
///
/// # Errors
/// The state machine's refusal; an invalid amount, split, date or commission status.
pub fn record(db: &mut Writer, who: &Partner, id: CaseId, order: &RecordOrder, ctx: &Context) -> Outcome<Recorded> {
    db.write(|db| {
        store::cases::hold(db, who, id)?;
        store::books::ledger::hold(db, who.agency.id)?;
        let before = store::cases::load_case(db, who, id)?;
        let PaymentPreview { mut payment, reckoning, mut after, extension, warnings, starts_reckoning } =
            preview_on(db, who, &before, &order.payment, ctx)?;
        order.payment.check_surplus(payment.money(payment.overpaid))?;
        if starts_reckoning {
            store::books::reckonings::insert(db, &before, &reckoning, ctx.now)?;
        }
        payment.follow_up = order.follow_up && wants_follow_up(&before, &payment);
        store::books::payments::insert(db, &payment)?;
        let mut facts = vec![recorded_fact(&payment, &after)];
        if let Some((event, end)) = extension {
            let by = who.author().name;
            store::cases::periods::insert(db, id, ExtensionKind::Payment, event, end, (&by, None), ctx.now)?;
            facts.push(Fact::PeriodExtended { reason: ExtensionKind::Payment.label().to_owned(), until: end });
        }
        let is_closed = order.close_case && after.outstanding == 0;
        if is_closed {
            after = close_as_paid(after, ctx.now)?;
            facts.push(Fact::CaseClosed { code: CloseCode::Paid, comment: None, from: before.lifecycle });
        }
        let (case, _) = save(db, &before, after, &who.author(), &facts, ctx)?;
        commission::follow(db, &case, &payment, &payment, ctx)?;
        plans::recheck(db, &case, &who.author(), ctx)?;
        if is_closed {
            store::cases::tasks::solve(db, &case, TaskKind::OF_OPEN_CASE, ctx.now)?;
            tell(db, who, &case, ctx, |about| mail::case::closed(about, CloseCode::Paid.description()))?;
        }
        Ok(Recorded { payment, case, is_closed, warnings })
    })
}

fn close_as_paid(after: Case, now: Moment) -> Outcome<Case> {
    let lifecycle = decide(&after.snapshot(), Verb::Close(CloseCode::Paid), By::Agency)?;
    Ok(Case {
        lifecycle,
        close_code: Some(CloseCode::Paid),
        close_comment: None,
        finished_at: Some(now.naive_utc()),
        due_at: None,
        ..after
    })
}

/// A commission is followed up if the creditor received the money and owes the commission, and it is no test case.
fn wants_follow_up(case: &Case, payment: &Payment) -> bool {
    payment.recipient == Recipient::Creditor && payment.commission_status == CommissionStatus::Unpaid && !case.is_test
}

fn new_payment(case: &Case, reckoning: &StoredReckoning, typed: &Typed, who: &Partner, ctx: &Context) -> Payment {
    Payment {
        id: PaymentId::from_uuid(fresh_id()),
        case_id: case.id,
        reckoning_id: reckoning.id,
        received_on: typed.received_on,
        amount: typed.amount,
        currency: case.currency,
        recipient: typed.recipient,
        commission_status: typed.commission,
        follow_up: false,
        payout_creditor: 0,
        payout_partner: 0,
        payout_operator: 0,
        explicit_split: typed.is_explicit(),
        frozen: false,
        to_principal: 0,
        to_interest: 0,
        to_reminder: 0,
        to_collection: 0,
        overpaid: 0,
        created_at: ctx.now.naive_utc(),
        updated_at: None,
        created_by: who.author().name,
        deleted_at: None,
        collection_partner_id: who.agency.id,
        is_test: case.is_test,
        referral_partner_id: None,
        referral_percentage: Rate::ZERO,
        payout_referral: 0,
        confirmed_at: None,
        usd_rate: None,
        invoicing: Invoicing::NotInvoiced,
        invoice_id: None,
        handler_id: case.handler_id,
        referral_status: ReferralInvoicing::Pending,
        referral_usd: None,
        operator_usd: None,
    }
}

/// A payout is confirmed when the agency has received its commission; the exchange rate of that day is stored with it.
/// A payout that is no longer confirmed loses both.
fn confirm(db: &mut Db, payment: Payment, ctx: &Context) -> Outcome<Payment> {
    if payment.commission_status != CommissionStatus::Paid {
        return Ok(Payment { confirmed_at: None, usd_rate: None, ..payment });
    }
    if payment.confirmed_at.is_some() {
        return Ok(payment);
    }
    let today = ctx.now.date_naive();
    let usd = store::prices::rates::unscoped::on(db, payment.currency, today)?.map(|quote| quote.usd);
    Ok(Payment { confirmed_at: Some(ctx.now.naive_utc()), usd_rate: usd, ..payment })
}

/// What is unusual about a payment, as it is stored.
fn warnings(case: &Case, payment: &Payment) -> Vec<String> {
    let mut warnings = Vec::new();
    if payment.explicit_split && payment.payout_creditor == 0 {
        warnings.push("The creditor gets nothing of this payment.".to_owned());
    }
    if payment.overpaid > 0 {
        let over = payment.money(payment.overpaid);
        warnings.push(format!("The payment is {over} more than was outstanding. The surplus is the creditor’s."));
    }
    if payment.received_on < case.claim_date {
        let since = case.claim_date.format("%-d %b %Y");
        warnings.push(format!("The payment is dated before the claim, which is of {since}. Check the date."));
    }
    if case.rate().is_none() && !payment.explicit_split {
        warnings.push("The case has no success fee, so the creditor gets the whole principal.".to_owned());
    }
    warnings
}

fn recorded_fact(payment: &Payment, after: &Case) -> Fact {
    Fact::PaymentRecorded {
        amount: payment.money(payment.amount),
        recipient: payment.recipient,
        commission: payment.commission_status,
        creditor: payment.money(payment.payout_creditor),
        agency: payment.money(payment.payout_partner),
        operator: payment.money(payment.payout_operator),
        over: payment.money(payment.overpaid),
        outstanding: after.outstanding(),
    }
}
