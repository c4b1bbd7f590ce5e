//! Queries of the texts of agreements without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::agreement::{AgreementKind, Language};
use crate::store::agreements::texts::Published;
use crate::store::db::schema::{agreement_texts, agreements, collection_partners, creditors};
use crate::store::{Db, StoreError};

/// All published texts, by kind, newest version first.
pub fn all(db: &mut Db) -> Result<Vec<Published>, StoreError> {
    Ok(agreement_texts::table
        .order((agreement_texts::kind.asc(), agreement_texts::published_at.desc(), agreement_texts::version.desc()))
        .then_order_by(agreement_texts::language.asc())
        .select(Published::as_select())
        .load(&mut *db.conn)?)
}

/// A text itself; `None` when that version has none in that language.
pub fn body(db: &mut Db, kind: AgreementKind, version: &str, language: Language) -> Result<Option<String>, StoreError> {
    let text = agreement_texts::table.find((kind, version, language)).select(agreement_texts::body);
    Ok(text.first(&mut *db.conn).optional()?)
}

/// The names of those who signed an earlier version of an agreement but not this one, in alphabetical order: clients,
/// or agencies for their own agreement.
pub fn signed_before(db: &mut Db, kind: AgreementKind, version: &str) -> Result<Vec<String>, StoreError> {
    Ok(match kind {
        AgreementKind::Sdca => creditors::table
            .filter(creditors::agreement_version.is_not_null().and(creditors::retired_at.is_null()))
            .filter(creditors::agreement_version.assume_not_null().ne(version))
            .order(creditors::name.asc())
            .select(creditors::name)
            .load(&mut *db.conn)?,
        AgreementKind::PartnerSdca => collection_partners::table
            .filter(collection_partners::agreement_version.is_not_null())
            .filter(collection_partners::agreement_version.assume_not_null().ne(version))
            .order(collection_partners::name.asc())
            .select(collection_partners::name)
            .load(&mut *db.conn)?,
        AgreementKind::Poa | AgreementKind::PricingAppendix => agreements::table
            .inner_join(creditors::table.on(creditors::id.nullable().eq(agreements::creditor_id)))
            .filter(agreements::kind.eq(kind).and(agreements::version.ne(version)))
            .filter(agreements::signed_at.is_not_null().and(agreements::voided_at.is_null()))
            .order(creditors::name.asc())
            .select(creditors::name)
            .distinct()
            .load(&mut *db.conn)?,
    })
}
