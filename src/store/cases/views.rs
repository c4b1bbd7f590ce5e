//! Saved views of the list of cases: named queries, per person and organisation.

use diesel::prelude::*;

use crate::domain::actor::{Partner, Person};
use crate::domain::calendar::Moment;
use crate::domain::ids::FilterId;
use crate::store::db::schema::saved_filters;
use crate::store::{Db, StoreError, Tx, fresh_id};

/// A saved view.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = saved_filters)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct View {
    pub id: FilterId,
    pub name: String,
    pub query: String,
}

/// A person's views at an agency, by name.
pub fn of_person(db: &mut Db, who: &Partner, person: &Person) -> Result<Vec<View>, StoreError> {
    Ok(saved_filters::table
        .filter(saved_filters::person_id.eq(person.id).and(saved_filters::organisation_id.eq(who.agency.id.as_str())))
        .order((saved_filters::name.asc(), saved_filters::id.asc()))
        .select(View::as_select())
        .load(&mut *db.conn)?)
}

/// Saves a view, replacing one with the same name.
pub fn keep(
    db: &mut Tx<'_>,
    who: &Partner,
    person: &Person,
    name: &str,
    query: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let own = saved_filters::person_id.eq(person.id).and(saved_filters::organisation_id.eq(who.agency.id.as_str()));
    let changed = diesel::update(saved_filters::table.filter(own).filter(saved_filters::name.eq(name)))
        .set(saved_filters::query.eq(query))
        .execute(&mut *db.conn)?;
    if changed == 0 {
        diesel::insert_into(saved_filters::table)
            .values((
                saved_filters::id.eq(FilterId::from_uuid(fresh_id())),
                saved_filters::person_id.eq(person.id),
                saved_filters::organisation_id.eq(who.agency.id.as_str()),
                saved_filters::name.eq(name),
                saved_filters::query.eq(query),
                saved_filters::created_at.eq(now.naive_utc()),
            ))
            .execute(&mut *db.conn)?;
    }
    Ok(())
}

/// Deletes a view.
pub fn forget(db: &mut Tx<'_>, who: &Partner, person: &Person, id: FilterId) -> Result<(), StoreError> {
    let own = saved_filters::person_id.eq(person.id).and(saved_filters::organisation_id.eq(who.agency.id.as_str()));
    let gone =
        diesel::delete(saved_filters::table.filter(own).filter(saved_filters::id.eq(id))).execute(&mut *db.conn)?;
    if gone == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}
