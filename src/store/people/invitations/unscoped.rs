//! Queries of invitations without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::ids::InvitationId;
use crate::store::db::schema::{collection_partners, invitations, referral_partners};
use crate::store::people::invitations::Invitation;
use crate::store::{Db, StoreError, Tx};

/// At most 100 invitations whose reminder is due.
pub fn due(db: &mut Db, now: Moment) -> Result<Vec<Invitation>, StoreError> {
    let at = now.naive_utc();
    Ok(invitations::table
        .filter(invitations::remind_at.le(at).and(invitations::expires_at.gt(at)))
        .filter(invitations::accepted_at.is_null().and(invitations::withdrawn_at.is_null()))
        .order(invitations::remind_at.asc())
        .limit(100)
        .select(Invitation::as_select())
        .load(&mut *db.conn)?)
}

/// The open invitation of a token, with the organisation's name ("" for the operator).
///
/// # Errors
/// [`StoreError::NotFound`] if there is none, or it is accepted, withdrawn or expired.
pub fn open(db: &mut Db, token_hash: &str, now: Moment) -> Result<(Invitation, String), StoreError> {
    let (invitation, agency, referrer): (Invitation, Option<String>, Option<String>) = invitations::table
        .left_join(collection_partners::table.on(collection_partners::id.eq(invitations::organisation_id)))
        .left_join(referral_partners::table.on(referral_partners::id.eq(invitations::organisation_id)))
        .filter(invitations::token_hash.eq(token_hash).and(invitations::expires_at.gt(now.naive_utc())))
        .filter(invitations::accepted_at.is_null().and(invitations::withdrawn_at.is_null()))
        .select((Invitation::as_select(), collection_partners::name.nullable(), referral_partners::name.nullable()))
        .first(&mut *db.conn)?;
    Ok((invitation, agency.or(referrer).unwrap_or_default()))
}

/// Marks an invitation as accepted; `false` if it was accepted or withdrawn meanwhile.
pub fn accept(db: &mut Tx<'_>, id: InvitationId, now: Moment) -> Result<bool, StoreError> {
    let changed = diesel::update(
        invitations::table
            .filter(invitations::id.eq(id))
            .filter(invitations::accepted_at.is_null().and(invitations::withdrawn_at.is_null())),
    )
    .set(invitations::accepted_at.eq(now.naive_utc()))
    .execute(&mut *db.conn)?;
    Ok(changed == 1)
}
