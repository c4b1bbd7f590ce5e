//! The reckoning of a payment, and the computation of splits after a change.

use crate::actions::{Context, Outcome};
use crate::domain::actor::Partner;
use crate::domain::case::Phase;
use crate::domain::ids::ReckoningId;
use crate::domain::money::{Rate, Share};
use crate::domain::payment::{Buckets, Reckoning};
use crate::store::books::payments::{Payment, StoredReckoning, open_of};
use crate::store::cases::Case;
use crate::store::db::series;
use crate::store::{self, Db, Tx, fresh_id};

/// The reckoning of the next payment.
pub(super) struct Current {
    pub reckoning: StoredReckoning,
    /// Whether it is new and must be stored.
    pub is_new: bool,
}

/// The reckoning of the next payment of a case: the newest one if its amounts and rate still match, else a new one with
/// what is outstanding now. Therefore changes of principal, fees, rate or phase, and corrections of earlier payments,
/// need not update reckonings themselves. A new engagement begins a new one.
pub(super) fn current(db: &mut Db, who: &Partner, case: &Case, payments: &[Payment]) -> Outcome<Current> {
    let terms = Reckoning {
        owed: open_of(case, payments),
        rate: case.rate().unwrap_or(Rate::ZERO),
        operator_share: operator_share(db, who, case)?,
    };
    let newest = store::books::payments::newest_reckoning(db, case)?;
    let number = series::following(newest.as_ref().map(|(newest, _)| newest.number));
    if let Some((newest, created_at)) = newest
        && case.assigned_at.is_none_or(|began| began <= created_at)
    {
        let allocated = payments
            .iter()
            .filter(|payment| payment.reckoning_id == newest.id)
            .fold(Buckets::default(), |sum, payment| sum.plus(payment.allocation()));
        let is_same = newest.terms.owed.less(allocated) == terms.owed
            && newest.terms.rate == terms.rate
            && newest.terms.operator_share == terms.operator_share;
        if is_same {
            return Ok(Current { reckoning: newest, is_new: false });
        }
    }
    let id = ReckoningId::from_uuid(fresh_id());
    Ok(Current { reckoning: StoredReckoning { id, number, terms }, is_new: true })
}

/// The platform's share of the agency's success fee, by how far the engagement has gone.
fn operator_share(db: &mut Db, who: &Partner, case: &Case) -> Outcome<Share> {
    let profile = store::people::organisations::profile(db, who.agency.id)?;
    Ok(match case.phase {
        None | Some(Phase::PreLegal) => profile.pre_legal_share,
        Some(Phase::Legal | Phase::Enforcement) => profile.legal_share,
    })
}

/// Computes the splits of one reckoning again. Splits entered by hand or invoiced stay; changed ones are saved.
pub(super) fn split_anew(
    db: &mut Tx<'_>,
    case: &Case,
    id: ReckoningId,
    payments: &mut [Payment],
    ctx: &Context,
) -> Outcome<()> {
    let terms = store::books::payments::reckoning_of(db, case, id)?.terms;
    let mut mine: Vec<&mut Payment> = payments.iter_mut().filter(|payment| payment.reckoning_id == id).collect();
    let entries: Vec<_> = mine.iter().map(|payment| payment.entry()).collect();
    for (payment, split) in mine.iter_mut().zip(terms.splits(&entries)) {
        let anew = payment.clone().with_split(split);
        if !payment.frozen && anew != **payment {
            **payment = Payment { updated_at: Some(ctx.now.naive_utc()), ..anew };
            store::books::payments::update(db, payment)?;
        }
    }
    Ok(())
}

/// Sets the case's totals to the sums of its payments.
pub(super) fn total_up(case: &mut Case, payments: &[Payment]) {
    case.paid = payments.iter().fold(0_i64, |sum, payment| sum.saturating_add(payment.amount));
    case.payment_count = i64::try_from(payments.len()).unwrap_or(i64::MAX);
    case.outstanding = case.principal.saturating_add(case.added_fees()).saturating_sub(case.paid).max(0);
}
