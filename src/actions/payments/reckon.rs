//! The reckoning of a payment, and the computation of splits after a change.

use crate::actions::{Context, Outcome};
use crate::domain::actor::Partner;
use crate::domain::case::Phase;
use crate::domain::ids::{PaymentId, ReckoningId};
use crate::domain::money::{Rate, Share};
use crate::domain::payment::{Change, Entry, Held, Period, Reckoning, Replayed, replay};
use crate::store::books::payments::{Payment, claim_of, open_of};
use crate::store::books::reckonings::StoredReckoning;
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
/// what is outstanding now. A new engagement begins a new one.
pub(super) fn current(db: &mut Db, who: &Partner, case: &Case, payments: &[Payment]) -> Outcome<Current> {
    let terms = Reckoning {
        owed: open_of(case, payments),
        rate: case.rate().unwrap_or(Rate::ZERO),
        operator_share: operator_share(db, who, case)?,
        most: None,
        carried: Held::default(),
    };
    let mut all = store::books::reckonings::of_case(db, case)?;
    let is_new = !all.last().is_some_and(|newest| goes_on(case, newest, &terms, payments));
    if is_new {
        all.push(StoredReckoning {
            id: ReckoningId::from_uuid(fresh_id()),
            number: series::following(all.last().map(|newest| newest.number)),
            terms,
            claim: claim_of(case),
            created_at: None,
        });
    }
    // What is recorded stays; the replay says what the agency may get of the rest.
    let replayed = replay(&periods(case, &all, payments, Payment::kept), Change::Nothing, case.currency)?;
    let mut reckoning = all.pop().ok_or(store::StoreError::NotFound)?;
    if let Some(last) = replayed.last() {
        (reckoning.terms.most, reckoning.terms.carried) = (last.terms.most, last.terms.carried);
    }
    Ok(Current { reckoning, is_new })
}

/// Whether payments still belong to the newest reckoning.
fn goes_on(case: &Case, newest: &StoredReckoning, now: &Reckoning, payments: &[Payment]) -> bool {
    let mine = payments.iter().filter(|payment| payment.reckoning_id == newest.id);
    let owed = mine.fold(newest.terms.owed, |owed, payment| owed.less(payment.allocation()));
    is_of_this_engagement(case, newest)
        && newest.claim == claim_of(case)
        && owed == now.owed
        && (newest.terms.rate, newest.terms.operator_share) == (now.rate, now.operator_share)
}

/// Whether a reckoning began after the agency got the case.
fn is_of_this_engagement(case: &Case, one: &StoredReckoning) -> bool {
    case.assigned_at.zip(one.created_at).is_none_or(|(began, created)| began <= created)
}

/// The reckonings of a case with their payments, as input for a replay.
fn periods(
    case: &Case,
    all: &[StoredReckoning],
    payments: &[Payment],
    entry: impl Fn(&Payment) -> Entry,
) -> Vec<Period> {
    let mut was_ours = true;
    all.iter()
        .map(|one| {
            let is_ours = is_of_this_engagement(case, one);
            let starts_engagement = is_ours && !was_ours;
            was_ours = is_ours;
            Period {
                claim: one.claim,
                rate: one.terms.rate,
                operator_share: one.terms.operator_share,
                starts_engagement,
                entries: payments.iter().filter(|payment| payment.reckoning_id == one.id).map(&entry).collect(),
            }
        })
        .collect()
}

/// The platform's share of the agency's success fee, by how far the engagement has gone.
fn operator_share(db: &mut Db, who: &Partner, case: &Case) -> Outcome<Share> {
    let profile = store::people::organisations::profile(db, who.agency.id)?;
    Ok(match case.phase {
        None | Some(Phase::PreLegal) => profile.pre_legal_share,
        Some(Phase::Legal | Phase::Enforcement) => profile.legal_share,
    })
}

/// A reckoning after a correction, and its payments with their new splits.
pub(super) struct Again {
    pub before: StoredReckoning,
    pub terms: Reckoning,
    pub payments: Vec<Payment>,
}

/// The reckoning of a correction and all later ones, computed again from the payments as they are now; nothing is
/// stored. `corrected` is the payment, unless it was deleted.
///
/// # Errors
/// The refusal of [`replay`]; the case has no such reckoning.
pub(super) fn again(
    db: &mut Db,
    case: &Case,
    from: ReckoningId,
    corrected: Option<PaymentId>,
    payments: &[Payment],
) -> Outcome<Vec<Again>> {
    let all = store::books::reckonings::of_case(db, case)?;
    let first = all.iter().position(|one| one.id == from).ok_or(store::StoreError::NotFound)?;
    let is_earlier = |payment: &Payment| all.iter().take(first).any(|one| one.id == payment.reckoning_id);
    let entry = |payment: &Payment| if is_earlier(payment) { payment.kept() } else { payment.entry() };
    let mut mine = payments.iter().filter(|payment| payment.reckoning_id == from);
    let change = match corrected.and_then(|id| mine.position(|payment| payment.id == id)) {
        Some(entry) => Change::Corrected { period: first, entry },
        None => Change::Deleted { period: first },
    };
    let replayed = replay(&periods(case, &all, payments, entry), change, case.currency)?;
    let later = all.into_iter().zip(replayed).skip(first);
    Ok(later
        .map(|(before, Replayed { terms, splits })| {
            let mine = payments.iter().filter(|payment| payment.reckoning_id == before.id);
            let payments = mine.zip(splits).map(|(payment, split)| payment.clone().with_split(split)).collect();
            Again { before, terms, payments }
        })
        .collect())
}

/// Computes the splits of a correction's reckoning and of all later ones again, and saves what changed. Splits entered
/// by hand or invoiced stay.
///
/// # Errors
/// As [`again`].
pub(super) fn split_anew(
    db: &mut Tx<'_>,
    case: &Case,
    from: ReckoningId,
    corrected: Option<PaymentId>,
    payments: &mut [Payment],
    ctx: &Context,
) -> Outcome<()> {
    for again in again(db, case, from, corrected, payments)? {
        if again.terms.owed != again.before.terms.owed {
            store::books::reckonings::set_owed(db, again.before.id, again.terms.owed)?;
        }
        for anew in again.payments {
            let Some(known) = payments.iter_mut().find(|known| known.id == anew.id) else { continue };
            if !known.frozen && anew != *known {
                *known = Payment { updated_at: Some(ctx.now.naive_utc()), ..anew };
                store::books::payments::update(db, known)?;
            }
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
