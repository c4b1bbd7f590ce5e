//! Which unfinished onboardings are to be reminded of.

use diesel::prelude::*;

use super::ReferralLink;
use crate::domain::calendar::Moment;
use crate::domain::ids::CreditorId;
use crate::store::db::schema::referral_links;
use crate::store::{Db, StoreError, Tx};

/// So many at a time.
const AT_ONCE: i64 = 100;

/// The live links whose reminder is due, the longest due first.
///
/// # Errors
/// When the database does not answer.
pub fn any_to_remind(db: &mut Db, now: Moment) -> Result<Vec<ReferralLink>, StoreError> {
    Ok(referral_links::table
        .filter(referral_links::remind_at.le(now.naive_utc()).and(referral_links::archived_at.is_null()))
        .order((referral_links::remind_at.asc(), referral_links::id.asc()))
        .limit(AT_ONCE)
        .select(ReferralLink::as_select())
        .load(&mut *db.conn)?)
}

/// The live link of a creditor, if it has one.
///
/// # Errors
/// When the database does not answer.
pub fn any_live_link(db: &mut Db, creditor: CreditorId) -> Result<Option<ReferralLink>, StoreError> {
    Ok(referral_links::table
        .filter(referral_links::creditor_id.eq(creditor).and(referral_links::archived_at.is_null()))
        .select(ReferralLink::as_select())
        .first(&mut *db.conn)
        .optional()?)
}

/// Sets how many reminders were sent and when the next is due, where they still are as they were read: `false` means
/// that somebody else was faster, or that the link is archived.
///
/// # Errors
/// When the database does not answer.
pub fn plan_reminder(
    db: &mut Tx<'_>,
    link: &ReferralLink,
    sent: i64,
    next: Option<Moment>,
) -> Result<bool, StoreError> {
    let row = diesel::update(referral_links::table.find(link.id))
        .filter(referral_links::reminders.eq(link.reminders).and(referral_links::archived_at.is_null()));
    let plan = (referral_links::reminders.eq(sent), referral_links::remind_at.eq(next.map(|next| next.naive_utc())));
    let rows = match link.remind_at {
        Some(at) => row.filter(referral_links::remind_at.eq(at)).set(plan).execute(&mut *db.conn)?,
        None => row.filter(referral_links::remind_at.is_null()).set(plan).execute(&mut *db.conn)?,
    };
    Ok(rows == 1)
}
