//! Money that is passed on to whom it belongs: by an agency to a creditor, by the platform to an agency or a creditor.
//! The portal moves none; it keeps who still owes whom.

use chrono::NaiveDate;

use super::{ActionError, Here, Outcome};
use crate::domain::actor::{Author, Operator, Partner};
use crate::domain::calendar::local_date;
use crate::domain::ids::{CollectionPartnerId, CreditorId};
use crate::domain::ledger::{Draft, EntryKind, Postings};
use crate::domain::money::{Currency, Money};
use crate::mail;
use crate::store::books::ledger::Concerned;
use crate::store::books::statements::Account;
use crate::store::{self, Db};

/// A transfer, as it was entered.
#[derive(Clone, Debug)]
pub struct TransferOrder {
    /// What was transferred.
    pub amount: String,
    /// In which currency.
    pub currency: Currency,
    /// When.
    pub paid_on: NaiveDate,
}

impl TransferOrder {
    /// The amount, when it is one and within what is held; the day, when it has come.
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

    /// Books it, entry by entry, and writes it down. Answers what is still held.
    fn book(
        &self,
        db: &mut Db,
        entries: &[(Concerned, Postings)],
        (amount, held): (i64, i64),
        (entity, id): (&str, &str),
        by: &Author,
        here: &Here,
    ) -> Outcome<Money> {
        let drafts: Vec<(Concerned, Draft)> = entries
            .iter()
            .map(|(concerned, postings)| {
                let (kind, value_on) = (EntryKind::Transfer, Some(self.paid_on));
                (*concerned, Draft { kind, reverses: None, payment: None, value_on, postings: *postings })
            })
            .collect();
        store::books::ledger::add(db, &drafts, (self.currency, false), &by.name, here.now)?;
        let left = Money::new(held - amount, self.currency);
        let details = [("amount", Money::new(amount, self.currency).to_string()), ("left", left.to_string())];
        store::facts::audit(db, by, "MoneyPassedOn", entity, id, &details, here.now)?;
        Ok(left)
    }
}

fn concerned(agency: CollectionPartnerId, creditor: Option<CreditorId>) -> Concerned {
    Concerned { agency, creditor, referral_partner: None, case: None, invoice: None }
}

/// Records that the agency passed on what it holds for a creditor, or a part of it. Answers what it still holds.
///
/// # Errors
/// Not a creditor of theirs; a day to come; nothing, or more than the agency holds.
pub fn pass_on(db: &mut Db, who: &Partner, creditor: CreditorId, order: &TransferOrder, here: &Here) -> Outcome<Money> {
    db.write(|db| {
        store::books::ledger::hold(db, who.agency.id)?;
        let name = store::books::standings::creditor_name(db, who, creditor)?;
        let held = store::books::standings::held(db, Account::with_creditor(who, creditor), order.currency)?;
        let amount = order.checked(held, &name, local_date(here.now, who.agency.time_zone))?;
        let entry = (concerned(who.agency.id, Some(creditor)), Postings::transfer_to_creditor(amount));
        order.book(db, &[entry], (amount, held), ("creditor", creditor.as_str()), &who.author(), here)
    })
}

/// Records that the platform passed on what it holds for an agency, or a part of it, and tells the agency. Answers what
/// it still holds.
///
/// # Errors
/// There is no such agency; a day to come; nothing, or more than the platform holds.
pub fn pass_on_to_agency(
    db: &mut Db,
    who: &Operator,
    agency: CollectionPartnerId,
    order: &TransferOrder,
    here: &Here,
) -> Outcome<Money> {
    db.write(|db| {
        store::books::ledger::hold(db, agency)?;
        let profile = store::people::organisations::profile(db, agency)?;
        let held = store::books::standings::held(db, Account::of_agency(who, agency), order.currency)?;
        let amount = order.checked(held, &profile.name, here.now.date_naive())?;
        let entry = (concerned(agency, None), Postings::transfer_to_agency(amount));
        let left =
            order.book(db, &[entry], (amount, held), ("collection_partner", agency.as_str()), &who.author(), here)?;
        if let Some(address) = profile.invoice_email.as_ref().or(profile.office_email.as_ref()) {
            let letter = mail::invoice::passed_on(&mail::invoice::Transfer {
                operator: &here.operator,
                amount: &Money::new(amount, order.currency).to_string(),
                day: &order.paid_on.format("%-d %B %Y").to_string(),
                link: &format!("{}/partner/statements/platform?currency={}", here.base_url, order.currency.code()),
            });
            let name = profile.billing_contact.as_deref().unwrap_or(&profile.name);
            store::mails::queue(db, (address, name), &letter, None, here.now)?;
        }
        Ok(left)
    })
}

/// Records that the platform passed on what it holds for a creditor, or a part of it. Answers what it still holds.
///
/// # Errors
/// There is no such creditor; a day to come; nothing, or more than the platform holds.
pub fn pass_on_to_creditor(
    db: &mut Db,
    who: &Operator,
    creditor: CreditorId,
    order: &TransferOrder,
    here: &Here,
) -> Outcome<Money> {
    db.write(|db| {
        let name = store::books::standings::client_name(db, who, creditor)?;
        // In the order of their ids, as everybody takes them; what is held is read again once nobody else can change it.
        for (agency, _) in store::books::standings::held_by_platform(db, creditor, order.currency)? {
            store::books::ledger::hold(db, agency)?;
        }
        let by_agency = store::books::standings::held_by_platform(db, creditor, order.currency)?;
        let held = by_agency.iter().map(|(_, held)| held).sum();
        let amount = order.checked(held, &name, here.now.date_naive())?;
        let entries: Vec<(Concerned, Postings)> = shares(amount, &by_agency)
            .into_iter()
            .map(|(agency, share)| (concerned(agency, Some(creditor)), Postings::platform_transfer_to_creditor(share)))
            .collect();
        order.book(db, &entries, (amount, held), ("creditor", creditor.as_str()), &who.author(), here)
    })
}

/// What of a transfer settles what is held on whose cases: one after the other. Where a correction left less than
/// nothing, that is set off first.
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
