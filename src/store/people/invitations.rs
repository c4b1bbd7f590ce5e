//! Invitations: links sent by mail, stored by their hash, valid for some time.

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

    /// Whether it has expired.
    pub fn is_over(&self, now: Moment) -> bool {
        self.expires_at <= now.naive_utc()
    }
}

/// When an invitation expires and when its next reminder is due.
#[derive(Clone, Copy, Debug)]
pub struct Course {
    /// When it expires.
    pub expires: Moment,
    /// Number of reminders sent.
    pub reminders: i64,
    /// When the next reminder is due.
    pub remind: Option<Moment>,
}

/// An invitation that is to be sent.
#[derive(Clone, Copy, Debug)]
pub struct NewInvitation<'a> {
    /// Where it goes.
    pub email: &'a str,
    /// The colleague's first name.
    pub first_name: &'a str,
    /// The colleague's last name.
    pub last_name: &'a str,
    /// What the colleague may do.
    pub role: Role,
    /// The hash of its token.
    pub token_hash: &'a str,
}

/// Stores an invitation by the hash of its token.
pub fn insert(
    db: &mut Tx<'_>,
    who: &Partner,
    new: NewInvitation<'_>,
    course: Course,
    now: Moment,
) -> Result<InvitationId, StoreError> {
    let id = InvitationId::from_uuid(fresh_id());
    diesel::insert_into(invitations::table)
        .values((
            invitations::id.eq(id),
            invitations::organisation_kind.eq(OrganisationKind::CollectionPartner),
            invitations::organisation_id.eq(who.agency.id.as_str()),
            invitations::email.eq(new.email),
            invitations::first_name.eq(new.first_name),
            invitations::last_name.eq(new.last_name),
            invitations::role.eq(new.role),
            invitations::token_hash.eq(new.token_hash),
            invitations::invited_by.eq(who.author().name),
            invitations::created_at.eq(now.naive_utc()),
            invitations::expires_at.eq(course.expires.naive_utc()),
            invitations::remind_at.eq(course.remind.map(|at| at.naive_utc())),
        ))
        .execute(&mut *db.conn)?;
    Ok(id)
}

/// The agency's open and expired invitations, oldest first, without accepted and withdrawn ones.
pub fn pending(db: &mut Db, who: &Partner) -> Result<Vec<Invitation>, StoreError> {
    Ok(invitations::table
        .filter(invitations::organisation_id.eq(who.agency.id.as_str()))
        .filter(invitations::accepted_at.is_null().and(invitations::withdrawn_at.is_null()))
        .order((invitations::created_at.asc(), invitations::id.asc()))
        .select(Invitation::as_select())
        .load(&mut *db.conn)?)
}

/// An open or expired invitation.
///
/// # Errors
/// [`StoreError::NotFound`] if it is accepted or withdrawn, or another agency's.
pub fn load(db: &mut Db, who: &Partner, id: InvitationId) -> Result<Invitation, StoreError> {
    Ok(invitations::table
        .filter(invitations::id.eq(id).and(invitations::organisation_id.eq(who.agency.id.as_str())))
        .filter(invitations::accepted_at.is_null().and(invitations::withdrawn_at.is_null()))
        .select(Invitation::as_select())
        .first(&mut *db.conn)?)
}

/// Withdraws an invitation that the caller has loaded; `false` if it was accepted or withdrawn meanwhile.
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

/// Gives an invitation a new token and new dates; the old link stops working. `false` if somebody was faster, so that
/// two workers send only one reminder.
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
        OrganisationKind::Operator | OrganisationKind::Client => None,
    };
    Ok(name.unwrap_or_default())
}
