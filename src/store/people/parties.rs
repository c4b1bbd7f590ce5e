//! Names of creditors, agencies and referral partners, to choose from in forms of the operator.

pub mod unscoped;

use diesel::prelude::*;

use crate::domain::actor::Operator;
use crate::domain::case::Lifecycle;
use crate::domain::ids::{CollectionPartnerId, ReferralPartnerId};
use crate::domain::pricing::PriceList;
use crate::store::db::schema::{cases, collection_partners, creditors, referral_partners};
use crate::store::{Db, StoreError};

/// Creditors suggested by a form. If there are more, the name must be typed in full.
const MAX_SUGGESTED_CREDITORS: i64 = 300;
/// Count at most this many cases.
const MAX_COUNTED_CASES: i64 = 10_000;

/// The choices of a form.
#[derive(Clone, Debug)]
pub struct Choices {
    /// All agencies: id and name, after an empty choice.
    pub agencies: Vec<(String, String)>,
    /// All referral partners: id and name, after an empty choice.
    pub platforms: Vec<(String, String)>,
    /// Names of creditors.
    pub creditors: Vec<String>,
}

/// The choices, sorted by name.
pub fn choices(db: &mut Db, _who: &Operator) -> Result<Choices, StoreError> {
    let nobody = || std::iter::once((String::new(), "–".to_owned()));
    let agencies: Vec<(CollectionPartnerId, String)> = collection_partners::table
        .order(collection_partners::name.asc())
        .select((collection_partners::id, collection_partners::name))
        .load(&mut *db.conn)?;
    let platforms: Vec<(ReferralPartnerId, String)> = referral_partners::table
        .order(referral_partners::name.asc())
        .select((referral_partners::id, referral_partners::name))
        .load(&mut *db.conn)?;
    let creditors: Vec<String> = creditors::table
        .filter(creditors::retired_at.is_null())
        .order(creditors::name.asc())
        .limit(MAX_SUGGESTED_CREDITORS)
        .select(creditors::name)
        .load(&mut *db.conn)?;
    Ok(Choices {
        agencies: nobody().chain(agencies.into_iter().map(|(id, name)| (id.to_string(), name))).collect(),
        platforms: nobody().chain(platforms.into_iter().map(|(id, name)| (id.to_string(), name))).collect(),
        creditors,
    })
}

/// Number of cases not accepted yet that match a price list's parties and countries, counted up to 10,000.
pub fn waiting(db: &mut Db, _who: &Operator, list: &PriceList) -> Result<i64, StoreError> {
    let before = [
        Lifecycle::PendingContractSigning,
        Lifecycle::PendingVerificationInternal,
        Lifecycle::PendingVerification,
        Lifecycle::NeedsAdditionalDetails,
        Lifecycle::Leads,
        Lifecycle::LeadsQuoteGiven,
    ];
    let mut query = cases::table
        .filter(cases::lifecycle.eq_any(before).and(cases::started_at.is_null()).and(cases::is_test.eq(false)))
        .into_boxed();
    if let Some(creditor) = list.parties.creditor {
        query = query.filter(cases::creditor_id.eq(creditor));
    }
    if let Some(agency) = list.parties.agency {
        query = query.filter(cases::collection_partner_id.eq(agency));
    }
    if let Some(platform) = list.parties.referral_partner {
        query = query.filter(cases::referral_partner_id.eq(platform));
    }
    if !list.countries.is_empty() {
        query = query.filter(cases::debtor_country.eq_any(list.countries.clone()));
    }
    let found = query.select(cases::id).limit(MAX_COUNTED_CASES);
    Ok(crate::store::db::wrapped::HowMany(found).get_result(&mut *db.conn)?)
}
