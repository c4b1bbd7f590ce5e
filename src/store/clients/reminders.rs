//! Reminders about unfinished onboardings.

use diesel::prelude::*;

use super::ReferralLink;
use crate::domain::calendar::Moment;
use crate::store::db::schema::referral_links;
use crate::store::{StoreError, Tx};

/// Reminders per batch.
pub(super) const REMINDERS_PER_BATCH: i64 = 100;

/// Stores the number of reminders sent and the time of the next, if the row is unchanged. `false` if somebody was
/// faster, or the link is archived.
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
