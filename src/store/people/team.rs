//! Teams of organisations: members, roles, and when they were last active. Functions that take an agency's actor are
//! limited to that agency, those that take a team to that team.

pub mod unscoped;

use diesel::prelude::*;

use crate::domain::actor::{Operator, OrganisationKind, Partner, Role};
use crate::domain::calendar::Moment;
use crate::domain::case::Lifecycle;
use crate::domain::ids::{MembershipId, PersonId};
use crate::store::db::schema::{cases, memberships, people, sessions};
use crate::store::{Db, StoreError, Tx};

/// A colleague.
#[derive(Clone, Debug)]
pub struct Colleague {
    /// The person.
    pub id: PersonId,
    /// Their number in JSON.
    pub number: i64,
    /// First and last name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The membership.
    pub membership: MembershipId,
    /// The role.
    pub role: Role,
}

/// A team that the actor may change.
#[derive(Clone, Debug)]
pub struct Team {
    /// The kind of its organisation.
    pub kind: OrganisationKind,
    /// The organisation's id.
    pub organisation: String,
    /// The organisation's name.
    pub name: String,
}

impl Team {
    /// The agency's own team.
    pub fn of(who: &Partner) -> Self {
        Self {
            kind: OrganisationKind::CollectionPartner,
            organisation: who.agency.id.to_string(),
            name: who.agency.name.clone(),
        }
    }

    /// The team of any agency or referral partner, for the operator.
    pub fn of_any(_who: &Operator, kind: OrganisationKind, organisation: &str, name: &str) -> Self {
        Self { kind, organisation: organisation.to_owned(), name: name.to_owned() }
    }
}

/// The agency's active colleagues, by name.
pub fn of_agency(db: &mut Db, who: &Partner) -> Result<Vec<Colleague>, StoreError> {
    unscoped::of(db, who.agency.id.as_str())
}

/// The active people of a team, by name.
pub fn all(db: &mut Db, team: &Team) -> Result<Vec<Colleague>, StoreError> {
    unscoped::of(db, &team.organisation)
}

/// Number of its Admins.
pub fn count_admins(db: &mut Db, team: &Team) -> Result<i64, StoreError> {
    Ok(memberships::table
        .filter(memberships::organisation_id.eq(&team.organisation).and(memberships::removed_at.is_null()))
        .filter(memberships::role.eq(Role::Admin))
        .count()
        .get_result(&mut *db.conn)?)
}

/// A colleague.
///
/// # Errors
/// [`StoreError::NotFound`] if the membership has ended or belongs to another organisation.
pub fn load(db: &mut Db, team: &Team, membership: MembershipId) -> Result<Colleague, StoreError> {
    let (id, number, first, last, email, role): (PersonId, i64, String, String, String, Role) = memberships::table
        .inner_join(people::table)
        .filter(memberships::id.eq(membership).and(memberships::removed_at.is_null()))
        .filter(memberships::organisation_id.eq(&team.organisation))
        .select((people::id, people::number, people::first_name, people::last_name, people::email, memberships::role))
        .first(&mut *db.conn)?;
    Ok(Colleague { id, number, name: format!("{first} {last}"), email, membership, role })
}

/// When each colleague was last active, by membership. Those without a session are missing.
pub fn last_seen(db: &mut Db, who: &Partner) -> Result<Vec<(MembershipId, chrono::NaiveDateTime)>, StoreError> {
    let rows: Vec<(MembershipId, Option<chrono::NaiveDateTime>)> = memberships::table
        .inner_join(sessions::table.on(sessions::membership_id.eq(memberships::id.nullable())))
        .filter(memberships::organisation_id.eq(who.agency.id.as_str()).and(memberships::removed_at.is_null()))
        .group_by(memberships::id)
        .select((memberships::id, diesel::dsl::max(sessions::seen_at)))
        .load(&mut *db.conn)?;
    Ok(rows.into_iter().filter_map(|(membership, seen)| Some((membership, seen?))).collect())
}

/// Number of cases that a colleague handles and that are not closed.
pub fn count_handled(db: &mut Db, who: &Partner, person: PersonId) -> Result<i64, StoreError> {
    Ok(cases::table
        .filter(cases::collection_partner_id.eq(who.agency.id).and(cases::handler_id.eq(person)))
        .filter(cases::lifecycle.ne_all([Lifecycle::Closed, Lifecycle::Merged]))
        .count()
        .get_result(&mut *db.conn)?)
}

/// Changes a colleague's role.
///
/// # Errors
/// [`StoreError::NotFound`] if the membership has ended or belongs to another organisation.
pub fn set_role(db: &mut Tx<'_>, team: &Team, membership: MembershipId, role: Role) -> Result<(), StoreError> {
    let changed = diesel::update(
        memberships::table
            .filter(memberships::id.eq(membership).and(memberships::organisation_id.eq(&team.organisation)))
            .filter(memberships::removed_at.is_null()),
    )
    .set(memberships::role.eq(role))
    .execute(&mut *db.conn)?;
    if changed == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Ends a membership and its sessions.
///
/// # Errors
/// [`StoreError::NotFound`] if it has ended already or belongs to another organisation.
pub fn remove(db: &mut Tx<'_>, team: &Team, membership: MembershipId, now: Moment) -> Result<(), StoreError> {
    let changed = diesel::update(
        memberships::table
            .filter(memberships::id.eq(membership).and(memberships::organisation_id.eq(&team.organisation)))
            .filter(memberships::removed_at.is_null()),
    )
    .set(memberships::removed_at.eq(now.naive_utc()))
    .execute(&mut *db.conn)?;
    if changed != 1 {
        return Err(StoreError::NotFound);
    }
    diesel::delete(sessions::table.filter(sessions::membership_id.eq(membership))).execute(&mut *db.conn)?;
    Ok(())
}
