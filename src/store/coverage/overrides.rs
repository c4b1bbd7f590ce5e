//! Agencies that the operator fixed for a client.

use diesel::prelude::*;

use crate::domain::actor::Operator;
use crate::domain::calendar::Moment;
use crate::domain::ids::{ClientAgencyId, CollectionPartnerId, CreditorId};
use crate::store::db::schema::{client_agencies, collection_partners};
use crate::store::{Db, StoreError, Tx};

/// An agency fixed for a client.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = client_agencies)]
#[expect(missing_docs, reason = "the columns speak for themselves; the migration says their forms")]
pub struct ClientAgency {
    pub id: ClientAgencyId,
    pub creditor_id: CreditorId,
    pub collection_partner_id: CollectionPartnerId,
    pub country: Option<String>,
    pub state: Option<String>,
    pub created_at: chrono::NaiveDateTime,
    pub created_by: String,
    pub ended_at: Option<chrono::NaiveDateTime>,
}

/// The agencies fixed for a client, with their names; those for all countries last.
pub fn of_client(db: &mut Db, _who: &Operator, client: CreditorId) -> Result<Vec<(ClientAgency, String)>, StoreError> {
    let mut rows: Vec<(ClientAgency, String)> = client_agencies::table
        .inner_join(collection_partners::table)
        .filter(client_agencies::creditor_id.eq(client).and(client_agencies::ended_at.is_null()))
        .order(client_agencies::created_at.asc())
        .select((ClientAgency::as_select(), collection_partners::name))
        .load(&mut *db.conn)?;
    rows.sort_by_key(|(one, _)| (one.country.is_none(), one.country.clone(), one.state.is_none(), one.state.clone()));
    Ok(rows)
}

/// Stores one.
///
/// # Errors
/// If the database fails, or an agency is fixed for the same place.
pub fn insert(db: &mut Tx<'_>, row: &ClientAgency) -> Result<(), StoreError> {
    diesel::insert_into(client_agencies::table).values(row).execute(&mut *db.conn)?;
    Ok(())
}

/// Ends one of a client; `false` if it has ended already.
///
/// # Errors
/// [`StoreError::NotFound`] if the client has no such one.
pub fn end(db: &mut Tx<'_>, client: CreditorId, id: ClientAgencyId, now: Moment) -> Result<bool, StoreError> {
    let ended: Option<chrono::NaiveDateTime> = client_agencies::table
        .find(id)
        .filter(client_agencies::creditor_id.eq(client))
        .select(client_agencies::ended_at)
        .first(&mut *db.conn)?;
    let rows = diesel::update(client_agencies::table.find(id))
        .filter(client_agencies::ended_at.is_null())
        .set(client_agencies::ended_at.eq(now.naive_utc()))
        .execute(&mut *db.conn)?;
    Ok(ended.is_none() && rows == 1)
}
