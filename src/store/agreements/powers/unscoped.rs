//! Queries of carve-outs without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::agreement::{AgreementKind, Held, Matter};
use crate::domain::ids::{AgreementId, CarveOutId, CollectionPartnerId, CreditorId, ReferralPartnerId};
use crate::store::agreements::Agreement;
use crate::store::agreements::powers::{CarveOut, Filed, with_files};
use crate::store::db::schema::{agreements, carve_outs, creditors};
use crate::store::{Db, StoreError};

/// A carve-out by its id.
///
/// # Errors
/// [`StoreError::NotFound`] if there is none.
pub fn carve_out(db: &mut Db, id: CarveOutId) -> Result<CarveOut, StoreError> {
    Ok(carve_outs::table.find(id).select(CarveOut::as_select()).first(&mut *db.conn)?)
}

/// A signed agreement of a client with its newest file.
///
/// # Errors
/// [`StoreError::NotFound`] if there is none, or it is not signed.
pub fn filed(db: &mut Db, id: AgreementId) -> Result<Filed, StoreError> {
    let row: (Agreement, String) = agreements::table
        .inner_join(creditors::table.on(creditors::id.nullable().eq(agreements::creditor_id)))
        .filter(agreements::id.eq(id).and(agreements::signed_at.is_not_null()))
        .select((Agreement::as_select(), creditors::name))
        .first(&mut *db.conn)?;
    with_files(db, vec![(row.0, Some(row.1))])?.pop().ok_or(StoreError::NotFound)
}

/// The powers of attorney and appendices that all signatories of a client have signed.
pub fn signed(db: &mut Db, creditor: CreditorId) -> Result<Vec<Held>, StoreError> {
    let rows: Vec<Agreement> = agreements::table
        .filter(agreements::creditor_id.eq(creditor).and(agreements::voided_at.is_null()))
        .filter(agreements::kind.eq_any([AgreementKind::Poa, AgreementKind::PricingAppendix]))
        .filter(agreements::signed_at.is_not_null())
        .select(Agreement::as_select())
        .load(&mut *db.conn)?;
    let held = |row: Agreement| Held {
        matter: Matter { kind: row.kind, partner: row.collection_partner_id, carve_out: row.carve_out_id },
        version: row.version,
    };
    Ok(rows.into_iter().map(held).collect())
}

/// The current carve-outs of a referral partner, oldest first.
pub fn live(db: &mut Db, partner: ReferralPartnerId) -> Result<Vec<(CollectionPartnerId, CarveOutId)>, StoreError> {
    Ok(carve_outs::table
        .filter(carve_outs::referral_partner_id.eq(partner).and(carve_outs::ended_at.is_null()))
        .order((carve_outs::created_at.asc(), carve_outs::id.asc()))
        .select((carve_outs::collection_partner_id, carve_outs::id))
        .load(&mut *db.conn)?)
}
