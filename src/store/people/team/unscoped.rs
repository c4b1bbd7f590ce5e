//! Queries of teams without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::actor::Role;
use crate::domain::ids::{MembershipId, PersonId};
use crate::store::db::schema::{memberships, people};
use crate::store::people::team::Colleague;
use crate::store::{Db, StoreError};

/// The active people of an organisation, by name.
pub fn of(db: &mut Db, organisation: &str) -> Result<Vec<Colleague>, StoreError> {
    type Row = (PersonId, i64, String, String, String, MembershipId, Role);
    let rows: Vec<Row> = memberships::table
        .inner_join(people::table)
        .filter(memberships::organisation_id.eq(organisation).and(memberships::removed_at.is_null()))
        .order((people::first_name.asc(), people::last_name.asc(), people::id.asc()))
        .select((
            people::id,
            people::number,
            people::first_name,
            people::last_name,
            people::email,
            memberships::id,
            memberships::role,
        ))
        .load(&mut *db.conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, number, first, last, email, membership, role)| Colleague {
            id,
            number,
            name: format!("{first} {last}"),
            email,
            membership,
            role,
        })
        .collect())
}
