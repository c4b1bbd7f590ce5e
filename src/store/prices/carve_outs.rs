//! Carve-outs: prices that a referral partner, an agency and the operator agreed on for debtors of one country. Clients
//! sign them together with their power of attorney.

pub mod unscoped;

use diesel::prelude::*;

use super::grid;
use crate::domain::actor::Operator;
use crate::domain::case::PricingSource;
use crate::domain::ids::{CarveOutId, CollectionPartnerId, ReferralPartnerId};
use crate::domain::pricing::{InForce, Parties, PriceList};
use crate::store::agreements::powers::CarveOut;
use crate::store::db::schema::{carve_outs, collection_partners, referral_partners};
use crate::store::{Db, StoreError};

/// A carve-out with the names of its parties.
#[derive(Clone, Debug)]
pub struct Agreed {
    /// The row.
    pub row: CarveOut,
    /// The referral partner's name.
    pub platform: String,
    /// The agency's name.
    pub agency: String,
    /// The prices.
    pub list: PriceList,
}

impl Agreed {
    fn read((row, platform, agency): (CarveOut, String, String)) -> Result<Self, StoreError> {
        // Clients do not sign a surcharge for age, so none is charged.
        let grid = grid::of_row(&row.tiers, &[])?;
        let list = PriceList {
            id: row.id.to_string(),
            source: PricingSource::ManagingPartnerCustomPricing,
            parties: Parties {
                creditor: None,
                agency: Some(row.collection_partner_id),
                referral_partner: Some(row.referral_partner_id),
            },
            countries: vec![row.country.clone()],
            name: format!("{platform} and {agency}"),
            is_carve_out: true,
            grid,
            // On the day on which they end, they do not apply any more.
            in_force: InForce {
                from: row.created_at.date(),
                to: row.ended_at.map(|at| at.date().pred_opt().unwrap_or(at.date())),
            },
        };
        Ok(Self { row, platform, agency, list })
    }
}

macro_rules! agreed {
    () => {
        carve_outs::table
            .inner_join(referral_partners::table.on(referral_partners::id.eq(carve_outs::referral_partner_id)))
            .inner_join(collection_partners::table.on(collection_partners::id.eq(carve_outs::collection_partner_id)))
            .select((CarveOut::as_select(), referral_partners::name, collection_partners::name))
    };
}
use agreed;

/// At most 500 carve-outs: current ones first, then newest first.
pub fn all(db: &mut Db, _who: &Operator) -> Result<Vec<Agreed>, StoreError> {
    let rows: Vec<(CarveOut, String, String)> = agreed!()
        .order((carve_outs::ended_at.is_not_null().asc(), carve_outs::created_at.desc(), carve_outs::id.asc()))
        .limit(500)
        .load(&mut *db.conn)?;
    rows.into_iter().map(Agreed::read).collect()
}

/// One carve-out.
pub fn load(db: &mut Db, _who: &Operator, id: CarveOutId) -> Result<Agreed, StoreError> {
    Agreed::read(agreed!().filter(carve_outs::id.eq(id)).first(&mut *db.conn)?)
}

/// The field of a party that does not exist, if any.
pub fn check_parties(
    db: &mut Db,
    platform: ReferralPartnerId,
    agency: CollectionPartnerId,
) -> Result<Option<&'static str>, StoreError> {
    let platforms: i64 = referral_partners::table.find(platform).count().get_result(&mut *db.conn)?;
    let agencies: i64 = collection_partners::table.find(agency).count().get_result(&mut *db.conn)?;
    Ok(match (platforms, agencies) {
        (0, _) => Some("referralPartnerId"),
        (_, 0) => Some("collectionPartnerId"),
        _ => None,
    })
}
