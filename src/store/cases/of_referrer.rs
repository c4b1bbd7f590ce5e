//! The cases that came through a referral partner.

use diesel::dsl::{count_star, exists};
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::filter::{CaseFilter, Query, narrowed};
use super::list::{Counted, Found, ordered};
use crate::domain::actor::Referrer;
use crate::domain::calendar::Moment;
use crate::domain::case::Lifecycle;
use crate::domain::ids::{CollectionPartnerId, CreditorId};
use crate::store::clients::{ClientPerson, ReferralLink};
use crate::store::db::like::containing;
use crate::store::db::schema::{carve_outs, cases, client_people, collection_partners, debtors, referral_links};
use crate::store::{Db, StoreError};

diesel::define_sql_function! {
    /// The text in capitals. SQLite knows only those of ASCII.
    #[sql_name = "upper"]
    fn upper_of(text: Text) -> Text;
}

/// Filters and order of a referral partner's list.
#[derive(Clone, Debug, Default)]
pub struct ReferredFilter {
    /// What the lists of cases have in common.
    pub common: CaseFilter,
    /// One client, by the partner's own id of it.
    pub tenant: Option<String>,
    /// A part of a reference or of the debtor's name.
    pub text: Option<String>,
    /// With one of these agencies.
    pub agencies: Vec<CollectionPartnerId>,
}

/// The link in force of a case's client.
macro_rules! live_link {
    ($who:expr) => {
        referral_links::table
            .filter(referral_links::creditor_id.eq(cases::creditor_id))
            .filter(referral_links::referral_partner_id.eq($who.id))
            .filter(referral_links::archived_at.is_null())
    };
}

fn matching<'a>(who: &Referrer, filter: &'a ReferredFilter) -> Query<'a> {
    let mut query = cases::table.select(cases::id).filter(cases::referral_partner_id.eq(who.id)).into_boxed();
    query = match &filter.tenant {
        Some(tenant) => query.filter(exists(live_link!(who).filter(referral_links::external_tenant_id.eq(tenant)))),
        None => query.filter(exists(live_link!(who))),
    };
    match filter.common.lifecycles.as_slice() {
        [] => {}
        states => query = query.filter(cases::lifecycle.eq_any(states)),
    }
    if !filter.agencies.is_empty() {
        query = query.filter(cases::collection_partner_id.eq_any(&filter.agencies));
    }
    if let Some(text) = &filter.text {
        let upper = containing(&text.to_uppercase());
        let debtor = debtors::table.filter(debtors::id.eq(cases::debtor_id));
        // As it is written, too: SQLite does not know capitals beyond ASCII.
        let as_written = debtors::name.like(containing(text)).escape('\\');
        let debtor = debtor.filter(upper_of(debtors::name).like(upper.clone()).escape('\\').or(as_written));
        query = query.filter(
            cases::reference
                .like(upper.clone())
                .escape('\\')
                .or(upper_of(cases::creditor_reference.assume_not_null()).like(upper).escape('\\'))
                .or(exists(debtor)),
        );
    }
    narrowed(query, &filter.common)
}

/// A page of the ids of cases that match, and their number.
pub fn find(db: &mut Db, who: &Referrer, filter: &ReferredFilter, skip: i64, size: i64) -> Result<Found, StoreError> {
    let ids = ordered(matching(who, filter), &filter.common.sort).offset(skip).limit(size).load(&mut *db.conn)?;
    Ok(Found { ids, total: Counted::of(db, matching(who, filter), true)? })
}

/// How many cases there are in each state, without test cases, and how many were created since a moment.
pub fn summary(db: &mut Db, who: &Referrer, since: Moment) -> Result<(Vec<(Lifecycle, i64)>, i64), StoreError> {
    let all = || {
        cases::table
            .filter(cases::referral_partner_id.eq(who.id).and(cases::is_test.eq(false)))
            .filter(exists(live_link!(who)))
    };
    let states = all().group_by(cases::lifecycle).select((cases::lifecycle, count_star())).load(&mut *db.conn)?;
    let recent = all().filter(cases::created_at.ge(since.naive_utc())).count().get_result(&mut *db.conn)?;
    Ok((states, recent))
}

/// The countries of the debtors of all these cases.
pub fn countries(db: &mut Db, who: &Referrer) -> Result<Vec<String>, StoreError> {
    Ok(cases::table
        .filter(cases::referral_partner_id.eq(who.id))
        .select(cases::debtor_country)
        .distinct()
        .load(&mut *db.conn)?)
}

/// The agencies of the partner's carve-outs in force, by name.
pub fn carve_out_agencies(db: &mut Db, who: &Referrer) -> Result<Vec<(CollectionPartnerId, String)>, StoreError> {
    Ok(carve_outs::table
        .inner_join(collection_partners::table.on(collection_partners::id.eq(carve_outs::collection_partner_id)))
        .filter(carve_outs::referral_partner_id.eq(who.id).and(carve_outs::ended_at.is_null()))
        .select((collection_partners::id, collection_partners::name))
        .distinct()
        .order(collection_partners::name.asc())
        .load(&mut *db.conn)?)
}

/// The links in force of these clients.
pub fn links(db: &mut Db, who: &Referrer, clients: &[CreditorId]) -> Result<Vec<ReferralLink>, StoreError> {
    Ok(referral_links::table
        .filter(referral_links::referral_partner_id.eq(who.id).and(referral_links::archived_at.is_null()))
        .filter(referral_links::creditor_id.eq_any(clients))
        .select(ReferralLink::as_select())
        .load(&mut *db.conn)?)
}

/// The people of these clients, in their order. The caller has found the clients by [`links`].
pub fn people(db: &mut Db, _who: &Referrer, clients: &[CreditorId]) -> Result<Vec<ClientPerson>, StoreError> {
    Ok(client_people::table
        .filter(client_people::creditor_id.eq_any(clients).and(client_people::removed_at.is_null()))
        .order((client_people::creditor_id.asc(), client_people::place.asc()))
        .select(ClientPerson::as_select())
        .load(&mut *db.conn)?)
}
