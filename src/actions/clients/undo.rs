//! A referral partner withdraws a client, or deletes one of the test environment.

use super::about;
use crate::actions::cases::close_as_never_started;
use crate::actions::{ActionError, Context, Outcome};
use crate::domain::actor::Referrer;
use crate::domain::case::Lifecycle;
use crate::domain::client::ClientRefusal;
use crate::domain::client::{ClientFact, may_withdraw};
use crate::store::agreements::evidence;
use crate::store::{self, Db, Writer};

/// Withdraws a client before anything was done for it: the link is archived and its waiting cases are closed. The same
/// id may be brought again and is then a new client.
///
/// # Errors
/// Not its client; not attributed; a case has moved on.
pub fn withdraw(db: &mut Writer, who: &Referrer, tenant: &str, ctx: &Context) -> Outcome<()> {
    db.write(|db| {
        let link = store::clients::link_of(db, who, tenant)?;
        let cases = store::clients::cases_of(db, &link)?;
        let waiting = cases.iter().filter(|(_, state)| *state == Lifecycle::PendingContractSigning).count();
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        may_withdraw(link.is_attributed, count(cases.len()), count(waiting)).map_err(ClientRefusal::Withdraw)?;
        // Another request may archive it at the same moment; only the one that changed the row continues.
        if !store::clients::archive(db, &link, ctx.now)? {
            return Err(store::StoreError::NotFound.into());
        }
        for (case, _) in &cases {
            close_as_never_started(db, *case, &who.author(), ctx)?;
        }
        store::clients::retire(db, &link, ctx.now)?;
        let fact = ClientFact::Withdrawn { tenant: tenant.to_owned(), cases: cases.len() };
        Ok(evidence::record(db, &about(who, link.creditor_id), &who.author(), &fact, &[], ctx.now)?)
    })
}

/// Why a client of the test environment cannot be deleted; empty if it can.
pub fn blockers(db: &mut Db, who: &Referrer, tenant: &str) -> Outcome<Vec<String>> {
    let link = store::clients::link_of(db, who, tenant)?;
    let cases = store::clients::cases_of(db, &link)?;
    let count = |wanted: &[Lifecycle]| cases.iter().filter(|(_, state)| wanted.contains(state)).count();
    let words = |number: usize, what: &str| format!("The client has {number} {what}.");
    let mut blockers = Vec::new();
    let worked = count(&[Lifecycle::Active, Lifecycle::Paused, Lifecycle::NeedsAdditionalDetails]);
    if worked > 0 {
        blockers.push(words(worked, "active case(s); close them first"));
    }
    let quoted = count(&[Lifecycle::LeadsQuoteGiven]);
    if quoted > 0 {
        blockers.push(words(quoted, "case(s) with an open quote"));
    }
    Ok(blockers)
}

/// Deletes a client of the test environment: its cases with everything that belongs to them, its people and its
/// account; the link is archived. Signed documents and the evidence chain stay.
///
/// # Errors
/// Not its client; not deletable.
pub fn delete(db: &mut Writer, who: &Referrer, tenant: &str, ctx: &Context) -> Outcome<()> {
    db.write(|db| {
        let link = store::clients::link_of(db, who, tenant)?;
        if let Some(blocker) = blockers(db, who, tenant)?.into_iter().next() {
            return Err(ActionError::At("", blocker));
        }
        if !store::clients::archive(db, &link, ctx.now)? {
            return Err(store::StoreError::NotFound.into());
        }
        store::clients::wipe(db, &link, ctx.now)?;
        store::clients::retire(db, &link, ctx.now)?;
        let fact = ClientFact::Deleted { tenant: tenant.to_owned() };
        Ok(evidence::record(db, &about(who, link.creditor_id), &who.author(), &fact, &[], ctx.now)?)
    })
}
