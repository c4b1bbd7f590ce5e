//! What a client's own systems read of it.

use diesel::prelude::*;

use super::{ClientPerson, ReferralLink, link_of, unscoped};
use crate::domain::actor::{Customer, Referrer, Through};
use crate::domain::ids::CaseId;
use crate::store::cases::Creditor;
use crate::store::db::schema::{cases, referral_links};
use crate::store::{Db, StoreError};

/// A client of a referral partner, by the partner's own id of it. The partner acts for it.
///
/// # Errors
/// [`StoreError::NotFound`] if there is no such client of theirs.
pub fn acting_for(db: &mut Db, who: &Referrer, tenant: &str) -> Result<Customer, StoreError> {
    let link = link_of(db, who, tenant)?;
    through(db, who, &link)
}

/// The client of a case that came through a referral partner. The partner acts for it.
///
/// # Errors
/// [`StoreError::NotFound`] if there is no such case of theirs.
pub fn of_case(db: &mut Db, who: &Referrer, case: CaseId) -> Result<Customer, StoreError> {
    let link = referral_links::table
        .inner_join(cases::table.on(cases::creditor_id.eq(referral_links::creditor_id)))
        .filter(cases::id.eq(case).and(cases::referral_partner_id.eq(who.id)))
        .filter(referral_links::referral_partner_id.eq(who.id).and(referral_links::archived_at.is_null()))
        .select(ReferralLink::as_select())
        .first(&mut *db.conn)?;
    through(db, who, &link)
}

fn through(db: &mut Db, who: &Referrer, link: &ReferralLink) -> Result<Customer, StoreError> {
    let name = unscoped::creditor(db, link.creditor_id)?.name;
    let through = Through { id: who.id, name: who.name.clone(), is_attributed: link.is_attributed };
    Ok(Customer { id: link.creditor_id, name, through: Some(through) })
}

/// The company.
pub fn company(db: &mut Db, who: &Customer) -> Result<Creditor, StoreError> {
    unscoped::creditor(db, who.id)
}

/// Its people, in their order.
pub fn team(db: &mut Db, who: &Customer) -> Result<Vec<ClientPerson>, StoreError> {
    unscoped::people(db, who.id)
}
