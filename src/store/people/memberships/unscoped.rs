//! Queries of memberships without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::domain::actor::{OrganisationKind, Role};
use crate::domain::calendar::Moment;
use crate::domain::ids::{MembershipId, PersonId};
use crate::store::db::schema::{collection_partners, memberships, referral_partners};
use crate::store::people::memberships::Membership;
use crate::store::{Db, StoreError, Tx, fresh_id};

/// The organisations to which a person belongs, oldest membership first; suspended ones, too.
pub fn memberships(db: &mut Db, person: PersonId) -> Result<Vec<Membership>, StoreError> {
    type Since = Option<NaiveDateTime>;
    type Row = (MembershipId, OrganisationKind, String, Option<String>, Option<String>, Role, (Since, Since));
    let rows: Vec<Row> = memberships::table
        .left_join(collection_partners::table.on(collection_partners::id.eq(memberships::organisation_id)))
        .left_join(referral_partners::table.on(referral_partners::id.eq(memberships::organisation_id)))
        .filter(memberships::person_id.eq(person).and(memberships::removed_at.is_null()))
        .order((memberships::created_at.asc(), memberships::id.asc()))
        .select((
            memberships::id,
            memberships::organisation_kind,
            memberships::organisation_id,
            collection_partners::name.nullable(),
            referral_partners::name.nullable(),
            memberships::role,
            (collection_partners::suspended_at.nullable(), referral_partners::suspended_at.nullable()),
        ))
        .load(&mut *db.conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, kind, organisation, agency, referrer, role, (agency_since, referrer_since))| Membership {
            id,
            kind,
            organisation,
            name: agency.or(referrer),
            role,
            is_suspended: agency_since.or(referrer_since).is_some(),
        })
        .collect())
}

/// The organisations in which a person can work: those that are not suspended.
pub fn working(db: &mut Db, person: PersonId) -> Result<Vec<Membership>, StoreError> {
    Ok(memberships(db, person)?.into_iter().filter(|membership| !membership.is_suspended).collect())
}

/// Makes a person a member of an organisation.
pub fn join(
    db: &mut Tx<'_>,
    person: PersonId,
    kind: OrganisationKind,
    organisation: &str,
    role: Role,
    now: Moment,
) -> Result<MembershipId, StoreError> {
    let id = MembershipId::from_uuid(fresh_id());
    diesel::insert_into(memberships::table)
        .values((
            memberships::id.eq(id),
            memberships::person_id.eq(person),
            memberships::organisation_kind.eq(kind),
            memberships::organisation_id.eq(organisation),
            memberships::role.eq(role),
            memberships::created_at.eq(now.naive_utc()),
        ))
        .execute(&mut *db.conn)?;
    Ok(id)
}
