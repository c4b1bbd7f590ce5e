//! Transfers of collected money to its owner: by an agency to a creditor, by the operator to an agency or a creditor.
//! The portal transfers no money; it records who still owes whom.

use chrono::NaiveDate;

use super::{ActionError, Context, Outcome};
use crate::domain::actor::{Author, Operator, Partner};
use crate::domain::calendar::local_date;
use crate::domain::ids::{CollectionPartnerId, CreditorId};
use crate::domain::ledger::{Draft, EntryKind, Postings};
use crate::domain::money::{Currency, Money};
use crate::mail;
use crate::store::books::ledger::Concerned;
use crate::store::books::statements::Account;
use crate::store::{self, Tx, Writer};

/// A transfer, as entered.
#[derive(Clone, Debug)]
pub struct TransferOrder {
    /// The amount.
    pub amount: String,
    /// The currency.
    pub currency: Currency,
    /// The day of the transfer.
    pub paid_on: NaiveDate,
}

impl TransferOrder {
    /// The amount in minor units, if it is valid and at most what is held; the day must not be in the future.
    fn checked(&self, held: i64, name: &str, today: NaiveDate) -> Result<i64, ActionError> {
        if self.paid_on > today {
            return Err(ActionError::At("paidOn", "The day must not lie in the future.".to_owned()));
        }
        let amount = Money::parse(&self.amount, self.currency)
            .map_err(|problem| ActionError::At("amount", problem.to_string()))?
            .minor();
        if amount <= 0 || amount > held {
            let most = Money::new(held.max(0), self.currency);
            let message = format!("Enter more than zero and at most the {most} held for {name}.");
            return Err(ActionError::At("amount", message));
        }
        Ok(amount)
    }

    /// Books the transfer, entry by entry, and records it. `left` is what is still held, in minor units.
    fn book(
        &self,
        db: &mut Tx<'_>,
        entries: &[(Concerned, Postings)],
        to: Receiver<'_>,
        left: i64,
        by: &Author,
        ctx: &Context,
    ) -> Outcome<Money> {
        let drafts: Vec<(Concerned, Draft)> = entries
            .iter()
            .map(|(concerned, postings)| {
                let (kind, value_on) = (EntryKind::Transfer, Some(self.paid_on));
                (*concerned, Draft { kind, reverses: None, payment: None, value_on, postings: *postings })
            })
            .collect();
        store::books::ledger::add(db, &drafts, self.currency, false, &by.name, ctx.now)?;
        let left = Money::new(left, self.currency);
        let details = [("amount", Money::new(to.amount, self.currency).to_string()), ("left", left.to_string())];
        store::facts::audit(db, by, "MoneyPassedOn", to.kind, to.id, &details, ctx.now)?;
        Ok(left)
    }
}

/// Who gets the money of a transfer, and how much in minor units.
#[derive(Clone, Copy)]
struct Receiver<'a> {
    kind: &'static str,
    id: &'a str,
    amount: i64,
}

fn concerned(agency: CollectionPartnerId, creditor: Option<CreditorId>) -> Concerned {
    Concerned { agency, creditor, referral_partner: None, case: None, invoice: None }
}

/// Records that the agency passed money on to a creditor, all it holds or a part. Returns what it still holds.
///
/// # Errors
/// Not a creditor of the agency; a day in the future; an amount that is not positive, or more than the agency holds.
pub fn pass_on(
    db: &mut Writer,
    who: &Partner,
    creditor: CreditorId,
    order: &TransferOrder,
    ctx: &Context,
) -> Outcome<Money> {
    db.write(|db| {
        store::books::ledger::hold(db, who.agency.id)?;
        let name = store::books::standings::creditor_name(db, who, creditor)?;
        let held = store::books::standings::held(db, Account::with_creditor(who, creditor), order.currency)?;
        let amount = order.checked(held, &name, local_date(ctx.now, who.agency.time_zone))?;
        let entry = (concerned(who.agency.id, Some(creditor)), Postings::transfer_to_creditor(amount));
        let to = Receiver { kind: "creditor", id: creditor.as_str(), amount };
        order.book(db, &[entry], to, held - amount, &who.author(), ctx)
    })
}

/// Records that the operator passed money on to an agency, all it holds or a part, and mails the agency. Returns what
/// it still holds.
///
/// # Errors
/// No such agency; a day in the future; an amount that is not positive, or more than the operator holds.
pub fn pass_on_to_agency(
    db: &mut Writer,
    who: &Operator,
    agency: CollectionPartnerId,
    order: &TransferOrder,
    ctx: &Context,
) -> Outcome<Money> {
    db.write(|db| {
        store::books::ledger::hold(db, agency)?;
        let profile = store::people::organisations::profile(db, agency)?;
        let held = store::books::standings::held(db, Account::of_agency(who, agency), order.currency)?;
        let amount = order.checked(held, &profile.name, ctx.now.date_naive())?;
        let entry = (concerned(agency, None), Postings::transfer_to_agency(amount));
        let to = Receiver { kind: "collection_partner", id: agency.as_str(), amount };
        let left = order.book(db, &[entry], to, held - amount, &who.author(), ctx)?;
        if let Some(address) = profile.invoice_email.as_ref().or(profile.office_email.as_ref()) {
            let letter = mail::invoice::passed_on(&mail::invoice::Transfer {
                operator: &ctx.operator,
                amount: &Money::new(amount, order.currency).to_string(),
                day: &order.paid_on.format("%-d %B %Y").to_string(),
                link: &format!("{}/partner/statements/platform?currency={}", ctx.base_url, order.currency.code()),
            });
            let name = profile.billing_contact.as_deref().unwrap_or(&profile.name);
            store::mails::queue(db, address, name, &letter, None, ctx.now)?;
        }
        Ok(left)
    })
}

/// Records that the operator passed money on to a creditor, all it holds or a part. Returns what it still holds.
///
/// # Errors
/// No such creditor; a day in the future; an amount that is not positive, or more than the operator holds.
pub fn pass_on_to_creditor(
    db: &mut Writer,
    who: &Operator,
    creditor: CreditorId,
    order: &TransferOrder,
    ctx: &Context,
) -> Outcome<Money> {
    db.write(|db| {
        let name = store::books::standings::client_name(db, who, creditor)?;
        // Locked in the order of the ids, as everywhere; the amount held is read again after locking.
        for (agency, _) in store::books::standings::held_by_operator(db, creditor, order.currency)? {
            store::books::ledger::hold(db, agency)?;
        }
        let by_agency = store::books::standings::held_by_operator(db, creditor, order.currency)?;
        let held: i64 = by_agency.iter().map(|(_, held)| held).sum();
        let amount = order.checked(held, &name, ctx.now.date_naive())?;
        let entries: Vec<(Concerned, Postings)> = shares(amount, &by_agency)
            .into_iter()
            .map(|(agency, share)| (concerned(agency, Some(creditor)), Postings::operator_transfer_to_creditor(share)))
            .collect();
        let to = Receiver { kind: "creditor", id: creditor.as_str(), amount };
        order.book(db, &entries, to, held - amount, &who.author(), ctx)
    })
}

/// Divides a transfer between the agencies whose cases the money comes from, one after the other. A negative amount
/// after a correction is set off first.
fn shares(amount: i64, held: &[(CollectionPartnerId, i64)]) -> Vec<(CollectionPartnerId, i64)> {
    let short: i64 = held.iter().map(|(_, held)| *held.min(&0)).sum();
    let mut rest = amount - short;
    held.iter()
        .map(|(agency, held)| {
            let share = if *held < 0 { *held } else { rest.min(*held) };
            if *held > 0 {
                rest -= share;
            }
            (*agency, share)
        })
        .filter(|(_, share)| *share != 0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_passed_on_settles_one_agency_after_the_other() {
        let ids: Vec<CollectionPartnerId> = (0..3).map(|_| CollectionPartnerId::from_uuid(store::fresh_id())).collect();
        let cases: [(i64, [i64; 3], [i64; 3]); 5] = [
            (10, [10, 0, 0], [10, 0, 0]),
            (7, [10, 5, 0], [7, 0, 0]),
            (12, [10, 5, 0], [10, 2, 0]),
            (15, [10, -5, 10], [10, -5, 10]),
            (3, [10, -5, 10], [8, -5, 0]),
        ];
        for (amount, held, expected) in cases {
            let held: Vec<_> = ids.iter().copied().zip(held).collect();
            let expected: Vec<_> = ids.iter().copied().zip(expected).filter(|(_, share)| *share != 0).collect();
            let found = shares(amount, &held);
            assert_eq!(found, expected, "{amount} of {held:?}");
            assert_eq!(found.iter().map(|(_, share)| share).sum::<i64>(), amount);
        }
    }
}
