//! Updates the ledger in the same transaction that changes a case's payments or claim.

use std::collections::HashMap;

use crate::actions::{Context, Outcome};
use crate::domain::actor::Author;
use crate::domain::ids::{CaseId, CollectionPartnerId, PaymentId};
use crate::domain::ledger::{Books, Draft, entries_due};
use crate::store::books::ledger::Concerned;
use crate::store::books::payments::{Payment, claim_of, open_of};
use crate::store::cases::Case;
use crate::store::{self, Tx, Writer};

/// Books what the ledger of a case is missing. A case without payments so far is not in the ledger.
///
/// # Errors
/// The database refuses an entry that does not balance.
pub(crate) fn book(db: &mut Tx<'_>, case: &Case, by: &Author, ctx: &Context) -> Outcome<()> {
    let all = store::books::payments::of_case_with_deleted(db, case)?;
    let Some(agency) = case.collection_partner_id.filter(|_| !all.is_empty()) else { return Ok(()) };
    let of: HashMap<PaymentId, &Payment> = all.iter().map(|payment| (payment.id, payment)).collect();
    let live: Vec<Payment> = all.iter().filter(|payment| payment.deleted_at.is_none()).cloned().collect();
    let books = Books {
        claim: claim_of(case),
        open: open_of(case, &live),
        payouts: live.iter().map(|payment| (payment.id, payment.received_on, payment.payout())).collect(),
    };
    let drafts = entries_due(&store::books::ledger::entries_in_force(db, case)?, &books);
    let concerned: Vec<(Concerned, Draft)> = drafts
        .into_iter()
        .map(|draft| (concerned(case, agency, draft.payment.and_then(|id| of.get(&id).copied())), draft))
        .collect();
    Ok(store::books::ledger::add(db, &concerned, case.currency, case.is_test, &by.name, ctx.now)?)
}

/// A payment stays in the books of the agency that collected it, even if another agency gets the case.
fn concerned(case: &Case, agency: CollectionPartnerId, payment: Option<&Payment>) -> Concerned {
    Concerned {
        agency: payment.map_or(agency, |payment| payment.collection_partner_id),
        creditor: Some(case.creditor_id),
        referral_partner: payment.and_then(|payment| payment.referral_partner_id),
        case: Some(case.id),
        invoice: None,
    }
}

/// Cases booked in one transaction.
const CASES_PER_TRANSACTION: i64 = 200;

/// Books payments that are older than the ledger; returns the number of cases. Several nodes may run it at once: the
/// second finds the work done.
pub fn book_older(db: &mut Writer, ctx: &Context) -> Outcome<usize> {
    let (mut booked, mut behind) = (0, None);
    loop {
        let ids = db.write(|db| -> Outcome<Vec<CaseId>> {
            let ids = store::books::ledger::unscoped::unbooked(db, behind, CASES_PER_TRANSACTION)?;
            for id in &ids {
                let case = store::cases::unscoped::case(db, *id)?;
                book(db, &case, &Author::system(), ctx)?;
            }
            Ok(ids)
        })?;
        if ids.is_empty() {
            return Ok(booked);
        }
        booked += ids.len();
        behind = ids.last().copied();
    }
}
