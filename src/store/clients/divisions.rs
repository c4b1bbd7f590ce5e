//! Divisions of a client.

use diesel::prelude::*;

use crate::domain::ids::{CreditorId, DivisionId};
use crate::store::db::schema::{cases, divisions};
use crate::store::{Db, StoreError, Tx};

/// A division of a client. Times are UTC.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = divisions, treat_none_as_null = true)]
#[expect(missing_docs, reason = "the columns speak the field's own terms; the country is ISO 3166 alpha-2")]
pub struct Division {
    pub id: DivisionId,
    pub creditor_id: CreditorId,
    pub name: String,
    pub registration_number: Option<String>,
    pub address: Option<String>,
    pub zip_code: Option<String>,
    pub city: String,
    pub state: Option<String>,
    pub country: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub created_at: chrono::NaiveDateTime,
    pub updated_at: Option<chrono::NaiveDateTime>,
    /// Since when it takes no new cases.
    pub archived_at: Option<chrono::NaiveDateTime>,
}

/// The divisions of a client by name, archived ones last.
pub fn of(db: &mut Db, client: CreditorId) -> Result<Vec<Division>, StoreError> {
    let mut found: Vec<Division> = divisions::table
        .filter(divisions::creditor_id.eq(client))
        .order((divisions::name.asc(), divisions::id.asc()))
        .select(Division::as_select())
        .load(&mut *db.conn)?;
    found.sort_by_key(|division| division.archived_at.is_some());
    Ok(found)
}

/// The division that a text means, by id or by name in any letter case, among those of a client that take new cases.
pub fn meant<'a>(all: &'a [Division], text: &str) -> Option<&'a Division> {
    let text = text.trim().to_lowercase();
    all.iter()
        .filter(|division| division.archived_at.is_none())
        .find(|division| division.id.as_str() == text || division.name.to_lowercase() == text)
}

/// What is said of a text that means no division.
pub fn unknown(text: &str) -> String {
    format!("The client has no division “{}” that takes new cases.", text.trim())
}

/// A division of a client.
///
/// # Errors
/// [`StoreError::NotFound`] if the client has no such division.
pub fn load(db: &mut Db, client: CreditorId, id: DivisionId) -> Result<Division, StoreError> {
    Ok(divisions::table
        .find(id)
        .filter(divisions::creditor_id.eq(client))
        .select(Division::as_select())
        .first(&mut *db.conn)?)
}

/// Whether a case refers to a division of a client, test cases included.
pub fn has_cases(db: &mut Db, client: CreditorId, id: DivisionId) -> Result<bool, StoreError> {
    let found = cases::table.filter(cases::creditor_id.eq(client).and(cases::division_id.eq(id)));
    Ok(diesel::select(diesel::dsl::exists(found)).get_result(&mut *db.conn)?)
}

/// Deletes a division of a client.
pub fn delete(db: &mut Tx<'_>, client: CreditorId, id: DivisionId) -> Result<(), StoreError> {
    diesel::delete(divisions::table.find(id).filter(divisions::creditor_id.eq(client))).execute(&mut *db.conn)?;
    Ok(())
}

/// Stores a division.
pub fn insert(db: &mut Tx<'_>, division: &Division) -> Result<(), StoreError> {
    diesel::insert_into(divisions::table).values(division).execute(&mut *db.conn)?;
    Ok(())
}

/// Stores a changed division.
pub fn update(db: &mut Tx<'_>, division: &Division) -> Result<(), StoreError> {
    diesel::update(divisions::table.find(division.id)).set(division).execute(&mut *db.conn)?;
    Ok(())
}
