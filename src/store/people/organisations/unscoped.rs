//! Queries of organisations without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::actor::OrganisationKind;
use crate::store::db::schema::{collection_partners, creditors, referral_partners};
use crate::store::db::series::{self, Gate};
use crate::store::{StoreError, Tx};

/// Holds an organisation until the transaction ends, so that changes of its team or its key come one after the
/// other; answers its name ("" for the operator), or `None` when there is no such organisation.
pub fn hold(db: &mut Tx<'_>, kind: OrganisationKind, id: &str) -> Result<Option<String>, StoreError> {
    Ok(match kind {
        OrganisationKind::CollectionPartner => {
            diesel::update(collection_partners::table.filter(collection_partners::id.eq(id)))
                .set(collection_partners::name.eq(collection_partners::name))
                .returning(collection_partners::name)
                .get_result(&mut *db.conn)
                .optional()?
        }
        OrganisationKind::ReferralPartner => {
            diesel::update(referral_partners::table.filter(referral_partners::id.eq(id)))
                .set(referral_partners::name.eq(referral_partners::name))
                .returning(referral_partners::name)
                .get_result(&mut *db.conn)
                .optional()?
        }
        OrganisationKind::Client => diesel::update(creditors::table.filter(creditors::id.eq(id)))
            .set(creditors::name.eq(creditors::name))
            .returning(creditors::name)
            .get_result(&mut *db.conn)
            .optional()?,
        OrganisationKind::Operator => {
            series::hold(db, Gate::OperatorTeam)?;
            Some(String::new())
        }
    })
}
