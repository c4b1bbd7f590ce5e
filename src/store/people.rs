//! People and the organisations they belong to.

use diesel::prelude::*;

use super::schema::{collection_partners, memberships, people, referral_partners};
use super::{Db, StoreError, dialect, fresh_id};
use crate::domain::actor::{OrganisationKind, Partner, Role};
use crate::domain::calendar::{Moment, Zone};
use crate::domain::ids::{CollectionPartnerId, MembershipId, PersonId};

/// What signing in needs to know of a person.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The person.
    pub person: PersonId,
    /// First and last name.
    pub name: String,
    /// The address as stored.
    pub email: String,
    /// Argon2id in PHC form; `None` until the invitation is accepted.
    pub password_hash: Option<String>,
    /// Whether signing in takes a second step.
    pub has_second_factor: bool,
}

/// The person with this address, which is stored in lower case.
///
/// # Errors
/// When the database does not answer.
pub fn any_credentials(db: &mut Db, email: &str) -> Result<Option<Credentials>, StoreError> {
    type Row = (PersonId, String, String, String, Option<String>, bool);
    let row: Option<Row> = people::table
        .filter(people::email.eq(email.trim().to_lowercase()))
        .select((
            people::id,
            people::first_name,
            people::last_name,
            people::email,
            people::password_hash,
            people::totp_secret.is_not_null(),
        ))
        .first(&mut *db.conn)
        .optional()?;
    Ok(row.map(|(person, first, last, email, password_hash, has_second_factor)| Credentials {
        person,
        name: format!("{first} {last}"),
        email,
        password_hash,
        has_second_factor,
    }))
}

/// Counts one failure on a device that is not known and answers how many there are in a row, unless the account is
/// closed to such devices. The row stays this transaction's until it ends, so two failures at once are two.
///
/// # Errors
/// When the database does not answer.
pub fn any_count_failure(db: &mut Db, person: PersonId, now: Moment) -> Result<Option<i64>, StoreError> {
    let unlocked = people::locked_until.is_null().or(people::locked_until.le(now.naive_utc()));
    Ok(diesel::update(people::table.filter(people::id.eq(person).and(unlocked)))
        .set(people::failures.eq(people::failures + 1))
        .returning(people::failures)
        .get_result(&mut *db.conn)
        .optional()?)
}

/// Closes an account to devices that are not known until a moment; the count of failures starts anew.
///
/// # Errors
/// When the database does not answer.
pub fn any_close(db: &mut Db, person: PersonId, until: Moment) -> Result<(), StoreError> {
    diesel::update(people::table.find(person))
        .set((people::failures.eq(0), people::locked_until.eq(until.naive_utc())))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Lets a person in, unless the password has changed since it was compared. Somebody on a device that is not known is
/// let in only while the account is open to such devices; then earlier failures are forgotten. `false` when not.
///
/// # Errors
/// When the database does not answer.
pub fn any_let_in(db: &mut Db, person: PersonId, hash: &str, is_known: bool, now: Moment) -> Result<bool, StoreError> {
    let same = people::table.filter(people::id.eq(person).and(people::password_hash.eq(hash)));
    let changed = if is_known {
        diesel::update(same).set(people::failures.eq(people::failures)).execute(&mut *db.conn)?
    } else {
        let open = people::locked_until.is_null().or(people::locked_until.le(now.naive_utc()));
        diesel::update(same.filter(open))
            .set((people::failures.eq(0), people::locked_until.eq(None::<chrono::NaiveDateTime>)))
            .execute(&mut *db.conn)?
    };
    Ok(changed == 1)
}

/// Sets a password (as its hash) and lifts a lock.
///
/// # Errors
/// When the database does not answer.
pub fn any_set_password(db: &mut Db, person: PersonId, hash: &str, now: Moment) -> Result<(), StoreError> {
    diesel::update(people::table.find(person))
        .set((
            people::password_hash.eq(hash),
            people::failures.eq(0),
            people::locked_until.eq(None::<chrono::NaiveDateTime>),
            people::updated_at.eq(now.naive_utc()),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Switches single letters as keys on or off for a person.
///
/// # Errors
/// When the database does not answer.
pub fn any_set_letter_keys(db: &mut Db, person: PersonId, on: bool, now: Moment) -> Result<(), StoreError> {
    diesel::update(people::table.find(person))
        .set((people::letter_keys.eq(on), people::updated_at.eq(now.naive_utc())))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// One organisation a person belongs to.
#[derive(Clone, Debug)]
pub struct Membership {
    /// The membership.
    pub id: MembershipId,
    /// The kind of the organisation.
    pub kind: OrganisationKind,
    /// Its id.
    pub organisation: String,
    /// Its name; `None` for the operator.
    pub name: Option<String>,
    /// The role there.
    pub role: Role,
}

/// The organisations a person belongs to, oldest membership first.
///
/// # Errors
/// When the database does not answer.
pub fn any_memberships(db: &mut Db, person: PersonId) -> Result<Vec<Membership>, StoreError> {
    type Row = (MembershipId, OrganisationKind, String, Option<String>, Option<String>, Role);
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
        ))
        .load(&mut *db.conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, kind, organisation, agency, referrer, role)| Membership {
            id,
            kind,
            organisation,
            name: agency.or(referrer),
            role,
        })
        .collect())
}

/// A colleague.
#[derive(Clone, Debug)]
pub struct Colleague {
    /// The person.
    pub id: PersonId,
    /// Their number on the wire.
    pub number: i64,
    /// First and last name.
    pub name: String,
    /// The address.
    pub email: String,
    /// The membership.
    pub membership: MembershipId,
    /// The role.
    pub role: Role,
}

/// The agency's active colleagues, by name.
///
/// # Errors
/// When the database does not answer.
pub fn team(db: &mut Db, who: &Partner) -> Result<Vec<Colleague>, StoreError> {
    any_team(db, who.agency.id.as_str())
}

/// The active people of an organisation, by name.
///
/// # Errors
/// When the database does not answer.
pub fn any_team(db: &mut Db, organisation: &str) -> Result<Vec<Colleague>, StoreError> {
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

/// The next number of a series: people and bank accounts carry one beside their id.
///
/// # Errors
/// When the database does not answer.
pub fn any_next_number(db: &mut Db, series: &str) -> Result<i64, StoreError> {
    Ok(dialect::bump_counter(&mut db.conn, series, 1)?)
}

/// A person to be stored.
#[derive(Clone, Debug)]
pub struct NewPerson<'a> {
    /// The address; stored in lower case.
    pub email: &'a str,
    /// First name.
    pub first_name: &'a str,
    /// Last name.
    pub last_name: &'a str,
    /// The password's hash.
    pub password_hash: Option<&'a str>,
}

/// The person with this address, made if there is none yet. The number is taken first: taking it waits for
/// another who is making a person, so that the same address never becomes two.
///
/// # Errors
/// When the database does not answer.
pub fn any_find_or_insert(db: &mut Db, person: &NewPerson<'_>, now: Moment) -> Result<PersonId, StoreError> {
    if let Some(known) = any_credentials(db, person.email)? {
        return Ok(known.person);
    }
    let number = any_next_number(db, "people")?;
    if let Some(known) = any_credentials(db, person.email)? {
        return Ok(known.person);
    }
    let id = PersonId::from_uuid(fresh_id());
    diesel::insert_into(people::table)
        .values((
            people::id.eq(id),
            people::number.eq(number),
            people::email.eq(person.email.trim().to_lowercase()),
            people::first_name.eq(person.first_name),
            people::last_name.eq(person.last_name),
            people::password_hash.eq(person.password_hash),
            people::created_at.eq(now.naive_utc()),
            people::updated_at.eq(now.naive_utc()),
        ))
        .execute(&mut *db.conn)?;
    Ok(id)
}

/// Holds an organisation until the transaction ends, so that changes of its team or its key come one after the
/// other; answers its name ("" for the operator), or `None` when there is no such organisation.
///
/// # Errors
/// When the database does not answer.
pub fn any_hold(db: &mut Db, (kind, id): (OrganisationKind, &str)) -> Result<Option<String>, StoreError> {
    let conn = &mut *db.conn;
    Ok(match kind {
        OrganisationKind::CollectionPartner => {
            diesel::update(collection_partners::table.filter(collection_partners::id.eq(id)))
                .set(collection_partners::name.eq(collection_partners::name))
                .returning(collection_partners::name)
                .get_result(conn)
                .optional()?
        }
        OrganisationKind::ReferralPartner => {
            diesel::update(referral_partners::table.filter(referral_partners::id.eq(id)))
                .set(referral_partners::name.eq(referral_partners::name))
                .returning(referral_partners::name)
                .get_result(conn)
                .optional()?
        }
        OrganisationKind::Operator => {
            dialect::bump_counter(conn, "people", 0)?;
            Some(String::new())
        }
    })
}

/// Makes a person a member of an organisation.
///
/// # Errors
/// When the database does not answer.
pub fn any_join(
    db: &mut Db,
    person: PersonId,
    (kind, organisation): (OrganisationKind, &str),
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

/// A collection partner as the contract's `/me` shows it.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = collection_partners)]
#[expect(missing_docs, reason = "the columns speak the field's own terms; shares are decimal fractions")]
pub struct AgencyProfile {
    pub id: CollectionPartnerId,
    pub name: String,
    pub registration_number: Option<String>,
    pub vat_number: Option<String>,
    pub address: Option<String>,
    pub zip_code: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub country: String,
    pub office_email: Option<String>,
    pub office_phone: Option<String>,
    pub public_site: Option<String>,
    pub invoice_email: Option<String>,
    pub billing_contact: Option<String>,
    pub invoice_currency: Option<String>,
    pub time_zone: Zone,
    pub pre_legal_share: String,
    pub legal_share: String,
    pub verified_profile: bool,
    pub agreement_signed_at: Option<chrono::NaiveDateTime>,
    pub agreement_version: Option<String>,
    /// Whether the law makes it ask who runs its clients.
    pub requires_kyc: bool,
    pub created_at: chrono::NaiveDateTime,
}

/// The agency's own profile.
///
/// # Errors
/// [`StoreError::NotFound`] when it is gone.
pub fn profile(db: &mut Db, id: CollectionPartnerId) -> Result<AgencyProfile, StoreError> {
    Ok(collection_partners::table.find(id).select(AgencyProfile::as_select()).first(&mut *db.conn)?)
}

/// Stores an agency.
///
/// # Errors
/// When the database does not answer.
pub fn any_insert_agency(db: &mut Db, agency: &AgencyProfile) -> Result<(), StoreError> {
    diesel::insert_into(collection_partners::table).values(agency).execute(&mut *db.conn)?;
    Ok(())
}

/// Whether nobody is there yet: a database that nothing was done with.
///
/// # Errors
/// When the database does not answer.
pub fn any_is_empty(db: &mut Db) -> Result<bool, StoreError> {
    let anybody: Option<PersonId> = people::table.select(people::id).first(&mut *db.conn).optional()?;
    Ok(anybody.is_none())
}
