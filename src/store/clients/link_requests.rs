//! Requests of referral partners to be linked with creditors that existed before.

pub mod unscoped;

use diesel::prelude::*;

use crate::domain::actor::{Approver, Referrer};
use crate::domain::calendar::Moment;
use crate::domain::client::LinkRequestStatus;
use crate::domain::ids::{CreditorId, LinkRequestId, ReferralPartnerId};
use crate::store::db::schema::link_requests;
use crate::store::{Db, StoreError, Tx};

/// A link request. Times are UTC.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = link_requests)]
#[expect(missing_docs, reason = "the columns speak for themselves; what needs a word has one in the migration")]
pub struct LinkRequest {
    pub id: LinkRequestId,
    pub referral_partner_id: ReferralPartnerId,
    pub creditor_id: CreditorId,
    pub external_tenant_id: String,
    /// The address by which the creditor was recognised. The code is sent to it.
    pub email: String,
    pub request: String,
    pub status: LinkRequestStatus,
    pub token_hash: String,
    pub return_url: Option<String>,
    pub created_at: chrono::NaiveDateTime,
    pub expires_at: chrono::NaiveDateTime,
    pub decided_at: Option<chrono::NaiveDateTime>,
}

/// Stores a link request.
pub fn insert(db: &mut Tx<'_>, request: &LinkRequest) -> Result<(), StoreError> {
    diesel::insert_into(link_requests::table).values(request).execute(&mut *db.conn)?;
    Ok(())
}

/// The open link request for a tenant.
pub fn open(db: &mut Db, who: &Referrer, tenant: &str) -> Result<Option<LinkRequest>, StoreError> {
    Ok(link_requests::table
        .filter(link_requests::referral_partner_id.eq(who.id).and(link_requests::external_tenant_id.eq(tenant)))
        .filter(link_requests::status.eq(LinkRequestStatus::Pending))
        .select(LinkRequest::as_select())
        .first(&mut *db.conn)
        .optional()?)
}

/// Decides an open link request; `false` if somebody was faster.
pub fn decide(
    db: &mut Tx<'_>,
    request: &LinkRequest,
    status: LinkRequestStatus,
    now: Moment,
) -> Result<bool, StoreError> {
    let open = link_requests::table.find(request.id).filter(link_requests::status.eq(LinkRequestStatus::Pending));
    let changed = diesel::update(open)
        .set((link_requests::status.eq(status), link_requests::decided_at.eq(now.naive_utc())))
        .execute(&mut *db.conn)?;
    Ok(changed == 1)
}

/// Stores where the request's page leads back to.
pub fn set_return(db: &mut Tx<'_>, who: &Approver, address: &str) -> Result<(), StoreError> {
    diesel::update(link_requests::table.find(who.request))
        .set(link_requests::return_url.eq(address))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// The current state of the link request.
pub fn load(db: &mut Db, who: &Approver) -> Result<LinkRequest, StoreError> {
    Ok(link_requests::table.find(who.request).select(LinkRequest::as_select()).first(&mut *db.conn)?)
}
