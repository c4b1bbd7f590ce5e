//! Which powers of attorney and prices a client has still to sign, and the prices that a platform agrees on.

use crate::actions::{ActionError, Here, Outcome};
use crate::domain::actor::{Author, Newcomer};
use crate::domain::agreement::{AgreementKind, Matter, missing_powers};
use crate::domain::ids::{CarveOutId, CollectionPartnerId, ReferralPartnerId};
use crate::domain::money::Rate;
use crate::store::powers::CarveOut;
use crate::store::{self, Db, StoreError};

/// What is still to be signed for the agencies that are to work for a client.
///
/// # Errors
/// When the database does not answer.
pub fn pending_powers(db: &mut Db, who: &Newcomer) -> Outcome<Vec<Matter>> {
    let agencies = store::powers::agencies_to_empower(db, who)?;
    if agencies.is_empty() {
        return Ok(Vec::new());
    }
    let Some(in_force) = store::agreements::any_version(db, AgreementKind::Poa)? else { return Ok(Vec::new()) };
    let prices = store::powers::live(db, who)?;
    let held = store::powers::held(db, who)?;
    Ok(missing_powers(&agencies, &prices, &held, &in_force))
}

/// Prices as they are agreed on.
#[derive(Clone, Debug)]
pub struct CarveOutOrder {
    /// For whose clients.
    pub platform: ReferralPartnerId,
    /// For whose work.
    pub agency: CollectionPartnerId,
    /// The debtors' country, ISO 3166 alpha-2.
    pub country: String,
    /// Lower bounds in US cents, ascending, each with its rate.
    pub tiers: Vec<(i64, Rate)>,
}

/// Agrees on prices for one platform, one agency and one country. Clients sign them with their power of attorney.
///
/// # Errors
/// No tiers, or tiers that do not ascend; a country that is none.
pub fn agree_on_prices(db: &mut Db, order: &CarveOutOrder, by: &Author, here: &Here) -> Outcome<CarveOutId> {
    if rust_iso3166::from_alpha2(&order.country).is_none() {
        return Err(ActionError::At("country", format!("“{}” is not a two-letter country code.", order.country)));
    }
    if order.tiers.is_empty() || !order.tiers.is_sorted_by(|a, b| a.0 < b.0) {
        return Err(ActionError::At("tiers", "Give at least one tier, each from a higher amount.".to_owned()));
    }
    let tiers: Vec<(i64, String)> = order.tiers.iter().map(|(from, rate)| (*from, rate.points().to_string())).collect();
    let id = CarveOutId::from_uuid(store::fresh_id());
    let carve_out = CarveOut {
        id,
        referral_partner_id: order.platform,
        collection_partner_id: order.agency,
        country: order.country.clone(),
        tiers: serde_json::to_string(&tiers).map_err(|error| StoreError::Corrupt(error.to_string()))?,
        created_at: here.now.naive_utc(),
        ended_at: None,
    };
    db.write(|db| {
        store::powers::any_insert(db, &carve_out)?;
        let details = [("country", carve_out.country.clone()), ("tiers", carve_out.tiers.clone())];
        store::facts::audit(db, by, "PricesAgreed", "referral", order.platform.as_str(), &details, here.now)?;
        Ok(id)
    })
}
