//! Host names that referral partners claim for their brands. The name that is served is in the partner's own row.

pub mod unscoped;

use diesel::prelude::*;

use crate::domain::actor::Operator;
use crate::domain::brand::host::HostState;
use crate::domain::ids::ReferralPartnerId;
use crate::store::db::schema::{brand_hosts, referral_partners};
use crate::store::{Db, StoreError, Tx};

/// A claim to a host name. Times are UTC.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = brand_hosts, treat_none_as_null = true)]
#[expect(missing_docs, reason = "the columns speak for themselves; what needs a word has one in the migration")]
pub struct BrandHost {
    pub referral_partner_id: ReferralPartnerId,
    pub host: String,
    pub state: HostState,
    pub asked_at: chrono::NaiveDateTime,
    pub check_at: Option<chrono::NaiveDateTime>,
    pub failing_since: Option<chrono::NaiveDateTime>,
    pub decided_by: Option<String>,
}

/// Inserts or updates a claim, and serves its host name if `is_served`.
pub fn put(db: &mut Tx<'_>, claim: &BrandHost, is_served: bool) -> Result<(), StoreError> {
    let changed =
        diesel::update(brand_hosts::table.find(claim.referral_partner_id)).set(claim).execute(&mut *db.conn)?;
    if changed == 0 {
        diesel::insert_into(brand_hosts::table).values(claim).execute(&mut *db.conn)?;
    }
    serve(db, claim.referral_partner_id, is_served.then_some(claim.host.as_str()))
}

/// Deletes a partner's claim; its host name is no longer served.
pub fn remove(db: &mut Tx<'_>, partner: ReferralPartnerId) -> Result<(), StoreError> {
    diesel::delete(brand_hosts::table.find(partner)).execute(&mut *db.conn)?;
    serve(db, partner, None)
}

fn serve(db: &mut Tx<'_>, partner: ReferralPartnerId, host: Option<&str>) -> Result<(), StoreError> {
    diesel::update(referral_partners::table.find(partner))
        .set(referral_partners::brand_host.eq(host))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// All claims with their referral partner's name; those that wait come first.
pub fn all(db: &mut Db, _who: &Operator) -> Result<Vec<(BrandHost, String)>, StoreError> {
    let mut all: Vec<(BrandHost, String)> = brand_hosts::table
        .inner_join(referral_partners::table)
        .order((brand_hosts::asked_at.asc(), brand_hosts::referral_partner_id.asc()))
        .select((BrandHost::as_select(), referral_partners::name))
        .load(&mut *db.conn)?;
    all.sort_by_key(|(claim, _)| claim.state != HostState::Waiting);
    Ok(all)
}
