//! Creditors, debtors and the platforms that bring them, as they become known to the platform.

use super::{Here, Outcome};
use crate::domain::actor::Author;
use crate::domain::ids::ReferralPartnerId;
use crate::store::cases::{BankAccount, Creditor, Debtor};
use crate::store::referrals::ReferralPartner;
use crate::store::{self, Db};

/// Takes on a creditor with their bank accounts; returns the accounts' numbers.
///
/// # Errors
/// When the database does not answer.
pub fn register_creditor(
    db: &mut Db,
    creditor: &Creditor,
    accounts: Vec<BankAccount>,
    by: &Author,
    here: &Here,
) -> Outcome<Vec<i64>> {
    db.write(|db| {
        store::cases::insert_creditor(db, creditor)?;
        let mut numbers = Vec::with_capacity(accounts.len());
        for account in accounts {
            let number = store::people::any_next_number(db, "bank_accounts")?;
            store::cases::insert_bank_account(db, &BankAccount { number, ..account })?;
            numbers.push(number);
        }
        let details = [("name", creditor.name.clone())];
        store::facts::audit(db, by, "CreditorRegistered", "creditor", creditor.id.as_str(), &details, here.now)?;
        Ok(numbers)
    })
}

/// Notes who owes, before their first case is handed in.
///
/// # Errors
/// When the database does not answer.
pub fn register_debtor(db: &mut Db, debtor: &Debtor) -> Outcome<()> {
    db.write(|db| Ok(store::cases::insert_debtor(db, debtor)?))
}

/// Takes on a platform that brings clients.
///
/// # Errors
/// When the database does not answer.
pub fn register_referral_partner(
    db: &mut Db,
    partner: &ReferralPartner,
    by: &Author,
    here: &Here,
) -> Outcome<ReferralPartnerId> {
    db.write(|db| {
        store::referrals::any_insert(db, partner)?;
        let details = [("name", partner.name.clone())];
        store::facts::audit(db, by, "ReferralPartnerRegistered", "referral", partner.id.as_str(), &details, here.now)?;
        Ok(partner.id)
    })
}
