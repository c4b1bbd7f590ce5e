//! Which unfinished onboardings are to be reminded of.

use diesel::prelude::*;

use super::ReferralLink;
use crate::domain::calendar::Moment;
use crate::store::db::schema::referral_links;
use crate::store::{StoreError, Tx};

/// So many at a time.
pub(super) const AT_ONCE: i64 = 100;

/// Sets how many reminders were sent and when the next is due, where they still are as they were read: `false` means
/// that somebody else was faster, or that the link is archived.
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
