//! Commissions on payments to the creditor: the agency is reminded of unpaid ones until they are paid.

use super::correct::Corrected;
use crate::actions::cases::{moved, save, tell_agency, zone_of};
use crate::actions::{Context, Outcome};
use crate::domain::actor::{Author, Partner};
use crate::domain::calendar::local_date;
use crate::domain::case::CaseRefusal;
use crate::domain::case::{By, Verb};
use crate::domain::commission::{chase_from, next_chase};
use crate::domain::fact::{CommissionFact, Fact};
use crate::domain::ids::{CaseId, PaymentId};
use crate::domain::payment::PaymentRefusal;
use crate::domain::payment::{CommissionStatus, Recipient};
use crate::domain::task::TaskKind;
use crate::mail;
use crate::store::books::commissions::FollowUp;
use crate::store::books::payments::Payment;
use crate::store::cases::Case;
use crate::store::{self, Tx, Writer};

/// Records that the creditor has paid the agency's commission, even if the case is closed. Repeating it changes
/// nothing.
///
/// # Errors
/// [`PaymentRefusal::Frozen`] after it was invoiced; [`PaymentRefusal::NoCommissionOwed`] unless the creditor received
/// the payment and owes it.
pub fn commission_paid(
    db: &mut Writer,
    who: &Partner,
    id: CaseId,
    payment: PaymentId,
    ctx: &Context,
) -> Outcome<Corrected> {
    db.write(|db| {
        store::cases::hold(db, who, id)?;
        store::books::ledger::hold(db, who.agency.id)?;
        let before = store::cases::load_case(db, who, id)?;
        let old = store::books::payments::load(db, &before, payment)?;
        match (old.recipient, old.commission_status, old.frozen) {
            (Recipient::Creditor, CommissionStatus::Paid, _) => {
                return Ok(Corrected { payment: old, case: before, is_reopened: false, warnings: Vec::new() });
            }
            (_, _, true) => return Err(PaymentRefusal::Frozen.into()),
            (Recipient::Creditor, CommissionStatus::Unpaid, false) => {}
            _ => return Err(PaymentRefusal::NoCommissionOwed.into()),
        }
        let after = moved(&before, Verb::CorrectPayment, By::Agency)?;
        let settled = Payment {
            commission_status: CommissionStatus::Paid,
            follow_up: false,
            updated_at: Some(ctx.now.naive_utc()),
            ..old.clone()
        };
        let new = super::confirm(db, settled, ctx)?;
        if !store::books::payments::update(db, &new)? {
            return Err(CaseRefusal::Overtaken.into());
        }
        let fact = CommissionFact::Paid { amount: new.money(new.payout_partner), of: new.money(new.amount) };
        let (case, _) = save(db, &before, after, &who.author(), &[Fact::Commission(fact)], ctx)?;
        follow(db, &case, &old, &new, ctx)?;
        Ok(Corrected { payment: new, case, is_reopened: false, warnings: Vec::new() })
    })
}

/// Updates the follow-up of a commission after its payment changed: starts it with a mail to the agency, continues it,
/// or ends it. For a new payment `old` is the payment itself.
pub(super) fn follow(db: &mut Tx<'_>, case: &Case, old: &Payment, new: &Payment, ctx: &Context) -> Outcome<()> {
    if !old.follow_up && !new.follow_up {
        return Ok(());
    }
    if new.follow_up && new.deleted_at.is_none() {
        let from = chase_from(ctx.now);
        if store::books::commissions::open(db, new, from, ctx.now)? {
            let day = local_date(from, zone_of(db, case)?).format("%-d %B %Y").to_string();
            let commission = new.money(new.payout_partner).to_string();
            let paid = new.money(new.amount).to_string();
            tell_agency(db, case, ctx, |about| mail::agency::invoice_client(about, &commission, &paid, &day))?;
        }
    } else {
        store::books::commissions::settle(db, new.id, ctx.now)?;
    }
    keep_tasks(db, case, ctx)
}

/// One task for commissions to invoice and one for overdue commissions, while the case has any.
fn keep_tasks(db: &mut Tx<'_>, case: &Case, ctx: &Context) -> Outcome<()> {
    let mut open = store::books::commissions::of_case(db, case)?;
    open.retain(|known| known.settled_at.is_none());
    let zone = zone_of(db, case)?;
    for (kind, is_wanted) in [
        (TaskKind::InvoiceClient, open.iter().any(|known| known.chases == 0)),
        (TaskKind::ChasePayment, open.iter().any(|known| known.chases > 0)),
    ] {
        if is_wanted {
            store::cases::tasks::open(db, kind, case, kind.due(ctx.now, zone), ctx.now)?;
        } else {
            store::cases::tasks::solve(db, case, &[kind], ctx.now)?;
        }
    }
    Ok(())
}

/// Reminds agencies of unpaid commissions, which are overdue from then on; returns how many mails were queued. If two
/// nodes run at once, each mail is still sent once: the guarded update of the row decides.
pub fn chase_commissions(db: &mut Writer, ctx: &Context) -> Outcome<usize> {
    let mut chased = 0;
    for known in store::books::commissions::unscoped::due(db, ctx.now)? {
        chased += usize::from(db.write(|db| chase(db, &known, ctx))?);
    }
    Ok(chased)
}

fn chase(db: &mut Tx<'_>, known: &FollowUp, ctx: &Context) -> Outcome<bool> {
    store::cases::unscoped::hold(db, known.case_id)?;
    if !store::books::commissions::chase(db, known, next_chase(known.chases + 1, ctx.now))? {
        return Ok(false);
    }
    let case = store::cases::unscoped::case(db, known.case_id)?;
    let payment = store::books::payments::load(db, &case, known.payment_id)?;
    let amount = payment.money(payment.payout_partner);
    if known.chases == 0 {
        let fact = Fact::Commission(CommissionFact::Chased { amount });
        store::facts::record(db, &case, &Author::system(), &fact, ctx.now)?;
    }
    keep_tasks(db, &case, ctx)?;
    let owed = amount.to_string();
    tell_agency(db, &case, ctx, |about| mail::agency::chase_commission(about, &owed, known.chases))?;
    Ok(true)
}
