//! Corrects and deletes payments. There are no negative payments: a wrong payment is corrected, and the audit trail
//! keeps the old values.

use super::typed::{PaymentOrder, Typed, recipient_in_words};
use super::{commission, reckon, warnings};
use crate::actions::cases::{moved, save};
use crate::actions::{ActionError, Context, Outcome, plans};
use crate::domain::actor::Partner;
use crate::domain::case::CaseRefusal;
use crate::domain::case::{By, CloseCode, Lifecycle, Verb, decide};
use crate::domain::fact::Fact;
use crate::domain::ids::{CaseId, PaymentId};
use crate::domain::payment::PaymentRefusal;
use crate::domain::payment::{CommissionStatus, Invoicing, Recipient, Reckoning, SplitRule};
use crate::store::books::payments::Payment;
use crate::store::cases::Case;
use crate::store::{self, Db, Tx, Writer};

/// The result of a correction.
#[derive(Clone, Debug)]
pub struct Corrected {
    /// The payment after the correction; if deleted, the payment before.
    pub payment: Payment,
    /// The case after the correction.
    pub case: Case,
    /// Whether the correction reopened the case.
    pub is_reopened: bool,
    /// What is unusual about the payment now.
    pub warnings: Vec<String>,
}

/// Corrects a payment. If the shares are left out, the split is computed.
///
/// # Errors
/// [`PaymentRefusal::Frozen`] after it was invoiced; [`PaymentRefusal::ReopenConsent`] if something would be
/// outstanding on a case closed as Paid and `may_reopen` is not set; for invalid values as [`super::record`].
pub fn correct(
    db: &mut Writer,
    who: &Partner,
    id: CaseId,
    payment: PaymentId,
    order: &PaymentOrder,
    may_reopen: bool,
    ctx: &Context,
) -> Outcome<Corrected> {
    db.write(|db| {
        store::cases::hold(db, who, id)?;
        store::books::ledger::hold(db, who.agency.id)?;
        let (before, old) = load(db, who, id, payment)?;
        let typed = order.read(&before, who.agency.time_zone, ctx.now)?;
        if typed.recipient == Recipient::Operator && old.recipient != Recipient::Operator {
            let message = "A payment can be changed to the creditor or the agency only.";
            return Err(ActionError::At("paymentRecipient", message.to_owned()));
        }
        let new = super::confirm(db, changed(&before, &old, &typed, ctx), ctx)?;
        let what = changes(&old, &new);
        if what.is_empty() {
            return Ok(Corrected { warnings: warnings(&before, &old), payment: old, case: before, is_reopened: false });
        }
        let mut payments = store::books::payments::of_case(db, &before)?;
        for known in payments.iter_mut().filter(|known| known.id == new.id) {
            *known = new.clone();
        }
        if !store::books::payments::update(db, &new)? {
            return Err(CaseRefusal::Overtaken.into());
        }
        reckon::split_anew(db, &before, new.reckoning_id, Some(new.id), &mut payments, ctx)?;
        let fact = |after: &Case| Fact::PaymentCorrected {
            before: old.money(old.amount),
            after: new.money(new.amount),
            what: what.join(", "),
            outstanding: after.outstanding(),
        };
        let (case, is_reopened) = settle(db, who, &before, &payments, may_reopen, fact, ctx)?;
        let payment = payments.into_iter().find(|known| known.id == new.id).unwrap_or(new);
        order.check_surplus(case.money(surplus_of(&case) - surplus_of(&before)))?;
        commission::follow(db, &case, &old, &payment, ctx)?;
        plans::recheck(db, &case, &who.author(), ctx)?;
        Ok(Corrected { warnings: warnings(&case, &payment), payment, case, is_reopened })
    })
}

/// Deletes a payment; its amount is outstanding again.
///
/// # Errors
/// As [`correct`].
pub fn delete(
    db: &mut Writer,
    who: &Partner,
    id: CaseId,
    payment: PaymentId,
    may_reopen: bool,
    ctx: &Context,
) -> Outcome<Corrected> {
    db.write(|db| {
        store::cases::hold(db, who, id)?;
        store::books::ledger::hold(db, who.agency.id)?;
        let (before, old) = load(db, who, id, payment)?;
        let gone = Payment { deleted_at: Some(ctx.now.naive_utc()), ..old.clone() };
        if !store::books::payments::update(db, &gone)? {
            return Err(CaseRefusal::Overtaken.into());
        }
        let mut payments = store::books::payments::of_case(db, &before)?;
        reckon::split_anew(db, &before, old.reckoning_id, None, &mut payments, ctx)?;
        let fact =
            |after: &Case| Fact::PaymentDeleted { amount: old.money(old.amount), outstanding: after.outstanding() };
        let (case, is_reopened) = settle(db, who, &before, &payments, may_reopen, fact, ctx)?;
        commission::follow(db, &case, &old, &gone, ctx)?;
        plans::recheck(db, &case, &who.author(), ctx)?;
        Ok(Corrected { payment: gone, case, is_reopened, warnings: Vec::new() })
    })
}

/// The result of a correction and the reckoning that splits it, without storing it.
///
/// # Errors
/// As [`correct`], except the consent.
pub fn preview_correction(
    db: &mut Db,
    who: &Partner,
    id: CaseId,
    payment: PaymentId,
    order: &PaymentOrder,
    ctx: &Context,
) -> Outcome<(Corrected, Reckoning)> {
    let (before, old) = load(db, who, id, payment)?;
    let mut new = changed(&before, &old, &order.read(&before, who.agency.time_zone, ctx.now)?, ctx);
    let mut payments = store::books::payments::of_case(db, &before)?;
    for known in payments.iter_mut().filter(|known| known.id == new.id) {
        *known = new.clone();
    }
    let again = reckon::again(db, &before, new.reckoning_id, Some(new.id), &payments)?.into_iter().next();
    let again = again.ok_or(store::StoreError::NotFound)?;
    if let Some(split) = again.payments.into_iter().find(|known| known.id == new.id) {
        new = split;
    }
    let mut case = before.clone();
    reckon::total_up(&mut case, &payments);
    let is_reopened = reopens(&case);
    let mut warnings = warnings(&case, &new);
    let surplus = surplus_of(&case) - surplus_of(&before);
    if surplus > 0 && new.overpaid == 0 {
        let surplus = case.money(surplus);
        warnings.push(format!("With this, {surplus} more is paid than was claimed. The surplus is the creditor’s."));
    }
    Ok((Corrected { payment: new, case, is_reopened, warnings }, again.terms))
}

/// The result of deleting a payment, without storing it.
///
/// # Errors
/// As [`delete`], except the consent.
pub fn preview_deletion(db: &mut Db, who: &Partner, id: CaseId, payment: PaymentId) -> Outcome<Corrected> {
    let (before, old) = load(db, who, id, payment)?;
    let mut payments = store::books::payments::of_case(db, &before)?;
    payments.retain(|known| known.id != old.id);
    let mut case = before.clone();
    reckon::total_up(&mut case, &payments);
    let is_reopened = reopens(&case);
    Ok(Corrected { payment: old, case, is_reopened, warnings: Vec::new() })
}

fn load(db: &mut Db, who: &Partner, id: CaseId, payment: PaymentId) -> Outcome<(Case, Payment)> {
    let case = store::cases::load_case(db, who, id)?;
    let payment = store::books::payments::load(db, &case, payment)?;
    moved(&case, Verb::CorrectPayment, By::Agency)?;
    if payment.frozen {
        return Err(PaymentRefusal::Frozen.into());
    }
    Ok((case, payment))
}

/// What was paid beyond the claim, in minor units of the case's currency.
pub fn surplus_of(case: &Case) -> i64 {
    case.paid.saturating_sub(case.principal.saturating_add(case.added_fees())).max(0)
}

fn reopens(after: &Case) -> bool {
    after.lifecycle == Lifecycle::Closed && after.close_code == Some(CloseCode::Paid) && after.outstanding > 0
}

/// Saves the case with the totals of its payments, and reopens it if necessary and allowed.
fn settle(
    db: &mut Tx<'_>,
    who: &Partner,
    before: &Case,
    payments: &[Payment],
    may_reopen: bool,
    fact: impl FnOnce(&Case) -> Fact,
    ctx: &Context,
) -> Outcome<(Case, bool)> {
    let mut after = before.clone();
    reckon::total_up(&mut after, payments);
    let mut facts = vec![fact(&after)];
    let is_reopened = reopens(&after);
    if is_reopened {
        if !may_reopen {
            return Err(PaymentRefusal::ReopenConsent { outstanding: after.outstanding }.into());
        }
        let lifecycle = decide(&after.snapshot(), Verb::Reopen, By::Agency)?;
        after = Case { lifecycle, close_code: None, close_comment: None, finished_at: None, ..after };
        facts.push(Fact::CaseReopened);
    }
    let (case, _) = save(db, before, after, &who.author(), &facts, ctx)?;
    Ok((case, is_reopened))
}

fn changed(case: &Case, old: &Payment, typed: &Typed, ctx: &Context) -> Payment {
    let mut new = Payment {
        received_on: typed.received_on,
        amount: typed.amount,
        recipient: typed.recipient,
        commission_status: typed.commission,
        explicit_split: typed.is_explicit(),
        updated_at: Some(ctx.now.naive_utc()),
        // A payment of a credited invoice can be invoiced again after its correction.
        invoicing: Invoicing::NotInvoiced,
        ..old.clone()
    };
    if let SplitRule::Explicit { creditor, partner } = typed.rule {
        (new.payout_creditor, new.payout_partner) = (creditor, partner);
    }
    // If the follow-up was declined for this payment, a correction does not start it; if the creditor owes the
    // commission only since the correction, it is followed up as usual.
    let was_owed = is_owed(old);
    new.follow_up = is_owed(&new) && (old.follow_up || !was_owed) && !case.is_test;
    new
}

fn is_owed(payment: &Payment) -> bool {
    payment.recipient == Recipient::Creditor && payment.commission_status == CommissionStatus::Unpaid
}

/// The changes of a correction in words; empty if nothing changed.
fn changes(old: &Payment, new: &Payment) -> Vec<String> {
    let mut what = Vec::new();
    if old.amount != new.amount {
        what.push(format!("amount from {} to {}", old.money(old.amount), new.money(new.amount)));
    }
    if old.received_on != new.received_on {
        let day = |day: chrono::NaiveDate| day.format("%-d %B %Y").to_string();
        what.push(format!("received on {} instead of {}", day(new.received_on), day(old.received_on)));
    }
    if old.recipient != new.recipient {
        let [new, old] = [new.recipient, old.recipient].map(recipient_in_words);
        what.push(format!("paid to the {new} instead of the {old}"));
    }
    if old.commission_status != new.commission_status {
        what.push(format!("commission {} instead of {}", new.commission_status, old.commission_status));
    }
    match (old.explicit_split, new.explicit_split) {
        (true, false) => what.push("split computed instead of entered by hand".to_owned()),
        (_, true)
            if (old.payout_creditor, old.payout_partner, old.explicit_split)
                != (new.payout_creditor, new.payout_partner, true) =>
        {
            let (creditor, partner) = (new.money(new.payout_creditor), new.money(new.payout_partner));
            what.push(format!("split by hand: creditor {creditor}, agency {partner}"));
        }
        _ => {}
    }
    what
}
