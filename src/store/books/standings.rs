//! Current balances between parties, from sums that the database keeps beside the ledger.

pub mod unscoped;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::statements::Account;
use crate::domain::actor::{Operator, Partner};
use crate::domain::ids::{CollectionPartnerId, CreditorId};
use crate::domain::money::Currency;
use crate::store::db::like::containing;
use crate::store::db::schema::{cases, creditor_balances, creditors, ledger_months};
use crate::store::{Db, StoreError};

/// The current balance of an account in minor units; negative if it is owed in the other direction.
pub fn owed_now(db: &mut Db, account: Account, currency: Currency) -> Result<i64, StoreError> {
    use creditor_balances as b;
    Ok(match account {
        Account::WithOperator(agency) => ledger_months::table
            .filter(ledger_months::collection_partner_id.eq(agency).and(ledger_months::currency.eq(currency)))
            .select(account.sum())
            .first(&mut *db.conn)?,
        Account::WithCreditor(agency, creditor) => b::table
            .filter(b::collection_partner_id.eq(agency).and(b::creditor_id.eq(creditor)).and(b::currency.eq(currency)))
            .select(account.sum())
            .first(&mut *db.conn)?,
        Account::OfCreditor(creditor) => b::table
            .filter(b::creditor_id.eq(creditor).and(b::currency.eq(currency)))
            .select(account.sum())
            .first(&mut *db.conn)?,
    })
}

/// The amount held on an account that can be passed on now, in minor units: by the agency to its creditor, or by the
/// operator to an agency or creditor. 0 or negative if nothing is held.
pub fn held(db: &mut Db, account: Account, currency: Currency) -> Result<i64, StoreError> {
    Ok(match account {
        Account::WithOperator(_) => -owed_now(db, account, currency)?,
        Account::WithCreditor(..) => owed_now(db, account, currency)?,
        Account::OfCreditor(creditor) => held_by_operator(db, creditor, currency)?.iter().map(|(_, held)| held).sum(),
    })
}

/// The currencies in which an account has entries.
pub fn currencies(db: &mut Db, account: Account) -> Result<Vec<Currency>, StoreError> {
    use creditor_balances as b;
    Ok(match account {
        Account::WithOperator(agency) => ledger_months::table
            .filter(ledger_months::collection_partner_id.eq(agency))
            .select(ledger_months::currency)
            .distinct()
            .order(ledger_months::currency.asc())
            .load(&mut *db.conn)?,
        Account::WithCreditor(agency, creditor) => b::table
            .filter(b::collection_partner_id.eq(agency).and(b::creditor_id.eq(creditor)))
            .select(b::currency)
            .order(b::currency.asc())
            .load(&mut *db.conn)?,
        Account::OfCreditor(creditor) => b::table
            .filter(b::creditor_id.eq(creditor))
            .select(b::currency)
            .distinct()
            .order(b::currency.asc())
            .load(&mut *db.conn)?,
    })
}

/// An agency's balance with the operator in one currency.
#[derive(Clone, Debug)]
pub struct AgencyBalance {
    /// The agency.
    pub agency: CollectionPartnerId,
    /// Its name.
    pub name: String,
    /// The currency.
    pub currency: Currency,
    /// What the agency owes, in minor units; negative if it is owed.
    pub owed: i64,
}

/// An agency's balance with a creditor in one currency, in minor units.
#[derive(Clone, Debug, Queryable)]
pub struct CreditorBalance {
    /// The creditor.
    pub creditor: CreditorId,
    /// Its name.
    pub name: String,
    /// The currency.
    pub currency: Currency,
    /// Total of what debtors paid to anybody.
    pub collected: i64,
    /// What the creditor owes the agency; negative if the agency owes the creditor.
    pub creditor_agency: i64,
}

/// A page of an agency's balances with creditors, by name. Only creditors whose name contains `words` (folded).
pub fn creditor_balances(
    db: &mut Db,
    who: &Partner,
    folded: &str,
    skip: i64,
    size: i64,
) -> Result<Vec<CreditorBalance>, StoreError> {
    use creditor_balances as b;
    let mut query = b::table
        .inner_join(creditors::table.on(creditors::id.eq(b::creditor_id)))
        .filter(b::collection_partner_id.eq(who.agency.id))
        .into_boxed();
    if !folded.is_empty() {
        query = query.filter(creditors::folded.like(containing(folded)).escape('\\'));
    }
    Ok(query
        .order((creditors::folded.asc(), b::creditor_id.asc(), b::currency.asc()))
        .offset(skip)
        .limit(size)
        .select((b::creditor_id, creditors::name, b::currency, b::collected, b::creditor_agency))
        .load(&mut *db.conn)?)
}

/// The name of a creditor of an agency.
///
/// # Errors
/// [`StoreError::NotFound`] if the agency never had a case of it.
pub fn creditor_name(db: &mut Db, who: &Partner, creditor: CreditorId) -> Result<String, StoreError> {
    let theirs = cases::table
        .filter(cases::collection_partner_id.eq(who.agency.id).and(cases::creditor_id.eq(creditor)))
        .filter(cases::lifecycle.ne_all(crate::store::cases::HIDDEN))
        .select(cases::creditor_id);
    Ok(creditors::table
        .filter(creditors::id.eq(creditor).and(creditors::id.eq_any(theirs)))
        .select(creditors::name)
        .first(&mut *db.conn)?)
}

/// A creditor's balance with the operator and agencies in one currency, in minor units.
#[derive(Clone, Debug, Queryable)]
pub struct ClientBalance {
    /// The creditor.
    pub creditor: CreditorId,
    /// Its name.
    pub name: String,
    /// The currency.
    pub currency: Currency,
    /// Total of what debtors paid to anybody.
    pub collected: i64,
    /// What the platform holds for it.
    pub held_by_operator: i64,
    /// What it is owed in all; negative, what it owes.
    pub owed: i64,
}

/// A page of creditors' balances, by name. Only creditors whose name contains `words` (folded).
pub fn client_balances(
    db: &mut Db,
    _: &Operator,
    folded: &str,
    skip: i64,
    size: i64,
) -> Result<Vec<ClientBalance>, StoreError> {
    use creditor_balances as b;
    let sum = |what: &str| sql::<BigInt>(&format!("CAST(sum({what}) AS BIGINT)"));
    // Every name contains the empty text.
    Ok(b::table
        .inner_join(creditors::table.on(creditors::id.eq(b::creditor_id)))
        .filter(creditors::folded.like(containing(folded)).escape('\\'))
        .group_by((creditors::folded, b::creditor_id, creditors::name, b::currency))
        .order((creditors::folded.asc(), b::creditor_id.asc(), b::currency.asc()))
        .offset(skip)
        .limit(size)
        .select((
            b::creditor_id,
            creditors::name,
            b::currency,
            sum("collected"),
            sum("platform_creditor"),
            sum("platform_creditor - creditor_agency"),
        ))
        .load(&mut *db.conn)?)
}

/// What the platform holds for a creditor, in minor units, by the agency whose case it was paid on.
pub fn held_by_operator(
    db: &mut Db,
    creditor: CreditorId,
    currency: Currency,
) -> Result<Vec<(CollectionPartnerId, i64)>, StoreError> {
    use creditor_balances as b;
    Ok(b::table
        .filter(b::creditor_id.eq(creditor).and(b::currency.eq(currency)).and(b::platform_creditor.ne(0)))
        .order(b::collection_partner_id.asc())
        .select((b::collection_partner_id, b::platform_creditor))
        .load(&mut *db.conn)?)
}

/// The name of any creditor.
pub fn client_name(db: &mut Db, _: &Operator, creditor: CreditorId) -> Result<String, StoreError> {
    Ok(creditors::table.find(creditor).select(creditors::name).first(&mut *db.conn)?)
}
