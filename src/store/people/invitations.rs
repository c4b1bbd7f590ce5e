//! Invitations: a link by mail, by its hash, open for a while.

pub mod unscoped;

use diesel::prelude::*;

use crate::domain::actor::{OrganisationKind, Partner, Role};
use crate::domain::calendar::Moment;
use crate::domain::ids::InvitationId;
use crate::store::db::schema::{collection_partners, invitations, referral_partners};
use crate::store::{Db, StoreError, Tx, fresh_id};

/// An invitation. Times are UTC.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = invitations)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct Invitation {
    pub id: InvitationId,
    pub organisation_kind: OrganisationKind,
    pub organisation_id: String,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub role: Role,
    pub invited_by: String,
    pub created_at: chrono::NaiveDateTime,
    pub expires_at: chrono::NaiveDateTime,
    pub reminders: i64,
    pub remind_at: Option<chrono::NaiveDateTime>,
}

impl Invitation {
    /// First and last name.
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    /// Whether its time is over.
    pub fn is_over(&self, now: Moment) -> bool {
        self.expires_at <= now.naive_utc()
    }
}

/// When an invitation ends, and when its next reminder is due.
#[derive(Clone, Copy, Debug)]
pub struct Course {
    /// It ends then.
    pub expires: Moment,
    /// So many reminders were sent.
    pub reminders: i64,
    /// The next one is due then.
    pub remind: Option<Moment>,
}

/// Stores an invitation by the hash of its token.
pub fn insert(
    db: &mut Tx<'_>,
    who: &Partner,
    (email, first_name, last_name): (&str, &str, &str),
    role: Role,
    token_hash: &str,
    course: Course,
    now: Moment,
) -> Result<InvitationId, StoreError> {
    let id = InvitationId::from_uuid(fresh_id());
    diesel::insert_into(invitations::table)
        .values((
            invitations::id.eq(id),
            invitations::organisation_kind.eq(OrganisationKind::CollectionPartner),
            invitations::organisation_id.eq(who.agency.id.as_str()),
            invitations::email.eq(email),
            invitations::first_name.eq(first_name),
            invitations::last_name.eq(last_name),
            invitations::role.eq(role),
            invitations::token_hash.eq(token_hash),
            invitations::invited_by.eq(who.author().name),
            invitations::created_at.eq(now.naive_utc()),
            invitations::expires_at.eq(course.expires.naive_utc()),
            invitations::remind_at.eq(course.remind.map(|at| at.naive_utc())),
        ))
        .execute(&mut *db.conn)?;
    Ok(id)
}

/// The agency's invitations that are neither accepted nor withdrawn, oldest first; also those whose time is over.
pub fn pending(db: &mut Db, who: &Partner) -> Result<Vec<Invitation>, StoreError> {
    Ok(invitations::table
        .filter(invitations::organisation_id.eq(who.agency.id.as_str()))
        .filter(invitations::accepted_at.is_null().and(invitations::withdrawn_at.is_null()))
        .order((invitations::created_at.asc(), invitations::id.asc()))
        .select(Invitation::as_select())
        .load(&mut *db.conn)?)
}

/// One of them.
///
/// # Errors
/// [`StoreError::NotFound`] when it is accepted, withdrawn, or another agency's.
pub fn load(db: &mut Db, who: &Partner, id: InvitationId) -> Result<Invitation, StoreError> {
    Ok(invitations::table
        .filter(invitations::id.eq(id).and(invitations::organisation_id.eq(who.agency.id.as_str())))
        .filter(invitations::accepted_at.is_null().and(invitations::withdrawn_at.is_null()))
        .select(Invitation::as_select())
        .first(&mut *db.conn)?)
}

/// Withdraws an invitation that the caller has loaded; `false` when it was accepted or withdrawn meanwhile.
pub fn withdraw(db: &mut Tx<'_>, invitation: &Invitation, now: Moment) -> Result<bool, StoreError> {
    let changed = diesel::update(
        invitations::table
            .filter(invitations::id.eq(invitation.id))
            .filter(invitations::accepted_at.is_null().and(invitations::withdrawn_at.is_null())),
    )
    .set(invitations::withdrawn_at.eq(now.naive_utc()))
    .execute(&mut *db.conn)?;
    Ok(changed == 1)
}

/// Gives an invitation another token and course; the link before it works no more. `false` when somebody was
/// faster: two workers send one reminder.
pub fn renew(db: &mut Tx<'_>, before: &Invitation, token_hash: &str, course: Course) -> Result<bool, StoreError> {
    let changed = diesel::update(
        invitations::table
            .filter(invitations::id.eq(before.id).and(invitations::expires_at.eq(before.expires_at)))
            .filter(invitations::reminders.eq(before.reminders))
            .filter(invitations::accepted_at.is_null().and(invitations::withdrawn_at.is_null())),
    )
    .set((
        invitations::token_hash.eq(token_hash),
        invitations::expires_at.eq(course.expires.naive_utc()),
        invitations::reminders.eq(course.reminders),
        invitations::remind_at.eq(course.remind.map(|at| at.naive_utc())),
    ))
    .execute(&mut *db.conn)?;
    Ok(changed == 1)
}

/// The organisation's name ("" for the operator).
pub fn organisation(db: &mut Db, invitation: &Invitation) -> Result<String, StoreError> {
    let id = &invitation.organisation_id;
    let conn = &mut *db.conn;
    let name: Option<String> = match invitation.organisation_kind {
        OrganisationKind::CollectionPartner => collection_partners::table
            .filter(collection_partners::id.eq(id))
            .select(collection_partners::name)
            .first(conn)
            .optional()?,
        OrganisationKind::ReferralPartner => referral_partners::table
            .filter(referral_partners::id.eq(id))
            .select(referral_partners::name)
            .first(conn)
            .optional()?,
        OrganisationKind::Operator => None,
    };
    Ok(name.unwrap_or_default())
}
