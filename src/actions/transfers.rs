//! Money that an agency passes on to a creditor. The portal moves none; it keeps who still owes whom.

use chrono::NaiveDate;

use super::{ActionError, Here, Outcome};
use crate::domain::actor::Partner;
use crate::domain::ids::CreditorId;
use crate::domain::ledger::{Draft, EntryKind, Postings};
use crate::domain::money::{Currency, Money};
use crate::store::ledger::Concerned;
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

/// Records that the agency passed on what it holds for a creditor, or a part of it. Answers what it still holds.
///
/// # Errors
/// Not a creditor of theirs; a day to come; nothing, or more than the agency holds.
pub fn pass_on(db: &mut Db, who: &Partner, creditor: CreditorId, order: &TransferOrder, here: &Here) -> Outcome<Money> {
    db.write(|db| {
        store::ledger::hold(db, who.agency.id)?;
        let name = store::statements::creditor_name(db, who, creditor)?;
        let today = crate::domain::calendar::local_date(here.now, who.agency.time_zone);
        if order.paid_on > today {
            return Err(ActionError::At("paidOn", "The day must not lie in the future.".to_owned()));
        }
        let amount = Money::parse(&order.amount, order.currency)
            .map_err(|problem| ActionError::At("amount", problem.to_string()))?
            .minor();
        let held = store::statements::held_for(db, who, creditor, order.currency)?;
        if amount <= 0 || amount > held {
            let most = Money::new(held.max(0), order.currency);
            let message = format!("Enter more than zero and at most the {most} that you hold for {name}.");
            return Err(ActionError::At("amount", message));
        }
        let concerned = Concerned {
            agency: who.agency.id,
            creditor: Some(creditor),
            referral_partner: None,
            case: None,
            invoice: None,
        };
        let draft = Draft {
            kind: EntryKind::Transfer,
            reverses: None,
            payment: None,
            value_on: Some(order.paid_on),
            postings: Postings::transfer_to_creditor(amount),
        };
        let by = who.author();
        store::ledger::add(db, &[(concerned, draft)], (order.currency, false), &by.name, here.now)?;
        let left = Money::new(held - amount, order.currency);
        let details = [("amount", Money::new(amount, order.currency).to_string()), ("left", left.to_string())];
        store::facts::audit(db, &by, "MoneyPassedOn", "creditor", creditor.as_str(), &details, here.now)?;
        Ok(left)
    })
}
