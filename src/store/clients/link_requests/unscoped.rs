//! Queries of link requests without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::client::LinkRequestStatus;
use crate::store::clients::link_requests::LinkRequest;
use crate::store::db::schema::link_requests;
use crate::store::{Db, StoreError};

/// At most 100 open link requests whose time is over.
pub fn overdue(db: &mut Db, now: Moment) -> Result<Vec<LinkRequest>, StoreError> {
    Ok(link_requests::table
        .filter(link_requests::status.eq(LinkRequestStatus::Pending))
        .filter(link_requests::expires_at.le(now.naive_utc()))
        .order(link_requests::expires_at.asc())
        .limit(100)
        .select(LinkRequest::as_select())
        .load(&mut *db.conn)?)
}
